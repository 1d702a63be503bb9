"""Everything that people send in their hurry: each fault is named once, with its cell and what to do about it.

A case is a workbook and what must be said of it, as code and place; it is read by the reader and by the command.
"""

import dataclasses
import io
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from click.testing import CliRunner, Result

from audit.checklist.load import load
from audit.cli.main import cli
from audit.model import Audit, Rating, Response, Setting
from audit.problems import CATALOGUE
from audit.samples import demonstration
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.write import writer
from tests import hostile, tables

KIND = "early-years"
SHEET, START = layout.CHECKLIST, layout.START
Found = list[tuple[str, str]]

CHECKLIST = load("leaders", KIND)
FIRST, SECOND, THIRD = (criterion.id for criterion in CHECKLIST.criteria[:3])
HEADINGS = [column.heading for column in layout.COLUMNS if column.field and not column.optional]


# Workbooks to spoil


def build() -> bytes:
    """A workbook with nothing wrong with it: every question met, with evidence."""
    responses = [Response(ref=c.id, rating=Rating.MET, evidence="The policy folder.") for c in CHECKLIST.criteria]
    setting = Setting(name="Rosebank Nursery (invented)", kind=KIND, urn="EY000001")
    audit = Audit(
        checklist=CHECKLIST.id,
        edition=CHECKLIST.edition,
        setting=setting,
        responses=tuple(responses),
        audit_date=DAY,
        completed_by="Sam Example",
    )
    return writer.build(CHECKLIST, audit, DAY)


DAY = date(2026, 11, 20)
FINE = build()


class Filled:
    """A good workbook, opened to be spoilt."""

    def __init__(self) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(FINE))
        self.sheet = self.book[SHEET]
        self.headings = {cell.value: cell.column_letter for cell in self.sheet[layout.HEADING_ROW]}
        self.rows = {cell.value: cell.row for cell in self.sheet[layout.column_letter("Ref")]}

    def at(self, ref: str, heading: str) -> str:
        """The address of an answer."""
        return f"{self.headings[heading]}{self.rows[ref]}"

    def put(self, ref: str, heading: str, value: object) -> str:
        """Write into an answer; returns its place as a fault names it."""
        self.sheet[self.at(ref, heading)].value = value
        return f"{SHEET}!{self.at(ref, heading)}"

    def label(self, label: str) -> str:
        """The address beside a label on the first sheet."""
        return next(f"B{cell.row}" for cell in self.book[START]["A"] if cell.value == label)

    def detail(self, key: str, value: str | None) -> None:
        """Change a line of the hidden sheet, and take away the properties that would say it too."""
        sheet = self.book[layout.META]
        row = next(cell.row for cell in sheet["A"] if cell.value == key)
        sheet.cell(row, 2).value = value

    def save(self, folder: Path, name: str = "return.xlsx") -> Path:
        """Write it to a file."""
        self.book.save(folder / name)
        return folder / name


def table(folder: Path, text: str, **given: object) -> Path:
    """A workbook of a few questions from a Markdown table; the headings it leaves out stand to the right, empty."""
    lines = text.strip().splitlines()
    missing = [heading for heading in HEADINGS if heading not in tables.rows(text)[0]]
    lines[0] = f"{lines[0].strip().rstrip('|')}| {' | '.join(missing)} |"
    return tables.workbook(folder / "table.xlsx", "\n".join(lines), **given)


# How a case is looked at


def told(path: Path) -> Found:
    """Code and place of all that the reader finds; questions that a small table leaves out are not counted."""
    problems = reader.on_day(reader.read(path), DAY).problems
    for found in problems:
        assert found.code in CATALOGUE
        assert found.fix, found.code
        assert str(found).isprintable(), repr(str(found))
        assert not re.search(r"[{}]", str(found)), str(found)
        assert found.where.file == path.name or found.where.file == str(path)
    return [(found.code, found.where.spot) for found in problems if found.code != "W05"]


def run(*arguments: object) -> Result:
    """Run a command; whatever it is given, it ends by itself and not with an error of Python's."""
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert "Traceback" not in result.output
    return result


