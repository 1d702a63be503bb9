"""Looks at a file before the fast reader does, because that reader can be made to end the whole process.

A spreadsheet that comes by e-mail is hostile until checked. Sizes are looked at before anything is inflated, every part
that will be read is inflated within a limit and searched for entity tricks, and the cells are shown to lie near the
top left, since one value in a far corner makes the reader ask for terabytes. What was checked is repacked,
so that the reader sees exactly these bytes and nothing else of the file: no macro, no link, no second copy of a part.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET
from xml.parsers import expat

from audit.problems import AuditError, Where, problem
from audit.spreadsheet import index, opendocument, sheet_data, unpack
from audit.spreadsheet.limits import MEGABYTE, Limits

__all__ = ["BROKEN", "LOCKS", "MEGABYTE", "Checked", "Limits", "check", "check_bytes", "load", "untyped_cells"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A workbook that may be read: the parts that were looked at, and the file's own SHA-256."""

    kind: Literal["xlsx", "ods"]
    sha256: str
    parts: Mapping[str, bytes]
    sheet_parts: Mapping[str, str]
    not_typed: Mapping[str, frozenset[str]]
    """For .ods, by sheet: cells that hold a formula or an error. For .xlsx see :func:`untyped_cells`."""
    near: frozenset[str] = frozenset()
    """For .xlsx: the sheets whose cells are all written plainly and near the top left."""

    def repacked(self) -> io.BytesIO:
        """The checked parts, and no others, as a file for the reader; not compressed, so nothing is inflated twice."""
        return unpack.stored(self.parts)


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
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, RuntimeError, ValueError)
"""What a damaged zip file makes the standard library raise."""


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
            if {"content.xml", _BOOK} <= members.keys():
                raise AuditError([problem("F11", where, what="it is two workbooks in one, of two kinds")])
            inside = _Inside(data, archive, members, where, limits)
            return _ods(inside, digest) if "content.xml" in members else _xlsx(inside, digest)
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
        raise AuditError([problem("F01", Where(file=str(path)))]) from fault
    except OSError as fault:
        raise AuditError([problem("F12", where, why=fault.strerror or fault)]) from fault
    except ValueError as fault:  # a name with a null byte
        raise AuditError([problem("F01", where)]) from fault


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
    if wrong or not ({"xl/workbook.xml", "content.xml"} & members.keys()):
        raise AuditError([problem("F04", where, looks=wrong or "a zip file")])
    return members


