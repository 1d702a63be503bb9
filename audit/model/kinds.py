"""Kinds of setting: what people call them, when they are closed, and what became of those that are no longer chosen."""

from dataclasses import dataclass
from datetime import date

MonthDay = tuple[int, int]
"""A day of any year: month and day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of setting.

    ``also`` are other words for it; ``closed`` are the periods, first and last day included, in which it usually has no
    staff; ``split_from`` is the kind under which such settings were asked before this one had a name of its own.
    """

    id: str
    title: str
    about: str
    also: tuple[str, ...] = ()
    closed: tuple[tuple[MonthDay, MonthDay], ...] = ()
    split_from: str | None = None

    def closed_on(self, day: date) -> bool:
        """Whether it usually has no staff on this day; a period may go over the turn of the year."""
        at = (day.month, day.day)
        return any(first <= at <= last if first <= last else at >= first or at <= last for first, last in self.closed)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredKind:
    """A kind that is no longer chosen. Returns made under it are read as asked all that its successors are asked."""

    id: str
    title: str
    replaced_by: tuple[str, ...]
    because: str
