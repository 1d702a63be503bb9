"""Ratings in the ways people type them: taken where only one meaning is possible, and never where two are.

A drop-down is there, but returns come from programs that lose it and from people who paste. "Y" can only mean met, and
so can "Yes - met" and "met fully"; "mostly" could be met or partly met, so it is a fault with a suggestion. Numbers and
colours are never taken: 1 is the best in one area and 3 in the next.
"""

import difflib
import re
from dataclasses import dataclass

from audit.model import Rating
from audit.text import plain

_EXACT = {plain(rating.value): rating for rating in Rating}
_MEANT = {
    Rating.MET: "yes, y, all met, \u2713, \u2714, \u221a",
    Rating.PARTLY: "partly, partial, partially, part, in part",
    Rating.NOT_MET: "no, n, unmet, not at all",
    Rating.NOT_APPLICABLE: "n/a, na, n.a, n\\a, n-a",
}
_WORDS = _EXACT | {word: rating for rating, words in _MEANT.items() for word in words.split(", ")}
_JOINED = {word.replace(" ", ""): rating for word, rating in _EXACT.items()}
_IT = r"(?:met|in place)"
_FULLY = r"(?:fully|in full|completely|entirely|wholly|totally|now|already)"
_IN_PART = r"(?:partly|partially|in part|part|partial)"
_YET = r"(?:yet|currently|at present|at the moment|presently|so far|as yet|at all|now)"
_OURS = r"(?: (?:to|for) (?:us|our [a-z]+|this [a-z]+)| here)?"
_SAID = (
    (Rating.MET, rf"(?:(?:this|it) is )?(?:{_FULLY} ){{0,2}}{_IT}(?: {_FULLY}){{0,2}}"),
    (Rating.PARTLY, rf"(?:only )?(?:{_IN_PART} {_IT}|{_IT} (?:only )?{_IN_PART})"),
    (Rating.NOT_MET, rf"(?:still )?(?:this |it )?(?:(?:is )?not|isn't)(?: {_YET})?(?: being)? {_IT}(?: {_YET})?"),
    (
        Rating.NOT_APPLICABLE,
        rf"(?:this |it )?(?:(?:is )?not (?:applicable|relevant)|does not apply|doesn'?t apply){_OURS}",
    ),
)
_PATTERNS = tuple((rating, re.compile(pattern)) for rating, pattern in _SAID)
"""A rating with what people put before or after it: 'met fully', 'NOT MET YET', 'not applicable to us'."""
_REPEATS = {
    Rating.MET: re.compile(rf"{_FULLY}|all"),
    Rating.PARTLY: re.compile(_IN_PART),
    Rating.NOT_MET: re.compile(rf"not {_YET}|{_YET}"),
    Rating.NOT_APPLICABLE: re.compile(r"no|none"),
}
"""Remarks that say no more than the rating."""
# Where a rating ends and a remark begins: "partly - see policy", "Met (see log)", "N/A: no boarders".
_REMARK = re.compile(r"\s*(?:\s[-\u2013\u2014]+\s*|[:;,(\[]\s*|\.\s+)")
# Nobody says a rating in more; a cell can hold 32,767 characters, and the search for a remark grows with their square.
_LONGEST = 200
_TAKES_BACK = re.compile(
    r"\b(not?|never|none|isn't|but|except|apart|partly|partially|only|some|mostly|nearly|almost|"
    r"unless|until|soon|working|progress|plan(?:ned|s)?|met|yes|maybe|sure|check|think|could|should)\b|\?|n't\b"
)
_LESS_THAN_MET = re.compile(r"\b(?:most|half|largely|mainly)\b")
_EDGES = " .!*\u2713\u2714\u221a\ufe0f"
_HYPHEN = re.compile(r"(?<=\w)[_-](?=\w)")
"""Within a word: one between spaces begins a remark."""
_TICK = re.compile("[\u2713\u2714\u221a]")
_UNSURE = re.compile(r"\b(?:not sure|unsure|don'?t know|unknown|tb[cd])\b")
_EITHER = re.compile(r"\bor\b|\bto\b|\band\b|\s-+\s|\.\s+|[/,;:(]")
_HINTS = (
    (Rating.NOT_APPLICABLE, re.compile(r"n/?a\b|(?:is |does |it is )?not (?:ap|rel)|irrelevant|doesn'?t app")),
    (
        Rating.PARTLY,
        re.compile(
            r"\b(?:most|mostly|mainly|largely|generally|usually|sometimes|nearly|almost|half|halfway|part|partly|partial|"
            r"partially|some|somewhat|"
            r"not (?:quite|fully|completely|entirely|wholly|always|all|every|everywhere|in (?:all|every))|"
            r"but|except|apart|in progress|under ?way|ongoing|work in|working (?:on|towards?)|developing|getting there|"
            r"(?<!not )(?<!yet )(?:started|begun))\b"
        ),
    ),
    (
        Rating.NOT_MET,
        re.compile(r"(?:no|not|none|never|nothing|unmet|isn't|hasn't|haven't|to be|to do|will be|planned|yet to)\b"),
    ),
    (Rating.MET, re.compile(r"(?:met|yes|full|fully|in place|done|complete|completed|achieved|compliant|embedded)\b")),
)
"""What words that are no rating point to, the first that fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingMeaning:
    """What a rating cell says: the rating, the remark typed with it, and whether it was typed in other words."""

    rating: Rating
    remark: str = ""
    other_words: bool = False


_CHOSEN = {rating.value: RatingMeaning(rating=rating) for rating in Rating}
"""What the drop-down offers, to the letter: nearly every rating there is, so that no pattern is tried on it."""


def read(text: str) -> RatingMeaning | None:
    """The one meaning a text can have as a rating; ``None`` where it has none or more than one."""
    if chosen := _CHOSEN.get(text):
        return chosen
    if len(text) > _LONGEST:
        return None
    if rating := _EXACT.get(plain(text).strip(" .!")):
        return RatingMeaning(rating=rating)
    if rating := _said(text):
        return RatingMeaning(rating=rating, other_words=True)
    return _with_remark(text)


def _said(text: str) -> Rating | None:
    """The rating that a text says, with nothing besides; a tick beside another rating than met says two things."""
    word = plain(text).strip(" .!")
    bare = word.strip(_EDGES) or word
    rating = _WORDS.get(word) or _WORDS.get(bare) or _JOINED.get(re.sub(r"[\s_-]", "", bare)) or _phrase(bare)
    return None if rating is not Rating.MET and _TICK.search(word) else rating


def _phrase(bare: str) -> Rating | None:
    spaced = _HYPHEN.sub(" ", bare)
    return next((rating for rating, pattern in _PATTERNS if pattern.fullmatch(spaced)), None)


def _with_remark(text: str) -> RatingMeaning | None:
    if len(_named(plain(text))) > 1:
        return None
    for cut in _REMARK.finditer(text):
        rating = _said(text[: cut.start()])
        remark = text[cut.end() :].strip().rstrip(")]").strip()
        if not rating or not remark:
            continue
        if again := read(remark):
            same = again.rating is rating or bool(_REPEATS[rating].fullmatch(plain(remark)))
            kept = again.remark if again.rating is rating else ""
            return RatingMeaning(rating=rating, remark=kept, other_words=True) if same else None
        if _REPEATS[rating].fullmatch(plain(remark).strip(_EDGES)):
            return RatingMeaning(rating=rating, other_words=True)
        # Why it does not apply is often said with a "no": that takes nothing back.
        if rating is Rating.NOT_APPLICABLE or not _takes_back(rating, plain(remark)):
            return RatingMeaning(rating=rating, remark=remark, other_words=True)
    return None


def _named(word: str) -> set[Rating]:
    """Every rating that a part of a text says by itself."""
    named: set[Rating] = set()
    for part in _EITHER.split(word.replace("n/a", "na")):
        rating = _said(part)
        # Why it does not apply is often said with a "no": that takes nothing back.
        if rating and not (Rating.NOT_APPLICABLE in named and part.strip(" .!)") in {"no", "none"}):
            named.add(rating)
    return named


def _takes_back(rating: Rating, remark: str) -> bool:
    return bool(_TAKES_BACK.search(remark)) or (rating is Rating.MET and bool(_LESS_THAN_MET.search(remark)))


def suggestion(text: str) -> str:
    """A ``(did you mean ...?)`` for a text that is no rating, or nothing where none is near or two are."""
    word = _HYPHEN.sub(" ", plain(text[:_LONGEST])).strip(_EDGES)
    meant = _pointed_to(word)
    return f" (did you mean {meant}?)" if meant else ""


def _pointed_to(word: str) -> Rating | None:
    if _UNSURE.search(word):
        return None
    named = _named(word)
    if len(named) > 1 or named == {Rating.NOT_MET}:
        return None if len(named) > 1 else Rating.NOT_MET
    for rating, pattern in _HINTS:
        # Half of it and the like say so wherever they stand; the others only where the text begins with them.
        if pattern.search(word) if rating is Rating.PARTLY else pattern.match(word):
            return rating
    near = difflib.get_close_matches(word, _WORDS, n=1, cutoff=0.7)
    return _WORDS[near[0]] if near else None
