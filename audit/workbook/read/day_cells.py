"""Cells that hold a day: what they mean, and what has to be said of them."""

from datetime import date, timedelta

from audit.model import Place
from audit.spreadsheet.rows import CellValue
from audit.workbook.read import day_words
from audit.workbook.read.cell_values import NoSuchDateError, NotADateError, as_text
from audit.workbook.read.problem_log import ProblemLog

_FAR_OFF = timedelta(days=10 * 365 + 3)
"""Ten years from the audit and more: nobody plans so far ahead, and a slip in a year goes there."""
_FIRST_AUDITS, _LONGEST_IN_USE = 2015, 5
"""The year before which there was no such audit, and the years after its edition in which a checklist is filled."""


def read(
    value: CellValue,
    place: Place | None,
    log: ProblemLog,
    *,
    thing: str = "action",
    since: date | None = None,
) -> day_words.DayMeaning | None:
    """The day that a cell means; ``None`` where it is empty or means none, which is said.

    Args:
        value: the cell.
        place: where it stands.
        log: takes what has to be said of it.
        thing: what it is the date of. An action may go by words ("half term"), nothing else may.
        since: the date from which a day without a year is counted.
    """
    text = as_text(value)
    try:
        meaning = day_words.read(value, since)
    except NotADateError:
        if thing == "action":
            log.say("W13", place, text=text)
        else:
            log.say("W14", place, text=text, thing=thing)
    except NoSuchDateError:
        log.say("W14", place, text=text, thing=thing)
    except day_words.TwoDaysError as two:
        log.say("W27", place, text=text, first=two.first, second=two.second)
    except day_words.NoYearError:
        log.say("W29" if thing == "action" else "W49", place, text=text, thing=thing)
    else:
        return _noted(meaning, text, place, log, since)
    return None


def of_audit(value: CellValue, place: Place | None, log: ProblemLog, edition: str) -> day_words.DayMeaning | None:
    """The day of the audit itself, which no other date comes before.

    'Sept 26' is a month, where 2026 is the year of the checklist's edition: as a day it would name no year, and there
    is nothing to count from. What was understood is said.
    """
    try:
        meaning = day_words.read(value, None)
    except day_words.TwoDaysError as two:
        if edition.startswith(str(two.month.year)):
            return _noted(day_words.DayMeaning(day=two.month, note="W23"), as_text(value), place, log)
    except ValueError:
        pass  # it is said below
    else:
        if meaning and not _can_be_of_audit(meaning.day, edition):
            log.say("W14", place, text=as_text(value), thing="audit")
            return None
    return read(value, place, log, thing="audit")


def _can_be_of_audit(day: date, edition: str) -> bool:
    """Whether an audit can have been on a day: other days are held against it, so a slip in its year is a question."""
    first = edition[:4]
    latest = int(first) + _LONGEST_IN_USE if first.isdigit() and len(first) == len("2026") else day.year
    return _FIRST_AUDITS <= day.year <= latest


def _noted(
    meaning: day_words.DayMeaning | None,
    text: str,
    place: Place | None,
    log: ProblemLog,
    since: date | None = None,
) -> day_words.DayMeaning | None:
    if meaning is None:
        return None
    day = as_text(meaning.day)
    if meaning.note:
        log.say(meaning.note, place, text=text, day=day)
    if meaning.weekday:
        log.say("W55", place, text=text, day=day, weekday=f"{meaning.day:%A}")
    if since and abs(meaning.day - since) > _FAR_OFF:
        log.say("W56", place, text=text, day=day)
    return meaning
