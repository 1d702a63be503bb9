"""Cells that somebody merged: one answer stands for several questions, and that is said, with what to do."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from audit.model import Rating
from audit.spreadsheet.merged import MOST, MergedRange, in_sheet
from audit.workbook import layout, marked_copy
from audit.workbook.read import reader
from tests import hostile
from tests.test_fault_groups import Spoilt

ROW = 6
"""The first row of the merged cells; the next one is the second where two are merged."""
LAST = layout.letter(len(layout.COLUMNS) - 1)
LETTER = {column.heading: layout.column_letter(column.heading) for column in layout.COLUMNS}


def cells(first: str, last: str, rows: int = 1) -> str:
    """From the column with one heading to that with another, over so many rows."""
    return f"{LETTER[first]}{ROW}:{LETTER[last]}{ROW + rows - 1}"


RATINGS, EVIDENCE = cells("Rating", "Rating", 2), cells("Evidence", "Evidence", 2)
ACROSS, WHOLE = cells("Rating", "Evidence"), f"A{ROW}:{LAST}{ROW}"
HIDING = {"two ratings": RATINGS, "two texts of evidence": EVIDENCE, "rating to evidence": ACROSS, "a row": WHOLE}


def good() -> bytes:
    """A workbook in which every question is Met with evidence."""
    out = io.BytesIO()
    Spoilt().book.save(out)
    return out.getvalue()


def merged(data: bytes, *ranges: str) -> bytes:
    """The workbook with merged cells, as a program writes it that keeps what is hidden below them."""
    part, members = hostile.part_of(hostile.SHEET, data), hostile.parts(data)
    written = "".join(f'<mergeCell ref="{found}"/>' for found in ranges)
    after = f'</sheetData><mergeCells count="{len(ranges)}">{written}</mergeCells>'
    return hostile.zipped({**members, part: members[part].replace(b"</sheetData>", after.encode())})


def emptied(data: bytes, *ranges: str) -> bytes:
    """The same as Excel writes it, which throws away what stood in all cells but the first."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for found in ranges:
        book[layout.CHECKLIST].merge_cells(found)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def said(read: reader.Return) -> list[tuple[str, str]]:
    """Where merged cells are named, and in which words."""
    assert read.audit, read.problems
    return [(found.where.spot, found.message) for found in read.problems if found.code == "W50"]


def looks_right(read: reader.Return, how: str) -> None:
    """The merged cells are named, the question that has no answer is unanswered, and all others are as they were."""
    (spot, message), *more = said(read)
    first = HIDING[how].partition(":")[0]
    assert (spot, more) == (f"{layout.CHECKLIST}!{first}", [])
    assert HIDING[how] in message
    assert first in message
    answers = {response.place.row: response for response in read.audit.responses if response.place}
    blank = [response.ref for response in read.audit.responses if response.rating is None]
    missing = [found.each for found in read.problems if found.code == "W05"]
    at = {row: answers[row] for row in (ROW, ROW + 1) if row in answers}
    unanswered = [response.ref for response in read.unanswered]
    match how:
        case "two ratings":
            assert (at[ROW].rating, at[ROW + 1].rating) == (Rating.MET, None)
            assert blank == unanswered == [at[ROW + 1].ref]
        case "two texts of evidence":
            assert (bool(at[ROW].evidence), bool(at[ROW + 1].evidence)) == (True, False)
            assert (at[ROW + 1].rating, blank) == (Rating.MET, [])
        case "rating to evidence":
            assert (at[ROW].rating, at[ROW].evidence, blank) == (Rating.MET, "", [])
        case _:
            assert ROW not in at
            assert missing == [f"'{ref}'" for ref in blank]
            assert len(missing) == 1
    assert sum(response.rating is Rating.MET for response in read.audit.responses) == len(read.audit.responses) - len(
        blank
    )


@pytest.mark.parametrize("how", HIDING)
@pytest.mark.parametrize("merge", [merged, emptied], ids=["hidden below", "thrown away"])
def test_it_is_named_and_read_as_people_see_it(how: str, merge: Callable[..., bytes]):
    looks_right(reader.read_bytes(merge(good(), HIDING[how]), "one.xlsx"), how)


def test_evidence_that_slid_into_the_rating_is_named_there_too():
    spoilt = Spoilt()
    spoilt.sheet[f"{LETTER['Rating']}{ROW}"] = "Log, office cabinet"  # a program keeps the first text that it finds
    spoilt.sheet.merge_cells(ACROSS)
    out = io.BytesIO()
    spoilt.book.save(out)
    read = reader.read_bytes(out.getvalue(), "one.xlsx")
    assert len(said(read)) == 1
    assert {"W11", "W50"} <= {found.code for found in read.problems}


