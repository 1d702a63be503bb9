"""Malformed and hostile files: each a small function that makes it, with the fault it must be given and where.

They are made from a good workbook by changing one thing, so that the one thing is what is tested. ``ok`` means that the
file is odd and harmless, and that every answer in it must still be read.

Run as a program, this is the reader that the tests watch from outside. It reads the files named on its input, one to a
line, and answers each with a line of JSON; or it dies, and that is what the tests are there to see.
"""

import contextlib
import functools
import io
import json
import os
import re
import selectors
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msoffcrypto
import openpyxl

from audit.samples import demonstration
from audit.spreadsheet import opendocument, sheet_data
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout
from audit.workbook.read import reader

ROOT = Path(__file__).resolve().parent.parent
SHEET = layout.CHECKLIST
REF, NOTES, DUE = (layout.column_letter(heading) for heading in ("Ref", "Notes", "By when"))
MEGABYTE = 1_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DTD = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>'
LAUGHS = DTD % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)  # &j; is ten thousand million letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Crafted:
    """One file: its name on disk, how it is made, and what should be said of it."""

    name: str
    file: str
    make: Callable[[], bytes]
    code: str
    spot: str
    also: tuple[str, ...]


TABLE: dict[str, Crafted] = {}


def crafted(code: str, spot: str = "", *, file: str = "{}.xlsx", also: tuple[str, ...] = ()):
    """Put a maker into the table, under its own name. ``also`` are the codes an ``ok`` file is given all the same."""

    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        name = make.__name__
        TABLE[name] = Crafted(name=name, file=file.format(name), make=make, code=code, spot=spot, also=also)
        return make

    return keep


# Taking a good workbook apart and putting it together


@functools.cache
def good() -> bytes:
    """A workbook as an invented nursery would send it in."""
    return demonstration.filled_workbook(demonstration.NURSERY, demonstration.SAMPLE_DAY)


@functools.lru_cache(maxsize=8)
def _unzipped(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parts(data: bytes | None = None) -> dict[str, bytes]:
    """The parts of a workbook, the good one if not said, to be changed."""
    return dict(_unzipped(data or good()))


def part_of(sheet: str, data: bytes | None = None) -> str:
    """The part that a sheet of a workbook stands in."""
    book = parts(data)["xl/workbook.xml"].decode()
    relation = re.search(rf'<sheet [^>]*name="{sheet}"[^>]*r:id="(\w+)"', book)[1]
    links = parts(data)["xl/_rels/workbook.xml.rels"].decode()
    return re.search(rf'Target="/([^"]+)" Id="{relation}"', links)[1]


def bare(name: str) -> bytes:
    """A part of the good workbook, without an XML declaration before it."""
    return re.sub(rb"^<\?xml[^>]*\?>\s*", b"", parts()[name])


def zipped(members: Mapping[str, bytes] | Iterable[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as a zip file; given as pairs, a name may come twice."""
    pairs = members.items() if isinstance(members, Mapping) else members
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, _quiet():
        for name, data in pairs:
            info = zipfile.ZipInfo(name)
            info.compress_type = how
            archive.writestr(info, data, compresslevel=1 if len(data) > MEGABYTE else None)
    return out.getvalue()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without the warning that a name is there twice: that is meant."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def with_parts(**changed: bytes) -> bytes:
    """The good workbook with some parts put in anew; for ``__`` in a name read ``/``, and ``xml`` is understood."""
    return zipped(linked(parts() | {name.replace("__", "/") + ".xml": data for name, data in changed.items()}))


LINK = (
    '<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}" Id="{}"/>'
)


def linked(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Parts among which the workbook names the texts that cells share, if they are there."""
    name = "xl/_rels/workbook.xml.rels"
    if "xl/sharedStrings.xml" not in members or b"/sharedStrings" in members[name]:
        return dict(members)
    link = LINK.format("sharedStrings", "sharedStrings.xml", "texts")
    return {**members, name: members[name].replace(b"</Relationships>", f"{link}</Relationships>".encode())}


def edited(name: str, old: str | bytes, new: str | bytes, *, base: Mapping[str, bytes] | None = None) -> bytes:
    """The good workbook with one thing replaced in one part, once; it has to be there."""
    members = dict(base or parts())
    old, new = (text.encode() if isinstance(text, str) else text for text in (old, new))
    if old not in members[name]:
        raise ValueError(f"{old!r} is not in {name}")
    return zipped(members | {name: members[name].replace(old, new, 1)})


def rows(xml: str | bytes, sheet: str = SHEET) -> bytes:
    """The good workbook with this written after a sheet's last row."""
    xml = xml.encode() if isinstance(xml, str) else xml
    return edited(part_of(sheet), b"</sheetData>", xml + b"</sheetData>")


def cell(place: str, text: str = "x") -> str:
    """A cell with a text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def huge(name: str, before: bytes, piece: bytes, times: int, after: bytes) -> bytes:
    """The good workbook with one part that is small in the file and vast when it is unpacked."""
    return vast(linked(parts() | {name: b""}), name, before, piece, times, after)


def vast(  # noqa: PLR0917
    members: Mapping[str, bytes], name: str, before: bytes, piece: bytes, times: int, after: bytes
) -> bytes:
    """A zip file with a vast part, made quickly: a block is packed once, and its packed form repeated."""
    block = piece * max(1, MEGABYTE // len(piece))
    blocks = times * len(piece) // len(block)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    packed += (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)) * blocks
    packed += packer.compress(after) + packer.flush()
    checksum = zlib.crc32(before)
    for _ in range(blocks):
        checksum = zlib.crc32(block, checksum)
    made = zipped(dict(members) | {name: packed}, zipfile.ZIP_STORED)
    size = len(before) + len(block) * blocks + len(after)
    return entry(made, name, method=zipfile.ZIP_DEFLATED, crc=zlib.crc32(after, checksum), size=size)


def entry(data: bytes, name: str, **changed: int) -> bytes:
    """A zip file with fields of one member's two headers overwritten: ``flags``, ``method``, ``crc``, ``size``."""
    places = {"flags": (6, 8, "<H"), "method": (8, 10, "<H"), "crc": (14, 16, "<I"), "size": (22, 24, "<I")}
    raw = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        local = archive.getinfo(name).header_offset
    central = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()) + 1)
    for field, value in changed.items():
        in_local, in_central, form = places[field]
        struct.pack_into(form, raw, local + in_local, value)
        struct.pack_into(form, raw, central + in_central, value)
    return bytes(raw)


def shared(strings: bytes, cells: str) -> bytes:
    """The good workbook with a table of shared strings, and rows that use it."""
    members = parts()
    members["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + strings + b"</sst>"
    )
    return edited(part_of(SHEET), "</sheetData>", cells + "</sheetData>", base=linked(members))


# The same as an OpenDocument spreadsheet, made by hand so that LibreOffice is not needed

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'office:version="1.2"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE.decode()}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{}</manifest:file-entry>'
    "</manifest:manifest>"
)


def ods_cell(value: object, repeated: str = "") -> str:
    """A cell of an .ods with a text or a date in it, or an empty one."""
    again = f' table:number-columns-repeated="{repeated}"' if repeated else ""
    if value is None:
        return f"<table:table-cell{again}/>"
    if hasattr(value, "strftime"):
        return f'<table:table-cell{again} office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell{again} office:value-type="string">{lines}</table:table-cell>'


def ods_row(cells: str, repeated: str = "") -> str:
    """A row of an .ods."""
    again = f' table:number-rows-repeated="{repeated}"' if repeated else ""
    return f"<table:table-row{again}>{cells}</table:table-row>"


@functools.cache
def ods_tables() -> dict[str, str]:
    book = openpyxl.load_workbook(io.BytesIO(good()))
    tables = {}
    for name in (layout.START, layout.CHECKLIST, layout.META):
        lines = book[name].iter_rows(values_only=True)
        tables[name] = "".join(ods_row("".join(map(ods_cell, line))) for line in lines)
    return tables


