"""Whether what is written around a name happens to a child or a relative: behaviour, health, care, police.

These are ways in which people write about one child without any of the words that :mod:`audit.privacy.telling` knows.
Most are said of nobody at work, so that even an unknown name is somebody's; a role beside the name still makes it a
colleague's.
"""

from types import MappingProxyType

from audit.privacy import words as w
from audit.privacy.colleagues import is_colleague
from audit.privacy.given_names import RUN_ON
from audit.privacy.reading import KNOWN_CAPITALS, Name, ReadText, Sort
from audit.privacy.word_lists import each, family

_LISTS = family("circumstances")
BEHAVES = _LISTS["behaves"]
CONDITION = _LISTS["condition"]
HEALTH = _LISTS["health"]
OWN = HEALTH | _LISTS["own_things"]
BODY = _LISTS["body"]
OBJECT_OF = _LISTS["done_to_a_child"]
SOMEBODYS_OWN = _LISTS["somebodys_own"]
PAIRS = frozenset(tuple(pair.split("_")[:2]) for pair in _LISTS["circumstance_pairs"])
_BETWEEN = _LISTS["between"]
_BEING = each(
    "is was are were been being gets got seems appeared appears "
    "looks looked very so still be arrived returned came feels felt"
)
_HAVING = each("has had have with")
THEIRS = each("his her their")
_JOINING = each("and on in at")
_DENYING = each("not never wont won't doesnt doesn't didnt didn't cant can't refuses refused")
_WITHOUT = each(
    "one bed coat food home school gp lunch shoes socks money "
    "friends heating gas electric uniform passport papers family"
)
_REFUSED = each("talk speak eat sit swim play listen engage settle sleep trust drink wear stop look undress wash smile")
_CLOSING = MappingProxyType({"(": ")", ",": ",", "-": "-", ":": ":", ".": ""})
_MOST_SURNAMES = 2
_MOST_BETWEEN = 4
_NEAR = 7
"""Words after a name within which 'her son' is that name's."""
_COMMON = each(
    """
    is in on not never sent goes comes speaks had made was left told set has looked a the to with his her off at
    from out up of no acting found home school brought did us me staff it he she another turned walked turns wants
    went after by late help file school abroad again meeting
    wont doesnt didnt cant isnt wasnt read go get mark returned timetable child children moves under outside registered
    """
)
CUES = (
    BEHAVES | CONDITION | HEALTH | OBJECT_OF | BODY
    | frozenset(next((word for word in pair if word not in _COMMON), pair[0]) for pair in PAIRS)
) - _COMMON  # fmt: skip
"""Without any of these only what is somebody's own, or 'her son', tells; of a pair its rarer word."""


def tells(reading: ReadText, name: Name, *, for_owner: bool = False) -> bool:
    """Whether something is written of the name that happens to a child or a relative."""
    if for_owner or name.word.low in w.STAY or not _somebody(reading, name):
        return False
    if _owns(reading, name):
        return True
    if is_colleague(reading, name, deeds=False) or _looks_after(name):
        return False
    return _does(reading, name) or _object(name) or _has_relatives(reading, name)


def _looks_after(name: Name) -> bool:
    """Whether a plural stands before it: 'staff Callum', 'deputies Aisha and Tom'."""
    return name.before.low in {"staff", "colleague", "colleagues"}


def _somebody(reading: ReadText, name: Name) -> bool:
    """Whether the word can be a person's name here: with a capital, or one that is nothing else."""
    if name.sort is Sort.INITIALS:
        return name.word.kind == "initials" or (name.word.text.isupper() and len(name.word.text) > 1)
    if name.also:
        return name.word.capital and name.before.low not in w.NOT_BEFORE_A_NAME and not reading.shouting
    return name.sort is not Sort.UNKNOWN or reading.at(name.first - 1).text != '"'


def _owns(reading: ReadText, name: Name) -> bool:
    """'Kofi's inhaler', 'Chidera's attendance', 'Yusuf's parents'."""
    word = reading.words[name.last]
    if not (word.owns or word.low in RUN_ON) or (name.sort is Sort.INITIALS and len(word.text) < 2):
        return False
    own = [reading.at(name.last + n) for n in (1, 2, 3)]
    stop = next((n for n, token in enumerate(own) if token.text in {".", ",", ";"} or token.low in w.ROLES), len(own))
    return any(token.low in OWN and token.low not in w.ROLES for token in own[:stop])


def _does(reading: ReadText, name: Name) -> bool:
    """'Callum hits out', 'Ayaan has epilepsy', 'Margaret is pregnant', 'Zofia not collected', 'Tommy off rolled'."""
    start = _after_the_name(reading, name)
    being = denied = False
    for at in range(start, start + _MOST_BETWEEN):
        token, then = reading.at(at), reading.at(at + 1)
        if token.kind != "word":
            return False
        if _happens(reading, at, being=being or at == start, at_once=at == start):
            return at > start or token.low not in {"upset", "ill"}
        if denied and token.low in _REFUSED:
            return True
        if token.low in _HAVING:
            return _has(reading, at + 1)
        if token.low not in _BETWEEN and token.low not in _JOINING:
            return _and_then(reading, at) or (token.low == "collected" and (denied or then.low == "by"))
        being = being or token.low in _BEING
        denied = denied or token.low in _DENYING
    return False


