"""The blank workbooks of the repository are those that its data make today."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from audit.checklist.load import load
from audit.samples import blanks
from audit.workbook.read import reader

FOLDER = Path(__file__).resolve().parents[1] / "checklists" / "workbooks"
MADE = dict(blanks.blank_workbooks())


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_there_is_one_for_each_kind_and_for_the_first_look():
    wanted = {f"leaders-{kind.id}.xlsx" for kind in load("leaders").kinds} | {"leaders-first-look.xlsx"}
    assert set(MADE) == wanted
    assert {path.name for path in FOLDER.glob("*.xlsx")} == wanted, "run 'make workbooks'"


@pytest.mark.parametrize("name", sorted(MADE))
def test_each_is_as_the_data_make_it_and_can_be_read(name):
    path = FOLDER / name
    assert parts(path.read_bytes()) == parts(MADE[name]), f"{name} differs: run 'make workbooks'"
    read = reader.read(path)
    assert read.audit
    assert {problem.code for problem in read.problems} <= {"W04", "W16"}


def test_each_is_named_where_people_look_for_it():
    readme = (FOLDER.parents[1] / "README.md").read_text(encoding="utf-8")
    assert [name for name in MADE if f"checklists/workbooks/{name}" not in readme] == []
