"""Ten hand-worked cases, written so that a person can follow the arithmetic, and the rules around them.

In each case: law weighs 3, statutory guidance 2, advice 1; met earns 2 points times the weight, partly met 1, not
met 0; what is not applicable leaves the sum; a percentage is rounded down.
"""

import random
from dataclasses import replace

import pytest

from audit.judgement.scoring import Score, percent, score
from audit.judgement.verdict import Level
from audit.model import Duty, Rating
from tests import small

CASES = [
    pytest.param(
        "msa",  # available: 6 + 4 + 2 = 12
        "MMM",  # earned:    6 + 4 + 2 = 12 -> 12/12 = 100%
        "eee",  # evidenced: 12; 3 of 3 met with evidence, 3 wanted
        (100, 100, 100, Level.IN_PLACE),
        id="1 everything met and evidenced",
    ),
    pytest.param(
        "msa",  # available: 12
        "MMM",  # earned:    12 -> 100%; no evidence -> evidenced 0
        "",
        (100, 100, 0, Level.WORK_TO_DO),
        id="2 everything met, nothing evidenced",
    ),
    pytest.param(
        "msa",  # available: 12
        "NNN",  # earned:    0 -> 0%; 3 of 3 not met
        "",
        (0, 0, 0, Level.ACT_NOW),
        id="3 nothing met",
    ),
    pytest.param(
        "mssaaa",  # available: 6 + 4 + 4 + 2 + 2 + 2 = 20
        "PMMMMM",  # earned:    3 + 4 + 4 + 6 = 17 -> 85%; law partly met, without an owner and a date
        "eeeeee",  # evidenced: 17; 5 of 6 met with evidence, 5 wanted
        (85, 85, 85, Level.WORK_TO_DO),
        id="4 law partly met is no breach, and wants an owner and a date",
    ),
    pytest.param(
        "mssaaa",  # available: 20
        "MPMMMM",  # earned:    6 + 2 + 4 + 6 = 18 -> 90%; 5 of 6 met with evidence
        "eeeeee",
        (90, 90, 90, Level.IN_PLACE),
        id="5 guidance partly met is a small gap",
    ),
    pytest.param(
        "mssaaa",  # available: 20
        "MMNMMM",  # earned:    6 + 4 + 0 + 6 = 16 -> 80%; guidance not met is a breach
        "eeeeee",  # evidenced: 16 (what is not met earns nothing, with or without evidence)
        (80, 80, 80, Level.WORK_TO_DO),
        id="6 one breach of guidance stands in the way",
    ),
    pytest.param(
        "msa",  # available: 12
        "...",  # earned:    0; unanswered 12 -> best case 12/12 = 100%
        "",
        (0, 100, 0, Level.INCOMPLETE),
        id="7 all blank cannot be judged",
    ),
    pytest.param(
        "ssa",  # available: 0: nothing applies
        "---",  # earned:    0; no score at all
        "",
        (None, None, None, Level.INCOMPLETE),
        id="8 all not applicable has no score",
    ),
    pytest.param(
        "mmsa",  # available: 6 + 6 + 4 + 2 = 18
        "MM.M",  # earned:    6 + 6 + 0 + 2 = 14 -> 1400 // 18 = 77%; blank 4 -> 18/18 = 100%
        "e..e",  # evidenced: 6 + 2 = 8 -> 800 // 18 = 44% (a dot is no evidence)
        (77, 100, 44, Level.INCOMPLETE),
        id="9 one blank makes it incomplete",
    ),
    pytest.param(
        "mmssaa",  # available: 6 + [a duty in law is not left out unasked: blank 6] + 4 + 4 + 2 + 2 = 24
        "M-MMPN",  # earned:    6 + 4 + 4 + 1 + 0 = 15 -> 1500 // 24 = 62%; best case 21 -> 2100 // 24 = 87%
        "e-ee  ",  # evidenced: 6 + 4 + 4 = 14 -> 1400 // 24 = 58%
        (62, 87, 58, Level.INCOMPLETE),
        id="10 a duty in law cannot simply be left out",
    ),
    pytest.param(
        "mmssaa",  # available: 6 + 6 + 4 + [left out] + 2 + 2 = 20
        "MMM-PN",  # earned:    6 + 6 + 4 + 1 + 0 = 17 -> 85%; advice not met is no breach
        "eee   ",  # evidenced: 16 -> 80%; 3 of 5 met with evidence, 5 wanted
        (85, 85, 80, Level.WORK_TO_DO),
        id="11 not applicable leaves the sum, advice is never a breach",
    ),
]


