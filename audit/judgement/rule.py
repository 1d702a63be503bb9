"""The rule of the judgement: what it asks of an audit, and the first of its words that applies.

All its numbers are data (:class:`audit.model.Rule`), and are printed in every report.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from audit.judgement.findings import Finding
from audit.judgement.owners import is_named
from audit.model import Duty, Rating, Rule
from audit.model.ratings import LEFT_OUT


class Level(StrEnum):
    """The judgement in a word or two, the most pressing first."""

    ACT_NOW = "Act now"
    INCOMPLETE = "Incomplete"
    WORK_TO_DO = "Work to do"
    IN_PLACE = "In place"
    NOT_JUDGED = "Not judged"

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
            "Work to do": "no essential is Not met, and something stands between it and In place",
            "In place": "every essential with evidence, no breach, and the gaps are small",
            "Not judged": "a question of the form names no law or guidance",
        }[self.value]


JUDGEMENTS = tuple(level for level in Level if level is not Level.NOT_JUDGED)
"""The words that are a judgement: what is not judged is counted apart from them."""


def words_to_count(levels: Iterable[Level | None]) -> tuple[Level, ...]:
    """The words of a count: the four judgements, unless nothing is judged, and that where something is not."""
    found = set(levels)
    if Level.NOT_JUDGED not in found:
        return JUDGEMENTS
    return (*JUDGEMENTS, Level.NOT_JUDGED) if found.intersection(JUDGEMENTS) else (Level.NOT_JUDGED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
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
    def of(cls, findings: Sequence[Finding], rule: Rule, audit_date: date | None) -> "RuleFacts":
        """What the rule asks of findings, for an audit of a day."""
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

    def with_blanks_met(self) -> "RuleFacts":
        """The same if every blank were met with evidence."""
        return replace(self, blank=0, shown=self.shown + self.blank, blank_met=True)

    @property
    def undeclared(self) -> int:
        """How many questions rest on nothing that is known, as in a form of somebody else's: no duty can be judged."""
        return sum(not f.criterion.cites for f in self.findings)

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
        """The essentials with this rating."""
        return tuple(f for f in self.essentials if f.rating is rating)

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """Law and statutory guidance that are not met."""
        return tuple(f for f in self.findings if f.breach)

    @property
    def law_partly(self) -> tuple[Finding, ...]:
        """Duties in law that are partly met."""
        return self.rated(Rating.PARTLY, Duty.MUST)

    @property
    def law_undated(self) -> tuple[Finding, ...]:
        """Duties in law that are partly met, without an owner and a date within a year of the audit."""
        return tuple(f for f in self.law_partly if not is_taken_on(f, self.audit_date))

    def too_many(self, number: int, of: int) -> bool:
        """At least so many, and at least such a part."""
        return number >= self.rule.act_now_least and number * self.rule.act_now_one_in >= of


def is_taken_on(finding: Finding, audit_date: date | None) -> bool:
    """Whether somebody is to do it by a day within a year of the audit."""
    due = finding.response.due
    if not is_named(finding.response.owner) or due is None or audit_date is None:
        return False
    return audit_date <= due <= a_year_after(audit_date)


def a_year_after(day: date) -> date:
    """The same day of the next year; of 29 February, the 28th, as spreadsheet programs have it."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def level(facts: RuleFacts) -> Level:
    """The first that applies; where a question rests on nothing, the whole cannot be judged."""
    if facts.undeclared:
        return Level.NOT_JUDGED
    if any(_act_now(facts)):
        return Level.ACT_NOW
    if facts.blank or not facts.applicable:
        return Level.INCOMPLETE
    return Level.WORK_TO_DO if any(_short_of_in_place(facts)) else Level.IN_PLACE


def _act_now(facts: RuleFacts) -> Iterator[bool]:
    rule = facts.rule
    yield len(facts.essentials_rated(Rating.NOT_MET)) >= rule.act_now_essentials
    yield len(facts.rated(Rating.NOT_MET, Duty.MUST)) >= rule.act_now_musts
    yield facts.too_many(len(facts.essentials_rated(Rating.PARTLY)), len(facts.essentials))
    yield facts.too_many(facts.not_met, facts.applicable)
    yield facts.best_case is not None and facts.best_case < rule.act_now_below


def _short_of_in_place(facts: RuleFacts) -> Iterator[bool]:
    rule = facts.rule
    yield bool(facts.essentials_open)
    yield bool(facts.breaches)
    yield len(facts.law_partly) > rule.in_place_musts_partly
    yield bool(facts.law_undated)
    yield facts.shown < wanted(facts)
    yield facts.left_out_alone * rule.in_place_left_out_one_in > len(facts.findings)


def wanted(facts: RuleFacts, more: int = 0) -> int:
    """How many have to be met with evidence: five in six, say, of those that apply, and of so many ``more``."""
    share, of = facts.rule.in_place_shown
    return -(-share * (facts.applicable + more) // of)
