"""The marked copy: each fault beside its cell, a list with links, and every typed word as it was."""

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment

from audit.cli.main import cli
from audit.problems import grouping
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.read import reader

RATING, DUE = layout.column_letter("Rating"), layout.column_letter("By when")


@pytest.fixture
def faulty(tmp_path, monkeypatch):
    """A filled workbook with a misspelt rating that somebody has commented on, and a date that cannot be."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "typed.xlsx"
    path.write_bytes(demonstration.filled_workbook(demonstration.SCHOOL, demonstration.SAMPLE_DAY))
    book = openpyxl.load_workbook(path)
    sheet = book[layout.CHECKLIST]
    sheet[f"{RATING}3"].value, sheet[f"{DUE}4"].value = "Mostly", "31/02/2027"
    sheet[f"{RATING}3"].comment = Comment("Ask Sam", "Head")
    sheet["Z9"].value = "=1+1"
    book.save(path)
    return path


def mark(*extra):
    return CliRunner().invoke(cli, ["check", "typed.xlsx", "--marked", "marked.xlsx", *extra], catch_exceptions=False)


def test_each_fault_stands_at_its_cell_and_in_the_list(faulty, tmp_path):
    assert mark().exit_code == 1
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    sheet = book[layout.CHECKLIST]
    assert sheet[f"{RATING}3"].comment.text.startswith("Ask Sam")
    assert "W11: 'Mostly' is not a rating" in sheet[f"{RATING}3"].comment.text
    assert "W14" in sheet[f"{DUE}4"].comment.text
    assert sheet[f"{RATING}3"].fill.fgColor.rgb == "FFFBD9D6"
    listed = list(book["Faults found"].iter_rows(min_row=2, values_only=True))
    problems = grouping.worst_first(reader.read(faulty).problems)
    assert [(row[0], row[1]) for row in listed] == [(p.where.spot or "The whole file", p.code) for p in problems]
    assert book["Faults found"]["A2"].hyperlink.location == f"'Checklist'!{RATING}3"


def test_everything_typed_is_untouched_and_reads_the_same(faulty, tmp_path):
    before = faulty.read_bytes()
    mark()
    assert faulty.read_bytes() == before
    old, new = openpyxl.load_workbook(faulty), openpyxl.load_workbook(tmp_path / "marked.xlsx")
    for sheet in old.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert new[sheet.title][cell.coordinate].value == cell.value, (sheet.title, cell.coordinate)
    assert reader.read(tmp_path / "marked.xlsx").audit == reader.read(faulty).audit


def test_a_workbook_that_cannot_be_marked_is_said(tmp_path, monkeypatch, faulty):
    from audit.problems import AuditError
    from audit.spreadsheet import guard
    from audit.workbook import marked_copy

    checked = guard.check(faulty)
    with pytest.raises(AuditError) as fault:
        marked_copy.copy(b"PK", checked, (), "typed.xlsx")
    assert [p.code for p in fault.value.problems] == ["F14"]


@pytest.mark.parametrize("words", [["typed.xlsx", "typed.xlsx"], []])
def test_one_file_and_another_name(words, faulty):
    many = CliRunner().invoke(cli, ["check", "typed.xlsx", *words, "--marked", "typed.xlsx"])
    assert many.exit_code == 2
