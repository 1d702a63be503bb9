"""How long ``safeguarding-audit --help`` takes, beside ``python -c "import click"``."""

import os
import subprocess
import sys

from benchmarks.timing import interleaved


def main() -> None:
    """Print both times and their ratio."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def run(*words: str) -> None:
        subprocess.run([sys.executable, *words], check=True, capture_output=True, env=environment)

    jobs = {
        "python alone": lambda: run("-c", "pass"),
        "import click": lambda: run("-c", "import click"),
        "ours --help": lambda: run("-m", "audit", "--help"),
    }
    interleaved(jobs, rounds=2)  # so that all is compiled and in the cache
    taken = interleaved(jobs, rounds=21)
    for name, seconds in taken.items():
        print(f"{name:>14}  {1000 * seconds:6.1f} ms")
    print(f"ours --help / import click = {taken['ours --help'] / taken['import click']:.2f} (at most 2.5 is asked)")


if __name__ == "__main__":
    main()
