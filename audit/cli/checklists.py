"""The commands about the checklists themselves: what they hold, what they rest on, and whether that still stands."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import api, files
from audit.cli.checklists_spreadsheet import export_command, import_command, schema_command
from audit.cli.common import CHECKLISTS, fail, show, today, tool, usage
from audit.cli.help_pages import HelpedGroup
from audit.problems import AuditError
from audit.text import counted, one_or_many

if TYPE_CHECKING:
    from audit.api.values import Verified

_OUTPUT = click.Path(path_type=Path, dir_okay=False)


@click.group(cls=HelpedGroup)
def checklists() -> None:
    """Look at the checklists, hold them against their sources, and write your own."""


for _own in (export_command, import_command, schema_command):
    checklists.add_command(_own)


@checklists.command("show")
@click.argument("checklist_id", metavar="[CHECKLIST]", required=False)
@CHECKLISTS
def show_command(checklist_id: str | None, folder: Path | None) -> None:
    """Say what checklists there are; or, of one, its edition, sources, questions and counts by kind of setting."""
    try:
        if checklist_id:
            click.echo("\n".join(api.describe_checklist(checklist_id, today(), checklists=folder)))
            return
        every = api.load_checklists(folder)
    except AuditError as fault:
        fail(fault)
    for checklist in every:
        click.echo(f"{checklist.id}: {checklist.title}")
        click.echo(f"  edition {checklist.edition}, {counted(len(checklist.criteria), 'criterion', 'criteria')}")
        click.echo(f"  {checklist.purpose.partition('. ')[0].removesuffix('.')}.")
    click.echo(f"For one of them: {tool('checklists show CHECKLIST')}")


@checklists.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder.")
def workbooks(output: Path) -> None:
    """Write a blank workbook for each kind of setting, and one for the first look: for whoever has no tool."""
    try:
        for path in api.write_blank_workbooks(output):
            click.echo(path)
    except AuditError as fault:
        fail(fault)


@checklists.command()
@click.option("-o", "--output", type=_OUTPUT, help="Write the matrix as a web page (.html) as well.")
@CHECKLISTS
def coverage(output: Path | None, folder: Path | None) -> None:
    """Show which criterion asks about each provision, and why the others are left out.

    Ends with 1 if a provision is neither asked about nor explained, or a row of the register of duties is carried by
    none.
    """
    _html(output)
    try:
        made = api.coverage(checklists=folder)
        if output:
            files.write(output, api.coverage_page(made, today()))
    except AuditError as fault:
        fail(fault)
    for line in api.coverage_lines(made):
        click.echo(line)
    show(made.problems)
    if output:
        click.echo(f"The matrix as a page: {output}")
    sys.exit(1 if made.problems else 0)


@checklists.command()
@click.argument("source_id", metavar="[SOURCE]", default="")
@click.option("--pdf", "pdf_file", type=_OUTPUT, help="The official PDF of the source.")
@click.option(
    "--text",
    "text_files",
    type=_OUTPUT,
    multiple=True,
    help="A text of the source: paragraphs in JSON, or an Act as plain text. May be given more than once.",
)
@click.option(
    "--texts",
    "texts",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder with the texts of sources, each under its own name.",
)
@CHECKLISTS
def verify(
    source_id: str, pdf_file: Path | None, text_files: Sequence[Path], texts: Path | None, folder: Path | None
) -> None:
    """Look in the text of a source for every place that is cited from it: its number, page and key terms.

    Without SOURCE, every source whose text is in the folder is looked through.

    Examples:
      safeguarding-audit checklists verify working-together-2023 --pdf working-together-2023.pdf
      safeguarding-audit checklists verify --texts texts-of-sources
    """
    given = (*((pdf_file,) if pdf_file else ()), *text_files)
    if bool(given) == bool(texts) or (given and not source_id):
        usage("Name a source with its --pdf or --text, or a folder with --texts.")
    missed = 0
    try:
        for one, paths, found in api.verify_citations(source_id, given, texts=texts, checklists=folder):
            for line in _verified(one, " and ".join(path.name for path in paths), found):
                click.echo(line)
            show(found.problems)
            missed += len(found.problems)
    except AuditError as fault:
        fail(fault)
    sys.exit(1 if missed else 0)


def _verified(source_id: str, name: str, found: "Verified") -> Iterator[str]:
    """What came of looking for the places of a source."""
    looked, got = len(found.looked_for), len(found.found)
    yield f"{source_id}: {counted(looked, 'place', 'places')} looked for in {name}."
    stand = counted(got, "stands on its page with its", "stand on their page with their")
    yield f"  {stand} key terms; {looked - got} missed."
    if found.without_terms:
        bare = counted(len(found.without_terms), "of them names", "of them name")
        yield f"  {bare} no key terms: only number and page were checked."
    if found.not_looked_for:
        have = counted(len(found.not_looked_for), "has", "have")
        were = one_or_many(len(found.not_looked_for), "was", "were")
        yield f"  {have} no place that can be looked for, and {were} not looked for."


@checklists.command()
@click.option(
    "-o",
    "--output",
    type=_OUTPUT,
    default=Path("reports/handbook.html"),
    show_default=True,
    help="The page to write (.html).",
)
@CHECKLISTS
def handbook(output: Path, folder: Path | None) -> None:
    """Write the handbook: why each criterion is asked, how it is judged, what to look for and how to mend it."""
    _html(output)
    try:
        made = api.handbook(checklists=folder)
        files.write(output, api.handbook_page(made, today()))
    except AuditError as fault:
        fail(fault)
    criteria, chapters = counted(made.criteria, "criterion", "criteria"), len(made.chapters)
    sources = counted(len(made.sources), "source", "sources")
    click.echo(f"{output}: {criteria} of {counted(chapters, 'checklist', 'checklists')}, {sources}.")


def _html(output: Path | None) -> None:
    if output and output.suffix.lower() not in {".html", ".htm"}:
        usage(f"The page's name has to end in .html, and '{output.name}' does not.")
