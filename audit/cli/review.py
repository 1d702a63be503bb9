"""The command for a reviewer: the return of a setting with columns for what the reviewer finds."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli.common import CHECKLISTS, LIMITS, fail, shell, show, today, usage
from audit.problems import AuditError, Where, problem
from audit.text import counted

if TYPE_CHECKING:
    from audit.carry_forward.carry import QuestionChange
    from audit.judgement.review import ReviewCopy
    from audit.model import Audit, Checklist
    from audit.spreadsheet.limits import Limits
    from audit.workbook.read.reader import Return


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The review to make (.xlsx).")
@click.option("--force", is_flag=True, help="Replace the review if it is already there, and all that is written in it.")
@LIMITS
@CHECKLISTS
def review(file: Path, output: Path, force: bool, limits: "Limits | None", folder: Path | None) -> None:
    r"""Make a reviewer's copy of a return: the leader's words locked, with columns for your own ratings and reasons.

    The answers to check first are marked, each with why; whoever holds the same return gets the same ones. When you
    are done, 'report' of the review shows self beside reviewer. The return itself stays as it is.

    \b
    Example:
      safeguarding-audit review rosebank.xlsx -o rosebank-review.xlsx
    """
    from audit import files

    if output.suffix.lower() != ".xlsx" or output.resolve() == file.resolve():
        usage("The review needs another name than the return, and one that ends in .xlsx.")
    try:
        returned = _returned(file, folder, limits)
        show(returned.problems)
        data, copy = _copy(returned, folder)
        files.write(output, data, replace=force)
    except AuditError as fault:
        fail(fault)
    titles = {c.id: c.title for c in returned.checklist.criteria} if returned.checklist else {}
    click.echo(
        f"{output}: {counted(len(titles), 'answer', 'answers')}, {len(copy.first)} of them marked to check first:"
    )
    for ref, why in copy.first:
        click.echo(f"  {titles[ref]} ({why})")
    click.echo(f"Fill it in, save it, and run: safeguarding-audit report {shell(output)}")


def _returned(file: Path, folder: Path | None, limits: "Limits | None") -> "Return":
    from audit.workbook.read import reader

    returned = reader.read(file, folder=folder, limits=limits)
    if returned.refused:
        raise AuditError(returned.problems)
    if returned.review:
        raise AuditError([problem("V18", Where(file=str(file)))])
    return returned


def _copy(returned: "Return", folder: Path | None) -> "tuple[bytes, ReviewCopy]":
    """The reviewer's copy, and what it was made with.

    It is read back at once: an answer that would not come back word for word is not watched for changes, so that no
    reviewer sees a change that nobody made.
    """
    from dataclasses import replace

    from audit.judgement.review import ReviewCopy
    from audit.judgement.sampling import sample
    from audit.judgement.scoring import score
    from audit.workbook.read import reader

    checklist, answers = returned.checklist, returned.audit
    if checklist is None or answers is None:
        raise ValueError(f"{returned.file} was refused")
    picks = sample(score(checklist, answers).findings, returned.sha256)
    copy = ReviewCopy(original=returned.sha256, first=tuple((p.ref, "; ".join(p.reasons)) for p in picks))
    data = _written(checklist, answers, copy)
    back = reader.read_bytes(data, returned.file, folder=folder).review
    if back and back.altered:
        copy = replace(copy, without_fingerprint=back.altered)
        data = _written(checklist, answers, copy)
    return data, copy


def _written(checklist: "Checklist", answers: "Audit", copy: "ReviewCopy") -> bytes:
    from audit.workbook.write import writer

    return writer.build_review(checklist, answers, today(), copy, _strays(answers))


def _strays(answers: "Audit") -> "tuple[QuestionChange, ...]":
    from audit.carry_forward.carry import QuestionChange, typed

    said = "A line of the return that no question asks for."
    return tuple(QuestionChange(ref=stray.ref, what=said, typed=tuple(typed(stray))) for stray in answers.strays)
