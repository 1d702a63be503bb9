"""Every figure of the overview against a slow, obvious recomputation from the audits themselves."""

import statistics
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.aggregate import assemble, figures, record
from audit.aggregate.batch import BatchResult
from audit.aggregate.match import match
from audit.aggregate.overview import ANSWERS, By, State
from audit.aggregate.previous import PastReturn, PastYear
from audit.aggregate.register import Expected, Register
from audit.checklist.load import load
from audit.judgement.scoring import score
from audit.judgement.verdict import JUDGEMENTS, Level
from audit.model import Audit, Rating, Response, Setting
from audit.problems import Where, problem
from audit.samples import overview_factory, return_factory
from audit.workbook.read.reader import Return
from tests.conftest import DAY

RATING = dict(ANSWERS)

WHOLE = load("leaders")


def themes_of(card):
    return next(lens for lens in card.lenses if lens.id == "theme")


@pytest.fixture(scope="module")
def made():
    return overview_factory.overview(150)


@pytest.fixture(scope="module")
def cards(made):
    """The scorecard of every returned setting, by the scorer that makes a single report."""
    return {row.key: (row, score(checklist, audit), audit) for row, checklist, audit in overview_factory.audits(made)}


def test_every_row_is_what_its_own_report_says(made, cards):
    assert len(cards) == made.returns.returned > 100
    for row, card, _ in cards.values():
        overall = card.overall
        assert (row.so_far, row.best_case, row.evidenced) == (overall.so_far, overall.best_case, overall.with_evidence)
        assert row.counts == overall.counts
        assert row.unanswered == overall.blank
        assert row.level is card.judgement.level
        assert {*row.law, *row.guidance} == {f.criterion.id for f in card.breaches}
        by_theme = {r.id: r.score.so_far for r in themes_of(card).rows}
        assert row.themes == tuple(by_theme.get(theme.id) for theme in WHOLE.themes)
        ratings = {f.criterion.id: f.rating for f in card.findings}
        for criterion, letter in zip(WHOLE.criteria, row.answers, strict=True):
            if letter == "-":
                assert criterion.id not in ratings
            else:
                assert RATING[letter] is ratings[criterion.id]


def test_levels(made, cards):
    assert dict(made.levels) == {
        level: sum(c.judgement.level is level for _, c, _ in cards.values()) for level in JUDGEMENTS
    }


def five_of(scores):
    """Quartiles from the points themselves, as exact fractions; the ends as whole percentages, rounded down."""
    there = sorted(Fraction(100 * s.earned, s.available) for s in scores if s and s.available)
    if not there:
        return 0, None, None, None, None, None
    ends = int(there[0]), int(there[-1])
    quartiles = statistics.quantiles(there, n=4, method="inclusive") if len(there) > 1 else [there[0]] * 3
    low, middle, high = map(float, quartiles)
    return len(there), ends[0], low, middle, high, ends[1]


def said(five):
    return five.counted, five.lowest, five.lower_quartile, five.median, five.upper_quartile, five.highest


def test_spreads(made, cards):
    groups = defaultdict(list)
    for row, card, _ in cards.values():
        for by, name in (
            (By.ALL, ""),
            (By.KIND, row.kind),
            (By.PHASE, row.phase),
            (By.AREA, row.area),
            (By.GROUP, row.group),
        ):
            groups[by, name].append(card)
    assert {(s.by, s.id) for s in made.spreads} == set(groups)
    for spread in made.spreads:
        own = groups[spread.by, spread.id]
        whole, begun = ([c.overall for c in own if bool(c.overall.blank) is left] for left in (False, True))
        assert said(spread.five) == five_of(whole)
        assert said(spread.begun) == five_of(begun)
        assert list(spread.scores) == sorted(one.so_far for one in whole)
        assert spread.incomplete == len(begun)
        assert dict(spread.levels) == {level: sum(c.judgement.level is level for c in own) for level in JUDGEMENTS}


def test_themes(made, cards):
    for theme in made.themes:
        whole = [card for _, card, _ in cards.values() if not card.overall.blank]
        own = [next((r.score for r in themes_of(c).rows if r.id == theme.id), None) for c in whole]
        assert said(theme.five) == five_of(own)
        assert theme.five.no_score == sum(s is None or not s.available for s in own)


