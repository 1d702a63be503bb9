"""The action plan: what becomes an action, in which order, in whose words, and by when."""

from collections import Counter
from datetime import date, timedelta

import pytest

from audit.judgement import working_days
from audit.judgement.owners import is_named
from audit.judgement.plan import SOON, Standing, make
from audit.judgement.scoring import score
from audit.model import Duty, Effort, Kind, Rating, Response
from tests import small

DAY = date(2026, 11, 20)


def plan(duties, letters, evidence="", criteria=None, **responses):
    checklist = small.checklist(duties, **({"criteria": criteria} if criteria else {}))
    return make(checklist, score(checklist, small.audit(letters, evidence, **responses)).findings, DAY)


@pytest.mark.parametrize(
    ("duty", "letter", "evidence", "priority"),
    [
        ("m", "N", "", 1),
        ("m", "P", "e", 2),
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


@pytest.mark.parametrize(("letter", "priority"), [("N", 1), ("P", 1), ("M", 4)])
@pytest.mark.parametrize("duty", [Duty.SHOULD, Duty.ADVICE])
def test_an_essential_that_is_not_fully_met_comes_first(duty, letter, priority):
    essential = (small.criterion("q1", duty, essential="A child could be hurt."),)
    assert [a.priority for a in plan("s", letter, criteria=essential).actions] == [priority]


@pytest.mark.parametrize(
    ("action", "status", "priority"),
    [
        ("Write the procedure, we have none", "", 4),
        ("Write the procedure, we have none", "Under way", 4),
        ("Write the procedure, we have none", "Done", None),
        ("No action because it is done", "", None),
        ("none", "", None),
        ("?", "", None),
    ],
)
def test_met_with_an_action_still_open_stays_in_the_plan(action, status, priority):
    own = Response(ref="q1", rating=Rating.MET, evidence="The log", action=action, status=status, due=date(2024, 1, 1))
    actions = plan("s", "M", q1=own).actions
    assert [a.priority for a in actions] == ([priority] if priority else [])
    assert not actions or (actions[0].what, actions[0].standing(DAY)) == (action, Standing.OVERDUE)


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


@pytest.mark.parametrize(
    ("duty", "letter", "day"),
    [
        ("m", "N", date(2026, 11, 27)),  # a week
        ("s", "N", date(2026, 12, 18)),  # four weeks
        ("a", "N", date(2027, 1, 4)),  # six weeks are New Year's Day, a bank holiday, and a weekend follows
        ("a", "M", date(2026, 12, 18)),  # four weeks
    ],
)
def test_otherwise_the_checklist_suggests_and_says_so(duty, letter, day):
    (action,) = plan(duty, letter).actions
    assert action.due == day
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
        ("no action, because: replaced in May", "replaced in May"),
        ("No further action \u2013 because the board agreed to wait for the new form", "the board agreed to wait for"),
        ("NO ACTION\nbecause the trust does this", "the trust does this"),
    ],
)
@pytest.mark.parametrize(("duty", "letter"), [("s", "N"), ("m", "P"), ("a", "M")])
def test_no_action_because(written, because, duty, letter):
    made = plan(duty, letter, q1=Response(ref="q1", rating=small.LETTERS[letter], action=written))
    assert made.actions == ()
    assert [n.because.startswith(because) for n in made.no_actions] == [True]


WITHOUT_A_REASON = (
    "No action yet", "No action has been taken since the summer", "No further action until January",
    "No action needed", "No action", "no action: replaced in May", "No action because", "No action because n/a",
    "No action, because not done yet", "no action because I don\u2019t know", "No action plan yet: write one",
)  # fmt: skip


@pytest.mark.parametrize("written", WITHOUT_A_REASON)
@pytest.mark.parametrize("duty", "msa")
def test_what_gives_no_reason_leaves_the_action_and_is_shown(written, duty):
    made = plan(duty, "N", q1=Response(ref="q1", rating=Rating.NOT_MET, action=written))
    assert made.no_actions == ()
    assert [(a.what, a.what_suggested) for a in made.actions] == [
        (f"Begin q1. The leader wrote: \u201c{written}\u201d", True)
    ]


