"""Somebody else's form as frozen values: how it is laid out, what its answers mean, and what it asks.

Nothing is guessed. :mod:`audit.checklist.form_join` makes them, and the checklist of a form.
"""

from dataclasses import dataclass

from audit.model import Rating
from audit.text import plain

NOT_APPLICABLE_WORDS = frozenset({"n/a", "na", "n.a.", "n.a", "not applicable", "n / a", "non applicable"})
"""The same answer in the ways people write it: where a scale has one of them, it has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormScale:
    """The answers of a form by their compared words, what a blank means, and the words as the form has them."""

    meanings: tuple[tuple[str, Rating], ...]
    blank: Rating | None
    prefilled: str
    words: tuple[str, ...]

    def rating(self, word: str) -> Rating | None:
        """The rating that a word of the form means, with or without a full stop; ``None`` where it is none of them."""
        meanings, text = dict(self.meanings), plain(word)
        return meanings.get(text) or meanings.get(text.rstrip(" ."))


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTable:
    """A table of questions: where it stands, the heading of each field, and how a rating is given."""

    sheets: tuple[str, ...]
    heading_rows: int
    columns: tuple[tuple[str, str], ...]
    scale: FormScale | None
    ticks: tuple[tuple[str, Rating], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """A question that is expected; ``scale`` where its good answer is another than its table's."""

    ref: str
    asks: str
    scale: FormScale | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLink:
    """What a person declared: how a question of the form is like a criterion of another checklist."""

    ref: str
    like: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMapping:
    """A form of somebody else's; ``id`` is that of the checklist it makes."""

    id: str
    title: str
    kind: str
    labels: tuple[tuple[str, str], ...]
    tables: tuple[FormTable, ...]
    questions: tuple[FormQuestion, ...]
    links: tuple[FormLink, ...] = ()
