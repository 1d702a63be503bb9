"""A real Chromium for the tests, what a page did while it was open, and what can be found wrong with it.

Each check gives a list of complaints, empty when all is well, so that a test can also show that it complains when it
should. There is one browser for the whole run: a module that wants it imports the fixtures ``browser`` and ``window``.
"""

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from audit.text import shortened
from tests.conftest import need

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, PHONE = (1280, 800), (360, 740)
_KEPT = pytest.StashKey[Browser]()


@pytest.fixture(scope="session")
def browser(chromium: str, request: pytest.FixtureRequest) -> Browser:
    """The one browser. Kept with the run and not with the fixture, because each module that imports it has its own."""
    stash = request.config.stash
    if _KEPT not in stash:
        playwright = sync_playwright().start()
        stash[_KEPT] = playwright.chromium.launch(executable_path=chromium, args=list(ARGS))
        request.config.add_cleanup(playwright.stop)
        request.config.add_cleanup(stash[_KEPT].close)
    return stash[_KEPT]


@dataclass
class Opened:
    """A page and everything it did that a quiet page does not do."""

    page: Page
    told: list[str] = field(default_factory=list)

    def listen(self) -> "Opened":
        page, told = self.page, self.told
        page.on("console", lambda message: told.append(f"console: {message.text}"))
        page.on("pageerror", lambda fault: told.append(f"error: {fault}"))
        page.on("request", lambda request: told.append(f"request: {request.url}"))
        page.on("download", lambda download: told.append(f"download: {download.url}"))
        page.on("popup", lambda other: told.append(f"window: {other.url}"))

        def answer(dialog):
            told.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on("dialog", answer)
        return self

    def beyond(self, path: Path) -> list[str]:
        """What it did apart from loading the one file."""
        loaded = f"request: {path.as_uri()}"
        left = list(self.told)
        if loaded in left:
            left.remove(loaded)
        return left


@contextmanager
def opened(
    browser: Browser,
    path: Path,
    *,
    size: tuple[int, int] = WIDE,
    scheme: str = "light",
    scripts: bool = True,
    before: str = "",
    **more: Any,
) -> Iterator[Opened]:
    """A file in a window of its own, without a network. ``before`` is run in every frame ahead of its own scripts."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        java_script_enabled=scripts,
        offline=True,
        **more,
    )
    try:
        # A page that tries to go away stays, to be looked at; what it asked for is told all the same.
        context.route(re.compile(r"^(?!file:)"), lambda route: route.abort("aborted"))
        if before:
            context.add_init_script(before)
        shown = Opened(page=context.new_page()).listen()
        shown.page.goto(path.as_uri(), wait_until="load")
        yield shown
    finally:
        context.close()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Shows one file after another in the same window, which is much quicker than a new one for each.

    ``window(path, size=PHONE, scheme="dark", scripts=False)`` loads the file anew and forgets what was told before.
    """
    with ExitStack() as stack:
        kept: dict[bool, Opened] = {}

        def show(
            path: Path,
            *,
            size: tuple[int, int] = WIDE,
            scheme: str = "light",
            scripts: bool = True,
            forced_colors: str = "none",
        ) -> Opened:
            if scripts not in kept:
                kept[scripts] = stack.enter_context(opened(browser, path, scripts=scripts))
            shown = kept[scripts]
            shown.page.set_viewport_size({"width": size[0], "height": size[1]})
            shown.page.emulate_media(media="null", color_scheme=scheme, forced_colors=forced_colors)
            shown.told.clear()
            shown.page.goto(path.as_uri(), wait_until="load")
            return shown

        yield show


def open_all(page: Page) -> None:
    """Every fold-out open, as a reader would have it who wants to see everything."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


_SIDEWAYS = """() => {
  const wide = document.scrollingElement.scrollWidth, room = Math.min(innerWidth, document.documentElement.clientWidth);
  const found = wide > room ? [`the page is ${wide} px wide in a window of ${room} px`] : [];
  for (const one of document.querySelectorAll('body *')) {
    const out = one.getBoundingClientRect().right < 0;  // put away for the eye, and there for the ear
    if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline' && !out)
      found.push(`<${one.localName} class="${one.className}"> holds ${one.scrollWidth} px in ${one.clientWidth}: `
        + one.textContent.slice(0, 60));
  }
  return found;
}"""


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways, and what does not fit into its own box."""
    return page.evaluate(_SIDEWAYS)


