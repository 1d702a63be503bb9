"""What to do next: every finding that is not safely met becomes an action, or an explicit *no action, because*.

The leader's own words, owner and date win. Where there are none, the checklist's remedy, its suggested role and a date
from the priority's timescale stand in, and say that they are suggestions.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from audit.judgement.diary import Diary
from audit.judgement.evidence import says_something
from audit.judgement.findings import Finding
from audit.model import Checklist, Criterion, Duty, Rating, Response
from audit.model.ratings import EARNING, WANTING
from audit.text import counted, is_done

PRIORITIES = (
    (1, "An essential that is not fully met, or law not met"),
    (2, "Statutory guidance not met, or law partly shown"),
    (3, "Partly met, or advice not met"),
    (4, "Met, with evidence to be filed or an action still open"),
)
_TO_FILE = 4
SOON = 28
"""Within how many days of the report an action is due soon."""
_NO_ACTION = re.compile(r"^\s*no (further )?action\b[\s:,.–-]*(because\b)?[\s:,.–-]*", re.IGNORECASE)


class Standing(StrEnum):
    """Where an action stands on the day of the report, by its date and by what the leader says of it."""

    OVERDUE = "Overdue"
    SOON = "Due soon"
    LATER = "Later"
    NO_DATE = "No date"
    DONE = "Done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to do: what, who, by when, why, and how it will be known to be done.

    ``owner`` and ``due`` are the leader's unless ``owner_suggested`` or ``due_suggested`` says otherwise; ``due_words``
    holds what the leader wrote for a date in other words ("half term", "12 May"); where it is none there is no ``due``.
    """

    criterion: Criterion
    response: Response
    priority: int
    what: str
    what_suggested: bool
    owner: str
    owner_suggested: bool
    due: date | None
    due_words: str
    due_suggested: bool
    done_when: str

    @property
    def to_file(self) -> bool:
        """Whether all is met, and nothing is left but to say where the evidence is."""
        return self.priority == _TO_FILE and self.what_suggested

    def standing(self, day: date) -> Standing:
        """Where it stands on ``day``, the day of the report: the reader's own clock has no part in it."""
        if is_done(self.response.status):
            return Standing.DONE
        if self.due is None:
            return Standing.NO_DATE
        if self.due < day:
            return Standing.OVERDUE
        return Standing.SOON if self.due <= day + timedelta(days=SOON) else Standing.LATER

    def standing_words(self, day: date) -> str:
        """``Overdue by 12 days``, ``Due in 3 days``; empty where the date itself says enough."""
        if self.due is None or self.standing(day) not in {Standing.OVERDUE, Standing.SOON}:
            return ""
        days = (self.due - day).days
        if days < 0:
            return f"Overdue by {counted(-days, 'day', 'days')}"
        return f"Due in {counted(days, 'day', 'days')}" if days else "Due today"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAction:
    """A finding without an action, and why."""

    criterion: Criterion
    response: Response
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """Actions in the order to take them, and what has no action."""

    as_of: date
    actions: tuple[Action, ...]
    no_actions: tuple[NoAction, ...]

    def first(self, number: int) -> tuple[Action, ...]:
        """The things to do now."""
        return self.actions[:number]


def make(checklist: Checklist, findings: Iterable[Finding], as_of: date, audit_date: date | None = None) -> ActionPlan:
    """The plan that follows from findings.

    Args:
        checklist: as the setting's kind is asked it.
        findings: every criterion with its answer.
        as_of: the day of the report, from which suggested dates are counted.
        audit_date: the day of the audit, from which those of priority 1 are; the day of the report where none is given.
    """
    due: list[tuple[Finding, int]] = []
    none: list[NoAction] = []
    for finding in findings:
        because = _why_not(finding)
        if because:
            none.append(NoAction(criterion=finding.criterion, response=finding.response, because=because))
        elif priority := priority_of(finding):
            due.append((finding, priority))
    due.sort(key=lambda one: (one[1], one[0].criterion.effort.order))
    diary = Diary(checklist.rule, checklist.closed, as_of, audit_date or as_of)
    for finding, _ in due:
        if finding.response.due:
            diary.note(_owner(finding, checklist), finding.response.due)
    actions = tuple(_action(finding, priority, checklist, diary) for finding, priority in due)
    return ActionPlan(as_of=as_of, actions=actions, no_actions=tuple(none))


def priority_of(finding: Finding) -> int | None:
    """How pressing a finding is: see :data:`PRIORITIES`; ``None`` where there is nothing to do."""
    criterion, rating = finding.criterion, finding.rating
    if rating in WANTING:
        if criterion.essential or (rating is Rating.NOT_MET and criterion.duty is Duty.MUST):
            return 1
        return 2 if finding.breach or criterion.duty is Duty.MUST else 3
    return 4 if rating in EARNING and not (finding.evidenced and not is_open(finding.response)) else None


def is_open(response: Response) -> bool:
    """Whether an action is written that is not done, and is not "no action"."""
    action = response.action
    return says_something(action) and not is_done(response.status) and not _NO_ACTION.match(action)


def _why_not(finding: Finding) -> str:
    """Why a finding has no action; empty where it has one or needs none."""
    if finding.not_accepted:
        return f"Answered Not applicable, which counts as unanswered: {finding.not_accepted}."
    if finding.blank:
        return "Not answered yet. Answer the question first: it is in the list of unanswered questions."
    if not finding.applicable:
        return f"Not applicable: {finding.response.notes.strip() or 'a reviewer has agreed.'}"
    said = _NO_ACTION.match(finding.response.action)
    if said and priority_of(finding):
        return finding.response.action[said.end() :].strip() or "The leader wrote that there is no action, and not why."
    return ""


def _action(finding: Finding, priority: int, checklist: Checklist, diary: Diary) -> Action:
    criterion, response = finding.criterion, finding.response
    own = response.action.strip() if says_something(response.action) else ""
    dated = response.due is not None or bool(response.due_words.strip())
    owner = _owner(finding, checklist)
    return Action(
        criterion=criterion,
        response=response,
        priority=priority,
        what=own or _suggestion(finding, priority),
        what_suggested=not own,
        owner=owner,
        owner_suggested=not response.owner.strip(),
        due=response.due if dated else diary.find(owner, priority, criterion.effort),
        due_words=response.due_words.strip(),
        due_suggested=not dated,
        done_when=criterion.met,
    )


def _owner(finding: Finding, checklist: Checklist) -> str:
    return finding.response.owner.strip() or checklist.role(finding.criterion.owner)


def _suggestion(finding: Finding, priority: int) -> str:
    if priority == 4:
        return f"File the evidence and say where it is: {finding.criterion.evidence[0]}"
    return finding.criterion.remedy
