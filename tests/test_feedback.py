"""The page that every setting gets: what it says is its own, it fits one sheet, and it gives nobody else away."""

import hashlib
import itertools
import json
import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.aggregate import disclosure, feedback, feedback_pages, full_reports, leftovers, production, store
from audit.aggregate.overview import Mover, SettingRow, State
from audit.checklist.load import load
from audit.judgement.scoring import percent, score
from audit.judgement.verdict import Level
from audit.model import Audit, Rating, Response, Setting
from audit.samples import overview_factory, return_factory
from tests import browser as look
from tests import many, tables_of
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


def pages_of(overview, audits):
    """The key and the page of each returned setting, one at a time."""
    beside = feedback_pages.beside(overview)
    for row, checklist, audit in audits:
        yield row.key, feedback_pages.of_return(row, checklist, audit, beside(row), overview)


@pytest.fixture(scope="module")
def folder(made, audits, tmp_path_factory):
    place = tmp_path_factory.mktemp("feedback")
    feedback_pages.write(made, pages_of(made, audits.values()), place)
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


def rows_of(scores, kind="early-years", groups=()):
    return [
        SettingRow(
            key=f"k{n}", name=f"N{n}", kind=kind, kind_title="K", urn="", phase="", area="", contact="",
            group=groups[n] if n < len(groups) else "",
            expected=True, state=State.RETURNED, level=Level.WORK_TO_DO, so_far=s, answers=ALL_MET, themes=(s,) * 8,
        )
        for n, s in enumerate(scores)
    ]  # fmt: skip


def position_of(scores, groups=()):
    return disclosure.positions(rows_of(scores, groups=groups))["early-years"]


def values_left(position, known, free, number):
    """Each score that one more setting can have, where some are known and as many are free (each rank by counting)."""

    def rank(quarter):
        return -(-quarter * number // 4)

    said = [(rank(2), position.middle)]
    said += [(rank(1), position.lower), (rank(3), position.upper)] if position.lower else []
    edges = sorted({0, 101} | {edge for _, band in said for edge in (band.low, band.high + 1)})
    zones = list(itertools.pairwise(edges))
    inside = [sum(low <= score < high for score in known) for low, high in zones]

    def holds(counts):
        below = dict(zip(edges, [0, *itertools.accumulate(counts)], strict=True))
        return all(below[band.low] < at <= below[band.high + 1] for at, band in said)

    def place(zone, left):
        if zone == len(zones) - 1:
            return [[left]]
        return [[n, *rest] for n in range(left + 1) for rest in place(zone + 1, left - n)]

    def fits(one):
        return any(
            holds([a + b + (n == one) for n, (a, b) in enumerate(zip(inside, extra, strict=True))]) for extra in ways
        )

    ways = place(0, free)
    return [score for n, (low, high) in enumerate(zones) if fits(n) for score in range(low, high)]


@pytest.mark.parametrize("number", [11, 12, 14, 19, 20, 21, 24])
@pytest.mark.parametrize("seed", range(6))
def test_three_recipients_together_leave_at_least_five_values_to_everybody_elses_score(number, seed):
    """The attack: three pages with their own scores, the bands, and the number of settings known exactly."""
    rng = random.Random(f"{number}/{seed}")
    scores = [rng.choice((rng.randint(0, 100), rng.randint(60, 100), 72)) for _ in range(number)]
    position = position_of(scores)
    together = rng.sample(range(number), 3)
    known = [scores[n] for n in together]
    others = [n for n in range(number) if n not in together]
    left = values_left(position, known, number - 4, number)
    assert all(scores[n] in left for n in others)
    assert len(left) >= 5


def test_the_attack_finds_what_exact_figures_give_away():
    """Pages as they were: exact middles of six. Two of them together know a third one's score."""
    scores = sorted([61, 70, 74, 83, 90, 97])
    exact = disclosure.Position(others=5, middle=disclosure.Band(low=74, high=74))
    assert values_left(exact, [61, 70, 83, 90, 97], 0, 6) == [74]
    assert position_of(scores) is None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=30), st.integers(0, 30))
