"""The page of a plan's progress: for everybody to use, and nothing from a workbook is ever markup in it."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from markupsafe import escape

import audit
from audit.report import progress as progress_report
from audit.samples import demonstration
from audit.workbook import plan_layout
from tests import browser as look
from tests.browser import PHONE, WIDE, browser, window

__all__ = ["browser", "window"]  # fixtures

DAY = demonstration.SAMPLE_DAY
CONFIG = Path(__file__).with_name(".htmlvalidate.json")
HOSTILE = '<script>alert(1)</script>" onload="x'


@pytest.fixture(scope="module")
def made() -> audit.PlanProgress:
    original = demonstration.filled_workbook(demonstration.NURSERY, DAY)
    given_out = audit.render(audit.make_report(audit.read_return(original), DAY), "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(given_out))
    sheet, row = book[plan_layout.SHEET], plan_layout.FIRST_ROW
    sheet.cell(row, plan_layout.number(plan_layout.STATUS)).value = "Done"
    sheet.cell(row + 1, plan_layout.number(plan_layout.WHO)).value = HOSTILE
    out = io.BytesIO()
    book.save(out)
    return audit.progress(audit.read_plan(out.getvalue()), original, date(2026, 12, 20))


def test_each_line_stands_once_under_how_it_stands(made):
    page, text = audit.progress_report(made), audit.progress_report(made, page=False)
    groups = {group.state.value: group for group in progress_report.groups(made)}
    assert {state: len(group.rows) > 0 for state, group in groups.items()} == dict.fromkeys(groups, True)
    assert (
        sum(len(group.rows) for group in groups.values()) == len(made.brought.lines) == page.count('<th scope="row">')
    )
    for group in groups.values():
        assert group.heading in page
        assert group.heading in text
    assert [row.topic for row in groups["Closed"].rows] == [line.topic for line in made.brought.lines if line.new]


def test_nothing_from_a_plan_is_markup(made):
    page = audit.progress_report(made)
    assert "<script" not in page
    assert str(escape(HOSTILE)) in page


@pytest.mark.parts
def test_the_page_is_valid_and_can_be_used_by_everybody(made, window, npm_tool, tmp_path):
    path = tmp_path / "progress.html"
    path.write_text(audit.progress_report(made), encoding="utf-8")
    assert look.html_validate(npm_tool("html-validate/bin/html-validate.mjs"), CONFIG, [path]) == []
    source = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    for size in (WIDE, PHONE, (320, 640)):
        opened = window(path, size=size, scripts=True)
        assert look.axe(opened.page, source) == []
        assert look.sideways(opened.page) == []
        assert opened.beyond(path) == []
