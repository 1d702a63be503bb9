"""The command that wipes what the tool keeps of returns: it says first what goes and what stays, and asks."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import api
from audit.cli.common import fail
from audit.cli.help_pages import HelpedCommand
from audit.problems import AuditError, one_line
from audit.text import counted

if TYPE_CHECKING:
    from audit.api.many import Kept

_MOST_NAMED = 10
_EDITIONS = "published-editions.json"
_FOLDERS = {
    "feedback": ("page of feedback", "pages of feedback"),
    "reports": ("full report", "full reports"),
    "forms": ("file of another form", "files of other forms"),
    "data": ("file of the data package", "files of the data package"),
}
_NOT_FROM_HERE = """\
Not from here, because the tool does not know where it is: the returns themselves, the register and the workbooks that
were sent out; what was copied, sent, opened elsewhere or backed up; what was published; reports made by 'report'."""


@click.command(cls=HelpedCommand)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask: for scripts.")
@click.option("--changed", is_flag=True, help="Also delete what has a name of the tool's and was changed since.")
def forget(folder: Path, yes: bool, changed: bool) -> None:
    """Delete what 'aggregate' keeps of returns in its output folder: what was read, the pages, reports and data.

    FOLDER is the one that 'aggregate' (or the local app) wrote into. Says first what goes and what stays, and asks.
    Nothing that people put there is deleted, and no link is followed. docs/privacy.md says what is kept where. Ends
    with 1 if nothing was deleted, or not all of it could be.

    Example:
      safeguarding-audit forget overview
    """
    home = Path.home()
    try:
        kept = api.what_is_kept(folder, home)
        for line in _lines(kept, changed=changed):
            click.echo(line)
        going = len(kept.ours) + (len(kept.changed) if changed else 0)
        if not going or not (yes or _agreed(going)):
            click.echo("Nothing was deleted.")
            sys.exit(1)
        gone = api.forget(kept, home, changed=changed)
    except AuditError as fault:
        fail(fault)
    click.echo(f"Deleted: {counted(gone, 'file', 'files')}. They are not in the recycle bin.")


def _agreed(going: int) -> bool:
    try:
        return click.confirm(f"Delete {counted(going, 'file', 'files')}? This cannot be undone.")
    except click.Abort:  # nobody is there to answer
        click.echo()
        return False


def _lines(kept: "Kept", *, changed: bool) -> Iterator[str]:
    """What goes, what stays and why, and what cannot be wiped from here."""
    yield f"In {kept.folder} this goes:"
    yield from _counted([*kept.ours, *(kept.changed if changed else ())])
    if kept.changed and not changed:
        yield "This stays, because it is not as the last run wrote it (--changed deletes it too):"
        yield from _named(kept.changed)
    if Path(_EDITIONS) in kept.others:
        yield "This stays, because it keeps two published editions from giving answers away together; it names nobody:"
        yield f"  {_EDITIONS}"
    if others := [path for path in kept.others if path != Path(_EDITIONS)]:
        yield "This stays, because the tool did not write it, or it is a link:"
        yield from _named(others)
    yield _NOT_FROM_HERE


def _counted(paths: Sequence[Path]) -> Iterator[str]:
    many = Counter(path.parts[0] for path in paths if path.parts[0] in _FOLDERS)
    yield from _named([path for path in paths if path.parts[0] not in _FOLDERS], most=len(paths))
    for folder, number in many.items():
        yield f"  {counted(number, *_FOLDERS[folder])}, in {folder}"


def _named(paths: Sequence[Path], most: int = _MOST_NAMED) -> Iterator[str]:
    yield from (f"  {one_line(str(path))}" for path in paths[:most])
    if len(paths) > most:
        yield f"  and {len(paths) - most} more"
