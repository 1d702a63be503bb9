"""A child who is not named, and whom somebody could know all the same: the only one, 'the girl whose mum died'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.privacy.detection import Detection
from audit.privacy.features import Glance
from audit.privacy.patterns import ready
from audit.privacy.word_lists import by_cue, each, phrases

_LISTS = phrases("unnamed")


def _any(name: str) -> str:
    """One of the phrases of a list, as a pattern."""
    return f"(?:{'|'.join(_LISTS[name])})"


_ONE, _YOUNG, _POST = _any("one"), _any("young_relatives"), _any("posts")
_WHOSE = _any("whose")
_ONLY = (
    r"\b(?:the |our |your |one |is |was |have |had |has )?(?:only|one and only|sole) (?:one |two |three )?"
    rf"(?:(?!{_any('not_after_only')}\b)[a-z0-9-]+ ){{0,3}}?(?:{_ONE}|looked.after|lac\b|cla\b|wheelchair)"
)
_ONLY_IN_GENERAL = rf"\bonly {_any('only_in_general')}"
_TWINS = (
    r"\b(?:the|our|set of|one set of|both|identical|these|two sets of) (?:[a-z-]+ )?"
    r"(?:twins|triplets|quads|quadruplets)\b(?!'? (?:club|group|policy))"
    r"|\b(?:twins|triplets|quads|quadruplets)\b (?:in|from|at|who|whose|joined|came|left|moved|were|with|on)\b"
)
_TWINS_IN_GENERAL = (
    r"\b(?:(?:twins|siblings) (?:and|or) (?:siblings|twins)|(?:any|all|for|where|if|when) (?:there are )?twins|"
    r"twins club)\b"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A way of telling of one child, and the words without which it tells nothing: one of each set."""

    pattern: str
    needs: tuple[frozenset[str], ...]