def test_few_others_are_never_compared_and_the_largest_group_counts_as_one(scores, in_group):
    groups = ["Trust"] * in_group
    kinds = disclosure.positions(rows_of(scores, groups=groups))
    position = kinds["early-years"] if kinds else None
    there = [n for n, score in enumerate(scores) if score is not None]
    of_trust = sum(n < in_group for n in there)
    apart = len(there) - max(of_trust - 1, 0)
    assert (position is not None) == (apart - 1 >= 10)
    if position:
        assert (position.lower is not None) == (apart - 1 >= 19)
        assert position.others % 5 == 0
        assert position.others <= len(there) - 1 < position.others + 5
        ordered = sorted(scores[n] for n in there)
        assert position.middle.low <= ordered[(len(ordered) + 1) // 2 - 1] <= position.middle.high


@pytest.mark.parametrize("score", range(101))
def test_each_score_lies_in_one_band(score):
    own = disclosure.band(score)
    assert own.low <= score <= own.high
    assert (own.low, own.high) == (0, 49) if score < 50 else own.high - own.low in {4, 5}


def test_a_kind_that_was_not_said_is_compared_with_nobody():
    assert disclosure.positions(rows_of([50] * 40, kind="")) == {}


def test_who_is_compared_is_of_the_same_kind(made, audits):
    row, _, _ = next(iter(audits.values()))
    assert set(disclosure.positions(made.in_figures)) == {r.kind for r in made.returned if r.kind}
    assert row.kind in disclosure.positions(made.in_figures)


def test_a_page_says_no_group_and_no_other_setting(made, folder, audits):
    """Of all numbers of settings on any page there is one: how many others of its kind, rounded down."""
    names = {row.name for row in made.settings}
    kinds = disclosure.positions(made.in_figures)
    for key, (row, _, _) in audits.items():
        said = words((folder / f"{key}.html").read_text(encoding="utf-8"))
        assert [name for name in names - {row.name} if f" {name} " in f" {said} "] == []
        position = kinds[row.kind]
        assert re.findall(r"there are (\d+) others", said) == ([str(position.others)] if position else [])
        assert not re.search(r"\b\d+ (?!others)(?:settings|schools|nurseries|returns)\b", said)
        assert not any(other in said for other in {r.group for r in made.settings if r.group} - {row.group})


def test_few_of_a_kind_are_not_compared():
    overview = overview_factory.overview(40)
    kinds = disclosure.positions(overview.in_figures)
    pages = [feedback.make(row, c, a, DAY, position=kinds[row.kind]) for row, c, a in overview_factory.audits(overview)]
    assert {one.standing is None for one in pages} == {True, False}
    for one in pages:
        said = words(feedback_pages.page(one, overview))
        assert ("no comparison is shown" in said) == (one.standing is None)
        assert ("The middle one lies at" in said) == (one.standing is not None)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (99, "above the middle half"),
        (91, "above the middle"),
        (74, "in the same band as the middle"),
        (66, "below the middle"),
        (64, "below the middle half"),
        (None, ""),
    ],
)
def test_where_it_stands_in_words(own, said):
    five = [disclosure.band(score) for score in (66, 72, 91)]
    position = disclosure.Position(others=20, middle=five[1], lower=five[0], upper=five[2])
    assert position.words(own) == said
    assert disclosure.Position(others=10, middle=five[1]).words(90) == "above the middle"


