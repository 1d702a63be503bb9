"""The first sheet: what this is, whose it is, what to do, and what the words mean."""

from datetime import date

from openpyxl.cell import Cell
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit.checklist import in_force
from audit.judgement.review import Review, ReviewCopy
from audit.model import ANY_KIND, Audit, Checklist
from audit.model.response_fields import OURS
from audit.spreadsheet import styles
from audit.spreadsheet.branding import Logo, put_logo
from audit.spreadsheet.cells import DATE_FORMAT, TEXT_FORMAT, height, put, widths
from audit.workbook import layout
from audit.workbook.write import start_words


def write(  # noqa: PLR0913 - each is named
    sheet: Worksheet,
    checklist: Checklist,
    answers: Audit,
    today: date,
    *,
    logo: Logo | None = None,
    review: ReviewCopy | None = None,
) -> dict[str, str]:
    """Write the sheet, with the setting's details filled in as far as they are known; returns names of its places.

    A ``logo`` stands below the title, which stays in the first cell: what a screen reader says first is what this is.

    Where it is for a ``review``, the setting's details are locked, and the reviewer's are asked for.
    """
    row = _write_what_this_is(sheet, checklist, today, logo)
    row = _section(sheet, row + 2, "The setting" if review else "Your setting")
    first = row + 1
    for field, label in layout.SETTING_LABELS:
        row += 1
        cell = _setting_line(sheet, row, field, label, _setting_value(field, checklist, answers))
        if review:
            cell.fill, cell.protection = styles.NO_FILL, styles.LOCKED
    dated = first + [field for field, _ in layout.SETTING_LABELS].index("audit_date")
    names = {layout.AUDIT_DATE_NAME: f"'{layout.START}'!$B${dated}"}
    names |= {"The_setting" if review else "Your_setting": f"'{layout.START}'!$A${first}:$B${row}"}
    if review:
        first, row = row + 3, _section(sheet, row + 2, "Your review")
        row = _review_lines(sheet, row, review.given or Review())
        names["Your_review"] = f"'{layout.START}'!$A${first}:$B${row}"
    carried = any(own.value(given) for given in answers.responses for own in OURS)
    for title, lines in (
        start_words.for_reviewer()
        if review
        else start_words.for_leader(checklist, carried=carried, first_look=answers.first_look)
    ):
        row = _section(sheet, row + 2, title)
        for name, text in lines:
            row += 1
            _line(sheet, row, name, text)
    _write_links(sheet, _section(sheet, row + 2, "Go to"))
    return names


def _write_links(sheet: Worksheet, row: int) -> None:
    """The way to each other sheet, below a row."""
    for name in layout.SHEETS[1:]:
        row += 1
        cell = put(sheet, row, 1, name, styles.LINKED)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
        cell.font = styles.LINKED


def _review_lines(sheet: Worksheet, row: int, begun: Review) -> int:
    """Who reviews and when; returns the last row."""
    values: dict[layout.ReviewField, str | date | None] = {"reviewer": begun.reviewer, "review_day": begun.day}
    for field, label in layout.REVIEW_LABELS:
        row += 1
        _setting_line(sheet, row, field, label, values[field] or None)
    return row


def _write_what_this_is(sheet: Worksheet, checklist: Checklist, today: date, logo: Logo | None) -> int:
    """The title, a logo if there is one, and what the checklist is; returns the last row."""
    widths(sheet, (34, 82))
    row = 1
    put(sheet, row, 1, checklist.title, styles.TITLE).alignment = styles.ONE_LINE
    sheet.row_dimensions[1].height = 30
    if logo:
        row += 1
        put_logo(sheet, row, logo)
    for text in filter(None, (checklist.caution, checklist.purpose, in_force.sentence(checklist, today))):
        row += 1
        _line(sheet, row, "", text)
    return row


def _section(sheet: Worksheet, row: int, title: str) -> int:
    put(sheet, row, 1, title, styles.HEADING).alignment = styles.ONE_LINE
    sheet.row_dimensions[row].height = 22
    return row


def _line(sheet: Worksheet, row: int, name: str, text: str) -> None:
    put(sheet, row, 1, name or None, styles.BOLD)
    put(sheet, row, 2, text)
    sheet.row_dimensions[row].height = height([(text, 82), (name, 34)])


def _setting_line(sheet: Worksheet, row: int, field: str, label: str, value: str | date | None) -> Cell:
    put(sheet, row, 1, label, styles.BOLD)
    cell = put(sheet, row, 2, value)
    cell.border = styles.BOX
    if field != "kind":
        cell.fill, cell.protection = styles.TYPING_FILL, styles.OPEN
    cell.number_format = TEXT_FORMAT
    if field in {"audit_date", "review_day"}:
        cell.number_format = DATE_FORMAT
        cell.alignment = styles.LEFT
    sheet.row_dimensions[row].height = 20
    return cell


def _setting_value(field: layout.SettingField, checklist: Checklist, answers: Audit) -> str | date | None:
    setting = answers.setting
    values: dict[layout.SettingField, str | date | None] = {
        "name": setting.name,
        "kind": checklist.kind_title() if checklist.kind != ANY_KIND else layout.ANY_KIND_WORDS,
        "urn": setting.urn,
        "group": setting.group,
        "completed_by": answers.completed_by,
        "audit_date": answers.audit_date,
    }
    return values[field] or None
