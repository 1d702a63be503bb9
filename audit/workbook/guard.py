"""Looks at a file before the fast reader does, because that reader can be made to end the whole process.

A spreadsheet that comes by e-mail is hostile until checked. Sizes are looked at before anything is inflated, every part
that will be read is inflated within a limit and searched for entity tricks, and the cells are shown to lie near the
top left, since one value in a far corner makes the reader ask for terabytes. What was checked is put together anew,
so that the reader sees exactly these bytes and nothing else of the file: no macro, no link, no second copy of a part.
"""

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET
from xml.parsers import expat

from audit.problems import AuditError, Where, problem
from audit.workbook import layout, opendocument

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a return may be. A filled workbook of 80 questions is about 30 kB, 140 kB inflated, in some 15 parts."""

    file_bytes: int = 20 * MEGABYTE
    parts: int = 2_000
    sheet_bytes: int = 100 * MEGABYTE
    part_bytes: int = 20 * MEGABYTE
    all_bytes: int = 150 * MEGABYTE
    sheets: int = 100
    last_row: int = 20_000
    last_column: int = 702
    area: int = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A workbook that may be read: the parts that were looked at, and the file's own SHA-256."""

    kind: Literal["xlsx", "ods"]
    sha256: str
    parts: Mapping[str, bytes]
    sheet_parts: Mapping[str, str]
    not_typed: Mapping[str, frozenset[str]]
    """For .ods, by sheet: cells that hold a formula or an error. For .xlsx see :func:`untyped_cells`."""

    def repacked(self) -> io.BytesIO:
        """The checked parts, and no others, as a file for the reader; not compressed, so nothing is inflated twice."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), data)
        out.seek(0)
        return out


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
        raise AuditError([problem("F08", where, what=f"over {limits.file_bytes // MEGABYTE} MB")])
    digest = hashlib.sha256(data).hexdigest()
    _sniff(data, where)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _directory(archive, where, limits)
            inside = _Inside(archive, members, where, limits)
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
        if path.is_dir():
            raise AuditError([problem("F02", where)])
        if path.exists() and not path.is_file():
            raise AuditError([problem("F12", where, why="it is not an ordinary file")])
        with path.open("rb") as file:
            return file.read(limits.file_bytes + 1)
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
            raise AuditError([problem("F11", where, what=f"the part '{name}' is there twice")])
        seen.add(name.casefold())
        members[name] = info
    lower = {name.casefold(): name for name in members}
    for wanted in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"):
        actual = lower.get(wanted.casefold())
        if actual and actual != wanted:
            members[wanted] = members.pop(actual)
    wrong = next((what for part, what in _WRONG_PARTS if any(n.startswith(part) for n in members)), None)
    if wrong or not ({"xl/workbook.xml", "content.xml"} & members.keys()):
        raise AuditError([problem("F04", where, looks=wrong or "a zip file")])
    return members


class _Inside:
    """Inflates parts within the limits, each looked at before it is handed on."""

    def __init__(
        self, archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], where: Where, limits: Limits
    ) -> None:
        self.archive, self.members, self.where, self.limits = archive, members, where, limits
        self.taken = 0

    def part(self, name: str, *, most: int | None = None) -> bytes:
        """One part: not over the limit, as long as the directory says, of a plain encoding, without entity tricks."""
        info, most = self.members[name], most or self.limits.part_bytes
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise AuditError([problem("F11", self.where, what="it is compressed in an unusual way")])
        self.taken += info.file_size
        if info.file_size > most or self.taken > self.limits.all_bytes:
            size = f"'{name}' holds {info.file_size // MEGABYTE} MB"
            raise AuditError([problem("F08", self.where, what=size)])
        with self.archive.open(info) as file:
            data = file.read(info.file_size + 1)
        if len(data) != info.file_size:
            raise AuditError([problem("F07", self.where, how=f"'{name}' is not as long as the file says")])
        self._look(name, data)
        return data

    def _look(self, name: str, data: bytes) -> None:
        head = data[:200]
        said = _ENCODING.search(head)
        if head[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in head or (said and said[1].lower() not in _PLAIN):
            raise AuditError([problem("F11", self.where, what=f"'{name}' is written in an unusual encoding")])
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise AuditError([problem("F09", self.where)])


_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_PLAIN = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def _xlsx(inside: _Inside, digest: str) -> Checked:
    needed = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    missing = next((name for name in needed if name not in inside.members), None)
    if missing:
        raise AuditError([problem("F07", inside.where, how=f"the part '{missing}' is missing")])
    parts = {name: inside.part(name) for name in needed}
    for name in ("[Content_Types].xml", "_rels/.rels", "xl/styles.xml", "xl/sharedStrings.xml", "docProps/custom.xml"):
        if name in inside.members:
            parts[name] = inside.part(name)
    sheets = dict(_sheet_parts(parts, inside))
    for sheet, name in sheets.items():
        data = parts[name] = inside.part(name, most=inside.limits.sheet_bytes)
        far = _far_cell(data, inside.limits)
        if far:
            where = Where(file=inside.where.file, spot=f"{sheet}!{far}")
            raise AuditError([problem("F10", where, cell=far)])
    return Checked(kind="xlsx", sha256=digest, parts=parts, sheet_parts=sheets, not_typed={})


def _sheet_parts(parts: Mapping[str, bytes], inside: _Inside) -> Iterator[tuple[str, str]]:
    """The name of each sheet and the part it stands in, as the workbook itself says."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ET.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314 - no DTD gets here
    }
    book = ET.fromstring(parts["xl/workbook.xml"])  # noqa: S314 - no DTD gets here
    sheets = [node for node in book.iter() if node.tag.rpartition("}")[2] == "sheet"]
    if len(sheets) > inside.limits.sheets:
        raise AuditError([problem("F08", inside.where, what=f"{len(sheets)} sheets")])
    lower = {name.casefold(): name for name in inside.members}
    for node in sheets:
        target = targets.get(node.get(_RELATION) or node.get(_STRICT_RELATION), "")
        path = target.lstrip("/") if target.lstrip("/").startswith("xl/") else f"xl/{target}"
        if "chartsheets/" in path:
            continue
        name = lower.get(path.casefold())
        if name is None:
            raise AuditError([problem("F07", inside.where, how=f"the sheet '{node.get('name', '')}' is missing")])
        yield node.get("name", ""), name


