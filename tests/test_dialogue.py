"""Review as a dialogue: self, reviewer and agreed; several reviewers, none of whose words is lost."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit.carry_forward.merge_reviews import ReviewedReturn, in_common, merge_reviews
from audit.judgement import moderation
from audit.judgement.review import Opinion, Review, Voice
from audit.judgement.verdict import Level
from audit.model import Rating, Response
from audit.report import build, canonical, html, redaction
from audit.report.detail import Detail
from audit.workbook.read import reader
from tests import libreoffice, small
from tests.conftest import DAY
from tests.test_review import Hand

M, P, N, NA = Rating.MET, Rating.PARTLY, Rating.NOT_MET, Rating.NOT_APPLICABLE


@pytest.fixture
def begun(run, nursery, tmp_path):
    """Makes a review of the nursery's return, filled by one reviewer."""

    def make(name: str, reviewer: str, ratings: dict[int, str], *, agreed: dict[int, str] | None = None) -> Path:
        assert run("review", nursery, "-o", name, "--phrase", f"words of {reviewer}", "--force").exit_code == 0
        hand = Hand(tmp_path / name)
        refs = list(hand.rows)
        for number, rating in ratings.items():
            hand.write(refs[number], "Reviewer's rating", rating)
            hand.write(refs[number], "Reviewer's reason", f"{reviewer} saw <thing> {number}")
        for number, rating in (agreed or {}).items():
            hand.write(refs[number], "Agreed rating", rating)
            hand.write(refs[number], "Agreed because", f"Talked over {number}")
        hand.sign(reviewer, date(2026, 11, 24))
        return hand.save()

    return make


TWELVE = range(3, 15)


@pytest.fixture
def two(begun):
    """Two reviews that disagree in twelve places and agree in two."""
    one = begun("one.xlsx", "A. Example", dict.fromkeys(TWELVE, "Met") | {0: "Partly met", 1: "Not met"})
    other = begun("two.xlsx", "B. Sample", dict.fromkeys(TWELVE, "Not met") | {0: "Partly met", 2: "Met"})
    return one, other


# Self, reviewer and agreed


def compared(duties, own, opinions, evidence=""):
    return moderation.compare(small.checklist(duties), small.audit(own, evidence), Review(opinions=opinions))


def test_where_a_rating_is_agreed_the_report_judges_by_it_and_says_whose_it_is():
    found = compared(
        "mmss", "MMMM", (Opinion(ref="q1", rating=N, reason="x", agreed=P), Opinion(ref="q2", rating=M)), "eeee"
    )
    assert found.agreed
    assert [f.rating for f in found.counting.findings] == [P, M, M, M]
    assert [f.rating for f in found.moderated.findings] == [N, M, M, M]
    assert [f.rating for f in found.own.findings] == [M, M, M, M]
    assert found.own.judgement.level is Level.IN_PLACE
    assert found.agreed.judgement.level is Level.WORK_TO_DO
    assert "By the agreed ratings" in found.agreed.judgement.sentence
    assert "1 rating that the leader agreed with a reviewer who gave no name" in found.whose


def test_without_an_agreed_rating_the_leaders_own_counts():
    found = compared("mm", "MM", (Opinion(ref="q1", rating=N, reason="x"),))
    assert found.agreed is None
    assert found.counting is found.own
    assert "Judged by the leader's own ratings" in found.whose


def test_in_place_says_who_agreed_how_much_in_place_of_nobody():
    review = Review(reviewer="A. Example", opinions=(Opinion(ref="q1", rating=M), Opinion(ref="q2", rating=M)))
    found = moderation.compare(small.checklist("ss"), small.audit("MM", "ee"), review)
    assert found.own.judgement.level is Level.IN_PLACE
    assert "A. Example agreed 2 of 2." in found.own.judgement.sentence
    assert "Nobody else" not in found.own.judgement.sentence


@pytest.mark.parametrize(
    ("rating", "agreed", "counts"), [(NA, None, NA), (N, NA, NA), (NA, M, M), (None, NA, NA), (N, None, None)]
)
def test_not_applicable_is_accepted_where_both_say_so(rating, agreed, counts):
    """On a duty in law that does not offer it, the leader's own Not applicable is a blank."""
    found = compared("m", "-", (Opinion(ref="q1", rating=rating, reason="x", agreed=agreed),))
    assert (found.agreed or found.moderated).findings[0].rating is (counts if counts or agreed else N)


