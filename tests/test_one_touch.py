"""From every colour of a report one touch to the answer, its evidence, what Met is and the rule; and one touch back."""

from pathlib import Path

import pytest

from audit.report import anchors, build, html
from audit.samples import demonstration
from audit.workbook.read import reader
from tests.browser import browser, opened
from tests.conftest import DAY
from tests.test_review import Hand
from tests.test_verify_fair import say

__all__ = ["browser"]  # a fixture

# Each thing of a colour with the first link that stands with it: in its list item, its row, its term, or its verdict.
_COLOURS = """() => [...document.querySelectorAll(
    "main i[class], main .verdict, main .because li, main tbody .bar:not(.before), main b.breach, .late, .soon")]
  .filter((one) => !one.closest("details:not(.annex)") && !one.closest("#in-method"))
  .map((one, number) => {
    const home = one.matches(".verdict") ? one.parentElement.parentElement : one.closest("li, dt, tr, .verdict");
    const links = home ? [...home.querySelectorAll("a[href^='#']")].map((link) => link.getAttribute("href")) : [];
    return { what: `${one.className.baseVal ?? one.className} ${home ? home.textContent.trim().slice(0, 60) : ""}`,
             reason: one.matches(".because li") && !/[\\u201c]/.test(one.textContent), links };
  })"""
# What stands with a question: its answer is the first thing after what it folds away.
_PLACE = """(id) => {
    const target = document.getElementById(id), fold = target.closest("details"), answer = fold.nextElementSibling;
    const terms = [...fold.querySelectorAll("dt")].map((one) => one.textContent);
    return { seen: target.checkVisibility(), answer: answer.checkVisibility() && answer.textContent.trim(),
      rating: fold.querySelector("summary i").textContent, terms,
      met: [...fold.querySelectorAll("dt")].find((one) => one.textContent === "Met is").nextElementSibling.textContent,
      rules: [...fold.querySelectorAll("dd a")].map((one) => [one.textContent, one.getAttribute("href")]),
      back: [...fold.querySelectorAll("dd a[href]")].map((one) => one.getAttribute("href"))
        .filter((one) => /^#(a\\d+|themes|essentials)$/.test(one)) };
  }"""


_DONE_WHEN = "[...document.querySelectorAll('.plan tr[id]')].map((one) => [one.id, one.cells[3].textContent])"


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> dict[str, Path]:
    """The reports of the three invented settings, and that of a review of one."""
    folder, made = tmp_path_factory.mktemp("touch"), {}
    for profile in demonstration.PROFILES:
        made[profile.setting.kind] = folder / f"{profile.setting.kind}.xlsx"
        made[profile.setting.kind].write_bytes(demonstration.filled_workbook(profile, DAY))
    made["reviewed"] = folder / "review.xlsx"
    assert say("review", made["early-years"], "-o", made["reviewed"], "--phrase", "snow").exit_code == 0
    hand = Hand(made["reviewed"])
    for ref in list(hand.rows)[::5]:
        hand.write(ref, "Reviewer's rating", "Partly met")
        hand.write(ref, "Reviewer's reason", "Seen on the day.")
        hand.write(ref, "Agreed rating", "Partly met")
    hand.sign("A. Reviewer", DAY)
    hand.save()
    for name, book in made.items():
        page = html.render(build.build(reader.read(book), DAY))
        made[name] = book.with_suffix(".html")
        made[name].write_text(page, encoding="utf-8")
    return made


@pytest.mark.parametrize("name", ["early-years", "school", "sports-club", "reviewed"])
def test_every_colour_leads_to_the_answer_in_one_touch(browser, reports, name):
    with opened(browser, reports[name]) as shown:
        found = shown.page.evaluate(_COLOURS)
        assert len(found) > 30
        bare = [one["what"] for one in found if not one["links"] and not one["reason"]]
        assert bare == []
        ids = {link for one in found for link in one["links"]}
        assert any(link.startswith("#q") for link in ids)
        gone = [link for link in ids if not shown.page.evaluate("(id) => !!document.getElementById(id)", link[1:])]
        assert gone == []


@pytest.mark.parametrize("name", ["early-years", "school", "sports-club"])
def test_with_the_answer_stand_evidence_what_met_is_and_the_rule_and_one_touch_leads_back(browser, reports, name):
    checklist = demonstration.load("leaders", name)
    ids = anchors.of(checklist, {place.id for place in checklist.cited()})
    with opened(browser, reports[name]) as shown:
        planned = dict(shown.page.evaluate(_DONE_WHEN))
        for number, criterion in enumerate(checklist.criteria, start=1):
            link = shown.page.locator(f"main a[href='#q{number}']").first
            if number <= 5:
                link.evaluate("one => one.closest('details') && (one.closest('details').open = true)")
                link.click()
            else:
                shown.page.evaluate("(hash) => { location.hash = hash }", f"q{number}")
            shown.page.wait_for_function("(id) => document.getElementById(id).checkVisibility()", arg=f"q{number}")
            place = shown.page.evaluate(_PLACE, f"q{number}")
            assert place["seen"], criterion.id
            assert place["answer"], criterion.id
            assert place["back"]
            action = f"#a{number}"
            if place["met"] == "Done when, in its action":
                assert planned[action[1:]] == criterion.met
                assert action in place["back"]
            else:
                assert place["met"].strip() == criterion.met
            for p in criterion.cites:  # to its words, to itself in the document, or to the document
                ways = {(p.place, f"#{ids.p[p.id]}"), (p.place, p.address), (p.source.short, f"#{ids.s[p.source.id]}")}
                assert ways & {(text, to) for text, to in place["rules"]}, (criterion.id, p.id)
            assert ("#essentials" in place["back"]) == bool(criterion.essential)
        for action in shown.page.evaluate("[...document.querySelectorAll('.plan tr[id]')].map((one) => one.id)"):
            back = shown.page.evaluate(_PLACE, f"q{action[1:]}")["back"]
            assert f"#{action}" in back
        shown.page.locator(f"#in-answers a[href='#{action}']").first.evaluate("one => one.click()")
        assert shown.page.locator(f"#{action}").is_visible()


def test_every_title_that_a_sentence_of_ours_names_is_a_link():
    checklist = demonstration.load("leaders", "early-years")
    one, other = checklist.criteria[:2]
    ids = html.anchors.of(checklist)
    said = html._titled(f"“{one.title}”, “<b>” and “{other.title}” & more", checklist, ids)
    assert said == (f'“<a href="#q1">{one.title}</a>”, “&lt;b&gt;” and “<a href="#q2">{other.title}</a>” &amp; more')
