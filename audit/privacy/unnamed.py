"""A child who is not named, and whom somebody could know all the same: the only one, twins, 'the girl whose mum died'."""

import re
from collections.abc import Iterator

from audit.privacy.detection import Detection
from audit.privacy.features import Glance
from audit.privacy.word_lists import each, phrases

_LISTS = phrases("unnamed")


def _any(name: str) -> str:
    """One of the phrases of a list, as a pattern."""
    return f"(?:{'|'.join(_LISTS[name])})"


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ONE, _YOUNG, _POST = _any("one"), _any("young_relatives"), _any("posts")
_WHOSE = _any("whose")
_ONLY = _rule(
    r"\b(?:the |our |your |one |is |was |have |had |has )?(?:only|one and only|sole) (?:one |two |three )?"
    rf"(?:(?!{_any('not_after_only')}\b)[a-z0-9-]+ ){{0,3}}?(?:{_ONE}|looked.after|lac\b|cla\b|wheelchair)"
)
_ONLY_IN_GENERAL = _rule(rf"\bonly {_any('only_in_general')}")
_TWINS = _rule(
    r"\b(?:the|our|set of|one set of|both|identical|these|two sets of) (?:[a-z-]+ )?"
    r"(?:twins|triplets|quads|quadruplets)\b(?!'? (?:club|group|policy))"
    r"|\b(?:twins|triplets|quads|quadruplets)\b (?:in|from|at|who|whose|joined|came|left|moved|were|with|on)\b"
)
_TWINS_IN_GENERAL = _rule(
    r"\b(?:(?:twins|siblings) (?:and|or) (?:siblings|twins)|(?:any|all|for|where|if|when) (?:there are )?twins|twins club)\b"
)
_RULES = tuple(
    _rule(pattern)
    for pattern in (
        # 'the girl whose mum died', 'pupil who lost both parents'
        rf"(?:\b(?:the|our|that|new)|^|[.;,]) ?(?!(?:an?|any|each|every|if|where|when|no|one|for|all|should) )(?:(?:[a-z]+|y(?:ea)?r? ?\d{{1,2}}|\d{{1,2}}.?year.?old) ){{0,2}}{_ONE} "
        rf"(?:in \w+ ?\d{{0,2}} )?(?:who|whose {_WHOSE}|that|which) (?:had |has |have |was |were )?"
        rf"(?:just |recently |sadly |nearly )?{_any('events')}\b",
        rf"\b{_ONE}\b[^.;]{{0,60}}\b{_any('in_the_news')}\b",
        r"\b(?:everyone|everybody|whole village|all the parents) (?:knows?|knew) "
        r"(?:who|which|them|him|her|the (?:family|child|boy|girl))",
        # 'the Year 9 girl who ...'
        r"\b(?:the|our|one) (?:y(?:ea)?r? ?\d{1,2}|reception|nursery|pre-?school) (?:girl|boy|lad|child|pupil) "
        r"(?:who|with|whose|that|on)\b",
        # "the caretaker's lad", 'his stepmother is our cook', 'the head girl', 'youngest of the vicars four children'
        rf"\b{_POST}'?s (?:\w+ )?{_YOUNG}\b(?!'s (?:centre|home|services|club|group))",
        rf"\b(?:his|her|their) (?:step|foster|grand)?{_WHOSE} (?:is|was) (?:our|the|a|an) (?:\w+ )?{_POST}\b",
        rf"\b(?:the|our) {_any('posts_of_children')}\b",
        r"\b(?:youngest|eldest|oldest|middle) of (?:the|our) \w+",
        r"\b(?:mum|mother|dad|father) of the (?:\w+ )?(?:baby|toddler|twins|boy|girl|child) in\b",
        # 'new boy from Syria', 'our deaf goalkeeper', 'the foster child in reception class'
        rf"\b(?:new |our |the |only )(?:boy|girl|child|pupil|lad|family|baby|student) from {_any('countries')}\b",
        rf"\b(?:our|the) {_any('unlike_others')} (?:child|boy|girl|pupil|lad|baby|student|teenager) "
        r"(?:in (?:reception|nursery|year|y\d|yr|class|group|our|the (?:squad|team|choir))|has |was |had |got |came )",
        rf"\b{_ONE} with (?:only |the |a )?{_any('marks')}\b",
        # 'her son has been excluded', 'one child was pulled from the canal', '3 siblings at the pub'
        r"\b(?:her|his|their) (?:son|daughter|brother|sister|twin|baby) (?:has been|was|is|had been|got) "
        rf"{_any('conditions')}\b",
        rf"\b(?:one|a|last year'?s?) (?:child|boy|girl|pupil|baby|toddler|student) was {_any('once')}\b",
        r"\bbaby born (?:in|on|at) (?:our|the) (?!hospital|ward)",
        r"\b(?:\d|two|three|four|five|six) siblings (?:at|above|living|from|in|who) (?:the|our|a)\b",
    )
)
_SOMEBODY = each(
    """
    child pupil student girl boy lad lass baby toddler teenager person learner family traveller refugee twins triplets
    quads quadruplets looked lac cla wheelchair son daughter sister brother granddaughter grandson nephew niece kids
    children goalkeeper goalie striker mascot captain youngest eldest oldest siblings everyone everybody village
    mum stepmother dad mother father stepdad stepmum nan gran uncle aunt
    """
)
_TELLS = each(
    """
    only sole twins triplets quads quadruplets who whose that which paper papers news echo gazette press tv telly radio
    facebook knows know knew page with on s caretakers vicars heads from our his her their was born siblings youngest
    eldest oldest head goalkeeper goalie striker mascot captain newest the
    """
)


def known_all_the_same(glance: Glance) -> Iterator[Detection]:
    """Where somebody could know which child is meant, though nobody is named."""
    text, seen = glance.text, glance.seen
    if seen.isdisjoint(_SOMEBODY) or seen.isdisjoint(_TELLS):
        return
    if not seen.isdisjoint({"only", "sole"}) and not _ONLY_IN_GENERAL.search(text):
        for match in _ONLY.finditer(text):
            yield _found(match)
    if not seen.isdisjoint({"twins", "triplets", "quads", "quadruplets"}) and not _TWINS_IN_GENERAL.search(text):
        for match in _TWINS.finditer(text):
            yield _found(match)
    for rule in _RULES:
        for match in rule.finditer(text):
            yield _found(match)


def _found(match: re.Match[str]) -> Detection:
    """Shown by the first words, which name nobody; no more, since the rest is what tells."""
    words = match[0].strip(" .;,").split()
    return Detection(code="P12", start=match.start(), end=match.end(), shown=f"{' '.join(words[:2])} …")
