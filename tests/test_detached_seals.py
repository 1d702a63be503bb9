"""A seal beside what cannot hold one: data, a PDF, the folder of an overview's data."""

import shutil
from pathlib import Path

import pytest

from tests.test_verify_fair import say

NAMED = ("--name", "A. Example", "--role", "Data lead")


@pytest.fixture
def key(tmp_path) -> Path:
    assert say("seal", "--new-key", tmp_path / "our.key").exit_code == 0
    return tmp_path / "our.key"


@pytest.fixture(params=["report.json", "report.pdf", "data"])
def thing(request, tmp_path) -> Path:
    """A file, or a folder of files as an overview's data stand in one."""
    path = tmp_path / request.param
    if request.param != "data":
        path.write_bytes(b'%PDF-1.7 or {"a": 1}\r\n\xff')
        return path
    (path / "more").mkdir(parents=True)
    for name in ("datapackage.json", "settings.csv", "more/table.csv"):
        (path / name).write_text(f"{name}\n")
    return path


def test_it_is_said_who_sealed_what_and_when(thing, key):
    done = say("seal", thing, "--key", key, *NAMED)
    assert done.exit_code == 0, done.output
    assert thing.with_name(f"{thing.name}.seal").is_file()
    done = say("verify", thing, "--public-key", f"{key}.pub")
    assert done.exit_code == 0, done.output
    assert f"{thing}: Sealed by A. Example, Data lead, on " in done.output
    assert "Whose key that is" in say("verify", thing).output


def test_every_changed_byte_shows(thing, key):
    say("seal", thing, "--key", key, *NAMED)
    for path in [thing] if thing.is_file() else sorted(one for one in thing.rglob("*") if one.is_file()):
        before = path.read_bytes()
        path.write_bytes(before[:-1] + b"x")
        done = say("verify", thing, "--public-key", f"{key}.pub")
        assert done.exit_code == 1
        assert "does not fit: believe no name in it" in done.output
        path.write_bytes(before)
    assert say("verify", thing).exit_code == 0


def test_in_a_folder_a_file_more_less_or_of_another_name_shows(tmp_path, key):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a.csv").write_text("a")
    (folder / "b.csv").write_text("b")
    say("seal", folder, "--key", key, *NAMED)
    (folder / "c.csv").write_text("")
    assert say("verify", folder).exit_code == 1
    (folder / "c.csv").unlink()
    assert say("verify", folder).exit_code == 0
    (folder / "a.csv").rename(folder / "aa.csv")
    assert say("verify", folder).exit_code == 1
    (folder / "aa.csv").unlink()
    assert say("verify", folder).exit_code == 1


@pytest.mark.parametrize(
    ("old", "new"), [("A. Example", "B. Example"), ("Data lead", "Chair"), ('"day":"2', '"day":"3')]
)
def test_nobody_can_put_another_name_role_or_day_to_it(tmp_path, key, old, new):
    path = tmp_path / "report.json"
    path.write_text("{}")
    say("seal", path, "--key", key, *NAMED)
    seal = tmp_path / "report.json.seal"
    assert old in seal.read_text()
    seal.write_text(seal.read_text().replace(old, new))
    assert say("verify", path).exit_code == 1


def test_a_seal_on_one_thing_is_none_on_another(tmp_path, key):
    for name in ("one.json", "other.json"):
        (tmp_path / name).write_text(name)
    say("seal", tmp_path / "one.json", "--key", key, *NAMED)
    shutil.copy(tmp_path / "one.json.seal", tmp_path / "other.json.seal")
    assert say("verify", tmp_path / "other.json").exit_code == 1


def test_what_is_missing_damaged_or_of_another_key_is_said(tmp_path, key):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF")
    assert "V11" in say("verify", path).output
    (tmp_path / "report.pdf.seal").write_text("{}")
    assert "V12" in say("verify", path).output
    (tmp_path / "report.pdf.seal").write_bytes(b"\xff" * 10_000)
    assert "V12" in say("verify", path).output
    say("seal", path, "--key", key, *NAMED)
    say("seal", "--new-key", tmp_path / "other.key")
    done = say("verify", path, "--public-key", tmp_path / "other.key.pub")
    assert (done.exit_code, "V13" in done.output) == (1, True)
    assert say("verify", path, path).exit_code == 2


def test_a_folder_with_a_link_is_not_sealed(tmp_path, key):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "link").symlink_to(key)
    done = say("seal", folder, "--key", key, *NAMED)
    assert (done.exit_code, "V34" in done.output) == (1, True)
