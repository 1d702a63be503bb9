"""The judgement: profiles of whole settings, each rule by itself, and what raising an answer may never do."""

import random
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import pytest

from audit.checklist.load import load
from audit.judgement import plan
from audit.judgement.findings import Finding, findings_of
from audit.judgement.moderation import compare
from audit.judgement.review import Opinion, Review
from audit.judgement.scoring import score
from audit.judgement.verdict import JUDGEMENTS, Level, a_year_after, beside_plan, judge, level_of
from audit.model import Audit, Duty, Rating, Response, Setting
from benchmarks import judgements
from tests import small

DAY = date(2026, 11, 20)
SOON = date(2027, 3, 1)
MET, PARTLY, NOT_MET, LEFT_OUT = Rating
ORDER = (Level.ACT_NOW, Level.INCOMPLETE, Level.WORK_TO_DO, Level.IN_PLACE)


def answers(kind, checklist="leaders", evidence="The log in the office", **changes):
    """Everything met with evidence, but for what is named: a rating or a whole response by Ref, ``_`` for ``-``."""
    asked = load(checklist, kind)
    given = {ref.replace("_", "-"): value for ref, value in changes.items()}
    assert set(given) <= {c.id for c in asked.criteria}, set(given) - {c.id for c in asked.criteria}
    responses = []
    for criterion in asked.criteria:
        own = given.get(criterion.id, MET)
        whole = (
            own
            if isinstance(own, Response)
            else Response(ref=criterion.id, rating=own, evidence=evidence, notes="We have none.")
        )
        responses.append(replace(whole, ref=criterion.id))
    audit = Audit(
        checklist=checklist, edition="", setting=Setting(kind=kind), responses=tuple(responses), audit_date=DAY
    )
    return asked, audit


def level(asked, audit):
    return score(asked, audit).judgement.level


def some(kind, number, rating, duty=None, *, essential=None, checklist="leaders"):
    """The first so many criteria of a force, essentials or not, with a rating."""
    found = [
        c.id for c in load(checklist, kind).criteria
        if duty in {None, c.duty} and (essential is None or bool(c.essential) is essential)
    ]  # fmt: skip
    assert len(found) >= number
    return {ref.replace("-", "_"): rating for ref in found[:number]}


def taken_on(rating=PARTLY, due=SOON, owner="Head"):
    return Response(ref="", rating=rating, evidence="The log in the office", owner=owner, due=due)


# Whole settings


def test_an_excellent_nursery_with_two_things_taken_on_is_in_place():
    case = answers("early-years", retention=taken_on(), privacy_notice=taken_on())
    assert level(*case) is Level.IN_PLACE


def test_a_chaotic_club_has_to_act_now():
    asked, audit = answers("sports-club")
    dice = random.Random(4)
    responses = [replace(r, rating=dice.choice([NOT_MET, NOT_MET, PARTLY, MET]), evidence="") for r in audit.responses]
    assert level(asked, replace(audit, responses=tuple(responses))) is Level.ACT_NOW


def test_good_on_paper_without_evidence_is_work_to_do():
    assert level(*answers("school", evidence="policy")) is Level.WORK_TO_DO


def test_a_trust_with_one_essential_not_met_has_to_act_now():
    card = score(*answers("trust", allegations=NOT_MET))
    assert card.judgement.level is Level.ACT_NOW
    assert card.overall.so_far >= 95, "points do not decide it"
    assert card.judgement.sentence.startswith(
        "A child could be at risk today, because “Allegations about staff” is not"
    )


def test_all_met_with_evidence_is_in_place():
    card = score(*answers("school"))
    assert card.judgement.level is Level.IN_PLACE
    assert "Nobody else has checked." in card.judgement.sentence
    assert card.judgement.steps == ()


def test_a_club_that_leaves_half_out_is_incomplete():
    half = some("sports-club", 31, LEFT_OUT, essential=False) | some("sports-club", 1, LEFT_OUT, essential=True)
    card = score(*answers("sports-club", **half))
    assert card.judgement.level is Level.INCOMPLETE
    assert card.not_accepted


