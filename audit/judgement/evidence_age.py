"""What evidence says of its own age and of where it is kept, read from the leader's words and never demanded."""

import re
from datetime import date

_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:(?:\d{{1,2}}[/.-])?(?P<figures>0?[1-9]|1[0-2])[/.-]|{_MONTH})?(?P<year>(?:19|20)\d\d)(?![\w/-])",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:kept|held|stored|filed|saved)\s+((?:in|on|at|with|by|under)\s+[^.;,()\n]{2,60})", re.IGNORECASE
)
_MONTHS = 12


def latest(text: str) -> tuple[int, int | None] | None:
    """The latest year that a text names and, where one is named with it, the latest month; nothing where no year is."""
    found = [(int(one["year"]), _month(one)) for one in _DATE.finditer(text)]
    return max(found, key=lambda day: (day[0], day[1] or _MONTHS + 1)) if found else None


def _month(found: re.Match[str]) -> int | None:
    if found["month"]:
        return _NAMES.index(found["month"].lower()) + 1
    return int(found["figures"]) if found["figures"] else None


def is_older(text: str, audit_date: date | None) -> bool:
    """Whether all that a text names lies before the year up to the audit; a year alone is taken to its end."""
    named = latest(text)
    if named is None or audit_date is None:
        return False
    return (named[0], named[1] or _MONTHS) < (audit_date.year - 1, audit_date.month)


def kept(text: str) -> str:
    """Where it is kept, in the leader's words: ``in the office``; empty where that is not said."""
    found = _KEPT.search(text)
    return " ".join(found[1].split()) if found else ""
