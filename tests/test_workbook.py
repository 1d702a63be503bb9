"""The workbook: what it holds, how it is guarded, and that what is written in it is read back."""

import io
import itertools
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from audit.checklist.load import load
from audit.model import Audit, Rating, Setting
from audit.samples import demonstration
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout
from audit.workbook.read import cell_values, reader
from audit.workbook.write import writer

DAY = demonstration.SAMPLE_DAY


@pytest.mark.parametrize("profile", demonstration.PROFILES, ids=lambda p: p.setting.kind)
def test_what_is_written_is_read_back(profile, tmp_path):
    checklist = load("leaders", profile.setting.kind)
    path = tmp_path / "filled.xlsx"
    path.write_bytes(demonstration.filled_workbook(profile, DAY))
    returned = reader.read(path)
    assert returned.audit is not None
    written = demonstration.fill(checklist, profile, DAY)
    assert replace(returned.audit, responses=()) == replace(written, responses=())
    assert [replace(r, place=None) for r in returned.audit.responses] == list(written.responses)
    assert {p.code for p in returned.problems} <= {"W13"}


def test_the_sheets_of_a_new_workbook(blank_workbook):
    book = openpyxl.load_workbook(blank_workbook)
    assert book.sheetnames == [*layout.SHEETS, "_meta", "_figures"]
    assert book["_meta"].sheet_state == "hidden"
    sheet = book["Checklist"]
    assert [c.value for c in sheet[layout.HEADING_ROW]] == [c.heading for c in layout.COLUMNS]
    assert sheet.max_row == layout.last_row(len(load("leaders", "early-years").criteria))
    assert sheet.freeze_panes == "F3"
    assert sheet.auto_filter.ref.startswith("A2:")
    assert sheet.print_title_rows == "$2:$2"


def test_only_cells_for_typing_are_open_and_there_is_no_password(blank_workbook):
    book = openpyxl.load_workbook(blank_workbook)
    for sheet in book.worksheets:
        # Where people type, a protected sheet could not be sorted, commented or checked for spelling.
        assert sheet.protection.sheet == (sheet.title != layout.CHECKLIST)
        assert sheet.protection.password is None
    typing = {n for n, column in enumerate(layout.COLUMNS, start=1) if column.typing}
    for row in book["Checklist"].iter_rows(min_row=layout.FIRST_ROW):
        for cell in row:
            assert cell.protection.locked == (cell.column not in typing), cell.coordinate


def test_typing_where_one_reads_is_asked_about_and_can_be_done(blank_workbook):
    sheet = openpyxl.load_workbook(blank_workbook)["Checklist"]
    (rule,) = (v for v in sheet.data_validations.dataValidation if v.type == "custom")
    assert (rule.formula1, rule.errorStyle, rule.showErrorMessage) == ("FALSE", "warning", True)
    asked = {cell for part in rule.sqref.ranges for row in sheet[part.coord] for (cell, *_) in [row]}
    for column in layout.COLUMNS:
        assert (sheet[f"{layout.column_letter(column.heading)}{layout.FIRST_ROW}"] in asked) != column.typing


def test_ratings_drop_down_from_a_range(blank_workbook):
    book = openpyxl.load_workbook(blank_workbook)
    rules = {str(v.sqref): v for v in book["Checklist"].data_validations.dataValidation if v.type == "list"}
    rule = rules[layout.ORDINARY.cells("Rating", len(load("leaders", "early-years").criteria))]
    assert (rule.formula1, rule.errorStyle) == ("Ratings", None)
    assert not rule.prompt, "it would cover the list of the next row"
    assert [book["_meta"].cell(n, 4).value for n in range(2, 6)] == [r.value for r in Rating]


def test_every_question_links_to_its_help_and_that_to_a_source_and_every_source_to_its_address(blank_workbook):
    book = openpyxl.load_workbook(blank_workbook)
    checklist = load("leaders", "early-years")
    guide = book["Guide"]
    for number, criterion in enumerate(checklist.criteria, start=1):
        link = book["Checklist"].cell(layout.HEADING_ROW + number, 1)
        assert link.value == number
        block = int(link.hyperlink.location.removeprefix("'Guide'!A"))
        assert guide.cell(block, 2).value == criterion.question
        back = guide.cell(block, 1).hyperlink.location
        assert back == f"'Checklist'!{layout.column_letter('Rating')}{layout.HEADING_ROW + number}"
        below = guide.iter_rows(min_row=block + 1)
        lines = {row[0].value: row for row in itertools.takewhile(lambda row: row[0].value, below)}
        assert criterion.why == lines["Why"][1].value
        assert criterion.remedy == lines["First step"][1].value
        assert all(item in lines["What to look for"][1].value for item in criterion.evidence)
        row = int(lines["Rests on"][0].hyperlink.location.rpartition("A")[2])
        assert book["Sources"].cell(row, 2).value == criterion.cites[0].locator
    for row in range(2, book["Sources"].max_row + 1):
        link = book["Sources"].cell(row, 7).hyperlink
        own = book["Sources"].cell(row, 6).value == "Our own measure"
        assert link is None if own else link.target.startswith("https://")


