"""Workbooks that ask the library that edits them for more than a machine has: they are checked, and not marked.

Each is checked by the command itself, with no more memory and time than a small machine has to spare.
"""

import io
import re
import resource
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import openpyxl
import pytest
from openpyxl.comments import Comment

from audit.problems import AuditError
from audit.samples import demonstration
from audit.spreadsheet import editable, guard
from audit.workbook import editing, layout, marked_copy

MEMORY, SECONDS = 600_000_000, 20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"

Parts = dict[str, bytes]


@cache
def _sample() -> bytes:
    """A filled workbook; the sheet of questions has a comment, so that there is a part with comments."""
    book = openpyxl.load_workbook(
        io.BytesIO(demonstration.filled_workbook(demonstration.SCHOOL, demonstration.SAMPLE_DAY))
    )
    book[layout.CHECKLIST]["A2"].comment = Comment("Ask Sam", "Head")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts() -> Parts:
    with zipfile.ZipFile(io.BytesIO(_sample())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(inside: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in inside.items():
            archive.writestr(name, data)
    return out.getvalue()


def sheet_of(inside: Parts) -> str:
    """The part of the sheet of questions: the one with a comment."""
    return next(n for n in inside if n.startswith("xl/worksheets/sheet") and b"comments" in inside.get(rels_of(n), b""))


def rels_of(name: str) -> str:
    folder, _, own = name.rpartition("/")
    return f"{folder}/_rels/{own}.rels"


def after_cells(xml: str) -> Callable[[Parts], None]:
    def change(inside: Parts) -> None:
        name = sheet_of(inside)
        inside[name] = inside[name].replace(b"</sheetData>", b"</sheetData>" + xml.encode(), 1)

    return change


def merged(*refs: str) -> Callable[[Parts], None]:
    return after_cells("<mergeCells>" + "".join(f'<mergeCell ref="{ref}"/>' for ref in refs) + "</mergeCells>")


def links(*refs: str) -> Callable[[Parts], None]:
    return after_cells(
        "<hyperlinks>" + "".join(f'<hyperlink ref="{r}" location="A1"/>' for r in refs) + "</hyperlinks>"
    )


def replaced(name: str, old: str, new: str) -> Callable[[Parts], None]:
    def change(inside: Parts) -> None:
        text = inside[name].decode()
        assert re.search(old, text), name
        inside[name] = re.sub(old, lambda _: new, text, count=1).encode()

    return change


def commented(inside: Parts) -> None:
    name = next(name for name in inside if "comment" in name and name.endswith(".xml"))
    inside[name] = re.sub(rb'(<comment [^>]*?ref=)"[^"]*"', rb'\1"A1:XFD1048576"', inside[name])


def commented_many_times(inside: Parts) -> None:
    comments = next(name for name in inside if "comment" in name and name.endswith(".xml"))
    inside[comments] = inside[comments].replace(b"Ask Sam", b"Ask Sam" * 500_000)
    name = rels_of(sheet_of(inside))
    one = f'<Relationship Id="x%d" Type="{REL}/comments" Target="/{comments}"/>'
    more = "".join(one % n for n in range(5_000)).encode()
    inside[name] = inside[name].replace(b"</Relationships>", more + b"</Relationships>")


def names(inside: Parts) -> None:
    one = "<definedName name=\"n%d\">'Checklist'!$A$1</definedName>"
    many = "".join(one % n for n in range(6_000))
    inside["xl/workbook.xml"] = inside["xl/workbook.xml"].replace(
        b"<definedNames>", f"<definedNames>{many}".encode(), 1
    )


def deep(name: str) -> Callable[[Parts], None]:
    def change(inside: Parts) -> None:
        inside[name] = inside[name].replace(b"</dc:creator>", b"</dc:creator>" + b"<a>" * 90_000 + b"</a>" * 90_000)

    return change


def formulas(inside: Parts) -> None:
    name = sheet_of(inside)
    first = f'<row r="900"><c r="A900"><f t="shared" ref="A900:A9000" si="0">{"+".join(["B1"] * 2_500)}</f></c></row>'
    more = "".join(f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/></c></row>' for n in range(901, 9_000))
    inside[name] = inside[name].replace(b"</sheetData>", f"{first}{more}</sheetData>".encode(), 1)


def drawn(pictures: int, picture: bytes, ending: str) -> Callable[[Parts], None]:
    """Pictures on the sheet, all of them the same part."""

    def change(inside: Parts) -> None:
        blip = (
            "<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>0</xdr:row>"
            '<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="9" cy="9"/><xdr:pic><xdr:nvPicPr>'
            '<xdr:cNvPr id="1" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="p1"/>'
            "</xdr:blipFill><xdr:spPr/></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>"
        )
        inside["xl/drawings/drawing9.xml"] = (
            f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" xmlns:r="{REL}">'
            f"{blip * pictures}</xdr:wsDr>"
        ).encode()
        inside["xl/drawings/_rels/drawing9.xml.rels"] = (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="p1" Type="{REL}/image" '
            f'Target="/xl/media/p.{ending}"/></Relationships>'
        ).encode()
        inside[f"xl/media/p.{ending}"] = picture
        name = sheet_of(inside)
        more = f'<Relationship Id="d9" Type="{REL}/drawing" Target="/xl/drawings/drawing9.xml"/></Relationships>'
        inside[rels_of(name)] = inside[rels_of(name)].replace(b"</Relationships>", more.encode())

    return change


def bitmap(width: int, height: int) -> bytes:
    return b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)


def declared(inside: Parts) -> None:
    name = "docProps/core.xml"
    inside[name] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + re.sub(rb"<\?xml[^>]*\?>", b"", inside[name])


LONG_NAME = f'<definedName name="n">{"A" * 900_000}</definedName>'
ENTITY = "A1&#58;XFD1048576"
PREFIXED = f'<x:mergeCells xmlns:x="{MAIN}"><x:mergeCell\n count="&gt;" ref = \'A1:XFD1048576\'/></x:mergeCells>'
STYLES = "xl/styles.xml"
HOSTILE: dict[str, tuple[Callable[[Parts], None], str]] = {
    "all cells merged": (merged("A1:XFD1048576"), "merged cells cover"),
    "wide merged": (merged("A1:XFD1000"), "merged cells cover"),
    "merged below": (merged("A70:ZZ2000"), "merged cells cover"),
    "merged from the end": (merged("XFD1048576:A1"), "merged cells cover"),
    "merged in pieces": (merged(*(f"A{n}:ZZ{n}" for n in range(100, 400))), "merged cells cover"),
    "merged very often": (merged(*(f"A{n}:B{n}" for n in range(100, 5_200))), "merged ranges"),
    "merged, written oddly": (merged(ENTITY), "merged cells cover"),
    "merged, with a prefix": (after_cells(PREFIXED), "merged cells cover"),
    "a link over all cells": (links("A1:XFD1048576"), "links cover"),
    "a link over columns": (links("A:XFD"), "links cover"),
    "a comment over all cells": (commented, "comments cover"),
    "the same comments many times": (commented_many_times, "used very many times"),
    "a format of many ranges": (
        after_cells(f'<conditionalFormatting sqref="{"A1 " * 400_000}"></conditionalFormatting>'), "very many ranges",
    ),
    "a drop-down of many ranges": (
        after_cells(f'<dataValidations><dataValidation sqref="{"A1&#32;" * 400_000}"/></dataValidations>'),
        "very many ranges",
    ),
    "many names": (names, "names"),
    "a long name": (
        replaced("xl/workbook.xml", "</definedNames>", f"{LONG_NAME}</definedNames>"),
        "its names are very long",
    ),
    "deep properties": (deep("docProps/core.xml"), "nested very deep"),
    "many cells": (
        lambda inside: replaced(sheet_of(inside), "</sheetData>", f'<row r="900">{"<c/>" * 320_000}</row></sheetData>')(
            inside
        ),
        "cells and formats",
    ),
    "many cell formats": (
        replaced(STYLES, "</cellXfs>", f'{"<xf/>" * 110_000}</cellXfs>'), "cell formats",
    ),
    "many cell styles": (
        replaced(STYLES, "</cellStyles>", "<cellStyle name='n' xfId='0'/>" * 6_000 + "</cellStyles>"), "cell styles",
    ),
    "a long formula shared": (formulas, "shared by very many cells"),
    "a picture many times": (drawn(8_000, b"\x89PNG\r\n\x1a\n" + b"\0" * 900_000, "png"), "used very many times"),
    "a vast picture": (drawn(1, bitmap(13_000, 13_000), "bmp"), "a picture in it is vast"),
    "a type of document": (declared, "declares a type of document"),
}  # fmt: skip


def made(name: str) -> bytes:
    inside = parts()
    HOSTILE[name][0](inside)
    return zipped(inside)


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_checked_and_said_why_it_cannot_be_marked(name, tmp_path):
    (tmp_path / "typed.xlsx").write_bytes(made(name))
    done = subprocess.run(
        [sys.executable, "-m", "audit", "check", "typed.xlsx", "--marked", "marked.xlsx"],
        cwd=tmp_path,
        preexec_fn=bounded,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 1, said[-800:]
    assert "Traceback" not in said, said[-800:]
    assert "questions answered" in said, said[-800:]
    assert "F14" in said, said[-800:]
    assert not (tmp_path / "marked.xlsx").exists()


def refused(data: bytes) -> str:
    checked = guard.check_bytes(_sample(), "typed.xlsx")
    with pytest.raises(AuditError) as fault:
        marked_copy.copy(data, checked, (), "typed.xlsx")
    (found,) = fault.value.problems
    assert found.code == "F14"
    return found.message


@pytest.mark.parametrize("name", HOSTILE)
def test_the_reason_is_said(name):
    assert HOSTILE[name][1] in refused(made(name))


def test_an_ordinary_workbook_is_marked_with_its_merged_cells_links_and_comments():
    inside = parts()
    merged("A900:C901", "E900:E990")(inside)
    data = zipped(inside)
    editable.look(data)
    copy = openpyxl.load_workbook(
        io.BytesIO(marked_copy.copy(data, guard.check_bytes(data, "typed.xlsx"), (), "typed.xlsx"))
    )
    assert sorted(map(str, copy[layout.CHECKLIST].merged_cells.ranges)) == ["A900:C901", "E900:E990"]
    assert copy[layout.CHECKLIST]["A2"].comment.text == "Ask Sam"


def damaged() -> Iterator[tuple[str, bytes]]:
    """Damage of every kind that a part can have, where only the library that edits looks."""
    for what, data in (
        ("no XML", b"<a"), ("another tree", b"<a/>"), ("not in UTF-8", b"<a>\xff</a>"), ("empty", b""),
        ("of an unknown encoding", b'<?xml version="1.0" encoding="klingon"?><a/>'), ("in EBCDIC", b"\x4c\x6f\xa7\x94"),
    ):  # fmt: skip
        for name in ("[Content_Types].xml", "docProps/core.xml", "xl/styles.xml", "xl/theme/theme1.xml"):
            yield f"{name} {what}", zipped(parts() | {name: data})
    yield "cut short", _sample()[:-400]
    yield "no zip", b"PK"
    sample = _sample()
    for place in range(200, len(sample) - 200, len(sample) // 60):
        yield f"a byte at {place}", sample[:place] + bytes([sample[place] ^ 0xFF]) + sample[place + 1 :]


def test_damage_of_every_kind_is_a_fault_of_the_file():
    checked = guard.check_bytes(_sample(), "typed.xlsx")
    codes = [_codes(data, checked) for _, data in damaged()]
    assert {code for some in codes for code in some} == {"F14"}
    assert sum(map(bool, codes)) > 30


def _codes(data: bytes, checked: guard.Checked) -> list[str]:
    try:
        marked_copy.copy(data, checked, (), "typed.xlsx")
    except AuditError as fault:
        return [p.code for p in fault.problems]
    return []


@pytest.mark.parametrize(
    "fault",
    [
        RecursionError, OverflowError, MemoryError, struct.error, EOFError, AssertionError, ZeroDivisionError, OSError,
        LookupError, UnicodeDecodeError("utf-8", b"\xff", 0, 1, "odd"), SyntaxError, NotImplementedError,
    ],
)  # fmt: skip
def test_whatever_the_library_raises_is_a_fault_of_the_file(fault, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise fault

    sample = _sample()
    monkeypatch.setattr(editing.openpyxl, "load_workbook", fails)
    assert "a part of it is unusual" in refused(sample)
