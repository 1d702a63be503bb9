"""What a board is asked to decide, as it follows from the plan and from what is unanswered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.checklist.in_force import in_words
from audit.judgement.plan import Action
from audit.model import Criterion
from audit.report.build import Report
from audit.text import counted, is_done, one_or_many

_MOST = 3
"""How many topics one decision names; the plan marks the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDecision:
    """One thing to decide: what, what it is about, and the topics it concerns, ``more`` of them not named."""

    title: str
    about: str
    criteria: tuple[Criterion, ...] = ()
    more: int = 0

    @property
    def in_short(self) -> str:
        """What to decide in one line, without the topics: ``Name an owner where only a role is suggested (7).``"""
        return f"{self.title} {self.about.removesuffix(':').removesuffix('.')}{'' if self.about.endswith('?') else '.'}"

    @property
    def in_words(self) -> str:
        """The same with the topics it concerns."""
        if not self.criteria:
            return self.in_short
        topics = "; ".join(criterion.title for criterion in self.criteria)
        return f"{self.title} {self.about} {topics}{f'; and {self.more} more' if self.more else ''}."


def to_decide(report: Report) -> tuple[BoardDecision, ...]:
    """What a board is asked to decide, in the order in which it can; empty where nothing is to be done."""
    return tuple(_decisions(report))


def _decisions(report: Report) -> Iterator[BoardDecision]:
    open_ = [a for a in report.plan.actions if not a.to_file and not is_done(a.response.status)]
    blank = report.card.overall.blank
    if open_:
        first = sum(action.priority == 1 for action in open_)
        urgent = f", {first} of the first priority" if first else ""
        yield BoardDecision(title="Approve the plan:", about=f"{counted(len(open_), 'action', 'actions')}{urgent}.")
    if unowned := [action for action in open_ if action.owner_suggested]:
        yield _named("Name an owner", "where only a role is suggested", unowned)
    if undated := [action for action in open_ if action.due is None or action.due_suggested]:
        yield _named("Agree a date", "where none is written, or only words", undated)
    if blank:
        about = f"{counted(blank, 'question is', 'questions are')} unanswered: who answers {_them(blank)}, and by when?"
        yield BoardDecision(title="Have the blanks answered.", about=about)
    if due := sorted(action.due for action in open_ if action.due and action.due >= report.as_of):
        soonest = [day for day in due if (day - due[0]).days <= _CHECK_WITHIN]
        count = counted(len(soonest), "action is", "actions are")
        yield BoardDecision(title="Look at it again", about=f"soon after {in_words(soonest[-1])}: {count} due by then.")


_CHECK_WITHIN = 31
"""Within how many days of the first date a board looks again: about a month."""


def _named(title: str, about: str, actions: Iterable[Action]) -> BoardDecision:
    criteria = tuple(action.criterion for action in actions)
    whole = f"{about} ({len(criteria)}):"
    return BoardDecision(title=title, about=whole, criteria=criteria[:_MOST], more=max(0, len(criteria) - _MOST))


def _them(number: int) -> str:
    return one_or_many(number, "it", "them")