def test_the_first_sheet_says_what_has_been_replaced(blank_workbook):
    words = " ".join(str(row[1].value) for row in openpyxl.load_workbook(blank_workbook)["Start here"].iter_rows())
    assert "Working Together 2023 was replaced by" in words
    assert "on 18 March 2026" in words


def test_a_kind_sees_only_what_applies_to_it():
    club, nursery = load("leaders", "sports-club"), load("leaders", "early-years")
    assert "declined-help" in {c.id for c in nursery.criteria} - {c.id for c in club.criteria}
    for checklist in (club, nursery):
        for criterion in checklist.criteria:
            assert all(p.binds_kind(checklist.kind) for p in criterion.cites)


def test_nothing_typed_becomes_a_formula_or_breaks_the_file(tmp_path):
    checklist = load("leaders", "school")
    filled = demonstration.fill(checklist, demonstration.SCHOOL, DAY)
    nasty = "=cmd|'/c calc'!A1\x00\x0b\ud800 \ufffe" + "x" * 40_000
    first = replace(filled.responses[0], evidence=nasty, notes="+1", action="-2", owner="@x")
    path = tmp_path / "nasty.xlsx"
    path.write_bytes(writer.build(checklist, replace(filled, responses=(first, *filled.responses[1:])), DAY))
    sheet = openpyxl.load_workbook(path)["Checklist"]
    for heading in ("Evidence", "Notes", "Action", "Owner"):
        assert sheet[f"{layout.column_letter(heading)}3"].data_type == "s"
    returned = reader.read(path)
    assert returned.audit is not None
    assert returned.audit.responses[0].evidence.startswith("=cmd|'/c calc'!A1")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("31/03/2027", date(2027, 3, 31)),
        ("31/3/27", date(2027, 3, 31)),
        ("31-03-2027", date(2027, 3, 31)),
        ("31.03.2027", date(2027, 3, 31)),
        ("2027-03-31", date(2027, 3, 31)),
        ("31 March 2027", date(2027, 3, 31)),
        ("Wed 31st Mar 2027", date(2027, 3, 31)),
        (" 31\u00a0Mar 27 ", date(2027, 3, 31)),
        ("", None),
    ],
)
def test_dates_as_people_write_them(value, day):
    assert cell_values.as_date(value) == day


@pytest.mark.parametrize("value", ["ASAP", "half term", "Sept 25", "soon-ish", "12", 45000.0, "31/03", True])
def test_words_that_are_no_date(value):
    with pytest.raises(cell_values.NotADateError):
        cell_values.as_date(value)


@pytest.mark.parametrize("value", ["31/02/2027", "2027-13-01", "00/01/2027", date(1905, 7, 18), "1/1/1900", "1/1/2150"])
def test_dates_that_cannot_be(value):
    with pytest.raises(cell_values.NoSuchDateError):
        cell_values.as_date(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [(100234.0, "100234"), (1.5, "1.5"), (True, "TRUE"), (date(2027, 3, 1), "01/03/2027"), (" a\u00a0b ", "a b")],
)
def test_cells_as_the_words_a_person_sees(value, text):
    assert cell_values.as_text(value) == text


@pytest.mark.parametrize("text", ["Met", "met", " MET ", "met\u00a0"])
def test_ratings_in_any_case_and_spacing(text):
    assert cell_values.rating(text) is Rating.MET


@pytest.mark.parametrize("text", ["Mostly", "Meta", "", "not  metal", "yes"])
def test_other_words_are_no_rating(text):
    assert cell_values.rating(text) is None


def test_letters_of_columns():
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_what_people_write_is_kept_as_they_write_it(blank_workbook):
    """Free text is of the text format: otherwise a program turns 95% into 0.95, 1/2 into a date and 000123 into 123."""
    book = openpyxl.load_workbook(blank_workbook)
    for heading in ("Evidence", "Notes", "Action", "Owner", "Status"):
        assert book["Checklist"][f"{layout.column_letter(heading)}3"].number_format == "@"
    start = {row[0].value: row[1] for row in book["Start here"].iter_rows(max_col=2)}
    assert start["URN or other identifier"].number_format == "@"
    assert start["Date of this audit"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize(("checklist", "has_essentials"), [("leaders", True), ("readiness-2026", False)])
def test_the_summary_is_nobodys_grade_and_counts_essentials_only_where_there_are_some(checklist, has_essentials):
    asked = load(checklist, "school")
    none = Audit(checklist=checklist, edition="", setting=Setting(kind="school"), responses=())
    raw = writer.build(asked, none, date(2026, 11, 20))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    said = [str(cell.value) for row in book[layout.SUMMARY].iter_rows() for cell in row if cell.value]
    assert any("Not a grade from Ofsted" in text for text in said)
    assert any(text.startswith("Essentials") for text in said) is has_essentials
    assert {"Essentials", "Essentials_shown"}.issubset(book.defined_names) is has_essentials
