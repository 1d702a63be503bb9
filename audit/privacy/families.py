"""A family, a relative or somebody at an address, without a given name: 'the kowalski family', pitch 4."""

import re
from collections.abc import Iterator

from audit.privacy import vocabulary as v
from audit.privacy import words as w
from audit.privacy.detection import Detection, hidden
from audit.privacy.features import Glance, has_a_house_number
from audit.privacy.patterns import ready, ready_cased
from audit.privacy.reading import KNOWN_CAPITALS
from audit.privacy.word_lists import each, family

_LISTS = family("circumstances")
_GROUP = r"(?:family|families|children|siblings|twins|household|brothers|sisters|boys|girls|kids|lads|sibs)"
_FAMILIES = "familia rodzina aile"
_CUES = each(
    f"family families children siblings twins household brothers sisters boys girls kids lads sibs {_FAMILIES}"
)
_ONE_FAMILY = _CUES - each("children families boys girls")
"""Of these few texts speak; of 'children' nearly all, so that beside it only a known family name counts."""
_BEFORE_GROUP = rf" {_GROUP}\b(?: (?P<after>\w+))?"
_LONGEST_NAME = 30
_LAST_WORD = r"(?<![\w'-])(?P<name>(?:Mc|Mac|Fitz|O')?[A-Za-z][a-z']+?(?:-[A-Za-z]?[a-z']+)?)(?:'s)?$"
_NAMED_AFTER = r"\b(?:[Ff]amily of|[Ff]amilia|[Rr]odzina|[Aa]ile) (?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(?P<name>[A-Z][a-z']+)"
_PLURAL = (
    r"\b[Tt]he (?P<name>(?:O'|Mc|Mac)?[A-Z][a-z]+s)(?= (?:have|had|were|are|moved|went|asked|told|live|lived|left|came|"
    r"said|want|wanted|refused|agreed|speak|need|use|got|get|go|get|are|do|did|know|complained|family|kids)\b)"
)
DOES = each(
    """
    have had were moved went asked told live lived left came said want wanted refused agreed speak know complained kids
    house caravan garden dog flat got
    """
)
_OF_PLURAL = r"\b(?:house|home|kids|children|dog|garden|caravan|flat|boys|girls) of the (?P<name>[A-Z][a-z]+s)\b"
_AT_HOME = each(
    "visits help kids children house early site caravan garden dog neighbours benefits rent landlord raided babies lads"
)
_CLUBS = each(
    "rangers beavers cubs brownies rainbows explorers tigers lions bears eagles panthers hawks scouts guides colts"
)
_SURNAME_ENDINGS = (
    "ski", "ska", "scy", "escu", "wicz", "czyk", "enko", "chuk", "iak", "iuk", "vic", "ova", "eva", "yan", "idis",
    "opoulos", "adze", "shvili", "oglu", "ullah", "uddin", "unwa", "kwo", "nkwo", "onkwo", "eniran", "wale", "yemi",
    "oye", "bayo", "jehu", "quist", "mensah", "apong", "sson", "inskas", "aitis", "auskas", "anu", "aru", "eanu",
    "kaya", "demir", "yildiz", "soy", "turk", "cioglu", "tas", "gul", "sahin", "polat", "atar", "beyoglu", "wczyk",
    "icka", "ecki", "ycki", "ynska", "inska", "anski", "iewicz", "asik", "ulski", "iteanu", "opol", "iuc", "otaru",
    "ciuc", "angan", "lingam", "rajah", "nathan", "swamy", "sivam", "murthy", "dharan", "zadeh", "pour", "zai",
    "deep", "aro", "nez",
)  # fmt: skip
_COMMON = each(
    """
    the a an this that our their his her my each every one whole extended immediate foster adoptive birth local new
    other another same any all some many most these those two three four five several both young single host and or
    for of in with to by about large small military armed forces refugee traveller travellers gypsy roma polish
    romanian somali vulnerable hard whose which what working low income troubled looked nuclear blended royal school
    nursery club church holy sacred st early help think sure start army step half disabled deaf absent older younger
    eldest previous current do does did can could should will would may might must are is was were if when where
    while how what why who as at by so has have had be been but not former no your its named more few wider homeless
    year reception primary junior infant secondary
    """
)
_LOWER_OWNER = (
    r"(?<![\w'-])(?P<name>[a-z]{3,14})'s (?:(?:step|foster|birth|old|new) ?)?(?:mum|mother|mam|dad|father|nan|gran|"
    r"grandma|grandad|stepdad|stepmum|brothers?|sisters?|social worker|foster carer|aunt(?:ie)?|uncle|"
    r"cousins?|sw|parents|twin)\b"
)
_HOME = (
    r"\b(?:boys?|girls?|lads?|lass|child|pupil|student|famil(?:y|ies)|twins|brothers|sisters|siblings|kids|mum|dad|mother|"
    r"father|parents|gran|nan|grandad|lives?|living|lived|stays?|staying|moved)\b"
    r"(?P<between>[^.;]{0,25}?)(?:\b(?:from|at|on|of|in|to|,)|(?<=lives)|(?<=live)|(?<=living)) ?"
    r"(?:no\.? ?|number |flat )?"
    r"(?P<home>\d{1,4}[a-zA-Z]?,? (?:[A-Za-z][a-z']{1,20} ){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|crescent|cres|"
    r"terrace|grove|gardens|gdns|mews|close|drive|court|way|place|hill|walk|square|row|view|rise|green|croft|park)\b)"
)
_PITCH = r"\b(?P<home>(?:pitch|plot|caravan|chalet|mooring|berth|trailer|bay|yard) (?:no\.? ?|number )?\d{1,3}[a-z]?\b)"
_OWNED = each(
    """
    mum mother mam dad father nan gran grandma grandad stepdad stepmum brother brothers sister sisters worker carer aunt
    auntie uncle cousin cousins sw parents twin
    """
)
SOMEBODY = each(
    """
    family families boy boys girl girls lad lads lass child pupil student kids mum dad mother father parents traveller
    gypsy nan gran grandad twins brothers sisters siblings lives live living lived stays stay staying moved
    """
)
_PITCHES = each("pitch plot caravan chalet mooring berth trailer bay yard")
_NOT_HOMES = each(
    "school nursery academy centre hall office site gate reception library clinic hub church club training"
)
_STREETS = each(
    """
    street st road rd avenue ave lane ln crescent cres terrace grove gardens gdns mews close drive court way place hill
    walk square row view rise green croft park
    """
)
CUES = _CUES | _OWNED
"""Without any of these :func:`by_their_name` finds nothing."""


