"""Dates of birth, and the numbers that mean one person: UPN, NHS number, National Insurance number.

Where a number carries a check digit it is worked out, so that an invoice number is not taken for an NHS number. A
number that says what it is ("NHS no.") is believed without, since people mistype them.
"""

import re
from collections.abc import Iterator

from audit.privacy.detection import Detection, masked
from audit.privacy.features import Glance
from audit.privacy.patterns import ready, ready_cased
from audit.privacy.word_lists import each

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    r"(?:\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}|\d{8}|\d{6}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? ?(?:of )?{_MONTH}(?:,? ?(?:\d{{4}}|'?\d{{2}}))?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?)(?!\d)"
)
_BORN = (
    r"(?:\bd\.? ?o\.? ?b\.?'?s?\b\.?|\bdate of b(?:irth|rith|rth|ith|irht|irt)\b|\bbirth ?(?:dates?|days?)\b"
    r"|\bb'?day\b|\bborn\b|\bb\.)"
)
_LINK = r"[\s:=(\-,]{0,4}(?:(?:is|was|are|on|of|the|as|given|e\.?g\.?),? ){0,3}[\s:(\-]{0,3}"
_BIRTH = (
    rf"{_BORN}{_LINK}(?P<after>{_DATE})"
    rf"|(?P<before>{_DATE})[\s,(\-]{{0,4}}(?:\bd\.? ?o\.? ?b\b|date of birth|birthday)"
    rf"|\bturn(?:s|ed|ing)? (?:age )?\d{{1,2}} (?:on |this |in )?(?:the )?(?P<turned>{_DATE})"
    rf"|\b(?:will be|is|was) \d{{1,2}} on (?:the )?(?P<willbe>{_DATE})"
    rf"|\baged? \d{{1,2}},? ?\((?P<aged>{_DATE})\)"
)
_BIRTH_WORDS = each(
    """
    dob dobs d o b born birth brith rith rth ith birht irht irt birthday birthdays birthdate bday turn turns turned
    turning be is was age aged
    """
)
_BORN_SAID = _BIRTH_WORDS - each("is was be")
_LONG_RUN = re.compile(r"\d[\d ().\-]{4,}\d")
_FEWEST_IN_A_REFERENCE = 4
_FEWEST_DIGITS = 6
"""In each of the numbers, but for one that says that it is a UPN, which may be cut short."""
_UPN_SAYS = each("upn upns")
_OF_A_FILE = r"\b(?:upns?|ctf|files?|forms?|pupil|child|record|roll|school|boy|girl)\b"
_UPN_LIKE = r"(?<![\w/-])[A-HJ-NP-Z]\d{11,12}[\dA-HJ-NP-RT-Z](?![\w/-])"
"""In the shape of a UPN, or of a temporary one: people mistype them."""
_OF_A_CHILD = (
    r"(?:child|childs|pupil|pupils|ehcp?|cp|cin|social care|lcs|mosaic|liquid ?logic|eclipse|carefirst|ssd|sw|mash|"
    r"police|crime|incident|cad|urn|niche|early help|marac|court|camhs|cafcass|hospital|patient|student|learner|family)"
)
_FILED = frozenset(re.findall(r"[a-z]+", _OF_A_CHILD)) | each("ehc logic liquidlogic liquid cris")
"""Without any of these no reference leads to a child's file."""
_REFERENCE = (
    rf"\b{_OF_A_CHILD}(?:'s)? (?:(?:case|system|social care|lcs|mosaic|file) )?"
    r"(?:refs?|reference|log|case|no|nos|number|num|id|cad|urn|crime|file)\b"
    r"\.?(?: (?:no|number|ref|id|is|"
    r"was))?\.?[ :#-]{0,3}(?P<it>(?:[A-Za-z]{1,6}[ /-]?)?(?:\d{2,6}[/ -])?\d{4,10}(?:/\d{2})?)(?![\d/])"
    r"|\b(?:lcs|mosaic|liquid ?logic|carefirst|cris|niche|cad)\b(?: "
    r"(?:id|no|number|ref))?[ :#-]{1,3}(?P<own>\d{4,10})(?![\d/])"
)
_NUMBERED = each(
    "ref refs reference log case no nos number num id cad urn crime lcs mosaic logic liquidlogic carefirst cris niche"
)
_HEALTH = r"\b(?:health visitor|hv|midwife|school nurse|gp|nhs|paediatric\w*|hospital|nurse)\b"
_YEARS = r"(?:19|20)\d\d"
_UPN = r"(?<!\w)[A-Za-z] ?\d(?: ?\d){10} ?[\dA-Za-z](?!\w)"
_UPN_SAID = r"\bupns?\b\W{0,3}(?:(?:number|no\.?|is|was|for) ?){0,3}\W{0,2}(?P<it>[a-z] ?\d[\d ]{8,12}[\da-z]?)(?!\w)"
_NHS = r"(?<![\w£$/.,-])(?:\d{3}([ -]?)\d{3}\1\d{4})(?![\w/]|[.,-]\d)"
_NHS_SAID = (
    r"\bnhs ?(?:numbers?|num|nos?|#)?\W{0,4}(?:is |was |given |of )?\W?(?P<it>\d{3}[ -]?\d{3}[ -]?\d{3,4})(?!\d)"
)
_NOT_NHS = (
    r"\b(?:invoices?|orders?|po|ref|reference|policy|certificate|cert|account|receipt|code|licen[cs]e|serial|dbs)\b"
    r"\W{0,3}(?:\w{1,8}\W{1,3}){0,2}$"
)
_NINO = (
    r"(?<!\w)(?P<first>[A-Za-z]{2})(?P<gap>[ -]?)\d{2}(?P<mid>[ -]?)\d{2}(?P=mid)\d{2}"
    r"(?P<end>[ -]?)(?P<last>[A-Da-d])(?!\w)"
)
_NINO_SAID = (
    r"\b(?:n\.? ?i\.?|nino|national ins(?:urance)?)\b\.?\W{0,3}(?:numbers?|nos?\.?|num)?\W{0,4}(?:is |was )?"
    r"(?P<it>[a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}(?:[ -]?[a-d])?)(?!\w)"
)
_NO_SUCH_PREFIX = each("BG GB KN NK NT TN ZZ EY")
"""Seven that HMRC never gives, and Ofsted's own for its registrations."""


