"""The judgement in words: the sentence below it, and every part of the rule that is not kept."""

from collections.abc import Iterator, Sequence

from audit.judgement import contradictions, plan
from audit.judgement.findings import Finding
from audit.judgement.review import NOBODY_ELSE, CheckedBy
from audit.judgement.rule import Level, RuleFacts, wanted
from audit.judgement.steps import Step
from audit.model import Duty, Rating
from audit.text import counted, listed, one_or_many

BEGIN_WITH, BEGIN_THIS_WEEK = "begin with", "begin this week with"
_MOST_NAMED = 3


def _titles(findings: Sequence[Finding], most: int = _MOST_NAMED) -> str:
    return listed([_title(f.criterion.title) for f in findings], most)


def _title(title: str) -> str:
    """Between quotation marks, so that a sentence can be read across it."""
    return f"\u201c{title}\u201d"


def reasons(facts: RuleFacts) -> Iterator[str]:
    """Every part of the rule that is not kept, in words."""
    return _what_cannot_be_said(facts) if facts.undeclared else _not_kept(facts)


def _not_kept(facts: RuleFacts) -> Iterator[str]:
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
        undated = facts.law_undated
        also = f"; without an owner and a date within a year of the audit: {_titles(undated)}" if undated else ""
        yield f"{counted(len(law), 'duty in law is', 'duties in law are')} partly shown: {_titles(law)}{also}."
    if facts.too_many(facts.not_met, facts.applicable):
        yield f"{facts.not_met} of the {_applying(facts)} are not met."
    if facts.best_case is not None and facts.best_case < rule.act_now_below:
        yield f"The points can reach {facts.best_case}% at most, under the {rule.act_now_below}% line."
    yield from _reasons_of_doubt(facts)


def _what_cannot_be_said(facts: RuleFacts) -> Iterator[str]:
    """What no answer to such a form can show, and what can be seen of it all the same."""
    yield "Not judged: whether law or statutory guidance is broken, since the form does not say what it rests on."
    yield "Not judged: whether a child could be at risk today, since that needs every duty and every essential."
    yield "Shown: what was answered, what names evidence, the points that the answers earn, and what to do next."
    if facts.blank:
        yield f"{_what_is_open(facts)}."


def _applying(facts: RuleFacts) -> str:
    return counted(facts.applicable, "question that applies", "questions that apply")


_BROKEN = (
    (Duty.MUST, "duty in law is", "duties in law are"),
    (Duty.SHOULD, "duty in statutory guidance is", "duties in statutory guidance are"),
)


def _reasons_of_doubt(facts: RuleFacts) -> Iterator[str]:
    """What is blank, not shown, or left out."""
    if facts.blank:
        yield f"{_what_is_open(facts)}."
    if not facts.applicable:
        yield "Every question was marked as not applicable, so there is nothing to judge."
    elif facts.shown < wanted(facts):
        asked = f"{facts.shown} of the {_applying(facts)}"
        yield f"{asked} are met with evidence; {wanted(facts)} would do."
    if facts.left_out_alone * facts.rule.in_place_left_out_one_in > len(facts.findings):
        left = counted(facts.left_out_alone, "answer is", "answers are")
        yield f"{left} Not applicable where the question does not offer it and no reviewer has agreed."


def _what_is_open(facts: RuleFacts) -> str:
    """How many questions are unanswered, how many answers are not counted, and which of them are essential."""
    blank = [f for f in facts.findings if f.blank and not f.not_accepted]
    refused = [f for f in facts.findings if f.not_accepted]
    said = []
    if blank:
        said.append(f"{counted(len(blank), 'question is', 'questions are')} unanswered{_essential_among(blank)}")
    if refused:
        those = counted(len(refused), "question", "questions")
        how = f"answered Not applicable {one_or_many(len(refused), 'is', 'are')} not counted as answered"
        said.append(f"{those} {how}{_essential_among(refused)}")
    return "; ".join(said)


def _essential_among(findings: Sequence[Finding]) -> str:
    """Which of several questions are essential, after a comma; nothing where none is."""
    essential = [f for f in findings if f.criterion.essential]
    if not essential:
        return ""
    of_them = f"{'all' if len(essential) == len(findings) else len(essential)} of them essential"
    return f", {'and it is essential' if len(findings) == 1 else of_them} ({_titles(essential)})"


