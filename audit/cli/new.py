"""The commands that make workbooks: new, from last year's, one for each colleague, and several put together."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import api, files
from audit.cli import screen
from audit.cli.aggregate import send_out
from audit.cli.branding import Wanted, look_options
from audit.cli.common import CHECKLISTS, LIMITS, fail, shell, show, today, tool, usage
from audit.cli.help_pages import HelpedCommand
from audit.problems import AuditError
from audit.text import counted, listed, slug

if TYPE_CHECKING:
    from audit import Carried, Checklist, Limits, Look, Return


class _NewCommand(HelpedCommand):
    """Its help ends with the kinds of setting, which stand in the data."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        with formatter.section("Kinds of setting, for --kind"):
            formatter.write_dl([(kind.id, kind.title) for kind in api.load_checklist("leaders").kinds])


@click.command(cls=_NewCommand)
@click.argument("checklist_id", metavar="[CHECKLIST]", default="leaders")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The workbook to make (.xlsx), or with --split-by or --register the folder for them.",
)
@click.option("--name", default="", help="Name of the setting, to save typing it later.")
@click.option(
    "--kind", default="", help="Kind of setting, by a word from the list below: it is asked only what applies to it."
)
@click.option("--urn", default="", help="URN or another identifier.")
@click.option("--group", default="", help="Group or trust.")
@click.option(
    "--from",
    "last",
    type=click.Path(path_type=Path),
    help="Last year's workbook: its ratings stand beside the blank ones, its evidence and open actions come along. "
    "Or a first look: all of it stands as it was typed.",
)
@click.option(
    "--plan",
    "plans",
    type=click.Path(path_type=Path),
    multiple=True,
    help="With --from: last year's action plan as it was ticked off (report --also xlsx), brought in first. Can be "
    "repeated.",
)
@click.option(
    "--first-look", is_flag=True, help="Ask the essentials alone: about twenty minutes. Go on from it with --from."
)
@click.option(
    "--split-by",
    type=click.Choice([by.value for by in api.SplitBy]),
    help="One workbook for each colleague or theme; 'merge' puts them together.",
)
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    help="A CSV file of settings: make one workbook for each, in the folder that -o names.",
)
@click.option("--previous", default="", help="With --register: the folder of last year's returns, to carry forward.")
@click.option("--force", is_flag=True, help="Replace a workbook that is already there.")
@look_options
@CHECKLISTS
def new(
    checklist_id: str,
    output: Path,
    name: str,
    kind: str,
    urn: str,
    group: str,
    last: Path | None,
    plans: Sequence[Path],
    first_look: bool,
    split_by: str | None,
    register: Path | None,
    previous: str,
    force: bool,
    wanted: Wanted,
    folder: Path | None,
) -> None:
    """Make a workbook to fill in, or several: one for each colleague, or for each setting of a register.

    Examples:
      safeguarding-audit new leaders -o rosebank.xlsx --kind early-years --name "Rosebank Nursery"
      safeguarding-audit new leaders -o this-year.xlsx --from last-year.xlsx
      safeguarding-audit new leaders -o this-year.xlsx --from last-year.xlsx --plan plan.xlsx
      safeguarding-audit new leaders -o parts --split-by owner
      safeguarding-audit new leaders -o first.xlsx --first-look --kind school
    """
    _look_at_options(last, plans, one=not (split_by or register), first_look=first_look)
    if register:
        send_out(checklist_id, register, output, folder, previous=previous, force=force, wanted=wanted)
        return
    if not split_by and output.suffix.lower() != ".xlsx":
        usage(f"The workbook's name has to end in .xlsx, and '{output.name}' does not.")
    try:
        before = _last_year(last, plans, folder) if last else None
        checklist = _checklist(checklist_id, kind, before, folder)
        begun = _begin(checklist, before, first_look=first_look, name=name, urn=urn, group=group)
        look = wanted.look(begun.audit.setting.group or begun.audit.setting.name)
        made = list(_write(checklist, begun, output, split_by, force, look))
    except AuditError as fault:
        fail(fault)
    for path, questions in made:
        themes = "" if split_by or first_look else f" in {counted(len(checklist.themes), 'theme', 'themes')}"
        click.echo(f"{path}: {counted(questions, 'question', 'questions')}{themes}.")
    if last:
        _say_brought(begun, (last, *plans))
    click.echo(api.edition_sentence(checklist, today()))
    _say_next(checklist, output, folder, split=bool(split_by), first_look=first_look)


def _look_at_options(last: Path | None, plans: Sequence[Path], *, one: bool, first_look: bool) -> None:
    """A usage error where options do not go together."""
    if plans and not last:
        usage("--plan goes with --from: name the return that the plan was made of.")
    if first_look and (last or not one):
        usage("--first-look makes one new workbook: leave out --from, --split-by and --register.")


def _say_brought(begun: "Carried", files: Sequence[Path]) -> None:
    """Say what last year's answers came from, and where it is listed what has changed since."""
    changes = counted(len(begun.changes), "change is", "changes are")
    on_a_sheet = f"; {changes} listed on the sheet 'Changes'" if begun.changes else ""
    click.echo(f"Brought from {listed([str(path) for path in files], len(files))}{on_a_sheet}.")


