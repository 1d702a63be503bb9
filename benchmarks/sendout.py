"""Sending out: the time of one workbook, blank and with last year's answers, beside the writer and a plain copy.

The floor is writing the bytes of a finished workbook to the disk; the rival is building each with the writer, as
``new`` does for one setting.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from audit import files
from audit.aggregate import send_out
from audit.aggregate.register import Expected
from audit.carry_forward.carry import Carried, forward
from audit.checklist.load import load
from audit.model import Checklist
from audit.samples import return_factory
from audit.samples.demonstration import SAMPLE_DAY
from audit.workbook.write import writer


def carry_from_last_year(expected: Expected, _: Checklist) -> Carried | None:
    """What an invented setting answered the year before."""
    one = _SETTINGS[expected]
    checklist = load("leaders", one.expected.kind)
    day = SAMPLE_DAY.replace(year=SAMPLE_DAY.year - 1)
    return forward(return_factory.answered(one, checklist, day, year=-1), checklist, day)


_SETTINGS: dict[Expected, return_factory.Invented] = {}


def main() -> None:
    """Print the time of each way, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=int, default=500)
    asked = parser.parse_args()
    for number in range(asked.settings):
        one = return_factory.setting(number)
        _SETTINGS[one.expected] = one
    expected = list(_SETTINGS)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        blank = _timed(lambda: list(send_out.make("leaders", expected, folder / "blank", SAMPLE_DAY)))
        carried = _timed(
            lambda: list(send_out.make("leaders", expected, folder / "on", SAMPLE_DAY, carry=carry_from_last_year))
        )
        data = next((folder / "on").iterdir()).read_bytes()
        floor = _timed(lambda: [files.write(folder / f"copy-{n}.xlsx", data) for n in range(asked.settings)])
        few = list(_SETTINGS.values())[:20]
        alone = _timed(lambda: [_built(one) for one in few]) * len(_SETTINGS) / len(few)
    for name, seconds in (("plain copy", floor), ("blank", blank), ("carried forward", carried), ("writer", alone)):
        print(f"{name:>16}  {1000 * seconds / asked.settings:7.2f} ms a workbook")
    print(f"writer / carried forward = {alone / carried:.1f}; carried forward / plain copy = {carried / floor:.1f}")
    print(f"10,000 of them: {blank / asked.settings * 10_000 / 60:.1f} minutes blank, ", end="")
    print(f"{carried / asked.settings * 10_000 / 60:.1f} minutes with last year's answers (reading them not counted)")


def _built(one: return_factory.Invented) -> bytes:
    checklist = load("leaders", one.expected.kind)
    audit = return_factory.answered(one, checklist, SAMPLE_DAY)
    return writer.build(checklist, replace(audit, responses=()), SAMPLE_DAY)


def _timed(job: Callable[[], object]) -> float:
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
