"""A checklist that came back as a workbook: looked at by the guard, then cell by cell by the words of its headings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from audit.checklist import yaml_file
from audit.checklist.shape import ChecklistFileShape, CriterionShape
from audit.checklist.shelf import edited, to_edit_beside
from audit.checklist.spreadsheet import document
from audit.checklist.spreadsheet.layout import CRITERIA, HEAD, READ_ONLY, RETIRED, SECTORS, THEMES, Cell, Grid
from audit.problems import AuditError, Problem, Severity
from audit.spreadsheet import guard, limits
from audit.spreadsheet.coordinates import letter
from audit.spreadsheet.rows import Sheets
from audit.text import plain

LIMITS = limits.Limits(last_row=5_000, last_column=200, area=200_000)
"""What a checklist may be: far more than the sixty rows of the longest, and far less than a return may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A checklist that came back whole, and what was noticed on the way."""

    shape: ChecklistFileShape
    stands_for_ours: bool
    """Whether it has the id of a checklist that comes with the tool, and so cannot stand beside it."""
    noticed: tuple[Problem, ...] = ()


def checklist(path: Path, folder: Path | None = None) -> Imported:
    """The checklist in a workbook, compared with everything it refers to: ours, and what a folder holds beside ours.

    Raises:
        AuditError: every fault, of the cells and of what they say, from the first cell to the last.
    """
    known = to_edit_beside(folder)
    document, found = read(path, known.written())
    try:
        after = edited(document, folder)
    except AuditError as fault:
        raise AuditError(sorted((*found, *fault.problems), key=_in_order)) from fault
    if any(p.severity is Severity.ERROR for p in found):
        raise AuditError(sorted(found, key=_in_order))
    shape = after.shapes[-1]
    return Imported(shape=shape, stands_for_ours=shape.checklist.id in known.ours, noticed=tuple(found))


_SHEETS = [plain(table.sheet) for table in (HEAD, THEMES, CRITERIA, SECTORS, RETIRED)]
_SPOT = re.compile(r"(.*)!([A-Z]+)(\d+)")


def _in_order(found: Problem) -> tuple[int, int, int, str]:
    """Sheet by sheet and row by row, as a person goes through them."""
    match = _SPOT.fullmatch(found.where.spot)
    if not match:
        return (len(_SHEETS) + 1, 0, 0, "")
    sheet = plain(match[1])
    return (
        _SHEETS.index(sheet) if sheet in _SHEETS else len(_SHEETS),
        int(match[3]),
        len(match[2]),
        match[2],
    )


Read = tuple[yaml_file.YamlDocument, list[Problem]]


def read(path: Path, written: Mapping[str, CriterionShape]) -> Read:
    """The plain values of a checklist in a workbook, each with its cell, and everything wrong with the cells.

    Args:
        path: a ``.xlsx``, ``.xlsm`` or ``.ods`` file.
        written: every criterion of other checklists that can be used, by ``checklist/criterion``.

    Raises:
        AuditError: one of F01 to F13; nothing of the file could be read.
    """
    return _read(guard.check(path, LIMITS), path.name, written)


def read_bytes(data: bytes, name: str, written: Mapping[str, CriterionShape]) -> Read:
    """The same for a workbook that is not on this disk."""
    return _read(guard.check_bytes(data, name, LIMITS), name, written)


def _read(checked: guard.Checked, name: str, written: Mapping[str, CriterionShape]) -> Read:
    return document.document(_grid(checked, name), name, written)


def _grid(checked: guard.Checked, file: str) -> Grid:
    """The cells of the sheets that count; those for looking things up stay where they are."""
    helping = {plain(name) for name in READ_ONLY}
    grid: dict[str, list[list[Cell]]] = {}
    for sheet, rows in Sheets(checked, file).items():
        if plain(sheet) in helping:
            continue
        untyped = guard.untyped_cells(checked, sheet)
        grid[sheet] = [
            [
                Cell(value, f"{sheet}!{place}", place not in untyped)
                for column, value in enumerate(row)
                for place in (f"{letter(column)}{number}",)
            ]
            for number, row in enumerate(rows, start=1)
        ]
    return grid
