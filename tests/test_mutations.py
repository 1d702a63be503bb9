"""Good workbooks with something broken in them by chance: no traceback, no hang, and never a wrong "fine".

A return that is accepted without a fault holds what was in it before, or what the file now really says. That is looked
up a second time by a slow reader that shares nothing with ours.

``AUDIT_MUTATIONS=2000`` makes more of them than the ordinary run. Each is made from its number alone, so that one that
fails can be looked at: ``mutated(number)``.
"""

import io
import os
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from audit.workbook import layout
from tests import hostile
from tests.test_bad_input import FINE

NUMBER = int(os.environ.get("AUDIT_MUTATIONS", "400"))
BLOCK = 50
SECONDS = 2.0
MEGABYTES = 300
Answers = dict[str, tuple[str, str]]
"""Rating and evidence by Ref."""


# The workbooks: as we write them, with shared strings as Excel writes them, and as an OpenDocument spreadsheet


def with_shared_strings(data: bytes) -> bytes:
    """The same workbook with its texts in a table of shared strings."""
    members = hostile.parts(data)
    texts: dict[str, int] = {}

    def shared(match: re.Match[str]) -> str:
        return f'{match[1]} t="s"><v>{texts.setdefault(match[2], len(texts))}</v></c>'

    for name in members:
        if name.startswith("xl/worksheets/sheet"):
            xml = members[name].decode()
            xml = re.sub(r'(<c r="\w+"(?: s="\d+")?) t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>', shared, xml)
            members[name] = xml.encode()
    strings = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
    xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    members["xl/sharedStrings.xml"] = f'<sst xmlns="{xmlns}">{strings}</sst>'.encode()
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Type="{base}" Target="sharedStrings.xml" Id="strings"/></Relationships>'.encode()
    name = "xl/_rels/workbook.xml.rels"
    members[name] = members[name].replace(b"</Relationships>", link)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"</Types>", override)
    return hostile.zipped(members)


