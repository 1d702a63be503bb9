"""What makes a leader's checklist a reviewer's: their words locked, and columns beside them for the reviewer's own."""

from openpyxl.formatting.rule import Rule as FormatRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from audit.judgement.review import ReviewCopy, fingerprint
from audit.model import Audit, Checklist, Rating
from audit.spreadsheet import styles
from audit.spreadsheet.cells import header, height, put
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout
from audit.workbook.write import rating_styles

_FIRST, _RATING, _REASON = (column.heading for column in layout.REVIEW_COLUMNS)


def fingerprints(answers: Audit, review: ReviewCopy | None) -> dict[str, str]:
    """What the hidden sheet keeps of each answer, so that a change made during the review is seen."""
    if review is None:
        return {}
    left_out = set(review.without_fingerprint)
    return {f"{layout.FINGERPRINT}{r.ref}": fingerprint(r) for r in answers.responses if r.ref not in left_out}


def add(sheet: Worksheet, checklist: Checklist, review: ReviewCopy) -> None:
    """Lock what the leader typed, and add the reviewer's columns after the last."""
    first, last = len(layout.COLUMNS) + 1, len(checklist.criteria) + 1
    _lock(sheet, last)
    headings = [column.heading for column in (*layout.COLUMNS, *layout.REVIEW_COLUMNS)]
    header(sheet, 1, headings)
    for number, column in enumerate(layout.REVIEW_COLUMNS, start=first):
        sheet.column_dimensions[letter(number - 1)].width = column.width
    marked = dict(review.first)
    for row, criterion in enumerate(checklist.criteria, start=2):
        why = marked.get(criterion.id)
        _add_row(sheet, row, first, f"Yes: {why[0].lower()}{why[1:]}" if why else None)
    _validate(sheet, last)
    sheet.column_dimensions[layout.column_letter("Still needed")].hidden = True
    sheet.auto_filter.ref = f"A1:{letter(len(headings) - 1)}{last}"


def _lock(sheet: Worksheet, last: int) -> None:
    for number, column in enumerate(layout.COLUMNS, start=1):
        for row in range(2, last + 1) if column.typing else ():
            cell = sheet.cell(row, number)
            cell.fill, cell.protection = styles.NO_FILL, styles.LOCKED


def _add_row(sheet: Worksheet, row: int, first: int, why: str | None) -> None:
    mark = put(sheet, row, first, why, styles.BOLD)
    mark.border = styles.BOX
    if why:
        mark.fill = styles.MARKED_FILL
        own = sheet.row_dimensions[row]
        own.height = max(own.height or 0, height([(why, layout.REVIEW_COLUMNS[0].width)]))
    for number in range(first + 1, first + len(layout.REVIEW_COLUMNS)):
        cell = put(sheet, row, number, None)
        cell.border, cell.fill, cell.protection = styles.BOX, styles.TYPING_FILL, styles.OPEN


def _validate(sheet: Worksheet, last: int) -> None:
    """The leader's drop-downs and hints stay where they are, with what met looks like; the reviewer gets the same."""
    letter = layout.column_letter(_RATING)
    for theirs in [rule for rule in sheet.data_validations.dataValidation if rule.formula1 == layout.RATINGS_NAME]:
        rows = str(theirs.sqref).removeprefix(layout.column_letter("Rating"))
        own = DataValidation(type="list", formula1=layout.RATINGS_NAME, allow_blank=True, showErrorMessage=True)
        own.errorTitle, own.error = theirs.errorTitle, theirs.error
        own.showInputMessage, own.promptTitle, own.prompt = True, theirs.promptTitle, theirs.prompt
        own.add(f"{letter}{rows}")
        sheet.add_data_validation(own)
    reason = DataValidation(allow_blank=True, showInputMessage=True)
    reason.promptTitle, reason.prompt = _REASON, layout.REVIEW_COLUMNS[-1].hint
    reason.add(f"{layout.column_letter(_REASON)}2:{layout.column_letter(_REASON)}{last}")
    sheet.add_data_validation(reason)
    for rating in Rating:
        formula = f'${letter}2="{rating.value}"'
        rule = FormatRule(type="expression", dxf=rating_styles.rating_style(rating), formula=[formula])
        sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", rule)
