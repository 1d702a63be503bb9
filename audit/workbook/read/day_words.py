"""Days in the ways people type them: a whole date, a month with its year, a day and month without one.

What can be meant in one way only is taken, and what was understood is said; "Dec 18" could be a day or a year, and is a
question. Nothing here knows today's date: a day without a year is counted from the date of the audit that names it.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from audit.spreadsheet.rows import CellValue
from audit.workbook.read.cell_values import EARLIEST, LATEST, MONTHS, NoSuchDateError, NotADateError, as_date, as_text

_BEFORE = re.compile(r"(?:by|before|on|in|due(?: by| on)?)(?: the)? ", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ", re.IGNORECASE)
_END_OF = re.compile(r"(?:the )?end of (?:the )?", re.IGNORECASE)
_MONTH_AND_NUMBER = re.compile(
    r"([A-Za-z]{3,9})\.?[,/-]? ?(?:of )?(the )?('?)(\d{4}|\d{1,2})(st|nd|rd|th)?", re.IGNORECASE
)
_MONTH_DAY_YEAR = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_DAY_AND_MONTH = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?[ /-]?(?:of )?([A-Za-z]{3,9})\.?", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})(?:/(\d{1,2})|[.-](\d{2}))")
_LEAP, _EIGHT_YEARS = 2028, 8
"""A year in which every day exists, and the longest time until the next 29 February."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMeaning:
    """The day that words mean, and the code of the note that says how they were read; none for a whole date."""

    day: date
    note: str = ""


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
    try:
        day = as_date(value)
    except NotADateError:
        return _from_words(as_text(value), since)
    return DayMeaning(day=day) if day else None


def _from_words(typed: str, since: date | None) -> DayMeaning:
    text = " ".join(typed.replace("\u2019", "'").replace("\u2018", "'").split())
    text = _WEEKDAY.sub("", _BEFORE.sub("", text, count=1), count=1)
    end = _END_OF.match(text)
    text = text[end.end() :] if end else text
    if (match := _MONTH_AND_NUMBER.fullmatch(text)) and match[1].casefold() in MONTHS:
        return _month_and_number(match, typed, since, end=bool(end))
    if end:
        raise NotADateError(typed)
    if match := _MONTH_DAY_YEAR.fullmatch(text):
        text = f"{match[2]} {match[1]} {match[3]}"
    if text != typed and (day := _whole(text)):
        return DayMeaning(day=day)
    if (match := _DAY_AND_MONTH.fullmatch(text)) and match[2].casefold() in MONTHS:
        return _next(int(match[1]), MONTHS[match[2].casefold()], typed, since)
    if match := _NUMBERS.fullmatch(text):
        return _next(int(match[1]), int(match[2] or match[3]), typed, since)
    raise NotADateError(typed)


def _whole(text: str) -> date | None:
    """The day, where what is left without 'by' and the like is a whole date."""
    try:
        return as_date(text)
    except NotADateError:
        return None


def _month_and_number(match: re.Match[str], typed: str, since: date | None, *, end: bool) -> DayMeaning:
    """'March 2027', 'Sept '27', 'end of March 27' are months; 'Dec 18th' and 'Dec 5' are days; 'Dec 18' is neither."""
    name, the, short, digits, ordinal = match.groups()
    month, number = MONTHS[name.casefold()], int(digits)
    year = len(digits) == 4 or bool(short) or end
    if ordinal or the or (len(digits) == 1 and not year):
        if year:
            raise NotADateError(typed)
        return _next(number, month, typed, since)
    if not year and 1 <= number <= calendar.monthrange(_LEAP, month)[1]:
        whole = calendar.month_name[month]
        raise TwoDaysError(f"{number} {whole}", f"{whole} {2000 + number}", _last_of(2000 + number, month, typed))
    return DayMeaning(day=_last_of(number if len(digits) == 4 else 2000 + number, month, typed), note="W23")


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
