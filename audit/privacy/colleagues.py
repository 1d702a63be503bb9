"""What makes a name a colleague's or an organisation's: a role beside it, a deed of staff, a school named so."""

from audit.privacy import words as w
from audit.privacy.given_names import ALSO_WORDS
from audit.privacy.reading import LONGEST_LIST, Name, ReadText, Sort, Token

_STOPS = frozenset({".", ",", ")", ";", "told", "her", "his", "their", "and"})
_ASIDE = frozenset({"(", ",", "-", "/", ":"})


def is_place(reading: ReadText, name: Name) -> bool:
    """Whether it is a part of the name of an organisation, a room, a law: 'Harvey Road Nursery', 'Sarah's Law'."""
    after, then = reading.at(name.last + 1), reading.at(name.last + 2)
    own_place = (
        reading.words[name.last].owns and after.text == "school" and then.low in {"place", "report", "transport"}
    )
    if (after.low in w.PLACES and after.capital) or (after.low in w.PLACES_IN_LOWER_CASE and not own_place):
        return True
    if name.also and (after.low in w.ROOMS or (after.low in {"and", "&"} and reading.at(name.last + 3).low in w.ROOMS)):
        return True
    if after.capital and any(t.low in w.PLACES and t.capital for t in (then, reading.at(name.last + 3))):
        return True
    return _of_saint(reading, name.first)


def _of_saint(reading: ReadText, i: int) -> bool:
    dotted = reading.at(i - 1).text == "." and reading.at(i - 2).low == "st"
    return dotted or reading.at(i - 1).low in {"st", "saint", "holy", "king", "queen"}


def is_colleague(reading: ReadText, name: Name, *, deeds: bool = True) -> bool:
    """Whether the words around the name say that it is a colleague's: 'coach Danny', 'Sarah Green (DSL)'.

    ``deeds`` says whether what the named one does counts too: after 'grandma' it does not.
    """
    before, earlier = name.before, reading.at(name.before_at - 1)
    ward_sister = before.low == "sister" and earlier.low in {"ward", "charge", "theatre"}
    if ward_sister or (_role(before) and not (before.low in {"staff", "worker"} and earlier.low == "told")):
        return True
    if before.low in {"is", "are"} and (_role(earlier) or earlier.low in w.LABELS):
        return True
    if before.low in w.LABELS and name.marks[:1] in {"-", ":"}:
        return True
    if before.low in w.OFFICES and "(" in name.marks:
        return True
    if before.low == "by" and earlier.low in w.DONE_BY_STAFF:
        return True
    return acts_as_staff(reading, name.last, subject=deeds and before.low not in w.ABOUT | w.OF)


def acts_as_staff(reading: ReadText, last: int, *, subject: bool = True) -> bool:
    """Whether what follows a name (that ends at ``last``) is a role, a place of work, or what staff do.

    Args:
        reading: the text.
        last: where the name ends.
        subject: whether the name can be the one who does what follows; after 'about' it cannot.
    """
    j = _after_list(reading, last)
    aside = reading.at(last + 1).text in _ASIDE
    after, then = reading.at(j), reading.at(j + 1)
    if subject and not aside and _deed(reading, j):
        return True
    if reading.at(last + 1).text == "(" and after.low in w.OFFICES:
        return True
    if after.low in {"in", "on", "at", "from"}:
        if after.low == "from" and then.text.isupper() and len(then.text) > 1:
            return True
        if after.low == "from" and then.low == "the" and any(reading.at(j + n).low in w.COME_FROM for n in (2, 3)):
            return True
        return any(
            (t.low in w.OFFICES and t.text != "it") or t.text in {"MASH", "LADO", "CAMHS"}
            for t in (then, reading.at(j + 2))
        )
    qualified = after.low in w.QUALIFIES_A_ROLE
    roles = [reading.at(j + n) for n in range(5 if aside or qualified else 1)]
    return any(map(_role, roles[: _stop(roles)]))


def _role(token: Token) -> bool:
    return token.low in w.ROLES or token.low.removesuffix("s") in w.ROLES or token.low.removesuffix("es") in w.ROLES


def _after_list(reading: ReadText, last: int) -> int:
    """The first place after a name, its brackets, and the names joined to it."""
    for j in range(last + 1, last + LONGEST_LIST):
        token = reading.at(j)
        if not (token.text in _ASIDE or token.low in {"and", "&", "or"} or _is_name(reading, j)):
            return j
    return last + LONGEST_LIST


def _is_name(reading: ReadText, j: int) -> bool:
    token = reading.at(j)
    return token.capital and token.low not in w.ROLES and reading.sort(j) is not None


def _runs_or_talks(reading: ReadText, j: int) -> bool:
    """'ran a workshop', 'talked to parents', 'has moved to HR'."""
    after, then = reading.at(j), reading.at(j + 1)
    if after.low == "ran":
        return then.low in {"a", "an", "the", "our", "two", "three"}
    if after.low in {"talked", "spoke"} and then.low == "to":
        return reading.at(j + 2).low in w.MANY
    moved = after.low in {"has", "have", "moved"}
    return moved and any(reading.at(j + n).low in w.OFFICES for n in (1, 2, 3))


def _deed(reading: ReadText, j: int) -> bool:
    after, then = reading.at(j), reading.at(j + 1)
    if after.low in w.STAFF_VERBS:
        return then.low not in {"not", "be", "us"} and not (then.low == "for" and reading.at(j + 2).low in w.KIN)
    if _runs_or_talks(reading, j):
        return True
    if after.low in {"is", "was", "as", "are"}:
        own = then.low in {"our", "the", "a", "an", "my"} and any(reading.at(j + n).low in w.ROLES for n in (2, 3, 4))
        return own or then.low in w.ROLES
    if after.low in {"has", "have", "had"}:
        return any(reading.at(j + n).low in w.STAFF_HAVE for n in (1, 2, 3))
    if after.low == "to":
        return then.low in w.STAFF_WILL or (then.low == "be" and reading.at(j + 2).low in w.DONE_BY_STAFF)
    habit = after.kind == "word" and after.low.endswith("s") and after.text.islower() and len(after.low) > 4
    return habit and not after.low.endswith("ss") and after.low not in w.NOW | w.EVENTS | w.FAMILY | w.LIVES


def _stop(found: list[Token]) -> int:
    return next((n for n, token in enumerate(found) if token.text in _STOPS or token.low in _STOPS), len(found))


def is_at_work(reading: ReadText) -> bool:
    """Whether a text is about training, policies and meetings of staff, so that those named in it work there."""
    return not reading.seen.isdisjoint(w.AT_WORK)


def looks_religious(name: Name) -> bool:
    """'Sister Bernadette': the word with a capital is a title, unless a child is spoken of."""
    title = name.before.low in {"sister", "brother", "father", "mother"} and name.before.capital
    return title and name.sort is Sort.ADULT


def inside_a_sentence(reading: ReadText, name: Name) -> bool:
    """Whether a name that is a word too stands where only a name has a capital."""
    before, after = reading.at(name.first - 1), reading.at(name.last + 1)
    if name.word.low not in ALSO_WORDS:
        return True
    if name.word.low in w.STAY or name.word.opens or before.low in w.NOT_BEFORE_A_NAME or after.kind == "number":
        return False
    return before.kind == "word" and not after.capital
