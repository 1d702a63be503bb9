"""Every help page as people see it in a window of 80 characters."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from audit.checklist.load import load
from audit.cli.main import cli

WIDTH = 80
NAME = "safeguarding-audit"


def commands(command: click.Command, *words: str) -> Iterator[tuple[str, ...]]:
    """Every command with the words that name it, the whole tool first."""
    yield words
    if isinstance(command, click.Group):
        for name in command.commands:
            yield from commands(command.commands[name], *words, name)


EVERY = list(commands(cli))


def help_of(*words: str, runs: CliRunner | None = None) -> str:
    done = (runs or CliRunner()).invoke(cli, [*words, "--help"], terminal_width=WIDTH, prog_name=NAME)
    assert done.exit_code == 0
    return done.output


def test_the_pages_of_all_commands_are_looked_at():
    assert {("check",), ("new",), ("checklists", "import")} <= set(EVERY)
    assert len(EVERY) > 15


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_it_fits_and_shows_no_marks(words):
    page = help_of(*words)
    assert "\\b" not in page
    assert "\b" not in page
    assert "%Y" not in page
    for line in page.splitlines():
        assert len(line) <= WIDTH or line.strip().startswith(f"{NAME} "), line


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_example_is_a_line_that_can_be_copied(words):
    lines = help_of(*words).splitlines()
    written = (command_of(words).help or "").count(f"{NAME} ")
    at = next((n for n, line in enumerate(lines) if line.strip() in {"Example:", "Examples:"}), None)
    assert (at is not None) == bool(written)
    if at is None:
        return
    examples = []
    for line in lines[at + 1 :]:
        if not line.strip():
            break
        examples.append(line)
    assert len(examples) == written
    assert lines[at].strip() == ("Examples:" if written > 1 else "Example:")
    for line in examples:
        assert line.startswith(f"    {NAME} "), line
        assert line.split()[1] in cli.commands, line


def command_of(words: tuple[str, ...]) -> click.Command:
    found: click.Command = cli
    for word in words:
        assert isinstance(found, click.Group)
        found = found.commands[word]
    return found


def test_new_lists_every_kind_of_setting():
    lines = [line.split(maxsplit=1) for line in help_of("new").partition("Kinds of setting")[2].splitlines()[1:]]
    assert lines == [[kind.id, kind.title] for kind in load("leaders").kinds]
