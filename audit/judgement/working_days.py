"""Days on which somebody in England can be expected to do a thing. The home of ``holidays``."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)
MonthDay = tuple[int, int]
Closed = tuple[tuple[MonthDay, MonthDay], ...]
"""Periods in which nobody is there, each from a month and day to another; the second may lie in the next year."""
_LONGEST_CLOSED = 120


_KNOWN = {
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28",
    2028: "01-01 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2030: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2031: "01-01 04-11 04-14 05-05 05-26 08-25 12-25 12-26",
    2032: "01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28",
    2033: "01-01 01-03 04-15 04-18 05-02 05-30 08-29 12-25 12-26 12-27",
}
"""The bank holidays of the years that plans are made for, as the library has them: to import it takes half as long as
a report does. A test holds them against it."""


@lru_cache(maxsize=32)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year."""
    if year in _KNOWN:
        return frozenset(date.fromisoformat(f"{year}-{day}") for day in _KNOWN[year].split())
    return from_library(year)


def from_library(year: int) -> frozenset[date]:
    """The same, worked out by the library."""
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
