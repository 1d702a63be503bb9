"""Reading, checking and scoring 500 filled workbooks, beside the floor (raw inflate) and openpyxl reading alone.

The workbooks are our own, filled for invented settings of three kinds. A third each is as openpyxl writes it; the rest,
where LibreOffice is at hand, are as LibreOffice saves it, since that is what arrives.
"""

import argparse
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import openpyxl

from audit import samples
from audit.scoring import score
from audit.workbook import reader
from benchmarks.timing import interleaved


def make(folder: Path, number: int) -> list[Path]:
    """Filled workbooks of invented settings, no two alike, a part of them as saved by LibreOffice."""
    ours, theirs = folder / "ours", folder / "theirs"
    ours.mkdir()
    theirs.mkdir()
    distinct = min(number, 60)
    for n in range(distinct):
        profile = samples.PROFILES[n % len(samples.PROFILES)]
        setting = replace(profile.setting, name=f"Invented {n}")
        (ours / f"{n:04}.xlsx").write_bytes(
            samples.filled_workbook(replace(profile, setting=setting), samples.SAMPLE_DAY)
        )
    paths = sorted(ours.glob("*.xlsx"))
    if shutil.which("soffice"):
        words = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "xlsx"]
        subprocess.run([*words, "--outdir", str(theirs), *map(str, paths)], check=True, capture_output=True)
        converted = sorted(theirs.glob("*.xlsx"))
        assert len(converted) == len(paths)  # it stops silently after some 246 files
        paths = [p for three in zip(paths, converted, converted, strict=True) for p in three]
    copies = folder / "copies"
    copies.mkdir()
    return [Path(shutil.copy(paths[n % len(paths)], copies / f"{n:04}.xlsx")) for n in range(number)]


def inflate(paths: list[Path]) -> None:
    """The floor: unpack every part of each file, and look at none."""
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                archive.read(name)


def ours(paths: list[Path]) -> None:
    """Guard, read, check every cell, and score."""
    for path in paths:
        returned = reader.read(path)
        assert returned.checklist is not None
        assert returned.audit is not None
        score(returned.checklist, returned.audit)


def with_openpyxl(paths: list[Path]) -> None:
    """Open each workbook with openpyxl and read the cells of the checklist; nothing is checked or scored."""
    for path in paths:
        sheet = openpyxl.load_workbook(path)["Checklist"]
        list(sheet.iter_rows(values_only=True))


def main() -> None:
    """Print milliseconds a file and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = make(Path(folder), asked.files)
        jobs = {"raw inflate": inflate, "ours: read, check, score": ours, "openpyxl: read alone": with_openpyxl}
        ours(paths[:3])  # the checklist is loaded once
        taken = interleaved({name: partial(job, paths) for name, job in jobs.items()}, asked.rounds)
    for name, seconds in taken.items():
        print(f"{name:>26}  {1000 * seconds / asked.files:7.2f} ms a file")
    floor, own, theirs = taken.values()
    print(f"openpyxl's read alone / ours = {theirs / own:.1f} (at least 4 is asked); ours / floor = {own / floor:.1f}")


if __name__ == "__main__":
    main()