def test_gaps(made, cards):
    for gap in made.gaps:
        counts = Counter()
        breaches = 0
        for _, card, _ in cards.values():
            finding = next((f for f in card.findings if f.criterion.id == gap.ref), None)
            counts[finding.rating if finding else "not asked"] += 1
            breaches += bool(finding and finding.breach)
        assert gap.counts == tuple(counts[rating] for rating in Rating)
        assert gap.unanswered == counts[None]
        assert gap.not_asked == counts["not asked"]
        assert gap.breaches == breaches
        gaps = gap.count(Rating.PARTLY) + gap.count(Rating.NOT_MET)
        answered = gap.count(Rating.MET) + gaps
        assert (gap.share.count, gap.share.of) == (gaps, answered)
        asked = [row for row in made.settings if WHOLE.criterion(gap.ref).applies(row.kind)]
        silent = gap.unanswered + sum(row.expected and row.state is not State.RETURNED for row in asked)
        assert gap.share.missing == silent
        assert gap.share.low == pytest.approx(100 * gaps / (answered + silent))
        assert gap.share.high == pytest.approx(100 * (gaps + silent) / (answered + silent))
        others = [other.share for other in made.gaps]
        assert gap.best == 1 + sum(o.count > gaps + silent for o in others)
        assert gap.worst == len(others) - sum(gaps > o.count + o.missing for o in others)
        assert gap.expected == sum(row.expected for row in asked)
        assert gap.returned == sum(row.expected and row.state is State.RETURNED for row in asked)
    shares = [gap.share.percent for gap in made.gaps]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    ("count", "of", "missing", "low", "high"),
    [(9, 40, 0, None, None), (18, 46, 8, 33.333, 48.148), (12, 40, 60, 12.0, 72.0), (0, 0, 5, None, None)],
)
def test_a_share_lies_between_what_holds_whatever_the_missing_would_say(count, of, missing, low, high):
    share = figures.share(count, of, missing)
    assert share.low == (None if low is None else pytest.approx(low, abs=0.001))
    assert share.high == (None if high is None else pytest.approx(high, abs=0.001))


@given(st.integers(0, 60), st.integers(1, 60), st.integers(1, 60), st.data())
def test_whatever_the_missing_say_lies_between_the_bounds(count, of, missing, data):
    count = min(count, of)
    more = data.draw(st.integers(0, missing))
    share = figures.share(count, of, missing)
    assert share.low <= 100 * (count + more) / (of + missing) <= share.high


def test_few_answers_have_no_place_and_come_last():
    made = overview([answered(f"S{n}", "M" if n else "N", urn=str(n + 1)) for n in range(9)])
    assert {(gap.best, gap.worst) for gap in made.gaps} == {(None, None)}
    assert all(gap.share.few for gap in made.gaps)


def test_movers(made, cards):
    """Last year's audits, question by question: only what both years asked, answered and applied."""
    movers = {m.key: m for m in made.movers}
    assert len(movers) > 90
    last = overview_factory.overview(150, last_year=False, day=DAY)
    assert last.movers == ()
    old = {}
    for number in range(150):
        one = return_factory.setting(number)
        old[one.expected.urn] = return_factory.answered(
            one, load("leaders", one.expected.kind), DAY.replace(year=DAY.year - 1), year=-1
        )
    for key, mover in movers.items():
        row, card, audit = cards[key]
        then = {r.ref: r.rating for r in old[row.urn].responses}
        now = {r.ref: r.rating for r in audit.responses}
        counts = {Rating.MET, Rating.PARTLY, Rating.NOT_MET}
        common = [c for c in card.checklist.criteria if now[c.id] in counts and then.get(c.id) in counts]
        credit = {Rating.MET: 2, Rating.PARTLY: 1, Rating.NOT_MET: 0}
        weight = {c.id: {"must": 3, "should": 2, "advice": 1}[c.duty] for c in common}
        could = sum(2 * weight[c.id] for c in common)
        assert mover.criteria == len(common)
        assert mover.now == 100 * sum(credit[now[c.id]] * weight[c.id] for c in common) // could
        assert mover.before == 100 * sum(credit[then[c.id]] * weight[c.id] for c in common) // could
        assert set(mover.better) == {c.id for c in common if credit[now[c.id]] > credit[then[c.id]]}
        assert set(mover.worse) == {c.id for c in common if credit[now[c.id]] < credit[then[c.id]]}
    changes = [abs(m.change) for m in made.movers]
    assert changes == sorted(changes, reverse=True)


