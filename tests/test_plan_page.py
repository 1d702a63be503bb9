"""The action plan as a working document: chosen, ordered, counted, copied and printed; and all of it there without."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from audit.judgement.plan import Standing
from audit.model import Duty, Rating
from audit.report import anchors, build, html
from audit.report.build import Report
from audit.samples import demonstration
from audit.workbook.read import reader
from tests import browser as look
from tests.browser import PHONE, WIDE, browser, window
from tests.conftest import DAY

__all__ = ["browser", "window"]  # fixtures
pytestmark = pytest.mark.parts

LATER = DAY + timedelta(days=45)
"""The day of this report: by then some of the nursery's dates have passed."""
CONFIG = Path(__file__).with_name(".htmlvalidate.json")
HOSTILE = "=1+1 <img src=x onerror=alert(1)>=1+1 \"quoted\" & 'more'"


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Report:
    """The nursery's plan with a formula for an action, a hostile owner, and one action of last year."""
    path = tmp_path_factory.mktemp("plan") / "nursery.xlsx"
    path.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    returned = reader.read(path)
    assert returned.audit
    weak = [n for n, r in enumerate(returned.audit.responses) if r.rating in {Rating.PARTLY, Rating.NOT_MET}]
    responses = list(returned.audit.responses)
    responses[weak[0]] = replace(responses[weak[0]], action="=1+1\ttabbed", owner=HOSTILE, due=LATER)
    responses[weak[1]] = replace(responses[weak[1]], open_since=LATER - timedelta(days=400), status="Under way")
    audit = replace(returned.audit, responses=tuple(responses))
    return build.build(replace(returned, audit=audit), LATER)


@pytest.fixture(scope="module")
def path(report, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(html.render(report), encoding="utf-8")
    return file


SHOWN = "[...document.querySelectorAll('.plan tr[id]')].filter(row => row.checkVisibility()).map(row => row.id)"


def shown(page) -> list[str]:
    return page.evaluate(SHOWN)


def ids(report, actions) -> list[str]:
    names = anchors.of(report.checklist).a
    return [names[action.criterion.id] for action in actions]


def select(page, name: str):
    """A choice by the name that a screen reader says; what is not there fails at once."""
    page.set_default_timeout(3_000)
    return page.get_by_role("combobox", name=name, exact=True)


def choose(page, name: str, option: str) -> None:
    select(page, name).select_option(option)


def said(page) -> str:
    return page.locator(".said").inner_text()


def test_all_are_there_in_the_order_of_the_plan_and_counted(window, path, report):
    page = window(path).page
    actions = report.plan.actions
    assert len(actions) > 15
    assert shown(page) == ids(report, actions)
    assert said(page) == f"{len(actions)} of {len(actions)} actions shown."


def _owner(action):
    return " ".join(action.owner.split())


def _breach(action) -> str:
    duty, rating = action.criterion.duty, action.response.rating
    if rating is Rating.NOT_MET and duty is not Duty.ADVICE:
        return f"Breach of {duty.meaning.lower()}"
    return "Law, partly shown" if rating is Rating.PARTLY and duty is Duty.MUST else "None"


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("Owner", lambda _, action: {_owner(action)}),
        ("Priority", lambda _, action: {action.priority}),
        ("Theme", lambda report, action: {report.checklist.theme(action.criterion.theme).title}),
        ("Due", lambda _, action: {action.standing(LATER).value}),
        ("Breach", lambda _, action: {_breach(action)}),
        ("Source", lambda _, action: {p.source.short for p in action.criterion.cites}),
    ],
)
def test_each_filter_shows_what_it_says_and_nothing_else(window, path, report, name, facts):
    page = window(path).page
    actions = report.plan.actions
    offered = select(page, name).locator("option").evaluate_all("all => all.map(one => one.value)")[1:]
    wanted = {fact for action in actions for fact in facts(report, action)}
    assert len(offered) == len(wanted) > 1
    for option in offered:
        choose(page, name, option)
        key = int(option.split()[1].rstrip(":")) if name == "Priority" else option
        right = [action for action in actions if key in facts(report, action)]
        assert shown(page) == ids(report, right)
        assert said(page) == f"{len(right)} of {len(actions)} actions shown. Filtered by {name}: {option}."
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == ids(report, actions)


def test_every_standing_is_among_them(report):
    """Else the filter by date would be tested on nothing."""
    found = {action.standing(LATER) for action in report.plan.actions}
    assert found >= {Standing.OVERDUE, Standing.SOON, Standing.LATER, Standing.NO_DATE}


def test_filters_add_up_and_an_empty_result_says_so(window, path, report):
    page = window(path).page
    choose(page, "Due", "Overdue")
    choose(page, "Owner", " ".join(HOSTILE.split()))
    assert shown(page) == []
    assert said(page).startswith(f"0 of {len(report.plan.actions)} actions shown. Filtered by Owner: {HOSTILE}; Due: ")
    assert page.locator(".group:visible").count() == 0


