"""``python -m audit.docs FOLDER`` writes the reference pages anew, from the code: the commands and the faults."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from audit import files
from audit.cli import cli
from audit.problems import CATALOGUE

_GROUPS = {
    "F": "The file as a whole",
    "W": "The workbook as a return",
    "P": "What seems personal in a cell",
    "A": "Many settings",
    "C": "Checklist files",
    "V": "Reports that are verified, sealed or reviewed",
    "S": "What the command was asked",
}
_NOTE = "This page is made from the code by `make docs`. Change the code, not the page."


def pages() -> dict[str, str]:
    """The reference pages by file name, as Markdown."""
    return {"commands.md": commands(), "faults.md": faults()}


def commands() -> str:
    """Every command with its options, as ``--help`` says it."""
    parts = ["# Commands", _NOTE, *_help(cli, "safeguarding-audit")]
    return "\n\n".join(parts) + "\n"


def _help(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    context = click.Context(command, info_name=name.rpartition(" ")[2], parent=parent, **command.context_settings)
    context.max_content_width = context.terminal_width = 100
    yield f"## {name}\n\n```text\n{command.get_help(context)}\n```"
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found and not found.hidden:
                yield from _help(found, f"{name} {sub}", context)


def faults() -> str:
    """The catalogue of faults: code, severity, what is wrong, what to do."""
    parts = ["# Faults", _NOTE, "Words in `{braces}` are filled in with the details of each case."]
    letters = dict.fromkeys(code[0] for code in CATALOGUE)
    for letter in letters:
        lines = [f"## {_GROUPS.get(letter, letter)}", "", "| code | severity | what is wrong | what to do |"]
        lines.append("|---|---|---|---|")
        lines += [
            f"| {fault.code} | {fault.severity} | {_cell(fault.message)} | {_cell(fault.fix)} |"
            for fault in CATALOGUE.values()
            if fault.code.startswith(letter)
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("{", "`{").replace("}", "}`")


if __name__ == "__main__":
    for page, text in pages().items():
        files.write(Path(sys.argv[1]) / page, text)