def next_row() -> int:
    """The number of the row after the last of the checklist, where ``{next}`` stands in the place of a fault."""
    return ods_tables()[SHEET].count("<table:table-row") + 1


def ods(
    after: str = "",
    *,
    head: str = ODS_HEAD,
    encryption: str = "",
    tables: Mapping[str, str] | None = None,
    **members: bytes,
) -> bytes:
    """The good workbook as an .ods, with this written after the last row of the checklist, or with other tables."""
    tables = ods_tables() | dict(tables or {})
    body = "".join(
        f"<table:table table:name={quoteattr(name)}>{lines}{after if name == SHEET else ''}</table:table>"
        for name, lines in tables.items()
    )
    made = {
        "mimetype": ODS_TYPE,
        "content.xml": (head + body + ODS_TAIL).encode(),
        "META-INF/manifest.xml": ODS_MANIFEST.format(encryption).encode(),
    }
    return zipped(made | {name.replace("_", "."): data for name, data in members.items()})


# Cells that lie far away, and cells that only seem to


@crafted("F10", f"{SHEET}!XFD1048576")
def far_corner():
    return rows(f'<row r="1048576">{cell("XFD1048576")}</row>')


@crafted("F10", f"{SHEET}!A1048576")
def far_last_row():
    return rows(f'<row r="1048576">{cell("A1048576")}</row>')


@crafted("F10", f"{SHEET}!XFD100000")
def far_row_100000():
    return rows(f'<row r="100000">{cell("XFD100000")}</row>')


@crafted("F10", f"{SHEET}!XFD900")
def far_column():
    return rows(f'<row r="900">{cell("XFD900")}</row>')


@crafted("F10", f"{layout.START}!XFD1048576")
def far_on_another_sheet():
    return rows(f'<row r="1048576">{cell("XFD1048576")}</row>', layout.START)


@crafted("ok")
def far_on_a_sheet_that_is_never_read():
    return rows(f'<row r="1048576">{cell("XFD1048576")}</row>', layout.SOURCES)


@crafted("F10", f"{SHEET}!XFD1048576")
def far_formula_without_value():
    return rows('<row r="1048576"><c r="XFD1048576"><f>1+1</f></c></row>')


@crafted("F10", f"{SHEET}!XFD1048576")
def far_in_single_quotes():
    return rows(f'<row r="1048576">{cell("XFD1048576")}</row>'.replace('"', "'"))


@crafted("F10", f"{SHEET}!XFD1048576")
def far_with_a_prefix():
    xmlns = "xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
    return rows(f'<x:row {xmlns} r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>')


@crafted("F10", f"{SHEET}!XFD1048576")
def far_with_an_accented_prefix():
    xmlns = "xmlns:é='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
    return rows(f'<é:row {xmlns} r="1048576"><é:c r="XFD1048576"><é:v>1</é:v></é:c></é:row>')


@crafted("F10", f"{SHEET}!XFD1048576")
def far_with_the_place_last():
    return rows('<row r="9"><c t="str"\n\tr = "XFD1048576"><v>x</v></c></row>')


@crafted("F10", f"{SHEET}!ZZZZZZ99999999999")
def absurd_address():
    return rows(f'<row r="9">{cell("ZZZZZZ99999999999")}</row>')


@crafted("F07")
def address_that_is_none():
    return rows(f'<row r="9">{cell("$A$1")}</row>')


@crafted("F10", f"{SHEET}!A99999999999")
def absurd_row():
    return rows('<row r="99999999999"><c><v>1</v></c></row>')


@crafted("F10", f"{SHEET}!XFD900")
def far_counted_along_a_row():
    return rows('<row r="900">' + "<c/>" * 16_383 + "<c><v>1</v></c></row>")


@crafted("F07")
def far_with_two_places():
    """The first place is near; the reader goes by the last."""
    return rows('<row r="900"><c r="A900" r="XFD1048576"><v>1</v></c></row>')


@crafted("F10", f"{SHEET}!A30900")
def far_counted_down_the_rows():
    return rows('<row r="900"/>' + "<row/>" * 29_999 + "<row><c><v>1</v></c></row>")


@crafted("F10", f"{SHEET}!B1048576")
def far_counted_after_a_near_address():
    """The row says where it is; the first cell says another row; the second cell says nothing and is in the row."""
    return rows('<row r="1048576"><c r="A1"/><c><v>1</v></c></row>')


@crafted("F10", f"{SHEET}!A30001")
def far_counted_by_the_ends_of_rows():
    """Rows inside rows: the reader counts where they end."""
    return rows("<row>" * 15_000 + '<row r="1">' + "</row>" * 15_001 + "<row/>" * 14_999 + "<row><c><v>1</v></c></row>")


@crafted("F10")
def far_a_little_on_each_of_many_sheets():
    """Sheet after sheet of two million cells, each with nothing in it but the last."""
    return many_sheets(90, '<row r="20000"><c r="CV20000"><v>1</v></c></row>')


@crafted("F10", f"{SHEET}!A1048576")
def million_rows():
    lines = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c></row>' for n in range(900, 1_048_577)
    )
    return rows(lines)


@crafted("F10", f"{SHEET}!XFD900")
def all_columns():
    letters = [letter(n) for n in range(16_384)]
    return rows('<row r="900">' + "".join(f'<c r="{x}900"><v>1</v></c>' for x in letters) + "</row>")


@crafted("ok")
def styled_cells_to_the_last_row():
    return rows(styled_cells())


@functools.cache
def styled_cells() -> str:
    """Seventy megabytes of rows and cells with a style and nothing in them."""
    return "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(900, 1_048_577))


@crafted("ok")
def styled_rows_to_the_last_row():
    return rows("".join(f'<row r="{n}" ht="15" customHeight="1"/>' for n in range(900, 1_048_577)))


@crafted("ok")
def styled_rows_and_nothing_else_on_another_sheet():
    return many_sheets(1, "".join(f'<row r="{n}" ht="15" customHeight="1"/>' for n in range(1, 1_048_577)))


@crafted("ok")
def styled_cells_on_two_sheets():
    """Together nearly as much as may be unpacked."""
    members = parts(many_sheets(1, styled_cells()))
    return edited(part_of(SHEET), "</sheetData>", styled_cells() + "</sheetData>", base=members)


@crafted("ok")
def styled_corner():
    return rows('<row r="1048576" s="1"><c r="XFD1048576" s="1"/></row>')


@crafted("ok")
def styled_columns():
    return edited(part_of(SHEET), "<cols>", '<cols><col min="16" max="16384" width="9" style="1"/>')


@crafted("ok")
def dimension_too_large():
    return edited(part_of(SHEET), '<dimension ref="A1:', '<dimension ref="A1:XFD1048576" x="')


@crafted("ok")
def dimension_too_small():
    return edited(part_of(SHEET), '<dimension ref="A1:', '<dimension ref="A1" x="')


@crafted("ok")
def dimension_absurd():
    return edited(part_of(SHEET), '<dimension ref="A1:', '<dimension ref="A1:ZZZZZZZZ99999999999" x="')


@crafted("ok")
def merged_everything():
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A900:XFD1048576"/></mergeCells>'
    return edited(part_of(SHEET), "</sheetData>", merged)


# Too much of something


def text_in_a_cell(megabytes: int) -> bytes:
    """The good workbook with a cell that holds so much."""
    name = part_of(SHEET)
    head, tail = parts()[name].split(b"</sheetData>")
    head += b'<row r="900"><c r="K900" t="inlineStr"><is><t>'
    return huge(name, head, b"x" * 1000, megabytes * 1000, b"</t></is></c></row></sheetData>" + tail)


@crafted("F08")
def text_of_300_megabytes():
    return text_in_a_cell(300)