HARMLESS = {
    "themes": (f"{LETTER['Theme']}{ROW}:{LETTER['Theme']}{ROW + 3}",),
    "the row above the headings": (f"A{layout.GROUP_ROW}:{LAST}{layout.GROUP_ROW}",),
    "what is for reading": (cells("What met looks like", "What partly met looks like", 2),),
    "evidence and a column of their own": (f"{LETTER['Still needed']}{ROW}:Z{ROW + 1}",),
    "a note below": ("A900:Q904",),
    "none on this sheet": (),
}


@pytest.mark.parametrize("ranges", HARMLESS.values(), ids=HARMLESS)
def test_what_hides_no_answer_is_not_named(ranges):
    book = openpyxl.load_workbook(io.BytesIO(good()))
    book[layout.SUMMARY].merge_cells("B4:C5")
    for found in ranges:
        book[layout.CHECKLIST].merge_cells(found)
    out = io.BytesIO()
    book.save(out)
    read = reader.read_bytes(out.getvalue(), "one.xlsx")
    assert said(read) == []
    assert all(response.rating is Rating.MET for response in read.audit.responses)


def test_a_heading_of_their_own_in_a_row_they_inserted_is_not_named():
    spoilt = Spoilt()
    spoilt.sheet.insert_rows(ROW)
    spoilt.sheet[f"A{ROW}"] = "For the trust board"
    spoilt.sheet.merge_cells(WHOLE)
    out = io.BytesIO()
    spoilt.book.save(out)
    assert said(reader.read_bytes(out.getvalue(), "one.xlsx")) == []


def test_several_are_said_in_one_line(run, tmp_path):
    second = f"{LETTER['Rating']}{ROW + 4}:{LETTER['Rating']}{ROW + 6}"
    (tmp_path / "one.xlsx").write_bytes(emptied(good(), RATINGS, second))
    output = " ".join(run("check", "one.xlsx").output.split())
    assert output.count("W50") == 1
    assert RATINGS in output
    assert second in output
    assert "Unmerge them" in output


def test_a_fault_below_a_merged_cell_is_marked_at_the_one_that_is_seen(tmp_path):
    path = tmp_path / "one.xlsx"
    path.write_bytes(emptied(good(), cells("Question", "Ref")))
    read = reader.read(path)
    assert f"{layout.CHECKLIST}!{LETTER['Ref']}{ROW}" in {found.where.spot for found in read.problems}
    copy = openpyxl.load_workbook(io.BytesIO(marked_copy.of_file(path, read.problems)))
    assert "W47" in copy[layout.CHECKLIST][f"{LETTER['Question']}{ROW}"].comment.text


def test_ranges_however_they_are_written():
    wanted = (MergedRange(1, 1, 2, 3),)
    for written in (
        b'<mergeCell ref="B2:D3"/>',
        b"<x:mergeCell\n ref = 'D3:B2'/>",
        b'<mergeCell count="&gt;" ref="D2:B3"/>',
    ):
        assert in_sheet(b"<mergeCell ref='A1:A2'/></sheetData>" + written, 20) == wanted
    assert str(wanted[0]) == "B2:D3"
    assert in_sheet(b'<mergeCells count="1"><mergeCell ref="all"/></mergeCells>', -1) == ()


def test_very_many_that_lie_over_each_other_end():
    data = merged(good(), *(f"B{ROW}:XFD1048576" for _ in range(MOST + 1)))
    assert len(said(reader.read_bytes(data, "one.xlsx"))) == MOST


@pytest.mark.parametrize("what", ["rows", "columns"])
def test_cells_of_an_opendocument_file(what):
    table = hostile.ods_tables()[hostile.SHEET]
    before, mark, after = table.partition(hostile.ods_cell("Met")[:-1])
    spanned = mark.replace("<table:table-cell", f'<table:table-cell table:number-{what}-spanned="2"')
    table = before + spanned + after
    read = reader.read_bytes(hostile.ods(tables={hostile.SHEET: table}), "one.ods")
    ((spot, message),) = said(read)
    assert spot.startswith(f"{layout.CHECKLIST}!{LETTER['Rating']}")
    row = int(spot.rpartition(LETTER["Rating"])[2])
    corner = (
        f"{LETTER['Rating']}{row + 1}" if what == "rows" else f"{layout.letter(layout.ORDINARY.number('Rating'))}{row}"
    )
    assert f"{LETTER['Rating']}{row}:{corner} " in message


@pytest.mark.parts
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@pytest.mark.parametrize("how", HIDING)
def test_in_a_real_program_that_keeps_what_is_hidden(how, ending, office, tmp_path):
    path = tmp_path / "one.xlsx"
    path.write_bytes(good())
    with office.opened(path) as book:
        book.merge(layout.CHECKLIST, HIDING[how])
        saved = book.save(tmp_path / f"merged.{ending}")
    looks_right(reader.read(saved), how)
