"""The ratings: one table of all that differs between them, and the groups that follow from it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Self


class Rating(StrEnum):
    """What a leader may answer, in the order it is offered. A blank is no rating: it is ``None`` where one may stand.

    One entry a rating, with all that differs between them: scorer, formulas, records, data, pages and the workbook's
    colours go through these and name none of their own.

    Attributes:
        place: how many stand before it.
        letter: stands for it in records and in the overview's page.
        credit: what it earns of :data:`FULL_CREDIT`, times the weight of the duty; ``None`` leaves the denominator.
        ink: the colour of its word in the workbook, as red, green and blue.
        paper: the colour behind the word.
        chosen_when: when a leader chooses it, in a sentence.
        agreed_when: when a reviewer does.
    """

    place: int
    letter: str
    credit: int | None
    ink: str
    paper: str
    chosen_when: str
    agreed_when: str

    def __new__(  # noqa: PLR0913, PLR0917 - one argument a column of the table below
        cls, label: str, letter: str, credit: int | None, colours: str, chosen_when: str, agreed_when: str
    ) -> Self:
        """An entry of the table."""
        self = str.__new__(cls, label)
        self._value_ = label
        self.place = len(cls.__members__)
        self.letter, self.credit, self.chosen_when, self.agreed_when = letter, credit, chosen_when, agreed_when
        self.ink, self.paper = colours.split(" on ")
        return self

    MET = (
        "Met", "M", 2, "0B4A2B on D5EFDF",
        "All of what 'met' looks like is in place, and you could show it to a visitor.",
        "You have seen that all of what 'met' looks like is in place.",
    )  # fmt: skip
    PARTLY = (
        "Partly met", "P", 1, "5C3A00 on FFE8B8",
        "You have what 'partly met' describes.",
        "It is as 'partly met' describes.",
    )  # fmt: skip
    NOT_MET = (
        "Not met", "N", 0, "7A1010 on FBD9D6",
        "It is not in place yet. That is worth knowing: it becomes an action.",
        "It is not in place yet.",
    )  # fmt: skip
    NOT_APPLICABLE = (
        "Not applicable", "A", None, "3A4550 on E4E8EB",
        "It cannot apply to you. Say why in 'Notes'. It is left out of the score.",
        "It cannot apply to this setting. Say why.",
    )  # fmt: skip

    @property
    def key(self) -> str:
        """Its name in data: ``partly_met``."""
        return self.value.lower().replace(" ", "_")

    @property
    def css_class(self) -> str:
        """Its class on pages: ``partly-met``."""
        return self.key.replace("_", "-")


RATINGS = {rating.value: rating for rating in Rating}
"""Each rating by its label."""
FULL_CREDIT = 2
UNANSWERED = "?"
"""Stands for a blank where a letter stands for each rating."""
SCORED = tuple(rating for rating in Rating if rating.credit is not None)
"""The ratings that count in the denominator, the best first."""
LEFT_OUT = tuple(rating for rating in Rating if rating.credit is None)
EARNING = tuple(rating for rating in SCORED if rating.credit)
"""Those that claim something, and so need evidence."""
WANTING = tuple(rating for rating in SCORED if rating.credit != FULL_CREDIT)
"""Those that leave something to do."""
COUNTED: tuple[Rating | None, ...] = (*SCORED, None, *LEFT_OUT)
"""The order in which tables count answers: what is left out of the score comes after what is unanswered."""


def counted_as(rating: Rating | None) -> str:
    """What a column of such a table is called in data."""
    return rating.key if rating else "unanswered"


def in_columns(counts: Sequence[int], unanswered: int) -> tuple[int, ...]:
    """The numbers of answers of each rating in the order of :data:`COUNTED`."""
    return tuple(counts[rating.place] if rating else unanswered for rating in COUNTED)
