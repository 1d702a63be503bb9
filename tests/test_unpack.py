"""A part that is unpacked in one go is what the standard library unpacks, and what is odd is left to that."""

import io
import random
import zipfile
import zlib

import pytest

from audit.spreadsheet import unpack
from tests import hostile

NAME = "xl/worksheets/sheet2.xml"
KINDS = {
    "packed": zipfile.ZIP_DEFLATED,
    "stored": zipfile.ZIP_STORED,
}


def file(how: int = zipfile.ZIP_DEFLATED, text: bytes = b"<row/>" * 1000, name: str = NAME) -> bytes:
    return hostile.zipped([("first.xml", b"<x/>"), (name, text), ("last.xml", b"<y/>")], how)


def quickly(data: bytes, name: str = NAME) -> bytes | None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(name)
    part = unpack.packed(data, info)
    return None if part is None else unpack.unpacked(part, info)


def slowly(data: bytes, name: str = NAME) -> bytes | None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            return archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            return None


@pytest.mark.parametrize("how", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("text", [b"", b"x", b"<row/>" * 5_000, random.Random(1).randbytes(20_000)], ids=len)
def test_ordinary_parts_are_unpacked_in_one_go(how, text):
    assert quickly(file(how, text)) == slowly(file(how, text)) == text


def test_something_before_the_zip_file_changes_nothing():
    data = b"#!/bin/sh" + file()
    assert quickly(data) == slowly(data) == b"<row/>" * 1000


def test_what_was_written_in_one_stream_has_its_size_behind_it():
    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.all = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, piece: bytes) -> int:
            self.all += piece
            return len(piece)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME, b"<row/>" * 1000)
    assert quickly(bytes(stream.all)) == slowly(bytes(stream.all)) == b"<row/>" * 1000


ODD = {
    "a wrong checksum": lambda: hostile.entry(file(), NAME, crc=1),
    "said to be longer": lambda: hostile.entry(file(), NAME, size=9_999),
    "said to be shorter": lambda: hostile.entry(file(), NAME, size=10),
    "packed in another way": lambda: hostile.entry(file(), NAME, method=9),
    "locked": lambda: hostile.entry(file(), NAME, flags=1),
    "another name before it": lambda: file().replace(NAME.encode(), b"xl/worksheets/sheet3.xml", 1),
    "a name that is no ASCII": lambda: file(name="x/\u00e9.xml"),
    "large": lambda: file(zipfile.ZIP_STORED, b"x" * (unpack.LARGEST + 1)),
}


@pytest.mark.parametrize("what", ODD)
def test_what_is_odd_is_left_to_the_standard_library(what):
    data = ODD[what]()
    name = NAME if what != "a name that is no ASCII" else "x/\u00e9.xml"
    assert quickly(data, name) is None


@pytest.mark.parametrize("seed", range(20))
def test_broken_by_chance_it_is_never_something_else(seed):
    chance = random.Random(seed)
    whole = file(text=b"".join(b"<c>%d</c>" % chance.randrange(99) for _ in range(500)))
    for _ in range(50):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            found = quickly(bytes(data))
        except (zipfile.BadZipFile, KeyError, NotImplementedError):
            continue
        assert found is None or found == slowly(bytes(data))
