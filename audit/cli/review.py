"""The command for a reviewer: the return of a setting with columns for what the reviewer finds."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import api, files
from audit.cli import screen
from audit.cli.common import CHECKLISTS, LIMITS, fail, shell, today, tool, usage
from audit.cli.help_pages import HelpedCommand
from audit.problems import AuditError
from audit.text import counted

if TYPE_CHECKING:
    from audit import Limits


@click.command(cls=HelpedCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The review to make (.xlsx).")
@click.option("--force", is_flag=True, help="Replace the review if it is already there, and all that is written in it.")
@screen.ALL
@LIMITS
@CHECKLISTS
def review(file: Path, output: Path, force: bool, every: bool, limits: "Limits | None", folder: Path | None) -> None:
    """Make a reviewer's copy of a return: the leader's words locked, with columns for your own ratings and reasons.

    The answers to check first are marked, each with why; whoever holds the same return gets the same ones. When you
    are done, 'report' of the review shows self beside reviewer. The return itself stays as it is.

    Example:
      safeguarding-audit review rosebank.xlsx -o rosebank-review.xlsx
    """
    if output.suffix.lower() != ".xlsx" or output.resolve() == file.resolve():
        usage("The review needs another name than the return, and one that ends in .xlsx.")
    try:
        returned = api.read_return(file, checklists=folder, limits=limits)
        made = api.make_review(returned, today(), file=str(file), checklists=folder)
        files.write(output, made.data, replace=force)
    except AuditError as fault:
        fail(fault)
    screen.show_in_short(file, returned.problems, room=screen.BESIDE_A_RESULT, every=every)
    titles = {c.id: c.title for c in returned.checklist.criteria} if returned.checklist else {}
    answers = counted(len(titles), "answer", "answers")
    click.echo(f"{output}: {answers}, {len(made.copy.first)} of them marked to check first:")
    for ref, why in made.copy.first:
        click.echo(f"  {titles[ref]} ({why})")
    click.echo(f"Fill it in, save it, and run: {tool()} report {shell(output)}")
