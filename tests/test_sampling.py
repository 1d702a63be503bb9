"""The sample to check first: nobody chooses it alone, no saving of a file moves it, and anybody can draw it again."""

import hashlib
import itertools
import random
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import api
from audit.checklist.load import load
from audit.judgement import evidence, review, sampling
from audit.judgement.findings import findings_of
from audit.model import Audit, Place, Rating, Response, Setting
from audit.report import build, canonical, data, html, redaction
from audit.report.detail import Detail
from audit.samples import demonstration
from audit.workbook.read import reader
from tests import libreoffice, small
from tests.conftest import DAY

SCHOOL = load("leaders", "school")
WORDS = (
    "",
    "",
    "Minutes of 3 May 2026",
    "The log in the office",
    "CP policy p12, January 2026",
    "tbc",
    "Rota on the wall",
)


@cache
def answered(number: int) -> Audit:
    """An invented school's answers, other ones for every number."""
    chance = random.Random(number)
    kinds = (*[Rating.MET] * 5, *[Rating.PARTLY] * 2, Rating.NOT_MET, Rating.NOT_APPLICABLE, None)
    responses = tuple(
        Response(
            ref=c.id,
            rating=chance.choice(kinds),
            evidence=chance.choice(WORDS) and f"{chance.choice(WORDS)} {c.id}".strip(),
            notes=chance.choice(("", "We have no such thing here.")),
            owner=chance.choice(("", "Deputy")),
            due=chance.choice((None, date(2027, 1, 5))),
        )
        for c in SCHOOL.criteria
    )
    setting = Setting(name=f"School {number} (invented)", kind="school")
    return Audit(checklist="leaders", edition=SCHOOL.edition, setting=setting, responses=responses)


def picks(audit: Audit, phrase: str = "Snow on Tuesday") -> list[str]:
    drawing = sampling.Drawing(
        answers=review.answers_fingerprint(audit), draws=(review.Draw(phrase=phrase),) if phrase else ()
    )
    return [pick.ref for pick in sampling.draw(findings_of(SCHOOL, audit), drawing)]


# The fingerprint of the answers


def test_the_fingerprint_is_of_the_answers_and_not_of_where_or_how_they_stand():
    audit = answered(1)
    own = review.answers_fingerprint(audit)
    moved = tuple(replace(r, place=Place(sheet="x", cell=f"E{n + 9}")) for n, r in enumerate(audit.responses))
    spaced = tuple(replace(r, evidence=f"  {r.evidence}\r\n", notes=r.notes.replace(" ", "\n ")) for r in moved)
    for other in (
        replace(audit, responses=moved[::-1]),
        replace(audit, responses=spaced),
        replace(audit, responses=tuple(r for r in moved if r != Response(ref=r.ref, place=r.place))),
        replace(audit, audit_date=DAY, completed_by="Sam", setting=replace(audit.setting, name="Else", urn="1")),
    ):
        assert review.answers_fingerprint(other) == own


@given(number=st.integers(0, 30), at=st.integers(0, 200), field=st.sampled_from(sorted(f.name for f in review.TYPED)))
@settings(max_examples=200, deadline=None)
def test_one_changed_answer_changes_the_seed(number, at, field):
    audit = answered(number)
    place = at % len(audit.responses)
    other = answered(number + 1000).responses[place]
    values = {"rating": Rating.PARTLY, "due": date(2028, 2, 3)}
    before = audit.responses[place]
    changed = replace(before, **{field: values.get(field, f"{getattr(before, field)} {other.ref} too")})
    if changed == before:
        return
    responses = (*audit.responses[:place], changed, *audit.responses[place + 1 :])
    own, else_ = (review.answers_fingerprint(replace(audit, responses=rs)) for rs in (audit.responses, responses))
    assert own != else_
    assert sampling.seed_of(own, "x") != sampling.seed_of(else_, "x")


def test_in_at_least_99_of_100_returns_one_changed_answer_changes_the_sample():
    """One word of evidence more, in one row: no weight changes, and still another sample is drawn."""
    moved = 0
    for number in range(100):
        audit = answered(number)
        place = random.Random(number).choice([n for n, r in enumerate(audit.responses) if r.evidence])
        changed = replace(audit.responses[place], evidence=f"{audit.responses[place].evidence} as well")
        responses = (*audit.responses[:place], changed, *audit.responses[place + 1 :])
        moved += sorted(picks(audit)) != sorted(picks(replace(audit, responses=responses)))
    assert moved >= 99


def test_moving_words_from_one_column_or_question_to_another_is_a_change():
    one = small.audit("MM", q1=Response(ref="q1", rating=Rating.MET, notes="The log"))
    two = small.audit("MM", q1=Response(ref="q1", rating=Rating.MET, action="The log"))
    three = small.audit("MM", q2=Response(ref="q2", rating=Rating.MET, notes="The log"))
    assert len({review.answers_fingerprint(audit) for audit in (one, two, three)}) == 3


# No choice of file moves it


