"""What a text is made of, found once: the quick look that stands before each rule asks this, not the text again.

Nearly every text of a return is ordinary evidence, and a rule's own pattern costs many times what a look into a set of
words does. So each rule has a condition without which it finds nothing in any text at all, and reads the text only
where that holds.
"""

import re
from typing import NamedTuple

_SIGNS = [chr(c) if c < 0x80 else "?" for c in range(256)]
_LETTERS = "".join(c.lower() if c.isalpha() else " " for c in _SIGNS).encode("ascii")
_SHAPES = "".join("a" if c.isalpha() else "0" if c.isdigit() else c for c in _SIGNS).encode("ascii")
"""Tables for :meth:`bytes.translate`, which goes through a text many times faster than a pattern does."""
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[a-z]+")
_CAPITALS = re.compile(r"[A-Z][A-Za-z]*")
_HOUSE_NUMBER = re.compile(rb"0a?,? a")
_new = tuple.__new__
"""One is made for every text, in half the time that the class itself takes."""


class Glance(NamedTuple):
    """A text in plain characters, and what it is made of.

    ``seen`` are its words in small letters, cut at every character that is no letter from A to Z. ``shape`` is the text
    with a 0 for each digit and an a for each letter, and ``digits`` how many digits there are.
    """

    text: str
    seen: frozenset[str]
    shape: bytes
    digits: int

    @property
    def capitals(self) -> list[str]:
        """See :func:`capitals`: found when asked for, since few rules do."""
        return capitals(self.text)


def capitals(text: str) -> list[str]:
    """The words of a text that have a capital, as they are written from there on."""
    return _CAPITALS.findall(text)


def has_a_house_number(glance: Glance) -> bool:
    """Whether a number stands before a word as in '12a, Mill Lane'."""
    return bool(_HOUSE_NUMBER.search(glance.shape))


def at_a_glance(text: str) -> Glance:
    """What a text is made of; it may hold letters and digits of other scripts still."""
    if text.isascii():
        characters = text.encode("ascii")
        seen = frozenset(characters.translate(_LETTERS).decode("ascii").split())
    else:
        characters = _DIGIT.sub("0", text).encode("ascii", "replace")
        seen = frozenset(_WORDS.findall(text.lower()))
    shape = characters.translate(_SHAPES)
    return _new(Glance, (text, seen, shape, shape.count(b"0")))