# Every cell whose place is written out and near the top left. If these are all the cells there are, nothing is far.
# Each pattern begins with a literal, which the searching is fast with; a name with a prefix is looked for by itself.
_CELL_TAG, _PREFIXED_CELL = re.compile(rb"<c[\s/>]"), re.compile(rb":c[\s/>]")
_NEAR_CELL = re.compile(rb'<c r="(?:[A-Z]|[A-C][A-Z])[1-9]\d{0,3}"[ />]')
_ROW_TAG, _PREFIXED_ROW = re.compile(rb"<row\b[^>]*"), re.compile(rb":row\b")
_LONG_PLACE = re.compile(rb"""\br\s*=\s*["'][^"']{8,}""")


def _all_near(data: bytes) -> bool:
    return (
        len(_CELL_TAG.findall(data)) == len(_NEAR_CELL.findall(data))
        and not _PREFIXED_CELL.search(data)
        and not _PREFIXED_ROW.search(data)
        and not any(_LONG_PLACE.search(row) for row in _ROW_TAG.findall(data))
    )


def _far_cell(data: bytes, limits: Limits) -> str | None:
    """A cell with something in it beyond the limits, or ``None``.

    Two quick searches settle nearly every file: where all cells are written as programs write them and lie near, no
    more is needed. Anything else is walked through, because styled but empty cells to the last row are common and
    harmless, and a place can also be left out and counted.
    """
    if _all_near(data):
        return None
    return _Walk(limits).far_cell(data)


