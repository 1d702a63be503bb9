"""Ratings in the ways people type them: taken where only one meaning is possible, and never where two are.

A drop-down is there, but returns come from programs that lose it and from people who paste. "Y" can only mean met, and
so can "Yes - met" and "met fully"; "mostly" could be met or partly met, so it is a fault with a suggestion. Numbers and
colours are never taken: 1 is the best in one area and 3 in the next.

A remark beside "Met" or "Not applicable" makes a setting look better than it may be, so each of its words has to be
known (:mod:`audit.workbook.read.remarks`). One beside the other two only says what is lacking; there it is enough that
it holds no other rating.
"""

import re
from dataclasses import dataclass
from datetime import date

from audit.model import Rating
from audit.text import as_seen, plain

_EXACT = {plain(rating.value): rating for rating in Rating}
_MEANT = {
    Rating.MET: (
        "yes, y, yes it is, yes we do, yes we have, all met, all in place, everything in place, "
        "\u2713, \u2714, \u221a, \u2611, \u2705"
    ),
    Rating.PARTLY: "partly, partial, partially, part, in part",
    Rating.NOT_MET: "no, n, unmet, not at all",
    Rating.NOT_APPLICABLE: "n/a, na, n.a, n\\a, n-a, n / a, n a",
}
WORDS = _EXACT | {word: rating for rating, words in _MEANT.items() for word in words.split(", ")}
"""Each rating by the words that say nothing else."""
_JOINED = {word.replace(" ", ""): rating for word, rating in _EXACT.items()}
_IT = r"(?:met|in place)"
_FULLY = r"(?:fully|in full|completely|entirely|wholly|totally|now|already)"
_IN_PART = r"(?:partly|partially|in part|part|partial)"
_YET = r"(?:yet|currently|at present|at the moment|presently|so far|as yet|at all|now)"
_OURS = r"(?: (?:to|for) (?:us|our [a-z]+|this [a-z]+)| here)?"
_SAID = (
    (Rating.MET, rf"(?:yes,? )?(?:(?:this|it) is )?(?:{_FULLY} ){{0,2}}{_IT}(?: {_FULLY}){{0,2}}"),
    (Rating.PARTLY, rf"(?:only )?(?:{_IN_PART} {_IT}|{_IT} (?:only )?{_IN_PART})"),
    (Rating.NOT_MET, rf"(?:still )?(?:this |it )?(?:(?:is )?not|isn't)(?: {_YET})?(?: being)? {_IT}(?: {_YET})?"),
    (
        Rating.NOT_APPLICABLE,
        rf"(?:this |it )?(?:(?:is )?not (?:applicable|relevant)|does not apply|doesn'?t apply|n/a){_OURS}",
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
_REMARK = re.compile(r"\s*(?:\s[-\u2013\u2014]+\s*|[:;,(\[]\s*|\.\s+|\n+)")
LONGEST = 200
"""Nobody says a rating in more; a cell can hold 32,767 characters, and the search grows with their square."""
_MOST_WORDS = 5
"""Of a rating with no mark before its remark: "not in place at present see log"."""
_NOT_ALONE = frozenset({"no", "n", "y", "na", "n a", "part", "partial"})
"""Too short to be a rating where words follow without a mark between: "no policy", "part of the folder"."""
_LINE_UP = " \t.!,;:*\u2013\u2014-"
_WRAPS = ("()", "[]", '""', "''", "\u201c\u201d", "\u2018\u2019")
_COLOURS = {
    "\U0001f7e2": Rating.MET,
    "\U0001f44d": Rating.MET,
    "\u2705": Rating.MET,
    "\u2713": Rating.MET,
    "\u2714": Rating.MET,
    "\u221a": Rating.MET,
    "\u2611": Rating.MET,
    "\U0001f7e1": Rating.PARTLY,
    "\U0001f7e0": Rating.PARTLY,
    "\U0001f534": Rating.NOT_MET,
    "\u274c": Rating.NOT_MET,
    "\u2717": Rating.NOT_MET,
    "\u2718": Rating.NOT_MET,
    "\u2716": Rating.NOT_MET,
    "\U0001f44e": Rating.NOT_MET,
}
_SHADES = {
    "green": Rating.MET,
    "yellow": Rating.PARTLY,
    "amber": Rating.PARTLY,
    "orange": Rating.PARTLY,
    "red": Rating.NOT_MET,
}
"""What marks and colours say beside a rating. By themselves they are never taken, but for a tick."""
MARKS = re.compile(f"[{''.join(_COLOURS)}]")
"""Ticks, crosses and coloured circles."""
_HYPHEN = re.compile(r"(?<=\w)[_-](?=\w)")
"""Within a word: one between spaces begins a remark."""
_EITHER = re.compile(r"\bor\b|\bto\b|\band\b|\s-+\s|\.\s+|[/,;:()\n]")
_DOUBTS = re.compile(
    r"(?:(?:we|i|or so we) )?(?:think|believe|guess|suppose|hope|assume)(?: so)?|(?:i'm |we're )?not sure|unsure|"
    r"maybe|perhaps|possibly|probably|tb[acd]|to be (?:confirmed|agreed|decided|advised)|unknown|"
    r"(?:i |we )?don'?t know|no idea|not known|not assessed"
)
_RATED = re.compile(r"\b(?:met|n/a|not applicable|(?:does not|doesn'?t) apply)\b")
_ONLY_SO_FAR = re.compile(
    r"(?:not |but not |only )?"
    r"(?:fully|in full|completely|entirely|wholly|totally|quite|always|everywhere|all|every\w*)\b"
)
"""Begins what makes "not met" mean partly met: "Not met - in full", "No, not in all"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingMeaning:
    """What a rating cell says: the rating, the remark typed with it, and whether it was typed in other words."""

    rating: Rating
    remark: str = ""
    other_words: bool = False


_CHOSEN = {rating.value: RatingMeaning(rating=rating) for rating in Rating}
"""What the drop-down offers, to the letter: nearly every rating there is, so that no pattern is tried on it."""


def read(text: str, since: date | None = None) -> RatingMeaning | None:
    """The one meaning a text can have as a rating; ``None`` where it has none or more than one.

    Args:
        text: what stands in the cell.
        since: the date of the audit, where it is known: a remark that names a later day is about what is to come.
    """
    if chosen := _CHOSEN.get(text):
        return chosen
    if len(text) > LONGEST:
        return None
    seen = as_seen(text).replace("\u00a0", " ").strip()
    if rating := _EXACT.get(_bare(plain(seen))):
        return RatingMeaning(rating=rating)
    if rating := said(seen):
        return RatingMeaning(rating=rating, other_words=True)
    return _with_remark(seen, since)


def _bare(word: str) -> str:
    """A text without the marks around it: in brackets or quotation marks, before or after a comma."""
    bare = word.strip(_LINE_UP)
    if len(bare) > 2 and bare[0] + bare[-1] in _WRAPS:
        return _bare(bare[1:-1])
    return bare


def said(text: str) -> Rating | None:
    """The rating that a text says, with nothing besides; a mark beside it that means another says two things."""
    word = _bare(plain(as_seen(text)))
    bare = _bare(MARKS.sub("", word).strip()) or word
    rating = WORDS.get(word) or WORDS.get(bare) or _JOINED.get(re.sub(r"[\s_-]", "", bare)) or _phrase(bare)
    return None if any(_COLOURS[mark] is not rating for mark in MARKS.findall(word)) else rating


def _phrase(bare: str) -> Rating | None:
    spaced = _HYPHEN.sub(" ", bare)
    return next((rating for rating, pattern in _PATTERNS if pattern.fullmatch(spaced)), None)


def _with_remark(text: str, since: date | None) -> RatingMeaning | None:
    for cut in _REMARK.finditer(text):
        rating = said(text[: cut.start()])
        remark = _bare(text[cut.end() :].strip().rstrip(")]")) and text[cut.end() :].strip().rstrip(")]").strip()
        if rating and remark:
            return _joined(rating, remark, since)
    return _without_a_mark(text, since)


def _joined(rating: Rating, remark: str, since: date | None) -> RatingMeaning | None:
    """The rating with its remark; ``None`` where the remark takes it back, or may do so."""
    if _REPEATS[rating].fullmatch(_bare(plain(remark))):
        return RatingMeaning(rating=rating, other_words=True)
    if rating is Rating.NOT_MET and _ONLY_SO_FAR.match(plain(remark)):
        return None
    if (again := read(remark, since)) and again.rating is rating:
        return RatingMeaning(rating=rating, remark=again.remark, other_words=True)
    if again or not _fits(rating, remark, since):
        return None
    shade = _SHADES.get(_bare(plain(remark)))
    return RatingMeaning(rating=rating, remark="" if shade else remark, other_words=True)


def _fits(rating: Rating, remark: str, since: date | None) -> bool:
    """Whether a remark leaves the rating as it is."""
    from audit.workbook.read import remarks  # few cells need it, and it takes a while to import

    if shade := _SHADES.get(_bare(plain(remark)).removeprefix("rag ")):
        return shade is rating
    if rating is Rating.MET:
        return remarks.takes_nothing_back(remark, since)
    if rating is Rating.NOT_APPLICABLE:
        return remarks.says_why_not(remark) or remarks.points_elsewhere(remark, since)
    return not holds_another(rating, remark)


def holds_another(rating: Rating, remark: str) -> bool:
    """Whether a remark holds another rating, or doubts its own."""
    words = plain(remark)
    own = words.replace(plain(rating.value), "").replace("not yet met", "")
    if "?" in words or _DOUBTS.fullmatch(_bare(words)) or _RATED.search(own):
        return True
    return bool(named(words) - {rating}) or any(_COLOURS[mark] is not rating for mark in MARKS.findall(words))


def _without_a_mark(text: str, since: date | None) -> RatingMeaning | None:
    """'Yes see policy', 'Not met see notes': the longest words that say a rating, and a remark of known words."""
    from audit.workbook.read import remarks  # few cells need it, and it takes a while to import

    words = text.split()
    for end in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        begin, remark = " ".join(words[:end]), " ".join(words[end:])
        rating = said(begin)
        if not rating or _bare(plain(begin)) in _NOT_ALONE:
            continue
        known = remarks.says_why_not if rating is Rating.NOT_APPLICABLE else None
        if (known and known(remark)) or (known is None and remarks.takes_nothing_back(remark, since)):
            return None if _strengthens_less(rating, remark) else _joined(rating, remark, since)
        return None
    return None


def _strengthens_less(rating: Rating, remark: str) -> bool:
    """Whether a remark that begins by strengthening stands beside a rating that it turns round: 'not met in full'."""
    return rating in {Rating.PARTLY, Rating.NOT_MET} and not plain(remark).startswith(("see ", "as above", "as below"))


def named(word: str) -> set[Rating]:
    """Every rating that a part of a text says by itself."""
    found: set[Rating] = set()
    for part in _EITHER.split(word.replace("n/a", "na").replace("n / a", "na")):
        rating = said(part)
        # Why it does not apply is often said with a "no": that takes nothing back.
        if rating and not (Rating.NOT_APPLICABLE in found and part.strip(" .!)") in {"no", "none"}):
            found.add(rating)
    return found
