"""An action plan that comes back: whose it is, and what was typed into it, each cell's fault said.

As in a return, everything is found by the words of the headings and by Ref, so that the plan may have been sorted,
filtered and added to. Nothing is said again of words that the plan was given out with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from audit import privacy
from audit.carry_forward.progress import FIELDS, PlanLine, ReturnedPlan
from audit.model import Place, Response
from audit.model.response_fields import BY_NAME
from audit.problems import AuditError, Problem
from audit.spreadsheet import guard
from audit.spreadsheet.rows import Rows, Sheets
from audit.text import is_done, plain
from audit.workbook import plan_layout as layout
from audit.workbook.read import cell_values, day_cells, identity, plan_sheet, status_words
from audit.workbook.read.cell_values import as_text
from audit.workbook.read.personal import PersonalLook
from audit.workbook.read.problem_log import ProblemLog
from audit.workbook.read.question_sheet import QuestionSheet

_MOST_ADDED = 10
"""So many columns of somebody's own are named; a plan with more is a workbook of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """One file and what came of it: the plan, unless it was refused, and everything wrong with it."""

    file: str
    problems: tuple[Problem, ...]
    plan: ReturnedPlan | None = None


def read(path: Path, *, limits: guard.Limits | None = None) -> PlanFile:
    """Read a plan. Never raises for what a file holds: one that is refused comes back with its faults."""
    try:
        checked = guard.check(path, _whole(limits))
    except AuditError as fault:
        return PlanFile(file=path.name, problems=fault.problems)
    return _read(checked, path.name)


def read_bytes(data: bytes, name: str, *, limits: guard.Limits | None = None) -> PlanFile:
    """The same of a plan that is not on this disk."""
    try:
        checked = guard.check_bytes(data, name, _whole(limits))
    except AuditError as fault:
        return PlanFile(file=name, problems=fault.problems)
    return _read(checked, name)


def _whole(limits: guard.Limits | None) -> guard.Limits:
    """No sheet of a plan is left unread."""
    return replace(limits or guard.Limits(), unread=frozenset(), unread_beside="")


def _read(checked: guard.Checked, file: str) -> PlanFile:
    log = ProblemLog(file)
    try:
        plan = _plan(checked, Sheets(checked, file), log)
    except AuditError as fault:
        return PlanFile(file=file, problems=fault.problems)
    return PlanFile(file=file, problems=tuple(log.found), plan=plan)


def _plan(checked: guard.Checked, sheets: Sheets, log: ProblemLog) -> ReturnedPlan:
    table = plan_sheet.find(sheets)
    if table is None:
        raise log.refuse("B01")
    kept = next((sheets[name] for name in sheets if _is_meta(sheets[name])), ())
    details = _details(kept) or identity.properties(checked, layout.MARKER, layout.DETAIL_KEYS)
    if not details.get("checklist"):
        raise log.refuse("B02")
    written = details.get("format", "")
    if written.isascii() and written.isdigit() and int(written[:9]) > layout.FORMAT:
        raise log.refuse("B17", theirs=written, ours=layout.FORMAT)
    began = {line.said.ref: line for line in _began(kept)}
    reading = _PlanReader(
        table=table,
        untyped=guard.untyped_cells(checked, table.sheet),
        log=log,
        audit_date=_day(details.get("audit_date", "")),
        began=began,
    )
    return ReturnedPlan(
        file=log.file,
        checklist=details["checklist"],
        kind=details.get("kind", ""),
        name=details.get("name", ""),
        urn=details.get("urn", ""),
        audit_date=reading.audit_date,
        made=_day(details.get("made", "")),
        of_return=details.get("return", ""),
        lines=reading.lines(),
    )


def _is_meta(rows: Rows) -> bool:
    return bool(rows) and bool(rows[0]) and as_text(rows[0][0]) == layout.MARKER


def _details(rows: Rows) -> dict[str, str]:
    pairs = [(as_text(row[0]), as_text(row[1])) for row in rows[1:] if len(row) > 1]
    return {key: value for key, value in pairs if key in layout.DETAIL_KEYS}


def _began(rows: Rows) -> Iterator[PlanLine]:
    """Each line as it was given out: what it said, and what the return said."""
    for row in rows:
        texts = [as_text(cell) for cell in row] + [""] * (2 + 2 * len(FIELDS))
        ref = texts[0].removeprefix(layout.LINE)
        if not ref or ref == texts[0]:
            continue
        shown = dict(zip(FIELDS, texts[2 : 2 + len(FIELDS)], strict=True))
        own = dict(zip(FIELDS, texts[2 + len(FIELDS) : 2 + 2 * len(FIELDS)], strict=True))
        yield PlanLine(
            said=Response(ref=ref),
            topic=texts[1],
            shown=shown,
            own=own,
            suggested=frozenset(name for name in FIELDS if shown[name] and not own[name]),
            was_closed=is_done(status_words.read(own["status"])),
        )


def _day(text: str) -> date | None:
    try:
        return cell_values.as_date(text)
    except ValueError:
        return None


