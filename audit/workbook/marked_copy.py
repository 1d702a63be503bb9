"""A marked copy: the leader's own workbook with each fault beside its cell, and a sheet that lists them all.

The original is never touched. In the copy every typed cell stays as it is; only a colour and a comment are added.
"""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from copy import copy as python_copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit.problems import AuditError, Problem, Severity, Where, grouping, problem
from audit.spreadsheet import accessibility, editable, guard, saving, styles
from audit.spreadsheet.branding import BOMBS, LOGO_PIXELS
from audit.spreadsheet.cells import growing, header, height, put, widths
from audit.spreadsheet.coordinates import letter
from audit.spreadsheet.formats import FORMATS
from audit.spreadsheet.guard import Checked, Limits
from audit.workbook import layout

_TITLE = "Faults found"
_HEADINGS = ("Where", "Code", "How serious", "What is wrong", "What to do")
_WIDTHS = (30, 8, 14, 60, 60)
_PAPER = {Severity.ERROR: "FFFBD9D6", Severity.WARNING: "FFFFE8B8", Severity.NOTE: "FFE4E8EB"}
_AUTHOR = "safeguarding-audit"
_KEPT_AS_THEY_ARE = {"gif", "jpeg", "png"}
# What the library that edits workbooks raises for parts that it cannot model, and those below it for damaged ones. Each
# is the whole kind: SyntaxError stands for what parsers of XML raise, RuntimeError for what is nested too deep.
CANNOT: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    InvalidFileException,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    *BOMBS,
)


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
    where = Where(file=file)
    if not FORMATS[checked.kind].editable:
        raise AuditError([problem("F14", where, why="it is not an Excel workbook (.xlsx)")])
    try:
        editable.look(original)
        book = load_to_edit(original)
        placed = [(found, *_cell(found)) for found in grouping.worst_first(problems)]
        for found, sheet, cell in placed:
            if sheet in book.sheetnames and cell:
                _mark(book[sheet], cell, found)
        if layout.CHECKLIST in book.sheetnames:
            let_rows_grow(book[layout.CHECKLIST])
        sheets = set(book.sheetnames)
        found_faults = book.create_sheet(_free_name(sheets), 0)
        _list(found_faults, placed, sheets)
        accessibility.move_regions(book, 1)
        accessibility.name_table(book, found_faults, found_faults.auto_filter.ref)
        made = book.properties.modified
        marked = saving.as_bytes(book, made.date() if made else None)
    except editable.NotEditableError as fault:
        raise AuditError([problem("F14", where, why=fault)]) from fault
    except CANNOT as fault:
        raise AuditError([problem("F14", where, why=f"a part of it is unusual ({fault})")]) from fault
    return marked


def load_to_edit(original: bytes) -> Workbook:
    """A workbook that the guard and :func:`editable.look` have let through, to be edited and saved again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what cannot be kept, such as drawn shapes: nothing in them is an answer
        book = openpyxl.load_workbook(io.BytesIO(original), rich_text=True)
    pictures = [picture for sheet in book.worksheets for picture in getattr(sheet, "_images", ())]
    # Other kinds are painted again on saving, and a few bytes can say that a picture is vast.
    pixels = (p.width * p.height for p in pictures if p.format not in _KEPT_AS_THEY_ARE)
    if sum(pixels) > LOGO_PIXELS:
        raise editable.NotEditableError("a picture in it is vast")
    return book


def _cell(found: Problem) -> tuple[str, str]:
    sheet, _, cell = found.where.spot.rpartition("!")
    return sheet, cell


def _free_name(taken: Iterable[str]) -> str:
    names = {name.casefold() for name in taken}
    return next(n for n in (_TITLE, *(f"{_TITLE} {k}" for k in range(2, 999))) if n.casefold() not in names)


def let_rows_grow(sheet: Worksheet) -> None:
    """As in the workbook that we write: openpyxl takes every height that it reads for somebody's choice."""
    for row, dimension in list(sheet.row_dimensions.items()):
        if row >= layout.FIRST_ROW and not dimension.hidden:
            growing(sheet, row, dimension.height)


def _mark(sheet: Worksheet, address: str, found: Problem) -> None:
    """Colour a cell and put the fault into a comment, after whatever comment stands there."""
    cell = sheet[address]
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{found.code}: {found.message} {found.fix}", _AUTHOR, height=140, width=320)
    cell.fill = PatternFill("solid", fgColor=_PAPER[found.severity])
    font: Any = python_copy(cell.font)
    font.color = styles.INK  # white, in a heading, could not be read on this
    cell.font = font
    sheet.column_dimensions[cell.column_letter].hidden = False  # what is wrong has to be seen


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
