"""Where somebody can be reached: telephone, e-mail, postal address.

What is an office's is left alone: freephone and 03 numbers, a landline beside 'MASH' or 'council', 'safeguarding@...'.
"""

import re
from collections.abc import Iterator
from itertools import islice

from audit.privacy.detection import Detection, hidden, masked
from audit.privacy.features import Glance, has_a_house_number
from audit.privacy.given_names import is_given
from audit.privacy.patterns import ready, ready_cased
from audit.privacy.word_lists import each, family

_MOST_TRIED = 50
"""Numbers looked up in one text: more than anybody writes, few enough that no text takes long."""
_FEWEST_DIGITS = 9
"""In a number that counts, without its leading 0: a mistyped mobile has 9 or 11, every other 9 or 10."""
_LONG_RUN = re.compile(r"\d[\d ().\-]{6,}\d")
_PHONE = (
    r"(?<![\w/.£#+-])(?:(?:\+|00) ?44[ .-]?(?:\(0\) ?)?|\(?0)"
    r"(?P<rest>[1237]\d{1,4}\)?(?:[ .\-]{0,2}\d{2,9}){1,4})(?![\d/]|\.\d)"
)
_BARE_MOBILE = r"(?<![\w/.£#+-])7\d{3}[ -]?\d{3}[ -]?\d{3}(?![\d/]|\.\d)"
_PHONE_SAID = (
    r"\b(?:mob|mobile|tel|telephone|phone|call|called|ring|rang|text|texted|whatsapp|landline|contact|no|number)\b"
)
_LIVED_IN = each(
    "lives lived living stays stayed staying moved rehoused "
    "placement placed now kids children visit visits visited flat "
    "apt apartment bedsit address house home"
)
_DRAMA = r"1632960\d{3}|7700900\d{3}"
"""The numbers Ofcom keeps for drama: what people write in examples; the library calls some of them impossible."""
_OFFICE = (
    r"\b(?:mash|masa|lado|council|help ?line|duty|teams?|front ?door|edt|office|switchboard|reception|police|childline|"
    r"nspcc|fax|out of hours|hub|services?|surgery|hospital|helpdesk|"
    r"desk|school|nursery|first response|access point|cass|"
    r"spa|ofsted|hotline|emergency line|advice line|gateway|mast|social care)\b"
)
_SOMEBODY = (
    r"\b(?:mum|mums|mother|dad|dads|father|parents?|carers?|gran|nan|grandad|aunt|aunty|uncle|family|child|pupil|his|her|"
    r"their|he|she|mobile|sw|social worker)\b"
)

_EMAIL = r"(?<![\w.+'-])[\w.+'-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
_EMAIL_SPOKEN = (
    r"\b(?P<who>[\w-]{1,40}(?: dot [\w-]{1,40})?) ?(?:\(at\)|\[at\]|\bat\b) ?[\w-]{1,40}"
    r"(?: ?(?:\(dot\)|\[dot\]|\bdot\b) ?[\w-]{1,40}){1,4}"
)
_MAILBOX = family("contacts")["mailboxes"]

_AREAS = family("contacts")["postcode_areas"]
_POSTCODE = (
    r"(?<![\w/-])(?P<area>[A-Za-z]{1,2})\d(?:\d|[A-Za-z])? ?\d(?P<unit>[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![\w/-])"
)
_UNIT = b"0aa"
"""The shape in which every postcode ends."""
_NO_UNIT = each("st nd rd th yr hr wk pp")
_STREETS = family("places")["streets"]
_STREETS_WITH_A_CAPITAL = family("places")["streets_with_a_capital"]
_STREET_WORDS = _STREETS.union(map(str.lower, _STREETS_WITH_A_CAPITAL))
_STREET_TYPES = _STREETS_WITH_A_CAPITAL | _STREETS | frozenset(word.capitalize() for word in _STREETS)
_STREET = (
    r"\b(?:flat \w{1,4},? (?:\d{1,4}[a-z]?,? )?|\d{1,4}[a-z]?,? )(?P<name>(?:[A-Za-z][a-z']{1,20} ){1,3})"
    rf"(?P<type>{'|'.join(sorted(_STREET_TYPES))})\b"
)
_FUNCTION_WORD = r"\b(?:in|of|a|to|and|for|with|on|at|by|per|from|is|are|were|was|or|the) "
_AT_HOME = (
    r"\b(?:liv(?:e|es|ed|ing)|stay(?:s|ed|ing)|home|address(?:es)?|famil(?:y|ies)|moved?|visit(?:s|ed)?|placement|accom\w{0,12}|"
    r"flat|house|resid\w{1,8}|mum|dad|gran|nan|parents?|carers?|placed|rehoused|hostel|refuge|baby|babies|"
    r"health visitor|hv|midwife|kids|children|postman|welfare check|tenan\w{1,3}|landlord|neighbou?rs?)\b"
)


def numbers(glance: Glance) -> list[Detection]:
    """P05 and P07 in a text that has a digit."""
    found: list[Detection] = []
    text, seen = glance.text, glance.seen
    if glance.digits >= _FEWEST_DIGITS and _LONG_RUN.search(text):
        found += _phones(text)
    if _UNIT in glance.shape:
        found += _postcodes(text)
    if not seen.isdisjoint(_STREET_WORDS) and _may_be_a_street(glance):
        found += _streets(text)
    if not seen.isdisjoint(_LIVED_IN):
        found += _lived_in(text)
    return found


def _may_be_a_street(glance: Glance) -> bool:
    """Whether there is a house's number or a flat, and a word such as 'road', or 'Bank' where it has a capital."""
    if not (has_a_house_number(glance) or "flat" in glance.seen):
        return False
    return not (glance.seen.isdisjoint(_STREETS) and _STREETS_WITH_A_CAPITAL.isdisjoint(glance.capitals))


