"""How far a reviewer and the leader agree, and what the answers come to with the reviewer's ratings.

A moderated score is the same scorer over the same answers, with the reviewer's rating wherever one is given; where
leader and reviewer have agreed on ratings, those make a third.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.checklist.in_force import in_words
from audit.judgement.review import CheckedBy, Opinion, Review, agreed, has_agreed, moderated, settled
from audit.judgement.scoring import Scorecard, percent, score
from audit.model import Audit, Checklist, Place, Rating
from audit.text import counted

ALL_THEMES = "All themes"


class Direction(StrEnum):
    """Which way a reviewer's rating differs from the leader's."""

    SAME = "the same"
    LOWER = "the reviewer is lower"
    HIGHER = "the reviewer is higher"
    APPLIES = "they differ on whether it applies"
    UNANSWERED = "the leader gave no answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A criterion of which a reviewer wrote something: the ratings of self, reviewer and both, and the reasons.

    ``voices`` has what each of several reviewers wrote, with the name.
    """

    ref: str
    own: Rating | None
    reviewer: Rating | None
    reason: str
    place: Place | None
    agreed: Rating | None = None
    agreed_reason: str = ""
    voices: tuple[tuple[str, Opinion], ...] = ()

    @property
    def in_dispute(self) -> bool:
        """Whether several reviewers rated it differently."""
        return len({opinion.rating for _, opinion in self.voices if opinion.rating}) > 1

    @property
    def is_agreed(self) -> bool:
        """Whether it is settled: a rating was agreed, or the reviewer's is the leader's."""
        return self.agreed is not None or (self.reviewer is not None and self.own is self.reviewer)

    @property
    def direction(self) -> Direction:
        """Which way they differ; where no reviewer's rating stands, they do not."""
        return direction(self.own, self.reviewer)


def direction(own: Rating | None, reviewer: Rating | None) -> Direction:
    """Which way a reviewer's rating differs from the leader's."""
    if reviewer is None or own is reviewer:
        return Direction.SAME
    if own is None:
        return Direction.UNANSWERED
    if own.credit is None or reviewer.credit is None:
        return Direction.APPLIES
    return Direction.LOWER if reviewer.credit < own.credit else Direction.HIGHER


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
    """Self beside reviewer, and what the answers come to: as the leader has them, as the reviewer, and as both agreed.

    ``agreed`` is ``None`` where no rating was agreed.
    """

    review: Review
    pairs: tuple[Pair, ...]
    overall: Agreement
    themes: tuple[Agreement, ...]
    own: Scorecard
    moderated: Scorecard
    agreed: Scorecard | None = None

    @property
    def counting(self) -> Scorecard:
        """The one by which the report judges: that of the agreed ratings where there are any, else the leader's own."""
        return self.agreed or self.own

    @property
    def rated(self) -> tuple[Pair, ...]:
        """What has a reviewer's rating."""
        return tuple(p for p in self.pairs if p.reviewer is not None)

    @property
    def disputed(self) -> tuple[Pair, ...]:
        """What several reviewers rated differently."""
        return tuple(p for p in self.pairs if p.in_dispute)

    @property
    def whose(self) -> str:
        """Whose ratings the report judges by, in a sentence."""
        review, number = self.review, sum(p.agreed is not None for p in self.pairs)
        on = f" on {in_words(review.day)}" if review.day else ""
        if self.agreed is None:
            return f"Judged by the leader's own ratings. Reviewed by {review.by}{on}; no other rating was agreed."
        agreed = counted(number, "rating that the leader agreed", "ratings that the leader agreed")
        return f"Judged by {agreed} with {review.by}{on}, and by the leader's own elsewhere."

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
    checked = checked_words(review, pairs, len(checklist.criteria))
    accepted = agreed(review)
    by_theme = {c.id: c.theme for c in checklist.criteria}
    themes = tuple(
        agreement(theme.id, theme.title, [(p.own, p.reviewer) for p in pairs if by_theme[p.ref] == theme.id])
        for theme in checklist.themes
    )
    return ReviewComparison(
        review=review,
        pairs=pairs,
        overall=agreement("", ALL_THEMES, [(p.own, p.reviewer) for p in pairs]),
        themes=themes,
        own=score(checklist, audit, checked=CheckedBy(by=checked)),
        moderated=score(
            checklist, moderated(audit, review), accepted, CheckedBy(by=checked, whose="the reviewer's ratings")
        ),
        agreed=score(checklist, settled(audit, review), accepted, CheckedBy(by=checked, whose="the agreed ratings"))
        if has_agreed(review)
        else None,
    )


def checked_words(review: Review, pairs: Sequence[Pair], asked: int) -> str:
    """Who has checked how much, in a sentence."""
    return f"{review.by[:1].upper()}{review.by[1:]} agreed {sum(p.is_agreed for p in pairs)} of {asked}."


def _pairs(checklist: Checklist, audit: Audit, review: Review) -> Iterator[Pair]:
    opinions = {o.ref: o for o in review.opinions}
    for criterion in checklist.criteria:
        opinion = opinions.get(criterion.id) or Opinion(ref=criterion.id)
        voices = tuple((v.name, own) for v in review.voices if not (own := v.on(criterion.id)).empty)
        if voices or not opinion.empty:
            yield Pair(
                ref=criterion.id,
                own=audit.response(criterion.id).rating,
                reviewer=opinion.rating,
                reason=opinion.reason,
                place=opinion.place,
                agreed=opinion.agreed,
                agreed_reason=opinion.agreed_reason,
                voices=voices,
            )


def agreement(theme: str, title: str, pairs: Iterable[tuple[Rating | None, Rating | None]]) -> Agreement:
    """How far leaders' ratings and reviewers' agree, where both are there."""
    both = [(own, reviewer) for own, reviewer in pairs if own and reviewer]
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