@pytest.mark.parametrize(
    ("duty", "essential"), [(Duty.MUST, ""), (Duty.ADVICE, "A child could be hurt."), (Duty.SHOULD, "It could hurt.")]
)
def test_no_reason_takes_an_essential_or_a_duty_in_law_that_is_not_met_from_the_plan(duty, essential):
    criteria = (small.criterion("q1", duty, essential=essential),)
    written = "No action because the council does it"
    made = plan("s", "N", criteria=criteria, q1=Response(ref="q1", rating=Rating.NOT_MET, action=written))
    assert made.no_actions == ()
    assert [(a.priority, a.what) for a in made.actions] == [(1, f"Begin q1. The leader wrote: \u201c{written}\u201d")]


@pytest.mark.parametrize(
    ("written", "is_left"),
    [("No action needed.", False), ("No action", False), ("no further action required", False),
     ("No action because it is done", False), ("No action yet", True), ("No further action until January", True)],
)  # fmt: skip
def test_met_with_no_action_needed_leaves_nothing_to_do(written, is_left):
    own = Response(ref="q1", rating=Rating.MET, evidence="The log", action=written)
    assert bool(plan("s", "M", q1=own).actions) is is_left


@pytest.mark.parametrize("written", ["No actions were taken last year, so train all staff", "Note action points"])
def test_words_that_only_look_like_no_action_stay_an_action(written):
    (action,) = plan("s", "N", q1=Response(ref="q1", rating=Rating.NOT_MET, action=written)).actions
    assert action.what == written


