"""Which return is whose: files are joined to settings, settings to the register, and one return of each is counted.

A return belongs to the expected setting with its identifier; where one of the two has none, to the only one of its
name. Nothing is guessed beyond that: what does not belong is said. Of several returns the newest complete one is
counted; all are listed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from audit import files
from audit.aggregate.batch import BatchResult
from audit.aggregate.overview import FileLine, Outcome
from audit.aggregate.record import ReturnRecord
from audit.aggregate.register import Expected
from audit.problems import Problem, Where, is_fault, problem
from audit.text import identifier, plain

Identity = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One file that was had: where it was found, and what it held."""

    address: str
    record: ReturnRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedSetting:
    """A setting: as it is expected, if it is; the return that is counted, if one is; and every file it sent."""

    key: str
    expected: Expected | None
    counted: Submission | None
    sent: tuple[Submission, ...]
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Every setting and every file, each once. ``checklist`` is the one that is added up (empty if none came)."""

    checklist: str
    parties: tuple[MatchedSetting, ...]
    files: tuple[FileLine, ...]


def match(
    taken: Sequence[BatchResult], records: Mapping[str, ReturnRecord], expected: Sequence[Expected] | None
) -> Matched:
    """Join what came to who was expected.

    Args:
        taken: what came of each file, in the order it is to be listed.
        records: the record of every SHA-256 in ``taken``.
        expected: the register's settings, or ``None`` without a register.
    """
    came = [Submission(address=t.address, record=records[t.sha256]) for t in taken if t.sha256]
    ours = _checklist(came)
    joining = _Joining(expected or ())
    sent: dict[Identity, list[Submission]] = defaultdict(list)
    for one in came:
        if not one.record.refused:
            sent[joining.identity(one, expected is not None)].append(one)
    unreadable = joining.unreadable([t.address for t in taken if not t.sha256 or records[t.sha256].refused])
    identities = dict.fromkeys((*joining.by_identity, *sorted(sent)))
    keys = _Keys()
    parties = []
    for identity in identities:
        known, own = joining.by_identity.get(identity), sent.get(identity, [])
        parties.append(
            MatchedSetting(
                key=keys.key(known, own),
                expected=known,
                counted=_chosen(own, ours),
                sent=tuple(own),
                unreadable=tuple(unreadable.get(identity, ())),
            )
        )
    return Matched(
        checklist=ours, parties=tuple(parties), files=tuple(_lines(taken, records, parties, joining.said, ours))
    )


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


@dataclass(slots=True)
class _Joining:
    """Finds the identity of a return: its line in the register, or what it says of itself."""

    expected: Sequence[Expected]
    by_identity: dict[Identity, Expected] = field(default_factory=dict)
    by_name: dict[str, list[Expected]] = field(default_factory=lambda: defaultdict(list))
    said: dict[str, list[Problem]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for setting in self.expected:
            self.by_identity[_identity(setting.urn, setting.name)] = setting
            self.by_name[plain(setting.name)].append(setting)

    def identity(self, one: Submission, registered: bool) -> Identity:
        record, where = one.record, Where(file=one.address)
        urn = identifier(record.urn)
        own = _identity(urn, record.name) if urn or record.name.strip() else ("file", one.address)
        if not registered:
            return own
        known = self.by_identity.get(own) or self._by_name(one, urn, where)
        if known is None:
            self.said[one.address].append(problem("A30", where, name=record.name or urn or one.address))
            return own
        if known.kind and record.kind and known.kind != record.kind:
            self.said[one.address].append(problem("A34", where, theirs=record.kind, ours=known.kind))
        return _identity(known.urn, known.name)

    def _by_name(self, one: Submission, urn: str, where: Where) -> Expected | None:
        named = self.by_name.get(plain(one.record.name), ())
        open_to = [setting for setting in named if not urn or not setting.urn]
        if len(open_to) > 1:
            self.said[one.address].append(problem("A35", where, name=one.record.name))
        return open_to[0] if len(open_to) == 1 else None

    def unreadable(self, addresses: Iterable[str]) -> Mapping[Identity, list[str]]:
        """Files that could not be read, by the setting whose workbook was sent out under that name."""
        by_stem = {stem(setting): identity for identity, setting in self.by_identity.items()}
        found: dict[Identity, list[str]] = defaultdict(list)
        for address in addresses:
            words = PurePosixPath(address.replace("\\", "/")).stem.split(" ")[0]
            if identity := by_stem.get(files.slug(words)):
                found[identity].append(address)
        return found


def stem(setting: Expected) -> str:
    """The name, without its ending, of the workbook that is sent out to a setting."""
    return files.slug(f"{setting.urn} {setting.name}") or f"line-{setting.line}"


def _identity(urn: str, name: str) -> Identity:
    return ("urn", urn) if urn else ("name", plain(name))


class _Keys:
    """A name for each setting that any file system takes, and that no other has."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def key(self, expected: Expected | None, sent: Sequence[Submission]) -> str:
        first = sent[0].record if sent else None
        name = expected.name if expected else first.name if first else ""
        urn = expected.urn if expected else identifier(first.urn) if first else ""
        own = files.slug(f"{name[:40]} {urn}") or "setting"
        key, number = own, 2
        while key in self.taken:
            key, number = f"{own}-{number}", number + 1
        self.taken.add(key)
        return key


def _lines(
    taken: Iterable[BatchResult],
    records: Mapping[str, ReturnRecord],
    parties: Iterable[MatchedSetting],
    said: Mapping[str, Sequence[Problem]],
    ours: str,
) -> Iterable[FileLine]:
    whose = {one.address: party for party in parties for one in party.sent}
    whose |= {address: party for party in parties for address in party.unreadable}
    for one in taken:
        record = records[one.sha256] if one.sha256 else ReturnRecord(sha256="", faults=())
        party = whose.get(one.address)
        own = (*one.problems, *record.problems(one.address), *said.get(one.address, ()))
        why = None if record.refused else _why_not(one.address, record, party, ours)
        problems = (*own, why) if why else own
        outcome = Outcome.READ
        if not one.sha256 or record.refused:
            outcome = Outcome.REFUSED
        elif any(is_fault(p) for p in problems):
            outcome = Outcome.FAULTS
        yield FileLine(
            file=one.address,
            outcome=outcome,
            counted=bool(party and party.counted and party.counted.address == one.address),
            setting=party.key if party else "",
            name=record.name,
            sha256=one.sha256,
            why_not=why.message if why else next((p.message for p in problems if outcome is Outcome.REFUSED), ""),
            problems=problems,
        )


def _why_not(address: str, record: ReturnRecord, party: MatchedSetting | None, ours: str) -> Problem | None:
    """Why a file that was read is not counted; ``None`` where it is."""
    where = Where(file=address)
    if record.blank:
        return problem("A32", where)
    if record.first_look:
        return problem("A41", where, checklist=record.checklist)
    if record.part:
        return problem("A36", where)
    if record.checklist != ours:
        return problem("A33", where, checklist=record.checklist, ours=ours)
    if party and party.counted and party.counted.address != address:
        return problem("A31", where, name=record.name, chosen=party.counted.address)
    return None
