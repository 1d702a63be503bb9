"""A page of feedback for every setting that sent something, written one after the other and never held all at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from audit import files
from audit.aggregate import disclosure, feedback, own_output
from audit.aggregate.disclosure import Position
from audit.aggregate.feedback import Feedback
from audit.aggregate.overview import FED_BACK, Mover, Overview, SettingRow, State
from audit.judgement.findings import Finding
from audit.judgement.plan import ActionPlan
from audit.model import Audit, Checklist
from audit.problems import Problem
from audit.report import html

FOLDER = own_output.FEEDBACK
MARK = 'data-page="feedback by safeguarding-audit"'
"""Stands in every page of feedback; a page that has it and is of no setting any more may be taken away."""
_CSS = ("feedback.css",)
_MOST_PROBLEMS = 3
_TOLD_EVERY = 50

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What every page says at its foot; an overview says it too."""

    as_of: date
    edition: str
    tool_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is known of a setting from beside its own return: where it may be said to stand, and what was found."""

    position: Position | None = None
    moved: Mover | None = None
    problems: tuple[Problem, ...] = ()


def beside(overview: Overview) -> Callable[[SettingRow], Beside]:
    """What is known of each setting."""
    kinds, movers = disclosure.positions(overview.in_figures), {mover.key: mover for mover in overview.movers}
    problems = _problems(overview)

    def of(row: SettingRow) -> Beside:
        found = tuple(problems.get(row.key, ()))
        return Beside(position=kinds.get(row.kind), moved=movers.get(row.key), problems=found)

    return of


def write(
    overview: Overview, returned: Iterable[tuple[str, str]], folder: Path, progress: Progress | None = None
) -> list[Path]:
    """Write ``feedback/{key}.html`` for every setting that sent something.

    Args:
        overview: the figures.
        returned: the key and the page of each setting whose return was counted, one at a time (:func:`of_return`).
        folder: the output folder.
        progress: called with how many pages are written, and of how many.

    Raises:
        AuditError: S02, a page could not be written.
    """
    total = sum(row.state in FED_BACK for row in overview.settings)
    written: list[Path] = []
    for key, text in chain(returned, _in_vain(overview)):
        written.append(files.write(folder / FOLDER / f"{key}.html", text, lasting=False))
        if progress and (len(written) % _TOLD_EVERY == 0 or len(written) == total):
            progress(len(written), total)
    return written


def _in_vain(overview: Overview) -> Iterator[tuple[str, str]]:
    problems = _problems(overview)
    for row in overview.settings:
        if row.state in FED_BACK and row.state is not State.RETURNED:
            yield row.key, in_vain(row, overview, problems.get(row.key, ()))


def _problems(overview: Overview) -> dict[str, list[Problem]]:
    problems: dict[str, list[Problem]] = {}
    for line in overview.files:
        if line.problems and (line.counted or not line.sha256 or line.why_not):
            problems.setdefault(line.setting, []).extend(line.problems)
    return problems


def of_return(  # noqa: PLR0913 - all that is known of a setting
    row: SettingRow,
    checklist: Checklist,
    audit: Audit,
    beside: Beside,
    dated: Dated | Overview,
    *,
    worked: tuple[tuple[Finding, ...], ActionPlan] | None = None,
) -> str:
    """The page of a setting whose return was counted; ``worked`` are its findings and plan where they are known."""
    made = feedback.make(
        row,
        checklist,
        audit,
        dated.as_of,
        worked=worked,
        position=beside.position,
        moved=beside.moved,
        problems=beside.problems,
    )
    return page(made, dated)


def page(made: Feedback, overview: Dated | Overview) -> str:
    """The page of a setting whose return was counted; on A4 it is one sheet."""
    return _rendered("feedback.html", made.row, overview, made=made)


def in_vain(row: SettingRow, overview: Overview, problems: Sequence[Problem]) -> str:
    """The page of a setting that sent a blank return, a file that could not be read, a first look or parts."""
    shown = problems[:_MOST_PROBLEMS]
    return _rendered(
        "feedback_in_vain.html", row, overview, problems=shown, states=State, checklist_id=overview.checklist.id
    )


def _rendered(template: str, row: SettingRow, overview: Dated | Overview, **values: object) -> str:
    said = {"as_of": overview.as_of, "edition": overview.edition, "version": overview.tool_version}
    return html.page(template, _CSS, row=row, **said, **values)


def has_mark(path: Path) -> bool:
    """Whether a file is a page of feedback that the tool wrote."""
    try:
        return MARK.encode() in path.read_bytes()
    except OSError:
        return False