@crafted("F08")
def text_of_90_megabytes():
    """Less than the largest sheet may have, which is meant for styles, not for words."""
    return text_in_a_cell(90)


@crafted("F08")
def many_long_texts():
    """No cell has more than a spreadsheet program takes, and together they are 90 megabytes."""
    text = "x" * 30_000
    return rows("".join(f'<row r="{n}">{cell(f"K{n}", text)}</row>' for n in range(900, 3_062)))


@crafted("F08")
def eight_million_shared_strings():
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return huge("xl/sharedStrings.xml", head, b"<si><t/></si>", 8_000_000, b"</sst>")


@crafted("F08")
def one_long_string_shared_often():
    """A megabyte, named by twenty thousand cells: the reader would write it out for each."""
    cells = "".join(f'<row r="{n}"><c r="P{n}" t="s"><v>0</v></c></row>' for n in range(900, 20_000))
    return shared(b"<si><t>" + b"x" * MEGABYTE + b"</t></si>", cells)


@crafted("F08")
def one_string_shared_very_often():
    """No longer than a cell may hold, named by so many cells that it comes to gigabytes."""
    row = "".join(f'<c r="{letter(c)}{{0}}" t="s"><v>0</v></c>' for c in range(20, 52))
    cells = "".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(900, 9_000))
    return shared(b"<si><t>" + b"x" * 32_000 + b"</t></si>", cells)


@crafted("F08")
def string_shared_by_odd_indexes():
    """No number, so the reader takes the first text."""
    cells = "".join(f"<row r='{n}'><c r='P{n}' t='s'><v>x</v></c></row>" for n in range(900, 19_000))
    return shared(b"<si><t>" + b"x" * MEGABYTE + b"</t></si>", cells)


@crafted("F07")
def string_shared_by_split_indexes():
    """The reader stops at the comment, and has 1; read whole, it is 10."""
    cells = "".join(f'<row r="{n}"><c r="P{n}" t="s" ><v>1<!-- -->0</v></c></row>' for n in range(900, 19_000))
    return shared(b"<si><t/></si><si><t>" + b"x" * MEGABYTE + b"</t></si>" + b"<si><t/></si>" * 10, cells)


@crafted("ok")
def long_register_on_another_sheet():
    """Eighty thousand cells that share texts, some of them long: a list of training that somebody keeps here too."""
    strings = b"".join(b"<si><t>" + b"word " * n + b"</t></si>" for n in (1, 2, 3, 5, 8, 400))
    cells = "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{x}{n}" t="s"><v>{(n + i) % 5}</v></c>' for i, x in enumerate("ABCDEFGH"))
        + "</row>"
        for n in range(1, 10_000)
    )
    members = {}
    members = parts(many_sheets(1, cells))
    xmlns = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return zipped(linked(members | {"xl/sharedStrings.xml": xmlns + strings + b"</sst>"}))


@crafted("ok", also=("W13", "W14"))
def styles_of_19_megabytes():
    return with_parts(xl__styles=b"<styleSheet><cellXfs>" + b"<xf/>" * 3_800_000 + b"</cellXfs></styleSheet>")


@crafted("ok")
def shared_strings_of_19_megabytes():
    return with_parts(xl__sharedStrings=b"<sst>" + b"<si><t/></si>" * 1_450_000 + b"</sst>")


@crafted("F18", SHEET)
def one_cell_over_and_over():
    """Half as much as the cells may hold, and all of it in one place."""
    return rows('<row r="900">' + '<c r="K900"><v>1</v></c>' * 500_000 + "</row>")


@crafted("ok")
def empty_cells_over_and_over():
    return rows('<row r="900">' + '<c r="K900"/>' * 1_400_000 + "</row>")


@crafted("F08")
def many_small_cells_on_many_sheets():
    """Fewer on each sheet than one sheet may have."""
    return many_sheets(90, '<row r="1">' + "<c/>" * 50_000 + "</row>")


@crafted("ok", also=("W08",))
def nineteen_thousand_notes():
    return rows("".join(f'<row r="{n}">{cell(f"K{n}", "note")}</row>' for n in range(900, 19_100)))


@crafted("ok", also=("W07",))
def three_thousand_unknown_refs():
    return rows("".join(f'<row r="{n}">{cell(f"{REF}{n}", f"staff-confidance-{n}")}</row>' for n in range(900, 3_100)))


@crafted("ok", also=("W07", "P10"))
def refs_of_thirty_thousand_letters():
    text = "staff confidence " * 1_900
    return rows("".join(f'<row r="{n}">{cell(f"{REF}{n}", f"{n} {text}")}</row>' for n in range(900, 1_100)))


@crafted("ok", also=("W06",))
def one_question_on_many_rows():
    ref = re.search(rf'<c r="{REF}{layout.FIRST_ROW}"[^>]*><is><t>([^<]+)', parts()[part_of(SHEET)].decode())[1]
    return rows(
        "".join(
            f'<row r="{n}">{cell(f"{REF}{n}", ref)}{cell(f"{NOTES}{n}", f"note {n}")}</row>' for n in range(900, 9_100)
        )
    )


@crafted("F08")
def styles_of_400_megabytes():
    head = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return huge("xl/styles.xml", head, b" " * 1000, 400_000, b"</styleSheet>")


@crafted("F08")
def workbook_of_many_elements():
    """Small as text, large as a tree."""
    return edited("xl/workbook.xml", "<sheets>", "<x>" + "<a/>" * 4_700_000 + "</x><sheets>")


@crafted("F08")
def workbook_nested_deeply():
    return edited("xl/workbook.xml", "<sheets>", "<a>" * 2_000_000 + "</a>" * 2_000_000 + "<sheets>")


@crafted("ok")
def unused_part_of_a_gigabyte():
    return huge("xl/media/image1.png", b"", b"\0" * 1000, 1_000_000, b"")


@crafted("F08")
def file_of_21_megabytes():
    return zipped(parts() | {"xl/media/image1.png": os.urandom(21 * MEGABYTE)}, zipfile.ZIP_STORED)


@crafted("F08")
def two_hundred_sheets():
    return many_sheets(200, "")


@crafted("ok")
def ninety_sheets():
    return many_sheets(90, '<row r="1"><c r="A1" t="inlineStr"><is><t>mine</t></is></c></row>')


@crafted("F08")
def three_thousand_parts():
    return zipped(parts() | {f"xl/media/{n}.png": b"" for n in range(3_000)})


@crafted("F08")
def three_hundred_thousand_parts():
    """A directory that is itself too long to be taken in."""
    name = b"a" * 10
    one = struct.pack("<4s6H3L5H2L", b"PK\1\2", *[0] * 9, len(name), *[0] * 6) + name
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(one) * 300_000, 0, 0)
    return b"PK\3\4" + one * 300_000 + end


def many_sheets(number: int, lines: str) -> bytes:
    """The good workbook with that many sheets more."""
    members = parts()
    sheets = relations = ""
    for n in range(number):
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        sheets += f'<sheet xmlns:r="{base}" name="More {n}" sheetId="{n + 50}" r:id="more{n}"/>'
        relations += f'<Relationship Id="more{n}" Type="{base}/worksheet" Target="worksheets/more{n}.xml"/>'
        members[f"xl/worksheets/more{n}.xml"] = worksheet(lines)
    book, links = members["xl/workbook.xml"], members["xl/_rels/workbook.xml.rels"]
    members["xl/workbook.xml"] = book.replace(b"</sheets>", sheets.encode() + b"</sheets>")
    members["xl/_rels/workbook.xml.rels"] = links.replace(b"</Relationships>", relations.encode() + b"</Relationships>")
    return zipped(members)


def worksheet(lines: str) -> bytes:
    """A sheet with these rows and nothing else."""
    xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{xmlns}"><sheetData>{lines}</sheetData></worksheet>'.encode()


# Patterns that are slow to search


@crafted("F07")
def rows_that_never_end():
    return rows("<row " * 3_000_000 + "><c><v>1</v></c></row>")


