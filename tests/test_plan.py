"""The action plan: what becomes an action, in which order, in whose words, and by when."""

from datetime import date, timedelta

import pytest

from audit.judgement.plan import SOON, Standing, make
from audit.judgement.scoring import score
from audit.model import Duty, Effort, Rating, Response
from tests import small

DAY = date(2026, 11, 20)


def plan(duties, letters, evidence="", criteria=None, **responses):
    checklist = small.checklist(duties, **({"criteria": criteria} if criteria else {}))
    return make(checklist, score(checklist, small.audit(letters, evidence, **responses)).findings, DAY)


@pytest.mark.parametrize(
    ("duty", "letter", "evidence", "priority"),
    [
        ("m", "N", "", 1),
        ("m", "P", "e", 1),
        ("s", "N", "", 2),
        ("s", "P", "e", 3),
        ("a", "N", "", 3),
        ("a", "P", "", 3),
        ("m", "M", "", 4),
        ("a", "M", "", 4),
    ],
)
def test_priorities(duty, letter, evidence, priority):
    assert [a.priority for a in plan(duty, letter, evidence).actions] == [priority]


def test_met_with_evidence_needs_nothing():
    made = plan("m", "M", "e")
    assert (made.actions, made.no_actions) == ((), ())


def test_every_finding_is_safe_or_has_an_action_or_a_reason():
    made = plan("mmmmssss", "MPN-MPN.", "e   e   ")
    named = {a.criterion.id for a in made.actions} | {n.criterion.id for n in made.no_actions}
    assert named == {f"q{n}" for n in range(1, 9)} - {"q1", "q5"}


def test_within_a_priority_the_least_effort_comes_first_then_the_checklist_order():
    criteria = tuple(
        small.criterion(f"q{n}", Duty.MUST, effort=effort)
        for n, effort in enumerate((Effort.LARGE, Effort.SMALL, Effort.MEDIUM, Effort.SMALL), start=1)
    )
    assert [a.criterion.id for a in plan("mmmm", "NNNN", criteria=criteria).actions] == ["q2", "q4", "q3", "q1"]


def test_the_leaders_own_words_owner_and_date_win():
    own = Response(ref="q1", rating=Rating.NOT_MET, action="Ring the DPO.", owner="Deputy", due=date(2027, 1, 5))
    (action,) = plan("m", "N", q1=own).actions
    assert (action.what, action.owner, action.due) == ("Ring the DPO.", "Deputy", date(2027, 1, 5))
    assert [action.what_suggested, action.owner_suggested, action.due_suggested] == [False] * 3


@pytest.mark.parametrize(("duty", "letter", "days"), [("m", "N", 14), ("s", "N", 42), ("a", "N", 91), ("a", "M", 28)])
def test_otherwise_the_checklist_suggests_and_says_so(duty, letter, days):
    (action,) = plan(duty, letter).actions
    assert action.due == DAY + timedelta(days=days)
    assert action.owner == "Leader"
    assert action.what_suggested
    assert action.owner_suggested
    assert action.due_suggested
    assert action.what == ("File the evidence and say where it is: The q1 file" if letter == "M" else "Begin q1.")


def test_words_for_a_date_are_kept_and_no_date_is_made_up():
    (action,) = plan("m", "N", q1=Response(ref="q1", rating=Rating.NOT_MET, due_words="half term")).actions
    assert (action.due, action.due_words, action.due_suggested) == (None, "half term", False)


@pytest.mark.parametrize(
    ("written", "because"),
    [
        ("No action because the council does it", "the council does it"),
        ("no action: replaced in May", "replaced in May"),
        ("No further action, agreed by the board", "agreed by the board"),
        ("NO ACTION", "The leader wrote that there is no action, and not why."),
    ],
)
def test_no_action_because(written, because):
    made = plan("s", "N", q1=Response(ref="q1", rating=Rating.NOT_MET, action=written))
    assert made.actions == ()
    assert [n.because for n in made.no_actions] == [because]


@pytest.mark.parametrize("written", ["No actions were taken last year, so train all staff", "Note action points"])
def test_words_that_only_look_like_no_action_stay_an_action(written):
    (action,) = plan("s", "N", q1=Response(ref="q1", rating=Rating.NOT_MET, action=written)).actions
    assert action.what == written


def test_not_applicable_and_blank_say_why_there_is_no_action():
    made = plan("mmm", "-.-", q3=Response(ref="q3", rating=Rating.NOT_APPLICABLE))
    assert [n.because for n in made.no_actions] == [
        "Not applicable: We have none.",
        "Not answered yet. Answer the question first: it is in the list of unanswered questions.",
        "Marked as not applicable, but no reason was given.",
    ]


def test_done_when_is_what_met_looks_like():
    assert plan("m", "N").actions[0].done_when == "All of q1."


@pytest.mark.parametrize(
    ("days", "standing", "words"),
    [
        (-400, Standing.OVERDUE, "Overdue by 400 days"),
        (-1, Standing.OVERDUE, "Overdue by 1 day"),
        (0, Standing.SOON, "Due today"),
        (1, Standing.SOON, "Due in 1 day"),
        (SOON, Standing.SOON, "Due in 28 days"),
        (SOON + 1, Standing.LATER, ""),
    ],
)
def test_what_is_overdue_or_due_soon_is_counted_from_the_day_of_the_report(days, standing, words):
    response = Response(ref="q1", rating=Rating.NOT_MET, action="Begin.", due=DAY + timedelta(days=days))
    (action,) = plan("m", "N", q1=response).actions
    assert (action.standing(DAY), action.standing_words(DAY)) == (standing, words)


def test_what_is_done_or_has_no_date_is_not_overdue():
    done = Response(ref="q1", rating=Rating.PARTLY, action="Begin.", due=DAY - timedelta(days=9), status=" done")
    undated = Response(ref="q2", rating=Rating.PARTLY, action="Begin.", due_words="half term")
    actions = plan("mm", "PP", q1=done, q2=undated).actions
    assert [a.standing(DAY) for a in actions] == [Standing.DONE, Standing.NO_DATE]
    assert [a.standing_words(DAY) for a in actions] == ["", ""]
