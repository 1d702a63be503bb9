"""The action plan as a workbook of its own: to work through, to print on A4, to tick off and to bring back."""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from audit.checklist.in_force import in_words
from audit.judgement.plan import Action
from audit.model.response_fields import BY_NAME
from audit.report.build import Report
from audit.spreadsheet import accessibility, saving, styles
from audit.spreadsheet.cells import DATE_FORMAT, TEXT_FORMAT, growing, header, height, put, widths
from audit.spreadsheet.coordinates import letter
from audit.text import printable, shortened
from audit.workbook import layout
from audit.workbook import plan_layout as plan

_HELP = (
    "Type into the pale yellow cells; sort and filter as you like. To bring it back into the audit: "
    "safeguarding-audit progress PLAN.xlsx RETURN.xlsx -o UPDATED.xlsx"
)
_HEIGHTS = ((plan.TITLE_ROW, 20), (plan.HELP_ROW, 15), (plan.HEADING_ROW, 37))
_LONGEST_IN_FOOTER = 90
Value = str | date | None


def build(report: Report) -> bytes:
    """A workbook with one row an action, in the order to take them, as the bytes of an ``.xlsx`` file."""
    book = Workbook()
    styles.in_our_face(book)
    sheet = book.worksheets[0]
    sheet.title = plan.SHEET
    title = f"{report.title}: action plan of the audit of {in_words(report.day)}"
    accessibility.describe(book, title)
    put(sheet, plan.TITLE_ROW, 1, title, styles.HEADING).alignment = styles.ONE_LINE
    put(sheet, plan.HELP_ROW, 1, _HELP, styles.SMALL).alignment = styles.ONE_LINE
    header(sheet, plan.HEADING_ROW, [column.heading for column in plan.COLUMNS])
    for row, points in _HEIGHTS:
        sheet.row_dimensions[row].height = points
    widths(sheet, [column.width for column in plan.COLUMNS])
    for row, action in enumerate(report.plan.actions, start=plan.FIRST_ROW):
        _write(sheet, row, _values(action, report.as_of))
    _for_working(sheet, plan.HEADING_ROW + len(report.plan.actions))
    accessibility.name_table(book, sheet, sheet.auto_filter.ref)
    _for_paper(sheet, title, plan.HEADING_ROW + len(report.plan.actions))
    _keep_what_it_says(book, report)
    return saving.as_bytes(book, report.as_of)


def _values(action: Action, as_of: date) -> Sequence[Value]:
    """What stands in a row, column by column."""
    said: dict[plan.PlanColumn, Value] = {
        plan.PRIORITY: str(action.priority),
        plan.TOPIC: action.criterion.title,
        plan.WHAT: action.what,
        plan.WHO: action.owner,
        plan.BY_WHEN: action.due or action.due_words,
        plan.DONE_WHEN: action.done_when,
        plan.STATUS: BY_NAME["status"].text(action.response),
        plan.STANDING: action.standing(as_of),
        plan.SUGGESTED: ", ".join(plan.SUGGESTED_WORDS[name] for name in _suggested(action)),
        plan.OPEN_SINCE: action.response.open_since,
        plan.RESTS_ON: "; ".join(p.citation for p in action.criterion.cites),
        plan.REF: action.criterion.id,
    }
    return [said[column] for column in plan.COLUMNS]


def _suggested(action: Action) -> list[str]:
    """The fields that are not the leader's own."""
    flags = {"action": action.what_suggested, "owner": action.owner_suggested, "due": action.due_suggested}
    return [name for name, flag in flags.items() if flag]


def _write(sheet: Worksheet, row: int, values: Sequence[Value]) -> None:
    for number, (column, value) in enumerate(zip(plan.COLUMNS, values, strict=True), start=1):
        cell = put(sheet, row, number, value or None, styles.BOLD if column is plan.TOPIC else styles.BODY)
        cell.border = styles.BOX
        if column.typing:
            cell.fill, cell.number_format = styles.TYPING_FILL, TEXT_FORMAT
        if column in {plan.BY_WHEN, plan.OPEN_SINCE}:
            cell.number_format, cell.alignment = DATE_FORMAT, styles.LEFT
    texts = [(str(v or ""), c.width) for c, v in zip(plan.COLUMNS, values, strict=True) if c is not plan.REF]
    growing(sheet, row, height(texts))


def _for_working(sheet: Worksheet, last: int) -> None:
    """The drop-down, what is said while a cell is chosen, the filter, and what stays in sight."""
    last = max(last, plan.FIRST_ROW)
    quoted = ",".join(layout.STATUSES)
    for column in (column for column in plan.COLUMNS if column.typing):
        at = letter(plan.number(column) - 1)
        rule = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=column.heading, prompt=column.hint)
        if column is plan.STATUS:
            rule.type, rule.formula1 = "list", f'"{quoted}"'
        rule.add(f"{at}{plan.FIRST_ROW}:{at}{last}")
        sheet.add_data_validation(rule)
    sheet.freeze_panes = f"C{plan.FIRST_ROW}"
    sheet.auto_filter.ref = f"A{plan.HEADING_ROW}:{letter(len(plan.COLUMNS) - 1)}{last}"
    sheet.column_dimensions[letter(plan.number(plan.REF) - 1)].hidden = True


def _for_paper(sheet: Worksheet, title: str, last: int) -> None:
    """A4 on its side, one page across, the headings on each page, and below them whose plan it is."""
    accessibility.print_on_a4(sheet)
    sheet.print_title_rows = f"{plan.HEADING_ROW}:{plan.HEADING_ROW}"
    sheet.print_area = f"A1:{letter(len(plan.PRINTED) - 1)}{max(last, plan.FIRST_ROW)}"
    if (footer := sheet.oddFooter) is not None:
        footer.left.text = shortened(title, _LONGEST_IN_FOOTER).replace("&", "&&")


def _keep_what_it_says(book: Workbook, report: Report) -> None:
    """Whose plan it is, and what each line said: on a hidden sheet, and the former among the properties too."""
    audit = report.audit
    details = {
        "format": str(plan.FORMAT),
        "checklist": audit.checklist,
        "edition": audit.edition,
        "kind": audit.setting.kind,
        "name": audit.setting.name,
        "urn": audit.setting.urn,
        "audit_date": audit.audit_date.isoformat() if audit.audit_date else "",
        "made": report.as_of.isoformat(),
        "return": report.provenance.sha256,
    }
    sheet = book.create_sheet(plan.META)
    sheet.sheet_state = "hidden"
    rows: list[Sequence[str]] = [(plan.MARKER, "Details this tool needs. Leave this sheet as it is.")]
    rows += list(details.items())
    for action in report.plan.actions:
        shown = {
            "action": action.what,
            "owner": action.owner,
            "due": f"{action.due:%d/%m/%Y}" if action.due else action.due_words,
            "status": BY_NAME["status"].text(action.response),
        }
        own = [BY_NAME[name].text(action.response) for name in plan.BROUGHT]
        rows.append(
            (f"{plan.LINE}{action.criterion.id}", action.criterion.title, *(shown[name] for name in plan.BROUGHT), *own)
        )
    for number, texts in enumerate(rows, start=1):
        for column, text in enumerate(texts, start=1):
            put(sheet, number, column, text or None)
    for key, value in details.items():
        kept = StringProperty(name=f"{plan.MARKER}:{key}", value=printable(value)[:255])
        book.custom_doc_props.append(kept)  # type: ignore[attr-defined]
