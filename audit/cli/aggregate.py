"""The command for many settings: every return in, the spread seen, everyone given their feedback."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import api
from audit.cli import screen
from audit.cli.branding import Wanted
from audit.cli.common import CHECKLISTS, DAY, LIMITS, fail, show, today, tool, usage
from audit.cli.help_pages import HelpedCommand
from audit.problems import AuditError
from audit.text import counted, of_words, one_or_many, share_words

if TYPE_CHECKING:
    from audit import AuditYear, Limits, Order, Overview, Progress


@click.command(cls=HelpedCommand)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder for what is made.",
)
@click.option(
    "--register", type=click.Path(path_type=Path), help="A CSV file of the settings that are expected to send a return."
)
@click.option(
    "--previous",
    multiple=True,
    help="Last year's returns, or the folder an earlier 'aggregate' made. Can be repeated, for several years.",
)
@click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="The date of the overview, such as 27/11/2026, from which suggested dates are counted (default: today).",
)
@click.option(
    "--year",
    metavar="YEAR",
    callback=lambda _context, _option, text: None if text is None else _year(text),
    help="The school year that is added up, such as 2026-27 (default: the register's, else the last twelve months).",
)
@click.option(
    "--decide",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A filled-in 'to-decide.csv' of an earlier run: whose each return is that was not certain.",
)
@click.option(
    "--by",
    type=click.Choice(["group", "area", "phase", "kind"]),
    help="Write a page for each trust or group, area, phase or kind too, each with its own settings alone.",
)
@click.option("--processes", type=click.IntRange(1, 256), help="How many processes read (default: one for each core).")
@click.option(
    "--cluster",
    help=(
        "The address of a running Dask scheduler whose workers are to read, such as tls://10.0.0.5:8786. It is trusted "
        "like this computer: whoever controls it can run programs here."
    ),
)
@click.option(
    "--cluster-ca", default="", metavar="FILE", help="For a tls:// cluster: the certificate of its authority."
)
@click.option("--cluster-cert", default="", metavar="FILE", help="For a tls:// cluster: your own certificate.")
@click.option("--cluster-key", default="", metavar="FILE", help="For a tls:// cluster: the key of your certificate.")
@click.option(
    "--allow-scheme",
    "schemes",
    multiple=True,
    metavar="NAME",
    help="Read addresses of another kind as well, such as 'http' for http://. Can be repeated.",
)
@click.option("--reports", is_flag=True, help="Write each setting's full report as well, about 150 kB each.")
@click.option(
    "--publish",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write a page and data that anybody may see into this folder: in bands, naming no setting, once a round.",
)
@screen.ALL
@LIMITS
@CHECKLISTS
def aggregate(
    paths: tuple[str, ...],
    output: Path,
    register: Path | None,
    previous: tuple[str, ...],
    as_of: date | None,
    year: "AuditYear | None",
    decide: Path | None,
    by: str | None,
    processes: int | None,
    cluster: str | None,
    cluster_ca: str,
    cluster_cert: str,
    cluster_key: str,
    schemes: tuple[str, ...],
    reports: bool,
    publish: Path | None,
    every: bool,
    limits: "Limits | None",
    folder: Path | None,
) -> None:
    """Add up many returns: who has sent one, the spread, the most common gaps, whom to chase, and all of it as data.

    Begin with overview.html. What was read is remembered: a second run, or one cut off before, reads only the rest.

    PATH is a folder, a pattern, a zip file, or an address such as s3://bucket/returns (with its package).

    Example:
      safeguarding-audit aggregate returns -o overview --register settings.csv
    """
    try:
        order = api.make_order(
            paths,
            output,
            as_of or today(),
            register=register,
            previous=previous,
            year=year,
            decide=decide,
            by=by or "",
            processes=processes or os.cpu_count() or 1,
            cluster=cluster,
            cluster_files=_cluster_files(cluster, cluster_ca, cluster_cert, cluster_key),
            schemes=schemes,
            limits=limits,
            checklists=folder,
        )
        sys.exit(1 if work(order, reports=reports, publish=publish, every=every) else 0)
    except AuditError as fault:
        fail(fault)


def _cluster_files(cluster: str | None, *files: str) -> tuple[str, str, str]:
    if cluster is None and any(files):
        usage("The files for TLS belong to --cluster.")
    ca, cert, key = files
    return ca, cert, key


def _year(text: str) -> "AuditYear":
    try:
        return api.audit_year(text)
    except ValueError as fault:
        raise click.BadParameter(f"'{text}' is not two years running, such as 2026-27.") from fault


def work(order: "Order", *, reports: bool = False, publish: Path | None = None, every: bool = False) -> int:
    """Do what was asked for and say what came of it; how many files were refused, and one more if not published."""
    made = api.produce_overview(order, reports=reports, publish=publish, watch=_bar, notice=lambda found: show([found]))
    if made.overview:
        _tell(made.overview, order.output, every=every)
    else:
        looked = counted(made.looked_at, "file", "files")
        click.echo(f"Nothing has changed: {looked} looked at, and {order.output} stands as it is.")
    if made.unpublished:
        show([made.unpublished])
    elif publish:
        click.echo(f"What anybody may see: {publish / 'published.html'}, with its data beside it.")
    return made.refused + bool(made.unpublished)


@contextmanager
def _bar(doing: str, what: str) -> Iterator["Progress | None"]:
    """A bar with the rate and the time left where somebody watches, and nothing where nobody does."""
    if not sys.stderr.isatty():
        yield None
        return
    begin = time.perf_counter()
    with click.progressbar(length=1, label=doing, show_eta=True, show_pos=True, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            rate = done / max(time.perf_counter() - begin, 0.001)
            bar.label = f"{doing}, {rate:.0f} {what} a second"
            bar.update(done - bar.pos)

        yield progress


_FEWER = (("another_year", "of another year"), ("another_form", "on another form"), ("waiting", "waiting"))
"""What is said of settings only where there are any."""


def _tell(overview: "Overview", output: Path, *, every: bool) -> None:
    came, levels = overview.returns, ", ".join(f"{number} {level}" for level, number in overview.levels)
    files = counted(came.files, "file", "files")
    click.echo(f"{files}: {came.read} read, {came.with_faults} read with faults, {came.refused} refused.")
    if came.expected is None:
        click.echo(f"{counted(came.returned, 'setting', 'settings')} returned.")
    else:
        settings = one_or_many(came.expected, "setting", "settings")
        click.echo(f"{of_words(came.expected_returned, came.expected)} expected {settings} returned.")
    said = [(came.missing, "not returned"), (came.blank, "blank"), (came.unreadable, "not readable")]
    said += [(n, what) for of, what in _FEWER if (n := getattr(came, of))]
    if came.in_parts:
        looks = counted(came.first_looks, "of them a first look", "of them first looks")
        said.append((came.in_parts, f"sent in parts ({looks})" if came.first_looks else "sent in parts"))
    superseded = one_or_many(came.superseded, "file", "files")
    more = ((came.not_expected, "not in the register"), (came.superseded, f"{superseded} superseded by another return"))
    click.echo("  " + ", ".join(f"{number or 0} {what}" for number, what in (*said, *more)) + ".")
    click.echo(f"Judgements: {levels}.")
    for gap in overview.gaps[:3]:
        if gap.share.count:
            share = of_words(gap.share.count, gap.share.of)
            between = ""
            if gap.share.low is not None:
                between = f"; {share_words(gap.share.low)} to {share_words(gap.share.high)} with those missing"
            click.echo(f"  not fully met in {share}{between}: {gap.title}")
    _show_refused(overview, output, every=every)
    if came.waiting:
        click.echo(f"Whose they are has to be decided: fill in {output / 'to-decide.csv'} and give it with --decide.")
    click.echo(f"The overview: {output / 'overview.html'}, and one page for a board: {output / 'board.html'}")
    if came.another_form:
        click.echo(f"Every other form by itself: {output / 'forms'}")
    beside = f"{output / 'overview.xlsx'}, {output / 'chase.csv'}, {output / 'files.html'}"
    click.echo(f"Beside it: {beside}, feedback for every setting in {output / 'feedback'}, data in {output / 'data'}")


def _show_refused(overview: "Overview", output: Path, *, every: bool) -> None:
    """Why files were refused, and what is wrong with the register: each reason once, with its files."""
    refused = [found for line in overview.files if line.outcome == "refused" or line.waits for found in line.problems]
    found = [*refused, *overview.register_problems]
    rest = (f"add --all, or open {output / 'files.html'}.",)
    screen.show_faults(found, room=screen.BESIDE_A_RESULT, every=every, rest=rest)


def send_out(
    checklist: str,
    register: Path,
    output: Path,
    folder: Path | None,
    *,
    previous: str = "",
    force: bool = False,
    wanted: Wanted | None = None,
) -> None:
    """What 'new --register' does: a workbook for each expected setting."""
    if output.suffix.lower() == ".xlsx":
        usage(f"With --register, -o names a folder, and '{output.name}' looks like a workbook.")
    try:
        expected = api.read_register(register, checklists=folder)
        show(expected.problems)
        look = (wanted or Wanted()).look(expected.group)
        with _bar("Writing", "workbooks") as progress:
            sent = api.send_out(
                checklist,
                expected,
                output,
                today(),
                previous=previous,
                replace=force,
                look=look,
                progress=progress,
                checklists=folder,
            )
    except AuditError as fault:
        fail(fault)
    settings = counted(len(expected.expected), "setting", "settings")
    click.echo(f"{counted(sent.made, 'workbook', 'workbooks')} for the {settings} of {register.name} in {output}.")
    if previous:
        click.echo(f"Last year's answers stand in {sent.carried} of them.")
    if sent.there:
        were = counted(
            sent.there, "was there already and was left as it is", "were there already and were left as they are"
        )
        click.echo(f"{were}; --force replaces {one_or_many(sent.there, 'it', 'them')}.")
    click.echo(f"When they come back: {tool()} aggregate FOLDER -o overview --register {register}")


def many_samples(output: Path, settings: int, *, last_year: bool) -> None:
    """What 'samples --settings' does: returns of invented settings, faults and all, and their register."""
    try:
        with _bar("Writing", "files") as progress:
            written, register = api.write_invented_returns(output, settings, last_year=last_year, progress=progress)
    except AuditError as fault:
        fail(fault)
    click.echo(
        f"{counted(written, 'file', 'files')} of {counted(settings, 'invented setting', 'invented settings')} "
        f"in {output / 'returns'}; their register is {register}."
    )
