"""Cells of the table of questions that were merged: one cell is seen, and one answer stands for several."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from audit.model import Place, Response
from audit.spreadsheet.merged import MergedRange
from audit.spreadsheet.rows import CellValue
from audit.workbook.read.problem_log import ProblemLog
from audit.workbook.read.question_sheet import QuestionSheet

_SHOWN_ALONE = frozenset({"question"})
"""A field in which nothing is lost where it is merged: a row is found by its Ref."""


def left_blank(table: QuestionSheet, ranges: Iterable[MergedRange]) -> tuple[QuestionSheet, tuple[MergedRange, ...]]:
    """The table as people see it, without what lies hidden below a merged cell, and the ranges that hide a field.

    A program may keep what stood in the cells that it merged. Nobody sees it, so none of it is an answer. A range that
    goes over the headings too is nobody's answer, and is passed over.
    """
    columns = frozenset(column for name, column in table.columns.items() if name not in _SHOWN_ALONE)
    own = tuple(found for found in ranges if found.top > table.header and _hides_a_field(found, columns))
    rows = list(table.rows)
    room = 2 * sum(len(row) + 1 for row in rows)  # ranges over each other could be worked through for ever
    for found in own:
        for number in range(found.top, min(found.bottom + 1, len(rows))):
            begin = found.left + (number == found.top)
            end = min(found.right + 1, len(rows[number]))
            room -= max(end - begin, 0) + 1
            if room < 0:
                return replace(table, rows=rows), own
            if begin < end:
                rows[number] = _without(rows[number], begin, end)
    return replace(table, rows=rows), own


def _hides_a_field(found: MergedRange, columns: frozenset[int]) -> bool:
    """Whether any cell but the first is of a column that is read."""
    first = found.left if found.top < found.bottom else found.left + 1
    return any(first <= column <= found.right for column in columns)


def _without(row: Sequence[CellValue], begin: int, end: int) -> list[CellValue]:
    return [*row[:begin], *[""] * (end - begin), *row[end:]]


def warn(table: QuestionSheet, ranges: Iterable[MergedRange], responses: Iterable[Response], log: ProblemLog) -> None:
    """Say which cells were merged: in the row of a question, or where a question is missing and may lie below.

    A heading of somebody's own over the whole width, in a row that they inserted, hides nothing.
    """
    places = [response.place for response in responses]
    rows = {place.row - 1 for place in places if place}
    for found in ranges:
        if None in places or not rows.isdisjoint(range(found.top, min(found.bottom + 1, len(table.rows)))):
            log.say("W50", Place(sheet=table.sheet, cell=found.first), cells=found, first=found.first)