def test_repeated_evidence(made, cards):
    where = defaultdict(set)
    places = defaultdict(list)
    for key, (_, _, audit) in cards.items():
        for response in audit.responses:
            text = " ".join(response.evidence.split()).casefold()
            if len(text) >= 25:
                where[text].add(key)
                places[text].append((key, response.ref))
    slow = {text: keys for text, keys in where.items() if len(keys) > 1}
    found = {" ".join(r.text.split()).casefold(): r for r in made.repeated}
    assert set(found) == set(slow)
    for text, one in found.items():
        assert one.settings == len(slow[text])
        assert set(one.where) <= set(places[text])
        assert len(one.where) == min(50, len(places[text]))


def test_returns_add_up(made):
    came = made.returns
    assert came.expected == 150
    assert came.returned + came.missing + came.blank + came.unreadable + came.in_parts == 150
    assert came.files == came.read + came.with_faults + came.refused == len(made.files)
    assert sum(line.counted for line in made.files) == came.returned


# A few settings made by hand, where every figure is known.


def answered(name, letters, *, kind="school", urn="", day=DAY, problems=(), checklist=None):
    """A record of a setting that answers the questions it is asked with these letters, the last one again and again."""
    asked = checklist or load("leaders", kind)
    rated = [RATING[letters[min(n, len(letters) - 1)]] for n in range(len(asked.criteria))]
    responses = tuple(
        Response(ref=c.id, rating=r, notes="We have none of that here.")
        for c, r in zip(asked.criteria, rated, strict=True)
    )
    audit = Audit(
        checklist=asked.id,
        edition=asked.edition,
        setting=Setting(name=name, kind=kind, urn=urn),
        responses=responses,
        audit_date=day,
    )
    return Return(file=f"{name}.xlsx", problems=problems, checklist=asked, audit=audit)


def overview(returns, expected=None, before=None, as_of=DAY):
    taken, records = [], {}
    for number, one in enumerate(returns):
        sha = f"{number:064}"
        records[sha] = record.of(one, sha)
        taken.append(BatchResult(address=f"{number} {one.file}", sha256=sha))
    matched = match(taken, records, expected)
    counted = {p.key: p.counted.record for p in matched.parties if p.counted}
    register = Register(file="r.csv", expected=tuple(expected), problems=()) if expected is not None else None
    year = PastYear(day=None, expected=None, returned=0, sent=0, returns={})
    then = {key: PastReturn(answers=a, level=Level.ACT_NOW, breaches=frozenset()) for key, a in (before or {}).items()}
    return assemble.overview(
        matched,
        WHOLE,
        as_of,
        for_kind=overview_factory.for_kind,
        words=overview_factory.words_of(counted),
        register=register,
        past=[(year, then)],
    )


def test_a_perfect_setting_does_not_hide_a_common_gap():
    made = overview([answered("Perfect", "M"), *(answered(f"Weak {n}", "NM") for n in range(3))])
    assert made.gaps[0].ref == load("leaders", "school").criteria[0].id
    assert (made.gaps[0].share.count, made.gaps[0].share.of) == (3, 4)
    assert made.spreads[0].five.highest == 100


def test_not_applicable_is_in_no_share_and_where_it_is_not_accepted_it_is_unanswered():
    made = overview([answered("All", "M"), answered("None", "A")])
    free = {
        c.id for c in load("leaders", "school").criteria
        if c.not_applicable_when or not (c.essential or c.duty == "must")
    }  # fmt: skip
    for gap in made.gaps:
        counts = (gap.share.of, gap.count(Rating.NOT_APPLICABLE), gap.unanswered)
        assert counts == ((1, 1, 0) if gap.ref in free else (1, 0, 1))
    row = next(row for row in made.settings if row.name == "None")
    assert row.state is State.RETURNED
    assert row.level is Level.INCOMPLETE