def as_ods(data: bytes) -> bytes:
    """The same workbook as an OpenDocument spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    tables = {
        name: "".join(
            hostile.ods_row("".join(map(hostile.ods_cell, line))) for line in book[name].iter_rows(values_only=True)
        )
        for name in (layout.START, layout.CHECKLIST, layout.META)
    }
    return hostile.ods(tables=tables)


BASES = {"inline.xlsx": FINE, "shared.xlsx": with_shared_strings(FINE), "document.ods": as_ods(FINE)}


# Ways of breaking them


def flip(raw: bytes, chance: random.Random) -> bytes:
    """A few bytes changed."""
    broken = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def cut(raw: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return raw[: chance.randrange(len(raw))]


def leave_out(raw: bytes, chance: random.Random) -> bytes:
    """A piece is missing from the middle."""
    begin = chance.randrange(len(raw))
    return raw[:begin] + raw[begin + chance.choice((1, 3, 40, 1000)) :]


def repeat(raw: bytes, chance: random.Random) -> bytes:
    """A piece is there twice."""
    begin = chance.randrange(len(raw))
    end = begin + chance.choice((1, 3, 40, 1000))
    return raw[:end] + raw[begin:end] + raw[end:]


def put_in(raw: bytes, chance: random.Random) -> bytes:
    """Something is there that does not belong."""
    begin = chance.randrange(len(raw))
    noise = (chance.randbytes(20), b"\0", b"<", b">", b"&", b'"', b"</row>", b"<c>", b"</sheetData>", b"<!--", b"]]>")
    return raw[:begin] + chance.choice(noise) + raw[begin:]


def other_digit(raw: bytes, chance: random.Random) -> bytes:
    """One digit is another."""
    places = [match.start() for match in re.finditer(rb"\d", raw)]
    at = chance.choice(places) if places else 0
    return raw[:at] + str(chance.randrange(10)).encode() + raw[at + 1 :]


def other_letter(raw: bytes, chance: random.Random) -> bytes:
    """One letter is another: in a text, an attribute, or the name of a tag."""
    places = [match.start() for match in re.finditer(rb"[A-Za-z]", raw)]
    at = chance.choice(places) if places else 0
    return raw[:at] + chance.choice(b"abcijklrstvxACJKMNRTV").to_bytes(1, "big") + raw[at + 1 :]


def other_text(raw: bytes, chance: random.Random) -> bytes:
    """One text is another of the same part."""
    found = list(re.finditer(rb"(?<=>)[^<>]+(?=<)", raw))
    if len(found) < 2:
        return cut(raw, chance)
    old, new = chance.sample(found, 2)
    return raw[: old.start()] + new[0] + raw[old.end() :]


def tags_renamed(raw: bytes, chance: random.Random) -> bytes:
    """An element has another name, at both ends."""
    names = sorted(set(re.findall(rb"</([\w:]+)>", raw)))
    if not names:
        return cut(raw, chance)
    old = chance.choice(names)
    found = list(re.finditer(rb"<%b\b([^<>]*)>([^<>]*(?:<(?!/%b)[^<>]*>[^<>]*)*)</%b>" % (old, old, old), raw))
    if not found:
        return other_tag(raw, chance)
    one, new = chance.choice(found), chance.choice((b"x", b"b", b"v", b"c", b"is", b"t", b"row"))
    return raw[: one.start()] + b"<%b%b>%b</%b>" % (new, one[1], one[2], new) + raw[one.end() :]


def attribute_gone(raw: bytes, chance: random.Random) -> bytes:
    """An attribute is missing."""
    found = list(re.finditer(rb' [\w:-]+="[^"<>]*"', raw))
    if not found:
        return cut(raw, chance)
    one = chance.choice(found)
    return raw[: one.start()] + raw[one.end() :]


def attribute_of_another(raw: bytes, chance: random.Random) -> bytes:
    """An attribute has the value of another."""
    found = list(re.finditer(rb'(?<=[\w]=")[^"<>]*(?=")', raw))
    if len(found) < 2:
        return cut(raw, chance)
    old, new = chance.sample(found, 2)
    return raw[: old.start()] + new[0] + raw[old.end() :]


def other_tag(raw: bytes, chance: random.Random) -> bytes:
    """One tag is another tag of the same part."""
    tags = list(re.finditer(rb"<[^<>]*>", raw))
    if len(tags) < 2:
        return cut(raw, chance)
    old, new = chance.sample(tags, 2)
    return raw[: old.start()] + new[0] + raw[old.end() :]


def swapped_elements(raw: bytes, chance: random.Random) -> bytes:
    """Two cells or rows, as they stand, in each other's place."""
    kind = chance.choice((rb"<c [^<>]*>(?:(?!</c>).)*</c>", rb"<row [^<>]*>(?:(?!</row>).)*</row>", rb"<v>[^<]*</v>"))
    found = list(re.finditer(kind, raw, re.DOTALL))
    if len(found) < 2:
        return other_tag(raw, chance)
    one, two = sorted(chance.sample(found, 2), key=lambda match: match.start())
    return raw[: one.start()] + two[0] + raw[one.end() : two.start()] + one[0] + raw[two.end() :]


def member_missing(members: dict[str, bytes], chance: random.Random) -> None:
    """A part is not there."""
    del members[chance.choice(list(members))]


def members_swapped(members: dict[str, bytes], chance: random.Random) -> None:
    """Two parts have each other's contents."""
    one, two = chance.sample(list(members), 2)
    members[one], members[two] = members[two], members[one]


def member_renamed(members: dict[str, bytes], chance: random.Random) -> None:
    """A part is called something else."""
    name = chance.choice(list(members))
    members[flip(name.encode(), chance).decode("latin-1").replace("\0", "x")] = members.pop(name)


RAW = (flip, cut, leave_out, repeat, put_in)
ROUGH = (flip, cut, leave_out, repeat, put_in, other_tag)
FINE_GRAINED = (
    other_digit,
    other_letter,
    other_text,
    tags_renamed,
    attribute_gone,
    attribute_of_another,
    swapped_elements,
)
INSIDE = (*ROUGH, *FINE_GRAINED, *FINE_GRAINED)
WHOLE: tuple[Callable[[dict[str, bytes], random.Random], None], ...] = (member_missing, members_swapped, member_renamed)


def mutated(number: int) -> tuple[str, str, bytes]:
    """The base, what was done to it, and the broken file."""
    chance = random.Random(number)
    base = chance.choice(list(BASES))
    done = []
    data = BASES[base]
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        where = chance.choice(("raw", "inside", "inside", "inside", "inside", "whole"))
        if where == "raw":
            how, name = chance.choice(RAW), ""
            return base, ", ".join([*done, how.__name__]), how(data, chance)
        members = hostile.parts(data)
        if where == "whole":
            how, name = chance.choice(WHOLE), ""
            how(members, chance)
        else:
            how, name = chance.choice(INSIDE), chance.choice(read_parts(members))
            members[name] = how(members[name], chance)
        data = hostile.zipped(members)
        done.append(f"{how.__name__} {name}".strip())
    return base, ", ".join(done), data