def identifiers(glance: Glance) -> list[Detection]:
    """P01 to P04 in a text that has a digit: nearly every one has only a date or a version, and is soon done with."""
    found: list[Detection] = []
    text, seen, digits = glance.text, glance.seen, glance.digits
    birth = not seen.isdisjoint(_BIRTH_WORDS)
    if birth and _may_tell_of_birth(text, seen):
        found += _births(text)
    if digits >= _FEWEST_IN_A_REFERENCE and not seen.isdisjoint(_NUMBERED) and not seen.isdisjoint(_FILED):
        found += _references(text)
    enough = digits >= _FEWEST_DIGITS or not seen.isdisjoint(_UPN_SAYS)
    if enough and (birth or _LONG_RUN.search(text)):
        found += _upns(text)
        found += _nhs_numbers(text)
        found += _insurance_numbers(text)
    return found


def _may_tell_of_birth(text: str, seen: frozenset[str]) -> bool:
    """Without this no form of ``_BIRTH`` begins: 'is' and 'was' do only in 'is 5 on', and 'birth' may be run on."""
    return not seen.isdisjoint(_BORN_SAID) or "on" in seen or "birth" in text.lower()


def _births(text: str) -> Iterator[Detection]:
    for match in ready(_BIRTH).finditer(text):
        which = match.lastgroup or "after"
        before = text[match.start() : match.start(which)].strip(" (:-,=")
        yield Detection(code="P01", start=match.start(which), end=match.end(which), shown=f"{before} …".strip())


def _check_letter(number: str) -> str:
    from stdnum.gb import upn  # takes as long to load as all our own rules, and few texts need it

    return str(upn.calc_check_digit(number))


def _is_nhs(number: str) -> bool:
    from stdnum.gb import nhs  # as above

    return bool(nhs.is_valid(number))


def _upns(text: str) -> Iterator[Detection]:
    for match in ready_cased(_UPN).finditer(text):
        number = match[0].replace(" ", "").upper()
        # Not upn.is_valid: its list of local authorities ends in 2011, and councils have been formed since.
        # It works the digit out of plain ones only, and the pattern takes those of any script.
        given = number.isascii() and number[1] in "23489" and number[-1] not in "IOS"
        if given and _check_letter(number[1:]) == number[0]:
            yield masked("P02", match)
    for match in ready(_UPN_SAID).finditer(text):
        yield masked("P02", match, "it")
    for match in ready_cased(_UPN_LIKE).finditer(text) if ready(_OF_A_FILE).search(text) else ():
        if not ready(_NOT_NHS).search(text[max(0, match.start() - 40) : match.start()]):
            yield masked("P02", match)


def _references(text: str) -> Iterator[Detection]:
    """'child ref LCS 4410973', 'police log 0417': what leads somebody who may look it up to one child."""
    for match in ready(_REFERENCE).finditer(text):
        which = "own" if match["own"] else "it"
        if not ready_cased(_YEARS).fullmatch(match[which]):
            yield masked("P02", match, which)


def _nhs_numbers(text: str) -> Iterator[Detection]:
    for match in ready_cased(_NHS).finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        # Those of England begin with 4, 6 or 7, those for tests with 9; what says 'NHS' is believed below.
        near = before + text[match.end() : match.end() + 30]
        likely = _is_nhs(match[0]) or ready(_HEALTH).search(near)
        if match[0][0] in "4679" and likely and not ready(_NOT_NHS).search(before):
            yield masked("P03", match)
    for match in ready(_NHS_SAID).finditer(text):
        yield masked("P03", match, "it")


def _insurance_numbers(text: str) -> Iterator[Detection]:
    for match in ready_cased(_NINO).finditer(text):
        if _could_be_given(match):
            yield masked("P04", match)
    for match in ready(_NINO_SAID).finditer(text):
        yield masked("P04", match, "it")


def _could_be_given(match: re.Match[str]) -> bool:
    """By HMRC's rules for the first two letters; ``QQ``, which stands in HMRC's examples, counts as one."""
    first, last = match["first"], match["last"]
    if first.isupper() != last.isupper() or (match["end"] and not match["mid"]):
        return False
    letters = first.upper()
    if letters == "QQ":
        return True
    return letters not in _NO_SUCH_PREFIX and letters[0] not in "DFIQUV" and letters[1] not in "DFIOQUV"
