"""The report in a real browser: quiet, accessible, readable at every width, in the dark, by keyboard and on paper."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path

import pypdf
import pytest

from audit.checklist.load import load
from audit.judgement import year_on_year
from audit.model import Audit, Checklist, Criterion, Rating, Response, Setting
from audit.model.ratings import WANTING
from audit.report import anchors, build, html, redaction
from audit.report.build import Report
from audit.report.detail import Detail
from audit.samples import demonstration
from audit.workbook.read import reader
from audit.workbook.write import writer
from tests import browser as look
from tests.browser import PHONE, WIDE, browser, window
from tests.conftest import DAY
from tests.page_length import length

__all__ = ["browser", "window"]  # fixtures
pytestmark = pytest.mark.parts

CONFIG = Path(__file__).with_name(".htmlvalidate.json")
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän" * 3
LONG_TEXT = f"Write to the board and to every partner, and say what {LONG_WORD} means for each of them. " * 3
LONG_LINK = "https://shared.example/" + "a-folder-that-never-ends/" * 12
FRONT = ("Self-audit result", "Contents", "Themes", "Essentials", "Action plan", "What is going well", "Annex")
ANNEX = (
    "Every question and answer", "Not applicable", "For the inspector", "Other ways to add up", "Method", "Sources",
    "Faults in the file",
)  # fmt: skip
MAY_COME_BETWEEN = {"Self and reviewer", "What you are asked to decide", "Unanswered", "Since last year"}
FIRST_SCREEN = {
    "the judgement": ".verdict",
    "a figure": ".figures dd",
    "a first action": ".first li, .first p",
    "the edition sentence": ".edition",
}


def _all(
    answer: Callable[[Criterion], Response], checklist: Checklist, name: str = "Rosebank Nursery (invented)"
) -> Audit:
    setting = Setting(name=name, kind=checklist.kind)
    return Audit(
        checklist=checklist.id,
        edition=checklist.edition,
        setting=setting,
        responses=tuple(answer(criterion) for criterion in checklist.criteria),
        audit_date=DAY,
    )


def _perfect(criterion: Criterion) -> Response:
    return Response(ref=criterion.id, rating=Rating.MET, evidence="The minutes of 3 October, in the office")


def _left_out(criterion: Criterion) -> Response:
    return Response(ref=criterion.id, rating=Rating.NOT_APPLICABLE)


def _troubled(checklist: Checklist) -> Audit:
    """Long words, long texts, no dates, no reasons: all that real life holds, in one return."""
    answers = (
        {
            "rating": Rating.NOT_MET,
            "action": LONG_TEXT,
            "owner": f"Deputy {LONG_WORD}",
            "due_words": "when we can " * 6,
        },
        {"rating": Rating.NOT_MET, "evidence": LONG_LINK, "notes": "First.\nSecond.\n\nThird."},
        {"rating": Rating.PARTLY, "action": "No action because the hall is let to us for one hour a week"},
        {"rating": Rating.NOT_APPLICABLE},
        {
            "rating": Rating.PARTLY,
            "evidence": LONG_WORD,
            "owner": "Sam, Alex and whoever is on duty",
            "due": date(2027, 1, 9),
        },
        {},
        {"rating": Rating.MET},
    )
    audit = _all(lambda c: Response(ref=c.id, **answers[checklist.criteria.index(c) % len(answers)]), checklist)
    name = f"St Bartholomew-the-Great-with-St Andrew-by-the-Wardrobe {LONG_WORD} Primary School (invented)"
    setting = replace(audit.setting, name=name, urn="0" * 40, group="The Very Long Name of an Invented Trust " * 3)
    return replace(audit, setting=setting, completed_by=f"{LONG_WORD}, deputy")


def _settings() -> dict[str, Audit]:
    nursery, school = load("leaders", "early-years"), load("leaders", "school")
    ready = {
        p.setting.kind: demonstration.fill(load("leaders", p.setting.kind), p, DAY) for p in demonstration.PROFILES
    }
    return ready | {
        "blank": replace(_all(lambda c: Response(ref=c.id), nursery, ""), audit_date=None),
        "nothing-applies": _all(_left_out, nursery),
        "perfect": _all(_perfect, nursery),
        "troubled": _troubled(school),
    }


NAMES = ("school", "early-years", "sports-club", "blank", "nothing-applies", "perfect", "troubled")
LEVELS = ("shared", "public")  # the nursery's report, with less in it
FULL = ("early-years", "troubled")  # between them these show everything that a report can hold


@dataclass(frozen=True)
class Made:
    """A report and the file it was written to."""

    report: Report
    path: Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Every report, the whole way: the workbook written, read, scored, planned and rendered."""
    folder = tmp_path_factory.mktemp("reports")
    found = {}
    for name, audit in _settings().items():
        book = folder / f"{name}.xlsx"
        book.write_bytes(writer.build(load("leaders", audit.setting.kind), audit, DAY))
        report = build.build(reader.read(book), DAY)
        path = folder / f"{name}.html"
        path.write_text(html.render(report), encoding="utf-8")
        found[name] = Made(report, path)
    for level in LEVELS:
        report = redaction.redact(found["early-years"].report, Detail(level))
        path = folder / f"{level}.html"
        path.write_text(html.render(report), encoding="utf-8")
        found[level] = Made(report, path)
    return found


