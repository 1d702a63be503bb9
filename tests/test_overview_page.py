"""The overview and the list of files: every figure is the overview's own, and nothing in it ever runs."""

import json
import re
import statistics
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from audit.aggregate import figures, page_tables, pages, run
from audit.aggregate import page_view as viewing
from audit.aggregate.overview import By, Outcome, Overview, Repeated, Returns, State
from audit.checklist.load import load
from audit.cli import aggregate
from audit.files.resources import folder as resource
from audit.model import Rating
from audit.problems import Where, problem
from audit.report import build, html
from audit.samples import overview_factory
from audit.text import number_words, of_words, share_words
from audit.workbook.read import reader
from tests import browser as look
from tests import many, tables_of
from tests.browser import PHONE, WIDE, browser, window
from tests.test_browser import CONFIG
from tests.test_injection import LISTEN, PROVOKE, STRINGS

__all__ = ["browser", "window"]  # fixtures
WHOLE = load("leaders")
COLUMN = {By.KIND: "kind", By.PHASE: "phase", By.AREA: "area", By.GROUP: "group"}


@pytest.fixture(scope="module")
def made():
    return overview_factory.overview(200)


@pytest.fixture(scope="module")
def page(made):
    return pages.overview_page(made)


@pytest.fixture(scope="module")
def read(page):
    return tables_of.read(page)


def nobody(made: Overview) -> Overview:
    """The same settings, and nothing came of any."""
    rows = tuple(replace(rehearsal_row(row), state=State.MISSING) for row in made.settings)
    none = Returns(
        **dict.fromkeys({field.name for field in fields(Returns)} - {"expected", "missing"}, 0),
        expected=len(rows),
        missing=len(rows),
    )
    return replace(
        made, settings=rows, returns=none, levels=figures.levels([]), spreads=(), gaps=(), movers=(), repeated=(),
        themes=figures.themes([], made.checklist), files=(), chase=(),
    )  # fmt: skip


def rehearsal_row(row):
    """A row as it is before anything came."""
    names = ("key", "name", "kind", "kind_title", "urn", "phase", "area", "group", "contact", "expected", "state")
    return type(row)(**{name: getattr(row, name) for name in names})


