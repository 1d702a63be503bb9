"""What stands between an audit and *In place*: the shortest list of things to do that leads there."""

from collections.abc import Iterator
from dataclasses import dataclass

from audit.judgement.findings import Finding
from audit.judgement.rule import RuleFacts, wanted
from audit.model import Rating
from audit.model.ratings import LEFT_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that stands between an audit and *In place*: a criterion, and what it lacks."""

    ref: str
    title: str
    what: str


def between(facts: RuleFacts) -> Iterator[Step]:
    """The shortest way to *In place*: each criterion once, essentials first."""
    if not facts.applicable:
        return
    seen: set[str] = set()
    shown = facts.shown
    for finding, what, gains in _needed(facts):
        if finding.criterion.id not in seen:
            seen.add(finding.criterion.id)
            shown += gains and not finding.shown
            yield Step(ref=finding.criterion.id, title=finding.criterion.title, what=what)
    for finding in _easiest(facts):
        if shown >= wanted(facts):
            return
        if finding.criterion.id not in seen:
            shown += 1
            yield Step(ref=finding.criterion.id, title=finding.criterion.title, what=_lacks(finding))


def _needed(facts: RuleFacts) -> Iterator[tuple[Finding, str, bool]]:
    """What the rule names one by one; the last says whether doing it makes the criterion met with evidence."""
    for finding in facts.essentials_open:
        yield finding, _lacks(finding), True
    for finding in facts.breaches:
        yield finding, _lacks(finding), True
    for finding in facts.findings:
        if finding.blank:
            yield finding, _lacks(finding), True
    spare = facts.rule.in_place_musts_partly
    undated = facts.law_undated
    partly = sorted((f for f in facts.law_partly if not f.criterion.essential), key=lambda f: f not in undated)
    for finding in partly[: max(0, len(partly) - spare)]:
        yield finding, _lacks(finding), True
    for finding in partly[max(0, len(partly) - spare) :]:
        if finding in undated:
            yield finding, "name who does it, and a date within a year of the audit", False
    over = facts.left_out_alone - len(facts.findings) // facts.rule.in_place_left_out_one_in
    alone = [f for f in facts.findings if f.rating in LEFT_OUT and not f.offered]
    for finding in alone[: max(0, over)]:
        yield finding, "answer it, or have a reviewer agree that it does not apply", False


def _easiest(facts: RuleFacts) -> list[Finding]:
    """What could be met with evidence too, the least work first."""
    open_ = [f for f in facts.findings if f.applicable and not f.shown]
    return sorted(open_, key=lambda f: (f.rating is not Rating.MET, f.criterion.effort.order))


def _lacks(finding: Finding) -> str:
    if finding.rating is None:
        return (finding.not_accepted and f"answer it: {finding.not_accepted}") or "answer it"
    return "name the evidence" if finding.rating is Rating.MET else "put it fully in place, with evidence"
