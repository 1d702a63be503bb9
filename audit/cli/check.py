"""The command that looks for faults: how many, which come first, what is unanswered, and a copy with each marked."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import api, crash, files
from audit.cli import screen
from audit.cli.common import CHECKLISTS, FAIL_ON, FILES, LIMITS, fail, show, today
from audit.cli.help_pages import HelpedCommand
from audit.problems import AuditError, Where, grouping, is_fault, is_private, one_line
from audit.text import counted, listed

if TYPE_CHECKING:
    from audit import Limits, Return

_MOST_NAMED = 5
"""How many unanswered questions are named on a screen."""


@click.command(cls=HelpedCommand)
@FILES
@click.option(
    "--marked",
    type=click.Path(path_type=Path),
    help="Also make a copy of the workbook (.xlsx) with each fault marked at its cell. The original stays as it is.",
)
@screen.ALL
@FAIL_ON
@LIMITS
@CHECKLISTS
def check(
    paths: Sequence[Path],
    marked: Path | None,
    every: bool,
    fail_on: str | None,
    limits: "Limits | None",
    folder: Path | None,
) -> None:
    """Look for faults in filled workbooks: the worst first, each with its cells and what to do.

    The questions that are not answered are named as well. Where there is more than a screen holds, the rest is
    counted. Ends with 0 if there is no fault, 1 if there is any, and 2 if the command itself was wrong.
    """
    if marked and (len(paths) != 1 or marked.suffix.lower() != ".xlsx" or marked.resolve() == paths[0].resolve()):
        raise click.UsageError("--marked takes one FILE, and another name that ends in .xlsx for the copy.")
    faulty = False

    def one(path: Path) -> bool:
        """One workbook: whether it has a fault."""
        returned = api.read_return(path, checklists=folder, limits=limits, today=today(), every_part=True)
        said = list(_about(returned, every=every))
        for line in said:
            screen.say(line)
        room = screen.SCREEN - grouping.height(said, screen.width()) - bool(marked)
        shown = screen.show_faults(returned.problems, room=room, every=every, rest=screen.where_all_are(path))
        _say_edition(returned, room - shown, every=every)
        if marked:
            _write_marked(path, returned, marked, limits)
        return any(is_fault(p) or (fail_on and is_private(p)) for p in returned.problems)

    for path in paths:
        found, problems = crash.attempt(partial(one, path), "check", Where(file=str(path)))
        show(problems)
        faulty = faulty or bool(found) or bool(problems)
    sys.exit(1 if faulty else 0)


def _about(returned: "Return", *, every: bool) -> Iterator[str]:
    """What a file is as a whole: how far it is answered, what is not, and what it is scored against."""
    faults = grouping.tally(returned.problems)
    if returned.audit is None or returned.checklist is None:
        yield f"{one_line(returned.file)}: not read. {faults}."
        return
    answered = sum(r.rating is not None for r in returned.audit.responses)
    look = returned.audit.first_look
    asked = [r for r in returned.audit.responses if r.place] if look else returned.checklist.criteria
    total = counted(len(asked), "question", "questions")
    unread = f"; {counted(len(returned.unread), 'rating', 'ratings')} could not be read" if returned.unread else ""
    yield f"{one_line(returned.file)}: {answered} of {total} answered{unread}. {faults}."
    if look:
        yield "  This is a first look: it asks the essentials alone, and goes on with new --from."
    if answered or returned.unread:
        yield from _unanswered(returned, every=every)


def _say_edition(returned: "Return", room: int, *, every: bool) -> None:
    """Say what the answers are scored against, where there is room for it; reports always say it."""
    if returned.checklist and returned.audit:
        line = f"  {api.edition_sentence(returned.checklist, returned.audit.audit_date or today())}"
        if every or grouping.height([line], screen.width()) <= room:
            screen.say(line)


def _unanswered(returned: "Return", *, every: bool) -> Iterator[str]:
    """The questions that stand in the workbook without a rating, essentials first, each with its row."""
    criteria = {c.id: c for c in returned.checklist.criteria} if returned.checklist else {}
    blank = sorted(returned.unanswered, key=lambda r: not criteria[r.ref].essential)
    if not blank:
        return
    essential = sum(bool(criteria[r.ref].essential) for r in blank)
    also = f", {essential} of them essential" if essential else ""
    named = [f"\u201c{criteria[r.ref].title}\u201d (row {r.place.row})" for r in blank if r.place]
    yield f"  Not answered ({len(blank)}{also}): {listed(named, len(named) if every else _MOST_NAMED)}."


def _write_marked(path: Path, returned: "Return", marked: Path, limits: "Limits | None") -> None:
    try:
        files.write(marked, api.marked_copy(path, returned, limits=limits))
    except AuditError as fault:
        fail(fault)
    click.echo(f"  marked copy: {marked}")
