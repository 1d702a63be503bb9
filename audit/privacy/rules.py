"""All rules over one text. Importing this reads the word lists, so it is imported when there is a text to look at."""

import unicodedata
from functools import lru_cache

from audit.privacy import colleague_facts, contacts, families, identifiers, names, nicknames, online, set_apart, unnamed
from audit.privacy.detection import Detection, hidden
from audit.privacy.features import Glance, at_a_glance

_SIGNS = {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-", "\u00a0": " "}
_LETTERS = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "ı": "i"}
_ACCENTED = {
    letter: plain
    for letter in map(chr, range(0xC0, 0x250))
    if (plain := unicodedata.normalize("NFD", letter)[0]) != letter and plain.isascii()
}
_PLAIN = str.maketrans(_ACCENTED | _SIGNS | _LETTERS)
"""Typographic characters and accented letters, each as one plain one: places in the text stay as they are."""


def look(text: str, for_owner: bool) -> tuple[Detection, ...]:
    """What a text seems to hold: see :func:`audit.privacy.look`."""
    if len(text) <= _OFTEN_SEEN:
        return _first_of_each_again(text, for_owner)
    found = _everything(text, for_owner=for_owner)
    return _first_of_each(found) if found else ()


def _first_of_each(found: list[Detection]) -> tuple[Detection, ...]:
    """The first finding of each kind, in the order of their codes."""
    first = {finding.code: finding for finding in sorted(found, key=lambda f: -f.start)}
    return tuple(first[code] for code in sorted(first))


@lru_cache(maxsize=2048)
def _first_of_each_again(text: str, for_owner: bool) -> tuple[Detection, ...]:
    return _first_of_each(_everything(text, for_owner=for_owner))


_KINDS = families.CUES | families.DOES | families.SOMEBODY | nicknames.CUES | unnamed.CUES | set_apart.CUES
"""Without any of these nothing but a name, a number or a handle can be found."""
_MORE = names.ANYTHING_MORE | _KINDS | online.SITES
"""Most texts have none of these, and are settled by this one question."""
_OFTEN_SEEN = 40
"""The longest text whose findings are kept in memory: posts and short notes come again and again, sentences do not."""


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
    seen = glance.seen
    if glance.digits:
        found += identifiers.identifiers(glance)
        found += contacts.numbers(glance)
    more = not seen.isdisjoint(_MORE)
    if "@" in plain or "dot" in seen:
        found += contacts.emails(plain)
    if names.may_name(glance, more=more):
        found += names.named(plain, seen, for_owner=for_owner)
    if more or "@" in plain:
        found += online.handles(glance)
    if more and not for_owner:
        found += _without_a_given_name(glance)
    return found


def _without_a_given_name(glance: Glance) -> list[Detection]:
    """Families, nicknames, and children whom somebody could know all the same."""
    found: list[Detection] = []
    if "the" in glance.seen and not glance.seen.isdisjoint(families.DOES):
        found += families.in_the_plural(glance)
    if not glance.seen.isdisjoint(families.CUES):
        found += families.by_their_name(glance)
    if glance.digits and not glance.seen.isdisjoint(families.SOMEBODY):
        found += families.by_their_home(glance)
    if not glance.seen.isdisjoint(nicknames.CUES):
        found += nicknames.called(glance)
    if not (glance.seen.isdisjoint(colleague_facts.POSTS) or glance.seen.isdisjoint(colleague_facts.CUES)):
        found += colleague_facts.by_their_post(glance)
    if not glance.seen.isdisjoint(unnamed.CUES):
        found += unnamed.known_all_the_same(glance)
    if not glance.seen.isdisjoint(set_apart.CUES):
        found += set_apart.set_apart(glance)
    return found