@crafted("ok")
def rows_that_never_end_after_the_last():
    """They hold nothing, so they are left out with all that is empty."""
    return rows("<row " * 4_000_000)


@crafted("F07")
def cells_that_never_end():
    return rows('<row r="900">' + '<c r="A1" ' * 1_500_000 + "><f>1</f></c></row>")


@crafted("F07")
def places_that_never_end():
    return rows('<row r="900"><c r="A900" ' + "r" * 9_000_000 + "><f>1</f></c></row>")


@crafted("F07")
def spaces_that_never_end():
    return rows('<row r="900"><c ' + " " * 9_000_000 + 'r="A900"><f>1</f></c')


# Documents that declare entities


@crafted("F09")
def laughs_in_a_sheet():
    name = part_of(SHEET)
    return zipped(parts() | {name: LAUGHS + bare(name).replace(b"Ref<", b"&j;<", 1)})


@crafted("F09")
def laughs_in_shared_strings():
    return with_parts(xl__sharedStrings=LAUGHS + b"<sst><si><t>&j;</t></si></sst>")


@crafted("F09")
def laughs_in_the_workbook():
    return zipped(parts() | {"xl/workbook.xml": LAUGHS + bare("xl/workbook.xml")})


@crafted("F09")
def laughs_in_the_relations():
    name = "xl/_rels/workbook.xml.rels"
    return zipped(parts() | {name: LAUGHS + bare(name)})


@crafted("F09")
def laughs_in_the_styles():
    return with_parts(xl__styles=LAUGHS + b"<styleSheet>&j;</styleSheet>")


@crafted("F09")
def laughs_in_the_properties():
    return with_parts(
        docProps__custom=LAUGHS + b'<Properties><property name="safeguarding-audit:x">&j;</property></Properties>'
    )


@crafted("ok")
def laughs_where_nobody_reads():
    return with_parts(docProps__core=LAUGHS + b"<x>&j;</x>")


@crafted("F09")
def one_long_entity():
    long = DTD % (b'<!ENTITY long "%s">' % (b"x" * 100_000))
    return with_parts(xl__sharedStrings=long + b"<sst><si><t>" + b"&long;" * 100_000 + b"</t></si></sst>")


@crafted("F09")
def entity_that_names_a_file():
    outside = DTD % b'<!ENTITY f SYSTEM "file:///etc/passwd">'
    name = part_of(SHEET)
    return zipped(parts() | {name: outside + bare(name).replace(b"Ref<", b"&f;<", 1)})


@crafted("F09")
def entity_that_names_an_address():
    outside = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    return zipped(parts() | {"xl/workbook.xml": outside + bare("xl/workbook.xml")})


@crafted("F09")
def entity_far_down():
    name = part_of(SHEET)
    return zipped(parts() | {name: b"<!--" + b" " * 10_000 + b"-->" + LAUGHS + bare(name)})


# Zip files that are not what they say


@crafted("F07")
def says_it_is_shorter():
    name = part_of(SHEET)
    return entry(good(), name, size=len(parts()[name]) // 2)


@crafted("F07")
def says_it_is_longer():
    return entry(good(), part_of(SHEET), size=len(parts()[part_of(SHEET)]) + 9)


@crafted("F08")
def says_it_is_four_gigabytes():
    return entry(good(), part_of(SHEET), size=0xFFFFFFF0)


@crafted("F07")
def says_it_is_short_and_is_vast():
    return entry(TABLE["text_of_300_megabytes"].make(), part_of(SHEET), size=100_000)


@crafted("F18")
def member_twice():
    return zipped([*parts().items(), (part_of(SHEET), worksheet(""))])


@crafted("F18")
def member_twice_in_another_case():
    return zipped([*parts().items(), ("XL/Workbook.xml", b"<workbook/>")])


@crafted("F11")
def name_that_climbs():
    return zipped(parts() | {"../../climbed.xml": b"x"})


@crafted("F11")
def name_that_climbs_with_backslashes():
    return zipped(parts() | {"xl\\..\\..\\climbed.xml": b"x"})


@crafted("F11")
def name_from_the_root():
    return zipped(parts() | {"/tmp/climbed.xml": b"x"})


@crafted("ok")
def name_with_a_drive():
    return zipped(parts() | {"C:climbed.xml": b"x"})


@crafted("F18")
def null_in_a_name():
    """The name is cut at the null, and then it is there twice."""
    return zipped([*parts().items(), ("xl/workbook.xmlQ.txt", b"x")]).replace(b"xmlQ.txt", b"xml\0.txt")


@crafted("F11")
def packed_with_bzip2():
    return zipped(parts(), zipfile.ZIP_BZIP2)


@crafted("F11")
def packed_with_lzma():
    return zipped(parts(), zipfile.ZIP_LZMA)


@crafted("F11")
def packed_with_deflate64():
    return entry(good(), part_of(SHEET), method=9)


@crafted("ok")
def not_packed_at_all():
    return zipped(parts(), zipfile.ZIP_STORED)


@crafted("F06")
def marked_as_encrypted():
    return entry(good(), part_of(SHEET), flags=1)


@crafted("F07")
def bit_flipped():
    raw = bytearray(good())
    with zipfile.ZipFile(io.BytesIO(good())) as archive:
        info = archive.getinfo(part_of(SHEET))
    raw[info.header_offset + 200 + info.compress_size // 2] ^= 0x10
    return bytes(raw)


@crafted("F07")
def checksum_wrong():
    return entry(good(), part_of(SHEET), crc=1)


@crafted("F07")
def truncated():
    return good()[: len(good()) // 2]


@crafted("F07")
def truncated_by_a_byte():
    return good()[:-1]


@crafted("F07")
def only_a_beginning():
    return b"PK\3\4"


@crafted("F04")
def something_before_it():
    return b"#!/bin/sh\nexit 0\n" + good()


@crafted("ok")
def something_like_a_zip_before_it():
    return b"PK00" + good()


@crafted("ok")
def something_after_it():
    return good() + b"\0" * 1000


@crafted("ok")
def long_comment():
    out = io.BytesIO(good())
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"x" * 65_535
    return out.getvalue()


@crafted("F04")
def comment_like_an_end():
    """Another end, with another directory, inside the comment."""
    out = io.BytesIO(good())
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"PK\5\6" + b"\0" * 18
    return out.getvalue()


@crafted("F11", file="two-in-one.xlsx")
def polyglot_without_a_table():
    """A workbook and an OpenDocument text in one file."""
    return zipped(
        parts() | {"mimetype": b"x", "content.xml": (ODS_HEAD + ODS_TAIL).replace("spreadsheet", "text").encode()}
    )


# Locked files, and files that are something else


@crafted("F06")
def locked_with_a_password():
    out = io.BytesIO()
    locked = msoffcrypto.OfficeFile(io.BytesIO(good()))
    locked.encrypt("secret", out)
    return out.getvalue()


@crafted("F05", file="old.xlsx")
def old_xls():
    return (
        OLE
        + b"\0" * 500
        + "Root Entry".encode("utf-16-le")
        + b"\0" * 100
        + "Workbook".encode("utf-16-le")
        + b"\0" * 900
    )


@crafted("F04")
def old_doc():
    return OLE + b"\0" * 500 + "WordDocument".encode("utf-16-le") + b"\0" * 900


@crafted("F03")
def empty():
    return b""


@crafted("F04")
def plain_text():
    return b"Ref,Rating\nchild-first-message,Met\n"


@crafted("F04")
def text_in_utf_16():
    return "Ref\tRating\n".encode("utf-16")


@crafted("F04")
def pdf():
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@crafted("F04")
def web_page():
    return b"\n <!DOCTYPE html><html><table><tr><td>Ref</td></tr></table></html>"


@crafted("F04")
def picture():
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 100


@crafted("F04")
def rich_text():
    return b"{\\rtf1 Ref}"


@crafted("F04")
def gzip_file():
    return b"\x1f\x8b\x08\0\0\0\0\0" + b"\0" * 100


@crafted("F04")
def noughts():
    return b"\0" * 5_000


@crafted("F04")
def xml_spreadsheet_of_2003():
    return b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@crafted("F04")
def word_document():
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})


@crafted("F04")
def presentation():
    return zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})


