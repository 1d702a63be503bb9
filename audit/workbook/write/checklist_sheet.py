"""The sheet of questions: a row a criterion, with what helps to choose a rating, and the cells to fill."""

from datetime import date
from typing import Literal

from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule as FormatRule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from audit.judgement.review import Opinion, ReviewCopy
from audit.model import LAST_YEAR, Audit, Checklist, Criterion, Rating, Response
from audit.model.response_fields import FIELDS, OURS, CarryRule, CellKind
from audit.spreadsheet import accessibility, styles
from audit.spreadsheet.cells import DATE_FORMAT, TEXT_FORMAT, formula, growing, header, height, put, widths
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout
from audit.workbook.layout import FIRST_ROW, GROUP_ROW, HEADING_ROW, Arrangement, Column
from audit.workbook.write import figures_sheet, rating_styles

_DATES = frozenset(field.name for field in FIELDS if field.holds is CellKind.DATE)
_CHOOSE = f"Choose {', '.join(tuple(Rating)[:-1])} or {tuple(Rating)[-1]}."
_BESIDE_TYPING = "Please type in the pale yellow cells. Keep what you typed here all the same?"
_LARGER = {"Question", "Rating", "Reviewer's rating", "Agreed rating"}
_RATINGS = {"rating", "reviewer_rating", "agreed_rating"}
_LARGER_BY = 1.25
"""How much wider bold letters of the larger size are than those that heights are counted with."""
_MARKED = frozenset(field.name for field in FIELDS if field.carried is CarryRule.MARKED)
_OF_LAST_YEAR = (
    f"{LAST_YEAR} marks last year's words: bring them up to date and take the mark away, or they do not count."
)


def write(
    sheet: Worksheet, checklist: Checklist, answers: Audit, places: dict[str, int], review: ReviewCopy | None = None
) -> None:
    """Write a row for each criterion.

    Args:
        sheet: the sheet.
        checklist: as one kind of setting is asked it.
        answers: what is filled in already.
        places: the row of each question on the sheet that guides, by its Ref.
        review: what a review is begun with, where it is one: the leader's cells are locked, and the reviewer's open.
    """
    columns = layout.REVIEW if review else layout.ORDINARY
    questions = len(checklist.criteria)
    _write_heads(sheet, columns, questions)
    given_first = dict(review.first) if review else {}
    opinions = {o.ref: o for o in review.given.opinions} if review and review.given else {}
    themes = [theme.id for theme in checklist.themes]
    for row, criterion in enumerate(checklist.criteria, start=FIRST_ROW):
        values = _values(criterion, checklist, answers.response(criterion.id))
        if why := given_first.get(criterion.id):
            values["Check first"] = f"Yes: {why[0].lower()}{why[1:]}"
        if opinion := opinions.get(criterion.id):
            values |= _of_reviewer(opinion)
        tinted = themes.index(criterion.theme) % 2 == 0
        _write_criterion(sheet, row, columns, values, tinted=tinted, review=review is not None)
        _link_number(sheet, row, places[criterion.id])
    carried = any(field.value(given) for given in answers.responses for field in OURS)
    _hide(sheet, columns, carried=carried, review=review is not None)
    _validate(sheet, columns, questions, carried=carried, review=review is not None)
    _colour_ratings(sheet, columns, questions)
    _mark_themes(sheet, columns, questions)
    _open_at(sheet, columns, "Reviewer's rating" if review else "Rating")
    sheet.auto_filter.ref = columns.table(questions)
    _print(sheet, columns, questions, review=review is not None)


def _write_heads(sheet: Worksheet, columns: Arrangement, questions: int) -> None:
    """The row that says what groups of columns are for, and the row of headings."""
    widths(sheet, [column.width for column in columns.columns])
    for number, column in enumerate(columns.columns, start=1):
        cell = put(sheet, GROUP_ROW, number, column.group or None, styles.SMALL_BOLD)
        cell.fill, cell.alignment = styles.GROUP_FILL, styles.ONE_LINE
    count = formula(
        sheet,
        GROUP_ROW,
        columns.number("Question"),
        f'"Answered: "&{layout.ANSWERED_NAME}&" of {questions}"',
        styles.SMALL_BOLD,
    )
    count.border, count.alignment = styles.NO_BORDER, styles.ONE_LINE
    header(sheet, HEADING_ROW, [column.heading for column in columns.columns])
    sheet.row_dimensions[GROUP_ROW].height, sheet.row_dimensions[HEADING_ROW].height = 18, 30


