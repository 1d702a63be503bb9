"""Which files there are to read: folders, patterns, zip files and fsspec addresses become one list of items.

Nothing is unpacked to disk and no name inside a zip file is ever used as a path: it is only shown. Names that
operating systems leave lying about are passed over; every other file becomes an item, whatever its ending. Every
folder is entered once, by whichever way it is reached, so a link cannot lead round in a circle.
"""

import errno
import glob
import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from audit import files
from audit.aggregate import addresses, own_output
from audit.aggregate.addresses import Address, file_system, shown
from audit.problems import AuditError, Problem, Where, problem
from audit.spreadsheet import guard
from audit.text import counted

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem  # type: ignore[import-untyped]

_MOST_MEMBERS = 200_000
_LEFT_LYING = {"thumbs.db", "desktop.ini"}
_ROUND = "leads back to itself"
_WINDOWS_LOOP = 1921
IN_ZIP = " > "
Identity = tuple[int, int] | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFile:
    """One file to be read, on this disk or in a store, itself or as the ``member`` of a zip file.

    ``address`` is how it is shown, and is unlike every other. ``path`` is what opens it: the disk's own name, or the
    path in the ``store``, which is an address that was found to be allowed.
    """

    address: str
    at: Literal["disk", "store"]
    path: str
    member: str = ""
    store: str = ""

    @property
    def name(self) -> str:
        """The file's own name, as it can be shown."""
        return shown(PurePosixPath((self.member or self.path).replace("\\", "/")).name)

    @property
    def opened_by(self) -> tuple[str, str, str]:
        """What no other file has, however it is shown."""
        return self.store, self.path, self.member


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The items in the order of their addresses, and what could not be looked into."""

    items: tuple[ReturnFile, ...]
    problems: tuple[Problem, ...]


@dataclass
class _Search:
    leave_out: Sequence[Path]
    schemes: tuple[str, ...] = ()
    items: dict[tuple[str, str, str], ReturnFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    entered: set[Identity] = field(default_factory=set)
    homes: dict[Path, Identity | None] = field(default_factory=dict)
    met: set[tuple[Identity, str]] = field(default_factory=set)
    made: Counter[Path] = field(default_factory=Counter)

    @cached_property
    def left_out(self) -> frozenset[Identity]:
        return frozenset(found for path in self.leave_out if (found := _identity(path)) is not None)

    @cached_property
    def names_left_out(self) -> frozenset[str]:
        return frozenset(Path(os.path.realpath(path)).name for path in self.leave_out if _identity(path) is not None)

    def add(self, item: ReturnFile) -> None:
        self.items.setdefault(item.opened_by, item)

    def say(self, code: str, address: str, **details: object) -> None:
        self.problems.append(problem(code, Where(file=shown(address)), **details))

    def local(self, path: Path) -> None:
        """A path as somebody typed it: a file, a folder, or a pattern that is neither."""
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as fault:
            if os.path.islink(path):  # noqa: PTH114 - it never raises
                self._say_link(path, fault)
            elif glob.has_magic(str(path)):
                self._pattern(path)
            else:
                self.say("F01", str(path), hint=files.did_you_mean(path))
            return
        if stat.S_ISDIR(mode):
            self._folder(path)
        else:
            self._file(path)

    def _pattern(self, path: Path) -> None:
        matches = self._below(path) if "**" in path.parts else sorted(glob.glob(str(path)))  # noqa: PTH207
        if not matches:
            self.say("F01", str(path))
        for match in matches:
            self.local(Path(match))

    def _below(self, path: Path) -> list[str]:
        """What a pattern with ``**`` matches, found by our own walk: the library's follows links without end."""
        base = Path(*path.parts[: next(n for n, part in enumerate(path.parts) if glob.has_magic(part))])
        within, apart = _pattern_of(str(path)), _Search(leave_out=self.leave_out)
        files = [str(file) for file in apart.walk(base)]
        self.problems.extend(apart.problems)
        return [file for file in files if any(within(str(part)) for part in (file, *Path(file).parents))]

    def _folder(self, folder: Path) -> None:
        for path in self.walk(folder):
            self._file(path)

    def walk(self, folder: Path) -> Iterator[Path]:
        """The files below a folder; what is reached by a link comes last, so that real places go first."""
        ahead: list[Path] = [folder]
        links: list[Path] = []
        while ahead or links:
            here = ahead.pop() if ahead else links.pop(0)
            identity = _identity(here)
            if identity in self.entered or (identity in self.left_out and here != folder):
                continue
            if identity is not None:
                self.entered.add(identity)
            folders: list[Path] = []
            for entry in self._entries(here):
                path = Path(entry.path)
                if entry.is_symlink() and not self._leads(path):
                    continue
                if not _is_folder(entry):
                    yield path
                elif entry.is_symlink():
                    links.append(path)
                else:
                    folders.append(path)
            ahead.extend(reversed(folders))

    def _entries(self, folder: Path) -> "list[os.DirEntry[str]]":
        try:
            with os.scandir(folder) as entries:
                return sorted((e for e in entries if not _left_lying(e.name)), key=lambda e: e.name)
        except (OSError, ValueError) as fault:
            self.say("F12", str(folder), why=addresses.why(fault))
            return []

    def _leads(self, link: Path) -> bool:
        """Whether a link leads anywhere; where it does not, or leads to a folder it lies in, that is said."""
        try:
            is_folder = stat.S_ISDIR(link.stat().st_mode)
        except (OSError, ValueError) as fault:
            self._say_link(link, fault)
            return False
        if is_folder and _identity(link) in {_identity(parent) for parent in link.absolute().parents}:
            self.say("A37", str(link), why=_ROUND)
            return False
        return True

    def _say_link(self, link: Path, fault: OSError | ValueError) -> None:
        if isinstance(fault, FileNotFoundError):
            self.say("A37", str(link), why="leads to nothing")
        elif getattr(fault, "errno", None) == errno.ELOOP or getattr(fault, "winerror", None) == _WINDOWS_LOOP:
            self.say("A37", str(link), why=_ROUND)
        else:
            self.say("A37", str(link), why=f"cannot be followed ({addresses.why(fault)})")

    def _file(self, path: Path) -> None:
        # To look at a file takes long; only one of the same name, or a link, can be one that is left out.
        if (path.name in self.names_left_out or path.is_symlink()) and _identity(path) in self.left_out:
            return
        if self._met_before(path):
            return
        if maker := own_output.maker(path):
            self.made[maker] += 1
            return
        item = ReturnFile(address=shown(str(path)), at="disk", path=str(path))
        if path.suffix.lower() == ".zip":
            self.zipped(item)
        else:
            self.add(item)

    def _met_before(self, path: Path) -> bool:
        """Whether this name in this folder was met, by whatever way the folder was reached."""
        if path.parent not in self.homes:
            self.homes[path.parent] = _identity(path.parent)
        home = self.homes[path.parent]
        if home is None or (home, path.name) in self.met:
            return home is not None
        self.met.add((home, path.name))
        return False

    def zipped(self, whole: ReturnFile, wanted: str = "") -> None:
        """The files in a zip file. Sizes are looked at when each is read, within the limits of a return.

        Args:
            whole: the zip file.
            wanted: which of its members: a name, a folder or a pattern; all if not said.
        """
        try:
            infos = [info for info in opened_zip(whole).infolist() if not info.is_dir()]
        except AuditError as fault:
            self.problems.extend(fault.problems)
            return
        except addresses.faults() as fault:
            self.say("A20", whole.address, why=addresses.why(fault))
            return
        if len(infos) > _MOST_MEMBERS:
            self.say("A20", whole.address, why=f"it holds {len(infos)} files, and the most is {_MOST_MEMBERS}")
            return
        if wanted:
            infos = _chosen(infos, wanted)
            if not infos:
                self.say("F01", f"{whole.address}{IN_ZIP}{wanted}")
        for name, times in sorted(Counter(info.filename for info in infos).items()):
            if any(_left_lying(part) for part in name.replace("\\", "/").split("/")):
                continue
            item = replace(whole, address=f"{whole.address}{IN_ZIP}{shown(name)}", member=name)
            if times > 1:
                self.problems.append(problem("A21", Where(file=item.address)))
            self.add(item)

    def store(self, typed: str) -> None:
        """An address: a file, a pattern, or everything below a folder; or what is wanted of a zip file there."""
        try:
            address = addresses.parsed(typed, self.schemes)
            system, path = file_system(address.whole)
        except AuditError as fault:
            self.problems.extend(fault.problems)
            return
        if address.scheme in addresses.DISK:
            self._on_disk(address, Path(path))
            return
        try:
            self._stored(address, system, path)
        except addresses.faults() as fault:
            self.say("A22", addresses.without_password(typed), why=addresses.why(fault))

    def _on_disk(self, address: Address, path: Path) -> None:
        if address.members is None and address.rest:
            self.local(path)
        elif not address.rest or not os.path.isfile(path):  # noqa: PTH113 - it never raises
            self.say("F01", str(path))
        else:
            self.zipped(ReturnFile(address=shown(str(path)), at="disk", path=str(path)), address.members or "")

    def _stored(self, address: Address, system: "AbstractFileSystem", path: str) -> None:
        names = [path] if address.members is not None else _names(system, path)
        if not names:
            self.say("F01", addresses.without_password(address.whole))
        for name in names:
            if _left_lying(PurePosixPath(name).name):
                continue
            item = ReturnFile(address=address.show(system, name), at="store", path=name, store=address.whole)
            if address.members is not None or name.lower().endswith(".zip"):
                self.zipped(item, address.members or "")
            else:
                self.add(item)


