"""Which return is whose: files are joined to settings, settings to the register, and one return of each is counted.

:mod:`audit.aggregate.identity` says whose a return is, unless a person has decided it. Of several returns of a setting
the newest complete one of the year is counted; all are listed.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from audit.aggregate.audit_year import AuditYear
from audit.aggregate.batch import BatchResult
from audit.aggregate.decisions import Decisions
from audit.aggregate.identity import ExpectedSettings, Identity, Whose, of_return, one_name
from audit.aggregate.overview import FileLine, Outcome
from audit.aggregate.record import ReturnRecord
from audit.aggregate.register import Expected
from audit.problems import Problem, Where, is_fault, problem
from audit.text import identifier, slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One file that was had: where it was found, and what it held."""

    address: str
    record: ReturnRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedSetting:
    """A setting: as it is expected, if it is; the return that is counted, if one is; and every file it sent.

    ``waiting`` are returns that may be its own and wait for a person, ``outside`` the addresses of those it sent that
    are of another year.
    """

    key: str
    expected: Expected | None
    counted: Submission | None
    sent: tuple[Submission, ...]
    unreadable: tuple[str, ...] = ()
    waiting: tuple[Submission, ...] = ()
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Every setting and every file, each once. ``checklist`` is the one that is added up (empty if none came).

    ``undecided`` are the returns that wait for a person and those that one has settled, with what was found of each.
    """

    checklist: str
    parties: tuple[MatchedSetting, ...]
    files: tuple[FileLine, ...]
    undecided: tuple[tuple[str, ReturnRecord, tuple[Problem, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What is asked of a return to be counted in a round: its year, and that it is not last year's file.

    ``year`` is ``None`` where any year will do, as for the returns of last year; ``sent_before`` are the SHA-256 of the
    files of last year, ``decisions`` what a person has settled.
    """

    year: AuditYear | None = None
    sent_before: Collection[str] = ()
    decisions: Decisions = field(default_factory=Decisions)

    def out_of_it(self, record: ReturnRecord, where: Where) -> Problem | None:
        """Why a return is not one of this round; ``None`` where it is."""
        if record.sha256 in self.decisions.settled:
            return None
        if record.sha256 in self.sent_before:
            return problem("A48", where)
        day = date.fromisoformat(record.audit_date) if record.audit_date else None
        if day and self.year and not self.year.holds(day):
            first, last = f"{self.year.first:%d/%m/%Y}", f"{self.year.last:%d/%m/%Y}"
            return problem("A47", where, day=f"{day:%d/%m/%Y}", first=first, last=last)
        return None


def match(
    taken: Sequence[BatchResult],
    records: Mapping[str, ReturnRecord],
    expected: Sequence[Expected] | None,
    asked: Round | None = None,
) -> Matched:
    """Join what came to who was expected.

    Args:
        taken: what came of each file, in the order it is to be listed.
        records: the record of every SHA-256 in ``taken``.
        expected: the register's settings, or ``None`` without a register.
        asked: what is asked of a return to be counted; nothing if not said.
    """
    asked = asked or Round()
    came = [Submission(address=t.address, record=records[t.sha256]) for t in taken if t.sha256]
    read = [one for one in came if not one.record.refused]
    register = ExpectedSettings(expected or ())
    whose = _whose(read, register, asked.decisions, registered=expected is not None)
    out = {one.address: why for one in read if (why := asked.out_of_it(one.record, Where(file=one.address)))}
    ours = _checklist([one for one in read if one.address not in out] or read)
    sent, waiting = _by_setting(read, whose, waits=False), _by_setting(read, whose, waits=True)
    unreadable = _unreadable(register, [t.address for t in taken if not t.sha256 or records[t.sha256].refused])
    keys = _Keys()
    parties = []
    for identity in dict.fromkeys((*register.by_identity, *sorted(sent), *sorted(waiting))):
        known, own, may_be = register.by_identity.get(identity), sent.get(identity, []), waiting.get(identity, [])
        parties.append(
            MatchedSetting(
                key=keys.key(known, own or may_be),
                expected=known,
                counted=_chosen([one for one in own if one.address not in out], ours),
                sent=tuple(own),
                unreadable=tuple(unreadable.get(identity, ())),
                waiting=tuple(may_be),
                outside=tuple(one.address for one in own if one.address in out),
            )
        )
    return Matched(
        checklist=ours,
        parties=tuple(parties),
        files=tuple(map(_FileLines(records, parties, whose, out, ours).of, taken)),
        undecided=tuple(_undecided(read, whose, out, asked.decisions)),
    )


def _by_setting(
    read: Iterable[Submission], whose: Mapping[str, Whose], *, waits: bool
) -> Mapping[Identity, list[Submission]]:
    found: dict[Identity, list[Submission]] = defaultdict(list)
    for one in read:
        own = whose[one.address]
        if own.identity is not None and own.waits == waits:
            found[own.identity].append(one)
    return found


def _whose(
    read: Sequence[Submission], register: ExpectedSettings, decisions: Decisions, *, registered: bool
) -> Mapping[str, Whose]:
    """Whose each return is, by its address: as a person decided, else as it says and the register bears out."""
    expected = register.by_identity if registered else None
    decided = {one.address: decisions.whose(one.record, one.address, expected) for one in read}
    if registered:
        return {one.address: decided[one.address] or register.whose(one.record, one.address) for one in read}
    said = _as_they_say([one for one in read if not decided[one.address]])
    return {one.address: decided[one.address] or said[one.address] for one in read}


