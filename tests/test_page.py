"""The page that needs no installation, in a real browser: the same answers as the commands, and nothing sent."""

import hashlib
import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Dialog

import audit
from audit import api
from audit.app import desk
from audit.app.values import GivenFile
from audit.model.response_fields import TYPED
from audit.samples import demonstration, return_factory
from audit.workbook import layout
from tests import browser as look
from tests import hostile
from tests import page as pages
from tests.browser import browser
from tests.conftest import DAY
from tests.page import Server, Shown, built
from tools import build_page

__all__ = ["browser", "built"]  # fixtures
pytestmark = pytest.mark.parts

KINDS = [kind.id for kind in api.load_checklist("leaders").kinds]
FORMS = {"html": ".html", "csv": ".csv", "json": ".json", "owners": "-owners.html", "ics": ".ics", "xlsx": ".xlsx"}
RETURNS = 90
AT_ONCE = 12
WHOLE = bool(os.environ.get("SLOW"))
"""With ``SLOW=1`` every crafted file is tried, which takes two minutes; else every third that is not large."""
LARGEST = 600_000
# Without lxml, as in the browser; its spacing of XML is another.
BARE = os.environ | {"OPENPYXL_LXML": "False", "PYTHONPATH": str(pages.ROOT)}


@pytest.fixture(scope="module")
def server(built) -> Iterator[Server]:
    with pages.serving(built.folder) as running:
        yield running


@pytest.fixture(scope="module")
def served(browser, server) -> Iterator[Shown]:
    """The page from a server, ready, in the window that most tests share."""
    with pages.shown(browser, server.address) as one:
        yield one


@pytest.fixture
def home(served: Shown) -> Shown:
    served.page.evaluate("home()")
    return served


@pytest.fixture(scope="module")
def nursery_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("given") / "rosebank.xlsx"
    path.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    return path


def command(folder: Path, *words: object) -> None:
    """Run the command in a folder, as a person would."""
    line = [sys.executable, "-m", "audit", *map(str, words)]
    subprocess.run(line, cwd=folder, env=BARE, check=True, capture_output=True)


def parts(data: bytes) -> dict[str, bytes]:
    """What is in a workbook, however tightly it was packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def same(one: bytes, other: bytes) -> bool:
    return parts(one) == parts(other) if one.startswith(b"PK") else one == other


# What is built


def test_two_builds_give_the_same_bytes(built, tmp_path):
    for name in ("pyodide", "wheels"):
        shutil.copytree(pages.WORK / name, tmp_path / "work" / name, symlinks=True)
    again = pages.build(tmp_path / "dist", tmp_path / "work")
    assert again.sizes == built.sizes  # the names of the parts hold their hashes
    assert again.single.read_bytes() == built.single.read_bytes()


def test_one_file_is_small_enough_to_be_sent_and_nothing_is_fetched_from_elsewhere(built):
    assert built.sizes[built.single.name] <= build_page.MOST_BYTES
    assert {Path(name).suffix for name in built.sizes} == {".html", ".bin"}  # filters at work stop others, such as .whl
    page = (built.folder / "index.html").read_text(encoding="utf-8")
    assert not re.findall(r"""(?:src|href)=(?!"(?:#|data:))""", re.sub(r"<script>.*", "", page, flags=re.DOTALL))


def test_what_the_engine_is_joined_from_is_as_it_was(built, tmp_path):
    folder = shutil.copytree(pages.WORK / "pyodide" / "node_modules" / "pyodide", tmp_path / "pyodide")
    script = folder / "pyodide.asm.mjs"
    script.write_text(script.read_text(encoding="utf-8").replace("export default", "export {x as default};"), "utf-8")
    with pytest.raises(SystemExit, match="has no 'export default"):
        build_page._engine(folder)


def test_its_markup_is_valid(built, npm_tool, tmp_path):
    config = Path(__file__).with_name(".htmlvalidate.json")
    page = Path(shutil.copy(built.folder / "index.html", tmp_path))
    assert look.html_validate(npm_tool("html-validate/bin/html-validate.mjs"), config, [page]) == []


# The same answers as the commands