def data_of(text: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    return json.loads(found[1])


def of(count, whole):
    return f"{count} of {whole} ({share_words(100 * count / whole)})"


# Every figure is the overview's


def test_the_first_screen(made, read):
    came = made.returns
    assert read.ids["headline"] == f"{of_words(came.expected_returned, came.expected)} expected settings returned"
    breach = max(made.gaps, key=lambda gap: gap.breaches)
    assert f"most common breach, at {breach.breaches} settings" in read.ids["first-breach"]
    gap = made.gaps[0]
    assert f"not fully met at {of(gap.share.count, gap.share.of)}" in read.ids["first-gap"]
    reasons = Counter(line.reason for line in made.chase)
    assert all(
        f"{number} {reason[0].lower()}{reason[1:]}" in read.ids["first-chase"] for reason, number in reasons.items()
    )


def test_judgements(made, read, page):
    rows = read.tables["judgements"]
    whole = made.returns.returned
    assert [row[:3] for row in rows] == [
        [level.value, str(number), of_words(number, whole)] for level, number in made.levels
    ]
    tiles = re.findall(r"<dt>(Act now|Incomplete|Work to do|In place)</dt><dd>(\d+)</dd>", page)
    assert tiles == [(level.value, str(number)) for level, number in made.levels]
    assert sum(number for _, number in made.levels) == whole
    kinds = [s for s in made.spreads if s.by is By.KIND and s.five.counted >= 5]
    by_kind = [[s.title, *(str(number) for _, number in s.levels)] for s in kinds]
    assert read.tables["judgements-kind"] == by_kind


def test_returns_and_whom_to_chase(made, read, page):
    came = made.returns
    assert (
        f"{came.files} files were looked at: {came.read} read, {came.with_faults} read with faults, "
        f"{came.refused} refused; {came.superseded} superseded"
    ) in read.ids["files-in-short"]
    numbers = re.findall(r"<dt>(Returned|Not returned|Blank or not readable)</dt><dd>(\d+)</dd>", page)
    assert [int(number) for _, number in numbers] == [
        came.returned,
        came.missing,
        came.blank + came.unreadable + came.in_parts,
    ]
    assert [row[:2] for row in read.tables["chase"]] == [[line.name, line.reason] for line in made.chase[:10]]


def five(spread):
    return [
        str(spread.lowest),
        f"{number_words(spread.lower_quartile)} to {number_words(spread.upper_quartile)}",
        number_words(spread.median),
        str(spread.highest),
    ]


@pytest.mark.parametrize("by", list(COLUMN))
def test_spreads(made, read, page, by):
    own = [spread for spread in made.spreads if spread.by is by]
    large = [spread for spread in own if spread.five.counted >= 5]
    rows = read.tables[f"by-{by}"]
    everybody = next(spread for spread in made.spreads if spread.by is By.ALL)
    assert [row[0] for row in rows] == ["All settings", *(spread.title for spread in large)]
    assert [row[3:] for row in rows] == [five(spread.five) for spread in (everybody, *large)]
    for spread, row in zip(large, rows[1:], strict=True):
        expected = [r for r in made.settings if r.expected and getattr(r, COLUMN[by]) == spread.id]
        returned = [r for r in expected if r.state is State.RETURNED]
        apart = sum(r.unanswered > 0 for r in returned)
        assert row[1] == f"{len(returned)} of {len(expected)}" + (f"; {apart} not complete" if apart else "")
    for spread in own:
        if spread.five.counted < 5:
            assert f"{spread.title} ({spread.five.counted})" in page


def test_the_box_is_where_the_figures_are(made, page):
    boxes = re.findall(r'<rect class="half" x="([\d.]+)%" width="([\d.]+)%"', page)
    everybody = made.spreads[0].five
    assert float(boxes[0][0]) == pytest.approx(1 + 0.98 * everybody.lower_quartile, abs=0.01)
    assert float(boxes[0][1]) == pytest.approx(0.98 * (everybody.upper_quartile - everybody.lower_quartile), abs=0.01)


def test_how_many_have_which_score(made, read):
    scores = made.spreads[0].scores
    assert [int(row[1]) for row in read.tables["bins"]] == [
        *(sum(low <= score < low + 10 for score in scores) for low in range(0, 100, 10)),
        sum(score == 100 for score in scores),
    ]
    assert sum(int(row[1]) for row in read.tables["bins"]) == made.spreads[0].five.counted


def test_themes_and_their_medians_by_group(made, read):
    assert [row[0] for row in read.tables["themes"]] == [theme.title for theme in made.themes]
    assert [row[3:] for row in read.tables["themes"]] == [five(theme.five) for theme in made.themes]
    seen = 0
    for by, column in COLUMN.items():
        for spread, row in zip(
            [s for s in made.spreads if s.by is by and s.five.counted >= 5], read.tables[f"heat-{by}"], strict=True
        ):
            own = [r for r in made.in_figures if getattr(r, column) == spread.id and not r.unanswered]
            assert row[0] == spread.title
            for place, cell in enumerate(row[1:]):
                scores = [r.themes[place] for r in own if r.themes[place] is not None]
                said = number_words(statistics.median(scores)) if len(scores) >= 5 else "too few"
                assert cell == said
                seen += 1
    assert seen > 100


def test_gaps(made, read):
    rows = [*read.tables["gaps"], *read.tables["other-gaps"]]
    asked = {c.id for kind in {row.kind for row in made.returned} for c in load("leaders", kind).criteria}
    assert len(rows) == len(made.gaps)
    assert {gap.ref for gap in made.gaps} == asked
    for gap, row in zip(made.gaps, rows, strict=True):
        share = gap.share
        ends = f"{share_words(share.low)} to {share_words(share.high)} with the missing"
        place = f"place {gap.best}" + (f" to {gap.worst}" if gap.worst != gap.best else "")
        assert row == [
            gap.title, of(share.count, share.of) + ends + place, str(gap.count(Rating.PARTLY)),
            str(gap.count(Rating.NOT_MET)), str(gap.breaches), str(gap.unanswered), of(gap.returned, gap.expected),
        ]  # fmt: skip


def test_breaches(made, read):
    rows = made.returned
    law, guidance = sum(bool(r.law) for r in rows), sum(bool(r.guidance) for r in rows)
    assert f"{of(law, len(rows))} settings have at least one breach of law" in read.ids["breaches-in-short"]
    assert f"{of(guidance, len(rows))} at least one of statutory guidance" in read.ids["breaches-in-short"]
    by_title = {gap.title: gap.breaches for gap in made.gaps}
    said = read.tables["breaches-criteria"]
    assert [by_title[row[0]] for row in said] == sorted(by_title.values(), reverse=True)[: len(said)]
    assert [row[1] for row in said] == [of(by_title[row[0]], len(rows)) for row in said]
    by_name = {row.name: row for row in rows}
    for name, own_law, own_guidance, which in read.tables["breaches-settings"]:
        row = by_name[name]
        assert (int(own_law), int(own_guidance)) == (len(row.law), len(row.guidance))
        assert which == ("; ".join(WHOLE.criterion(ref).title for ref in row.law) or "none")
    most = sorted((len(r.law) for r in rows), reverse=True)
    assert [int(row[1]) for row in read.tables["breaches-settings"]] == most[: len(read.tables["breaches-settings"])]


def test_movers(made):
    """Every third setting went down: last year and this year change places."""
    movers = tuple(
        replace(m, before=m.now, now=m.before, better=m.worse, worse=m.better) if place % 3 == 0 else m
        for place, m in enumerate(made.movers)
    )
    made = replace(made, movers=movers)
    read = tables_of.read(pages.overview_page(made))
    better = [m for m in made.movers if m.change > 0][:10]
    worse = [m for m in made.movers if m.change < 0][:10]
    for title, movers, sign in (("better", better, "+"), ("worse", worse, "−")):
        assert read.tables[title] == [
            [m.name, f"{m.before}%", f"{m.now}%", f"{sign}{abs(m.change)}", str(m.criteria), str(len(m.better)),
             str(len(m.worse))] for m in movers
        ]  # fmt: skip
    assert better
    assert worse


def test_the_table_as_data_says_every_setting_whole(made, page):
    data = data_of(page)
    titles = [column["title"] for column in data["columns"]]
    assert len(data["rows"]) == len(made.settings)
    by_key = {row.key: row for row in made.settings}
    by_name = {row.name: row for row in made.settings}

    def shown(cells, title):
        place = titles.index(title)
        column = data["columns"][place]
        return column["values"][cells[place]] if column["kind"] == "list" and cells[place] is not None else cells[place]

    for cells in data["rows"]:
        row = by_key[cells[1]] if cells[1] else by_name[cells[0]]
        there = row.level is not None
        assert shown(cells, "Setting") == row.name
        assert shown(cells, "State") == row.state
        assert shown(cells, "Judgement") == row.level
        for title, value in (("So far", row.so_far), ("Best case", row.best_case), ("Evidenced", row.evidenced)):
            assert shown(cells, title) == value
        for theme, value in zip(made.themes, row.themes, strict=False):
            assert shown(cells, theme.title) == value
        for title, value in (
            ("Breaches of law", len(row.law)),
            ("Breaches of guidance", len(row.guidance)),
            ("Unanswered", row.unanswered),
            ("Actions", row.actions),
            ("Faults in the file", row.faults),
        ):
            assert shown(cells, title) == (value if there else None)
        for title, value in (("Kind", row.kind_title), ("Phase", row.phase), ("Area", row.area), ("Group", row.group)):
            assert shown(cells, title) == (value or "Not said")
        assert shown(cells, "URN or identifier") == row.urn
        assert shown(cells, "Date of audit") == (row.audit_date.isoformat() if row.audit_date else "")
        assert shown(cells, "Late") == ("yes" if row.late else "no")
        assert shown(cells, "Answers").upper() == row.answers.upper()
        breached = {
            c.id for c, letter in zip(WHOLE.criteria, shown(cells, "Answers"), strict=False) if letter.islower()
        }
        assert breached == {*row.law, *row.guidance}


def test_the_plain_rows_are_the_first_of_the_table(made, page, read):
    data, rows = data_of(page), read.tables["settings"]
    assert len(rows) == viewing.MOST_ROWS
    assert [row[0] for row in rows] == [cells[0] for cells in data["rows"][: len(rows)]]
    by_name = {row.name: row for row in made.settings}
    for name, state, level, so_far, law, guidance, unanswered, kind in rows:
        row = by_name[name]
        assert (state, level, so_far) == (row.state, row.level, f"{row.so_far}%")
        assert (law, guidance, unanswered) == (str(len(row.law)), str(len(row.guidance)), str(row.unanswered))
        assert kind == row.kind_title
    assert f"the first {len(rows)} of {len(made.settings)} settings" in page


def test_every_file_is_on_the_list(made):
    text = pages.files_page(made)
    data, read = data_of(text), tables_of.read(text)
    outcomes = data["columns"][1]["values"]
    said = {cells[0]: cells for cells in data["rows"]}
    names = {row.key: row.name for row in made.settings}
    assert len(said) == len(data["rows"]) == len(made.files)
    for line in made.files:
        file, outcome, counted, setting, told = said[line.file]
        assert (file, outcomes[outcome], bool(counted)) == (line.file, line.outcome, line.counted)
        assert setting == names.get(line.setting, line.name)
        assert all(p.code in told and p.message in told and p.fix in told for p in line.problems)
    odd = [line for line in made.files if line.outcome is not Outcome.READ or line.why_not]
    assert len(odd) > 5
    assert {row[0] for row in read.tables["files"]} == {line.file for line in odd}
    assert [row[1] for row in read.tables["files"]] == sorted(
        (line.outcome for line in odd), key=["refused", "read with faults", "read"].index
    )


def test_provenance(made, page):
    for text in (made.edition, made.checklist.digest, made.checklist.edition, made.tool_version, "20 November 2026"):
        assert str(escape(text)) in page


# What must not mislead


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from("ABCDEFG"), min_size=176, max_size=176))
def test_a_group_under_five_is_said_and_never_drawn(made_once, groups):
    """Whatever the groups: none of the drawn ones is small, and all are either drawn, said or left to the workbook."""
    returned = iter(groups)
    rows = [replace(r, group=next(returned) * 2) if r.level else r for r in made_once.settings]
    rows = [replace(r, group=f"small-{place}") if place < 9 else r for place, r in enumerate(rows)]
    overview = replace(
        made_once,
        settings=tuple(rows),
        spreads=figures.spreads([r for r in rows if r.level], made_once.checklist),
    )
    sizes = Counter(r.group for r in rows if r.level and r.so_far is not None)
    read = tables_of.read(pages.overview_page(overview))
    drawn = {row[0] for row in read.tables["by-group"]} - {"All settings"}
    assert drawn == {name or "Not said" for name, size in sizes.items() if size >= 5}
    assert {row[0] for row in read.tables.get("heat-group", [])} in (drawn, set())