def _broken(made: Made, *wrongs: tuple[str, str]) -> Path:
    """The same page with something wrong in it: in each place the second text instead of the first."""
    page = made.path.read_text(encoding="utf-8")
    for old, new in wrongs:
        assert old in page
        page = page.replace(old, new, 1)
    page = re.sub(r"'sha256-[^']*'", "'unsafe-inline'", page)  # the page's policy knows its own style and no other
    path = made.path.with_name("broken.html")
    path.write_text(page, encoding="utf-8")
    return path


# Quiet, and inside its window


@pytest.mark.parametrize("name", NAMES + LEVELS)
def test_it_says_nothing_asks_for_nothing_and_fits_its_window(window, made, name):
    """Every pairing of size, scheme and scripts; all eight threesomes for the reports that show everything."""
    every = list(product((WIDE, PHONE), ("light", "dark"), (True, False)))
    chosen = every if name in FULL else [every[0], every[3], every[5], every[6]]
    for size, scheme, scripts in chosen:
        shown = window(made[name].path, size=size, scheme=scheme, scripts=scripts)
        assert look.sideways(shown.page) == []
        look.open_all(shown.page)
        assert look.sideways(shown.page) == []
        assert shown.beyond(made[name].path) == []


def test_words_of_any_length_fit_at_every_width_between(window, made):
    shown = window(made["troubled"].path)
    look.open_all(shown.page)
    for width in (320, 480, 736, 737, 900, 991, 993, 1199, 1201, 1920):
        shown.page.set_viewport_size({"width": width, "height": 800})
        assert look.sideways(shown.page) == [], width


@pytest.mark.parametrize(
    "wrong",
    [
        '<img src="https://pictures.invalid/a.png" alt="">',
        "<script>console.log('hello')</script>",
        '<p onclick="go()" style="color:red">a</p><script src="a.js"></script>',
    ],
)
def test_a_page_that_is_not_quiet_is_noticed(window, made, wrong):
    path = _broken(made["perfect"], ("<main", f"{wrong}<main"))
    shown = window(path)
    assert shown.beyond(path)


def test_a_page_that_is_too_wide_is_noticed(window, made):
    path = _broken(made["perfect"], ("</style>", "table { min-width: 80rem }</style>"))
    shown = window(path, size=PHONE)
    assert look.sideways(shown.page)


# For everybody


@pytest.mark.parametrize("name", [*NAMES, "public"])
def test_axe_finds_nothing(window, made, npm_tool, name):
    """Both schemes and both widths for each report; every pairing of the two, with all open, for one."""
    source = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    pairs = [(WIDE, "light"), (PHONE, "dark"), (WIDE, "dark"), (PHONE, "light")]
    pairs = pairs if name == "early-years" else pairs[:2] if name != "troubled" else pairs[2:]
    shown = window(made[name].path)
    if name in FULL:
        look.open_all(shown.page)
    for (width, height), scheme in pairs:
        shown.page.set_viewport_size({"width": width, "height": height})
        shown.page.emulate_media(color_scheme=scheme)
        assert look.axe(shown.page, source) == [], (width, scheme)