def test_new_workbooks_are_the_commands(served, tmp_path):
    script = (
        "import sys; from audit.cli.main import cli\n"
        "for kind in sys.argv[1:]:\n"
        "    words = ['new', '-o', kind + '.xlsx', '--kind', kind, '--name', 'Rosebank (invented)']\n"
        "    cli(words, standalone_mode=False)\n"
        "cli(['new', '-o', 'first.xlsx', '--kind', 'school', '--first-look'], standalone_mode=False)"
    )
    subprocess.run([sys.executable, "-c", script, *KINDS], cwd=tmp_path, env=BARE, check=True, capture_output=True)
    for kind in KINDS:
        made = served.ask("new", checklist="leaders", kind=kind, name="Rosebank (invented)")["value"]
        assert parts(made["bytes"]) == parts((tmp_path / f"{kind}.xlsx").read_bytes()), kind
    first = served.ask("new", checklist="leaders", kind="school", first_look=True)["value"]
    assert parts(first["bytes"]) == parts((tmp_path / "first.xlsx").read_bytes())


def test_every_button_saves_what_the_command_writes(home, nursery_file, tmp_path):
    command(tmp_path, "report", nursery_file, "-o", ".", "--also", "owners", "--also", "ics", "--also", "xlsx")
    home.give(nursery_file)
    home.page.locator("iframe").wait_for(timeout=60_000)
    words = home.page.evaluate("SAVED")
    assert [form for form, _ in words] == list(FORMS) == list(desk.FORMS)
    for _, button in words:
        name, data = home.saved(button)
        assert same(data, (tmp_path / by_command(name)).read_bytes()), name
    subprocess.run(
        [sys.executable, "-m", "audit", "check", nursery_file, "--marked", tmp_path / "marked.xlsx"],
        env=BARE, capture_output=True, check=False,
    )  # fmt: skip
    assert parts(home.saved("Copy with each fault marked")[1]) == parts((tmp_path / "marked.xlsx").read_bytes())
    command(tmp_path, "new", "--from", nursery_file, "-o", "next.xlsx")
    home.press("Make this year's workbook from it")
    home.heading("This year's workbook")
    assert parts(home.saved("Make the next workbook all the same")[1]) == parts((tmp_path / "next.xlsx").read_bytes())


def by_command(name: str) -> str:
    """What the command calls a file: there the options say which is the plan."""
    return name.replace("-plan-by-owner.", "-owners.").replace("-plan.", ".")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_reports_of_many_returns_are_byte_for_byte_the_same(served):
    mill = return_factory.ReturnFactory(day=DAY, seed=16)
    sent = [one for number in range(RETURNS) for one in mill.returns(number)]
    read = 0
    for some in in_batches(sent):
        read += compared(served, some)
    assert read > RETURNS // 2


def in_batches(values: list) -> Iterator[list]:
    return (values[at : at + AT_ONCE] for at in range(0, len(values), AT_ONCE))


def compared(served: Shown, sent: list[tuple[str, bytes]]) -> int:
    """Hold what the page says of some returns, and what it makes of them, against this package; how many were read."""
    forms, day = ("html", "csv", "json"), {"day": "2026-11-27"}
    native = [audit.read_return(data, name=name, today=date(2026, 11, 27), every_part=True) for name, data in sent]
    seen = served.ask_all(("look", one, day) for one in sent)
    for returned, one in zip(native, seen, strict=True):
        assert one["value"]["refused"] == returned.refused
        assert one["value"]["faults"] == [asdict(line) for line in desk.fault_lines(returned.problems)]
    whole = [(one, returned) for one, returned in zip(sent, native, strict=True) if not returned.refused]
    made = iter(served.ask_all(("report", one, {"form": form} | day) for one, _ in whole for form in forms))
    for (name, _), returned in whole:
        report = audit.make_report(returned, date(2026, 11, 27))
        for form in forms:
            assert next(made)["value"]["bytes"] == digest(audit.render(report, form)), (name, form)
    return len(whole)


