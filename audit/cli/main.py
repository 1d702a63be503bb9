"""The commands: parse, call, print, exit code. The only place that reads the clock.

Exit codes: 0 fine, 1 faults found, 2 the command itself was wrong. The libraries that take long to import are imported
inside the commands that need them, so that ``--help`` answers at once.
"""

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import __version__, api, crash, files
from audit.cli import screen, streams
from audit.cli.aggregate import aggregate, many_samples
from audit.cli.check import check
from audit.cli.checklists import checklists
from audit.cli.common import CHECKLISTS as _CHECKLISTS
from audit.cli.common import DAY, FAIL_ON, FILES, NAME, tool
from audit.cli.common import LIMITS as _LIMITS
from audit.cli.common import fail as _fail
from audit.cli.common import show as _show
from audit.cli.common import today as _today
from audit.cli.help_pages import HelpedGroup
from audit.cli.new import merge, new
from audit.cli.review import draw, review
from audit.cli.verify import seal, verify
from audit.problems import AuditError, Problem, Where, is_private, one_line, problem
from audit.text import counted, listed, percent_words

if TYPE_CHECKING:
    from audit import Limits, Report, Return, Written

_AS_OF = click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="The date of the report, such as 27/11/2026, from which suggested dates are counted (default: today).",
)
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
cli.add_command(draw)
cli.add_command(review)
cli.add_command(seal)
cli.add_command(verify)
cli.add_command(merge)
cli.add_command(new)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Every value as JSON.")
@screen.ALL
@_AS_OF
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
        returned = _read(file, folder, limits)
        report = _reports(returned, as_of)
    except AuditError as fault:
        _fail(fault)
    screen.show_in_short(file, returned.problems, room=screen.BESIDE_A_RESULT, every=every)
    if as_json:
        click.echo(api.render(report, "json").decode(), nl=False)
    else:
        _scored(returned, report)
    sys.exit(1 if returned.unread else 0)


def _scored(returned: "Return", report: "Report") -> None:
    """The figures of one workbook, and why; before them, what is missing from them."""
    _say_unread(returned, report)
    judgement = report.card.judgement
    click.echo(f"{one_line(report.title)}: {judgement.level}")
    click.echo(f"  {judgement.sentence}")
    if report.first_look:
        screen.say(f"  {report.first_look}")
    for reason in judgement.reasons:
        click.echo(f"  - {reason}")
    _figures(returned, report)
    for number, step in enumerate(judgement.steps[:_MOST_STEPS], start=1):
        click.echo(f"  {number}. {step.title}: {step.what}.")
    if len(judgement.steps) > _MOST_STEPS:
        click.echo(f"  And {len(judgement.steps) - _MOST_STEPS} more; the report has them all.")
    for row in next(lens for lens in report.card.lenses if lens.id == "theme").rows:
        click.echo(f"  {percent_words(row.score.so_far):>8}  {row.title}")
    click.echo(report.edition)


@cli.command()
@FILES
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="The folder for the reports.",
)
@click.option(
    "--also",
    type=click.Choice([name for name, form in api.FORMS.items() if not form.always]),
    multiple=True,
    help="Another form too. Of the action plan: Word with room for signatures, calendar reminders, a sheet of paper "
    "for each owner, or a workbook. Of the whole report: a tagged PDF.",
)
@click.option(
    "--detail",
    type=click.Choice([detail.value for detail in api.Detail]),
    default=api.Detail.FULL.value,
    show_default=True,
    help="How much to tell: all; all but evidence and notes; or the judgement and one band, with no names.",
)
@click.option(
    "--secret",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --detail public: commit to the workbook with the secret in this file, which is made if it is not there. "
    "Keep it; give it only to whoever is to check the page.",
)
@screen.ALL
@FAIL_ON
@_AS_OF
@_LIMITS
@_CHECKLISTS
def report(
    paths: Sequence[Path],
    output: Path,
    also: Sequence[str],
    detail: str,
    secret: Path | None,
    every: bool,
    fail_on: str | None,
    as_of: date | None,
    limits: "Limits | None",
    folder: Path | None,
) -> None:
    """Write the action-plan report of each workbook: HTML, CSV and JSON.

    A workbook that cannot be read is named, with what to do about it; the others are done all the same. Ends with 1 if
    one of them could not be read or written, or a rating in one could not be read.
    """
    _look_at_detail(detail, also, secret)
    files.clear(output, time.time() - _NOBODY_WRITES_SO_LONG)
    own_secret = _secret(secret)
    refused = failed = 0
    taken: set[str] = set()
    room = screen.BESIDE_A_RESULT if len(paths) == 1 else screen.OF_SEVERAL

    def one(path: Path) -> "tuple[Return, Report, Written] | None":
        """One workbook; nothing if it is refused."""
        returned = _read(path, folder, limits)
        screen.show_in_short(path, returned.problems, room=room, every=every)
        if returned.refused or (fail_on and _stopped(returned)):
            return None
        made = _reports(returned, as_of)
        return (
            returned,
            made,
            api.write_report(api.redact(made, detail, secret=own_secret), output, also=also, taken=taken),
        )

    for path in paths:
        done, problems = crash.attempt(partial(one, path), "report", Where(file=str(path)))
        _show(problems)
        if done is None:
            refused += 1
            continue
        failed += bool(done[2].problems or done[0].unread)
        _reported(*done)
    if len(paths) > 1:
        click.echo(
            f"{len(paths) - refused} of {counted(len(paths), 'workbook', 'workbooks')} reported, {refused} refused."
        )
    sys.exit(1 if refused or failed else 0)


