"""Days in the ways people type them: a whole date, a month with its year, a day and month without one.

What can be meant in one way only is taken, and what was understood is said; "Dec 18" could be a day or a year, and is a
question. Nothing here knows today's date: a day without a year is counted from the date of the audit that names it.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from audit.spreadsheet.rows import CellValue
from audit.text import as_seen
from audit.workbook.read.cell_values import (
    EARLIEST,
    LATEST,
    MONTHS,
    WEEKDAYS,
    NoSuchDateError,
    NotADateError,
    as_date,
    as_text,
)

_BEFORE = re.compile(
    r"(?:(?:due|deadline|target)(?: date)?(?: is)?:? ?(?:by |on |in )?|(?:no|not) later than |by |on |in )(?:the )?",
    re.IGNORECASE,
)
"""What people write before the day that they mean, which changes nothing of it. Any other word may: "not", "after"."""
_NOT_AFTER = re.compile(r"before (?:the )?", re.IGNORECASE)
"""Before a day it can be meant as by that day; before a month it is never the end of that month."""
_WEEKDAY = re.compile(
    rf"(?:{'|'.join(f'({name})' for name in WEEKDAYS)})(?:\.,? ?|,? )(?:the )?(?=\d|[a-z])", re.IGNORECASE
)
_END_OF = re.compile(r"(?:the )?end (?:of )?(?:the )?", re.IGNORECASE)
_MONTH_AND_NUMBER = re.compile(
    r"([A-Za-z]{3,9})\.?[,/-]? ?(?:of )?(the )?('?)(\d{4}|\d{1,2})(st|nd|rd|th)?", re.IGNORECASE
)
_MONTH_DAY_YEAR = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_DAY_AND_MONTH = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?[ /-]?(?:of )?([A-Za-z]{3,9})\.?", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})(?:/(\d{1,2})|[.-](\d{2}))")
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
_SHORT_YEAR = re.compile(r"(\d{2})([/.-])(\d{1,2})\2(\d{2})")
_AROUND_A_STROKE = re.compile(r"(?<=\d) ?/ ?(?=\d)")
_EDGES = " .,;"
_A_MONTH = "W23"
"""The note that a month was read, as its end."""
_LEAP, _EIGHT_YEARS = 2028, 8
"""A year in which every day exists, and the longest time until the next 29 February."""
_MOST_DAYS = 31
_NEAR = timedelta(days=3 * 366)
"""From the audit: what an audit speaks of lies within. 27/3/31 does so as a day of 2027 alone."""
_YEARS_AHEAD, _YEARS_BACK = 10, 1
"""How far from the year of the audit two figures after "end of March" can stand for a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMeaning:
    """The day that words mean, and the code of the note that says how they were read; none for a whole date.

    ``weekday`` says that the words name another day of the week than that of the day.
    """

    day: date
    note: str = ""
    weekday: bool = False


class TwoDaysError(ValueError):
    """The words could mean either of two: 'Dec 18' the 18th of December, or December 2018, whose end is ``month``."""

    def __init__(self, first: str, second: str, month: date) -> None:
        super().__init__(f"{first} or {second}")
        self.first, self.second, self.month = first, second, month


class NoYearError(ValueError):
    """The words name a day without its year, and there is no date to count from."""


def read(value: CellValue, since: date | None) -> DayMeaning | None:
    """The day a cell means; ``None`` for an empty one.

    Args:
        value: the cell.
        since: the date of the audit; a day without a year is the first such day from then on.

    Raises:
        NotADateError: the words have no form of a date.
        NoSuchDateError: they have, but the day does not exist or lies outside 2000 to 2099.
        TwoDaysError: they could mean either of two.
        NoYearError: a year is missing, and so is ``since``.
    """
    if isinstance(value, date):
        return DayMeaning(day=day) if (day := as_date(value)) else None
    typed = as_text(value)
    text = " ".join(as_seen(typed).replace("\u2019", "'").replace("\u2018", "'").split()).strip(_EDGES)
    if not text:
        return None
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip(_EDGES)
    text = _AROUND_A_STROKE.sub("/", text)
    if text[:1].isdigit() and (day := _whole(text, since)):
        return DayMeaning(day=day)
    return _from_words(text, typed, since)


