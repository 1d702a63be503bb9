"""The workbook a leader fills: Start here, Checklist, Summary, Sources, and a hidden sheet of details."""

import io
import math
import re
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule as FormatRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

import audit
from audit import edition
from audit.model import ANY_KIND, Audit, Certainty, Checklist, Criterion, Duty, Provision, Rating, Response
from audit.workbook import layout, styles

_DATE_FORMAT = "dd/mm/yyyy"
_MOST_TEXT = 32_767
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def build(checklist: Checklist, answers: Audit, today: date) -> bytes:
    """A workbook as bytes, with whatever ``answers`` already holds filled in (nothing, for a new one).

    Args:
        checklist: as one kind of setting is asked it.
        answers: the setting's details, and responses to put in.
        today: the day it is made, for the edition sentence.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {n: book.create_sheet(n) for n in (layout.START, layout.CHECKLIST, layout.SUMMARY, layout.SOURCES)}
    meta = book.create_sheet(layout.META)
    details = _details(checklist)
    _write_meta(meta, details)
    _write_properties(book, checklist, details)
    places = _write_sources(sheets[layout.SOURCES], checklist, today)
    _write_checklist(sheets[layout.CHECKLIST], checklist, answers, places)
    _write_summary(sheets[layout.SUMMARY], checklist)
    _write_start(sheets[layout.START], checklist, answers, today)
    ratings = f"'{layout.META}'!$D$2:$D$5"
    book.defined_names[layout.RATINGS_NAME] = DefinedName(layout.RATINGS_NAME, attr_text=ratings)
    for sheet in sheets.values():
        _protect(sheet)
        _print_on_a4(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(sheet: Worksheet, row: int, column: int, value: str | date | None, font: Font = styles.BODY) -> Cell:
    """Write a value that may have come from outside: text stays text, whatever it begins with."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):  # openpyxl gives a MergedCell inside a merged range, and we merge nothing
        raise TypeError(f"{sheet.title}!{cell.coordinate} is merged")
    if isinstance(value, str):
        value = _UNWRITABLE.sub("\ufffd", value)[:_MOST_TEXT]
    cell.value = value
    if isinstance(value, str) and value[:1] in "=+-@\t\r":
        cell.data_type = "s"
        cell.quotePrefix = True
    cell.font = font
    cell.alignment = styles.WRAP
    return cell


def _details(checklist: Checklist) -> dict[str, str]:
    return {
        "format": str(layout.FORMAT),
        "checklist": checklist.id,
        "edition": checklist.edition,
        "digest": checklist.digest,
        "kind": checklist.kind,
        "tool": audit.__version__,
    }


def _write_meta(sheet: Worksheet, details: dict[str, str]) -> None:
    sheet.sheet_state = "hidden"
    put(sheet, 1, 1, layout.MARKER)
    put(sheet, 1, 2, "Details this tool needs. Please leave this sheet as it is.")
    for row, (key, value) in enumerate(details.items(), start=2):
        put(sheet, row, 1, key)
        put(sheet, row, 2, value)
    put(sheet, 1, 4, "Ratings")
    for row, rating in enumerate(Rating, start=2):
        put(sheet, row, 4, rating.value)
    sheet.protection.sheet = True


def _write_properties(book: Workbook, checklist: Checklist, details: dict[str, str]) -> None:
    book.properties.title = checklist.title
    book.properties.subject = checklist.purpose
    book.properties.creator = f"safeguarding-audit {audit.__version__}"
    book.properties.language = "en-GB"
    for key, value in details.items():
        book.custom_doc_props.append(StringProperty(name=f"{layout.MARKER}:{key}", value=value))  # type: ignore[attr-defined]


def _header(sheet: Worksheet, row: int, headings: Sequence[str]) -> None:
    for number, heading in enumerate(headings, start=1):
        cell = put(sheet, row, number, heading, styles.HEADER)
        cell.fill, cell.border, cell.alignment = styles.HEADER_FILL, styles.BOX, styles.WRAP_MIDDLE


def _widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    for index, width in enumerate(widths):
        sheet.column_dimensions[layout.letter(index)].width = width


