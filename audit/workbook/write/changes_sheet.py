"""What changed: new and retired questions since last year, and every typed word that no question asks for."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from audit.carry_forward.carry import QuestionChange
from audit.model.response_fields import TYPED
from audit.spreadsheet import styles
from audit.spreadsheet.cells import header, height, put, widths
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout

# None of these pairs is a heading of the checklist: this sheet must never be taken for one.
_TYPED = tuple(field.heading for field in TYPED)
_HEADINGS = ("Question", "What changed", *(f"{name} as it was" for name in _TYPED))
_WIDTHS = (22, 48, *(max(layout.column(field.heading).width, 18) for field in TYPED))


def write(sheet: Worksheet, changes: Sequence[QuestionChange]) -> None:
    """Write a row for each change."""
    header(sheet, 1, _HEADINGS)
    widths(sheet, _WIDTHS)
    for row, change in enumerate(changes, start=2):
        typed = dict(change.typed)
        texts = (change.ref, change.what, *(typed.get(name, "") for name in _TYPED))
        for column, text in enumerate(texts, start=1):
            put(sheet, row, column, text or None).border = styles.BOX
        sheet.row_dimensions[row].height = height(zip(texts, _WIDTHS, strict=True))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{letter(len(_HEADINGS) - 1)}{len(changes) + 1}"
    sheet.print_title_rows = "1:1"
