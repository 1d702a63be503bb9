"""A child whom something sets apart: what they wear or are, where they come from, what befell them, whose they are.

Beside :mod:`audit.privacy.unnamed`, which knows the only one of a place. What is said of any child ('a child with a
hearing aid', 'if a pupil who was excluded ...') sets nobody apart, and is left in peace.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.privacy.detection import Detection
from audit.privacy.features import Glance
from audit.privacy.patterns import ready
from audit.privacy.word_lists import by_cue, each, phrases

_LISTS = phrases("set_apart")


def _any(name: str) -> str:
    """One of the phrases of a list, as a pattern."""
    return f"(?:{'|'.join(_LISTS[name])})"


def _words(*names: str) -> frozenset[str]:
    """Words of which one is seen wherever a phrase of the lists stands: from each, its longest plain one."""
    found = set[str]()
    for name in names:
        for phrase in _LISTS[name]:
            for one in _each_way(phrase):
                found |= one
    return frozenset(found)


def _each_way(phrase: str) -> Iterator[set[str]]:
    """The plain words of a phrase, or its longest, where each has to be there: the fewest texts have that."""
    plain = re.sub(r"\\[a-z]\w*|\(\?:|\(\?![^)]*\)|[?+*{}\\]", " ", phrase)
    words = {word for word in re.findall(r"[a-z]+", plain.lower()) if len(word) > 1} - _TOO_USUAL
    yield words if re.search(r"[(?|*\[\\]", phrase) or not words else {max(sorted(words), key=len)}


_TOO_USUAL = each(
    """
    is was are the in on at of by to as has had his her their our my this out off up an and from back away
    with new one no now
    still came left sent made both two got about it who him us into over under rang down same all took said
    has local found children child
    """
)
_ONE, _MORE = _any("somebody"), _any("somebodies")
_UNIT, _UNLIKE, _WORN = _any("unit"), _any("unlike"), _any("worn")
_IN_FAMILIES = each(
    """
    surrogate mums dads mothers fathers triplet triplets birth prison jail inside sectioned deported remand
    killed murdered
    stabbed hanged shot drowned died
    """
)
_NEWS = each("know news paper papers telly tv gazette echo facebook")
_WHERE = r"(?:(?:in|of|from|at|,|-|\() ?)?"
_IN_GENERAL = (
    r"\b(?:an?|any|all|each|every|if|when|where|whenever|whether|"
    r"for|no|should|unless|such as|e\.g\.?|eg|about|of|how|or|"
    r"other|with|to) (?:[a-z-]+ )?$"
)


_ON_CONDITION = r"\b(?:if|when|where|whenever|whether|should|unless|such as|eg|how) (?:[a-z-]+ )?$"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A way of setting one child apart, and the sets of words of which each must give one."""

    pattern: str
    needs: tuple[frozenset[str], ...]

    @property
    def cues(self) -> frozenset[str]:
        """The words of which the fewest texts have one: those for a child, where the kind needs one."""
        return next((words for words in self.needs if "boy" in words), self.needs[0])


