"""What people type into cells, as values: text, ratings and dates. No sheet and no library is known here."""

import re
from datetime import date, datetime

from audit.model import Rating
from audit.spreadsheet.rows import CellValue
from audit.text import plain, printable

_RATINGS = {plain(rating.value): rating for rating in Rating}
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
WEEKDAYS = (
    "mon(?:day)?",
    "tue(?:s(?:day)?)?",
    "wed(?:s|nesday)?",
    "thu(?:r(?:s(?:day)?)?)?",
    "fri(?:day)?",
    "sat(?:urday)?",
    "sun(?:day)?",
)
"""The days of the week in the ways people write them, as patterns. No other word before a date is passed over."""
_NAMED = re.compile(
    rf"(?:(?:{'|'.join(WEEKDAYS)})\.?,? )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ /-]([a-z]{{3,9}})\.?(?:[/-]|,? )"
    r"['\u2019]?(\d{4}|\d{2})",
    re.IGNORECASE,
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
"""The number of each month by its names in small letters."""
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


def as_text(value: CellValue) -> str:
    """A cell as the words a person sees: a whole number without its point, a date as day/month/year."""
    if isinstance(value, str):
        if value.isascii() and value.isprintable():  # most cells by far, and the empty ones
            return value.strip()
        return printable(value.replace("\u00a0", " ")).strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def as_share(value: CellValue) -> str:
    """A number from 0 to 1 as a percentage, which is what most such cells show; nothing for any other value.

    A 1 could have been typed as 1 or as 100%, so both are said.
    """
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= 1:
        return ""
    return "1 or 100%" if value == 1 else f"{100 * value:.0f}%"


def rating(text: str) -> Rating | None:
    """The rating a text is, in any case and spacing; ``None`` where it is none."""
    return _RATINGS.get(plain(text))


class NotADateError(ValueError):
    """The words are not a date at all: "ASAP"."""


class NoSuchDateError(ValueError):
    """The words have the form of a date, and there is no such day, or it cannot be meant: 31/02/2027, 18/07/1905."""


def as_date(value: CellValue) -> date | None:
    """The day a cell says; ``None`` for an empty one.

    Raises:
        NotADateError: the words have no form of a date.
        NoSuchDateError: they have, but the day does not exist or lies outside 2000 to 2099.
    """
    if isinstance(value, datetime):
        day: date | None = value.date()
    elif isinstance(value, date):
        day = value
    else:
        text = " ".join(as_text(value).split())
        day = _from_words(text) if text else None
    if day is not None and not EARLIEST <= day <= LATEST:
        raise NoSuchDateError(as_text(value))
    return day


def _from_words(text: str) -> date:
    if match := _ISO.fullmatch(text):
        year, month, number = match[1], int(match[3]), int(match[4])
    elif match := _NUMBERS.fullmatch(text):
        number, month, year = int(match[1]), int(match[2]), match[3]
    elif (match := _NAMED.fullmatch(text)) and match[2].casefold() in MONTHS:
        number, month, year = int(match[1]), MONTHS[match[2].casefold()], match[3]
    else:
        raise NotADateError(text)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, number)
    except ValueError as fault:
        raise NoSuchDateError(text) from fault
