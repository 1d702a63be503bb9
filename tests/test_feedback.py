"""The page that every setting gets: what it says is its own, it fits one sheet, and it gives nobody else away."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.aggregate import feedback, feedback_pages, figures
from audit.aggregate.overview import By, Mover, SettingRow, State
from audit.checklist.load import load
from audit.judgement.scoring import percent, score
from audit.judgement.verdict import Level
from audit.model import Audit, Rating, Response, Setting
from audit.samples import overview_factory
from tests import browser as look
from tests import tables_of
from tests.browser import PHONE, WIDE, browser, window
from tests.conftest import DAY
from tests.test_browser import CONFIG, LONG_TEXT, LONG_WORD
from tests.test_injection import LISTEN, PROVOKE, STRINGS

__all__ = ["browser", "window"]  # fixtures
NURSERY = load("leaders", "early-years")
ALL_MET = "M" * len(load("leaders").criteria)
WEIGHT = {"must": 3, "should": 2, "advice": 1}


@pytest.fixture(scope="module")
def made():
    return overview_factory.overview(200)


@pytest.fixture(scope="module")
def audits(made):
    return {row.key: (row, checklist, audit) for row, checklist, audit in overview_factory.audits(made)}


@pytest.fixture(scope="module")
def folder(made, audits, tmp_path_factory):
    place = tmp_path_factory.mktemp("feedback")
    feedback_pages.write(made, iter(audits.values()), place)
    return place / "feedback"


def answered(name="Rosebank Nursery (invented)", **by_ref) -> tuple[SettingRow, Audit]:
    """A nursery whose answers are all met with evidence, apart from those given; and its row, from the scorer."""
    plain = {"rating": Rating.MET, "evidence": "In the minutes of 3 October."}
    responses = tuple(Response(ref=c.id, **(plain | by_ref.get(c.id, {}))) for c in NURSERY.criteria)
    return row_of(name, responses), audit_of(name, responses)


def everywhere(name="Rosebank Nursery (invented)", **answer) -> tuple[SettingRow, Audit]:
    """A nursery that gives the same answer to everything."""
    responses = tuple(Response(ref=c.id, **answer) for c in NURSERY.criteria)
    return row_of(name, responses), audit_of(name, responses)


def audit_of(name, responses):
    return Audit(
        checklist="leaders",
        edition=NURSERY.edition,
        setting=Setting(name=name, kind="early-years"),
        responses=responses,
        audit_date=DAY,
    )


def row_of(name, responses):
    card = score(NURSERY, audit_of(name, responses))
    total = card.overall
    return SettingRow(
        key="own", name=name, kind="early-years", kind_title="Nursery or other early years provider", urn="", phase="",
        area="", group="", contact="", expected=True, state=State.RETURNED, audit_date=DAY, level=card.judgement.level,
        so_far=total.so_far, best_case=total.best_case, evidenced=total.with_evidence, counts=total.counts,
        unanswered=total.blank,
    )  # fmt: skip


def page_of(made, row, audit, checklist=NURSERY, **more):
    return feedback_pages.page(feedback.make(row, checklist, audit, DAY, **more), made)


def words(text: str) -> str:
    body = re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").replace("&amp;", "&").split())


# What it says


def test_every_figure_is_the_settings_own(made, audits, folder):
    movers = {m.key: m for m in made.movers}
    for key, (row, checklist, audit) in audits.items():
        card = score(checklist, audit)
        said = words((folder / f"{key}.html").read_text(encoding="utf-8"))
        assert row.name in said
        assert f"{card.judgement.level}, {card.overall.so_far}% so far" in said
        assert f"{card.overall.with_evidence}% with evidence named" in said
        if card.overall.best_case != card.overall.so_far:
            assert f"{card.overall.best_case}% at best" in said
        assert card.judgement.sentence in said.replace("begin this week with", "begin with")
        if card.overall.blank:
            number = card.overall.blank
            assert f"{number} question{' is' if number == 1 else 's are'} unanswered" in said
        mover = movers[key]
        assert f"{mover.before}% last year, {mover.now}% now" in said
        assert f"{len(mover.better)} better, {len(mover.worse)} worse" in said


def test_gaps_come_in_the_order_of_their_weight(audits):
    """Essentials and law that is not met, then guidance that is not, then the rest, by a plain sort of all findings."""
    seen = Counter()
    for row, checklist, audit in audits.values():
        made = feedback.make(row, checklist, audit, DAY)
        gaps = [f for f in score(checklist, audit).findings if f.rating in {Rating.PARTLY, Rating.NOT_MET}]

        def weight(finding):
            duty, not_met = finding.criterion.duty.value, finding.rating is Rating.NOT_MET
            first = bool(finding.criterion.essential) or (not_met and duty == "must")
            second = duty == "must" or (not_met and duty == "should")
            return (first, second and not first, WEIGHT[duty], not_met)

        best = sorted((weight(f) for f in gaps), reverse=True)[:3]
        assert [weight(one.finding) for one in made.gaps] == best
        assert made.gaps_in_all == len(gaps)
        strengths = [f for f in score(checklist, audit).findings if f.rating is Rating.MET]
        top = sorted(((f.evidenced, WEIGHT[f.criterion.duty.value]) for f in strengths), reverse=True)[:3]
        assert [(f.evidenced, WEIGHT[f.criterion.duty.value]) for f in made.strengths] == top
        seen[len(made.gaps)] += 1
    assert seen[3] > 100


def test_a_gap_says_what_who_when_and_where_it_says_so(made):
    own = {"rating": Rating.NOT_MET, "action": "Ask the board in May.", "owner": "Head of rooms"}
    law = next(c for c in NURSERY.criteria if c.duty == "must" and any(p.certainty == "secondary" for p in c.cites))
    said = words(page_of(made, *answered(**{law.id: own})))
    assert law.title in said
    assert "breach" in said
    assert "Ask the board in May." in said
    assert "Head of rooms" in said
    first = law.cites[0]
    assert f"{first.citation} ({first.certainty.meaning})" in said
    assert "One gap, and the first step" in said


def test_a_suggestion_says_that_it_is_one_and_no_action_says_why(made):
    some = [c for c in NURSERY.criteria if c.duty == "must"][:2]
    text = page_of(
        made,
        *answered(
            **{
                some[0].id: {"rating": Rating.NOT_MET},
                some[1].id: {"rating": Rating.PARTLY, "action": "No action because the hall is let"},
            }
        ),
    )
    said = words(text)
    assert f"{some[0].remedy} (suggested)" in said
    assert "You wrote that there is no action: the hall is let" in said


# Nobody is given away


def spread_of(scores, kind="early-years"):
    rows = [
        SettingRow(
            key=f"k{n}", name=f"N{n}", kind=kind, kind_title="K", urn="", phase="", area="", group="", contact="",
            expected=True, state=State.RETURNED, level=Level.WORK_TO_DO, so_far=s, answers=ALL_MET, themes=(s,) * 8,
        )
        for n, s in enumerate(scores)
    ]  # fmt: skip
    return rows, {s.id: s for s in figures.spreads(rows, load("leaders")) if s.by is By.KIND}


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(("school", "early-years", "sports-club", "charity", "")),
        st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=9),
        min_size=1,
    )
)
def test_no_group_under_five_others_is_shown_nor_to_be_had_by_difference(by_kind):
    """Every group that any page shows is one kind, whole, with five others; so no two differ by fewer than that."""
    shown: dict[str, set[int]] = {}
    for kind, scores in by_kind.items():
        rows, spreads = spread_of(scores, kind)
        for row in rows:
            standing = feedback.standing(row, spreads[kind] if kind else None)
            others = sum(r.so_far is not None for r in rows if r.key != row.key)
            assert (standing is not None) == (others >= 5 and kind != "")
            if standing:
                assert standing.others == others
                shown.setdefault(kind, set()).add(standing.five.counted)
    for kind, counted in shown.items():
        assert counted == {sum(s is not None for s in by_kind[kind])}, "one kind, one group: nothing to subtract"


def test_a_setting_is_never_compared_with_another_kind(made, audits):
    row, _, _ = next(iter(audits.values()))
    kinds = feedback.kinds(made)
    assert set(kinds) == {r.kind for r in made.returned}
    for kind, spread in kinds.items():
        assert (feedback.standing(row, spread) is None) == (kind != row.kind)


def test_a_page_says_no_group_and_no_other_setting(made, folder, audits):
    """Of all numbers of settings on any page there is one: how many others of its kind."""
    names = {row.name for row in made.settings}
    sizes = {s.id: s.five.counted for s in made.spreads if s.by is By.KIND}
    for key, (row, _, _) in audits.items():
        said = words((folder / f"{key}.html").read_text(encoding="utf-8"))
        assert [name for name in names - {row.name} if f" {name} " in f" {said} "] == []
        assert re.findall(r"yours and (\d+) others", said) == [str(sizes[row.kind] - 1)]
        assert not re.search(r"\b\d+ (?!others)(?:settings|schools|nurseries|returns)\b", said)
        assert not any(other in said for other in {r.group for r in made.settings if r.group} - {row.group})


def test_few_of_a_kind_are_not_compared():
    overview = overview_factory.overview(12)
    pages = {row.key: feedback.make(row, c, a, DAY, spread=feedback.kinds(overview)[row.kind])
             for row, c, a in overview_factory.audits(overview)}  # fmt: skip
    by_kind = Counter(row.kind for row in overview.returned)
    assert {by_kind[one.row.kind] >= 6 for one in pages.values()} == {True, False}
    for one in pages.values():
        assert (one.standing is not None) == (by_kind[one.row.kind] >= 6)
        said = words(feedback_pages.page(one, overview))
        assert ("no comparison is shown" in said) == (one.standing is None)
        assert ("The median is" in said or "median is" in said) == (one.standing is not None)


@pytest.mark.parametrize(
    ("own", "scores", "said"),
    [
        (90, [10, 20, 30, 40, 50, 90], "in the highest quarter"),
        (10, [10, 20, 30, 40, 50, 90], "in the lowest quarter"),
        (90, [50, 50, 50, 90, 90, 90], "above the middle"),
        (50, [50, 50, 50, 90, 90, 90], "below the middle"),
        (30, [10, 20, 30, 30, 50, 60, 70], "at the middle"),
        (80, [80, 80, 80, 80, 80, 80], "level with most"),
    ],
)
def test_where_it_stands_in_words(own, scores, said):
    rows, spreads = spread_of(scores)
    row = next(r for r in rows if r.so_far == own)
    assert feedback.standing(row, spreads["early-years"]).words == said


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 100), min_size=6, max_size=40))
def test_at_most_a_quarter_are_told_that_they_are_in_the_highest_quarter(scores):
    rows, spreads = spread_of(scores)
    said = Counter(feedback.standing(row, spreads["early-years"]).words for row in rows)
    for quarter in ("in the highest quarter", "in the lowest quarter"):
        assert 4 * said[quarter] <= len(scores) + 3


def test_the_drawing_is_where_the_words_are(made, folder, audits):
    for key, (row, _, _) in list(audits.items())[:12]:
        text = (folder / f"{key}.html").read_text(encoding="utf-8")
        spread = feedback.kinds(made)[row.kind].five
        box = re.search(r'<rect class="half" x="([\d.]+)%" width="([\d.]+)%"', text)
        own = re.search(r'<circle class="own" cx="([\d.]+)%"', text)
        assert float(own[1]) == pytest.approx(1 + 0.98 * row.so_far, abs=0.01)
        assert float(box[1]) == pytest.approx(1 + 0.98 * spread.lower_quartile, abs=0.01)
        assert float(box[2]) == pytest.approx(0.98 * (spread.upper_quartile - spread.lower_quartile), abs=0.01)


# Returns that are not like others


def odd(made):
    """Pages of every odd return, by name."""
    long = {
        "rating": Rating.NOT_MET,
        "action": LONG_TEXT * 3,
        "owner": f"Deputy {LONG_WORD}",
        "due_words": "soon " * 40,
    }
    laws = [c.id for c in NURSERY.criteria if c.duty == "must"][:4]
    name = f"St Bartholomew-the-Great {LONG_WORD} Nursery (invented) " * 4
    rows, spreads = spread_of([10, 20, 30, 40, 50, 60, 70])
    moved = Mover(key="own", name=name, criteria=40, before=20, now=90, better=(), worse=tuple(laws))
    troubled = answered(name, **dict.fromkeys(laws, long))
    return {
        "perfect": page_of(made, *answered()),
        "claimed": page_of(made, *everywhere(rating=Rating.MET)),
        "nothing-applies": page_of(made, *everywhere(rating=Rating.NOT_APPLICABLE), spread=spreads["early-years"]),
        "nothing-met": page_of(made, *everywhere(rating=Rating.NOT_MET), spread=spreads["early-years"]),
        "one-answer": page_of(made, *answered(**{c.id: {"rating": None} for c in NURSERY.criteria[1:]})),
        "troubled": page_of(made, *troubled, spread=spreads["early-years"], moved=moved, problems=problems(made)),
        "blank": feedback_pages.in_vain(replace(rows[0], state=State.BLANK), made, ()),
        "unreadable": feedback_pages.in_vain(replace(rows[0], state=State.UNREADABLE), made, problems(made)),
        "in-parts": feedback_pages.in_vain(replace(rows[0], state=State.IN_PARTS), made, ()),
    }


def problems(made):
    found = {p.code: p for line in made.files for p in line.problems}
    return [found["F07"], found["W03"], found["A32"]]


@pytest.fixture(scope="module")
def odd_pages(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    found = {}
    for name, text in odd(made).items():
        found[name] = folder / f"{name}.html"
        found[name].write_text(text, encoding="utf-8")
    return found


def test_odd_returns_get_a_fitting_page(odd_pages):
    said = {name: words(path.read_text(encoding="utf-8")) for name, path in odd_pages.items()}
    assert "In place, 100% so far" in said["perfect"]
    assert "No gap among the answers given. Keep the evidence up to date" in said["perfect"]
    assert "name the evidence for" in said["claimed"]
    assert "unanswered" in said["nothing-applies"]
    assert "no score to compare" not in said["nothing-applies"]
    assert "Nothing has been rated as met yet" in said["nothing-met"]
    assert "Three gaps" in said["nothing-met"]
    assert "58 questions are unanswered" in said["one-answer"] or "questions are unanswered" in said["one-answer"]
    assert "No gap among the answers given." in said["one-answer"]
    assert "Keep the evidence" not in said["one-answer"]
    assert "20% last year, 90% now" in said["troubled"]
    assert "holds no answers yet" in said["blank"]
    assert "could not be read" in said["unreadable"]
    assert "F07" in said["unreadable"]
    assert "one part of a return" in said["in-parts"]


def test_blank_and_unreadable_returns_get_one_too(made, folder):
    for row in made.settings:
        there = (folder / f"{row.key}.html").is_file()
        assert there == (row.state is not State.MISSING)
    states = Counter(row.state for row in made.settings)
    assert states[State.BLANK]
    assert states[State.UNREADABLE]


# Hostile text


def test_hostile_text_stays_text(browser, made, tmp_path):
    laws = [c.id for c in NURSERY.criteria if c.duty == "must"][:3]
    path = tmp_path / "page.html"
    with look.opened(browser, odd_file(made, tmp_path), before=LISTEN) as shown:
        for begin in range(0, len(STRINGS), 4):
            name, *said = (STRINGS * 2)[begin : begin + 4]
            own = {
                law: {"rating": Rating.NOT_MET, "action": text, "owner": text, "due_words": text}
                for law, text in zip(laws, said, strict=True)
            }
            text = page_of(made, *answered(name, **own), problems=problems(made))
            text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
            path.write_bytes(text.encode("utf-8", "replace"))
            shown.told.clear()
            shown.page.goto(path.as_uri(), wait_until="load")
            shown.page.evaluate(PROVOKE)
            assert shown.beyond(path) == []
            body = shown.page.inner_text("h1")
            assert plain(body) == plain(f"Feedback for {name}")
            assert shown.page.locator("main img, main script, main iframe, main style").count() == 0


def odd_file(made, folder):
    path = folder / "first.html"
    path.write_text(page_of(made, *answered()), encoding="utf-8")
    return path


def plain(text: str) -> str:
    return " ".join(re.sub(r"[\0\ufffd\u200b-\u200f\u2028-\u202e]", "", text).split())


def test_the_policy_names_the_style_and_nothing_else(made, audits):
    row, checklist, audit = next(iter(audits.values()))
    text = page_of(made, row, audit, checklist)
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)[1]
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'", policy)
    assert "<script" not in text


# As pages


@pytest.mark.parts
def test_each_is_one_sheet_quiet_and_accessible(window, folder, odd_pages, npm_tool, tmp_path):
    source = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    for path in [*odd_pages.values(), *sorted(folder.iterdir())[:12]]:
        shown = window(path)
        assert look.axe(shown.page, source) == [], path.name
        assert len(look.printed(shown.page, tmp_path / "one.pdf")) == 1, path.name
        shown = window(path, size=PHONE, scheme="dark")
        assert look.sideways(shown.page) == [], path.name
        assert look.axe(shown.page, source) == [], path.name
        shown = window(path, size=WIDE, scripts=False)
        assert shown.beyond(path) == []
        assert look.pale_on_paper(shown.page) == []


@pytest.mark.parts
def test_html_validate_finds_nothing(folder, odd_pages, npm_tool):
    some = sorted(folder.iterdir())[:6]
    tool = npm_tool("html-validate/bin/html-validate.mjs")
    assert look.html_validate(tool, CONFIG, [*odd_pages.values(), *some]) == []


# As files


def test_pages_are_written_one_at_a_time(made, audits, tmp_path):
    """The second setting is asked for when the first one's page stands: nothing is gathered up."""
    some = list(audits.values())[:20]

    def one_by_one():
        for number, (row, checklist, audit) in enumerate(some):
            assert len(list(tmp_path.glob("feedback/*.html"))) == number
            yield row, checklist, audit

    few = replace(made, settings=tuple(row for row, _, _ in some))
    told: list[tuple[int, int]] = []
    written = feedback_pages.write(few, one_by_one(), tmp_path, lambda done, total: told.append((done, total)))
    assert told == [(20, 20)]
    assert [path.stem for path in written] == [row.key for row, _, _ in some]


def test_pages_of_settings_that_are_gone_are_taken_away_and_nothing_else(made, audits, tmp_path):
    some = list(audits.values())[:6]
    place = tmp_path / "feedback"
    feedback_pages.write(replace(made, settings=()), some, tmp_path)
    (place / "notes.html").write_text("<p>My own notes.</p>", encoding="utf-8")
    (place / "letter.docx").write_bytes(b"mine")
    feedback_pages.write(replace(made, settings=()), some[:2], tmp_path)
    kept = {f"{row.key}.html" for row, _, _ in some[:2]}
    assert {path.name for path in place.iterdir()} == kept | {"notes.html", "letter.docx"}


def test_percentages_are_the_scorers_own():
    """The row that these tests make is what the scorer says, so that the pages are held to it."""
    row, audit = answered(**{NURSERY.criteria[0].id: {"rating": Rating.PARTLY}})
    total = score(NURSERY, audit).overall
    assert row.so_far == percent(total.earned, total.available) < 100
    assert tables_of.read("<p id='a'>x</p>").ids == {"a": "x"}