def sentence(
    facts: RuleFacts, levels: tuple[Level, Level | None], steps: Sequence[Step], checked: CheckedBy = NOBODY_ELSE
) -> str:
    """What the word means here, in one or two sentences; ``levels`` are the word, and what it could be at best."""
    level, at_best = levels
    if facts.undeclared:
        asked = counted(len(facts.findings), "question", "questions")
        says = one_or_many(facts.undeclared, "names", "name")
        return f"This cannot be judged: {facts.undeclared} of the {asked} of this form {says} no law or guidance."
    if level is Level.ACT_NOW:
        return _act_now_sentence(facts, checked)
    if level is Level.INCOMPLETE:
        if not facts.applicable:
            return "This cannot be judged: every question was marked as not applicable."
        return f"This cannot be judged yet: {_what_is_open(facts)}. At best it would be {at_best}."
    if level is Level.WORK_TO_DO:
        return _work_to_do_sentence(facts, steps, checked)
    return _in_place_sentence(facts, checked)


def _in_place_sentence(facts: RuleFacts, checked: CheckedBy) -> str:
    if not facts.essentials:
        return f"What was asked is in place with evidence named. {checked.by}"
    shown = f"By {checked.whose} every essential is in place with evidence named"
    if odd := _what_does_not_add_up(facts):
        return f"Look first at what does not add up: {odd}. {shown}. {checked.by}"
    return f"{shown}, and the gaps are small. {checked.by}"


def _what_does_not_add_up(facts: RuleFacts) -> str:
    """What speaks against an essential that is met; empty where nothing does."""
    otherwise, repeated = contradictions.of_essentials(facts.findings)
    said = []
    if otherwise:
        said.append(f"what is written beside {_titles(otherwise)} says otherwise")
    if repeated:
        whose = counted(len(repeated), "essential", "essentials")
        said.append(f"{whose} and other questions name the same evidence ({_titles(repeated)})")
    return "; ".join(said)


def _work_to_do_sentence(facts: RuleFacts, steps: Sequence[Step], checked: CheckedBy) -> str:
    """What is missing, how much stands between, and where the plan begins."""
    broken = facts.rated(Rating.NOT_MET, Duty.MUST)
    law = f"{_titles(broken)} {one_or_many(len(broken), 'is', 'are')} required by law and not in place"
    if not facts.essentials:
        missing = law if broken else "no duty in law is rated Not met"
    else:
        missing = _how_essentials_stand(facts) + (f"; {law}" if broken else "")
    stand = f"{counted(len(steps), 'thing stands', 'things stand')} between you and In place"
    first = next((finding.criterion for finding, _ in plan.in_order(facts.findings)), None)
    if first is None:
        begin = f"; {BEGIN_WITH} {_title(steps[0].title)}"
    elif any(step.ref == first.id for step in steps):
        begin = f"; {BEGIN_WITH} {_title(first.title)}"
    else:
        begin = f". The plan begins with {_title(first.title)}"
    return f"By {checked.whose} {missing}. {stand}{begin}."


def _how_essentials_stand(facts: RuleFacts) -> str:
    """How the essentials stand where none is rated Not met: nothing is said of them that the answers do not show."""
    open_ = (
        ("unanswered", [f for f in facts.essentials if f.blank and not f.not_accepted]),
        ("not counted as answered", [f for f in facts.essentials if f.not_accepted]),
        ("only partly in place", facts.essentials_rated(Rating.PARTLY)),
        ("without evidence", [f for f in facts.essentials_open if f.rating is Rating.MET]),
    )
    said = [f"{counted(len(some), 'is', 'are')} {how} ({_titles(some)})" for how, some in open_ if some]
    return f"no essential is rated Not met, but {listed(said, len(said))}" if said else "no essential is missing"


def _act_now_sentence(facts: RuleFacts, checked: CheckedBy) -> str:
    if gone := facts.essentials_rated(Rating.NOT_MET):
        which, these = one_or_many(len(gone), "is", "are"), one_or_many(len(gone), "this", "these")
        return f"A child could be at risk today, because {_titles(gone)} {which} not in place: put {these} right first."
    if facts.too_many(len(facts.essentials_rated(Rating.PARTLY)), len(facts.essentials)):
        some = facts.essentials_rated(Rating.PARTLY)
        return (
            "A child could be at risk today, because "
            f"{len(some)} of {len(facts.essentials)} essentials are only partly in place: {_titles(some)}. "
            "Put these right first."
        )
    broken = sorted(facts.rated(Rating.NOT_MET), key=lambda f: list(Duty).index(f.criterion.duty))
    named = _titles(broken or facts.rated(Rating.PARTLY))
    too_much = f"too much of what law and guidance ask is not in place: {named}"
    if not facts.essentials:
        return f"By {checked.whose} {too_much}."
    if not facts.essentials_open:
        return f"By {checked.whose} no essential is missing, but {too_much}."
    return f"{too_much[0].upper()}{too_much[1:]}. By {checked.whose} {_how_essentials_stand(facts)}."
