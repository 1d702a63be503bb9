"""What does not add up, where the evidence is, and which criteria to check first."""

import json
from dataclasses import replace
from datetime import date

import pytest

from audit.checklist.load import load
from audit.judgement import sampling
from audit.judgement.consistency import ENOUGH, Doubt, inspect
from audit.judgement.contradictions import asks_of_plan
from audit.judgement.plan import make
from audit.judgement.scoring import score
from audit.model import LAST_YEAR, Audit, Duty, Place, Rating, Response, Setting
from audit.report import build, data, html
from audit.workbook.read.reader import Return
from tests import small

DAY = date(2026, 11, 20)
SEED = "5f" * 32
DRAWING = sampling.Drawing(answers=SEED)
SAME = "In the file."  # what small.audit names for each


def at(ref: str) -> Place:
    return Place(sheet="Checklist", cell=f"J{int(ref[1:]) + 1}")


def looked_at(duties, letters, evidence="", *, audited=None, completed_by="", **responses):
    checklist = small.checklist(duties)
    audit = small.audit(letters, evidence, **responses)
    placed = tuple(replace(r, place=at(r.ref)) for r in audit.responses)
    audit = replace(audit, responses=placed, audit_date=audited, completed_by=completed_by)
    card = score(checklist, audit)
    return inspect(audit, card, make(card.checklist, card.findings, DAY), DRAWING)


def refs(one):
    return tuple(spot.ref for spot in one.spots)


def cells(one):
    return [spot.place.cell for spot in one.spots]


def found(inspection):
    return [(d.doubt, refs(d), cells(d)) for d in inspection.discrepancies]


def own(ref="q1", rating=Rating.NOT_MET, **given):
    return {ref: Response(ref=ref, rating=rating, **({"owner": "Deputy", "due": date(2027, 1, 5)} | given))}


# What does not add up


def test_a_return_in_order_has_nothing_that_does_not_add_up():
    assert found(looked_at("msa", "MPN", "ee", audited=DAY, completed_by="Sam")) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, None),
        ({"owner": ""}, "1 has no owner written"),
        ({"due": None}, "1 has no date written"),
        ({"due": None, "due_words": "half term"}, "1 has no date written"),
        ({"owner": "", "due": None}, "1 has no owner and 1 has no date written"),
        ({"action": "", "owner": "", "due": None}, "1 has no owner and 1 has no date written"),
    ],
)
def test_met_for_a_plan_that_is_complete_while_the_plan_is_not(given, said):
    asked = small.checklist("as")
    met = "The audit was done. Every action has an owner and a date."
    asked = replace(asked, criteria=(replace(asked.criteria[0], met=met), *asked.criteria[1:]))
    audit = small.audit("MN", "e.", **own("q2", **({"action": "Write it"} | given)))
    card = score(asked, audit)
    seen = inspect(audit, card, make(card.checklist, card.findings, DAY), DRAWING).of(Doubt.PLAN_LACKS)
    assert [refs(one) for one in seen] == ([("q1",)] if said else [])
    assert not said or said in seen[0].reason


def test_a_plan_is_held_against_its_own_audit_in_our_checklist():
    shipped = load("leaders", "school")
    assert [c.id for c in shipped.criteria if asks_of_plan(c)] == ["yearly-review"]


def test_met_without_evidence():
    seen = looked_at("mmm", "MMP", "e")
    assert found(seen) == [(Doubt.NO_EVIDENCE, ("q2",), ["J3"])]
    assert "Met (law)" in seen.discrepancies[0].reason


@pytest.mark.parametrize(("rows", "flagged"), [(2, False), (3, True), (5, True)])
def test_the_same_evidence_in_many_rows(rows, flagged):
    texts = ["The policy, 2026", " the  POLICY, 2026. ", "The policy,\n2026", "The policy, 2026", "The policy, 2026."]
    same = {f"q{n}": Response(ref=f"q{n}", rating=Rating.PARTLY, evidence=texts[n - 1]) for n in range(1, rows + 1)}
    seen = looked_at("a" * 6, "P" * 6, "eeeeee", **same, q6=Response(ref="q6", rating=Rating.PARTLY, evidence="Else"))
    expected = tuple(f"q{n}" for n in range(1, rows + 1))
    repeats = [d for d in seen.of(Doubt.SAME_EVIDENCE) if "q1" in refs(d)]
    assert [refs(d) for d in repeats] == ([expected] if flagged else [])
    if flagged:
        assert cells(repeats[0]) == [f"J{n + 1}" for n in range(1, rows + 1)]
        assert f"“The policy, 2026” is named for {rows} questions" in repeats[0].reason


