"""The judgement: which of four words an audit comes to, why, and what stands between it and the best of them.

The rule is the one printed in every report, and all its numbers are data (:class:`audit.model.Rule`). Raising a rating,
adding evidence, an owner or a date never lowers the judgement; filling a blank may, which is information arriving, and
never beats the best that was said to be possible.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from audit.judgement.findings import Finding
from audit.judgement.review import NOBODY_ELSE, CheckedBy
from audit.model import Duty, Rating, Rule
from audit.model.ratings import LEFT_OUT
from audit.text import counted, listed

CAUTION = "Not a grade from Ofsted, CQC, the ICO or your partnership."
BEFORE = "Self-audit result:"
_MOST_NAMED = 3


class Level(StrEnum):
    """The judgement in a word or two, the most pressing first."""

    ACT_NOW = "Act now"
    INCOMPLETE = "Incomplete"
    WORK_TO_DO = "Work to do"
    IN_PLACE = "In place"

    @property
    def css_class(self) -> str:
        """Its class on pages."""
        return self.value.lower().replace(" ", "-")

    @property
    def in_short(self) -> str:
        """When it is said, in a few words; :func:`judge` has the rule."""
        return {
            "Act now": "an essential is not in place, or too much of what law and guidance ask is not",
            "Incomplete": "otherwise, a question is unanswered",
            "Work to do": "nothing essential is missing, and something stands between it and In place",
            "In place": "every essential with evidence, no breach, and the gaps are small",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that stands between an audit and *In place*: a criterion, and what it lacks."""

    ref: str
    title: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The judgement, and why.

    Attributes:
        level: the word.
        sentence: what it means here, naming criteria by their titles.
        reasons: every rule that is not kept, in words, so that nothing is hidden behind another.
        at_best: the judgement if every blank were met with evidence; ``None`` where nothing is blank.
        steps: the shortest way to *In place*, essentials first; empty there, and where nothing applies.
        essentials: how many essentials are met with evidence, and how many apply.
        shown: how many questions are met with evidence, and how many apply.
    """

    level: Level
    sentence: str
    reasons: tuple[str, ...]
    at_best: Level | None
    steps: tuple[Step, ...]
    essentials: tuple[int, int]
    shown: tuple[int, int]


def judge(
    findings: Sequence[Finding], rule: Rule, audit_date: date | None, checked: CheckedBy = NOBODY_ELSE
) -> Judgement:
    """The judgement of findings.

    Args:
        findings: every criterion that is asked, with its answer.
        rule: the numbers of the rule.
        audit_date: the day of the audit: a date for a duty in law that is partly met lies within a year of it. Without
            one no such date counts.
        checked: who has checked the answers beside the leader.
    """
    facts = _Facts.of(findings, rule, audit_date)
    level = _level(facts)
    at_best = _level(facts.with_blanks_met()) if facts.blank else None
    steps = tuple(_steps(facts))
    return Judgement(
        level=level,
        sentence=_sentence(facts, (level, at_best), steps, checked),
        reasons=tuple(_reasons(facts)),
        at_best=at_best,
        steps=steps,
        essentials=(len(facts.essentials) - len(facts.essentials_open), len(facts.essentials)),
        shown=(facts.shown, facts.applicable),
    )


def level_of(findings: Sequence[Finding], rule: Rule, audit_date: date | None) -> Level:
    """The word alone."""
    return _level(_Facts.of(findings, rule, audit_date))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """All that the rule asks of an audit."""

    rule: Rule
    findings: tuple[Finding, ...]
    audit_date: date | None
    essentials: tuple[Finding, ...]
    applicable: int
    blank: int
    shown: int
    not_met: int
    left_out_alone: int
    """Not applicable without having been offered or agreed."""
    earned: int
    available: int
    blank_met: bool = False
    """Whether every blank is taken as met with evidence."""

    @classmethod
    def of(cls, findings: Sequence[Finding], rule: Rule, audit_date: date | None) -> "_Facts":
        ratings = [f.rating for f in findings]
        earned = available = alone = shown = 0
        for finding in findings:
            earned += finding.earned(rule)
            available += finding.available(rule)
            alone += finding.rating in LEFT_OUT and not finding.offered
            shown += finding.shown
        return cls(
            rule=rule,
            findings=tuple(findings),
            audit_date=audit_date,
            essentials=tuple(f for f in findings if f.criterion.essential and f.applicable),
            applicable=sum(f.applicable for f in findings),
            blank=ratings.count(None),
            shown=shown,
            not_met=ratings.count(Rating.NOT_MET),
            left_out_alone=alone,
            earned=earned,
            available=available,
        )

    def with_blanks_met(self) -> "_Facts":
        return replace(self, blank=0, shown=self.shown + self.blank, blank_met=True)

    @property
    def best_case(self) -> int | None:
        """Percent of the points if every blank were met."""
        blanks = sum(f.available(self.rule) for f in self.findings if f.blank)
        return 100 * (self.earned + blanks) // self.available if self.available else None

    @property
    def essentials_open(self) -> tuple[Finding, ...]:
        """Essentials that are not met with evidence."""
        return tuple(f for f in self.essentials if not (f.shown or (self.blank_met and f.blank)))

    def rated(self, rating: Rating, duty: Duty | None = None) -> tuple[Finding, ...]:
        """The findings with this rating, of one force or of any."""
        return tuple(f for f in self.findings if f.rating is rating and duty in {None, f.criterion.duty})

    def essentials_rated(self, rating: Rating) -> tuple[Finding, ...]:
        return tuple(f for f in self.essentials if f.rating is rating)

    @property
    def breaches(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.breach)

    @property
    def law_partly(self) -> tuple[Finding, ...]:
        return self.rated(Rating.PARTLY, Duty.MUST)

    @property
    def law_undated(self) -> tuple[Finding, ...]:
        """Duties in law that are partly met, without an owner and a date within a year of the audit."""
        return tuple(f for f in self.law_partly if not _is_taken_on(f, self.audit_date))

    def too_many(self, number: int, of: int) -> bool:
        """At least so many, and at least such a part."""
        return number >= self.rule.act_now_least and number * self.rule.act_now_one_in >= of


def _is_taken_on(finding: Finding, audit_date: date | None) -> bool:
    """Whether somebody is to do it by a day within a year of the audit."""
    due = finding.response.due
    if not finding.response.owner.strip() or due is None or audit_date is None:
        return False
    return audit_date <= due <= a_year_after(audit_date)


def a_year_after(day: date) -> date:
    """The same day of the next year; of 29 February, the 28th, as spreadsheet programs have it."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