def test_thirteen_shoulds_partly_met_are_work_to_do():
    thirteen = some("school", 2, PARTLY, Duty.SHOULD, essential=True) | some(
        "school", 11, PARTLY, Duty.SHOULD, essential=False
    )
    assert level(*answers("school", **thirteen)) is Level.WORK_TO_DO


def test_twenty_four_shoulds_not_met_have_to_act_now():
    many = some("school", 24, NOT_MET, Duty.SHOULD, essential=False)
    assert level(*answers("school", **many)) is Level.ACT_NOW


@pytest.mark.parametrize("rating", [None, LEFT_OUT])
def test_two_essentials_blank_or_left_out_are_incomplete(rating):
    essentials = [c for c in load("leaders", "school").criteria if c.essential and not c.not_applicable_when]
    two = {c.id.replace("-", "_"): rating for c in essentials[:2]}
    card = score(*answers("school", **two))
    assert card.judgement.level is Level.INCOMPLETE
    assert card.judgement.at_best is Level.IN_PLACE
    said = "answered Not applicable are not counted as answered" if rating else "are unanswered"
    assert f"2 questions {said}, all of them essential (\u201c" in card.judgement.sentence


@pytest.mark.parametrize("checklist", ["leaders", "section-11", "readiness-2026"])
def test_a_probation_service_that_leaves_out_what_it_is_invited_to_is_in_place(checklist):
    """In the leaders' checklist four: without suppliers, volunteers, a part in early help, or an audit asked for."""
    asked = load(checklist, "probation-prison")
    left_out = [c.id for c in asked.criteria if c.not_applicable_when]
    if checklist == "leaders":
        assert left_out == ["volunteers-agency", "suppliers", "declined-help", "partner-audits"]
    assert not any(c.essential for c in asked.criteria if c.not_applicable_when)
    card = score(*answers("probation-prison", checklist, **{ref.replace("-", "_"): LEFT_OUT for ref in left_out}))
    assert card.judgement.level is Level.IN_PLACE
    assert not card.not_accepted
    uninvited = score(
        *answers("probation-prison", checklist, **some("probation-prison", 4, LEFT_OUT, checklist=checklist))
    )
    assert uninvited.judgement.level is not Level.IN_PLACE


def test_policy_sixty_times_is_not_in_place():
    assert level(*answers("school", evidence="Policy")) is not Level.IN_PLACE


def test_a_blank_workbook_is_incomplete_and_at_best_in_place():
    asked, audit = answers("school")
    card = score(asked, replace(audit, responses=()))
    assert (card.judgement.level, card.judgement.at_best) == (Level.INCOMPLETE, Level.IN_PLACE)


def test_one_partly_met_retention_schedule_is_no_emergency():
    card = score(*answers("school", retention=PARTLY))
    assert card.judgement.level is Level.WORK_TO_DO
    assert [step.ref for step in card.judgement.steps] == ["retention"]
    assert "owner" in card.judgement.steps[0].what or "date" in card.judgement.steps[0].what


def test_a_section_11_club_with_two_essentials_partly_met_has_work_to_do():
    two = some("sports-club", 2, PARTLY, essential=True, checklist="section-11")
    assert level(*answers("sports-club", "section-11", **two)) is Level.WORK_TO_DO


def test_a_checklist_without_essentials_speaks_of_none():
    asked = load("readiness-2026", "school")
    responses = tuple(Response(ref=c.id, rating=MET, evidence="The log in the office") for c in asked.criteria)
    audit = Audit(checklist=asked.id, edition="", setting=Setting(kind="school"), responses=responses, audit_date=DAY)
    judgement = score(asked, audit).judgement
    assert judgement.level is Level.IN_PLACE
    assert judgement.essentials == (0, 0)
    assert judgement.sentence == "What was asked is in place with evidence named. Nobody else has checked."


# Each rule by itself


