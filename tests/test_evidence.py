"""What names something and what does not: the labelled texts, and the rules by themselves.

``evidence_labelled.tsv`` holds seven sets of 300 texts, each written by somebody who had not read the rules, frozen by
hash, measured once, and only then learnt from. Half of each names nothing. Found of those, and real ones refused:

====================  =====================================================  ==============  ==============
SHA-256               rules at the time                                      found           refused
====================  =====================================================  ==============  ==============
73d9bab6              a plain list of words                                  72 of 150       0 of 150
336fbb2f              claims added, learnt from the first                    115 of 150      5 of 150
a38c6210              words weighed                                          146 of 150      2 of 150
f01836da              the same                                               149 of 150      4 of 150
a04d7aca              learnt from the two before                             149 of 150      5 of 150
be5ce971              the same, learnt from all before                       149 of 150      2 of 150
be5ce971              strange words have points, and beginnings count        149 of 150      1 of 150
3ba556b1              the weighed rules, as for be5ce971                     150 of 150      2 of 150
3ba556b1              strange words, two words of beginning, quotations      150 of 150      1 of 150
====================  =====================================================  ==============  ==============

The weighed rules refused 15 of 750 real ones that they had never seen (2%), mostly things whose names no list holds.
With points for those, 2 of 300 are refused (0.7%; by chance alone it could be 2.4% in truth), and 299 of 300 that name
nothing are found. Since then the rules have learnt from all seven, so that the figures below are no measure of what
they find elsewhere; ``test_what_no_list_holds_is_named_too`` measures that in another way.

``evidence_learnt.tsv`` was written beside the rules, a part at a time, and learnt from: it was never blind, and many of
its texts are harder than people's own. It holds what the rules were widened for.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from audit.judgement import evidence
from audit.judgement.everyday_words import EVERYDAY
from audit.judgement.evidence_words import CLAIMS, DENIALS, LACKS, MEDIUM, PROMISES, SLIGHT, STRONG

HERE = Path(__file__).parent
THINGS = {phrase for phrase in (*STRONG, *MEDIUM) if " " not in phrase}


def labelled(name: str = "labelled") -> list[tuple[str, str]]:
    """The label and the text of each line of a file; not a mark of it is anything but text."""
    with (HERE / f"evidence_{name}.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["label"], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize(
    ("name", "texts", "most_refused"), [("labelled", 2100, 3), ("learnt", 3261, 10)], ids=["labelled", "learnt"]
)
def test_what_the_labelled_texts_name(name, texts, most_refused):
    """At least 97 in 100 that name nothing are found, and less than one in 100 real ones is refused."""
    read = labelled(name)
    assert len(read) == texts
    nothing = [text for label, text in read if label == "nothing"]
    found = [text for text in nothing if not evidence.names_something(text)]
    refused = [text for label, text in read if label == "names" and not evidence.names_something(text)]
    print(f"{len(found)} of {len(nothing)} that name nothing are found; refused of the real ones: {refused}")
    assert len(found) >= 0.97 * len(nothing)
    assert len(refused) <= most_refused


def test_every_word_has_one_weight_and_is_as_texts_are_compared():
    """A phrase that stood twice would count once here and twice in a workbook."""
    for phrases in (CLAIMS, LACKS, PROMISES, DENIALS, (*STRONG, *MEDIUM, *SLIGHT)):
        assert [phrase for phrase, times in Counter(phrases).items() if times > 1] == []
    for phrase in (*CLAIMS, *LACKS, *PROMISES, *DENIALS, *STRONG, *MEDIUM, *SLIGHT):
        bare = phrase.removeprefix(f"{evidence.BEGIN} ").removesuffix(f" {evidence.END}")
        assert evidence.compared(bare) == bare
    assert all(evidence.compared(word) == word and " " not in word for word in EVERYDAY)
    assert THINGS < EVERYDAY, "what has points of its own would have those of a strange word as well"


def test_no_denial_hides_a_longer_one():
    """They are joined in turn, so that one that holds another after it has to come first."""
    for place, denial in enumerate(DENIALS):
        assert not any(f" {before} " in f" {denial} " for before in DENIALS[:place]), denial


@pytest.mark.parametrize(
    "text",
    [
        "SCR",
        "CP policy p12",
        "ask Jo in the office for the log",
        "CPOMS",
        "Gov mins 14/3",
        "Staff handbook",
        "the T drive",
        "[last years] log",
        "Poster in the staffroom",
        "We keep a log in the office",
        "All staff signed the register in May",
    ],
)
def test_terse_is_not_empty(text):
    assert evidence.names_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "-",
        "\u2013",
        "n/a",
        "N / A",
        "None",
        "TBC",
        "t.b.c.",
        "see above",
        "no",
        "yes",
        "Policy",
        "policies.",
        "Do not have this yet",
        "Will do next term",
        "Met",
        "to do",
        "we always do this",
        "All staff know this",
        "No log kept",
        "The log still needs setting up",
        "[Last year] SCR",
        "[LAST YEAR] SCR",
        " [last year]SCR",
        "4/5",
        "\u2713",
        "?",
    ],
)
def test_what_names_nothing(text):
    assert not evidence.names_something(text)


@pytest.mark.parametrize(
    "text",
    [
        # Everyday words, whoever writes them.
        "Regular training",
        "good links with families",
        "by end of term",
        "part of everyday practice",
        "September 2026",
        "100%",
        # A promise or a lack, with the very thing that is not there.
        "will put a log in the folder",
        "poster needed",
        "SCR needs setting up",
        "going to make a flowchart",
        "minutes not written up",
        "We don't have a form",
        "nobody has filled in the register since May",
        # A question, or something that refers elsewhere.
        "Is there a template for this?",
        "Who keeps the log?",
        "see other tab",
        "in the action plan",
        # Typed in haste.
        "evidance",
        "in progres",
        "nothng",
    ],
)
def test_kinds_that_name_nothing(text):
    assert not evidence.names_something(text)


@pytest.mark.parametrize(
    "text",
    [
        # A word that is no everyday word is enough where nothing is claimed, and so is what can be seen.
        "Lamplight",
        "visitor comments",
        "CP1 slips",
        "ask Bev",
        "Trudy, front office",
        # Beside a claim, a lack or a promise: what points at something clearly, or its day.
        "all staff have signed, list with Jo",
        "We do not use forms, all on MyConcern",
        "No posters in the toddler room, but one in the office",
        "Not every term: minutes of 3 October and 16 January",
        "Policy will be reviewed in June; current one v3 is on the website, page 2",
        "the minutes show that we asked",
    ],
)
def test_kinds_that_name_something(text):
    assert evidence.names_something(text)


INVENTED = ("zog", "wugbim", "fribblet", "tarnok", "quoddle", "blickers", "yimp", "drandle")
"""Words that no list holds; nobody can have learnt from them."""


def unheard_of(text: str) -> str:
    """The same text about other things: each word that points at something by itself, or is no everyday word."""
    words = []
    for word in evidence.compared(text).split():
        is_thing = word in THINGS or (word not in EVERYDAY and not word[0].isdigit())
        words.append(INVENTED[len(words) % len(INVENTED)] if is_thing else word)
    return " ".join(words)


def test_what_no_list_holds_is_named_too():
    """The lists never end: real evidence is nearly always taken where all that it points at has a name unheard of."""
    real = [text for label, text in labelled() if label == "names" and len(text) <= evidence.LONGEST_TERSE]
    refused = [text for text in real if not evidence.names_something(unheard_of(text))]
    print(f"{len(refused)} of {len(real)} are refused once they are about things unheard of: {refused}")
    assert len(real) > 600
    assert len(refused) <= 0.02 * len(real)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("zog", True),
        ("the zog is good", False),
        ("the zog is good, and so is the wugbim", True),
        ("zog is good", True),
        ("pupil zog is good", True),
        ("our zog is good", False),
        ("no zog, all are fine", False),
        ("we will get a zog", False),
        ("zog needed", False),
        ("7 children are happy", False),
        ("folders are good", True),
        ("we are always good " * 6 + "zog wugbim", False),
    ],
)
def test_a_strange_word_is_enough_alone_and_two_beside_a_claim(text, names):
    """One that a text begins with is what the claim is about; in a long text none has points."""
    assert evidence.names_something(text) is names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('info sheet, "who else can we speak to" box', True),
        ("info sheet, \u201cwho else can we speak to\u201d box", True),
        ("info sheet, who else can we speak to", False),
        ('"staff know who to tell"', False),
        ('- "staff know who to tell".', False),
        ('we "do the right thing"', False),
        ('all "fine"', False),
        ('the policy says "see above', False),
        ('see "Who to tell"', True),
    ],
)
def test_what_is_quoted_is_a_title_and_claims_nothing(text, names):
    """Two words or more, beside others."""
    assert evidence.QUOTATION not in EVERYDAY
    assert evidence.names_something(text) is names


def test_a_day_is_as_good_beside_a_claim_as_a_paper_is():
    assert not evidence.names_something("all coaches had a letter")
    assert evidence.names_something("all coaches had a letter in October")
    assert evidence.names_something("all coaches had a letter on 3/10")
    assert not evidence.names_something("all coaches had a letter for 3 years")


def test_a_denied_thing_counts_only_where_nothing_else_is_pointed_at():
    assert not evidence.names_something("no log")
    assert evidence.names_something("no log, see the register")


def test_the_rule_is_not_swayed_by_case_or_by_what_stands_between_words():
    for _, text in labelled():
        assert evidence.names_something(text) == evidence.names_something(text.upper()), text
        assert evidence.names_something(text) == evidence.names_something(f"\t{text}\u00a0"), text


def test_the_questions_own_words_name_nothing():
    question = "Is there a named lead for safeguarding, and do all staff know them?"
    assert not evidence.names_something("A named lead for safeguarding", question)
    assert evidence.names_something("A named lead for safeguarding, poster in the hall", question)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("We have no boarders.", True),
        ("Sold the minibus", True),
        ("n/a", False),
        ("?", False),
        (".", False),
        ("none", False),
        ("[Last year] none", False),
        ("", False),
    ],
)
def test_what_a_reason_says(text, says):
    assert evidence.says_something(text) is says


def test_no_text_is_too_long_or_odd():
    for text in ("x" * 32_000, "no " * 8_000, "\ud800", "\u0130", "log " * 6_000):
        evidence.names_something(text)
