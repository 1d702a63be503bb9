"""The page beside the start of a bare Pyodide, and what it takes to show a return: ``python -m benchmarks.page``.

Both are opened from a file in the same Chromium, in turn; a figure of one run means little on a busy machine, the ratio
more.
"""

import base64
import re
import shutil
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from audit.samples import demonstration
from tools import build_page
from tools.page_site import WORK, squeezed

ROUNDS = 5
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_MARKED = "performance.getEntriesByName('{}')[0]?.startTime ?? 0"
_SHOWN = "document.querySelector('iframe') ? performance.now() : 0"


def main() -> None:
    """Build the page, time it, and print milliseconds and the ratio."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is needed for this benchmark, and is not here.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        single = build_page.build(Path(folder), WORK).single
        bare = _without_site(single)
        workbook = Path(folder) / "rosebank.xlsx"
        workbook.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, date(2026, 11, 20)))
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        starts, readies, firsts, nexts = [], [], [], []
        for _ in range(ROUNDS):
            starts.append(_start(browser, bare))
            ready, first, following = _whole(browser, single, workbook)
            readies.append(ready)
            firsts.append(first)
            nexts.append(following)
        browser.close()
    figures = {"bare Pyodide": starts, "page ready": readies, "first return": firsts, "next return": nexts}
    for name, took in figures.items():
        print(f"{name:14} {statistics.median(took):6.0f} ms  (least {min(took):.0f}, most {max(took):.0f})")
    print(f"ready / bare   {statistics.median(readies) / statistics.median(starts):6.2f}")


def _without_site(single: Path) -> Path:
    """The same page with nothing of ours for Python."""
    empty = base64.b64encode(squeezed((2).to_bytes(4, "little") + b"{}")).decode()
    text = single.read_text(encoding="utf-8")
    bare = single.with_name("bare.html")
    bare.write_text(re.sub(r'(id="part-site"[^>]*>)[^<]*', rf"\g<1>{empty}", text), encoding="utf-8")
    return bare


def _start(browser: Browser, path: Path) -> float:
    page = browser.new_page()
    page.goto(path.as_uri())
    while not (at := float(page.evaluate(_MARKED.format("python")))):
        page.wait_for_timeout(20)
    page.close()
    return at


def _whole(browser: Browser, path: Path, workbook: Path) -> tuple[float, float, float]:
    """Milliseconds until it is ready, and until a first and a second return are shown with their report."""
    page = browser.new_page()
    page.goto(path.as_uri())
    page.locator("#state[data-ready]").wait_for(state="attached", timeout=120_000)
    ready = float(page.evaluate(_MARKED.format("ready")))
    while page.evaluate("performance.getEntriesByName('warmer').length") < 2:
        page.wait_for_timeout(50)
    took = []
    for _ in range(2):
        page.evaluate("home()")
        began = float(page.evaluate("performance.now()"))
        page.set_input_files("input[type=file]", str(workbook))
        while not (at := float(page.evaluate(_SHOWN))):
            page.wait_for_timeout(5)
        took.append(at - began)
    page.close()
    return ready, took[0], took[1]


if __name__ == "__main__":
    main()
