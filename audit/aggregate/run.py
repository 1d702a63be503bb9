"""The whole way from places to look in to one overview: find, read what changed, remember, match, add up."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import audit as package
from audit.aggregate import executors, own_output, previous, record, workers
from audit.aggregate.addresses import is_text, shown, without_password
from audit.aggregate.audit_year import AuditYear
from audit.aggregate.batch import LIMITS, BatchResult, Task
from audit.aggregate.executors import Engine
from audit.aggregate.locate import Located, ReturnFile, find, take
from audit.aggregate.overview import By, Overview, SettingRow
from audit.aggregate.record import ReturnRecord
from audit.aggregate.store import Store
from audit.files import resources
from audit.model import Audit, Checklist
from audit.problems import AuditError, Problem, Where, problem
from audit.spreadsheet import guard

if TYPE_CHECKING:
    from audit.aggregate.decisions import Decisions
    from audit.aggregate.match import Matched
    from audit.aggregate.register import Register

Progress = Callable[[int, int], None]
"""Called with how many files are done, and of how many."""

_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for.

    ``processes`` 0 reads in this process, without the safety of one that may be lost. ``cluster`` is the address of a
    Dask scheduler, which then reads instead. ``previous`` are earlier years: one may be last year's returns, and each
    other the data that was made of a year. ``by`` is what settings have pages of their own together by. ``year`` is the
    one that is added up; if not said, the register's, and else the twelve months up to ``as_of``. ``decide`` is a file
    of decisions of what waits for a person.
    """

    paths: tuple[str, ...]
    output: Path
    as_of: date
    register: Path | None = None
    previous: tuple[str, ...] = ()
    processes: int = 1
    cluster: str = ""
    checklists: Path | None = None
    limits: guard.Limits = LIMITS
    schemes: tuple[str, ...] = ()
    tls: executors.Tls | None = None
    year: AuditYear | None = None
    decide: Path | None = None
    by: By | None = None

    @property
    def rules(self) -> str:
        """What a record was read by: this version of the tool, the limits, every word of the checklists."""
        limits = {
            **asdict(self.limits),
            "unread": sorted(self.limits.unread),
        }  # a set has another order in each process
        digest = hashlib.sha256(f"{package.__version__}/{record.FORMAT}/{limits}".encode())
        for folder in filter(None, (resources.folder("checklists"), self.checklists)):
            for path in sorted(folder.rglob("*.yaml")):
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What came of every file, this year's and last year's, each in the order of the addresses.

    ``mark`` is the same for two runs exactly when all that they were made from is the same.
    """

    order: Order
    taken: tuple[BatchResult, ...]
    before: tuple[BatchResult, ...]
    problems: tuple[Problem, ...]
    mark: str


def gather(order: Order, progress: Progress | None = None) -> Gathered:
    """Read every file that is not remembered.

    Raises:
        AuditError: A24 (it cannot be remembered), A26 (no cluster), A27 (nothing to read), A38 (the name) or A60 (a
            return would be written over).
    """
    if not is_text(str(order.output)):
        raise AuditError([problem("A38", Where(file=shown(str(order.output))))])
    leave_out = [path for path in (order.output, order.register, order.decide) if path]
    found = find(order.paths, leave_out, order.schemes)
    if not found.items:
        raise AuditError([*found.problems, problem("A27", Where(file=", ".join(map(without_password, order.paths))))])
    old = Located(items=(), problems=())
    returns = [place for place in order.previous if not previous.is_data(place)]
    if len(returns) > 1:
        raise AuditError([problem("A70", Where(file=without_password(place))) for place in returns[1:]])
    if returns:
        old = find(returns, leave_out, order.schemes)
    _refuse_to_write_over([*found.items, *old.items], order.output)
    own, theirs = {i.address: i for i in found.items}, {i.address: i for i in old.items}
    with Store(order.output, order.rules) as store:
        taken = _read(list((own | theirs).values()), store, order, progress)
        store.forget_others(own | theirs)
    this_year = tuple(taken[address] for address in own)
    last_year = tuple(taken[address] for address in theirs)
    return Gathered(
        order=order,
        taken=this_year,
        before=last_year,
        problems=(*found.problems, *old.problems),
        mark=_mark(order, this_year, last_year, (*found.problems, *old.problems)),
    )


def _refuse_to_write_over(items: Iterable[ReturnFile], output: Path) -> None:
    over = [item for item in items if item.at == "disk" and own_output.writes_over(output, Path(item.path))]
    if over:
        raise AuditError([problem("A60", Where(file=item.address)) for item in over])


def _read(items: Sequence[ReturnFile], store: Store, order: Order, progress: Progress | None) -> dict[str, BatchResult]:
    """What came of each item by its address: the remembered that is unchanged, and the rest read and remembered."""
    known = store.expected([item.address for item in items])
    if len(known) < len(items) and order.processes and not order.cluster:
        workers.get_ready()
        from audit.aggregate import assemble  # noqa: F401 - to import it takes as long as to get ready: both at once
    taken: dict[str, BatchResult] = {}
    tasks: list[Task] = []
    for item in items:
        before = known.get(item.address, "")
        if before and _digest(item, order.limits) == before:
            taken[item.address] = BatchResult(address=item.address, sha256=before)
        else:
            tasks.append(Task(item=item, known=before, limits=order.limits))
    if tasks:
        for batch in _engine(order).read(executors.batches(tasks, executors.BATCH, order.processes)):
            store.keep((one.address, one.record) for one in batch if one.record)
            for one in batch:
                taken[one.address] = BatchResult(address=one.address, sha256=one.sha256, problems=one.problems)
            if progress:
                progress(len(taken), len(items))
    return taken


def _digest(item: ReturnFile, limits: guard.Limits) -> str:
    """The SHA-256 of a file on this disk; empty where it cannot be had here and the reading has to see to it."""
    if item.at != "disk":
        return ""
    try:
        return hashlib.sha256(take(item, limits)).hexdigest()
    except AuditError:
        return ""


def _engine(order: Order) -> Engine:
    if order.cluster:
        return executors.Cluster(order.cluster, order.checklists, tls=order.tls)
    return executors.Pool(order.processes, order.checklists) if order.processes else executors.Here(order.checklists)


def _mark(
    order: Order, taken: Iterable[BatchResult], before: Iterable[BatchResult], problems: Iterable[Problem]
) -> str:
    digest = hashlib.sha256(f"{order.rules}/{order.as_of}/{order.year}/{order.by}".encode())
    for one in (*taken, None, *before):
        said = [one.address, one.sha256, *map(str, one.problems)] if one else []
        digest.update(json.dumps(said).encode())
    digest.update(json.dumps([str(p) for p in problems]).encode())
    for path in (order.register, order.decide, *map(previous.data_file, order.previous)):
        digest.update(path.read_bytes() if path and path.is_file() else b"-")
    return digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The overview, and the way back from each of its settings to the words of its return.

    ``others`` are the forms that fewer returns answered, each added up by itself; ``form`` is such a one's id.
    """

    order: Order
    overview: Overview
    groups: tuple[tuple[str, Overview], ...] = ()
    """Each group that was asked for, by its title: the overview of its own settings alone."""
    form: str = ""
    others: "tuple[Result, ...]" = ()
    undecided: str = ""
    """What waits for a person, to be filled in.

    It is empty where nothing does and nothing was settled, and where the list that is there must not be written over.
    """

    @property
    def folder(self) -> Path:
        """Where all that is made of it stands."""
        return self.order.output / own_output.FORMS / self.form if self.form else self.order.output

    def audits(self, rows: Iterable[SettingRow] | None = None) -> Iterator[tuple[SettingRow, Checklist, Audit]]:
        """Each returned setting with its answers as they count, a few at a time from the store.

        Args:
            rows: of which settings; of all that returned if not said.
        """
        for row, kept in self.kept(rows):
            yield row, kept.checklist, kept.counted

    def kept(self, rows: Iterable[SettingRow] | None = None) -> Iterator[tuple[SettingRow, record.KeptReturn]]:
        """Each returned setting with its return as it was read, the review with it, a few at a time from the store.

        Args:
            rows: of which settings; of all that returned if not said.
        """
        for row, one in self.records(rows):
            yield row, record.kept_of(one, self.order.checklists)

    def records(self, rows: Iterable[SettingRow] | None = None) -> Iterator[tuple[SettingRow, ReturnRecord]]:
        """Each returned setting with the record of its return and its words, a few at a time from the store.

        Args:
            rows: of which settings; of all that returned if not said.
        """
        wanted = [row for row in (self.overview.returned if rows is None else rows) if row.sha256]
        with Store(self.order.output, self.order.rules) as store:
            for begin in range(0, len(wanted), _AT_ONCE):
                some = wanted[begin : begin + _AT_ONCE]
                records = {one.sha256: one for one in store.records([row.sha256 for row in some], words=True)}
                for row in some:
                    yield row, records[row.sha256]


