"""A workbook of somebody's taken in to be edited: everything stays as it is but the cells that are changed."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from datetime import date

import openpyxl
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from audit.spreadsheet import editable, saving
from audit.spreadsheet.branding import BOMBS, LOGO_PIXELS
from audit.spreadsheet.cells import growing, writable
from audit.spreadsheet.formats import FORMATS
from audit.text import is_formula_like
from audit.workbook import layout

_KEPT_AS_THEY_ARE = {"gif", "jpeg", "png"}

_CANNOT: tuple[type[Exception], ...] = (
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
"""What the library that edits workbooks raises for parts that it cannot model, and those below it for damaged ones.

Each is the whole kind: SyntaxError stands for what parsers of XML raise, RuntimeError for what is nested too deep.
"""


def edited(original: bytes, kind: str, edit: Callable[[Workbook], str]) -> bytes:
    """A workbook that the guard has let through, with what somebody does to it, as the bytes of an ``.xlsx`` file.

    Args:
        original: the workbook.
        kind: what the guard found it to be.
        edit: does it, and gives the name of the sheet of questions, whose rows grow as those that we write.

    Raises:
        NotEditableError: it is of a kind that cannot be edited, it asks for more than it may, or the library cannot
            model a part of it; says why, in words for its owner.
    """
    if not FORMATS[kind].editable:
        raise editable.NotEditableError("it is not an Excel workbook (.xlsx)")
    try:
        book = _loaded(original)
        questions = edit(book)
        if questions in book.sheetnames:
            _let_rows_grow(book[questions])
        made = book.properties.modified
        return saving.as_bytes(book, made.date() if made else None)
    except _CANNOT as fault:
        raise editable.NotEditableError(f"a part of it is unusual ({fault})") from fault


def type_into(cell: Cell, value: str | date | None) -> None:
    """Put a value into a cell as if it had been typed there: a text stays one, whatever it looks like."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = writable(value)
    cell.data_type, cell.quotePrefix = "s", is_formula_like(value)


def _loaded(original: bytes) -> Workbook:
    editable.look(original)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what cannot be kept, such as drawn shapes: nothing in them is an answer
        book = openpyxl.load_workbook(io.BytesIO(original), rich_text=True)
    pictures = [picture for sheet in book.worksheets for picture in getattr(sheet, "_images", ())]
    # Other kinds are painted again on saving, and a few bytes can say that a picture is vast.
    pixels = (p.width * p.height for p in pictures if p.format not in _KEPT_AS_THEY_ARE)
    if sum(pixels) > LOGO_PIXELS:
        raise editable.NotEditableError("a picture in it is vast")
    return book


def _let_rows_grow(sheet: Worksheet) -> None:
    """As in the workbook that we write: openpyxl takes every height that it reads for somebody's choice."""
    for row, dimension in list(sheet.row_dimensions.items()):
        if row >= layout.FIRST_ROW and not dimension.hidden:
            growing(sheet, row, dimension.height)