def find(paths: Iterable[str], leave_out: Iterable[Path] = (), schemes: tuple[str, ...] = ()) -> Located:
    """Everything there is to read.

    Args:
        paths: files, folders, patterns such as ``returns/*.xlsx``, and addresses such as ``s3://bucket/returns``.
        leave_out: files and folders that are not returns: the output, the register.
        schemes: kinds of address that are allowed beside our own.
    """
    search = _Search(leave_out=tuple(leave_out), schemes=schemes)
    for path in paths:
        if "://" in path:
            search.store(path)
        else:
            search.local(Path(path))
    for folder, number in sorted(search.made.items()):
        search.say("A61", str(folder), files=counted(number, "file", "files"))
    return Located(items=tuple(_told_apart(search.items.values())), problems=tuple(search.problems))


def _told_apart(items: Iterable[ReturnFile]) -> list[ReturnFile]:
    """In the order of their addresses; a file whose name looks like a place in a zip file gets a number."""
    apart: dict[str, ReturnFile] = {}
    for item in sorted(items, key=lambda item: (item.address, item.member, item.path, item.store)):
        address, number = item.address, 2
        while address in apart:
            address, number = f"{item.address} ({number})", number + 1
        apart[address] = item if address == item.address else replace(item, address=address)
    return [apart[address] for address in sorted(apart)]


