"""Many returns, end to end, beside the floor (raw inflate) and a plain loop with pandas and openpyxl.

The returns are invented by ``samples --settings``, faults and all, and every job gets the same. End to end is: found,
read, checked, scored, remembered, added up and written as overview page and list of files. The whole command, with the
data and a page of feedback for each setting, is timed by itself, in one process and in several. What is asked is
printed beside what was measured. ``--only ours`` leaves out the loop, which at 100,000 returns takes over an hour.
``--saved-by-office 400`` measures once more with so many of the returns as LibreOffice saves them: people send what
their program saved, with its own styles and shared texts, and not what we wrote.
"""

import argparse
import io
import os
import shutil
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

# Workers import the main module too: what is heavy is imported where it is used, as the command itself does it.
from benchmarks.timing import interleaved

if TYPE_CHECKING:
    from audit.aggregate import run

CREDIT = {"Met": 2, "Partly met": 1, "Not met": 0}


def make(folder: Path, settings: int, processes: int) -> list[Path]:
    """The returns of so many settings, made side by side."""
    from concurrent.futures import ProcessPoolExecutor

    from audit.samples import return_factory
    from audit.samples.demonstration import SAMPLE_DAY

    steps = [range(begin, min(begin + 500, settings)) for begin in range(0, settings, 500)]
    with ProcessPoolExecutor(processes) as pool:
        list(
            pool.map(
                return_factory.make,
                [folder] * len(steps),
                [return_factory.ReturnFactory(SAMPLE_DAY)] * len(steps),
                steps,
            )
        )
    return_factory.write_register(folder, settings)
    return sorted(folder.glob("returns/*/*"))


