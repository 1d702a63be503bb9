"""Ten hand-worked cases, written so that a person can follow the arithmetic, and the rules around them.

In each case: law weighs 3, statutory guidance 2, advice 1; met earns 2 half-points times the weight, partly met 1, not
met 0; what is not applicable leaves the sum; a percentage is rounded down.
"""

import random
from dataclasses import replace

import pytest

from audit.judgement.scoring import Level, Score, judge, percent, score
from audit.model import Duty, Rating
from tests import small

CASES = [
    pytest.param(
        "msa",  # available: 6 + 4 + 2 = 12
        "MMM",  # earned:    6 + 4 + 2 = 12 -> 12/12 = 100%
        "eee",  # evidenced: 12
        (100, 100, 100, Level.SECURE),
        id="1 everything met and evidenced",
    ),
    pytest.param(
        "msa",  # available: 12
        "MMM",  # earned:    12 -> 100%; no evidence -> evidenced 0
        "",
        (100, 100, 0, Level.SECURE),
        id="2 everything met, nothing evidenced",
    ),
    pytest.param(
        "msa",  # available: 12
        "NNN",  # earned:    0 -> 0%; law and guidance breached
        "",
        (0, 0, 0, Level.ACT_NOW),
        id="3 nothing met",
    ),
    pytest.param(
        "mss",  # available: 6 + 4 + 4 = 14
        "PMM",  # earned:    3 + 4 + 4 = 11 -> 1100 // 14 = 78%; law partly met is a breach
        "ee ",  # evidenced: 3 + 4 = 7 -> 700 // 14 = 50%
        (78, 78, 50, Level.ACT_NOW),
        id="4 law partly met is a breach",
    ),
    pytest.param(
        "mss",  # available: 14
        "MPM",  # earned:    6 + 2 + 4 = 12 -> 1200 // 14 = 85%; guidance partly met is no breach
        "e e",  # evidenced: 6 + 4 = 10 -> 1000 // 14 = 71%
        (85, 85, 71, Level.IMPROVE),
        id="5 guidance partly met is no breach",
    ),
    pytest.param(
        "msssa",  # available: 6 + 4 + 4 + 4 + 2 = 20
        "MMNMM",  # earned:    6 + 4 + 0 + 4 + 2 = 16 -> 80%; guidance not met is a breach
        "eeeee",  # evidenced: 16 (what is not met earns nothing, with or without evidence)
        (80, 80, 80, Level.ACT_NOW),
        id="6 guidance not met is a breach",
    ),
    pytest.param(
        "msa",  # available: 12
        "...",  # earned:    0 -> 0%, under 50; unanswered 12 -> best case 12/12 = 100%
        "",
        (0, 100, 0, Level.ACT_NOW),
        id="7 all blank can never look good",
    ),
    pytest.param(
        "msa",  # available: 0: nothing applies
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
        "mmssaa",  # available: 6 + [6 left out] + 4 + 4 + 2 + 2 = 18
        "M-MMPN",  # earned:    6 + 4 + 4 + 1 + 0 = 15 -> 1500 // 18 = 83%; advice not met is no breach
        "e-ee  ",  # evidenced: 6 + 4 + 4 = 14 -> 1400 // 18 = 77%
        (83, 83, 77, Level.IMPROVE),
        id="10 not applicable leaves the sum, advice is never a breach",
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


@pytest.mark.parametrize(("met", "level"), [(89, Level.IMPROVE), (90, Level.SECURE)])
def test_secure_begins_at_the_line_itself(met, level):
    """100 pieces of advice: 90 met is 180 of 200 half-points, exactly 90%."""
    letters = "M" * met + "N" * (100 - met)
    assert score(small.checklist("a" * 100), small.audit(letters)).judgement.level is level


@pytest.mark.parametrize(("met", "level"), [(49, Level.ACT_NOW), (50, Level.IMPROVE)])
def test_act_now_ends_at_the_line_itself(met, level):
    letters = "M" * met + "N" * (100 - met)
    assert score(small.checklist("a" * 100), small.audit(letters)).judgement.level is level


def test_every_reason_is_said_not_only_the_first():
    reasons = " ".join(score(small.checklist("mss"), small.audit("PN.")).judgement.reasons)
    assert "1 duty in law is not fully met." in reasons
    assert "1 duty in statutory guidance is not met." in reasons
    assert "under the 50% line" in reasons
    assert "1 question has not been answered." in reasons


def test_breaches_come_law_first():
    card = score(small.checklist("sms"), small.audit("NPN"))
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


def test_a_criterion_counts_in_every_row_it_rests_on():
    both = small.criterion("q1", Duty.MUST, cites=tuple(small.PROVISIONS.values()))
    card = score(small.checklist("m", criteria=(both,)), small.audit("P"))
    source = next(lens for lens in card.lenses if lens.id == "source")
    assert source.overlaps
    assert [row.score.earned for row in source.rows] == [3, 3, 3]


CHANGES = [
    ("mss", "PMM", ("q1",), 100, Level.SECURE),  # the breach alone: 11 + 3 = 14 of 14
    ("mss", "NNM", ("q1", "q2"), 100, Level.SECURE),
    ("aaaa", "NNNN", ("q1", "q2"), 50, Level.IMPROVE),  # two of four reach the line
    ("asaa", "NPNN", ("q1", "q2"), 60, Level.IMPROVE),  # 2 + 4 = 6 of 10: largest gains first, ties in order
    ("ssa", "MM.", ("q3",), 100, Level.SECURE),  # only the blank is in the way
    ("ssssss", "MMMMPP", ("q5",), 91, Level.SECURE),  # 20 + 2 = 22 of 24
    ("mm", "..", ("q1",), 50, Level.INCOMPLETE),  # half of the points lift it out of Act now, the blank stays
]


@pytest.mark.parametrize(("duties", "letters", "refs", "to", "level"), CHANGES)
def test_the_smallest_change_that_lifts_the_judgement(duties, letters, refs, to, level):
    card = score(small.checklist(duties), small.audit(letters))
    change = card.judgement.change
    assert change is not None
    assert (change.refs, change.to_percent, change.to_level) == (refs, to, level)


def test_secure_and_nothing_applicable_have_no_change():
    assert score(small.checklist("m"), small.audit("M")).judgement.change is None
    assert score(small.checklist("m"), small.audit("-")).judgement.change is None


def test_what_would_change_it_says_both_figures_and_both_judgements():
    said = score(small.checklist("mss"), small.audit("PMM")).judgement.what_would_change_it
    assert "from 78% to 100%" in said
    assert "from Act now to Secure" in said


def test_no_smaller_set_lifts_the_judgement():
    """Against every smaller set, on small random audits: the greedy choice is the smallest."""
    from itertools import combinations

    def as_met(finding):
        return replace(finding, response=replace(finding.response, rating=Rating.MET))

    dice = random.Random(7)
    order = [Level.ACT_NOW, Level.INCOMPLETE, Level.IMPROVE, Level.SECURE]
    for _ in range(150):
        duties = "".join(dice.choice("msa") for _ in range(5))
        letters = "".join(dice.choice("MMPN-.") for _ in range(5))
        checklist = small.checklist(duties)
        findings = score(checklist, small.audit(letters)).findings
        change = judge(findings, checklist.rule).change
        if change is None:
            continue
        before = order.index(judge(findings, checklist.rule).level)
        assert order.index(change.to_level) > before
        after = [as_met(f) if f.criterion.id in change.refs else f for f in findings]
        assert judge(after, checklist.rule).level is change.to_level
        for smaller in combinations(range(5), len(change.refs) - 1):
            tried = [as_met(f) if n in smaller and f.applicable else f for n, f in enumerate(findings)]
            assert order.index(judge(tried, checklist.rule).level) <= before


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
