"""Writes a workbook from a Markdown table inside the test, so that a test shows the sheet it is about."""

from pathlib import Path

import openpyxl

from audit.checklist.load import load
from audit.workbook import layout


def rows(table: str) -> list[list[str]]:
    """The cells of a Markdown table, the line of dashes left out; ``\\n`` in a cell is a line break."""
    lines = [line.strip() for line in table.strip().splitlines()]
    cells = [[cell.strip().replace("\\n", "\n") for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if not all(set(cell) <= set("-: ") and cell for cell in row)]


def workbook(
    path: Path, table: str, *, sheet: str = "Checklist", meta: dict[str, str] | None = None, name: str = "X"
) -> Path:
    """A workbook with this table as its checklist.

    ``meta`` overrides what the hidden sheet says (``{}`` for no change); ``None`` as a value leaves the line out. A
    meta of ``{"none": ""}`` leaves the whole hidden sheet out.
    """
    book = openpyxl.Workbook()
    first = book.active
    first.title = sheet
    for number, row in enumerate(rows(table), start=1):
        for column, text in enumerate(row, start=1):
            if text:
                first.cell(number, column).value = text
    start = book.create_sheet("Start here")
    start["A1"], start["B1"] = "Name of setting", name
    start["A2"], start["B2"] = "URN or other identifier", "1"
    if not (meta and "none" in meta):
        details = {"format": "1", "checklist": "leaders", "digest": load("leaders").digest, "kind": "early-years"}
        details.update(meta or {})
        hidden = book.create_sheet(layout.META)
        hidden["A1"] = layout.MARKER
        for number, (key, value) in enumerate(details.items(), start=2):
            hidden.cell(number, 1).value, hidden.cell(number, 2).value = key, value
    book.save(path)
    return path
