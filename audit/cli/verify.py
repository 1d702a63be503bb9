"""The commands that show whether a report is what it says: ``verify``, and ``seal`` for a signature on it."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli.common import CHECKLISTS, fail, shell, usage
from audit.problems import AuditError, Problem, Where, is_fault, problem
from audit.text import counted

if TYPE_CHECKING:
    from audit.integrity.verify import Page
    from audit.model import Checklist

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
_LARGEST = 20_000_000
_SHOWN = 20


@click.command()
@click.argument("report", type=_FILE, metavar="REPORT.html")
@click.argument("workbook", type=_FILE, required=False, metavar="[WORKBOOK.xlsx]")
@click.option("--public-key", "key", type=_FILE, help="The public key that the page has to be sealed with.")
@CHECKLISTS
def verify(report: Path, workbook: Path | None, key: Path | None, folder: Path | None) -> None:
    r"""Say whether a report is what its answers come to; and, with the workbook, whether those are its answers.

    Everything is worked out again: read, scored, planned and written. A workbook that was only saved again, or sorted,
    holds the same answers. Ends with 0 if all is the same, 1 if anything differs, and 2 if the command was wrong.

    \b
    Example:
      safeguarding-audit verify rosebank.html rosebank.xlsx
    """
    try:
        page = _opened(report)
        found = [*_workbook(page, workbook, folder), *_page(page, folder), *_seal(page, key)]
    except AuditError as fault:
        fail(fault)
    faults = [p for p in found if is_fault(p)]
    click.echo(f"{report}: {_verdict(page, faults, workbook)}")
    for line in (*_lines_of(faults), *_lines_of([p for p in found if not is_fault(p)])):
        click.echo(f"  {line}")
    if page.seal:
        click.echo(f"  {_about_seal(page, key)}")
    sys.exit(1 if faults else 0)


def _opened(path: Path) -> "Page":
    from audit.integrity import verify as checking

    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise AuditError([problem("V01", Where(file=path.name), why="it is larger than a report can be")])
    return checking.opened(data, path.name)


def _page(page: "Page", folder: Path | None) -> Sequence[Problem]:
    from audit.integrity import verify as checking

    checklist = _checklist(page, folder)
    return checking.comparable(page, checklist) or checking.of_page(page, checklist)


def _checklist(page: "Page", folder: Path | None) -> "Checklist":
    """The checklist that a page answers; where there is none of that name or kind, V04 says so."""
    from audit.checklist.load import load

    given = page.record.audit
    try:
        return load(given.checklist, given.setting.kind, folder)
    except AuditError as fault:
        if any(p.code != "C08" for p in fault.problems):
            raise
        raise AuditError([problem("V04", page.where, edition=given.edition, checklist=given.checklist)]) from fault


def _workbook(page: "Page", workbook: Path | None, folder: Path | None) -> Iterator[Problem]:
    from audit.integrity import compare
    from audit.report import build, redaction
    from audit.report.record import Detail
    from audit.workbook.read import reader

    if workbook is None:
        if page.record.detail is Detail.PUBLIC:
            yield problem("V10", page.where)
        return
    returned = reader.read(workbook, folder=folder)
    if returned.refused or returned.checklist is None:
        raise AuditError(returned.problems)
    record = build.record_of(returned, page.record.as_of)
    own = redaction.redact(build.from_record(returned.checklist, record), page.record.detail)
    yield from compare.compare(page.record, own.record, workbook.name)


def _seal(page: "Page", key: Path | None) -> Iterator[Problem]:
    from audit.integrity import seal as seals

    if page.seal is None:
        if key:
            yield problem("V11", page.where)
        return
    if not seals.fits(page.text, page.seal):
        yield problem("V12", page.where)
    if key:
        wanted = seals.public_key(_read_key(key), Where(file=str(key)))
        if wanted != page.seal.key:
            theirs, ours = seals.fingerprint(page.seal.key), seals.fingerprint(wanted)
            yield problem("V13", page.where, theirs=theirs, ours=ours)


def _read_key(path: Path) -> bytes:
    """A key's file, no more of it than a key can have and one byte, so that what is larger is seen to be none."""
    from audit.integrity import seal as seals

    try:
        with path.open("rb") as file:
            return file.read(seals.LARGEST_KEY + 1)
    except OSError as fault:
        raise AuditError([problem("V14", Where(file=str(path)), why=fault.strerror or fault)]) from fault