@dataclass(slots=True, kw_only=True)
class _PlanReader:
    """The lines of one plan. ``began`` has each line as it was given out, by its Ref."""

    table: QuestionSheet
    untyped: frozenset[str]
    log: ProblemLog
    audit_date: date | None
    began: Mapping[str, PlanLine]
    personal: PersonalLook = field(init=False)

    def __post_init__(self) -> None:
        self.personal = PersonalLook(self.log)

    def lines(self) -> tuple[PlanLine, ...]:
        """Every line in the order in which the plan was given out; those of nobody after them."""
        self._name_added_columns()
        found: dict[str, list[tuple[int, PlanLine]]] = {}
        for row in range(self.table.header + 1, len(self.table.rows)):
            line = self._line(row)
            if line is not None:
                found.setdefault(line.said.ref, []).append((row, line))
        kept: dict[str, PlanLine] = {}
        for ref, several in found.items():
            if ref and len({tuple(BY_NAME[n].text(line.said) for n in FIELDS) for _, line in several}) > 1:
                (first, _), (second, _) = several[:2]
                other = self.table.place(first, "status").cell
                self.log.say("B07", self.table.place(second, "status"), ref=privacy.masked(ref), other=other)
            elif ref:
                kept[ref] = several[0][1]
        for ref in self.began:
            if ref not in found:
                self.log.say("B08", ref=ref)
        order = {ref: number for number, ref in enumerate(self.began)}
        loose = [line for _, line in found.get("", [])]
        return (*sorted(kept.values(), key=lambda line: order.get(line.said.ref, len(order))), *loose)

    def _name_added_columns(self) -> None:
        """Say which columns somebody has added and written into, since nothing of them is brought."""
        rows, head = self.table.rows, self.table.rows[self.table.header]
        added = [n for n, cell in enumerate(head) if plain(as_text(cell)) not in layout.KNOWN]
        lines = range(self.table.header + 1, len(rows))
        written = [n for n in added if any(n < len(rows[row]) and as_text(rows[row][n]) for row in lines)]
        for number in written[:_MOST_ADDED]:
            heading = as_text(head[number]) or "without a heading"
            self.log.say("B11", self.table.at(self.table.header, number), text=heading)

    def _line(self, row: int) -> PlanLine | None:
        """One row; ``None`` where nothing is written in it."""
        ref = self._ref(row)
        texts = {name: self.table.text(row, name) for name in FIELDS}
        topic = self.table.text(row, "topic")
        if not ref and not topic and not any(texts.values()):
            return None
        places = {name: self.table.place(row, name) for name in FIELDS if name in self.table.columns}
        line = self.began.get(ref) or PlanLine(said=Response(ref=ref), suggested=self._suggested(row))
        said = replace(line.said, place=self.table.place(row, "status"))
        return self._filled(replace(line, said=said, topic=topic, places=places), row, texts)

    def _ref(self, row: int) -> str:
        """The Ref as it was given out; where it is gone, that of the line with this topic."""
        text = self.table.text(row, "ref")
        if text in self.began:
            return text
        if text:
            return next((ref for ref in self.began if plain(ref) == plain(text)), text)
        topic = plain(self.table.text(row, "topic"))
        return next((ref for ref, line in self.began.items() if topic and plain(line.topic) == topic), "")

    def _suggested(self, row: int) -> frozenset[str]:
        """The fields that were the tool's suggestion, by the column that says so."""
        words = self.table.text(row, "suggested").replace(",", " ").split()
        return frozenset(name for name, word in layout.SUGGESTED_WORDS.items() if word in words)

    def _filled(self, line: PlanLine, row: int, texts: Mapping[str, str]) -> PlanLine:
        """The line with what stands in its cells; what was typed since is looked at as in a return."""
        values: dict[str, Any] = {}
        unread: set[str] = set()
        for name, text in texts.items():
            place = line.places.get(name)
            if place and place.cell in self.untyped:
                self.log.say("B10", place)
                unread.add(name)
                continue
            if not text:
                continue
            new = plain(text) != plain(line.shown.get(name, ""))
            log = self.log if new else ProblemLog(self.log.file)
            if new:
                self.personal.at(name, text, partial(line.places.get, name))
            if name == "due":
                values |= self._due(row, place, log)
            elif name == "status":
                values |= self._status(text, place, log, unread)
            else:
                values[name] = text
        return replace(line, said=replace(line.said, **values), unread=frozenset(unread))

    def _due(self, row: int, place: Place | None, log: ProblemLog) -> dict[str, Any]:
        value = self.table.value(row, "due")
        meaning = day_cells.read(value, place, log, since=self.audit_date)
        if meaning is None:
            return {"due": None, "due_words": as_text(value)}
        return {"due": meaning.day, "due_words": as_text(value) if meaning.note or meaning.weekday else ""}

    def _status(self, text: str, place: Place | None, log: ProblemLog, unread: set[str]) -> dict[str, Any]:
        status = status_words.read(text, self.audit_date)
        if not status:
            log.say("B09", place, text=text)
            unread.add("status")
        return {"status": status, "status_words": "" if plain(text) == plain(status) else text}
