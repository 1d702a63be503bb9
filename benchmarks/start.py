"""What a command costs to start: ``--help`` beside ``import click``, and the commands that read or make one workbook.

With ``--against FOLDER`` those are set beside the same of another checkout, in turns: processor time of the process and
all it starts, as the median of nine. Each is run once before, so that all is compiled and prepared.
"""

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.timing import interleaved

HERE = Path(__file__).resolve().parent.parent
ROUNDS = 9
ASKED = {"check": 0.5, "report": 0.6}
"""The most that a command may take of the processor time of the checkout it is set beside."""
_FILLED = "rosebank-nursery-invented.xlsx"


def main() -> None:
    """Print all times and their ratios."""
    parser = argparse.ArgumentParser(description="What a command costs to start.")
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="another checkout, set beside this one")
    against = parser.parse_args().against
    _print_help()
    with TemporaryDirectory() as folder:
        _print_commands(Path(folder), [HERE, *([against.resolve()] if against else [])])


def _print_help() -> None:
    jobs = {
        "python alone": lambda: _run(HERE, "-c", "pass"),
        "import click": lambda: _run(HERE, "-c", "import click"),
        "ours --help": lambda: _run(HERE, "-m", "audit", "--help"),
    }
    interleaved(jobs, rounds=2)  # so that all is compiled and in the cache
    taken = interleaved(jobs, rounds=21)
    for name, seconds in taken.items():
        print(f"{name:>14}  {1000 * seconds:6.1f} ms")
    print(f"ours --help / import click = {taken['ours --help'] / taken['import click']:.2f} (at most 2.5 is asked)")


def _print_commands(folder: Path, checkouts: Sequence[Path]) -> None:
    for number, checkout in enumerate(checkouts):  # each reads what it has made itself: a workbook's layout changes
        _run(checkout, "-m", "audit", "demo", "-o", str(folder / str(number)))
    commands = {
        "check": ("check", _FILLED),
        "score": ("score", _FILLED),
        "report": ("report", _FILLED, "-o", str(folder / "out")),
        "new": ("new", "leaders", "--kind", "school", "-o", str(folder / "new.xlsx")),
    }
    print("\nprocessor time" + (f", and that of {checkouts[1]}" if checkouts[1:] else ""))
    for name, words in commands.items():
        jobs = {
            checkout: partial(
                _command, checkout, folder, [str(folder / str(n) / w) if w == _FILLED else w for w in words]
            )
            for n, checkout in enumerate(checkouts)
        }
        own, *other = _processor_times(jobs).values()
        line = f"{name:>14}  {1000 * own:6.1f} ms"
        if other:
            asked = f" (at most {ASKED[name]} is asked)" if name in ASKED else ""
            line += f"  {1000 * other[0]:6.1f} ms  ratio {own / other[0]:.2f}{asked}"
        print(line)


def _processor_times(jobs: Mapping[Path, Callable[[], object]]) -> dict[Path, float]:
    """The median processor time of each job in seconds, the jobs taking turns; the first turn does not count."""
    times: dict[Path, list[float]] = {name: [] for name in jobs}
    for _ in range(1 + ROUNDS):
        for name, job in jobs.items():
            begin = resource.getrusage(resource.RUSAGE_CHILDREN)
            job()
            end = resource.getrusage(resource.RUSAGE_CHILDREN)
            times[name].append(end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime)
    return {name: median(taken[1:]) for name, taken in times.items()}


def _command(checkout: Path, folder: Path, words: Sequence[str]) -> None:
    (folder / "new.xlsx").unlink(missing_ok=True)
    _run(checkout, "-m", "audit", *words, fine=(0, 1))  # a warning about a cell ends a check with 1


def _run(checkout: Path, *words: str, fine: Sequence[int] = (0,)) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(checkout)
    done = subprocess.run([sys.executable, *words], check=False, capture_output=True, cwd=checkout, env=environment)
    if done.returncode not in fine:
        raise SystemExit(f"{' '.join(words)} in {checkout}: {done.stderr.decode('utf-8', 'replace')}")


if __name__ == "__main__":
    main()
