"""Whether the words around a possible name tell that it is a child's or a relative's.

Each rule is a way in which people write about a child. What is usual of colleagues too counts only where no role or
deed of staff stands beside the name, and, for names more usual among adults, not at all.
"""

from audit.privacy import vocabulary as v
from audit.privacy import words as w
from audit.privacy.colleagues import inside_a_sentence, is_at_work, is_colleague, is_place, looks_religious
from audit.privacy.given_names import RUN_ON
from audit.privacy.reading import Name, ReadText, Sort
from audit.privacy.titles import is_relative
from audit.privacy.word_lists import each

_BRACKETS = frozenset({"", "(", '"', "'", "["})
_LEFT = w.A_CHILD | w.KIN | w.CHILDREN_IN_GENERAL | w.REFERRED | w.ABOUT | each("name person people of the")
_RIGHT = (w.LIVES | w.FAMILY | w.EVENTS) | each(
    """
    self was is were are wasn't has had have told went ran attended now also both then already recently and plus his
    her the whose y yr year aged age in
    """
)
_INTERESTS = each("declared declares interests")
_COUNTRIES, _ABROAD = each("georgia jordan india kenya chad"), each("exchange link trip twinning twinned visit partner")
_SPOKEN_ABOUT = w.PAPERS | each("know told asked spoke talked rang")
_WORK = each("talk speak present train run give explain do deliver help see meet check show")
_CONFIDANTS = each("teacher ta coach tutor nurse friend leader supervisor doctor gp counsellor")
_LATELY = each("now also both then already recently")


def is_told(reading: ReadText, name: Name, *, for_owner: bool) -> bool:
    """Whether the name is shown to be a child's or a relative's."""
    if not _worth_a_look(reading, name) or is_place(reading, name):
        return False
    if _owns_telling(reading, name):
        return True
    if name.also and name.word.text.islower() and not reading.beside_kin(name.first):
        return False
    sure = (_after_people, _of_family, _relative_follows, _of_relative)
    if any(rule(reading, name) for rule in sure):
        return True
    if is_colleague(reading, name):
        return False
    likely = (_happened_to, _in_class) if for_owner else (_happened_to, _in_class, _spoken_of, _usual, _unknown_opens)
    return any(rule(reading, name) for rule in likely)


def _worth_a_look(reading: ReadText, name: Name) -> bool:
    """A quick look for the words that the rules for an unknown or an adult's name begin with."""
    if name.sort not in {Sort.UNKNOWN, Sort.ADULT}:
        return True
    word, after = reading.words[name.last], reading.at(name.last + 1)
    if word.owns or word.low in RUN_ON or name.before.low in _LEFT:
        return True
    if name.first == 0 and len(after.text) == 1:
        return True
    return after.text in {"(", ",", "-", "&", "+"} or after.low in _RIGHT or len(reading.at(name.first - 1).text) == 1


def _after_people(reading: ReadText, name: Name) -> bool:
    """'pupil JS', 'mum (Kelly)', 'young person C.D.', 'the boy called Connor', 'family name Okonkwo'."""
    before, earlier = name.before, reading.at(name.before_at - 1).low
    if before.owns or name.word.low in w.STAY or _is_title_of_staff(reading, name):
        return False
    if before.low == "name":
        return name.sort is not Sort.ADULT and earlier in w.ONE_CHILD | w.KIN | {"childs", "pupils"}
    if before.low in {"person", "people"}:
        return earlier == "young" and not is_colleague(reading, name, deeds=False)
    plural = before.low in w.CHILDREN_IN_GENERAL and name.marks != ""
    if not (plural or before.low in w.A_CHILD or before.low in w.KIN):
        return False
    if name.sort in {Sort.CHILD, Sort.INITIALS}:
        open_to_doubt = before.opens or plural or before.low in w.KIN
        return not (open_to_doubt and is_colleague(reading, name, deeds=False))
    return not plural and not is_colleague(reading, name, deeds=looks_religious(name)) and _beside_people(name)


def _is_title_of_staff(reading: ReadText, name: Name) -> bool:
    """'Ward sister Maricel', 'Father Kieran reads the statement'."""
    before, earlier = name.before, reading.at(name.before_at - 1).low
    if before.low == "sister" and earlier in {"ward", "charge", "theatre"}:
        return True
    return before.low in {"father", "sister", "brother"} and before.capital and is_colleague(reading, name)


def _beside_people(name: Name) -> bool:
    """Whether an adult's or an unknown name stands near enough to 'mum' or 'pupil'."""
    before = name.before
    if name.sort is Sort.ADULT:
        return name.marks in _BRACKETS | {",", "-", ":"}
    if name.marks not in _BRACKETS or before.low in {"parents", "family", "carers"}:
        return False
    return before.text.islower() or (before.opens and before.low in w.SOMEBODYS)


