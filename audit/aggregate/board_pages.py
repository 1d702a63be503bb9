"""The page for the board as HTML, and one for each group, which holds its own settings alone."""

from collections.abc import Sequence
from pathlib import Path

from audit import files
from audit.aggregate import board, own_output
from audit.aggregate.overview import Overview
from audit.report import html
from audit.text import slug

FOLDER, BEGIN = own_output.GROUPS, "group-"
_CSS = ("board.css",)
_NAMELESS = "not-said"


def write(overview: Overview, groups: Sequence[tuple[str, Overview]], folder: Path) -> tuple[Path, ...]:
    """Write ``board.html``, and the page of each group into the folder ``groups``.

    Args:
        overview: of all settings.
        groups: each group by its title, with the overview of its own settings alone.
        folder: the output folder.

    Raises:
        AuditError: S02, they could not be written.
    """
    written = [files.write(folder / "board.html", board_page(overview))]
    names = file_names([title for title, _ in groups])
    for (title, own), name in zip(groups, names, strict=True):
        written.append(files.write(folder / FOLDER / name, group_page(title, own)))
    return tuple(written)


def board_page(overview: Overview) -> str:
    """One sheet of paper for the board of all settings."""
    return html.page("board.html", _CSS, board=board.of(overview), own=False)


def group_page(title: str, overview: Overview) -> str:
    """The same for one group, with the list of its own settings after it."""
    return html.page("board.html", _CSS, board=board.of(overview, title), own=True)


def file_names(titles: Sequence[str]) -> list[str]:
    """A file's name for each title, all different and a name on every system: no path, nothing that is reserved."""
    taken: set[str] = set()
    names = []
    for title in titles:
        own = f"{BEGIN}{slug(title) or _NAMELESS}"
        name, number = own, 2
        while name in taken:
            name, number = f"{own}-{number}", number + 1
        taken.add(name)
        names.append(f"{name}.html")
    return names
