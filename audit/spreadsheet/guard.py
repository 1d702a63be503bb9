"""Looks at a file before the fast reader does, because that reader can be made to end the whole process.

A spreadsheet that comes by e-mail is hostile until checked. Sizes are looked at before anything is inflated, every part
that will be read is inflated within a limit and searched for entity tricks, and the cells are shown to lie near the
top left, since one value in a far corner makes the reader ask for terabytes. What was checked is repacked,
so that the reader sees exactly these bytes and nothing else of the file: no macro, no link, no second copy of a part.
"""

import io
import stat
import zipfile
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.parsers import expat

from audit import files
from audit.problems import AuditError, Where, problem
from audit.spreadsheet import index
from audit.spreadsheet.formats import FORMATS
from audit.spreadsheet.inside import BROKEN, Checked, Inside
from audit.spreadsheet.limits import MEGABYTE, Limits
from audit.spreadsheet.merged import MergedRange

__all__ = [
    "BROKEN",
    "LOCKS",
    "MEGABYTE",
    "Checked",
    "Limits",
    "check",
    "check_bytes",
    "load",
    "merged_ranges",
    "untyped_cells",
]


LOCKS = ("~$", ".~lock.")
"""What the names of the files begin with that spreadsheet programs leave beside an open workbook."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOKS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a rich text document"),
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
)
_WRONG_PARTS = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("Index/", "a Numbers or Pages document"),
)


def check(path: Path, limits: Limits | None = None) -> Checked:
    """Everything that can be known to be wrong with a file before it is read.

    Raises:
        AuditError: one of F01 to F13; the reader must not be given the file then.
    """
    limits = limits or Limits()
    return check_bytes(load(path, limits), path.name, limits)


def check_bytes(data: bytes, name: str, limits: Limits | None = None) -> Checked:
    """The same for a file that is not on this disk: its bytes (one more than the limit is enough) and its name.

    Raises:
        AuditError: one of F03 to F13; the reader must not be given the file then.
    """
    limits = limits or Limits()
    where = Where(file=name)
    if name.startswith(LOCKS):
        raise AuditError([problem("F13", where)])
    if not data:
        raise AuditError([problem("F03", where)])
    if len(data) > limits.file_bytes:
        raise AuditError([problem("F08", where, what=f"over {limits.file_bytes:,} bytes")])
    digest = sha256(data).hexdigest()
    _sniff(data, where)
    # A directory so long that it must not be taken in; each entry has 46 bytes and more.
    if len(data) > 46 * limits.parts and data.count(b"PK\1\2") > limits.parts:
        raise AuditError([problem("F08", where, what=f"over {limits.parts} parts inside")])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _directory(archive, where, limits)
            own, *others = [one for one in FORMATS.values() if one.book in members]
            if others:
                raise AuditError([problem("F11", where, what="it is two workbooks in one, of two kinds")])
            return own.look(Inside(data, archive, members, where, limits), digest)
    except BROKEN as fault:
        raise AuditError([problem("F07", where, how=_how(fault))]) from fault
    except (ET.ParseError, expat.ExpatError) as fault:
        raise AuditError([problem("F07", where, how=f"its contents cannot be understood ({fault})")]) from fault


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of a file, at most one more than the limit, for :func:`check_bytes` to look at.

    Raises:
        AuditError: F01, F02 or F12: it cannot be read, or is no ordinary file.
    """
    where = Where(file=path.name)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise AuditError([problem("F02", where)])
        if not stat.S_ISREG(found.st_mode):
            raise AuditError([problem("F12", where, why="it is not an ordinary file")])
        with path.open("rb") as file:
            # Python makes room for all that is asked for, so no more is asked for than the file is said to hold.
            return file.read(min(limits.file_bytes, found.st_size) + 1)
    except FileNotFoundError as fault:
        raise AuditError([problem("F01", Where(file=str(path)), hint=files.did_you_mean(path))]) from fault
    except OSError as fault:
        raise AuditError([problem("F12", where, why=fault.strerror or fault)]) from fault
    except ValueError as fault:  # a name with a null byte
        raise AuditError([problem("F01", where)]) from fault


_PIECE = 64_000


def broken_part(data: bytes, limits: Limits | None = None) -> str:
    """The first part of a file that does not come out as its directory says; empty where all do, or it is no zip file.

    Parts that nobody reads are not unpacked by :func:`check_bytes`. An office program unpacks them, and may refuse the
    file because of one. Nothing of them is kept, and no more is unpacked than the limit of all parts.
    """
    left = (limits or Limits()).all_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                left -= info.file_size
                if left < 0:
                    return ""
                try:
                    with archive.open(info) as file:
                        while file.read(_PIECE):
                            pass
                except BROKEN:
                    return info.filename
    except BROKEN:
        return ""
    return ""


def _sniff(data: bytes, where: Where) -> None:
    """Say what the file is where it is no zip; a wrong ending of the name is no matter."""
    if data.startswith(b"PK"):
        return
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise AuditError([problem("F06", where)])
        if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
            raise AuditError([problem("F05", where)])
        raise AuditError([problem("F04", where, looks="an old Office document")])
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    looks = next((name for sign, name in _LOOKS if start.startswith(sign.lower())), None)
    if looks is None:
        looks = "something else" if b"\0" in data[:4096] else "plain text, perhaps a .csv file"
    raise AuditError([problem("F04", where, looks=looks)])


def _how(fault: Exception) -> str:
    if isinstance(fault, zipfile.BadZipFile) and "not a zip" in str(fault):
        return "its end is missing, as after a broken download"
    return f"its contents cannot be unpacked ({fault})"


def _directory(archive: zipfile.ZipFile, where: Where, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The members by name, once the directory has nothing odd in it."""
    infos = archive.infolist()
    if len(infos) > limits.parts:
        raise AuditError([problem("F08", where, what=f"{len(infos)} parts inside")])
    members: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for info in infos:
        name = info.filename.replace("\\", "/")
        if info.flag_bits & 1:
            raise AuditError([problem("F06", where)])
        if name.startswith("/") or ".." in name.split("/"):
            raise AuditError([problem("F11", where, what=f"a part is named '{name}'")])
        if name.casefold() in seen:
            raise index.twice(f"the part '{name}'", where)
        seen.add(name.casefold())
        members[name] = info
    lower = {name.casefold(): name for name in members}
    for wanted in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"):
        actual = lower.get(wanted.casefold())
        if actual and actual != wanted:
            members[wanted] = members.pop(actual)
    wrong = next((what for part, what in _WRONG_PARTS for name in members if name.startswith(part)), None)
    if wrong or not any(one.book in members for one in FORMATS.values()):
        raise AuditError([problem("F04", where, looks=wrong or "a zip file")])
    return members


def untyped_cells(checked: Checked, sheet: str) -> frozenset[str]:
    """The cells of a sheet that hold a formula or an error: nothing in them was typed, so none is an answer."""
    return FORMATS[checked.kind].untyped(checked, sheet)


def merged_ranges(checked: Checked, sheet: str) -> tuple[MergedRange, ...]:
    """The merged cells of a sheet: of each range only the first cell is seen by people."""
    return checked.merged.get(sheet, ())