def _values(criterion: Criterion, checklist: Checklist, given: Response) -> dict[str, str | date | None]:
    return {
        "Theme": checklist.theme(criterion.theme).title,
        "Question": criterion.question,
        "Ref": criterion.id,
        "What met looks like": criterion.met,
        "What partly met looks like": criterion.partly,
    } | {field.heading: field.value(given) for field in FIELDS}


def _of_reviewer(opinion: Opinion) -> dict[str, str | date | None]:
    return {
        "Reviewer's rating": opinion.rating and opinion.rating.value,
        "Reviewer's reason": opinion.reason or None,
        "Agreed rating": opinion.agreed and opinion.agreed.value,
        "Agreed because": opinion.agreed_reason or None,
    }


def _write_criterion(  # noqa: PLR0913 - each is named
    sheet: Worksheet,
    row: int,
    columns: Arrangement,
    values: dict[str, str | date | None],
    *,
    tinted: bool,
    review: bool,
) -> None:
    texts = []
    for number, column in enumerate(columns.columns, start=1):
        value = values.get(column.heading)
        cell = put(sheet, row, number, value)
        cell.border = styles.BOX
        _dress(cell, column, tinted=tinted)
        if column.heading == "Check first" and value:
            cell.fill = styles.MARKED_FILL
        if _is_open(column, review=review):
            cell.fill, cell.protection = styles.TYPING_FILL, styles.OPEN
        if not column.hidden:
            larger = _LARGER_BY if column.heading in _LARGER else 1
            texts.append((str(value or ""), column.width / larger))
    ref = f"${columns.letter('Ref')}{row}"
    needed = figures_sheet.beside(ref, "Still needed")
    formula(sheet, row, columns.number("Still needed"), f'IFERROR({needed},"")')
    growing(sheet, row, height(texts))


def _dress(cell: Cell, column: Column, *, tinted: bool) -> None:
    """Font, format and tint of a cell."""
    if column.heading in _LARGER:
        cell.font = styles.LARGER
    elif column.heading == "Check first":
        cell.font = styles.BOLD
    elif column.heading == "Theme":
        cell.font = styles.SMALL
    if tinted and column.heading in {"No.", "Theme"}:
        cell.fill = styles.TINT_FILL
    if column.field in _DATES:
        cell.number_format, cell.alignment = DATE_FORMAT, styles.LEFT
    elif column.typing and column.field not in layout.REVIEWERS_OWN | {"rating"}:
        cell.number_format = TEXT_FORMAT


def _is_open(column: Column, *, review: bool) -> bool:
    return column.typing and (column.field in layout.REVIEWERS_OWN) == review


def _link_number(sheet: Worksheet, row: int, place: int) -> None:
    """The number of a question, by which the order can be restored, as a link to what helps with it."""
    cell = put(sheet, row, 1, None, styles.LINKED_NUMBER)
    cell.value, cell.alignment = row - HEADING_ROW, styles.CENTRED
    cell.hyperlink = Hyperlink(
        ref=cell.coordinate, location=f"'{layout.GUIDE}'!A{place}", tooltip="Why, evidence, first step, sources"
    )
    cell.font = styles.LINKED_NUMBER


def _hide(sheet: Worksheet, columns: Arrangement, *, carried: bool, review: bool) -> None:
    """Hide what is the reader's alone, and what stands only where last year's answers were carried forward."""
    hidden = {column.heading for column in columns.columns if column.hidden}
    if not carried:
        hidden |= {field.heading for field in OURS}
    if review:
        hidden.add("Still needed")
    for heading in hidden:
        sheet.column_dimensions[columns.letter(heading)].hidden = True