def test_a_setting_without_a_score_is_in_no_mean():
    made = overview([answered("All", "M"), answered("None", "M")])
    rows = [replace(row, so_far=None, points=(0, 0)) if row.name == "None" else row for row in made.returned]
    five = figures.spreads(rows, made.checklist)[0].five
    assert (five.counted, five.no_score, five.lowest, five.median) == (1, 1, 100, 100.0)
    five = figures.spreads([row for row in rows if row.name == "None"], made.checklist)[0].five
    assert (five.counted, five.no_score, five.median, five.lowest) == (0, 1, None, None)


def test_unanswered_earns_nothing_and_is_in_no_share():
    made = overview([answered("Half", "M?"), answered("Full", "M")])
    first, second = (next(gap for gap in made.gaps if gap.ref == c.id) for c in load("leaders", "school").criteria[:2])
    assert (first.share.of, first.unanswered) == (2, 0)
    assert (second.share.of, second.share.count, second.unanswered) == (1, 0, 1)
    half = next(row for row in made.settings if row.name == "Half")
    assert half.so_far < 10
    assert half.best_case == 100
    assert (made.spreads[0].incomplete, made.spreads[0].begun.highest) == (1, half.so_far)
    assert made.spreads[0].five.lowest == 100
    assert {theme.five.lowest for theme in made.themes} == {100}


def test_a_blank_return_is_in_no_figure():
    made = overview([answered("Blank", "?"), answered("Full", "M")])
    assert made.returns.returned == 1
    assert made.returns.blank == 1
    assert made.spreads[0].five.counted == 1
    assert next(row for row in made.settings if row.name == "Blank").state is State.BLANK
    assert next(line for line in made.files if line.name == "Blank").problems[-1].code == "A32"


def test_nothing_but_blanks_is_no_crash():
    made = overview([answered("Blank", "?")])
    assert made.returns.returned == 0
    assert (made.spreads, made.gaps, made.movers, made.repeated) == ((), (), (), ())


def test_a_part_is_never_taken_for_the_whole():
    """Somebody sends the parts of a shared return as they are: no figure of a part is the setting's."""
    part = problem("W24", Where(file="x"), part="Training")
    made = overview([answered("Shared", "M?", problems=(part,)), answered("Full", "M")])
    assert (made.returns.returned, made.returns.in_parts) == (1, 1)
    assert next(row for row in made.settings if row.name == "Shared").state is State.IN_PARTS
    assert [line.problems[-1].code for line in made.files if not line.counted] == ["A36"]
    assert made.spreads[0].five.counted == 1
    whole = answered("Shared", "P", day=date(2026, 1, 1))
    made = overview([answered("Shared", "M", problems=(part,)), whole])
    assert (made.returns.returned, made.returns.in_parts) == (1, 0)
    assert made.settings[0].so_far == 50


def test_the_newest_complete_return_wins_and_both_are_listed():
    old, new, begun = date(2026, 1, 1), date(2026, 6, 1), date(2026, 9, 1)
    returns = [
        answered("Twice", "P", urn="1", day=old),
        answered("Twice", "M", urn="1", day=new),
        answered("Twice", "M?", urn="1", day=begun),
    ]
    for order in ([0, 1, 2], [2, 1, 0], [1, 2, 0]):
        made = overview([returns[n] for n in order])
        assert made.returns.returned == 1
        assert made.settings[0].so_far == 100
        assert made.settings[0].audit_date == new
        assert [line.counted for line in made.files].count(True) == 1
        assert made.returns.superseded == 2
        assert all(line.setting == made.settings[0].key for line in made.files)


