"""The command for many settings: every return in, the spread seen, everyone given their feedback."""

import math
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli.branding import Wanted
from audit.cli.common import CHECKLISTS, DAY, LIMITS, fail, show, today, usage
from audit.problems import AuditError
from audit.text import counted, one_or_many, percent_words, share_words

if TYPE_CHECKING:
    from audit.aggregate.overview import Overview
    from audit.aggregate.run import Order, Progress, Result
    from audit.spreadsheet.limits import Limits

_SHOWN = 40


@click.command()
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
@click.option("--previous", default="", help="Last year's returns, or the folder an earlier 'aggregate' made of them.")
@click.option(
    "--as-of",
    type=DAY,
    help="The date of the overview, from which suggested dates are counted (default: today).",
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
@LIMITS
@CHECKLISTS
def aggregate(
    paths: tuple[str, ...],
    output: Path,
    register: Path | None,
    previous: str,
    as_of: datetime | None,
    processes: int | None,
    cluster: str | None,
    cluster_ca: str,
    cluster_cert: str,
    cluster_key: str,
    schemes: tuple[str, ...],
    reports: bool,
    limits: "Limits | None",
    folder: Path | None,
) -> None:
    r"""Add up many returns: who has sent one, the spread, the most common gaps, whom to chase, and all of it as data.

    It begins with overview.html, a page to put before a board. Every setting gets a page of feedback in the folder
    'feedback', and files.html says what became of each file.

    PATH is a folder, a pattern, a zip file of returns, or an address such as s3://bucket/returns (with the package for
    it). What was read is remembered in the output folder: a second run reads only what is new, and a run that was cut
    off goes on where it stopped.

    \b
    Example:
      safeguarding-audit aggregate returns -o overview --register settings.csv
    """
    from audit.aggregate import batch as reading
    from audit.aggregate import executors
    from audit.aggregate.run import Order

    tls = executors.Tls(ca=cluster_ca, cert=cluster_cert, key=cluster_key)
    if cluster is None and any((cluster_ca, cluster_cert, cluster_key)):
        usage("The files for TLS belong to --cluster.")
    order = Order(
        paths=paths,
        output=output,
        as_of=as_of.date() if as_of else today(),
        register=register,
        previous=previous,
        processes=processes or os.cpu_count() or 1,
        cluster=cluster or "",
        checklists=folder,
        limits=limits or reading.LIMITS,
        schemes=schemes,
        tls=tls,
    )
    try:
        if cluster is not None:  # an empty one too, as from a variable that is not set
            executors.look_at(cluster, tls)
        refused = work(order, reports=reports)
    except AuditError as fault:
        fail(fault)
    sys.exit(1 if refused else 0)


def work(order: "Order", *, reports: bool = False) -> int:
    """Read, add up and write, alone in the output folder; how many files were refused."""
    from audit import files
    from audit.aggregate import lock, store

    with lock.held(order.output):
        for folder in (order.output, *(order.output / name for name in ("feedback", "reports"))):
            files.clear(folder, math.inf)  # whoever left something unfinished here no longer runs
        try:
            return _work(order, reports=reports)
        except store.DamagedError:  # the files are the truth, so they are all read again, once
            show([store.set_aside(order.output)])
            return _work(order, reports=reports)


def _work(order: "Order", *, reports: bool) -> int:
    from audit.aggregate import run
    from audit.aggregate.store import Store

    with _bar() as progress:
        gathered = run.gather(order, progress)
    with Store(order.output, order.rules) as store:
        mark = f"{gathered.mark} with reports" if reports else gathered.mark
        refused = store.stands(mark)
    if refused is not None:
        looked = counted(len(gathered.taken), "file", "files")
        click.echo(f"Nothing has changed: {looked} looked at, and {order.output} stands as it is.")
        return refused
    result = run.add_up(gathered)
    written = _write(result, reports=reports)
    with Store(order.output, order.rules) as store:
        store.keep_made(mark, written, result.overview.returns.refused)
    _tell(result.overview, order.output)
    return result.overview.returns.refused


def _write(result: "Result", *, reports: bool) -> list[Path]:
    """Everything that is made of an overview; the paths of all of it."""
    from audit.aggregate import overview_workbook, package

    return [*overview_workbook.write(result), *package.write(result), *pages(result, reports=reports)]


def pages(result: "Result", *, reports: bool = False) -> list[Path]:
    """The pages for people to read: the overview last, so that all it leads to is there."""
    from audit.aggregate import feedback_pages, full_reports
    from audit.aggregate import pages as overview_pages

    output, overview = result.order.output, result.overview
    with _bar("Writing feedback", "pages") as progress:
        written = feedback_pages.write(overview, result.audits(), output, progress)
    if reports:
        written += full_reports.write(overview, result.audits(), output)
    return [*written, *overview_pages.write(overview, output, reports=reports)]


@contextmanager
def _bar(doing: str = "Reading", what: str = "files") -> Iterator["Progress | None"]:
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


def _tell(overview: "Overview", output: Path) -> None:
    came, levels = overview.returns, ", ".join(f"{number} {level}" for level, number in overview.levels)
    files = counted(came.files, "file", "files")
    click.echo(f"{files}: {came.read} read, {came.with_faults} read with faults, {came.refused} refused.")
    expected = f" of {came.expected} expected ({percent_words(came.rate)})" if came.expected is not None else ""
    returned = came.expected_returned if came.expected is not None else came.returned
    click.echo(f"{counted(returned, 'setting', 'settings')} returned{expected}.")
    said = [(came.missing, "not returned"), (came.blank, "blank"), (came.unreadable, "not readable")]
    if came.in_parts:
        said.append((came.in_parts, "sent in parts"))
    more = ((came.not_expected, "not in the register"), (came.superseded, "files superseded by another return"))
    click.echo("  " + ", ".join(f"{number or 0} {what}" for number, what in (*said, *more)) + ".")
    click.echo(f"Judgements: {levels}.")
    for gap in overview.gaps[:3]:
        if gap.share.percent is not None and gap.share.low is not None and gap.share.high is not None:
            between = f"{share_words(gap.share.low)} to {share_words(gap.share.high)}"
            click.echo(
                f"  not fully met in {share_words(gap.share.percent)} ({between}) of {gap.share.of}: {gap.title}"
            )
    refused = [line for line in overview.files if line.outcome == "refused"]
    show([found for line in refused[:_SHOWN] for found in line.problems])
    show(overview.register_problems[:_SHOWN])
    if len(refused) > _SHOWN:
        more_refused = counted(len(refused) - _SHOWN, "more refused file", "more refused files")
        click.echo(f"  and {more_refused}: see data/files.csv", err=True)
    click.echo(f"The overview: {output / 'overview.html'}")
    beside = f"{output / 'overview.xlsx'}, {output / 'chase.csv'}, {output / 'files.html'}"
    click.echo(f"Beside it: {beside}, feedback for every setting in {output / 'feedback'}, data in {output / 'data'}")


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
    from audit.aggregate import send_out
    from audit.aggregate.register import load
    from audit.checklist.load import load_all

    if output.suffix.lower() == ".xlsx":
        usage(f"With --register, -o names a folder, and '{output.name}' looks like a workbook.")
    made = there = carried = 0
    try:
        any_one = load_all(folder)[0]
        read = load(register, any_one.kinds, any_one.retired_kinds)
        expected, number = read.expected, len(read.expected)
        show(read.problems)
        groups = {one.group for one in expected}
        look = (wanted or Wanted()).look(groups.pop() if len(groups) == 1 else "")
        last = send_out.last_year(previous, expected, today(), checklists=folder) if previous else nullcontext()
        with last as carry, _bar("Writing", "workbooks") as progress:
            for sent in send_out.make(
                checklist, expected, output, today(), checklists=folder, carry=carry, replace=force, look=look
            ):
                made, there, carried = made + (not sent.there), there + sent.there, carried + sent.carried
                if progress and (made + there) % 25 == 0:
                    progress(made + there, number)
    except AuditError as fault:
        fail(fault)
    settings = counted(number, "setting", "settings")
    click.echo(f"{counted(made, 'workbook', 'workbooks')} for the {settings} of {register.name} in {output}.")
    if previous:
        click.echo(f"Last year's answers stand in {carried} of them.")
    if there:
        were = counted(there, "was there already and was left as it is", "were there already and were left as they are")
        click.echo(f"{were}; --force replaces {one_or_many(there, 'it', 'them')}.")
    click.echo(f"When they come back: safeguarding-audit aggregate FOLDER -o overview --register {register}")


def many_samples(output: Path, settings: int, *, last_year: bool) -> None:
    """What 'samples --settings' does: returns of invented settings, faults and all, and their register."""
    from audit.samples import return_factory
    from audit.samples.demonstration import SAMPLE_DAY

    day = SAMPLE_DAY.replace(year=SAMPLE_DAY.year - 1) if last_year else SAMPLE_DAY
    mill = return_factory.ReturnFactory(day=day, year=-1 if last_year else 0)
    written = 0
    try:
        register = return_factory.write_register(output, settings)
        with _bar("Writing", "files") as progress:
            for begin in range(0, settings, 50):
                written += return_factory.make(output, mill, range(begin, min(begin + 50, settings)))
                if progress:
                    progress(min(begin + 50, settings), settings)
    except AuditError as fault:
        fail(fault)
    click.echo(
        f"{counted(written, 'file', 'files')} of {counted(settings, 'invented setting', 'invented settings')} "
        f"in {output / 'returns'}; their register is {register}."
    )