def emails(text: str) -> Iterator[Detection]:
    """E-mail addresses, unless they are plainly those of an office ('safeguarding@...')."""
    for match in ready_cased(_EMAIL).finditer(text):
        who = match[0].partition("@")[0].strip()
        if not _is_office(who):
            yield Detection(code="P06", start=match.start(), end=match.end(), shown=f"{hidden(who)}@…")
    if " at " in text or "(at)" in text or "[at]" in text:
        for match in ready(_EMAIL_SPOKEN).finditer(text):
            if "dot" in match[0].lower() and not _is_office(match["who"]):
                yield Detection(code="P06", start=match.start(), end=match.end(), shown=f"{hidden(match['who'])}@…")


def _is_office(local: str) -> bool:
    parts = set(re.findall(r"[a-z]+", local.lower()))
    office = not parts.isdisjoint(_MAILBOX) or "mailbox" in local.lower()
    return office and not any(map(is_given, parts))


def _phones(text: str) -> Iterator[Detection]:
    for match in islice(ready_cased(_PHONE).finditer(text), _MOST_TRIED):
        rest = re.sub(r"\D", "", match["rest"])
        near = text[max(0, match.start() - 50) : match.end() + 30]
        if _is_somebodys(rest, near):
            yield masked("P05", match, keep=2)
    for match in islice(ready_cased(_BARE_MOBILE).finditer(text), _MOST_TRIED):
        whole = match[0] == text.strip() or ready(_PHONE_SAID).search(text[max(0, match.start() - 25) : match.start()])
        if whole and _is_number(re.sub(r"\D", "", match[0])):
            yield masked("P05", match)


_SOMEBODY_ELSE = r"\b(?:mum|dad|parent|carer|gran|nan|family|child|pupil|his|her)s?\b"
_WORK_PHONE = r"\b(?:work|school|club|dsl|duty|on.?call|office|nursery) (?:mobile|phone|mob)\b"


def _is_somebodys(rest: str, near: str) -> bool:
    """Whether a number (without its leading 0) is a person's: a mobile, or a landline no office is named beside."""
    if ready(_WORK_PHONE).search(near) and not ready(_SOMEBODY_ELSE).search(near):
        return False
    if not _is_number(rest):
        return rest[0] == "7" and len(rest) in {9, 11} and bool(ready(_PHONE_SAID).search(near))
    return rest[0] == "7" or not ready(_OFFICE).search(near) or bool(ready(_SOMEBODY).search(near))


def _is_number(rest: str) -> bool:
    if ready_cased(_DRAMA).fullmatch(rest):
        return True
    if len(rest) not in {9, 10}:
        return False
    import phonenumbers  # takes longer to import than many workbooks take to read

    kinds = phonenumbers.PhoneNumberType
    parsed = phonenumbers.parse(f"0{rest}", "GB")
    kind = phonenumbers.number_type(parsed)
    return kind in {kinds.FIXED_LINE, kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE, kinds.PERSONAL_NUMBER}


_LIVES_AT = (
    r"\b(?:liv(?:es|ed|ing) (?:at|in)|stay(?:s|ed|ing) at|moved (?:from|to)|rehoused (?:at|to|from)|"
    r"(?:placement|home|address|house|family|mum|dad|gran|nan)(?: is| now)? (?:at|is)|placed "
    r"at|kids at|boy at|girl at|lad at|child at|family at|she is at|he is at|they are at|"
    r"children at|visit(?:s|ed)? (?:to|at)) "
    r"(?:no\.? ?|number |flat )?(?P<it>\d{1,4}[a-zA-Z]? (?!(?:"
    r"Day|Week|Month|Year|Hour|Minute|Term|File|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\b)"
    r"(?:[A-Z][a-z']{2,20}\b ?){1,3})"
)
_FLAT = r"\b(?:[Ff]lat|[Aa]pt|[Aa]partment|[Bb]edsit) (?:no\.? ?)?(?P<it>\d{1,3}[a-zA-Z]?\b|[A-Z]\b)"
_ABOVE = r",? (?:(?P<shop>above|over|behind)|on|in|at|near|next to|opposite) (?:the |[A-Z])"
_OF_A_SETTING = (
    r"\b(?:school|primary|academy|nursery|college|infants?|juniors?|pre-?school|church|hall|centre|office|trust|hq|club|high)\b"
    r"[^;]{0,60}$"
)


def _postcodes(text: str) -> Iterator[Detection]:
    for match in ready_cased(_POSTCODE).finditer(text):
        setting = ready(_OF_A_SETTING).search(text[: match.start()]) and not ready(_AT_HOME).search(text)
        if match["area"].upper() in _AREAS and match["unit"].lower() not in _NO_UNIT and not setting:
            yield masked("P07", match)


def _streets(text: str) -> Iterator[Detection]:
    for match in ready_cased(_STREET).finditer(text):
        near = text[max(0, match.start() - 60) : match.start()] + " " + text[match.end() : match.end() + 30]
        somebodys = match[0][:4].lower() == "flat" or ready(_AT_HOME).search(near)
        if somebodys and not ready_cased(_FUNCTION_WORD).search(match["name"].lower()):
            yield masked("P07", match)


def _lived_in(text: str) -> Iterator[Detection]:
    """'lives at 118 Old Ropewalk', 'flat 2b above the bakers': the street need not be one of the usual kinds."""
    for match in ready_cased(_LIVES_AT).finditer(text):
        yield masked("P07", match, "it")
    for match in ready_cased(_FLAT).finditer(text):
        above = ready_cased(_ABOVE).match(text, match.end())
        if above and (above["shop"] or ready(_AT_HOME).search(text[: match.start()] + text[match.end() :])):
            yield masked("P07", match)
