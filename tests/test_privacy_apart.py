"""A child known by what sets them apart, and the hasty forms of numbers, homes, handles and names; all by kind."""

import pytest

from audit import privacy
from audit.privacy import given_names, set_apart, vocabulary, word_lists


def codes(text: str) -> set[str]:
    return {found.code for found in privacy.look(text)}


@pytest.mark.parametrize(
    "text",
    [
        "lass w feeding tube, taxi late again", "the scout with the glass eye was pushed",  # worn
        "our only Deaf Year 11", "fostered brothers in cubs, dad found them", "the one refugee pupil has no PEP",  # are
        "pupil who was knocked off her bike", "toddler that was scalded, HV not told",  # what befell them
        "the boy from the showmen's site was off rolled", "kid from the chippy has no coat",  # where from
        "his daughter told the dinner lady about the strap", "her son was airlifted in June",  # a relative
        "the chef's stepson set off the alarm", "head boy's arrest in May",  # whose they are
        "two dads, splitting up: dads are separating", "the second triplet stopped feeding", "mum is in prison",
        "you know who, from last summer",
    ],
)  # fmt: skip
def test_a_child_is_known_by_what_sets_them_apart(text):
    assert "P12" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "a child with hearing aids has a communication plan", "any pupil who was excluded has a named adult",
        "if the girl in the film was bullied, pupils say what they would do", "policy for children who are fostered",
        "support for pupils from the traveller community", "head boy and head girl sit on the council",
        "where a parent is in prison we use the guidance", "the caretaker's keys are signed out",
        "everyone knows who the DSL is", "you know who to ring", "the coach's notes",
    ],
)  # fmt: skip
def test_what_is_said_of_any_child_sets_nobody_apart(text):
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H204988120031 file not here", "P02"),  # in the shape of a UPN, whatever its check letter
        ("H20498812003Z on the old form", "P02"),
        ("child ref 204471, no worker", "P02"),
        ("crime ref 42/118820/25", "P02"),
        ("mosaic 558213 still open", "P02"),
        ("9990238840 midwife to confirm", "P03"),
        ("invoice H204988120031 paid", None),
        ("policy no 4471 version 3", None),
        ("incident log 2025 reviewed", None),
        ("his home is 118 Old Tanyard", "P07"),
        ("flat 6 over the bookies", "P07"),
        ("moved from 4 tanners yard", "P07"),
        ("moved to 3 briefings a term", None),
        ("post to Wendle Primary School, Mill Lane, WN9 1ZZ", None),
        ("gran's new place is WN9 1ZZ", "P07"),
        ("discord ghostie#0041", "P11"),
        ("facebook (/moon.mumof4) is public", "P11"),
        ("send to cp-transfers@school.example", None),
        ("fax 01632 960 221", None),
    ],
)
def test_numbers_homes_and_handles_in_their_hasty_forms(text, code):
    assert codes(text) == set() if code is None else code in codes(text)


@pytest.mark.parametrize(
    "name",
    ["Jiaxuan", "Siu Ming", "Ka-Ho", "Oluwatomi", "Chizaram", "Gurleen", "Deshawn", "Abdulqadir", "Berfin", "Thushan"],
)
@pytest.mark.parametrize(
    "way",
    [
        "{} - black eye",
        "{} is afraid to go home",
        "{} won't talk to the men",
        "{} has no bed",
        "{}'s granddad hits him",
    ],
)
def test_names_of_two_parts_and_of_every_community_are_known(name, way):
    assert "P08" in codes(way.format(name))


@pytest.mark.parametrize("name", ["Jiaxuan", "Oluwatomi", "Chizaram", "Gurleen", "Deshawn", "Berfin"])
@pytest.mark.parametrize(
    "work", ["{} - poster in staff room", "{} (SENCO) has the plans", "{} reminded staff at briefing", "Owner: {}"]
)
def test_a_colleague_of_such_a_name_is_left_in_peace(name, work):
    assert codes(work.format(name)) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mrs Aksoy doesnt want us to share", "P08"),
        ("Mr Rana to be told by phone", "P08"),
        ("ring Mrs Hall re the court order", "P08"),
        ("Familia Petrescu, new baby", "P08"),
        ("Rezwan C - vape in toilets", "P08"),
        ("titch (thats what they all call him) sells vapes to boys", "P08"),
        ("Mrs Hall to be told dates for training", None),
        ("Dr Lim is our named GP and sees the HVs", None),
        ("Appendix C - vapes", None),
    ],
)
def test_relatives_and_nicknames_in_their_hasty_forms(text, code):
    assert codes(text) == set() if code is None else code in codes(text)


@pytest.mark.parametrize(
    "text",
    ["Bev - on antidepressants", "Mr Osei is off with his nerves", "office manager had a drink driving ban",
     "our treasurer is bankrupt", "the deputy head lost her husband so training slipped"],
)  # fmt: skip
def test_what_is_private_to_a_colleague_is_seen_with_a_name_or_a_post(text):
    assert "P13" in codes(text)


@pytest.mark.parametrize(
    "text",
    ["cover if the DSL is off with stress", "manager had her training", "the SENCO leads depression awareness",
     "sick notes go to HR", "chair declared an interest, her husband works here"],
)  # fmt: skip
def test_posts_and_what_is_usual_of_them_stay_quiet(text):
    assert codes(text) == set()


def test_names_of_two_parts_are_usual_words_of_nothing_else():
    lists = (word_lists.family(name) for name in ("people", "staff", "telling", "places", "circumstances"))
    used = frozenset[str]().union(*(words for lists_of in lists for words in lists_of.values())) | vocabulary.ORDINARY
    assert len(given_names.IN_PARTS) > 5000
    assert given_names.IN_PARTS.isdisjoint(used - given_names.ALSO_WORDS)


def test_each_kind_can_be_begun_by_one_of_its_cues():
    assert all(needs for kind in set_apart._KINDS for needs in kind.needs)
