"""Whether a text names something that could be looked at or asked: what counts as evidence, as a reason, as an action.

Terse is not empty: "SCR" and "CP policy p12" name something. "n/a", "policy", "will do next term" and a full stop do
not. The words are weighed: what points at something has points (a log many, a card some, a meeting one), and how many
are wanted depends on what else is said. A claim needs a thing beside it, a lack or a promise needs more. Where nothing
is claimed, a short text names something as soon as one of its words is no everyday word.

The rule is made so that a workbook's formulas can follow it word for word (:mod:`audit.workbook.write`): a text is
reduced to plain words, and those are looked up in :mod:`audit.judgement.evidence_words`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from audit.judgement.everyday_words import EVERYDAY
from audit.judgement.evidence_words import CLAIMS, COUNTED_ONLY, CUES, DENIALS, LACKS, MONTHS, NOTHING, PROMISES
from audit.model import LAST_YEAR

SEPARATORS = (
    "\n\t\u00a0.,;:!?-\u2013\u2014_*/\\()[]\"'\u2018\u2019\u201c\u201d&+=#|~@<>^$%`{}"
    "\u2026\u2022\u2713\u2714\u2705\U0001f44d"
)
"""Stand for a space where words are compared."""
LONGEST_BARE = 80
"""A longer text is never looked up as a whole."""
LONGEST_TERSE = 100
"""A longer text needs words that point at something, whatever its other words are."""
NEEDED, NEEDED_BY_CLAIMS, NEEDED_BY_LACKS, NEEDED_BY_PROMISES = 2, 4, 6, 9
"""The points wanted: by themselves, and beside what is claimed, lacking, or promised or asked."""
DATED, DATED_BY_MORE = 1, 2
"""The points of a number or a month: by themselves, and beside any of those."""
BEGIN, END = "^", "$"
"""Stand for a word before the first and after the last."""
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Words and phrases with their points: words by looking them up, phrases after their first word was found."""

    words: Mapping[str, int]
    longer: Mapping[str, tuple[tuple[str, int], ...]]

    @classmethod
    def of(cls, phrases: Iterable[tuple[str, int]]) -> "_Phrases":
        words: dict[str, int] = {}
        longer: dict[str, tuple[tuple[str, int], ...]] = {}
        for phrase, points in phrases:
            first, _, rest = phrase.partition(" ")
            if rest:
                longer[first] = (*longer.get(first, ()), (f" {phrase} ", points))
            else:
                words[phrase] = points
        return cls(words, longer)

    def points(self, padded: str) -> int:
        """The points of all that a text holds, each once."""
        there = set(padded.split())
        found = sum(self.words[word] for word in there & self.words.keys())
        for first in there & self.longer.keys():
            found += sum(points for phrase, points in self.longer[first] if phrase in padded)
        return found

    def in_(self, there: set[str], padded: str) -> bool:
        """Whether a text holds any."""
        return not there.isdisjoint(self.words) or any(
            phrase in padded for first in there & self.longer.keys() for phrase, _ in self.longer[first]
        )


_NOTHING, _MONTHS = frozenset(NOTHING), frozenset(MONTHS)
_CLAIMS, _LACKS, _PROMISES, _COUNTED_ONLY = (
    _Phrases.of((phrase, 1) for phrase in phrases) for phrases in (CLAIMS, LACKS, PROMISES, COUNTED_ONLY)
)
_CUES = _Phrases.of(CUES)
_DENIALS = tuple((f" {denial} ", f" {denial}_") for denial in DENIALS)
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
    padded = f" {BEGIN} {words} {END} "
    there = set(padded.split())
    dated = not _MONTHS.isdisjoint(there) or (not _DIGITS.isdisjoint(words) and not _COUNTED_ONLY.in_(there, padded))
    needed = _needed(text, there, padded)
    points = _CUES.points(_without_denied(padded)) + dated * (DATED if needed == NEEDED else DATED_BY_MORE)
    return points >= needed or (needed == NEEDED and len(words) <= LONGEST_TERSE and _is_more_than_everyday(words))


def _needed(text: str, there: set[str], padded: str) -> int:
    """How many points are wanted beside what a text claims, lacks, promises or asks."""
    if text.rstrip().endswith("?") or _PROMISES.in_(there, padded):
        return NEEDED_BY_PROMISES
    if _LACKS.in_(there, padded):
        return NEEDED_BY_LACKS
    return NEEDED_BY_CLAIMS if _CLAIMS.in_(there, padded) else NEEDED


def _without_denied(padded: str) -> str:
    """The text with each word that is said not to be there joined to what says so, and so no word of its own."""
    for denial, joined in _DENIALS:
        if denial in padded:
            padded = padded.replace(denial, joined)
    return padded


def _is_more_than_everyday(words: str) -> bool:
    return any(word not in EVERYDAY and word[0] not in _DIGITS for word in words.split(" "))


def says_something(text: str) -> bool:
    """Whether a text in *Notes* or *Action* says anything: a reason, or what is to be done."""
    return bool(text) and says(compared(text.removeprefix(LAST_YEAR)))


def says(words: str) -> bool:
    """Whether words, as :func:`compared` gives them, are more than nothing."""
    return len(words) > 1 and (len(words) > LONGEST_BARE or words not in _NOTHING)


@lru_cache(maxsize=512)
def _compared_again(question: str) -> str:
    return compared(question)