_AXE = """async (rules) => {
  const told = await axe.run(document, { resultTypes: ['violations'], rules });
  return told.violations.flatMap(one => one.nodes.map(node =>
    `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`));
}"""


def axe(page: Page, source: str) -> list[str]:
    """What axe-core finds, its best practices and the size of what one taps on among it."""
    page.evaluate(source)
    return page.evaluate(_AXE, {"target-size": {"enabled": True}})


def html_validate(tool: Path, config: Path, files: list[Path]) -> list[str]:
    """What html-validate says about these files."""
    need(bool(shutil.which("node")), "Node.js")
    out = files[0].parent / "html-validate.json"
    with out.open("wb") as written:  # a file and not a pipe: the tool ends before a pipe is empty
        command = ["node", str(tool), "--config", str(config), "--formatter", "json", *map(str, files)]
        subprocess.run(command, stdout=written, check=False, timeout=120)
    return [
        f"{Path(one['filePath']).name}:{said['line']}: {said['ruleId']} {said['message']}"
        for one in json.loads(out.read_text(encoding="utf-8"))
        for said in one["messages"]
    ]


_IDS_AND_LINKS = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place).map(id => `id '${id}' is there twice`);
  const links = [...document.querySelectorAll('a')].map(one => one.getAttribute('href') ?? '');
  const lost = links.filter(to => to.startsWith('#') && !document.getElementById(to.slice(1)));
  const odd = links.filter(to => !to.startsWith('#') && !to.startsWith('https://'));
  const named = [...document.querySelectorAll('[aria-labelledby]')]
    .flatMap(one => one.getAttribute('aria-labelledby').split(' '));
  return [...twice, ...lost.map(to => `nothing has the id of the link ${to}`), ...odd.map(to => `an odd link: ${to}`),
    ...named.filter(id => !document.getElementById(id)).map(id => `nothing has the id of the label ${id}`)];
}"""


def ids_and_links(page: Page) -> list[str]:
    """Ids that are there twice, links and labels that lead nowhere, links that are neither inside nor https."""
    return page.evaluate(_IDS_AND_LINKS)


_OUTSIDE = """(wanted) => Object.entries(wanted).flatMap(([name, selector]) => {
  const all = [...document.querySelectorAll(selector)];
  if (!all.length) return [`${name} is not there`];
  return all.map(one => one.getBoundingClientRect())
    .filter(box => !box.width || !box.height || box.top < 0 || box.left < 0
      || box.bottom > innerHeight || box.right > innerWidth)
    .map(box => `${name} ends at ${Math.round(box.right)} x ${Math.round(box.bottom)}`);
})"""


def outside_first_screen(page: Page, wanted: dict[str, str]) -> list[str]:
    """Which of these (name: selector) cannot be seen whole without scrolling."""
    return page.evaluate(_OUTSIDE, wanted)


_CAN_FOCUS = """() => {
  const scrolls = one => /auto|scroll/.test(getComputedStyle(one).overflowX + getComputedStyle(one).overflowY)
    && (one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight);
  const stops = [...document.querySelectorAll('body *')].filter(one =>
    (one.matches('a[href], summary, button, select, input, [tabindex="0"]') || scrolls(one)) && one.checkVisibility());
  window.reached = [];
  addEventListener('focusin', ({ target: one }) => {
    const style = getComputedStyle(one), entry = { place: stops.indexOf(one), name: one.localName, seen: true,
      text: one.textContent.trim(), ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
    reached.push(entry);
    requestAnimationFrame(() => {
      const box = one.getBoundingClientRect();
      if (one === document.activeElement) entry.seen = box.bottom > 0 && box.top < innerHeight && box.left >= 0;
    });
  });
  return stops.length;
}"""


def tab_through(page: Page) -> tuple[int, list[dict[str, Any]]]:
    """Press Tab from the top to the end: how many things ought to be reached, and what each press did reach."""
    wanted = page.evaluate(_CAN_FOCUS)
    for _ in range(wanted):
        page.keyboard.press("Tab")
    return wanted, page.evaluate("new Promise(done => requestAnimationFrame(() => done(reached)))")


_SMALL = """() => {
  const found = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < 12)
      found.add(`${getComputedStyle(one).fontSize}: ${walk.currentNode.data.trim().slice(0, 60)}`);
  }
  return [...found, ...[...document.querySelectorAll('svg text')].map(one => `text in a drawing: ${one.textContent}`)];
}"""


def tiny_text(page: Page) -> list[str]:
    """Text under 12 px, and text inside a drawing, which shrinks with it."""
    return page.evaluate(_SMALL)


_COLOURS = """
  const rgb = css => (css.match(/[\\d.]+/g) ?? []).slice(0, 3).map(Number);
  const light = css => rgb(css).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, place) => sum + v * [.2126, .7152, .0722][place], 0);
  const contrast = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + .05) / (y + .05);
  };
