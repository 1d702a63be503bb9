"""What was ticked off in the plan comes back into the audit: each cell held against what both sides said before.

The plan knows what its lines said when it was given out, and what the return itself said then. So three things can be
told apart: what was typed into the plan since, what was typed into the return since, and what nobody has touched. What
was typed in the plan is brought where the return still says what it said; where both were changed, the return's own
words stay and the conflict is named. Nothing is ever emptied.

What the tool suggested is nobody's word. It comes along with a line on which somebody has put a status, since that line
is being worked on as it stands; or where the whole plan was agreed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from audit.carry_forward.merge import Conflict
from audit.model import Audit, Checklist, Place, Response
from audit.model.response_fields import BY_NAME
from audit.text import is_done, plain

FIELDS = ("action", "owner", "due", "status")
"""What a plan brings back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One line of a plan that came back.

    Attributes:
        said: what stands in it now, as a response.
        topic: what stands there as its topic.
        shown: what stood in each field when the plan was given out, as a person saw it; empty where that is not known.
        own: what the return said in each field at that time; empty where that is not known.
        suggested: the fields that were the tool's suggestion.
        unread: the fields in which something stands that was not understood; they are not brought.
        was_closed: whether the return said that it was done when the plan was given out.
        places: where each field stands.
    """

    said: Response
    topic: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    suggested: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    was_closed: bool = False
    places: Mapping[str, Place] = field(default_factory=dict)

    def is_typed(self, name: str) -> bool:
        """Whether somebody has typed something else into a field since the plan was given out."""
        text = BY_NAME[name].text(self.said)
        if name in self.unread or not text:
            return False
        if name in self.shown:
            return plain(text) != plain(self.shown[name])
        return name not in self.suggested

    def is_cleared(self, name: str) -> bool:
        """Whether somebody has emptied a field since the plan was given out."""
        return name not in self.unread and bool(self.own.get(name)) and not BY_NAME[name].text(self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedPlan:
    """A plan that came back: whose it is, and its lines in the order in which it was given out."""

    file: str
    checklist: str
    kind: str
    name: str
    urn: str
    audit_date: date | None
    made: date | None
    of_return: str
    lines: tuple[PlanLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One cell of the return that is to be changed: the question, the field, and its words before and after."""

    ref: str
    name: str
    before: Response
    after: Response
    place: Place | None
    said_at: Place | None

    @property
    def value(self) -> str | date | None:
        """What is to stand in the cell."""
        return BY_NAME[self.name].value(self.after)


