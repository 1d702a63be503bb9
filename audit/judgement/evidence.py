"""Whether a text names something that could be looked at or asked: what counts as evidence, as a reason, as an action.

Terse is not empty: "SCR" and "CP policy p12" name something. "n/a", "policy", "will do next term" and a full stop do
not. The words are weighed: what points at something has points (a log many, a card some, a meeting one), and how many
are wanted depends on what else is said. A claim needs a thing beside it, a lack or a promise needs more. No list holds
every thing: in a short text each word that is no everyday word has points too, so that one is enough where nothing is
claimed, and two are beside a claim. What a text begins with is what it is about ("foodbank stubs", "pupil survey"):
where that points at something, what is claimed after it asks for no more. What is quoted is a title, not a claim.

The rule is made so that a workbook's formulas can follow it word for word (:mod:`audit.workbook.write`): a text is
reduced to plain words, and those are looked up in :mod:`audit.judgement.evidence_words`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from audit.judgement.everyday_words import EVERYDAY
from audit.judgement.evidence_words import (
    BEGIN,
    CLAIMS,
    COUNTED_ONLY,
    DENIALS,
    END,
    LACKS,
    LEADING_IN,
    MEDIUM,
    MONTHS,
    NOTHING,
    PROMISES,
    SLIGHT,
    STRONG,
)
from audit.model import LAST_YEAR

SEPARATORS = (
    "\n\t\u00a0.,;:!?-\u2013\u2014_*/\\()[]\"'\u2018\u2019\u201c\u201d&+=#|~@<>^$%`{}"
    "\u2026\u2022\u2713\u2714\u2705\U0001f44d"
)
"""Stand for a space where words are compared."""
QUOTES = '"\u201c\u201d'
"""Stand around words that are somebody else's."""
QUOTATION = "quotation"
"""Stands for them: a title points at something, and claims nothing of its own. No everyday word."""
LONGEST_BARE = 80
"""A longer text is never looked up as a whole."""
LONGEST_TERSE = 100
"""In a longer text only words that point at something have points, whatever its other words are."""
NEEDED, NEEDED_BY_CLAIMS, NEEDED_BY_LACKS, NEEDED_BY_PROMISES = 2, 4, 6, 9
"""The points wanted: by themselves, and beside what is claimed, lacking, or promised or asked."""
STRONG_POINTS, MEDIUM_POINTS, SLIGHT_POINTS = 4, 2, 1
"""The points of what points at something, by how clearly it does."""
STRANGE_POINTS = 2
"""The points of each word of a short text that is no everyday word: a name, or a thing that no list holds."""
DATED, DATED_BY_MORE = 1, 2
"""The points of a number or a month: by themselves, and beside any of those."""
CUES = ((STRONG, STRONG_POINTS), (MEDIUM, MEDIUM_POINTS), (SLIGHT, SLIGHT_POINTS))
"""What points at something, with its points; a workbook's formulas have them from here too."""
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases with their points: single words, and longer ones by the longest of their words, which is rarely there."""

    words: Mapping[str, int]
    longer: Mapping[str, tuple[tuple[str, int], ...]]

    @classmethod
    def of(cls, *lists: tuple[Iterable[str], int]) -> "_Phrases":
        """Several lists, each with the points of its phrases; a phrase of two lists has those of the first."""
        words: dict[str, int] = {}
        longer: dict[str, dict[str, int]] = {}
        for phrases, points in lists:
            for phrase in phrases:
                if " " in phrase:
                    longer.setdefault(max(phrase.split(), key=len), {}).setdefault(f" {phrase} ", points)
                else:
                    words.setdefault(phrase, points)
        return cls(words, {word: tuple(found.items()) for word, found in longer.items()})

    def total(self, padded: str) -> int:
        """The points of all that a text holds, each once."""
        found = 0
        for word in set(padded.split()):
            found += self.words.get(word, 0)
            for phrase, points in self.longer.get(word, ()):
                if phrase in padded:
                    found += points
        return found

    def most(self, there: Iterable[str], padded: str, least: int) -> int:
        """The highest points of all that a text holds, and never fewer than ``least``."""
        for word in there:
            least = max(least, self.words.get(word, 0))
            for phrase, points in self.longer.get(word, ()):
                if points > least and phrase in padded:
                    least = points
        return least


_NOTHING, _MONTHS = frozenset(NOTHING), frozenset(MONTHS)
_WANTED = _Phrases.of((PROMISES, NEEDED_BY_PROMISES), (LACKS, NEEDED_BY_LACKS), (CLAIMS, NEEDED_BY_CLAIMS))
_NEVER_ABOUT = frozenset(LEADING_IN) | _WANTED.words.keys()
_CUES = _Phrases.of(*CUES)
_COUNTED_ONLY = tuple(f" {phrase} " for phrase in COUNTED_ONLY)
JOINED = "_"
"""Between a word and what says that it is not there."""
_DENIALS = tuple((f" {denial} ", f" {denial}{JOINED}") for denial in DENIALS)
_DENYING = frozenset(denial.partition(" ")[0] for denial in DENIALS)
_SPACES = str.maketrans(dict.fromkeys(SEPARATORS, " "))
_SPACES_AND_QUOTES = _SPACES | dict.fromkeys(map(ord, QUOTES), QUOTES[0])
_MARK = LAST_YEAR.casefold()
WITHHELD_DATED = "(withheld, dated)"
"""Stands in place of evidence that names a date, in a report that withholds its words."""
_DATE = re.compile(
    r"\b(19|20)\d\d\b|\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}\b|\b\d{1,2}/\d{2}\b"
    r"|\b(jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec|january|february|april|june|july|august|september|october"
    r"|november|december)\b"
    r"|\b\d{1,2}(st|nd|rd|th)?\s+(of\s+)?(mar|march|may)\b|\b(in|since|from|until)\s+(march|may)\b"
    r"|\b(mar|march|may)\s+\d{1,2}\b"
    rf"|{re.escape(WITHHELD_DATED)}",
    re.IGNORECASE,
)
"""A day, a month or a year. "May" and "march" are other words too, so something has to stand beside them."""


def compared(text: str) -> str:
    """A text as it is looked up: small letters, and single spaces in place of all that is between words."""
    return " ".join(text.lower().translate(_SPACES).split())


def _without_quotation(text: str) -> str:
    """A text as it is looked up, with one word in place of the first words that are quoted beside others."""
    if QUOTES[0] not in text and QUOTES[1] not in text:
        return compared(text)
    words = " ".join(text.lower().translate(_SPACES_AND_QUOTES).split())
    before, _, rest = words.partition(QUOTES[0])
    quoted, closed, after = rest.partition(QUOTES[0])
    if closed and " " in quoted.strip() and f"{before}{after}".strip():
        words = f"{before} {QUOTATION} {after}"
    return compared(words)


def is_last_years(text: str) -> bool:
    """Whether a text is marked as brought from last year, in any case."""
    return text.lstrip().casefold().startswith(_MARK)


def unmarked(text: str) -> str:
    """A text without the mark that it was brought from last year."""
    return text.lstrip()[len(LAST_YEAR) :] if is_last_years(text) else text


def names_something(text: str, question: str = "") -> bool:
    """Whether a text in the column *Evidence* names evidence of its own year.

    Args:
        text: as it was typed.
        question: the question it stands beside: its own words, repeated, name nothing.
    """
    if not text or is_last_years(text):
        return False
    words = _without_quotation(text)
    if not says(words):
        return False
    if question and len(words) <= LONGEST_BARE and f" {words} " in f" {_compared_again(question)} ":
        return False
    padded = f" {BEGIN} {words} {END} "
    there = frozenset(words.split(" "))
    short = len(words) <= LONGEST_TERSE
    needed = _WANTED.most(there | {BEGIN}, padded, NEEDED_BY_PROMISES if text.rstrip().endswith("?") else NEEDED)
    if needed == NEEDED_BY_CLAIMS and short and _begins_with_a_thing(words):
        needed = NEEDED
    pointing = padded if there.isdisjoint(_DENYING) else _without_denied(padded)
    points = _CUES.total(pointing)
    if _is_dated(there, words, padded):
        points += DATED if needed == NEEDED else DATED_BY_MORE
    return points >= needed or (short and points + STRANGE_POINTS * _strange(pointing) >= needed)


def _begins_with_a_thing(words: str) -> bool:
    """Whether the first word is a thing, or the second where the first is neither a little one nor says anything."""
    first, _, rest = words.partition(" ")
    if _is_thing(first):
        return True
    second = rest.partition(" ")[0]
    return bool(second) and first[0] not in _DIGITS and first not in _NEVER_ABOUT and _is_thing(second)


def _is_thing(word: str) -> bool:
    """Whether a word points at something by itself, or is no everyday word."""
    return _CUES.words.get(word, 0) >= MEDIUM_POINTS or _is_strange(word)


def _strange(pointing: str) -> int:
    """How many words between the first and the last are no everyday words; one that is said not to be there is none."""
    return sum(_is_strange(word) for word in pointing.split()[1:-1] if JOINED not in word)


def _is_strange(word: str) -> bool:
    return word not in EVERYDAY and word[0] not in _DIGITS


def _without_denied(padded: str) -> str:
    """The text with each word that is said not to be there joined to what says so, and so no word of its own."""
    for denial, joined in _DENIALS:
        if denial in padded:
            padded = padded.replace(denial, joined)
    return padded


def _is_dated(there: frozenset[str], words: str, padded: str) -> bool:
    """Whether there is a month, or a number that does not only count."""
    if not there.isdisjoint(_MONTHS):
        return True
    return not _DIGITS.isdisjoint(words) and not any(phrase in padded for phrase in _COUNTED_ONLY)


def is_dated(text: str) -> bool:
    """Whether a text names a day, a month or a year, so that it can be seen how old what it names is."""
    return _DATE.search(text) is not None


def says_something(text: str) -> bool:
    """Whether a text in *Notes* or *Action* says anything: a reason, or what is to be done."""
    return bool(text) and says(compared(unmarked(text)))


def says(words: str) -> bool:
    """Whether words, as :func:`compared` gives them, are more than nothing."""
    return len(words) > 1 and (len(words) > LONGEST_BARE or words not in _NOTHING)


@lru_cache(maxsize=512)
def _compared_again(question: str) -> str:
    return compared(question)