def test_axe_notices_pale_text_a_missing_language_and_a_skipped_heading(window, made, npm_tool):
    pale = ("--soft:#4a5966", "--soft:#9aa9b6")
    language = ('<html lang="en-GB">', "<html>")
    heading = ('<h2 id="method">Method</h2>', '<h5 id="method">Method</h5>')
    shown = window(_broken(made["perfect"], pale, language, heading))
    found = look.axe(shown.page, npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8"))
    assert {one.partition(":")[0] for one in found} == {"color-contrast", "html-has-lang", "heading-order"}


def test_html_validate_finds_nothing(made, npm_tool):
    """One rule is off: ``long-title`` wants titles under 70 characters for search engines, and a setting's name comes
    first in ours, however long. ``doctype-style`` is set to the lower case we write."""
    tool = npm_tool("html-validate/bin/html-validate.mjs")
    assert look.html_validate(tool, CONFIG, [one.path for one in made.values()]) == []


def test_html_validate_notices(made, npm_tool):
    path = _broken(made["perfect"], ("<main", '<p id="main"><div></p><main'), ("</li>\n<li>", "\n<li>"))
    found = look.html_validate(npm_tool("html-validate/bin/html-validate.mjs"), CONFIG, [path])
    assert any("no-dup-id" in one for one in found)
    assert any("no-implicit-close" in one and "<li>" in one for one in found)
    assert any("close-order" in one or "element-permitted-content" in one for one in found)


@pytest.mark.parametrize("name", FULL + LEVELS)
def test_ids_are_unique_and_links_lead_somewhere(window, made, name):
    shown = window(made[name].path)
    assert look.ids_and_links(shown.page) == []


def test_lost_links_and_ids_used_twice_are_noticed(window, made):
    path = _broken(
        made["perfect"], ("<main", '<p id="sources"><a href="#nowhere">a</a> <a href="javascript:b()">b</a></p><main')
    )
    shown = window(path)
    found = " ".join(look.ids_and_links(shown.page))
    assert all(word in found for word in ("twice", "nothing has the id", "an odd link"))


def test_everything_is_reached_by_keyboard_alone_in_the_order_it_is_read(window, made):
    """Skip link, contents, every link, every fold-out, each with its ring; and what scrolls by itself, if anything."""
    shown = window(made["early-years"].path)
    wanted, reached = look.tab_through(shown.page)
    assert [one["place"] for one in reached] == list(range(wanted))
    assert [one["text"] for one in reached if not one["ring"]] == []
    assert [one["text"] for one in reached if not one["seen"]] == []
    assert reached[0]["text"] == "Skip to the report"
    names = [one["name"] for one in reached]
    assert names.count("summary") == len(ANNEX) + 1


def test_what_is_open_is_reached_by_keyboard_too(window, made):
    page = window(made["early-years"].path).page
    page.locator("#in-answers").evaluate("one => { one.parentElement.open = true }")
    wanted, reached = look.tab_through(page)
    assert [one["place"] for one in reached] == list(range(wanted))
    assert [one["text"] for one in reached if not (one["ring"] and one["seen"])] == []
    number = len(made["early-years"].report.card.findings) + len(ANNEX) + 1
    assert [one["name"] for one in reached].count("summary") == number


def test_the_skip_link_skips_and_fold_outs_open_by_keyboard(window, made):
    shown = window(made["early-years"].path)
    page = shown.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.locator(".annex > summary").evaluate_all("all => all.forEach(one => { one.parentElement.open = true })")
    for number, key in ((0, "Enter"), (2, "Space"), (30, "Enter"), (60, "Space")):
        summary = page.locator("summary").nth(number)
        summary.focus()
        page.keyboard.press(key)
        assert summary.evaluate("one => one.parentElement.open")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details[open]') !== null")


def test_a_missing_ring_and_a_fold_out_out_of_reach_are_noticed(window, made):
    ring = ("</style>", "summary { outline: none !important }</style>")
    reach = ("<summary>", '<summary tabindex="-1">')
    page = window(_broken(made["perfect"], ring, reach)).page
    page.locator("#in-answers").evaluate("one => { one.parentElement.open = true }")
    wanted, reached = look.tab_through(page)
    assert [one["name"] for one in reached if not one["ring"]].count("summary") > 50
    assert [one["place"] for one in reached] != list(range(wanted))


# From the front into the annex


@pytest.mark.parametrize("scripts", [False, True])
def test_a_link_opens_what_it_leads_to(window, made, scripts):
    """From a title or a colour to its question, from a theme to its answers, from a citation to its source."""
    one = made["early-years"]
    for link in ("#plan ~ table .topic a", "#essentials ~ ul a", "#well ~ ul a", ".themes a", "nav a[href^='#in-']"):
        for place in (0, -1):
            page = window(one.path, scripts=scripts).page
            assert page.locator("details[open]").count() == 0
            page.locator(link).nth(place).click()
            assert page.locator(":target").is_visible(), link
            assert look.outside_first_screen(page, {"its title": "details[open]:has(> :target) > summary"}) == [] or (
                link == ".themes a"
            )
    page.locator("#in-sources").evaluate("one => { one.parentElement.open = false }")
    page.evaluate(
        "document.querySelectorAll('#in-answers, #in-answers details').forEach("
        "one => { one.closest('details').open = true })"
    )
    page.locator("#in-answers dd a[href^='#p']").first.click()
    assert page.locator(":target").is_visible()


def test_a_browser_that_opens_nothing_is_helped(window, made):
    page = window(made["early-years"].path).page
    page.evaluate("location.hash = 'q7'")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false })")
    assert not page.locator("#q7").is_visible()
    page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))")
    assert page.locator("#q7").is_visible()