def test_crafted_files_get_the_same_words(served):
    faulty = tried = 0
    for some in in_batches(sorted(hostile.TABLE)[:: 1 if WHOLE else 3]):
        files = [(hostile.TABLE[name].file, hostile.TABLE[name].make()) for name in some]
        files = [one for one in files if WHOLE or len(one[1]) <= LARGEST]
        tried += len(files)
        seen = served.ask_all(("look", one, {"day": DAY.isoformat()}) for one in files)
        for (name, data), one in zip(files, seen, strict=True):
            native = desk.look(GivenFile(name=name, data=data), DAY)
            assert one["value"]["faults"] == [asdict(fault) for fault in native.faults], name
            faulty += bool(native.faults)
    assert tried > len(hostile.TABLE) // 4
    assert faulty > tried // 2


def test_days_far_off_have_the_same_bank_holidays(served):
    data = demonstration.filled_workbook(demonstration.NURSERY, DAY)
    for year in (2019, 2036, 2041):
        report = audit.make_report(audit.read_return(data, name="r.xlsx"), date(year, 12, 1))
        made = served.ask("report", ("r.xlsx", data), form="csv", day=f"{year}-12-01")["value"]
        assert made["bytes"] == audit.render(report, "csv")


# Answering here


def typed_answers(number: int) -> dict[str, str]:
    """What somebody types at one question, all sorts of it in turn."""
    rating = ("Met", "Partly met", "Not met", "Not applicable")[number % 4]
    return {
        "rating": rating,
        "evidence": ("SCR, row 12", "=1+1 in the log", "", "Minutes of 3 October\nand the log")[number % 4],
        "action": "" if number % 3 else "Write it down and tell everybody",
        "owner": ("", "Deputy manager")[number % 2],
        "due": ("31/03/2027", "half term", "", "1 May 2027")[number % 4],
        "status": ("", "Under way")[number % 2],
        "notes": "No such service here" if rating == "Not applicable" else "",
    }


def test_sixty_questions_answered_here_are_the_same_as_typed_in_libreoffice(home, office, tmp_path):
    page = home.page
    page.select_option("[name=kind]", "early-years")
    page.fill("[name=name]", "Rosebank Nursery (invented)")
    home.press("Answer here")
    home.heading("About your setting")
    page.fill("[name=audit_date]", "2026-11-20")
    page.fill("[name=completed_by]", "Manager")
    home.press("Continue")
    home.heading("Rosebank Nursery")
    home.press("Begin")
    refs = [one["ref"] for one in page.evaluate("form.read.questions")]
    for number, _ in enumerate(refs):
        given = typed_answers(number)
        page.check(f"#rating-{given['rating'].replace(' ', '-')}")
        for name in ("evidence", "action", "owner", "due", "notes"):
            if given[name]:
                page.fill(f"[name={name}]", given[name])
        page.select_option("[name=status]", given["status"])
        home.press("Next question" if number < len(refs) - 1 else "Check your answers")
    home.heading("Check your answers")
    name, data = home.saved("Save the workbook")
    below = page.locator(".row + .done")  # the button stands far below the line that says it as well
    below.wait_for()
    assert name in below.inner_text()
    assert re.fullmatch(rf"rosebank-nursery-invented-leaders-.*-all-{len(refs)}-answered\.xlsx", name)

    checklist = api.load_checklist("leaders", "early-years")
    blank = api.make_workbook(checklist, DAY, begun=api.begin(checklist, name="Rosebank Nursery (invented)"))
    path = tmp_path / "blank.xlsx"
    path.write_bytes(blank)
    book = openpyxl.load_workbook(path)
    sheet, start = book[layout.CHECKLIST], book[layout.START]
    ref_column = layout.column_letter("Ref")
    row_of = {sheet[f"{ref_column}{row}"].value: row for row in range(layout.FIRST_ROW, sheet.max_row + 1)}
    label_row = {start.cell(row, 1).value: row for row in range(1, start.max_row + 1)}
    cells = {
        f"{layout.column_letter(field.heading)}{row_of[ref]}": typed_answers(number)[field.name]
        for number, ref in enumerate(refs)
        for field in TYPED
        if typed_answers(number)[field.name]
    }
    with office.opened(path) as opened:
        # What begins like a formula is one to who types it, and a text to who pastes it as one.
        opened.type(layout.CHECKLIST, {cell: words for cell, words in cells.items() if not words.startswith("=")})
        opened.put(layout.CHECKLIST, {cell: words for cell, words in cells.items() if words.startswith("=")})
        opened.type(
            layout.START,
            {f"B{label_row['Completed by']}": "Manager", f"B{label_row['Date of this audit']}": "20/11/2026"},
        )
        saved = opened.save(tmp_path / "typed.xlsx")
    typed, here = (audit.read_return(one, name="r.xlsx") for one in (saved.read_bytes(), data))
    assert [(a, b) for a, b in zip(here.audit.responses, typed.audit.responses, strict=True) if a != b] == []
    assert here.audit == typed.audit
    assert here.problems == typed.problems
    assert len(refs) > 55


