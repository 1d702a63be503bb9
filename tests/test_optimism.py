"""What reviewers found over many settings, against a plain recomputation from the reviews themselves."""

import csv
from collections import Counter
from dataclasses import replace

import pytest

from audit.aggregate import optimism, package_rows, package_schema, page_view
from audit.aggregate.overview import Overview
from audit.checklist.load import load
from audit.judgement import moderation
from audit.judgement.review import Opinion, Review
from audit.model import Audit, Rating, Response, Setting
from audit.workbook.read.reader import Return
from tests.conftest import DAY
from tests.test_aggregate_figures import overview as summed_up
from tests.test_review import Hand

M, P, N, X = Rating.MET, Rating.PARTLY, Rating.NOT_MET, Rating.NOT_APPLICABLE
WHOLE, SCHOOL = load("leaders"), load("leaders", "school")


def returned(number: int, *, reviewed: bool = True) -> Return:
    """A school's return and its review; leaders are too hopeful in the first theme alone."""
    own = [M, P, None, N, X]
    responses = tuple(
        Response(ref=c.id, rating=own[(number + place) % 5], evidence="Log of May 2026", notes="We have none at all.")
        for place, c in enumerate(SCHOOL.criteria)
    )
    first = SCHOOL.themes[0].id
    theirs = {M: P, P: N}
    opinions = tuple(
        Opinion(ref=c.id, rating=theirs.get(r.rating, N) if c.theme == first else r.rating or M, reason="Seen.")
        for place, (c, r) in enumerate(zip(SCHOOL.criteria, responses, strict=True))
        if c.theme != SCHOOL.themes[1].id or number < 9
        if place % 2 == 0
    )
    setting = Setting(name=f"School {number} (invented)", kind="school", urn=f"{1000 + number}")
    audit = Audit(checklist="leaders", edition=SCHOOL.edition, setting=setting, responses=responses, audit_date=DAY)
    review = Review(reviewer="A. Example", opinions=opinions) if reviewed else None
    return Return(file="a.xlsx", problems=(), sha256="", checklist=SCHOOL, audit=audit, review=review)


@pytest.fixture(scope="module")
def returns() -> list[Return]:
    return [*map(returned, range(12)), returned(12, reviewed=False)]


@pytest.fixture(scope="module")
def overview(returns) -> Overview:
    return summed_up(returns)


def test_every_figure_is_that_of_the_reviews_laid_side_by_side(returns, overview):
    found = {one.agreement.theme: one for one in optimism.by_theme(overview.in_figures, WHOLE)}
    pairs = [
        (number, SCHOOL.theme(WHOLE.criterion(p.ref).theme).id, p)
        for number, one in enumerate(returns)
        if one.review
        for p in moderation.compare(SCHOOL, one.audit, one.review).pairs
        if p.own and p.reviewer
    ]
    for theme in ("", *(t.id for t in SCHOOL.themes)):
        own = [(number, p) for number, of, p in pairs if theme in {"", of}]
        one = found[theme]
        ways = Counter(p.direction for _, p in own)
        assert one.settings == len({number for number, _ in own})
        assert (one.lower, one.higher) == (ways["the reviewer is lower"], ways["the reviewer is higher"])
        assert (one.agreement.rated, one.agreement.same) == (len(own), ways["the same"])
        scored = [p for _, p in own if X not in {p.own, p.reviewer}]
        assert one.scored == len(scored)
        assert one.few is (one.settings < 10)
        expected = None if one.few else 100 * (one.lower - one.higher) / len(scored)
        assert one.percent == expected
    assert found[SCHOOL.themes[0].id].percent > 0
    assert found[SCHOOL.themes[2].id].percent == 0


def test_of_fewer_than_ten_settings_no_share_is_said(overview):
    columns = package_schema.REVIEWS.names
    rows = {row[0]: dict(zip(columns, row, strict=True)) for row in package_rows.reviews(overview)}
    few, many = rows[SCHOOL.themes[1].id], rows["all"]
    assert few["settings"] == 9
    assert (few["agreement"], few["kappa"], few["optimism"]) == (None, None, None)
    assert many["settings"] == 12
    assert None not in {many["agreement"], many["kappa"], many["optimism"]}


def test_kappa_is_that_of_one_review_where_there_is_one(returns):
    overview = summed_up(returns[:1])
    alone = moderation.compare(SCHOOL, returns[0].audit, returns[0].review)
    by_theme = {one.theme: one for one in alone.themes if one.rated}
    assert {o.agreement.theme: o.agreement for o in optimism.by_theme(overview.in_figures, WHOLE)} == {
        "": alone.overall,
        **by_theme,
    }


def test_nothing_is_said_where_nobody_has_reviewed(returns):
    overview = summed_up([replace(one, review=None) for one in returns])
    assert optimism.by_theme(overview.in_figures, WHOLE) == ()
    assert page_view.view(overview).reviews == ()
    assert list(package_rows.reviews(overview)) == []


def test_the_page_and_the_data_say_it(run, nursery, tmp_path):
    assert run("review", nursery, "-o", "r.xlsx").exit_code == 0
    hand = Hand(tmp_path / "r.xlsx")
    for ref in list(hand.rows)[:10]:
        hand.write(ref, "Reviewer's rating", "Not met")
    hand.save()
    assert run("aggregate", "r.xlsx", "-o", "out").exit_code == 0
    text = (tmp_path / "out" / "overview.html").read_text(encoding="utf-8")
    assert '<h2 id="reviews">What reviewers found</h2>' in text
    assert "at 1 setting." in text
    assert "not said" in text
    with (tmp_path / "out" / "data" / "reviews.csv").open(encoding="utf-8-sig", newline="") as file:
        (first, *_) = csv.DictReader(file)
    assert (first["theme"], first["settings"], first["optimism"]) == ("all", "1", "")
