"""A workbook of somebody's taken in to be edited: everything stays as it is but the cells that are changed."""

import io
import struct
import warnings
import zipfile
import zlib

import openpyxl
from openpyxl import Workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from audit.spreadsheet import editable
from audit.spreadsheet.branding import BOMBS, LOGO_PIXELS
from audit.spreadsheet.cells import growing
from audit.workbook import layout

_KEPT_AS_THEY_ARE = {"gif", "jpeg", "png"}

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
"""What the library that edits workbooks raises for parts that it cannot model, and those below it for damaged ones.

Each is the whole kind: SyntaxError stands for what parsers of XML raise, RuntimeError for what is nested too deep.
"""


def loaded(original: bytes) -> Workbook:
    """A workbook that the guard has let through, to be edited.

    Raises:
        NotEditableError: it asks for more than it may. One of :data:`CANNOT`: the library cannot take it in.
    """
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


def let_rows_grow(sheet: Worksheet) -> None:
    """As in the workbook that we write: openpyxl takes every height that it reads for somebody's choice."""
    for row, dimension in list(sheet.row_dimensions.items()):
        if row >= layout.FIRST_ROW and not dimension.hidden:
            growing(sheet, row, dimension.height)
