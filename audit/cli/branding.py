"""The options for a trust's own look, shared by the commands that make workbooks to fill in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit import api
from audit.cli.common import usage

if TYPE_CHECKING:
    from audit import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A look as it was asked for, before anything of it was looked at."""

    logo: Path | None = None
    text: str = ""
    colour: str = ""

    def look(self, whose: str) -> "Look":
        """The look of the workbooks of ``whose`` setting or group.

        Raises:
            AuditError: the colour is none or too pale, or the logo cannot be used.
        """
        if self.text and not self.logo:
            usage("--logo-text says what a logo shows: name the picture with --logo.")
        text = self.text or (f"Logo of {whose}" if whose else "Logo")
        return api.make_look(self.colour, self.logo, text)


_OPTIONS = (
    click.option(
        "--logo", type=click.Path(path_type=Path), help="Your logo on the first sheet: a PNG or JPEG picture."
    ),
    click.option(
        "--logo-text", default="", help="What the logo shows, for people who do not see it (default: whose it is)."
    ),
    click.option(
        "--colour", default="", help="Your colour for the headings, such as '#17405F'; white is written on it."
    ),
)


def look_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a look, which it takes together as ``wanted``."""

    @wraps(command)
    def with_look(*args: Any, logo: Path | None, logo_text: str, colour: str, **others: Any) -> None:  # noqa: ANN401
        command(*args, wanted=Wanted(logo=logo, text=logo_text, colour=colour), **others)

    for option in reversed(_OPTIONS):
        with_look = option(with_look)
    return with_look
