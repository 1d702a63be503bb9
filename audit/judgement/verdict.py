"""The judgement: which of four words an audit comes to, why, and what stands between it and the best of them.

Raising a rating, adding evidence, an owner or a date never lowers the judgement; filling a blank may, which is
information arriving, and never beats the best that was said to be possible. The rule is in
:mod:`audit.judgement.rule`, its words in :mod:`audit.judgement.verdict_words`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from audit.judgement import steps, verdict_words
from audit.judgement.findings import Finding
from audit.judgement.plan import ActionPlan
from audit.judgement.review import NOBODY_ELSE, CheckedBy
from audit.judgement.rule import JUDGEMENTS, Level, RuleFacts, a_year_after, level, words_to_count
from audit.judgement.steps import Step
from audit.judgement.verdict_words import BEGIN_THIS_WEEK, BEGIN_WITH
from audit.model import Rule
from audit.text import counted

__all__ = [
    "BEFORE",
    "CAUTION",
    "JUDGEMENTS",
    "Judgement",
    "Level",
    "Step",
    "a_year_after",
    "beside_plan",
    "judge",
    "level_of",
    "words_to_count",
]

CAUTION = "Not a grade from Ofsted, CQC, the ICO or your partnership."
BEFORE = "Self-audit result:"
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The judgement, and why.

    Attributes:
        level: the word.
        sentence: what it means here, naming criteria by their titles.
        reasons: every rule that is not kept, in words, so that nothing is hidden behind another.
        at_best: the judgement if every blank were met with evidence; ``None`` where nothing is blank.
        steps: the shortest way to *In place*, in the order of the plan; empty there, and where nothing applies.
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

    @property
    def result(self) -> str:
        """The word as it is always said: whose result it is."""
        return f"{BEFORE} {self.level}"

    @property
    def caution(self) -> str:
        """What it is not, said wherever it is."""
        return CAUTION

    @property
    def counts(self) -> str:
        """How many are met with evidence, the essentials first; empty where nothing applies."""
        asked = counted(self.shown[1], "question", "questions")
        shown = f"{self.shown[0]} of {asked} met with evidence" if self.shown[1] else ""
        essentials = f"Essentials {self.essentials[0]} of {self.essentials[1]}" if self.essentials[1] else ""
        return "; ".join(filter(None, (essentials, shown)))


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
    facts = RuleFacts.of(findings, rule, audit_date)
    word = level(facts)
    at_best = level(facts.with_blanks_met()) if facts.blank and not facts.undeclared else None
    between = () if facts.undeclared else steps.between(facts)
    return Judgement(
        level=word,
        sentence=verdict_words.sentence(facts, (word, at_best), between, checked),
        reasons=tuple(verdict_words.reasons(facts)),
        at_best=at_best,
        steps=between,
        essentials=(len(facts.essentials) - len(facts.essentials_open), len(facts.essentials)),
        shown=(facts.shown, facts.applicable),
    )


def beside_plan(judgement: Judgement, plan: ActionPlan) -> Judgement:
    """The judgement as it is said beside its plan: where the first action is due within a week, "this week"."""
    first = next(iter(plan.actions), None)
    if first is None or first.due is None or first.due > plan.as_of + timedelta(days=_WEEK):
        return judgement
    said = judgement.sentence.replace(f"; {BEGIN_WITH} ", f"; {BEGIN_THIS_WEEK} ", 1)
    return replace(judgement, sentence=said)


def level_of(findings: Sequence[Finding], rule: Rule, audit_date: date | None) -> Level:
    """The word alone."""
    return level(RuleFacts.of(findings, rule, audit_date))
