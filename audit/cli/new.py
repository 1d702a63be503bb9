"""The commands that make workbooks: new, from last year's, one for each colleague, and several put together."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli.aggregate import send_out
from audit.cli.branding import Wanted, look_options
from audit.cli.common import CHECKLISTS, LIMITS, fail, shell, show, today, usage
from audit.problems import AuditError
from audit.text import counted

if TYPE_CHECKING:
    from audit.carry_forward.carry import Carried, QuestionChange
    from audit.model import Audit, Checklist
    from audit.spreadsheet.branding import Look
    from audit.spreadsheet.limits import Limits
    from audit.workbook.read.reader import Return


@click.command()
@click.argument("checklist_id", metavar="CHECKLIST", default="leaders")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The workbook to make (.xlsx), or with --split-by or --register the folder for them.",
)
@click.option("--name", default="", help="Name of the setting, to save typing it later.")
@click.option("--kind", default="", help="Kind of setting: it is asked only what applies to it.")
@click.option("--urn", default="", help="URN or another identifier.")
@click.option("--group", default="", help="Group or trust.")
@click.option(
    "--from",
    "last",
    type=click.Path(path_type=Path),
    help="Last year's workbook: its ratings stand beside the blank ones, its evidence and open actions come along.",
)
@click.option(
    "--split-by",
    type=click.Choice(["owner", "theme"]),
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
    split_by: str | None,
    register: Path | None,
    previous: str,
    force: bool,
    wanted: Wanted,
    folder: Path | None,
) -> None:
    r"""Make a workbook to fill in, or several: one for each colleague, or for each setting of a register.

    \b
    Examples:
      safeguarding-audit new leaders -o rosebank.xlsx --kind early-years --name "Rosebank Nursery"
      safeguarding-audit new leaders -o this-year.xlsx --from last-year.xlsx
      safeguarding-audit new leaders -o parts --split-by owner
    """
    from audit.carry_forward.carry import Carried
    from audit.checklist import in_force

    if register:
        send_out(checklist_id, register, output, folder, previous=previous, force=force, wanted=wanted)
        return
    if not split_by and output.suffix.lower() != ".xlsx":
        usage(f"The workbook's name has to end in .xlsx, and '{output.name}' does not.")
    try:
        checklist, begun = _begin(checklist_id, kind, last, folder)
        given = {"name": name, "urn": urn, "group": group}
        setting = replace(begun.audit.setting, **{k: v for k, v in given.items() if v})
        begun = Carried(audit=replace(begun.audit, setting=setting), changes=begun.changes)
        look = wanted.look(setting.group or setting.name)
        made = list(_write(checklist, begun, output, split_by, force, look))
    except AuditError as fault:
        fail(fault)
    for path, questions in made:
        themes = "" if split_by else f" in {counted(len(checklist.themes), 'theme', 'themes')}"
        click.echo(f"{path}: {counted(questions, 'question', 'questions')}{themes}.")
    if last:
        changes = counted(len(begun.changes), "change is", "changes are")
        click.echo(f"Brought from {last}; {changes} listed on the sheet 'Changes'.")
    click.echo(in_force.sentence(checklist, today()))
    if split_by:
        click.echo(f"When they are filled in: safeguarding-audit merge {shell(output)}/*.xlsx -o whole.xlsx")
    else:
        beside = f" --checklists {shell(folder)}" if folder else ""
        click.echo(f"Fill it in, save it, and run: safeguarding-audit report {shell(output)}{beside}")


def _begin(checklist_id: str, kind: str, last: Path | None, folder: Path | None) -> "tuple[Checklist, Carried]":
    """The checklist, and what there is to begin with: nothing, or last year's return."""
    from audit.carry_forward import carry
    from audit.checklist.load import load
    from audit.model import Audit, Setting

    if last is None:
        checklist = load(checklist_id, kind, folder)
        _refuse_retired(checklist)
        blank = Audit(checklist=checklist.id, edition=checklist.edition, setting=Setting(kind=kind), responses=())
        return checklist, carry.Carried(audit=blank, changes=())
    from audit.workbook.read import reader

    returned = reader.read(last, folder=folder)
    if returned.audit is None:
        raise AuditError(returned.problems)
    show(p for p in returned.problems if p.code in {"W06", "W11", "W18"})
    checklist = load(checklist_id, kind or returned.audit.setting.kind, folder)
    if kind:
        _refuse_retired(checklist)
    else:
        _ask_for_kind(checklist, last.name, changed=any(p.code == "W03" for p in returned.problems))
    return checklist, carry.forward(returned.audit, checklist, returned.audit.audit_date)