@pytest.mark.parametrize(
    ("letters", "flagged"),
    [
        ("M" * ENOUGH, True),
        ("M" * (ENOUGH - 1), False),
        ("M" * ENOUGH + "P", False),
        ("M" * ENOUGH + "N", False),
        ("M" * ENOUGH + "-", True),
        ("M" * ENOUGH + "..", True),
    ],
)
def test_all_met(letters, flagged):
    seen = looked_at("a" * len(letters), letters, "e" * len(letters))
    assert [refs(d) for d in seen.of(Doubt.ALL_MET)] == ([()] if flagged else [])
    if "." in letters:
        assert "2 questions are unanswered" in seen.of(Doubt.ALL_MET)[0].reason


def test_not_applicable_without_a_reason():
    seen = looked_at("ss", "--", q2=Response(ref="q2", rating=Rating.NOT_APPLICABLE, notes=" \n"))
    assert found(seen) == [(Doubt.NO_REASON, ("q2",), ["J3"])]


def test_signed_off_before_it_was_complete():
    (one,) = looked_at("mm", "P.", audited=DAY, completed_by="Sam").discrepancies
    assert (one.doubt, refs(one)) == (Doubt.SIGNED_EARLY, ())
    assert one.reason == "It is dated 20 November 2026 and says who completed it, and 1 question is unanswered."
    assert looked_at("mm", "P.", completed_by="Sam").discrepancies == ()


@pytest.mark.parametrize(("audited", "flagged"), [(DAY, False), (date(2026, 11, 21), True), (date(2025, 1, 1), False)])
def test_dated_after_the_report(audited, flagged):
    assert [d.doubt for d in looked_at("m", "P", audited=audited).discrepancies] == [Doubt.DATED_AHEAD] * flagged


def test_an_action_without_owner_or_date():
    seen = looked_at("mm", "NN", **own(action="Ring them.", owner="", due=None))
    assert found(seen) == [(Doubt.NO_OWNER, ("q1",), ["J2"]), (Doubt.NO_DATE, ("q1",), ["J2"])]


def test_a_suggestion_of_ours_needs_no_owner_and_no_date():
    assert looked_at("m", "N").discrepancies == ()


def test_words_are_not_a_date():
    (one,) = looked_at("m", "N", **own(action="Ring them.", due=None, due_words="half term")).discrepancies
    assert (one.doubt, one.reason) == (Doubt.NO_DATE, "“half term” is not a date that can be checked.")


@pytest.mark.parametrize(
    ("due", "status", "flagged"),
    [
        (date(2026, 11, 19), "", True),
        (date(2026, 11, 19), "Under way", True),
        (DAY, "", False),
        (date(2026, 11, 21), "", False),
    ],
)
def test_due_in_the_past(due, status, flagged):
    seen = looked_at("m", "N", **own(due=due, status=status))
    assert [d.doubt for d in seen.discrepancies] == [Doubt.OVERDUE] * flagged
    if flagged:
        assert "19 November 2026, 1 day before" in seen.discrepancies[0].reason


def test_done_is_not_overdue_and_yet_not_met():
    seen = looked_at("m", "P", **own(rating=Rating.PARTLY, due=date(2026, 1, 5), status=" DONE"))
    assert found(seen) == [(Doubt.DONE_NOT_MET, ("q1",), ["J2"])]
    met = looked_at("m", "M", **own(rating=Rating.MET, due=date(2026, 1, 5), status="Done", evidence="The file"))
    assert met.discrepancies == ()


