"""What a response holds: one table that all go through who write, read, carry, merge, record or withhold an answer.

A new column is an entry here, an attribute of :class:`~audit.model.Response` and a column of the workbook's layout;
``tests/test_response_fields.py`` names every place where it was forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from audit.model.answers import Response
from audit.model.ratings import Rating


class CellKind(Enum):
    """What the cell of a field holds."""

    RATING = auto()
    TEXT = auto()
    DATE = auto()


class CarryRule(Enum):
    """What becomes of it in next year's workbook."""

    NO = auto()
    MARKED = auto()
    """Comes along as last year's, and is marked so."""
    WHILE_OPEN = auto()
    """Comes along as it is, unless the action is done."""


class MergeRule(Enum):
    """What becomes of it where several workbooks of one setting are put together."""

    JOINED = auto()
    """Words that differ stand one under the other."""
    AGREED = auto()
    """Left blank where they differ, with what each says in the notes."""
    FIRST = auto()
    """Ours, and the same in all: the first that there is."""
    EARLIEST = auto()


class SharedAs(Enum):
    """What a shared report shows of it."""

    KEPT = auto()
    WITHHELD = auto()
    NUMBERED = auto()
    """A number in place of the words: the same words, the same number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseField:
    """One field of a response.

    Attributes:
        name: the attribute of :class:`Response`.
        heading: the words above its column.
        once_called: the words above it in earlier years, which are read as well.
        holds: what its cell holds.
        typed: whether a person types it, so that something personal could stand in it; the rest is written by us.
        words: the attribute with what was typed in other words, understood or not; empty where there is none.
        words_kept: whether a shared report shows those words.
        words_first: whether its cell holds those words even where they were understood, since they say more.
    """

    name: str
    heading: str
    holds: CellKind = CellKind.TEXT
    typed: bool = True
    carried: CarryRule = CarryRule.NO
    merged: MergeRule = MergeRule.JOINED
    shared: SharedAs = SharedAs.KEPT
    once_called: tuple[str, ...] = ()
    words: str = ""
    words_kept: bool = False
    words_first: bool = False

    def value(self, response: Response) -> str | date | None:
        """What stands in its cell; ``None`` where nothing does."""
        own: Rating | date | str | None = getattr(response, self.name)
        if self.words and (not own or self.words_first):
            own = getattr(response, self.words) or own
        return own.value if isinstance(own, Rating) else own or None

    def text(self, response: Response) -> str:
        """The same as a person reads it."""
        value = self.value(response)
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value or ""

    def together(self, responses: Sequence[Response]) -> dict[str, str]:
        """What several responses say in a field of words, each once, one under the other; and what they agree on."""
        said = "\n".join(dict.fromkeys(text for response in responses if (text := self.text(response))))
        if not self.words:
            return {self.name: said}
        values = {getattr(response, self.name) for response in responses if self.text(response)}
        agreed = values.pop() if len(values) == 1 else ""
        return {self.name: agreed, self.words: "" if said == agreed else said}

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes of a response that it fills."""
        return (self.name, self.words) if self.words else (self.name,)


FIELDS = (
    ResponseField(
        name="last_rating", heading="Last year", holds=CellKind.RATING, typed=False, merged=MergeRule.FIRST,
    ),
    ResponseField(
        name="rating", heading="Rating", holds=CellKind.RATING, merged=MergeRule.AGREED, words="rating_words",
    ),
    ResponseField(
        name="evidence", heading="Evidence", carried=CarryRule.MARKED, shared=SharedAs.NUMBERED,
    ),
    ResponseField(name="notes", heading="Notes", carried=CarryRule.MARKED, shared=SharedAs.WITHHELD),
    ResponseField(name="action", heading="Action", carried=CarryRule.WHILE_OPEN),
    ResponseField(name="owner", heading="Owner", carried=CarryRule.WHILE_OPEN),
    ResponseField(
        name="due", heading="By when", once_called=("Due",), holds=CellKind.DATE,
        carried=CarryRule.WHILE_OPEN, merged=MergeRule.AGREED, words="due_words", words_kept=True,
    ),
    ResponseField(
        name="status", heading="Status", carried=CarryRule.WHILE_OPEN, words="status_words", words_kept=True,
        words_first=True,
    ),
    ResponseField(
        name="open_since", heading="Open since", holds=CellKind.DATE, typed=False, merged=MergeRule.EARLIEST,
    ),
)  # fmt: skip
"""Every field beside the Ref and the place, in the order of the workbook's columns."""

OURS = tuple(field for field in FIELDS if not field.typed)
"""What we write beside the answers where last year's are carried forward."""
TYPED = tuple(field for field in FIELDS if field.typed)
BY_NAME = {field.name: field for field in FIELDS}
