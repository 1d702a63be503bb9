"""Essentials and what may be answered Not applicable: marks in the data, each with its reason, resolved for a kind."""

from dataclasses import replace

import pytest

from audit.checklist.handbook import handbook
from audit.checklist.load import load, shelf
from audit.model import Criterion, Sector

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