def read_parts(members: dict[str, bytes]) -> list[str]:
    """The parts that matter, those with the answers more often than the others."""
    known = [n for n in members if members[n] and re.search(r"sheet\d+\.xml|shared|workbook|content|custom|styles", n)]
    known = known or [name for name in members if members[name]]
    return known + [n for n in known if re.search(r"sheet2|shared|content", n)] * 4


# The slow readers that share nothing with ours


def slowly(data: bytes, base: str) -> Answers | None:
    """What the file says, by a program that is not ours; ``None`` where it cannot read it either."""
    ways = (by_elements_of_ods,) if base.endswith(".ods") else (by_openpyxl, by_elements)
    for way in ways:
        try:
            return answers(way(data))
        except Exception:  # noqa: BLE001 - these readers fail in every way there is
            continue
    return None


def answers(sheets: Iterator[list[list[str]]]) -> Answers:
    """Rating and evidence by Ref, from the sheet with the headings."""
    for rows in sheets:
        for number, row in enumerate(rows):
            words = [" ".join(text.split()).casefold() for text in row]
            if "ref" in words and "rating" in words:
                ref, rating = words.index("ref"), words.index("rating")
                evidence = words.index("evidence") if "evidence" in words else None
                return {
                    row[ref].strip(): (row[rating].strip(), row[evidence].strip() if evidence is not None else "")
                    for row in rows[number + 1 :]
                }
    raise LookupError("no headings")


def by_openpyxl(data: bytes) -> Iterator[list[list[str]]]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for sheet in sorted(book.worksheets, key=lambda sheet: sheet.title != layout.CHECKLIST):
        rows = sheet.iter_rows(max_row=200, max_col=40, values_only=True)
        yield [["" if value is None else str(value) for value in row] for row in rows]


def local(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]