def asked_of(duties, essential=""):
    """A small checklist; ``essential`` has an ``e`` where a question is one."""
    checklist = small.checklist(duties)
    marks = essential.ljust(len(duties))
    criteria = tuple(
        replace(c, essential="A child could be hurt." if mark == "e" else "")
        for c, mark in zip(checklist.criteria, marks, strict=True)
    )
    return replace(checklist, criteria=criteria)


def of(duties, letters, essential="", evidence=None, **responses):
    audit = small.audit(letters, "e" * len(letters) if evidence is None else evidence, **responses)
    return judge(findings_of(asked_of(duties, essential), audit), asked_of(duties).rule, DAY)


FILL = "a" * 30


@pytest.mark.parametrize(
    ("duties", "letters", "essential", "expected"),
    [
        ("s", "N", "e", Level.ACT_NOW),  # one essential not met
        ("mmm", "NNM", "", Level.WORK_TO_DO),  # two duties in law not met
        ("mmm", "NNN", "", Level.ACT_NOW),  # three
        ("ssssss", "PPMMMM", "eeeeee", Level.WORK_TO_DO),  # two of six essentials partly met: a third, but not three
        ("sssssssss", "PPPMMMMMM", "eeeeeeeee", Level.ACT_NOW),  # three of nine: a third
        ("ssssssssss", "PPPMMMMMMM", "eeeeeeeeee", Level.WORK_TO_DO),  # three of ten: less than a third
    ],
)
def test_what_has_to_be_acted_on_now(duties, letters, essential, expected):
    assert of(duties + FILL, letters + "M" * 30, essential).level is expected


@pytest.mark.parametrize(
    ("letters", "expected"),
    [("NN" + "M" * 4, Level.WORK_TO_DO), ("NNN" + "M" * 6, Level.ACT_NOW), ("NNN" + "M" * 7, Level.WORK_TO_DO)],
)
def test_too_much_not_met_is_three_and_a_third(letters, expected):
    assert of("a" * len(letters), letters).level is expected


def test_what_has_to_be_acted_on_now_holds_whatever_the_blanks_turn_out_to_be():
    judgement = of("ss" + FILL, "N" + "." * 31, "e")
    assert (judgement.level, judgement.at_best) == (Level.ACT_NOW, Level.ACT_NOW)
    assert any("31 questions are unanswered" in reason for reason in judgement.reasons)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (taken_on(), Level.IN_PLACE),
        (taken_on(owner=" "), Level.WORK_TO_DO),
        (taken_on(owner="TBC"), Level.WORK_TO_DO),
        (taken_on(owner="?"), Level.WORK_TO_DO),
        (taken_on(owner="to be decided"), Level.WORK_TO_DO),
        (taken_on(due=None), Level.WORK_TO_DO),
        (taken_on(due=DAY), Level.IN_PLACE),
        (taken_on(due=date(2026, 11, 19)), Level.WORK_TO_DO),
        (taken_on(due=date(2027, 11, 20)), Level.IN_PLACE),
        (taken_on(due=date(2027, 11, 21)), Level.WORK_TO_DO),
    ],
)
def test_law_partly_met_wants_an_owner_and_a_date_within_a_year(own, expected):
    assert of("m" + FILL, "P" + "M" * 30, q1=replace(own, ref="q1")).level is expected


@pytest.mark.parametrize(("number", "expected"), [(2, Level.IN_PLACE), (3, Level.WORK_TO_DO)])
def test_at_most_two_duties_in_law_are_partly_met(number, expected):
    own = {f"q{n}": replace(taken_on(), ref=f"q{n}") for n in range(1, number + 1)}
    judgement = of("m" * number + FILL, "P" * number + "M" * 30, **own)
    assert judgement.level is expected
    assert len(judgement.steps) == max(0, number - 2)


@pytest.mark.parametrize(("shown", "expected"), [(25, Level.IN_PLACE), (24, Level.WORK_TO_DO)])
def test_five_in_six_are_met_with_evidence(shown, expected):
    judgement = of(FILL, "M" * 30, evidence="e" * shown)
    assert judgement.level is expected
    assert len(judgement.steps) == 25 - shown


