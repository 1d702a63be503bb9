"""Review: the leader's words kept, the reviewer's beside them, and how far the two agree."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from audit.judgement import moderation, review
from audit.judgement.moderation import Direction
from audit.judgement.review import Opinion, Review, ReviewCopy
from audit.judgement.sampling import Drawing, draw
from audit.judgement.scoring import score
from audit.model import Duty, Place, Rating, Response
from audit.report import anchors, build, data, html
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.write import writer
from tests import browser as look
from tests import libreoffice, small
from tests.browser import browser, window
from tests.conftest import DAY, need
from tests.test_validator import AWKWARD

__all__ = ["browser", "window"]  # fixtures
LETTERS = small.LETTERS


def compared(duties, own, reviewer, evidence="", themes=""):
    """``compared("mm", "MP", "MN")``: a leader's ratings and a reviewer's, a letter a question, blank is a dot."""
    checklist = small.checklist(duties)
    if themes:
        criteria = tuple(small.criterion(f"q{n}", Duty.MUST, t) for n, t in enumerate(themes.split(), start=1))
        base = checklist.themes[0]
        known = tuple(replace(base, id=t, title=f"Theme {t}") for t in dict.fromkeys(themes.split()))
        checklist = replace(checklist, criteria=criteria, themes=known)
    opinions = tuple(
        Opinion(ref=f"q{n}", rating=LETTERS[letter], reason="Seen.") for n, letter in enumerate(reviewer, 1)
    )
    return moderation.compare(checklist, small.audit(own, evidence), Review(opinions=opinions))


# How far they agree


@pytest.mark.parametrize(
    ("own", "reviewer", "expected"),
    [
        ("MMPN", "MMPN", (4, 4, 100, 1.0)),
        ("MMMM", "MMMM", (4, 4, 100, None)),
        ("MMMM", "PPPP", (4, 0, 0, 0.0)),
        ("MN", "NM", (2, 0, 0, -1.0)),
        ("MMNP", "MPNN", (4, 2, 50, 0.27)),
        ("MM.-", "MPM.", (2, 1, 50, 0.0)),
        ("....", "MMMM", (0, 0, None, None)),
        ("MMMM", "....", (0, 0, None, None)),
        ("M", "M", (1, 1, 100, None)),
        ("----", "----", (4, 4, 100, None)),
        ("MMM.", "MMMP", (3, 3, 100, None)),
        ("MMNN", "MMNN", (4, 4, 100, 1.0)),
        ("MMPP", "PPMM", (4, 0, 0, -1.0)),  # (0 - 8) / (16 - 8)
        ("MMNN", "MNMN", (4, 2, 50, 0.0)),  # chance itself: (8 - 8) / (16 - 8)
        ("MMMM", "MMMP", (4, 3, 75, 0.0)),  # (12 - 12) / (16 - 12)
        ("MMMP", "MMPP", (4, 3, 75, 0.5)),  # (12 - 8) / (16 - 8)
        ("MMM-", "MMMN", (4, 3, 75, 0.43)),  # (12 - 9) / (16 - 9)
        ("MMMMMN", "MMMMNM", (6, 4, 66, -0.2)),  # worse than chance: (24 - 26) / (36 - 26)
        ("MMMPPN", "MMPPNN", (6, 4, 66, 0.5)),  # (24 - 12) / (36 - 12)
    ],
)
def test_share_and_kappa(own, reviewer, expected):
    """Worked by hand for MMNP and MPNN: 2 of 4 alike; by chance (2*1 + 1*2 + 1*1) / 16; so (8 - 5) / (16 - 5)."""
    found = compared("m" * len(own), own, reviewer).overall
    assert (found.rated, found.same, found.share, found.kappa) == expected


def test_kappa_is_never_written_as_minus_nought():
    assert "-0.0" not in str(compared("mmmm", "MMMM", "PPPP").overall.kappa)


def test_agreement_is_told_theme_by_theme():
    found = compared("mmmm", "MMPN", "MPPN", themes="one one two two")
    assert [(a.title, a.same, a.rated) for a in found.themes] == [("Theme one", 1, 2), ("Theme two", 2, 2)]
    assert (found.overall.same, found.overall.rated) == (3, 4)


@pytest.mark.parametrize(
    ("own", "reviewer", "direction"),
    [
        ("M", "M", Direction.SAME),
        ("-", "-", Direction.SAME),
        ("M", "P", Direction.LOWER),
        ("M", "N", Direction.LOWER),
        ("P", "N", Direction.LOWER),
        ("N", "P", Direction.HIGHER),
        ("P", "M", Direction.HIGHER),
        ("M", "-", Direction.APPLIES),
        ("-", "N", Direction.APPLIES),
        (".", "M", Direction.UNANSWERED),
        (".", "-", Direction.UNANSWERED),
    ],
)
def test_direction(own, reviewer, direction):
    (pair,) = compared("m", own, reviewer).pairs
    assert pair.direction is direction


def test_ways_are_counted_and_those_with_none_left_out():
    found = compared("mmmm", "MMN.", "PNPM")
    assert found.directions == ((Direction.LOWER, 2), (Direction.HIGHER, 1), (Direction.UNANSWERED, 1))
    assert [p.ref for p in found.differing] == ["q1", "q2", "q3", "q4"]


def test_moderated_takes_the_reviewers_rating_where_there_is_one():
    found = compared("mmss", "MM.P", "N.M.", "ee")
    own = score(small.checklist("mmss"), small.audit("MM.P", "ee"))
    assert (own.overall.so_far, found.moderated.overall.so_far) == (70, 60)
    assert [f.rating for f in found.moderated.findings] == [LETTERS[letter] for letter in "NMMP"]
    assert [f.response.evidence for f in found.moderated.findings] == ["In the file.", "In the file.", "", ""]
    assert found.moderated.overall.with_evidence == 30


def test_a_reason_without_a_rating_changes_nothing():
    checklist, audit = small.checklist("mm"), small.audit("MM")
    found = moderation.compare(checklist, audit, Review(opinions=(Opinion(ref="q1", reason="Not looked into."),)))
    assert found.rated == found.differing == ()
    assert found.agreed is None
    assert found.moderated.overall == score(checklist, audit).overall


@pytest.mark.parametrize("field", ["evidence", "notes", "action", "owner", "due_words", "status", "rating_words"])
def test_a_fingerprint_changes_with_every_word_and_not_with_spaces(field):
    one = Response(ref="q1", **{field: "The log of May"})
    assert review.fingerprint(one) != review.fingerprint(replace(one, **{field: "The log of June"}))
    assert review.fingerprint(one) == review.fingerprint(replace(one, **{field: " The log\r\nof May"}))
    moved = Response(ref="q1", notes=getattr(one, field)) if field != "notes" else Response(ref="q1", action=one.notes)
    assert review.fingerprint(one) != review.fingerprint(moved)


@pytest.mark.parametrize("change", [{"rating": Rating.MET}, {"due": date(2027, 1, 2)}, {"due": None}])
def test_a_fingerprint_changes_with_rating_and_date(change):
    one = Response(ref="q1", rating=Rating.PARTLY, due=date(2027, 1, 1))
    assert review.fingerprint(one) != review.fingerprint(replace(one, **change))


# The workbook


@pytest.fixture
def made(run, nursery, tmp_path) -> Path:
    """The nursery's return, made ready for a reviewer."""
    done = run("review", nursery, "-o", "review.xlsx")
    assert done.exit_code == 0, done.output
    return tmp_path / "review.xlsx"


