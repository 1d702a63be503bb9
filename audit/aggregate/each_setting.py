"""What is made of every returned setting by itself: its rows of the data, its page of feedback and its full report.

It is made where the reading is done, several settings at a time side by side, and given in the order of the settings:
so all that is written is the same however many processes, or which machines, made it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from audit.aggregate import executors, feedback_pages, full_reports, package_rows, package_schema, record, table_files
from audit.aggregate.feedback_pages import Beside, Dated
from audit.aggregate.overview import SettingRow
from audit.judgement import plan
from audit.judgement.findings import findings_of
from audit.problems import AuditError, Problem, Where, problem

if TYPE_CHECKING:
    from audit.aggregate.run import Gathered, Result

_WORTH_A_POOL = 200
"""So many settings are made sooner here than by processes that first have to be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMake:
    """What is made of each setting, and what is the same for all of them."""

    dated: Dated
    parquet: bool = False
    feedback: bool = False
    reports: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingTask:
    """One setting: ``number`` is its place among them, ``kept`` its return with its words."""

    number: int
    row: SettingRow
    kept: record.ReturnRecord
    beside: Beside
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPart:
    """What was made of some settings that follow each other, of which the first has the place ``number``.

    ``csv`` and ``arrow`` hold their rows of each table by its name, ``feedback`` and ``reports`` the pages by key.
    """

    number: int
    settings: int
    csv: Mapping[str, str]
    arrow: Mapping[str, bytes]
    feedback: tuple[tuple[str, str], ...]
    reports: tuple[tuple[str, str], ...]


@contextmanager
def makers(gathered: "Gathered") -> Iterator[ProcessPoolExecutor | None]:
    """The processes that will make it, getting ready while this one adds up; ``None`` where there is little to make."""
    order = gathered.order
    if order.cluster or order.processes < 2 or len(gathered.taken) < _WORTH_A_POOL:
        yield None
        return
    with executors.begun(order.processes, _get_ready) as pool:
        yield pool


def _get_ready() -> None:
    """What a worker needs for the first setting it makes, and no reader has imported."""
    if table_files.has_parquet():
        table_files.arrow_of(package_schema.SCORES, [])


def parts(
    result: "Result", *, feedback: bool = False, reports: bool = False, begun: ProcessPoolExecutor | None = None
) -> Iterator[SettingsPart]:
    """All that is made of the returned settings, in their order, as it is ready.

    Args:
        result: the overview, and the way to the words of the returns.
        feedback: whether pages of feedback are made.
        reports: whether full reports are made.
        begun: processes that are ready for it (:func:`makers`).

    Raises:
        AuditError: A25, making it ended the program twice; A26, the cluster was lost.
    """
    overview = result.overview
    dated = Dated(as_of=overview.as_of, edition=overview.edition, tool_version=overview.tool_version)
    wanted = ToMake(dated=dated, parquet=table_files.has_parquet(), feedback=feedback, reports=reports)
    number = sum(bool(row.sha256) for row in overview.returned)
    engine = _engine(result, number, partial(_made, wanted), begun)
    batches = executors.batches_of(number, _tasks(result), processes=result.order.processes)
    return _in_order(engine.read(batches))


def _engine(
    result: "Result", number: int, maker: Callable[..., list[SettingsPart]], begun: ProcessPoolExecutor | None
) -> executors.Engine:
    order = result.order
    if order.cluster:
        return executors.Cluster(order.cluster, order.checklists, maker, tls=order.tls, lost=_lost)
    if order.processes > 1 and number >= _WORTH_A_POOL:
        return executors.Pool(order.processes, order.checklists, maker, lost=_lost, begun=begun)
    return executors.Here(order.checklists, maker)


def _tasks(result: "Result") -> Iterator[SettingTask]:
    overview = result.overview
    beside = feedback_pages.beside(overview)
    problems = {line.file: line.problems for line in overview.files if line.counted}
    for number, (row, kept) in enumerate(result.records()):
        yield SettingTask(
            number=number, row=row, kept=kept, beside=beside(row), problems=tuple(problems.get(row.file, ()))
        )


def _in_order(made: Iterable[Sequence[SettingsPart]]) -> Iterator[SettingsPart]:
    waiting: dict[int, SettingsPart] = {}
    number = 0
    for some in made:
        waiting.update((part.number, part) for part in some)
        while number in waiting:
            part = waiting.pop(number)
            number += part.settings
            yield part


def _lost(task: SettingTask) -> NoReturn:
    """Without one setting's rows the data would be another; so nothing is written, and the file is named."""
    raise AuditError([problem("A25", Where(file=task.row.file))])


def _made(wanted: ToMake, tasks: tuple[SettingTask, ...], folder: Path | None) -> list[SettingsPart]:
    """What is made of some settings, in a worker or here."""
    tables = {table.name: table for table in package_schema.TABLES}
    rows: dict[str, list[package_rows.Row]] = {name: [] for name in package_rows.OF_EACH}
    pages: list[tuple[str, str]] = []
    reports: list[tuple[str, str]] = []
    for task in tasks:
        row, kept = task.row, record.kept_of(task.kept, folder)
        checklist, audit = kept.checklist, kept.counted
        findings = findings_of(checklist, audit, dict(row.accepted))
        planned = plan.make(checklist, findings, wanted.dated.as_of, audit.audit_date)
        rows["scores"] += package_rows.scores(row, checklist, findings)
        rows["responses"] += package_rows.responses(row, findings, kept)
        rows["actions"] += package_rows.actions(row, planned)
        if wanted.feedback:
            text = feedback_pages.of_return(
                row, checklist, audit, task.beside, wanted.dated, worked=(findings, planned)
            )
            pages.append((row.key, text))
        if wanted.reports:
            reports.append((row.key, full_reports.page(row, kept, task.problems, wanted.dated.as_of)))
    return [
        SettingsPart(
            number=tasks[0].number,
            settings=len(tasks),
            csv={name: table_files.csv_of(tables[name], own) for name, own in rows.items()},
            arrow={n: table_files.arrow_of(tables[n], own) for n, own in rows.items()} if wanted.parquet else {},
            feedback=tuple(pages),
            reports=tuple(reports),
        )
    ]
