"""Writing files so that a reader only ever sees all of one or none of it."""

import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from audit.problems import AuditError, Where, problem

_UNFINISHED = ".safeguarding-tmp"


def write(path: Path, data: bytes | str, *, replace: bool = True, lasting: bool = True, private: bool = False) -> Path:
    """Write a file by way of a temporary one beside it, then put it in place in one step.

    Args:
        path: where to; its folder is made if it is not there.
        data: the whole of it.
        replace: whether one that is there may be replaced.
        lasting: whether it is on the disk when this returns. What is one of many and can be made again need not be.
        private: whether nobody but its owner may read it, from its first byte on.

    Raises:
        AuditError: S01 if it is there and may not be replaced, S02 if it cannot be written; nothing is left behind.
    """
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=_UNFINISHED, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        if not private:  # a temporary file is its owner's alone
            Path(temporary).chmod(0o666 & ~_umask())
        _place(Path(temporary), path, replace=replace)
    except (OSError, ValueError) as fault:  # ValueError: a name with a null byte
        why = getattr(fault, "strerror", None) or fault
        raise AuditError([problem("S02", Where(file=str(path)), why=why)]) from fault
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
    return path


def _place(temporary: Path, path: Path, *, replace: bool) -> None:
    """Give a whole file its name. Where it may not replace another, only one of two that want the name gets it."""
    if not replace:
        try:
            path.hardlink_to(temporary)
        except OSError as fault:
            if path.exists():
                raise AuditError([problem("S01", Where(file=str(path)))]) from fault
            # Else it is a disk that knows no second names.
        else:
            return
    temporary.replace(path)


def clear(folder: Path, before: float) -> None:
    """Remove what an earlier run that was killed left unfinished in a folder, and nothing else.

    Args:
        folder: where; it need not be there.
        before: the time up to which nobody can still be at it.
    """
    with suppress(OSError):
        for path in unfinished(folder):
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)


def unfinished(folder: Path) -> list[Path]:
    """What a run that was killed left half written in a folder; nothing where the folder is not there."""
    return sorted(folder.glob(f".*{_UNFINISHED}"))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def timeless(archive: bytes, changed: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """A zip file (a workbook, a Word document) that says of none of its parts when it was written.

    So the same content is the same bytes, whenever it is made.

    Args:
        archive: the whole file.
        changed: parts to change on the way, by name.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            data = before.read(info)
            change = (changed or {}).get(info.filename)
            own = zipfile.ZipInfo(info.filename)  # of the first day that a zip file can say
            own.compress_type, own.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            after.writestr(own, change(data) if change else data)
    return out.getvalue()


_MOST_NAMES = 5_000
"""So many names of a folder are looked at for one that was meant."""


def within(folder: Path, *, leave_out: Path) -> list[Path]:
    """Every file in a folder and the folders in it, in the order of their names.

    What programs leave lying about is passed over, and so is the folder ``leave_out``; linked folders are not entered.
    """
    found: list[Path] = []
    for at, folders, names in os.walk(folder):
        here = Path(at)
        folders[:] = sorted(name for name in folders if _is_ours(name) and not _is_same(here / name, leave_out))
        found += [here / name for name in sorted(names) if _is_ours(name)]
    return found


def _is_ours(name: str) -> bool:
    """Whether somebody has put a file there, and not a program for its own use."""
    return not name.startswith((".", "~")) and name.casefold() not in {"thumbs.db", "desktop.ini"}


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def did_you_mean(path: Path) -> str:
    """``Did you mean rosebank.xlsx?`` for a file that is not there; nothing where no name in its folder is near.

    Where the folder is not there either, it is the folder's name that is wrong.
    """
    import difflib  # needed only where something is wrong

    try:
        while not path.absolute().parent.is_dir() and path.parent.name:
            path = path.parent
        names = [entry.name for entry in islice(path.absolute().parent.iterdir(), _MOST_NAMES)]
    except (OSError, ValueError):  # it cannot be looked into, or a name with a null byte
        return ""
    seen = [name for name in sorted(names) if not name.startswith((".", "~"))]
    there = {Path(name).stem.casefold(): name for name in seen} | {name.casefold(): name for name in seen}
    near = difflib.get_close_matches(path.name.casefold()[:200], list(there), n=1, cutoff=0.7)
    return f"Did you mean {there[near[0]]}?" if near else ""
