"""Files are written whole or not at all."""

import os

import pytest

from audit import files
from audit.problems import AuditError
from audit.text import slug


def test_written_whole_and_replaced_in_one_step(tmp_path):
    path = tmp_path / "deep" / "a.txt"
    files.write(path, "one")
    files.write(path, b"two")
    assert path.read_text() == "two"
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]


def test_not_replaced_unless_allowed(tmp_path):
    path = files.write(tmp_path / "a.txt", "one")
    with pytest.raises(AuditError) as fault:
        files.write(path, "two", replace=False)
    assert [p.code for p in fault.value.problems] == ["S01"]
    assert path.read_text() == "one"


def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = files.write(tmp_path / "a.txt", "one")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AuditError) as fault:
        files.write(path, "two")
    assert "No space left" in str(fault.value)
    assert path.read_text() == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("text", "name"), [("St Bede's CofE (VA)", "st-bedes-cofe-va"), ("../../etc/passwd", "etc-passwd"), ("日本", "")]
)
def test_names_that_any_file_system_takes(text, name):
    assert slug(text) == name