def test_a_workbook_is_saved_opened_again_and_gone_on_with(home, tmp_path):
    page = home.page
    page.select_option("[name=kind]", "school")
    home.press("Answer here")
    home.heading("About your setting")
    page.fill("[name=name]", "Ashdown Vale School (invented)")
    home.press("Continue")
    home.press("Begin")
    given = typed_answers(1) | {"rating": "Met", "notes": "Asked again in May"}
    page.check("#rating-Met")
    for field in ("evidence", "action", "owner", "due", "notes"):
        page.fill(f"[name={field}]", given[field])
    page.select_option("[name=status]", given["status"])
    name, data = home.saved("Save the workbook")
    path = tmp_path / name
    path.write_bytes(data)
    page.evaluate("home()")
    home.give(path)
    home.heading("Ashdown Vale School")
    page.locator("iframe").wait_for(timeout=60_000)
    home.press("Go on answering here")
    page.locator(".tasks").wait_for()
    home.press("Go on")
    second = page.evaluate("form.read.questions[1]")
    home.heading(re.escape(second["question"][:30]))
    home.press("‹ Question before")
    assert page.is_checked("#rating-Met")
    assert {name: page.input_value(f"[name={name}]") for name in given if name != "rating"} == {
        name: words for name, words in given.items() if name != "rating"
    }
    home.press("Next question")
    assert home.saved("Save the workbook")[1] == data  # what was looked at and left as it was is not changed


def test_nothing_is_kept_unless_asked_and_one_touch_wipes_it(browser, server):
    with pages.shown(browser, server.address) as one:
        page = one.page
        kept = "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])"
        nothing = page.evaluate(kept)
        page.select_option("[name=kind]", "early-years")
        one.press("Answer here")
        page.fill("[name=name]", "Rosebank")
        one.press("Continue")
        one.press("Begin")
        page.fill("[name=evidence]", "SCR")
        one.press("All themes")
        assert page.evaluate(kept) == nothing == '[[],[],""]'
        page.check("#keep")
        one.press("Begin")
        page.fill("[name=notes]", "kept as well")
        one.press("Next question")
        page.reload()
        page.locator("#state[data-ready]").wait_for(state="attached", timeout=120_000)
        one.press("Go on")
        one.press("‹ Question before")
        assert (page.input_value("[name=evidence]"), page.input_value("[name=notes]")) == ("SCR", "kept as well")
        page.evaluate("home()")
        one.press("Wipe them from this computer")
        assert page.evaluate(kept) == nothing


def test_answers_kept_for_one_setting_are_never_replaced_by_anothers_unasked(browser, server):
    with pages.shown(browser, server.address) as one:
        page, asked = one.page, []
        page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        kept = "localStorage.getItem('safeguarding-audit-answers')"
        _begin(one, "First")
        page.check("#keep")
        one.press("Begin")
        page.fill("[name=evidence]", "typed and not left yet")
        page.reload()
        page.locator("#state[data-ready]").wait_for(state="attached", timeout=120_000)
        first = page.evaluate(kept)
        assert "typed and not left yet" in first
        assert asked == []
        _begin(one, "Second")
        assert not page.is_checked("#keep")
        one.press("Begin")
        page.fill("[name=evidence]", "SCR")
        one.press("All themes")
        page.click("#keep")
        assert "Answers for First are kept" in asked[0]
        assert not page.is_checked("#keep")
        assert page.evaluate(kept) == first


