"""The page in Chromium as tests use it: built once for a run, opened from a file or from a server with a list."""

import base64
import functools
import http.server
import re
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page

from tests import browser as look
from tests.conftest import need
from tools import build_page
from tools.build_page import Built
from tools.page_site import WORK

ROOT = Path(__file__).resolve().parent.parent
_KEPT = pytest.StashKey[Built]()
_ASK = """async ([asked, digests]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const packed = async (data) => {
    if (!digests) return btoa(Array.from(data, (one) => String.fromCharCode(one)).join(''));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
    return Array.from(digest, (one) => one.toString(16).padStart(2, '0')).join('');
  };
  const answers = [];
  for (const [question, details, names, files] of asked) {
    try {
      const value = await ask(question, details, files.map((one, at) => ({ name: names[at], bytes: bytes(one) })));
      answers.push({ value: value.bytes ? { ...value, bytes: await packed(value.bytes) } : value });
    } catch (fault) {
      if (!fault.faults) throw fault;
      answers.push({ faults: fault.faults });
    }
  }
  return answers;
}"""


def build(folder: Path, work: Path = WORK) -> Built:
    """The page, built; the test is skipped where npm or a package cannot be had."""
    need(bool(shutil.which("npm") and shutil.which("node")), "Node.js with npm")
    work.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(f"{work}.lock"):  # tests of another process may be building
            return build_page.build(folder, work)
    except SystemExit as fault:
        if "failed" not in str(fault) and "is not here" not in str(fault):
            raise
        need(False, f"what the page is built of ({fault})")
        raise


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The one page of a run. Kept with the run and not with the fixture, because each module has its own."""
    stash = request.config.stash
    if _KEPT not in stash:
        stash[_KEPT] = build(tmp_path_factory.mktemp("dist"))
    return stash[_KEPT]


def _asked(question: str, *sent: tuple[str, bytes], **details: Any) -> list[Any]:
    return [question, details, [name for name, _ in sent], [base64.b64encode(data).decode() for _, data in sent]]


@dataclass
class Shown:
    """The page in a window, and everything it asked for or complained of."""

    page: Page
    heard: list[str] = field(default_factory=list)

    def listen(self) -> "Shown":
        self.page.on("console", lambda said: self.heard.append(f"console: {said.text}"))
        self.page.on("pageerror", lambda fault: self.heard.append(f"error: {fault}"))
        self.page.on("request", lambda asked: self.heard.append(f"request: {asked.url[:80]}"))
        return self

    def ask(self, question: str, *sent: tuple[str, bytes], **details: Any) -> dict[str, Any]:
        """What the page's own worker answers: the value, with its bytes, or the faults."""
        (answer,) = self.page.evaluate(_ASK, [[_asked(question, *sent, **details)], False])
        if "bytes" in answer.get("value", {}):
            answer["value"]["bytes"] = base64.b64decode(answer["value"]["bytes"])
        return answer

    def ask_all(self, questions: Iterable[tuple[str, tuple[str, bytes], dict[str, Any]]]) -> list[dict[str, Any]]:
        """What it answers to many questions about a file each, in one go; of the bytes it makes only their SHA-256."""
        asked = [_asked(question, sent, **details) for question, sent, details in questions]
        return self.page.evaluate(_ASK, [asked, True])

    def until(self, what: str) -> None:
        """Wait for something to be so; Playwright's own way is refused by the page's policy."""
        end = time.monotonic() + 60
        while not self.page.evaluate(what):
            assert time.monotonic() < end, f"waited in vain: {what}"
            self.page.wait_for_timeout(50)

    def give(self, *paths: Path) -> None:
        self.page.set_input_files("input[type=file]", [str(path) for path in paths])

    def saved(self, words: str) -> tuple[str, bytes]:
        """What a press on a button gives to save: its name and its bytes."""
        with self.page.expect_download() as waited:
            self.page.get_by_role("button", name=words, exact=True).last.click()
        return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def heading(self, words: str) -> None:
        """Wait for a screen by its heading, which reading goes on from."""
        self.page.get_by_role("heading", level=1, name=re.compile(words)).wait_for(timeout=60_000)

    def focus(self) -> str:
        return self.page.evaluate("document.activeElement.localName + ' ' + document.activeElement.textContent")


@contextmanager
def shown(browser: Browser, address: str, *, ready: bool = True, before: str = "", **how: Any) -> Iterator[Shown]:
    """The page at an address, ready unless it is not to be waited for."""
    context = browser.new_context(accept_downloads=True, **({"viewport": {"width": 1280, "height": 800}} | how))
    try:
        if before:
            context.add_init_script(before)
        one = Shown(page=context.new_page()).listen()
        one.page.goto(address)
        if ready:
            one.page.locator("#state[data-ready]").wait_for(state="attached", timeout=120_000)
        yield one
    finally:
        context.close()


def every_screen(one: Shown, nursery_file: Path, refused: Path) -> Iterator[str]:
    """Each screen of the page, shown one after the other; what is yielded is its name."""
    page = one.page
    yield "home"
    one.press("Answer here")
    page.locator(".trouble").wait_for()
    yield "nothing chosen"
    page.select_option("[name=kind]", "early-years")
    page.fill("[name=name]", "Rosebank Nursery (invented)")
    name, data = one.saved("Get a workbook")
    blank = refused.with_name(name)
    blank.write_bytes(data)
    page.locator(".notice h3").wait_for()
    yield "workbook made"
    one.press("Answer here")
    one.heading("About your setting")
    yield "about the setting"
    one.press("Continue")
    page.locator(".tasks").wait_for()
    yield "themes"
    one.press("Begin")
    page.locator("[name=rating]").first.wait_for()
    look.open_all(page)
    yield "question"
    page.check("#rating-Partly-met")
    one.press("All themes")
    one.press("Check your answers")
    one.heading("Check your answers")
    yield "answers"
    page.evaluate("home()")
    one.give(nursery_file)
    page.locator("iframe").wait_for(timeout=60_000)
    look.open_all(page)
    yield "result"
    one.press("Make this year's workbook from it")
    one.heading("This year's workbook")
    one.saved("Make the next workbook all the same")
    page.locator(".notice h3").wait_for()
    yield "next workbook"
    page.evaluate("home()")
    one.give(blank)
    page.get_by_text("Nothing is answered in it yet.").wait_for()
    yield "untouched"
    page.evaluate("home()")
    one.give(refused)
    one.heading("could not be read")
    yield "refused"
    page.evaluate("home()")
    one.give(nursery_file, refused)
    one.heading("2 workbooks")
    yield "several"


@dataclass
class Server:
    """A web server on this computer, and what was asked of it."""

    address: str
    asked: list[str]


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    asked: list[str] = []

    class Listening(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's word
            asked.append(format % args)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Listening, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Server(address=f"http://127.0.0.1:{server.server_port}", asked=asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
