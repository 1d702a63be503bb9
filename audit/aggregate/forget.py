"""What the tool keeps of returns in an output folder, and wiping it: nothing that people put there, through no link.

A file goes where it has a name that the tool writes and is as the last run wrote it, or carries a mark of ours. What
somebody has changed since goes only where that is asked for. All else stays, and is named.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from audit import files
from audit.aggregate import board_pages, feedback_pages, full_reports, lock, own_output, package, package_schema, store
from audit.aggregate.addresses import is_text, shown
from audit.problems import AuditError, Problem, Where, problem

DATA = (package.DESCRIPTION, *(f"{table.name}{end}" for table in package_schema.TABLES for end in (".csv", ".parquet")))
"""What a run writes into the folder of its data."""
_TEMPORARY = (package.NEW, package.OLD)
_FOLDERS = (*own_output.FOLDERS, *_TEMPORARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What stands in an output folder, by what becomes of it: paths from there, in the order of their names.

    ``ours`` the tool wrote and nobody has changed; ``changed`` have a name of ours and are not as the last run wrote
    them; ``others`` the tool did not write, or they are links, or are kept on purpose.
    """

    folder: Path
    ours: tuple[Path, ...]
    changed: tuple[Path, ...]
    others: tuple[Path, ...]


def what_is_kept(folder: Path, home: Path) -> Kept:
    """What of an output folder would go and what would stay. Nothing is deleted.

    Args:
        folder: the output folder of ``aggregate``.
        home: the home folder of whoever asks; neither it nor anything above it is looked through.

    Raises:
        AuditError: A71, it is not there, is a link, is the home folder or one above, or is not one of ours.
    """
    if why := _unfit(folder, home):
        raise _refused(folder, why)
    found = dict(_of_ours(folder, _as_written(folder)))
    if not any(is_ours and _tells(folder, path) for path, is_ours in found.items()):
        raise _refused(folder, "it is no folder that 'aggregate' wrote")
    return Kept(
        folder=folder,
        ours=tuple(sorted(path for path, is_ours in found.items() if is_ours)),
        changed=tuple(sorted(path for path, is_ours in found.items() if not is_ours)),
        others=tuple(path for path in _everything(folder) if path not in found),
    )


def forget(kept: Kept, home: Path, *, changed: bool = False) -> int:
    """Delete what was shown to go, as far as that still holds; how many files.

    Args:
        kept: what was shown.
        home: as for :func:`what_is_kept`.
        changed: whether what somebody has changed goes too.

    Raises:
        AuditError: A40, a run is at work in the folder; A71, it is not what it was; A72, each file that stays.
    """
    folder = kept.folder
    if why := _unfit(folder, home):
        raise _refused(folder, why)
    with lock.held(folder):
        now = what_is_kept(folder, home)
        shown_to_go = {*kept.ours, *(kept.changed if changed else ())}
        going = shown_to_go & {*now.ours, *(now.changed if changed else ())}
        # What says which files are ours goes last, so that a wiping that was cut off can be done again.
        faults = [_delete(folder / path) for path in sorted(going, key=lambda path: (_is_of_store(path), path))]
    (folder / lock.NAME).unlink(missing_ok=True)
    forms = {folder / path.parents[at] for path in going for at in range(len(path.parts) - 1) if _is_of_forms(path)}
    deepest_first = sorted(forms, key=lambda one: len(one.parts), reverse=True)
    for emptied in (*deepest_first, *(folder / name for name in (*_FOLDERS, ""))):
        with suppress(OSError):  # something is left in it
            emptied.rmdir()
    if stayed := [fault for fault in faults if fault]:
        raise AuditError(stayed)
    return len(going)


def _refused(folder: Path, why: str) -> AuditError:
    return AuditError([problem("A71", Where(file=shown(str(folder))), why=why)])


def _unfit(folder: Path, home: Path) -> str:
    """Why a folder is not even looked through; empty if it may be."""
    if not is_text(str(folder)):
        return "its name is damaged"
    if folder.is_symlink():
        return "it is a link"
    if not folder.is_dir():
        return "it is no folder" if folder.exists() else "there is no such folder"
    own, root = folder.resolve(), home.resolve()
    if own == Path(own.anchor):
        return "it is the whole disk"
    return "it is your home folder, or one above it" if own == root or own in root.parents else ""