def _validate(sheet: Worksheet, columns: Arrangement, questions: int, *, carried: bool, review: bool) -> None:
    """Drop-downs, and one hint a column: programs leave them where they are when rows are sorted.

    The lists come from ranges: a list written out breaks at commas and at 255 characters.
    """
    reading = DataValidation(type="custom", formula1="FALSE", allow_blank=True, showErrorMessage=True)
    reading.errorStyle, reading.errorTitle, reading.error = "warning", "This column is for reading", _BESIDE_TYPING
    for column in columns.columns:
        cells = columns.cells(column.heading, questions)
        if column.field in _RATINGS:
            rule = DataValidation(type="list", formula1=layout.RATINGS_NAME, allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = "Not a rating", _CHOOSE
            rule.add(cells)
            sheet.add_data_validation(rule)
        elif not _is_open(column, review=review):
            reading.add(cells)
        else:
            rule = DataValidation(allow_blank=True)
            if column.field == "status":
                rule = DataValidation(type="list", formula1=layout.STATUSES_NAME, allow_blank=True)
                rule.showErrorMessage = False
            marked = carried and column.field in _MARKED
            _hint(sheet, rule, cells, column, f"\n{_OF_LAST_YEAR}" if marked else "")
    if not review:  # there, what is for reading is locked
        sheet.add_data_validation(reading)


def _hint(sheet: Worksheet, rule: DataValidation, cells: str, column: Column, more: str) -> None:
    """A message beside a cell while it is chosen. Spreadsheet programs allow 32 characters of title and 255 of text."""
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = column.heading, column.hint + more
    rule.add(cells)
    sheet.add_data_validation(rule)


def _colour_ratings(sheet: Worksheet, columns: Arrangement, questions: int) -> None:
    for column in columns.columns:
        if column.field not in _RATINGS:
            continue
        for rating in Rating:
            formula = f'${columns.letter(column.heading)}{FIRST_ROW}="{rating.value}"'
            rule = FormatRule(type="expression", dxf=rating_styles.rating_style(rating), formula=[formula])
            sheet.conditional_formatting.add(columns.cells(column.heading, questions), rule)


def _mark_themes(sheet: Worksheet, columns: Arrangement, questions: int) -> None:
    """A line where the theme changes, however the rows are sorted."""
    theme, last = columns.letter("Theme"), letter(len(columns.columns) - 1)
    formula = f"${theme}{FIRST_ROW}<>${theme}{HEADING_ROW}"
    rule = FormatRule(type="expression", dxf=DifferentialStyle(border=styles.ABOVE), formula=[formula])
    sheet.conditional_formatting.add(f"A{FIRST_ROW}:{last}{layout.last_row(questions)}", rule)


def _open_at(sheet: Worksheet, columns: Arrangement, heading: str) -> None:
    """Question and rating stay in sight, and the first cell below a heading is chosen, to begin with."""
    after = letter(columns.number("Rating"))
    sheet.freeze_panes = f"{after}{FIRST_ROW}"
    view = sheet.sheet_view
    first = f"{columns.letter(heading)}{FIRST_ROW}"
    pane: Literal["bottomLeft", "bottomRight"] = "bottomLeft" if heading == "Rating" else "bottomRight"
    if view.pane is not None:  # it is there as soon as something is frozen
        view.pane.activePane = pane
    for selection in view.selection:
        if selection.pane == pane:
            selection.activeCell, selection.sqref = first, first


def _print(sheet: Worksheet, columns: Arrangement, questions: int, *, review: bool) -> None:
    """As a form: on each page question and rating, and beside them what is to be read, or what was written."""
    accessibility.print_on_a4(sheet, across=3 if review else 2)
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.print_area = columns.table(questions, last="Notes" if review else "By when")
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.print_title_cols = f"A:{columns.letter('Rating')}"
    for heading in ("Agreed because", "What partly met looks like") if review else ("What partly met looks like",):
        sheet.col_breaks.append(Break(id=columns.number(heading)))
