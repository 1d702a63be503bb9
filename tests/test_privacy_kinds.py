"""The kinds of things that give a child, a relative or a colleague away, and what is ordinary beside each.

``privacy_kinds.tsv`` (300 texts, half of them personal) was written by somebody who had not read the rules, and frozen
by its SHA-256 (without its heading, and with "ordinary" for "fine"):
a1d0ab94a05ac1f7a32ee8ddd6f47906f35fa904bbfbaa8b5f5eb6d915217529. When it was first looked at, the rules found 89 of the
150 personal texts (59 in a hundred), with 7 false alarms in 150; the rules before them found 50, with 6. These are the
blind figures. Since then the rules have learnt from it, so what the test below prints is no measure of what they find
elsewhere.

``privacy_hasty.tsv`` (300 texts, half of them personal) is a second blind set, frozen by SHA-256
9ed802988e362d4f627d34cbafaea173fd37c7bb7400edfe8742c924e4bd81c1 in the same way. On 27 November 2026, when it was first
looked at, the rules found 95 of the 150 personal texts (63 in a hundred), with 3 false alarms in 150; the rules before
issue 20 found 52. Since then the rules have learnt from it too.

``privacy_unseen.tsv`` (300 texts, half of them personal) was written in the same way after the rules had learnt from
the second, and is frozen by SHA-256 673f7b13c9eac8f354d2c5d7be7c6d67107c2feb10d81fdf89d4ee763a2aff25 (without its
first line). On 27 November 2026 the rules found 123 of the 150 personal texts (82 in a hundred), with 2 false alarms
in 150; the rules before issue 20 found 65, with 3. Nothing was learnt from it, and nothing is to be: it is what the
rules are measured by.

``privacy_ways.tsv`` was written beside the rules and was never blind: five lots, of which each new one was found at
about 68 % before the rules were mended for it.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from audit import privacy
from audit.privacy import given_names, word_lists
from audit.problems import CATALOGUE, Severity, Where, is_private, problem

HERE = Path(__file__).resolve().parent
SETS = ("privacy_kinds.tsv", "privacy_hasty.tsv", "privacy_ways.tsv")


def texts(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def codes(text: str) -> set[str]:
    return {found.code for found in privacy.look(text)}


def shares(rows: list[dict[str, str]], by: str) -> dict[str, float]:
    """Of each hundred texts, how many are found; only for groups of at least four."""
    asked, found = Counter(row[by] for row in rows), Counter(row[by] for row in rows if codes(row["text"]))
    return {name: 100 * found[name] / number for name, number in asked.items() if number >= 4}


@pytest.mark.parametrize("name", SETS)
def test_personal_texts_are_found_and_ordinary_ones_left_in_peace(name):
    rows = texts(name)
    personal, fine = ([row for row in rows if row["label"] == label] for label in ("personal", "fine"))
    found, alarms = (sum(bool(codes(row["text"])) for row in group) for group in (personal, fine))
    print(f"{name}: found {found}/{len(personal)}, false alarms {alarms}/{len(fine)}, {shares(personal, 'kind')}")
    assert found >= 0.92 * len(personal)
    assert alarms <= 0.02 * len(fine)


def test_of_texts_that_the_rules_never_saw_four_in_five_are_found():
    rows = texts("privacy_unseen.tsv")
    found = Counter(row["label"] for row in rows if codes(row["text"]))
    assert Counter(row["label"] for row in rows) == {"personal": 150, "ordinary": 150}
    assert found["personal"] >= 120
    assert found["ordinary"] <= 4


@pytest.mark.parametrize("name", ["privacy_kinds.tsv", "privacy_hasty.tsv"])
@pytest.mark.parametrize("by", ["kind", "community"])
def test_no_kind_and_no_community_is_left_behind(name, by):
    personal = [row for row in texts(name) if row["label"] == "personal"]
    groups = shares(personal, by)
    assert len(groups) >= 6
    assert {name: share for name, share in groups.items() if share < 70} == {}


MISSED_BEFORE = {
    "Sept: two moves, Imran to Leeds and Ayesha to Bradford, both files sent",
    "poppy told a lunchtime supervisor who told DSL in 5 mins",
    "MC & PC (twins) on CIN plan",
    "lost touch with evie when she went to college",
}


@pytest.mark.parametrize("name", ["privacy_sentences.csv", "privacy_heldout.csv"])
def test_nothing_that_was_found_before_is_lost(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    missed = {row["sentence"] for row in rows if row["label"] == "personal" and not codes(row["sentence"])}
    assert missed <= MISSED_BEFORE


# Each kind, with what is ordinary beside it


@pytest.mark.parametrize(
    "name", ["Amelia", "Kofi", "Agnieszka", "Ffion", "Xinyi", "Berfin", "Shmuli", "Harpreet", "Faduma"]
)
@pytest.mark.parametrize(
    "way",
    [
        "{}'s inhaler is kept in the office", "{} has epilepsy, plan in the file", "{} bit another child at lunch",
        "{} not collected until 5.30", "{} missing from school since Monday", "{} was off rolled in March",
        "{} is in foster care", "{} was arrested on Friday", "{} and her mum are in a refuge", "we restrained {} twice",
    ],
)  # fmt: skip
def test_what_happens_to_a_child_tells_whoever_the_name_comes_from(name, way):
    assert "P08" in codes(way.format(name))
    assert "P08" in codes(way.format(name).lower())


@pytest.mark.parametrize("name", ["Amelia", "Kofi", "Agnieszka", "Ffion", "Xinyi", "Harpreet", "Faduma"])
@pytest.mark.parametrize(
    "work",
    [
        "{} (SENCO) has the epilepsy plans", "deputy {} has an asthma card for each trip",
        "{} (DSL) keeps the inhaler list",
        "coach {} has level 2 training", "{} reviews the log of absences on Fridays",
        "{} leads on attendance", "our deputy, {}, trained in May", "{} from the LA ran a workshop",
        "minutes taken by {}", "{} has an interest as her husband works here, declared",
    ],
)  # fmt: skip
def test_a_colleague_at_work_is_left_in_peace(name, work):
    assert codes(work.format(name)) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mr Ward drunk at pick up", "P08"),
        ("Mrs Okonkwo does not want us to share", "P08"),
        ("Mrs Chen says her son is hit at home", "P08"),
        ("Mrs Chen (DSL) says all staff have read it", None),
        ("Mr Singh wants the policy on the website", None),
        ("the kowalski family moved", "P08"),
        ("The Popescus were told", "P08"),
        ("Smith-Jones family, early help closed", "P08"),
        ("the extended family may be told", None),
        ("The Governors were told", None),
        ("the boy from 12 Acacia Close", "P07"),
        ("family on pitch 4", "P07"),
        ("reception at 12 Acacia Close", None),
        ("pitch inspected before each match", None),
        ("posted on insta as kayla_x07", "P11"),
        ("messages from @lil_tee_2010", "P11"),
        ("follow @oakfieldprimary on twitter", None),
        ("snapchat lessons in Y6", None),
        ("the twins in Year 4 share a file", "P12"),
        ("our only looked after child has a PEP", "P12"),
        ("the girl whose mum died in the crash", "P12"),
        ("the caretaker's lad in Y8", "P12"),
        ("twins and siblings have separate files", None),
        ("only children who are at risk", None),
        ("the child who is at risk comes first", None),
        ("a pupil who is pregnant has a named person", None),
        ("Mrs Patel (DSL) is off with cancer", "P13"),
        ("Mr Hughes has a conviction from 2009", "P13"),
        ("Mrs Patel leads the mental health training", None),
        ("cover where the DSL is off sick", None),
        ('known as "Ghost" on the estate, told police', "P08"),
        ("the form, known as the MARF", None),
    ],
)
def test_each_kind_and_what_is_ordinary_beside_it(text, code):
    assert codes(text) == set() if code is None else code in codes(text)


def test_a_child_who_could_be_known_is_a_softer_note_and_stops_no_report():
    assert CATALOGUE["P12"].severity is Severity.NOTE
    for code in ("P11", "P12", "P13"):
        assert is_private(problem(code, Where(file="a.xlsx"), text="x")) is (code != "P12")


@pytest.mark.parametrize(
    "row", [row for name in SETS for row in texts(name) if row["label"] == "personal"], ids=lambda r: r["text"][:40]
)
def test_no_message_repeats_what_it_warns_of(row):
    for found in privacy.look(row["text"]):
        detail = row["text"][found.start : found.end]
        assert detail
        assert len(detail) < 2 or detail not in found.shown
        assert found.code == "P12" or len(found.shown) <= 12


def test_names_are_usual_words_of_nothing_else():
    communities = frozenset[str]().union(*word_lists.family("communities").values())
    assert len(communities) > 5000
    ordinary = frozenset[str]().union(
        *(words for name in ("people", "staff", "telling") for words in word_lists.family(name).values())
    )
    assert communities.isdisjoint(ordinary - given_names.ALSO_WORDS)