class Hand:
    """A reviewer's hand: writes into the cells of a review by Ref and heading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book["Checklist"]
        self.columns = {cell.value: cell.column for cell in self.sheet[layout.HEADING_ROW]}
        self.rows = {
            row[self.columns["Ref"] - 1].value: row[0].row for row in self.sheet.iter_rows(min_row=layout.FIRST_ROW)
        }

    def cell(self, ref: str, heading: str):
        return self.sheet.cell(self.rows[ref], self.columns[heading])

    def write(self, ref: str, heading: str, value) -> str:
        self.cell(ref, heading).value = value
        return f"Checklist!{self.cell(ref, heading).coordinate}"

    def sign(self, name: str, day) -> None:
        for row in self.book["Start here"].iter_rows(max_col=2):
            if row[0].value == "Reviewed by":
                row[1].value = name
            if row[0].value == "Date of the review":
                row[1].value = day

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def test_the_leaders_words_come_back_untouched_and_the_sample_is_the_same(nursery, made):
    before, after = reader.read(nursery), reader.read(made)
    assert before.audit
    assert after.audit
    assert replace(after.audit, responses=()) == replace(before.audit, responses=())
    assert after.audit.responses == before.audit.responses
    assert after.review == Review(original=before.sha256, answers=review.answers_fingerprint(before.audit))
    assert {p.code for p in after.problems} == {p.code for p in before.problems} | {"V22"}
    hand = Hand(made)
    marked = {ref: hand.cell(ref, "Check first").value for ref in hand.rows if hand.cell(ref, "Check first").value}
    assert before.checklist
    drawing = Drawing(answers=review.answers_fingerprint(before.audit))
    drawn = draw(score(before.checklist, before.audit).findings, drawing)
    assert set(marked) == {p.ref for p in drawn}
    assert len(marked) == 8
    assert all(text.startswith("Yes: ") for text in marked.values())
    own, theirs = build.build(before, DAY), build.build(after, DAY)
    assert own.inspection
    assert theirs.inspection
    assert [p.ref for p in theirs.inspection.sample] == [p.ref for p in own.inspection.sample]


def test_only_the_reviewers_cells_are_open(made):
    book = openpyxl.load_workbook(made)
    sheet = book["Checklist"]
    heads = {cell.column: cell.value for cell in sheet[layout.HEADING_ROW]}
    assert list(heads.values())[4:12] == [
        "Rating", "Last year", "Evidence", "Check first", "Reviewer's rating", "Reviewer's reason", "Agreed rating",
        "Agreed because",
    ]  # fmt: skip
    for row in sheet.iter_rows(min_row=layout.FIRST_ROW):
        for cell in row:
            assert cell.protection.locked == (not heads[cell.column].startswith(("Reviewer", "Agreed"))), (
                cell.coordinate
            )
    start = {row[0].value: row[1] for row in book["Start here"].iter_rows(max_col=2) if row[0].value}
    assert not start["Reviewed by"].protection.locked
    assert start["Name of setting"].protection.locked
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None


def test_the_reviewer_chooses_from_the_same_list(made):
    book = openpyxl.load_workbook(made)
    rules = {str(v.sqref): v for v in book["Checklist"].data_validations.dataValidation if v.type == "list"}
    questions = book["Checklist"].max_row - layout.HEADING_ROW
    own, theirs = (rules[layout.REVIEW.cells(name, questions)] for name in ("Rating", "Reviewer's rating"))
    assert theirs.formula1 == own.formula1 == "Ratings"
    assert theirs.error == own.error


def test_an_ordinary_workbook_has_none_of_it(nursery):
    returned = reader.read(nursery)
    assert returned.review is None
    heads = [cell.value for cell in openpyxl.load_workbook(nursery)["Checklist"][layout.HEADING_ROW]]
    assert heads == [column.heading for column in layout.COLUMNS]
    assert not any(p.code == "W09" for p in returned.problems)


def test_what_the_reviewer_writes_is_read_with_its_cells(made):
    hand = Hand(made)
    refs = list(hand.rows)
    at = hand.write(refs[0], "Reviewer's rating", "partly")
    hand.write(refs[0], "Reviewer's reason", "Two of five staff could say it.")
    hand.write(refs[1], "Reviewer's reason", "Not looked into.")
    hand.sign("A. Example, inspector", date(2026, 11, 24))
    found = reader.read(hand.save()).review
    assert found
    assert (found.reviewer, found.day) == ("A. Example, inspector", date(2026, 11, 24))
    assert [(o.ref, o.rating, o.reason) for o in found.opinions] == [
        (refs[0], Rating.PARTLY, "Two of five staff could say it."),
        (refs[1], None, "Not looked into."),
    ]
    assert str(found.opinions[0].place) == at
    assert found.altered == ()


def test_what_a_reviewer_agrees_does_not_apply_is_not_said_to_be_unanswered(run, nursery, tmp_path):
    hand = Hand(nursery)
    asked = reader.read(nursery).checklist
    ref = next(c.id for c in asked.criteria if c.essential and not c.not_applicable_when)
    at = hand.write(ref, "Rating", "Not applicable")
    hand.write(ref, "Notes", "Nobody under 18 comes here.")
    run("review", hand.save(), "-o", "own.xlsx")
    assert [p.where.spot for p in reader.read(nursery).problems if p.code == "W46"] == [at]
    looking = Hand(tmp_path / "own.xlsx")
    looking.write(ref, "Reviewer's rating", "Not applicable")
    looking.write(ref, "Reviewer's reason", "Agreed.")
    assert "W46" not in {p.code for p in reader.read(looking.save()).problems}


def test_faults_in_the_reviewers_columns_have_their_cells(made):
    hand = Hand(made)
    refs = list(hand.rows)
    bad = hand.write(refs[0], "Reviewer's rating", "Mostly")
    bare = hand.write(refs[1], "Reviewer's rating", "Not met")
    formula = hand.write(refs[2], "Reviewer's rating", "=1+1")
    hand.sign("x", "31/02/2027")
    returned = reader.read(hand.save())
    codes = {(p.code, p.where.spot) for p in returned.problems}
    assert {("W11", bad), ("V17", bare), ("W18", formula)} <= codes
    assert any(p.code == "W14" and "review" in p.message for p in returned.problems)
    assert returned.review
    assert [o.ref for o in returned.review.opinions] == [refs[1]]


def test_a_rating_of_the_reviewer_is_not_taken_for_a_leaders_in_the_wrong_column(run, tmp_path):
    checklist = demonstration.load("leaders", "early-years")
    audit = demonstration.fill(checklist, demonstration.NURSERY, DAY)
    blank = tuple(replace(r, rating=None, evidence="") if n < 3 else r for n, r in enumerate(audit.responses))
    (tmp_path / "a.xlsx").write_bytes(writer.build(checklist, replace(audit, responses=blank), DAY))
    run("review", "a.xlsx", "-o", "b.xlsx")
    hand = Hand(tmp_path / "b.xlsx")
    hand.write(blank[0].ref, "Reviewer's rating", "Met")
    hand.write(blank[0].ref, "Reviewer's reason", "Seen.")
    returned = reader.read(hand.save())
    assert not any(p.code == "W12" for p in returned.problems)
    assert returned.audit
    assert returned.audit.responses[0].rating is None


@pytest.mark.parametrize("heading", ["Rating", "Evidence", "Notes", "Action", "Owner", "By when", "Status"])
def test_a_change_of_the_leaders_words_is_named(made, heading):
    """The cells are locked, and anybody can unlock them: so that who changed what is kept, it is seen."""
    hand = Hand(made)
    ref = list(hand.rows)[3]
    hand.write(
        ref, heading, "Not applicable" if heading == "Rating" else "1/2/2029" if heading == "By when" else "Changed"
    )
    returned = reader.read(hand.save())
    assert returned.review
    assert returned.review.altered == (ref,)
    assert [p.where.spot for p in returned.problems if p.code == "V16"] == [
        f"Checklist!{layout.column_letter('Rating')}{hand.rows[ref]}"
    ]


def test_words_that_a_cell_cannot_hold_as_they_are_raise_no_false_alarm(run, tmp_path):
    checklist = demonstration.load("leaders", "early-years")
    audit = demonstration.fill(checklist, demonstration.NURSERY, DAY)
    responses = list(audit.responses)
    for number, text in enumerate(AWKWARD):
        responses[number] = replace(responses[number], evidence=text, notes=text, action=text, owner=text, status=text)
    (tmp_path / "a.xlsx").write_bytes(writer.build(checklist, replace(audit, responses=tuple(responses)), DAY))
    assert run("review", "a.xlsx", "-o", "b.xlsx").exit_code == 0
    first, second = reader.read(tmp_path / "a.xlsx"), reader.read(tmp_path / "b.xlsx")
    assert second.review
    assert second.review.altered == ()
    assert first.audit
    assert second.audit
    assert [r.evidence for r in second.audit.responses] == [r.evidence for r in first.audit.responses]


def test_an_answer_that_does_not_come_back_is_not_watched(tmp_path):
    checklist = demonstration.load("leaders", "early-years")
    audit = demonstration.fill(checklist, demonstration.NURSERY, DAY)
    copy = ReviewCopy(original="ab", without_fingerprint=(audit.responses[0].ref,))
    path = tmp_path / "review.xlsx"
    path.write_bytes(writer.build_review(checklist, audit, DAY, copy))
    hand = Hand(path)
    for response in audit.responses[:2]:
        hand.write(response.ref, "Evidence", "Changed")
    found = reader.read(hand.save()).review
    assert found
    assert found.altered == (audit.responses[1].ref,)


def test_what_stands_in_a_rating_cell_and_is_none_is_kept(run, nursery, tmp_path):
    hand = Hand(nursery)
    ref = next(iter(hand.rows))
    hand.write(ref, "Rating", "Mostly, ask Sam")
    hand.sheet.cell(hand.sheet.max_row + 1, hand.columns["Ref"]).value = "our-own"
    hand.sheet.cell(hand.sheet.max_row, hand.columns["Evidence"]).value = "A line of our own"
    hand.save()
    assert run("review", nursery, "-o", "b.xlsx").exit_code == 0
    book = Hand(tmp_path / "b.xlsx")
    assert book.cell(ref, "Rating").value == "Mostly, ask Sam"
    words = [cell.value for row in book.book["Changes"].iter_rows() for cell in row]
    assert "A line of our own" in words
    assert reader.read(tmp_path / "b.xlsx").review.altered == ()


def test_the_return_is_not_touched_and_nothing_is_written_over(run, nursery, made, tmp_path):
    before = nursery.read_bytes()
    again = run("review", nursery, "-o", "review.xlsx")
    assert (again.exit_code, "S01" in again.output) == (1, True)
    assert run("review", nursery, "-o", "review.xlsx", "--force").exit_code == 0
    assert nursery.read_bytes() == before


@pytest.mark.parametrize(
    "words", [("rosebank.xlsx",), ("rosebank.xlsx", "-o", "a.ods"), ("rosebank.xlsx", "-o", "rosebank.xlsx")]
)
def test_a_wrong_command_is_said_gently(run, nursery, words):
    assert run("review", *words).exit_code == 2


def test_a_review_of_a_review_and_a_file_that_is_none_are_refused(run, made, tmp_path):
    done = run("review", made, "-o", "again.xlsx")
    assert (done.exit_code, "V18" in done.output) == (1, True)
    assert "F01" in run("review", "gone.xlsx", "-o", "again.xlsx").output
    assert not (tmp_path / "again.xlsx").exists()


# The report


@pytest.fixture
def reviewed(made) -> Path:
    hand = Hand(made)
    refs = list(hand.rows)
    for number, rating in enumerate(("Met", "Met", "Not met", "Partly met")):
        hand.write(refs[number], "Reviewer's rating", rating)
        hand.write(refs[number], "Reviewer's reason", f"<i>Reason</i> {number}")
    hand.sign("A. <b>Example</b>", date(2026, 11, 24))
    return hand.save()


def test_the_report_shows_self_beside_reviewer(run, reviewed, tmp_path):
    done = run("report", reviewed, "-o", "out", "--as-of", "2026-11-24")
    assert done.exit_code == 0, done.output
    report = build.build(reader.read(reviewed), date(2026, 11, 24))
    beside = report.comparison
    assert beside
    assert f"with the reviewer's ratings: {beside.moderated.overall.so_far}% so far" in done.output
    (page,) = (tmp_path / "out").glob("*-reviewed.html")
    text = page.read_text(encoding="utf-8")
    section = text[text.index('aria-labelledby="review"') : text.index('aria-labelledby="scores"')]
    assert "Reviewed by A. &lt;b&gt;Example&lt;/b&gt; on 24 November 2026" in section
    ids = anchors.of(report.checklist).q
    for pair in beside.differing:
        assert f'href="#{ids[pair.ref]}"' in section
        assert f"&lt;i&gt;Reason&lt;/i&gt; {list(Hand(reviewed).rows).index(pair.ref)}" in section
    assert beside.overall.rated == 4
    assert f"{beside.overall.same} of 4 ({beside.overall.share}%)" in section
    assert f">{report.card.overall.so_far}%<" in section
    assert f'data-head="Reviewer">{beside.moderated.overall.so_far}%' in section
    assert "A reviewer has rated 4 answers</a>" in text
    values = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert values["overall"]["so_far"] == report.card.overall.so_far  # the leader's own stays the leader's
    assert values["review"]["moderated"]["overall"]["so_far"] == beside.moderated.overall.so_far
    assert len(values["review"]["pairs"]) == 4
    rows = page.with_suffix(".csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].endswith(",reviewer_rating,reviewer_reason,agreed_rating,agreed_reason")


def test_a_report_without_a_review_says_nothing_of_one(nursery):
    report = build.build(reader.read(nursery), DAY)
    assert report.comparison is None
    page = html.render(report)
    assert 'id="review"' not in page
    own = re.sub(r"<style>.*?</style>|<section aria-labelledby=\"method\">.*?</section>", "", page, flags=re.DOTALL)
    assert "reviewer" not in own.lower()
    assert "review" not in data.as_values(report)


def test_verify_holds_the_report_of_a_review_against_the_review(run, reviewed, tmp_path):
    run("report", reviewed, "-o", "out", "--as-of", "2026-11-24")
    (page,) = (tmp_path / "out").glob("*.html")
    assert run("verify", page, reviewed).exit_code == 0
    hand = Hand(reviewed)
    ref = list(hand.rows)[2]
    at = hand.write(ref, "Reviewer's rating", "Met")
    hand.sign("Somebody else", date(2026, 11, 24))
    done = run("verify", page, hand.save())
    assert done.exit_code == 1
    assert f"'{ref}'" in done.output
    assert "Reviewer's rating: the report says 'Not met', and the workbook 'Met'" in done.output
    assert "Reviewed by: the report says 'A. <b>Example</b>', and the workbook 'Somebody else'" in done.output
    assert at.startswith("Checklist!")


@pytest.mark.parts
def test_a_review_saved_by_libreoffice_is_the_same_review(run, reviewed, soffice, tmp_path):
    before = reader.read(reviewed)
    with libreoffice.running(soffice, tmp_path) as office:
        for kind in ("xlsx", "ods"):
            after = reader.read(office.saved_again(reviewed, kind))
            assert after.review == before.review
            assert after.audit == before.audit


@pytest.mark.parts
def test_microsofts_validator_finds_nothing_in_a_review(reviewed, made, npm_tool):
    tool = npm_tool(".bin/ooxml-validator")
    need(shutil.which("node") is not None, "Node.js")
    done = subprocess.run([tool, made], capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert json.loads(done.stdout)["errors"] == []


@pytest.mark.parts
def test_the_page_of_a_review_is_for_everybody(window, npm_tool, made, tmp_path):
    """With words of any length, at both widths and in both schemes; quiet, and with ids and links that hold."""
    hand = Hand(made)
    for number, ref in enumerate(hand.rows):
        if number % 3 == 0:
            hand.write(ref, "Reviewer's rating", list(Rating)[number % 4].value)
            hand.write(ref, "Reviewer's reason", "Donaudampfschifffahrtsgesellschaftskapitän" * 4 if number else None)
    hand.sign("A reviewer " * 20, date(2026, 11, 24))
    path = tmp_path / "reviewed.html"
    path.write_text(html.render(build.build(reader.read(hand.save()), DAY)), encoding="utf-8")
    source = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    shown = window(path)
    for width, height in (look.WIDE, look.PHONE):
        shown.page.set_viewport_size({"width": width, "height": height})
        assert look.sideways(shown.page) == []
        for scheme in ("light", "dark"):
            shown.page.emulate_media(color_scheme=scheme)
            assert look.axe(shown.page, source) == []
    assert look.ids_and_links(shown.page) == []
    assert look.tiny_text(shown.page) == []
    assert shown.beyond(path) == []
    tool = npm_tool("html-validate/bin/html-validate.mjs")
    assert look.html_validate(tool, Path(__file__).with_name(".htmlvalidate.json"), [path]) == []


def test_places_are_kept_apart_from_the_leaders():
    pair = compared("m", "M", "P").pairs[0]
    assert pair.place is None
    placed = Opinion(ref="q1", rating=Rating.PARTLY, place=Place(sheet="Checklist", cell="U2"))
    found = moderation.compare(small.checklist("m"), small.audit("M"), Review(opinions=(placed,)))
    assert str(found.pairs[0].place) == "Checklist!U2"
