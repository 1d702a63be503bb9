"""The command that brings a ticked action plan back into its return, and says what is closed, open and overdue."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import api, files
from audit.cli import screen
from audit.cli.common import AS_OF, CHECKLISTS, LIMITS, fail, shell, today, tool, usage
from audit.cli.help_pages import HelpedCommand
from audit.problems import AuditError, Problem, grouping, is_fault, one_line
from audit.text import counted, listed, one_or_many

if TYPE_CHECKING:
    from audit import Limits, PlanFile, PlanProgress

_MOST_ROWS = 12
_NAMED = frozenset({"B05", "B13"})
"""Never left out, however many there are: where the plan and the return do not agree."""
_REPORTS = {".html": True, ".txt": False}


@click.command(cls=HelpedCommand)
@click.argument("plan", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path), metavar="RETURN")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The updated return to write (.xlsx).")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Also write the progress as a page (.html) or a text (.txt)."
)
@click.option(
    "--agreed",
    is_flag=True,
    help="The plan was agreed as it stands: bring suggested owners and dates too, of lines without a status as well.",
)
@click.option("--force", is_flag=True, help="Replace what is already there under the names to write.")
@screen.ALL
@AS_OF
@LIMITS
@CHECKLISTS
def progress(
    plan: Path,
    file: Path,
    output: Path | None,
    report: Path | None,
    agreed: bool,
    force: bool,
    every: bool,
    as_of: date | None,
    limits: "Limits | None",
    folder: Path | None,
) -> None:
    """Bring what was ticked off in the action plan back into the return, and say what is closed, open and overdue.

    PLAN is the workbook that 'report --also xlsx' made, as it came back; RETURN the one it was made of. Status, owners,
    dates and reworded actions are brought. What was typed in the return since is never written over: such a conflict
    is named by both cells. Without -o nothing is written. Ends with 1 if something could not be brought.

    Example:
      safeguarding-audit progress plan.xlsx rosebank.xlsx -o rosebank-updated.xlsx
    """
    _look_at_names(plan, file, output, report)
    try:
        plan, file, read = _plan_first(plan, file, limits)
        made = api.progress(read, file, as_of or today(), agreed=agreed, checklists=folder, limits=limits)
        if output:
            files.write(output, made.data, replace=force)
        if report:
            files.write(report, api.progress_report(made, page=_REPORTS[report.suffix.lower()]), replace=force)
    except AuditError as fault:
        fail(fault)
    _show(plan, made.problems, every=every)
    for line in api.progress_lines(made):
        click.echo(line)
    click.echo("")
    for line in _outcome(made, output, report, agreed=agreed):
        screen.say(line)
    sys.exit(1 if any(found.code.startswith("B") and is_fault(found) for found in made.problems) else 0)


def _look_at_names(plan: Path, file: Path, output: Path | None, report: Path | None) -> None:
    """Neither file that was handed in is ever written over."""
    if output and output.suffix.lower() != ".xlsx":
        usage(f"The updated return's name has to end in .xlsx, and '{output.name}' does not.")
    if report and report.suffix.lower() not in _REPORTS:
        usage(f"The report's name has to end in .html or .txt, and '{report.name}' does not.")
    if output and output.resolve() in {plan.resolve(), file.resolve()}:
        usage("The updated return needs another name than the plan and the return, which stay as they are.")


def _plan_first(plan: Path, file: Path, limits: "Limits | None") -> "tuple[Path, Path, PlanFile]":
    """The plan, the return and the plan as it was read; the other way round where they were named so."""
    read = api.read_plan(plan, limits=limits)
    if any(found.code == "B01" for found in read.problems):
        other = api.read_plan(file, limits=limits)
        if other.plan:
            return file, plan, other
    return plan, file, read


def _show(plan: Path, problems: Sequence[Problem], *, every: bool) -> None:
    """Say what is wrong: each conflict, and each cell that could not be written, in its own line; then the rest."""
    own = [found for found in problems if found.code in _NAMED]
    rest = [found for found in problems if found.code not in _NAMED]
    if problems:
        screen.say(f"{one_line(plan.name)}: {grouping.tally(problems)}.", apart=True)
    screen.show_faults(own, room=len(own), every=True, rest=())
    screen.show_faults(rest, room=screen.BESIDE_A_RESULT, every=every, rest=("add --all.",))


def _outcome(made: "PlanProgress", output: Path | None, report: Path | None, *, agreed: bool) -> Iterator[str]:
    """What was written, what was left as a suggestion, and what comes next."""
    changes = made.brought.changes
    cells = counted(len(changes), "cell", "cells")
    rows = sorted({change.place.row for change in changes if change.place})
    where = (
        f" in {one_or_many(len(rows), 'row', 'rows')} {listed([str(row) for row in rows], _MOST_ROWS)}" if rows else ""
    )
    if output:
        yield f"{output}: {cells} changed{where}; everything else as in {made.returned.file}."
    elif changes:
        yield f"{cells} would change{where}. To write it: add -o UPDATED.xlsx."
    if made.brought.suggestions and not agreed:
        suggested = counted(made.brought.suggestions, "owner or date is", "owners and dates are")
        yield f"{suggested} still a suggestion of the tool. If the plan was agreed as it stands, add --agreed."
    if report:
        yield f"{report}: the same as a report."
    if output:
        yield f"Next: {tool()} report {shell(output)}"
