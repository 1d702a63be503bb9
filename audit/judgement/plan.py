"""What to do next: every finding that is not safely met becomes an action, or an explicit *no action, because*.

The leader's own words, owner and date win. Where there are none, the checklist's remedy, its suggested role and a date
from the priority's timescale stand in, and say that they are suggestions.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from audit.judgement.scoring import Finding
from audit.model import Checklist, Criterion, Duty, Response, Rule
from audit.model.ratings import EARNING, WANTING
from audit.text import counted, is_done

PRIORITIES = (
    (1, "Law not fully met"),
    (2, "Statutory guidance not met"),
    (3, "Partly met, or advice not met"),
    (4, "Met, but no evidence is named"),
)
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


def make(checklist: Checklist, findings: Iterable[Finding], as_of: date) -> ActionPlan:
    """The plan that follows from findings, with suggested dates counted from ``as_of``."""
    actions: list[Action] = []
    none: list[NoAction] = []
    for finding in findings:
        because = _why_not(finding)
        if because:
            none.append(NoAction(criterion=finding.criterion, response=finding.response, because=because))
        elif priority := priority_of(finding):
            actions.append(_action(finding, priority, checklist, as_of))
    actions.sort(key=lambda a: (a.priority, a.criterion.effort.order))
    return ActionPlan(as_of=as_of, actions=tuple(actions), no_actions=tuple(none))


def priority_of(finding: Finding) -> int | None:
    """1 breach of law, 2 breach of statutory guidance, 3 partly met or advice not met, 4 evidence to be filed."""
    if finding.breach:
        return 1 if finding.criterion.duty is Duty.MUST else 2
    rating = finding.response.rating
    if rating in WANTING:
        return 3
    return 4 if rating in EARNING and not finding.evidenced else None


def _why_not(finding: Finding) -> str:
    """Why a finding has no action; empty where it has one or needs none."""
    if finding.blank:
        return "Not answered yet. Answer the question first: it is in the list of unanswered questions."
    if not finding.applicable:
        reason = finding.response.notes.strip()
        return f"Not applicable: {reason}" if reason else "Marked as not applicable, but no reason was given."
    said = _NO_ACTION.match(finding.response.action)
    if said and priority_of(finding):
        return finding.response.action[said.end() :].strip() or "The leader wrote that there is no action, and not why."
    return ""


def _action(finding: Finding, priority: int, checklist: Checklist, as_of: date) -> Action:
    criterion, response = finding.criterion, finding.response
    own, owner = response.action.strip(), response.owner.strip()
    dated = response.due is not None or bool(response.due_words.strip())
    return Action(
        criterion=criterion,
        response=response,
        priority=priority,
        what=own or _suggestion(finding, priority),
        what_suggested=not own,
        owner=owner or checklist.role(criterion.owner),
        owner_suggested=not owner,
        due=response.due if dated else suggested_date(priority, checklist.rule, as_of),
        due_words=response.due_words.strip(),
        due_suggested=not dated,
        done_when=criterion.met,
    )


def _suggestion(finding: Finding, priority: int) -> str:
    if priority == 4:
        return f"File the evidence and say where it is: {finding.criterion.evidence[0]}"
    return finding.criterion.remedy


def suggested_date(priority: int, rule: Rule, as_of: date) -> date:
    """The date by which a priority should be dealt with."""
    return as_of + timedelta(days=rule.days[priority - 1])
