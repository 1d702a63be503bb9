"""What is too large for a return can be said otherwise, up to a bound that stays, by everybody who reads returns."""

import zipfile
from dataclasses import fields
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from audit.aggregate import batch, run, store
from audit.cli import reference
from audit.cli.main import cli
from audit.problems import AuditError
from audit.samples.demonstration import SAMPLE_DAY, SCHOOL, filled_workbook
from audit.spreadsheet import guard, limits
from audit.workbook import layout
from audit.workbook.read import reader
from tests import many

NAMES = {limit.name: limit for limit in limits.ADJUSTABLE}


@pytest.fixture
def returned(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled_workbook(SCHOOL, SAMPLE_DAY))
    return path


def codes(*written: str) -> list[str]:
    with pytest.raises(AuditError) as fault:
        limits.adjusted(reader.LIMITS, written)
    return [found.code for found in fault.value.problems]


def test_every_limit_has_a_name_and_can_be_set():
    adjustable = {f.name for f in fields(limits.Limits)} - {"unread", "unread_beside"}
    assert sorted(limit.field for limit in limits.ADJUSTABLE) == sorted(adjustable)
    assert len(NAMES) == len(limits.ADJUSTABLE)
    for limit in limits.ADJUSTABLE:
        assert 1 <= limit.usual <= limit.most
        made = limits.adjusted(reader.LIMITS, [f"{limit.name}={limit.most}"])
        assert getattr(made, limit.field) == limit.most
        assert made.unread, "the rest is as it was"
        assert limits.adjusted(reader.LIMITS, [f"{limit.name}={limit.shown(limit.usual)}"]) == reader.LIMITS
        assert codes(f"{limit.name}={limit.most + 1}") == ["S06"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("file=50MB", 50_000_000), ("FILE = 50 mb", 50_000_000), ("file=1GB", 1_000_000_000), ("file=700KB", 700_000),
        ("file=20,000", 20_000), ("file=20_000", 20_000), ("file=1", 1),
    ],
)  # fmt: skip
def test_sizes_as_people_write_them(written, value):
    assert limits.adjusted(reader.LIMITS, [written]).file_bytes == value


def test_the_last_counts_where_one_is_said_twice():
    assert limits.adjusted(reader.LIMITS, ["sheets=5", "sheets=7", "rows=9"]).sheets == 7


@pytest.mark.parametrize("written", ["fil=5MB", "file", "", "=5", "unread=1", "file_bytes=1", "50MB=file"])
def test_what_is_no_limit_is_said(written):
    assert codes(written) == ["S05"]


@pytest.mark.parametrize(
    "written",
    [
        "file=", "file=0", "file=-1", "file=1.5MB", "file=5TB", "file=five", "sheets=5MB", "file=٥", "rows=1e9",
        "area=999999999999999999999999", "file=5 0", "file==5",
    ],
)  # fmt: skip
def test_what_cannot_be_a_value_is_said(written):
    assert codes(written) == ["S06"]


def test_every_wrong_one_is_said_at_once_with_a_way_on():
    with pytest.raises(AuditError) as fault:
        limits.adjusted(reader.LIMITS, ["filo=1", "file=x", "sheets=3"])
    first, second = fault.value.problems
    assert "did you mean 'file'" in first.message
    assert "file=40MB" in second.fix


@pytest.mark.parametrize(("row", "column"), [(1_048_576, 16_384), (200_000, 200), (40_001, 500)])
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_no_limit_lets_a_far_cell_take_the_memory(tmp_path, row, column, kind):
    """With every limit as high as it goes, the area still refuses what the reader could not hold."""
    highest = limits.adjusted(reader.LIMITS, [f"{limit.name}={limit.most}" for limit in limits.ADJUSTABLE])
    assert row * column > highest.area
    path = tmp_path / f"far.{kind}"
    if kind == "xlsx":
        book = openpyxl.load_workbook(_written(tmp_path))
        book[layout.CHECKLIST].cell(row, column).value = "far"
        book.save(path)
    else:
        _write_ods(path, row, column)
    assert [p.code for p in reader.read(path, limits=highest).problems] == ["F10"]


def _written(folder: Path) -> Path:
    path = folder / "near.xlsx"
    path.write_bytes(filled_workbook(SCHOOL, SAMPLE_DAY))
    return path