def saved_by_office(paths: list[Path], folder: Path) -> list[Path]:
    """The same returns as LibreOffice saves them; those that it does not open are left out."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice is not installed")
    kept = folder / "returns" / "000"
    kept.mkdir(parents=True)
    for begin in range(0, len(paths), 100):  # from about 250 on it stops half-way, and says nothing
        job = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
        files = [str(path) for path in paths[begin : begin + 100]]
        subprocess.run([*job, "--outdir", str(kept), *files], check=True, capture_output=True)
    return sorted(kept.glob("*"))


def inflate(paths: list[Path]) -> None:
    """The floor: unpack every part of every file, and look at none."""
    for path in paths:
        try:
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    archive.read(name)
        except zipfile.BadZipFile:
            continue


def plain_loop(paths: list[Path]) -> str:
    """What an analyst would write: a frame from each workbook, a score each, means by kind, one table as a page."""
    import pandas as pd

    rows = []
    for path in paths:
        try:
            sheets = pd.read_excel(path, sheet_name=["Start here", "Checklist"], engine="openpyxl", header=None)
        except (zipfile.BadZipFile, OSError, ValueError):
            continue
        start, asked = sheets["Start here"], sheets["Checklist"]
        asked.columns = asked.iloc[0]
        asked = asked.iloc[1:]
        facts = dict(zip(start[0], start[1], strict=True))
        credit = asked["Rating"].map(CREDIT)
        scores = credit.groupby(asked["Theme"]).mean()
        rows.append(
            {"name": facts["Name of setting"], "kind": facts["Kind of setting"], "all": credit.mean(), **scores}
        )
    frame = pd.DataFrame(rows)
    means = frame.drop(columns="name").groupby("kind").mean()
    page = io.StringIO()
    frame.to_html(page)
    means.to_html(page)
    return page.getvalue()


class Tree:
    """The most memory that this process and all below it held at once: proportional set sizes, ten times a second."""

    def __enter__(self) -> "Tree":
        self.most = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            now = sum(_pss(number) for number in _tree(os.getpid()))
            self.most = max(self.most, now)


def _tree(root: int) -> list[int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
    found = [root]
    for number in found:
        found += [child for child, parent in parents.items() if parent == number]
    return found


def _pss(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def end_to_end(order: "run.Order") -> "run.Result":
    """Everything but the data and the feedback to each setting, into an empty folder, as a new process would."""
    from audit.aggregate import pages, run

    shutil.rmtree(order.output, ignore_errors=True)
    result = run.add_up(run.gather(order))
    pages.write(result.overview, order.output)
    return result


def main() -> None:
    """Print the times, the ratios and what they must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", choices=["ours"], help="leave the loop with pandas and openpyxl out")
    parser.add_argument("--saved-by-office", type=int, default=0, metavar="N", help="and N as LibreOffice saves them")
    parser.add_argument("--folder", type=Path, help="keep the returns here, and use them if they are there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        begin = time.perf_counter()
        paths = sorted(folder.glob("returns/*/*")) or make(folder, asked.settings, asked.processes)
        print(f"{len(paths)} returns of {asked.settings} settings, there after {time.perf_counter() - begin:.1f} s")
        measure(paths, folder, Path(temporary) / "out", asked)
        if asked.saved_by_office:
            saved = Path(temporary) / "saved"
            step = max(1, len(paths) // asked.saved_by_office)  # of every kind of setting
            paths = saved_by_office(paths[::step][: asked.saved_by_office], saved)
            print(f"\n{len(paths)} of them as LibreOffice saved them")
            shutil.copy(folder / "settings.csv", saved)
            measure(paths, saved, Path(temporary) / "out", asked)


def measure(paths: list[Path], folder: Path, output: Path, asked: argparse.Namespace) -> None:
    """Run every job in turn."""
    from audit.aggregate import run
    from audit.samples.demonstration import SAMPLE_DAY

    one = run.Order(
        paths=(str(folder / "returns"),),
        output=output,
        as_of=SAMPLE_DAY,
        register=folder / "settings.csv",
        processes=0,
    )
    several = replace(one, processes=asked.processes)
    jobs: dict[str, Callable[[], object]] = {
        "raw inflate": lambda: inflate(paths),
        "ours, one process": lambda: end_to_end(one),
        f"ours, {asked.processes} processes": lambda: end_to_end(several),
    }
    if not asked.only:
        jobs["pandas + openpyxl loop"] = lambda: plain_loop(paths)
    end_to_end(replace(one, paths=tuple(str(path) for path in paths[:20])))  # imports and checklists
    taken = interleaved(jobs, asked.rounds)
    for name, seconds in taken.items():
        print(f"{name:>26}  {seconds:8.2f} s  {1000 * seconds / len(paths):7.2f} ms a return")
    floor, alone, together = list(taken.values())[:3]
    print(f"one process / floor = {alone / floor:.2f} (at most 5 is asked)")
    print(f"one process / {asked.processes} processes = {alone / together:.2f} (at least 1.7 is asked of two)")
    if not asked.only:
        print(f"loop / one process = {taken['pandas + openpyxl loop'] / alone:.1f} (at least 5.5 is asked)")
    again(several, paths)


def again(order: "run.Order", paths: list[Path]) -> None:
    """The whole command's work, then once more with nothing changed; and the memory of the first."""
    from audit.aggregate import run
    from audit.aggregate.production import produce

    shutil.rmtree(order.output, ignore_errors=True)
    with Tree() as tree:
        begin = time.perf_counter()
        produce(order)
        first = time.perf_counter() - begin
    begin = time.perf_counter()
    produce(order)
    second = time.perf_counter() - begin
    begin = time.perf_counter()
    run.add_up(run.gather(order))
    figures = time.perf_counter() - begin
    shutil.rmtree(order.output)
    begin = time.perf_counter()
    produce(replace(order, processes=0))
    alone = time.perf_counter() - begin
    begin = time.perf_counter()
    inflate(paths)
    floor = time.perf_counter() - begin
    print(f"{'the whole command':>26}  {first:8.2f} s, of which about {figures:.2f} s finding files and the figures")
    print(f"{'in one process':>26}  {alone:8.2f} s, {alone / first:.2f} times as long (at least 1.8 is asked of two)")
    print(f"{'whole command / floor':>26}  {first / floor:8.2f} (at most 4 is asked)")
    print(f"{'again, nothing changed':>26}  {second:8.2f} s, {100 * second / first:.1f}% of the first (10 is the most)")
    memory = f"{tree.most / 1e6:8.0f} MB for {len(paths)} returns (at most 1,200 is asked of 100,000)"
    print(f"{'most memory, whole tree':>26}  {memory}")


if __name__ == "__main__":
    main()
