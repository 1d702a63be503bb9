"""Parts of a zip file unpacked in one go, where they are small and as programs write them.

The standard library unpacks a part piece by piece, which for a sheet of a return takes three times as long. Whatever is
unusual here, or does not come out as the file's directory says, is left to it, and so is saying what is wrong.
"""

import struct
import zipfile
import zlib
from contextlib import suppress

LARGEST = 64_000
"""Bytes of the largest part, packed: they cannot unpack to more than a thousand times that."""
_BEFORE = struct.Struct("<4s22xHH")
"""What stands before a part: a sign, and how long its name is and what else there is."""
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
    sign, name, extra = _BEFORE.unpack_from(data, info.header_offset)
    if sign != _SIGN or not info.orig_filename.isascii() or data[begin : begin + name] != info.orig_filename.encode():
        return None
    return data[begin + name + extra : begin + name + extra + info.compress_size]


def unpacked(part: bytes, info: zipfile.ZipInfo) -> bytes | None:
    """A part that is packed like this; ``None`` where it does not come out as the directory says."""
    data = part if info.compress_type == zipfile.ZIP_STORED else None
    if info.compress_type == zipfile.ZIP_DEFLATED:
        with suppress(zlib.error):
            data = zlib.decompress(part, _RAW, max(info.file_size, 1))
    as_said = data is not None and len(data) == info.file_size and zlib.crc32(data) == info.CRC
    return data if as_said else None