def _owns_telling(reading: ReadText, name: Name) -> bool:
    """'Amelia's social worker', 'JT's file', 'maisies dad', 'Lucas and Lola's mum'."""
    word = reading.words[name.last]
    if not (word.owns or word.low in RUN_ON) or word.low in w.STAY:
        return False
    usual = name.sort in {Sort.CHILD, Sort.INITIALS} and len(word.text) > 1
    owned = w.OWNED if usual else w.OWNED_BY_A_CHILD
    for n in range(name.last + 1, name.last + 4):
        token = reading.at(n)
        if token.text in {".", ",", ";"}:
            return False
        if token.low in owned:
            return reading.at(n + 1).low not in w.NOT_A_FAMILY or token.low == "social"
    return False


def _of_family(reading: ReadText, name: Name) -> bool:
    """'the Kowalski family', 'Patel children', 'SB & her brother', 'harrison and his family', 'Noreen & baby'."""
    after, then, low = reading.at(name.last + 1), reading.at(name.last + 2), name.word.low
    if after.text in {"and", "&", "+", "plus"}:
        theirs = then.low in {"his", "her", "their"} and reading.at(name.last + 3).low in w.KIN | w.FAMILY
        return theirs or (name.sort is not Sort.INITIALS and then.low in {"baby", "twins", "siblings", "kids"})
    if after.low not in w.FAMILY or not after.text.islower() or then.low in w.NOT_A_FAMILY:
        return False
    if name.sort is Sort.INITIALS or not name.word.capital or low in w.STAY or low.endswith(v.DEMONYM):
        return False
    one = after.low in {"family", "siblings", "twins", "household"} and name.sort is not Sort.UNKNOWN
    return one or low in v.SURNAMES or reading.at(name.first - 1).low == "the"


def _relative_follows(reading: ReadText, name: Name) -> bool:
    """'jo (mum)', 'Alfie, his brother'."""
    return is_relative(reading, name.last)


def _of_relative(reading: ReadText, name: Name) -> bool:
    """'grandmother of Kodi', 'parents of Nathan'."""
    after, kin = reading.at(name.last + 1), reading.at(name.before_at - 1)
    general = after.low in w.FAMILY | w.CHILDREN_IN_GENERAL | w.ROOMS or name.word.low.endswith(v.DEMONYM)
    related = name.before.low == "of" and kin.low in w.KIN and not general and name.word.low not in w.STAY
    return related and (name.sort is not Sort.UNKNOWN or kin.text.islower())


def _happened_to(reading: ReadText, name: Name) -> bool:
    """'JS was referred', 'Ella told her teacher', 'Grace self harmed', 'Leo has a social worker', 'R.P CIN closed'."""
    lows = reading.lows(name.last + 1, 8)
    if reading.at(name.last + 1).text == ".":
        lows = lows[1:] if len(reading.words[name.last].text) == 1 else [""] * 7
    lows = lows[1:] if lows[0] in _LATELY else lows
    first, second = lows[0], lows[1]
    if first in w.LIVES or (first == "self" and second.startswith("harm")):
        return True
    if (
        (first, second) in w.AFTER_TWO
        and lows[2] not in _WORK
        and (not name.doubtful or first in {"went", "ran", "attended"})
    ):
        return True
    if first in w.EVENTS and not name.doubtful:
        return second not in w.COURSES
    if first == "told":
        if name.sort is Sort.CHILD and not name.also and _told_somebody(reading, name.last):
            return True
        return second in w.TOLD_WHOM and (not name.doubtful or (name.also and name.word.low not in w.STAY))
    return _state(name, lows)


def _state(name: Name, lows: list[str]) -> bool:
    """'... was excluded', '... is on a CP plan', '... has a social worker'."""
    states = w.HAPPENED if name.doubtful else w.HAPPENED_PERHAPS
    if name.sort is Sort.UNKNOWN:
        states = w.HAPPENED_TO_NOBODY_ELSE
    if lows[0] in {"was", "is", "were", "are", "wasn't"}:
        planned = lows[1:3] == ["on", "a"] or (lows[1] == "on" and lows[2] in {"cp", "cin"})
        carer = lows[1:4] == ["a", "young", "carer"]
        return carer or not states.isdisjoint(lows[1:3]) or (planned and name.sort is not Sort.UNKNOWN)
    if lows[0] in {"has", "had", "have"}:
        held = w.HAS_SURELY if name.doubtful else w.HAS
        return not held.isdisjoint(lows[1:5]) or (lows[1] == "been" and lows[2] in states)
    return False