def add_up(gathered: Gathered) -> Result:
    """The overview of what was gathered: of the checklist or form that most returns answer, and the others apart.

    Raises:
        AuditError: the register or last year's data cannot be read, or no file is a return that can be counted.
    """
    from audit.aggregate import decisions

    order = gathered.order
    register = _register(order)
    with Store(order.output, order.rules) as store:
        records = _records(store, gathered.taken)
        settled = decisions.load(order.decide) if order.decide else decisions.Decisions()
        adding = _Adding(gathered=gathered, store=store, records=records, register=register, decisions=settled)
        in_vain = [*decisions.typed_in_vain(order.output / decisions.NAME, order.decide)]
        matched = adding.match(gathered.taken, register)
        if not matched.checklist:
            raise AuditError([*gathered.problems, *(p for line in matched.files for p in line.problems)])
        made = adding.result(matched, register, (*gathered.problems, *in_vain))
        others = tuple(adding.others(matched))
    undecided = decisions.as_csv(matched.undecided, settled) if matched.undecided and not in_vain else ""
    return replace(made, undecided=undecided, others=others)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Adding:
    """What every overview of one run is made from."""

    gathered: Gathered
    store: Store
    records: Mapping[str, ReturnRecord]
    register: "Register | None"
    decisions: "Decisions"

    def match(self, taken: Sequence[BatchResult], register: "Register | None") -> "Matched":
        """Whose each of some files is."""
        from audit.aggregate import audit_year
        from audit.aggregate.match import Round, match

        order = self.gathered.order
        asked = Round(
            year=order.year or (self.register.year if self.register else None) or audit_year.up_to(order.as_of),
            sent_before={one.sha256 for one in self.gathered.before} - {""},
            decisions=self.decisions,
        )
        return match(taken, self.records, register.expected if register else None, asked)

    def result(self, matched: "Matched", register: "Register | None", problems: Iterable[Problem] = ()) -> "Result":
        """The overview of the checklist that was matched, and of the groups that were asked for."""
        from audit.aggregate import assemble, groups
        from audit.checklist.load import load

        order = self.gathered.order
        whole = load(matched.checklist, folder=order.checklists)
        shas = {party.key: party.counted.record.sha256 for party in matched.parties if party.counted}

        def for_kind(kind: str) -> Checklist:
            return load(matched.checklist, kind, order.checklists)

        def words(keys: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
            for key in keys:
                one = next(self.store.records([shas[key]], words=True))
                yield key, {r.ref: r.evidence for r in record.audit_of(one, order.checklists)[1].responses}

        past = [
            (one, previous.by_key(one, matched)) for one in _years_before(self.gathered, self.store, register, whole)
        ]
        made = assemble.overview(
            matched,
            whole,
            order.as_of,
            for_kind=for_kind,
            words=words,
            register=register,
            past=past,
            problems=problems,
        )
        own = groups.of(made, order.by, register, past, for_kind) if order.by else ()
        return Result(order=order, overview=made, groups=own)

    def others(self, matched: "Matched") -> Iterator[Result]:
        """Each form that others answered, added up by itself: of the register only the settings that sent it."""
        answered = {sha: one.checklist for sha, one in self.records.items() if not (one.refused or one.blank)}
        for form in sorted(set(answered.values()) - {matched.checklist}):
            own = [party.expected for party in matched.parties if any(s.record.checklist == form for s in party.sent)]
            register = self.register
            if register:
                register = replace(register, expected=tuple(filter(None, own)), problems=())
            taken = [one for one in self.gathered.taken if answered.get(one.sha256) == form]
            made = self.result(self.match(taken, register), register)
            if made.overview.in_figures:
                yield replace(made, form=form)


def _register(order: Order) -> "Register | None":
    """The settings that are expected, if anybody said."""
    from audit.aggregate import register
    from audit.checklist.load import load_all

    if not order.register:
        return None
    kinds = tuple(dict.fromkeys(kind for one in load_all(order.checklists) for kind in one.kinds))
    retired = tuple(dict.fromkeys(gone for one in load_all(order.checklists) for gone in one.retired_kinds))
    return register.load(order.register, kinds, retired)


def _years_before(
    gathered: Gathered, store: Store, expected: "Register | None", whole: Checklist
) -> list[previous.PastYear]:
    """The earlier years, the last one first."""
    order = gathered.order
    found: list[previous.PastYear] = []
    for place in order.previous:
        data = previous.data_file(place)
        if data:
            found += filter(None, [previous.from_data(data, whole)])
        else:
            found.append(previous.from_returns(gathered.before, _records(store, gathered.before), expected, whole.id))
    return sorted(found, key=lambda year: year.day or order.as_of, reverse=True)


def _records(store: Store, taken: Iterable[BatchResult]) -> Mapping[str, ReturnRecord]:
    return {one.sha256: one for one in store.records([t.sha256 for t in taken if t.sha256])}