def by_elements(data: bytes) -> Iterator[list[list[str]]]:
    """Every worksheet's cells by their addresses, as plain XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(archive.namelist(), key=lambda name: "sheet2" not in name)
        members = {name: archive.read(name) for name in names if "sheet" in name or "sharedStrings" in name}
    strings = []
    if "xl/sharedStrings.xml" in members:
        strings = [texts_in(si) for si in ET.fromstring(members["xl/sharedStrings.xml"]) if local(si) == "si"]
    for name in names:
        if re.fullmatch(r"xl/worksheets/[^/]+", name):
            grid = [[""] * 40 for _ in range(200)]
            for cell in ET.fromstring(members[name]).iter():
                match = re.fullmatch(r"([A-Z])(\d{1,2})", cell.get("r", ""))
                if local(cell) == "c" and match:
                    grid[int(match[2]) - 1][ord(match[1]) - 65] = text_of(cell, strings)
            yield grid


def texts_in(node: ET.Element) -> str:
    return "".join(part.text or "" for part in node.iter() if local(part) == "t")


def text_of(cell: ET.Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return texts_in(cell)
    value = next((part.text or "" for part in cell if local(part) == "v"), "")
    return strings[int(value)] if cell.get("t") == "s" and value else value


def by_elements_of_ods(data: bytes) -> Iterator[list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = ET.fromstring(archive.read("content.xml"))
    for table in (node for node in content.iter() if local(node) == "table"):
        rows = []
        for row in (node for node in table.iter() if local(node) == "table-row"):
            cells: list[str] = []
            for cell in (node for node in row if local(node) == "table-cell"):
                again = next((int(v) for k, v in cell.attrib.items() if k.endswith("}number-columns-repeated")), 1)
                cells += ["\n".join("".join(p.itertext()) for p in cell if local(p) == "p")] * min(again, 40)
            rows.append(cells + [""] * 40)
        yield rows


# The tests


def said(told: dict) -> Answers:
    """Rating and evidence by Ref, as our reader has them."""
    return {ref: (rating or "", told["evidence"][ref]) for ref, rating in told["ratings"].items()}


def outcome(number: int, watched: hostile.Watched, originals: dict[str, dict], folder: Path) -> tuple[str, str]:
    """What came of one mutation, in a word or two, and what is wrong with that, if anything."""
    base, _, data = mutated(number)
    path = folder / f"{number}-{base}"
    path.write_bytes(data)
    try:
        told = watched.read(path, patience=20)
    except AssertionError as fault:
        return "died", str(fault)
    finally:
        path.unlink()
    if told["seconds"] > SECONDS or told["megabytes"] > MEGABYTES:
        return "too much", f"{told['seconds']:.1f} s, {told['megabytes']:.0f} MB"
    if told["ratings"] is None:
        return "refused", told["traceback"] or ("" if told["codes"] else "refused without a word")
    if told["codes"]:
        return "read with faults", ""
    if said(told) == said(originals[base]):
        return "as it was", ""
    return "changed", disagreement(said(told), slowly(data, base))


def disagreement(ours: Answers, slow: Answers | None) -> str:
    """Where our reader has another answer than the slow one; empty if nowhere."""
    if slow is None:
        return "it was read differently, and nobody else can read it"
    wrong = {ref: (answer, slow.get(ref)) for ref, answer in ours.items() if slow.get(ref) != answer}
    return f"ours and the slow reader's: {wrong}" if wrong else ""


@pytest.fixture(scope="module")
def originals(watched, tmp_path_factory) -> dict[str, dict]:
    """What the unbroken workbooks hold."""
    told = {}
    for base, data in BASES.items():
        path = tmp_path_factory.mktemp("originals") / base
        path.write_bytes(data)
        told[base] = watched.read(path)
    return told


def test_unbroken_workbooks_are_alike_to_all_readers(originals):
    for base, data in BASES.items():
        assert originals[base]["codes"] == []
        assert said(originals[base]) == said(originals["inline.xlsx"])
        assert {ref: one for ref, one in slowly(data, base).items() if ref} == said(originals[base])
    assert answers(by_elements(BASES["shared.xlsx"])) == answers(by_openpyxl(BASES["shared.xlsx"]))


@pytest.mark.parametrize("block", range(0, NUMBER, BLOCK))
def test_mutations(block, watched, originals, tmp_path):
    wrong = []
    for number in range(block, min(block + BLOCK, NUMBER)):
        word, fault = outcome(number, watched, originals, tmp_path)
        if fault:
            base, done, _ = mutated(number)
            wrong.append(f"mutation {number} ({base}: {done}): {word}: {fault}")
    assert not wrong, "\n".join(wrong)
    assert not watched.errors.read_text(), "something was printed"


def test_mutations_are_of_every_sort(watched, originals, tmp_path):
    """Some are refused, some read with faults, some read as they were: there is enough of each to be worth looking."""
    words = Counter(outcome(number, watched, originals, tmp_path)[0] for number in range(300))
    assert min(words[word] for word in ("refused", "read with faults", "as it was")) >= 3


def test_a_wrong_fine_is_seen(originals, tmp_path):
    """A reader that says nothing of the faults it finds is found out within the ordinary run."""
    watch = hostile.Watched(tmp_path / "watched", "no_fault_said")
    try:
        faults = [outcome(number, watch, originals, tmp_path) for number in range(150)]
    finally:
        watch.close()
    assert [fault for word, fault in faults if word == "changed" and fault]


def test_a_lost_tag_is_not_seen_without_the_look_at_each_sheet(originals, tmp_path):
    """Without the look at each sheet, what is not well-formed is read all the same, and parts of it are lost."""
    watch = hostile.Watched(tmp_path / "watched", "no_look_at_cells")
    lost = re.sub(
        rb'<c( r="\w+" s="\d+" t="inlineStr"><is><t>Met<)', rb"<b\1", hostile.parts(FINE)[SHEET_PART], count=1
    )
    path = tmp_path / "lost.xlsx"
    path.write_bytes(hostile.zipped(hostile.parts(FINE) | {SHEET_PART: lost}))
    try:
        told = watch.read(path)
        assert told["codes"] == []
        assert said(told) != said(originals["inline.xlsx"])
    finally:
        watch.close()


def test_a_lost_tag_is_a_fault(watched, tmp_path):
    lost = re.sub(
        rb'<c( r="\w+" s="\d+" t="inlineStr"><is><t>Met<)', rb"<b\1", hostile.parts(FINE)[SHEET_PART], count=1
    )
    path = tmp_path / "lost.xlsx"
    path.write_bytes(hostile.zipped(hostile.parts(FINE) | {SHEET_PART: lost}))
    assert watched.read(path)["codes"] == ["F07"]


SHEET_PART = hostile.part_of(layout.CHECKLIST, FINE)
