"""The sheet of sources: every provision the checklist rests on, how surely it is known, and where to read it."""

from datetime import date

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit.checklist import in_force
from audit.model import Certainty, Checklist, Provision
from audit.spreadsheet import styles
from audit.spreadsheet.cells import header, height, put, widths
from audit.spreadsheet.coordinates import letter


def write(sheet: Worksheet, checklist: Checklist, today: date) -> dict[str, int]:
    """One row a provision; returns the row of each by its id, for the links from the checklist."""
    headings = (
        "Source",
        "Where in it",
        "What it says, in our words",
        "Force",
        "Binds",
        "How sure",
        "Link",
        "Address",
        "Status",
    )
    characters = (30, 24, 54, 12, 26, 20, 9, 38, 26)
    widths(sheet, characters)
    header(sheet, 1, headings)
    places: dict[str, int] = {}
    for row, provision in enumerate(checklist.cited(), start=2):
        places[provision.id] = row
        texts = _source_row(provision, checklist, today)
        for number, text in enumerate(texts, start=1):
            put(sheet, row, number, text).border = styles.BOX
        # The link is words, which a screen reader says, and short, since LibreOffice does not wrap a link; the
        # address beside it is for paper.
        link = sheet.cell(row, headings.index("Link") + 1)
        link.hyperlink = Hyperlink(ref=link.coordinate, target=provision.address, tooltip=provision.citation)
        link.font = styles.LINKED
        sheet.row_dimensions[row].height = height(zip(texts, characters, strict=True))
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{letter(len(headings) - 1)}{len(places) + 1}"
    sheet.print_title_rows = "1:1"
    return places


def _source_row(provision: Provision, checklist: Checklist, today: date) -> tuple[str, ...]:
    source = provision.source
    known = provision.certainty.meaning.capitalize()
    if provision.certainty is Certainty.SECONDARY:
        known += ": check the document"
    status = source.status.capitalize()
    if source.replaced_by(today) and source.superseded_by and source.superseded_on:
        new = checklist.source(source.superseded_by).short
        status += f". Replaced on {in_force.in_words(source.superseded_on)} by {new}"
    return (
        source.title,
        provision.locator,
        provision.paraphrase,
        provision.force.meaning,
        provision.binds,
        known,
        "Open it",
        provision.address,
        status,
    )
