"""The commands: parse, call, print, exit code. The only place that reads the clock.

Exit codes: 0 fine, 1 faults found, 2 the command itself was wrong. The libraries that take long to import are imported
inside the commands that need them, so that ``--help`` answers at once.
"""

import codecs
import json
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import __version__, api, crash, files
from audit.cli import results, screen, streams
from audit.cli.aggregate import aggregate, many_samples
from audit.cli.check import check
from audit.cli.checklists import checklists
from audit.cli.common import AS_OF, NAME, tool
from audit.cli.common import CHECKLISTS as _CHECKLISTS
from audit.cli.common import LIMITS as _LIMITS
from audit.cli.common import fail as _fail
from audit.cli.common import show as _show
from audit.cli.common import today as _today
from audit.cli.forget import forget
from audit.cli.help_pages import HelpedGroup
from audit.cli.new import merge, new
from audit.cli.open import open_window
from audit.cli.progress import progress
from audit.cli.report import report
from audit.cli.review import draw, review
from audit.cli.verify import seal, verify
from audit.problems import AuditError, Problem, Where, problem
from audit.text import percent_words

if TYPE_CHECKING:
    from audit import Limits, Report, Return

_NOBODY_WRITES_SO_LONG = 3600
_MOST_STEPS = 5
"""How many things to do before *In place* are said on a terminal."""


def main() -> None:
    """Run the command line."""
    try:
        streams.prepare()
        code = _run()
        sys.stdout.flush()
    except streams.OutputLost as lost:
        code = 1
        if not lost.pipe:  # whoever closed a pipe, such as 'head', has all that was wanted
            with suppress(streams.OutputLost):
                _tell(problem("S07", Where(), why=lost.why))
    except (streams.Stopped, KeyboardInterrupt) as stop:
        code = getattr(stop, "code", 130)
        with suppress(streams.OutputLost):
            _tell(problem("S08", Where()))
    streams.let_go()
    sys.exit(code)


def _run() -> int:
    """Run the command that was asked for; its exit code."""
    try:
        code = cli.main(prog_name=NAME, standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except SystemExit as end:
        code = end.code
    except AuditError as fault:
        for found in fault.problems:
            _tell(found)
        return 1
    except Exception as fault:  # noqa: BLE001 - the last place: nobody is shown a traceback
        _tell(crash.recorded(fault, _command(), Where()))
        return 70
    return code if isinstance(code, int) else 0


def _command() -> str:
    """The name of the command, and none of what was typed after it."""
    return next((word for word in sys.argv[1:] if word in cli.commands), "")


def _tell(found: Problem) -> None:
    where = f"{found.where}: " if str(found.where) else ""
    click.echo(f"{where}{found.code} {found.message} {found.fix}", err=True)


@click.group(cls=HelpedGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name=NAME)
def cli() -> None:
    """Check how well your organisation shares information to safeguard children.

    Make a workbook with 'new', fill it in, and turn it into an action plan with 'report'. Nothing is ever sent
    anywhere: everything stays on this computer.
    """


cli.add_command(aggregate)
cli.add_command(check)
cli.add_command(checklists)
cli.add_command(forget)
cli.add_command(progress)
cli.add_command(report)
cli.add_command(draw)
cli.add_command(review)
cli.add_command(seal)
cli.add_command(verify)
cli.add_command(merge)
cli.add_command(new)
cli.add_command(open_window)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Every value as JSON.")
@screen.ALL
@AS_OF
@_LIMITS
@_CHECKLISTS
def score(
    file: Path,
    as_json: bool,
    every: bool,
    as_of: date | None,
    limits: "Limits | None",
    folder: Path | None,
) -> None:
    """Score one filled workbook and say why.

    Ends with 1 if a rating could not be read, since the figures are then not those of what was meant.
    """
    try:
        returned = results.read(file, folder, limits, as_of)
        report = results.reports(returned, as_of)
    except AuditError as fault:
        _fail(fault)
    screen.show_in_short(file, returned.problems, room=screen.BESIDE_A_RESULT, every=every)
    if as_json:
        click.echo(_in_any_encoding(api.render(report, "json").decode()), nl=False)
    else:
        _scored(returned, report)
    sys.exit(1 if returned.unread else 0)


def _in_any_encoding(text: str) -> str:
    """JSON as it is; with its letters written by number where what is printed to is not UTF-8, as on Windows."""
    if codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8":
        return text
    return "".join(letter if letter.isascii() else json.dumps(letter)[1:-1] for letter in text)


def _scored(returned: "Return", report: "Report") -> None:
    """The figures of one workbook, and why; before them, what is missing from them."""
    results.say_unread(returned, report)
    judgement = report.card.judgement
    results.say_result(report)
    click.echo(f"  {judgement.sentence}")
    if report.first_look:
        screen.say(f"  {report.first_look}")
    for reason in judgement.reasons:
        click.echo(f"  - {reason}")
    for note in report.plan.notes:
        screen.say(f"  {note}")
    results.say_figures(returned, report)
    for number, step in enumerate(judgement.steps[:_MOST_STEPS], start=1):
        click.echo(f"  {number}. {step.title}: {step.what}.")
    if len(judgement.steps) > _MOST_STEPS:
        click.echo(f"  And {len(judgement.steps) - _MOST_STEPS} more; the report has them all.")
    for row in next(lens for lens in report.card.lenses if lens.id == "theme").rows:
        click.echo(f"  {percent_words(row.score.so_far):>8}  {row.title}")
    click.echo(report.edition)


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
    today = _today()
    workbook = output / "rosebank-nursery-invented.xlsx"
    try:
        files.write(workbook, api.invented_workbook(today))
        returned = api.read_return(workbook)
        _show(returned.problems)
        made = api.make_report(returned, today)
        written = api.write_report(made, output).whole()
    except AuditError as fault:
        _fail(fault)
    click.echo("Rosebank Nursery is invented. This is what its manager would hold:")
    click.echo(f"  the filled workbook  {workbook}")
    click.echo(f"  the action plan      {written.html}")
    click.echo(f"  the same as data     {written.csv}, {written.json}")
    results.say_result(made)
    results.say_figures(returned, made)
    click.echo(f"Open {written.html} in a browser. For your own:")
    click.echo(f"  {tool()} new leaders -o mine.xlsx")


@cli.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("reports/samples"),
    show_default=True,
    help="The folder for the samples.",
)
@click.option("--settings", type=click.IntRange(1, 1_000_000), help="Make returns of so many invented settings.")
@click.option("--last-year", is_flag=True, help="With --settings: the same settings a year before.")
def samples(output: Path, settings: int | None, last_year: bool) -> None:
    """Make the sample reports of three invented settings; or returns of many, with a register of them."""
    if settings:
        many_samples(output, settings, last_year=last_year)
        return
    try:
        for written in api.write_samples(output):
            click.echo(f"{written.html}, {written.csv.name}, {written.json.name}")
    except AuditError as fault:
        _fail(fault)