def test_not_applicable_and_blank_say_why_there_is_no_action():
    made = plan("asam", "-.--", q3=Response(ref="q3", rating=Rating.NOT_APPLICABLE, notes="n/a"))
    refused = "Answered Not applicable, which counts as unanswered: "
    assert [n.because for n in made.no_actions] == [
        "Not applicable: We have none.",
        "Not answered yet. Answer the question first: it is in the list of unanswered questions.",
        f"{refused}no reason is given in Notes.",
        f"{refused}it is a duty in law, and is left out only where the question offers that or a reviewer has agreed.",
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


# Suggested dates


def many(letters, duty=Duty.ADVICE, effort=Effort.SMALL, owner="leader", **changes):
    criteria = tuple(small.criterion(f"q{n}", duty, effort=effort, owner=owner) for n in range(1, len(letters) + 1))
    checklist = small.checklist("a" * len(letters), criteria=criteria, **changes)
    return checklist, score(checklist, small.audit(letters)).findings


def weeks(actions):
    return Counter((a.owner, working_days.week_of(a.due)) for a in actions)


@pytest.mark.parametrize("effort", Effort)
@pytest.mark.parametrize("as_of", [DAY, date(2026, 12, 24), date(2027, 3, 25), date(2027, 12, 20)])
def test_every_suggested_date_is_a_working_day_and_nobody_has_more_than_three_a_week(as_of, effort):
    checklist, findings = many("N" * 40, effort=effort)
    actions = make(checklist, findings, as_of).actions
    assert all(working_days.is_working(a.due) and a.due > as_of for a in actions)
    assert max(weeks(actions).values()) == 3


def test_large_work_has_longer_than_small():
    days = [make(*many("N", effort=effort), DAY).actions[0].due for effort in Effort]
    assert days == sorted(set(days))


@pytest.mark.parametrize("number", [3, 9, 30])
def test_the_most_pressing_is_dated_within_a_fortnight_of_the_audit_whatever_else_there_is(number):
    checklist, findings = many("N" * number, Duty.MUST, Effort.LARGE)
    actions = make(checklist, findings, date(2026, 11, 23), DAY).actions
    assert all(date(2026, 11, 23) <= a.due <= DAY + timedelta(days=14) for a in actions)
    assert all(working_days.is_working(a.due) for a in actions)


def test_the_most_pressing_of_an_old_audit_is_dated_at_once():
    (action,) = make(*many("N", Duty.MUST), date(2027, 5, 1), DAY).actions
    assert action.due == date(2027, 5, 4)  # a Saturday, a Sunday and the early May bank holiday lie between


@pytest.mark.parametrize("effort", Effort)
@pytest.mark.parametrize("number", [2, 5, 6])
def test_the_most_pressing_has_a_day_of_its_own_as_long_as_the_weeks_have_room(number, effort):
    made = make(*many("N" * number, Duty.MUST, effort), DAY, DAY)
    days = [a.due for a in made.actions]
    assert len(set(days)) == number
    assert days == sorted(days), "in the order of the plan"
    assert max(weeks(made.actions).values()) <= 3
    assert made.notes == ()


@pytest.mark.parametrize("number", [7, 12, 25])
def test_more_than_the_weeks_have_room_for_is_spread_evenly_and_said(number):
    made = make(*many("N" * number, Duty.MUST), DAY, DAY)
    on_a_day = Counter(a.due for a in made.actions)
    assert len(on_a_day) == min(number, 10), "every working day of the fortnight"
    assert max(on_a_day.values()) - min(on_a_day.values()) <= 1
    assert [note.startswith("Leader has more than 3 things to do in a week") for note in made.notes] == [True]


def test_the_most_pressing_counts_from_the_day_of_the_report_where_the_audit_is_dated_after_it():
    checklist, findings = many("NNN", Duty.MUST)
    assert make(checklist, findings, DAY, DAY + timedelta(days=100)) == make(checklist, findings, DAY, DAY)


# Owners


@pytest.mark.parametrize(
    "owner",
    ["Jo Smith", "jo  SMITH", "Jo Smith (DSL)", "Mrs Jo Smith", "Jo Smith / Head", "Head; Jo Smith", "Sam & Jo Smith",
     "Sam and Jo Smith", "Sam, Jo Smith", "TBC / Jo Smith", "Sam\nJo Smith"],
)  # fmt: skip
def test_each_person_named_has_weeks_of_their_own_however_they_are_written(owner):
    own = {f"q{n}": Response(ref=f"q{n}", rating=Rating.NOT_MET, owner="Jo Smith") for n in (1, 2, 3)}
    own["q4"] = Response(ref="q4", rating=Rating.NOT_MET, owner=owner)
    checklist, _ = many("NNNN")
    actions = make(checklist, score(checklist, small.audit("NNNN", **own)).findings, DAY).actions
    assert Counter(working_days.week_of(a.due) for a in actions).most_common(1)[0][1] == 3
    assert actions[3].owner == owner, "as it was written"


@pytest.mark.parametrize(
    "owner",
    ["TBC", "tbc.", "?", ".", "-", "none", "N/A", "nobody", "To be decided", "no-one", "\u2013", " ", "unknown"],
)
def test_who_names_nobody_leaves_the_suggested_role(owner):
    own = Response(ref="q1", rating=Rating.NOT_MET, owner=owner, action="Write it")
    (action,) = plan("s", "N", q1=own).actions
    assert (action.owner, action.owner_suggested) == ("Leader", True)
    assert not is_named(owner)


@pytest.mark.parametrize("owner", ["Jo", "Head", "DSL", "Business manager", "Nobby", "Noel Nunn", "All staff", "JS"])
def test_a_role_or_a_name_is_an_owner(owner):
    assert is_named(owner)


def test_closed_periods_move_all_but_the_most_pressing():
    closed = small_kind(closed=(((12, 19), (1, 3)),))
    for duty, day in ((Duty.SHOULD, date(2027, 1, 4)), (Duty.MUST, date(2026, 12, 31))):
        checklist, findings = many("N", duty, kinds=(closed,), kind="small")
        (action,) = make(checklist, findings, date(2026, 11, 24) if duty is Duty.SHOULD else date(2026, 12, 24)).actions
        assert action.due == day


def small_kind(**changes):
    return Kind(id="small", title="Small", about="Invented.", **changes)


def test_what_the_leader_has_dated_counts_in_a_week():
    own = {f"q{n}": Response(ref=f"q{n}", rating=Rating.NOT_MET, due=date(2027, 1, 4)) for n in (1, 2, 3)}
    checklist, _ = many("NNNN")
    actions = make(checklist, score(checklist, small.audit("NNNN", **own)).findings, DAY).actions
    assert [a.due for a in actions if a.due_suggested] == [date(2027, 1, 15)]


def test_bank_holidays_are_those_of_england():
    assert not working_days.is_working(date(2026, 12, 25))
    assert not working_days.is_working(date(2026, 12, 28)), "a substitute day"
    assert working_days.is_working(date(2027, 1, 4)), "a holiday in Scotland alone"


@pytest.mark.parametrize("year", range(2024, 2034))
def test_the_bank_holidays_that_are_written_down_are_the_librarys(year):
    assert working_days.bank_holidays(year) == working_days.from_library(year)
    assert len(working_days.bank_holidays(year)) >= 8


def test_a_year_that_is_not_written_down_comes_from_the_library():
    assert date(2041, 12, 25) in working_days.bank_holidays(2041)
