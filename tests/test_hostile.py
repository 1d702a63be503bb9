"""Every malformed and hostile file is named for what it is: quickly, in little memory, and nothing dies or is written.

Each is read in a process that is watched from outside, because the worst of them end the process that reads them.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from audit.checklist.load import load
from audit.samples import demonstration
from audit.spreadsheet import guard, unpack
from audit.spreadsheet.limits import Limits
from audit.workbook import layout
from audit.workbook.read import reader
from tests import hostile

SECONDS = 2.0
MEGABYTES = 300


@pytest.fixture(scope="module")
def good(watched, tmp_path_factory):
    """What the good workbook holds, as it is read from an untouched file."""
    path = tmp_path_factory.mktemp("good") / "good.xlsx"
    path.write_bytes(hostile.good())
    return watched.read(path)


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """All that lies in a folder, with size and time of change."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in folder.rglob("*")
    }


def read(watched: hostile.Watched, path: Path, root: Path) -> dict:
    """Read a file in the watched process, and hold it to the bounds that hold for every file."""
    before = listing(root)
    told = watched.read(path)
    assert not told["traceback"], told["traceback"]
    assert told["seconds"] < SECONDS
    assert told["megabytes"] < MEGABYTES
    assert listing(root) == before, "something was written beside the file"
    assert not listing(watched.temporary), "something was left in the folder for temporary files"
    assert not watched.errors.read_text(), "something was printed"
    for words in told["words"]:
        assert words.isprintable(), "a message has control characters in it"
        assert len(words) < 500
    return told


@pytest.mark.parametrize("name", hostile.TABLE)
def test_crafted_file(name, watched, good, tmp_path):
    crafted = hostile.TABLE[name]
    deep = tmp_path / "one" / "two"  # so that a name that climbs out of its folder still lands where we look
    deep.mkdir(parents=True)
    path = deep / crafted.file
    path.write_bytes(crafted.make())
    told = read(watched, path, tmp_path)
    if crafted.code == "ok":
        assert set(told["codes"]) == set(good["codes"]) | set(crafted.also)
        assert told["ratings"] == good["ratings"]
        assert told["evidence"] == good["evidence"]
        return
    assert told["codes"] == [crafted.code]
    assert told["ratings"] is None, "it has a fault, and was read all the same"
    if crafted.spot:
        assert told["spots"] == [crafted.spot.format(next=hostile.next_row())]
    place = f"{crafted.file} > {told['spots'][0]}" if told["spots"][0] else crafted.file
    assert told["words"][0].startswith(f"{place}: {crafted.code} ")


def test_table_covers_every_fault_of_a_file():
    """F01, F02 and F12 are faults of places, below."""
    codes = {crafted.code for crafted in hostile.TABLE.values()}
    assert codes >= {f"F{n:02}" for n in (*range(3, 12), 13, 18, 19)} | {"ok"}
    assert len(hostile.TABLE) > 150


def test_good_workbook_holds_what_was_put_in(good):
    filled = demonstration.fill(load("leaders", "early-years"), demonstration.NURSERY, demonstration.SAMPLE_DAY)
    assert good["ratings"] == {r.ref: r.rating for r in filled.responses}
    assert good["evidence"] == {r.ref: r.evidence for r in filled.responses}
    assert len(set(good["ratings"].values())) > 3


# What is no file, or cannot be opened


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def link_to_nothing(path: Path) -> None:
    path.symlink_to(path.parent / "nothing")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def link_to_what_cannot_be_read(path: Path) -> None:
    """Even by root: the first byte of a process's memory."""
    path.symlink_to("/proc/self/mem")


def file_nobody_may_read(path: Path) -> None:
    path.write_bytes(hostile.good())
    path.chmod(0)


def nothing(path: Path) -> None:
    """Leave it missing."""


PLACES: list[tuple[Callable[[Path], None], str]] = [
    (nothing, "F01"),
    (link_to_nothing, "F01"),
    (folder, "F02"),
    (pipe, "F12"),
    (listening_socket, "F12"),
    (link_to_a_device, "F12"),
    (link_to_itself, "F12"),
    (link_to_what_cannot_be_read, "F12"),
    (file_nobody_may_read, "F12"),
]


