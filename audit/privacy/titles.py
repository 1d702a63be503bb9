"""A relative named by title: 'his mother Mrs Smith', 'ms jones (mum)', 'Mr and Mrs Dhillon', 'Mrs Begum's son'."""

from audit.privacy import words as w
from audit.privacy.colleagues import acts_as_staff
from audit.privacy.reading import LONGEST_LIST, ReadText
from audit.privacy.word_lists import each, family

_ASIDE = frozenset({"(", ",", "-"})
_LISTS = family("circumstances")
_SOMEBODYS_OWN = _LISTS["somebodys_own"]
_SURELY, _PERHAPS, _HOME = _LISTS["relative_surely"], _LISTS["relative_perhaps"], _LISTS["a_home"]
_NOT_WANTING = each(
    "read write sign pay cope manage afford let open answer want wants "
    "agree consent speak understand believe accept know collect like engage"
)
_LEADS_TO = each("was is has had arrived came turned rang called phoned")
_OWN, _YOUNG = each("her his both their"), each("children child kids boys girls files file")
_SURE_PAIRS = frozenset(
    {
        ("lost", "custody"),
        ("left", "husband"),
        ("left", "her"),
        ("left", "his"),
        ("lost", "her"),
        ("lost", "his"),
        ("moved", "out"),
        ("not", "to"),
        ("refused", "consent"),
        ("wants", "custody"),
        ("refused", "to"),
        ("has", "no"),
    }
)
_SAYS = each("said says told tells thinks asked asks rang")
_TOLD = each("told informed rung phoned called notified interviewed invited visited contacted written")
_REACHING = each(
    "ring rang call called phone phoned text texted chase chased tell told see saw met visit visited email emailed"
)
_AFFAIRS = each(
    """
    court custody contact consent injunction divorce housing benefits eviction visa bruise bruises collect collecting
    collection attendance absence absences exclusion placement refuge him her kids children son daughter baby injury
    complaint sar nits lateness bail tenancy
    """
)
_LOUD = each("shouted shouting drunk abusive swore threatened aggressive")
CUES = (
    _SURELY
    | _HOME
    | _NOT_WANTING
    | _AFFAIRS
    | _TOLD
    | each("refused us both children child out no not told informed rung")
)
"""Beside a title, without any of these only a relative's word tells."""
_OF_PAPERS = each("dbs paper la officer files form forms staff training policy policies inset audit lado")
"""What a colleague or an officer complains of, asks for and does not want."""
_MAY_DENY = each(
    "does did will doesn't didn't won't is was couldn't wouldn't "
    "doesnt didnt wont isnt wasnt cant can't couldnt wouldnt"
)
_ALREADY = each("already then also again now just still")
_SMALL = frozenset({"little", "older", "younger", "eldest", "youngest", "two", "three"})


def relative(reading: ReadText, i: int) -> int | None:
    """The place where the name ends that the title at ``i`` begins, if a relative is meant."""
    both = reading.at(i + 1).text in {"and", "&", "+"} and reading.at(i + 2).low in w.TITLES
    second = reading.at(i - 1).text in {"and", "&"} and reading.at(i - 2).low in w.TITLES
    last = _surname(reading, i + 3 if both else i + 1)
    if reading.at(last).kind != "word" or second:
        return None
    if reading.at(last + 1).kind == "word" and reading.may_be_surname(last + 1):
        last += 1  # 'Mr Gurdip Sandhu'
    name = reading.name(last)
    before = reading.at(i - 2 if reading.at(i - 1).text in _ASIDE | {":"} else i - 1)
    related = before.low in w.KIN and not before.owns and reading.at(last + 1).low not in w.ROLES
    staff = acts_as_staff(reading, name.last if name else last)
    if related or (both and not staff) or is_relative(reading, last):
        return last
    if _works_here(reading, i, last) or reading.words[i].low == "dr":
        return None
    return last if _does_as_a_relative(reading, last) or _reached(reading, i, last) else None