@pytest.fixture(scope="module")
def made_once(made):
    return made


def test_a_perfect_setting_does_not_hide_a_common_gap(made):
    rows = list(made.returned)
    ref, place = made.gaps[0].ref, [c.id for c in WHOLE.criteria].index(made.gaps[0].ref)
    perfect = replace(rows[0], key="perfect", answers="M" * len(WHOLE.criteria), law=(), guidance=())
    common = [replace(r, answers=r.answers[:place] + "N" + r.answers[place + 1 :]) for r in rows]
    gaps = figures.gaps([*common, perfect], WHOLE)
    read = tables_of.read(pages.overview_page(replace(made, gaps=gaps)))
    assert read.tables["gaps"][0][0] == WHOLE.criterion(ref).title
    assert read.tables["gaps"][0][1].startswith(f"{len(rows)} of {len(rows) + 1} (over 99%)")


def test_what_is_not_quite_all_is_never_said_to_be_all():
    assert [share_words(value) for value in (0.0, 0.4, 49.4, 99.6, 100.0, None)] == [
        "0%", "under 1%", "49%", "over 99%", "100%", "none to count",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 12])
def test_few_settings(number):
    overview = overview_factory.overview(number)
    text = pages.overview_page(overview)
    read = tables_of.read(text)
    assert len(data_of(text)["rows"]) == number
    assert len(read.tables["settings"]) == number
    assert pages.files_page(overview)
    if number == 1:
        assert "by-kind" not in read.tables or len(read.tables["by-kind"]) <= 1