class _Inside:
    """Inflates parts within the limits, each looked at before it is handed on."""

    def __init__(
        self,
        data: bytes,
        archive: zipfile.ZipFile,
        members: Mapping[str, zipfile.ZipInfo],
        where: Where,
        limits: Limits,
    ) -> None:
        self.data, self.archive, self.members, self.where, self.limits = data, archive, members, where, limits
        self.taken = 0

    def part(self, name: str, *, most: int | None = None, sheet: bool = False) -> bytes:
        """One part: not over the limit, as long as the directory says, of a plain encoding, without entity tricks.

        A ``sheet`` is searched for entity tricks where its cells are looked at, all in one.
        """
        info, most = self.members[name], most or self.limits.part_bytes
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise AuditError([problem("F11", self.where, what="it is compressed in an unusual way")])
        self.taken += info.file_size
        if info.file_size > most or self.taken > self.limits.all_bytes:
            size = f"'{name}' holds {info.file_size // MEGABYTE} MB"
            raise AuditError([problem("F08", self.where, what=size)])
        data = self._unpacked(name, info, unpack.packed(self.data, info))
        self._look(name, data)
        if not sheet and sheet_data.DECLARED.search(data):
            raise AuditError([problem("F09", self.where)])
        return data

    def _unpacked(self, name: str, info: zipfile.ZipInfo, packed: bytes | None) -> bytes:
        data = unpack.unpacked(packed, info) if packed else None
        if data is not None:
            return data
        with self.archive.open(info) as file:
            data = file.read(info.file_size + 1)
        if len(data) != info.file_size:
            raise AuditError([problem("F07", self.where, how=f"'{name}' is not as long as the file says")])
        return data

    def index(self, name: str) -> bytes:
        """A part that is taken in as a tree, so it has to be small."""
        data = self.part(name, most=self.limits.index_bytes)
        index.look(data, name, self.where)
        return data

    def sheet(self, name: str) -> bytes:
        """The part of a sheet, which may be larger than others."""
        return self.part(name, most=self.limits.sheet_bytes, sheet=True)

    def _look(self, name: str, data: bytes) -> None:
        head = data[:200]
        said = _ENCODING.match(data)
        if head[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in head or (said and said[1].lower() not in _PLAIN):
            raise AuditError([problem("F11", self.where, what=f"'{name}' is written in an unusual encoding")])


_ENCODING = re.compile(rb"""\s*(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_PLAIN = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STYLES, _SHARED, _PROPERTIES = "xl/styles.xml", "xl/sharedStrings.xml", "docProps/custom.xml"


def _xlsx(inside: _Inside, digest: str) -> Checked:
    parts = _described(inside)
    if _PROPERTIES in inside.members:
        parts[_PROPERTIES] = inside.index(_PROPERTIES)
    if shared := _named(inside, parts[_RELATIONS], "sharedStrings"):
        parts[_SHARED] = index.without_counts(inside.part(shared), inside.where)
    sheets = _sheets(parts, inside)
    near = _look_at_sheets(sheets, parts, inside)
    return Checked(kind="xlsx", sha256=digest, parts=parts, sheet_parts=sheets, not_typed={}, near=near)


def _described(inside: _Inside) -> dict[str, bytes]:
    """The parts that hold no words of people: which sheets there are, and how cells are shown."""
    needed = (_BOOK, _RELATIONS)
    missing = next((name for name in needed if name not in inside.members), None)
    if missing:
        raise AuditError([problem("F07", inside.where, how=f"the part '{missing}' is missing")])
    small = (*needed, "[Content_Types].xml", "_rels/.rels")
    parts = {name: inside.index(name) for name in small if name in inside.members}
    book = index.named(parts["_rels/.rels"], "officeDocument", inside.where) if "_rels/.rels" in parts else ""
    if book and book.lstrip("/").casefold() != _BOOK:
        raise AuditError([problem("F11", inside.where, what=f"it says that the workbook is '{book}'")])
    if styles := _named(inside, parts[_RELATIONS], "styles"):
        parts[_STYLES] = inside.part(styles)
        index.look_at_styles(parts[_STYLES], inside.where)
    return parts


def _named(inside: _Inside, relations: bytes, kind: str) -> str:
    """The part of a kind that the workbook names, as it is called in the file; empty where none such is there."""
    target = index.named(relations, kind, inside.where)
    if not target:
        return ""
    own = index.path(target).casefold()
    return next((name for name in inside.members if name.casefold() == own), "")


def _sheets(parts: Mapping[str, bytes], inside: _Inside) -> dict[str, str]:
    """The part of each sheet by its name, without those that the caller never reads."""
    sheets = dict(index.sheets(parts[_BOOK], parts[_RELATIONS], inside.members, inside.where))
    if len(sheets) > inside.limits.sheets:
        raise AuditError([problem("F08", inside.where, what=f"{len(sheets)} sheets")])
    if inside.limits.unread_beside in sheets:
        return {sheet: name for sheet, name in sheets.items() if sheet not in inside.limits.unread}
    return sheets


def _look_at_sheets(sheets: Mapping[str, str], parts: dict[str, bytes], inside: _Inside) -> frozenset[str]:
    """Look at each sheet, and put it with the parts, shortened perhaps; which of them are written plainly.

    They are unpacked one after the other, since a long one is short when it was looked at.
    """
    looked_at = sheet_data.SheetInspection(inside.where.file, inside.limits)
    for sheet, name in sheets.items():
        parts[name] = looked_at.look(sheet, parts.get(name) or inside.sheet(name))
    if _SHARED in parts:
        looked_at.look_at_shared(parts[_SHARED], [parts[name] for name in sheets.values()])
    return frozenset(looked_at.near)


def untyped_cells(checked: Checked, sheet: str) -> frozenset[str]:
    """The cells of a sheet that hold a formula or an error: nothing in them was typed, so none is an answer."""
    if checked.kind == "ods":
        return checked.not_typed.get(sheet, frozenset())
    return sheet_data.untyped(checked.parts[checked.sheet_parts[sheet]], near=sheet in checked.near)


_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def _ods(inside: _Inside, digest: str) -> Checked:
    if "META-INF/manifest.xml" in inside.members:
        manifest = inside.index("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise AuditError([problem("F06", inside.where)])
    parts = {"mimetype": _ODS_TYPE.encode(), "META-INF/manifest.xml": _ODS_MANIFEST.encode()}
    parts["content.xml"] = inside.part("content.xml")
    if "meta.xml" in inside.members:
        parts["meta.xml"] = inside.index("meta.xml")
    walk = opendocument.walk(parts["content.xml"], inside.limits)
    if walk.far:
        sheet, cell = walk.far
        where = Where(file=inside.where.file, spot=f"{sheet}!{cell}")
        raise AuditError([problem("F10", where, cell=cell)])
    if walk.twice:
        raise index.twice(walk.twice, inside.where)
    if walk.too_much:
        raise AuditError([problem("F08", inside.where, what=walk.too_much)])
    if not walk.spreadsheet:
        raise AuditError([problem("F04", inside.where, looks="an OpenDocument file that is not a spreadsheet")])
    parts["content.xml"] = opendocument.with_spacing(parts["content.xml"])
    sheets = dict.fromkeys(walk.untyped, "content.xml")
    untyped = {name: frozenset(cells) for name, cells in walk.untyped.items()}
    return Checked(kind="ods", sha256=digest, parts=parts, sheet_parts=sheets, not_typed=untyped)