@pytest.mark.parametrize("name", FULL)
def test_a_question_says_which_place_makes_it_law_and_how_surely_it_is_known(window, made, name):
    report = made[name].report
    page = window(made[name].path).page
    look.open_all(page)
    script = """one => [...one.closest('details').querySelectorAll('dd')]
    .filter(said => said.querySelector("a[href^='#p'], a[href^='#s'], a[href^=http]")).map(said => {
      let term = said;
      while (term.localName !== 'dt') term = term.previousElementSibling;
      return [term.textContent, said.textContent];
    })"""
    questions = anchors.of(report.checklist).q
    for finding in report.card.findings:
        criterion = finding.criterion
        seen = page.locator(f"#{questions[criterion.id]}").evaluate(script)
        places: dict[tuple[str, str, str], list[str]] = {}
        for p in criterion.cites:
            law = p.force == "must" and not p.source.is_law
            of = (p.force.meaning, f"{p.source.short}: ", " states the law" if law else "")
            places.setdefault(of, []).append(f"{p.place}{p.mark}")
        wanted = [[force, f"{source}{'; '.join(own)}{law}"] for (force, source, law), own in places.items()]
        assert sorted(seen) == sorted(wanted)
        assert seen[0][0] == criterion.duty.meaning  # the force of the question is that of the first
    assert {p.certainty for f in report.card.findings for p in f.criterion.cites} >= {"text", "secondary"}
    text = page.locator("main").inner_text()
    sources = page.locator("section[aria-labelledby=sources]").inner_text()
    keys = page.locator("#plan ~ p a[href='#in-sources']").count()
    assert keys == any(f.criterion.duty == "must" and f.rating in WANTING for f in report.card.findings)
    assert text.count("to be verified") - keys == sources.count("to be verified") == 1
    assert text.count("second hand") - keys == sources.count("second hand") <= 1 + len(report.sources)


# What a reader sees


@pytest.mark.parametrize("name", NAMES)
def test_the_first_screen_says_what_matters(window, made, name):
    shown = window(made[name].path)
    assert look.outside_first_screen(shown.page, FIRST_SCREEN) == []
    assert shown.page.locator(".figures dt").all_inner_texts() == ["So far", "Best case", "Evidenced"]
    faults = len(made[name].report.problems)
    told = shown.page.locator('.glance a[href="#in-faults"]')
    assert told.count() == (1 if faults else 0)
    if faults:
        assert look.outside_first_screen(shown.page, {"the faults": '.glance a[href="#in-faults"]'}) == []


def test_a_first_screen_that_is_too_long_is_noticed(window, made):
    path = _broken(made["perfect"], ("</style>", ".verdict { padding: 20rem 0 }</style>"))
    shown = window(path)
    found = look.outside_first_screen(shown.page, FIRST_SCREEN)
    assert any("edition" in one for one in found)


