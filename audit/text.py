"""Texts as they are compared: what people type differs in spacing, case and punctuation, and means the same."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache


def plain(text: object) -> str:
    """A heading, label, Ref or rating as it is compared: one space between words, no case, plain quotation marks."""
    words = str(text)
    return _plain_again(words) if len(words) <= _OFTEN_SEEN else _plain(words)


def composed(text: str) -> str:
    """A text with each accent in one character with its letter: some programs write two, and nobody sees which."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _plain(words: str) -> str:
    words = composed(words)
    words = words.replace("\u2019", "'").replace("\u2018", "'").replace("\u2013", "-").replace("\u2011", "-")
    return " ".join(words.split()).casefold()


_OFTEN_SEEN = 60
"""The longest text that is kept in memory: the same headings and Refs come with every workbook, prose does not."""
_plain_again = lru_cache(maxsize=4096)(_plain)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun, and with whatever else differs: ``1 question is``, ``2 questions are``."""
    return f"{number} {one if number == 1 else many}"


def listed(names: Sequence[str], most: int) -> str:
    """Names in a sentence: ``a, b and c``; where there are more than ``most``, ``a, b and 4 more``."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