class LineState(StrEnum):
    """How a line of the plan stands."""

    OVERDUE = "Overdue"
    OPEN = "Open"
    CLOSED = "Closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressLine:
    """How a line of the plan stands on a day.

    ``since`` is the day it was due where that has passed, else the day it was first open; ``new`` says that it was
    closed after the plan was given out.
    """

    ref: str
    topic: str
    state: LineState
    since: date | None
    new: bool
    now: Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came of a plan: the audit with it, each cell that changes, and what was left as it is.

    Attributes:
        audit: the return's audit with what was brought.
        changes: each cell that changes.
        conflicts: where the return was changed too, with what both say; the return's words stay.
        cleared: fields that were emptied in the plan, with what the return says there; they stay.
        unknown: lines of the plan that are about no question of the return.
        suggestions: how many suggested owners and dates were left as suggestions.
        lines: how each line stands.
    """

    audit: Audit
    changes: tuple[CellChange, ...]
    conflicts: tuple[Conflict, ...]
    cleared: tuple[Conflict, ...]
    unknown: tuple[PlanLine, ...]
    suggestions: int
    lines: tuple[ProgressLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedReturn:
    """The return that a plan was made of, as it is now; its name and the letters of its columns are for conflicts."""

    audit: Audit
    checklist: Checklist
    file: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


def bring_back(plan: ReturnedPlan, returned: PlannedReturn, day: date, *, agreed: bool = False) -> Brought:
    """Bring what was typed into a plan back into the audit it was made of.

    Args:
        plan: as it came back.
        returned: the return as it is now.
        day: from which it is counted what is overdue.
        agreed: whether the plan was agreed as it stands, so that its suggestions are somebody's word.
    """
    audit, checklist = returned.audit, returned.checklist
    bringing = _Bringing(plan=plan, file=returned.file, columns=returned.columns, agreed=agreed)
    asked = {criterion.id: criterion.title for criterion in checklist.criteria}
    known = [line for line in plan.lines if line.said.ref in asked]
    merged = {line.said.ref: bringing.line(line, audit.response(line.said.ref)) for line in known}
    there = {response.ref for response in audit.responses}
    responses = tuple(merged.get(response.ref, response) for response in audit.responses)
    responses += tuple(response for ref, response in merged.items() if ref not in there)
    lines = [
        _stands(line, merged[line.said.ref], asked[line.said.ref], plan.audit_date or plan.made, day) for line in known
    ]
    return Brought(
        audit=replace(audit, responses=responses),
        changes=tuple(bringing.changes),
        conflicts=tuple(bringing.conflicts),
        cleared=tuple(bringing.cleared),
        unknown=tuple(line for line in plan.lines if line.said.ref not in asked),
        suggestions=bringing.suggestions,
        lines=tuple(lines),
    )


@dataclass(slots=True, kw_only=True)
class _Bringing:
    """One plan on its way into one return."""

    plan: ReturnedPlan
    file: str
    columns: Mapping[str, str]
    agreed: bool
    changes: list[CellChange] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    cleared: list[Conflict] = field(default_factory=list)
    suggestions: int = 0

    def line(self, line: PlanLine, now: Response) -> Response:
        """The response with what one line brings."""
        taken = {name: self._takes(line, now, name) for name in FIELDS}
        adopted = self.agreed or (line.is_typed("status") and taken["status"] is not None)
        for name in FIELDS:
            if line.is_typed(name) or name not in line.suggested or BY_NAME[name].text(now):
                continue
            if not BY_NAME[name].text(line.said) or name in line.unread:
                continue
            if adopted:
                taken[name] = line.said
            else:
                self.suggestions += name != "action"
        values: dict[str, Any] = {
            attribute: getattr(said, attribute)
            for name, said in taken.items()
            if said is not None and said is not now
            for attribute in BY_NAME[name].attributes
        }
        after = replace(now, **values)
        for name, said in taken.items():
            if said is not None and said is not now:
                self.changes.append(self._change(line, name, now, after))
        return after

    def _takes(self, line: PlanLine, now: Response, name: str) -> Response | None:
        """Whose word it is: the plan's line, the return's own where both agree; ``None`` where nothing is brought."""
        own = BY_NAME[name]
        text, before = own.text(line.said), own.text(now)
        if line.is_cleared(name) and before:
            self.cleared.append(self._conflict(line, name, now))
        if not line.is_typed(name):
            return None
        if plain(text) == plain(before):
            return now
        if not before or (name in line.own and plain(before) == plain(line.own[name])):
            return line.said
        if self._mean_the_same(line.said, now, name):
            return now
        self.conflicts.append(self._conflict(line, name, now))
        return None

    @staticmethod
    def _mean_the_same(said: Response, now: Response, name: str) -> bool:
        """Whether other words mean the same day or the same status."""
        same: Mapping[str, Callable[[Response], object]] = {"due": lambda r: r.due, "status": lambda r: r.status}
        meaning = same.get(name)
        return bool(meaning and meaning(said)) and meaning is not None and meaning(said) == meaning(now)

    def _conflict(self, line: PlanLine, name: str, now: Response) -> Conflict:
        own = BY_NAME[name]
        return Conflict(
            ref=line.said.ref,
            heading=own.heading,
            said=(
                (self._at(self.plan.file, line.places.get(name)), own.text(line.said)),
                (self._at(self.file, self._place(name, now)), own.text(now)),
            ),
        )

    def _change(self, line: PlanLine, name: str, now: Response, after: Response) -> CellChange:
        return CellChange(
            ref=line.said.ref,
            name=name,
            before=now,
            after=after,
            place=self._place(name, now),
            said_at=line.places.get(name),
        )

    def _place(self, name: str, now: Response) -> Place | None:
        """Where a field stands in the return: in the row of its rating."""
        if now.place is None or name not in self.columns:
            return None
        return Place(sheet=now.place.sheet, cell=f"{self.columns[name]}{now.place.row}")

    @staticmethod
    def _at(file: str, place: Place | None) -> str:
        return f"{file} > {place}" if place else file


def _stands(line: PlanLine, now: Response, topic: str, begun: date | None, day: date) -> ProgressLine:
    """How a line stands; what the return does not say is taken as the plan says it."""
    filled: dict[str, Any] = {
        attribute: getattr(line.said, attribute)
        for name in FIELDS
        if not BY_NAME[name].text(now) and name not in line.unread and name != "status"
        for attribute in BY_NAME[name].attributes
    }
    seen = replace(now, **filled)
    first = now.open_since or begun
    if is_done(now.status):
        closed, new = LineState.CLOSED, not line.was_closed
        return ProgressLine(ref=now.ref, topic=topic, state=closed, since=first, new=new, now=seen)
    late = seen.due is not None and seen.due < day
    state = LineState.OVERDUE if late else LineState.OPEN
    return ProgressLine(ref=now.ref, topic=topic, state=state, since=seen.due if late else first, new=False, now=seen)