def test_a_report_carries_all_three_in_every_form(run, begun, tmp_path):
    path = begun("r.xlsx", "A. Example", {0: "Not met", 1: "Partly met"}, agreed={0: "Partly met"})
    done = run("report", path, "-o", "out", "--as-of", "2026-11-24")
    assert "Judged by 1 rating that the leader agreed with A. Example on 24 November 2026" in done.output
    report = build.build(reader.read(path), date(2026, 11, 24))
    assert report.comparison
    assert report.card.findings is report.comparison.agreed.findings
    (page,) = (tmp_path / "out").glob("*-reviewed.html")
    text = page.read_text(encoding="utf-8")
    for head, card in (
        ("Self", report.comparison.own),
        ("Reviewer", report.comparison.moderated),
        ("Agreed", report.card),
    ):
        assert f'<td data-head="{head}">{card.overall.so_far}%' in text
    assert "Talked over 0" in text
    values = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    pair = values["review"]["pairs"][0]
    assert (pair["reviewer"], pair["agreed"], pair["agreed_reason"]) == ("Not met", "Partly met", "Talked over 0")
    assert values["review"]["agreed"]["overall"]["so_far"] == values["overall"]["so_far"] == report.card.overall.so_far
    assert values["review"]["self"]["overall"]["so_far"] == report.comparison.own.overall.so_far
    assert values["judgement"]["whose"] == report.comparison.whose
    own = {f["ref"]: f["rating"] for f in values["findings"]}
    assert own[pair["ref"]] == pair["self"]
    assert run("verify", page, path).exit_code == 0
    planned = {action.criterion.id for action in report.plan.actions}
    assert pair["ref"] in planned, "what was agreed to be only partly met needs an action"


# An empty review, and a changed identity


def test_an_empty_review_is_called_that(run, nursery, tmp_path):
    run("review", nursery, "-o", "r.xlsx")
    done = run("report", "r.xlsx", "-o", "out", "--as-of", "2026-11-24")
    assert "V22" in done.output
    assert "with the reviewer's ratings" not in done.output
    (page,) = (tmp_path / "out").glob("*.html")
    assert "reviewed" not in page.name
    text = page.read_text(encoding="utf-8")
    assert "nobody has written anything: it is not reviewed" in text
    assert 'id="review"' not in text
    assert "A reviewer has rated" not in text
    assert "review" not in json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Name of setting", "Another Nursery"), ("Date of this audit", date(2025, 1, 2)), ("Date of this audit", None),
        ("Completed by", "Me"), ("URN or other identifier", "999"), ("Group or trust", "Elsewhere"),
    ],
)  # fmt: skip
def test_a_changed_detail_of_the_setting_is_named_and_not_taken(run, nursery, tmp_path, label, value):
    run("review", nursery, "-o", "r.xlsx")
    hand = Hand(tmp_path / "r.xlsx")
    (cell,) = [row[1] for row in hand.book["Start here"].iter_rows(max_col=2) if row[0].value == label]
    cell.value = value
    before, after = reader.read(nursery), reader.read(hand.save())
    (found,) = [p for p in after.problems if p.code == "V21"]
    assert label in found.message
    assert found.where.spot == f"Start here!{cell.coordinate}"
    assert before.audit
    assert after.audit
    assert replace(after.audit, responses=()) == replace(before.audit, responses=())
    assert after.review
    assert after.review.renamed == (label,)
    assert label in html.render(build.build(replace(after, review=replace(after.review, opinions=(X,))), DAY))


X = Opinion(ref="named-lead", rating=M)


def test_a_reviewers_own_fields_are_no_change_and_neither_are_spaces(run, nursery, tmp_path):
    run("review", nursery, "-o", "r.xlsx")
    hand = Hand(tmp_path / "r.xlsx")
    for row in hand.book["Start here"].iter_rows(max_col=2):
        if row[0].value == "Name of setting":
            row[1].value = f"  {row[1].value.replace(' ', '  ')} "
    hand.sign("A. Example", date(2026, 11, 24))
    after = reader.read(hand.save())
    assert "V21" not in {p.code for p in after.problems}


