"""A checklist as a workbook for the people who write one: every criterion a row, with all that may be chosen beside it.

What is written is read again and compared before anybody gets it: see :func:`build`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit import model
from audit.checklist.library import from_document
from audit.checklist.shape import ChecklistFileShape
from audit.checklist.shelf import Shelf
from audit.checklist.spreadsheet import help_sheet, reader, to_rows
from audit.checklist.spreadsheet import layout as contract
from audit.checklist.spreadsheet.layout import Heading, SheetTable
from audit.problems import AuditError, Where, problem
from audit.spreadsheet import accessibility, saving, styles
from audit.spreadsheet.cells import DATE_FORMAT, header, height, put, widths
from audit.spreadsheet.coordinates import letter

_SPARE = {contract.CRITERIA.sheet: 30, contract.SECTORS.sheet: 20}
"""Empty rows, ready to be typed into, below what is there; 10 where not said. The drop-downs go on for longer."""
_LAST = 500
_HEAD_WIDTHS = (24, 90, 50)
_TEXT_FORMAT = "@"
_THEIRS = Font(name="Arial", sz=10, color="FF4A5560", i=True)
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def build(read: ChecklistFileShape, shelf: Shelf) -> bytes:
    """A checklist as the bytes of an .xlsx workbook, proved to read back as the same checklist.

    Raises:
        AuditError: C21, some text would not come back from a spreadsheet as it is.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    accessibility.describe(book, f"Checklist to edit: {read.checklist.title}")
    help_sheet.write(book.create_sheet(contract.START), read.checklist.title)
    rows = to_rows.rows(read, shelf.written())
    _write_head(book.create_sheet(contract.HEAD.sheet), rows[contract.HEAD.sheet][0].values)
    for table in (contract.THEMES, contract.CRITERIA, contract.SECTORS, contract.RETIRED):
        _write_table(book.create_sheet(table.sheet), table, rows[table.sheet])
    _write_sources(book.create_sheet(contract.SOURCES), tuple(shelf.register))
    _write_lists(book, book.create_sheet(contract.LISTS), shelf)
    for sheet in book.worksheets:
        _finish(sheet)
        if sheet.title != contract.START:
            accessibility.name_table(book, sheet, sheet.auto_filter.ref or sheet.dimensions)
    data = saving.as_bytes(book)
    _prove(data, read, shelf)
    return data


def _prove(data: bytes, read: ChecklistFileShape, shelf: Shelf) -> None:
    """Refuse a workbook that would not come back as the checklist it was made from."""
    document, found = reader.read_bytes(data, "", shelf.written())
    if found or from_document(document).read != read:
        raise AuditError([problem("C21", Where(), what="a spreadsheet")])


def _put(sheet: Worksheet, row: int, column: int, value: str | date | None, font: Font = styles.BODY) -> None:
    """A cell with a box; what looks like an escaped character is escaped itself, so that it comes back as typed."""
    cell = put(sheet, row, column, _ESCAPED.sub("_x005F_", value) if isinstance(value, str) else value, font)
    cell.border = styles.BOX
    if isinstance(value, str):
        cell.data_type = "s"  # text that reads '#N/A' is text too


def _write_head(sheet: Worksheet, values: to_rows.Values) -> None:
    header(sheet, 1, contract.HEAD_TITLES)
    widths(sheet, _HEAD_WIDTHS)
    for row, (column, value) in enumerate(zip(contract.HEAD.columns, values, strict=True), start=2):
        _put(sheet, row, 1, column.heading, styles.BOLD)
        _put(sheet, row, 2, value)
        _put(sheet, row, 3, column.hint)
        _for_typing(sheet, row, 2, column)
        sheet.row_dimensions[row].height = height(zip(("", str(value or ""), column.hint), _HEAD_WIDTHS, strict=True))
    sheet.freeze_panes = "A2"


def _write_table(sheet: Worksheet, table: SheetTable, rows: Sequence[to_rows.WrittenRow]) -> None:
    header(sheet, 1, [column.heading for column in table.columns])
    sheet.row_dimensions[1].height = 32
    wide = [column.width for column in table.columns]
    widths(sheet, wide)
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row.values, start=1):
            _put(sheet, number, place, value, _THEIRS if row.ours and place > 3 else styles.BODY)
            _for_typing(sheet, number, place, table.columns[place - 1], shown=row.ours and place > 3)
        sheet.row_dimensions[number].height = height(zip((str(v or "") for v in row.values), wide, strict=True))
    for number in range(len(rows) + 2, len(rows) + 2 + _SPARE.get(table.sheet, 10)):
        for place, column in enumerate(table.columns, start=1):
            _put(sheet, number, place, None)
            _for_typing(sheet, number, place, column)
    for place, column in enumerate(table.columns):
        _help(sheet, column, f"{letter(place)}2:{letter(place)}{_LAST}")
    sheet.freeze_panes = "D2" if table is contract.CRITERIA else "B2"
    sheet.auto_filter.ref = f"A1:{letter(len(table.columns) - 1)}{len(rows) + 1}"
    sheet.print_area = f"A1:{letter(len(table.columns) - 1)}{len(rows) + 4}"