@pytest.mark.parametrize(("left_out", "expected"), [(1, Level.IN_PLACE), (2, Level.WORK_TO_DO)])
def test_few_are_left_out_unasked(left_out, expected):
    judgement = of(FILL, "-" * left_out + "M" * (30 - left_out))
    assert judgement.level is expected
    assert len(judgement.steps) == left_out - 1


@pytest.mark.parametrize(
    ("notes", "offered", "agreed", "counts"),
    [
        ("", False, False, False),
        ("n/a", True, False, False),
        (".", True, False, False),
        ("We work alone.", False, False, False),
        ("We work alone.", True, False, True),
        ("", False, "We have none of that.", True),
        ("Not needed", True, False, False),
        ("", False, "", False),
        ("n/a", True, "Agreed", False),
        ("We work alone.", False, "", True),
    ],
)
@pytest.mark.parametrize("essential", [True, False])
def test_an_essential_or_a_duty_in_law_is_left_out_only_where_that_is_offered_or_agreed(
    notes, offered, agreed, counts, essential
):
    criterion = small.criterion(
        "q1",
        Duty.SHOULD if essential else Duty.MUST,
        essential="A child could be hurt." if essential else "",
        not_applicable_when="you work alone" if offered else "",
    )
    finding = Finding.of(
        criterion, Response(ref="q1", rating=LEFT_OUT, notes=notes), agreed=None if agreed is False else agreed
    )
    assert (finding.rating is LEFT_OUT) is counts
    assert bool(finding.not_accepted) is not counts
    assert finding.blank is not counts


def test_a_reviewers_agreement_counts():
    checklist, audit = asked_of("m" + FILL, "e"), small.audit("-" + "M" * 30, "e" * 31)
    opinion = Opinion(ref="q1", rating=LEFT_OUT, reason="It cannot apply.", place=None)
    review = Review(reviewer="Sam", day=DAY, original="", opinions=(opinion,))
    assert score(checklist, replace(audit, audit_date=DAY)).judgement.level is Level.INCOMPLETE
    assert compare(checklist, replace(audit, audit_date=DAY), review).moderated.judgement.level is Level.IN_PLACE


def test_a_year_after_the_29th_of_february():
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_after(DAY) == date(2027, 11, 20)


def test_without_a_date_of_the_audit_no_date_is_within_a_year_of_it():
    checklist = asked_of("m" + FILL)
    audit = small.audit("P" + "M" * 30, "e" * 31, q1=replace(taken_on(), ref="q1"))
    assert judge(findings_of(checklist, audit), checklist.rule, None).level is Level.WORK_TO_DO


# What raising an answer may never do


RAISED = {NOT_MET: (PARTLY, MET), PARTLY: (MET,), MET: ()}


def random_case(dice):
    duties = "".join(dice.choice("mmssssaaa") for _ in range(18))
    essential = "".join(dice.choice("e   ") for _ in range(18))
    weights = dice.choice(
        [(8, 2, 1, 1, 0), (6, 3, 0, 1, 0), (2, 2, 2, 1, 1), (12, 1, 0, 1, 0), (9, 1, 0, 0, 1), (20, 1, 0, 0, 0)]
    )
    named = dice.choice([["The log", "The log", "n/a", ""], ["The log"]])
    responses = {}
    for number in range(1, 19):
        responses[f"q{number}"] = Response(
            ref=f"q{number}",
            rating=dice.choices([*Rating, None], weights)[0],
            evidence=dice.choice(named),
            notes=dice.choice(["We have none.", ""]),
            owner=dice.choice(["Head", ""]),
            due=dice.choice([SOON, None]),
        )
    return asked_of(duties, essential), responses


def judged(checklist, responses):
    audit = small.audit("." * 18, "", **responses)
    return judge(findings_of(checklist, audit), checklist.rule, DAY)


def better(response):
    """Every way to make one answer better."""
    for rating in RAISED.get(response.rating, ()):
        yield replace(response, rating=rating)
    yield replace(response, evidence="The log in the office")
    yield replace(response, owner="Head", due=SOON)
    if response.rating is LEFT_OUT:
        yield replace(response, rating=MET, evidence="The log in the office")


