"""The handbook says everything of every criterion, once; it and the coverage page are sound pages."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.checklist import in_force
from audit.checklist.coverage import cited, cover
from audit.checklist.handbook import handbook
from audit.checklist.shelf import shelf
from audit.cli.main import cli
from audit.model import Duty
from audit.report import html
from tests import browser as look
from tests.browser import PHONE, WIDE, browser, opened

__all__ = ["browser"]  # a fixture

HELD = shelf()
DAY = date(2026, 11, 22)
CONFIG = Path(__file__).with_name(".htmlvalidate.json")
KINDS = {kind.id: kind.title for kind in HELD.checklists[0].kinds}


def entries(checklist_id):
    (chapter,) = (c for c in handbook(HELD.checklists).chapters if c.checklist.id == checklist_id)
    return {e.criterion.id: e for section in chapter.sections for e in section.entries}


def rendered(checklists=HELD.checklists, day=DAY):
    return html.page("handbook.html", handbook=handbook(checklists), standing=in_force.standing, day=day)


def test_every_criterion_of_every_checklist_is_in_it_in_its_order():
    made = handbook(HELD.checklists)
    for checklist, chapter in zip(HELD.checklists, made.chapters, strict=True):
        ids = [e.criterion.id for section in chapter.sections for e in section.entries]
        assert ids == [c.id for c in checklist.criteria]
    assert made.criteria == len({c.id for checklist in HELD.checklists for c in checklist.criteria})


def test_a_shared_criterion_is_written_out_where_it_first_stands():
    assert entries("leaders")["information-requests"].home == "leaders"
    assert entries("section-11")["information-requests"].home == "leaders"
    text = rendered()
    assert text.count('id="c-information-requests"') == 1
    assert 'Asked here too: <a href="#c-information-requests">' in text


def test_what_differs_by_kind_says_for_which():
    entry = entries("leaders")["named-lead"]
    duties = dict(entry.duties)
    assert duties[Duty.MUST] == (KINDS["early-years"],)
    assert KINDS["school"] in duties[Duty.SHOULD]
    owners = dict(entry.owners)
    assert owners["Headteacher or principal"] == (KINDS["school"],)
    lead = dict(entries("leaders")["referral-route"].owners)
    assert lead["Club welfare officer"] == (KINDS["sports-club"],)
    rests = {p.id: kinds for p, kinds in entry.cites}
    assert rests["dfe2024-rule-4"] == ()
    assert rests["wt2023-316"] == (KINDS["sports-club"],)
    assert KINDS["early-years"] in dict(entry.evidence)


@pytest.mark.parametrize("checklist", HELD.checklists, ids=lambda c: c.id)
def test_every_kind_is_told_just_what_it_meets(checklist):
    """For each kind, the entry's duty, owner and citations are those of the checklist as that kind is asked it."""
    own = entries(checklist.id)
    for kind, title in KINDS.items():
        asked = checklist.for_kind(kind)
        for criterion in asked.criteria:
            entry = own[criterion.id]
            assert not entry.asked_of or title in entry.asked_of
            assert [d for d, kinds in entry.duties if not kinds or title in kinds] == [criterion.duty]
            assert [o for o, kinds in entry.owners if not kinds or title in kinds] == [asked.role(criterion.owner)]
            assert {p for p, kinds in entry.cites if not kinds or title in kinds} == set(criterion.cites)
        left_out = set(own) - {c.id for c in asked.criteria}
        assert all(title not in own[ref].asked_of and own[ref].asked_of for ref in left_out)


def test_everything_that_helps_is_said():
    text = rendered()
    for checklist in HELD.checklists:
        for c in checklist.criteria:
            for part in (c.question, c.why, c.met, c.partly, c.remedy, *c.evidence):
                assert html._environment().from_string("{{ part }}").render(part=part) in text, c.id
            assert f"It is about {c.effort.meaning} of work." in text


