"""Parts of a zip file unpacked in one go, where they are small and as programs write them.

The standard library unpacks a part piece by piece, which for a sheet of a return takes three times as long. Whatever is
unusual here, or does not come out as the file's directory says, is left to it, and so is saying what is wrong.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

try:  # twice as fast as zlib; there are no wheels of it for every machine, and none for a browser
    from isal import isal_zlib
except ImportError:
    _inflate: Callable[[bytes, int, int], bytes] = zlib.decompress
    _crc: Callable[[bytes], int] = zlib.crc32
    _BROKEN: tuple[type[Exception], ...] = (zlib.error,)
else:
    _inflate, _crc, _BROKEN = isal_zlib.decompress, isal_zlib.crc32, (isal_zlib.error, zlib.error)  # type: ignore[assignment]  # its stub is wrong

LARGEST = 64_000
"""Bytes of the largest part, packed: they cannot unpack to more than a thousand times that."""
_BEFORE = struct.Struct("<4s22xHH")
"""What stands before a part: a signature, and how long its name is and what else there is."""
_SIGN = b"PK\3\4"
_ORDINARY = 0x80E
"""Flags that change nothing: how hard it was packed, that its size stands behind it, that its name is in UTF-8."""
_RAW = -zlib.MAX_WBITS


def packed(data: bytes, info: zipfile.ZipInfo) -> bytes | None:
    """A part as it is packed; ``None`` where it is large, or is not where the directory says, or anything is unusual.

    Args:
        data: the whole file.
        info: what its directory says of the part.
    """
    begin = info.header_offset + _BEFORE.size
    if info.compress_size > LARGEST or info.flag_bits & ~_ORDINARY or not _BEFORE.size <= begin <= len(data):
        return None
    signature, name, extra = _BEFORE.unpack_from(data, info.header_offset)
    if (
        signature != _SIGN
        or not info.orig_filename.isascii()
        or data[begin : begin + name] != info.orig_filename.encode()
    ):
        return None
    return data[begin + name + extra : begin + name + extra + info.compress_size]


def unpacked(part: bytes, info: zipfile.ZipInfo) -> bytes | None:
    """A part that is packed like this; ``None`` where it does not come out as the directory says."""
    data = part if info.compress_type == zipfile.ZIP_STORED else None
    if info.compress_type == zipfile.ZIP_DEFLATED:
        try:
            data = _inflate(part, _RAW, max(info.file_size, 1))
        except _BROKEN:
            return None
    as_said = data is not None and len(data) == info.file_size and _crc(data) == info.CRC
    return data if as_said else None


_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF8 = 20, 0x800
_FIRST_DAY = 0x21
"""1 January 1980, the first day that a zip file can say."""


def stored(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Parts as a zip file in which nothing is packed. All together they are smaller than 4 GB: the guard sees to it."""
    out, directory = io.BytesIO(), []
    for name, data in parts.items():
        own = name.encode()
        common = (_UTF8, 0, 0, _FIRST_DAY, _crc(data), len(data), len(data), len(own), 0)
        directory.append(_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common, 0, 0, 0, 0, out.tell()) + own)
        out.write(_LOCAL.pack(_SIGN, _VERSION, *common) + own)
        out.write(data)
    begin, listed = out.tell(), b"".join(directory)
    out.write(listed + _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(listed), begin, 0))
    out.seek(0)
    return out