def by_their_name(glance: Glance) -> Iterator[Detection]:
    """Families and relatives in a text."""
    text, seen = glance.text, glance.seen
    if not seen.isdisjoint(_ONE_FAMILY) or not (seen.isdisjoint(_CUES) or seen.isdisjoint(v.SURNAMES)):
        yield from _families(text)
    if "s" in seen and not seen.isdisjoint(_OWNED):
        for match in ready_cased(_LOWER_OWNER).finditer(text):
            if match["name"] not in _LISTS["nobody_in_particular"]:
                yield _found("P08", match, "name")


def by_their_home(glance: Glance) -> Iterator[Detection]:
    """Where a family lives: 'the boy from 12 Acacia Close', 'pitch 4'."""
    seen = glance.seen
    if not seen.isdisjoint(_STREETS) and has_a_house_number(glance):
        yield from _homes(glance.text)
    if not seen.isdisjoint(_PITCHES):
        for match in ready(_PITCH).finditer(glance.text):
            yield _found("P07", match, "home")


def in_the_plural(glance: Glance) -> Iterator[Detection]:
    """'the Popescus': a family named by its name alone."""
    if any(word[-1] == "s" and word not in KNOWN_CAPITALS for word in glance.capitals):
        yield from _plurals(glance.text, glance.seen)


def _families(text: str) -> Iterator[Detection]:
    for group in ready_cased(_BEFORE_GROUP).finditer(text):
        match = ready_cased(_LAST_WORD).search(text, max(0, group.start() - _LONGEST_NAME), group.start())
        if match and _is_surname(match["name"], text, match.start()) and group["after"] not in w.NOT_A_FAMILY:
            yield _found("P08", match, "name")
    if "amily of" in text or "amilia " in text or "odzina " in text or "ile " in text:
        for match in ready_cased(_NAMED_AFTER).finditer(text):
            yield _found("P08", match, "name")


def _plurals(text: str, seen: frozenset[str]) -> Iterator[Detection]:
    for match in ready_cased(_PLURAL).finditer(text):
        if _is_plural(match["name"]) or _is_home(match["name"], seen):
            yield _found("P08", match, "name")
    for match in ready_cased(_OF_PLURAL).finditer(text):
        if match["name"] not in KNOWN_CAPITALS and match["name"].lower() not in _CLUBS:
            yield _found("P08", match, "name")


def _is_surname(name: str, text: str, start: int) -> bool:
    """Whether what stands before 'family' is a family's name, in capitals or not."""
    low = name.lower()
    parts = [part for part in re.split(r"[-']", low) if part]
    if low in _COMMON or low in w.TITLES or parts[0] in _COMMON or name in KNOWN_CAPITALS or low in w.ROLES:
        return False
    if low in v.SURNAMES and (name[0].isupper() or low not in v.ALSO_SURNAMES):
        return True
    if name[0].islower():
        return low.endswith(_SURNAME_ENDINGS) and len(low) > 5
    if low.endswith((*v.DEMONYM, *v.NOT_A_NAME_ENDING)):
        return False
    double = "-" in name and all(part[:1].isupper() for part in name.split("-"))
    return double or low.endswith(_SURNAME_ENDINGS) or _opens(text, start) or name[:2] in {"O'", "Mc"}


def _opens(text: str, start: int) -> bool:
    return text[:start].strip() in {"", "The", "the"}


def _is_plural(name: str) -> bool:
    one = name.removesuffix("s").lower()
    one = one.removesuffix("e") if one.endswith("nese") else one
    known = (one in v.SURNAMES and one not in v.ALSO_SURNAMES) or name.lower() in v.SURNAMES
    return known or (one.endswith(_SURNAME_ENDINGS) and name not in KNOWN_CAPITALS) or name[:2] in {"O'", "Mc"}


def _is_home(name: str, seen: frozenset[str]) -> bool:
    """An unknown name in the plural, where the text speaks of a home."""
    return name not in KNOWN_CAPITALS and name.lower() not in _CLUBS and not seen.isdisjoint(_AT_HOME)


def _homes(text: str) -> Iterator[Detection]:
    for match in ready(_HOME).finditer(text):
        if _NOT_HOMES.isdisjoint(match["between"].lower().split()):
            yield _found("P07", match, "home")


def _found(code: str, match: re.Match[str], group: str) -> Detection:
    return Detection(code=code, start=match.start(group), end=match.end(group), shown=hidden(match[group]))