def test_second_hand_is_marked_where_it_is_so():
    text = rendered()
    article = re.search(r'<article class="criterion" id="c-duty-carried-out".*?</article>', text, re.DOTALL)
    assert article
    assert "None of these was read in the document itself." in article[0]
    leaders = re.search(r'<article class="criterion" id="c-named-lead".*?</article>', text, re.DOTALL)
    assert leaders
    assert "None of these" not in leaders[0]
    assert "golden rule 4 (pp. 4-5)</a>, at second hand" in leaders[0]
    assert "para 222(7)</a>, read in the document" in leaders[0]


def test_sources_say_where_they_stand_on_the_day():
    assert "Replaced by Working Together to Safeguard Children 2026 on 18 March 2026." in rendered()
    before = rendered(day=date(2026, 8, 31))
    assert "Not yet in force on 31 August 2026." in before
    assert "In force from 1 September 2026." not in before
    assert "In force from 1 September 2026." in rendered()
    assert "Not yet in force" not in rendered()


def test_nothing_in_a_checklist_is_ever_markup():
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    first, *others = HELD.checklists
    criteria = tuple(replace(c, question=bad, evidence=(bad,)) for c in first.criteria)
    hostile = replace(first, title=bad, criteria=criteria)
    coverage = cover((hostile, *others), HELD.register, HELD.duties)
    for text in (
        rendered((hostile, *others)),
        html.page("coverage.html", coverage=coverage, cited=cited, day=DAY),
    ):
        assert "<script" not in text
        assert "<img" not in text
        assert "&lt;script&gt;" in text


def test_the_command_writes_the_page(tmp_path):
    page = tmp_path / "deep" / "handbook.html"
    done = CliRunner().invoke(cli, ["checklists", "handbook", "-o", str(page)])
    assert done.exit_code == 0, done.output
    assert f"{handbook(HELD.checklists).criteria} criteria of {len(HELD.checklists)} checklists" in done.output
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert CliRunner().invoke(cli, ["checklists", "handbook", "-o", "handbook.pdf"]).exit_code == 2


# The two pages in a real browser.


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {name: folder / f"{name}.html" for name in ("handbook", "coverage")}
    for name, path in made.items():
        done = CliRunner().invoke(cli, ["checklists", name, "-o", str(path)])
        assert done.exit_code == 0, done.output
    return made


@pytest.fixture(scope="module")
def source(npm_tool) -> str:
    """axe-core, as a script."""
    return npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parts
def test_both_pages_are_valid(pages, npm_tool):
    tool = npm_tool("html-validate/bin/html-validate.mjs")
    assert look.html_validate(tool, CONFIG, list(pages.values())) == []


@pytest.mark.parts
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", ["handbook", "coverage"])
def test_both_pages_are_accessible_and_quiet(pages, browser, source, *, name, size, scheme):
    with opened(browser, pages[name], size=size, scheme=scheme) as shown:
        assert shown.beyond(pages[name]) == []
        assert look.axe(shown.page, source) == []


@pytest.mark.parts
@pytest.mark.parametrize("name", ["handbook", "coverage"])
def test_both_pages_fit_and_lead_somewhere(pages, browser, name):
    for size in (WIDE, PHONE, (320, 640)):
        with opened(browser, pages[name], size=size) as shown:
            assert look.sideways(shown.page) == []
            assert look.ids_and_links(shown.page) == []
            assert look.tiny_text(shown.page) == []


@pytest.mark.parts
@pytest.mark.parametrize("name", ["handbook", "coverage"])
def test_both_pages_can_be_printed(pages, browser, name):
    with opened(browser, pages[name]) as shown:
        assert look.pale_on_paper(shown.page) == []


@pytest.mark.parts
def test_the_pages_checks_can_fail(tmp_path, browser, npm_tool, source):
    bad = tmp_path / "bad.html"
    bad.write_text('<!doctype html><html><head><title></title></head><body><img><a href="#no">x</a></body></html>')
    tool = npm_tool("html-validate/bin/html-validate.mjs")
    assert look.html_validate(tool, CONFIG, [bad])
    with opened(browser, bad) as shown:
        assert look.axe(shown.page, source)
        assert look.ids_and_links(shown.page)
