"""The commands: parse, call, print, exit code. The only place that reads the clock.

Exit codes: 0 fine, 1 faults found, 2 the command itself was wrong. The libraries that take long to import are imported
inside the commands that need them, so that ``--help`` answers at once.
"""

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from audit import __version__
from audit.problems import AuditError, Problem, Severity, is_fault

if TYPE_CHECKING:
    from audit.report.build import Report
    from audit.workbook.reader import Return

_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
_CHECKLISTS = click.option(
    "--checklists",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of checklists to use in place of the ones that come with the tool.",
)
_AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date of the report, from which suggested dates are counted (default: today).",
)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console without our letters shows '?', and goes on
    cli(prog_name="safeguarding-audit")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="safeguarding-audit")
def cli() -> None:
    """Check how well your organisation shares information to safeguard children.

    Make a workbook with 'new', fill it in, and turn it into an action plan with 'report'. Nothing is ever sent
    anywhere: everything stays on this computer.
    """


@cli.command()
@click.argument("checklist_id", metavar="CHECKLIST", default="leaders")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The workbook to make (.xlsx).")
@click.option("--name", default="", help="Name of the setting, to save typing it later.")
@click.option("--kind", default="", help="Kind of setting: it is asked only what applies to it.")
@click.option("--urn", default="", help="URN or another identifier.")
@click.option("--group", default="", help="Group or trust.")
@click.option("--force", is_flag=True, help="Replace the workbook if it is already there.")
@_CHECKLISTS
def new(
    checklist_id: str,
    output: Path,
    name: str,
    kind: str,
    urn: str,
    group: str,
    force: bool,
    folder: Path | None,
) -> None:
    r"""Make a workbook to fill in.

    \b
    Example:
      safeguarding-audit new leaders -o rosebank.xlsx --kind early-years --name "Rosebank Nursery"
    """
    from audit import edition, files
    from audit.checklist.load import load
    from audit.model import Audit, Setting
    from audit.workbook import writer

    if output.suffix.lower() != ".xlsx":
        _usage(f"The workbook's name has to end in .xlsx, and '{output.name}' does not.")
    try:
        checklist = load(checklist_id, kind, folder)
        setting = Setting(name=name, kind=kind, urn=urn, group=group)
        blank = Audit(checklist=checklist.id, edition=checklist.edition, setting=setting, responses=())
        files.write(output, writer.build(checklist, blank, _today()), replace=force)
    except AuditError as fault:
        _fail(fault)
    click.echo(f"{output}: {len(checklist.criteria)} questions in {len(checklist.themes)} themes.")
    click.echo(edition.sentence(checklist, _today()))
    click.echo(f"Fill it in, save it, and run: safeguarding-audit report {_shell(output)}")


@cli.command()
@_FILES
@_CHECKLISTS
def check(files: Sequence[Path], folder: Path | None) -> None:
    """Look for faults in filled workbooks, each with its cell and what to do.

    Ends with 0 if there is none, 1 if there is any, and 2 if the command itself was wrong.
    """
    faulty = False
    for path in files:
        returned = _read(path, folder)
        faulty = faulty or any(is_fault(p) for p in returned.problems)
        click.echo(_found(returned))
        _show(returned.problems)
    sys.exit(1 if faulty else 0)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Every value as JSON.")
@_AS_OF
@_CHECKLISTS
def score(file: Path, as_json: bool, as_of: datetime | None, folder: Path | None) -> None:
    """Score one filled workbook and say why."""
    report = _reports(_read(file, folder), as_of)
    if as_json:
        from audit.report import data

        click.echo(data.as_json(report), nl=False)
        return
    click.echo(f"{report.title}: {report.card.judgement.level}")
    for reason in report.card.judgement.reasons:
        click.echo(f"  {reason}")
    _figures(report)
    click.echo(f"  What would change it: {report.card.judgement.what_would_change_it}")
    for row in report.card.lenses[0].rows:
        click.echo(f"  {_percent(row.score.so_far):>8}  {row.title}")
    click.echo(report.edition)


