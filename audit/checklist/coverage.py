"""Coverage: every provision is asked about by a criterion or explained, and every registered duty is carried.

The register of duties is kept apart from the provisions, so that a provision taken away leaves a row that nobody
carries, and the loss shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.checklist.nearest import nearest
from audit.model import Checklist, Criterion, Provision, RegisteredDuty, Source
from audit.problems import Problem, Where, problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A criterion that rests on a provision, and the checklists that ask it."""

    criterion: Criterion
    checklists: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A row of the matrix: a provision and the criteria that rest on it, in the order of the checklists."""

    provision: Provision
    asked: tuple[Asked, ...]

    @property
    def explained(self) -> bool:
        """Whether a reader can see how it is dealt with: by a question, or by a reason."""
        return bool(self.asked or self.provision.out_of_scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedDuty:
    """A row of the register of duties, and the provisions that carry it."""

    duty: RegisteredDuty
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The whole matrix, and what is wrong with it."""

    checklists: tuple[Checklist, ...]
    rows: tuple[CoverageRow, ...]
    duties: tuple[CarriedDuty, ...]
    problems: tuple[Problem, ...]

    @property
    def cited(self) -> int:
        """How many provisions a criterion rests on."""
        return sum(bool(row.asked) for row in self.rows)

    @property
    def out_of_scope(self) -> int:
        """How many are explained and not asked about."""
        return sum(row.explained and not row.asked for row in self.rows)

    @property
    def unexplained(self) -> int:
        """How many are neither: the figure that has to be 0."""
        return sum(not row.explained for row in self.rows)

    @property
    def carried(self) -> int:
        """How many rows of the register of duties a provision carries."""
        return sum(bool(line.rows) for line in self.duties)

    def by_source(self) -> tuple[tuple[Source, tuple[CoverageRow, ...]], ...]:
        """The rows of each source: first the sources that the checklists are scored against, then the others."""
        scored = dict.fromkeys(s.id for checklist in self.checklists for s in checklist.scored_against)
        found: dict[str, list[CoverageRow]] = {source: [] for source in scored}
        for row in self.rows:
            found.setdefault(row.provision.source.id, []).append(row)
        return tuple((rows[0].provision.source, tuple(rows)) for rows in found.values() if rows)


def cited(criterion: Criterion) -> tuple[Provision, ...]:
    """Every provision that a criterion cites, its sector citations included, each once."""
    return tuple(dict.fromkeys((*criterion.cites, *(p for _, own in criterion.sector for p in own.cites))))


def cover(
    checklists: Sequence[Checklist], register: Mapping[Provision, Where], duties: Mapping[RegisteredDuty, Where]
) -> Coverage:
    """Hold the checklists against the register of provisions and the register of duties.

    Args:
        checklists: whole ones, as :func:`audit.checklist.shelf.shelf` has them.
        register: every provision and where it is written.
        duties: the rows of the register of duties and where each is written.
    """
    asking = _asking(checklists)
    rows = tuple(CoverageRow(provision=p, asked=tuple(asking.get(p.id, {}).values())) for p in register)
    lines = tuple(_carried(duty, rows) for duty in duties)
    found = (*_unexplained(rows, register), *_contradicted(rows, register), *_lost(lines, duties))
    return Coverage(
        checklists=tuple(checklists),
        rows=rows,
        duties=lines,
        problems=(*found, *_unknown(rows, register, duties)),
    )


def _asking(checklists: Iterable[Checklist]) -> dict[str, dict[str, Asked]]:
    """By provision and criterion: who asks about it. A criterion that two checklists share stands once."""
    found: dict[str, dict[str, Asked]] = {}
    for checklist in checklists:
        for criterion in checklist.criteria:
            for provision in cited(criterion):
                here = found.setdefault(provision.id, {})
                before = here[criterion.id].checklists if criterion.id in here else ()
                here[criterion.id] = Asked(criterion=criterion, checklists=(*before, checklist.id))
    return found


def _carried(duty: RegisteredDuty, rows: Iterable[CoverageRow]) -> CarriedDuty:
    carrying = (r for r in rows if r.provision.source.id == duty.source and duty.ref in r.provision.duties)
    return CarriedDuty(duty=duty, rows=tuple(carrying))


def _unexplained(rows: Iterable[CoverageRow], register: Mapping[Provision, Where]) -> Iterator[Problem]:
    for row in rows:
        p = row.provision
        if not row.explained:
            yield problem("C45", register[p], id=p.id, citation=p.citation)


def _contradicted(rows: Iterable[CoverageRow], register: Mapping[Provision, Where]) -> Iterator[Problem]:
    for row in rows:
        if row.asked and row.provision.out_of_scope:
            first = row.asked[0]
            details = {"id": row.provision.id, "ref": first.criterion.id, "checklist": first.checklists[0]}
            yield problem("C46", register[row.provision], **details)


def _lost(lines: Iterable[CarriedDuty], duties: Mapping[RegisteredDuty, Where]) -> Iterator[Problem]:
    for line in lines:
        duty = line.duty
        if not line.rows:
            yield problem("C47", duties[duty], ref=duty.ref, topic=duty.topic, pages=duty.pages)


def _unknown(
    rows: Iterable[CoverageRow], register: Mapping[Provision, Where], duties: Iterable[RegisteredDuty]
) -> Iterator[Problem]:
    """Rows that a provision says it carries and no register has; a source without a register is not held to one."""
    known: dict[str, list[str]] = {}
    for duty in duties:
        known.setdefault(duty.source, []).append(duty.ref)
    for row in rows:
        p = row.provision
        for ref in p.duties:
            if ref not in known.get(p.source.id, [ref]):
                yield problem("C48", register[p], ref=ref, id=p.id, hint=nearest(ref, known[p.source.id]))
