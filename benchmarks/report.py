"""Rendering one report of 60 criteria, beside matplotlib drawing the same charts, and how many bytes the report has.

The report is that of the invented nursery, read from its workbook. matplotlib draws each lens as one chart of bars with
the same figures as SVG with text as text, which is what our bars stand for. Both are warmed up first.
"""

import argparse
import io
import tempfile
from pathlib import Path

from audit.report import build, html
from audit.report.build import Report
from audit.samples import demonstration
from audit.workbook.read import reader
from benchmarks.timing import interleaved

MOST_MS, MOST_BYTES = 30, 150_000


def report_of(profile: demonstration.Profile) -> Report:
    """The report of an invented setting, the whole way through its workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "filled.xlsx"
        path.write_bytes(demonstration.filled_workbook(profile, demonstration.SAMPLE_DAY))
        return build.build(reader.read(path), demonstration.SAMPLE_DAY)


def draw(report: Report) -> int:
    """The same charts by matplotlib; gives the bytes they come to."""
    from matplotlib.figure import Figure

    size = 0
    for lens in report.card.lenses:
        figure = Figure(figsize=(6, 0.4 + 0.35 * len(lens.rows)))
        axes = figure.subplots()
        names = [row.title for row in lens.rows]
        for shown in ("best_case", "so_far", "with_evidence"):
            axes.barh(names, [getattr(row.score, shown) or 0 for row in lens.rows])
        axes.set_xlim(0, 100)
        out = io.BytesIO()
        figure.savefig(out, format="svg")
        size += len(out.getvalue())
    return size


def main() -> None:
    """Print milliseconds, bytes and the ratio, all of one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=41)
    asked = parser.parse_args()
    try:
        import matplotlib as mpl
    except ImportError:
        parser.exit(
            2, "The comparison needs matplotlib: run 'make bench', or 'python -m pip install matplotlib' in .venv.\n"
        )
    mpl.rcParams["svg.fonttype"] = "none"
    report = report_of(demonstration.NURSERY)
    jobs = {"one report, rendered": lambda: html.render(report), "matplotlib, its charts": lambda: draw(report)}
    interleaved(jobs, rounds=2)
    own = interleaved({"one report, rendered": jobs["one report, rendered"]}, asked.rounds)
    taken = interleaved(jobs, rounds=max(3, asked.rounds // 8)) | own
    for name, seconds in taken.items():
        print(f"{name:>24}  {1000 * seconds:8.1f} ms")
    ours, theirs = taken.values()
    print(f"matplotlib / ours = {theirs / ours:.1f}; at most {MOST_MS} ms is asked of ours")
    for profile in demonstration.PROFILES:
        made = report_of(profile)
        size = len(html.render(made).encode())
        asked_for = f"at most {MOST_BYTES:,} is asked"
        print(f"{len(made.card.findings)} criteria: {size:,} bytes ({profile.setting.kind}); {asked_for}")
    print(f"matplotlib's charts alone: {draw(report):,} bytes")


if __name__ == "__main__":
    main()