_SOMEBODY = _words("somebody") - {"young"}
_HAPPENED, _UNLIKE_WORDS, _KNOWN = _words("befell", "did"), _words("unlike"), _words("known_person")
_PEOPLE = _SOMEBODY | _words("somebodies")
_RELATION = _words("relation") - each("foster adopted older own little big twin step eldest youngest younger")
_KINDS = (
    # 'boy w insulin pump', 'the girl with the cochlear implant', 'wheelchair user in U9s'
    _Kind(
        rf"\b(?:{_ONE}) (?:in [\w ]{{1,12}} |[a-z]+ )?(?:with|w/?|has|"
        rf"had|in|on|wears|wearing|who has|who wears|using|who uses) "
        rf"(?:a |an |the |his |her |only )?(?:[a-z]+ )?{_WORN}\b",
        (_words("worn"), _PEOPLE),
    ),
    _Kind(
        rf"\bwheelchair user,? {_WHERE}{_UNIT}|\b(?:the|our) wheelchair user\b",
        (frozenset({"wheelchair"}),),
    ),
    # 'trans pupil yr 9', 'adopted sisters in beavers', 'our one looked after child'
    _Kind(
        rf"\b{_UNLIKE} (?:{_MORE}|{_ONE}|member)\b,? ?{_WHERE}{_UNIT}",
        (_UNLIKE_WORDS, _PEOPLE | {"member"}),
    ),
    _Kind(
        rf"\b(?:(?:the|our|only|one) (?:only |one )?)?{_UNLIKE} y(?:ea)?r? ?\d{{1,2}}\b(?!'?s\b)",
        (_UNLIKE_WORDS, each("y yr yea year")),
    ),
    _Kind(rf"\b{_ONE} of ours (?:was|is|got|has|had)\b", (_PEOPLE, frozenset({"ours"}))),
    _Kind(
        rf"\b(?:{_MORE}|{_ONE}) (?:just |newly |recently )?(?:placed|"
        rf"dumped|living|hiding|staying) (?:with|in|at|from)\b",
        (each("placed dumped living hiding staying"), _PEOPLE),
    ),
    _Kind(rf"\b(?:our|the) (?:one|single|lone|first|two|new) {_UNLIKE} (?:{_MORE}|{_ONE})\b", (_UNLIKE_WORDS, _PEOPLE)),
    # 'Girl that was airlifted', 'child who was off rolled', 'lad who ran off'
    _Kind(
        rf"\b{_ONE} (?:in [\w ]{{1,12}} )?(?:(?:that|who|which) )(?:was |were |got |had been |has been |is |nearly )*"
        rf"(?:{_any('befell')}|{_any('did')})",
        (each("that who which"), _PEOPLE, _HAPPENED),
    ),
    # 'the boy from the site was off rolled', 'the girl in Y5 told', 'her son told the teacher about the belt'
    _Kind(
        rf"\b(?:the|our|that|one|y(?:ea)?r? ?\d{{1,2}}) (?:[a-z]+ )?{_ONE} (?:in|from|with|at|of) [\w' ]{{2,30}}? "
        rf"(?:(?:was|were|got) {_any('befell')}|{_any('did')})",
        (_PEOPLE, _HAPPENED),
    ),
    _Kind(
        r"\b(?:her|his) (?:own |older |younger |eldest |youngest |little |big |foster |step)?"
        r"(?:son|daughter|brother|sister|twin|baby|lad|girl|boy|grandson|granddaughter|nephew|niece|stepson|stepdaughter|"
        rf"cousin|mum|dad|stepdad|uncle|nan)s? (?:(?:was|were|got|is|has been) {_any('befell')}|{_any('did')})",
        (frozenset({"her", "his"}), _HAPPENED),
    ),
    _Kind(
        rf"\b(?:{_ONE}|family|mum|dad|(?:the|our|two|three) {_MORE}) "
        rf"(?:from|off|at|in|living at|living on) {_any('from_one_place')}",
        (_words("from_one_place"), _PEOPLE | {"family", "mum", "dad"}),
    ),
    _Kind(
        rf"\b{_UNIT},? {_ONE}s? (?:(?:was|were|got) )?(?:{_any('befell')}|{_any('did')})",
        (_PEOPLE, _HAPPENED),
    ),
    _Kind(rf"\b{_ONE} in {_UNIT} (?:who|whose|that) ", (_PEOPLE, frozenset({"in"}), each("who whose that"))),
    # 'the new baby has weight loss', 'the lad with the black eye'
    _Kind(
        r"\b(?:the|our|that|this|new) (?:new |little |older |younger "
        r")?(?:baby|toddler|girl|boy|lad|lass|twin|triplet)\b"
        r"[^.;]{0,25}\b(?:has|had|with|came in with|got|lost) [^.;]{0,15}\b(?:weight|bruis\w+|black eye|marks?|burns?|"
        r"fracture|nits|bite|cuts?|rash|overdose|tag|knife|vape|injur\w+)\b",
        (
            each(
                "weight bruise bruises bruising eye mark marks burn burns fracture nits bite cut cuts rash "
                "overdose tag knife vape injury injuries"
            ),
            _PEOPLE,
        ),
    ),
    # 'police came for the goalkeepers brother', "head girl's overdose"
    _Kind(
        rf"(?:\b(?:the|our|that) (?:[a-z0-9]+ )?|^|[.;] ?){_any('known_person')}'?s "
        rf"{_any('relation')}\b(?!'?s? (?:centre|home|services|club|group))",
        (_RELATION, _KNOWN | frozenset(f"{word}s" for word in _KNOWN)),
    ),
    _Kind(
        r"\bhead (?:girl|boy)'?s \w+|\b(?:our|the|last year'?s) head (?:girl|boy) [a-z]+ed\b",
        (frozenset({"head"}), frozenset({"girl", "boy", "girls", "boys"})),
    ),
    _Kind(rf"\b{_any('families')}\b", (_IN_FAMILIES,)),
    # 'You know who', 'the one that was on the local news'
    _Kind(
        r"\byou(?:'ll| will|'d)? (?:all )?know (?:who\b(?! (?:to|is|can|should|"
        r"the|our|has|does|will))|which (?:one|family|child|lad|girl|boy)\b)"
        r"|\b(?:the one|the family|him|her|them|those) (?:that|who) "
        r"(?:was|were|got|is|are) (?:on|in|all over) (?:the )?"
        r"(?:local )?(?:news|paper|papers|telly|tv|gazette|echo|facebook)",
        (_NEWS, each("who which that")),
    ),
)
_BY_CUE = by_cue(kind.cues for kind in _KINDS)
"""Which kinds each cue can begin, so that a text is held against those alone."""
CUES = frozenset(_BY_CUE)


def set_apart(glance: Glance) -> Iterator[Detection]:
    """Where somebody could know which child is meant by what sets them apart."""
    text, seen = glance.text, glance.seen
    for kind in map(_KINDS.__getitem__, sorted({n for cue in seen & CUES for n in _BY_CUE[cue]})):
        if any(map(seen.isdisjoint, kind.needs)):
            continue
        for match in ready(kind.pattern).finditer(text):
            one = match[0][:4].lower() in {"the ", "our ", "that"}
            before = text[max(0, match.start() - 30) : match.start()]
            if not ready(_ON_CONDITION if one else _IN_GENERAL).search(before):
                first, *_ = match[0].split()
                yield Detection(code="P12", start=match.start(), end=match.end(), shown=f"{first} …")