@pytest.mark.parametrize("column", [0, 1, 2, 3])
def test_columns_sort_both_ways_and_say_so(window, path, report, column):
    page = window(path).page
    button = page.locator(".plan thead button").nth(column)
    button.click()
    assert page.locator(".plan thead th").nth(column).get_attribute("aria-sort") == "ascending"
    assert page.locator(".plan thead [aria-sort]").count() == 1
    up = shown(page)
    button.click()
    assert page.locator(".plan thead th").nth(column).get_attribute("aria-sort") == "descending"
    down = shown(page)
    assert sorted(up) == sorted(down) == sorted(ids(report, report.plan.actions))
    assert up != down
    assert page.locator(".group:visible").count() == 0
    by_id = dict(zip(ids(report, report.plan.actions), report.plan.actions, strict=True))
    if column == 1:
        assert [_owner(by_id[one]).lower()[:4] for one in up][1:] == sorted(
            _owner(by_id[one]).lower()[:4] for one in up
        )[1:]
    if column == 2:
        days = [by_id[one].due for one in up]
        dated = [day for day in days if day]
        assert dated == sorted(dated)
        assert days[: len(dated)] == dated  # what has no date comes last
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == ids(report, report.plan.actions)
    assert page.locator("[aria-sort]").count() == 0


def test_a_telephone_puts_in_order_too(window, path, report):
    page = window(path, size=PHONE).page
    choose(page, "Order", "By when")
    days = {one: a.due for one, a in zip(ids(report, report.plan.actions), report.plan.actions, strict=True)}
    dated = [days[one] for one in shown(page) if days[one]]
    assert dated == sorted(dated)
    assert look.sideways(page) == []


def test_by_keyboard_alone(window, path, report):
    page = window(path).page
    select(page, "Owner").focus()
    page.keyboard.press("ArrowDown")
    assert "Filtered by Owner" in said(page)
    for _ in range(7):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Show all"
    page.keyboard.press("Enter")
    assert shown(page) == ids(report, report.plan.actions)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('th') !== null")
    page.keyboard.press("Space")
    assert page.locator("[aria-sort=ascending]").inner_text().strip() == "What to do"
    assert page.locator(".said").get_attribute("role") == "status"


def test_a_link_to_an_action_that_is_filtered_out_brings_it_back(window, path, report):
    page = window(path).page
    last = ids(report, report.plan.actions)[-1]
    choose(page, "Priority", select(page, "Priority").locator("option").nth(1).get_attribute("value"))
    assert last not in shown(page)
    page.evaluate(f"location.hash = '{last}'")
    page.wait_for_function(f"document.getElementById('{last}').checkVisibility()")


def test_without_scripts_all_is_there_and_no_control_is_dead(window, path, report):
    page = window(path, scripts=False).page
    assert page.locator("select, button, fieldset").count() == 0
    assert page.locator(".plan tr[id]:visible").count() == len(report.plan.actions)
    assert page.locator(".late").first.inner_text().startswith("Overdue by ")


def test_axe_finds_nothing_with_filters_in_use(window, path, npm_tool):
    source = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
        opened = window(path, size=size, scheme=scheme)
        choose(opened.page, "Due", "Overdue")
        choose(opened.page, "Order", "Who")
        assert look.axe(opened.page, source) == []
        assert look.sideways(opened.page) == []
        assert opened.beyond(path) == []


