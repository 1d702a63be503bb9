"""Marks in the data, each with its reason: essentials, what may be not applicable, what a kind is not asked."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from click.testing import CliRunner

from audit.carry_forward.carry import forward
from audit.checklist.handbook import handbook
from audit.checklist.load import load
from audit.checklist.shelf import shelf
from audit.cli.main import cli
from audit.model import Audit, Certainty, Checklist, Criterion, Duty, Rating, Response, Sector, Setting
from audit.problems import AuditError
from audit.workbook.write import writer
from tests.conftest import DAY
from tests.own import OWN, own_folder

NOBODY = Audit(checklist="our-own", edition="", setting=Setting(kind="school"), responses=())

LEADERS = {
    "sharing-inside", "referral-route", "immediate-danger", "emergency-first", "named-lead", "when-unsure",
    "allegations", "consent-understood", "challenge-inside", "when-telling-is-unsafe", "protect-identity",
    "follow-up-referral",
}  # fmt: skip
SECTION_11 = {
    "referral-route", "named-lead", "challenge-inside", "allegations", "safer-recruitment", "allegation-or-complaint",
    "leaves-roll", "referral-answered", "designated-officer", "childrens-homes", "police-sharing", "prison-enquiries",
    "offender-exchange",
}  # fmt: skip


def essentials(checklist_id: str, kind: str = "") -> set[str]:
    return {c.id for c in load(checklist_id, kind).criteria if c.essential}


def test_the_essentials_are_those_that_were_settled():
    assert essentials("leaders") == LEADERS
    assert essentials("section-11") == SECTION_11
    assert essentials("readiness-2026") == set()


@pytest.mark.parametrize("kind", [k.id for k in shelf().checklists[0].kinds])
def test_every_kind_is_asked_some_of_them_and_none_is_asked_too_many(kind):
    assert len(essentials("leaders", kind)) >= 10
    assert 5 <= len(essentials("section-11", kind)) <= 11


def test_the_reason_is_one_sentence_of_its_own():
    reasons = {c.id: c.essential for one in shelf().checklists for c in one.criteria if c.essential}
    assert len(set(reasons.values())) == len(reasons)
    for ref, reason in reasons.items():
        assert reason.endswith("."), ref
        assert reason.count(".") == 1, ref


def test_what_one_kind_is_offered_stands_for_that_kind_alone(some: Criterion):
    own = Sector(not_applicable_when="You work alone.")
    offered = replace(some, not_applicable_when="You share nothing.", sector=(("school", own),))
    assert offered.for_kind("school").not_applicable_when == "You work alone."
    assert offered.for_kind("health").not_applicable_when == "You share nothing."
    alone = replace(some, not_applicable_when="", sector=(("school", own),))
    assert alone.for_kind("school").not_applicable_when == "You work alone."
    assert alone.for_kind("health").not_applicable_when == ""


def test_it_is_no_less_essential_for_one_kind(some: Criterion):
    marked = replace(some, essential="A child waits.")
    assert marked.for_kind("school").essential == "A child waits."


def test_the_handbook_says_to_whom_it_is_offered(some: Criterion):
    leaders = load("leaders")
    own = (("school", Sector(not_applicable_when="You work alone.")),)
    changed = replace(leaders, criteria=(replace(some, essential="A child waits.", sector=own), *leaders.criteria[1:]))
    (chapter,) = handbook([changed]).chapters
    entry = chapter.sections[0].entries[0]
    school = next(k.title for k in leaders.kinds if k.id == "school")
    assert entry.not_applicable == (("You work alone.", (school,)),)


@pytest.fixture
def some() -> Criterion:
    return load("leaders").criteria[0]


# What a kind is not asked.


def left_out(some: Criterion, by: str | None) -> Checklist:
    leaders = load("leaders")
    own = (("school", Sector(not_asked="Schools do this otherwise.", asked_instead=by)),)
    others = tuple(k.id for k in leaders.kinds if k.id != "school")
    return replace(leaders, criteria=(replace(some, applies_to=others, sector=own), *leaders.criteria[1:]))


def test_a_kind_is_not_asked_what_is_said_not_to_be_asked_of_it(some):
    changed = left_out(some, None)
    assert some.id not in {c.id for c in changed.for_kind("school").criteria}
    assert some.id in {c.id for c in changed.for_kind("health").criteria}
    assert some.id in {c.id for c in changed.for_kind("").criteria}


@pytest.mark.parametrize("by", ["board-lead", None])
def test_what_a_kind_is_no_longer_asked_lives_on_or_is_listed_with_its_reason(some, by):
    said = Response(ref=some.id, rating=Rating.MET, evidence="In the policy, page 2.")
    last = Audit(checklist="leaders", edition="2025-1", setting=Setting(kind="school"), responses=(said,))
    carried = forward(last, left_out(some, by).for_kind("school"), None)
    (change,) = (c for c in carried.changes if c.ref == some.id)
    assert "Schools do this otherwise." in change.what
    if by:
        assert carried.audit.response(by).evidence == "[Last year] In the policy, page 2."
    else:
        assert ("Evidence", "In the policy, page 2.") in change.typed


def test_the_handbook_says_why_a_kind_is_not_asked(some):
    (chapter,) = handbook([left_out(some, None)]).chapters
    school = next(k.title for k in chapter.checklist.kinds if k.id == "school")
    assert chapter.sections[0].entries[0].not_asked == (("Schools do this otherwise.", (school,)),)


# Measures of our own.

OWN_SOURCE = """
source:
  id: ours
  title: Good practice of our own
  short: Our own measure
  publisher: The writers
  edition: "2026"
  status: advice
  group: sector-guidance
  published: "2026"
  checked_on: 2026-11-27
  licence: Ours
  certainty: own

