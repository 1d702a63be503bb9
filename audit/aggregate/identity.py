"""Whose a return is: its identifier and its name are both asked, and where the two disagree it waits for a person.

Two neighbours can mix up their identifiers, and a return under another setting's name shows one's words to the other.
So nothing is guessed: what does not agree is said, is counted for nobody, and is settled by a person in the file of
decisions (:mod:`audit.aggregate.decisions`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from audit.aggregate.record import ReturnRecord
from audit.aggregate.register import Expected
from audit.model import ANY_KIND
from audit.problems import Problem, Where, problem
from audit.text import identifier, plain

Identity = tuple[str, str]

_WORD = re.compile(r"[^\W_]+")
_ONE_WAY = (
    (re.compile(r"\b(?:church of england|c of e|c e|ce)\b"), "cofe"),
    (re.compile(r"\bsaint\b"), "st"),
    (re.compile(r"\b(?:the|and|school|academy)\b"), " "),
)
"""What one writes in this way and another in that, in the plain small letters of a name."""
_MOST_NAMED = 3


def one_name(name: str) -> str:
    """A name as it is compared beside an identifier: "St. Bede's C of E Academy" is "Saint Bede's CofE School"."""
    words = " ".join(_WORD.findall(plain(name).replace("'", "")))
    for pattern, said in _ONE_WAY:
        words = pattern.sub(said, words)
    return " ".join(words.split()) or plain(name)


def alike(one: str, other: str) -> bool:
    """Whether two names are one setting's, where an identifier says so too."""
    return plain(one) == plain(other) or one_name(one) == one_name(other)


def of_setting(urn: str, name: str) -> Identity:
    """What a setting is known by: its identifier, or its name where it has none."""
    return ("urn", urn) if urn else ("name", plain(name))


def of_return(record: ReturnRecord, address: str) -> Identity:
    """What a return says that it is of; its file where it says nothing."""
    urn = identifier(record.urn)
    return of_setting(urn, record.name) if urn or record.name.strip() else ("file", address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose a return is, and what there is to say of it.

    Where it ``waits`` for a person, ``identity`` is that of the expected setting whose it may be, if of one alone.
    """

    identity: Identity | None
    waits: bool = False
    found: tuple[Problem, ...] = ()


class ExpectedSettings:
    """Finds the expected setting that a return belongs to."""

    def __init__(self, expected: Sequence[Expected]) -> None:
        self._expected = expected
        self.by_identity: Mapping[Identity, Expected] = {of_setting(one.urn, one.name): one for one in expected}

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Expected]]:
        return _grouped((one_name(one.name), one) for one in self._expected)

    def whose(self, record: ReturnRecord, address: str) -> Whose:
        """Whose a return is: the setting's with its identifier and its name, or the only one's it can be."""
        where, urn = Where(file=address), identifier(record.urn)
        known = self.by_identity.get(("urn", urn)) if urn else None
        if not known:
            return self._by_its_name(record, urn, address)
        if alike(record.name, known.name):
            return _counted(known, record, where)
        if not record.name.strip():
            return _waiting([known], problem("A45", where, why=f"it has the identifier of '{known.name}' and no name"))
        why = f"'{urn}' is the identifier of '{known.name}', and the return calls itself '{record.name}'"
        return _waiting(self._by_name.get(one_name(record.name), [known]), problem("A42", where, why=why))

    def _by_its_name(self, record: ReturnRecord, urn: str, address: str) -> Whose:
        """The same for a return without an identifier, or with one that the register does not have."""
        where = Where(file=address)
        near = self._by_name.get(one_name(record.name), ()) if record.name.strip() else ()
        if not near:
            unknown = problem("A30", where, name=record.name.strip() or urn or address)
            return Whose(identity=of_return(record, address), found=(unknown,))
        if zeros := [one for one in near if urn and one.urn.lstrip("0") == urn.lstrip("0")]:
            note = problem("A43", where, urn=urn, ours=zeros[0].urn, name=zeros[0].name)
            return _counted(zeros[0], record, where, note)
        if len(near) > 1:
            return _waiting(near, problem("A35", where, name=record.name))
        return _of_the_only_one(near[0], record, urn, where)


def _of_the_only_one(known: Expected, record: ReturnRecord, urn: str, where: Where) -> Whose:
    """Whether a return is that of the only setting of its name, where no identifier bears it out."""
    if urn and known.urn:
        why = f"the register gives '{known.name}' the identifier '{known.urn}', and the return gives '{urn}'"
        return _waiting([known], problem("A42", where, why=why))
    why = ""
    if plain(record.name) != plain(known.name):
        why = f"no identifier tells, and the nearest name in the register is '{known.name}'"
    elif _of_another_kind(known, record):
        why = f"no identifier tells, and it is of the kind '{record.kind}' where the register has '{known.kind}'"
    if why:
        return _waiting([known], problem("A45", where, why=why))
    notes = (problem("A44", where, name=known.name),) if urn or known.urn else ()
    return _counted(known, record, where, *notes)


def _grouped(named: Iterable[tuple[str, Expected]]) -> Mapping[str, Sequence[Expected]]:
    groups: dict[str, list[Expected]] = defaultdict(list)
    for name, one in named:
        groups[name].append(one)
    return dict(groups)


def _of_another_kind(known: Expected, record: ReturnRecord) -> bool:
    return known.kind != ANY_KIND and bool(record.kind) and known.kind != record.kind


def _counted(known: Expected, record: ReturnRecord, where: Where, *notes: Problem) -> Whose:
    kind = (problem("A34", where, theirs=record.kind, ours=known.kind),) if _of_another_kind(known, record) else ()
    return Whose(identity=of_setting(known.urn, known.name), found=(*notes, *kind))


def _waiting(may_be: Sequence[Expected], found: Problem) -> Whose:
    only = of_setting(may_be[0].urn, may_be[0].name) if len(may_be) == 1 else None
    return Whose(identity=only, waits=True, found=(found,))
