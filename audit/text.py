"""The one home for words: how texts are compared, counted, shown and made safe, the same on every page."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# How texts are compared


def plain(text: object) -> str:
    """A heading, label, Ref, name or rating as it is compared: one space between words, no case, plain punctuation."""
    words = str(text)
    return _plain_again(words) if len(words) <= _OFTEN_SEEN else _plain(words)


def evidence_key(text: str) -> str:
    """Evidence as it is compared, in a report and over many settings: as any text, without full stops at its end."""
    return _plain(text).rstrip(" .")


def identifier(text: str) -> str:
    """A URN or other identifier as it is compared: no spaces, capitals, and no ``.0`` left by a spreadsheet program."""
    word = composed("".join(text.split()).upper())
    return word.removesuffix(".0") if word.removesuffix(".0").isdigit() else word


def uncased(name: str) -> str:
    """The name of a sheet as office programs compare it: every space counts, and case does not."""
    return composed(name).casefold()


def composed(text: str) -> str:
    """A text with each accent in one character with its letter: some programs write two, and nobody sees which."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def as_seen(text: str) -> str:
    """A text as the eye reads it: full-width letters and figures as the others, and nothing that cannot be seen."""
    if text.isascii():
        return text
    return "".join(_NARROW.get(c) or c for c in text if unicodedata.category(c) != "Cf" and c != _PICTURE)


_NARROW = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)} | {"\u00a0": " ", "\u3000": " "}
"""Each full-width character with the one it looks like; other compatible ones, such as a half, mean something else."""
_PICTURE = "\ufe0f"
"""Says of the character before it that it is shown in colour, and shows nothing itself."""


def without_accents(text: str) -> str:
    """A text with plain letters in place of those with accents: ``Thérèse`` gives ``Therese``."""
    return text if text.isascii() else re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text))


def phrase_words(phrase: str) -> str:
    """A phrase that two people share: no case, one space between words, one character for all forms of it."""
    return " ".join(unicodedata.normalize("NFKC", phrase).casefold().split())


def slug(text: str) -> str:
    """A name that any file system takes, made from any text: ``St Bede's Crèche`` gives ``st-bedes-creche``."""
    plain = re.sub(r"['\u2019]", "", without_accents(text.casefold()))
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")
    return f"{name}-" if _DEVICE.fullmatch(name) else name


_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""What Windows takes for a device, whatever ending follows: a file of that name cannot be made there."""


def _plain(words: str) -> str:
    if not words.isascii():
        words = composed(words)
        for typed, same in _ALIKE:  # much faster than a table of translation
            words = words.replace(typed, same)
    return " ".join(words.split()).casefold()


_ALIKE = (("\u2019", "'"), ("\u2018", "'"), ("\u2013", "-"), ("\u2011", "-"))
"""What people type in two ways: curly quotation marks, dashes and hyphens that do not break."""
_OFTEN_SEEN = 60
"""The longest text that is kept in memory: the same headings and Refs come with every workbook, prose does not."""
_plain_again = lru_cache(maxsize=4096)(_plain)


# What words mean


def is_done(status: str) -> bool:
    """Whether a leader's word for how far an action has come says that it is done."""
    return plain(status) in _DONE


_DONE = frozenset({"done"})
"""The words for it, as :func:`plain` gives them."""


# How figures are said

NO_SCORE = "no score"
"""Stands where a figure would, in a report and in a workbook, where nothing applies."""


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun, and with whatever else differs: ``1 question is``, ``2 questions are``."""
    return f"{number} {one_or_many(number, one, many)}"


def one_or_many(number: int, one: str, many: str) -> str:
    """The words that go with a number that is said elsewhere: ``it`` or ``them``."""
    return one if number == 1 else many


def listed(names: Sequence[str], most: int) -> str:
    """Names in a sentence: ``a, b and c``; where there are more than ``most``, ``a, b and 4 more``."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def percent_words(value: int | None) -> str:
    """A score in whole percent; ``None`` is none."""
    return NO_SCORE if value is None else f"{value}%"


def share_words(value: float | None) -> str:
    """A share to the nearest whole percent; what is not quite none or all is never said to be it."""
    if value is None:
        return "none to count"
    if 0 < value < 1:
        return "under 1%"
    if 99 < value < 100:
        return "over 99%"
    return f"{value:.0f}%"


def of_words(count: int, of: int) -> str:
    """A part of a whole: ``12 of 200 (6%)``."""
    return f"{count} of {of} ({share_words(100 * count / of)})" if of else f"{count} of 0"


def number_words(value: float | None) -> str:
    """A median or a quartile: ``71`` or ``71.5``."""
    return NO_SCORE if value is None else f"{value:.1f}".removesuffix(".0")


def shortened(text: str, most: int) -> str:
    """A text on one line of at most so many characters, with an ellipsis where some were left out."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}\u2026"


# What other programs would take for something else


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet program could take a text for a formula, a command or an error value by how it begins.

    What cannot be seen at the beginning is passed over, and full-width characters count as those they look like.
    """
    if text[:1].isalnum():  # nearly every text there is
        return False
    first = next((c for c in text if c in "\t\r" or unicodedata.category(c)[0] not in "CZ"), "")
    return unicodedata.normalize("NFKC", first)[:1] in _FORMULA_STARTS


def harmless(value: object) -> str:
    """A value that no spreadsheet program takes for a formula when it opens a CSV file: an apostrophe before it."""
    text = str(value)
    return f"'{text}" if is_formula_like(text) else text


def from_harmless(text: str) -> str:
    """What :func:`harmless` was given."""
    return text[1:] if text.startswith("'") and is_formula_like(text[1:]) else text


_FORMULA_STARTS = frozenset("=+-@|%#\t\r")


def printable(text: str) -> str:
    """A text in which what no document can hold, and what could do harm on a terminal, shows as a mark."""
    return text if text.isprintable() else _UNPRINTABLE.sub("\ufffd", text)


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
