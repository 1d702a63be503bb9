"""What several command modules share: the option for another folder, today's date, and how a command ends badly."""

import shutil
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from audit import api, files
from audit.problems import AuditError, Problem

if TYPE_CHECKING:
    from audit import Limits

NAME = "safeguarding-audit"
FILES = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(["privacy"]),
    help="Stop at a workbook with a cell that seems to hold something personal: no report of it, and exit code 1.",
)
CHECKLISTS = click.option(
    "--checklists",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of checklists of your own, to use beside the ones that come with the tool.",
)


def _limits(context: click.Context, option: click.Parameter, written: tuple[str, ...]) -> "Limits | None":  # noqa: ARG001
    """What the reader takes as limits; ``None`` where nothing was said, and it has its own."""
    if not written:
        return None
    try:
        return api.make_limits(written)
    except AuditError as fault:
        fail(fault)


LIMITS = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_limits,
    help="Change what counts as too large for a return, such as file=50MB; see docs/limits.md. Can be repeated.",
)


class _FileThatIsThere(click.Path):
    """A file that has to be there; where it is not, the name in its folder that may be meant is said."""

    def __init__(self, *, folders: bool = False) -> None:
        super().__init__(path_type=Path, dir_okay=folders, exists=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as wrong:
            path = Path(str(value))
            hint = "" if path.exists() else files.did_you_mean(path)
            raise click.BadParameter(f"{wrong.message} {hint}".rstrip(), ctx, param) from wrong


THERE = _FileThatIsThere()
THERE_OR_FOLDER = _FileThatIsThere(folders=True)


if TYPE_CHECKING:
    _DayType = click.ParamType[date]
else:
    _DayType = click.ParamType  # older versions of click have no type to name


class _Day(_DayType):
    """A date of the years that the tool counts with, written as people write it: 27/11/2026, or 2026-11-27."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        first, last = api.days()
        try:
            return api.day_of(str(value))
        except ValueError:
            between = f"between {first.year} and {last.year}"
            self.fail(f"'{value}' is no day {between}. Write it as 27/11/2026 or 2026-11-27.", param, ctx)


DAY = _Day()
AS_OF = click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="The date of the report, such as 27/11/2026, from which suggested dates are counted (default: today).",
)


def today() -> date:
    """The day on this computer, wherever it stands."""
    return datetime.now().astimezone().date()


def show(problems: Iterable[Problem]) -> None:
    """Print what was found wrong, each with its place, apart from the results."""
    for found in problems:
        click.echo(f"  {found}", err=True)


def fail(fault: AuditError) -> NoReturn:
    """Say everything that is wrong and what to do about it, and end with 1."""
    for found in fault.problems:
        where = f"{found.where}: " if str(found.where) else ""
        click.echo(f"{where}{found.code} {found.message} {found.fix}", err=True)
    sys.exit(1)


def usage(message: str) -> NoReturn:
    """Say what was wrong with the command itself, and end with 2."""
    raise click.UsageError(message)


def tool(words: str = "") -> str:
    """How to call this tool with these words, so that a command that is printed works as it stands.

    The bare name where that finds it; else the way it was called now, such as ``.venv/bin/safeguarding-audit``.
    """
    called, found = Path(sys.argv[0]), shutil.which(NAME)
    by_name = called.stem != NAME or (found and Path(found).resolve() == called.resolve())
    return f"{NAME if by_name else shell(called)} {words}".rstrip()


def shell(path: Path) -> str:
    """A path as it can be typed again, in quotation marks where it holds a space."""
    return f'"{path}"' if " " in str(path) else str(path)