# Several reviewers


def test_twelve_disagreements_are_all_named_with_their_cells_and_no_word_is_lost(run, two, tmp_path):
    done = run("merge", *two, "-o", "both.xlsx")
    assert done.exit_code == 1
    hand = Hand(two[0])
    refs = list(hand.rows)
    named = [line for line in done.output.splitlines() if "Reviewer's rating: not agreed" in line]
    assert len(named) == 12
    for number in TWELVE:
        cell = hand.cell(refs[number], "Reviewer's rating").coordinate
        (line,) = [line for line in named if line.split(",")[0].strip() == refs[number]]
        assert f"one.xlsx > Checklist!{cell}: 'Met (A. Example)'" in line
        assert f"two.xlsx > Checklist!{cell}: 'Not met (B. Sample)'" in line
    merged = reader.read(tmp_path / "both.xlsx")
    assert merged.review
    words = [(v.reviewer, o.ref, o.rating, o.reason) for v in merged.review.voices for o in v.opinions]
    for name, path in (("A. Example", two[0]), ("B. Sample", two[1])):
        own = reader.read(path).review
        assert own
        assert [(name, o.ref, o.rating, o.reason) for o in own.opinions] == [w for w in words if w[0] == name]
    stand = {o.ref: o.rating for o in merged.review.opinions}
    assert all(stand[refs[number]] is None for number in TWELVE), "nothing is chosen"
    assert (stand[refs[0]], stand[refs[1]], stand[refs[2]]) == (P, N, M)
    page = html.render(build.build(merged, DAY))
    for number in (*TWELVE, 0, 1):
        assert f"A. Example saw &lt;thing&gt; {number}<" in page
    for number in (*TWELVE, 0, 2):
        assert f"B. Sample saw &lt;thing&gt; {number}<" in page
    assert "In 12 places the reviewers differ" in page


def test_merging_again_changes_nothing(run, two, tmp_path):
    run("merge", *two, "-o", "both.xlsx")
    first = reader.read(tmp_path / "both.xlsx")
    for files in (("both.xlsx", two[0]), (two[1], "both.xlsx"), ("both.xlsx", "both.xlsx"), (two[1], two[0])):
        run("merge", *files, "-o", "again.xlsx", "--force")
        again = reader.read(tmp_path / "again.xlsx")
        assert again.review == first.review
        assert again.audit == first.audit
        assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "both.xlsx").read_bytes()


def test_what_is_settled_after_merging_counts_and_outlives_another_merge(run, two, tmp_path):
    run("merge", *two, "-o", "both.xlsx")
    hand = Hand(tmp_path / "both.xlsx")
    ref = list(hand.rows)[5]
    hand.write(ref, "Agreed rating", "Partly met")
    hand.write(ref, "Agreed because", "All three looked again.")
    settled = reader.read(hand.save())
    report = build.build(settled, DAY)
    assert {f.criterion.id: f.rating for f in report.card.findings}[ref] is P
    run("merge", "both.xlsx", *two, "-o", "again.xlsx")
    again = reader.read(tmp_path / "again.xlsx")
    assert again.review
    assert next(o for o in again.review.opinions if o.ref == ref).agreed is P
    assert [v.settled for v in again.review.voices] == [False, False, True]
    run("merge", "again.xlsx", "both.xlsx", "-o", "third.xlsx")
    assert reader.read(tmp_path / "third.xlsx").review == again.review


def test_only_reviews_of_the_same_answers_are_put_together(run, begun, nursery, two, tmp_path):
    assert "V24" in run("merge", two[0], nursery, "-o", "x.xlsx").output
    hand = Hand(nursery)
    hand.write(next(iter(hand.rows)), "Evidence", "Another log of May 2026")
    hand.save()
    other = begun("three.xlsx", "C. Third", {0: "Met"})
    done = run("merge", two[0], other, "-o", "x.xlsx")
    assert (done.exit_code, "V23" in done.output) == (1, True)
    assert not (tmp_path / "x.xlsx").exists()