def test_back_goes_to_the_question_before_and_asks_before_it_leaves_what_is_not_saved(home):
    one, page, asked = home, home.page, []
    answer = {"accept": False}

    def dialog(said: Dialog) -> None:
        asked.append(said.message)
        said.accept() if answer["accept"] else said.dismiss()

    page.on("dialog", dialog)

    def heading() -> str:
        page.wait_for_timeout(150)
        return page.inner_text("main h1")

    _begin(one, "Rosebank")
    one.press("Begin")
    first = heading()
    page.check("#rating-Met")
    page.fill("[name=evidence]", "SCR")
    one.press("Next question")
    second = heading()
    page.fill("[name=notes]", "typed and not left by a button")
    page.evaluate("history.back()")
    assert heading() == first
    assert (page.is_checked("#rating-Met"), page.input_value("[name=evidence]")) == (True, "SCR")
    page.evaluate("history.forward()")
    assert heading() == second
    assert page.input_value("[name=notes]") == "typed and not left by a button"
    for wanted in (first, "Rosebank", "About your setting"):
        page.evaluate("history.back()")
        assert heading() == wanted
    assert asked == []
    page.evaluate("history.back()")
    assert heading() == "About your setting"  # it was asked, and not left
    assert len(asked) == 1
    assert "not saved" in asked[0]
    answer["accept"] = True
    page.evaluate("history.back()")
    assert heading().startswith("How well")
    assert page.evaluate("form") is None
    page.evaluate("history.forward()")
    assert heading() == "About your setting"  # and even then it is not lost
    one.press("Continue")
    assert "1 of" in page.inner_text(".bar")
    one.saved("Save the workbook")
    asked.clear()
    for _ in range(3):
        page.evaluate("history.back()")
        page.wait_for_timeout(150)
    assert asked == []  # what is saved can be left
    page.remove_listener("dialog", dialog)
    assert [said for said in one.heard if said.startswith("error: ")] == []


def test_what_a_form_came_to_is_not_taken_for_saved(home):
    _begin(home, "Rosebank")
    home.press("Begin")
    home.page.check("#rating-Met")
    home.press("All themes")
    home.press("Check your answers")
    home.press("See what it comes to")
    home.page.locator("iframe").wait_for(timeout=60_000)
    home.press("Go on answering here")
    home.page.locator(".tasks").wait_for()
    assert home.page.evaluate("isUnsaved()")


def _begin(one: Shown, name: str) -> None:
    one.page.select_option("[name=kind]", "early-years")
    one.press("Answer here")
    one.heading("About your setting")  # the page before has a field of this name too
    one.page.fill("[name=name]", name)
    one.press("Continue")


# Nothing is sent

_PROBES = """async (address) => {
  const tried = {};
  const attempt = async (name, work) => {
    try { tried[name] = String(await work()); } catch (fault) { tried[name] = 'refused'; }
  };
  const waits = (thing, well) => new Promise((resolve, reject) => {
    thing.addEventListener(well, () => resolve('worked'));
    thing.addEventListener('error', () => reject(new Error()));
    setTimeout(() => reject(new Error()), 3000);
  });
  await attempt('fetch', async () => (await fetch(address)).status);
  await attempt('request', () => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.onload = () => resolve('worked'); request.onerror = () => reject(new Error());
    request.open('GET', address); request.send();
  }));
  await attempt('socket', () => waits(new WebSocket(address.replace('http', 'ws')), 'open'));
  await attempt('events', () => waits(new EventSource(address), 'open'));
  if (typeof document !== 'undefined') {
    const put = (name, values) => {
      const made = Object.assign(document.createElement(name), values);
      document.body.append(made);
      return made;
    };
    await attempt('image', () => waits(put('img', { src: address }), 'load'));
    await attempt('script', () => waits(put('script', { src: address }), 'load'));
    await attempt('style', () => waits(put('link', { rel: 'stylesheet', href: address }), 'load'));
    await attempt('inline', async () => {
      put('script', { textContent: 'window.ran = 1' });
      if (!window.ran) throw new Error();
    });
    await attempt('beacon', async () => {
      if (!navigator.sendBeacon(address, 'x')) throw new Error();
      return 'sent';
    });
    put('iframe', { src: address });
    const form = put('form', { action: address, method: 'post', target: 'elsewhere' }); form.submit();
    await attempt('worker', () => waits(new Worker(address), 'message'));
    await new Promise((done) => setTimeout(done, 500));
  } else {
    await attempt('scripts', async () => { importScripts(address); return 'worked'; });
  }
  await attempt('code', async () => eval('1 + 1'));
  return tried;
}"""


