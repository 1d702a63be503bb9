"""Reading, checking, scoring and recording filled workbooks, beside the floor (raw inflate) and openpyxl reading alone.

Every workbook is of a setting of its own, with its own evidence, owners and dates: none is a copy of another. Half are
as openpyxl writes them; the other half, where LibreOffice is at hand, are as LibreOffice saves them. The two are timed
by themselves, in one run. The floor is zlib unpacking every part, and looking at none.
"""

import argparse
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest import mock

import openpyxl

from audit.aggregate import record
from audit.checklist.load import load
from audit.model import Response
from audit.samples import return_factory
from audit.samples.demonstration import SAMPLE_DAY
from audit.spreadsheet import unpack
from audit.workbook.read import reader
from audit.workbook.write import writer
from benchmarks.timing import interleaved

ASKED = {"as openpyxl writes them": (4.5, 5.0), "as LibreOffice saves them": (5.8, 6.2)}
"""At most so many times the floor: with isal, and without it."""
_AT_ONCE = 100
"""LibreOffice stops silently after some 246 files."""


def make(folder: Path, number: int) -> dict[str, list[Path]]:
    """Filled workbooks of invented settings, all unlike, by who saved them."""
    ours, theirs = folder / "ours", folder / "theirs"
    ours.mkdir()
    theirs.mkdir()
    for n in range(number):
        (ours / f"{n:04}.xlsx").write_bytes(_workbook(n))
    paths = sorted(ours.glob("*.xlsx"))
    if not shutil.which("soffice"):
        return {"as openpyxl writes them": paths}
    half = len(paths) // 2
    for begin in range(half, len(paths), _AT_ONCE):
        words = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "xlsx"]
        some = paths[begin : begin + _AT_ONCE]
        subprocess.run([*words, "--outdir", str(theirs), *map(str, some)], check=True, capture_output=True)
    converted = sorted(theirs.glob("*.xlsx"))
    assert len(converted) == len(paths) - half
    return {"as openpyxl writes them": paths[:half], "as LibreOffice saves them": converted}


def _workbook(number: int) -> bytes:
    """The return of one invented setting, in which every text and date is its own."""
    one = return_factory.setting(number)
    checklist = load("leaders", one.expected.kind)
    audit = return_factory.answered(one, checklist, SAMPLE_DAY)
    own = (_own(response, number, place) for place, response in enumerate(audit.responses))
    return writer.build(checklist, replace(audit, responses=tuple(own)), SAMPLE_DAY)


def _own(response: Response, number: int, place: int) -> Response:
    mark = f"no {number}.{place}"
    return replace(
        response,
        evidence=f"{response.evidence}, {mark}" if response.evidence else "",
        action=f"{response.action} ({mark})" if response.action else "",
        owner=f"{response.owner}, office {number}.{place}" if response.owner else "",
        due=response.due + timedelta(days=(number * 61 + place) % 300) if response.due else None,
    )


def inflate(paths: list[Path]) -> None:
    """The floor: unpack every part of each file, and look at none."""
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                archive.read(name)


def ours(paths: list[Path]) -> None:
    """Guard, read, check every cell, score, and make the record that is kept."""
    for path in paths:
        returned = reader.read(path)
        assert returned.audit is not None
        record.of(returned, returned.sha256)


@contextmanager
def _zlib_alone() -> Iterator[None]:
    with mock.patch.multiple(unpack, _inflate=zlib.decompress, _crc=zlib.crc32):
        yield


def without_isal(paths: list[Path]) -> None:
    """The same where isal is not installed."""
    with _zlib_alone():
        ours(paths)


def with_openpyxl(paths: list[Path]) -> None:
    """Open each workbook with openpyxl and read the cells of the checklist; nothing is checked or scored."""
    for path in paths:
        sheet = openpyxl.load_workbook(path)["Checklist"]
        list(sheet.iter_rows(values_only=True))


JOBS: dict[str, Callable[[list[Path]], None]] = {
    "raw inflate": inflate,
    "ours": ours,
    "ours without isal": without_isal,
    "openpyxl: read alone": with_openpyxl,
}


def main() -> None:
    """Print milliseconds a file and the ratios, for each way of saving."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for saved, paths in make(Path(folder), asked.files).items():
            ours(paths[:3])  # the checklist is loaded once
            taken = interleaved({name: partial(job, paths) for name, job in JOBS.items()}, asked.rounds)
            print(f"{len(paths)} workbooks, {saved}")
            for name, seconds in taken.items():
                print(f"{name:>26}  {1000 * seconds / len(paths):7.2f} ms a file")
            floor, own, plain, theirs = taken.values()
            most, most_plain = ASKED[saved]
            print(f"ours / floor = {own / floor:.2f} (at most {most} is asked)")
            print(f"ours without isal / floor = {plain / floor:.2f} (at most {most_plain} is asked)")
            print(f"openpyxl's read alone / ours = {theirs / own:.1f} (at least 4 is asked)")


if __name__ == "__main__":
    main()