def test_a_leaders_answer_changed_in_one_review_is_taken_from_the_other_and_kept_in_words(run, two, tmp_path):
    hand = Hand(two[0])
    ref = list(hand.rows)[20]
    hand.write(ref, "Evidence", "Rewritten by a reviewer")
    hand.save()
    run("merge", *two, "-o", "both.xlsx")
    merged, other = reader.read(tmp_path / "both.xlsx"), reader.read(two[1])
    assert merged.audit
    assert other.audit
    assert merged.audit.response(ref).evidence == other.audit.response(ref).evidence
    assert merged.review
    assert merged.review.altered == ()
    assert any("Rewritten by a reviewer" in o.reason for v in merged.review.voices for o in v.opinions)
    hand = Hand(two[1])
    hand.write(ref, "Evidence", "Rewritten by both")
    hand.save()
    run("merge", *two, "-o", "both.xlsx", "--force")
    assert reader.read(tmp_path / "both.xlsx").review.altered == (ref,)


def test_reviewers_without_a_name_stay_two():
    one, other = (
        ReviewedReturn(
            file=f"{n}.xlsx",
            audit=small.audit("MM"),
            review=Review(opinions=(Opinion(ref="q1", rating=rating, reason=f"r{n}"),)),
        )
        for n, rating in enumerate((M, N))
    )
    merged = merge_reviews([one, other])
    assert len(merged.review.voices) == 2
    assert len(merged.conflicts) == 1
    assert merge_reviews([other, one]).review == merged.review


def test_what_they_have_in_common():
    voices = (
        Voice(reviewer="A", opinions=(Opinion(ref="q1", rating=M, reason="same"), Opinion(ref="q2", rating=M))),
        Voice(reviewer="B", opinions=(Opinion(ref="q1", rating=M, reason="same"), Opinion(ref="q2", rating=P))),
        Voice(reviewer="A, B", opinions=(Opinion(ref="q2", rating=N, reason="late"),), settled=True),
    )
    q1, q2 = in_common(voices[:2], ("q1", "q2", "q3"))
    assert (q1.rating, q1.reason, q2.rating) == (M, "same", None)
    assert next(o for o in in_common(voices, ("q2",))).rating is N


@pytest.mark.parametrize("level", [Detail.FULL, Detail.SHARED])
def test_a_merged_review_is_made_again_from_what_its_page_carries(run, two, tmp_path, level):
    run("merge", *two, "-o", "both.xlsx")
    report = redaction.redact(build.build(reader.read(tmp_path / "both.xlsx"), DAY), level)
    carried = canonical.record(canonical.text(canonical.values(report.record)))
    assert carried == report.record
    assert html.render(build.from_record(report.checklist, carried)) == html.render(report)
    assert ("saw" in canonical.text(canonical.values(report.record))) is (level is Detail.FULL)


def test_a_hostile_sheet_of_reviewers_is_held_within_bounds(run, two, tmp_path):
    run("merge", *two, "-o", "both.xlsx")
    hand = Hand(tmp_path / "both.xlsx")
    sheet = hand.book["Reviewers"]
    sheet["F2"], sheet["E3"] = "Mostly", "no-such-question"
    for number in range(200):
        sheet.append([f"n{number}", "x", "someday", "", next(iter(hand.rows)), "Met", "y"])
    returned = reader.read(hand.save())
    assert returned.review
    assert len(returned.review.voices) <= 50
    assert {("W11", "Reviewers!F2"), ("W07", "Reviewers!E3")} <= {(p.code, p.where.spot) for p in returned.problems}


@pytest.mark.parts
def test_a_merged_review_saved_by_libreoffice_is_the_same(run, two, soffice, tmp_path):
    run("merge", *two, "-o", "both.xlsx")
    before = reader.read(tmp_path / "both.xlsx")
    with libreoffice.running(soffice, tmp_path) as office:
        for kind in ("xlsx", "ods"):
            assert reader.read(office.saved_again(tmp_path / "both.xlsx", kind)).review == before.review