provisions:
  - id: ours-1
    locator: telephones
    verb: advise
    force: advice
    binds: Nobody
    paraphrase: Charge the telephone.
    certainty: own
"""
OWN_FILE = OWN.replace("cites: [dfe2024-leaders-confidence]", "cites: [ours-1]")


def ours(folder, source=OWN_SOURCE):
    own_folder(folder, OWN_FILE)
    (folder / "sources").mkdir()
    (folder / "sources" / "ours.yaml").write_text(source, encoding="utf-8")
    return folder


def test_a_measure_of_our_own_says_so_and_needs_no_address(tmp_path):
    held = shelf(ours(tmp_path)).checklist("our-own")
    (own,) = (c for c in held.criteria if c.own_measure)
    assert own.certainty is Certainty.OWN
    assert not own.second_hand
    assert own.cites[0].address == ""
    shown = CliRunner().invoke(cli, ["checklists", "show", "our-own", "--checklists", str(tmp_path)]).output
    assert "Good practice of our own, which no document asks for: newsletter" in shown
    assert "Our own measure: advice, our own measure." in shown
    book = openpyxl.load_workbook(BytesIO(writer.build(held.for_kind("school"), NOBODY, DAY)))
    rows = [r for s in book.worksheets for r in s.iter_rows() if r[0].value == "Good practice of our own"]
    assert [(r[5].value, r[6].value, r[6].hyperlink) for r in rows] == [("Our own measure", None, None)]
    exported(held, tmp_path)


def exported(held, folder):
    out = folder / "edit.xlsx"
    words = ["checklists", "export", held.id, "-o", str(out), "--checklists", str(folder)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output


def test_a_document_still_needs_its_address_and_our_own_is_never_law(tmp_path):
    with pytest.raises(AuditError, match="a document needs an address"):
        shelf(ours(tmp_path / "a", OWN_SOURCE.replace("certainty: own\n\n", "certainty: text\n\n")))
    law = OWN_SOURCE.replace("force: advice", "force: must")
    with pytest.raises(AuditError, match="C"):
        shelf(ours(tmp_path / "b", law))


# How much is asked, and what is never left out.

SMALL = ("sports-club", "childminder")
NEEDS_OTHERS = {"wt2023-222-2", "wt2023-222-4", "wt2023-222-a", "wt2023-222-b", "wt2023-26"}
"""What Working Together asks of boards, employers and managers: a childminder is none of these."""


@pytest.mark.parametrize("kind", [k.id for k in shelf().checklists[0].kinds])
def test_no_kind_is_asked_too_much(kind):
    assert len(load("leaders", kind).criteria) <= (44 if kind in SMALL else 66)


@pytest.mark.parametrize("kind", [k.id for k in shelf().checklists[0].kinds])
def test_what_binds_a_kind_is_asked_of_it_somewhere(kind):
    """Leaving a question out for a kind leaves out nothing that law or statutory guidance lays on it."""
    carried = {p.id for c in load("leaders", kind).criteria for p in c.cites}
    for criterion in shelf().checklist("leaders").criteria:
        if dict(criterion.sector).get(kind, Sector()).not_asked:
            binding = {p.id for p in criterion.cites if p.binds_kind(kind) and p.force is not Duty.ADVICE}
            assert not criterion.essential
            assert binding - carried <= (NEEDS_OTHERS if kind == "childminder" else set()), criterion.id


def test_leaving_out_what_binds_is_found_out():
    """The club's own arrangements for sharing are carried by one question alone, so that it cannot be left out."""
    club = load("leaders", "sports-club").criteria
    only = [c for c in club if "wt2023-222-6" in {p.id for p in c.cites}]
    assert [c.id for c in only] == ["sharing-outside"]


@pytest.mark.parametrize("kind", [k.id for k in shelf().checklists[0].kinds])
def test_last_years_return_loses_nothing_whatever_a_kind_is_no_longer_asked(kind):
    """Every question there is or was, answered: each word stands in this year's audit or in the list of changes."""
    whole, checklist = shelf().checklist("leaders"), load("leaders", kind)
    refs = [*(c.id for c in whole.criteria), *(gone.id for gone in whole.retired)]
    said = tuple(Response(ref=ref, rating=Rating.PARTLY, evidence=f"Evidence of {ref}.", owner="Sam") for ref in refs)
    last = Audit(checklist="leaders", edition="2026-1", setting=Setting(kind=kind), responses=said)
    carried = forward(last, checklist, None)
    kept = " ".join(text for r in carried.audit.responses for text in (r.evidence, r.notes))
    listed = " ".join(words for change in carried.changes for _, words in change.typed)
    for ref in refs:
        assert f"Evidence of {ref}." in f"{kept} {listed}", ref
    homes = {c.id for c in checklist.criteria}
    assert {r.ref for r in carried.audit.responses} <= homes