def test_last_years_open_action_has_to_be_met_or_planned_again():
    since = date(2025, 11, 1)
    seen = looked_at(
        "mmmm",
        "MNN.",
        q1=Response(ref="q1", rating=Rating.MET, evidence="The rota", open_since=since),
        q2=Response(ref="q2", rating=Rating.NOT_MET, action="Train.", owner="Sam", due=DAY, open_since=since),
        q3=Response(ref="q3", rating=Rating.NOT_MET, open_since=since),
        q4=Response(ref="q4", open_since=since),
    )
    assert found(seen) == [(Doubt.FORGOTTEN, ("q3",), ["J4"]), (Doubt.FORGOTTEN, ("q4",), ["J5"])]
    assert "open since 1 November 2025" in seen.discrepancies[0].reason


def test_last_years_evidence_does_not_count_as_this_years():
    seen = looked_at("m", "M", q1=Response(ref="q1", rating=Rating.MET, evidence=f"{LAST_YEAR} The rota"))
    assert (found(seen), seen.evidence) == ([(Doubt.NO_EVIDENCE, ("q1",), ["J2"])], ())


def test_long_words_are_quoted_short_and_on_one_line():
    long = Response(ref="q1", rating=Rating.PARTLY, evidence="The log of\nvery " + "long " * 40)
    same = {f"q{n}": replace(long, ref=f"q{n}") for n in range(1, 4)}
    (one,) = looked_at("aaa", "PPP", **same).discrepancies
    assert "\n" not in one.reason
    assert len(one.reason) < 120


# Where the evidence is, and what is claimed without it


def test_the_index_names_each_evidence_once_with_its_criteria_and_cells():
    named = {
        f"q{n}": Response(ref=f"q{n}", rating=Rating.MET, evidence=t) for n, t in ((1, "The log"), (3, "the LOG."))
    }
    seen = looked_at("aaa", "MPM", " e ", **named)
    assert [(e.text, refs(e), cells(e)) for e in seen.evidence] == [
        ("The log", ("q1", "q3"), ["J2", "J4"]),
        ("In the file.", ("q2",), ["J3"]),
    ]


@pytest.mark.parametrize(
    ("text", "dated", "older"),
    [
        ("Minutes of 3 May 2025", "2025-05", True),
        ("Minutes of 3 May 2026", "2026-05", False),
        ("Minutes of 03/10/2025", "2025-10", True),
        ("Log, 12/2025 and May 2024", "2025-12", False),
        ("Policy of 2024", "2024", True),
        ("Policy of 2025", "2025", False),  # a year alone may be its December
        ("Policy of May 2025, seen in 2025", "2025", False),
        ("Form 20261, page 12", "", False),
        ("The log in the office", "", False),
    ],
)
def test_the_index_says_of_each_its_date_and_what_is_older_than_the_audits_year(text, dated, older):
    day = date(2026, 11, 20)
    seen = looked_at("a", "M", audited=day, q1=Response(ref="q1", rating=Rating.MET, evidence=text))
    assert [(one.dated, one.older) for one in seen.evidence] == [(dated, older)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Log of May 2026, kept in the head's office; ask Sam", "in the head's office"),
        ("Minutes of 3 May 2026 (filed on the shared drive)", "on the shared drive"),
        ("The log of promises kept, May 2026", ""),
        ("Log of May 2026", ""),
    ],
)
def test_where_it_is_kept_is_read_from_the_words(text, kept):
    seen = looked_at("a", "M", q1=Response(ref="q1", rating=Rating.MET, evidence=text))
    assert [one.kept for one in seen.evidence] == [kept]


def test_claimed_against_evidenced_by_theme_the_widest_gap_first():
    criteria = tuple(
        small.criterion(f"q{n}", Duty.MUST, theme) for n, theme in enumerate(("one", "one", "two", "two"), 1)
    )
    themes = (*small.checklist("m").themes, replace(small.checklist("m").themes[0], id="two", title="Theme two"))
    checklist = small.checklist("mmmm", criteria=criteria, themes=themes)
    audit = small.audit("MMPM", "ee e")
    card = score(checklist, audit)
    gaps = inspect(audit, card, make(card.checklist, card.findings, DAY), DRAWING).gaps
    assert [(g.title, g.score.so_far, g.score.with_evidence, g.points, g.bare) for g in gaps] == [
        ("Theme two", 75, 50, 25, 1),
        ("Theme one", 100, 100, 0, 0),
    ]


