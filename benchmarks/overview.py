"""The overview of many settings in a real Chromium: the size of the page, and how long it is until it can be used.

Prints, for each number of settings: the processor time to write the page, its bytes, and in the browser the time until
the table stands, until it is sorted, filtered and searched (each to the next painted frame), and the memory of its
objects; medians of some rounds. The settings are invented and no file is read.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from audit.aggregate import pages
from audit.samples import overview_factory

_PAINTED = "const painted = () => new Promise(go => requestAnimationFrame(() => setTimeout(go)));"
_STEPS = {
    "sorted by name": "document.querySelectorAll('#table .dt-column-order')[0].click()",
    "sorted by score": "document.querySelectorAll('#table .dt-column-order')[2].click()",
    "one judgement": """const one = document.getElementById('choose-judgement');
      one.selectedIndex = 1; one.dispatchEvent(new Event('change'))""",
    "one criterion": "document.querySelector('button[data-criterion]').click()",
    "searched": """const one = document.querySelector('.dt-search input');
      one.value = 'bridge'; one.dispatchEvent(new Event('input'))""",
}


def timed(page: Page, step: str) -> float:
    """How long something takes, to the next painted frame, in milliseconds."""
    script = f"async () => {{ {_PAINTED} const begin = performance.now(); {step}; await painted();"
    return float(page.evaluate(f"{script} return performance.now() - begin; }}"))


def measured(page: Page, path: Path) -> dict[str, float]:
    """One opening of the page, and every step in turn."""
    begin = time.perf_counter()
    page.goto(path.as_uri(), wait_until="load")
    found = {"opened": 1000 * (time.perf_counter() - begin)}
    found["ready"] = float(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
    for name, step in _STEPS.items():
        found[name] = timed(page, step)
    found["heap, MB"] = float(page.evaluate("performance.memory.usedJSHeapSize")) / 1e6
    return found


def main() -> None:
    """Print a line for each number of settings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=int, nargs="+", default=[200, 2000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=["--no-sandbox", "--disable-gpu"])
        for settings in asked.settings:
            overview = overview_factory.overview(settings)
            pages.overview_page(overview)
            begin = time.process_time()
            text = pages.overview_page(overview)
            taken = time.process_time() - begin
            path = Path(folder) / "overview.html"
            path.write_text(text, encoding="utf-8")
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            rounds = [measured(page, path) for _ in range(asked.rounds)]
            medians = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
            said = ", ".join(f"{name} {value:.0f}" for name, value in medians.items())
            print(f"{settings:>6} settings: written in {taken:.3f} s, {path.stat().st_size:,} bytes; ms: {said}")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
