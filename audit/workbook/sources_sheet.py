"""The sheet of sources: every provision the checklist rests on, how surely it is known, and where to read it."""

from datetime import date

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit import edition
from audit.model import Certainty, Checklist, Provision
from audit.workbook import layout, styles
from audit.workbook.cells import header, height, put, widths


def write(sheet: Worksheet, checklist: Checklist, today: date) -> dict[str, int]:
    """One row a provision; returns the row of each by its id, for the links from the checklist."""
    headings = (
        "Source",
        "Where in it",
        "What it says, in our words",
        "Force",
        "Binds",
        "How sure",
        "Address",
        "Status",
    )
    characters = (30, 24, 60, 12, 28, 26, 44, 34)
    widths(sheet, characters)
    header(sheet, 1, headings)
    places: dict[str, int] = {}
    for row, provision in enumerate(checklist.cited(), start=2):
        places[provision.id] = row
        texts = _source_row(provision, checklist, today)
        for number, text in enumerate(texts, start=1):
            put(sheet, row, number, text).border = styles.BOX
        address = sheet.cell(row, 7)
        address.hyperlink = Hyperlink(ref=address.coordinate, target=provision.address, tooltip=provision.citation)
        address.font = styles.LINKED
        sheet.row_dimensions[row].height = height(zip(texts, characters, strict=True))
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{layout.letter(len(headings) - 1)}{len(places) + 1}"
    sheet.print_title_rows = "1:1"
    return places


def _source_row(provision: Provision, checklist: Checklist, today: date) -> tuple[str, ...]:
    source = provision.source
    sure = {Certainty.TEXT: "Read in the document", Certainty.SECONDARY: "At second hand: check the document"}
    status = source.status.capitalize()
    if source.replaced_by(today) and source.superseded_by and source.superseded_on:
        new = checklist.source(source.superseded_by).short
        status += f". Replaced on {edition.in_words(source.superseded_on)} by {new}"
    return (
        source.title,
        provision.locator,
        provision.paraphrase,
        provision.force.meaning,
        provision.binds,
        sure[provision.certainty],
        provision.address,
        status,
    )