def test_raising_an_answer_never_lowers_the_judgement_and_a_blank_never_beats_the_best():
    dice = random.Random(20261127)
    seen = set()
    for _ in range(400):
        checklist, responses = random_case(dice)
        before = judged(checklist, responses)
        seen.add(before.level)
        for ref, response in responses.items():
            for raised in better(response):
                after = judged(checklist, responses | {ref: raised})
                accepted = not (response.rating is LEFT_OUT and before.level is Level.INCOMPLETE)
                assert not accepted or ORDER.index(after.level) >= ORDER.index(before.level), (response, raised)
            if response.rating is None:
                for rating in (MET, PARTLY, NOT_MET):
                    filled = judged(checklist, responses | {ref: replace(response, rating=rating)})
                    assert ORDER.index(filled.level) <= max(ORDER.index(before.at_best), ORDER.index(Level.INCOMPLETE))
    assert seen == set(JUDGEMENTS)


def taken(response, what):
    """What a step asks for, and no more."""
    if what.startswith("name who"):
        return replace(response, owner="Head", due=SOON)
    return replace(response, rating=MET, evidence="The log in the office")


def test_doing_the_steps_leads_to_in_place_and_none_of_them_can_be_left_out():
    dice = random.Random(7)
    for _ in range(150):
        checklist, responses = random_case(dice)
        judgement = judged(checklist, responses)
        done = responses | {step.ref: taken(responses[step.ref], step.what) for step in judgement.steps}
        if judgement.shown[1]:
            assert judged(checklist, done).level is Level.IN_PLACE
        if any("have a reviewer agree" in step.what for step in judgement.steps):
            continue  # answering those may bring more than it takes
        for step in judgement.steps:
            without = judged(checklist, done | {step.ref: responses[step.ref]})
            assert without.level is not Level.IN_PLACE, step


# The shortest list


def small_case(dice):
    """Nine questions, of which the rule asks what it asks of many: one in three left out, two laws partly met."""
    duties = "".join(dice.choice("mmmsa") for _ in range(9))
    essential = "".join(dice.choice("e     ") for _ in range(9))
    responses = {
        f"q{number}": Response(
            ref=f"q{number}",
            rating=dice.choices([*Rating, None], dice.choice([(6, 6, 0, 1, 0), (4, 3, 1, 1, 1)]))[0],
            evidence=dice.choice(["The log", "The log", ""]),
            notes="We have none.",
            owner=dice.choice(["Head", ""]),
            due=SOON,
            place=None,
        )
        for number in range(1, 10)
    }
    checklist = asked_of(duties, essential)
    rule = replace(checklist.rule, in_place_left_out_one_in=9, in_place_shown=dice.choice([(5, 6), (1, 2), (1, 3)]))
    return replace(checklist, rule=rule), responses


def fewest(checklist, responses):
    """How many questions have to be dealt with, by trying every set of them: met with evidence, agreed, or taken on."""
    refs = [c.id for c in checklist.criteria]
    agreed = {ref for ref in refs if responses[ref].rating is LEFT_OUT}

    def ways(ref):
        yield replace(responses[ref], rating=MET, evidence="The log"), False
        if responses[ref].rating is PARTLY:
            yield replace(responses[ref], owner="Head", due=SOON), False
        if ref in agreed:
            yield responses[ref], True

    for number in range(len(refs) + 1):
        for chosen in combinations(refs, number):
            for done in product(*(ways(ref) for ref in chosen)):
                given = responses | {ref: one for ref, (one, _) in zip(chosen, done, strict=True)}
                by_reviewer = {
                    ref: "It cannot apply." for ref, (_, is_agreed) in zip(chosen, done, strict=True) if is_agreed
                }
                found = findings_of(checklist, small.audit("." * 9, "", **given), by_reviewer)
                if level_of(found, checklist.rule, DAY) is Level.IN_PLACE:
                    return number
    raise AssertionError("all met with evidence is in place")


