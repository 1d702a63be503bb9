"""What makes a workbook usable by everybody: names for its tables, words on the document itself, pages that print.

A screen reader says the heading with each cell where a name tells it which row holds the headings: ``Title`` on a sheet
with one table, ``TitleRegion1.A4.K12.3`` (first cell, last cell, sheet) on one with several. JAWS and NVDA both know
these. Names in plain words beside them are for everybody: they stand in the box left of the formula bar, to jump to.
"""

import re
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

import audit


def describe(book: Workbook, title: str, subject: str = "") -> None:
    """Say of the document what it is, in which language, and what made it."""
    book.properties.title = "".join(c if c.isprintable() else " " for c in title)[:255]
    book.properties.subject = subject or None
    book.properties.creator = f"safeguarding-audit {audit.__version__}"
    book.properties.language = "en-GB"


def name(book: Workbook, places: Mapping[str, str]) -> None:
    """Give names to places such as ``'Summary'!$B$4``."""
    for word, place in places.items():
        book.defined_names[word] = DefinedName(word, attr_text=place)


def name_table(book: Workbook, sheet: Any, cells: str) -> None:  # noqa: ANN401 - openpyxl types one kind of sheet only
    """Name the one table of a sheet.

    Args:
        book: the workbook, which gets the name ``Faults_found_table`` for a sheet called "Faults found".
        sheet: a sheet of it, which gets the name ``Title``.
        cells: the table with its heading row, such as ``A1:E20``. The first column says what a row is about.
    """
    quoted = sheet.title.replace("'", "''")
    first, last = (re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", corner) for corner in cells.split(":"))
    sheet.defined_names["Title"] = DefinedName("Title", attr_text=f"'{quoted}'!{first}")
    word = re.sub(r"\W+", "_", sheet.title).strip("_")
    name(book, {f"{word}_table": f"'{quoted}'!{first}:{last}"})


def move_regions(book: Workbook, by: int) -> None:
    """Put right what names tell screen readers of tables, where ``by`` sheets were put in before all others."""
    for word in [word for word in book.defined_names if word.startswith("TitleRegion")]:
        rest, _, sheet = word.rpartition(".")
        if sheet.isascii() and sheet.isdigit():
            name(book, {f"{rest}.{int(sheet) + by}": book.defined_names.pop(word).attr_text})


def print_on_a4(sheet: Worksheet, across: int = 1) -> None:
    """A4 on its side, so many pages across, with the sheet's name and the number of the page below."""
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if (footer := sheet.oddFooter) is not None:  # which is false as long as nothing stands in it
        footer.left.text, footer.right.text = "&A", "Page &P of &N"
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.4
    margins.bottom, margins.footer = 0.6, 0.3
    sheet.sheet_view.showGridLines = False


def region(number: int, first: str, last: str, sheet: int) -> str:
    """The name that tells a screen reader of one table of several; ``sheet`` is counted from 1."""
    return f"TitleRegion{number}.{first}.{last}.{sheet}"
