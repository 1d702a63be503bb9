"""One file, one form, one setting never stops another; and a fault of the tool tells nothing of a workbook."""

import errno
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from audit import files
from audit.aggregate import batch
from audit.aggregate.locate import ReturnFile
from audit.cli import main
from audit.problems import AuditError, Where, problem
from audit.report import calendar, pdf
from audit.samples import demonstration
from audit.workbook.read import reader

DAY = demonstration.SAMPLE_DAY


@pytest.fixture
def two(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    return "a.xlsx", "b.xlsx"


def test_a_form_that_fails_stops_neither_a_form_nor_a_workbook(run, two, tmp_path, monkeypatch):
    def broken(*_):
        raise RuntimeError("secret words")

    def absent(*_):
        raise AuditError([problem("V20", Where(), why="no")])

    monkeypatch.setattr(calendar, "as_calendar", broken)
    monkeypatch.setattr(pdf, "as_pdf", absent)
    done = run("report", *two, "-o", "out", "--also", "ics", "--also", "pdf", "--also", "xlsx", "--also", "docx")
    assert done.exit_code == 1
    assert (done.output.count("X01"), done.output.count("V20")) == (2, 2)
    for ending in ("html", "csv", "json", "xlsx", "docx"):
        assert len([p for p in (tmp_path / "out").glob(f"*.{ending}") if "owners" not in p.name]) == 2
    records = list(tmp_path.glob("safeguarding-audit-crash-*.txt"))
    assert len(records) == 1
    assert "secret" not in records[0].read_text() + done.output
    assert "broken" in records[0].read_text()


def test_a_workbook_that_breaks_the_tool_does_not_stop_the_next(run, two, tmp_path, monkeypatch):
    read = reader.read

    def broken(path, **more):
        if path.name == "a.xlsx":
            raise RuntimeError("secret words")
        return read(path, **more)

    monkeypatch.setattr(reader, "read", broken)
    for command in ("check", "report"):
        done = run(command, *two)
        assert done.exit_code == 1
        assert "a.xlsx: X01" in done.output
        assert "secret" not in done.output
        assert "Rosebank" in done.output or "b.xlsx:" in done.output


@pytest.mark.parametrize("day", ["9999-12-01", "0001-01-01", "1999-12-31", "2100-01-01"])
@pytest.mark.parametrize("command", ["report", "score"])
def test_a_day_out_of_reach_is_a_wrong_command(run, two, command, day):
    done = run(command, two[0], "--as-of", day)
    assert done.exit_code == 2
    assert "between 2000 and 2099" in done.output


@pytest.mark.parametrize("name", ["N" * 300, "\x01" * 5 + "x" * 32_000, "é" * 300])
def test_any_name_of_a_setting_has_every_form(run, tmp_path, name):
    from dataclasses import replace

    from audit.report import build, write

    (tmp_path / "a.xlsx").write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    returned = reader.read(tmp_path / "a.xlsx")
    audit = replace(returned.audit, setting=replace(returned.audit.setting, name=name))
    made = build.build(replace(returned, audit=audit), DAY)
    written = write.write(made, tmp_path / "out", None, ("docx", "ics", "owners", "xlsx"))
    assert written.problems == ()
    assert len(written.made) == 7


def test_a_full_disk_leaves_no_key(run, tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = run("seal", "--new-key", "our.key")
    assert done.exit_code == 1
    assert "S02" in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_public_key_that_cannot_be_written_leaves_no_private_one(run, tmp_path, monkeypatch):
    real = files.write

    def only_the_first(path, data, **more):
        if path.suffix == ".pub":
            raise AuditError([problem("S02", Where(file=str(path)), why="No space left on device")])
        return real(path, data, **more)

    monkeypatch.setattr(files, "write", only_the_first)
    assert run("seal", "--new-key", "our.key").exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_its_owners_alone_and_never_written_over(run, tmp_path):
    assert run("seal", "--new-key", "our.key").exit_code == 0
    assert (tmp_path / "our.key").stat().st_mode & 0o777 == 0o600
    before = (tmp_path / "our.key").read_bytes()
    assert "V07" in run("seal", "--new-key", "our.key").output
    with pytest.raises(AuditError, match="already there"):
        files.write(tmp_path / "our.key", b"another", replace=False, private=True)
    assert (tmp_path / "our.key").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["our.key", "our.key.pub"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has such a device")
@pytest.mark.parametrize("where", ["> /dev/full", ">&-"])
def test_what_cannot_be_printed_is_one_line(two, tmp_path, where):
    words = f"{sys.executable} -m audit score a.xlsx {where}"
    done = subprocess.run(["sh", "-c", words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("S07") == 1
    assert "Traceback" not in done.stderr


def test_whoever_reads_no_further_is_told_nothing(two, tmp_path):
    """As ``| head -1``: a reader that is gone."""
    read, write = os.pipe()
    os.close(read)
    words = [sys.executable, "-m", "audit", "score", "a.xlsx"]
    done = subprocess.run(words, cwd=tmp_path, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert done.returncode == 1
    assert {line.split(":")[0] for line in done.stderr.splitlines() if line[:1].strip()} <= {
        "a.xlsx"
    }  # its faults alone


@pytest.mark.skipif(not Path("/proc/self/wchan").exists(), reason="Linux alone says what a process waits for")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_who_stops_a_command_gets_one_line(two, tmp_path, number, code):
    """A command that waits for somebody to read what it prints is stopped there."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    with suppress(BlockingIOError):
        while True:
            os.write(write, b"x" * 4096)
    os.set_blocking(write, True)
    words = [sys.executable, "-m", "audit", "check", *two]
    with subprocess.Popen(words, cwd=tmp_path, stdout=write, stderr=subprocess.PIPE, text=True) as process:
        waiting = Path(f"/proc/{process.pid}/wchan")
        for _ in range(600):
            if "pipe" in waiting.read_text():
                break
            time.sleep(0.1)
        process.send_signal(number)
        os.close(read)
        said = process.stderr.read()
    os.close(write)
    assert process.returncode == code
    assert said.count("\n") == 1
    assert said.startswith("S08 Stopped.")


def test_only_an_old_unfinished_file_of_ours_is_cleared(tmp_path):
    for name in (".a.x.safeguarding-tmp", ".a.new.safeguarding-tmp", ".a.tmp", "a.safeguarding-tmp"):
        (tmp_path / name).write_text("")
        if "new" not in name:
            os.utime(tmp_path / name, (1, 1))
    files.clear(tmp_path, 1000)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".a.new.safeguarding-tmp", ".a.tmp", "a.safeguarding-tmp"]


def test_the_last_place_tells_a_fault_without_its_words(tmp_path, monkeypatch, capsys):
    def broken(*_, **__):
        raise RuntimeError("secret words")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(main.cli, "main", broken)
    assert main._run() == 70
    said = capsys.readouterr().err
    assert said.startswith("X01")
    assert "secret" not in said + next(tmp_path.glob("safeguarding-audit-crash-*.txt")).read_text()


def test_one_file_of_many_that_breaks_the_tool_is_named_and_not_remembered(two, tmp_path, monkeypatch):
    read = reader.read_bytes

    def broken(data, name, **more):
        if name == "a.xlsx":
            raise RecursionError("secret words")
        return read(data, name, **more)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reader, "read_bytes", broken)
    items = [ReturnFile(address=name, at="disk", path=str(tmp_path / name)) for name in two]
    first, second = batch.read_batch(tuple(batch.Task(item=item) for item in items))
    assert (first.sha256, first.record, [p.code for p in first.problems]) == ("", None, ["X01"])
    assert second.record


def test_a_name_that_is_a_folder_stops_only_that_form(run, two, tmp_path):
    run("report", two[0], "-o", "out")
    (made,) = (tmp_path / "out").glob("*.csv")
    made.unlink()
    made.mkdir()
    done = run("report", two[0], "-o", "out")
    assert done.exit_code == 1
    assert done.output.count("S02") == 1
    assert ".json" in done.output
