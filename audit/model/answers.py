"""What a setting says of itself and what it answers: frozen values, just as they were typed."""

from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from audit.model.ratings import Rating

LAST_YEAR = "[Last year]"
"""Stands before evidence and notes brought from last year. Evidence so marked does not count until it is looked at."""

ANY_KIND = ""
"""The kind of a setting that has not said what it is: it is asked everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a workbook something stands."""

    sheet: str
    cell: str

    @property
    def row(self) -> int:
        """The row of the cell, counted as people see it."""
        return int(self.cell.lstrip(ascii_uppercase))

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One school, nursery, club or service."""

    name: str = ""
    kind: str = ANY_KIND
    urn: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a leader wrote against one criterion, in their own words; a blank is ``None`` or empty text.

    ``rating_words`` holds what stands in the rating cell where that is no rating; ``due_words`` and ``status_words``
    what was typed where that is not the date or the status itself, whether it was understood or not. ``status`` is one
    of the three. ``last_rating`` is last year's, and ``open_since`` the day an action still open was first written.
    """

    ref: str
    rating: Rating | None = None
    rating_words: str = ""
    evidence: str = ""
    notes: str = ""
    action: str = ""
    owner: str = ""
    due: date | None = None
    due_words: str = ""
    status: str = ""
    status_words: str = ""
    last_rating: Rating | None = None
    open_since: date | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One setting's answers to one checklist.

    ``strays`` are lines that no question of it asks for. ``first_look`` says that the workbook asks the essentials
    alone: it is judged as the whole checklist with the rest blank.
    """

    checklist: str
    edition: str
    setting: Setting
    responses: tuple[Response, ...]
    strays: tuple[Response, ...] = ()
    audit_date: date | None = None
    completed_by: str = ""
    first_look: bool = False

    def response(self, ref: str) -> Response:
        """The response to a criterion; an empty one if there is none."""
        return next((r for r in self.responses if r.ref == ref), Response(ref=ref))
