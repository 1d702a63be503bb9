"""What was found in a text: where it stands, and how it is shown without being repeated."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """A personal detail in a text: the code of its fault, where it starts and ends, and what may be shown of it.

    ``shown`` never holds the detail itself: reports and logs are shared.
    """

    code: str
    start: int
    end: int
    shown: str


def hidden(text: str, keep: int = 1) -> str:
    """The first character or so of a detail, for the eye to find it by: ``Jayden`` is ``J…``."""
    return text[:keep] + "…"


def masked(code: str, match: re.Match[str], group: str | int = 0, keep: int = 1) -> Detection:
    """A finding of what a pattern met."""
    return Detection(code=code, start=match.start(group), end=match.end(group), shown=hidden(match[group], keep))