def take(item: ReturnFile, limits: guard.Limits) -> bytes:
    """The bytes of an item, at most one more than the limit.

    Raises:
        AuditError: it cannot be read: F01, F02, F06, F07, F12, A22 or A23.
    """
    where = Where(file=item.address)
    if item.member and item.member.lower().endswith(".zip"):
        raise AuditError([problem("A23", where)])
    if item.at == "disk" and not item.member:
        return _load(item, limits)
    try:
        if item.member:
            return _member(opened_zip(item), item, limits)
        with file_system(item.store)[0].open(item.path, "rb") as file:
            return bytes(file.read(limits.file_bytes + 1))
    except (FileNotFoundError, KeyError) as fault:  # KeyError: the zip file was changed meanwhile
        raise AuditError([problem("F01", where)]) from fault
    except guard.BROKEN as fault:
        raise AuditError([problem("F07", where, how=f"its contents cannot be unpacked ({fault})")]) from fault
    except addresses.faults() as fault:
        raise AuditError([problem("A22", where, why=addresses.why(fault))]) from fault


def _load(item: ReturnFile, limits: guard.Limits) -> bytes:
    try:
        return guard.load(Path(item.path), limits)
    except AuditError as fault:  # the guard knows only the disk's own name
        raise AuditError([replace(found, where=Where(file=item.address)) for found in fault.problems]) from fault


def _member(archive: zipfile.ZipFile, item: ReturnFile, limits: guard.Limits) -> bytes:
    info = archive.getinfo(item.member)
    if info.flag_bits & 1:
        raise AuditError([problem("F06", Where(file=item.address))])
    with archive.open(info) as file:
        return file.read(limits.file_bytes + 1)


def opened_zip(item: ReturnFile) -> zipfile.ZipFile:
    """The zip file that an item is, or lies in."""
    if item.at == "store":
        return _opened(item.path, item.store, (0, 0))
    state = Path(item.path).stat()
    return _opened(item.path, "", (state.st_size, state.st_mtime_ns))


@lru_cache(maxsize=2)
def _opened(path: str, store: str, state: tuple[int, int]) -> zipfile.ZipFile:  # noqa: ARG001 - another file, if changed
    """A zip file, kept open for as long as its members are being read one after another."""
    return zipfile.ZipFile(file_system(store)[0].open(path, "rb") if store else path)


def _chosen(infos: Iterable[zipfile.ZipInfo], wanted: str) -> list[zipfile.ZipInfo]:
    """Those of that name, in a folder of that name, or of that pattern, as fsspec takes them."""
    own, within = wanted.strip("/"), _pattern_of(wanted.strip("/"))
    return [i for i in infos if i.filename == own or i.filename.startswith(f"{own}/".lstrip("/")) or within(i.filename)]


def _names(system: "AbstractFileSystem", path: str) -> Sequence[str]:
    if glob.has_magic(path):
        return sorted(name for name in system.glob(path) if system.isfile(name))
    return [path] if system.isfile(path) else sorted(system.find(path))


def _pattern_of(pattern: str) -> Callable[[str], object]:
    from fsspec.utils import glob_translate  # type: ignore[import-untyped]

    return re.compile(glob_translate(pattern)).match


def _identity(path: Path) -> Identity | None:
    """What a file or folder is, by whatever way it is reached; ``None`` where nothing can be reached."""
    try:
        found = path.stat()
        return (found.st_dev, found.st_ino) if found.st_ino else os.path.realpath(path)
    except (OSError, ValueError):
        return None


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # it is named when it is read
        return False


def _left_lying(name: str) -> bool:
    """What operating systems leave beside people's files; the lock file of an open workbook is named instead."""
    hidden = name.startswith(".") and name not in {".", ".."} and not name.startswith(".~lock.")
    return hidden or name.casefold() in _LEFT_LYING or name == "__MACOSX"
