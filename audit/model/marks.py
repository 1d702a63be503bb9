"""The marks that sources and criteria carry: their force, how surely they are known, and how much work a remedy is."""

from enum import StrEnum


class Duty(StrEnum):
    """The force of the source itself: law, statutory guidance, or advice."""

    MUST = "must"
    SHOULD = "should"
    ADVICE = "advice"

    @property
    def meaning(self) -> str:
        """The word for people who do not read guidance for a living."""
        return {"must": "Law", "should": "Statutory guidance", "advice": "Advice"}[self.value]


class Certainty(StrEnum):
    """How surely a provision is known: read in the document itself, or in a page that summarises it.

    A measure of our own stands in no document, and says so.
    """

    TEXT = "text"
    SECONDARY = "secondary"
    OWN = "own"

    @property
    def meaning(self) -> str:
        """What it is called wherever a person reads it: in workbooks, on pages and on the screen."""
        return {"text": "read in the document", "secondary": "at second hand", "own": "our own measure"}[self.value]

    @property
    def mark(self) -> str:
        """What stands beside a citation where its meaning is given once for the whole page; empty if it was read."""
        return {"text": "", "secondary": "†", "own": "‡"}[self.value]


class Effort(StrEnum):
    """How much work a remedy is."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"

    @property
    def meaning(self) -> str:
        """Said as time, which is what a leader has to find."""
        return {"small": "an afternoon", "medium": "a few weeks", "large": "a term"}[self.value]

    @property
    def order(self) -> int:
        """Least work first."""
        return ("small", "medium", "large").index(self.value)