@pytest.mark.parametrize("way", ["server", "file"])
def test_nothing_leaves_the_page_whatever_tries(browser, built, server, tmp_path, nursery_file, way):  # noqa: PLR0917
    address = server.address if way == "server" else built.single.as_uri()
    with pages.serving(tmp_path) as other, pages.shown(browser, address) as one:
        del one.heard[:]
        before = len(server.asked)
        one.give(nursery_file)
        one.page.locator("iframe").wait_for(timeout=60_000)
        one.saved("Report (web page)")
        assert [said for said in one.heard if not said.startswith("request: blob:")] == []
        # Its own server is one that a page could send to, and may not either.
        for place, to in itertools.product((one.page, one.page.workers[0]), (other.address, server.address)):
            tried = place.evaluate(_PROBES, to)
            worked = {name: what for name, what in tried.items() if what != "refused"}
            # A beacon says that it was queued before the policy is asked: what counts is that nothing arrives.
            assert set(worked) <= {"beacon"}, worked
        assert other.asked == []
        assert len(server.asked) == before


def test_the_policy_is_there_from_the_start_and_final_once_all_has_arrived(served, built):
    assert "connect-src 'none'" in re.search(r'content="([^"]*)"', built.single.read_text("utf-8")[:3000])[1]
    last = served.page.evaluate("[...document.querySelectorAll('meta[http-equiv]')].pop().content")
    assert last == "connect-src 'none'"


def test_the_report_stands_apart_and_its_links_inside_work(home, nursery_file):
    home.give(nursery_file)
    home.page.locator("iframe").wait_for(timeout=60_000)
    frame = home.page.frames[1]
    frame.locator("h1").wait_for()
    assert frame.evaluate("origin") == "null"
    assert frame.evaluate("getComputedStyle(document.querySelector('.verdict')).borderLeftWidth") == "8px"
    frame.locator('a[href="about:srcdoc#in-faults"]').first.click()
    assert frame.evaluate("location.href") == "about:srcdoc#in-faults"
    frame.locator("select").first.select_option(index=1)  # its one script is known by its hash


# When something goes wrong


def test_a_worker_that_ends_is_replaced_and_the_person_is_told(browser, server, nursery_file):
    with pages.shown(browser, server.address) as one:
        # It ends at the first question, however busy the machine is.
        one.page.evaluate(
            """() => {
                const ends = state.worker;
                ends.postMessage = (said) => "id" in said && setTimeout(() => ends.onerror(new Event("error")));
            }"""
        )
        one.give(nursery_file)
        one.page.locator(".trouble").wait_for(timeout=60_000)
        assert "has been started again" in one.page.inner_text(".trouble")
        assert one.focus().startswith("h2 There is a problem")
        one.give(nursery_file)
        one.page.locator("iframe").wait_for(timeout=120_000)
        one.page.evaluate("globalThis.ended = state.worker")
        one.page.workers[-1].evaluate("setTimeout(() => { throw new Error('ended') })")
        one.until("state.worker !== globalThis.ended")
        assert "value" in one.ask("choices")


@pytest.mark.parametrize("gone", ["WebAssembly", "DecompressionStream"])
def test_it_says_in_a_sentence_what_the_browser_lacks(browser, built, gone):
    with pages.shown(browser, built.single.as_uri(), ready=False, before=f"delete globalThis.{gone}") as one:
        one.page.locator("main .caution").wait_for(timeout=60_000)
        said = one.page.inner_text("main .caution")
        assert ("WebAssembly" in said) == (gone == "WebAssembly")
        assert one.page.inner_text("#state") == "This page cannot work here."


_ENDS_AT_ONCE = """globalThis.Worker = class {
  postMessage() { setTimeout(() => this.onerror(new Event('error'))); }
  terminate() {}
}"""


