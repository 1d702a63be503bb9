"""The window of the local app in a real browser: every screen, the way through an overview, and what it cannot do."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import audit
from audit.app import server
from audit.samples import demonstration, return_factory
from tests import browser as look
from tests import local_app
from tests import page as pages
from tests.browser import browser
from tests.conftest import DAY
from tests.local_app import Local
from tests.page import Shown

__all__ = ["browser"]  # a fixture
pytestmark = pytest.mark.parts


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    return_factory.write_returns(folder / "sent", 12)
    return folder


@pytest.fixture(scope="module")
def local(home) -> Iterator[Local]:
    with local_app.running(home) as one:
        yield one


@pytest.fixture(scope="module")
def nursery_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("given") / "rosebank.xlsx"
    path.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    return path


def screens_of_many(one: Shown, home: Path, output: str) -> Iterator[str]:
    """Each screen of the way through an overview; what is yielded is its name."""
    page = one.page
    page.evaluate("home()")
    page.evaluate("manyForm()")  # another window may have made one already
    one.heading("Many settings")
    yield "which folders"
    one.press("Make the overview")
    page.locator(".trouble").wait_for()
    assert page.eval_on_selector_all("[aria-invalid]", "all => all.map((one) => one.name)") == ["folder", "output"]
    page.evaluate("manyForm()")
    page.get_by_role("button", name=re.compile("Choose from a list: The folder with")).click()
    one.heading("The folder with the returns")
    yield "folders"
    one.press("sent")
    page.get_by_text(f"{home.resolve() / 'sent'}:").wait_for()
    one.press("returns")
    page.get_by_text(f"{home.resolve() / 'sent/returns'}:").wait_for()
    one.press("Use this folder")
    one.heading("Many settings")
    assert page.input_value("[name=output]") == f"{home.resolve() / 'sent/returns'}-overview"
    page.get_by_role("button", name=re.compile("Choose from a list: The register")).click()
    one.heading("The register")
    one.press("sent")
    page.get_by_text("CSV files here").wait_for()
    yield "registers"
    one.press("settings.csv")
    one.heading("Many settings")
    page.fill("[name=output]", output)
    page.fill("[name=previous]", "nothing")
    one.press("Make the overview")
    page.locator(".trouble").wait_for()
    assert page.get_attribute("[name=previous]", "aria-invalid") == "true"
    assert page.locator("[aria-invalid]").count() == 1
    assert "there is no such folder" in page.inner_text("#wrong-previous")
    yield "a folder that is not there"
    page.evaluate("watchMany({ state: 'running', doing: 'Reading files', done: 1, total: 2, output: 'x', paths: {} })")
    one.heading("is being made")
    yield "at work"
    page.evaluate(
        "endedMany({ state: 'cancelled', lines: ['What was read is kept.'], faults: [], feedback: [], paths: {} })"
    )
    one.heading("Cancelled")
    yield "cancelled"
    page.evaluate("manyForm()")
    page.fill("[name=previous]", "")
    one.press("Make the overview")
    one.heading("The overview is ready")
    look.open_all(page)
    yield "ready"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_every_screen_is_for_everybody(browser, local, home, nursery_file, tmp_path, npm_tool, width, scheme):  # noqa: PLR0917
    refused = tmp_path / "letter.xlsx"
    refused.write_bytes(b"%PDF-1.7")
    axe = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    how = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "reduced_motion": "reduce"}
    focus = {"nothing chosen": "h2", "workbook made": "h3", "next workbook": "h3", "a folder that is not there": "h2"}
    seen = []
    with pages.shown(browser, local.address, **how) as one:
        ways = (pages.every_screen(one, nursery_file, refused), screens_of_many(one, home, f"overview-{width}"))
        for name in (name for way in ways for name in way):
            assert one.focus().startswith(focus.get(name, "h1")), name
            assert look.axe(one.page, axe) == [], name
            assert [said for said in look.sideways(one.page) if not said.startswith("<input")] == [], name
            odd = [said for said in look.ids_and_links(one.page) if "/shown/" not in said]
            assert odd == [] or name == "nothing chosen", name
            seen.append(name)
        assert [said for said in one.heard if not said.startswith(f"request: http://{local.host}/")
                and not said.startswith(("request: blob:", "request: about:srcdoc"))] == []  # fmt: skip
    assert len(seen) == 19


def test_a_report_is_the_commands_and_so_is_the_paper_for_a_board(browser, local, nursery_file):
    with pages.shown(browser, local.address) as one:
        one.give(nursery_file)
        one.page.locator("iframe").wait_for(timeout=60_000)
        day = audit.api.day_of(one.page.evaluate("today()"))
        report = audit.make_report(audit.read_return(nursery_file), day)
        assert one.saved("Report (web page)")[1] == audit.render(report)
        assert one.saved("Report for a board (Word)")[1] == audit.render(report, "docx")
        frame = one.page.frames[1]
        frame.locator("h1").wait_for()
        assert frame.evaluate("origin") == "null"
        frame.locator("select").first.select_option(index=1)  # its one script is known by its hash


_ASKS = """async ([address, key]) => {
  try {
    const headers = { 'X-Safeguarding-Key': key };
    return (await fetch(address, { method: 'POST', body: 'x', headers, mode: 'cors' })).status;
  } catch { return 'refused'; }
}"""


def test_what_was_made_opens_in_a_window_of_its_own_that_can_ask_nothing(browser, local, home):
    with pages.shown(browser, local.address) as one:
        local.ask("overview-begin", folder="sent/returns", output="shown", register="sent/settings.csv", previous="")
        local.until("done")
        one.press("Make the overview of many")
        one.heading("The overview is ready")
        with one.page.context.expect_page() as opened:
            one.page.get_by_role("link", name="The overview, for a board").click()
        page = opened.value
        page.wait_for_load_state()
        assert page.evaluate("[origin, window.opener]") == ["null", None]
        assert page.locator("table tbody tr").count() > 3  # its own scripts run
        address = f"http://{local.host}/ask"
        assert page.evaluate(_ASKS, [address, local.key]) == "refused"
        page.locator("a[href='files.html']").first.click()
        page.wait_for_url("**/files.html")
        assert page.evaluate("origin") == "null"
        assert page.evaluate("document.querySelector('h1').textContent")


def test_the_window_reaches_no_other_place(browser, local, tmp_path):
    with pages.serving(tmp_path) as other, pages.shown(browser, local.address) as one:
        assert one.page.evaluate(_ASKS, [other.address, local.key]) == "refused"
        assert one.page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
        assert other.asked == []


def test_another_page_in_the_same_browser_gets_nothing(browser, local, tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html><title>Elsewhere</title><iframe></iframe>", encoding="utf-8")
    with pages.serving(tmp_path) as other, pages.shown(browser, other.address, ready=False) as one:
        for path in ("ask", "", "window"):
            assert one.page.evaluate(_ASKS, [f"http://{local.host}/{path}", local.key]) == "refused"
        framed = one.page.frames[1]
        one.page.evaluate("(address) => { document.querySelector('iframe').src = address }", local.address)
        framed.wait_for_load_state()
        one.page.wait_for_timeout(500)
        assert framed.url.startswith("chrome-error:")


def test_a_window_without_the_key_says_so(browser, local):
    for address in (f"http://{local.host}/", f"http://{local.host}/#wrong"):
        with pages.shown(browser, address, ready=False) as one:
            one.page.get_by_text("This window has no key").wait_for(timeout=30_000)


def test_a_window_whose_program_was_closed_says_so_and_keeps_what_was_typed(browser, home):
    opened = server.opened(home)
    with local_app.served(opened), pages.shown(browser, f"http://{opened.app.door.host}/#{opened.app.door.key}") as one:
        one.page.fill("[name=name]", "Rosebank")
        one.page.select_option("[name=kind]", "early-years")
        opened.app.ended = True
        one.page.get_by_text("The program on this computer was closed.").wait_for(timeout=30_000)
        one.press("Answer here")
        one.page.locator(".trouble").wait_for()
        assert "safeguarding-audit open" in one.page.inner_text(".trouble")
        assert one.page.input_value("[name=name]") == "Rosebank"


def test_the_program_ends_when_its_window_is_closed(browser, home, monkeypatch):
    monkeypatch.setattr(server, "WITHOUT_A_WINDOW", 0.5)
    opened = server.opened(home)
    with local_app.served(opened) as thread:
        with pages.shown(browser, f"http://{opened.app.door.host}/#{opened.app.door.key}"):
            assert thread.is_alive()
        thread.join(30)
        assert not thread.is_alive()
