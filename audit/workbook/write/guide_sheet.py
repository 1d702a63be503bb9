"""The sheet that guides: for each question why it is asked, what shows it, a first step, and what it rests on."""

from collections.abc import Iterator

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit.model import Certainty, Checklist, Criterion
from audit.spreadsheet import accessibility, styles
from audit.spreadsheet.cells import growing, height, put, widths
from audit.workbook import layout

_WIDTHS = (16, 82)
_LEAST = 3
"""The row of the first block."""


def places(checklist: Checklist) -> dict[str, int]:
    """The row in which the block of each question begins, by its Ref."""
    found: dict[str, int] = {}
    row = _LEAST
    for criterion in checklist.criteria:
        found[criterion.id] = row
        row += len(tuple(_lines(criterion))) + 2
    return found


def write(sheet: Worksheet, checklist: Checklist, sources: dict[str, int]) -> None:
    """Write a block a question. ``sources`` has the row of each provision on the sheet of sources, by its id."""
    widths(sheet, _WIDTHS)
    put(sheet, 1, 1, "Guide: help with each question", styles.TITLE).alignment = styles.ONE_LINE
    sheet.row_dimensions[1].height = 30
    blocks = places(checklist)
    for number, criterion in enumerate(checklist.criteria, start=1):
        row = blocks[criterion.id]
        _write_title(sheet, row, number, criterion)
        for place, (label, text) in enumerate(_lines(criterion), start=row + 1):
            name = put(sheet, place, 1, label, styles.BOLD)
            put(sheet, place, 2, text)
            growing(sheet, place, height([(text, _WIDTHS[1]), (label, _WIDTHS[0])]))
            if label == "Rests on" and criterion.cites:
                name.hyperlink = Hyperlink(
                    ref=name.coordinate,
                    location=f"'{layout.SOURCES}'!A{sources[criterion.cites[0].id]}",
                    tooltip="See the source",
                )
                name.font = styles.LINKED
    accessibility.print_on_a4(sheet)
    sheet.page_setup.orientation = "portrait"


def _write_title(sheet: Worksheet, row: int, number: int, criterion: Criterion) -> None:
    link = put(sheet, row, 1, f"Question {number}", styles.LINKED)
    link.hyperlink = Hyperlink(
        ref=link.coordinate,
        location=f"'{layout.CHECKLIST}'!{layout.column_letter('Rating')}{layout.HEADING_ROW + number}",
        tooltip="Back to the question",
    )
    link.font = styles.LINKED_NUMBER
    title = put(sheet, row, 2, criterion.question, styles.LARGER)
    for cell in (link, title):
        cell.fill = styles.TINT_FILL
    growing(sheet, row, height([(criterion.question, _WIDTHS[1] / 1.2)]))


def _lines(criterion: Criterion) -> Iterator[tuple[str, str]]:
    """What helps with a question, each with what it is called."""
    yield "Why", criterion.why
    if criterion.essential:
        yield "Essential", criterion.essential
    yield "Met", criterion.met
    yield "Partly met", criterion.partly
    if criterion.not_applicable_when:
        yield "Not applicable", criterion.not_applicable_when
    yield "What to look for", "\n".join(f"\u2022 {item}" for item in criterion.evidence)
    yield "First step", criterion.remedy
    yield "Duty", criterion.duty.meaning
    second_hand = f"\n({Certainty.SECONDARY.meaning} only)" if criterion.second_hand else ""
    yield "Rests on", "\n".join(provision.citation for provision in criterion.cites) + second_hand