@pytest.mark.parametrize(("lay", "code"), PLACES, ids=[lay.__name__ for lay, _ in PLACES])
def test_place_that_is_no_file(lay, code, watched):
    if lay is file_nobody_may_read and os.geteuid() == 0:
        pytest.skip("root may read everything")
    if lay is link_to_what_cannot_be_read and not Path("/proc/self/mem").exists():
        pytest.skip("this system has no /proc")
    with tempfile.TemporaryDirectory() as short:  # the path of a socket has to be short
        path = Path(short, "x.xlsx")
        lay(path)
        told = read(watched, path, Path(short))
    assert told["codes"] == [code]


@pytest.mark.parametrize(("name", "code"), [("a\0b.xlsx", "F01"), ("a" * 300 + ".xlsx", "F12")])
def test_name_that_no_file_can_have(name, code, tmp_path):
    assert [p.code for p in reader.read(tmp_path / name).problems] == [code]


# The limits


def facts() -> dict[str, int]:
    """How large the good workbook is in each way that is limited."""
    parts = hostile.parts()
    sheets = [parts[name] for name in parts if "/worksheets/sheet" in name and name.endswith(".xml")]
    filled = sum(data.rindex(b"</row>", 0, data.index(b"</sheetData>")) + len(b"</row>") for data in sheets)
    index = (
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/custom.xml",
    )
    read_all = [*(parts[name] for name in (*index, "xl/styles.xml")), *sheets]
    return {
        "file_bytes": len(hostile.good()),
        "parts": len(parts),
        "sheets": len(sheets),
        "sheet_bytes": max(map(len, sheets)),
        "part_bytes": max(filled, len(parts["xl/styles.xml"])),
        "index_bytes": max(len(parts[name]) for name in index),
        "all_bytes": sum(map(len, read_all)),
    }


@pytest.mark.parametrize("limit", facts())
def test_limit_is_where_it_is_set(limit, tmp_path):
    path = tmp_path / "good.xlsx"
    path.write_bytes(hostile.good())
    most = facts()[limit]
    assert reader.read(path, limits=Limits(**{limit: most})).audit
    refused = reader.read(path, limits=Limits(**{limit: most - 1}))
    assert [p.code for p in refused.problems] == ["F08"]
    assert refused.refused


@pytest.mark.parametrize(
    ("limit", "code"), [("last_row", "F10"), ("last_column", "F10"), ("area", "F10"), ("elements", "F08")]
)
def test_limit_on_cells_is_where_it_is_set(limit, code, tmp_path):
    """A row whose cells do not say where they are, so that all is walked through, beyond the last of our own sheets.

    The sheet of the figures is walked through as well, since it has more rows than people fill.
    """
    path = tmp_path / "far.xlsx"
    columns = 100
    cells = "<c/>" * (columns - 1) + "<c><v>1</v></c>"
    path.write_bytes(hostile.rows(f'<row r="3000">{cells}</row>'))
    figures = openpyxl.load_workbook(path)[layout.FIGURES]
    assert figures.max_column < columns
    area, elements = figures.max_row * figures.max_column, sum(map(_start_tags, _walked(path)))
    most = {"last_row": 3000, "last_column": columns, "area": area + 3000 * columns, "elements": elements}[limit]
    assert reader.read(path, limits=Limits(**{limit: most})).audit
    assert [p.code for p in reader.read(path, limits=Limits(**{limit: most - 1})).problems] == [code]


def _walked(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(hostile.part_of(sheet)) for sheet in (hostile.SHEET, layout.FIGURES)]


def _start_tags(data: bytes) -> int:
    return len(re.findall(rb"<[^/?!]", data))