def _verdict(page: "Page", faults: Sequence[Problem], workbook: Path | None) -> str:
    codes = {p.code for p in faults}
    if codes & {"V03", "V04"}:
        return "cannot be compared word for word."
    if codes:
        return f"NOT the same: {counted(len(faults), 'difference', 'differences')}."
    these = "scores" if page.record.detail == "public" else "answers"
    and_these = f", and these are the {these} of {workbook.name}" if workbook else ""
    return f"the same. Every figure and text on the page follows from what it carries{and_these}."


def _lines_of(found: Sequence[Problem]) -> Iterator[str]:
    """Each difference in a line, and below them what to do about each kind."""
    for one in found[:_SHOWN]:
        yield f"{one.where}: {one.code} {one.message}"
    if len(found) > _SHOWN:
        yield f"and {len(found) - _SHOWN} more."
    yield from dict.fromkeys(f"{one.code}: {one.fix}" for one in found if is_fault(one))


def _about_seal(page: "Page", key: Path | None) -> str:
    from audit.integrity import seal as seals

    if page.seal is None:
        return ""
    said = f"Sealed with the key {seals.fingerprint(page.seal.key)}."
    return said if key else f"{said} Whose key that is the page cannot say: name it with --public-key."


@click.command()
@click.argument("report", type=_FILE, required=False, metavar="REPORT.html")
@click.option("--key", type=_FILE, help="Seal the page with this private key.")
@click.option("--new-key", type=click.Path(path_type=Path, dir_okay=False), help="Make a new pair: FILE and FILE.pub.")
@CHECKLISTS
def seal(report: Path | None, key: Path | None, new_key: Path | None, folder: Path | None) -> None:
    r"""Sign a report with a key that you hold, so that anybody with your public key can see that it was not changed.

    The private key is never written over, and only you can read it: keep it safe and give it to nobody. Give the
    public key (FILE.pub) to whoever reads your reports. A page is sealed only if it is what its answers come to.

    \b
    Example:
      safeguarding-audit seal --new-key our.key
      safeguarding-audit seal reports/rosebank.html --key our.key
      safeguarding-audit verify reports/rosebank.html --public-key our.key.pub
    """
    if bool(report) != bool(key) or not (report or new_key):
        usage("Name a report and --key to seal it, or --new-key to make a pair of keys.")
    try:
        if new_key:
            _make_keys(new_key)
        if report and key:
            _seal_page(report, key, folder)
    except AuditError as fault:
        fail(fault)


def _make_keys(path: Path) -> None:
    from audit import files
    from audit.integrity import seal as seals

    public = path.with_name(f"{path.name}.pub")
    pair = seals.new_pair()
    for one in (path, public):
        if one.exists():
            raise AuditError([problem("V07", Where(file=str(one)))])
    files.write(path, pair.private, replace=False, private=True)
    try:
        files.write(public, pair.public, replace=False)
    except BaseException:
        path.unlink(missing_ok=True)  # half a pair is of no use: both are there, or neither
        raise
    click.echo(f"{path}: your private key. Keep it safe and give it to nobody.")
    click.echo(f"{public}: the public key, for whoever reads your reports.")


def _seal_page(report: Path, key: Path, folder: Path | None) -> None:
    from audit import files
    from audit.integrity import seal as seals

    page = _opened(report)
    if found := _page(page, folder):
        raise AuditError(found[:_SHOWN])
    files.write(report, seals.sealed(page.text, _read_key(key), Where(file=str(key))) + "\n")
    click.echo(
        f"{report}: sealed. Check it with: safeguarding-audit verify {shell(report)} --public-key {shell(key)}.pub"
    )
