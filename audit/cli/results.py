"""What the commands say alike of a workbook that was read: its figures, and what is missing from them."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import api
from audit.cli import screen
from audit.cli.common import today
from audit.problems import one_line
from audit.text import counted, listed, percent_words

if TYPE_CHECKING:
    from audit import Limits, Report, Return


def read(path: Path, folder: Path | None, limits: "Limits | None", as_of: date | None) -> "Return":
    """Read one workbook, on the day that was said or today."""
    return api.read_return(path, checklists=folder, limits=limits, today=as_of or today())


def reports(returned: "Return", as_of: date | None) -> "Report":
    """The report of a return, of the day that was said or of today."""
    return api.make_report(returned, as_of or today())


def say_unread(returned: "Return", made: "Report") -> None:
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


def say_result(report: "Report") -> None:
    """Say whose result it is, that it is nobody's grade, and what is met with evidence: before any points."""
    judgement = report.card.judgement
    click.echo(f"{one_line(report.title)}. {judgement.result}. {judgement.caution}")
    if judgement.counts:
        click.echo(f"  {judgement.counts}.")


def say_figures(returned: "Return", made: "Report") -> None:
    """Say the figures of one workbook; where it was reviewed, with the reviewer's ratings as well."""
    overall, unread = made.card.overall, len(returned.unread)
    not_read = f", {unread} not read" if unread else ""
    click.echo(
        f"  Points: {percent_words(overall.so_far)} so far, {percent_words(overall.best_case)} at best, "
        f"{percent_words(overall.with_evidence)} evidenced; "
        f"{counted(len(made.card.breaches), 'breach', 'breaches')}, "
        f"{counted(len(made.plan.actions), 'action', 'actions')}, {overall.blank - unread} unanswered{not_read}"
    )
    if made.comparison:
        click.echo(f"  {one_line(made.comparison.whose)}")
        moderated = made.comparison.moderated
        so_far = percent_words(moderated.overall.so_far)
        click.echo(f"  with the reviewer's ratings: {so_far} so far, {moderated.judgement.level}")