def _for_typing(sheet: Worksheet, row: int, place: int, column: Heading, *, shown: bool = False) -> None:
    """A pale cell in the format Text, so that a spreadsheet program makes no date of '2026-1'."""
    cell = sheet.cell(row, place)
    cell.number_format = DATE_FORMAT if column.holds is contract.Holds.DATE else _TEXT_FORMAT
    if column.holds is contract.Holds.DATE:
        cell.alignment = styles.LEFT
    if not shown:
        cell.fill = styles.TYPING_FILL


def _help(sheet: Worksheet, column: Heading, cells: str) -> None:
    """A hint, and a drop-down from a range where there is something to choose."""
    rule = DataValidation(allow_blank=True)
    if column.choices:
        rule = DataValidation(type="list", formula1=column.choices, allow_blank=True, showErrorMessage=True)
        rule.errorStyle = "warning"
        rule.errorTitle, rule.error = "Not in the list", "Choose from the list, or correct the spelling."
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = column.heading, column.hint
    rule.add(cells)
    sheet.add_data_validation(rule)


def _write_sources(sheet: Worksheet, register: Sequence[model.Provision]) -> None:
    """Every provision that can be cited, with its id to copy and what it says."""
    headings = (
        "Provision", "Source", "Where in it", "In our words", "Force", "Binds", "Which kinds", "How sure", "Link",
        "Address",
    )  # fmt: skip
    wide = (28, 26, 24, 60, 18, 28, 18, 20, 9, 40)
    header(sheet, 1, headings)
    widths(sheet, wide)
    for row, provision in enumerate(register, start=2):
        texts = _provision(provision)
        for place, text in enumerate(texts, start=1):
            _put(sheet, row, place, text, styles.BOLD if place == 1 else styles.BODY)
        link = sheet.cell(row, headings.index("Link") + 1)
        link.hyperlink = Hyperlink(ref=link.coordinate, target=provision.address, tooltip=provision.citation[:250])
        link.font = styles.LINKED
        sheet.row_dimensions[row].height = height(zip(texts, wide, strict=True))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{letter(len(headings) - 1)}{len(register) + 1}"


def _provision(provision: model.Provision) -> tuple[str, ...]:
    return (
        provision.id,
        provision.source.short,
        provision.locator,
        provision.paraphrase,
        f"{provision.force} ({provision.force.meaning})",
        provision.binds,
        "\n".join(provision.kinds) if provision.kinds else "every kind",
        provision.certainty.meaning.capitalize(),
        "Open it",
        provision.address,
    )


def _write_lists(book: Workbook, sheet: Worksheet, shelf: Shelf) -> None:
    """The ids that drop-downs offer, each with what it means."""
    lists = tuple(_lists(shelf))
    header(sheet, 1, [heading for _, first, second, _ in lists for heading in (first, second)])
    widths(sheet, [width for _ in lists for width in (22, 44)])
    for number, (name, _, _, pairs) in enumerate(lists):
        column = 2 * number + 1
        for row, (id_, meaning) in enumerate(pairs, start=2):
            _put(sheet, row, column, id_, styles.BOLD)
            _put(sheet, row, column + 1, meaning)
        where = f"'{sheet.title}'!${letter(column - 1)}$2:${letter(column - 1)}${len(pairs) + 1}"
        book.defined_names[name] = DefinedName(name, attr_text=where)
    for row in range(2, sheet.max_row + 1):
        sheet.row_dimensions[row].height = height(
            (pairs[row - 2][1], 44) for *_, pairs in lists if row - 2 < len(pairs)
        )
    themes = f"'{contract.THEMES.sheet}'!$A$2:$A$60"
    book.defined_names[contract.THEMES_LIST] = DefinedName(contract.THEMES_LIST, attr_text=themes)
    sheet.freeze_panes = "A2"


_Listed = tuple[str, str, str, tuple[tuple[str, str], ...]]


def _lists(shelf: Shelf) -> Iterator[_Listed]:
    any_one = shelf.checklists[0]
    duties = tuple((duty.value, duty.meaning) for duty in model.Duty)
    efforts = tuple((effort.value, effort.meaning) for effort in model.Effort)
    yield contract.DUTIES, "Duties", "What they are", duties
    yield contract.EFFORTS, "Efforts", "How much work that is", efforts
    yield contract.OWNERS, "Owners", "Who that is", tuple((r.id, r.title) for r in any_one.roles)
    yield contract.KINDS, "Kinds", "Which settings", tuple((k.id, k.title) for k in any_one.kinds)
    yield "Documents", "Documents", "Which document", tuple((s.id, s.title) for s in any_one.sources)
    yield "Checklists", "Checklists", "What they are for", tuple((c.id, c.title) for c in shelf.checklists)


def _finish(sheet: Worksheet) -> None:
    """A4 landscape with the headings on every page; what is only for looking up is guarded against slips."""
    start = sheet.title == contract.START
    accessibility.print_on_a4(sheet, across=2 if sheet.title in (contract.CRITERIA.sheet, contract.LISTS) else 1)
    if not start:
        sheet.print_title_rows = "1:1"
    if sheet.title == contract.CRITERIA.sheet:
        sheet.print_title_cols = "A:B"
    if sheet.title in contract.READ_ONLY:
        sheet.protection.sheet = True
        for freed in ("sort", "autoFilter", "formatColumns", "formatRows"):
            setattr(sheet.protection, freed, False)
