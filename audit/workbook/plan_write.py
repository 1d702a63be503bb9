"""A plan that was ticked off goes back into the return's own workbook, each cell by itself.

The return is edited as it stands, so that everything else in it stays. A cell is written only while it holds what was
read from it, and what was written is read back before it is given out.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell

from audit import privacy
from audit.carry_forward.progress import CellChange
from audit.model import Response
from audit.model.response_fields import BY_NAME
from audit.problems import AuditError, Problem, Where, problem
from audit.spreadsheet import editable, guard
from audit.spreadsheet.cells import DATE_FORMAT
from audit.spreadsheet.rows import CellValue
from audit.text import plain
from audit.workbook import editing, layout
from audit.workbook.plan_back import PlanProgress, into_audit
from audit.workbook.read import cell_values, reader
from audit.workbook.read.plan_reader import PlanFile
from audit.workbook.read.reader import Return

_NOT_KEPT = ("xl/charts/", "xl/diagrams/", "xl/threadedComments/")
"""Parts that an edited workbook does not have any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """A return that is written into: its name, its bytes, and what it is read with."""

    name: str
    data: bytes
    folder: Path | None = None
    limits: guard.Limits | None = None

    def read(self, data: bytes | None = None) -> Return:
        """The return; of other bytes, as they would be read in its place."""
        return reader.read_bytes(data or self.data, self.name, folder=self.folder, limits=self.limits)


def into_workbook(file: PlanFile, original: PlannedFile, day: date, *, agreed: bool = False) -> PlanProgress:
    """Bring a plan into a return's workbook.

    Args:
        file: the plan as it was read.
        original: the return.
        day: from which it is counted what is overdue.
        agreed: whether the plan was agreed as it stands, so that its suggestions are somebody's word.

    Raises:
        AuditError: as :func:`into_audit`; B14, the return cannot be written to; B15, it did not read back.
    """
    data, where = original.data, Where(file=original.name)
    made = into_audit(file, original.read(), day, agreed=agreed)
    whole = replace(original.limits or guard.Limits(), unread=frozenset(), unread_beside="")
    checked = guard.check_bytes(data, original.name, whole)
    left: dict[CellChange, str] = {}

    def edit(book: Workbook) -> str:
        left.update(_write(book, made.brought.changes))
        return layout.CHECKLIST

    try:
        updated = editing.edited(data, checked.kind, edit)
    except editable.NotEditableError as fault:
        raise AuditError([problem("B14", where, why=fault)]) from fault
    return _read_back(made, original, updated, left)


def _write(book: Workbook, changes: tuple[CellChange, ...]) -> Iterator[tuple[CellChange, str]]:
    """Write each change into its cell; gives those that could not be written, and why."""
    for change in changes:
        if why := _why_not(book, change):
            yield change, why
            continue
        assert change.place is not None  # noqa: S101 - it is among the reasons why not
        cell = book[change.place.sheet][change.place.cell]
        editing.type_into(cell, change.value)
        if isinstance(change.value, date):
            cell.number_format = DATE_FORMAT


def _why_not(book: Workbook, change: CellChange) -> str:
    """Why a cell cannot be written; empty where it can: it holds what was read from it, or nothing."""
    if change.place is None:
        return "its row is missing" if change.before.place is None else "its column is missing"
    cell = book[change.place.sheet][change.place.cell]
    if not isinstance(cell, Cell) or cell.data_type in {"f", "e"}:
        return "it is merged with another cell, or holds a formula or an error value"
    own = BY_NAME[change.name]
    text = "" if cell.value is None else cell_values.as_text(_value(cell.value))
    if plain(text) == plain(own.text(change.before)) or (change.before.due and _day(text) == change.before.due):
        return ""
    return "the question stands in several rows" if text != "" or own.text(change.before) else ""


def _value(value: object) -> CellValue:
    return value if isinstance(value, str | int | float | bool | date | datetime) else str(value)


def _day(text: str) -> date | None:
    try:
        return cell_values.as_date(text)
    except ValueError:
        return None


def _lost(original: PlannedFile) -> tuple[Problem, ...]:
    """What of somebody's own the edited workbook does not have any more."""
    with zipfile.ZipFile(io.BytesIO(original.data)) as archive:
        lost = any(name.startswith(_NOT_KEPT) for name in archive.namelist())
    return (problem("B18", Where(file=original.name)),) if lost else ()


def _read_back(
    made: PlanProgress, original: PlannedFile, updated: bytes, left: Mapping[CellChange, str]
) -> PlanProgress:
    """The same with the updated workbook, once it is known to say all that it should and nothing else.

    Raises:
        AuditError: B15.
    """
    back = original.read(updated)
    before = {change.ref: change.before for change in made.brought.changes}
    expected = {r.ref: r for r in made.brought.audit.responses}
    kept = {(change.ref, change.name) for change in left}
    for ref, response in expected.items():
        found = back.audit.response(ref) if back.audit else Response(ref=ref)
        for own in BY_NAME.values():
            wanted = before[ref] if (ref, own.name) in kept else response
            if plain(own.text(found)) != plain(own.text(wanted)):
                raise AuditError([problem("B15", Where(file=made.returned.file), ref=ref, heading=own.heading)])
    said = tuple(_unwritten(made, change, why) for change, why in left.items())
    changes = tuple(c for c in made.brought.changes if (c.ref, c.name) not in kept)
    return replace(
        made,
        returned=back,
        brought=replace(made.brought, changes=changes),
        problems=(*made.problems, *said, *_lost(original)),
        data=updated,
    )


def _unwritten(made: PlanProgress, change: CellChange, why: str) -> Problem:
    own = BY_NAME[change.name]
    return problem(
        "B13",
        Where(file=made.plan.file, spot=str(change.said_at or "")),
        heading=own.heading,
        ref=change.ref,
        text=privacy.masked(own.text(change.after)),
        cell=Where(file=made.returned.file, spot=str(change.place or "")),
        why=why,
    )