def _after_the_name(reading: ReadText, name: Name) -> int:
    """The place after a name, the rest of it ('Mei Ling'), and an aside."""
    start = name.last + 1
    for _ in range(_MOST_SURNAMES):
        rest = reading.at(start)
        if rest.kind != "word" or not rest.capital or rest.text in KNOWN_CAPITALS:
            break
        start += 1
    return _after_aside(reading, start) if reading.at(start).text in _CLOSING else start


def _happens(reading: ReadText, at: int, *, being: bool, at_once: bool = False) -> bool:
    """Whether the word at a place, or the two, happen to a child; some only after 'is' and the like, or at once."""
    token, then = reading.at(at), reading.at(at + 1)
    if (token.low, then.low) in PAIRS:
        return reading.at(at + 2).low not in _AT_WORK and not _of_papers(reading, at)
    if at_once and token.low in BODY:
        return True
    if token.low in BEHAVES or (token.low == "missed" and then.kind == "number"):
        return True
    return being and token.low in CONDITION and token.low != "missing"


def _and_then(reading: ReadText, start: int) -> bool:
    """'draws the bombing and hides', 'got up but cried'."""
    for n in range(1, _NEAR):
        token = reading.at(start + n)
        if token.text in {".", ";", ":", "(", ","} or token.kind == "end":
            return False
        if token.low in {"and", "but", "then"} and reading.at(start + n + 1).low in BEHAVES:
            return True
    return False


def _after_aside(reading: ReadText, start: int) -> int:
    """The place after '(Y4)', ', 9,' or '- Year 10 -'; the place itself where it is no such thing."""
    closing = _CLOSING[reading.at(start).text]
    for j in range(start + 1, start + 5):
        if reading.at(j).text == closing:
            return j + 1
    return start + 1


def _of_papers(reading: ReadText, i: int) -> bool:
    """Whether 'missing from' or 'not in' is said of a paper: '... not in the file'."""
    return reading.at(i).low in {"not", "missing"} and any(
        reading.at(i + n).low
        in {"file", "files", "list", "log", "rota", "scr", "folder", "place", "register", "minutes"}
        for n in (2, 3, 4)
    )


def _has(reading: ReadText, i: int) -> bool:
    """'has severe asthma', 'has a hearing aid', 'has not been collected'."""
    nearby = [reading.at(i + n) for n in range(5)]
    stop = next((n for n, token in enumerate(nearby) if token.kind != "word" or token.low in _STAFF_WORK), len(nearby))
    lows = [token.low for token in nearby[:stop]]
    if lows[:1] == ["been"] or lows[:2] == ["not", "been"]:
        return any(low in CONDITION or low in BEHAVES or low == "collected" for low in lows[1:4])
    if lows[0:1] and lows[0] in _BEGUN and any(low in CONDITION or low in BEHAVES for low in lows[1:3]):
        return True
    return any(low in HEALTH for low in lows) or (lows[:1] == ["no"] and not _WITHOUT.isdisjoint(lows[1:3]))


_AT_WORK = each("talk speak present train run give explain do deliver help see meet check show")
_BEGUN = each("started begun stopped admitted")
_STAFF_WORK = each(
    "training trained course list lists policy session sessions lead leads level certificate responsibility"
)


def _object(name: Name) -> bool:
    """'restrained Leon', 'searched Tyrone's bag', 'excluded Bradley'."""
    if name.sort is Sort.UNKNOWN and name.word.opens:
        return False
    if (
        name.before.low in {"took", "taking", "fed", "calmed", "comforted", "reassured", "discussed", "discharged"}
        and name.sort is not Sort.CHILD
    ):
        return False
    return name.before.low in OBJECT_OF and name.marks == ""


def _has_relatives(reading: ReadText, name: Name) -> bool:
    """'Siobhan brought her son', 'Agnieszka and her daughters', 'Leah and her mum'."""
    if name.sort is Sort.INITIALS:
        return False
    for n in range(1, _NEAR):
        token = reading.at(name.last + n)
        if token.text in {".", ";", ":", "("} or token.low in w.ROLES or token.low in _INTERESTS:
            return False
        if token.low in THEIRS and reading.at(name.last + n + 1).low in SOMEBODYS_OWN:
            return not _interests(reading)
    return False


_INTERESTS = each("declared declares declaring declaration interest interests governor governors trustee trustees")


def _interests(reading: ReadText) -> bool:
    """Whether the text is about governors and staff who declare who they are related to."""
    return not reading.seen.isdisjoint(_INTERESTS)