def _spoken_of(reading: ReadText, name: Name) -> bool:
    """'email re DK', 'Strategy meeting held re A.K.M.', 'we referred Tomasz', 'records for KP'."""
    before, place, initials = name.before.low, name.before_at, name.sort is Sort.INITIALS
    if name.word.low in w.STAY or (initials and name.doubtful):
        return False
    earlier = {token.low for token in reading.words[max(0, place - 7) : max(0, place)]}
    if before in w.REFERRED:
        return name.sort is not Sort.UNKNOWN or not name.word.opens
    if before in w.ABOUT:
        return initials or not earlier.isdisjoint(_SPOKEN_ABOUT if name.sort is Sort.CHILD else w.CASES)
    if before == "case":
        return initials or name.sort is Sort.CHILD
    papers = before in {"for", "of", "on"} and not earlier.isdisjoint(w.PAPERS)
    return papers and (initials or name.sort is Sort.CHILD)


def _in_class(reading: ReadText, name: Name) -> bool:
    """'Leo in Y4', 'Amir (Y6)', 'Daisy, 9,', 'Kai aged 7', 'A Khan Y4'."""
    initial, aside = reading.at(name.first - 1), reading.at(name.last + 1).text in {",", "("}
    if aside and reading.at(name.last + 2).low in {"age", "aged"} and reading.at(name.last + 3).kind == "number":
        return True
    if name.sort is Sort.UNKNOWN and not (len(initial.text) == 1 and initial.capital):
        return False
    if name.sort is Sort.ADULT and not _hard(reading):
        return False
    cued = _hard(reading) or "self" in reading.seen or reading.at(name.last + 1).low == "in"
    if name.sort is Sort.INITIALS and not cued:
        return False
    j = name.last + 1
    while j < name.last + 4 and reading.at(j).text in {"(", ",", "in", "-", "of"}:
        j += 1
    after, then = reading.at(j), reading.at(j + 1)
    if after.low in {"y", "yr", "year", "aged", "age", "yrs"}:
        return (then.kind == "number" or then.text == "R") and reading.at(j + 2).low not in w.ROLES
    short = after.kind == "number" and len(after.text) < 3 and j > name.last + 1
    return short and then.text in {",", ")", "yrs", "y", "yo"}


def _usual(reading: ReadText, name: Name) -> bool:
    """A name usual among children, beside what is hardly said but of one child, or where something was said of them."""
    if name.sort is not Sort.CHILD or not reading.seen.isdisjoint(_INTERESTS):
        return False
    if name.word.low in _COUNTRIES and not reading.seen.isdisjoint(_ABROAD):
        return False
    if _has_an_initial(reading, name):
        return True
    if not inside_a_sentence(reading, name):
        return False
    if not reading.seen.isdisjoint(w.OF_A_CHILD_HARDLY_ELSE | w.OF_SOMEBODY) and not is_at_work(reading):
        return True
    return _hard(reading) or (name.before.low in w.OF | w.ABOUT and not reading.seen.isdisjoint(w.TELLING))


def _unknown_opens(reading: ReadText, name: Name) -> bool:
    """'Rezwan C - vape': what opens a text, is in no list, and is followed by what is hardly said but of one child."""
    if name.sort is not Sort.UNKNOWN or name.first != 0:
        return False
    return _initial_follows(reading, name) and not is_at_work(reading) and _hardly_else(reading)


def _initial_follows(reading: ReadText, name: Name) -> bool:
    """'Rezwan C - ...': a name that no list knows, with the letter of a family name."""
    letter, mark = reading.at(name.last + 1), reading.at(name.last + 2)
    return len(letter.text) == 1 and letter.capital and mark.text in {"-", ":", ",", "("}


def _hardly_else(reading: ReadText) -> bool:
    return not reading.seen.isdisjoint(w.OF_A_CHILD_HARDLY_ELSE | w.HARD)


def _has_an_initial(reading: ReadText, name: Name) -> bool:
    """'Phoebe G', 'Mason H.': so children are written of, and colleagues hardly."""
    letter = reading.words[name.last]
    return name.last > name.first and len(letter.text) == 1 and letter.capital and not is_at_work(reading)


def _hard(reading: ReadText) -> bool:
    return not reading.seen.isdisjoint(w.HARD)


def _told_somebody(reading: ReadText, last: int) -> bool:
    """'Mohammed told the mosque teacher': one person, who is told things by a child."""
    return any(reading.at(last + n).low in _CONFIDANTS for n in (2, 3, 4))