def test_the_drawing_is_where_the_words_are(made, folder, audits):
    for key, (row, _, _) in list(audits.items())[:12]:
        text = (folder / f"{key}.html").read_text(encoding="utf-8")
        position = disclosure.positions(made.in_figures)[row.kind]
        box = re.search(r'<rect class="half" x="([\d.]+)%" width="([\d.]+)%"', text)
        own = re.search(r'<circle class="own" cx="([\d.]+)%"', text)
        assert float(own[1]) == pytest.approx(1 + 0.98 * row.so_far, abs=0.01)
        assert (box is not None) == (position is not None and position.lower is not None)
        if box:
            assert float(box[1]) == pytest.approx(1 + 0.98 * position.lower.low, abs=0.01)
            assert float(box[2]) == pytest.approx(0.98 * (position.upper.high - position.lower.low), abs=0.01)


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
    rows = rows_of(range(10, 80, 3))
    among = position_of(range(10, 80, 3))
    moved = Mover(key="own", name=name, criteria=40, before=20, now=90, better=(), worse=tuple(laws))
    troubled = answered(name, **dict.fromkeys(laws, long))
    return {
        "perfect": page_of(made, *answered()),
        "claimed": page_of(made, *everywhere(rating=Rating.MET)),
        "nothing-applies": page_of(made, *everywhere(rating=Rating.NOT_APPLICABLE), position=among),
        "nothing-met": page_of(made, *everywhere(rating=Rating.NOT_MET), position=among),
        "one-answer": page_of(made, *answered(**{c.id: {"rating": None} for c in NURSERY.criteria[1:]})),
        "troubled": page_of(made, *troubled, position=among, moved=moved, problems=problems(made)),
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
    written = feedback_pages.write(
        few, pages_of(few, one_by_one()), tmp_path, lambda done, total: told.append((done, total))
    )
    assert told == [(20, 20)]
    assert [path.stem for path in written] == [row.key for row, _, _ in some]


def test_pages_of_settings_that_are_gone_are_taken_away_and_nothing_else(made, audits, tmp_path):
    """Feedback and full reports alike: those that are listed as made, and feedback that bears its mark."""
    some = list(audits.values())[:6]
    nobody = replace(made, settings=())
    first = feedback_pages.write(nobody, pages_of(made, some), tmp_path)
    reports = full_reports.write([(row.key, f"<p>{row.key}</p>") for row, _, _ in some], tmp_path)
    own = [
        tmp_path / "feedback" / "notes.html",
        tmp_path / "feedback" / "letter.docx",
        tmp_path / "reports" / "my.html",
    ]
    for path in own:
        path.write_text("<p>My own notes.</p>", encoding="utf-8")
    elsewhere = tmp_path / "chase.html"
    elsewhere.write_text("listed, and in no folder of pages", encoding="utf-8")
    kept = [*first[:2], *reports[:2]]
    leftovers.take_away(tmp_path, kept, [*reports, elsewhere])
    listed = tmp_path / leftovers.LIST
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {*kept, *own, elsewhere, listed}


def test_percentages_are_the_scorers_own():
    """The row that these tests make is what the scorer says, so that the pages are held to it."""
    row, audit = answered(**{NURSERY.criteria[0].id: {"rating": Rating.PARTLY}})
    total = score(NURSERY, audit).overall
    assert row.so_far == percent(total.earned, total.available) < 100
    assert tables_of.read("<p id='a'>x</p>").ids == {"a": "x"}


def test_pages_go_with_their_returns_although_the_store_was_lost(tmp_path):
    """The store, deleted or of another version, is not all that knows what a run has made."""
    place = tmp_path / "returns"
    place.mkdir()
    factory = return_factory.ReturnFactory(DAY)
    for number in range(3):
        for name, content in factory.returns(number):
            (place / Path(name).name).write_bytes(content)
    order = many.order(tmp_path, register=None)
    production.produce(order, reports=True)
    out, pages = order.output, {}
    folders = ("feedback", "reports")
    for name in folders:
        pages[name] = sorted((out / name).glob("*.html"))
        assert len(pages[name]) >= 3
    reports = pages["reports"]
    theirs = [out / folder / "kept by hand.html" for folder in folders]
    for path, folder in zip(theirs, folders, strict=True):
        path.write_bytes(pages[folder][0].read_bytes())
    reports[0].write_bytes(reports[0].read_bytes() + b"<!-- seen -->")
    for path in place.iterdir():
        path.unlink()
    for name, content in factory.returns(3):
        (place / Path(name).name).write_bytes(content)
    for path in out.glob(f"{store.NAME}*"):
        path.unlink()
    (outside := tmp_path / "letter.html").write_text("outside", encoding="utf-8")
    listed = out / leftovers.LIST
    digest = hashlib.sha256(outside.read_bytes()).hexdigest()
    listed.write_text(
        json.dumps(json.loads(listed.read_text()) | {"../letter.html": digest, "reports/../../letter.html": digest})
    )
    production.produce(order, reports=True)
    kept = {path for name in folders for path in (out / name).glob("*.html")}
    new = {path for path in kept if path not in {*theirs, *reports, *pages["feedback"]}}
    assert {path.stem for path in new} == {path.stem for path in (out / "reports").glob("*.html") if path in new}
    assert kept - new == {*theirs, reports[0]}, "what people put there or changed stays, and nothing else"
    assert outside.exists()


@pytest.mark.parametrize(
    "said", ["", "[]", '{"reports/a.html": 1, "b": null}', '{"reports/\\u0000.html": ""}', "[" * 100_000]
)
def test_a_list_that_is_none_of_ours_takes_nothing_away(tmp_path, said):
    page = tmp_path / "reports" / "a.html"
    page.parent.mkdir()
    page.write_text("Somebody's own.", encoding="utf-8")
    (tmp_path / leftovers.LIST).write_text(said, encoding="utf-8")
    leftovers.take_away(tmp_path, [], [])
    assert page.exists()
