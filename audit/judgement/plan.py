"""What to do next: every finding that is not safely met becomes an action, or an explicit *no action, because*.

The leader's own words, owner and date win. Where there are none, the checklist's remedy, its suggested role and a date
from the priority's timescale stand in, and say that they are suggestions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from audit.judgement import no_action
from audit.judgement.diary import Diary, whom
from audit.judgement.evidence import says_something
from audit.judgement.findings import Finding
from audit.judgement.owners import is_named
from audit.judgement.reasons import gives_reason
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
    """Actions in the order to take them, what has no action, and what is to be said of the dates as a whole."""

    as_of: date
    actions: tuple[Action, ...]
    no_actions: tuple[NoAction, ...]
    notes: tuple[str, ...] = ()

    def first(self, number: int) -> tuple[Action, ...]:
        """The things to do now."""
        return self.actions[:number]


def make(checklist: Checklist, findings: Iterable[Finding], as_of: date, audit_date: date | None = None) -> ActionPlan:
    """The plan that follows from findings.

    Args:
        checklist: as the setting's kind is asked it.
        findings: every criterion with its answer.
        as_of: the day of the report, from which suggested dates are counted.
        audit_date: the day of the audit, from which those of priority 1 are; the day of the report where none is given,
            or where it is earlier.
    """
    findings = tuple(findings)
    none = [
        NoAction(criterion=finding.criterion, response=finding.response, because=why)
        for finding in findings
        if (why := _why_not(finding))
    ]
    due = in_order(findings)
    diary = Diary(checklist.rule, checklist.closed, as_of, min(audit_date or as_of, as_of))
    for finding, _ in due:
        if finding.response.due:
            diary.note(_owner(finding, checklist), finding.response.due)
    urgent, notes = _urgent(due, checklist, diary)
    return ActionPlan(
        as_of=as_of,
        actions=tuple(_action(finding, priority, checklist, diary, urgent) for finding, priority in due),
        no_actions=tuple(none),
        notes=notes,
    )


def _urgent(
    due: Iterable[tuple[Finding, int]], checklist: Checklist, diary: Diary
) -> tuple[Mapping[str, date], tuple[str, ...]]:
    """The suggested days of what is of priority 1, by Ref, and what is to be said of those who have too much."""
    by_owner: dict[tuple[str, ...], list[Finding]] = {}
    for finding, priority in due:
        if priority == 1 and not _is_dated(finding.response):
            by_owner.setdefault(whom(_owner(finding, checklist)), []).append(finding)
    days: dict[str, date] = {}
    notes = []
    for findings in by_owner.values():
        owner = _owner(findings[0], checklist)
        found = diary.urgent(owner, [f.criterion.effort for f in findings])
        days |= {f.criterion.id: day for f, day in zip(findings, found, strict=True)}
        if diary.is_crowded(owner, found):
            most = counted(checklist.rule.most_a_week, "thing", "things")
            notes.append(
                f"{owner} has more than {most} to do in a week, because what is of priority 1 cannot wait. "
                f"Its {counted(len(found), 'date is', 'dates are')} spread over the days there are: see who could take "
                "some of it on."
            )
    return days, tuple(notes)


def _is_dated(response: Response) -> bool:
    """Whether the leader wrote by when, in whatever words."""
    return response.due is not None or bool(response.due_words.strip())


def in_order(findings: Iterable[Finding]) -> list[tuple[Finding, int]]:
    """The findings that have an action, each with its priority, in the order to take them."""
    due = [(one, priority) for one in findings if not _why_not(one) and (priority := priority_of(one))]
    return sorted(due, key=lambda one: (one[1], one[0].criterion.effort.order))


def priority_of(finding: Finding) -> int | None:
    """How pressing a finding is: see :data:`PRIORITIES`; ``None`` where there is nothing to do."""
    criterion, rating = finding.criterion, finding.rating
    if rating in WANTING:
        if criterion.essential or (rating is Rating.NOT_MET and criterion.duty is Duty.MUST):
            return 1
        return 2 if finding.breach or criterion.duty is Duty.MUST else 3
    return 4 if rating in EARNING and not (finding.evidenced and not is_open(finding.response)) else None


def is_open(response: Response) -> bool:
    """Whether an action is written that is not done, and not that none is needed."""
    action = response.action
    return says_something(action) and not is_done(response.status) and not no_action.leaves_nothing(action)


def _why_not(finding: Finding) -> str:
    """Why a finding has no action; empty where it has one or needs none."""
    if finding.not_accepted:
        return f"Answered Not applicable, which counts as unanswered: {finding.not_accepted}."
    if finding.blank:
        return "Not answered yet. Answer the question first: it is in the list of unanswered questions."
    if not finding.applicable:
        notes = finding.response.notes.strip()
        return f"Not applicable: {notes if gives_reason(notes) else 'a reviewer has agreed.'}"
    if priority_of(finding) and not _has_to_be_done(finding):
        return no_action.because(finding.response.action)
    return ""


def _has_to_be_done(finding: Finding) -> bool:
    """Whether no reason leaves it without an action: an essential, or a duty in law, that is not met."""
    weighty = bool(finding.criterion.essential) or finding.criterion.duty is Duty.MUST
    return weighty and finding.rating is Rating.NOT_MET


def _action(finding: Finding, priority: int, checklist: Checklist, diary: Diary, urgent: Mapping[str, date]) -> Action:
    criterion, response = finding.criterion, finding.response
    own, declined = response.action.strip() if says_something(response.action) else "", ""
    if no_action.begins(own):
        own, declined = "", f" The leader wrote: \u201c{own}\u201d"
    dated, owner = _is_dated(response), _owner(finding, checklist)
    due = response.due if dated else urgent.get(criterion.id) or diary.find(owner, priority, criterion.effort)
    return Action(
        criterion=criterion,
        response=response,
        priority=priority,
        what=own or _suggestion(finding, priority) + declined,
        what_suggested=not own,
        owner=owner,
        owner_suggested=not is_named(response.owner),
        due=due,
        due_words=response.due_words.strip(),
        due_suggested=not dated,
        done_when=criterion.met,
    )


def _owner(finding: Finding, checklist: Checklist) -> str:
    own = finding.response.owner
    return own.strip() if is_named(own) else checklist.role(finding.criterion.owner)


def _suggestion(finding: Finding, priority: int) -> str:
    if priority == 4:
        return f"File the evidence and say where it is: {finding.criterion.evidence[0]}"
    return finding.criterion.remedy
