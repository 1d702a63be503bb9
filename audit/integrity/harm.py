"""What was found, worst harm first: a rating or a figure before a word, and a word before what is not shown."""

import re
from collections.abc import Iterable
from enum import IntEnum
from itertools import zip_longest

from audit.judgement.verdict import Level
from audit.model import Rating
from audit.problems import Problem, is_fault

_TAG = re.compile(r"<[^<>]*>?")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
# "Partly met is", before what it looks like, is nobody's rating.
_JUDGING = re.compile(r"\b(?:" + "|".join([*Rating, "Unanswered", *Level]) + r")\b(?! is\b)")


class Harm(IntEnum):
    """What a difference can do to whoever relies on the page, the worst first."""

    RATING = 0
    FIGURE = 1
    WORD = 2
    LINK = 3
    CODE = 4


_FIRST = ("V12", "V13", "V11", "V25", "V02", "V28", "V04", "V03", "V29")


def of(theirs: str, ours: str) -> tuple[Harm, int, int]:
    """How much harm it does that one text stands where the other should, and where in each it is seen first.

    What looks worst may stand far behind a harmless word: who is shown both is shown it.
    """
    one, other = (_TAG.sub(lambda found: " " * len(found[0]), text) for text in (theirs, ours))
    if one.split() == other.split():
        return (Harm.LINK if "href=" in theirs + ours else Harm.CODE), 0, 0
    for worth, meant in ((Harm.RATING, _JUDGING), (Harm.FIGURE, _FIGURE)):
        for here, there in zip_longest(meant.finditer(one), meant.finditer(other)):
            if here is None or there is None or here[0] != there[0]:
                return worth, here.start() if here else 0, there.start() if there else 0
    return Harm.WORD, 0, 0


def in_order(found: Iterable[tuple[Harm, Problem]]) -> tuple[Problem, ...]:
    """The problems in one list: broken seals, what keeps it from being compared, differences by harm, and notes."""
    return tuple(problem for _, problem in sorted(found, key=lambda one: _rank(*one)))


def _rank(harm: Harm, found: Problem) -> tuple[int, int]:
    if not is_fault(found):
        return len(_FIRST) + len(Harm), 0
    return (_FIRST.index(found.code), 0) if found.code in _FIRST else (len(_FIRST), harm)
