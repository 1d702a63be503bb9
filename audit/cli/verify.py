"""The commands that show whether a report is what it says: ``verify``, and ``seal`` for a signature on it."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import api, files
from audit.cli.common import CHECKLISTS, THERE, THERE_OR_FOLDER, fail, shell, today, tool, usage
from audit.cli.help_pages import HelpedCommand
from audit.problems import AuditError, Problem, is_fault, one_line
from audit.text import counted

if TYPE_CHECKING:
    from audit import Verification
    from audit.api.integrity import Seal

_SHOWN = 20
_LONGEST_NAME = 200


@click.command(cls=HelpedCommand)
@click.argument("report", type=THERE_OR_FOLDER, metavar="REPORT.html")
@click.argument("workbook", type=THERE, required=False, metavar="[WORKBOOK.xlsx]")
@click.option("--public-key", "key", type=THERE, help="The public key that the page has to be sealed with.")
@click.option("--secret", type=THERE, help="The setting's secret, with which a public page commits to its workbook.")
@CHECKLISTS
def verify(report: Path, workbook: Path | None, key: Path | None, secret: Path | None, folder: Path | None) -> None:
    """Say whether a report is what its answers come to; and, with the workbook, whether those are its answers.

    Everything is worked out again: read, scored, planned and written. A workbook that was only saved again, or sorted,
    holds the same answers, and a page that a browser saved says the same. Ends with 0 if all is the same, 1 if anything
    differs, 2 if the command was wrong, and 3 if another version made the page, so that not all could be compared.

    Of any other file, such as a report's JSON or PDF, and of a folder, such as the data of an overview, it says whether
    the seal beside it fits, and who sealed it as what and when.

    Examples:
      safeguarding-audit verify rosebank.html rosebank.xlsx
      safeguarding-audit verify rosebank.pdf --public-key our.key.pub
    """
    if not _is_page(report):
        if workbook or secret:
            usage("Only a report's .html page can be held against a workbook or a secret.")
        sys.exit(0 if _seal_beside_fits(report, key) else 1)
    try:
        page = api.open_page(report)
        returned = api.read_return(workbook, checklists=folder) if workbook else None
        found = api.verify(page, workbook=returned, public_key=key, secret=secret, checklists=folder)
    except AuditError as fault:
        fail(fault)
    click.echo(f"{report}: {_verdict(found, workbook)}")
    for line in (*_lines_of(found.faults), *_lines_of(found.notes)):
        click.echo(f"  {line}")
    if page.seal:
        click.echo(f"  {_about_seal(found, key)}")
    sys.exit(0 if found.same else 1 if found.altered else 3)


def _is_page(path: Path) -> bool:
    """Whether it may carry a record and a seal in itself; for whatever else a seal stands beside it."""
    return path.is_file() and not api.seal_beside(path).exists() and path.suffix.lower() not in _NO_PAGES


_NO_PAGES = {".csv", ".docx", ".ics", ".json", ".md", ".ods", ".parquet", ".pdf", ".txt", ".xlsx", ".zip"}


def _seal_beside_fits(path: Path, key: Path | None) -> bool:
    try:
        found = api.verify_file(path, public_key=key)
    except AuditError as fault:
        fail(fault)
    click.echo(f"{path}: {_about(found.seal, key, fits=found.fits)}")
    return found.fits


def _verdict(found: "Verification", workbook: Path | None) -> str:
    if not (found.compared or found.altered):
        return "cannot be compared to the letter. What can be said of it:"
    if not found.same:
        return f"NOT the same: {counted(len(found.faults), 'difference', 'differences')}."
    these = "judgement and band" if found.page.record.detail == "public" else "answers"
    and_these = f", and these are the {these} of {workbook.name}" if workbook else ""
    return f"the same. Every figure and text on the page follows from what it carries{and_these}."


def _lines_of(found: Sequence[Problem]) -> Iterator[str]:
    """Each difference in a line, and below them what to do about each kind."""
    for one in found[:_SHOWN]:
        yield f"{one.where}: {one.code} {one.message}"
    if len(found) > _SHOWN:
        yield f"and {len(found) - _SHOWN} more."
    yield from dict.fromkeys(f"{one.code}: {one.fix}" for one in found if is_fault(one))


def _about_seal(found: "Verification", key: Path | None) -> str:
    """Who sealed the page and when, and whether anything was changed since."""
    return _about(found.page.seal, key, fits=found.seal_fits) if found.page.seal else "It has no seal."


def _about(seal: "Seal", key: Path | None, *, fits: bool) -> str:
    by = f" by {one_line(seal.signer.words)}" if seal.signer else ""
    if not fits:
        return f"Its seal names the key {api.key_fingerprint(seal.key)} and does not fit: believe no name in it."
    said = f"Sealed{by}, with the key {api.key_fingerprint(seal.key)}; nothing in it was changed since."
    return said if key else f"{said} Whose key that is the seal cannot say: name it with --public-key."


@click.command(cls=HelpedCommand)
@click.argument("report", type=THERE_OR_FOLDER, required=False, metavar="REPORT.html")
@click.option("--key", type=THERE, help="Seal the page with this private key.")
@click.option("--name", default="", help="Who seals it. Name, role and today's date become part of the seal.")
@click.option("--role", default="", help="As what you seal it, such as 'Chair of governors'.")
@click.option("--new-key", type=click.Path(path_type=Path, dir_okay=False), help="Make a new pair: FILE and FILE.pub.")
@CHECKLISTS
def seal(
    report: Path | None, key: Path | None, name: str, role: str, new_key: Path | None, folder: Path | None
) -> None:
    """Sign a report, or another file, with a key that you hold, so that anybody with your public key can see who sealed
    it and when, and that it was not changed since.

    The private key is never written over, and only you can read it: keep it safe and give it to nobody. Give the
    public key (FILE.pub) to whoever reads your reports. A page is sealed only if it is what its answers come to. For
    any other file and for a folder the seal stands beside it, as NAME.seal: hand both on together.

    Examples:
      safeguarding-audit seal --new-key our.key
      safeguarding-audit seal reports/rosebank.html --key our.key --name "A. Example" --role "Head teacher"
      safeguarding-audit verify reports/rosebank.html --public-key our.key.pub
      safeguarding-audit seal overview/data --key our.key --name "A. Example" --role "Data lead"
    """
    if bool(report) != bool(key) or not (report or new_key):
        usage("Name a report and --key to seal it, or --new-key to make a pair of keys.")
    if report and not (name.strip() and role.strip()):
        usage("Say who seals it with --name and --role: both become part of the seal.")
    if max(len(name), len(role)) > _LONGEST_NAME:
        usage(f"A name and a role have at most {_LONGEST_NAME} characters.")
    try:
        if new_key:
            _make_keys(new_key)
        if report and key:
            if _is_page(report):
                files.write(report, api.seal(report, key, name=name, role=role, day=today(), checklists=folder))
            else:
                files.write(api.seal_beside(report), api.seal_file(report, key, name=name, role=role, day=today()))
            click.echo(
                f"{report}: sealed. Check it with: {tool()} verify {shell(report)} --public-key {shell(key)}.pub"
            )
    except AuditError as fault:
        fail(fault)


def _make_keys(path: Path) -> None:
    private, public = api.make_keys(path)
    click.echo(f"{private}: your private key. Keep it safe and give it to nobody.")
    click.echo(f"{public}: the public key, for whoever reads your reports.")