@pytest.mark.parametrize("name", NAMES)
def test_the_sections_stand_in_the_order_of_the_reader(window, made, name):
    shown = window(made[name].path)
    titles = [title.partition(":")[0] for title in shown.page.locator("h2").all_inner_texts()]
    assert [title for title in titles if title not in MAY_COME_BETWEEN] == [*FRONT, *ANNEX]
    contents = [text.partition(" (")[0] for text in shown.page.locator("nav a").all_inner_texts()]
    assert contents == titles[2:]


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_stands_in_every_list_it_belongs_to(window, made, name):
    report = made[name].report
    rated = {
        rating: [f.criterion.title for f in report.card.findings if f.rating == rating] for rating in (*Rating, None)
    }
    shown = window(made[name].path)
    page = shown.page

    def links(section: str, inside: str) -> list[str]:
        return page.locator(f"section[aria-labelledby={section}] {inside}").all_inner_texts()

    look.open_all(page)
    essential = {f.criterion.title for f in report.card.essentials}
    assert links("well", "li a") == [title for title in rated[Rating.MET] if title not in essential]
    assert links("not-applicable", "dt a") == rated[Rating.NOT_APPLICABLE]
    assert links("unanswered", "li a") == rated[None]
    assert links("essentials", "li a") == [f.criterion.title for f in report.card.essentials]
    assert links("essentials", "li i") == [f.rating or "Unanswered" for f in report.card.essentials]
    breaches = sorted(f.criterion.title for f in report.card.breaches)
    assert sorted(page.locator("#plan ~ * :is(tr, dt):has(.breach)").evaluate_all(BROKEN)) == breaches
    assert len(links("plan", "tbody tr[id]")) == len(report.plan.actions)
    assert len(links("answers", "details details")) == len(report.card.findings)
    by_theme = next(lens for lens in report.card.lenses if lens.id == "theme")
    assert links("themes", "tbody th a") == [row.title for row in by_theme.rows]
    others = sum(len(lens.rows) for lens in report.card.lenses if lens is not by_theme)
    assert len(links("scores", "tbody tr")) == others
    spots: dict[str, list[str]] = {}
    for one in report.problems:
        spots.setdefault(f"{one.code} {one.severity} {one.message} {one.fix}", []).append(one.where.spot)
    assert links("faults", "ul li") == [f"{', '.join(own)}: {said}" for said, own in spots.items()]
    counted = {
        "#essentials": len(report.card.essentials),
        "#plan": len(report.plan.actions),
        "#unanswered": len(rated[None]),
        "#well": len(rated[Rating.MET]),
        "#in-not-applicable": len(rated[Rating.NOT_APPLICABLE]),
        "#in-faults": len(report.problems),
    }
    for target, number in counted.items():
        link = page.locator(f"nav a[href='{target}']")
        assert link.inner_text().endswith(f" ({number})") if link.count() else number == 0


BROKEN = """all => all.filter(one => one.querySelector('.breach').textContent.startsWith('Breach of '))
  .map(one => one.querySelector('a').textContent)"""


def test_the_bars_are_as_long_as_the_figures_beside_them(window, made):
    shown = window(made["sports-club"].path)
    rows = next(lens for lens in made["sports-club"].report.card.lenses if lens.id == "theme").rows
    script = """all => all.map(one => ['.could', '.claimed', '.shown'].map(name => one.querySelector(name)).map(part =>
      part && Math.round(100 * part.getBBox().width / one.getBoundingClientRect().width)))"""
    seen = shown.page.locator(".themes .bar").evaluate_all(script)
    scores = [(row.score.best_case, row.score.so_far, row.score.with_evidence) for row in rows]
    assert seen == [  # what another part covers whole is not drawn
        [best if best != claimed else None, claimed if claimed != evidenced else None, evidenced]
        for best, claimed, evidenced in scores
    ]
    assert any(row.score.best_case != row.score.so_far for row in rows)


@pytest.fixture(scope="module")
def carried(made, tmp_path_factory) -> Made:
    """The nursery's report with ratings of last year beside most of its answers."""
    report = made["early-years"].report
    last = (Rating.MET, Rating.PARTLY, Rating.NOT_MET, None)
    responses = tuple(replace(r, last_rating=last[n % 4]) for n, r in enumerate(report.audit.responses))
    record = replace(report.record, audit=replace(report.audit, responses=responses))
    again = build.from_record(report.checklist, record)
    path = tmp_path_factory.mktemp("carried") / "carried.html"
    path.write_text(html.render(again), encoding="utf-8")
    return Made(again, path)


