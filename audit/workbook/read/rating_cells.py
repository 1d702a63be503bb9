"""A cell with a rating as it was typed, and what there is to say of it."""

from datetime import date

from audit.model import Place
from audit.workbook.read import rating_words
from audit.workbook.read.problem_log import ProblemLog
from audit.workbook.read.rating_words import RatingMeaning


def read(text: str, place: Place | None, log: ProblemLog, since: date | None = None) -> RatingMeaning | None:
    """What a text means as a rating; where it means none, or could mean two, that is said with a hint.

    Args:
        text: what stands in the cell; nothing is no fault.
        place: where it stands.
        log: takes W11.
        since: the date of the audit, where it is known.
    """
    meaning = rating_words.read(text, since) if text else None
    if text and meaning is None:
        from audit.workbook.read import rating_hints  # few returns need a hint, and it takes a while to import

        log.say("W11", place, text=text, hint=rating_hints.suggestion(text))
    return meaning