# The rule


def _level(facts: _Facts) -> Level:
    """The first that applies."""
    if any(_act_now(facts)):
        return Level.ACT_NOW
    if facts.blank or not facts.applicable:
        return Level.INCOMPLETE
    return Level.WORK_TO_DO if any(_short_of_in_place(facts)) else Level.IN_PLACE


def _act_now(facts: _Facts) -> Iterator[bool]:
    rule = facts.rule
    yield len(facts.essentials_rated(Rating.NOT_MET)) >= rule.act_now_essentials
    yield len(facts.rated(Rating.NOT_MET, Duty.MUST)) >= rule.act_now_musts
    yield facts.too_many(len(facts.essentials_rated(Rating.PARTLY)), len(facts.essentials))
    yield facts.too_many(facts.not_met, facts.applicable)
    yield facts.best_case is not None and facts.best_case < rule.act_now_below


def _short_of_in_place(facts: _Facts) -> Iterator[bool]:
    rule = facts.rule
    yield bool(facts.essentials_open)
    yield bool(facts.breaches)
    yield len(facts.law_partly) > rule.in_place_musts_partly
    yield bool(facts.law_undated)
    yield facts.shown < _wanted(facts)
    yield facts.left_out_alone * rule.in_place_left_out_one_in > len(facts.findings)


def _wanted(facts: _Facts) -> int:
    """How many have to be met with evidence: five in six, say, of those that apply."""
    share, of = facts.rule.in_place_shown
    return -(-share * facts.applicable // of)


# Why, in words


def _titles(findings: Sequence[Finding], most: int = _MOST_NAMED) -> str:
    return listed([_title(f.criterion.title) for f in findings], most)


def _title(title: str) -> str:
    """Between quotation marks, so that a sentence can be read across it."""
    return f"\u201c{title}\u201d"


def _reasons(facts: _Facts) -> Iterator[str]:
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


def _applying(facts: _Facts) -> str:
    return counted(facts.applicable, "question that applies", "questions that apply")


_BROKEN = (
    (Duty.MUST, "duty in law is", "duties in law are"),
    (Duty.SHOULD, "duty in statutory guidance is", "duties in statutory guidance are"),
)


def _reasons_of_doubt(facts: _Facts) -> Iterator[str]:
    """What is blank, not shown, or left out."""
    if facts.blank:
        blank = [f for f in facts.essentials if f.blank]
        also = f", {len(blank)} of them essential: {_titles(blank)}" if blank else ""
        yield f"{counted(facts.blank, 'question counts', 'questions count')} as unanswered{also}."
    if not facts.applicable:
        yield "Every question was marked as not applicable, so there is nothing to judge."
    elif facts.shown < _wanted(facts):
        asked = f"{facts.shown} of the {_applying(facts)}"
        yield f"{asked} are met with evidence; {_wanted(facts)} would do."
    if facts.left_out_alone * facts.rule.in_place_left_out_one_in > len(facts.findings):
        left = counted(facts.left_out_alone, "answer is", "answers are")
        yield f"{left} Not applicable where the question does not offer it and no reviewer has agreed."


def _sentence(facts: _Facts, levels: tuple[Level, Level | None], steps: Sequence[Step], checked: CheckedBy) -> str:
    """What the word means here, in one or two sentences; ``levels`` are the word, and what it could be at best."""
    level, at_best = levels
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
        return f"By {checked.whose} {missing}. {stand} between you and In place; {first}."
    if not facts.essentials:
        return f"What was asked is in place with evidence named. {checked.by}"
    return f"By {checked.whose} every essential is in place with evidence named, and the gaps are small. {checked.by}"


def _act_now_sentence(facts: _Facts) -> str:
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


# What stands between


def _steps(facts: _Facts) -> Iterator[Step]:
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
        if shown >= _wanted(facts):
            return
        if finding.criterion.id not in seen:
            shown += 1
            yield Step(ref=finding.criterion.id, title=finding.criterion.title, what=_lacks(finding))


def _needed(facts: _Facts) -> Iterator[tuple[Finding, str, bool]]:
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


def _easiest(facts: _Facts) -> list[Finding]:
    """What could be met with evidence too, the least work first."""
    open_ = [f for f in facts.findings if f.applicable and not f.shown]
    return sorted(open_, key=lambda f: (f.rating is not Rating.MET, f.criterion.effort.order))


def _lacks(finding: Finding) -> str:
    if finding.rating is None:
        return (finding.not_accepted and f"answer it: {finding.not_accepted}") or "answer it"
    return "name the evidence" if finding.rating is Rating.MET else "put it fully in place, with evidence"
