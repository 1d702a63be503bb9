"""A child's or a relative's name or initials, distinguished from a colleague's by the words around it.

A name alone says nothing: "Mrs Patel, DSL, keeps the log" is ordinary evidence, "his mother Mrs Patel" is not. So every
word that could be a name is sorted (a name usual among children, one usual among adults, a title with a surname,
initials, an unknown word with a capital), and each sort needs its own strength of telling words beside it.
"""

import re
import string
from collections.abc import Iterator
from functools import lru_cache

from audit.privacy import circumstances, colleague_facts, titles
from audit.privacy import vocabulary as v
from audit.privacy import words as w
from audit.privacy.detection import Detection, hidden
from audit.privacy.features import Glance, capitals
from audit.privacy.given_names import ADULTS, ALSO_WORDS, NAMES, RUN_ON
from audit.privacy.patterns import ready_cased
from audit.privacy.reading import KNOWN_CAPITALS, ReadText, Sort
from audit.privacy.telling import is_told
from audit.privacy.word_lists import each

_MOST_NAMES = 300
"""Possible names looked at in one text: more than anybody writes, few enough that no text takes long."""
_CAPITALS = re.compile(r"\b[A-Z](?:[a-z]{2,}|[A-Z]{1,2}\b|\.? ?[A-Z]\b|\b)")
_MIDDLE = r"(?:(?<=[^.!?:\s] )|(?<=[(/\"'&\[]))[A-Z][a-z]{2,}"
_OPENING = (
    r"\b([A-Z][a-z]{2,})(?:'s?|s)? (?:was|is|were|has|had|told|disclosed|went|self|lives|lived|moved|and|&|family|"
    r"children|twins|siblings|[a-z]+'?s|social|sw|mum|dad|missing|ran)\b"
)
_LOW_PAIR = re.compile(
    r"(?<![\w.'/@-])(?:[a-z]{2}(?:'s)? (?:was|is|has|had|disclosed|told|went|self|lives|mum|dad|moved|referred)\b"
    r"|[a-z]\.[a-z]\.)"
)
_PAIR_CUES = w.HAPPENED | w.LIVES | w.HAS_SURELY | each("told went self mum dad moved carer")
_RELATED = w.KIN | w.A_CHILD | w.FAMILY
_RUN = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_BEFORE_A_PLACE = 3
"""How many words before 'School' belong to its name: as many as :func:`audit.privacy.colleagues.is_place` looks at."""
_ALSO_NAMES = frozenset(word.capitalize() for word in ALSO_WORDS - w.STAY)
_SURE_CAPITALS = frozenset(word for word in KNOWN_CAPITALS if len(word) > 1)
"""Words that are no possible name wherever they stand; a letter alone may be half of somebody's initials."""
_ODD_ALONE = _ALSO_NAMES | frozenset(string.ascii_uppercase)
_WELL_KNOWN_BEGIN = frozenset(re.split(r"[^a-z]", phrase)[0] for phrase in v.WELL_KNOWN)
_CUES = (
    w.TELLING | w.HARD | w.OWNED | w.HAPPENED_PERHAPS | w.EVENTS | w.LIVES | w.FAMILY | w.KIN | w.A_CHILD | w.ABOUT
) | each("told went moved year yr y aged self")

_HAPPENS = circumstances.CUES | colleague_facts.CUES | w.OF_A_CHILD_HARDLY_ELSE
_OWN = circumstances.OWN
ANYTHING_MORE = _HAPPENS | _OWN | circumstances.SOMEBODYS_OWN | w.TITLES | w.OF_SOMEBODY
_UNKNOWN_CUES = (
    w.KIN | w.A_CHILD | w.CHILDREN_IN_GENERAL | w.FAMILY | w.GRANDCHILDREN | w.OWNED_BY_A_CHILD | w.REFERRED | w.ABOUT
    | w.LIVES | w.HAPPENED_TO_NOBODY_ELSE | w.HAS_SURELY
) | each("name person people self went ran attended case year yr yrs y aged age")  # fmt: skip
"""Without any of these no rule tells of an unknown name; nearly every name of a building or a program is one."""
_LETTER = re.compile(r"\b[A-Z]\b")


def may_name(glance: Glance, *, more: bool = True) -> bool:
    """A quick look, since nearly every text has nothing that could be a name.

    Args:
        glance: the text.
        more: whether it could have any of :data:`ANYTHING_MORE`.
    """
    seen = glance.seen
    if not seen.isdisjoint(_CUES) and (_naming(glance.text, seen) or _odd(glance)):
        return True
    return more and not seen.isdisjoint(ANYTHING_MORE) and _may_tell_more(glance)


def _may_tell_more(glance: Glance) -> bool:
    """Whether there is a word that happens to somebody, and one that could be a name."""
    seen = glance.seen
    possible = seen & NAMES
    if not seen.isdisjoint(w.TITLES) and not ("miss" in seen and "near" in seen):
        return not seen.isdisjoint(titles.CUES) or not seen.isdisjoint(colleague_facts.CUES)
    owned = not seen.isdisjoint(_OWN) and ("s" in seen or not possible.isdisjoint(RUN_ON))
    related = not seen.isdisjoint(circumstances.THEIRS) and not seen.isdisjoint(circumstances.SOMEBODYS_OWN)
    if not seen.isdisjoint(w.OF_SOMEBODY) and not possible - ADULTS - RUN_ON <= ALSO_WORDS:
        return True
    if not (owned or related or not seen.isdisjoint(_HAPPENS)):
        return False
    return bool(possible) or not seen.isdisjoint(w.TITLES) or not _SURE_CAPITALS.issuperset(glance.capitals)