def test_no_shorter_list_leads_to_in_place():
    dice = random.Random(20261120)
    lengths = Counter()
    for _ in range(40):
        checklist, responses = small_case(dice)
        judgement = judge(findings_of(checklist, small.audit("." * 9, "", **responses)), checklist.rule, DAY)
        if judgement.shown[1] and len(judgement.steps) <= 4:
            left_out = sum(r.rating is LEFT_OUT for r in responses.values())
            assert len(judgement.steps) == fewest(checklist, responses), (responses, left_out)
            lengths[len(judgement.steps)] += 1
    assert set(lengths) >= {1, 2, 3, 4}


def test_what_was_left_out_unasked_is_answered_where_that_saves_a_step():
    left_out = {f"q{n}": Response(ref=f"q{n}", rating=LEFT_OUT, notes="We have none.") for n in (1, 2)}
    judgement = of("s" * 31, "--" + "M" * 29, evidence="  " + "e" * 23 + " " * 6, **left_out)
    assert [step.what for step in judgement.steps] == ["name the evidence", "answer it: put it in place, with evidence"]


def test_law_that_nobody_has_taken_on_is_put_in_place_where_that_saves_a_step():
    bare = {f"q{n}": Response(ref=f"q{n}", rating=PARTLY, evidence="The log") for n in (1, 2)}
    judgement = of("mm" + "s" * 64, "PP" + "P" * 11 + "M" * 53, **bare)
    assert [(step.ref, step.what) for step in judgement.steps] == [
        ("q1", "put it fully in place, with evidence"),
        ("q2", "put it fully in place, with evidence"),
    ]


# The sentence says no more than the answers do


def said(duties, letters, essential="", evidence=None, **responses):
    return of(duties, letters, essential, evidence, **responses).sentence


def test_no_essential_is_missing_is_said_only_where_each_is_shown():
    law, rest = "mmm" + "s" * 30, "NNN"
    assert said(law, rest + "M" * 30, "   e").startswith("By your own answers no essential is missing, but too much")
    for letters, evidence, how in (
        ("." + "M" * 29, None, "1 is unanswered (\u201cTitle of q4\u201d)"),
        ("PP" + "M" * 28, None, "2 are only partly in place (\u201cTitle of q4\u201d and \u201cTitle of q5\u201d)"),
        ("M" * 30, "e" * 3 + " " + "e" * 29, "1 is without evidence (\u201cTitle of q4\u201d)"),
        ("." * 5 + "M" * 25, None, "5 are unanswered (\u201cTitle of q4\u201d, \u201cTitle of q5\u201d and 3 more)"),
    ):
        sentence = said(law, rest + letters, "   eeeee", evidence)
        assert "no essential is missing" not in sentence.lower()
        assert sentence.endswith(f"By your own answers no essential is rated Not met, but {how}.")
    work_to_do = said("s" * 30, "M" * 30, "ee", " " + "e" * 29)
    assert "no essential is rated Not met, but 1 is without evidence" in work_to_do


def test_where_there_are_no_essentials_law_that_is_not_met_is_named():
    asked, audit = answers("school", "readiness-2026")
    law = [c.id for c in asked.criteria if c.duty is Duty.MUST][:2]
    responses = [replace(r, rating=NOT_MET) if r.ref in law else r for r in audit.responses]
    sentence = score(asked, replace(audit, responses=tuple(responses))).judgement.sentence
    assert all(asked.criterion(ref).title in sentence for ref in law)
    assert "are required by law and not in place" in sentence
    assert "badly missing" not in sentence
    assert "no duty in law is rated Not met" in said("s" * 30, "N" + "M" * 29)