def test_last_year_stands_beside_this_year_in_the_picture_and_in_its_table(window, carried, npm_tool):
    moved = year_on_year.since_last_year(carried.report.card)
    assert moved
    page = window(carried.path).page
    script = """all => all.map(one => [one.querySelector('a').textContent, one.cells[4].textContent,
      Math.round(100 * one.querySelector('.before rect').getBBox().width
        / one.querySelector('.before').getBoundingClientRect().width)])"""
    seen = page.locator(".themes tbody tr").evaluate_all(script)
    assert seen == [[row.title, f"{row.then}% to {row.now}% ({row.common})", row.then] for row in moved.themes]
    assert page.locator(".moves a").count() == len(moved.better) + len(moved.worse) > 0
    source = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    for size, scheme in ((WIDE, "light"), (PHONE, "dark"), ((320, 740), "light")):
        shown = window(carried.path, size=size, scheme=scheme)
        assert look.axe(shown.page, source) == []
        assert look.sideways(shown.page) == []
    tool = npm_tool("html-validate/bin/html-validate.mjs")
    assert look.html_validate(tool, CONFIG, [carried.path]) == []


def test_what_an_answer_is_judged_by_stands_beside_its_term(window, made):
    """Two sources are two descriptions of one term: both in the second column, no term ever there."""
    page = window(made["early-years"].path).page
    look.open_all(page)
    script = "all => [...new Set(all.map(one => Math.round(one.getBoundingClientRect().left)))]"
    terms, told = (page.locator(f"#in-answers dl > {tag}").evaluate_all(script) for tag in ("dt", "dd"))
    assert len(terms) == len(told) == 1
    assert terms[0] + 100 < told[0]


def test_on_a_telephone_every_cell_says_what_it_is_and_no_text_is_tiny(window, made):
    shown = window(made["troubled"].path, size=PHONE)
    look.open_all(shown.page)
    assert look.tiny_text(shown.page) == []
    for table in shown.page.locator("table.cards").all():
        heads = [head.strip() for head in table.locator("thead th").all_text_contents()]
        script = "row => [...row.cells].map(cell => getComputedStyle(cell, '::before').content.replaceAll('\"', ''))"
        labels = table.locator("tbody tr:not(.group)").first.evaluate(script)
        own = [label for label in labels if label != "none"]
        assert own == [head for head, label in zip(heads, labels, strict=True) if label != "none"]
        assert len(own) >= len(heads) - 2  # the title of the row, and a sentence, say what they are themselves


def test_tiny_text_is_noticed(window, made):
    path = _broken(made["perfect"], ("</style>", ".kicker { font-size: 8px }</style>"))
    shown = window(path, size=PHONE)
    assert look.tiny_text(shown.page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_parts_of_a_bar_can_be_told_apart_without_colour(window, made, scheme):
    shown = window(made["sports-club"].path, scheme=scheme)
    assert look.pale_bars(shown.page) == []
    shown.page.emulate_media(media="print", color_scheme=scheme)
    assert look.pale_bars(shown.page) == []


def test_pale_bars_are_noticed(window, made):
    shown = window(_broken(made["sports-club"], ("--claimed:#6a98bd", "--claimed:#cfdfea")))
    assert look.pale_bars(shown.page)


def test_the_dark_scheme_is_dark_and_paper_stays_white(window, made):
    shown = window(made["early-years"].path, scheme="dark")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert shown.page.evaluate(paper) == "rgb(17, 23, 28)"
    shown.page.emulate_media(media="print", color_scheme="dark")
    assert shown.page.evaluate(paper) == "rgb(255, 255, 255)"


def test_forced_colours_leave_bars_borders_and_focus(window, made):
    """Windows high contrast: the reader's own colours stand for ours, and nothing was said by background alone."""
    shown = window(made["sports-club"].path, forced_colors="active")
    page = shown.page
    fills = page.evaluate(
        """['.shown', '.claimed'].map(name => getComputedStyle(document.querySelector(`.themes ${name}`)).fill)
        .concat(getComputedStyle(document.querySelector('.themes .bar')).backgroundColor)"""
    )
    assert len(set(fills)) == 3
    assert page.evaluate("getComputedStyle(document.querySelector('i.met, i.partly-met')).borderTopStyle") == "solid"
    assert page.evaluate("getComputedStyle(document.querySelector('.verdict')).borderLeftWidth") == "8px"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


# On paper

PLAN = "What to do Who By when Done when"


@pytest.mark.parametrize("name", ["school", "early-years", "sports-club"])
def test_a_board_can_read_it_in_one_sitting(window, made, tmp_path, name):
    """Before anything is opened: the judgement, the themes, what to do, what is going well, and nothing beyond."""
    found = length(window(made[name].path).page, made[name].path, tmp_path)
    assert found.size <= 150_000
    assert found.words <= 3_000
    assert found.screens <= 8
    assert found.sheets <= 4
    assert found.sheets_in_all > 15
    assert found.words_in_all > 10_000


@pytest.mark.parametrize("name", ["school", "early-years", "sports-club"])
def test_a_full_last_year_leaves_it_as_short(window, made, tmp_path, name):
    """Every question was answered last year, and most of them otherwise."""
    report, last = made[name].report, (Rating.MET, Rating.PARTLY, Rating.NOT_MET)
    given = tuple(replace(r, last_rating=last[n % 3]) for n, r in enumerate(report.audit.responses))
    again = build.from_record(report.checklist, replace(report.record, audit=replace(report.audit, responses=given)))
    path = tmp_path / "carried.html"
    path.write_text(html.render(again), encoding="utf-8")
    page = window(path).page
    page.emulate_media(media="print")
    narrow = "all => all.filter(one => one.getBoundingClientRect().height > 60).map(one => one.textContent)"
    assert page.locator(".themes tbody td").evaluate_all(narrow) == []  # no figure is broken over lines
    found = length(window(path).page, path, tmp_path)
    assert found.words <= 3_000
    assert found.screens <= 8
    assert found.sheets <= 4


@pytest.mark.parametrize("name", [*FULL, "public"])
def test_every_sheet_says_whose_it_is_and_of_which_day(window, made, tmp_path, name):
    page = window(made[name].path).page
    page.pdf(path=str(tmp_path / "report.pdf"), prefer_css_page_size=True)
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(tmp_path / "report.pdf").pages]
    report = made[name].report
    assert [sheet for sheet in sheets if look.flat(look.foot(page)) not in look.flat(sheet)] == []
    assert look.flat(report.title[:40]) in look.flat(look.foot(page))


