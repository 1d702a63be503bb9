"""Every bad file at once in one folder, and twenty good ones: all twenty are counted, each bad one is named once."""

import csv
import os
import re
import sys

import pytest
from click.testing import CliRunner

from audit.cli.main import cli
from audit.samples import return_factory
from audit.samples.demonstration import SAMPLE_DAY
from tests import hostile
from tests.test_mutations import with_shared_strings

GOOD = 20


def merged(data: bytes, where: str) -> bytes:
    """A workbook with one range of merged cells over everything."""
    part = hostile.part_of(hostile.SHEET, data)
    members = hostile.parts(data)
    ranges = f'</sheetData><mergeCells count="1"><mergeCell ref="{where}"/></mergeCells>'.encode()
    return hostile.zipped({**members, part: members[part].replace(b"</sheetData>", ranges)})


def counted(data: bytes) -> bytes:
    """A workbook whose shared texts say that they are nine thousand million."""
    members = hostile.parts(with_shared_strings(data))
    texts = members["xl/sharedStrings.xml"].replace(b"<sst ", b'<sst uniqueCount="9000000000" ', 1)
    return hostile.zipped({**members, "xl/sharedStrings.xml": texts})


REFUSED = {
    "counted.xlsx": ("F11", lambda: counted(hostile.good())),
    "doubled.xlsx": ("F18", hostile.a_cell_of_rich_text_twice),
    "row twice.xlsx": ("F18", hostile.a_row_twice),
    "deep properties.xlsx": ("F11", hostile.properties_nested_deeply),
    "deep list of sheets.xlsx": ("F11", hostile.list_of_sheets_nested_deeply),
    "macro sheet.xlsx": ("F19", hostile.a_macro_sheet),
    "styles.xlsx": ("F11", hostile.styles_counted_in_thousands_of_millions),
}


def good() -> list[bytes]:
    """Returns of invented settings that made no mistake."""
    mill, found, number = return_factory.ReturnFactory(day=SAMPLE_DAY), [], 0
    while len(found) < GOOD:
        if return_factory.setting(number).fault is return_factory.PlantedFault.NONE:
            found += [data for _, data in mill.returns(number)]
        number += 1
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a file system that takes any name")
def test_every_bad_file_at_once_and_twenty_good_ones(tmp_path):
    folder, out = tmp_path / "returns", tmp_path / "out"
    (folder / "inside").mkdir(parents=True)
    returns = good()
    # Odd, and harmless where a file is only read: a name that is no text, and merged cells over the whole sheet.
    (folder / os.fsdecode(b"caf\xe9.xlsx")).write_bytes(returns[0])
    (folder / "merged.xlsx").write_bytes(merged(returns[1], "A1:XFD1048576"))
    for number, data in enumerate(returns[2:]):
        (folder / f"good {number}.xlsx").write_bytes(data)
    for name, (_, make) in REFUSED.items():
        (folder / name).write_bytes(make())
    (folder / "inside" / "round").symlink_to(folder, target_is_directory=True)
    (folder / "itself").symlink_to(folder / "itself")

    result = CliRunner().invoke(cli, ["aggregate", str(folder), "-o", str(out), "--as-of", f"{SAMPLE_DAY}", "--all"])

    assert isinstance(result.exception, SystemExit), result.output
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert f"{GOOD} settings returned" in result.output
    with (out / "data" / "files.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"].rpartition("/")[2]: row for row in csv.DictReader(file)}
    assert len(rows) == GOOD + len(REFUSED)
    assert "caf\\xe9.xlsx" in rows
    assert {name for name, row in rows.items() if row["outcome"] == "refused"} == REFUSED.keys()
    for name, (code, _) in REFUSED.items():
        lines = [line for line in result.stderr.splitlines() if f"/{name}" in line]
        assert len(lines) == 1, name
        assert re.search(rf"\b{code}\b", lines[0]), lines
    assert result.stderr.count("A37") == 2, "the two links"