def _as_they_say(read: Iterable[Submission]) -> Mapping[str, Whose]:
    """Whose each return is where nobody is expected; those of one identifier under several names wait."""
    own: dict[Identity, list[Submission]] = defaultdict(list)
    for one in read:
        own[of_return(one.record, one.address)].append(one)
    whose = {}
    for identity, same in own.items():
        names = {one_name(one.record.name): one.record.name for one in same}
        for one in same:
            other = next((name for as_one, name in names.items() if as_one != one_name(one.record.name)), None)
            if other is None or identity[0] != "urn":
                whose[one.address] = Whose(identity=identity)
                continue
            found = problem("A52", Where(file=one.address), urn=identity[1], name=other)
            whose[one.address] = Whose(identity=("file", one.address), waits=True, found=(found,))
    return whose


def _undecided(
    read: Iterable[Submission], whose: Mapping[str, Whose], out: Mapping[str, Problem], decisions: Decisions
) -> Iterable[tuple[str, ReturnRecord, tuple[Problem, ...]]]:
    for one in read:
        if whose[one.address].waits or one.address in out or one.record.sha256 in decisions.settled:
            found = whose[one.address].found
            yield one.address, one.record, (*found, out[one.address]) if one.address in out else found


def _checklist(came: Iterable[Submission]) -> str:
    """The checklist most returns answer; the first by name of several that are answered as often."""
    counts = Counter(one.record.checklist for one in came if not one.record.refused and not one.record.blank)
    return min(counts, key=lambda name: (-counts[name], name), default="")


def _chosen(own: Iterable[Submission], ours: str) -> Submission | None:
    """The newest complete return; the newest begun one where none is complete."""
    usable = [one for one in own if one.record.checklist == ours and not (one.record.blank or one.record.part)]
    usable.sort(key=lambda one: one.address)
    return max(usable, key=_worth, default=None)


def _worth(one: Submission) -> tuple[bool, str, int, int, int]:
    """The newest complete one; of the same day, the one of which a reviewer has agreed, or looked at, most."""
    record = one.record
    answered = len(record.answers) - record.answers.count("?")
    return record.complete, record.audit_date, record.agreed, record.reviewed, answered


def _unreadable(register: ExpectedSettings, addresses: Iterable[str]) -> Mapping[Identity, list[str]]:
    """Files that could not be read, by the setting whose workbook was sent out under that name."""
    by_stem = {stem(setting): identity for identity, setting in register.by_identity.items()}
    found: dict[Identity, list[str]] = defaultdict(list)
    for address in addresses:
        words = PurePosixPath(address.replace("\\", "/")).stem.split(" ")[0]
        if identity := by_stem.get(slug(words)):
            found[identity].append(address)
    return found


def stem(setting: Expected) -> str:
    """The name, without its ending, of the workbook that is sent out to a setting."""
    return slug(f"{setting.urn} {setting.name}") or f"line-{setting.line}"


class _Keys:
    """A name for each setting that any file system takes, and that no other has."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def key(self, expected: Expected | None, sent: Sequence[Submission]) -> str:
        first = sent[0].record if sent else None
        name = expected.name if expected else first.name if first else ""
        urn = expected.urn if expected else identifier(first.urn) if first else ""
        own = slug(f"{name[:40]} {urn}") or "setting"
        key, number = own, 2
        while key in self.taken:
            key, number = f"{own}-{number}", number + 1
        self.taken.add(key)
        return key


class _FileLines:
    """What became of each file, as the list of all files says it."""

    def __init__(
        self,
        records: Mapping[str, ReturnRecord],
        parties: Iterable[MatchedSetting],
        whose: Mapping[str, Whose],
        out: Mapping[str, Problem],
        ours: str,
    ) -> None:
        self.records, self.whose, self.out, self.ours = records, whose, out, ours
        self.of_party = {one.address: party for party in parties for one in party.sent}
        self.of_party |= {address: party for party in parties for address in party.unreadable}

    def of(self, one: BatchResult) -> FileLine:
        """The line of one file."""
        record = self.records[one.sha256] if one.sha256 else ReturnRecord(sha256="", faults=())
        party, owner = self.of_party.get(one.address), self.whose.get(one.address, Whose(identity=None))
        why = None if record.refused else self.out.get(one.address) or self._why_not(one.address, record, party)
        problems = (*owner.found, *one.problems, *record.problems(one.address), *((why,) if why else ()))
        outcome = Outcome.READ
        if not one.sha256 or record.refused:
            outcome = Outcome.REFUSED
        elif any(is_fault(p) for p in problems):
            outcome = Outcome.FAULTS
        if owner.found and (owner.waits or owner.identity is None):
            why = owner.found[0]
        return FileLine(
            file=one.address,
            outcome=outcome,
            counted=bool(party and party.counted and party.counted.address == one.address),
            setting=party.key if party else "",
            name=record.name,
            sha256=one.sha256,
            why_not=why.message if why else next((p.message for p in problems if outcome is Outcome.REFUSED), ""),
            problems=problems,
            waits=owner.waits,
        )

    def _why_not(self, address: str, record: ReturnRecord, party: MatchedSetting | None) -> Problem | None:
        """Why a file that was read is not counted; ``None`` where it is."""
        where = Where(file=address)
        if record.blank:
            return problem("A32", where)
        if record.first_look:
            return problem("A41", where, checklist=record.checklist)
        if record.part:
            return problem("A36", where)
        if record.checklist != self.ours:
            return problem("A33", where, checklist=record.checklist, ours=self.ours)
        if party and party.counted and party.counted.address != address:
            return problem("A31", where, name=record.name, chosen=party.counted.address)
        return None