@pytest.mark.parametrize("name", ["\\", '"; } * { color: red }', "</style><script>", "Ünïted \u202e\ud800 Ltd", "a\nb"])
def test_a_name_at_the_foot_is_only_a_name(made, name):
    """A style sheet is text of ours: a name in it ends neither its text nor the sheet."""
    report = made["perfect"].report
    audit = replace(report.audit, setting=replace(report.audit.setting, name=name))
    page = html.render(replace(report, record=replace(report.record, audit=audit)))
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    foot = style.rstrip().splitlines()[-1]
    assert re.fullmatch(r'@page \{ @bottom-left \{ content: "[A-Za-z0-9 ,.\\-]*"; \} \}', foot)


def test_only_what_is_open_is_printed_and_all_by_the_button(window, made, tmp_path):
    one = made["early-years"]
    page = window(one.path, scripts=False).page
    assert page.locator("main button").count() == 0
    page.locator("#in-method").evaluate("one => { one.parentElement.open = true }")
    printed = look.flat("".join(look.printed(page, tmp_path / "method.pdf")))
    sources, partly = one.report.checklist.cited()[0].paraphrase, one.report.card.findings[0].criterion.partly
    assert look.flat("The judgement is the first of these that applies") in printed
    assert look.flat(sources) not in printed
    assert look.flat(partly) not in printed
    page = window(one.path).page
    page.evaluate("window.print = () => { window.printed = document.getElementById('main').outerHTML.slice(0, 40) }")
    page.get_by_role("button", name="Print the report with its annex").click()
    assert page.evaluate("printed").startswith(html.PRINTED_WHOLE)
    assert page.locator("main").get_attribute("class") in {"", None}


@pytest.mark.parametrize("name", FULL)
def test_paper_holds_everything(window, made, tmp_path, name):
    """Where all was asked for, what is closed is printed too, with scripts off; no heading is left behind, and those of
    tables come again."""
    report = made[name].report
    path = tmp_path / "whole.html"
    path.write_text(html.render(report, whole=True), encoding="utf-8")
    shown = window(path, scripts=False)
    assert shown.page.locator("details[open]").count() == 0
    sheets = look.printed(shown.page, tmp_path / "report.pdf")
    titles = look.headings(shown.page)
    whole = look.flat("".join(sheets))
    for action in report.plan.actions:
        assert look.flat(action.what) in whole
        assert look.flat(action.owner) in whole
        assert look.flat(action.done_when) in whole
        assert look.flat(action.criterion.effort.meaning) in whole
    for finding in report.card.findings:
        criterion = finding.criterion
        texts = (criterion.question, criterion.met)
        if finding.rating is not Rating.MET:
            texts += (criterion.why,)
        if finding.rating not in {Rating.MET, Rating.NOT_MET}:
            texts += (criterion.partly, *criterion.evidence)
        texts += tuple((finding.response.evidence + "\n" + finding.response.notes).splitlines())
        assert [text for text in texts if look.flat(text) not in whole] == []
    rows = [action.what for action in report.plan.actions]
    assert look.headless_tables(sheets, rows, PLAN) == []
    assert look.left_behind(sheets, titles) == []
    assert report.title.split()[0] in sheets[0]
    assert look.flat(report.edition) in look.flat(sheets[0])


