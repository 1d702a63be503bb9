"""How far a reviewer and the leader agree, and what the answers come to with the reviewer's ratings.

A moderated score is the same scorer over the same answers, with the reviewer's rating wherever one is given.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.judgement.review import Review, agreed, moderated
from audit.judgement.scoring import Scorecard, percent, score
from audit.model import Audit, Checklist, Place, Rating


class Direction(StrEnum):
    """Which way a reviewer's rating differs from the leader's."""

    SAME = "the same"
    LOWER = "the reviewer is lower"
    HIGHER = "the reviewer is higher"
    APPLIES = "they differ on whether it applies"
    UNANSWERED = "the leader gave no answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A criterion that the reviewer rated: the leader's rating beside the reviewer's, and the reason."""

    ref: str
    own: Rating | None
    reviewer: Rating
    reason: str
    place: Place | None

    @property
    def direction(self) -> Direction:
        """Which way they differ."""
        if self.own is self.reviewer:
            return Direction.SAME
        if self.own is None:
            return Direction.UNANSWERED
        if self.own.credit is None or self.reviewer.credit is None:
            return Direction.APPLIES
        return Direction.LOWER if self.reviewer.credit < self.own.credit else Direction.HIGHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two people agree on the criteria that both have rated.

    ``kappa`` is Cohen's, from -1 to 1 in two decimals: 0 is what chance would give, 1 is full agreement. It is ``None``
    where it cannot be worked out, as where both gave one and the same rating throughout.
    """

    theme: str
    title: str
    rated: int
    same: int
    kappa: float | None

    @property
    def share(self) -> int | None:
        """Percent of the criteria rated alike; ``None`` where none was rated by both."""
        return percent(self.same, self.rated)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewComparison:
    """Self beside reviewer, and what the moderated answers come to."""

    review: Review
    pairs: tuple[Pair, ...]
    overall: Agreement
    themes: tuple[Agreement, ...]
    moderated: Scorecard

    @property
    def differing(self) -> tuple[Pair, ...]:
        """The pairs that are not rated alike."""
        return tuple(p for p in self.pairs if p.direction is not Direction.SAME)

    @property
    def directions(self) -> tuple[tuple[Direction, int], ...]:
        """How many differ in which way; ways in which none differs are left out."""
        ways = [p.direction for p in self.differing]
        return tuple((way, ways.count(way)) for way in Direction if way in ways)


def compare(checklist: Checklist, audit: Audit, review: Review) -> ReviewComparison:
    """Put a review beside the answers it is about."""
    pairs = tuple(_pairs(checklist, audit, review))
    by_theme = {c.id: c.theme for c in checklist.criteria}
    themes = tuple(
        _agreement(theme.id, theme.title, [p for p in pairs if by_theme[p.ref] == theme.id])
        for theme in checklist.themes
    )
    return ReviewComparison(
        review=review,
        pairs=pairs,
        overall=_agreement("", "All themes", pairs),
        themes=themes,
        moderated=score(checklist, moderated(audit, review), agreed=agreed(review)),
    )


def _pairs(checklist: Checklist, audit: Audit, review: Review) -> Iterator[Pair]:
    opinions = {o.ref: o for o in review.opinions}
    for criterion in checklist.criteria:
        opinion = opinions.get(criterion.id)
        if opinion and opinion.rating:
            own = audit.response(criterion.id).rating
            yield Pair(ref=criterion.id, own=own, reviewer=opinion.rating, reason=opinion.reason, place=opinion.place)


def _agreement(theme: str, title: str, pairs: Sequence[Pair]) -> Agreement:
    both = [(p.own, p.reviewer) for p in pairs if p.own]
    same = sum(own is reviewer for own, reviewer in both)
    return Agreement(theme=theme, title=title, rated=len(both), same=same, kappa=_kappa(both))


def _kappa(both: Sequence[tuple[Rating, Rating]]) -> float | None:
    """Cohen's kappa over the four ratings as names, not applicable among them: how far agreement is beyond chance."""
    number = len(both)
    own, reviewer = Counter(a for a, _ in both), Counter(b for _, b in both)
    by_chance = sum(own[rating] * reviewer[rating] for rating in Rating)
    if by_chance == number * number:  # both gave one and the same rating throughout, or there is nothing
        return None
    same = number * sum(a is b for a, b in both)
    kappa: float = (same - by_chance) / (number * number - by_chance)
    return round(kappa, 2) + 0.0  # never -0.0