def saved_again(raw: bytes, number: int) -> bytes:
    """A workbook's parts, packed in another way and with another note: other bytes, and the same answers."""
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "docProps/core.xml":
                text = text.replace(b"</cp:coreProperties>", f"<!-- {number} --></cp:coreProperties>".encode())
            new.writestr(zipfile.ZipInfo(part.filename, (2026, 1 + number % 12, 1 + number % 28, 0, 0, 0)), text)
    return out.getvalue()


def test_no_saving_of_the_file_moves_the_sample():
    raw = demonstration.filled_workbook(demonstration.NURSERY, DAY)
    found, files = set(), set()
    for number in range(30):
        returned = reader.read_bytes(saved_again(raw, number), "a.xlsx")
        files.add(returned.sha256)
        drawing, drawn = api.draw_sample(returned, "Snow on Tuesday")
        found.add((drawing.seeds, tuple(pick.ref for pick in drawn)))
        report = build.build(returned, DAY)
        assert report.inspection
        assert report.inspection.drawing.answers == drawing.answers
    assert len(files) == 30
    assert len(found) == 1


@given(sha=st.text("0123456789abcdef", min_size=64, max_size=64), name=st.text(min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_neither_the_bytes_nor_the_name_of_the_file_reach_the_sample(sha, name):
    returned = _returned()
    other = replace(returned, sha256=sha, file=name)
    assert build.drawing_of(build.record_of(other, DAY)) == build.drawing_of(build.record_of(returned, DAY))
    assert api.draw_sample(other, "x") == api.draw_sample(returned, "x")


@cache
def _returned() -> reader.Return:
    return reader.read_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY), "a.xlsx")


@pytest.mark.parts
def test_saved_by_libreoffice_sorted_and_coloured_it_is_the_same(soffice, nursery, tmp_path):
    own = api.draw_sample(api.read_return(nursery), "Snow on Tuesday")
    with libreoffice.running(soffice, tmp_path) as office:
        for kind in ("xlsx", "ods"):
            drawing, drawn = api.draw_sample(api.read_return(office.saved_again(nursery, kind)), "Snow on Tuesday")
            assert drawing == own[0]
            assert [pick.ref for pick in drawn] == [pick.ref for pick in own[1]]


# The phrase


def test_the_phrase_makes_the_sample_and_how_it_is_typed_does_not():
    audit = answered(3)
    assert picks(audit, "Snow on Tuesday") == picks(audit, "  snow ON\tTuesday ")
    assert len({tuple(sorted(picks(audit, f"phrase {n}"))) for n in range(40)}) == 40


def test_it_can_be_worked_out_by_hand_from_what_the_docs_say():
    """The seed as docs/inspectors.md tells it, with nothing but hashlib."""
    own = review.answers_fingerprint(answered(3))
    assert sampling.seed_of(own, " Snow  on TUESDAY") == hashlib.sha256(f"{own} snow on tuesday".encode()).hexdigest()


def test_it_is_drawn_as_it_was_when_this_was_written():
    """Pinned, so that an inspector and a leader draw the same with different versions and machines."""
    findings = findings_of(small.checklist("msa" * 10), small.audit("MP-" * 10, "e" * 30))
    assert [p.ref for p in sampling.sample(findings, "5f" * 32)] == PINNED


PINNED = ["q6", "q13", "q16", "q25", "q5", "q17", "q20", "q23"]


def test_several_phrases_draw_one_sample_after_the_other_and_each_criterion_once():
    findings = findings_of(SCHOOL, answered(5))
    draws = (review.Draw(phrase="one"), review.Draw(phrase="two"))
    both = [p.ref for p in sampling.draw(findings, sampling.Drawing(answers="ab", draws=draws))]
    apart = [p.ref for d in draws for p in sampling.draw(findings, sampling.Drawing(answers="ab", draws=(d,)))]
    assert both == list(dict.fromkeys(apart))


# The strata


def test_every_sample_holds_essentials_law_and_what_names_no_dated_evidence_and_no_theme_too_often():
    for number in range(200):
        audit = answered(number)
        findings = {f.criterion.id: f for f in findings_of(SCHOOL, audit)}
        claims = [f for f in findings.values() if f.rating in {Rating.MET, Rating.PARTLY, Rating.NOT_APPLICABLE}]
        drawn = [findings[ref] for ref in picks(audit, f"phrase {number}")]
        assert len(drawn) == min(8, len(claims))
        for belongs, least in sampling.STRATA:
            assert sum(map(belongs, drawn)) >= min(least, sum(map(belongs, claims)))
        themes = Counter(f.criterion.theme for f in drawn)
        others = Counter(f.criterion.theme for f in claims if f not in drawn)
        if max(themes.values()) > sampling.MOST_OF_A_THEME:
            few = [t for t in others if themes[t] < sampling.MOST_OF_A_THEME]
            assert not any(_could_stand(t, claims, drawn) for t in few)


def _could_stand(theme, claims, drawn) -> bool:
    """Whether something of a theme, and of the rarest stratum, was left although a theme had too many."""
    return any(
        f.criterion.theme == theme and f not in drawn and all(belongs(f) for belongs, _ in sampling.STRATA)
        for f in claims
    )


