"""The commands for a checklist of one's own: out to a spreadsheet, back in again, and the schemas for editors."""

from pathlib import Path

import click

from audit import api, files
from audit.cli.common import CHECKLISTS, fail, shell, show, tool, usage
from audit.cli.help_pages import HelpedCommand
from audit.problems import AuditError
from audit.text import counted

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("export", cls=HelpedCommand)
@click.argument("checklist_id", metavar="CHECKLIST")
@click.option("-o", "--output", type=_FILE, required=True, help="The spreadsheet to make (.xlsx).")
@click.option("--force", is_flag=True, help="Replace the spreadsheet if it is already there.")
@CHECKLISTS
def export_command(checklist_id: str, output: Path, force: bool, folder: Path | None) -> None:
    """Write a checklist as a spreadsheet, to change it or to begin one of your own.

    Example:
      safeguarding-audit checklists export leaders -o ours.xlsx
    """
    if output.suffix.lower() != ".xlsx":
        usage(f"The spreadsheet's name has to end in .xlsx, and '{output.name}' does not.")
    try:
        data, number = api.checklist_spreadsheet(checklist_id, checklists=folder)
        files.write(output, data, replace=force)
    except AuditError as fault:
        fail(fault)
    click.echo(f"{output}: {counted(number, 'question', 'questions')}. Begin with the sheet 'Start here'.")
    click.echo(f"Then bring it in: {tool('checklists import')} {shell(output)} -o my.yaml")


@click.command("import", cls=HelpedCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=_FILE, required=True, help="The checklist to write (.yaml).")
@click.option("--force", is_flag=True, help="Replace the checklist if it is already there.")
@CHECKLISTS
def import_command(file: Path, output: Path, force: bool, folder: Path | None) -> None:
    """Read a checklist from a spreadsheet and write it as YAML; every fault is named with its sheet and cell.

    Questions of another checklist that were left as they are are used from there ('use: leaders/board-lead').

    Example:
      safeguarding-audit checklists import ours.xlsx -o trust/ours.yaml
    """
    if output.suffix.lower() not in {".yaml", ".yml"}:
        usage(f"The checklist's name has to end in .yaml, and '{output.name}' does not.")
    try:
        made = api.import_checklist(file, checklists=folder)
        files.write(output, api.checklist_yaml(made, output.parent), replace=force)
    except AuditError as fault:
        fail(fault)
    show(made.noticed)
    own, asked = sum(1 for _ in made.shape.written()), sum(1 for _ in made.shape.asked())
    click.echo(
        f"{output}: {counted(own, 'question', 'questions')} of its own, {asked - own} used from other checklists."
    )
    id_ = made.shape.checklist.id
    if made.stands_for_ours:
        click.echo(f"Its id '{id_}' is that of a checklist that comes with the tool, so it cannot stand beside it.")
        click.echo("To make it yours, give it an id of its own on the sheet 'Checklist', and import it again.")
        return
    where = shell(output.parent)
    click.echo(f"Use it: {tool()} new {id_} --checklists {where} -o FILE.xlsx")


@click.command("schema", cls=HelpedCommand)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("schema"),
    show_default=True,
    help="The folder for the schemas: the folder 'schema' beside your checklists.",
)
def schema_command(output: Path) -> None:
    """Write the JSON Schemas of the YAML files, by which an editor completes and checks them."""
    try:
        for name, text in api.schemas().items():
            files.write(output / name, text)
            click.echo(output / name)
    except AuditError as fault:
        fail(fault)
    click.echo(f"Put this line at the top of a checklist: {api.schema_line()}")
