"""A page of feedback for every setting that sent something, written one after the other and never held all at once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from audit import files
from audit.aggregate import disclosure, feedback
from audit.aggregate.feedback import Feedback
from audit.aggregate.overview import FED_BACK, Overview, SettingRow, State
from audit.aggregate.run import Progress
from audit.model import Audit, Checklist
from audit.problems import Problem
from audit.report import html

FOLDER = "feedback"
MARK = 'data-page="feedback by safeguarding-audit"'
"""Stands in every page of feedback; a page that has it and is of no setting any more may be taken away."""
_CSS = ("feedback.css",)
_MOST_PROBLEMS = 3
_TOLD_EVERY = 50

Audits = Iterable[tuple[SettingRow, Checklist, Audit]]


def write(overview: Overview, audits: Audits, folder: Path, progress: Progress | None = None) -> list[Path]:
    """Write ``feedback/{key}.html`` for every setting that sent something, and take away those of earlier runs.

    Args:
        overview: the figures.
        audits: the returned settings with their answers, one at a time.
        folder: the output folder.
        progress: called with how many pages are written, and of how many.

    Raises:
        AuditError: S02, a page could not be written.
    """
    place = folder / FOLDER
    total = sum(row.state in FED_BACK for row in overview.settings)
    written: list[Path] = []
    for row, text in _pages(overview, audits):
        written.append(files.write(place / f"{row.key}.html", text, lasting=False))
        if progress and (len(written) % _TOLD_EVERY == 0 or len(written) == total):
            progress(len(written), total)
    _take_away(place, {path.name for path in written})
    return written


def _pages(overview: Overview, audits: Audits) -> Iterator[tuple[SettingRow, str]]:
    kinds, movers = disclosure.positions(overview.in_figures), {mover.key: mover for mover in overview.movers}
    problems: dict[str, list[Problem]] = {}
    for line in overview.files:
        if line.problems and (line.counted or not line.sha256 or line.why_not):
            problems.setdefault(line.setting, []).extend(line.problems)
    for row, checklist, audit in audits:
        made = feedback.make(
            row,
            checklist,
            audit,
            overview.as_of,
            position=kinds.get(row.kind),
            moved=movers.get(row.key),
            problems=problems.get(row.key, ()),
        )
        yield row, page(made, overview)
    for row in overview.settings:
        if row.state in FED_BACK and row.state is not State.RETURNED:
            yield row, in_vain(row, overview, problems.get(row.key, ()))


def page(made: Feedback, overview: Overview) -> str:
    """The page of a setting whose return was counted; on A4 it is one sheet."""
    return _rendered("feedback.html", made.row, overview, made=made)


def in_vain(row: SettingRow, overview: Overview, problems: Sequence[Problem]) -> str:
    """The page of a setting that sent a blank return, a file that could not be read, a first look or parts."""
    shown = problems[:_MOST_PROBLEMS]
    return _rendered(
        "feedback_in_vain.html", row, overview, problems=shown, states=State, checklist_id=overview.checklist.id
    )


def _rendered(template: str, row: SettingRow, overview: Overview, **values: object) -> str:
    said = {"as_of": overview.as_of, "edition": overview.edition, "version": overview.tool_version}
    return html.page(template, _CSS, row=row, **said, **values)


def _take_away(place: Path, written: set[str]) -> None:
    """Pages of feedback of settings that are no longer there. What people put there themselves stays."""
    if not place.is_dir():
        return
    for path in place.glob("*.html"):
        if path.name not in written and _is_ours(path):
            with suppress(OSError):
                path.unlink()


def _is_ours(path: Path) -> bool:
    try:
        return MARK.encode() in path.read_bytes()
    except OSError:
        return False
