"""What the tool keeps of returns can be wiped: all of it, nothing of anybody else's, and never by a slip."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit import api
from audit.aggregate import lock, own_output, store
from audit.cli.main import cli
from audit.problems import AuditError
from tests import many

HOME = Path("/home/nobody")


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """The returns of a few settings, and all that is made of them."""
    folder = tmp_path_factory.mktemp("once")
    (folder / "returns").mkdir()
    for name, content in many.contents()[:12]:
        (folder / "returns" / name).write_bytes(content)
    many.return_factory.write_register(folder, 12)
    words = ["aggregate", "returns", "-o", "out", "--register", "settings.csv", "--reports", "--publish", "public"]
    with pytest.MonkeyPatch.context() as at:
        at.chdir(folder)  # so that the paths that are remembered are short ones
        done = CliRunner().invoke(cli, [*words, "--as-of", "2026-11-20", "--processes", "1"])
    assert (folder / "public" / "published.html").is_file(), done.output
    return folder


@pytest.fixture
def out(once, tmp_path):
    """A copy of the output folder somewhere else, with its times."""
    return Path(shutil.copytree(once / "out", tmp_path / "out"))


def forget(folder, *words, answer=None):
    return CliRunner().invoke(cli, ["forget", str(folder), *words], input=answer)


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def code(folder, home=HOME):
    with pytest.raises(AuditError) as fault:
        api.what_is_kept(folder, home)
    return [found.code for found in fault.value.problems]


def test_all_that_a_run_made_goes_but_the_list_of_editions(out):
    before = names(out)
    assert {"remembered.sqlite", "overview.xlsx", "chase.csv", "data/responses.csv"} <= {*before}
    done = forget(out, "--yes")
    assert done.exit_code == 0, done.output
    assert names(out) == ["published-editions.json"]
    assert [path.name for path in out.iterdir()] == ["published-editions.json"], "empty folders are left"
    assert f"Deleted: {len(before) - 1} files" in done.output
    for word in ("returns themselves", "register", "backed up", "published", "published-editions.json"):
        assert word in done.output


def test_an_empty_folder_goes_too(out):
    (out / "published-editions.json").unlink()
    assert forget(out, "--yes").exit_code == 0
    assert not out.exists()


@pytest.mark.parametrize("answer", ["n\n", "\n", "", "forget it\n"])
def test_it_asks_and_takes_nothing_but_yes_for_yes(out, answer):
    before = names(out)
    done = forget(out, answer=answer)
    assert done.exit_code == 1
    assert "Nothing was deleted." in done.output
    assert names(out) == before


def test_it_says_what_goes_before_it_asks(out):
    done = forget(out, answer="y\n")
    assert done.exit_code == 0
    said, _, after = done.output.partition("Delete ")
    assert "pages of feedback, in feedback" in said
    assert "remembered.sqlite" in said
    assert "overview.xlsx" in said
    assert "Deleted: " in after


OTHERS = (
    "notes.txt",
    "remembered.txt",
    "feedback/my-notes.html",
    "feedback/letter.docx",
    "reports/rosebank.html",
    "data/analysis.ipynb",
    "data/settings.csv.bak",
    "returns/a.xlsx",
    ".hidden",
    "remembered.sqlite.old",
)


def test_nothing_that_people_put_there_goes_whatever_it_is_called(out):
    for name in OTHERS:
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("theirs")
    done = forget(out, "--yes", "--changed")
    assert done.exit_code == 0
    assert names(out) == sorted([*OTHERS, "published-editions.json"])
    assert all((out / name).read_text() == "theirs" for name in OTHERS)
    assert "notes.txt" in done.output


CHANGED = ("chase.csv", "overview.xlsx", "overview.html", "data/settings.csv")


@pytest.mark.parametrize("name", CHANGED)
def test_what_somebody_changed_is_named_and_goes_only_where_that_is_asked_for(out, name):
    with (out / name).open("ab") as file:
        file.write(b" ")
    done = forget(out, "--yes")
    assert names(out) == sorted([name, "published-editions.json"])
    said = done.output.partition("not as the last run wrote it")[2]
    assert Path(name).name in said


def test_with_changed_all_of_it_goes(out):
    for name in CHANGED:
        (out / name).write_text("edited")
    assert forget(out, "--yes", "--changed").exit_code == 0
    assert names(out) == ["published-editions.json"]


def test_where_the_list_of_what_was_made_is_lost_pages_go_by_their_mark_and_the_rest_when_asked(out):
    for name in names(out):
        if name.startswith("remembered.sqlite"):
            (out / name).unlink()
    kept = api.what_is_kept(out, HOME)
    assert {path.parts[0] for path in kept.ours} == {"feedback", lock.NAME, own_output.LIST}
    assert {path.parts[0] for path in kept.changed} >= {"reports", "data", "overview.html"}
    api.forget(kept, HOME, changed=True)
    assert names(out) == ["published-editions.json"]


def test_what_a_run_that_was_cut_off_left_goes(out):
    (out / ".data-new").mkdir()
    left = (".data-new/settings.csv", ".overview.html.abc.safeguarding-tmp", "feedback/.a.html.x.safeguarding-tmp")
    for name in left:
        (out / name).write_text("half")
    shutil.copy(out / store.NAME, out / "remembered-set-aside-1.sqlite")
    assert forget(out, "--yes").exit_code == 0
    assert names(out) == ["published-editions.json"]


def test_another_programs_database_of_the_same_name_is_nobody_of_ours(tmp_path):
    with sqlite3.connect(tmp_path / store.NAME) as database:
        database.execute("CREATE TABLE photographs (name TEXT)")
    database.close()
    assert code(tmp_path) == ["A71"]
    assert names(tmp_path) == [store.NAME]


def test_a_foreign_store_that_was_set_aside_stays(out):
    with sqlite3.connect(out / "remembered-set-aside-1.sqlite") as database:
        database.execute("CREATE TABLE photographs (name TEXT)")
    database.close()
    forget(out, "--yes")
    assert "remembered-set-aside-1.sqlite" in names(out)


def test_to_look_changes_nothing(out):
    before, kept = {name: (out / name).read_bytes() for name in names(out)}, api.what_is_kept(out, HOME)
    assert names(out) == list(before), "SQLite left files beside its own"
    assert {name: (out / name).read_bytes() for name in before if name != store.NAME}.items() <= before.items()
    assert api.what_is_kept(out, HOME) == kept


def test_it_can_be_done_again_after_it_was_cut_off(out, monkeypatch):
    """What says which files are ours goes last."""
    real, gone = Path.unlink, []

    def unlink(self, missing_ok=False):
        if len(gone) == 5:
            raise KeyboardInterrupt
        gone.append(self)
        real(self, missing_ok=missing_ok)

    kept = api.what_is_kept(out, HOME)
    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(KeyboardInterrupt):
        api.forget(kept, HOME)
    monkeypatch.undo()
    assert forget(out, "--yes").exit_code == 0
    assert names(out) == ["published-editions.json"]


# What is refused


def test_links_are_not_followed(out, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "chase.csv").write_text("theirs")
    shutil.copytree(out / "feedback", elsewhere / "feedback")
    shutil.rmtree(out / "feedback")
    (out / "feedback").symlink_to(elsewhere / "feedback")
    (out / "chase.csv").unlink()
    (out / "chase.csv").symlink_to(elsewhere / "chase.csv")
    before = names(elsewhere)
    assert forget(out, "--yes", "--changed").exit_code == 0
    assert names(elsewhere) == before
    assert (out / "chase.csv").is_symlink()
    assert (out / "feedback").is_symlink()


def test_a_folder_that_is_a_link_is_refused(out, tmp_path):
    (tmp_path / "link").symlink_to(out)
    assert code(tmp_path / "link") == ["A71"]


def test_the_disk_the_home_folder_and_what_is_above_are_refused_before_anything_is_looked_at(out, monkeypatch):
    monkeypatch.setattr("audit.aggregate.forget._of_ours", lambda *_: pytest.fail("it was looked through"))
    for folder, home in ((Path(Path.cwd().anchor), HOME), (out, out), (out, out / "deep"), (out.parent, out)):
        assert code(folder, home) == ["A71"]


def test_folders_that_are_none_of_ours_are_refused(once, tmp_path):
    (tmp_path / "a.txt").write_text("x")
    for folder in (tmp_path, tmp_path / "a.txt", tmp_path / "none", once / "returns", once / "public"):
        assert code(folder) == ["A71"]
        done = forget(folder, "--yes")
        assert done.exit_code == 1
        assert "A71" in done.output
    assert "…" not in done.output


def test_while_a_run_is_at_work_nothing_goes(out):
    kept, before = api.what_is_kept(out, HOME), names(out)
    with lock.held(out), pytest.raises(AuditError) as fault:
        api.forget(kept, HOME)
    assert [found.code for found in fault.value.problems] == ["A40"]
    assert names(out) == before


def test_what_cannot_be_deleted_is_named_and_the_rest_goes(out, monkeypatch):
    real = Path.unlink

    def unlink(self, missing_ok=False):
        if self.name == "overview.xlsx":
            raise PermissionError(13, "Permission denied")
        real(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    done = forget(out, "--yes")
    assert done.exit_code == 1
    assert "A72" in done.output
    assert "overview.xlsx" in names(out)
    assert "chase.csv" not in names(out)
