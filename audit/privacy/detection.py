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

    def place_in(self, text: str) -> str:
        """Which words of the text are meant, and how they begin: enough to find them, and nothing to read."""
        first = len(text[: self.start + 1].split())
        last = max(first, len(text[: self.end].split()))
        if len(text.split()) == 1:
            return f"'{self.shown}'"
        return f"word {first}, '{self.shown}'" if first == last else f"words {first} to {last}, '{self.shown}'"


def each_once(found: tuple[Detection, ...]) -> tuple[Detection, ...]:
    """Findings to tell somebody of: a name beside which something private is said needs no second warning."""
    private = [one for one in found if one.code == "P13"]
    return tuple(o for o in found if o.code != "P08" or not any(p.start <= o.start < p.end for p in private))


def hidden(text: str, keep: int = 1) -> str:
    """The first character or so of a detail, for the eye to find it by: ``Jayden`` is ``J…``."""
    return text[:keep] + "…"


def masked(code: str, match: re.Match[str], group: str | int = 0, keep: int = 1) -> Detection:
    """A finding of what a pattern met."""
    return Detection(code=code, start=match.start(group), end=match.end(group), shown=hidden(match[group], keep))
