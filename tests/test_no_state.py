"""What a file is read as depends on that file alone: not on what was read before it, nor in which order, nor where.

``AUDIT_RETURNS=500 AUDIT_MUTATIONS=3000`` makes more of them than the ordinary run.
"""

import hashlib
import multiprocessing
import os
import pickle
import random
import re
import sys
import types
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from audit.aggregate import record
from audit.samples.demonstration import SAMPLE_DAY
from audit.samples.return_factory import ReturnFactory
from audit.spreadsheet import rows
from audit.workbook.read import reader
from tests import hostile
from tests.test_mutations import mutated, with_shared_strings

RETURNS = int(os.environ.get("AUDIT_RETURNS", "60"))
MUTATIONS = int(os.environ.get("AUDIT_MUTATIONS", "400"))
FIRST_MUTATION = 500_000
LARGEST = 400_000
"""Bytes of the crafted files that are read over and over; the larger ones are limits, and take long."""
Read = Callable[[str], str]


@cache
def files() -> dict[str, bytes]:
    """Invented returns as we write them and with shared texts, crafted files and their variants, and mutations."""
    found: dict[str, bytes] = {}
    mill = ReturnFactory(day=SAMPLE_DAY)
    for number in range(RETURNS):
        for name, data in mill.returns(number):
            shared = number % 2 and data.startswith(b"PK") and b"[Content_Types]" in data[-6000:]
            found[name] = with_shared_strings(data) if shared else data
    for name, crafted in hostile.TABLE.items():
        data = crafted.make()
        if len(data) < LARGEST and not name.startswith(SLOW):
            found[f"crafted {name}"] = data
    found |= {f"poison {number}": data for number, data in enumerate(poisons())}
    found |= {f"mutation {number}": mutated(FIRST_MUTATION + number)[2] for number in range(MUTATIONS)}
    return found


SLOW = (
    "bomb", "cells_of", "empty_cells_over", "many_", "nineteen", "shared_strings_of", "styles_of", "sheet_of",
    "one_cell_over", "spaces", "million", "properties_of",
)  # fmt: skip


def poisons() -> Iterator[bytes]:
    """Files that say of the cells of honest ones that they mean something else: doubled, shifted and over-counted."""
    data = hostile.good()
    sheet = hostile.part_of(hostile.SHEET)
    xml = hostile.parts(data)[sheet].decode()
    cells = re.findall(r'<c r="[KP]\d+"[^<>]*>(?:(?!</c>).)*</c>', xml)
    chance = random.Random(11)
    for cell in chance.sample(cells, 10):
        for other in ("Met", "Not met", "50000"):
            rich = re.sub(r"<is>.*</is>", f"<is><r><t>{other}</t></r></is>", cell)
            for change in (cell + rich, rich + cell, rich, re.sub(r'r="([A-Z]+)\d+"', r'r="\g<1>2"', cell)):
                yield hostile.zipped({**hostile.parts(data), sheet: xml.replace(cell, change, 1).encode()})
    shared = with_shared_strings(data)
    texts = hostile.parts(shared)["xl/sharedStrings.xml"]
    for count in (b"9000000000", b"9223372036854775807", b"0", b"-1"):
        counted = texts.replace(b"<sst ", b'<sst uniqueCount="%s" ' % count, 1)
        yield hostile.zipped({**hostile.parts(shared), "xl/sharedStrings.xml": counted})
    turned = texts.replace(b">Met<", b">\0<").replace(b">Not met<", b">Met<").replace(b">\0<", b">Not met<")
    yield hostile.zipped({**hostile.parts(shared), "xl/sharedStrings.xml": turned})


def as_read(name: str) -> str:
    """All that a reading gives, as a digest: problems, audit, review, record."""
    returned = reader.read_bytes(files()[name], "return.xlsx")
    kept = record.of(returned, returned.sha256)
    return hashlib.sha256(repr((returned, kept)).encode("utf-8", "backslashreplace")).hexdigest()


def alone(names: list[str], read: Read = as_read) -> dict[str, str]:
    """Each as a new process reads it: a copy of this one, which has read nothing."""
    found = {}
    for name in names:
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(theirs, read(name).encode())
            os._exit(0)
        os.waitpid(child, 0)
        found[name] = os.read(ours, 100).decode()
        os.close(ours)
        os.close(theirs)
    return found