def _write_ods(path: Path, row: int, column: int) -> None:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    cell = '<table:table-cell office:value-type="string"><text:p>far</text:p></table:table-cell>'
    rows = (
        f'<table:table-row table:number-rows-repeated="{row - 1}"><table:table-cell/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="{column - 1}"/>{cell}</table:table-row>'
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        content = f"<office:document-content {names}>{body}</office:body></office:document-content>"
        archive.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{content}')


def test_a_raised_limit_lets_in_what_was_refused(returned):
    book = openpyxl.load_workbook(returned)
    for number in range(110):
        book.create_sheet(f"More {number}")
    book[layout.CHECKLIST]["A25000"] = "a note far down"
    book.save(returned)
    assert [p.code for p in reader.read(returned).problems] == ["F08"]
    some = limits.adjusted(reader.LIMITS, ["sheets=200"])
    assert [p.code for p in reader.read(returned, limits=some).problems] == ["F10"]
    more = limits.adjusted(reader.LIMITS, ["sheets=200", "rows=30000"])
    assert reader.read(returned, limits=more).audit


COMMANDS = (
    ("check", "a.xlsx"),
    ("check", "a.xlsx", "--marked", "marked.xlsx"),
    ("score", "a.xlsx"),
    ("report", "a.xlsx", "-o", "out"),
    ("merge", "a.xlsx", "-o", "whole.xlsx"),
    ("review", "a.xlsx", "-o", "review.xlsx"),
    ("aggregate", "a.xlsx", "-o", "out", "--processes", "1"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_that_reads_takes_limits(returned, words):
    lowered = CliRunner().invoke(cli, [*words, "--limit", "file=1KB"], catch_exceptions=False)
    assert lowered.exit_code == 1
    assert "F08" in lowered.output
    assert "over 1,000 bytes" in lowered.output
    raised = CliRunner().invoke(cli, [*words, "--limit", "file=30MB", "--limit", "rows=30000"], catch_exceptions=False)
    assert "F08" not in raised.output
    wrong = CliRunner().invoke(cli, [*words, "--limit", "fille=1", "--limit", "rows=no"], catch_exceptions=False)
    assert wrong.exit_code == 1
    assert "S05" in wrong.output
    assert "S06" in wrong.output


def test_what_was_read_under_other_limits_is_read_anew(tmp_path):
    """And what was read under the same is not."""
    folder = many.make(tmp_path).parent
    sizes = sorted(path.stat().st_size for path in (folder / "returns").iterdir())
    low = limits.adjusted(reader.LIMITS, [f"file={sizes[len(sizes) // 2]}"])
    refused = {}
    for name, bound in (("usual", reader.LIMITS), ("low", low), ("usual again", reader.LIMITS)):
        order = many.order(folder, limits=bound)
        with store.Store(order.output, order.rules) as kept:
            refused[name] = len(kept.expected([str(p) for p in (folder / "returns").iterdir()]))
        result = run.add_up(run.gather(order))
        refused[name, "refused"] = result.overview.returns.refused
    assert refused["usual"] == refused["low"] == 0
    assert refused["usual again"] > 15, "those that were taken in whole both times"
    assert refused["usual", "refused"] == refused["usual again", "refused"] < refused["low", "refused"]


@pytest.mark.parametrize("processes", [0, 1])
def test_limits_reach_every_process(tmp_path, processes):
    folder = many.make(tmp_path).parent
    low = limits.adjusted(reader.LIMITS, ["file=1KB"])
    taken = run.gather(many.order(folder, limits=low, processes=processes)).taken
    assert not [one for one in taken if not one.sha256 and not one.problems]
    order = many.order(folder, limits=low)
    with store.Store(order.output, order.rules) as kept:
        codes = {p.code for r in kept.records([t.sha256 for t in taken]) for p in r.problems("")}
    assert codes <= {"F08", "F04"}
    assert "F08" in codes


def test_a_task_carries_the_limits_of_its_order():
    assert batch.Task.__dataclass_fields__["limits"].default == reader.LIMITS
    assert run.Order.__dataclass_fields__["limits"].default == reader.LIMITS


def test_the_page_names_every_limit():
    page = reference.pages()["limits.md"]
    for limit in limits.ADJUSTABLE:
        assert f"| `{limit.name}` | {limit.shown(limit.usual)} | {limit.shown(limit.most)} |" in page
    assert guard.Limits is limits.Limits
