"""The setting's own details, found by their labels on whatever sheet they stand."""

from collections.abc import Iterator, Mapping
from datetime import date

from audit.checklist.nearest import meant, nearest_kind
from audit.model import ANY_KIND, Checklist, Kind, Place, Setting
from audit.spreadsheet.coordinates import letter
from audit.spreadsheet.rows import CellValue, Rows, Sheets
from audit.text import plain
from audit.workbook import layout
from audit.workbook.read import day_cells
from audit.workbook.read.cell_values import as_text
from audit.workbook.read.problem_log import ProblemLog
from audit.workbook.read.question_sheet import LONGEST_WORD, NEVER_ASK

Cells = Mapping[str, tuple[CellValue, Place]]


def find(sheets: Sheets) -> Cells:
    """The cell beside each label, by the field of the layout, with its place."""
    cells: Cells = {}
    for sheet in sorted(sheets, key=lambda name: name != layout.START):
        cells = dict(_labelled(sheet, sheets[sheet])) if sheet not in NEVER_ASK else {}
        if len(cells) > 1:
            break
    return cells


def read(cells: Cells, checklist: Checklist, log: ProblemLog) -> tuple[Setting, str, date | None]:
    """The setting, who completed the audit, and its date where one is given."""
    said = {name: " ".join(as_text(value).split()) for name, (value, _) in cells.items()}
    if not said.get("name"):
        log.say("W16", cells["name"][1] if "name" in cells else None)
    setting = Setting(
        name=said.get("name", ""), kind=checklist.kind, urn=said.get("urn", ""), group=said.get("group", "")
    )
    return setting, said.get("completed_by", ""), _audit_date(cells, checklist, log)


def shown_kind(cells: Cells, checklist: Checklist) -> str:
    """The kind that stands in the workbook, where it is one that we know; otherwise any kind."""
    named = meant(_shown(cells), (*checklist.kinds, *_as_kinds(checklist)))
    return named[0] if len(named) == 1 else ANY_KIND


def compare_kind(cells: Cells, checklist: Checklist, log: ProblemLog) -> None:
    """Say where another kind stands in the workbook than the one that it asks as, and which word would be right."""
    text = _shown(cells)
    if not text or plain(text) == plain(checklist.kind_title()) or plain(text) == plain(layout.ANY_KIND_WORDS):
        return
    if checklist.kind not in meant(text, checklist.kinds, checklist.retired_kinds):
        hint = nearest_kind(text, checklist.kinds, checklist.retired_kinds)
        log.say("W41", cells["kind"][1], text=text, title=checklist.kind_title(), hint=hint)


def _shown(cells: Cells) -> str:
    return " ".join(as_text(cells["kind"][0]).split()) if "kind" in cells else ""


def _as_kinds(checklist: Checklist) -> tuple[Kind, ...]:
    """The kinds that are no longer chosen, as kinds that a workbook can show."""
    return tuple(Kind(id=gone.id, title=gone.title, about=gone.because) for gone in checklist.retired_kinds)


def day(cells: Cells, field: str, thing: str, log: ProblemLog, since: date | None = None) -> date | None:
    """The day beside a label, where one is given.

    Args:
        cells: the cells beside the labels.
        field: the label's field.
        thing: what it is the date of.
        log: takes what has to be said of it.
        since: the date from which a day without a year is counted.
    """
    value, place = cells.get(field, ("", None))
    meaning = day_cells.read(value, place, log, thing=thing, since=since)
    return meaning.day if meaning else None


def _audit_date(cells: Cells, checklist: Checklist, log: ProblemLog) -> date | None:
    value, place = cells.get("audit_date", ("", None))
    meaning = day_cells.of_audit(value, place, log, checklist.edition)
    return meaning.day if meaning else None


def _labelled(sheet: str, rows: Rows) -> Iterator[tuple[str, tuple[CellValue, Place]]]:
    """Each label of the layout with the cell to its right."""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row[:-1]):
            if not isinstance(cell, str) or len(cell) > LONGEST_WORD:
                continue
            if name := layout.LABELS.get(plain(cell)):
                place = Place(sheet=sheet, cell=f"{letter(column + 1)}{number + 1}")
                yield name, (row[column + 1], place)
