"""What each of several reviewers wrote, where their reviews were put together: a row for each opinion."""

from collections.abc import Sequence
from datetime import date

from openpyxl.worksheet.worksheet import Worksheet

from audit.judgement.review import Voice
from audit.spreadsheet import styles
from audit.spreadsheet.cells import DATE_FORMAT, header, height, put, widths
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout

_WIDTHS = (9, 22, 13, 11, 22, 14, 48, 14, 36)


def write(sheet: Worksheet, voices: Sequence[Voice]) -> None:
    """Write a row for each opinion of each reviewer."""
    header(sheet, 1, layout.VOICE_HEADINGS)
    widths(sheet, _WIDTHS)
    row = 1
    for number, voice in enumerate(voices, start=1):
        for opinion in voice.opinions:
            row += 1
            values: tuple[str | date | None, ...] = (
                *(str(number), voice.reviewer, voice.day, "Yes" if voice.settled else "No", opinion.ref),
                *(opinion.rating and opinion.rating.value, opinion.reason),
                *(opinion.agreed and opinion.agreed.value, opinion.agreed_reason),
            )
            for column, value in enumerate(values, start=1):
                cell = put(sheet, row, column, value or None)
                cell.border = styles.BOX
                if isinstance(value, date):
                    cell.number_format, cell.alignment = DATE_FORMAT, styles.LEFT
            sheet.row_dimensions[row].height = height(
                (str(value or ""), width) for value, width in zip(values, _WIDTHS, strict=True)
            )
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{letter(len(_WIDTHS) - 1)}{max(row, 2)}"
    sheet.print_title_rows = "1:1"