def _height(texts: Iterable[tuple[str, float]]) -> float:
    """Points for a row so that wrapped text is not cut: each text with the width of its column in characters."""
    lines = max(
        (sum(max(1, math.ceil(len(line) * 1.12 / width)) for line in text.split("\n")) for text, width in texts),
        default=1,
    )
    return min(409.0, 6 + 13.0 * lines)


def _write_sources(sheet: Worksheet, checklist: Checklist, today: date) -> dict[str, int]:
    """One row a provision; returns the row of each by its id, for the links from the checklist."""
    headings = (
        "Source",
        "Where in it",
        "What it says, in our words",
        "Force",
        "Binds",
        "How sure",
        "Address",
        "Status",
    )
    widths = (30, 24, 60, 12, 28, 26, 44, 34)
    _widths(sheet, widths)
    _header(sheet, 1, headings)
    places: dict[str, int] = {}
    for row, provision in enumerate(checklist.cited(), start=2):
        places[provision.id] = row
        texts = _source_row(provision, checklist, today)
        for number, text in enumerate(texts, start=1):
            put(sheet, row, number, text).border = styles.BOX
        address = sheet.cell(row, 7)
        address.hyperlink = Hyperlink(ref=address.coordinate, target=provision.address, tooltip=provision.citation)
        address.font = styles.LINKED
        sheet.row_dimensions[row].height = _height(zip(texts, widths, strict=True))
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{layout.letter(len(headings) - 1)}{len(places) + 1}"
    sheet.print_title_rows = "1:1"
    return places


def _source_row(provision: Provision, checklist: Checklist, today: date) -> tuple[str, ...]:
    source = provision.source
    sure = {Certainty.TEXT: "Read in the document", Certainty.SECONDARY: "At second hand: check the document"}
    status = source.status.capitalize()
    if source.replaced_by(today) and source.superseded_by and source.superseded_on:
        new = checklist.source(source.superseded_by).short
        status += f". Replaced on {edition.in_words(source.superseded_on)} by {new}"
    return (
        source.title,
        provision.locator,
        provision.paraphrase,
        provision.force.meaning,
        provision.binds,
        sure[provision.certainty],
        provision.address,
        status,
    )


def _write_checklist(sheet: Worksheet, checklist: Checklist, answers: Audit, places: dict[str, int]) -> None:
    _header(sheet, 1, [column.heading for column in layout.COLUMNS])
    _widths(sheet, [column.width for column in layout.COLUMNS])
    sheet.row_dimensions[1].height = 32
    for row, criterion in enumerate(checklist.criteria, start=2):
        _write_criterion(sheet, row, criterion, checklist, answers.response(criterion.id))
        link = sheet[f"{layout.column_letter('Source')}{row}"]
        target = f"'{layout.SOURCES}'!A{places[criterion.cites[0].id]}"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=target, tooltip="See the source")
        link.font = styles.LINKED
    last = len(checklist.criteria) + 1
    _validate(sheet, last)
    _colour_ratings(sheet, last)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{layout.letter(len(layout.COLUMNS) - 1)}{last}"
    sheet.print_title_rows = "1:1"


def _write_criterion(sheet: Worksheet, row: int, criterion: Criterion, checklist: Checklist, given: Response) -> None:
    second_hand = "\n(known at second hand only)" if criterion.second_hand else ""
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
        "Rating": given.rating.value if given.rating else None,
        "Evidence": given.evidence or None,
        "Notes": given.notes or None,
        "Action": given.action or None,
        "Owner": given.owner or None,
        "Due": given.due or given.due_words or None,
    }
    for number, column in enumerate(layout.COLUMNS, start=1):
        cell = put(sheet, row, number, values[column.heading])
        cell.border = styles.BOX
        if column.heading == "Question":
            cell.font = styles.BOLD
        if column.typing:
            cell.fill, cell.protection = styles.TYPING_FILL, styles.OPEN
        if column.field == "due":
            cell.number_format = _DATE_FORMAT
    texts = [(str(values[column.heading] or ""), column.width) for column in layout.COLUMNS]
    sheet.row_dimensions[row].height = _height(texts)