@pytest.mark.parametrize(("duties", "letters", "evidence", "expected"), CASES)
def test_hand_worked_cases(duties, letters, evidence, expected):
    card = score(small.checklist(duties), small.audit(letters, evidence))
    overall = card.overall
    assert (overall.so_far, overall.best_case, overall.with_evidence, card.judgement.level) == expected


def test_a_percentage_is_rounded_down_so_that_100_means_all():
    assert percent(199, 200) == 99
    assert percent(200, 200) == 100
    assert percent(0, 0) is None


@pytest.mark.parametrize(("met", "level"), [(49, Level.ACT_NOW), (50, Level.WORK_TO_DO)])
def test_act_now_ends_at_the_line_itself(met, level):
    """100 pieces of advice, none of them not met by a third: 49 met and 51 left partly would be over the line."""
    checklist = small.checklist("a" * 100)
    checklist = replace(checklist, rule=replace(checklist.rule, act_now_one_in=1))
    letters = "M" * met + "N" * (100 - met)
    assert score(checklist, small.audit(letters)).judgement.level is level


def test_every_reason_is_said_not_only_the_first():
    reasons = " ".join(score(small.checklist("mss"), small.audit("NN.")).judgement.reasons)
    assert "1 duty in law is not met: “Title of q1”." in reasons
    assert "1 duty in statutory guidance is not met: “Title of q2”." in reasons
    assert "under the 50% line" in reasons
    assert "1 question is unanswered." in reasons


def test_breaches_come_law_first():
    card = score(small.checklist("sms"), small.audit("NNN"))
    assert [f.criterion.id for f in card.breaches] == ["q2", "q1", "q3"]


def test_a_blank_is_not_a_breach_but_is_counted():
    card = score(small.checklist("ms"), small.audit(".M"))
    assert card.breaches == ()
    assert card.overall.blank == 1


def test_an_answer_to_a_question_that_is_not_asked_is_not_counted():
    assert score(small.checklist("m"), small.audit("MM")).overall.count(Rating.MET) == 1


def test_lenses_group_by_theme_source_rule_and_chapter():
    card = score(small.checklist("msa"), small.audit("MPN"))
    rows = {lens.id: [(r.title, r.score.so_far, r.refs) for r in lens.rows] for lens in card.lenses}
    assert rows["theme"] == [("Theme one", 66, ("q1", "q2", "q3"))]
    assert rows["source"] == [("Advice", 0, ("q3",)), ("Guidance", 50, ("q2",)), ("Law", 100, ("q1",))]
    assert rows["golden-rule"] == [("4. Ask", 0, ("q3",))]
    assert rows["chapter"] == [("2. Last things", 50, ("q2",))]
    assert rows["responsibility"] == []


def test_leaders_responsibilities_come_first_in_their_own_order():
    places = [small.provision(f"r{n}", small.HINTS, Duty.ADVICE, responsibility=n, title=f"Item {n}") for n in (2, 1)]
    asked = tuple(small.criterion(f"q{n}", Duty.ADVICE, cites=(p,)) for n, p in enumerate(places, start=1))
    first = score(small.checklist("aa", criteria=asked), small.audit("MN")).lenses[0]
    assert [(row.title, row.score.so_far, row.refs) for row in first.rows] == [
        ("1. Item 1", 0, ("q2",)),
        ("2. Item 2", 100, ("q1",)),
    ]


def test_a_criterion_counts_in_every_row_it_rests_on():
    both = small.criterion("q1", Duty.MUST, cites=tuple(small.PROVISIONS.values()))
    card = score(small.checklist("m", criteria=(both,)), small.audit("P"))
    source = next(lens for lens in card.lenses if lens.id == "source")
    assert source.overlaps
    assert [row.score.earned for row in source.rows] == [3, 3, 3]


def test_the_sums_of_any_audit_hold_together():
    dice = random.Random(3)
    for _ in range(200):
        duties = "".join(dice.choice("msa") for _ in range(12))
        letters = "".join(dice.choice("MPN-.") for _ in range(12))
        marks = "".join(dice.choice("e ") for _ in range(12))
        overall: Score = score(small.checklist(duties), small.audit(letters, marks)).overall
        assert 0 <= overall.evidenced <= overall.earned <= overall.earned + overall.unanswered <= overall.available
        assert overall.asked == 12
        assert overall.answered + overall.blank == overall.asked
        assert all(isinstance(n, int) for n in (overall.earned, overall.available, overall.evidenced))


def test_ratings_are_the_four_words():
    assert [r.value for r in Rating] == ["Met", "Partly met", "Not met", "Not applicable"]