@cli.command()
@_FILES
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="The folder for the reports.",
)
@_AS_OF
@_CHECKLISTS
def report(files: Sequence[Path], output: Path, as_of: datetime | None, folder: Path | None) -> None:
    """Write the action-plan report of each workbook: HTML, CSV and JSON.

    A workbook that cannot be read is named, with what to do about it; the others are done all the same.
    """
    from audit.report import write

    refused = 0
    taken: set[str] = set()
    for path in files:
        returned = _read(path, folder)
        _show(returned.problems)
        if returned.refused:
            refused += 1
            continue
        made = _reports(returned, as_of)
        try:
            written = write.write(made, output, taken)
        except AuditError as fault:
            _fail(fault)
        click.echo(f"{made.title}: {made.card.judgement.level}")
        _figures(made)
        click.echo(f"  {written.html}  (and .csv, .json beside it)")
    if len(files) > 1:
        click.echo(f"{len(files) - refused} of {len(files)} workbooks reported, {refused} refused.")
    sys.exit(1 if refused else 0)


@cli.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("reports/demo"),
    show_default=True,
    help="The folder for the workbook and its report.",
)
def demo(output: Path) -> None:
    """Go the whole way once with an invented nursery: workbook, answers, check, score, report."""
    from audit import files, samples
    from audit.report import build, write
    from audit.workbook import reader

    today = _today()
    workbook = output / "rosebank-nursery-invented.xlsx"
    try:
        files.write(workbook, samples.filled_workbook(samples.NURSERY, today))
        returned = reader.read(workbook)
        _show(returned.problems)
        made = build.build(returned, today)
        written = write.write(made, output)
    except AuditError as fault:
        _fail(fault)
    click.echo("Rosebank Nursery is invented. This is what its manager would hold:")
    click.echo(f"  the filled workbook  {workbook}")
    click.echo(f"  the action plan      {written.html}")
    click.echo(f"  the same as data     {written.csv}, {written.json}")
    click.echo(f"{made.title}: {made.card.judgement.level}")
    _figures(made)
    click.echo(f"Open {written.html} in a browser. For your own: safeguarding-audit new leaders -o FILE.xlsx")


@cli.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("reports/samples"),
    show_default=True,
    help="The folder for the samples.",
)
def samples(output: Path) -> None:
    """Make the sample reports of three invented settings anew."""
    from audit import samples as invented

    try:
        for written in invented.make(output):
            click.echo(f"{written.html}, {written.csv.name}, {written.json.name}")
    except AuditError as fault:
        _fail(fault)


def _today() -> date:
    return datetime.now().astimezone().date()


def _read(path: Path, folder: Path | None) -> "Return":
    from audit.workbook import reader

    try:
        return reader.read(path, folder=folder)
    except AuditError as fault:
        _fail(fault)


def _reports(returned: "Return", as_of: datetime | None) -> "Report":
    from audit.report import build

    if returned.refused:
        _fail(AuditError(returned.problems))
    return build.build(returned, as_of.date() if as_of else _today())


def _found(returned: "Return") -> str:
    """One line on a file that was checked."""
    errors = sum(p.severity is Severity.ERROR for p in returned.problems)
    warnings = sum(p.severity is Severity.WARNING for p in returned.problems)
    faults = f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"
    if returned.audit is None or returned.checklist is None:
        return f"{returned.file}: not read. {faults}."
    answered = sum(r.rating is not None for r in returned.audit.responses)
    total = len(returned.checklist.criteria)
    return f"{returned.file}: {answered} of {total} questions answered. {faults}."


def _figures(made: "Report") -> None:
    overall = made.card.overall
    click.echo(
        f"  {_percent(overall.so_far)} so far, {_percent(overall.best_case)} at best, "
        f"{_percent(overall.with_evidence)} evidenced; {len(made.card.breaches)} breaches, "
        f"{len(made.plan.actions)} actions, {overall.blank} unanswered"
    )


def _percent(value: int | None) -> str:
    return "no score" if value is None else f"{value} %"


def _show(problems: Iterable[Problem]) -> None:
    for found in problems:
        click.echo(f"  {found}", err=True)


def _fail(fault: AuditError) -> NoReturn:
    for found in fault.problems:
        where = f"{found.where}: " if str(found.where) else ""
        click.echo(f"{where}{found.code} {found.message} {found.fix}", err=True)
    sys.exit(1)


def _usage(message: str) -> NoReturn:
    raise click.UsageError(message)


def _shell(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