def test_nothing_came(made):
    text = pages.overview_page(nobody(made))
    read = tables_of.read(text)
    assert read.ids["headline"] == "0 of 200 (0%) expected settings returned"
    assert "No return has been counted yet." in text
    assert {row[1] for row in read.tables["settings"]} == {State.MISSING}
    assert "No file was looked at" in pages.files_page(nobody(made))


def test_without_a_register_nobody_is_missing(made):
    rows = tuple(replace(row, expected=False) for row in made.returned)
    came = replace(made.returns, expected=None, missing=None, expected_returned=0)
    gaps = tuple(replace(gap, expected=None) for gap in made.gaps)
    text = pages.overview_page(replace(made, settings=rows, returns=came, gaps=gaps, chase=()))
    assert tables_of.read(text).ids["headline"] == "176 settings returned"
    assert "nobody can be missing" in text


def test_evidence_that_may_be_personal_is_not_repeated(made):
    some = tuple((row.key, "named-lead") for row in made.returned[:3])
    said = (
        Repeated(text="The policy is on the wall of the office.", settings=3, where=some),
        Repeated(text="We rang Jayden's mother on 07700 900123 about his bruises.", settings=3, where=some),
    )
    text = pages.overview_page(replace(made, repeated=said))
    assert "The policy is on the wall of the office." in text
    assert "07700" not in text
    assert "Jayden" not in text
    assert "may hold something personal" in text


