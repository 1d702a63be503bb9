"""A workbook of plain tables for people to look at: headings that stay in sight, filters, and nothing to fill in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font

from audit.spreadsheet import accessibility, saving, styles
from audit.spreadsheet.cells import DATE_FORMAT, height, writable
from audit.spreadsheet.coordinates import letter
from audit.text import is_formula_like

_ACROSS = 160  # characters that a page on its side takes in letters that can be read
_HEADER = Font(name="Calibri", sz=11, color="FFFFFFFF", b=True)
_ABOUT = Font(name="Calibri", sz=11, b=True)
_MOST_ROWS = 1_048_570
_ROWS_AT_ONCE = 150
Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet: its name, a sentence on what it shows, headings with their widths in characters, and its rows."""

    name: str
    about: str
    headings: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]


def build(title: str, tables: Iterable[Table], day: date) -> bytes:
    """A workbook of a day, with a sheet for each table. Text from outside stays text, whatever it begins with."""
    *_, made = in_steps(title, tables, day)
    return made


def in_steps(title: str, tables: Iterable[Table], day: date) -> Iterator[bytes]:
    """The same, some rows at a time, for whoever has something else to do between: nothing, and then the workbook."""
    book = Workbook(write_only=True)
    accessibility.describe(book, title)
    for table in tables:
        for _ in _write(book, table):
            yield b""
    yield saving.as_bytes(book, day)


def _write(book: Workbook, table: Table) -> Iterator[None]:
    sheet: Any = book.create_sheet(table.name)
    for number, (_, width) in enumerate(table.headings):
        sheet.column_dimensions[letter(number)].width = width
    last = letter(len(table.headings) - 1)
    rows = table.rows[:_MOST_ROWS]
    sheet.freeze_panes = "B3"
    sheet.auto_filter.ref = f"A2:{last}{len(rows) + 2}"
    accessibility.name_table(book, sheet, sheet.auto_filter.ref)
    sheet.print_title_rows, sheet.print_title_cols = "2:2", "A:A"
    wide = [width for _, width in table.headings]
    accessibility.print_on_a4(sheet, across=max(1, round(sum(wide) / _ACROSS)))
    sheet.sheet_view.showGridLines = sheet.print_options.gridLines = True
    about = WriteOnlyCell(sheet, value=writable(table.about))
    about.font = _ABOUT
    sheet.append([about])
    sheet.row_dimensions[2].height = _high((text, 0.75 * width) for text, width in table.headings)
    sheet.append([_heading(sheet, heading) for heading, _ in table.headings])
    for number, row in enumerate(rows, start=3):
        before = (None, *row)
        cells = [_cell(sheet, value, apart=_is_right(left)) for left, value in zip(before, row, strict=False)]
        long = [n for n, value in enumerate(row) if isinstance(value, str) and len(value) > wide[n]]
        for place in long:
            cells[place] = _wrapped(sheet, cells[place])
        if long:
            sheet.row_dimensions[number].height = _high((str(row[place]), 0.85 * wide[place]) for place in long)
        sheet.append(cells)
        if number % _ROWS_AT_ONCE == 0:
            yield


def _heading(sheet: Any, text: str) -> Any:  # noqa: ANN401 - openpyxl's write-only sheets have no type to name
    cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.fill, cell.border = _HEADER, styles.HEADER_FILL, styles.BOX
    cell.alignment = styles.WRAP_MIDDLE
    return cell


def _high(texts: Iterable[tuple[str, float]]) -> float:
    """Calibri 11, which cells without a style have, stands in higher lines than the letters of our other sheets."""
    return min(409.0, 1.2 * height(texts))


def _wrapped(sheet: Any, cell: Any) -> Any:  # noqa: ANN401 - as above
    """The same in as many lines as it takes, so that no text is cut off by the one beside it."""
    if not isinstance(cell, Cell):
        cell = WriteOnlyCell(sheet, value=cell)
    cell.alignment = styles.LINES_APART if cell.alignment.indent else styles.LINES
    return cell


def _is_right(value: Value) -> bool:
    """Whether a value stands at the right of its cell, where the next one's text would touch it."""
    return isinstance(value, int | float | date) and not isinstance(value, bool)


def _cell(sheet: Any, value: Value, *, apart: bool) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, bool):
        value = "Yes" if value else "No"
    if isinstance(value, date):
        cell: Any = WriteOnlyCell(sheet)
        cell.value = value
        cell.number_format = DATE_FORMAT
        return cell
    if not isinstance(value, str):
        return value
    text = writable(value)
    risky = is_formula_like(text)
    if not text or not (risky or apart):
        return text or None
    cell = WriteOnlyCell(sheet, value=text)
    if apart:
        cell.alignment = styles.APART
    if risky:
        cell.data_type, cell.quotePrefix = "s", True
    return cell