def _look_at_detail(detail: str, also: Sequence[str], secret: Path | None) -> None:
    """Refuse what does not go with a level of detail."""
    public = detail == api.Detail.PUBLIC
    if public and any(api.FORMS[form].of_plan for form in also):
        raise click.UsageError("A public report tells the judgement only: there is no plan, so --also takes pdf alone.")
    if secret and not public:
        raise click.UsageError("--secret goes with --detail public.")


def _secret(path: Path | None) -> bytes:
    """The setting's secret, made where it is not there; nothing where none is named."""
    try:
        return api.make_secret(path) if path else b""
    except AuditError as fault:
        _fail(fault)


def _reported(returned: "Return", made: "Report", written: "Written") -> None:
    """Say what came of one workbook: every form that was written, and why another was not."""
    _say_unread(returned, made)
    click.echo(f"{one_line(made.title)}: {made.card.judgement.level}")
    _figures(returned, made)
    if written.made:
        first, *others = written.made
        beside = ", ".join(p.name.removeprefix(written.html.stem) for p in others)
        click.echo(f"  {first}  (and {beside} beside it)" if others else f"  {first}")
    _show(written.problems)


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
    click.echo(f"{one_line(made.title)}: {made.card.judgement.level}")
    _figures(returned, made)
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


def _stopped(returned: "Return") -> bool:
    """Whether ``--fail-on privacy`` stops the report of a return; says so if it does."""
    cells = {found.where.spot for found in returned.problems if is_private(found)}
    if cells:
        seem = counted(len(cells), "cell seems", "cells seem")
        click.echo(f"  {returned.file}: {seem} to hold something personal, so no report was written.", err=True)
    return bool(cells)


def _read(path: Path, folder: Path | None, limits: "Limits | None") -> "Return":
    return api.read_return(path, checklists=folder, limits=limits)


def _reports(returned: "Return", as_of: date | None) -> "Report":
    return api.make_report(returned, as_of or _today())


def _say_unread(returned: "Return", made: "Report") -> None:
    """Say before any figure which ratings are not in it, and that they are not the same as unanswered questions."""
    if not returned.unread:
        return
    blank, left_out = len(returned.unanswered), sum(bool(f.not_accepted) for f in made.card.findings)
    missing = made.card.overall.blank - len(returned.unread) - blank - left_out
    said = (
        (len(returned.unread), "rating could not be read", "ratings could not be read"),
        (blank, "was left blank", "were left blank"),
        (left_out, "says Not applicable where that is not accepted", "say Not applicable where that is not accepted"),
        (missing, "is not in the workbook", "are not in the workbook"),
    )
    count = counted(made.card.overall.blank, "question counts", "questions count")
    why = listed([counted(number, one, many) for number, one, many in said if number], len(said))
    screen.say(f"{count} as unanswered: {why}.")


def _figures(returned: "Return", made: "Report") -> None:
    overall, unread = made.card.overall, len(returned.unread)
    not_read = f", {unread} not read" if unread else ""
    click.echo(
        f"  {percent_words(overall.so_far)} so far, {percent_words(overall.best_case)} at best, "
        f"{percent_words(overall.with_evidence)} evidenced; "
        f"{counted(len(made.card.breaches), 'breach', 'breaches')}, "
        f"{counted(len(made.plan.actions), 'action', 'actions')}, {overall.blank - unread} unanswered{not_read}"
    )
    if made.comparison:
        click.echo(f"  {one_line(made.comparison.whose)}")
        moderated = made.comparison.moderated
        so_far = percent_words(moderated.overall.so_far)
        click.echo(f"  with the reviewer's ratings: {so_far} so far, {moderated.judgement.level}")
