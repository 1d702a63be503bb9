"""Verify is fair: what people and programs do to a page without changing what it says is no alarm; an edit is one."""

import gzip
import os
import random
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from jinja2 import meta

from audit.cli.main import cli
from audit.files import resources
from audit.integrity import browser_saved, page_diff, verify
from audit.problems import is_fault
from audit.report import build, canonical, html, page_parts, redaction, templates
from audit.report.detail import Detail
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.read import reader
from tests.browser import browser, opened
from tests.conftest import DAY
from tests.test_review import Hand
from tests.test_verify_report import with_data

__all__ = ["browser"]  # a fixture
EDITS = 200 if os.environ.get("SLOW") else 60
"""Of a page that a browser saved, each of which is compared whole; with ``SLOW=1`` 200, which takes minutes."""
PAGES = Path(__file__).parent / "pages"
SAVED = "'<!DOCTYPE html>\\n' + document.documentElement.outerHTML"


def say(*words: object):
    done = CliRunner().invoke(cli, [*map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture(scope="module")
def books(tmp_path_factory) -> dict[str, Path]:
    """The three invented settings' workbooks, by kind, each with its report beside it."""
    folder = tmp_path_factory.mktemp("fair")
    made = {}
    for profile in demonstration.PROFILES:
        kind = profile.setting.kind
        made[kind] = folder / f"{kind}.xlsx"
        made[kind].write_bytes(demonstration.filled_workbook(profile, DAY))
        page = html.render(build.build(reader.read(made[kind]), DAY))
        made[kind].with_suffix(".html").write_text(page, encoding="utf-8", newline="")
    return made


@pytest.fixture(scope="module")
def page(books) -> str:
    """The nursery's report."""
    return books["early-years"].with_suffix(".html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def saved(browser, books) -> dict[str, str]:
    """What Chromium makes of each page, written down with all that its scripts put in and one part folded out."""
    made = {}
    for kind, book in books.items():
        with opened(browser, book.with_suffix(".html")) as shown:
            shown.page.evaluate("document.querySelector('details').open = true")
            made[kind] = shown.page.evaluate(SAVED)
    return made


def found_in(text: str) -> list[str]:
    """The codes of what is found in a page by itself."""
    one = verify.opened(text.encode(), "report.html")
    given = one.record.audit
    checklist = demonstration.load(given.checklist, given.setting.kind)
    return [p.code for p in verify.comparable(one, checklist) or verify.of_page(one, checklist)]


# What is no change: 0 false alarms

MAILED = {
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "old line ends": lambda text: text.replace("\n", "\r"),
    "a mark at the beginning": lambda text: f"\ufeff{text}",
    "lines at the end": lambda text: f"{text}\n\n\n",
}


@pytest.mark.parametrize("change", MAILED.values(), ids=MAILED)
def test_what_mail_does_is_no_difference(page, change):
    assert found_in(change(page)) == []


def as_a_file(text: str) -> str:
    """As "Save as, complete" writes it: from where it was saved, the encoding in other words, and whole addresses."""
    text = re.sub(r'href="(#[\w-]+)"', r'href="file:///home/a/report.html\1"', text)
    text = text.replace(
        '<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n'
    )
    return text.replace("<html", "<!-- saved from url=(0031)file:///home/a/report.html -->\n<html", 1)


@pytest.mark.parametrize("again", [str, as_a_file], ids=["its DOM", "with the marks of a file"])
def test_a_page_that_a_browser_saved_is_the_same_and_said_to_be_written_again(saved, books, again, tmp_path):
    for kind, text in saved.items():
        file = tmp_path / "saved.html"
        file.write_text(again(text), encoding="utf-8")
        assert text != books[kind].with_suffix(".html").read_text(encoding="utf-8")
        done = say("verify", file, books[kind])
        assert done.exit_code == 0, done.output
        assert "V27 The page's code was written again" in done.output
        assert "Do not rely" not in done.output


def test_a_seal_fits_a_page_that_a_browser_saved(browser, books, tmp_path):
    file = tmp_path / "sealed.html"
    file.write_bytes(books["early-years"].with_suffix(".html").read_bytes())
    assert say("seal", "--new-key", tmp_path / "our.key").exit_code == 0
    assert say("seal", file, "--key", tmp_path / "our.key", "--name", "A. Example", "--role", "Head").exit_code == 0
    with opened(browser, file) as shown:
        text = shown.page.evaluate(SAVED)
    file.write_text(text, encoding="utf-8")
    done = say("verify", file, "--public-key", tmp_path / "our.key.pub")
    assert done.exit_code == 0, done.output
    assert "Sealed by A. Example" in done.output
    file.write_text(text.replace("danger today", "danger some day", 1), encoding="utf-8")
    assert "V12" in say("verify", file).output


def test_a_workbook_saved_again_and_sorted_is_no_alarm(books, tmp_path):
    workbook = openpyxl.load_workbook(books["early-years"])
    sheet = workbook["Checklist"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=layout.FIRST_ROW)]
    for row, values in zip(sheet.iter_rows(min_row=layout.FIRST_ROW), reversed(rows), strict=True):
        for cell, value in zip(row, values, strict=True):
            cell.value = value
    workbook.save(tmp_path / "again.xlsx")
    done = say("verify", books["early-years"].with_suffix(".html"), tmp_path / "again.xlsx")
    assert done.exit_code == 0, done.output


# A review beside its return


@pytest.fixture(scope="module")
def reviewed(books, tmp_path_factory) -> Path:
    """A review of the nursery's return, and beside it its reports in full and for sharing."""
    path = tmp_path_factory.mktemp("reviewed") / "review.xlsx"
    assert say("review", books["early-years"], "-o", path, "--phrase", "snow").exit_code == 0
    hand = Hand(path)
    for number, ref in enumerate(hand.rows):
        if number % 4 == 0:
            hand.write(ref, "Reviewer's rating", "Partly met")
        if number % 8 == 0:
            hand.write(ref, "Reviewer's reason", f"Seen, number {number}.")
            hand.write(ref, "Agreed rating", "Not met")
            hand.write(ref, "Agreed because", "Talked over.")
    hand.sign("A. Reviewer", DAY)
    hand.save()
    report = build.build(reader.read(path), DAY)
    for level in (Detail.FULL, Detail.SHARED):
        text = html.render(redaction.redact(report, level))
        path.with_name(f"{level}.html").write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("level", ["full", "shared"])
def test_the_setting_can_hold_its_own_return_against_a_reviewed_report(reviewed, books, level):
    done = say("verify", reviewed.with_name(f"{level}.html"), books["early-years"])
    assert done.exit_code == 0, done.output
    assert "V32 The report is that of a review by A. Reviewer" in done.output
    assert "V06" not in done.output
    assert "V16" not in done.output


def test_an_answer_that_the_review_changed_is_named_to_the_setting(reviewed, books, tmp_path):
    workbook = openpyxl.load_workbook(books["early-years"])
    cell = workbook["Checklist"][f"{layout.column_letter('Evidence')}{layout.FIRST_ROW + 1}"]
    cell.value = f"{cell.value} and more"
    workbook.save(tmp_path / "changed.xlsx")
    for level in ("full", "shared"):
        done = say("verify", reviewed.with_name(f"{level}.html"), tmp_path / "changed.xlsx")
        assert done.exit_code == 1, done.output
        assert "V06" in done.output
    assert "Words that this level of detail withholds" in done.output


def test_a_report_of_the_return_can_be_held_against_its_review(reviewed, books):
    done = say("verify", books["early-years"].with_suffix(".html"), reviewed)
    assert done.exit_code == 0, done.output
    assert "V33 The workbook is a review by A. Reviewer" in done.output


# Formats, versions and templates


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html.gz")), ids=lambda path: path.name)
def test_a_page_of_every_format_ever_written_can_be_checked(path):
    """It may be of other templates by now or of an earlier edition, but never is it refused or called altered."""
    text = gzip.decompress(path.read_bytes()).decode()
    one = verify.opened(text.encode(), path.name)
    number = int(path.name.split("-")[1])
    assert one.record.format == number
    assert canonical.text(canonical.values(one.record)) == one.carried
    assert not {"V01", "V02", "V05", "V28"} & set(found_in(text))


def test_a_page_is_kept_of_every_format():
    kept = {int(path.name.split("-")[1]) for path in PAGES.glob("format-*")}
    assert kept == set(range(1, build.FORMAT + 1))


def test_a_format_of_a_later_version_is_said_plainly(books, tmp_path):
    whole = f'"format":{build.FORMAT}'
    later = with_data(books["early-years"].with_suffix(".html"), lambda text: text.replace(whole, '"format":99'))
    (tmp_path / "later.html").write_bytes(later)
    done = say("verify", tmp_path / "later.html")
    assert done.exit_code == 1
    assert f"V28 The answers that the report carries are in format 99, and this version reads up to {build.FORMAT}" in (
        done.output
    )


@pytest.mark.parametrize(
    ("pages", "more", "parts"),
    [
        (["report.html", "public.html"], {"style.css", "report.js", "plan.js"}, page_parts.PARTS),
        (["owners.html"], {"style.css", "pages.css"}, page_parts.BY_OWNER),
    ],
)
def test_the_templates_that_a_page_names_are_all_that_it_is_made_of(pages, more, parts):
    folder, environment = resources.folder("templates"), templates.environment()
    found, left = set(), list(pages)
    while left:
        name = left.pop()
        found.add(name)
        text = (folder / name).read_text(encoding="utf-8")
        left += [one for one in meta.find_referenced_templates(environment.parse(text)) if one and one not in found]
    assert found | more == set(parts)


@pytest.fixture
def elsewhere(monkeypatch, books, tmp_path, page):
    """A page that other templates made, as its record says: with another word and another style."""
    report = build.build(reader.read(books["early-years"]), DAY)
    other = replace(report.record, provenance=replace(report.provenance, templates="0" * 16))
    text = html.render(build.from_record(report.checklist, other))
    return text.replace("</style>", "b{color:navy}\n</style>", 1)


def test_of_a_page_of_other_templates_it_is_said_what_can_be_said(elsewhere, books, tmp_path):
    file = tmp_path / "elsewhere.html"
    file.write_text(elsewhere, encoding="utf-8")
    done = say("verify", file, books["early-years"])
    assert done.exit_code == 3, done.output
    assert "V29 The report was made with other templates" in done.output
    assert "V31 Every word and figure" in done.output
    assert not re.search("NOT the same|V05|Do not rely", done.output)
    file.write_text(elsewhere.replace("What could leave", "What might leave"), encoding="utf-8")
    done = say("verify", file)
    assert done.exit_code == 3
    assert "V30 Essentials: the page says 'What might leave" in done.output


def test_an_edit_of_a_word_or_figure_is_named_on_a_page_of_other_templates_too(elsewhere):
    checked = 0
    for pattern, new in (
        (r"(?<=<i class=\"not-met\">)Not met", "Met"),
        (r"(?<=<dd>)\d+(?=%)", "99"),
        ("Do first", "x"),
    ):
        edited = re.sub(pattern, new, elsewhere, count=1)
        assert edited != elsewhere
        assert found_in(edited) == ["V29", "V30"]
        checked += 1
    assert checked == 3


def test_a_changed_rating_stands_first_among_all_that_other_templates_word_otherwise():
    """A page as it was really made by earlier templates, which said much in other words."""
    text = gzip.decompress((PAGES / "format-2-full.html.gz").read_bytes()).decode()
    ratings = list(re.finditer(r'<i class="not-met">Not met', text))
    for one in ratings[:2], ratings[-2:]:
        begin, end = one[0].span()
        opened_page = verify.opened(f"{text[:begin]}<i class='met'>Met{text[end:]}".encode(), "report.html")
        found = verify.of_page(opened_page, demonstration.load("leaders", "early-years"))
        assert [p.code for p in found[:2]] == ["V29", "V30"]
        assert re.search("the page says '[^']*\\bMet\\b[^']*', and this version writes '[^']*Not met", found[1].message)


def test_a_page_of_another_version_with_the_same_words_and_code_is_the_same(page, monkeypatch):
    monkeypatch.setattr(verify.package, "__version__", "9.9.9")
    assert found_in(page) == []


# An edit is one

KINDS = {
    "judgement": ("Act now", "In place"),
    "judgement's colour": ('class="verdict act-now"', 'class="verdict in-place"'),
    "figure": (r"<dd>\d+%</dd>", "<dd>99%</dd>"),
    "theme's figure": (r"</th><td>\d+%", "</th><td>100%"),
    "bar": (r'<rect class="shown" width="\d+%"', '<rect class="shown" width="99%"'),
    "rating": (">Not met</i>", ">Met</i>"),
    "rating's colour": ('<i class="not-met">', '<i class="met">'),
    "rating in a title": (r"(<summary><b>[^<]*</b>.*?<i class=\"[a-z-]+\">)[A-Z][a-z ]+", r"\1Not applicable"),
    "essential's mark": ('<small class="essential">Essential</small> ', ""),
    "breach's mark": ('<small class="breach">Breach</small> ', ""),
    "count": (r"Essentials \d+ of", "Essentials 12 of"),
    "name": ("Rosebank", "Rosehill"),
    "day": ("20 November 2026", "20 October 2026"),
    "owner": (r"(</td><td>)[A-Z][^<]*(</td><td>\d)", r"\1Nobody\2"),
    "due day": (r"(</td><td>)\d+ \w+ \d{4}", r"\g<1>1 January 2030"),
    "action taken out": (r"(?s)<tr id=\"a\d+\">.*?</tr>\n", ""),
    "action twice": (r"(?s)(<tr id=\"a\d+\">.*?</tr>\n)", r"\1\1"),
    "paragraph taken out": (r"<p class=\"small\">[^\n]*</p>\n", ""),
    "evidence": (r"(</details>\n<div>)[^<]+", r"\1A folder that is not there"),
    "cell": (r"<small>[A-Z]\d+</small>", "<small>Z9</small>"),
    "link to a question": (r'href="#q1"', 'href="#q2"'),
    "link to a provision": (r'href="#p\d+"', 'href="#p999"'),
    "address of a source": (r'href="https://', 'href="https://www.example.org/'),
    "provision's words": ("<q>must</q>", "<q>may</q>"),
    "comment": ("</h1>", "</h1><!-- x -->"),
    "hidden": ('<section aria-labelledby="plan">', '<section aria-labelledby="plan" hidden>'),
    "style in a tag": ("<h1>", '<h1 style="display:none">'),
    "style": ("</style>", ".breach{display:none}\n</style>"),
    "script": ('"use strict";', '"use strict";document.title="x";'),
    "policy": ("default-src 'none'", "default-src *"),
    "title": ("<title>", "<title>Not "),
    "picture": ("</h1>", '</h1><img alt="Outstanding" src="data:,">'),
    "what it carries": (r'data-sha256="[0-9a-f]', 'data-sha256="x'),
}


def edited(text: str, pattern: str, new: str) -> str:
    changed = re.sub(pattern, new, text, count=1)
    assert changed != text, "nothing was edited"
    return changed


def test_there_are_33_kinds():
    assert len(KINDS) == 33


@pytest.mark.parametrize(("pattern", "new"), KINDS.values(), ids=KINDS)
def test_every_kind_of_edit_is_caught(page, pattern, new):
    assert "V05" in found_in(edited(page, pattern, new))


def test_every_kind_of_edit_is_caught_on_a_page_that_a_browser_saved(saved):
    """Those whose words a browser writes in the same way; the rest, such as a missing end tag, it mends."""
    missed, made = [], 0
    for what, (pattern, new) in KINDS.items():
        text = saved["early-years"]
        changed = re.sub(pattern, new, text, count=1)
        if changed == text:
            continue
        made += 1
        if "V05" not in found_in(changed):
            missed.append(what)
    assert missed == []
    assert made >= 28


def test_random_edits_of_a_saved_page_are_caught_and_few_differences_said(saved):
    """A letter or figure of what is shown, in a page that differs from ours in a thousand places of its code."""
    rng, missed = random.Random(20261128), []
    texts = {kind: (text, shown_places(text)) for kind, text in saved.items()}
    for number in range(EDITS):
        text, places = texts[rng.choice(sorted(texts))]
        at = rng.choice(places)
        changed = text[:at] + rng.choice("xyz789") + text[at + 1 :]
        if changed == text:
            continue
        found = found_in(changed)
        if not 0 < found.count("V05") <= 3:
            missed.append((number, text[at - 20 : at + 20], found))
    assert missed == []


def shown_places(text: str) -> list[int]:
    """Where a letter or figure of the page's text stands, outside scripts, styles and the plan's controls."""
    body = text.index("<body>")
    kept = re.compile(r"(?s)<(script|style|fieldset)\b.*?</\1>|<p class=\"said\".*?</p>|<button.*?</button>|<[^>]*>")
    bare = kept.sub(lambda found: "\0" * len(found[0]), text)
    return [at for at in range(body, len(bare)) if bare[at].isascii() and bare[at].isalnum()]


def test_words_cannot_be_hidden_in_the_controls_of_a_saved_page(saved):
    text = saved["early-years"]
    for old, new in (
        ("<legend>Work with the plan", "<legend>Ofsted agreed with every rating"),
        (r"\d+ of \d+ actions shown\.", "Nothing is left to do."),
        ('<fieldset class="tools">', '<fieldset class="tools"><p>In place</p>'),
        ("Print the report with its annex", "Ofsted has agreed"),
    ):
        assert "V05" in found_in(edited(text, old, new))


def test_differences_stand_worst_first(page):
    text = edited(page, "<h1>", "<h1 >").replace("</h1>", "</h1><!-- x -->", 1)
    text = text.replace("What could leave", "What might leave", 1)
    text = re.sub(r"(?s)^(.*)(?<=<i class=\"not-met\">)Not met", r"\1Met", text, count=1)
    one = verify.opened(text.encode(), "report.html")
    checklist = demonstration.load("leaders", "early-years")
    found = [p.message for p in verify.of_page(one, checklist) if is_fault(p)]
    places = [next(n for n, m in enumerate(found) if word in m) for word in ("Not met", "might leave", "<!-- x")]
    assert places == sorted(places)


# What nobody sees, by its name

UNSEEN = {
    "zero width space": "dan\u200bger",
    "zero width joiner": "dan\u200dger",
    "soft hyphen": "dan\u00adger",
    "right-to-left override": "dan\u202eger",
    "left-to-right isolate": "dan\u2066ger",
    "zero width no-break space": "dan\ufeffger",
    "combining acute accent": "da\u0301nger",
    "variation selector-16": "dan\ufe0fger",
    "hangul filler": "dan\u3164ger",
    "cyrillic small letter a": "d\u0430nger",
    "greek small letter alpha": "d\u03b1nger",
    "fullwidth latin small letter a": "d\uff41nger",
}
SPACES = {
    "no-break space": "\u00a0",
    "narrow no-break space": "\u202f",
    "em space": "\u2003",
    "hair space": "\u200a",
    "ideographic space": "\u3000",
    "line separator": "\u2028",
}


@pytest.mark.parametrize(("name", "word"), UNSEEN.items(), ids=UNSEEN)
def test_a_character_that_nobody_sees_is_named_on_the_page_and_in_the_workbook(page, books, tmp_path, name, word):
    (tmp_path / "report.html").write_text(page.replace("a child in danger", f"a child in {word}", 1), encoding="utf-8")
    done = say("verify", tmp_path / "report.html")
    assert done.exit_code == 1
    assert f"[{name}]" in done.output
    assert "Essentials: the page says" in done.output
    workbook = openpyxl.load_workbook(books["early-years"])
    start = {row[0].value: row[1] for row in workbook["Start here"].iter_rows(max_col=2)}
    cell = start[dict(layout.SETTING_LABELS)["completed_by"]]
    old = [f"{cell.value} danger", f"{cell.value} {word}"]
    files = [tmp_path / "one.xlsx", tmp_path / "other.xlsx"]
    for file, value in zip(files, old, strict=True):
        cell.value = value
        workbook.save(file)
    text = html.render(build.build(reader.read(files[0]), DAY))
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    done = say("verify", tmp_path / "report.html", files[1])
    assert (done.exit_code == 0) or f"[{name}]" in done.output, done.output


@pytest.mark.parametrize(("name", "space"), SPACES.items(), ids=SPACES)
def test_another_space_is_named_where_it_stands_and_is_no_hidden_code(page, name, space, tmp_path):
    text = page.replace("a child in danger", f"a child{space}in danger", 1)
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    done = say("verify", tmp_path / "report.html")
    assert f"[{name}]" in done.output
    assert "which is not shown" not in done.output


def test_two_quotations_never_look_alike():
    """Of whatever two different texts, the quotations differ in something that is seen."""
    letters = "ab \u00a0\u200b\u00ad\u202e\u0430\u03b1\u0301\ufeff\u2003Il1O0\u2060e\u00e9\u0435\n\t"
    rng = random.Random(5)
    for _ in range(3000):
        one, other = ("".join(rng.choice(letters) for _ in range(rng.randrange(1, 6))) for _ in range(2))
        if one == other:
            continue
        here, there = page_diff.around(one, other)
        assert here != there, (one, other)
        assert here.isprintable(), here
        assert there.isprintable(), there


def test_what_is_not_plain_html_has_no_form():
    for text in ("<!-- open", "<p", "<p a='", '<p a="1" a="2">', "<style>x", "a < b", "<!weird", "</p x=1>"):
        assert browser_saved.form(text) is None or text == "</p x=1>"
