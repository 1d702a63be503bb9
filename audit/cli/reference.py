"""``python -m audit.cli.reference FOLDER`` writes the reference pages from the code: commands, faults, limits."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from audit import api, files
from audit.cli.main import cli
from audit.problems import CATALOGUE, Fault

_GROUPS = {
    "F": "The file as a whole",
    "W": "The workbook as a return",
    "M": "A form of somebody else's",
    "B": "An action plan that comes back",
    "P": "What seems personal in a cell",
    "A": "Many settings",
    "C": "Checklist files",
    "V": "Reports that are verified, sealed or reviewed",
    "S": "What the command was asked",
}
_NOTE = "This page is made from the code by `make docs`. Change the code, not the page."

_LIMITS_ARE = """\
A workbook that comes from outside is looked at before it is read, and one that is larger than a return can be is
refused with a fault (F08, or F10 for a cell that lies far away). A filled workbook of 80 questions takes about 30 kB,
so you will hardly ever meet a limit. If you do, and you know whom the file is from, change it for one run:

```text
safeguarding-audit check big.xlsx --limit file=50MB --limit sheets=500
```

`--limit` can be repeated, and is taken by `check`, `score`, `report`, `merge`, `review`, `draw` and `aggregate`. Sizes
are in bytes, or with KB, MB or GB. `aggregate` reads files again where the limits have changed."""
_AT_MOST = """\
What stands under "at most" cannot be changed. Above all the area cannot: a single value in the last cell of a sheet
would make the library that reads workbooks ask for memory for 17 thousand million cells, and that ends the whole
program, not only the reading of that file. At its most, the area takes about 800 MB of memory for one file."""


def pages() -> dict[str, str]:
    """The reference pages by file name, as Markdown."""
    return {"commands.md": commands(), "faults.md": faults(), "limits.md": limits()}


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
            f"| {fault.code} | {fault.severity} | {_cell(fault.message)} | {_cell(_remedy(fault))} |"
            for fault in CATALOGUE.values()
            if fault.code.startswith(letter)
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _remedy(fault: Fault) -> str:
    return f"{fault.fix} On the page and in the local app: {fault.window}" if fault.window else fault.fix


def limits() -> str:
    """What a return may be: each limit with its name, what it usually is, and why it is there."""
    lines = ["| name | usual | at most | what it limits | why |", "|---|---|---|---|---|"]
    lines += [
        f"| `{limit.name}` | {limit.shown(limit.usual)} | {limit.shown(limit.most)} | {limit.what} | {limit.why} |"
        for limit in api.limit_rows()
    ]
    return "\n\n".join(["# Limits", _NOTE, _LIMITS_ARE, "\n".join(lines), _AT_MOST]) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("{", "`{").replace("}", "}`")


if __name__ == "__main__":
    for page, text in pages().items():
        files.write(Path(sys.argv[1]) / page, text)