"""
_BARS = f"""() => {{ {_COLOURS}
  const css = (name, key) => getComputedStyle(document.querySelector(name))[key];
  const seen = {{ shown: css('.bar .shown', 'fill'), claimed: css('.bar .claimed', 'fill'),
    could: css('.bar .could', 'stroke'), track: css('.bar', 'backgroundColor') }};
  return [['shown', 'claimed'], ['claimed', 'track'], ['shown', 'track'], ['could', 'track']]
    .filter(([a, b]) => contrast(seen[a], seen[b]) < 3)
    .map(([a, b]) => `${{a}} on ${{b}}: ${{contrast(seen[a], seen[b]).toFixed(2)}} (${{seen[a]}} on ${{seen[b]}})`);
}}"""
_ON_PAPER = f"""() => {{ {_COLOURS}
  const found = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {{
    const one = walk.currentNode.parentElement, ink = getComputedStyle(one).color;
    if (walk.currentNode.data.trim() && one.checkVisibility() && contrast(ink, 'rgb(255, 255, 255)') < 4.5)
      found.add(`${{ink}}: ${{walk.currentNode.data.trim().slice(0, 60)}}`);
  }}
  return [...found];
}}"""


def pale_bars(page: Page) -> list[str]:
    """Neighbouring parts of the bars that cannot be told apart by lightness alone (under 3 to 1)."""
    return page.evaluate(_BARS)


def pale_on_paper(page: Page) -> list[str]:
    """Text too pale to be read in black on white paper, where no background is printed (under 4.5 to 1)."""
    page.emulate_media(media="print")
    try:
        return page.evaluate(_ON_PAPER)
    finally:
        page.emulate_media(media="null")


def flat(text: str) -> str:
    """Text without its spaces and ligatures, so that line breaks of a PDF make no difference."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


_FOOT = re.compile(r"^(Information sharing audit|Page \d+ of \d+)$", re.MULTILINE)
_LONGEST_FOOT = 70


def foot(page: Page) -> str:
    """Whose a page of ours is and of which day, as every sheet of it says at its foot, by the page's own title."""
    name, _, about = page.title().rpartition(": ")
    return f"{shortened(name, _LONGEST_FOOT)}, {about.rpartition(', ')[2]}"


def printed(page: Page, path: Path) -> list[str]:
    """The page printed on A4: the text of each sheet, its foot left out."""
    need(bool(shutil.which("pdftotext")), "pdftotext from poppler-utils")
    page.pdf(path=str(path), prefer_css_page_size=True)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode("utf-8")
    own = re.compile(f"^{re.escape(foot(page))}$", re.MULTILINE)
    return [_FOOT.sub("", own.sub("", sheet)).strip() for sheet in text.split("\f")[:-1]]


def headings(page: Page) -> list[str]:
    """What must not stand alone at the foot of a sheet: headings, those inside tables too, and titles of fold-outs."""
    return page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, summary, [colspan]')].map(one => one.textContent)"
    )


def left_behind(sheets: list[str], titles: list[str]) -> list[str]:
    """Headings that ended up at the foot of a sheet, with what they are about on the next one."""
    found = []
    for number, sheet in enumerate(sheets[:-1], start=1):
        lines = sheet.splitlines() or [""]
        last = {flat(lines[-1]), flat("".join(lines[-2:])), flat("".join(lines[-3:]))}
        found += [f"sheet {number} ends with '{title}'" for title in titles if flat(title) in last]
    return found


def headless_tables(sheets: list[str], rows: list[str], head: str) -> list[str]:
    """Rows of a table with none of its headings above them on their sheet; or that are nowhere at all."""
    found = []
    for row in rows:
        on = [(number, flat(sheet).rpartition(flat(row))) for number, sheet in enumerate(sheets, start=1)]
        on = [(number, parts) for number, parts in on if parts[1]]
        if not on:
            found.append(f"not printed whole: {row[:80]}")
        elif not any(flat(head) in above for _, (above, _, _) in on):
            found.append(f"sheets {[number for number, _ in on]} hold no heading above: {row[:80]}")
    return found