# Hostile text


def hostile(made: Overview) -> Overview:
    """Every text that comes from outside holds a string that means something to a browser, none left out."""

    def text(number: int) -> str:
        return STRINGS[number % len(STRINGS)].encode("utf-8", "replace").decode()

    rows = tuple(
        replace(
            row, name=text(n), urn=text(n + 40), phase=text(n + 80), area=text(n + 120), group=text(n + 160)
        )
        for n, row in enumerate(made.settings)
    )  # fmt: skip
    files = tuple(
        replace(
            line, file=text(n), name=text(n + 3), setting="",
            problems=(problem("A35", Where(file=text(n), spot=text(n + 5)), name=text(n + 9)),),
        )
        for n, line in enumerate(made.files)
    )  # fmt: skip
    movers = tuple(replace(m, name=text(n)) for n, m in enumerate(made.movers))
    chase = tuple(replace(c, name=text(n), reason=text(n + 1), area=text(n + 2)) for n, c in enumerate(made.chase))
    said = tuple(
        Repeated(text=one, settings=3, where=((rows[n % 50].key, "named-lead"),)) for n, one in enumerate(STRINGS[:30])
    )
    return replace(
        made,
        settings=rows,
        files=files,
        movers=movers,
        chase=chase,
        repeated=said,
        spreads=figures.spreads([r for r in rows if r.level], made.checklist),
        register_problems=tuple(problem("A05", Where(file=s), name=s, other=1) for s in STRINGS[:15]),
    )


def unguarded(text: str) -> str:
    """The page without its policy, which would hide what runs."""
    return re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)


def plain(text: str) -> str:
    return " ".join(re.sub(r"[\0\ufffd]", "", text).split())


@pytest.mark.parametrize("which", ["overview", "files"])
def test_hostile_text_stays_text(browser, made, tmp_path, which):
    overview = hostile(made)
    text = pages.overview_page(overview) if which == "overview" else pages.files_page(overview)
    path = tmp_path / "page.html"
    path.write_bytes(unguarded(text).encode("utf-8", "replace"))
    wanted = Counter(plain(r.name) for r in overview.settings)
    if which == "files":
        wanted = Counter(plain(line.file) for line in overview.files)
    with look.opened(browser, path, before=LISTEN) as shown:
        page = shown.page
        page.locator(".dt-length select").select_option("500")
        page.locator("details summary").first.click()
        page.evaluate("document.querySelectorAll('.boxes input:not(:checked)').forEach(one => one.click())")
        assert Counter(plain(one) for one in page.locator("#table tbody th").all_text_contents()) == wanted
        if which == "overview":
            cells = {plain(one) for one in page.locator("#table tbody td").all_text_contents()}
            assert {plain(r.area) for r in overview.settings} <= cells
        for at in range(page.locator("#table .dt-column-order").count()):
            page.locator("#table .dt-column-order").nth(at).click()
        for string in STRINGS[::9]:
            page.locator(".dt-search input").fill(plain(string)[:40])
        page.locator(".dt-search input").fill("")
        page.evaluate(PROVOKE)
        assert page.evaluate("document.querySelectorAll('main img, main iframe, main object, main style').length") == 0
        assert shown.beyond(path) == []