def test_it_says_so_where_python_never_starts(browser, built):
    with pages.shown(browser, built.single.as_uri(), ready=False, before=_ENDS_AT_ONCE) as one:
        one.page.get_by_text("This page could not start in this browser.").wait_for(timeout=60_000)


# For everybody


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_every_screen_is_for_everybody(browser, built, nursery_file, tmp_path, npm_tool, width, scheme):  # noqa: PLR0917
    refused = tmp_path / "letter.xlsx"
    refused.write_bytes(b"%PDF-1.7")
    axe = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    how = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "offline": True}
    focus = {"nothing chosen": "h2", "workbook made": "h3", "next workbook": "h3"}
    seen = 0
    with pages.shown(browser, built.single.as_uri(), reduced_motion="reduce", **how) as one:
        for name in pages.every_screen(one, nursery_file, refused):
            assert one.focus().startswith(focus.get(name, "h1")), name
            assert look.axe(one.page, axe) == [], name
            assert [said for said in look.sideways(one.page) if not said.startswith("<input")] == [], name
            assert look.ids_and_links(one.page) == [] or name == "nothing chosen", name
            assert one.page.evaluate("document.getAnimations().length") == 0
            seen += 1
        assert [said for said in one.heard if not said.startswith("request: ")] == []
    assert seen == 12


_FOCUSED = """() => {
  const one = document.activeElement;
  return [one.textContent + ' ' + (one.labels?.[0]?.textContent ?? ''), getComputedStyle(one).outlineStyle];
}"""


def test_the_whole_way_by_keyboard_alone(browser, built):
    with pages.shown(browser, built.single.as_uri(), offline=True) as one:
        keyboard = one.page.keyboard

        def to(words: str) -> None:
            """Tab on until a thing with these words has the focus, which can be seen."""
            for _ in range(60):
                keyboard.press("Tab")
                found = one.page.evaluate(_FOCUSED)
                if words in found[0]:
                    assert found[1] != "none", words
                    return
            raise AssertionError(f"{words} cannot be reached")

        to("Kind of setting")
        keyboard.type("Nursery")
        to("Name of your setting")
        keyboard.type("Rosebank")
        to("Answer here")
        keyboard.press("Enter")
        one.heading("About your setting")
        to("Continue")
        keyboard.press("Enter")
        one.page.locator(".tasks").wait_for()
        to("Begin")
        keyboard.press("Enter")
        one.page.locator("[name=rating]").first.wait_for()
        to("Not answered yet")
        keyboard.press("ArrowDown")  # goes round to the first
        to("Evidence")
        keyboard.type("SCR")
        to("Next question")
        keyboard.press("Space")
        assert one.page.evaluate("Object.values(form.answers)[0]") == {"rating": "Met", "evidence": "SCR"}
        assert one.focus().startswith("h1")


def test_the_form_is_read_in_the_order_in_which_it_is_answered(home):
    home.page.select_option("[name=kind]", "early-years")
    home.press("Answer here")
    home.press("Continue")
    home.press("Begin")
    things = "main h1, main legend, main label, main .row:last-child button"
    order = home.page.locator(things).all_text_contents()
    evidence = "Evidence: what shows it, and where it is kept"
    wanted = ["How is it with you?", "Met", "Partly met", "Not met", "Not applicable", evidence,
              "Action", "Who", "By when", "Notes", "Next question", "Skip"]  # fmt: skip
    assert [words for words in order if words in wanted] == wanted
    hint = home.page.get_attribute("#rating-Met", "aria-describedby")
    assert home.page.text_content(f"#{hint}") == home.page.evaluate("form.read.questions[0].ratings[0].means")


def test_it_works_from_a_file_without_a_network(browser, built, nursery_file):
    with pages.shown(browser, built.single.as_uri(), offline=True) as one:
        data = nursery_file.read_bytes()
        report = audit.make_report(audit.read_return(data, name="rosebank.xlsx"), DAY)
        made = one.ask("report", ("rosebank.xlsx", data), day=DAY.isoformat())["value"]
        assert made["bytes"] == audit.render(report)
