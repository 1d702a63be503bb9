"""The edition sentence says what was in force on the day and what replaced it."""

from datetime import date

import pytest

from audit.checklist import in_force
from audit.checklist.load import load, load_all
from audit.model import Certainty


def test_on_the_day_before_and_the_day_of_the_change():
    leaders = load("leaders")
    before = in_force.sentence(leaders, date(2026, 3, 17))
    assert "were in force on 17 March 2026" in before
    assert "replaced" not in before
    between = in_force.sentence(leaders, date(2026, 3, 18))
    assert (
        "Working Together 2023 was replaced by Working Together to Safeguard Children 2026 on 18 March 2026." in between
    )
    assert "DfE information sharing advice 2024 was in force on 18 March 2026." in between
    after = in_force.sentence(leaders, date(2026, 9, 10))
    assert "on 10 September 2026" in after
    assert "read what replaced it as well" in after


@pytest.mark.parametrize("year", [2004, 2018, 2019, 2022])
def test_a_report_never_says_that_what_came_later_was_in_force(year):
    """Of every source of every checklist: what began after a year is never said to have been in force in it."""
    day = date(year, 6, 1)
    for checklist in load_all():
        said = in_force.sentence(checklist, day)
        for source in checklist.scored_against:
            if source.in_force_from and source.in_force_from > day:
                assert f"{source.short} was not yet in force on 1 June {year}." in said
    assert "Working Together 2023 was not yet in force on 1 June 2019." in in_force.sentence(
        load("leaders"), date(2019, 6, 1)
    )
    assert "were in force" not in in_force.sentence(load("leaders"), date(2019, 6, 1))


def test_every_source_says_since_when_it_is_in_force():
    """But for web pages without a date, and measures of our own, which are never in force."""
    sources = {source for checklist in load_all() for source in checklist.sources}
    undated = {s.id for s in sources if s.in_force_from is None and s.certainty is not Certainty.OWN}
    assert undated == {"ico-audit-toolkit"}


def test_a_day_is_said_only_where_it_is_known():
    leaders = load("leaders")
    whole, sources = leaders.sources, {source.id: source for source in leaders.sources}

    def standing(id_: str, day: date = date(2025, 1, 1)) -> str:
        return in_force.standing(sources[id_], whole, day)

    assert standing("working-together-2023") == "In force from December 2023."
    assert standing("working-together-2023", date(2023, 11, 30)) == "Not yet in force on 30 November 2023."
    assert standing("dfe-advice-2024") == "In force from 1 May 2024."
    assert standing("children-act-2004") == "Made in 2004; its parts began on different days."
    assert standing("children-act-2004", date(2003, 1, 1)) == "Not yet in force on 1 January 2003."


def test_in_the_month_of_which_only_the_month_is_known_no_day_is_claimed():
    said = in_force.sentence(load("leaders"), date(2023, 12, 10))
    assert "Working Together 2023 came into force in December 2023." in said
    assert "was in force" not in said
    assert "were in force" not in said
    assert "read what replaced it" not in said


def test_the_law_that_began_since_is_said_from_its_day_on_and_where_to_go():
    for id_ in ("leaders", "section-11"):
        before, after = (in_force.sentence(load(id_), date(2026, 9, day)) for day in (29, 30))
        assert "The law has changed" not in before
        assert "The law has changed since: those whom section 16LA of the Children Act 2004 names" in after
        assert after.endswith("The checklist 'readiness-2026' asks about it.")
    assert "The law has changed" not in in_force.sentence(load("readiness-2026"), date(2026, 11, 27))
