"""A marked copy: the leader's own workbook with each fault beside its cell, and a sheet that lists them all.

The original is never touched. In the copy every typed cell stays as it is; only a colour and a comment are added.
"""

from collections.abc import Iterable, Sequence
from copy import copy as python_copy
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit.problems import AuditError, Problem, Severity, Where, grouping, problem
from audit.spreadsheet import accessibility, editable, guard, styles
from audit.spreadsheet.cells import header, height, put, widths
from audit.spreadsheet.coordinates import letter
from audit.spreadsheet.guard import Checked, Limits
from audit.workbook import editing, layout

_TITLE = "Faults found"
_HEADINGS = ("Where", "Code", "How serious", "What is wrong", "What to do")
_WIDTHS = (22, 8, 15, 58, 58)
_PAPER = {Severity.ERROR: "FFFBD9D6", Severity.WARNING: "FFFFE8B8", Severity.NOTE: "FFE4E8EB"}
_AUTHOR = "safeguarding-audit"


def of_file(path: Path, problems: Sequence[Problem], limits: Limits | None = None) -> bytes:
    """The marked copy of a workbook on this disk. It is read once, so that what is edited is what was checked.

    Args:
        path: the workbook.
        problems: what was found wrong with it.
        limits: what is too large.

    Raises:
        AuditError: F01 to F13, it must not be read; F14, it is of a kind that cannot be marked.
    """
    return of_bytes(guard.load(path, limits or Limits()), path.name, problems, limits)


def of_bytes(data: bytes, name: str, problems: Sequence[Problem], limits: Limits | None = None) -> bytes:
    """The same of a workbook that is not on this disk: its bytes (one more than the limit is enough) and its name."""
    whole = replace(limits or Limits(), unread=frozenset())
    return copy(data, guard.check_bytes(data, name, whole), problems, name)


def copy(original: bytes, checked: Checked, problems: Sequence[Problem], file: str) -> bytes:
    """The marked copy of a workbook that the guard has let through, as the bytes of an ``.xlsx`` file.

    Raises:
        AuditError: F14, the workbook is of a kind that cannot be marked.
    """
    placed = [(found, *_cell(found)) for found in grouping.worst_first(problems)]

    def edit(book: Workbook) -> str:
        for found, sheet, cell in placed:
            if sheet in book.sheetnames and cell:
                _mark(book[sheet], cell, found)
        sheets = set(book.sheetnames)
        found_faults = book.create_sheet(_free_name(sheets), 0)
        _list(found_faults, placed, sheets)
        accessibility.move_regions(book, 1)
        accessibility.name_table(book, found_faults, found_faults.auto_filter.ref)
        return layout.CHECKLIST

    try:
        return editing.edited(original, checked.kind, edit)
    except editable.NotEditableError as fault:
        raise AuditError([problem("F14", Where(file=file), why=fault)]) from fault


def _cell(found: Problem) -> tuple[str, str]:
    sheet, _, cell = found.where.spot.rpartition("!")
    return sheet, cell


def _free_name(taken: Iterable[str]) -> str:
    names = {name.casefold() for name in taken}
    return next(n for n in (_TITLE, *(f"{_TITLE} {k}" for k in range(2, 999))) if n.casefold() not in names)


def _mark(sheet: Worksheet, address: str, found: Problem) -> None:
    """Colour a cell and put the fault into a comment, after whatever comment stands there."""
    cell = _seen(sheet, address)
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{found.code}: {found.message} {found.fix}", _AUTHOR, height=140, width=320)
    cell.fill = PatternFill("solid", fgColor=_PAPER[found.severity])
    font: Any = python_copy(cell.font)
    font.color = styles.INK  # white, in a heading, could not be read on this
    cell.font = font
    sheet.column_dimensions[cell.column_letter].hidden = False  # what is wrong has to be seen


def _seen(sheet: Worksheet, address: str) -> Cell:
    """The cell itself, or the first of those that it was merged with: the library cannot mark any other."""
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        around = next(found for found in sheet.merged_cells.ranges if address in found)
        cell = sheet.cell(around.min_row, around.min_col)
    return cell  # type: ignore[no-any-return]


def _list(sheet: Worksheet, placed: Iterable[tuple[Problem, str, str]], sheets: set[str]) -> None:
    widths(sheet, _WIDTHS)
    header(sheet, 1, _HEADINGS)
    for row, (found, name, cell) in enumerate(placed, start=2):
        texts = (found.where.spot or "The whole file", found.code, found.severity.value, found.message, found.fix)
        for column, text in enumerate(texts, start=1):
            put(sheet, row, column, text).border = styles.BOX
        if name in sheets and cell:
            link = sheet.cell(row, 1)
            quoted = name.replace("'", "''")
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!{cell}")
            link.font = styles.LINKED
        sheet.row_dimensions[row].height = height(zip(texts, _WIDTHS, strict=True))
    if sheet.max_row == 1:
        put(sheet, 2, 1, "No fault was found.").border = styles.BOX
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{letter(len(_HEADINGS) - 1)}{sheet.max_row}"
    sheet.print_title_rows = "1:1"
    accessibility.print_on_a4(sheet)
