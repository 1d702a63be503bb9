"""Whether a report is what it says: verified against itself, its workbook and its seal."""

import secrets
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit.problems import AuditError, Where, one_line, problem

if TYPE_CHECKING:
    from audit.integrity.detached import Sealed
    from audit.integrity.seal import Seal as Seal  # noqa: PLC0414 -- for the commands, which know this room alone
    from audit.integrity.seal import Signer
    from audit.integrity.verification import Verification
    from audit.integrity.verify import Page
    from audit.workbook.read.reader import Return


def open_page(source: Path | str | bytes, *, name: str = "report.html") -> "Page":
    """A report that was handed over, and the answers it carries.

    Args:
        source: its path, or its bytes.
        name: what the file is called where ``source`` is bytes.

    Raises:
        AuditError: V01, it is no report; V02, what it carries cannot be read; V35, it is a single .mhtml file.
    """
    from audit.integrity import verify as pages

    if isinstance(source, bytes):
        return pages.opened(source, name)
    path = Path(source)
    return pages.opened(_beginning(path, pages.LARGEST, "V01"), path.name)


def verify(
    page: "Path | str | bytes | Page",
    *,
    workbook: "Return | None" = None,
    public_key: Path | None = None,
    secret: Path | None = None,
    checklists: Path | None = None,
) -> "Verification":
    """Work a report out again and say whether it is what its answers come to.

    Args:
        page: the report.
        workbook: the workbook it is said to be made from, as :func:`read_return` gives it.
        public_key: the file of the key it has to be sealed with.
        secret: the file of the setting's secret, with which a public page commits to its workbook.
        checklists: a folder of checklists of one's own, beside ours.

    Raises:
        AuditError: V01, V02 or V04, it cannot be verified; V14 or V15 of a key; S15 of a secret; or why the
            workbook was refused.
    """
    from audit.integrity import verification

    opened = open_page(page) if isinstance(page, Path | str | bytes) else page
    key = verification.PublicKey(pem=_key(public_key), where=Where(file=str(public_key))) if public_key else None
    own = read_secret(secret) if secret else b""
    return verification.verified(opened, workbook=workbook, key=key, secret=own, folder=checklists)


def read_secret(path: Path) -> bytes:
    """The setting's secret, with which its public pages commit to their workbooks.

    Raises:
        AuditError: S15, it is none.
    """
    from audit.report.published import SECRET_BYTES

    try:
        words = path.read_bytes()[: 4 * SECRET_BYTES].decode("ascii").strip()
        secret = bytes.fromhex(words)
    except (OSError, ValueError) as fault:
        raise AuditError([problem("S15", Where(file=str(path)), why="it cannot be read as one")]) from fault
    if len(secret) != SECRET_BYTES:
        raise AuditError([problem("S15", Where(file=str(path)), why="it has another length")])
    return secret


def make_secret(path: Path) -> bytes:
    """The setting's secret: that of the file, or a new one, written there for its owner's eyes alone.

    Raises:
        AuditError: S15, what is there is none; S02, it cannot be written.
    """
    from audit import files
    from audit.report.published import SECRET_BYTES

    if not path.exists():
        files.write(path, f"{secrets.token_hex(SECRET_BYTES)}\n", replace=False, private=True)
    return read_secret(path)


def seal(source: Path, key: Path, *, name: str, role: str, day: date, checklists: Path | None = None) -> str:
    """A report with a seal on it, if it is what its answers come to.

    Args:
        source: the report.
        key: the file of the private key.
        name: who seals it, in letters that everybody can read; it is part of what is signed, and so are the others.
        role: as what they do so.
        day: the day it is sealed.
        checklists: a folder of checklists of one's own, beside ours.

    Raises:
        AuditError: V01 to V05 of the report; V14, this is no private key; V15, the library for seals is missing.
        ValueError: the name or the role is empty or too long.
    """
    from audit.integrity import verification

    signer = _signer(name, role, day)
    return verification.sealed(open_page(source), _key(key), signer, Where(file=str(key)), checklists)


def seal_file(source: Path, key: Path, *, name: str, role: str, day: date) -> str:
    """The text of a seal for a file that holds none itself, or for a folder: it stands beside it as ``.seal``.

    Args:
        source: the file or the folder, such as a report's JSON, a PDF or the data of an overview.
        key: the file of the private key.
        name: who seals it.
        role: as what they do so.
        day: the day it is sealed.

    Raises:
        AuditError: V14, this is no private key; V15, the library for seals is missing; V34, it cannot be read.
        ValueError: the name or the role is empty or too long.
    """
    from audit.integrity import detached

    return detached.written(source, _key(key), _signer(name, role, day), Where(file=str(key)))


def seal_beside(path: Path) -> Path:
    """Where the seal of a file or a folder stands that holds none itself."""
    from audit.integrity import detached

    return detached.beside(path)


def verify_file(source: Path, *, public_key: Path | None = None) -> "Sealed":
    """What the seal beside a file or a folder says, and whether it fits.

    Raises:
        AuditError: V11, there is no seal; V12, it is none; V13, another key sealed it; V14 or V15 of a key; V34, it
            cannot be read.
    """
    from audit.integrity import detached
    from audit.integrity import seal as seals

    found = detached.opened(source)
    if public_key:
        wanted = seals.public_key(_key(public_key), Where(file=str(public_key)))
        if wanted != found.seal.key:
            theirs, ours = seals.fingerprint(found.seal.key), seals.fingerprint(wanted)
            raise AuditError([problem("V13", Where(file=source.name), theirs=theirs, ours=ours)])
    return found


def _signer(name: str, role: str, day: date) -> "Signer":
    """Who seals. Raises ValueError: the name or the role is empty or too long."""
    from audit.integrity import seal as seals

    said = [" ".join(one_line(words).split()) for words in (name, role)]
    if not all(0 < len(words) <= seals.LONGEST_NAME for words in said):
        raise ValueError(f"a name and a role have 1 to {seals.LONGEST_NAME} characters")
    return seals.Signer(name=said[0], role=said[1], day=day)


def make_keys(path: Path) -> tuple[Path, Path]:
    """Write a new pair of keys: the private one, and the public one beside it as ``.pub``.

    Raises:
        AuditError: V07, one of them is there already; V15, the library for seals is missing; S02.
    """
    from audit.integrity import verification

    return verification.write_keys(path)


def key_fingerprint(key: bytes) -> str:
    """A public key in a form that can be read out over the telephone."""
    from audit.integrity import seal as seals

    return seals.fingerprint(key)


def _key(path: Path) -> bytes:
    from audit.integrity import seal as seals

    return _beginning(path, seals.LARGEST_KEY, "V14")


def _beginning(path: Path, most: int, code: str) -> bytes:
    """A file, no more of it than it can have and one byte, so that what is larger is seen to be none."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as fault:
        where = Where(file=path.name if code == "V01" else str(path))
        raise AuditError([problem(code, where, why=fault.strerror or fault)]) from fault
