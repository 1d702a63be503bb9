"""An overview of invented settings without a single workbook: for the people who build pages, and for their tests."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from audit.aggregate import assemble, previous, record
from audit.aggregate.batch import BatchResult
from audit.aggregate.match import match, stem
from audit.aggregate.overview import Overview, SettingRow
from audit.aggregate.record import ReturnRecord
from audit.aggregate.register import Register
from audit.aggregate.repeated import Words
from audit.checklist.load import load
from audit.model import Audit, Checklist, Response
from audit.problems import Where, problem
from audit.samples.return_factory import Invented, PlantedFault, answered, setting
from audit.workbook.read.reader import Return

DAY = date(2026, 11, 20)


def overview(settings: int = 200, seed: int = 1, *, last_year: bool = True, day: date = DAY) -> Overview:
    """What so many invented settings amount to, faults and all."""
    invented = [setting(number, seed) for number in range(settings)]
    taken, records = _sent(invented, day)
    expected = tuple(one.expected for one in invented)
    matched = match(taken, records, expected)
    register = Register(file="settings.csv", expected=expected, problems=())
    whole = load("leaders")
    past = []
    if last_year:
        old_taken, old = _sent(invented, day.replace(year=day.year - 1), year=-1)
        year = previous.from_returns(old_taken, old, register, whole.id)
        past.append((year, previous.by_key(year, matched)))
    counted = {party.key: party.counted.record for party in matched.parties if party.counted}
    return assemble.overview(
        matched, whole, day, for_kind=for_kind, words=words_of(counted), register=register, past=past
    )


def for_kind(kind: str) -> Checklist:
    """The leaders' checklist as a kind of setting is asked it."""
    return load("leaders", kind)


def audits(overview: Overview, seed: int = 1) -> Iterator[tuple[SettingRow, Checklist, Audit]]:
    """The audits behind :func:`overview`, one at a time."""
    by_urn = {}
    for number in range(len(overview.settings)):
        one = setting(number, seed)
        by_urn[one.expected.urn] = one
    for row in overview.returned:
        checklist = load("leaders", row.kind)
        yield row, checklist, answered(by_urn[row.urn], checklist, overview.as_of)


def words_of(counted: dict[str, ReturnRecord]) -> Words:
    """Looks the evidence up in records that have their words."""

    def words(keys: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
        for key in keys:
            yield key, {r.ref: r.evidence for r in record.audit_of(counted[key])[1].responses}

    return words


def _sent(invented: Iterable[Invented], day: date, year: int = 0) -> tuple[list[BatchResult], dict[str, ReturnRecord]]:
    taken: list[BatchResult] = []
    records: dict[str, ReturnRecord] = {}
    for one in invented:
        for name, returned in _returns(one, day, year):
            sha256 = hashlib.sha256(f"{name} {year}".encode()).hexdigest()
            records[sha256] = record.of(returned, sha256)
            taken.append(BatchResult(address=f"returns/{name}", sha256=sha256))
    return taken, records


def _returns(one: Invented, day: date, year: int) -> Iterator[tuple[str, Return]]:
    checklist, name = load("leaders", one.expected.kind), f"{stem(one.expected)}.xlsx"
    audit = answered(one, checklist, day, year=year)
    if one.fault is PlantedFault.MISSING:
        return
    if one.fault in {PlantedFault.DAMAGED, PlantedFault.NOT_A_WORKBOOK}:
        found = problem("F07", Where(file=name), how="its end is missing, as after a broken download")
        yield name, Return(file=name, problems=(found,))
        return
    if one.fault is PlantedFault.TWICE:
        begun = answered(one, checklist, day, year=year, begun=True)
        yield name.replace(".xlsx", " first-try.xlsx"), Return(file=name, problems=(), checklist=checklist, audit=begun)
    if one.fault is PlantedFault.BLANK:
        blank = Audit(
            checklist=audit.checklist,
            edition=audit.edition,
            setting=audit.setting,
            responses=tuple(Response(ref=criterion.id) for criterion in checklist.criteria),
        )
        yield name, Return(file=name, problems=(), checklist=checklist, audit=blank)
        return
    found = problem("W03", Where(file=name), theirs="2025-09", ours=checklist.edition)
    problems = (found,) if one.fault is PlantedFault.OLD_EDITION else ()
    yield name, Return(file=name, problems=problems, checklist=checklist, audit=audit)