@pytest.mark.parametrize(
    ("wrong", "check"),
    [
        ("@media print { .whole details::details-content { content-visibility: hidden; display: none } }", "whole"),
        ("@media print { thead { display: table-row-group } }", "head"),
        ("@media print { h3 { break-after: page !important } }", "behind"),
    ],
)
def test_what_is_lost_on_paper_is_noticed(window, made, tmp_path, wrong, check):
    one = made["early-years"]
    all_of_it = ('<main id="main">', html.PRINTED_WHOLE)
    shown = window(_broken(one, all_of_it, ("</style>", f"{wrong}</style>")), scripts=False)
    sheets = look.printed(shown.page, tmp_path / "broken.pdf")
    titles = look.headings(shown.page)
    if check == "whole":
        assert look.flat(one.report.card.findings[0].criterion.partly) not in look.flat("".join(sheets))
    elif check == "head":
        rows = [action.what for action in one.report.plan.actions]
        assert look.headless_tables(sheets, rows, PLAN)
    else:
        assert look.left_behind(sheets, titles)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_can_be_read_in_black_and_white_without_backgrounds(window, made, scheme):
    shown = window(made["troubled"].path, scheme=scheme)
    look.open_all(shown.page)
    assert look.pale_on_paper(shown.page) == []


def test_white_words_on_paper_are_noticed(window, made):
    path = _broken(made["perfect"], ("</style>", "@media print { thead th { color: #fff !important } }</style>"))
    shown = window(path)
    assert look.pale_on_paper(shown.page)


# The page as a file


def test_the_policy_lets_nothing_in(window, made):
    """No script but the one of ours may run, nothing may be fetched, and no style stands outside the one sheet.

    Data that a browser does not run may stand in a ``script`` of another type.
    """
    page = made["early-years"].path.read_text(encoding="utf-8")
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page)
    assert policy
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'; "
        r"base-uri 'none'; form-action 'none'",
        policy[1],
    )
    assert page.index(policy[0]) < page.index("<style")
    assert page.count("<style") == 1
    page = page.replace('<script type="application/octet-stream"', "")
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy[1]
    for never in (
        "innerHTML",
        "outerHTML =",
        "eval",
        "Function",
        "insertAdjacent",
        "document.write",
        "fetch",
        "import",
    ):
        assert never not in script
    page = page.replace(f"<script>{script}</script>", "")
    for not_there in (" style=", "<script", "@import", "@font-face", "url(", "<link", "<iframe", "<form"):
        assert not_there not in page
    shown = window(made["early-years"].path)
    assert shown.page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"


@pytest.mark.parametrize("right", [True, False])
def test_the_style_can_be_held_to_its_hash(window, made, monkeypatch, tmp_path, right):
    """With a filter ``style_hash`` the policy names the one sheet, and a browser takes no other."""

    def style_hash(css: str) -> str:
        return base64.b64encode(hashlib.sha256((css if right else css + " ").encode()).digest()).decode()

    environment = html._environment().overlay()
    environment.filters = {**environment.filters, "style_hash": style_hash}
    monkeypatch.setattr(html, "_environment", lambda: environment)
    path = tmp_path / "hashed.html"
    path.write_text(html.render(made["perfect"].report), encoding="utf-8")
    assert "unsafe-inline" not in path.read_text(encoding="utf-8")
    shown = window(path)
    styled = shown.page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert styled is right
    assert (shown.beyond(path) == []) is right


def test_it_is_not_larger_than_its_words_ask(window, made):
    """A report of 60 criteria is mostly words, which no bound can shorten: what stands around them is held to them."""
    for name in ("school", "early-years", "sports-club"):
        assert len(made[name].report.card.findings) >= 44
        assert made[name].path.stat().st_size <= 188_000
    path = made["early-years"].path
    words = len(window(path).page.evaluate("document.body.textContent.replace(/\\s+/g, ' ')").encode())
    assert path.stat().st_size < 1.65 * words
