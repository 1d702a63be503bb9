"""Writing cells: text that came from outside stays text, and rows are as high as what stands in them."""

import math
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from audit.spreadsheet import styles
from audit.spreadsheet.coordinates import letter
from audit.text import is_formula_like, printable

DATE_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"
"""For cells people write words in: otherwise 95% is kept as 0.95, 1/2 as a date, and 000123 as 123."""
_MOST_TEXT = 32_767


def writable(text: str) -> str:
    """Text that a cell can hold: no control characters, and no longer than a spreadsheet program takes."""
    return printable(text)[:_MOST_TEXT]


def put(sheet: Worksheet, row: int, column: int, value: str | date | None, font: Font = styles.BODY) -> Cell:
    """Write a value that may have come from outside: text stays text, whatever it begins with."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):  # openpyxl gives a MergedCell inside a merged range, and we merge nothing
        raise TypeError(f"{sheet.title}!{cell.coordinate} is merged")
    if isinstance(value, str):
        value = writable(value)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it looks like: a formula, or an error such as #N/A
        cell.quotePrefix = is_formula_like(value)
    cell.font = font
    cell.alignment = styles.WRAP
    return cell


def formula(sheet: Worksheet, row: int, column: int, text: str, font: Font = styles.BODY) -> Cell:
    """Write a formula of ours. Nothing from outside may be part of it."""
    cell = put(sheet, row, column, None, font)
    cell.value = f"={text}"
    cell.border = styles.BOX
    return cell


def header(sheet: Worksheet, row: int, headings: Sequence[str]) -> None:
    """A heading row."""
    for number, heading in enumerate(headings, start=1):
        cell = put(sheet, row, number, heading, styles.HEADER)
        cell.fill, cell.border, cell.alignment = styles.HEADER_FILL, styles.BOX, styles.WRAP_MIDDLE


def widths(sheet: Worksheet, characters: Iterable[int]) -> None:
    """The width of each column, in characters."""
    for index, width in enumerate(characters):
        sheet.column_dimensions[letter(index)].width = width


def height(texts: Iterable[tuple[str, float]]) -> float:
    """Points for a row so that wrapped text is not cut: each text with the width of its column in characters.

    A column is so many figures wide; of letters, more go into a line, and some room is lost where words end.
    """
    lines = max(
        (
            sum(max(1, math.ceil(len(line) / max(1.0, 1.15 * width - 2))) for line in text.split("\n"))
            for text, width in texts
        ),
        default=1,
    )
    return min(409.0, 4 + 13.5 * lines)


class GrowingRow(RowDimension):
    """A row whose height is where it begins: programs make it higher as more is typed, and fit it again on sorting."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name; it says that every height is somebody's choice
        """Whether the height was chosen by somebody, and is to be left as it is."""
        return False


def growing(sheet: Worksheet, row: int, points: float | None) -> None:
    """Let a row grow from so many points on."""
    sheet.row_dimensions[row] = GrowingRow(sheet, index=row, ht=points)