def test_axe_notices_a_control_without_a_name(window, path, npm_tool):
    page = window(path).page
    page.evaluate("document.querySelector('.tools label').replaceWith(document.querySelector('.tools select'))")
    found = look.axe(page, npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8"))
    assert any(one.startswith("select-name") for one in found)


COPIED = """() => { window.given = {}; addEventListener('copy', event => {
  given.html = event.clipboardData.getData('text/html'); given.text = event.clipboardData.getData('text/plain') }) }"""


def test_what_is_shown_is_copied_as_a_table_and_no_cell_is_a_formula(window, path, report):
    page = window(path).page
    page.evaluate(COPIED)
    choose(page, "Due", "Due soon")
    page.get_by_role("button", name="Copy as table").click()
    given = page.evaluate("given")
    rows = [line.split("\t") for line in given["text"].split("\n")]
    soon = [action for action in report.plan.actions if action.standing(LATER) is Standing.SOON]
    assert said(page) == f"{len(soon)} actions copied."
    assert rows[0][:4] == ["Priority", "What to do", "Who", "By when"]
    assert len(rows) == len(soon) + 1
    assert {len(row) for row in rows} == {5}
    for row, action in zip(rows[1:], soon, strict=True):
        assert row[0].startswith(f"Priority {action.priority}")
        assert " ".join(action.what.split()) in row[1]
        assert _owner(action) in row[2]
    formula = next(row for row in rows if "=1+1 tabbed" in row[1])
    assert re.match(r"\d+\. Board lead for safeguarding", formula[1])
    assert formula[2].startswith("'=1+1")
    assert not any(re.match(r"\s*[=+\-@|%]", cell) for row in rows for cell in row)
    assert given["html"].count("<tr>") == len(rows)
    assert "&lt;img src=x" in given["html"]
    assert "<img" not in given["html"]


def test_paper_prints_what_is_shown_and_says_that_it_is_filtered(window, path, report, tmp_path):
    page = window(path).page
    whole = look.flat("".join(look.printed(page, tmp_path / "all.pdf")))
    assert "actionsshown" not in whole
    owner = next(_owner(action) for action in report.plan.actions if action.owner != HOSTILE)
    choose(page, "Owner", owner)
    number = len(shown(page))
    sheets = look.printed(page, tmp_path / "some.pdf")
    said_on_paper = f"{number} of {len(report.plan.actions)} actions shown. Filtered by Owner: {owner}."
    assert look.flat(said_on_paper) in look.flat("".join(sheets))
    assert "Copy as table" not in "".join(sheets)
    rows = [a.done_when for a in report.plan.actions if _owner(a) == owner and not a.to_file]
    assert look.headless_tables(sheets, rows, "What to do Who By when Done when") == []


def test_last_years_action_tells_its_age_and_what_is_late_is_told_in_words(window, path, report):
    page = window(path).page
    text = page.locator(".plan").inner_text()
    assert "(400 days)" in text
    for action in report.plan.actions:
        words = action.standing_words(LATER)
        row = page.locator(f"#{anchors.of(report.checklist).a[action.criterion.id]} td:nth-child(3)").inner_text()
        assert (words in row) if words else not re.search("Overdue|Due in|Due today", row)


def test_each_owner_has_a_sheet_of_paper_of_their_own(window, report, npm_tool, tmp_path):
    sheets = tmp_path / "owners.html"
    sheets.write_text(html.by_owner(report), encoding="utf-8")
    assert look.html_validate(npm_tool("html-validate/bin/html-validate.mjs"), CONFIG, [sheets]) == []
    source = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    for size in (WIDE, PHONE):
        opened = window(sheets, size=size, scripts=True)
        assert look.axe(opened.page, source) == []
        assert look.sideways(opened.page) == []
        assert opened.beyond(sheets) == []
    printed = look.printed(opened.page, tmp_path / "owners.pdf")
    owners = list(dict.fromkeys(_owner(action) for action in report.plan.actions))
    first = [number for number, sheet in enumerate(printed) for owner in owners if sheet.startswith(owner[:20])]
    assert len(first) == len(set(first)) == len(owners)
    for number, owner in zip(first, owners, strict=True):
        end = next((later for later in first if later > number), len(printed))
        whole = look.flat("".join(printed[number:end]))
        for action in report.plan.actions:
            assert (look.flat(action.done_when) in whole) == (_owner(action) == owner)


def test_a_script_that_is_not_ours_does_not_run(window, path, tmp_path):
    """The page's policy knows the one script by its hash."""
    changed = tmp_path / "changed.html"
    text = path.read_text(encoding="utf-8")
    assert '"use strict";' in text
    changed.write_text(text.replace('"use strict";', '"use strict"; '), encoding="utf-8")
    opened = window(changed)
    assert opened.page.locator("select").count() == 0
    assert any("Content Security Policy" in one for one in opened.told)


@pytest.mark.parametrize(
    "wrongly",
    [
        ("one.row.hidden = !chosen.every(", "one.row.hidden = chosen.every("),
        ("chosen.every(", "chosen.some("),
        ("a.day - b.day", "b.day - a.day"),
        ("`'${text}` : text", "text : text"),
    ],
)
def test_a_broken_script_is_noticed(window, path, report, tmp_path, monkeypatch, wrongly):  # noqa: PLR0917
    right, wrong = wrongly
    source = html._source
    assert right in source("plan.js")
    monkeypatch.setattr(html, "_source", lambda name: source(name).replace(right, wrong))
    broken = tmp_path / "broken.html"
    broken.write_text(html.render(report), encoding="utf-8")
    checks = (
        lambda: test_filters_add_up_and_an_empty_result_says_so(window, broken, report),
        lambda: test_each_filter_shows_what_it_says_and_nothing_else(
            window, broken, report, "Owner", lambda _, action: {_owner(action)}
        ),
        lambda: test_columns_sort_both_ways_and_say_so(window, broken, report, 2),
        lambda: test_what_is_shown_is_copied_as_a_table_and_no_cell_is_a_formula(window, broken, report),
    )
    failed = 0
    for check in checks:
        try:
            check()
        except AssertionError:
            failed += 1
    assert failed
