"""Every fault we can explain: a code, how serious it is, what is wrong and what to do about it.

One catalogue, so that a message is written once, in one voice, and can be looked up: ``docs/faults.md`` is made from
it.
A message says what was found where; a fix is a thing the reader can do now.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from audit.problems.catalogue import CATALOGUE
from audit.problems.catalogue.fault import Fault, Severity

__all__ = [
    "CATALOGUE",
    "AuditError",
    "Fault",
    "Problem",
    "Severity",
    "Where",
    "is_fault",
    "is_private",
    "one_line",
    "problem",
    "quoted",
]


def one_line(text: str) -> str:
    """A text that came from outside with nothing in it that could break or turn round the line it is printed on."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The file, and the cell or line in it; either part may be empty."""

    file: str = ""
    spot: str = ""

    def __str__(self) -> str:
        return one_line(" > ".join(part for part in (self.file, self.spot) if part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A fault that was found, where, and in what words.

    ``each`` is what a line about several of them names of this one; it is in the message as well. ``window`` is what to
    do where there is no command to type, if that is something else than ``fix``.
    """

    fault: Fault
    where: Where
    message: str
    fix: str
    each: str = field(default="", compare=False)
    window: str = field(default="", compare=False)

    @property
    def code(self) -> str:
        """The code it is looked up by."""
        return self.fault.code

    @property
    def severity(self) -> Severity:
        """How serious it is."""
        return self.fault.severity

    def __str__(self) -> str:
        return f"{self.where}: {self.code} {self.message} {self.fix}"


class AuditError(Exception):
    """Work could not go on. Carries every problem that was found, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


_LONGEST_QUOTE = 60


def quoted(value: object) -> str:
    """A reader's own text inside a message: one line, of bearable length, with no control characters.

    A place, and a tuple of the words that would do, are said in full: they are ours.
    """
    whole = ", ".join(value) if isinstance(value, tuple) else str(value)
    text = one_line(" ".join(whole.split()))
    return text if isinstance(value, tuple | Where) or len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def problem(code: str, where: Where, **details: object) -> Problem:
    """A problem from the catalogue, with the details of this case put in. ``KeyError`` for a code that is not there."""
    fault = CATALOGUE[code]
    said = {name: quoted(value) for name, value in details.items()}
    hint = details.get("hint")  # it names words of ours, in full, and follows the word that is wrong
    said["hint"] = f" {quoted((str(hint),))}" if hint else ""
    each = fault.each.format(**said) if fault.many else ""
    return Problem(
        fault=fault,
        where=where,
        message=fault.message.format(**said),
        fix=fault.fix.format(**said),
        each=each,
        window=fault.window.format(**said),
    )


def is_fault(found: Problem) -> bool:
    """Whether it counts for the exit code of ``check``: errors and warnings do, notes do not."""
    return found.severity is not Severity.NOTE


def is_private(found: Problem) -> bool:
    """Whether it warns of something personal, so that ``--fail-on privacy`` stops at it."""
    return found.code.startswith("P") and found.severity is Severity.WARNING
