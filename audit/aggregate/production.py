"""One run over many returns, from the places to look in to everything that is written, alone in its output folder."""

import math
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from audit import files
from audit.aggregate import decisions, lock, own_output, run, store
from audit.aggregate.overview import Overview
from audit.aggregate.run import Order, Progress, Result
from audit.aggregate.store import Store
from audit.problems import Problem

if TYPE_CHECKING:
    from audit.aggregate.each_setting import SettingsPart

Watch = Callable[[str, str], AbstractContextManager[Progress | None]]
"""Given what is done ("Reading") and what is counted ("files"), whom to say for as long as that takes how far it is."""


def unwatched(doing: str, what: str) -> AbstractContextManager[Progress | None]:  # noqa: ARG001 - as a watch is called
    """Nobody watches."""
    return nullcontext()


@dataclass(frozen=True, slots=True, kw_only=True)
class Produced:
    """What came of a run.

    ``overview`` is ``None`` where nothing has changed since an earlier run, whose output then stands as it is.
    ``unpublished`` is why nothing was published although that was asked for.
    """

    looked_at: int
    refused: int
    overview: Overview | None = None
    unpublished: Problem | None = None


def produce(
    order: Order,
    *,
    reports: bool = False,
    publish: Path | None = None,
    watch: Watch = unwatched,
    notice: Callable[[Problem], None] | None = None,
) -> Produced:
    """Read, add up and write, alone in the output folder.

    Args:
        order: what is asked for.
        reports: whether each setting's full report is written too.
        publish: a folder for the figures that anybody may see; nobody may where this is not given.
        watch: who is kept informed of how far it is.
        notice: called with what is wrong and does not stop the run: A29, a damaged store was set aside.

    Raises:
        AuditError: A40, another run is at work in the folder; A24 to A28, A38, S02 and what is wrong with a register.
    """
    with lock.held(order.output):
        for folder in _made_in(order.output):
            files.clear(folder, math.inf)  # whoever left something unfinished here no longer runs
        try:
            return _produce(order, watch, reports=reports, publish=publish)
        except store.DamagedError:  # the files are the truth, so they are all read again, once
            set_aside = store.set_aside(order.output)
            if notice:
                notice(set_aside)
            return _produce(order, watch, reports=reports, publish=publish)


def _produce(order: Order, watch: Watch, *, reports: bool, publish: Path | None) -> Produced:
    with watch("Reading", "files") as progress:
        gathered = run.gather(order, progress)
    looked_at = len(gathered.taken)
    with Store(order.output, order.rules) as remembered:
        mark = _mark(gathered.mark, reports=reports, publish=publish)
        refused = remembered.stands(mark)
    if refused is not None:
        return Produced(looked_at=looked_at, refused=refused)
    from audit.aggregate import each_setting, leftovers
    from audit.aggregate import publish as publishing

    with each_setting.makers(gathered) as begun:
        result = run.add_up(gathered)
        written = write(result, watch, reports=reports, begun=begun)
    why_not = publishing.why_not(result, publish) if publish else None
    if publish and why_not is None:
        written += publishing.write(result, publish)
    elif publish:
        mark = _mark(gathered.mark, reports=reports)
    with Store(order.output, order.rules) as remembered:
        leftovers.take_away(order.output, written, remembered.made())
        remembered.keep_made(mark, written, result.overview.returns.refused)
    refused = result.overview.returns.refused
    return Produced(looked_at=looked_at, refused=refused, overview=result.overview, unpublished=why_not)


def _made_in(output: Path) -> Iterator[Path]:
    """The folders in which a run writes files beside others."""
    for folder in (output, *sorted((output / own_output.FORMS).glob("*"))):
        yield from (folder, *(folder / name for name in own_output.OF_PAGES))


def _mark(mark: str, *, reports: bool, publish: Path | None = None) -> str:
    """What a run is known by: all it was made from, and what of it was made."""
    return f"{mark}{' with reports' if reports else ''}{f', published in {publish}' if publish else ''}"


def write(
    result: Result, watch: Watch = unwatched, *, reports: bool = False, begun: ProcessPoolExecutor | None = None
) -> list[Path]:
    """Everything that is made of an overview, its page last, so that all it leads to is there; the paths of all of it.

    Args:
        result: the overview.
        watch: who is kept informed of how far it is.
        reports: whether each setting's full report is written too.
        begun: processes that are ready for what is made of each setting.

    Raises:
        AuditError: S02, something could not be written.
    """
    from audit.aggregate import across, board_pages, each_setting, package, pages

    written = [path for other in result.others for path in write(other, watch, reports=reports)]
    output = result.folder
    written += _undecided(result)
    with watch("Writing feedback", "pages") as progress:
        parts = each_setting.parts(result, feedback=True, reports=reports, begun=begun)
        written += _of_each(result, parts, progress)
    written += package.files(output)
    written += board_pages.write(result.overview, result.groups, output)
    titles = [title for title, _ in result.groups]
    groups = list(zip(titles, board_pages.file_names(titles), strict=True))
    forms, apart = across.of(result), bool(result.form)
    made = pages.write(result.overview, output, reports=reports, groups=groups, forms=forms, apart=apart)
    return [*written, *made]


def _of_each(result: Result, parts: Iterator["SettingsPart"], progress: Progress | None) -> list[Path]:
    """The data package, the feedback and the full reports: all in one go, since most of the work is the same.

    The workbook is made between them, while other processes are at work on what comes next.
    """
    from audit.aggregate import feedback_pages, full_reports, overview_workbook, package

    output = result.folder
    written: list[Path] = []
    workbook = overview_workbook.in_steps(result)
    first = list(islice(parts, 1))  # from here on other processes are at work on the next
    with package.writing(result) as take:

        def feedback() -> Iterator[tuple[str, str]]:
            for part in chain(first, parts):
                take(part)
                written.extend(full_reports.write(part.reports, output))
                yield from part.feedback
                written.extend(filter(None, islice(workbook, 1)))
            written.extend(filter(None, workbook))

        pages = feedback_pages.write(result.overview, feedback(), output, progress)
    return [*pages, *written]


def _undecided(result: Result) -> list[Path]:
    """The list of what waits for a person, where anything does."""
    path = result.folder / decisions.NAME
    return [files.write(path, result.undecided)] if result.undecided else []