_SOMEBODY = each(
    """
    child pupil student girl boy lad lass baby toddler teenager person learner family traveller refugee
    """
)
_KIN = each(
    "mum mother dad father brother sister uncle aunt nan gran stepdad stepmother stepfather stepmum grandmother"
)
_THEIRS = each("his her their")
_POSTS = each(
    """
    chair chairman chairwoman chairperson head headteacher headmaster headmistress caretaker vicar cook treasurer coach
    governor councillor mayor minister imam rabbi secretary ta lady lollipop cleaner receptionist manager owner trustee
    bursar pastor landlord caretakers vicars coachs heads chairmans
    """
)
_YOUNG_WORDS = each(
    """
    lad son daughter granddaughter grandson kid kids children child boy boys girl girls nephew niece twins baby stepson
    stepdaughter
    """
)
_RARE = (_YOUNG_WORDS - each("child children")) | each(
    "caretaker caretakers vicar vicars cook imam rabbi mayor pastor chairman councillor landlord minister bursar"
)
_WITH_A_COUNTRY = each(
    """
    syria ukraine afghanistan sudan eritrea iran iraq somalia ethiopia yemen gaza palestine libya albania vietnam china
    kong russia congo nigeria ghana romania poland bulgaria turkey pakistan india bangladesh kurdistan venezuela brazil
    portugal
    """
)
_EVENT_WORDS = frozenset(re.findall(r"[a-z]+", " ".join(_LISTS["events"]))) - each(
    "is are was were in on the a an of to his her their from had both up out back over off down here new after name now"
)
_RULES = tuple(
    _Rule(pattern, tuple(map(each, needs)) + more)
    for pattern, needs, more in (
        # 'the girl whose mum died', 'pupil who lost both parents'
        (
            (
                r"(?:\b(?:the|our|that|new)|^|[.;,]) ?(?!(?:an?|any|each|every|if|where|when|no|one|for|all|should) )"
                rf"(?:(?:[a-z]+|y(?:ea)?r? ?\d{{1,2}}|\d{{1,2}}.?year.?old) ){{0,2}}{_ONE} "
                rf"(?:in \w+ ?\d{{0,2}} )?(?:who|whose {_WHOSE}) (?:had |has |have |was |were )?"
                rf"(?:just |recently |sadly |nearly )?{_any('events')}\b"
            ),
            (),
            (_EVENT_WORDS, each("who whose"), _SOMEBODY),
        ),
        (
            rf"\b{_ONE}\b[^.;]{{0,60}}\b{_any('in_the_news')}\b",
            ("paper papers news echo gazette press tv telly radio facebook front",),
            (_SOMEBODY,),
        ),
        (
            (
                r"\b(?:everyone|everybody|whole village|all the parents) (?:knows?|knew) "
                r"(?:who(?! (?:the|to|is|our|their|can))|which|them|him|her|the (?:family|child|boy|girl))"
            ),
            ("know knows knew", "everyone everybody village parents"),
            (),
        ),
        # 'the Year 9 girl who ...'
        (
            (
                r"\b(?:the|our|one) (?:y(?:ea)?r? ?\d{1,2}|reception|nursery|pre-?school) "
                r"(?:girl|boy|lad) (?:who|with|whose)\b"
            ),
            ("girl boy lad", "y yr year reception nursery school preschool", "who with whose"),
            (),
        ),
        # "the caretaker's lad", 'his stepmother is our cook', 'the head girl', 'youngest of the vicars four children'
        (
            rf"\b{_POST}'?s (?:\w+ )?{_YOUNG}\b(?!'s (?:centre|home|services|club|group))",
            (),
            (_RARE, _POSTS, _YOUNG_WORDS),
        ),
        (
            rf"\b(?:his|her|their) (?:step|foster|grand)?{_WHOSE} (?:is|was) (?:our|the|a|an) (?:\w+ )?{_POST}\b",
            (),
            (_KIN, _THEIRS, _POSTS),
        ),
        (
            rf"\b(?:the|our) {_any('posts_of_children')}\b",
            (
                "goalkeeper goalie striker mascot captain queen girl boy",
                "head goalkeeper goalie striker mascot captain queen",
            ),
            (),
        ),
        (r"\b(?:youngest|eldest|oldest|middle) of (?:the|our) \w+", ("youngest eldest oldest middle",), ()),
        (
            r"\b(?:mum|mother|dad|father) of the (?:\w+ )?(?:baby|toddler|twins|boy|girl|child) in\b",
            ("baby toddler twins boy girl", "mum mother dad father"),
            (),
        ),
        # 'new boy from Syria', 'our deaf goalkeeper', 'the foster child in reception class'
        (
            rf"\b(?:new |our |the |only )(?:boy|girl|child|pupil|lad|family|baby|student) from {_any('countries')}\b",
            (),
            (_WITH_A_COUNTRY,),
        ),
        (
            (
                rf"\b(?:our|the) {_any('unlike_others')} (?:child|boy|girl|pupil|lad|baby|student|teenager) "
                r"(?:in (?:reception|nursery|year|y\d|yr|class|group|our|the (?:squad|team|choir))|"
                r"has |was |had |got |came )"
            ),
            (" ".join(_LISTS["unlike_others"]),),
            (_SOMEBODY,),
        ),
        (
            rf"\b{_ONE} with (?:only |the |a )?{_any('marks')}\b",
            (
                (
                    "arm leg eye hand lung kidney ear rare feeding prosthetic tracheostomy facial scar cleft guide "
                    "shunt pacemaker transplant"
                ),
                "with",
            ),
            (),
        ),
        # 'her son has been excluded', 'one child was pulled from the canal', '3 siblings at the pub'
        (
            (
                r"\b(?:her|his|their) (?:son|daughter|brother|sister|twin|baby) (?:has been|was|is|had been|got) "
                rf"{_any('conditions')}\b"
            ),
            ("son daughter brother sister twin baby",),
            (_THEIRS,),
        ),
        (
            rf"\b(?:one|a|last year'?s?) (?:child|boy|girl|pupil|baby|toddler|student) was {_any('once')}\b",
            ("pulled stabbed hit over rescued airlifted dead drowned attacked abducted born shot murdered",),
            (_SOMEBODY,),
        ),
        (r"\bbaby born (?:in|on|at) (?:our|the) (?!hospital|ward)", ("born",), ()),
        (
            r"\b(?:\d|two|three|four|five|six) siblings (?:at|above|living|from|in|who) (?:the|our|a)\b",
            ("siblings",),
            (),
        ),
    )
)
_MULTIPLES = each("twins triplets quads quadruplets")
_ALONE = each("only sole")
_BY_CUE = by_cue(rule.needs[0] for rule in _RULES)
"""Which rules each cue can begin, so that a text is held against those alone."""
_BEGINS = frozenset(_BY_CUE)
CUES = _MULTIPLES | _ALONE | _BEGINS


def known_all_the_same(glance: Glance) -> Iterator[Detection]:
    """Where somebody could know which child is meant, though nobody is named."""
    text, seen = glance.text, glance.seen
    if seen.isdisjoint(CUES):
        return
    if not seen.isdisjoint(_ALONE) and not ready(_ONLY_IN_GENERAL).search(text):
        yield from map(_found, ready(_ONLY).finditer(text))
    if not seen.isdisjoint(_MULTIPLES) and not ready(_TWINS_IN_GENERAL).search(text):
        yield from map(_found, ready(_TWINS).finditer(text))
    for rule in map(_RULES.__getitem__, sorted({n for cue in seen & _BEGINS for n in _BY_CUE[cue]})):
        if not any(map(seen.isdisjoint, rule.needs[1:])):
            yield from map(_found, ready(rule.pattern).finditer(text))


def _found(match: re.Match[str]) -> Detection:
    """Shown by the first word, which names nobody; no more, since the rest is what tells."""
    first, *_ = match[0].strip(" .;,").split()
    return Detection(code="P12", start=match.start(), end=match.end(), shown=f"{first} …")