def _reached(reading: ReadText, i: int, last: int) -> bool:
    """'ring mrs Hall back re court order', 'chase Mr Aziz for consent': somebody rung about their own affairs."""
    reached = {reading.at(i - 1).low, reading.at(i - 2).low} & _REACHING
    about = {token.low for token in reading.words[last + 1 : last + 9]}
    return bool(reached) and not about.isdisjoint(_AFFAIRS) and about.isdisjoint(w.AT_WORK)


def _works_here(reading: ReadText, i: int, last: int) -> bool:
    """Whether a role stands beside the name, whatever the named one does: parents say and ask too."""
    before = reading.at(i - 1)
    return before.low in w.ROLES or before.low == "by" or acts_as_staff(reading, last, subject=False)


def _does_as_a_relative(reading: ReadText, last: int) -> bool:
    """'Mr Ward drunk at pick up', 'Mrs Okonkwo does not want ...'; 'says' and the like where a home is spoken of."""
    lows = [low for low in reading.lows(last + 1, 6) if low not in _ALREADY]
    if _LOUD.isdisjoint(lows[:3]) and not reading.seen.isdisjoint(_OF_PAPERS):
        return False
    if lows[0] in _SURELY or (lows[0] in _LEADS_TO and not _SURELY.isdisjoint(lows[1:4])):
        return True
    if tuple(lows[:2]) in _SURE_PAIRS or (lows[:2] == ["to", "be"] and lows[2] in _TOLD):
        return True
    if lows[0] in _MAY_DENY and not _NOT_WANTING.isdisjoint(lows[1:3]):
        return lows[0].endswith(("n't", "nt", "can't")) or "not" in lows[:2]
    if lows[0] not in _PERHAPS or not reading.seen.isdisjoint(w.AT_WORK):
        return False
    own = any(reading.at(last + n).low in _OWN and reading.at(last + n + 1).low in _YOUNG for n in range(2, 12))
    him = lows[0] in _SAYS and "him" in reading.lows(last + 2, 10)
    return not reading.seen.isdisjoint(_HOME) or lows[1] == "us" or own or him


def _kin_in_brackets(reading: ReadText, start: int) -> bool:
    """'(Under 9s dad)', '(Leo's nan)': a relative's word is the last in the brackets."""
    for at in range(start, start + 5):
        if reading.at(at + 1).text == ")":
            return reading.at(at).low in w.KIN - {
                "carer",
                "carers",
                "guardian",
                "guardians",
                "partner",
                "parents",
                "parent",
            }
    return False


def _surname(reading: ReadText, i: int) -> int:
    """The place of the surname, after a point and initials."""
    for j in range(i, i + 5):
        token = reading.at(j)
        if token.owns or not (token.text == "." or len(token.text) == 1 or token.kind == "initials"):
            return j
    return i


def is_relative(reading: ReadText, last: int) -> bool:
    """Whether what follows a name says whose relative it is: '... (mum)', '..., his dad', '..., whose daughter'."""
    if reading.words[last].owns:
        small = reading.at(last + 1).low in _SMALL
        own = reading.at(last + 1 + small).low
        return own in w.GRANDCHILDREN or own in _SOMEBODYS_OWN
    if reading.at(last + 1).text == "(" and _kin_in_brackets(reading, last + 2):
        return True
    between: list[str] = []
    for j in range(last + 1, last + LONGEST_LIST):
        if not (reading.at(j).text in _ASIDE or reading.at(j).low in {"his", "her", "the", "is", "whose"}):
            break
        between.append(reading.at(j).low)
    kin, then = reading.at(last + 1 + len(between)), reading.at(last + 2 + len(between))
    if "whose" in between:
        return kin.low in w.KIN | w.A_CHILD
    ends = then.text in {")", ",", ".", "", "-", "of", "to"} and then.low not in w.NOT_A_FAMILY
    return bool(between) and kin.low in w.KIN | w.SIBLINGS and ends
