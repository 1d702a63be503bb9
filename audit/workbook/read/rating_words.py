"""Ratings in the ways people type them: taken where only one meaning is possible, and never where two are.

A drop-down is there, but returns come from programs that lose it and from people who paste. "Y" can only mean met;
"mostly" could be met or partly met, so it is a fault with a suggestion. Numbers and colours are never taken: 1 is the
best in one area and 3 in the next.
"""

import difflib
import re
from dataclasses import dataclass

from audit.model import Rating
from audit.text import plain

_EXACT = {plain(rating.value): rating for rating in Rating}
_MEANT = {
    Rating.MET: "yes, y, fully met, all met, in place, fully in place, \u2713, \u2714, \u221a",
    Rating.PARTLY: "partly, partial, partially, partially met, part met, in part, partly in place, partially in place",
    Rating.NOT_MET: "no, n, unmet, not in place, not yet met, not at all",
    Rating.NOT_APPLICABLE: "n/a, na, n.a, n\\a, not relevant, does not apply, doesn't apply, not applicable to us",
}
_WORDS = _EXACT | {word: rating for rating, words in _MEANT.items() for word in words.split(", ")}
_JOINED = {word.replace(" ", ""): rating for word, rating in _EXACT.items()}
# Where a rating ends and a remark begins: "partly - see policy", "Met (see log)", "N/A: no boarders".
_REMARK = re.compile(r"\s*(?:\s[-\u2013\u2014]+\s*|[:;,(\[]\s*|\.\s+)")
# Nobody says a rating in more; a cell can hold 32,767 characters, and the search for a remark grows with their square.
_LONGEST = 200
_TAKES_BACK = re.compile(
    r"\b(not?|never|none|isn't|but|except|apart|partly|partially|only|some|mostly|nearly|almost|unless|until|soon|"
    r"working|progress|plan(?:ned|s)?|met|yes|maybe|sure|check|think|could|should)\b|\?|n't\b"
)


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
    word = plain(text).strip(" .!")
    if rating := _EXACT.get(word):
        return RatingMeaning(rating=rating)
    rating = _WORDS.get(word) or _JOINED.get(re.sub(r"[\s_-]", "", word))
    if rating:
        return RatingMeaning(rating=rating, other_words=True)
    return _with_remark(text)


def _with_remark(text: str) -> RatingMeaning | None:
    for cut in _REMARK.finditer(text):
        rating = _WORDS.get(plain(text[: cut.start()]).strip(" ."))
        remark = text[cut.end() :].strip().rstrip(")]").strip()
        # Why it does not apply is often said with a "no": that takes nothing back.
        sure = rating is Rating.NOT_APPLICABLE or not _TAKES_BACK.search(plain(remark))
        if rating and remark and sure:
            return RatingMeaning(rating=rating, remark=remark, other_words=True)
    return None


def suggestion(text: str) -> str:
    """A ``(did you mean ...?)`` for a text that is no rating, or nothing where none is near."""
    word = plain(text[:_LONGEST])
    near = difflib.get_close_matches(word, _WORDS, n=1, cutoff=0.7)
    if near:
        return f" (did you mean {_WORDS[near[0]]}?)"
    begins = next((r for w, r in sorted(_EXACT.items(), key=lambda i: -len(i[0])) if word.startswith(w)), None)
    if begins is None and word.startswith(("part", "most", "some", "nearly", "almost", "in progress", "working")):
        begins = Rating.PARTLY
    return f" (did you mean {begins}?)" if begins else ""
