"""A relative named by title: 'his mother Mrs Smith', 'ms jones (mum)', 'Mr and Mrs Dhillon', 'Mrs Begum's son'."""

from audit.privacy import words as w
from audit.privacy.colleagues import acts_as_staff
from audit.privacy.reading import LONGEST_LIST, ReadText

_ASIDE = frozenset({"(", ",", "-"})
_SMALL = frozenset({"little", "older", "younger", "eldest", "youngest", "two", "three"})


def relative(reading: ReadText, i: int) -> int | None:
    """The place where the name ends that the title at ``i`` begins, if a relative is meant."""
    both = reading.at(i + 1).text in {"and", "&", "+"} and reading.at(i + 2).low in w.TITLES
    second = reading.at(i - 1).text in {"and", "&"} and reading.at(i - 2).low in w.TITLES
    last = _surname(reading, i + 3 if both else i + 1)
    if reading.at(last).kind != "word" or second:
        return None
    name = reading.name(last)
    before = reading.at(i - 2 if reading.at(i - 1).text in _ASIDE | {":"} else i - 1)
    related = before.low in w.KIN and not before.owns and reading.at(last + 1).low not in w.ROLES
    staff = acts_as_staff(reading, name.last if name else last)
    return last if related or (both and not staff) or is_relative(reading, last) else None


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
        return reading.at(last + 1 + small).low in w.GRANDCHILDREN
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