@pytest.mark.parametrize("broken", ["cell", "search"])
def test_hostile_text_that_is_let_through_is_noticed(browser, made, tmp_path, broken):
    text = unguarded(pages.overview_page(hostile(made)))
    old, new = {
        "cell": ('cell.append(make("a", row[0], to))', "cell.innerHTML = row[0]"),
        "search": ("return escaped(words(column, value))", "return words(column, value)"),
    }[broken]
    assert old in text
    path = tmp_path / "broken.html"
    path.write_bytes(text.replace(old, new).encode("utf-8", "replace"))
    with look.opened(browser, path, before=LISTEN) as shown:
        shown.page.locator(".dt-length select").select_option("500")
        if broken == "search":
            shown.page.locator(".dt-search input").fill("a")
        shown.page.wait_for_timeout(200)
        assert shown.beyond(path)


# The page in a browser


@pytest.fixture(scope="module")
def written(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("overview")
    pages.write(made, folder)
    one = folder / "few"
    pages.write(overview_factory.overview(12), one)
    return {"overview": folder / "overview.html", "files": folder / "files.html", "few": one / "overview.html"}


NAMES = ("overview", "files", "few")


@pytest.mark.parts
@pytest.mark.parametrize("name", NAMES)
def test_it_is_quiet_and_fits(window, written, name):
    for size, scheme, scripts in (
        (WIDE, "light", True),
        (PHONE, "dark", True),
        (PHONE, "light", False),
        (WIDE, "dark", False),
    ):
        shown = window(written[name], size=size, scheme=scheme, scripts=scripts)
        found = [one for one in look.sideways(shown.page) if "dt-layout" not in one and "wide-part" not in one]
        assert found == [], (size, scripts)
        assert shown.beyond(written[name]) == []


@pytest.mark.parts
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(window, written, npm_tool, name):
    source = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    for size, scheme, view in ((WIDE, "light", 0), (PHONE, "dark", 1), (WIDE, "dark", 1), (PHONE, "light", 2)):
        shown = window(written[name], size=size, scheme=scheme)
        if name != "files":
            shown.page.get_by_label("View").select_option(index=view)
        shown.page.locator("#controls summary").click()
        assert look.axe(shown.page, source) == [], (size, scheme)


@pytest.mark.parts
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_without_the_scripts(window, written, npm_tool, tmp_path, name):
    """Axe is a script itself, so the page's own are taken out, which leaves what a browser without scripts shows."""
    text = re.sub(r"<script>.*?</script>", "", written[name].read_text(encoding="utf-8"), flags=re.DOTALL)
    path = tmp_path / "plain.html"
    path.write_text(re.sub(r"</?noscript>", "", text), encoding="utf-8")
    source = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
        assert look.axe(window(path, size=size, scheme=scheme).page, source) == []


@pytest.mark.parts
def test_html_validate_finds_nothing(written, npm_tool):
    tool = npm_tool("html-validate/bin/html-validate.mjs")
    assert look.html_validate(tool, CONFIG, list(written.values())) == []


@pytest.mark.parts
def test_it_sorts_searches_filters_and_chooses_columns(window, written, made):
    page = window(written["overview"]).page
    names = page.locator("#table tbody th")
    assert page.locator(".dt-info").inner_text() == "1 to 25 of 200 settings"
    page.get_by_role("button", name="So far: Activate to sort").click()
    lowest = sorted(row.so_far for row in made.returned)[:25]
    seen = page.locator("#table tbody td.percent[data-head='So far']").all_inner_texts()
    assert [int(one.removesuffix("%")) for one in seen] == lowest
    page.locator(".dt-search input").fill("calder bridge")
    wanted = {row.name for row in made.settings if "calder" in row.name.lower() and "bridge" in row.name.lower()}
    assert set(names.all_inner_texts()) == wanted
    page.get_by_role("button", name="Show all again").click()
    page.locator("#choose-judgement").select_option("Act now")
    act_now = dict(made.levels)["Act now"]
    assert page.locator(".dt-info").inner_text().startswith(f"1 to 25 of {act_now} settings")
    page.get_by_role("button", name="Show all again").click()
    for gap in (made.gaps[0], made.gaps[20]):
        page.locator(f"#g-{gap.ref} button").click()
        assert f"of {gap.share.count} settings" in page.locator(".dt-info").inner_text()
    page.get_by_label("Answered", exact=True).select_option("In breach")
    assert f"of {made.gaps[20].breaches} settings" in page.locator(".dt-info").inner_text()
    page.get_by_label("View").select_option("Themes")
    heads = [one.strip() for one in page.locator("#table thead .dt-column-title").all_inner_texts()]
    assert heads == ["Setting", "So far", *(theme.title for theme in made.themes)]
    page.locator("#controls summary").click()
    page.get_by_label("Late", exact=True).check()
    assert page.locator("#table thead .dt-column-title").all_inner_texts()[-1].strip() == "Late"


@pytest.mark.parts
def test_settings_without_a_return_stand_last_however_it_is_sorted(window, written, made):
    page = window(written["overview"]).page
    page.locator(".dt-length select").select_option("500")
    page.get_by_label("View").select_option("Who and where")
    missing = sum(row.state is not State.RETURNED for row in made.settings)
    for _ in range(2):
        page.get_by_role("button", name="Setting: Activate to").click()
        states = page.locator("#table tbody td[data-head='State']").all_inner_texts()
        assert all(state != "returned" for state in states[-missing:])
        assert set(states[:-missing]) == {"returned"}


@pytest.mark.parts
def test_every_control_is_reached_by_keyboard(window, written):
    """All but the paging buttons that lead nowhere from the only page there is."""
    page = window(written["few"]).page
    wanted, reached = look.tab_through(page)
    nowhere = page.locator(".dt-paging button.disabled").count()
    places = [one["place"] for one in reached[: wanted - nowhere]]
    assert nowhere == 4
    assert len(set(places)) == wanted - nowhere
    assert places == sorted(places)
    assert [one["text"] for one in reached if not one["ring"]] == []


@pytest.mark.parts
def test_paper_holds_every_setting_and_every_gap(window, written, made, tmp_path):
    shown = window(written["overview"])
    sheets = look.printed(shown.page, tmp_path / "overview.pdf")
    whole = look.flat("".join(sheets))
    assert [row.name for row in made.settings if look.flat(row.name) not in whole] == []
    assert [gap.title for gap in made.gaps if look.flat(gap.title) not in whole] == []
    assert look.flat("Show these settings") not in whole
    assert look.left_behind(sheets, look.headings(shown.page)) == []
    assert look.pale_on_paper(shown.page) == []
    assert look.flat("176 of 200 (88%) expected settings returned") in look.flat(sheets[0])


@pytest.mark.parts
def test_the_first_screen_says_what_matters(window, written):
    wanted = {"how many": "#headline", "a judgement": ".levels dd", "what to do": ".first li"}
    assert look.outside_first_screen(window(written["overview"]).page, wanted) == []


# The page as files


def test_the_policy_names_the_style_and_the_scripts_and_nothing_else(page):
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page)[1]
    hashed = r"'sha256-[\w+/=]+'"
    assert re.fullmatch(
        rf"default-src 'none'; style-src {hashed}; script-src {hashed} {hashed}; base-uri 'none'; form-action 'none'",
        policy,
    )
    body = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    for not_there in (" style=", " onclick", "@import", "url(", "<link", "<iframe", "<form", "javascript:"):
        assert not_there not in body