@crafted("F04")
def binary_workbook():
    return zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\0"})


@crafted("F04")
def numbers_document():
    return zipped({"Index/Document.iwa": b"\0", "Metadata/Properties.plist": b"\0"})


@crafted("F04")
def zip_of_workbooks():
    return zipped({"one.xlsx": good(), "two.xlsx": good()})


@crafted("F04")
def zip_of_nothing():
    return zipped({})


@crafted("F13", file="~$rosebank.xlsx")
def lock_file_of_excel():
    return b"\5Owner" + b" " * 159


@crafted("F13", file=".~lock.rosebank.xlsx#")
def lock_file_of_libreoffice():
    return b",owner,machine,22.11.2026 10:00,file:///home;"


# Writing that is not UTF-8


@crafted("F11")
def sheet_in_utf_16():
    name = part_of(SHEET)
    return zipped(parts() | {name: bare(name).decode().encode("utf-16")})


@crafted("F11")
def sheet_in_utf_16_without_a_mark():
    name = part_of(SHEET)
    return zipped(parts() | {name: bare(name).decode().encode("utf-16-be")})


@crafted("F11")
def workbook_that_says_latin_1():
    return zipped(parts() | {"xl/workbook.xml": b'<?xml version="1.0" encoding="latin-1"?>' + bare("xl/workbook.xml")})


@crafted("F11")
def sheet_that_says_utf_7_far_along():
    name = part_of(SHEET)
    says = b'<?xml version="1.0"' + b" " * 5_000 + b'encoding="utf-7"?>'
    return zipped(parts() | {name: says + bare(name)})


@crafted("F07")
def sheet_with_letters_that_are_none():
    return edited(part_of(SHEET), b"Kept in", b"Kept \xff\xfe in")


@crafted("ok")
def sheet_with_a_byte_order_mark():
    name = part_of(SHEET)
    return zipped(parts() | {name: b"\xef\xbb\xbf" + parts()[name]})


# Parts that are missing or not where they should be


@crafted("F07")
def sheet_missing():
    members = parts()
    del members[part_of(SHEET)]
    return zipped(members)


@crafted("F07")
def relations_missing():
    members = parts()
    del members["xl/_rels/workbook.xml.rels"]
    return zipped(members)


@crafted("F07")
def sheet_outside_the_file():
    return edited("xl/_rels/workbook.xml.rels", "/" + part_of(SHEET), "../../../../etc/passwd")


@crafted("F07")
def sheet_at_an_address():
    return edited("xl/_rels/workbook.xml.rels", "/" + part_of(SHEET), "file:///etc/passwd")


@crafted("F07")
def sheet_without_a_relation():
    return edited("xl/workbook.xml", 'r:id="rId2"', 'r:id="rId77"')


@crafted("F07")
def workbook_cut():
    return with_parts(xl__workbook=parts()["xl/workbook.xml"][:300])


@crafted("F07")
def sheet_cut():
    return zipped(parts() | {part_of(SHEET): parts()[part_of(SHEET)][:50_000]})


@crafted("F07")
def sheet_cut_between_rows():
    sheet = parts()[part_of(SHEET)]
    return zipped(parts() | {part_of(SHEET): sheet[: sheet.index(b'<row r="20"')]})


@crafted("F11", SHEET)
def sheet_ended_twice():
    """The data end after twenty rows, and the rest follows: a part of the answers would not be seen."""
    sheet = parts()[part_of(SHEET)]
    at = sheet.index(b'<row r="20"')
    return zipped(parts() | {part_of(SHEET): sheet[:at] + b"</sheetData>" + sheet[at:]})


@crafted("F11", SHEET)
def data_of_a_sheet_in_two_pieces():
    sheet = parts()[part_of(SHEET)]
    at = sheet.index(b'<row r="20"')
    return zipped(parts() | {part_of(SHEET): sheet[:at] + b"</sheetData><sheetData>" + sheet[at:]})


@crafted("F18")
def two_sheets_of_one_name():
    return edited("xl/workbook.xml", f'name="{layout.SOURCES}"', f'name="{SHEET}"')


@crafted("F18")
def two_sheets_in_one_part():
    return edited("xl/_rels/workbook.xml.rels", part_of(layout.SOURCES), part_of(SHEET))


RATING, OTHER_RATING = (cell("K900", text) for text in ("Not met", "Met"))
RICH = '<c r="K900" t="inlineStr"><is><r><t>{}</t></r></is></c>'


@crafted("F18", SHEET)
def a_cell_twice():
    return rows(f'<row r="900">{RATING}{OTHER_RATING}</row>')


@crafted("F18", SHEET)
def a_cell_of_rich_text_twice():
    """What once made a reading with a memory give another setting's rating."""
    return rows(f'<row r="900">{RICH.format("Not met")}{RICH.format("Met")}</row>')


@crafted("F18", SHEET)
def a_date_twice():
    return rows('<row r="900"><c r="P900"><v>46357</v></c><c r="P900"><v>50000</v></c></row>')


@crafted("F18", SHEET)
def a_cell_twice_once_in_small_letters():
    return rows(f'<row r="900">{RATING}{OTHER_RATING.replace("K900", "k900")}</row>')


@crafted("F18", SHEET)
def a_cell_twice_once_without_its_place():
    return rows('<row r="900"><c r="J900"/><c><v>1</v></c><c r="K900"><v>2</v></c></row>')


@crafted("F18", SHEET)
def a_cell_twice_with_a_zero_before_its_row():
    return rows(f'<row r="900">{RATING}{OTHER_RATING.replace("K900", "K0900")}</row>')


@crafted("F18", SHEET)
def a_cell_twice_in_two_rows():
    return rows(f'<row r="900">{RATING}</row><row r="901">{OTHER_RATING}</row>')


@crafted("F18", SHEET)
def a_cell_twice_with_a_prefix():
    second = OTHER_RATING.replace("<c ", '<x:c xmlns:x="u" ').replace("</c>", "</x:c>")
    return rows(f'<row r="900">{RATING}{second}</row>')


@crafted("F18", SHEET)
def a_row_twice():
    return rows(f'<row r="900">{RATING}</row><row r="900">{cell("L900", "Met")}</row>')


@crafted("F18", SHEET)
def a_row_twice_once_with_zeros():
    return rows(f'<row r="900">{RATING}</row><row r="00900">{cell("L900", "Met")}</row>')


@crafted("F18", SHEET)
def two_values_in_a_cell():
    return rows('<row r="900"><c r="K900" t="str"><v>Not met</v><v>Met</v></c></row>')


@crafted("F18", SHEET)
def two_values_in_a_cell_written_unusually():
    return rows('<row r="900"><c t="str" r="K900"><v>Not met</v><x/><v>Met</v></c></row>')


@crafted("F18", SHEET)
def two_texts_in_a_cell():
    return rows('<row r="900"><c r="K900" t="inlineStr"><is><t>Not met</t></is> <is><t>Met</t></is></c></row>')


VALUE = '<c r="K900" t="str">{}</c>'
INLINE = '<c r="K900" t="inlineStr">{}</c>'


def in_a_row(cells: str) -> bytes:
    return rows(f'<row r="900">{cells}</row>')


@crafted("F18", SHEET)
def two_values_with_an_instruction_between():
    return in_a_row(VALUE.format("<v>Met</v><?x y?><v>Not met</v>"))


@crafted("F18", SHEET)
def two_values_with_words_between():
    return in_a_row(VALUE.format("<v>Met</v>z<v>Not met</v>"))


