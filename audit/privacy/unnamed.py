"""A child who is not named, and whom somebody could know all the same: the only one, twins, 'the girl whose mum died'."""

import re
from collections.abc import Iterator

from audit.privacy.detection import Detection
from audit.privacy.features import Glance
from audit.privacy.word_lists import each

_ONE = r"(?:child|pupil|student|girl|boy|lad|lass|baby|toddler|teenager|young person|learner|family|traveller|refugee)"
_SOME_EVENT = (
    r"(?:died|dies|drowned|killed|murdered|hanged|stabbed|shot|burn(?:t|ed)|lost (?:his|her|their|a|both|an)|brought (?:a|in a|the)|had a baby|gave birth|"
    r"fell (?:from|off|out|down|in)|jumped|ran (?:away|off|out)|went missing|was (?:found|taken|stabbed|hit|arrested|rescued|"
    r"attacked|kidnapped|in the|on the|abducted|knocked|run over|airlifted|shot|trafficked|born)|were (?:in the|on the|found|taken)|"
    r"set fire|bit|broke|climbed|got (?:stuck|lost|run|hit|burnt|pregnant)|came (?:from|out|back|over)|arrived (?:from|on|in)|"
    r"had (?:a|an|the|his|her) (?:transplant|amputation|heart|stroke|accident|liver|kidney|abortion)|won|transitioned|changed (?:gender|name|his name|her name)|"
    r"(?:is|was|are) (?:now )?(?:pregnant|deaf|blind|trans|transgender|adopted|blind|terminally|a refugee|in a wheelchair|dying)|"
    r"moved (?:here )?(?:from|after)|escaped|survived|overdosed|tried to|attempted|self.harmed)"
)
_ONLY = re.compile(
    rf"\b(?:the |our |your |one |is |was |have |had |has )?(?:only|one and only|sole) (?:one |two |three )?(?:(?!who|that|to|the|a|an|if|when|for|by|with|as|see|sees|share|ask|one|file|open|use)[a-z0-9-]+ ){{0,3}}?(?:{_ONE}|looked.after|lac\b|cla\b|wheelchair)",
    re.IGNORECASE,
)
_GENERAL_ONLY = re.compile(
    r"\bonly (?:child protection|children|child records?|child files?|family (?:support|hub|worker)|pupil (?:premium|files?|records?)|student (?:files?|records?))",
    re.IGNORECASE,
)
_TWINS = re.compile(
    r"\b(?:the|our|set of|one set of|both|identical|these|two sets of) (?:[a-z-]+ )?(?:twins|triplets|quads|quadruplets)\b(?!'? (?:club|group|policy))"
    r"|\b(?:twins|triplets|quads|quadruplets)\b (?:in|from|at|who|whose|joined|came|left|moved|were|with|on)\b",
    re.IGNORECASE,
)
_TWINS_IN_GENERAL = re.compile(
    r"\b(?:twins and siblings|siblings and twins|(?:any|all|for|where|if|when) (?:there are )?twins|twins or siblings|siblings or twins|twins club)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    rf"\b(?:the|our|that) (?:(?:[a-z]+|[yY](?:ea)?r? ?\d{{1,2}}|\d{{1,2}}.?year.?old) ){{0,2}}{_ONE} (?:in \w+ ?\d{{0,2}} )?"
    rf"(?:who|whose (?:mum|mother|dad|father|parents?|brother|sister|sibling|family|house|home|twin|uncle|nan|gran|stepdad)|that|which) (?:had |has |have |was |were )?(?:just |recently |sadly |nearly )?{_SOME_EVENT}\b",
    re.IGNORECASE,
)
_IN_THE_NEWS = re.compile(
    rf"\b{_ONE}\b[^.;]{{0,60}}\b(?:in the (?:local )?(?:paper|papers|news|echo|gazette|press)|on (?:the )?(?:local )?(?:news|tv|telly|radio)|all over (?:facebook|the papers|the news)|front page)\b"
    r"|\b(?:everyone|everybody|whole village|all the parents) (?:knows?|knew) (?:who|which|them|him|her|the (?:family|child|boy|girl))",
    re.IGNORECASE,
)
_YEAR_GROUP = re.compile(
    rf"\b(?:the|our|one) (?:y(?:ea)?r? ?\d{{1,2}}|reception|nursery|pre-?school) (?:girl|boy|lad|child|pupil) (?:who|with|whose|that|on)\b",
    re.IGNORECASE,
)
_UNLIKE_OTHERS = re.compile(
    rf"\b{_ONE} with (?:only )?(?:one (?:arm|leg|eye|hand|lung|kidney|ear|parent in)|a (?:rare|feeding|prosthetic|tracheostomy|facial|scar|"
    r"cleft|guide dog|shunt|pacemaker|transplant))",
    re.IGNORECASE,
)
_RULES = (_UNLIKE_OTHERS, _WHO, _IN_THE_NEWS, _YEAR_GROUP)
_CUES = each(
    "only sole twins triplets quads quadruplets who whose that which paper papers news echo gazette press tv telly radio facebook knows know knew page with on"
)
_CHILD = each(
    "child pupil student girl boy lad lass baby toddler teenager person learner family traveller refugee twins triplets quads quadruplets looked lac cla wheelchair one everyone everybody village"
)


def known_all_the_same(glance: Glance) -> Iterator[Detection]:
    """Where somebody could know which child is meant, though nobody is named."""
    text, seen = glance.text, glance.seen
    if seen.isdisjoint(_CHILD) or seen.isdisjoint(_CUES):
        return
    if not seen.isdisjoint({"only", "sole"}):
        for match in _ONLY.finditer(text):
            if not _GENERAL_ONLY.search(text):
                yield _found(match)
    if not seen.isdisjoint({"twins", "triplets", "quads", "quadruplets"}) and not _TWINS_IN_GENERAL.search(text):
        for match in _TWINS.finditer(text):
            yield _found(match)
    for rule in _RULES:
        for match in rule.finditer(text):
            yield _found(match)


def _found(match: re.Match[str]) -> Detection:
    words = match[0].split()
    return Detection(
        code="P12",
        start=match.start(),
        end=match.end(),
        shown=f"{words[0]} {words[1]} …" if len(words) > 2 else f"{words[0]} …",
    )