def looked_at(path: Path, expected: Found) -> None:
    """What the reader says of a file is what is expected, in this order; both commands say it, the worst first."""
    assert told(path) == expected
    checked = run("check", "--all", path)
    counts = any(CATALOGUE[code].severity != "note" for code, _ in expected)
    assert checked.exit_code == (1 if counts or "W05" in checked.output else 0), checked.output
    for code, spot in expected:
        assert f"    {spot}{': ' if spot else ''}{code} " in checked.output
    reported = run("report", "--all", path, "-o", path.parent / "out", "--as-of", "2026-11-20")
    read = reader.on_day(reader.read(path), DAY)
    assert reported.exit_code == (1 if read.refused or read.unread else 0)
    assert (path.parent / "out").exists() is not read.refused
    assert len(re.findall(r"(?:: |    )[FSW]\d\d ", reported.output)) == len(read.problems)


Case = Callable[[Path], tuple[Path, Found]]
CASES: dict[str, Case] = {}


def case(make: Case) -> Case:
    """Put a case into the table under its own name, which begins with its code."""
    CASES[make.__name__] = make
    return make


@pytest.mark.parametrize("name", CASES)
def test_case(name, tmp_path):
    path, expected = CASES[name](tmp_path)
    assert name[:3].upper() in {code for code, _ in expected}
    looked_at(path, expected)


@pytest.mark.parametrize("name", CASES)
def test_case_would_see_that_nothing_is_said(name, tmp_path, monkeypatch):
    known, known_on_day = reader.read, reader.on_day

    def silent(path: Path, **given: object) -> reader.Return:
        return without(known(path, **given))

    def without(returned: reader.Return) -> reader.Return:
        return dataclasses.replace(returned, problems=tuple(p for p in returned.problems if p.code != name[:3].upper()))

    def whole_case() -> None:
        path, expected = CASES[name](tmp_path)
        looked_at(path, expected)

    monkeypatch.setattr(reader, "read", silent)
    monkeypatch.setattr(reader, "on_day", lambda returned, day: without(known_on_day(returned, day)))
    with pytest.raises(AssertionError):
        whole_case()


def test_a_good_workbook_has_no_fault(tmp_path):
    path = tmp_path / "return.xlsx"
    path.write_bytes(FINE)
    looked_at(path, [])
    assert run("check", path).exit_code == 0


def test_every_fault_of_a_return_has_a_case():
    """W05 has a test of its own; the rest of F are in ``test_hostile.py``, the rest of W belong to other commands."""
    ours = {f"W{n:02}" for n in (*range(1, 24), 26, *range(45, 50), *range(51, 58)) if n != 5}
    wanted = ours | {"F01", "F02", "F03", "F04", "F06", "F07"}
    assert {name[:3].upper() for name in CASES} == wanted


@pytest.mark.parametrize("evidence", ["", "CP policy p12", "[Last year] to do", "ask Jo in the office for the log"])
def test_evidence_that_is_none_missing_or_last_years_is_not_said_to_name_nothing(tmp_path, evidence):
    book = Filled()
    book.put(FIRST, "Evidence", evidence)
    assert told(book.save(tmp_path)) == []


@pytest.mark.parametrize("rating", ["Not met", None])
def test_where_no_evidence_is_needed_none_is_asked_for(tmp_path, rating):
    book = Filled()
    book.put(FIRST, "Rating", rating)
    book.put(FIRST, "Evidence", "n/a")
    assert "W45" not in dict(told(book.save(tmp_path)))


@pytest.mark.parametrize(
    "text", ["We all know what the lad from the end house did", "tbc 07700 900123", "ask amy s mum?"]
)
def test_what_may_be_about_somebody_is_not_repeated_with_the_evidence(tmp_path, text):
    """A message is shared more widely than a cell: only a short text that holds nothing personal stands in it."""
    book = Filled()
    book.put(FIRST, "Evidence", text)
    (said,) = [p for p in reader.read(book.save(tmp_path)).problems if p.code == "W45"]
    assert said.message == "This names no evidence."


def test_a_short_text_that_names_nothing_is_repeated(tmp_path):
    book = Filled()
    book.put(FIRST, "Evidence", "tbc ")
    (said,) = [p for p in reader.read(book.save(tmp_path)).problems if p.code == "W45"]
    assert said.message == "This names no evidence: 'tbc'."


# The file as a whole


@case
def f01_no_such_file(folder):
    path = folder / "nowhere.xlsx"
    return path, [("F01", "")]


