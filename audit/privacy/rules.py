"""All rules over one text. Importing this reads the word lists, so it is imported when there is a text to look at."""

import unicodedata
from functools import lru_cache

from audit.privacy import contacts, families, identifiers, names, nicknames, online, unnamed
from audit.privacy.detection import Detection, hidden
from audit.privacy.features import at_a_glance

_SIGNS = {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-", "\u00a0": " "}
_LETTERS = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "ı": "i"}
_ACCENTED = {
    letter: plain
    for letter in map(chr, range(0xC0, 0x250))
    if (plain := unicodedata.normalize("NFD", letter)[0]) != letter and plain.isascii()
}
_PLAIN = str.maketrans(_ACCENTED | _SIGNS | _LETTERS)
"""Typographic characters and accented letters, each as one plain one: places in the text stay as they are."""


def look(text: str, *, for_owner: bool = False) -> tuple[Detection, ...]:
    """What a text seems to hold: the first finding of each kind, in the order of the codes P01 to P09.

    Args:
        text: what somebody typed into a cell.
        for_owner: the cell says who will act, so that a name alone in it is a colleague's.
    """
    return _look_again(text, for_owner) if len(text) <= _OFTEN_SEEN else _look(text, for_owner)


def _look(text: str, for_owner: bool) -> tuple[Detection, ...]:
    found = _everything(text, for_owner=for_owner)
    if not found:
        return ()
    first = {finding.code: finding for finding in sorted(found, key=lambda f: -f.start)}
    return tuple(first[code] for code in sorted(first))


_OFTEN_SEEN = 40
"""The longest text whose findings are kept in memory: posts and short notes come again and again, sentences do not."""
_look_again = lru_cache(maxsize=2048)(_look)


def masked(text: str) -> str:
    """The text with everything that it seems to hold hidden: for messages that repeat it, since they are shared."""
    end = len(text)
    for finding in sorted(_everything(text), key=lambda f: (-f.end, f.start)):
        if finding.end <= end:
            text = text[: finding.start] + hidden(text[finding.start]) + text[finding.end :]
            end = finding.start
    return text


def _everything(text: str, *, for_owner: bool = False) -> list[Detection]:
    """Every finding, in no order."""
    found: list[Detection] = []
    plain = text if text.isascii() else text.translate(_PLAIN)
    glance = at_a_glance(plain)
    if glance.digits:
        found += identifiers.identifiers(glance)
        found += contacts.numbers(glance)
    if "@" in plain or "dot" in glance.seen:
        found += contacts.emails(plain)
    if "@" in plain or not glance.seen.isdisjoint(online.SITES):
        found += online.handles(glance)
    if names.may_name(glance):
        found += names.named(plain, glance.seen, for_owner=for_owner)
    if not for_owner:
        found += families.without_a_given_name(glance)
        found += nicknames.called(glance)
        found += unnamed.known_all_the_same(glance)
    return found