@crafted("F18", SHEET)
def two_values_the_first_empty():
    return in_a_row(VALUE.format("<v/><v>Not met</v>"))


@crafted("F18", SHEET)
def a_text_and_a_value():
    return in_a_row(VALUE.format("<is><t>Met</t></is><v>Not met</v>"))


@crafted("F18", SHEET)
def a_value_and_a_text():
    return in_a_row(INLINE.format("<v>Not met</v><is><t>Met</t></is>"))


@crafted("F11", SHEET)
def a_value_inside_something():
    return in_a_row(VALUE.format("<x><v>Met</v></x>"))


@crafted("F11", SHEET)
def a_cell_inside_something():
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return in_a_row(f"<mc:AlternateContent {mc}><mc:Choice>{RATING}</mc:Choice></mc:AlternateContent>")


@crafted("F11", SHEET)
def a_cell_inside_something_that_ends_empty():
    return in_a_row(f'<x>{RATING}<c r="L900"/></x>')


@crafted("F11", SHEET)
def a_row_inside_something():
    return rows(f'<x><row r="900">{RATING}</row></x>')


@crafted("F18")
def two_sheets_of_one_name_in_other_letters():
    return edited("xl/workbook.xml", f'name="{layout.SOURCES}"', f'name="{SHEET.upper()}"')


@crafted("F18")
def a_relation_twice():
    links = parts()["xl/_rels/workbook.xml.rels"].decode()
    first = re.search(r"<Relationship [^>]*/>", links)[0]
    return edited("xl/_rels/workbook.xml.rels", first, first + first)


@crafted("F18", file="{}.ods")
def ods_sheet_twice():
    table = ods_row(ods_cell("Ref") + ods_cell("Rating"))
    return ods(tables={SHEET: table, SHEET.upper(): table})


def commands(folder: str) -> bytes:
    members = parts()
    members[f"xl/{folder}/sheet1.xml"] = members.pop(part_of(layout.SOURCES))
    return edited("xl/_rels/workbook.xml.rels", part_of(layout.SOURCES), f"xl/{folder}/sheet1.xml", base=members)


@crafted("F19")
def a_macro_sheet():
    return commands("macrosheets")


@crafted("F19")
def a_dialog_sheet():
    return commands("dialogsheets")


@crafted("F19")
def a_macro_sheet_in_the_folder_of_others():
    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    sheet = part_of(layout.SOURCES)
    links = parts()["xl/_rels/workbook.xml.rels"].decode()
    link = next(found for found in re.findall(r"<Relationship [^>]*/>", links) if sheet in found)
    return edited("xl/_rels/workbook.xml.rels", link, re.sub(r'Type="[^"]*"', f'Type="{kind}"', link))


def counted(attributes: str, before: str = "") -> bytes:
    """Shared texts that say of themselves how many they are."""
    return with_parts(xl__sharedStrings=f"{before}<sst {attributes}><si><t>x</t></si></sst>".encode())


@crafted("F11")
def shared_texts_counted_in_thousands_of_millions():
    return counted('count="9000000000" uniqueCount="9000000000"')


@crafted("F11")
def shared_texts_counted_beyond_all_numbers():
    return counted('uniqueCount="9223372036854775807"')


@crafted("F11")
def shared_texts_counted_behind_a_comment():
    return counted("uniqueCount='9000000000'", before='<!-- <sst uniqueCount="1"> -->')


@crafted("F11")
def shared_texts_counted_in_references():
    return counted('a=">" uniqueCount="&#57;000000000"')


@crafted("ok")
def shared_texts_counted_below_nothing():
    return counted('uniqueCount="-1" count="many"')


@crafted("ok")
def shared_texts_counted_a_little_wrong():
    return counted('count="7" uniqueCount="9"')


def with_merged(where: str) -> bytes:
    return edited(part_of(SHEET), "</sheetData>", f'</sheetData><mergeCells><mergeCell ref="{where}"/></mergeCells>')


@crafted("ok")
def cells_merged_over_a_title_row():
    return with_merged("A1:XFD1")


@crafted("F11")
def shared_texts_inside_something():
    """The reader believes the counts of a table wherever it stands: it asked for terabytes, and was ended."""
    texts = b'<x><sst count="999999999999" uniqueCount="999999999999"><si><t>Met</t></si></sst></x>'
    return with_parts(xl__sharedStrings=texts)


@crafted("F11")
def shared_texts_with_a_second_table():
    return with_parts(xl__sharedStrings=b'<sst><si><t>x</t></si><sst uniqueCount="9999999999"/></sst>')


@crafted("F11")
def shared_texts_with_a_second_table_of_a_prefix():
    return with_parts(xl__sharedStrings=b'<sst xmlns:y="u"><y:sst\n uniqueCount="9999999999"/></sst>')


@crafted("F18")
def shared_texts_named_twice():
    links = "".join(LINK.format("sharedStrings", f"{n}.xml", n) for n in ("one", "two"))
    return edited("xl/_rels/workbook.xml.rels", "</Relationships>", f"{links}</Relationships>")


@crafted("F11")
def another_workbook_is_named():
    members = parts()
    members["xl/workbook2.xml"] = members["xl/workbook.xml"]
    return edited("_rels/.rels", 'xl/workbook.xml"', 'xl/workbook2.xml"', base=members)


@crafted("F11")
def styles_counted_in_thousands_of_millions():
    styles = parts()["xl/styles.xml"].decode()
    return edited("xl/styles.xml", re.search(r'<cellXfs count="\d+"', styles)[0], '<cellXfs count="9000000000"')


@crafted("F11")
def list_of_sheets_nested_deeply():
    deep = "<x>" * 5_000 + "</x>" * 5_000
    return edited("xl/workbook.xml", "</workbook>", f"{deep}</workbook>")


@crafted("ok")
def sheet_in_an_odd_folder():
    members = parts()
    members["xl/worksheets/deep/er/one.xml"] = members.pop(part_of(SHEET))
    return edited("xl/_rels/workbook.xml.rels", part_of(SHEET), "xl/worksheets/deep/er/one.xml", base=members)


@crafted("ok")
def sheet_named_like_a_part():
    """The sheet of sources is called as the part of the checklist is, and the other way about."""
    members = parts()
    book = members["xl/workbook.xml"].replace(b'name="Sources"', b'name="sheet2.xml"')
    return zipped(members | {"xl/workbook.xml": book})


@crafted("ok")
def no_content_types():
    members = parts()
    del members["[Content_Types].xml"]
    return zipped(members)


@crafted("ok", also=("W13", "W14"))
def no_styles():
    members = parts()
    del members["xl/styles.xml"]
    return zipped(members)


@crafted("ok")
def backslashes_in_names():
    return zipped({name.replace("/", "\\"): data for name, data in parts().items()})


@crafted("ok")
def names_in_another_case():
    return zipped({name.replace("workbook.xml", "Workbook.xml"): data for name, data in parts().items()})


@crafted("ok")
def parts_nobody_asked_for():
    return zipped(parts() | {"xl/media/photo.exe": b"MZ", "readme.txt": b"x", "customXml/item1.xml": b"<a>"})


# Oddities that a spreadsheet program puts up with


@crafted("ok", file="with-macros.xlsm")
def macros():
    members = parts()
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    link = f'<Relationship Id="vba" Type="{kind}" Target="vbaProject.bin"/></Relationships>'.encode()
    links = members["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", link)
    return zipped(members | {"xl/vbaProject.bin": OLE + b"\0" * 2_000, "xl/_rels/workbook.xml.rels": links})


@crafted("ok")
def links_to_another_workbook():
    members = parts()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    link = f'<Relationship Id="out" Type="{kind}" Target="externalLinks/externalLink1.xml"/></Relationships>'.encode()
    links = members["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", link)
    outside = b'<externalLink><externalBook r:id="rId1"/></externalLink>'
    return zipped(members | {"xl/externalLinks/externalLink1.xml": outside, "xl/_rels/workbook.xml.rels": links})


