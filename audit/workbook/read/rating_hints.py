"""Which rating words that are none may point to: said as a question in the message, and never counted.

A hint that is wrong is worse than none, and one towards "Met" the worst. So "Met" is hinted at only where nothing else
stands in the cell, and nothing is where somebody doubts, or says two things.
"""

import difflib
import re
from collections.abc import Callable

from audit.model import Rating
from audit.text import as_seen, plain
from audit.workbook.read.rating_words import LONGEST, MARKS, WORDS, named

_EDGES = " .!*"
_HYPHEN = re.compile(r"(?<=\w)[_-](?=\w)")
_IN_DOUBT = re.compile(
    r"\?|\b(?:not (?:sure|known|assessed|checked|rated|answered|looked at)|unsure|don'?t know|unknown|tb[acd]|no idea|"
    r"to be (?:confirmed|agreed|decided|advised|checked|assessed)|think|maybe|perhaps|possibly|probably|hopefully|ask|"
    r"(?:no|nothing|none|never) (?:gaps?|issues?|concerns?|problems?|changes?|worries|outstanding|actions?|further|"
    r"complaints?|incidents?)|was|were|once|previously|last year|historically|used to|amber|red|yellow|orange|"
    r"(?:met|yes|in place|full\w*) (?:by|until|till|from|before|after|when|if|for now))\b"
)
"""Nothing is hinted at: somebody is not sure, speaks of another time, or names no rating at all."""
_NO_LONGER = re.compile(
    r"(?:it is |this is )?(?:no longer|not) (?:applicable|relevant|required|needed|necessary)|irrelevant"
)
_NOT_APPLICABLE = re.compile(r"n/?a\b|(?:is |does |it is )?not (?:ap|rel)|doesn'?t app")
_GIVES_MORE = re.compile(r"\b(?:yet|now|moment|present|currently|until|till|soon|this)\b|\s-|[,;:(]")
_MOST_ALONE = 3
"""Words. In more, a reason is given, and which of them is wrong is not known."""
_SURELY_NOT = re.compile(
    r"(?:still )?not (?:yet )?(?:met|in place)(?: yet)?\b(?! (?:in full|in all|in every|\w*ly\b|every\w*|always))"
)
_PARTLY = re.compile(
    r"\b(?:most|mostly|mainly|largely|generally|usually|sometimes|nearly|almost|half|halfway|part|partly|partial|"
    r"partially|some|somewhat|broadly|substantially|virtually|essentially|emerging|"
    r"not (?:yet )?(?:quite|fully|completely|entirely|wholly|always|all|every|everywhere|in (?:all|every|full))|"
    r"not (?:yet )?(?:met|in place) (?:fully|completely|entirely|wholly|everywhere|in (?:all|every|full))|"
    r"but|except|apart|only|in progress|under ?way|ongoing|work in|working (?:on|towards?)|developing|getting there|"
    r"(?<!not )(?<!yet )(?:started|begun))\b|(?<!\d)\d?\d ?%"
)
_NOT_MET = re.compile(r"(?:no|not|none|never|nothing|unmet|isn't|hasn't|haven't|to be|to do|will be|planned|yet to)\b")
_BEGINS_MET = re.compile(r"(?:met|yes|in place)\b")
_LESSENS = re.compile(
    r"\b(?:not?|none|never|without|missing|draft|drafted|expired|lapsed|overdue|out of date|outdated|needs?|needed|"
    r"lacking|gaps?|unless|incomplete|unfinished|weak|pending|a?waiting|to follow)\b|n't\b"
)
_MET = re.compile(
    r"(?:met|yes|full|fully|all|in place|done|completed?|achieved|compliant|embedded|implemented)"
    r"(?: (?:met|fully|done|complete|in place|achieved|compliant|embedded))*"
)
_CLOSE = 0.7


def suggestion(text: str) -> str:
    """A ``(did you mean ...?)`` for a text that is no rating, or nothing where none is near or two are."""
    meant = _pointed_to(_HYPHEN.sub(" ", plain(as_seen(text[:LONGEST]))).strip(_EDGES))
    return f" (did you mean {meant}?)" if meant else ""


def _pointed_to(word: str) -> Rating | None:
    both = named(word)
    if _IN_DOUBT.search(word) or MARKS.search(word) or len(both) > 1:
        return None
    if _NO_LONGER.match(word) or _NOT_APPLICABLE.match(word):
        for_good = len(word.split()) <= _MOST_ALONE and not _GIVES_MORE.search(word)
        return Rating.NOT_APPLICABLE if for_good else None
    if _SURELY_NOT.match(word) or (both == {Rating.NOT_MET} and " not " not in word):
        return Rating.NOT_MET
    if lacks := next((rating for rating, says in _LACKS if says(word)), None):
        return lacks
    if _MET.fullmatch(word):
        return Rating.MET
    near = None if _BEGINS_MET.match(word) else difflib.get_close_matches(word, WORDS, n=1, cutoff=_CLOSE)
    return WORDS[near[0]] if near else None


def _is_lessened(word: str) -> bool:
    return bool(_BEGINS_MET.match(word) and _LESSENS.search(word))


_LACKS: tuple[tuple[Rating, Callable[[str], object]], ...] = (
    (Rating.PARTLY, _PARTLY.search),
    (Rating.NOT_MET, _NOT_MET.match),
    (Rating.PARTLY, _is_lessened),
)
"""What says that something is lacking, the first that fits."""