def in_one_process(names: list[str], read: Read = as_read) -> dict[str, str]:
    """All of them one after the other, in a new process."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return dict(zip(names, pool.map(read, names, chunksize=len(names)), strict=True))


def in_two_processes(names: list[str], read: Read = as_read) -> dict[str, str]:
    """Shared out between two."""
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return dict(zip(names, pool.map(read, names, chunksize=7), strict=True))


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied, which this system cannot")


def test_every_file_is_read_as_it_is_alone():
    names = list(files())
    assert len(names) > RETURNS + MUTATIONS + 100
    wanted = alone(names)
    assert len(set(wanted.values())) > RETURNS, "the digests tell files apart"
    for seed in (1, 2):
        random.Random(seed).shuffle(names)
        assert differing(wanted, in_one_process(names)) == []
        assert differing(wanted, in_two_processes(names[::-1])) == []


def differing(wanted: dict[str, str], found: dict[str, str]) -> list[str]:
    return [name for name in found if found[name] != wanted[name]]


def test_a_cell_that_is_remembered_would_be_seen(monkeypatch):
    """The test above fails where a sheet remembers what its cells of rich text were in another file."""
    remembered: dict[tuple[int, int], object] = {}
    real = rows.Sheets.__getitem__

    def remembering(self: rows.Sheets, name: str) -> rows.Rows:
        read = [list(row) for row in real(self, name)]
        for down, row in enumerate(read):
            for across, value in enumerate(row):
                if value in {"Met", "Not met"}:
                    row[across] = remembered.setdefault((down, across), value)
        return read

    names = [name for name in files() if name.endswith(".xlsx")][:30]
    wanted = alone(names)
    monkeypatch.setattr(rows.Sheets, "__getitem__", remembering)
    assert differing(wanted, in_one_process(names))


def test_texts_are_those_of_the_part_that_the_workbook_names():
    """A part of the usual name that nothing names is seen by nobody who opens the workbook."""
    named = hostile.parts(with_shared_strings(hostile.good()))
    texts = named["xl/sharedStrings.xml"]
    other = texts.replace(b">Met<", b">\0<").replace(b">Not met<", b">Met<").replace(b">\0<", b">Not met<")
    links = named["xl/_rels/workbook.xml.rels"].replace(b'"sharedStrings.xml"', b'"other.xml"')
    decoy = {**named, "xl/_rels/workbook.xml.rels": links, "xl/other.xml": other}
    wanted = reader.read_bytes(hostile.zipped({**named, "xl/sharedStrings.xml": other}), "a.xlsx")
    found = reader.read_bytes(hostile.zipped(decoy), "a.xlsx")
    assert found.audit == wanted.audit
    assert found.audit != reader.read_bytes(hostile.zipped(named), "a.xlsx").audit


# Nothing that a module holds changes while returns are read


PURE = {
    "audit.checklist.load": "checklists by folder, which a run never changes",
    "audit.checklist.shelf": "the same with registers and shapes",
    "audit.privacy": "the rules, once there is a text",
    "audit.privacy.rules": "what a text holds, by the text",
    "audit.privacy.names": "by the word",
    "audit.privacy.reading": "by the word",
    "audit.privacy.patterns": "patterns, by their text",
    "audit.privacy.word_lists": "the words of a family, by its name",
    "audit.spreadsheet.index": "what a part says, by every byte of it",
    "audit.text": "by the words of a heading or a Ref",
    "audit.spreadsheet.coordinates": "by the number of a column",
    "audit.judgement.evidence": "by the question",
    "audit.judgement.scoring": "by the rule",
    "audit.aggregate.record": "a checklist by its id and digest",
}
"""The modules with a cache that reading uses, and what its keys are: the whole of what the result depends on."""


def held() -> dict[str, bytes]:
    """Everything that the modules of the package hold, but for modules, classes, functions and caches of functions."""
    found = {}
    for name, module in sorted(sys.modules.items()):
        if not name.startswith("audit.") or not isinstance(module, types.ModuleType):
            continue
        for own, value in vars(module).items():
            if own.startswith("__") or callable(value) or isinstance(value, types.ModuleType):
                continue
            try:
                found[f"{name}.{own}"] = pickle.dumps(value)
            except (pickle.PicklingError, TypeError, AttributeError):
                found[f"{name}.{own}"] = repr(value).encode()
    return found


def cached() -> dict[str, int]:
    """How much each cache holds, by its module."""
    found: dict[str, int] = {}
    for name, module in list(sys.modules.items()):
        if name.startswith("audit."):
            own = [v for v in vars(module).values() if hasattr(v, "cache_info") and v.__module__ == name]
            if own:
                found[name] = sum(v.cache_info().currsize for v in own)
    return found


def test_nothing_that_a_module_holds_changes_while_returns_are_read():
    names = [name for name in files() if not name.startswith("mutation")][:150]
    as_read(names[0])  # what is imported late is there now
    before, caches = held(), cached()
    assert "audit.problems.CATALOGUE" in before
    for name in names:
        as_read(name)
    after = held()
    assert [name for name in after if before.get(name) != after[name]] == []
    grown = {name for name, size in cached().items() if size != caches.get(name)}
    assert grown <= PURE.keys(), "a cache that reading fills: say above what its key is"


def test_no_function_sets_what_its_module_holds():
    package = Path(reader.__file__).parents[1]
    for path in package.rglob("*.py"):
        assert not re.search(r"^\s+global\s", path.read_text(encoding="utf-8"), re.MULTILINE), path.name
