"""What stands beside an answer of Met and says otherwise: that it is not there yet, or an action still open."""

import re
from collections.abc import Iterable, Sequence

from audit.judgement.evidence import unmarked
from audit.judgement.findings import Finding
from audit.judgement.plan import Action, is_open
from audit.judgement.sampling import MANY, by_evidence
from audit.model import Criterion, Rating
from audit.text import counted, is_done, one_or_many

_NOT_THERE = re.compile(
    r"\b(we|they|there)('ve| have|'s| is| are)? (have )?(none|no \w+ (yet|for|in)|not (got|yet))\b"
    r"|\bnone (yet|in place)\b|\b(do|does|did)(n't| not) (have|exist)\b|\bstill to be\b"
    r"|\bnot (yet )?(in place|written|there|available|started)\b"
    r"|\b(no|without a) (policy|procedure|record|log|register|training|agreement|system|lead)\b"
    r"|^\s*(write|create|develop|draft|set up|introduce|start|begin|devise) (a|an|the|our)\b",
    re.IGNORECASE,
)
"""Says of a thing that it does not exist yet."""
_ASKS_OF_PLAN = re.compile(r"\b(every|each|all) (open )?actions? (has|have) an owner and a date\b", re.IGNORECASE)
"""What Met looks like, where it asks for an owner and a date beside every action."""


def says_none(finding: Finding) -> str:
    """An action or a note beside Met that says that there is nothing yet."""
    own = finding.response
    if finding.rating is not Rating.MET or is_done(own.status):
        return ""
    if _NOT_THERE.search(own.action) or _NOT_THERE.search(unmarked(own.notes)):
        return "Rated Met, but the words beside it say that it is not there yet."
    return ""


def still_open(finding: Finding) -> str:
    """An action beside Met that is not marked as done."""
    if finding.rating is not Rating.MET or not is_open(finding.response) or says_none(finding):
        return ""
    return "Rated Met, but an action is written that is not marked as done: it stays in the plan."


def asks_of_plan(criterion: Criterion) -> bool:
    """Whether Met means that every action has an owner and a date, as the return's own plan shows."""
    return bool(_ASKS_OF_PLAN.search(criterion.met))


def plan_lacks(finding: Finding, actions: Iterable[Action]) -> str:
    """Met where an owner and a date are asked of every action, while actions of this very return have none."""
    if finding.rating is not Rating.MET or not asks_of_plan(finding.criterion):
        return ""
    own = [action for action in actions if not action.to_file and not is_done(action.response.status)]
    owner = sum(action.owner_suggested for action in own)
    day = sum(action.due is None or action.due_suggested for action in own)
    if not owner and not day:
        return ""
    lacks = [
        f"{number} {one_or_many(number, 'has', 'have')} no {what}"
        for number, what in ((owner, "owner"), (day, "date"))
        if number
    ]
    return (
        f"Rated Met, which asks for an owner and a date beside every action. Of "
        f"{counted(len(own), 'thing', 'things')} to do in this return, {' and '.join(lacks)} written."
    )


def of_essentials(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The essentials beside which the words say otherwise, and those whose evidence is named for many answers."""
    essentials = [f for f in findings if f.criterion.essential]
    otherwise = tuple(f for f in essentials if says_none(f) or still_open(f))
    repeated = {r.ref for rows in by_evidence(findings).values() if len(rows) >= MANY for r in rows}
    return otherwise, tuple(f for f in essentials if f.criterion.id in repeated)
