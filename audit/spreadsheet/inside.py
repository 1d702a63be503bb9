"""The parts of a workbook: unpacked within limits, looked at, and kept for the reader if nothing is wrong with them."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.problems import AuditError, Where, problem
from audit.spreadsheet import index, sheet_data, unpack
from audit.spreadsheet.limits import MEGABYTE, Limits
from audit.spreadsheet.merged import MergedRange

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, RuntimeError, ValueError)
"""What a damaged zip file makes the standard library raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A workbook that may be read: its format, the parts that were looked at, and the file's own SHA-256."""

    kind: str
    sha256: str
    parts: Mapping[str, bytes]
    sheet_parts: Mapping[str, str]
    not_typed: Mapping[str, frozenset[str]]
    """For .ods, by sheet: cells that hold a formula or an error. For .xlsx see ``xlsx.untyped``."""
    near: frozenset[str] = frozenset()
    """For .xlsx: the sheets whose cells are all written plainly and near the top left."""
    merged: Mapping[str, tuple[MergedRange, ...]] = field(default_factory=dict)
    """The ranges of merged cells, by sheet."""

    def repacked(self) -> io.BytesIO:
        """The checked parts, and no others, as a file for the reader; not compressed, so nothing is inflated twice."""
        return unpack.stored(self.parts)


_ENCODING = re.compile(rb"""\s*(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_PLAIN = (b"utf-8", b"utf8", b"us-ascii", b"ascii")


class Inside:
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
