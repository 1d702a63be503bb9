"""What an entry of the catalogue of faults is."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error changes what can be scored; a warning needs a look; a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Fault:
    """One entry of the catalogue. ``message``, ``fix`` and ``window`` have ``{names}`` for the details of each case.

    ``window`` is the remedy on the page and in the local app, where there is no command to type; empty where ``fix``
    will do there as well.

    ``many`` says the same of several cases at once, and ``each`` is what it names of every one of them. With
    ``every_place`` each of their cells is named, however many there are: what looks better than it may be is never left
    to "and 11 more".
    """

    code: str
    severity: Severity
    message: str
    fix: str
    many: str = ""
    each: str = "'{text}'"
    every_place: bool = False
    window: str = ""


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
