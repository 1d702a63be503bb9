"""Last year beside this year: what changed in the answers, and apart from it what the change of questions did.

A score may fall because harder questions came, and rise because hard ones went. So the two years are compared on the
questions that were answered in both, and what the other questions add or take is said by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from audit.judgement.findings import Finding
from audit.judgement.scoring import Scorecard, add_up
from audit.model import Rating, Rule
from audit.model.ratings import SCORED


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementRow:
    """One theme, or the whole: percent last year and this, on the questions common to both."""

    title: str
    common: int
    then: int | None
    now: int | None

    @property
    def change(self) -> int | None:
        """Percentage points since last year; ``None`` where one of the years has no score."""
        return None if self.then is None or self.now is None else self.now - self.then


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """What moved since last year. ``questions`` is what the other questions do to this year's score, in points."""

    whole: MovementRow
    themes: tuple[MovementRow, ...]
    questions: int | None
    others: int
    better: tuple[Finding, ...]
    worse: tuple[Finding, ...]


def since_last_year(card: Scorecard) -> Movement | None:
    """The movement; ``None`` where nothing was carried forward."""
    common = [f for f in card.findings if f.response.last_rating and f.rating]
    if not common:
        return None
    rule, themes = card.checklist.rule, card.checklist.themes
    whole = _row("All questions answered in both years", common, rule)
    rows = (_row(t.title, [f for f in common if f.criterion.theme == t.id], rule) for t in themes)
    now, overall = whole.now, card.overall.so_far
    moved = [f for f in common if f.rating in SCORED and f.response.last_rating in SCORED]
    return Movement(
        whole=whole,
        themes=tuple(row for row in rows if row.common),
        questions=None if now is None or overall is None else overall - now,
        others=len(card.findings) - len(common),
        better=tuple(f for f in moved if _step(f) > 0),
        worse=tuple(f for f in moved if _step(f) < 0),
    )


def _step(finding: Finding) -> int:
    """How far an answer moved: up is better."""
    now, then = finding.rating, finding.response.last_rating
    return _credit(now) - _credit(then) if now in SCORED and then in SCORED else 0


def _row(title: str, findings: Sequence[Finding], rule: Rule) -> MovementRow:
    before = [replace(f, rating=f.response.last_rating) for f in findings]
    then, now = add_up(before, rule).so_far, add_up(findings, rule).so_far
    return MovementRow(title=title, common=len(findings), then=then, now=now)


def _credit(rating: Rating | None) -> int:
    return (rating.credit or 0) if rating else 0
