"""A workbook with answers put into its cells, just as if they had been typed there: everything else stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell

from audit.model import Place
from audit.problems import AuditError, Where, problem
from audit.spreadsheet import editable, guard
from audit.spreadsheet.rows import Sheets
from audit.workbook import editing, layout
from audit.workbook.read import question_sheet, setting_cells
from audit.workbook.read.problem_log import ProblemLog

Value = str | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What is typed: by the row of a question and the name of a field, and by the field of a detail of the setting."""

    answers: Mapping[tuple[int, str], Value]
    details: Mapping[str, Value]


def of_bytes(data: bytes, name: str, typed: Typed) -> bytes:
    """The workbook with what is typed in its cells, as the bytes of an ``.xlsx`` file.

    Raises:
        AuditError: F03 to F13, it must not be read; S13, it has no cell for something that is typed, or it is of a kind
            that cannot be edited.
    """
    whole = replace(guard.Limits(), unread=frozenset())
    checked = guard.check_bytes(data, name, whole)

    def edit(book: Workbook) -> str:
        sheets = Sheets(checked, name)
        found, cells = question_sheet.find(sheets, ProblemLog(name)), setting_cells.find(sheets)
        for (row, field), value in typed.answers.items():
            if field not in found.columns:
                raise editable.NotEditableError(f"its column '{_heading(field)}' is gone")
            _type(book, found.place(row - 1, field), value)
        for detail, value in typed.details.items():
            if detail not in cells:
                raise editable.NotEditableError(f"its cell '{_label(detail)}' is gone")
            _type(book, cells[detail][1], value)
        return found.sheet

    try:
        return editing.edited(data, checked.kind, edit)
    except editable.NotEditableError as fault:
        raise AuditError([problem("S13", Where(file=name), why=fault)]) from fault


def _type(book: Workbook, place: Place, value: Value) -> None:
    cell = book[place.sheet][place.cell]
    if not isinstance(cell, Cell):
        raise editable.NotEditableError(f"{place} is part of a merged cell")
    editing.type_into(cell, value)


def _heading(field: str) -> str:
    return next((column.heading for column in layout.COLUMNS if column.field == field), field)


def _label(detail: str) -> str:
    return next((label for field, label in layout.SETTING_LABELS if field == detail), detail)