def _refuse_retired(checklist: "Checklist") -> None:
    """A new workbook is made for a kind of today."""
    from audit.checklist.load import nearest_kind
    from audit.problems import Where, problem

    if checklist.kind in {gone.id for gone in checklist.retired_kinds}:
        hint = nearest_kind(checklist.kind, checklist.kinds, checklist.retired_kinds)
        raise AuditError([problem("C08", Where(), thing="kind of setting", id=checklist.kind, hint=hint)])


def _ask_for_kind(checklist: "Checklist", file: str, *, changed: bool) -> None:
    """Last year's kind may be several of today: then it has to be said which, and one that was split off is named."""
    from audit.problems import Where, problem

    where = Where(file=file)
    if gone := next((k for k in checklist.retired_kinds if k.id == checklist.kind), None):
        raise AuditError([problem("W43", where, known=gone.replaced_by)])
    split = [kind.id for kind in checklist.kinds if kind.split_from == checklist.kind]
    if split and changed:
        show([problem("W44", where, kind=checklist.kind_title(), known=tuple(split))])


def _write(
    checklist: "Checklist", begun: "Carried", output: Path, split_by: str | None, force: bool, look: "Look"
) -> Iterator[tuple[Path, int]]:
    from audit import files
    from audit.workbook.write import writer

    if not split_by:
        data = writer.build(checklist, begun.audit, today(), changes=begun.changes, look=look)
        yield files.write(output, data, replace=force), len(checklist.criteria)
        return
    parts: dict[str, list[str]] = {}
    for criterion in checklist.criteria:
        title = checklist.theme(criterion.theme).title if split_by == "theme" else checklist.role(criterion.owner)
        parts.setdefault(title, []).append(criterion.id)
    for title, refs in parts.items():
        part = checklist.only(refs)
        changes = begun.changes if title == next(iter(parts)) else ()
        data = writer.build(part, begun.audit, today(), changes=changes, part=title, look=look)
        yield files.write(output / f"{files.slug(title)}.xlsx", data, replace=force), len(refs)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The whole workbook (.xlsx).")
@click.option("--force", is_flag=True, help="Replace the workbook if it is already there.")
@LIMITS
@CHECKLISTS
def merge(files: Sequence[Path], output: Path, force: bool, limits: "Limits | None", folder: Path | None) -> None:
    """Put the workbooks of several colleagues together into one.

    Where they disagree, each cell is named, nothing is chosen, and every word is kept. Ends with 1 if they disagree
    or if a workbook could not be read (then nothing is written).
    """
    from audit import files as written
    from audit.carry_forward.merge import merge as put_together
    from audit.checklist.load import load
    from audit.workbook.write import writer

    if output.suffix.lower() != ".xlsx":
        usage(f"The workbook's name has to end in .xlsx, and '{output.name}' does not.")
    read = _read_all(files, folder, limits)
    audits = [(r.file, r.audit) for r in read if r.audit is not None]
    merged = put_together(audits)
    try:
        checklist = load(merged.audit.checklist, merged.audit.setting.kind, folder)
        whole = writer.build(checklist, merged.audit, today(), changes=_strays(merged.audit))
        written.write(output, whole, replace=force)
    except AuditError as fault:
        fail(fault)
    answered = sum(r.rating is not None for r in merged.audit.responses)
    questions = counted(len(checklist.criteria), "question", "questions")
    click.echo(f"{output}: {answered} of {questions} answered, from {counted(len(files), 'workbook', 'workbooks')}.")
    for conflict in merged.conflicts:
        said = "; ".join(f"{where}: '{words}'" for where, words in conflict.said)
        click.echo(f"  {conflict.ref or 'Start here'}, {conflict.heading}: not agreed. {said}")
    sys.exit(1 if merged.conflicts else 0)


def _read_all(files: Sequence[Path], folder: Path | None, limits: "Limits | None") -> "list[Return]":
    """Every workbook, of one checklist and kind; or the end of the command, with every reason."""
    from audit.problems import Where, problem
    from audit.workbook.read import reader

    try:
        read = [reader.read(path, folder=folder, limits=limits) for path in files]
    except AuditError as fault:
        fail(fault)
    if refused := [p for r in read if r.refused for p in r.problems]:
        fail(AuditError(refused))
    for returned in read:
        show(p for p in returned.problems if p.code not in {"W04", "W16", "W24"})
    made_for = [(r.checklist.id, r.checklist.kind) for r in read if r.checklist]
    if other := [r for r, what in zip(read, made_for, strict=True) if what != made_for[0]]:
        fail(AuditError(problem("W25", Where(file=r.file), first=read[0].file) for r in other))
    return read


def _strays(audit: "Audit") -> "tuple[QuestionChange, ...]":
    from audit.carry_forward.carry import QuestionChange, typed

    return tuple(
        QuestionChange(ref=s.ref, what="A line that no question asks for.", typed=tuple(typed(s))) for s in audit.strays
    )