def test_a_leaders_parts_are_merged_as_before():
    from audit.carry_forward.merge import merge

    one = small.audit("M", q1=Response(ref="q1", rating=M, evidence="a"))
    assert merge([("a", one), ("b", one)]).conflicts == ()


# Many settings


def test_aggregate_counts_what_was_agreed_and_says_what_each_had(run, begun, nursery, tmp_path):
    """The leader's return and its review lie in one folder: the review counts, by the agreed ratings."""
    path = begun("r.xlsx", "A. Example", {0: "Not met", 1: "Partly met"}, agreed={0: "Not met"})
    alone = run("aggregate", nursery, "-o", "alone")
    done = run("aggregate", nursery, path, "-o", "out", "--reports")
    assert alone.exit_code == done.exit_code == 0, done.output
    (row,) = _table(tmp_path / "out", "settings")
    (before,) = _table(tmp_path / "alone", "settings")
    report = build.build(reader.read(path), DAY)
    beside = report.comparison
    assert beside
    assert (row["file"], before["file"]) == (str(path), str(nursery))
    assert int(row["so_far"]) == report.card.overall.so_far != int(before["so_far"])
    assert row["level"] == report.card.judgement.level
    assert (row["reviewer"], row["reviewed"], row["agreed"]) == ("A. Example", "2", "1")
    assert (row["self_level"], int(row["self_so_far"])) == (before["level"], int(before["so_far"]))
    assert int(row["reviewer_so_far"]) == beside.moderated.overall.so_far
    assert before["reviewer"] == before["self_so_far"] == ""
    answers = {one["ref"]: one for one in _table(tmp_path / "out", "responses")}
    for pair in beside.pairs:
        one = answers[pair.ref]
        assert one["rating"] == (pair.agreed or pair.own)
        assert (one["self_rating"], one["reviewer_rating"]) == (pair.own, pair.reviewer)
        assert one["agreed_rating"] == (pair.agreed or "")
    (feedback,) = (tmp_path / "out" / "feedback").glob("*.html")
    assert "Reviewed by A. Example, who rated 2 answers" in feedback.read_text(encoding="utf-8")
    (page,) = (tmp_path / "out" / "reports").glob("*.html")
    assert "Judged by 1 rating that the leader agreed with A. Example" in page.read_text(encoding="utf-8")


def test_an_empty_review_is_counted_as_the_return_that_it_is(run, nursery, tmp_path):
    run("review", nursery, "-o", "r.xlsx")
    assert run("aggregate", "r.xlsx", "-o", "out").exit_code == 0
    (row,) = _table(tmp_path / "out", "settings")
    assert row["reviewer"] == ""


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# A report of several reviews beside one of them


@pytest.fixture
def together(run, two, tmp_path) -> Path:
    """The report of both reviews."""
    run("merge", *two, "-o", "both.xlsx")
    run("report", "both.xlsx", "-o", "out", "--as-of", "2026-11-24")
    (page,) = (tmp_path / "out").glob("*.html")
    return page


def test_each_reviewer_can_hold_her_own_review_against_the_report_of_all(run, two, together):
    for path, name in zip(two, ("A. Example", "B. Sample"), strict=True):
        done = run("verify", together, path)
        assert done.exit_code == 0, done.output
        assert "V36" in done.output
        assert f"the review by {name} alone" in done.output


@pytest.mark.parametrize(
    ("heading", "words"), [("Reviewer's rating", "Partly met"), ("Reviewer's reason", "Other words than these.")]
)
def test_a_word_of_hers_that_is_not_in_the_report_of_all_is_named_by_its_question(run, two, together, heading, words):
    hand = Hand(two[0])
    ref = list(hand.rows)[5]
    hand.write(ref, heading, words)
    hand.save()
    done = run("verify", together, two[0])
    assert done.exit_code == 1
    (line,) = [line for line in done.output.splitlines() if "V06 " in line]
    assert f"'{ref}'" in line


def test_a_reviewer_who_is_none_of_them_is_not_taken_for_one(run, begun, together):
    path = begun("third.xlsx", "C. Third", {0: "Met"})
    done = run("verify", together, path)
    assert done.exit_code == 1
    assert "V36" not in done.output
    assert "V06 '0'" not in done.output