def test_every_claim_can_be_drawn():
    audit = answered(7)
    claims = {f.criterion.id for f in findings_of(SCHOOL, audit) if f.rating and f.rating is not Rating.NOT_MET}
    seen = set(itertools.chain.from_iterable(picks(audit, f"phrase {n}") for n in range(1500)))
    assert seen == claims


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Minutes of 3 May 2026", True), ("log, 2025", True), ("rota 3/5/26", True), ("04/26 audit", True),
        ("since March", True), ("12th of May", True), ("May 12 minutes", True), ("Sept. newsletter", True),
        ("CP policy p12", False), ("ask Jo in the office", False), ("we may do it", False), ("march on", False),
        ("12 staff signed", False), ("Evidence 3 (withheld)", False), ("Evidence 3 (withheld, dated)", True),
    ],
)  # fmt: skip
def test_what_is_dated(text, dated):
    assert evidence.is_dated(text) is dated


# Report, review and command


def test_the_report_says_what_came_first(nursery, run, tmp_path):
    own = build.build(reader.read(nursery), DAY)
    assert own.provenance.fingerprint in html.render(own)
    assert "could know it beforehand" in html.render(own)
    assert data.as_values(own)["provenance"]["answers_fingerprint"] == own.provenance.fingerprint
    assert run("review", nursery, "-o", "r.xlsx", "--phrase", "Snow <on> Tuesday").exit_code == 0
    reviewed = build.build(reader.read(tmp_path / "r.xlsx"), DAY)
    page = html.render(reviewed)
    assert reviewed.provenance.fingerprint == own.provenance.fingerprint
    assert "The answers came first" in page
    assert "“Snow &lt;on&gt; Tuesday” on " in page
    assert "could know it beforehand" not in page


@pytest.mark.parametrize("level", [Detail.FULL, Detail.SHARED])
def test_the_sample_is_the_same_at_every_level_that_shows_it(level, run, nursery, tmp_path):
    run("review", nursery, "-o", "r.xlsx", "--phrase", "Snow")
    full = build.build(reader.read(tmp_path / "r.xlsx"), DAY)
    report = redaction.redact(full, level)
    assert report.inspection
    assert report.inspection.sample == full.inspection.sample
    again = canonical.record(canonical.text(canonical.values(report.record)))
    assert build.from_record(report.checklist, again).inspection.sample == full.inspection.sample


def test_a_stranger_draws_the_same_from_the_workbook_and_the_phrase(run, nursery, tmp_path):
    made = run("review", nursery, "-o", "r.xlsx", "--phrase", "Snow on Tuesday")
    stranger = run("draw", nursery, "--phrase", "snow on  tuesday")
    of_review = run("draw", "r.xlsx")
    assert stranger.exit_code == of_review.exit_code == 0
    listed = [re.findall(r"^  \d\. .*$", done.output, re.MULTILINE) for done in (stranger, of_review)]
    assert len(listed[0]) == 8
    titles = [[re.sub(r" Checklist!\w+", "", line) for line in one] for one in listed]
    assert titles[0] == titles[1]
    for line in titles[0]:
        assert line.split(". ", 1)[1].split(" (")[0] in made.output
    run("report", nursery, "-o", "out")
    (page,) = (tmp_path / "out").glob("*.html")
    fingerprint = re.search(r"Fingerprint of the answers: (\w{64})", stranger.output)
    assert fingerprint
    assert fingerprint[1] in page.read_text(encoding="utf-8")


def test_without_a_phrase_it_is_said_that_the_author_could_know_the_sample(run, nursery):
    assert "could know it beforehand" in run("review", nursery, "-o", "r.xlsx").output
    assert run("draw", nursery, "--phrase", "x" * 201).exit_code == 2
    assert run("draw", nursery, "--phrase", "  ").exit_code == 2


def test_a_forged_fingerprint_on_a_page_is_named(run, nursery, tmp_path):
    report = build.build(reader.read(nursery), DAY)
    forged = replace(report.record, provenance=replace(report.provenance, fingerprint="ab" * 32))
    page = tmp_path / "forged.html"
    page.write_text(html.render(build.from_record(report.checklist, forged)), encoding="utf-8")
    done = run("verify", page)
    assert done.exit_code == 1
    assert "The fingerprint of the answers" in done.output


def test_what_a_file_says_of_its_phrases_is_held_within_bounds():
    from audit.workbook.read import review_cells

    many = "\n".join(f"2026-99-99 {'x' * 900}" for _ in range(5000))
    found = tuple(review_cells._draws(many))
    assert len(found) == review.MOST_DRAWS
    assert {(len(one.phrase), one.day) for one in found} == {(review.LONGEST_PHRASE, None)}
    record = build.build(_returned(), DAY).record
    crowded = replace(record, review=review.Review(draws=(review.Draw(phrase="x"),) * 21))
    with pytest.raises(canonical.NotCanonicalError, match="more than a review can hold"):
        canonical.record(canonical.text(canonical.values(crowded)))
