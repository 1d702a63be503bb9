"""The store is not believed: whatever happens to it, the figures are those of a run that nothing disturbed."""

import errno
import fcntl
import os
import random
import sqlite3
import subprocess
import sys

import pytest
from click.testing import CliRunner

from audit.aggregate import lock, run, store
from audit.cli.main import cli
from audit.problems import AuditError
from tests import many

FIGURES = ("settings.csv", "responses.csv", "themes.csv", "files.csv", "gaps.csv")


def aggregate(folder, *words):
    where = [str(folder / "returns"), "-o", str(folder / "out"), "--register", str(folder / "settings.csv")]
    return CliRunner().invoke(cli, ["aggregate", *where, "--as-of", "2026-11-20", "--processes", "1", *words])


def figures(folder):
    data = folder / "out" / "data"
    return {path.name: path.read_bytes() for path in data.iterdir() if path.suffix == ".csv"}


@pytest.fixture
def made(tmp_path):
    """A folder of a few returns after one run, and its figures."""
    for name, content in many.contents()[:10]:
        (tmp_path / "returns").mkdir(exist_ok=True)
        (tmp_path / "returns" / name).write_bytes(content)
    many.return_factory.write_register(tmp_path, 10)
    first = aggregate(tmp_path)
    assert first.exception is None or isinstance(first.exception, SystemExit), first.output
    return tmp_path, figures(tmp_path)


def path_of(folder):
    path = folder / "out" / store.NAME
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return path


def again(folder):
    """Run once more, with all that was made taken away, so that it comes from the store or from the files."""
    (folder / "out" / "overview.html").unlink()
    for path in (folder / "out" / "data").iterdir():
        path.unlink()
    result = aggregate(folder)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert "Traceback" not in result.output
    return result


def test_a_flipped_bit_changes_no_figure(made):
    folder, wanted = made
    chance = random.Random(8)
    whole = path_of(folder).read_bytes()
    for _ in range(20):
        path = path_of(folder)
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        path.write_bytes(data)
        again(folder)
        assert figures(folder) == wanted
        path.unlink()
        path.write_bytes(whole)


@pytest.mark.parametrize("column", ["summary", "prints", "words", "sha256", "rules", "checksum", "words_checksum"])
def test_a_changed_record_is_read_again(made, column):
    """One digit of a figure, with everything about the database itself as it should be."""
    folder, wanted = made
    with sqlite3.connect(path_of(folder)) as db:
        for number, value in db.execute(f"SELECT rowid, {column} FROM readings").fetchall():
            as_text = value.encode() if isinstance(value, str) else bytes(value)
            changed = as_text.replace(b"1", b"2") if b"1" in as_text else as_text[:-1] + b"\x07"
            new = changed.decode() if isinstance(value, str) else changed
            db.execute(f"UPDATE readings SET {column} = ? WHERE rowid = ?", (new, number))
    db.close()
    again(folder)
    assert figures(folder) == wanted


def test_a_file_remembered_under_the_digest_of_another_is_read_again(made):
    folder, wanted = made
    with sqlite3.connect(path_of(folder)) as db:
        one = db.execute("SELECT sha256 FROM seen").fetchone()[0]
        db.execute("UPDATE seen SET sha256 = ?", (one,))
    db.close()
    again(folder)
    assert figures(folder) == wanted


def test_what_was_made_is_not_believed_either(made):
    folder, _ = made
    assert "Nothing has changed" in aggregate(folder).output
    with sqlite3.connect(path_of(folder)) as db:
        db.execute("UPDATE made SET refused = 99")
    db.close()
    assert "Nothing has changed" not in aggregate(folder).output


def folder_of_that_name(path):
    path.mkdir()


def other_tables(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE readings (a TEXT)")
    db.close()


def another_version(path):
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 1")
    db.close()


def recursive_view(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE readings (a TEXT)")
        endless = (
            "WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a AS address, a AS sha256 FROM n"
        )
        db.execute(f"CREATE VIEW seen AS {endless}")
    db.close()


def trigger(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE seen (address TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID")
        db.execute("CREATE TRIGGER gone AFTER INSERT ON seen BEGIN DELETE FROM seen; END")
    db.close()


def pipe(path):
    os.mkfifo(path)


def wal_that_is_a_folder(path):
    path.with_name(path.name + "-wal").mkdir()


FOREIGN = [
    recursive_view,
    trigger,
    pipe,
    wal_that_is_a_folder,
    lambda path: path.symlink_to("/dev/zero"),
    lambda path: path.symlink_to(path),
    lambda path: path.symlink_to("nowhere.sqlite"),
    lambda path: path.write_bytes(b"not a database, and long enough to be looked at" * 100),
    lambda path: path.write_bytes(b"SQLite format 3\0" + b"x" * 2000),
    lambda path: path.write_bytes(many.contents()[0][1]),
    folder_of_that_name,
    other_tables,
    another_version,
]


@pytest.mark.parametrize(
    "lay",
    FOREIGN,
    ids=[
        "view",
        "trigger",
        "pipe",
        "wal",
        "device",
        "round",
        "nowhere",
        "text",
        "head",
        "workbook",
        "folder",
        "tables",
        "version",
    ],
)
def test_a_foreign_store_is_set_aside_in_one_sentence(made, lay):
    folder, wanted = made
    path = path_of(folder)
    path.unlink()
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    lay(path)
    result = again(folder)
    assert result.stderr.count("A29") == 1
    assert "A24" not in result.output
    assert figures(folder) == wanted
    assert list(path.parent.glob("remembered-set-aside-1.sqlite*"))
    assert "A29" not in again(folder).output


def written(folder):
    """Every file of the output with the time it was written."""
    return {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*") if path.name != lock.NAME}


def test_two_runs_in_one_folder(made):
    folder, _ = made
    before = written(folder)
    with lock.held(folder / "out"):
        result = aggregate(folder)
    assert result.exit_code == 1
    assert result.stderr.count("A40") == 1
    assert "S02" not in result.output
    assert written(folder) == before
    assert aggregate(folder).exit_code in {0, 1}


def test_what_a_killed_run_left_unfinished_is_cleared(made):
    folder, _ = made
    left = folder / "out" / "feedback" / ".somebody.html.x1y2.safeguarding-tmp"
    other = folder / "out" / ".kept-by-somebody-else"
    left.write_text("half")
    other.write_text("theirs")
    again(folder)
    assert not left.exists()
    assert other.exists()


@pytest.mark.parametrize("why", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_disk_without_locks_is_written_to_all_the_same(tmp_path, monkeypatch, why, recwarn):
    def no_locks(*_):
        raise OSError(why, os.strerror(why))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with lock.held(tmp_path):
        (tmp_path / "here").write_text("written")
    assert not recwarn


def test_a_lock_ends_with_the_process_that_held_it(tmp_path):
    code = (
        "import os, pathlib, sys\nfrom audit.aggregate import lock\n"
        "with lock.held(pathlib.Path(sys.argv[1])):\n print('held', flush=True)\n os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert killed.stdout == "held\n"
    with lock.held(tmp_path), pytest.raises(AuditError, match="Another run"), lock.held(tmp_path):
        pass


def test_a_record_that_is_damaged_in_the_middle_of_a_run(made):
    """What was whole at the beginning and no longer is: the conductor sets the store aside and reads again."""
    folder, _ = made
    order = many.order(folder)
    gathered = run.gather(order)
    with sqlite3.connect(path_of(folder)) as db:
        db.execute("UPDATE readings SET summary = '{}'")
    db.close()
    with pytest.raises(store.DamagedError):
        run.add_up(gathered)
