"""Help as it should look: every example in a line of its own, so that it can be copied."""

import re
from typing import Any

import click

_EXAMPLES = re.compile(r"^( *)(?=Examples?:$)", re.MULTILINE)
_AS_WRITTEN = "\b"
"""In a line before a paragraph it tells click to leave the lines of that paragraph as they are."""


class HelpedCommand(click.Command):
    """A command whose help keeps the lines of a paragraph that begins with ``Example:`` or ``Examples:``."""

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 - what click takes
        super().__init__(*args, **settings)
        if self.help:
            self.help = _EXAMPLES.sub(rf"\1{_AS_WRITTEN}\n\1", self.help)


class HelpedGroup(click.Group):
    """A group whose own commands have such help."""

    command_class = HelpedCommand