def _as_written(folder: Path) -> Mapping[Path, tuple[object, object]]:
    """In what state the last whole run wrote each of its files, by their paths from the folder, wherever it is now."""
    if not _is_our_store(folder / store.NAME):
        return {}
    try:
        with store.Store(folder, "") as remembered:
            listed = remembered.listed()
    except AuditError:  # of another version, or damaged: nothing is known to be unchanged
        return {}
    pages = [path.parent for path in listed if path.name == own_output.PAGES[0]]
    base = min(pages, key=lambda path: len(path.parts), default=None)  # a form's by itself stands deeper
    return {path.relative_to(base): state for path, state in listed.items() if base and path.is_relative_to(base)}


def _of_ours(folder: Path, written: Mapping[Path, tuple[object, object]]) -> Iterator[tuple[Path, bool]]:
    """Every file with a name of ours, from the folder, and whether it is as the tool wrote it."""

    def unchanged(path: Path) -> bool:
        return path in written and store.state_of(folder / path) == written[path]

    for main in _stores(folder):
        is_ours = _is_our_store(folder / main)
        yield from ((path, is_ours) for path in _present(folder, [f"{main}{end}" for end in store.BESIDE]))
    yield from ((path, not (folder / path).stat().st_size) for path in _present(folder, [lock.NAME]))
    yield from ((path, unchanged(path)) for path in _present(folder, own_output.PAGES))
    yield from ((path, True) for path in _present(folder, [own_output.LIST]))
    yield from ((path, unchanged(path)) for path in _present(folder, DATA, package.FOLDER))
    for name in _TEMPORARY:
        yield from ((path, True) for path in _present(folder, DATA, name))
    for name in ("", *own_output.OF_PAGES):
        yield from ((path, True) for path in _present(folder, [p.name for p in files.unfinished(folder / name)], name))
    pages = [path for path in _pages(folder, feedback_pages.FOLDER) if feedback_pages.has_mark(folder / path)]
    yield from ((path, True) for path in pages)
    # Where the list is lost a report is known by its page of feedback.
    known = {path.name for path in (*written, *pages)}
    yield from ((path, unchanged(path)) for path in _pages(folder, full_reports.FOLDER) if path.name in known)
    groups = [path for path in _pages(folder, board_pages.FOLDER) if path.name.startswith(board_pages.BEGIN)]
    yield from ((path, unchanged(path)) for path in groups)
    apart = sorted(path for path in written if _is_of_forms(path) and ".." not in path.parts)
    yield from ((path, unchanged(path)) for path in apart if _is_there(folder, path))


def _is_of_forms(path: Path) -> bool:
    return path.parts[0] == own_output.FORMS


def _is_there(folder: Path, path: Path) -> bool:
    """Whether it is a file, and no link stands on the way to it."""
    ways = [folder / path, *(folder / above for above in path.parents if above.parts)]
    return (folder / path).is_file() and not any(way.is_symlink() for way in ways)


def _present(folder: Path, names: Iterable[str], within: str = "") -> list[Path]:
    """Those of these names that are files, in the folder itself or in one inside it; a link is none."""
    if (folder / within).is_symlink():
        return []
    paths = [Path(within, name) for name in names]
    return [path for path in paths if (folder / path).is_file() and not (folder / path).is_symlink()]


def _pages(folder: Path, within: str) -> list[Path]:
    return _present(folder, sorted(path.name for path in (folder / within).glob("*.html")), within)


def _stores(folder: Path) -> list[str]:
    """The store, and those that were set aside."""
    return [store.NAME, *sorted(path.name for path in folder.glob(f"{Path(store.NAME).stem}-set-aside-*.sqlite"))]


def _is_of_store(path: Path) -> bool:
    return path.name.startswith(Path(store.NAME).stem)


def _is_our_store(path: Path) -> bool:
    """Whether it is a store of ours, of any version; somebody else's of the same name is not."""
    if path.is_symlink() or not path.is_file():
        return False
    try:  # for writing too: else SQLite would leave files beside it
        with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=rw", uri=True)) as database:
            names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        return False
    return "readings" in names and names <= store.TABLE_NAMES


def _tells(folder: Path, path: Path) -> bool:
    """Whether a file of ours could be nobody else's, so that the folder is one of ours."""
    return _is_of_store(path) or (path.parent == Path(feedback_pages.FOLDER) and feedback_pages.has_mark(folder / path))


def _everything(folder: Path) -> list[Path]:
    """Every file and link, from the folder; no link is followed."""
    found: list[Path] = []
    for at, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(at) / name).is_symlink()]
        found += [(Path(at) / name).relative_to(folder) for name in (*names, *links)]
    return sorted(found)


def _delete(path: Path) -> Problem | None:
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        return problem("A72", Where(file=shown(str(path))), why=fault.strerror or fault)
    return None