def test_the_register_says_who_is_missing_who_is_strange_and_who_is_late():
    expected = [
        Expected(line=2, name="Here", urn="1", kind="school", due=date(2026, 12, 1)),
        Expected(line=3, name="Missing", urn="2", kind="school", due=date(2026, 10, 1), contact="m@example.org"),
        Expected(line=4, name="By name", kind="school"),
        Expected(line=5, name="Late", urn="5", kind="school", due=date(2026, 10, 1)),
        Expected(line=6, name="Other kind", urn="6", kind="early-years"),
        Expected(line=7, name="Older", urn="7", kind="school"),
        Expected(line=8, name="Blank", urn="8", kind="school"),
    ]
    old = problem("W03", Where(file="x"), theirs="2025", ours="2026")
    returns = [
        answered("HERE Academy", "M", urn="1.0"),
        answered("by  NAME", "M", urn="999"),
        answered("Stranger", "M", urn="77"),
        answered("Late", "M", urn="5"),
        answered("Other kind", "M", urn="6"),
        answered("Older", "M", urn="7", problems=(old,)),
        answered("Blank", "?", urn="8"),
    ]
    made = overview(returns, expected)
    states = {row.name: row.state for row in made.settings}
    assert states["Here"] is State.RETURNED
    assert states["By name"] is State.RETURNED
    assert states["Missing"] is State.MISSING
    assert made.returns.not_expected == 1
    codes = {line.name: [p.code for p in line.problems] for line in made.files}
    assert codes["Stranger"] == ["A30"]
    assert codes["Other kind"] == ["A34"]
    chased = {(line.name, line.reason) for line in made.chase}
    assert chased == {
        ("Missing", "Not returned, and the due date has passed"),
        ("Late", "Returned late"),
        ("Older", "Returned on another edition"),
        ("Blank", "Returned blank"),
    }
    assert next(line.contact for line in made.chase if line.name == "Missing") == "m@example.org"


def test_one_name_for_several_settings_is_never_guessed():
    expected = [Expected(line=n, name="St Mary's", urn=str(n), kind="school") for n in (2, 3)]
    made = overview([answered("St Mary's", "M")], expected)
    assert [p.code for p in made.files[0].problems] == ["A35"]
    assert made.files[0].waits
    assert not made.files[0].counted
    assert made.returns.missing == 2


def test_another_setting_of_the_same_name_does_not_hide_a_missing_one():
    expected = [Expected(line=2, name="St Mary's", urn="2", kind="school")]
    made = overview([answered("St Mary's", "M", urn="99")], expected)
    assert [row.state for row in made.settings] == [State.WAITING]
    assert (made.returns.waiting, made.returns.returned, made.returns.not_expected) == (1, 0, 0)
    assert [line.reason for line in made.chase] == ["A return that may be theirs waits for a decision"]


def test_another_checklist_is_not_counted(monkeypatch):
    other = replace(load("leaders", "school"), id="other")
    monkeypatch.setattr(record, "_whole", lambda *_: WHOLE)
    made = overview([answered("A", "M"), answered("B", "M"), answered("C", "N", checklist=other)])
    assert made.returns.returned == 2
    assert next(line for line in made.files if line.name == "C").problems[-1].code == "A33"


def test_two_settings_without_a_name_are_two():
    made = overview([answered("", "M"), answered("", "N")])
    assert made.returns.returned == 2
    assert len({row.key for row in made.settings}) == 2


def test_movers_leave_out_what_only_one_year_has():
    asked = load("leaders", "school")
    letters = "".join("-" if not c.applies("school") else "M" for c in WHOLE.criteria)
    first = next(n for n, c in enumerate(WHOLE.criteria) if c.applies("school"))
    before = letters[:first] + "N" + letters[first + 1 :]
    returns = [answered("One", "MA?M")]
    key = overview(returns).settings[0].key
    mover = overview(returns, before={key: before}).movers[0]
    assert mover.criteria == len(asked.criteria) - 2
    assert mover.better == (asked.criteria[0].id,)
    assert mover.now == 100
    assert mover.before < 100
    assert overview(returns, before={key: "-" * len(letters)}).movers == ()


def with_evidence(name, evidence):
    made = answered(name, "M")
    responses = tuple(replace(r, evidence=evidence if n == 0 else "") for n, r in enumerate(made.audit.responses))
    return replace(made, audit=replace(made.audit, responses=responses))


def test_two_settings_with_the_same_words_are_enough_and_short_words_are_not():
    words = "Kept in the blue folder in the office of the head"
    made = overview(
        [with_evidence("A", words), with_evidence("B", f"  {words.upper()} "), with_evidence("C", f"{words}.")]
    )
    assert [(one.settings, len(one.where)) for one in made.repeated] == [(3, 3)]
    assert overview([with_evidence("A", "See the policy"), with_evidence("B", "See the policy")]).repeated == ()
