"""A workbook of plain tables for people to look at: headings that stay in sight, filters, and nothing to fill in."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from audit.workbook import layout, styles
from audit.workbook.cells import DATE_FORMAT, writable

_ACROSS = 160  # characters that a page on its side takes in letters that can be read
_MOST_ROWS = 1_048_570
Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet: its name, a sentence on what it shows, headings with their widths in characters, and its rows."""

    name: str
    about: str
    headings: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]


def build(title: str, tables: Iterable[Table]) -> bytes:
    """A workbook with a sheet for each table. Text that came from outside stays text, whatever it begins with."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.language = title, "en-GB"
    for table in tables:
        _write(book, table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(book: Workbook, table: Table) -> None:
    sheet: Any = book.create_sheet(table.name)
    for number, (_, width) in enumerate(table.headings):
        sheet.column_dimensions[layout.letter(number)].width = width
    last = layout.letter(len(table.headings) - 1)
    rows = table.rows[:_MOST_ROWS]
    sheet.freeze_panes = "B3"
    sheet.auto_filter.ref = f"A2:{last}{len(rows) + 2}"
    sheet.print_title_rows, sheet.print_title_cols = "2:2", "A:A"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    wide = sum(width for _, width in table.headings)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, round(wide / _ACROSS)), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    about = WriteOnlyCell(sheet, value=writable(table.about))
    about.font = styles.BOLD
    sheet.append([about])
    sheet.row_dimensions[2].height = 48
    sheet.append([_heading(sheet, heading) for heading, _ in table.headings])
    for row in rows:
        before = (None, *row)
        sheet.append([_cell(sheet, value, apart=_is_right(left)) for left, value in zip(before, row, strict=False)])


def _heading(sheet: Any, text: str) -> Any:  # noqa: ANN401 - openpyxl's write-only sheets have no type to name
    cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.fill, cell.border = styles.HEADER, styles.HEADER_FILL, styles.BOX
    cell.alignment = styles.WRAP_MIDDLE
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
    risky = text[:1] in {"=", "+", "-", "@", "\t", "\r", "#"}
    if not text or not (risky or apart):
        return text or None
    cell = WriteOnlyCell(sheet, value=text)
    if apart:
        cell.alignment = styles.APART
    if risky:
        cell.data_type, cell.quotePrefix = "s", True
    return cell