def _naming(text: str, seen: frozenset[str]) -> bool:
    """Whether there is a given name, a title beside somebody's relative, or initials in small letters."""
    if possible := seen & NAMES:
        owned_or_beside_kin = "s" in seen or ("(" in text and not seen.isdisjoint(w.KIN))
        if owned_or_beside_kin or not possible <= ALSO_WORDS:
            return True
    if not seen.isdisjoint(w.TITLES) and (not seen.isdisjoint(_RELATED) or seen >= {"mr", "mrs"}):
        return True
    return not seen.isdisjoint(_PAIR_CUES) and bool(_LOW_PAIR.search(text))


def _odd(glance: Glance) -> bool:
    """Whether a word has a capital that it would not have by itself.

    A letter alone, 'McRae', 'DK' and 'Ivy' may be odd by themselves, every other word only beside one of the cues.
    """
    odd = [word for word in glance.capitals if word not in _SURE_CAPITALS]
    if not odd:
        return False
    cued = not glance.seen.isdisjoint(_UNKNOWN_CUES)
    if cued or not (_ODD_ALONE.isdisjoint(odd) and " ".join(odd).istitle()):
        return _odd_capital(glance.text, cued=cued)
    return False


def _odd_capital(text: str, *, cued: bool) -> bool:
    """The same, with the names of places left out of account."""
    text = _RUN.sub(lambda run: _without_place(run[0]), text)
    if _SURE_CAPITALS.issuperset(capitals(text)):
        return False
    unknown = {*_CAPITALS.findall(text)} - KNOWN_CAPITALS
    if not unknown:
        return False
    if not unknown.isdisjoint(_ALSO_NAMES) or not all(word[1:].islower() for word in unknown):
        return True
    return (cued or bool(_LETTER.search(text))) and not unknown.isdisjoint(
        [*ready_cased(_MIDDLE).findall(text), *ready_cased(_OPENING).findall(text)]
    )


@lru_cache(maxsize=256)
def _without_place(run: str) -> str:
    """A run of words with capitals without those that a place is called by: 'Ivy Bank School' leaves 'School'.

    Kept in memory, since a setting writes its own name again and again.
    """
    words = run.split(" ")
    last = next((i for i in range(len(words) - 1, 0, -1) if words[i].lower() in w.PLACES), 0)
    return " ".join(words[: max(0, last - _BEFORE_A_PLACE)] + words[last:])


def named(text: str, seen: frozenset[str], *, for_owner: bool = False) -> Iterator[Detection]:
    """Each place where a child or a relative seems to be named.

    Args:
        text: what somebody typed, in plain letters and characters.
        seen: its words in small letters.
        for_owner: a name alone is a colleague's, so that only a phrase that leaves no doubt counts.
    """
    plain = _without_the_well_known(text, seen)
    reading = ReadText(plain, seen)
    possible = [i for i, word in enumerate(reading.words) if _could_be(word.text, word.low, word.kind)]
    more = not seen.isdisjoint(ANYTHING_MORE)
    for i in possible[:_MOST_NAMES]:
        if reading.words[i].low in w.TITLES:
            if last := titles.relative(reading, i):
                yield _found(reading, "P08", i, last, shown=last)
            continue
        name = reading.name(i)
        if name is None:
            continue
        shown = is_told(reading, name, for_owner=for_owner)
        if shown or (more and circumstances.tells(reading, name, for_owner=for_owner)):
            yield _found(reading, "P09" if name.sort is Sort.INITIALS else "P08", i, name.last, shown=i)
    if not seen.isdisjoint(colleague_facts.CUES):
        yield from colleague_facts.private(reading, plain)


@lru_cache(maxsize=20_000)
def _could_be(text: str, low: str, kind: str) -> bool:
    """Whether a word could be a name at all, wherever it stands: a quick look at each, before the rules."""
    if kind != "word" or low in NAMES or low in w.TITLES:
        return kind in {"word", "initials"}
    if len(text) == 1:
        return text.isupper()
    if text.islower():
        return (len(text) == 2 and text not in v.TWO_LETTERS) or ("-" in low and low.partition("-")[0] in NAMES)
    return text.isupper() or text not in KNOWN_CAPITALS or low.partition("-")[0] in NAMES


def _without_the_well_known(text: str, seen: frozenset[str]) -> str:
    """Published reviews, laws and charities taken out, a line for each letter, so that places stay what they are."""
    if seen.isdisjoint(_WELL_KNOWN_BEGIN):
        return text
    lower = text.lower()
    for phrase in v.WELL_KNOWN:
        at = lower.find(phrase)
        if at >= 0:
            text = text[:at] + "_" * len(phrase) + text[at + len(phrase) :]
    return text


def _found(reading: ReadText, code: str, first: int, last: int, *, shown: int) -> Detection:
    start, end = reading.words[first].start, reading.words[last].end
    return Detection(code=code, start=start, end=end, shown=hidden(reading.words[shown].text))
