"""The action plan as a workbook of its own, to work through and to tick off."""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from audit.judgement.plan import ActionPlan
from audit.model.response_fields import BY_NAME
from audit.spreadsheet import accessibility, saving, styles
from audit.spreadsheet.cells import DATE_FORMAT, header, height, put, widths
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout

_HEADINGS = (
    "Ref", "Topic", "Priority", "What to do", "Suggested?", "Owner", "Due", "Date as written", "Standing", "Status",
    "Open since", "Effort", "Done when", "Rests on",
)  # fmt: skip
_WIDTHS = (18, 24, 10, 48, 12, 24, 13, 16, 12, 14, 13, 14, 48, 40)


def build(plan: ActionPlan, title: str) -> bytes:
    """A workbook with one row an action, in the order to take them, as the bytes of an ``.xlsx`` file."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Action plan"
    accessibility.describe(book, title)
    header(sheet, 1, _HEADINGS)
    widths(sheet, _WIDTHS)
    for row, action in enumerate(plan.actions, start=2):
        values: Sequence[str | date | None] = (
            action.criterion.id,
            action.criterion.title,
            str(action.priority),
            action.what,
            "yes" if action.what_suggested else "no",
            action.owner,
            action.due,
            action.due_words,
            action.standing(plan.as_of),
            BY_NAME["status"].text(action.response),
            action.response.open_since,
            action.criterion.effort.meaning,
            action.done_when,
            "\n".join(p.citation for p in action.criterion.cites),
        )
        for column, value in enumerate(values, start=1):
            cell = put(sheet, row, column, value or None)
            cell.border = styles.BOX
            if isinstance(value, date):
                cell.number_format, cell.alignment = DATE_FORMAT, styles.LEFT
        texts = [(str(value or ""), width) for value, width in zip(values, _WIDTHS, strict=True)]
        sheet.row_dimensions[row].height = height(texts)
    status = letter(_HEADINGS.index("Status"))
    quoted = ",".join(layout.STATUSES)
    rule = DataValidation(type="list", formula1=f'"{quoted}"', allow_blank=True)
    rule.add(f"{status}2:{status}{len(plan.actions) + 2}")
    sheet.add_data_validation(rule)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{letter(len(_HEADINGS) - 1)}{len(plan.actions) + 1}"
    accessibility.name_table(book, sheet, sheet.auto_filter.ref)
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = "A:A"
    accessibility.print_on_a4(sheet, across=2)
    return saving.as_bytes(book, plan.as_of)