class _Walk:
    """Walks through a sheet cell by cell, and stops at the first one that is far away and not empty."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.row = self.column = self.deepest = self.widest = 0
        self.inside_cell = False
        self.found: str | None = None

    def far_cell(self, data: bytes) -> str | None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        step = MEGABYTE
        for begin in range(0, len(data), step):
            parser.Parse(data[begin : begin + step], begin + step >= len(data))
            if self.found:
                return self.found
        return None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row = self._number(attributes.get("r"), self.row + 1)
            self.column = 0
        elif name == "c":
            self.inside_cell = True
            self._place(attributes.get("r"))
        elif self.inside_cell and name in {"v", "f", "is"} and self._is_far():
            self.found = self.found or f"{layout.letter(min(self.column, 99_999) - 1)}{self.row}"

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "c":
            self.inside_cell = False

    def _place(self, written: str | None) -> None:
        match = _CELL.fullmatch(written or "")
        if match:
            self.column = _column_number(match[1])
            self.row = self._number(match[2], self.row)
        elif written is not None:
            self.column = self.row = 10**9
        else:
            self.column += 1

    def _is_far(self) -> bool:
        self.deepest, self.widest = max(self.deepest, self.row), max(self.widest, self.column)
        return (
            self.row > self.limits.last_row
            or self.column > self.limits.last_column
            or self.deepest * self.widest > self.limits.area
        )

    @staticmethod
    def _number(written: str | None, otherwise: int) -> int:
        if written is None:
            return otherwise
        return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 10**9


_CELL = re.compile(r"([A-Za-z]{1,9})(\d+)")


def _column_number(letters: str) -> int:
    number = 0
    for character in letters.upper():
        number = number * 26 + ord(character) - 64
    return number


_UNTYPED = re.compile(
    rb"""<(?:[\w.-]+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]+\d+)["'][^>]*?(?:\bt\s*=\s*["']e["'][^>]*>|>\s*<(?:[\w.-]+:)?f\b)"""
)
_UNTYPED_SIGNS = tuple(re.compile(sign) for sign in (rb"<f[\s/>]", rb":f[\s/>]", rb"""\bt\s*=\s*["']e["']"""))


def untyped_cells(checked: Checked, sheet: str) -> frozenset[str]:
    """The cells of a sheet that hold a formula or an error: nothing in them was typed, so none is an answer."""
    if checked.kind == "ods":
        return checked.not_typed.get(sheet, frozenset())
    data = checked.parts[checked.sheet_parts[sheet]]
    if not any(sign.search(data) for sign in _UNTYPED_SIGNS):
        return frozenset()
    return frozenset(match[1].decode("ascii") for match in _UNTYPED.finditer(data))


def _ods(inside: _Inside, digest: str) -> Checked:
    if "META-INF/manifest.xml" in inside.members:
        manifest = inside.part("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise AuditError([problem("F06", inside.where)])
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    parts["content.xml"] = inside.part("content.xml", most=inside.limits.sheet_bytes)
    if "meta.xml" in inside.members:
        parts["meta.xml"] = inside.part("meta.xml")
    limits = inside.limits
    walk = opendocument.walk(parts["content.xml"], limits.last_row, limits.last_column, limits.area)
    if walk.far:
        sheet, cell = walk.far
        where = Where(file=inside.where.file, spot=f"{sheet}!{cell}")
        raise AuditError([problem("F10", where, cell=cell)])
    if not walk.spreadsheet:
        raise AuditError([problem("F04", inside.where, looks="an OpenDocument file that is not a spreadsheet")])
    sheets = dict.fromkeys(walk.untyped, "content.xml")
    untyped = {name: frozenset(cells) for name, cells in walk.untyped.items()}
    return Checked(kind="ods", sha256=digest, parts=parts, sheet_parts=sheets, not_typed=untyped)