def test_nothing_is_inflated_that_is_not_read(monkeypatch, tmp_path):
    """A gigabyte in a part that nobody asks for costs nothing, because it is never opened."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(hostile.parts_nobody_asked_for())
    opened = []
    known, packed = zipfile.ZipFile.open, unpack.packed

    def open_(self, info, *rest, **named):
        opened.append(getattr(info, "filename", info))
        return known(self, info, *rest, **named)

    def packed_(data, info):
        opened.append(info.filename)
        return packed(data, info)

    monkeypatch.setattr(zipfile.ZipFile, "open", open_)
    monkeypatch.setattr(unpack, "packed", packed_)
    guard.check(path)
    assert opened
    assert not {"xl/media/photo.exe", "readme.txt", "xl/theme/theme1.xml"} & set(opened)


def test_reader_is_given_only_what_was_looked_at(tmp_path):
    path = tmp_path / "x.xlsm"
    path.write_bytes(hostile.macros())
    checked = guard.check(path)
    with zipfile.ZipFile(checked.repacked()) as archive:
        assert set(archive.namelist()) == set(checked.parts)
        assert not [name for name in archive.namelist() if "vba" in name]


# The whole command, on a bad day


def test_bad_files_in_a_batch_do_not_stop_the_good(tmp_path):
    """A far cell, 300 MB of text, an entity bomb and a locked file, with two good workbooks between them."""
    bad = {
        "far_corner": "F10",
        "text_of_300_megabytes": "F08",
        "laughs_in_a_sheet": "F09",
        "locked_with_a_password": "F06",
    }
    files = {hostile.TABLE[name].file: hostile.TABLE[name].make() for name in bad}
    files["nursery.xlsx"] = hostile.good()
    files["school.xlsx"] = demonstration.filled_workbook(demonstration.SCHOOL, demonstration.SAMPLE_DAY)
    returns = tmp_path / "returns"
    returns.mkdir()
    for name, data in files.items():
        (returns / name).write_bytes(data)
    before = listing(returns)
    paths = [str(path) for path in sorted(returns.iterdir())]
    told, used = run_and_measure("report", *paths, "-o", str(tmp_path / "out"))
    assert told.returncode == 1, told.stderr
    assert "Traceback" not in told.stderr
    for name, code in bad.items():
        lines = [line for line in told.stderr.splitlines() if line.strip().startswith(hostile.TABLE[name].file)]
        assert len(lines) == 1, told.stderr
        assert f": {code} " in lines[0]
    assert "2 of 6 workbooks reported, 4 refused." in told.stdout
    assert [path.suffix for path in sorted((tmp_path / "out").iterdir())] == [".csv", ".html", ".json"] * 2
    assert listing(returns) == before
    assert used["megabytes"] < MEGABYTES
    assert used["seconds"] < 2 * SECONDS * len(paths)


def run_and_measure(*arguments: str) -> tuple[subprocess.CompletedProcess, dict[str, float]]:
    """Run the tool, measured from a small process of its own: a child inherits what its parent had at its peak."""
    measure = (
        "import os, sys, json\n"
        "child = os.posix_spawn(sys.executable, [sys.executable, '-m', 'audit', *sys.argv[2:]], os.environ)\n"
        "_, status, used = os.wait4(child, 0)\n"
        "told = {'megabytes': used.ru_maxrss / 1000, 'seconds': used.ru_utime + used.ru_stime}\n"
        "open(sys.argv[1], 'w').write(json.dumps(told))\n"
        "sys.exit(os.waitstatus_to_exitcode(status))\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder, "figures.json")
        command = [sys.executable, "-c", measure, str(figures), *arguments]
        told = subprocess.run(command, cwd=hostile.ROOT, capture_output=True, text=True, timeout=60, check=False)
        return told, json.loads(figures.read_text())


# Whether these tests would see it


def test_a_reader_that_dies_is_seen(tmp_path):
    """Without the guard's look at the cells, one far cell ends the process; the next file is read all the same."""
    watch = hostile.Watched(tmp_path / "watched", "no_look_at_cells")
    far, fine = tmp_path / "far.xlsx", tmp_path / "fine.xlsx"
    far.write_bytes(hostile.far_corner())
    fine.write_bytes(hostile.good())
    try:
        with pytest.raises(AssertionError, match=r"the reader died with -6: .*memory allocation"):
            watch.read(far)
        assert watch.read(fine)["ratings"]
    finally:
        watch.close()


@pytest.mark.parametrize(
    ("sabotage", "crafted"),
    [
        ("no_look_at_cells", "far_with_an_accented_prefix"),
        ("no_look_at_shared_texts", "one_long_string_shared_often"),
        ("no_walk_through_ods", "ods_empty_repeated_and_then_empty"),
        ("no_walk_through_ods", "ods_spaces_by_number"),
        ("a_file_left_behind", "empty"),
        ("memory_taken", "empty"),
        ("time_taken", "empty"),
        ("a_bare_error", "empty"),
    ],
)
def test_a_broken_reader_is_seen(sabotage, crafted, good, tmp_path):
    watch = hostile.Watched(tmp_path / "watched", sabotage)
    try:
        (tmp_path / "files").mkdir()
        with pytest.raises(AssertionError):
            test_crafted_file(crafted, watch, good, tmp_path / "files")
    finally:
        watch.close()


def test_a_reader_that_hangs_is_seen(tmp_path):
    watch = hostile.Watched(tmp_path / "watched", "no_answer")
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"")
    try:
        with pytest.raises(AssertionError, match="did not answer"):
            watch.read(path, patience=1)
    finally:
        watch.close()
