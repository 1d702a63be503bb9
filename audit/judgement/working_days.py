"""Days on which somebody in England can be expected to do a thing. The home of ``holidays``."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)
MonthDay = tuple[int, int]
Closed = tuple[tuple[MonthDay, MonthDay], ...]
"""Periods in which nobody is there, each from a month and day to another; the second may lie in the next year."""
_LONGEST_CLOSED = 120


@lru_cache(maxsize=32)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year."""
    from holidays.countries.united_kingdom import UnitedKingdom

    return frozenset(UnitedKingdom(subdiv="ENG", years=year))  # type: ignore[no-untyped-call]


def is_working(day: date, closed: Closed = ()) -> bool:
    """Whether it is no weekend, no bank holiday in England, and in no closed period."""
    return day.weekday() < 5 and not is_closed(day, closed) and day not in bank_holidays(day.year)


def is_closed(day: date, closed: Iterable[tuple[MonthDay, MonthDay]]) -> bool:
    """Whether a day lies in one of the periods."""
    own = (day.month, day.day)
    return any(first <= own <= last if first <= last else own >= first or own <= last for first, last in closed)


def from_day(day: date, closed: Closed = ()) -> date:
    """The first working day on or after a day."""
    for number in range(_LONGEST_CLOSED):
        if is_working(day + number * DAY, closed):
            return day + number * DAY
    return day  # closed all year: then any day is as good as another


def until_day(day: date) -> date:
    """The last working day on or before a day."""
    while not is_working(day):
        day -= DAY
    return day


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - day.weekday() * DAY
