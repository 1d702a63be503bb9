"""What has become of a plan: which lines are closed, open and overdue, and since when; as text and as a page."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from audit.carry_forward.progress import LineState, ProgressLine
from audit.checklist.in_force import in_words
from audit.model.response_fields import BY_NAME
from audit.problems import one_line
from audit.report import html
from audit.text import counted, shortened
from audit.workbook.plan_back import PlanProgress

NOTE = (
    "This is what was ticked off in the plan. Ratings stay as they are until the questions are answered again: where "
    "something is done, choose the new rating and name what shows it."
)
_ORDER = (LineState.OVERDUE, LineState.OPEN, LineState.CLOSED)
_WIDTHS = (36, 22, 10)
_NO_DATE = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRow:
    """One line of the plan in words."""

    topic: str
    what: str
    who: str
    by_when: str
    since: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressGroup:
    """The lines that stand alike."""

    state: LineState
    rows: tuple[ProgressRow, ...]

    @property
    def heading(self) -> str:
        """``Overdue (3)``."""
        return f"{self.state} ({len(self.rows)})"


def groups(progress: PlanProgress) -> tuple[ProgressGroup, ...]:
    """The lines of the plan: overdue, longest first; open, the next first; closed, the new ones first."""
    lines = progress.brought.lines
    return tuple(
        ProgressGroup(
            state=state,
            rows=tuple(_row(line, progress) for line in sorted((x for x in lines if x.state is state), key=_place)),
        )
        for state in _ORDER
    )


def summary(progress: PlanProgress) -> str:
    """How many of the actions are closed, open and overdue, in a sentence."""
    lines = progress.brought.lines
    count = {state: sum(line.state is state for line in lines) for state in _ORDER}
    new = sum(line.new for line in lines)
    since = f" ({new} of them since the plan was made)" if new else ""
    said = f"{count[LineState.CLOSED]} closed{since}, {count[LineState.OPEN]} open, {count[LineState.OVERDUE]} overdue"
    return f"{said}, of {counted(len(lines), 'action', 'actions')}, on {in_words(progress.day)}."


def of_what(progress: PlanProgress) -> str:
    """Which plan it is, and of which audit."""
    made = f"The plan was made on {in_words(progress.plan.made)}" if progress.plan.made else "The plan"
    audit = f" of the audit of {in_words(progress.audit_date)}" if progress.audit_date else " of an audit with no date"
    return f"{made}{audit}."


def as_lines(progress: PlanProgress) -> Iterator[str]:
    """The same as plain text, line by line."""
    yield f"{one_line(progress.title)}: {summary(progress)}"
    yield of_what(progress)
    for group in groups(progress):
        if not group.rows:
            continue
        yield ""
        yield group.heading
        for row in group.rows:
            cells = (row.topic, row.who, row.by_when)
            said = "  ".join(shortened(text, wide).ljust(wide) for text, wide in zip(cells, _WIDTHS, strict=True))
            yield f"  {one_line(said)}  {row.since}".rstrip()


def as_text(progress: PlanProgress) -> str:
    """The same as a text to send on."""
    note = "\n".join(textwrap.wrap(NOTE, 78))
    return "\n".join((*as_lines(progress), "", note)) + "\n"


def as_page(progress: PlanProgress) -> str:
    """The same as a page that needs nothing else."""
    return html.page(
        "progress.html",
        progress=progress,
        summary=summary(progress),
        of_what=of_what(progress),
        groups=groups(progress),
        note=NOTE,
    )


def _place(line: ProgressLine) -> tuple[bool, date]:
    """Closed: the new ones first. Otherwise by the date."""
    if line.state is LineState.CLOSED:
        return not line.new, line.since or _NO_DATE
    return False, line.now.due or _NO_DATE


def _row(line: ProgressLine, progress: PlanProgress) -> ProgressRow:
    return ProgressRow(
        topic=line.topic,
        what=line.now.action,
        who=line.now.owner,
        by_when=f"{line.now.due:%d/%m/%Y}" if line.now.due else line.now.due_words,
        since=_since(line, progress),
        status=BY_NAME["status"].text(line.now),
    )


def _since(line: ProgressLine, progress: PlanProgress) -> str:
    """Since when it stands so."""
    if line.state is LineState.CLOSED:
        return "closed since the plan was made" if line.new else "closed before the plan was made"
    if line.state is LineState.OVERDUE and line.since:
        return f"overdue by {counted((progress.day - line.since).days, 'day', 'days')}"
    return f"open since {line.since:%d/%m/%Y}" if line.since else "open"
