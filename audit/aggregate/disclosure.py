"""What may be said of many settings to one of them, so that no other's score can be worked out from it.

Exact figures of few give their scores away, above all where several recipients put their pages together. So a setting
is compared only where enough others have a score, the largest group among them counted as one (a trust sees all the
pages of its own); what is said are bands of five, of scores as they are and not in between; and how many others there
are is rounded down.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from audit.aggregate.overview import SettingRow

FOR_THE_MIDDLE = 10
"""So many others have to have a score before the band of the middle one is said."""
FOR_THE_HALF = 19
"""And so many before the bands between which the middle half lies are."""
_ROUNDED_TO = 5
_LOWEST = 50
"""All scores below it are one band."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Band:
    """Whole percentages from ``low`` to ``high``, both among them."""

    low: int
    high: int

    @property
    def words(self) -> str:
        """As it is printed."""
        return f"under {self.high + 1}%" if not self.low else f"{self.low} to {self.high}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where the scores of a kind lie: in which band the middle one, and between which bands the middle half.

    ``others`` is how many others there are, rounded down.
    """

    others: int
    middle: Band
    lower: Band | None = None
    upper: Band | None = None

    def words(self, score: int | None) -> str:
        """Where a score lies among them: its own band beside those that are printed."""
        if score is None:
            return ""
        own = band(score)
        if self.upper and own > self.upper:
            return "above the middle half"
        if self.lower and own < self.lower:
            return "below the middle half"
        if own == self.middle:
            return "in the same band as the middle"
        return "above the middle" if own > self.middle else "below the middle"


def band(score: int) -> Band:
    """The band a score lies in: under 50, then five at a time, the last from 95 to 100."""
    if score < _LOWEST:
        return Band(low=0, high=_LOWEST - 1)
    low = min(score // 5 * 5, 95)
    return Band(low=low, high=100 if low == 95 else low + 4)


def nearest_rank(scores: Sequence[int], quarter: int) -> int:
    """The score of a setting that has so many quarters of all scores up to it; ``scores`` are sorted and not empty."""
    return scores[ceil(quarter * len(scores) / 4) - 1]


def positions(rows: Iterable[SettingRow]) -> dict[str, Position | None]:
    """Where the scores of each kind of setting lie, by its id: the same for each setting of the kind.

    A kind that was not said is no kind; of one in which too few others have a score nothing may be said.
    """
    by_kind: dict[str, list[SettingRow]] = {}
    for row in rows:
        if row.kind and row.so_far is not None:
            by_kind.setdefault(row.kind, []).append(row)
    return {kind: _position(own) for kind, own in by_kind.items()}


def _position(rows: Sequence[SettingRow]) -> Position | None:
    """What may be said of the scores of one kind; ``None`` where too few others have one."""
    scores = sorted(row.so_far for row in rows if row.so_far is not None)
    largest = max(Counter(row.group for row in rows if row.group).values(), default=1)
    others = len(scores) - largest  # of those outside the largest group and that group as one, all but the reader
    if others < FOR_THE_MIDDLE:
        return None
    ends = (band(nearest_rank(scores, 1)), band(nearest_rank(scores, 3))) if others >= FOR_THE_HALF else (None, None)
    return Position(
        others=(len(scores) - 1) // _ROUNDED_TO * _ROUNDED_TO,
        middle=band(nearest_rank(scores, 2)),
        lower=ends[0],
        upper=ends[1],
    )
