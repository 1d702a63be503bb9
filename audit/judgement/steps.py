"""What stands between an audit and *In place*: the shortest list of things to do that leads there.

Some things the rule names one by one: essentials, breaches, blanks, and what was left out unasked. For the rest there
is a choice: of the duties in law that are partly met two may stay so, once somebody has taken them on, and of all that
applies a share has to be met with evidence. A duty in law that nobody has taken on costs a step in any case, so that it
is put in place rather than taken on wherever that saves another step; and what was left out unasked is answered rather
than agreed.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from audit.judgement import plan
from audit.judgement.findings import Finding
from audit.judgement.rule import RuleFacts, wanted
from audit.model import Duty, Rating
from audit.model.ratings import LEFT_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that stands between an audit and *In place*: a criterion, and what it lacks."""

    ref: str
    title: str
    what: str


_LAST = len(plan.PRIORITIES) + 1
_TAKE_ON = "name who does it, and a date within a year of the audit"
_ANSWER = "answer it: put it in place, with evidence"
_LEFT_OUT = "answer it, or have a reviewer agree that it does not apply"


def between(facts: RuleFacts) -> tuple[Step, ...]:
    """The shortest way to *In place*, each criterion once, in the order of the plan, a blank essential before all."""
    if not facts.applicable:
        return ()
    forced = _forced(facts)
    names = {finding.criterion.id for finding in forced}
    law = _least_first(f for f in facts.law_partly if f.criterion.id not in names)
    untaken = {f.criterion.id for f in facts.law_undated}
    undated = [f for f in law if f.criterion.id in untaken]
    left_out = _left_out(facts)
    least = max(len(undated), len(law) - facts.rule.in_place_musts_partly)
    lacking, answered = (wanted(facts, more) - facts.shown - len(forced) - more for more in (0, len(left_out)))
    fewer = max(least, answered) < max(least, lacking)
    lacking = max(0, len(law) - facts.rule.in_place_musts_partly, answered if fewer else lacking)
    done = [*forced, *undated[:lacking]]
    names |= {finding.criterion.id for finding in done}
    more = _weightiest(facts, names, prefer={f.criterion.id for f in law})[: max(0, lacking - len(undated))]
    steps = [
        *((finding, _lacks(finding)) for finding in (*done, *more)),
        *((finding, _TAKE_ON) for finding in undated[lacking:]),
        *((finding, _ANSWER if fewer else _LEFT_OUT) for finding in left_out),
    ]
    place = {finding.criterion.id: number for number, finding in enumerate(facts.findings)}
    steps.sort(key=lambda step: (_pressing(step[0]), step[0].criterion.effort.order, place[step[0].criterion.id]))
    return tuple(Step(ref=f.criterion.id, title=f.criterion.title, what=what) for f, what in steps)


def _forced(facts: RuleFacts) -> list[Finding]:
    """What the rule names one by one, and nothing else can stand in for: to be met, with evidence."""
    named = {f.criterion.id for f in (*facts.essentials_open, *facts.breaches)}
    return [f for f in facts.findings if f.blank or f.criterion.id in named]


def _least_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda f: f.criterion.effort.order)


def _weightiest(facts: RuleFacts, taken: Collection[str], prefer: Collection[str]) -> list[Finding]:
    """What else could be met with evidence: what is ``prefer``red, then law, then what has only to name it."""
    open_ = [f for f in facts.findings if f.applicable and not f.shown and f.criterion.id not in taken]
    force = list(Duty)
    return sorted(
        open_,
        key=lambda f: (
            f.criterion.id not in prefer,
            force.index(f.criterion.duty),
            f.rating is not Rating.MET,
            f.criterion.effort.order,
        ),
    )


def _left_out(facts: RuleFacts) -> list[Finding]:
    """Of what was left out without having been offered or agreed, what is too much."""
    over = facts.left_out_alone - len(facts.findings) // facts.rule.in_place_left_out_one_in
    return [f for f in facts.findings if f.rating in LEFT_OUT and not f.offered][: max(0, over)]


def _pressing(finding: Finding) -> int:
    """Its priority in the plan; a blank has none, and comes first where it is an essential."""
    if finding.blank:
        return 0 if finding.criterion.essential else 2
    return plan.priority_of(finding) or _LAST


def _lacks(finding: Finding) -> str:
    if finding.rating is None:
        return (finding.not_accepted and f"answer it: {finding.not_accepted}") or "answer it"
    return "name the evidence" if finding.rating is Rating.MET else "put it fully in place, with evidence"