@case
def f02_a_folder(folder):
    path = folder / "folder.xlsx"
    path.mkdir()
    return path, [("F02", "")]


@case
def f03_nothing_in_it(folder):
    return written(folder, b""), [("F03", "")]


@case
def f04_text(folder):
    return written(folder, b"Ref,Rating\n"), [("F04", "")]


@case
def f04_pdf(folder):
    return written(folder, b"%PDF-1.4\n"), [("F04", "")]


@case
def f06_password(folder):
    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(FINE)).encrypt("secret", out)
    return written(folder, out.getvalue()), [("F06", "")]


@case
def f07_half_of_it(folder):
    return written(folder, FINE[: len(FINE) // 2]), [("F07", "")]


def written(folder: Path, data: bytes, name: str = "return.xlsx") -> Path:
    """A file with these bytes."""
    (folder / name).write_bytes(data)
    return folder / name


def test_what_a_renamed_file_is_taken_for(tmp_path):
    pdf, text = written(tmp_path, b"%PDF-1.4\n", "a.xlsx"), written(tmp_path, b"Ref,Rating\n", "b.xlsx")
    assert "it looks like a PDF document" in run("check", pdf).output
    assert "it looks like plain text, perhaps a .csv file" in run("check", text).output


# Whose workbook it is


@case
def w01_somebody_elses(folder):
    book = openpyxl.Workbook()
    book.active.append(["Month", "Sales"])
    book.active.append(["May", 4])
    book.save(folder / "sales.xlsx")
    return folder / "sales.xlsx", [("W01", "")]


@case
def w26_refs_of_nobody(folder):
    """The headings are there, and nothing under them is ours."""
    text = """
    | Ref | Rating |
    |-----|--------|
    | A1  | Met    |
    | A2  | Met    |
    """
    return table(folder, text, meta={"none": ""}), [("W26", "Checklist!A1")]


@case
def w26_no_rows(folder):
    return table(folder, "| Ref | Rating |\n|---|---|"), [("W26", "Checklist!A1")]


@case
def w26_a_form_of_somebody_else(folder):
    """Its headings were renamed, so that it looks like ours, and the details are those of a return."""
    text = """
    | Ref | Rating | Standard | RAG   |
    |-----|--------|----------|-------|
    | 1.1 | Met    | Policies | Green |
    """
    return table(folder, text), [("W26", "Checklist!A1")]


@case
def w02_another_checklist(folder):
    text = f"| Ref | Rating |\n|---|---|\n| {FIRST} | Met |"
    return table(folder, text, meta={"checklist": "county-2019"}), [("W02", "")]


@case
def w03_another_edition(folder):
    text = f"| Ref | Rating |\n|---|---|\n| {FIRST} | Met |"
    return table(folder, text, meta={"digest": "0" * 64, "edition": "2019-1"}), [("W03", "")]


@case
def w04_nothing_answered(folder):
    blank = Audit(checklist="leaders", edition=CHECKLIST.edition, setting=Setting(name="X", kind=KIND), responses=())
    path = written(folder, writer.build(CHECKLIST, blank, DAY))
    return path, [("W04", f"{SHEET}!{layout.column_letter('Rating')}{layout.HEADING_ROW}")]


@case
def w16_nobodys_name(folder):
    book = Filled()
    place = book.label("Name of setting")
    book.book[START][place].value = None
    return book.save(folder), [("W16", f"{START}!{place}")]


@case
def w17_newer_layout(folder):
    book = Filled()
    book.detail("format", str(layout.FORMAT + 1))
    return book.save(folder), [("W17", "")]


@case
def w19_copy_of_the_sheet(folder):
    book = Filled()
    copy = book.book.copy_worksheet(book.sheet)
    copy.title = "Old answers"
    copy[book.at(FIRST, "Rating")].value = "Not met"
    path = book.save(folder)
    returned = reader.read(path)
    assert returned.audit.response(FIRST).rating is Rating.MET, "the copy was read instead"
    return path, [("W19", f"Old answers!{layout.column_letter('Ref')}{layout.HEADING_ROW}")]


@case
def w20_details_gone(folder):
    names = [criterion.id for criterion in load("leaders").criteria]
    text = "| Ref | Rating |\n|---|---|\n" + "\n".join(f"| {name} | Met |" for name in names)
    return table(folder, text, meta={"none": ""}), [("W20", "")]


@case
def w21_unknown_kind(folder):
    text = f"| Ref | Rating |\n|---|---|\n| {FIRST} | Met |"
    path = table(folder, text, meta={"kind": "early-yaers"})
    assert "did you mean 'early-years'?" in run("check", path).output
    return path, [("W21", "")]


# Rows and columns


@case
def w06_twice_and_alike(folder):
    text = f"""
    | Ref     | Rating | Evidence           |
    |---------|--------|--------------------|
    | {FIRST} | Met    | The policy, page 2 |
    | {FIRST} | met    | The log            |
    """
    path = table(folder, text)
    response = reader.read(path).audit.response(FIRST)
    assert (response.rating, response.evidence) == (Rating.MET, "The policy, page 2\nThe log")
    return path, [("W06", f"{SHEET}!B3")]


@case
def w06_twice_and_different(folder):
    text = f"""
    | Ref     | Rating  |
    |---------|---------|
    | {FIRST} | Met     |
    | {THIRD} | Met     |
    | {FIRST} | Not met |
    """
    path = table(folder, text)
    assert reader.read(path).audit.response(FIRST).rating is None
    assert "They differ, so it counts as unanswered." in run("check", path).output
    return path, [("W06", f"{SHEET}!B4")]


@case
def w07_ref_misspelt(folder):
    wrong = FIRST[:-1]
    text = f"| Ref | Rating |\n|---|---|\n| {wrong} | Met |\n| {SECOND} | Met |"
    path = table(folder, text)
    assert f"did you mean '{FIRST}'?" in run("check", path).output
    assert reader.read(path).audit.response(FIRST).rating is None
    return path, [("W07", f"{SHEET}!A2")]


@case
def w08_row_without_ref(folder):
    text = f"| Ref | Rating | Evidence |\n|---|---|---|\n| {FIRST} | Met | |\n| | | Ask Sam about this |"
    return table(folder, text), [("W08", f"{SHEET}!C3")]


@case
def w47_a_ref_that_was_deleted(folder):
    book = Filled()
    place = book.put(SECOND, "Ref", None)
    path = book.save(folder)
    assert reader.read(path).audit.response(SECOND).rating is Rating.MET
    return path, [("W47", place)]


@case
def w48_a_part_of_the_table_sorted(folder):
    """Two questions stand in each other's row, while their Refs and answers stayed where they were."""
    book = Filled()
    questions = [book.sheet[book.at(ref, "Question")] for ref in (FIRST, SECOND)]
    questions[0].value, questions[1].value = questions[1].value, questions[0].value
    return book.save(folder), [("W48", f"{SHEET}!{cell.coordinate}") for cell in questions]


@case
def w09_heading_gone(folder):
    book = Filled()
    book.sheet[f"{book.headings['Evidence']}{layout.HEADING_ROW}"].value = "Proof"
    path = book.save(folder)
    assert reader.read(path).audit.response(FIRST).evidence == ""
    return path, [("W09", f"{SHEET}!A{layout.HEADING_ROW}")]


@case
def w10_heading_twice(folder):
    text = f"""
    | Ref     | Notes | Rating | Notes |
    |---------|-------|--------|-------|
    | {FIRST} | mine  | Met    | other |
    """
    path = table(folder, text)
    assert reader.read(path).audit.response(FIRST).notes == "mine"
    return path, [("W10", f"{SHEET}!D1")]


def test_every_missing_question_is_named(tmp_path):
    book = Filled()
    for ref in (THIRD, FIRST):
        book.sheet.delete_rows(book.rows[ref])
    path = book.save(tmp_path)
    missing = [p for p in reader.read(path).problems if p.code == "W05"]
    assert [p.message.split("'")[1] for p in missing] == [FIRST, THIRD]
    assert run("check", path).exit_code == 1
    assert reader.read(path).audit.response(SECOND).rating is Rating.MET


def test_rows_may_be_sorted_and_columns_moved(tmp_path):
    """Answers are found by words, so none of this is a fault."""
    book = Filled()
    book.put(SECOND, "Rating", "Not met")
    rows = [[cell.value for cell in row] for row in book.sheet.iter_rows()]
    book.sheet.delete_rows(1, len(rows))
    for row in [*rows[: layout.HEADING_ROW], *reversed(rows[layout.HEADING_ROW :])]:
        book.sheet.append(["mine", *reversed(row)])
    book.sheet.title = "Our answers"
    path = book.save(tmp_path)
    assert told(path) == []
    assert reader.read(path).audit.response(SECOND).rating is Rating.NOT_MET


# What is in the cells


@case
def w11_misspelt(folder):
    book = Filled()
    place = book.put(FIRST, "Rating", "Prtly met")
    path = book.save(folder)
    assert "(did you mean Partly met?)" in run("check", path).output
    assert reader.read(path).audit.response(FIRST).rating is None
    return path, [("W11", place)]


@case
def w11_of_two_meanings(folder):
    return spoilt(folder, FIRST, "Rating", "Mostly", "W11")


@case
def w11_number(folder):
    return spoilt(folder, FIRST, "Rating", 3, "W11")


@case
def w11_control_characters(folder):
    """A rating with an escape sequence in it does not reach the screen."""
    book = Filled()
    place = book.put(FIRST, "Rating", "RATING")
    path = book.save(folder)
    spoil(path, SHEET, b">RATING<", b">_x001B_[31mMet_x0007_<")
    assert "\x1b" not in run("check", path).output
    return path, [("W11", place)]


@case
def w12_in_the_wrong_column(folder):
    book = Filled()
    book.put(FIRST, "Rating", None)
    place = book.put(FIRST, "Evidence", "Partly met")
    path = book.save(folder)
    assert f"The rating cell {book.at(FIRST, 'Rating')} is blank" in run("check", path).output
    return path, [("W12", place)]


@case
def w13_words_for_a_date(folder):
    return spoilt(folder, FIRST, "By when", "ASAP", "W13")


@case
def w13_number_for_a_date(folder):
    return spoilt(folder, FIRST, "By when", 31122027, "W13")


@case
def w14_no_such_day(folder):
    return spoilt(folder, FIRST, "By when", "31/02/2027", "W14")


@case
def w14_day_long_ago(folder):
    """What a year typed into a date cell becomes."""
    return spoilt(folder, FIRST, "By when", date(1905, 7, 18), "W14")


@case
def w14_date_of_the_audit(folder):
    book = Filled()
    place = book.label("Date of this audit")
    book.book[START][place].value = "last Tuesday"
    return book.save(folder), [("W14", f"{START}!{place}")]


@case
def w49_date_of_the_audit_without_a_year(folder):
    book = Filled()
    place = book.label("Date of this audit")
    book.book[START][place].value = "26 Sept"
    return book.save(folder), [("W49", f"{START}!{place}")]


@case
def w15_no_reason(folder):
    book = Filled()
    book.put(FIRST, "Rating", "Not applicable")
    return book.save(folder), [("W15", f"{SHEET}!{book.at(FIRST, 'Notes')}")]


@case
def w15_a_reason_that_says_nothing(folder):
    return left_out(folder, "n/a")


@case
def w15_last_years_reason_that_says_nothing(folder):
    return left_out(folder, "[Last year] none")


@case
def w15_a_reason_that_only_repeats_the_rating(folder):
    return left_out(folder, "It does not apply to us at present")


@case
def w52_a_reason_that_says_it_is_not_done(folder):
    return left_out(folder, "We have not done this yet", "W52")


@case
def w51_an_owner_that_is_nobody(folder):
    return spoilt(folder, FIRST, "Owner", "TBC", "W51")


@case
def w53_an_audit_dated_after_today(folder):
    book = Filled()
    place = book.label("Date of this audit")
    book.book[START][place].value = date(2028, 1, 1)
    return book.save(folder), [("W53", f"{START}!{place}")]


@case
def w54_an_essential_not_met_whose_action_is_done(folder):
    book = Filled()
    ref = next(c.id for c in CHECKLIST.criteria if c.essential)
    book.put(ref, "Rating", "Not met")
    place = book.put(ref, "Status", "Done")
    return book.save(folder), [("W54", place)]


@case
def w45_evidence_that_names_nothing(folder):
    return spoilt(folder, FIRST, "Evidence", "Will do next term", "W45")


@case
def w46_left_out_and_not_offered(folder):
    book = Filled()
    ref = next(c.id for c in CHECKLIST.criteria if c.essential and not c.not_applicable_when)
    place = book.put(ref, "Rating", "Not applicable")
    book.put(ref, "Notes", "We have nobody under 18 here.")
    return book.save(folder), [("W46", place)]


@case
def w18_formula(folder):
    return spoilt(folder, FIRST, "Rating", '=IF(1=1,"Met","Not met")', "W18")


@case
def w18_formula_with_a_value_before_it(folder):
    return in_a_cell(folder, '<c r="{}" t="str"><v>Met</v><f>A1</f></c>')


@case
def w18_formula_with_a_value_after_it(folder):
    return in_a_cell(folder, "<c t='str' r = '{}'><f>A1</f><v>Met</v></c>")


@case
def w18_shared_formula(folder):
    return in_a_cell(folder, '<c r="{}" t="str"><f t="shared" si="0"/><v>Met</v></c>')


@case
def w18_error_value(folder):
    return in_a_cell(folder, '<c t="e" r="{}"><v>#N/A</v></c>')


@case
def w18_error_of_a_newer_program(folder):
    """The reader knows the errors of 2007, and gives a whole file up for one that came later."""
    return in_a_cell(folder, '<c t="e" r="{}"><v>#SPILL!</v></c>')


@case
def w18_formula_for_evidence(folder):
    return spoilt(folder, THIRD, "Evidence", '=HYPERLINK("https://example.org")', "W18")


@case
def w18_formula_in_an_ods(folder):
    return in_an_ods(folder, '<table:table-cell table:formula="of:=1" office:value-type="string">{}</table:table-cell>')


@case
def w18_words_without_a_type_in_an_ods(folder):
    """The programs show them, and the fast reader takes the cell for an empty one."""
    return in_an_ods(folder, "<table:table-cell>{}</table:table-cell>")


def in_an_ods(folder: Path, xml: str) -> tuple[Path, Found]:
    """A small .ods of two questions, the rating of the first written so."""
    blank = {heading: hostile.ods_cell(None) for heading in HEADINGS}
    first = blank | {"Ref": hostile.ods_cell(FIRST), "Rating": xml.format("<text:p>Met</text:p>")}
    second = blank | {"Ref": hostile.ods_cell(SECOND), "Rating": hostile.ods_cell("Met")}
    rows = [map(hostile.ods_cell, HEADINGS), first.values(), second.values()]
    lines = "".join(hostile.ods_row("".join(row)) for row in rows)
    path = written(folder, hostile.ods(tables={SHEET: lines}), "return.ods")
    assert reader.read(path).audit.response(SECOND).rating is Rating.MET
    return path, [("W18", f"{SHEET}!{letter(HEADINGS.index('Rating'))}2")]


@case
def w22_other_words(folder):
    book = Filled()
    place = book.put(FIRST, "Rating", "partly")
    path = book.save(folder)
    assert reader.read(path).audit.response(FIRST).rating is Rating.PARTLY
    return path, [("W22", place)]


@case
def w57_met_in_other_words(folder):
    book = Filled()
    place = book.put(FIRST, "Rating", "Y")
    path = book.save(folder)
    assert reader.read(path).audit.response(FIRST).rating is Rating.MET
    return path, [("W57", place)]


@case
def w55_another_day_of_the_week(folder):
    book = Filled()
    place = book.put(FIRST, "By when", "Mon 31/03/2027")
    return book.save(folder), [("W55", place)]


@case
def w56_more_than_ten_years_off(folder):
    book = Filled()
    place = book.put(FIRST, "By when", "31/03/2072")
    return book.save(folder), [("W56", place)]


@case
def w23_month(folder):
    return spoilt(folder, FIRST, "By when", "March 2027", "W23")


def spoilt(folder: Path, ref: str, heading: str, value: object, code: str) -> tuple[Path, Found]:
    """A good workbook with one answer spoilt."""
    book = Filled()
    place = book.put(ref, heading, value)
    return book.save(folder), [(code, place)]


def spoil(path: Path, sheet: str, old: bytes, new: bytes) -> None:
    """Replace something in the part of a sheet, where openpyxl would not write it."""
    members = hostile.parts(path.read_bytes())
    name = hostile.part_of(sheet, path.read_bytes())
    path.write_bytes(hostile.edited(name, old, new, base=members))


def in_a_cell(folder: Path, xml: str) -> tuple[Path, Found]:
    """A good workbook with the cell of one rating written so."""
    book = Filled()
    place = book.put(FIRST, "Rating", "RATING")
    path = book.save(folder)
    name = hostile.part_of(SHEET, path.read_bytes())
    sheet = hostile.parts(path.read_bytes())[name]
    strings = hostile.parts(path.read_bytes()).get("xl/sharedStrings.xml", b"")
    assert not strings
    old = re.search(rb'<c r="' + book.at(FIRST, "Rating").encode() + rb'".*?</c>', sheet)[0]
    spoil(path, SHEET, old, xml.format(book.at(FIRST, "Rating")).encode())
    assert reader.read(path).audit.response(FIRST).rating is None, "what a formula made was taken for an answer"
    return path, [("W18", place)]


def left_out(folder: Path, reason: str, code: str = "W15") -> tuple[Path, Found]:
    """A good workbook where one question is left out for a reason that says nothing."""
    book = Filled()
    book.put(FIRST, "Rating", "Not applicable")
    place = book.put(FIRST, "Notes", reason)
    return book.save(folder), [(code, place)]


# Several at once


def test_all_faults_of_a_file_are_shown_at_once(tmp_path):
    book = Filled()
    book.book[START][book.label("Name of setting")].value = " "
    expected = [
        ("W11", book.put(FIRST, "Rating", "dunno")),
        ("W13", book.put(FIRST, "By when", "soon")),
        ("W18", book.put(SECOND, "Rating", "=1")),
        ("W14", book.put(SECOND, "By when", "31/02/2027")),
        ("W16", f"{START}!{book.label('Name of setting')}"),
    ]
    book.put(THIRD, "Rating", "Not applicable")
    expected.append(("W15", f"{SHEET}!{book.at(THIRD, 'Notes')}"))
    path = book.save(tmp_path)
    assert sorted(told(path)) == sorted(expected)
    output = run("check", "--all", path).output
    for code, spot in expected:
        assert f"    {spot}: {code} " in output


BATCH = ["text", "folder", "missing", "empty", "cut"]


def batch(folder: Path) -> list[Path]:
    """Files that cannot be read, and three that can, one of them at the end."""
    paths = {name: folder / f"{name}.xlsx" for name in ["first", *BATCH, "middle", "last"]}
    for name in ("first", "middle", "last"):
        book = Filled()
        book.book[START][book.label("Name of setting")].value = f"Setting {name}"
        book.save(folder, f"{name}.xlsx")
    paths["text"].write_bytes(b"hello")
    paths["folder"].mkdir()
    paths["empty"].write_bytes(b"")
    paths["cut"].write_bytes(FINE[:9_000])
    return [paths[name] for name in ("first", *BATCH[:3], "middle", *BATCH[3:], "last")]


def test_bad_files_do_not_stop_the_others(tmp_path):
    result = run("report", *batch(tmp_path), "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "3 of 8 workbooks reported, 5 refused." in result.output
    assert len(list((tmp_path / "out").glob("setting-*.html"))) == 3
    for name, code in zip(BATCH, ("F04", "S12", "F01", "F03", "F07"), strict=True):
        assert re.search(rf"{name}\.xlsx: {code} ", result.output)


def test_check_goes_on_after_a_bad_file(tmp_path):
    result = run("check", *batch(tmp_path))
    assert result.exit_code == 1
    assert result.output.count("questions answered. 0 errors, 0 warnings, 0 notes.") == 3
    assert result.output.count("not read. 1 error, 0 warnings, 0 notes.") == 5


def test_exit_codes(tmp_path):
    fine, bad = written(tmp_path, FINE, "fine.xlsx"), written(tmp_path, b"", "bad.xlsx")
    out = tmp_path / "out"
    assert run("check", fine).exit_code == 0
    assert run("check", bad).exit_code == 1
    assert run("check", fine, bad).exit_code == 1
    assert run("check").exit_code == 2
    assert run("check", fine, "--nonsense").exit_code == 2
    assert run("score", fine).exit_code == 0
    assert run("score", bad).exit_code == 1
    assert run("score", fine, bad).exit_code == 2
    assert run("report", fine, "-o", out).exit_code == 0
    assert run("report", bad, "-o", out).exit_code == 1
    assert run("report", fine, "-o", out, "--as-of", "tomorrow").exit_code == 2
    assert run("report", fine, "-o", fine / "out").exit_code == 1
    assert run("nonsense").exit_code == 2


def test_refused_file_makes_no_report(tmp_path):
    bad = written(tmp_path, FINE[:5_000], "bad.xlsx")
    assert run("report", bad, "-o", tmp_path / "out").exit_code == 1
    assert not (tmp_path / "out").exists()


# Names and texts made to mislead


def test_a_sheet_name_cannot_forge_a_line(tmp_path):
    """A name with a line break in it would begin a line of its own on the screen."""
    book = Filled()
    book.put(FIRST, "Rating", "dunno")
    path = book.save(tmp_path)
    members = hostile.parts(path.read_bytes())
    forged = b'name="Check&#10;other.xlsx: F09 Do not open. &#x202E;"'
    path.write_bytes(hostile.edited("xl/workbook.xml", f'name="{SHEET}"', forged, base=members))
    assert_nothing_forged(run("check", path))


def test_a_file_name_cannot_forge_a_line(tmp_path):
    path = written(tmp_path, b"", "a\nother.xlsx: F09 Do not open.\x1b[31m.xlsx")
    assert_nothing_forged(run("check", path))


def test_a_settings_name_cannot_reach_the_screen_with_commands_in_it(tmp_path):
    book = Filled()
    book.book[START][book.label("Name of setting")].value = "NAME"
    path = book.save(tmp_path)
    spoil(path, START, b">NAME<", b">Rose_x001B_]0;owned_x0007_bank_x000A_other.xlsx: F09 _x001B_[31m<")
    assert_nothing_forged(run("check", path))
    assert_nothing_forged(run("score", path))
    assert_nothing_forged(run("report", path, "-o", tmp_path / "out"))
    for made in (tmp_path / "out").iterdir():
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", made.read_text(encoding="utf-8"))


def assert_nothing_forged(result: Result) -> None:
    """No line begins as another file's would, and no character moves the cursor or turns the writing round."""
    assert "\x1b" not in result.output
    assert "\x07" not in result.output
    assert "\u202e" not in result.output
    assert not any(line.strip().startswith("other.xlsx") for line in result.output.splitlines())


def test_a_file_name_that_is_no_text_is_reported_all_the_same(tmp_path):
    path = tmp_path / "r\udcffeturn.xlsx"  # the byte 0xff, as Python has it
    try:
        path.write_bytes(FINE)
    except OSError:
        pytest.skip("this file system takes no such name")
    assert run("report", path, "-o", tmp_path / "out").exit_code == 0
    assert len(list((tmp_path / "out").iterdir())) == 3


SPACED = "met" + " " * 16_000 + "x"


@pytest.mark.parametrize("text", ["met," * 8_000, "met " * 8_000, "y" * 32_000, SPACED])
def test_a_long_rating_takes_no_long_time(text, tmp_path):
    book = Filled()
    place = book.put(FIRST, "Rating", text)
    path = book.save(tmp_path)
    begun = time.process_time()
    found = told(path)
    assert time.process_time() - begun < 2
    assert found == [("W11", place)]


def test_many_unknown_refs_take_no_long_time(tmp_path):
    lines = "".join(f'<row r="{n}">{hostile.cell(f"A{n}", f"staff-confidance-{n}")}</row>' for n in range(900, 19_900))
    path = written(tmp_path, hostile.rows(lines))
    begun = time.process_time()
    assert reader.read(path).audit
    assert time.process_time() - begun < 3


def test_samples_are_read_without_an_error(tmp_path):
    """What the invented settings send in has no fault but words where a date should be."""
    for profile in demonstration.PROFILES:
        path = written(tmp_path, demonstration.filled_workbook(profile, DAY))
        assert {code for code, _ in told(path)} <= {"W13"}


def test_what_is_personal_in_a_ref_is_not_repeated(tmp_path):
    """Somebody types into the wrong column: the fault says where, and not what."""
    path = table(tmp_path, f"| Ref | Rating |\n|---|---|\n| born 03/05/2015 | Met |\n| {SECOND} | Met |")
    told = run("check", path).output
    assert "W07" in told
    assert "03/05/2015" not in told
