"""A seal beside a file that cannot hold one: the data of a report, a PDF, or the folder of an overview's data.

It signs the SHA-256 of the file's bytes; of a folder, that of every file in it with its path. Nothing is said of what
is inside: only who sealed it, as what and when, and whether a byte was changed since.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from audit.integrity import seal as seals
from audit.integrity.seal import Seal, Signer
from audit.problems import AuditError, Where, problem

SUFFIX = ".seal"
_ABOUT = b"safeguarding-audit file, seal 1\n"
"""Stands before what is signed, so that the signature means nothing elsewhere."""
LARGEST = 5_000
"""How many bytes a seal's file may have."""
MOST_FILES = 20_000
"""How many files a folder may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What a seal beside a file says: the seal, and whether it fits the file as it is now."""

    seal: Seal
    fits: bool


def beside(path: Path) -> Path:
    """Where the seal of a file or a folder stands."""
    return path.with_name(f"{path.name}{SUFFIX}")


def digest(path: Path) -> bytes:
    """The SHA-256 of a file's bytes, or of a folder's files by their paths.

    Raises:
        AuditError: V34, it cannot be read, or is a folder of links or of too many files.
    """
    try:
        if not path.is_dir():
            return b"file\n" + _of_file(path)
        found = sorted(one for one in path.rglob("*") if not one.is_dir())
        if any(one.is_symlink() or not one.is_file() for one in found):
            raise AuditError([problem("V34", Where(file=path.name), why="it holds what is no file, such as a link")])
        if len(found) > MOST_FILES:
            raise AuditError([problem("V34", Where(file=path.name), why="it holds too many files")])
        return b"folder\n" + _of_all((one.relative_to(path).as_posix(), _of_file(one)) for one in found)
    except OSError as fault:
        raise AuditError([problem("V34", Where(file=path.name), why="it cannot be read")]) from fault


def _of_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _of_all(parts: Iterable[tuple[str, bytes]]) -> bytes:
    whole = hashlib.sha256()
    for name, own in parts:
        said = name.encode("utf-8", "surrogateescape")
        whole.update(len(said).to_bytes(4, "big") + said + own)
    return whole.digest()


def written(path: Path, private: bytes, signer: Signer, where: Where) -> str:
    """The text of the seal for a file or a folder as it is now.

    Args:
        path: what is sealed.
        private: the private key's bytes.
        signer: who seals it.
        where: the key's file, for faults.

    Raises:
        AuditError: V14, this is no such key; V15, the library is missing; V34, it cannot be read.
    """
    return seals.as_text(seals.signed(digest(path), private, signer, where, _ABOUT)) + "\n"


def opened(path: Path) -> Sealed:
    """What the seal beside a file or a folder says.

    Raises:
        AuditError: V11, there is none; V12, what stands there is none; V15, the library is missing; V34, the file
            cannot be read.
    """
    where = Where(file=path.name)
    own = beside(path)
    try:
        with own.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError as fault:
        raise AuditError([problem("V11", where)]) from fault
    except OSError as fault:
        raise AuditError([problem("V34", Where(file=own.name), why="it cannot be read")]) from fault
    seal = seals.from_text(raw.decode("utf-8", "replace").strip()) if len(raw) <= LARGEST else None
    if seal is None or seal.signer is None:
        raise AuditError([problem("V12", where)])
    return Sealed(seal=seal, fits=seals.fits_bytes(digest(path), seal, _ABOUT))
