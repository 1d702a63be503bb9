"""The judgement in words: the sentence below it, and every part of the rule that is not kept."""

from collections.abc import Iterator, Sequence

from audit.judgement.findings import Finding
from audit.judgement.rule import Level, RuleFacts, wanted
from audit.judgement.steps import Step
from audit.model import Duty, Rating
from audit.text import counted, listed

_MOST_NAMED = 3


def _titles(findings: Sequence[Finding], most: int = _MOST_NAMED) -> str:
    return listed([_title(f.criterion.title) for f in findings], most)


def _title(title: str) -> str:
    """Between quotation marks, so that a sentence can be read across it."""
    return f"\u201c{title}\u201d"


def reasons(facts: RuleFacts) -> Iterator[str]:
    """Every part of the rule that is not kept, in words."""
    rule = facts.rule
    if gone := facts.essentials_rated(Rating.NOT_MET):
        yield f"{counted(len(gone), 'essential is', 'essentials are')} not met: {_titles(gone)}."
    if some := facts.essentials_rated(Rating.PARTLY):
        yield f"{len(some)} of {counted(len(facts.essentials), 'essential', 'essentials')} partly met: {_titles(some)}."
    bare = [f for f in facts.essentials_open if f.rating is Rating.MET]
    if bare:
        yield f"{counted(len(bare), 'essential is', 'essentials are')} met with no evidence named: {_titles(bare)}."
    for duty, one, many in _BROKEN:
        if found := facts.rated(Rating.NOT_MET, duty):
            yield f"{counted(len(found), one, many)} not met: {_titles(found)}."
    if law := facts.law_partly:
        undated = len(facts.law_undated)
        also = f", {undated} without an owner and a date within a year of the audit" if undated else ""
        yield f"{counted(len(law), 'duty in law is', 'duties in law are')} partly shown{also}: {_titles(law)}."
    if facts.too_many(facts.not_met, facts.applicable):
        yield f"{facts.not_met} of the {_applying(facts)} are not met."
    if facts.best_case is not None and facts.best_case < rule.act_now_below:
        yield f"The points can reach {facts.best_case}% at most, under the {rule.act_now_below}% line."
    yield from _reasons_of_doubt(facts)


def _applying(facts: RuleFacts) -> str:
    return counted(facts.applicable, "question that applies", "questions that apply")


_BROKEN = (
    (Duty.MUST, "duty in law is", "duties in law are"),
    (Duty.SHOULD, "duty in statutory guidance is", "duties in statutory guidance are"),
)


def _reasons_of_doubt(facts: RuleFacts) -> Iterator[str]:
    """What is blank, not shown, or left out."""
    if facts.blank:
        blank = [f for f in facts.essentials if f.blank]
        also = f", {len(blank)} of them essential: {_titles(blank)}" if blank else ""
        yield f"{counted(facts.blank, 'question counts', 'questions count')} as unanswered{also}."
    if not facts.applicable:
        yield "Every question was marked as not applicable, so there is nothing to judge."
    elif facts.shown < wanted(facts):
        asked = f"{facts.shown} of the {_applying(facts)}"
        yield f"{asked} are met with evidence; {wanted(facts)} would do."
    if facts.left_out_alone * facts.rule.in_place_left_out_one_in > len(facts.findings):
        left = counted(facts.left_out_alone, "answer is", "answers are")
        yield f"{left} Not applicable where the question does not offer it and no reviewer has agreed."


def sentence(facts: RuleFacts, level: Level, at_best: Level | None, steps: Sequence[Step]) -> str:
    """What the word means here, in one or two sentences."""
    if level is Level.ACT_NOW:
        return _act_now_sentence(facts)
    if level is Level.INCOMPLETE:
        if not facts.applicable:
            return "This cannot be judged: every question was marked as not applicable."
        essential = [f for f in facts.essentials if f.blank]
        also = f", {len(essential)} of them essential ({_titles(essential)})" if essential else ""
        asked = counted(facts.blank, "question is", "questions are")
        return f"This cannot be judged yet: {asked} unanswered{also}. At best it would be {at_best}."
    if level is Level.WORK_TO_DO:
        missing = "no essential is missing" if facts.essentials else "nothing that was asked is badly missing"
        stand = counted(len(steps), "thing stands", "things stand")
        first = f"begin this week with {_title(steps[0].title)}"
        return f"By your own answers {missing}. {stand} between you and In place; {first}."
    if not facts.essentials:
        return "What was asked is in place with evidence named. Nobody else has checked."
    return (
        "By your own answers every essential is in place with evidence named, and the gaps are small. "
        "Nobody else has checked."
    )


def _act_now_sentence(facts: RuleFacts) -> str:
    if gone := facts.essentials_rated(Rating.NOT_MET):
        which = "is" if len(gone) == 1 else "are"
        return f"A child could be at risk today, because {_titles(gone)} {which} not in place: put this right first."
    if facts.too_many(len(facts.essentials_rated(Rating.PARTLY)), len(facts.essentials)):
        some = facts.essentials_rated(Rating.PARTLY)
        return (
            "A child could be at risk today, because "
            f"{len(some)} of {len(facts.essentials)} essentials are only partly in place: {_titles(some)}. "
            "Put these right first."
        )
    broken = sorted(facts.rated(Rating.NOT_MET), key=lambda f: list(Duty).index(f.criterion.duty))
    named = _titles(broken or facts.rated(Rating.PARTLY))
    missing = "No essential is missing, but" if facts.essentials else "Nothing here is an essential, but"
    return f"{missing} too much of what law and guidance ask is not in place: {named}."
