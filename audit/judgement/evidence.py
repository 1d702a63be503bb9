"""Whether a text names something that could be looked at or asked: what counts as evidence, as a reason, as an action.

Terse is not empty: "SCR" and "CP policy p12" name something. "n/a", "policy", "will do next term" and a full stop do
not. The rule is made so that a workbook's formulas can follow it word for word (:mod:`audit.workbook.write`): a text is
reduced to plain words, and those are looked up in :mod:`audit.judgement.evidence_words`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from audit.judgement.evidence_words import CLAIMS, COUNTED_ONLY, CUES, DENIALS, NOTHING, UNMADE
from audit.model import LAST_YEAR

SEPARATORS = "\n\t\u00a0.,;:!?-\u2013\u2014_*/\\()[]\"'\u2018\u2019\u201c\u201d&+=#|~@<>\u2026\u2022\u2713\u2714"
"""Stand for a space where words are compared."""
LONGEST_BARE = 80
"""A longer text is never looked up as a whole."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Words and phrases to look for: single words by looking them up, longer ones in the text itself."""

    words: frozenset[str]
    longer: tuple[str, ...]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> "_Phrases":
        every = tuple(phrases)
        return cls(frozenset(p for p in every if " " not in p), tuple(f" {p} " for p in every if " " in p))

    def in_(self, there: frozenset[str], padded: str) -> bool:
        return not self.words.isdisjoint(there) or any(phrase in padded for phrase in self.longer)


_NOTHING = frozenset(NOTHING)
_CLAIMS, _CUES, _UNMADE, _COUNTED_ONLY = map(_Phrases.of, (CLAIMS, CUES, UNMADE, COUNTED_ONLY))
_DENIALS = tuple(f" {denial} " for denial in DENIALS)
_CUES_NEXT = tuple(f"{cue} " for cue in CUES)
_SPACES = str.maketrans(dict.fromkeys(SEPARATORS, " "))
_MARK = LAST_YEAR.casefold()


def compared(text: str) -> str:
    """A text as it is looked up: small letters, and single spaces in place of all that is between words."""
    return " ".join(text.lower().translate(_SPACES).split())


def is_last_years(text: str) -> bool:
    """Whether a text is marked as brought from last year, in any case."""
    return text.lstrip().casefold().startswith(_MARK)


def names_something(text: str, question: str = "") -> bool:
    """Whether a text in the column *Evidence* names evidence of its own year.

    Args:
        text: as it was typed.
        question: the question it stands beside: its own words, repeated, name nothing.
    """
    if not text or is_last_years(text):
        return False
    words = compared(text)
    if not says(words):
        return False
    if question and len(words) <= LONGEST_BARE and f" {words} " in f" {_compared_again(question)} ":
        return False
    there, padded = frozenset(words.split(" ")), f" {words} "
    if _UNMADE.in_(there, padded) or _is_denied(padded):
        return False
    if not _CLAIMS.in_(there, padded):
        return True
    dated = any(letter.isdigit() for letter in words) and not _COUNTED_ONLY.in_(there, padded)
    return dated or _CUES.in_(there, padded)


def _is_denied(padded: str) -> bool:
    """Whether it says of something that it would point at that there is none."""
    for denial in _DENIALS:
        place = padded.find(denial)
        while place >= 0:
            if padded.startswith(_CUES_NEXT, place + len(denial)):
                return True
            place = padded.find(denial, place + 1)
    return False


def says_something(text: str) -> bool:
    """Whether a text in *Notes* or *Action* says anything: a reason, or what is to be done."""
    return bool(text) and says(compared(text.removeprefix(LAST_YEAR)))


def says(words: str) -> bool:
    """Whether words, as :func:`compared` gives them, are more than nothing."""
    return len(words) > 1 and (len(words) > LONGEST_BARE or words not in _NOTHING)


@lru_cache(maxsize=512)
def _compared_again(question: str) -> str:
    return compared(question)
