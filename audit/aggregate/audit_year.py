"""The year that is added up: a school year, or the twelve months up to the day of the overview."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"(20\d\d) ?[-/\u2013] ?(?:20)?(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditYear:
    """The days whose audits are added up, both among them."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


def written(text: str) -> AuditYear:
    """The year that ``2026-27`` or ``2026/2027`` means: from 1 September to 31 August.

    Raises:
        ValueError: it is not two years running.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise ValueError(text)
    return AuditYear(first=date(int(found[1]), 9, 1), last=date(int(found[1]) + 1, 8, 31))


def up_to(day: date) -> AuditYear:
    """The twelve months that end with a day."""
    a_year_ago = date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)
    return AuditYear(first=a_year_ago + timedelta(days=1), last=day)
