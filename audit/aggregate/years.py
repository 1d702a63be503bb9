"""An earlier year beside this one: how the settings that returned in both stand, on the questions common to both.

A setting that joined or left moves no figure here, and neither does a question that was added, taken out or not
answered in both years: a change of questions is never taken for a change of practice.
"""

from dataclasses import dataclass
from datetime import date

from audit.judgement.verdict import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMove:
    """One criterion in both years: of how many settings that answered both times, how many did not fully meet it."""

    ref: str
    title: str
    of: int
    then: int
    now: int

    @property
    def change(self) -> int:
        """How many settings more, or, negative, fewer."""
        return self.now - self.then


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBefore:
    """One earlier year, and this one, over the settings that returned in both.

    ``day`` is the day of the earlier figures; ``expected`` settings were expected and ``returned`` had returned then,
    the first ``None`` where that is not known. ``both`` settings returned in both years, ``joined`` this year only and
    ``left`` then only. ``then`` and ``now`` are medians in percent of their scores on the questions that each answered
    both times, by this year's weights; ``None`` where none has such a score. ``levels_then`` are the judgements as they
    were given, by the questions of that time. Of the breaches on those questions ``closed`` stood then and not now,
    ``still`` both times, and ``new`` only now. ``moves`` has the criteria whose gaps changed, the most first.
    """

    day: date | None
    expected: int | None
    returned: int
    both: int
    joined: int
    left: int
    then: float | None
    now: float | None
    levels_then: tuple[tuple[Level, int], ...]
    levels_now: tuple[tuple[Level, int], ...]
    closed: int
    still: int
    new: int
    moves: tuple[GapMove, ...]