def test_the_table_library_is_the_published_one(npm_tool):
    """The same bytes as the npm package of that version, with its licence."""
    ours = resource("templates") / pages.LIBRARY
    package = npm_tool("datatables.net/package.json")
    assert json.loads(package.read_text(encoding="utf-8"))["version"] in pages.LIBRARY
    assert ours.read_bytes() == npm_tool("datatables.net/js/dataTables.min.js").read_bytes()
    assert (ours.parent / "LICENSE.md").read_bytes() == npm_tool("datatables.net/License.txt").read_bytes()
    assert b"</script" not in ours.read_bytes().lower()
    assert b"<!--" not in ours.read_bytes()


@pytest.fixture(scope="module")
def run_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    many.make(folder)
    order = many.order(folder)
    aggregate.work(order, reports=True)
    return order


def test_every_link_of_every_page_leads_to_a_file(run_once):
    output = run_once.output
    every = [output / "overview.html", output / "files.html", *sorted((output / "feedback").glob("*.html"))]
    assert len(every) > 30
    text = every[0].read_text(encoding="utf-8")
    data = data_of(text)
    found = [(output, f"{folder}/{cells[1]}.html") for folder, _ in data["links"] for cells in data["rows"]
             if cells[1] and (folder == "feedback" or cells[2] == 0)]  # fmt: skip
    for path in every:
        read = tables_of.read(path.read_text(encoding="utf-8"))
        for link in read.links:
            if link.startswith("#"):
                assert link[1:] in read.ids, (path.name, link)
            elif not link.startswith("https://"):
                found.append((path.parent, link))
    assert len(found) > 60
    assert [link for place, link in found if not (place / link).is_file()] == []