@crafted("ok", file="rosebank.xls")
def named_as_the_old_format():
    return good()


@crafted("ok", file="rosebank.pdf")
def named_as_a_pdf():
    return good()


@crafted("ok", file="ROSEBANK")
def named_without_an_ending():
    return good()


@crafted("ok")
def strict_office_open_xml():
    members = parts()
    for name in members:
        if name.endswith((".xml", ".rels")):
            members[name] = (
                members[name]
                .replace(
                    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
                )
                .replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
            )
    return zipped(members)


@crafted("ok")
def colours_that_are_none():
    return edited("xl/styles.xml", 'rgb="FF', 'rgb="ZZ')


@crafted("ok", also=("W13", "W14"))
def styles_that_are_none():
    return with_parts(xl__styles=b"<styleSheet><fonts/><fills/><cellXfs/></styleSheet>")


@crafted("ok")
def style_that_is_not_there():
    return edited(part_of(SHEET), 's="9"', 's="99999"')


@crafted("ok")
def validation_that_is_none():
    bad = '<dataValidation type="nonsense" sqref="QQ"/></dataValidations>'
    return edited(part_of(SHEET), "</dataValidations>", bad)


@crafted("ok")
def conditional_format_that_is_none():
    bad = '<conditionalFormatting sqref="?"><cfRule type="nonsense" priority="x"/></conditionalFormatting>'
    return edited(part_of(SHEET), "<dataValidations", bad + "<dataValidations")


@crafted("ok")
def page_set_up_that_is_none():
    return edited(part_of(SHEET), "<pageSetup ", '<pageSetup scale="-9" copies="x" ')


@crafted("ok")
def date_of_making_that_is_none():
    return edited("docProps/core.xml", "2", "not a date ")


@crafted("ok", also=("W08",))
def number_that_is_none():
    return rows('<row r="900"><c r="K900"><v>NaN</v></c></row>')


@crafted("ok", also=("W08",))
def number_beyond_all_measure():
    return rows('<row r="900"><c r="K900"><v>1e999</v></c></row>')


def dated(*numbers: str) -> bytes:
    """The good workbook with these numbers in rows of their own, in the style of the dates of action."""
    style = re.findall(rf'<c r="{DUE}\d+" s="(\d+)"', parts()[part_of(SHEET)].decode())[-1]
    cells = (f'<c r="{DUE}{900 + n}" s="{style}"><v>{number}</v></c>' for n, number in enumerate(numbers))
    return rows("".join(f'<row r="{900 + n}">{one}</row>' for n, one in enumerate(cells)))


@crafted("ok", also=("W08",))
def dates_out_of_reach():
    return dated("-1", "0", "60", "31122027", "2958466", "1e15", "1e308", "NaN", "0.999999999999")


@crafted("F07", SHEET)
def date_before_all_time():
    """The fast reader panics here, in so many words on the screen."""
    return dated("-1e308")


@crafted("F07", SHEET)
def date_before_all_time_written_out():
    return dated("-" + "9" * 300)


@crafted("F07")
def cell_of_unknown_type():
    return rows('<row r="900"><c r="K900" t="zz"><v>1</v></c></row>')


@crafted("F07")
def row_nought():
    return rows(f'<row r="900">{cell("K0")}</row>')


@crafted("F07")
def string_that_is_not_shared():
    return rows('<row r="900"><c r="K900" t="s"><v>7</v></c></row>')


@crafted("F08")
def elements_nested_deeply():
    return rows('<row r="900"><c r="K900" t="inlineStr"><is>' + "<a>" * 500_000 + "</a>" * 500_000 + "</is></c>")


@crafted("ok")
def elements_nested_deeply_after_the_data():
    return edited(part_of(SHEET), "</sheetData>", "</sheetData>" + "<a>" * 500_000 + "</a>" * 500_000)


# Whose it is: the hidden details


def without_meta(**changed: bytes) -> bytes:
    """The good workbook with the first cell of the hidden sheet cleared, so that the properties are asked."""
    members = parts()
    name = part_of(layout.META)
    members[name] = members[name].replace(layout.MARKER.encode(), b"cleared")
    members |= {part.replace("__", "/") + ".xml": data for part, data in changed.items()}
    return zipped(members)


@crafted("ok")
def details_among_the_properties():
    return without_meta()


@crafted("ok", also=("W20",))
def properties_cut():
    return without_meta(docProps__custom=parts()["docProps/custom.xml"][:500])


@crafted("F11")
def properties_nested_deeply():
    """Each inside the other, each with our name: quadratic, if every one were asked for its text."""
    one = f'<p name="{layout.MARKER}:x{{}}">'
    return without_meta(docProps__custom=("".join(map(one.format, range(30_000))) + "</p>" * 30_000).encode())


@crafted("F08")
def properties_of_19_megabytes():
    one = f'<p name="{layout.MARKER}:x"/>'
    return without_meta(docProps__custom=("<x>" + one * 600_000 + "</x>").encode())


@crafted("ok")
def layout_written_oddly():
    """A digit to Python, and not a number."""
    return edited(part_of(layout.META), f"<t>{layout.FORMAT}</t>", "<t>²</t>")


@crafted("W17")
def layout_of_5000_digits():
    return edited(part_of(layout.META), f"<t>{layout.FORMAT}</t>", f"<t>{'9' * 5_000}</t>")


# OpenDocument


@crafted("ok", file="good.ods")
def ods_good():
    return ods()


@crafted("ok", file="named-as.xlsx")
def ods_named_as_xlsx():
    return ods()


@crafted("ok", file="as-libreoffice-ends-it.ods")
def ods_empty_to_the_end():
    return ods(ods_row(ods_cell(None, "16384"), "1048000"))


@crafted("F10", f"{SHEET}!XFD{{next}}", file="{}.ods")
def ods_far_column():
    return ods(ods_row(ods_cell(None, "16383") + ods_cell("x")))


@crafted("F10", file="{}.ods")
def ods_far_row():
    return ods(ods_row(ods_cell(None, "16384"), "1048514") + ods_row(ods_cell("x")))


@crafted("F10", f"{SHEET}!AMJ{{next}}", file="{}.ods")
def ods_cell_repeated():
    return ods(ods_row(ods_cell("x", "1024")))


@crafted("F10", file="{}.ods")
def ods_row_repeated():
    return ods(ods_row(ods_cell("x"), "1048515"))


@crafted("F10", file="{}.ods")
def ods_repeated_a_billion_times():
    return ods(ods_row(ods_cell("x", "1000000000"), "1000000000"))


@crafted("F10", file="{}.ods")
def ods_repeated_with_a_sign():
    return ods(ods_row(ods_cell("x", "+300000000")))


@crafted("F10", file="{}.ods")
def ods_repeated_with_noughts_before():
    return ods(ods_row(ods_cell("x", "0000000000000300000000")))


@crafted("F10", file="{}.ods")
def ods_empty_repeated_and_then_empty():
    """The reader keeps back only the last of the empty cells."""
    return ods(ods_row(ods_cell(None, "300000000") + ods_cell(None)))


@crafted("F10", file="{}.ods")
def ods_many_rows_of_empty_cells():
    return ods(ods_row(ods_cell(None, "16000") + ods_cell(None)) * 19_000)


@crafted("F08", file="{}.ods")
def ods_long_text_repeated():
    return ods(ods_row(ods_cell("x" * 100_000, "100"), "100"))


@crafted("F08", file="{}.ods")
def ods_spaces_by_number():
    spaces = (
        '<table:table-cell office:value-type="string"><text:p>x<text:s text:c="900000000"/></text:p></table:table-cell>'
    )
    return ods(ods_row(spaces))


@crafted("F08", file="{}.ods")
def ods_formulas_repeated():
    formula = '<table:table-cell table:formula="of:=1" table:number-columns-repeated="600" office:value-type="string"/>'
    return ods(ods_row(formula, "3000"))


