"""Which folders and files a window can be shown: those below one folder, and nothing that leads out of it."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from audit.problems import AuditError, Where, one_line, problem

_ENDINGS = frozenset({".xlsx", ".xlsm", ".ods", ".zip"})
_MOST = 500
"""So many entries of a folder are looked at: more nobody looks through."""
_MOST_BELOW = 20_000
"""So many entries of the folders below are counted, since somebody waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSeen:
    """A folder below the home folder: where it is, the folders in it, the CSV files in it, and how many returns.

    ``path`` is the whole path, to be used; ``at`` is the way from the home folder, and ``above`` the way to the folder
    that it lies in, ``None`` at the home folder itself. ``below`` are the returns in the folders below it, which are
    read as well; ``counted`` says whether all of those could be looked at.
    """

    path: str
    at: str
    above: str | None
    folders: tuple[str, ...]
    registers: tuple[str, ...]
    returns: int
    below: int
    counted: bool
    whole: bool


def inside(folder: Path, name: str) -> Path | None:
    """What a name in a folder leads to; ``None`` where it is no name in it, leads out of it, or leads nowhere.

    Args:
        folder: the folder.
        name: a way from there, parts with ``/`` between them. It has been decoded once, and is not decoded again.
    """
    parts = name.split("/") if name else []
    if any(part in {"", ".", ".."} or not _is_plain(part) for part in parts) or PurePosixPath(name).is_absolute():
        return None
    try:
        root = folder.resolve(strict=True)
        found = root.joinpath(*parts).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle
        return None
    return found if found == root or root in found.parents else None


def _is_plain(part: str) -> bool:
    """Whether a part of a way is a name on every kind of computer: no drive, no other mark between folders."""
    return not any(mark in part for mark in ("\\", ":", "%", "\0")) and part.isprintable()


def listed(home: Path, at: str) -> FolderSeen:
    """What there is to choose in a folder below the home folder.

    Raises:
        AuditError: S16, it is none, or it cannot be looked into.
    """
    folder = inside(home, at)
    if folder is None or not folder.is_dir():
        raise AuditError([problem("S16", Where(file=one_line(at)), why="it is no folder below your home folder")])
    try:
        with os.scandir(folder) as entries:
            found = sorted(islice(entries, _MOST + 1), key=lambda entry: entry.name.casefold())
    except OSError as fault:
        raise AuditError([problem("S16", Where(file=one_line(at)), why=fault.strerror or str(fault))]) from fault
    shown = [entry for entry in found[:_MOST] if not entry.name.startswith((".", "~")) and _is_plain(entry.name)]
    within = [entry.name for entry in shown if entry.is_dir(follow_symlinks=False)]
    files = [entry.name for entry in shown if entry.is_file(follow_symlinks=False)]
    below, was_counted = _below(folder, within)
    return FolderSeen(
        path=str(folder),
        at=at,
        above=at.rpartition("/")[0] if at else None,
        folders=tuple(within),
        registers=tuple(name for name in files if name.lower().endswith(".csv")),
        returns=sum(_is_return(name) for name in files),
        below=below,
        counted=was_counted,
        whole=len(found) <= _MOST,
    )


def _below(folder: Path, within: Iterable[str]) -> tuple[int, bool]:
    """How many returns lie in these folders of a folder and below them, and whether all of them were looked at."""
    found, left = 0, _MOST_BELOW
    for name in within:
        for _, folders, files in os.walk(folder / name):
            folders[:] = [one for one in folders if not one.startswith((".", "~"))]
            found += sum(map(_is_return, files))
            left -= len(folders) + len(files)
            if left < 0:
                return found, False
    return found, True


def _is_return(name: str) -> bool:
    return not name.startswith((".", "~")) and Path(name).suffix.lower() in _ENDINGS


def typed(words: str, home: Path, field: str = "") -> Path:
    """The path that somebody typed: whole, or counted from the home folder. Quotation marks around it are taken off.

    Args:
        words: what was typed.
        home: the home folder.
        field: what the field is called that it was typed into.

    Raises:
        AuditError: S16, nothing was typed, or it is no path of this computer.
    """
    text = words.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':  # as Windows copies a path
        text = text[1:-1].strip()
    if not text or not text.isprintable() or "://" in text:
        why = f"'{one_line(words)}' is no path of a folder or a file" if text else "nothing is typed here"
        raise AuditError([problem("S16", Where(file=field), why=(why,))])
    path = Path(text)
    return home / path.relative_to("~") if path.parts[:1] == ("~",) else home / path