def test_where_nothing_applies_there_is_no_gap():
    (gap,) = looked_at("ss", "--").gaps
    assert (gap.score.so_far, gap.points, gap.bare) == (None, 0, 0)


# What to check first (tests/test_sampling.py has how it is drawn)


def drawn(duties, letters, evidence="", seed=SEED, size=sampling.SAMPLE_SIZE, **responses):
    audit = small.audit(letters, evidence, **responses)
    told = tuple(replace(r, evidence=f"{r.evidence} {r.ref}") if r.evidence == SAME else r for r in audit.responses)
    return sampling.sample(score(small.checklist(duties), replace(audit, responses=told)).findings, seed, size)


def test_only_what_is_claimed_is_drawn_and_nothing_twice():
    drew = [p.ref for p in drawn("s" * 9, "MNP-..MNP", "e" * 9)]
    assert sorted(drew) == ["q1", "q3", "q4", "q7", "q9"]
    assert drawn("mm", "N.") == ()


def test_it_holds_eight():
    assert len(drawn("a" * 40, "M" * 40)) == 8


def test_each_says_why():
    same = {f"q{n}": Response(ref=f"q{n}", rating=Rating.PARTLY, evidence="The policy of 2026") for n in (4, 5, 6)}
    picks = {p.ref: p.reasons for p in drawn("msaamm", "MP-PPP", "e", **same)}
    assert picks == {
        "q1": ("Law", "the evidence has no date"),
        "q2": ("Statutory guidance", "Partly met, and no evidence is named"),
        "q3": ("Advice", "left out of the score"),
        "q4": ("Advice", "the same evidence as for 2 other questions"),
        "q5": ("Law", "the same evidence as for 2 other questions"),
        "q6": ("Law", "the same evidence as for 2 other questions"),
    }


def test_the_weightiest_stand_first():
    drew = [p.ref for p in drawn("amsm", "MMMM", "eee")]
    assert drew == ["q4", "q2", "q3", "q1"]


@pytest.mark.parametrize(
    ("action", "status", "doubts"),
    [
        ("Write the procedure, we have none", "", {Doubt.SAYS_NONE}),
        ("We do not have a log yet", "Under way", {Doubt.SAYS_NONE}),
        ("Draft a policy", "Done", set()),
        ("Go through it with new staff", "", {Doubt.STILL_OPEN}),
        ("Go through it with new staff", "done", set()),
        ("No action because all is well", "", set()),
        ("n/a", "", set()),
    ],
)
def test_met_with_an_action_that_is_open_or_says_that_there_is_nothing(action, status, doubts):
    given = Response(ref="q1", rating=Rating.MET, evidence="The log", action=action, status=status, owner="Head")
    seen = looked_at("s", "M", q1=given)
    assert {d.doubt for d in seen.discrepancies} & {Doubt.SAYS_NONE, Doubt.STILL_OPEN} == doubts


def test_the_page_and_its_data_say_what_is_old_and_where_evidence_is_kept():
    checklist = load("leaders", "early-years")
    said = ("Minutes of 3 May 2024", "Log of May 2026, kept in the office", "Rota of June 2026, kept in the office")
    responses = tuple(
        Response(ref=c.id, rating=Rating.MET, evidence=text) for c, text in zip(checklist.criteria, said, strict=False)
    )
    setting = Setting(name="Nowhere (invented)", kind="early-years")
    audit = Audit(checklist="leaders", edition=checklist.edition, setting=setting, responses=responses, audit_date=DAY)
    returned = Return(file="a.xlsx", problems=(), sha256="", checklist=checklist, audit=audit)
    report = build.build(returned, DAY)
    page = " ".join(html.render(report).split())
    assert "1 piece names nothing of the year up to the audit" in page
    assert "<dt>Minutes of 3 May 2024</dt><dd>2024-05: " in page
    assert "as the leader says: in the office (2 pieces)." in page
    index = json.loads(data.as_json(report))["inspection"]["evidence_index"]
    assert [(one["dated"], one["older_than_the_year"], one["kept"]) for one in index] == [
        ("2024-05", True, None),
        ("2026-05", False, "in the office"),
        ("2026-06", False, "in the office"),
    ]
