"""Which files there are to read: folders, patterns, zip files and fsspec addresses become one list of items.

Nothing is unpacked to disk and no name inside a zip file is ever used as a path: it is only shown. Names that
operating systems leave lying about are passed over; every other file becomes an item, whatever its ending.
"""

import glob
import os
import stat
import sys
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from audit.problems import AuditError, Problem, Where, problem
from audit.workbook import guard

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem  # type: ignore[import-untyped]

_MOST_MEMBERS = 200_000
_LEFT_LYING = {"thumbs.db", "desktop.ini"}
_BROKEN = (*guard.BROKEN, OSError)
IN_ZIP = " > "


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file to be read, on this disk or in a store, itself or as the ``member`` of a zip file.

    ``address`` is how it is shown, and is unlike every other.
    """

    address: str
    at: Literal["disk", "store"]
    path: str
    member: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath((self.member or self.path).replace("\\", "/")).name


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The items in the order of their addresses, and what could not be looked into."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


@dataclass
class _Search:
    leave_out: frozenset[Path]
    items: dict[str, Item] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def names_left_out(self) -> frozenset[str]:
        return frozenset(path.name for path in self.leave_out)

    def add(self, item: Item) -> None:
        self.items.setdefault(item.address, item)

    def say(self, code: str, address: str, **details: object) -> None:
        self.problems.append(problem(code, Where(file=address), **details))

    def local(self, path: Path) -> None:
        """A path as somebody typed it: a file, a folder, or a pattern that is neither."""
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError):
            matches = sorted(glob.glob(str(path), recursive=True)) if glob.has_magic(str(path)) else []  # noqa: PTH207
            if not matches:
                self.say("F01", str(path))
            for match in matches:
                self.local(Path(match))
            return
        if stat.S_ISDIR(mode):
            self._folder(path)
        else:
            self._file(path)

    def _folder(self, folder: Path) -> None:
        def unreadable(fault: OSError) -> None:
            self.say("F12", str(fault.filename or folder), why=fault.strerror or fault)

        for here, folders, names in os.walk(folder, onerror=unreadable):
            inside = [name for name in folders if not _left_lying(name)]
            folders[:] = [name for name in inside if Path(here, name).resolve() not in self.leave_out]
            for name in names:
                if not _left_lying(name):
                    self._file(Path(here, name))

    def _file(self, path: Path) -> None:
        # To follow a path takes long; only one of the same name, or a link, can come out there.
        if (path.name in self.names_left_out or path.is_symlink()) and path.resolve() in self.leave_out:
            return
        if path.suffix.lower() == ".zip":
            self._zip(Item(address=str(path), at="disk", path=str(path)))
        else:
            self.add(Item(address=str(path), at="disk", path=str(path)))

    def _zip(self, whole: Item) -> None:
        """The files in a zip file. Sizes are looked at when each is read, within the limits of a return."""
        try:
            infos = [info for info in opened_zip(whole.path, whole.at).infolist() if not info.is_dir()]
        except _BROKEN as fault:
            self.say("A20", whole.address, why=getattr(fault, "strerror", None) or fault)
            return
        if len(infos) > _MOST_MEMBERS:
            self.say("A20", whole.address, why=f"it holds {len(infos)} files, and the most is {_MOST_MEMBERS}")
            return
        for info in sorted(infos, key=lambda info: info.filename):
            if not any(_left_lying(part) for part in info.filename.replace("\\", "/").split("/")):
                address = f"{whole.address}{IN_ZIP}{info.filename}"
                if address in self.items:
                    self.say("A21", address)
                self.add(Item(address=address, at=whole.at, path=whole.path, member=info.filename))

    def store(self, address: str) -> None:
        """An fsspec address: a file, a pattern, or everything below a folder."""
        try:
            system, path = file_system(address)
            names = _stored(system, path)
        except AuditError as fault:
            self.problems.extend(fault.problems)
            return
        except _remote_faults() as fault:
            self.say("A22", address, why=fault)
            return
        if not names:
            self.say("F01", address)
        for name in names:
            if _left_lying(PurePosixPath(name).name):
                continue
            item = Item(address=system.unstrip_protocol(name), at="store", path=system.unstrip_protocol(name))
            if name.lower().endswith(".zip"):
                self._zip(item)
            else:
                self.add(item)


def find(paths: Iterable[str], leave_out: Iterable[Path] = ()) -> Found:
    """Everything there is to read.

    Args:
        paths: files, folders, patterns such as ``returns/*.xlsx``, and addresses such as ``s3://bucket/returns``.
        leave_out: files and folders that are not returns: the output, the register.
    """
    search = _Search(leave_out=frozenset(path.resolve() for path in leave_out))
    for path in paths:
        if "://" in path:
            search.store(path)
        else:
            search.local(Path(path))
    items = sorted(search.items.values(), key=lambda item: item.address)
    return Found(items=tuple(items), problems=tuple(search.problems))


def take(item: Item, limits: guard.Limits) -> bytes:
    """The bytes of an item, at most one more than the limit.

    Raises:
        AuditError: it cannot be read: F01, F02, F06, F07, F12, A22 or A23.
    """
    where = Where(file=item.address)
    if item.member and item.member.lower().endswith(".zip"):
        raise AuditError([problem("A23", where)])
    if item.at == "disk" and not item.member:
        return guard.load(Path(item.path), limits)
    try:
        if item.member:
            return _member(opened_zip(item.path, item.at), item, limits)
        system, path = file_system(item.path)
        with system.open(path, "rb") as file:
            return bytes(file.read(limits.file_bytes + 1))
    except FileNotFoundError as fault:
        raise AuditError([problem("F01", where)]) from fault
    except guard.BROKEN as fault:
        raise AuditError([problem("F07", where, how=f"its contents cannot be unpacked ({fault})")]) from fault
    except _remote_faults() as fault:
        raise AuditError([problem("A22", where, why=fault)]) from fault


def _member(archive: zipfile.ZipFile, item: Item, limits: guard.Limits) -> bytes:
    info = archive.getinfo(item.member)
    if info.flag_bits & 1:
        raise AuditError([problem("F06", Where(file=item.address))])
    with archive.open(info) as file:
        return file.read(limits.file_bytes + 1)


@lru_cache(maxsize=2)
def opened_zip(path: str, at: Literal["disk", "store"]) -> zipfile.ZipFile:
    """A zip file, kept open for as long as its members are being read one after another."""
    if at == "disk":
        return zipfile.ZipFile(path)
    system, inside = file_system(path)
    return zipfile.ZipFile(system.open(inside, "rb"))


def file_system(address: str) -> "tuple[AbstractFileSystem, str]":
    """The fsspec file system of an address, and the path in it.

    Raises:
        AuditError: A22: fsspec, or its package for this kind of address, is not installed.
    """
    try:
        import fsspec

        return fsspec.core.url_to_fs(address)  # type: ignore[no-any-return]
    except (ImportError, ValueError) as fault:
        raise AuditError([problem("A22", Where(file=address), why=fault)]) from fault


def _stored(system: "AbstractFileSystem", path: str) -> Sequence[str]:
    if glob.has_magic(path):
        return sorted(name for name in system.glob(path) if system.isfile(name))
    return [path] if system.isfile(path) else sorted(system.find(path))


def _remote_faults() -> tuple[type[BaseException], ...]:
    """What stores raise when they cannot be reached: most say ``OSError``, some have errors of their own."""
    own = {"botocore.exceptions": "BotoCoreError", "azure.core.exceptions": "AzureError", "aiohttp": "ClientError"}
    loaded = [getattr(sys.modules[module], name) for module, name in own.items() if module in sys.modules]
    return (OSError, ValueError, RuntimeError, *loaded)


def _left_lying(name: str) -> bool:
    """What operating systems leave beside people's files; the lock file of an open workbook is named instead."""
    hidden = name.startswith(".") and name not in {".", ".."} and not name.startswith(".~lock.")
    return hidden or name.casefold() in _LEFT_LYING or name == "__MACOSX"