@pytest.mark.parametrize(
    ("letters", "essential", "words"),
    [
        (".", "e", "1 question is unanswered, and it is essential (\u201cTitle of q1\u201d)."),
        ("..", "ee", "2 questions are unanswered, all of them essential (\u201cTitle of q1\u201d and"),
        ("..", "e ", "2 questions are unanswered, 1 of them essential (\u201cTitle of q1\u201d)."),
        (".", " ", "1 question is unanswered."),
        (
            "-",
            "e",
            "1 question answered Not applicable is not counted as answered, and it is essential (\u201cTitle of",
        ),
        (
            ".-",
            "ee",
            "1 question is unanswered, and it is essential (\u201cTitle of q1\u201d); 1 question answered Not",
        ),
    ],
)
def test_what_is_unanswered_and_what_is_not_counted_are_told_apart(letters, essential, words):
    assert said("s" * 30, letters.ljust(30, "M"), essential).startswith(f"This cannot be judged yet: {words}")


@pytest.mark.parametrize(
    ("changes", "odd"),
    [
        ({"notes": "We do not have one yet"}, "what is written beside \u201cTitle of q1\u201d says otherwise"),
        ({"action": "Write the procedure", "status": "Under way"}, "beside \u201cTitle of q1\u201d says otherwise"),
    ],
)
def test_in_place_speaks_first_of_an_essential_that_does_not_add_up(changes, odd):
    own = Response(ref="q1", rating=MET, evidence="The log of q1", **changes)
    assert odd in said("s" * 30, "M" * 30, "e", q1=own)
    assert "gaps are small" not in said("s" * 30, "M" * 30, "e", q1=own)


def test_in_place_says_where_an_essential_names_the_same_evidence_as_others():
    apart = {f"q{n}": Response(ref=f"q{n}", rating=MET, evidence=f"Log {n}, page {n}") for n in range(1, 31)}
    alike = apart | {f"q{n}": replace(apart[f"q{n}"], evidence="The log") for n in (1, 2, 3)}
    assert "1 essential and other questions name the same evidence" in said("s" * 30, "M" * 30, "e", **alike)
    assert said("s" * 30, "M" * 30, "e", **apart).endswith("and the gaps are small. Nobody else has checked.")


# One order: the plan's


def test_the_sentence_begins_where_the_plan_does():
    dice = random.Random(4)
    begun = set()
    for _ in range(300):
        checklist, responses = random_case(dice)
        found = findings_of(checklist, small.audit("." * 18, "", **responses))
        judgement = judge(found, checklist.rule, DAY)
        actions = plan.make(checklist, found, DAY, DAY).actions
        if judgement.level is Level.WORK_TO_DO and actions:
            begin = re.search("(begin with|plan begins with) \u201c(.+?)\u201d", judgement.sentence)
            assert begin[2] == actions[0].criterion.title
            assert (begin[1] == "begin with") is (actions[0].criterion.id in {step.ref for step in judgement.steps})
            begun.add(begin[1])
            order = [a.criterion.id for a in actions]
            listed = [order.index(step.ref) for step in judgement.steps if step.ref in order]
            assert listed == sorted(listed)
    assert len(begun) == 2


@pytest.mark.parametrize(
    ("due", "begin"),
    [
        (DAY + timedelta(7), "; begin this week with"),
        (DAY + timedelta(8), "; begin with"),
        (DAY - timedelta(1), "; begin this week with"),
        (None, "; begin with"),
    ],
)
def test_this_week_is_said_where_the_plan_dates_it_so(due, begin):
    own = Response(ref="q1", rating=PARTLY, evidence="The log", owner="Head", due=due)
    checklist, audit = asked_of("s" * 6), small.audit("P" + "M" * 4 + "P", "e" * 6, q1=own)
    found = findings_of(checklist, audit)
    made = plan.make(checklist, found, DAY, DAY)
    judgement = beside_plan(judge(found, checklist.rule, DAY), made)
    assert f"{begin} \u201cTitle of q1\u201d" in judgement.sentence
    assert beside_plan(judgement, replace(made, actions=())) == judgement


def test_every_judgement_occurs_in_a_believable_mixed_sector():
    mixed = next(sector for sector in judgements.SECTORS if sector.name == "mixed")
    now, _ = judgements.simulate(mixed, load("leaders", "school"), 400)
    assert set(now) == set(JUDGEMENTS)
    assert max(now.values()) < 400 * 0.75
