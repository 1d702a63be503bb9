"""The commands for a reviewer: what to check first, and the return with columns for what the reviewer finds."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import api, files
from audit.cli import screen
from audit.cli.common import CHECKLISTS, LIMITS, fail, shell, today, tool, usage
from audit.cli.help_pages import HelpedCommand
from audit.problems import AuditError, one_line
from audit.text import counted

if TYPE_CHECKING:
    from audit import Limits

_LONGEST_PHRASE = 200


def _phrase(context: click.Context, option: click.Parameter, value: str) -> str:  # noqa: ARG001 - click's
    """A phrase that says something and can be kept whole."""
    if value and not 0 < len(" ".join(value.split())) <= _LONGEST_PHRASE:
        usage(f"A phrase has 1 to {_LONGEST_PHRASE} characters.")
    return value


_PHRASE = click.option(
    "--phrase",
    default="",
    callback=_phrase,
    help="Words or a date of your own, from which the answers to check first are drawn. Choose them after you have the "
    "return, and write them down: with them anybody can draw the same sample again.",
)


@click.command(cls=HelpedCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The review to make (.xlsx).")
@_PHRASE
@click.option("--force", is_flag=True, help="Replace the review if it is already there, and all that is written in it.")
@screen.ALL
@LIMITS
@CHECKLISTS
def review(
    file: Path, output: Path, phrase: str, force: bool, every: bool, limits: "Limits | None", folder: Path | None
) -> None:
    """Make a reviewer's copy of a return: the leader's words locked, with columns for your own ratings and reasons.

    The answers to check first are marked, each with why. They follow from the answers, which the setting has given, and
    from your phrase, which nobody but you can choose: a line from today's paper, the date and the weather. When you are
    done, 'report' of the review shows self beside reviewer. The return itself stays as it is.

    Example:
      safeguarding-audit review rosebank.xlsx -o rosebank-review.xlsx --phrase "Snow on Tuesday"
    """
    if output.suffix.lower() != ".xlsx" or output.resolve() == file.resolve():
        usage("The review needs another name than the return, and one that ends in .xlsx.")
    try:
        returned = api.read_return(file, checklists=folder, limits=limits)
        made = api.make_review(returned, today(), phrase=phrase, file=str(file), checklists=folder)
        files.write(output, made.data, replace=force)
    except AuditError as fault:
        fail(fault)
    screen.show_in_short(file, returned.problems, room=screen.BESIDE_A_RESULT, every=every)
    titles = {c.id: c.title for c in returned.checklist.criteria} if returned.checklist else {}
    answers = counted(len(titles), "answer", "answers")
    click.echo(f"{output}: {answers}, {len(made.copy.first)} of them marked to check first:")
    for ref, why in made.copy.first:
        click.echo(f"  {titles[ref]} ({why})")
    _say_phrases([one.phrase for one in made.copy.draws])
    click.echo(f"Fill it in, save it, and run: {tool()} report {shell(output)}")


def _say_phrases(phrases: Sequence[str]) -> None:
    """Say with which phrases the sample was drawn; where there is none, what that means."""
    for phrase in phrases:
        click.echo(f"Drawn with the phrase: {one_line(phrase)}")
    if not phrases:
        click.echo(
            "No phrase of yours is in this sample, so whoever wrote the answers could know it beforehand. Draw another "
            "with --phrase."
        )


@click.command(cls=HelpedCommand)
@click.argument("file", type=click.Path(path_type=Path))
@_PHRASE
@LIMITS
@CHECKLISTS
def draw(file: Path, phrase: str, limits: "Limits | None", folder: Path | None) -> None:
    """Draw the answers of a return to check first: anybody gets the same from the same answers and phrase.

    Saving, sorting or colouring the workbook changes nothing; any changed word of an answer draws another sample. Of a
    review, it draws the sample that the review was begun with.

    Example:
      safeguarding-audit draw rosebank.xlsx --phrase "Snow on Tuesday"
    """
    try:
        returned = api.read_return(file, checklists=folder, limits=limits)
        drawing, picks = api.draw_sample(returned, phrase)
    except AuditError as fault:
        fail(fault)
    click.echo(f"Fingerprint of the answers: {drawing.answers}")
    _say_phrases([one.phrase for one in drawing.draws])
    for seed in drawing.seeds:
        click.echo(f"Seed: {seed}")
    titles = {c.id: c.title for c in returned.checklist.criteria} if returned.checklist else {}
    for number, pick in enumerate(picks, start=1):
        place = f" {pick.place}" if pick.place else ""
        click.echo(f"  {number}. {titles[pick.ref]}{place} ({'; '.join(pick.reasons)})")
    if not picks:
        click.echo("No answer claims anything that could be checked.")
