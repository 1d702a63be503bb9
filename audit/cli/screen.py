"""What was found wrong with a workbook, in as many lines as a screen has, apart from the results."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from audit.cli.common import shell, tool
from audit.problems import Problem, grouping, one_line

SCREEN = 25
"""Lines of a screen that a laptop shows at once."""
BESIDE_A_RESULT = 12
"""Lines for what is wrong with a workbook, where its result has to stand on the same screen."""
OF_SEVERAL = 5
"""The same where there are results of several workbooks."""
_WIDEST = 100

ALL = click.option(
    "--all", "every", is_flag=True, help="Show every fault in a line of its own, not only as many as a screen holds."
)


def width() -> int:
    """How many characters go into a line: as many as the window has, up to what can be read well."""
    return min(shutil.get_terminal_size().columns, _WIDEST)


def say(line: str, *, apart: bool = False) -> None:
    """Print a line, folded between words where somebody watches; a command to copy, and a program's, never is.

    Args:
        line: what to print.
        apart: whether it stands apart from the results.
    """
    stream = sys.stderr if apart else sys.stdout
    to_fold = stream.isatty() and not line.lstrip().startswith(tool())
    click.echo("\n".join(grouping.folded(line, width())) if to_fold else line, err=apart)


def show_faults(problems: Sequence[Problem], *, room: int, every: bool, rest: Sequence[str]) -> int:
    """Print what is wrong below a line that has named and counted it; how many lines of a screen that took.

    Args:
        problems: in any order.
        room: how many lines there are.
        every: whether to print each in a line of its own, however many there are.
        rest: what shows all of them, as :func:`where_all_are` gives it.
    """
    if not problems:
        return 0
    found = tuple(grouping.singly(problems)) if every else grouping.on_a_screen(problems, room, width(), rest)
    for line in found:
        say(line, apart=True)
    return grouping.height(found, width())


def show_in_short(path: Path, problems: Sequence[Problem], *, room: int, every: bool) -> None:
    """The same with the line above, for a command whose result comes after it; one fault is one line."""
    if len(problems) == 1:
        say(f"  {problems[0]}", apart=True)
    elif problems:
        say(f"{one_line(path.name)}: {grouping.tally(problems)}.", apart=True)
        show_faults(problems, room=room - 1, every=every, rest=where_all_are(path))


def where_all_are(path: Path) -> tuple[str, ...]:
    """What shows every fault of a workbook: the option, and the copy with each at its cell where one can be made."""
    if path.suffix.lower() not in {".xlsx", ".xlsm"}:
        return ("add --all.",)
    return "add --all, or see each at its cell:", f"{tool()} check {shell(path)} --marked COPY.xlsx"