@crafted("F10", file="{}.ods")
def ods_formulas_repeated_over_and_over():
    formula = '<table:table-cell table:formula="=1" table:number-columns-repeated="900000" office:value-type="x"/>'
    return ods(ods_row(formula * 9_000, "900000"))


@crafted("ok", file="{}.ods")
def ods_words_without_a_type():
    """The programs show them, and the reader does not see them: in a row of no question, and not a note."""
    note = "<office:annotation><text:p>note</text:p></office:annotation>"
    return ods(
        ods_row(f"<table:table-cell>{note}</table:table-cell><table:table-cell><text:p>x</text:p></table:table-cell>")
    )


@crafted("F07", file="{}.ods")
def ods_cells_inside_cells():
    inner = ods_cell(None)
    outer = f'<table:table-cell table:number-columns-repeated="300000000" office:value-type="string">{inner}'
    return ods(ods_row(f"{outer}<text:p>x</text:p></table:table-cell>"))


@crafted("F08", file="{}.ods")
def ods_of_300_megabytes():
    members = {"mimetype": ODS_TYPE, "content.xml": b""}
    return vast(members, "content.xml", ODS_HEAD.encode(), b" " * 1000, 300_000, ODS_TAIL.encode())


@crafted("F09", file="{}.ods")
def ods_laughs():
    return ods(head=ODS_HEAD.replace("?>", "?>" + LAUGHS.decode()))


@crafted("F11", file="{}.ods")
def ods_in_utf_16():
    head = ODS_HEAD.replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return ods(content_xml=(head + ODS_TAIL).encode("utf-16"))


@crafted("F06", file="{}.ods")
def ods_locked():
    return ods(encryption='<manifest:encryption-data manifest:checksum="x"/>')


@crafted("F07", file="{}.ods")
def ods_cut():
    return ods(content_xml=(ODS_HEAD + "<table:table>").encode())


@crafted("F04", file="{}.ods")
def ods_that_is_a_text():
    text = (ODS_HEAD + ODS_TAIL).replace("office:spreadsheet", "office:text")
    return ods(content_xml=text.encode())


@crafted("W01", file="{}.ods")
def ods_without_tables():
    return ods(content_xml=(ODS_HEAD + ODS_TAIL).encode())


@crafted("ok", file="{}.ods")
def ods_without_a_manifest():
    with zipfile.ZipFile(io.BytesIO(ods())) as archive:
        return zipped({n: archive.read(n) for n in archive.namelist() if n != "META-INF/manifest.xml"})


# The reader that is watched


class Watched:
    """A reader in a process of its own, asked file by file. It is started anew when it dies or does not answer."""

    def __init__(self, folder: Path, *sabotage: str) -> None:
        self.folder, self.sabotage = folder, sabotage
        self.errors = folder / "errors.txt"
        self.temporary = folder / "temporary"
        self.temporary.mkdir(parents=True)
        self.process: subprocess.Popen[str] | None = None

    def read(self, path: Path, patience: float = 30) -> dict[str, Any]:
        """What the reader tells of a file; :class:`AssertionError` if it cannot tell any more."""
        process = self.process or self._start()
        answer = self._ask(process, path, patience)
        if answer is None:
            raise AssertionError(f"the reader did not answer within {patience} s")
        if not answer:
            code, self.process = process.wait(), None
            raise AssertionError(f"the reader died with {code}: {self.errors.read_text()[:500]}")
        return json.loads(answer)

    def close(self) -> None:
        """End the process."""
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _start(self) -> "subprocess.Popen[str]":
        env = os.environ | {"TMPDIR": str(self.temporary), "PYTHONPATH": str(ROOT), "RUST_BACKTRACE": "0"}
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.hostile", *self.sabotage],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=self.temporary,
                env=env,
                text=True,
            )
        warm = self.folder / "warm.xlsx"
        warm.write_bytes(good())
        if not self._ask(self.process, warm, 60):
            raise AssertionError(f"the reader does not start: {self.errors.read_text()}")
        return self.process

    def _ask(self, process: "subprocess.Popen[str]", path: Path, patience: float) -> str | None:
        process.stdin.write(json.dumps(str(path)) + "\n")
        process.stdin.flush()
        with selectors.DefaultSelector() as waiting:
            waiting.register(process.stdout, selectors.EVENT_READ)
            if not waiting.select(patience):
                self.close()
                return None
        return process.stdout.readline()


def _status(key: str) -> int:
    """A figure of this process from Linux, in kilobytes; 0 elsewhere."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(key)), 0)


def _forget_the_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def read_and_tell(path: Path) -> dict[str, Any]:
    """Read one file, and tell what was found and what it took: processor time, and memory at its peak."""
    _forget_the_peak()
    before, begun = _status("VmRSS"), time.process_time()
    told: dict[str, Any] = {"traceback": "", "codes": [], "spots": [], "words": [], "ratings": None, "evidence": None}
    try:
        returned = reader.read(path)
    except BaseException:  # noqa: BLE001 - this is what is looked for
        told["traceback"] = traceback.format_exc()
    else:
        told["codes"] = [p.code for p in returned.problems]
        told["spots"] = [p.where.spot for p in returned.problems]
        told["words"] = [str(p) for p in returned.problems]
        if returned.audit:
            told["ratings"] = {r.ref: r.rating for r in returned.audit.responses}
            told["evidence"] = {r.ref: r.evidence for r in returned.audit.responses}
    told["seconds"] = time.process_time() - begun
    told["megabytes"] = max(0, _status("VmHWM") - before) / 1000
    return told


SABOTAGE: dict[str, Callable[[], None]] = {}
"""The reader with one thing broken, to see that the tests would see it."""


def sabotage(how: Callable[[], None]) -> Callable[[], None]:
    """Put a way of breaking the reader into the table."""
    SABOTAGE[how.__name__] = how
    return how


@sabotage
def no_look_at_cells() -> None:
    def look(self: sheet_data.SheetInspection, name: str, data: bytes) -> bytes:
        self.near.add(name)
        return data

    sheet_data.SheetInspection.look = look


@sabotage
def no_look_at_shared_texts() -> None:
    sheet_data.SheetInspection.look_at_shared = lambda *_: None


@sabotage
def no_walk_through_ods() -> None:
    opendocument.walk = lambda *_: opendocument.Walked(
        untyped={layout.START: set(), layout.CHECKLIST: set(), layout.META: set()}, spreadsheet=True
    )


@sabotage
def no_fault_said() -> None:
    known = reader.read
    reader.read = lambda path: replace(known(path), problems=())


@sabotage
def a_file_left_behind() -> None:
    known = reader.read

    def read(path: Path) -> reader.Return:
        Path(tempfile.mkdtemp(), "left.txt").write_text("left")
        return known(path)

    reader.read = read


@sabotage
def memory_taken() -> None:
    known = reader.read

    def read(path: Path) -> reader.Return:
        bytearray(400 * MEGABYTE)
        return known(path)

    reader.read = read


@sabotage
def time_taken() -> None:
    known = reader.read

    def read(path: Path) -> reader.Return:
        begun = time.process_time()
        while path.name != "warm.xlsx" and time.process_time() - begun < 2.1:
            pass
        return known(path)

    reader.read = read


@sabotage
def no_answer() -> None:
    known = reader.read

    def read(path: Path) -> reader.Return:
        while path.name != "warm.xlsx":
            time.sleep(1)
        return known(path)

    reader.read = read


@sabotage
def a_bare_error() -> None:
    def read(path: Path) -> reader.Return:
        raise KeyError(path.name)

    reader.read = read


def main() -> None:
    """Answer each path on the input with a line of JSON."""
    for name in sys.argv[1:]:
        SABOTAGE[name]()
    with contextlib.suppress(ImportError):
        import resource

        most = 1_500 * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        told = read_and_tell(Path(json.loads(line)))
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