def test_the_full_report_is_the_one_that_report_makes(run_once):
    """Word for word as from the workbook itself; but for the path, which is written as the folder was given."""
    rows = data_of((run_once.output / "overview.html").read_text(encoding="utf-8"))["rows"]
    keys = [cells[1] for cells in rows if cells[1] and cells[2] == 0]
    made = {path.stem: path for path in (run_once.output / "reports").glob("*.html")}
    assert set(made) == set(keys)
    result = run.add_up(run.gather(run_once))
    for row in result.overview.returned[:5]:
        returned = replace(reader.read(Path(row.file)), file=row.file)
        problems = next(line.problems for line in result.overview.files if line.file == row.file)
        theirs = html.render(build.build(replace(returned, problems=problems), run_once.as_of))
        assert made[row.key].read_text(encoding="utf-8") == theirs


def test_an_unchanged_run_notices_a_page_that_was_taken_away(run_once, capsys):
    aggregate.work(run_once, reports=True)
    assert "Nothing has changed" in capsys.readouterr().out
    page = next((run_once.output / "feedback").glob("*.html"))
    page.unlink()
    aggregate.work(run_once, reports=True)
    assert page.is_file()
    assert str(run_once.output / "overview.html") in capsys.readouterr().out
    (run_once.output / "files.html").write_text("written over")
    aggregate.work(run_once, reports=True)
    assert "Every file with its outcome" in (run_once.output / "files.html").read_text(encoding="utf-8")


def test_a_hundred_thousand_lines_are_data_and_not_rows(made):
    """The page of so many files holds each once, as data, and few as markup."""
    lines = tuple(replace(made.files[n % len(made.files)], file=f"returns/{n}.xlsx") for n in range(100_000))
    text = pages.files_page(replace(made, files=lines))
    assert len(data_of(text)["rows"]) == 100_000
    assert text.count("<tr>") <= pages.PLAIN_FILES + 1


def test_more_than_forty_groups_are_left_to_the_workbook_and_said(made):
    spread = next(s for s in made.spreads if s.by is By.AREA)
    areas = [replace(spread, id=str(n), title=f"Area {n}") for n in range(60)]
    text = pages.overview_page(replace(made, spreads=(made.spreads[0], *areas)))
    assert len(tables_of.read(text).tables["by-area"]) == 1 + viewing.MOST_GROUPS
    assert "20 more are in" in text


def test_in_order_puts_those_to_act_on_first(made):
    rows = page_tables.in_order(made.settings)
    states = [row.state for row in rows]
    assert states == sorted(states, key=page_tables.STATES.index)
    assert [row.level for row in rows][:5] == ["Act now"] * 5
    scores = [row.so_far for row in rows if row.level == "Act now"]
    assert scores == sorted(scores)