def _from_words(text: str, typed: str, since: date | None) -> DayMeaning:
    before = _NOT_AFTER.match(text)
    if begin := before or _BEFORE.match(text):
        text = text[begin.end() :]
    named = _WEEKDAY.match(text)
    if named:
        text = text[named.end() :]
    meaning = _without_what_precedes(text, typed, since)
    if before and meaning.note == _A_MONTH:
        raise NotADateError(typed)
    if named is None:
        return meaning
    if meaning.note == _A_MONTH:
        raise NotADateError(typed)
    return replace(meaning, weekday=named.lastindex != meaning.day.isoweekday())


def _without_what_precedes(text: str, typed: str, since: date | None) -> DayMeaning:
    end = _END_OF.match(text)
    text = text[end.end() :] if end else text
    if (match := _MONTH_AND_NUMBER.fullmatch(text)) and match[1].casefold() in MONTHS:
        return _month_and_number(match, typed, since, end=bool(end))
    if match := _MONTH_OF_YEAR.fullmatch(text):
        if not 1 <= int(match[1]) <= len(calendar.month_name) - 1:
            raise NoSuchDateError(typed)
        return DayMeaning(day=_last_of(int(match[2]), int(match[1]), typed), note=_A_MONTH)
    if end:
        raise NotADateError(typed)
    if match := _MONTH_DAY_YEAR.fullmatch(text):
        text = f"{match[2]} {match[1]} {match[3]}"
    if day := _whole(text, since):
        return DayMeaning(day=day)
    if (match := _DAY_AND_MONTH.fullmatch(text)) and match[2].casefold() in MONTHS:
        return _next(int(match[1]), MONTHS[match[2].casefold()], typed, since)
    if match := _NUMBERS.fullmatch(text):
        return _next(int(match[1]), int(match[2] or match[3]), typed, since)
    raise NotADateError(typed)


def _whole(text: str, since: date | None) -> date | None:
    """The day, where a text is a whole date; a question where its year may stand first: 27/3/31."""
    try:
        day = as_date(text)
    except NotADateError:
        return None
    match = _SHORT_YEAR.fullmatch(text)
    if day is None or since is None or match is None or abs(day - since) <= _NEAR:
        return day
    try:
        other = date(2000 + int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return day
    if abs(other - since) < abs(day - since):
        raise TwoDaysError(_in_full(day), _in_full(other), other)
    return day


def _in_full(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _month_and_number(match: re.Match[str], typed: str, since: date | None, *, end: bool) -> DayMeaning:
    """'March 2027', 'Sept '27', 'end of March 27' are months; 'Dec 18th' and 'Dec 5' are days; 'Dec 18' is neither."""
    name, the, short, digits, ordinal = match.groups()
    month, number = MONTHS[name.casefold()], int(digits)
    year = len(digits) == 4 or bool(short)
    if ordinal or the or (len(digits) == 1 and not year):
        if year or end:
            raise NotADateError(typed)
        return _next(number, month, typed, since)
    surely_a_year = year or (end and since is not None and _is_near(2000 + number, since) and not _ends(number, month))
    if 1 <= number <= _MOST_DAYS and not surely_a_year:
        whole = calendar.month_name[month]
        there = number <= calendar.monthrange(_LEAP, month)[1]
        first = f"{number} {whole}" if there else f"a day of {whole}"
        raise TwoDaysError(first, f"{whole} {2000 + number}", _last_of(2000 + number, month, typed))
    return DayMeaning(day=_last_of(number if len(digits) == 4 else 2000 + number, month, typed), note=_A_MONTH)


def _ends(number: int, month: int) -> bool:
    """Whether a number is the last day of a month: 'end of Sept 30'."""
    return number in {calendar.monthrange(year, month)[1] for year in (_LEAP, _LEAP + 1)}


def _is_near(year: int, since: date) -> bool:
    return since.year - _YEARS_BACK <= year <= since.year + _YEARS_AHEAD


def _last_of(year: int, month: int, typed: str) -> date:
    if not EARLIEST.year <= year <= LATEST.year:
        raise NoSuchDateError(typed)
    return date(year, month, calendar.monthrange(year, month)[1])


def _next(number: int, month: int, typed: str, since: date | None) -> DayMeaning:
    """The first such day from the date of the audit on."""
    if not (1 <= month <= 12 and 1 <= number <= calendar.monthrange(_LEAP, month)[1]):
        raise NoSuchDateError(typed)
    if since is None:
        raise NoYearError(typed)
    for year in range(since.year, since.year + _EIGHT_YEARS + 1):
        there = number <= calendar.monthrange(year, month)[1]
        if there and since <= (day := date(year, month, number)) <= LATEST:
            return DayMeaning(day=day, note="W28")
    raise NoSuchDateError(typed)
