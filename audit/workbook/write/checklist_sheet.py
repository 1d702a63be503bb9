"""The sheet of questions: a row a criterion, with all that helps to answer it, and the cells to fill."""

from datetime import date

from openpyxl.formatting.rule import Rule as FormatRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit.model import Audit, Certainty, Checklist, Criterion, Rating, Response
from audit.model.response_fields import FIELDS, OURS, CellKind
from audit.spreadsheet import styles
from audit.spreadsheet.cells import DATE_FORMAT, TEXT_FORMAT, formula, header, height, put, widths
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout
from audit.workbook.write import figures_sheet, rating_styles

_DATES = frozenset(field.name for field in FIELDS if field.holds is CellKind.DATE)
_CHOOSE = f"Choose {', '.join(tuple(Rating)[:-1])} or {tuple(Rating)[-1]}."


def write(sheet: Worksheet, checklist: Checklist, answers: Audit, places: dict[str, int]) -> None:
    """Write a row for each criterion. ``places`` has the row of each provision on the sheet of sources, by its id."""
    header(sheet, 1, [column.heading for column in layout.COLUMNS])
    widths(sheet, [column.width for column in layout.COLUMNS])
    sheet.row_dimensions[1].height = 32
    for row, criterion in enumerate(checklist.criteria, start=2):
        _write_criterion(sheet, row, criterion, checklist, answers.response(criterion.id))
        link = sheet[f"{layout.column_letter('Source')}{row}"]
        target = f"'{layout.SOURCES}'!A{places[criterion.cites[0].id]}"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=target, tooltip="See the source")
        link.font = styles.LINKED
    last = len(checklist.criteria) + 1
    if not any(field.value(given) for given in answers.responses for field in OURS):
        for field in OURS:
            sheet.column_dimensions[layout.column_letter(field.heading)].hidden = True
    _validate(sheet, checklist)
    _colour_ratings(sheet, last)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{letter(len(layout.COLUMNS) - 1)}{last}"
    sheet.print_title_rows = "1:1"


def _write_criterion(sheet: Worksheet, row: int, criterion: Criterion, checklist: Checklist, given: Response) -> None:
    second_hand = f"\n({Certainty.SECONDARY.meaning} only)" if criterion.second_hand else ""
    values: dict[str, str | date | None] = {
        "Ref": criterion.id,
        "Theme": checklist.theme(criterion.theme).title,
        "Question": criterion.question,
        "What met looks like": criterion.met,
        "What partly met looks like": criterion.partly,
        "Evidence to look for": "\n".join(f"\u2022 {item}" for item in criterion.evidence),
        "Duty": criterion.duty.meaning,
        "Rests on": "\n".join(p.citation for p in criterion.cites) + second_hand,
        "Source": "See source",
        "Still needed": None,
    }
    values |= {field.heading: field.value(given) for field in FIELDS}
    for number, column in enumerate(layout.COLUMNS, start=1):
        cell = put(sheet, row, number, values[column.heading])
        cell.border = styles.BOX
        if column.heading == "Question":
            cell.font = styles.BOLD
        if column.typing:
            cell.fill, cell.protection = styles.TYPING_FILL, styles.OPEN
        if column.field in _DATES:
            cell.number_format, cell.alignment = DATE_FORMAT, styles.LEFT
        elif column.typing and column.field != "rating":
            cell.number_format = TEXT_FORMAT
    ref = f"${layout.column_letter('Ref')}{row}"
    formula(sheet, row, len(layout.COLUMNS), f'IFERROR({figures_sheet.beside(ref, "Still needed")},"")')
    texts = [(str(values[column.heading] or ""), column.width) for column in layout.COLUMNS]
    sheet.row_dimensions[row].height = height(texts)


def _validate(sheet: Worksheet, checklist: Checklist) -> None:
    """Drop-downs and hints. The lists come from ranges: a list written out breaks at commas and at 255 characters."""
    last = len(checklist.criteria) + 1
    for column in layout.COLUMNS:
        if not column.typing or column.field == "rating":
            continue
        letter = layout.column_letter(column.heading)
        rule = DataValidation(allow_blank=True)
        if column.field == "status":
            rule = DataValidation(type="list", formula1=layout.STATUSES_NAME, allow_blank=True, showErrorMessage=False)
        _hint(sheet, rule, f"{letter}2:{letter}{last}", column.heading, column.hint)
    letter = layout.column_letter("Rating")
    for row, criterion in enumerate(checklist.criteria, start=2):
        rule = DataValidation(type="list", formula1=layout.RATINGS_NAME, allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = "Not a rating", _CHOOSE
        looks = f"Met: {_shortened(criterion.met, 110)}\nPartly met: {_shortened(criterion.partly, 110)}"
        _hint(sheet, rule, f"{letter}{row}", _shortened(criterion.title, 32), looks)


def _hint(sheet: Worksheet, rule: DataValidation, cells: str, title: str, text: str) -> None:
    """A message beside a cell while it is chosen. Spreadsheet programs allow 32 characters of title and 255 of text."""
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = title, text
    rule.add(cells)
    sheet.add_data_validation(rule)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "\u2026"


def _colour_ratings(sheet: Worksheet, last: int) -> None:
    letter = layout.column_letter("Rating")
    for rating in Rating:
        formula = f'${letter}2="{rating.value}"'
        rule = FormatRule(type="expression", dxf=rating_styles.rating_style(rating), formula=[formula])
        sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", rule)
