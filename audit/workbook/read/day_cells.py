"""Cells that hold a day: what they mean, and what has to be said of them."""

from datetime import date

from audit.model import Place
from audit.spreadsheet.rows import CellValue
from audit.workbook.read import day_words
from audit.workbook.read.cell_values import NoSuchDateError, NotADateError, as_text
from audit.workbook.read.problem_log import ProblemLog


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
        log.say("W29", place, text=text)
    else:
        if meaning and meaning.note:
            log.say(meaning.note, place, text=text, day=as_text(meaning.day))
        return meaning
    return None