def _validate(sheet: Worksheet, last: int) -> None:
    """Drop-downs and hints. The ratings come from a range: a list written out breaks at commas and at 255 signs."""
    for column in layout.COLUMNS:
        if not column.typing:
            continue
        cells = f"{layout.column_letter(column.heading)}2:{layout.column_letter(column.heading)}{last}"
        if column.field == "rating":
            rule = DataValidation(type="list", formula1=layout.RATINGS_NAME, allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = "Not a rating", "Choose Met, Partly met, Not met or Not applicable."
        else:
            rule = DataValidation(allow_blank=True)
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = column.heading, column.hint
        rule.add(cells)
        sheet.add_data_validation(rule)


def _colour_ratings(sheet: Worksheet, last: int) -> None:
    letter = layout.column_letter("Rating")
    for rating in Rating:
        formula = f'${letter}2="{rating.value}"'
        rule = FormatRule(type="expression", dxf=styles.rating_style(rating), formula=[formula])
        sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", rule)


def _write_summary(sheet: Worksheet, checklist: Checklist) -> None:
    """How far the filling has come, live. Scores are the report's business: they are not copied here."""
    put(sheet, 1, 1, "How far you have come", styles.TITLE).alignment = styles.ONE_LINE
    put(sheet, 2, 1, "These figures change as you fill in the sheet 'Checklist'.")
    headings = ("Theme", "Questions", "Answered", "To do", *(rating.value for rating in Rating))
    _header(sheet, 4, headings)
    _widths(sheet, (44, 12, 12, 12, 12, 12, 12, 16))
    last = len(checklist.criteria) + 1
    themes = f"'{layout.CHECKLIST}'!$B$2:$B${last}"
    letter = layout.column_letter("Rating")
    ratings = f"'{layout.CHECKLIST}'!${letter}$2:${letter}${last}"
    row = 4
    for row, theme in enumerate(checklist.themes, start=5):
        put(sheet, row, 1, theme.title)
        sheet.cell(row, 2).value = f"=COUNTIFS({themes},$A{row})"
        sheet.cell(row, 3).value = f"=SUM(E{row}:H{row})"
        sheet.cell(row, 4).value = f"=B{row}-C{row}"
        for number, rating in enumerate(Rating, start=5):
            sheet.cell(row, number).value = f'=COUNTIFS({themes},$A{row},{ratings},"{rating.value}")'
    total = row + 1
    put(sheet, total, 1, "All themes")
    for number in range(2, len(headings) + 1):
        sheet.cell(total, number).value = f"=SUM({layout.letter(number - 1)}5:{layout.letter(number - 1)}{row})"
    for cells in sheet.iter_rows(min_row=5, max_row=total, max_col=len(headings)):
        for cell in cells:
            cell.border, cell.alignment = styles.BOX, styles.WRAP
            cell.font = styles.BOLD if cell.row == total else styles.BODY
    sheet.freeze_panes = "B5"
    sheet.print_title_rows = "4:4"


def _write_start(sheet: Worksheet, checklist: Checklist, answers: Audit, today: date) -> None:
    _widths(sheet, (34, 82))
    row = 1
    put(sheet, row, 1, checklist.title, styles.TITLE).alignment = styles.ONE_LINE
    sheet.row_dimensions[1].height = 30
    for text in filter(None, (checklist.caution, checklist.purpose, edition.sentence(checklist, today))):
        row += 1
        _line(sheet, row, "", text)
    row = _section(sheet, row + 2, "Your setting")
    for field, label in layout.SETTING_LABELS:
        row += 1
        _setting_line(sheet, row, field, label, _setting_value(field, checklist, answers))
    for title, lines in _HELP:
        row = _section(sheet, row + 2, title)
        for name, text in lines:
            row += 1
            _line(sheet, row, name, text)
    row = _section(sheet, row + 2, "Go to")
    for name in (layout.CHECKLIST, layout.SUMMARY, layout.SOURCES):
        row += 1
        cell = put(sheet, row, 1, name, styles.LINKED)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
        cell.font = styles.LINKED


def _section(sheet: Worksheet, row: int, title: str) -> int:
    put(sheet, row, 1, title, styles.HEADING).alignment = styles.ONE_LINE
    sheet.row_dimensions[row].height = 22
    return row


def _line(sheet: Worksheet, row: int, name: str, text: str) -> None:
    put(sheet, row, 1, name or None, styles.BOLD)
    put(sheet, row, 2, text)
    sheet.row_dimensions[row].height = _height([(text, 82), (name, 34)])


def _setting_line(sheet: Worksheet, row: int, field: str, label: str, value: str | date | None) -> None:
    put(sheet, row, 1, label, styles.BOLD)
    cell = put(sheet, row, 2, value)
    cell.border = styles.BOX
    if field != "kind":
        cell.fill, cell.protection = styles.TYPING_FILL, styles.OPEN
    if field == "audit_date":
        cell.number_format = _DATE_FORMAT
        cell.alignment = styles.LEFT
    sheet.row_dimensions[row].height = 20


def _setting_value(field: layout.SettingField, checklist: Checklist, answers: Audit) -> str | date | None:
    setting = answers.setting
    values: dict[layout.SettingField, str | date | None] = {
        "name": setting.name,
        "kind": checklist.kind_title() if checklist.kind != ANY_KIND else "Any: every question is asked",
        "urn": setting.urn,
        "group": setting.group,
        "completed_by": answers.completed_by,
        "audit_date": answers.audit_date,
    }
    return values[field] or None


_HELP: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "What to do",
        (
            ("1. Fill in your setting", "The pale yellow cells above are yours to fill."),
            ("2. Answer each question", "On the sheet 'Checklist', choose a rating. The row says what met looks like."),
            ("3. Name your evidence", "Say what shows it and where it is kept. A rating without evidence counts less."),
            (
                "4. Say what you will do",
                "Where it is not met, write an action, an owner and a date; or leave it to us.",
            ),
            ("5. Save and make the report", "Run: safeguarding-audit report followed by the name of this file."),
        ),
    ),
    (
        "What the ratings mean",
        (
            (Rating.MET.value, "All of what 'met' looks like is in place, and you could show it to a visitor."),
            (Rating.PARTLY.value, "You are where 'partly met' describes, or close to it."),
            (Rating.NOT_MET.value, "It is not in place yet. That is worth knowing: it becomes an action."),
            (Rating.NOT_APPLICABLE.value, "It cannot apply to you. Say why in 'Notes'. It is left out of the score."),
            ("Left blank", "You have not answered yet. It earns nothing and is shown as unanswered."),
        ),
    ),
    (
        "What the duties mean",
        (
            (Duty.MUST.meaning, "The law requires it. Anything but met is a breach."),
            (Duty.SHOULD.meaning, "Statutory guidance: to be followed unless there are exceptional circumstances."),
            (Duty.ADVICE.meaning, "Government or regulator advice: good practice."),
        ),
    ),
    (
        "Please",
        (
            ("Nothing about a child", "No names, initials, dates of birth or numbers of a child or family, anywhere."),
            ("Keep the headings", "Sort, filter and add columns as you like. Keep the heading row and the Ref column."),
        ),
    ),
)


def _protect(sheet: Worksheet) -> None:
    """Guards against slips, not against people: no password, and filters, sorting and sizes stay free."""
    sheet.protection.sheet = True
    for freed in ("sort", "autoFilter", "formatColumns", "formatRows"):
        setattr(sheet.protection, freed, False)


def _print_on_a4(sheet: Worksheet) -> None:
    start, questions = sheet.title == layout.START, sheet.title == layout.CHECKLIST
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "portrait" if start else "landscape"
    # The checklist is two pages wide: what is asked, and beside it the question again with what was answered.
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 2 if questions else 1, 1 if start else 0
    if questions:
        sheet.print_title_cols = f"A:{layout.column_letter('Question')}"
        sheet.col_breaks.append(Break(id=[c.heading for c in layout.COLUMNS].index("Rating")))
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if footer := sheet.oddFooter:
        footer.left.text, footer.right.text = "&A", "Page &P of &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.sheet_view.showGridLines = False
