"""How long a report is for a reader: ``python -m tests.page_length`` prints it for each invented setting.

Words and screens are counted before anything is opened; sheets are A4, as the page prints by itself and with all of it.
"""

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from audit.report import build, html
from audit.samples import demonstration
from audit.workbook.read import reader
from tests import browser as look

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A page as a reader meets it: bytes of its file, words and screens before anything is opened, sheets of paper."""

    size: int
    words: int
    words_in_all: int
    screens: float
    sheets: int
    sheets_in_all: int

    def __str__(self) -> str:
        return (
            f"{self.size:,} bytes; {self.words:,} words of {self.words_in_all:,}, {self.screens:.1f} screens "
            f"before anything is opened; {self.sheets} sheets of A4, {self.sheets_in_all} with all of it"
        )


def length(page: Page, path: Path, folder: Path) -> Length:
    """The length of a page that a window of 1280 x 800 has just loaded.

    Args:
        page: the window; all of it is opened at the end.
        path: the file it shows.
        folder: where its prints go.
    """
    words = len(page.evaluate("document.body.innerText").split())
    screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
    sheets = _sheets(page, folder / "front.pdf")
    look.open_all(page)
    return Length(
        size=path.stat().st_size,
        words=words,
        words_in_all=len(page.evaluate("document.body.innerText").split()),
        screens=screens,
        sheets=sheets,
        sheets_in_all=_sheets(page, folder / "all.pdf"),
    )


def _sheets(page: Page, path: Path) -> int:
    page.pdf(path=str(path), prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True, timeout=60).stdout
    return int(next(line for line in told.splitlines() if line.startswith("Pages:")).split()[1])


def main() -> None:
    """Print a line for each invented setting."""
    import shutil

    found = next(path for name in CHROMIUM if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=found, args=list(look.ARGS))
        for profile in demonstration.PROFILES:
            book, path = folder / "filled.xlsx", folder / "report.html"
            book.write_bytes(demonstration.filled_workbook(profile, demonstration.SAMPLE_DAY))
            path.write_text(html.render(build.build(reader.read(book), demonstration.SAMPLE_DAY)), encoding="utf-8")
            with look.opened(browser, path, size=look.WIDE) as shown:
                print(f"{profile.setting.kind}: {length(shown.page, path, folder)}")
        browser.close()


if __name__ == "__main__":
    main()
