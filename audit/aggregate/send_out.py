"""Workbooks for many settings at once: one for each line of the register, filled in as far as it is known.

What does not differ from setting to setting is written once and goes over as it is, so that ten thousand are a matter
of minutes; each is cell by cell the workbook that ``new`` would have made for that setting alone. Only a workbook with
a sheet of what changed since last year is written by itself, which takes some fifty times as long.
"""

import dataclasses
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audit import files
from audit.aggregate import run
from audit.aggregate.match import match, stem
from audit.aggregate.record import audit_of
from audit.aggregate.register import Expected, Register
from audit.aggregate.run import Progress
from audit.aggregate.store import Store
from audit.carry_forward.carry import Carried, forward
from audit.checklist.load import load
from audit.model import Audit, Checklist, Setting
from audit.spreadsheet.branding import Look
from audit.workbook.write import splice, writer

CarryForward = Callable[[Expected, Checklist], Carried | None]
"""Gives what last year's return of a setting carries into this year's workbook; ``None`` where there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A workbook and for whom it is.

    ``there`` says that it was there already and was left as it is; ``carried`` that something of last year is in it.
    """

    path: Path
    expected: Expected
    there: bool = False
    carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOut:
    """How many workbooks were made, how many were there already, and in how many something of last year stands."""

    made: int
    there: int
    carried: int


_SAID_EVERY = 25


def send_out(  # noqa: PLR0913 - each is named
    checklist_id: str,
    register: Register,
    folder: Path,
    day: date,
    *,
    checklists: Path | None = None,
    previous: str = "",
    replace: bool = False,
    look: Look | None = None,
    progress: Progress | None = None,
) -> SentOut:
    """Write a workbook for each expected setting of a register, with what last year's returns carry into it.

    Args:
        checklist_id: which checklist.
        register: the settings.
        folder: where to.
        day: the day they are made.
        checklists: a folder of checklists of one's own, beside ours.
        previous: last year's returns, if any: a folder, pattern, zip file or address.
        replace: whether a workbook that is already there is written over.
        look: a trust's own colour and logo.
        progress: called with how many are done, and of how many.

    Raises:
        AuditError: C08 (no such checklist), A27 (nothing to read in ``previous``) or S02 (it cannot be written).
    """
    made = there = carried = 0
    before = last_year(previous, register.expected, day, checklists=checklists) if previous else nullcontext()
    with before as carry:
        for sent in make(
            checklist_id, register.expected, folder, day, checklists=checklists, carry=carry, replace=replace, look=look
        ):
            made, there, carried = made + (not sent.there), there + sent.there, carried + sent.carried
            if progress and (made + there) % _SAID_EVERY == 0:
                progress(made + there, len(register.expected))
    return SentOut(made=made, there=there, carried=carried)


def make(  # noqa: PLR0913 - each is named
    checklist_id: str,
    expected: Sequence[Expected],
    folder: Path,
    day: date,
    *,
    checklists: Path | None = None,
    carry: CarryForward | None = None,
    replace: bool = False,
    look: Look | None = None,
) -> Iterator[Sent]:
    """Write one workbook for each setting that has none there yet, and yield each.

    Args:
        checklist_id: which checklist.
        expected: for whom, as the register says.
        folder: where to; each file is named after the setting's identifier and name.
        day: the day they are made.
        checklists: a folder of checklists of one's own, beside ours.
        carry: what is carried forward from last year, if anything is.
        replace: whether a workbook that is already there is written over; somebody may have filled it.
        look: a trust's own colour and logo.

    Raises:
        AuditError: C08 (no such checklist) or S02 (it cannot be written).
    """
    templates: dict[tuple[str, bool], splice.Template] = {}

    def template(kind: str, carried: bool) -> splice.Template:
        if (kind, carried) not in templates:
            checklist = load(checklist_id, kind, checklists)
            templates[kind, carried] = splice.template(checklist, day, look=look, carried=carried)
        return templates[kind, carried]

    taken: set[str] = set()
    for one in expected:
        path = folder / f"{_name(one, taken)}.xlsx"
        if path.exists() and not replace:
            yield Sent(path=path, expected=one, there=True)
            continue
        checklist = load(checklist_id, one.kind, checklists)
        carried = carry(one, checklist) if carry else None
        if carried and carried.changes:
            data = writer.build(checklist, carried.audit, day, changes=carried.changes, look=look)
        elif carried:
            data = template(one.kind, True).fill(carried.audit)
        else:
            data = template(one.kind, False).fill(_blank(one, checklist))
        yield Sent(path=files.write(path, data), expected=one, carried=carried is not None)


@contextmanager
def last_year(
    place: str, expected: Sequence[Expected], day: date, *, checklists: Path | None = None, processes: int = 1
) -> Iterator[CarryForward]:
    """What last year's returns carry forward, for as long as the context lasts.

    Args:
        place: a folder, pattern, zip file or address of last year's returns.
        expected: this year's settings; a return is joined to them as it is when returns are added up.
        day: today.
        checklists: a folder of checklists of one's own, beside ours.
        processes: how many processes read.

    Raises:
        AuditError: A27: there is nothing to read there.
    """
    with tempfile.TemporaryDirectory() as temporary:
        order = run.Order(paths=(place,), output=Path(temporary), as_of=day, processes=processes, checklists=checklists)
        taken = run.gather(order).taken
        with Store(order.output, order.rules) as store:
            records = {one.sha256: one for one in store.records([t.sha256 for t in taken if t.sha256])}
            parties = match(taken, records, expected).parties
            found = {party.expected: party.counted.record.sha256 for party in parties if party.counted}

            def carry(one: Expected, checklist: Checklist) -> Carried | None:
                if one not in found:
                    return None
                _, old = audit_of(next(store.records([found[one]], words=True)), checklists)
                begun = forward(old, checklist, old.audit_date)
                setting = Setting(name=one.name, kind=one.kind, urn=one.urn, group=one.group or old.setting.group)
                return dataclasses.replace(begun, audit=dataclasses.replace(begun.audit, setting=setting))

            yield carry


def _blank(one: Expected, checklist: Checklist) -> Audit:
    setting = Setting(name=one.name, kind=one.kind, urn=one.urn, group=one.group)
    return Audit(checklist=checklist.id, edition=checklist.edition, setting=setting, responses=())


def _name(one: Expected, taken: set[str]) -> str:
    """A name that no other workbook of this run has."""
    own = stem(one)
    name, number = own, 2
    while name in taken:
        name, number = f"{own}-{number}", number + 1
    taken.add(name)
    return name