def _say_next(checklist: "Checklist", output: Path, folder: Path | None, *, split: bool, first_look: bool) -> None:
    """Say which command comes next."""
    beside = f" --checklists {shell(folder)}" if folder else ""
    if split:
        click.echo(f"When they are filled in: {tool()} merge {shell(output)}/*.xlsx -o whole.xlsx")
        return
    click.echo(f"Fill it in, save it, and run: {tool()} report {shell(output)}{beside}")
    if first_look:
        whole = f"{tool()} new {checklist.id} -o whole.xlsx --from {shell(output)}{beside}"
        click.echo(f"This is a first look. For the whole, with what you typed in it: {whole}")


def _begin(
    checklist: "Checklist", before: "Return | None", *, first_look: bool, name: str, urn: str, group: str
) -> "Carried":
    """What the workbook begins with; a usage error where a checklist has no essentials to take a first look at."""
    if not first_look:
        return api.begin(checklist, before, name=name, urn=urn, group=group)
    try:
        return api.begin_first_look(checklist, name=name, urn=urn, group=group)
    except AuditError as fault:
        usage(" ".join(f"{found.message} {found.fix}" for found in fault.problems))


def _checklist(checklist_id: str, kind: str, before: "Return | None", folder: Path | None) -> "Checklist":
    """The checklist of the kind that is asked for, or else of last year's, if that is still one."""
    of_last_year = before.audit.setting.kind if before and before.audit else ""
    checklist = api.load_checklist(checklist_id, kind or of_last_year, checklists=folder)
    if kind or not before:
        api.refuse_retired_kind(checklist)
    else:
        show(api.look_at_last_kind(checklist, before))
    return checklist


def _last_year(path: Path, plans: Sequence[Path], folder: Path | None) -> "Return":
    """Last year's return with what was ticked off in its plans, and what of it cannot come along; or why not."""
    returned = api.read_return(path, checklists=folder)
    if returned.refused:
        raise AuditError(returned.problems)
    screen.show_in_short(path, api.lost_of(returned), room=screen.BESIDE_A_RESULT, every=False)
    for plan in plans:
        returned, said = api.with_plan(returned, api.read_plan(plan), today())
        screen.show_in_short(plan, said, room=screen.BESIDE_A_RESULT, every=True)
    return returned


def _write(
    checklist: "Checklist", begun: "Carried", output: Path, split_by: str | None, force: bool, look: "Look"
) -> Iterator[tuple[Path, int]]:
    """Each workbook that is written, and how many questions it asks."""
    if not split_by:
        data = api.make_workbook(checklist, today(), begun=begun, look=look)
        asked = checklist.essentials if begun.audit.first_look else checklist.criteria
        yield files.write(output, data, replace=force), len(asked)
        return
    for part in api.split_workbook(checklist, begun, today(), api.SplitBy(split_by), look):
        yield files.write(output / f"{slug(part.title)}.xlsx", part.data, replace=force), part.questions


@click.command(cls=HelpedCommand)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The whole workbook (.xlsx).")
@click.option("--force", is_flag=True, help="Replace the workbook if it is already there.")
@screen.ALL
@LIMITS
@CHECKLISTS
def merge(
    paths: Sequence[Path], output: Path, force: bool, every: bool, limits: "Limits | None", folder: Path | None
) -> None:
    """Put the workbooks of several colleagues together into one, or the reviews of several reviewers.

    Where they disagree, each cell is named, nothing is chosen, and every word is kept. Ends with 1 if they disagree
    or if a workbook could not be read (then nothing is written).
    """
    if output.suffix.lower() != ".xlsx":
        usage(f"The workbook's name has to end in .xlsx, and '{output.name}' does not.")
    try:
        merged = api.merge_returns(_read(paths, folder, limits, every=every), today(), checklists=folder)
        files.write(output, merged.data, replace=force)
    except AuditError as fault:
        fail(fault)
    questions = counted(len(merged.checklist.criteria), "question", "questions")
    if review := merged.review:
        rated = len({o.ref for voice in review.voices for o in voice.opinions if o.rating})
        own = counted(len([voice for voice in review.voices if not voice.settled]), "reviewer", "reviewers")
        click.echo(f"{output}: {rated} of {questions} rated by {own}; {len(merged.conflicts)} not agreed.")
    else:
        done = sum(r.rating is not None for r in merged.audit.responses)
        click.echo(f"{output}: {done} of {questions} answered, from {counted(len(paths), 'workbook', 'workbooks')}.")
    for conflict in merged.conflicts:
        said = "; ".join(f"{where}: '{words}'" for where, words in conflict.said)
        click.echo(f"  {conflict.ref or 'Start here'}, {conflict.heading}: not agreed. {said}")
    sys.exit(1 if merged.conflicts else 0)


def _read(paths: Sequence[Path], folder: Path | None, limits: "Limits | None", *, every: bool) -> "list[Return]":
    """Every workbook, once what is wrong with each was said; what is so of any part of a whole is not said."""
    read = [api.read_return(path, checklists=folder, limits=limits) for path in paths]
    if not any(returned.refused for returned in read):
        for path, returned in zip(paths, read, strict=True):
            own = [p for p in returned.problems if p.code not in {"W04", "W16", "W24"}]
            screen.show_in_short(path, own, room=screen.OF_SEVERAL, every=every)
    return read
