"""What reading a checklist stands that people do to it, an earlier layout among it, and how many words it has."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from audit.carry_forward import carry
from audit.checklist.load import load, load_all
from audit.model import Audit, Setting
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.layout import FIRST_ROW, HEADING_ROW
from audit.workbook.read import reader
from audit.workbook.write import writer
from tests import every_workbook, tables

DAY = demonstration.SAMPLE_DAY
CHECKLIST, ANSWERS = every_workbook.nursery()
REF, QUESTION, RATING = (layout.ORDINARY.number(heading) for heading in ("Ref", "Question", "Rating"))


def changed(change: Callable[[Worksheet], object]) -> reader.Return:
    """A filled workbook, as it is read after somebody did something to its checklist."""
    book = openpyxl.load_workbook(io.BytesIO(every_workbook.made("filled")))
    change(book[layout.CHECKLIST])
    file = io.BytesIO()
    book.save(file)
    return reader.read_bytes(file.getvalue(), "return.xlsx")


def said(returned: reader.Return) -> list[tuple[str, str]]:
    """What was found beyond what is found in the workbook as it was."""
    before = {p.code for p in changed(lambda _: None).problems}
    return [(p.code, p.where.spot) for p in returned.problems if p.code not in before]


def answers(returned: reader.Return) -> list[tuple[object, ...]]:
    assert returned.audit is not None
    return [
        (r.ref, r.rating, r.evidence, r.notes, r.action, r.owner, r.due, r.status) for r in returned.audit.responses
    ]


UNCHANGED = answers(changed(lambda _: None))


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_ROW)]


def put(sheet: Worksheet, values: list[list[object]]) -> None:
    for row, line in enumerate(values, start=FIRST_ROW):
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column).value = value


def by_rating(sheet: Worksheet) -> None:
    put(sheet, sorted(rows(sheet), key=lambda line: str(line[RATING - 1])))


def hide(sheet: Worksheet) -> None:
    for row in range(FIRST_ROW, sheet.max_row, 2):
        sheet.row_dimensions[row].hidden = True


def own_column(sheet: Worksheet) -> None:
    sheet.insert_cols(RATING)
    sheet.cell(HEADING_ROW, RATING).value, sheet.cell(FIRST_ROW, RATING).value = "Seen by", "the board"


def without(*headings: str) -> Callable[[Worksheet], None]:
    def delete(sheet: Worksheet) -> None:
        for heading in headings:
            sheet.delete_cols([cell.value for cell in sheet[HEADING_ROW]].index(heading) + 1)

    return delete


def own_words(sheet: Worksheet) -> None:
    for row in range(FIRST_ROW, sheet.max_row + 1):
        sheet.cell(row, QUESTION).value = f"Our own words, {row}"


def no_refs(sheet: Worksheet) -> None:
    for row in range(FIRST_ROW, sheet.max_row + 1):
        sheet.cell(row, REF).value = None


def title_above(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 3)
    sheet["A1"].value = "Rosebank: our audit"


def no_groups(sheet: Worksheet) -> None:
    sheet.delete_rows(layout.GROUP_ROW)


@pytest.mark.parametrize(
    "change",
    [
        by_rating, hide, own_column, own_words, title_above, no_groups, without("No.", "Theme", "Question"),
        without("What met looks like", "What partly met looks like", "Still needed", "Last year", "Open since"),
    ],
)  # fmt: skip
def test_what_people_do_to_the_sheet_changes_no_answer(change):
    returned = changed(change)
    assert (answers(returned), said(returned)) == (UNCHANGED, [])


def test_where_every_ref_is_gone_the_questions_are_gone_by():
    returned = changed(no_refs)
    assert answers(returned) == UNCHANGED
    assert {code for code, _ in said(returned)} == {"W47"}
    assert len(said(returned)) == len(CHECKLIST.criteria)


def test_a_question_written_elsewhere_does_not_count_twice():
    def note(sheet):
        last = sheet.max_row
        sheet.cell(last + 3, QUESTION).value = CHECKLIST.criteria[0].question

    returned = changed(note)
    assert answers(returned) == UNCHANGED
    assert [code for code, _ in said(returned)] == ["W08"]


def test_rows_that_were_deleted_are_named():
    returned = changed(lambda sheet: sheet.delete_rows(FIRST_ROW, 2))
    assert [code for code, _ in said(returned)] == ["W05", "W05"]
    assert answers(returned)[2:] == UNCHANGED[2:]
    assert answers(returned)[0][1] is None


@pytest.mark.parametrize(("first", "last"), [("No.", "Question"), ("Ref", "Still needed"), ("Ref", "Rating")])
def test_a_part_of_the_table_sorted_is_warned_of_at_each_question(first, last):
    """The other part stays where it was, so that a Ref stands beside the question of another."""
    left, right = layout.ORDINARY.index(first), layout.ORDINARY.index(last)

    def turn_round(sheet):
        lines = rows(sheet)
        parts = [line[left : right + 1] for line in reversed(lines)]
        put(sheet, [[*line[:left], *part, *line[right + 1 :]] for line, part in zip(lines, parts, strict=True)])

    warned = [(code, spot) for code, spot in said(changed(turn_round)) if code == "W48"]
    letter = layout.column_letter("Question")
    middle = [FIRST_ROW + len(CHECKLIST.criteria) // 2] if len(CHECKLIST.criteria) % 2 else []
    expected = [row for row in range(FIRST_ROW, FIRST_ROW + len(CHECKLIST.criteria)) if row not in middle]
    assert {spot for _, spot in warned} == {f"{layout.CHECKLIST}!{letter}{row}" for row in expected}


# An earlier layout


EARLIER = """
| Ref | Theme | Question | What met looks like | Source | Last year | Rating | Evidence | Notes | Action | Owner | Due | Status | Open since | Still needed |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| {0} | Culture | {q} | It is so. | See source | | Partly met | The log, office | | Write it down | Head | 31/03/2027 | Under way | | |
| {1} | Culture | Another wording of last year | It is so. | See source | | Not met | | | Ask the board | Chair | half term | | 18/11/2025 | |
"""  # noqa: E501 - a table as it stood


def earlier(tmp_path, **given) -> reader.Return:
    first, second = CHECKLIST.criteria[:2]
    text = EARLIER.format(first.id, second.id, q=first.question)
    return reader.read(tables.workbook(tmp_path / "earlier.xlsx", text, **given))


def test_a_workbook_of_the_earlier_layout_is_read(tmp_path):
    returned = earlier(tmp_path)
    first, second = returned.audit.responses[:2]
    assert (first.rating, first.evidence, first.due) == ("Partly met", "The log, office", date(2027, 3, 31))
    assert (second.rating, second.due_words, second.open_since) == ("Not met", "half term", date(2025, 11, 18))
    assert {p.code for p in returned.problems} == {"W05", "W13"}


def test_and_is_carried_into_todays(tmp_path):
    last = earlier(tmp_path).audit
    data = writer.build(CHECKLIST, carry.begin(CHECKLIST, last).audit, DAY)
    sheet = openpyxl.load_workbook(io.BytesIO(data))[layout.CHECKLIST]
    at = {heading: sheet[f"{layout.column_letter(heading)}{FIRST_ROW}"].value for heading in ("Last year", "Evidence")}
    assert at == {"Last year": "Partly met", "Evidence": "[Last year] The log, office"}
    again = reader.read_bytes(data, "this.xlsx").audit.responses
    assert (again[0].due, again[1].due_words) == (date(2027, 3, 31), "half term")


def test_a_column_of_their_own_named_as_ours_once_was_is_named_and_ours_is_read():
    def due(sheet):
        sheet.insert_cols(RATING)
        sheet.cell(HEADING_ROW, RATING).value, sheet.cell(FIRST_ROW, RATING).value = "Due", "31/12/2030"

    returned = changed(due)
    assert answers(returned) == UNCHANGED
    letter = layout.column_letter("Rating")
    assert said(returned) == [("W10", f"{layout.CHECKLIST}!{letter}{HEADING_ROW}")]


# Words


def words(*texts: object) -> int:
    return sum(len(str(text).split()) for text in texts if text is not None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [(c.id, kind) for c in load_all() for kind in ("", *(k.id for k in c.kinds))],
)
def test_there_are_few_words_to_a_question(name, kind):
    """All that is seen on the sheet, but for numbers and what formulas say: the rest is on Guide, a click away."""
    asked = load(name, kind)
    blank = Audit(checklist=name, edition=asked.edition, setting=Setting(kind=kind), responses=())
    sheet = openpyxl.load_workbook(io.BytesIO(writer.build(asked, blank, DAY)))[layout.CHECKLIST]
    hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    seen = [
        cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s" and cell.column_letter not in hidden
    ]
    needed = words(*(text for c in asked.criteria for text in (c.question, c.met, c.partly)))
    assert (words(*seen) - needed) / len(asked.criteria) <= 6
    assert words(*seen) / len(asked.criteria) <= 92


def test_only_where_last_years_answers_stand_it_is_said_what_their_mark_means():
    for kind, carried in (("filled", False), ("carried", True)):
        book = openpyxl.load_workbook(io.BytesIO(every_workbook.made(kind)))
        start = " ".join(str(cell.value) for row in book[layout.START].iter_rows() for cell in row)
        hints = [rule.prompt or "" for rule in book[layout.CHECKLIST].data_validations.dataValidation]
        assert ("[Last year]" in start) == any("[Last year]" in hint for hint in hints) == carried
        hidden = book[layout.CHECKLIST].column_dimensions[layout.column_letter("Last year")].hidden
        assert hidden != carried
        assert book[layout.CHECKLIST].column_dimensions[layout.column_letter("Ref")].hidden


def test_rows_grow_as_people_type():
    """A height without ``customHeight`` is where a row begins; with it, it is somebody's choice and stays."""
    for kind in ("filled", "review"):
        book = openpyxl.load_workbook(io.BytesIO(every_workbook.made(kind)))
        assert book[layout.CHECKLIST].row_dimensions[FIRST_ROW].ht
        assert b"customHeight" not in every_workbook_part(kind).partition(b'<row r="3"')[2]


def every_workbook_part(kind: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(every_workbook.made(kind))) as archive:
        number = layout.SHEETS.index(layout.CHECKLIST) + 1
        return archive.read(f"xl/worksheets/sheet{number}.xml")


def test_an_answer_of_a_part_stands_in_the_same_layout():
    part = every_workbook.made("part")
    sheet = openpyxl.load_workbook(io.BytesIO(part))[layout.CHECKLIST]
    assert [cell.value for cell in sheet[HEADING_ROW]] == [column.heading for column in layout.COLUMNS]
    assert replace(reader.read_bytes(part, "part.xlsx").audit, responses=()) == replace(ANSWERS, responses=())
