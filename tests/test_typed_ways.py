"""A thousand ways of typing a rating, a status or a day: the harmless are read, and what may do harm never is.

``typed_ways.tsv`` has them: what is typed where, whether it is harmless, and what it is read as (blank: as none). Words
that make a setting look better are believed only where every word beside them is known, so the last tests put words
there that nobody has thought of.
"""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Rating
from audit.workbook import layout
from audit.workbook.read import day_words, rating_hints, rating_words, status_words

SINCE = date(2026, 11, 20)
DONE = layout.STATUSES[-1]
BETTER = {Rating.MET.value, Rating.NOT_APPLICABLE.value}
PATH = Path(__file__).resolve().parent / "typed_ways.tsv"


def ways() -> list[dict[str, str]]:
    with PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


WAYS = ways()
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)


def meaning(kind: str, text: str) -> str:
    """What a text is read as; blank where it is read as nothing."""
    if kind == "rating":
        read = rating_words.read(text, SINCE)
        return read.rating.value if read else ""
    if kind == "status":
        return status_words.read(text, SINCE)
    try:
        day = day_words.read(text, SINCE)
    except ValueError:
        return ""
    return str(day.day) if day else ""


@pytest.mark.parametrize("row", WAYS, ids=lambda row: f"{row['kind']}, {row['side']}: {row['text']}")
def test_what_is_typed_is_read_as_it_is_meant_or_not_at_all(row):
    assert meaning(row["kind"], row["text"]) == row["meaning"]


def test_the_table_is_large_and_nothing_in_it_that_may_do_harm_looks_good():
    sides = Counter((row["kind"], row["side"]) for row in WAYS)
    assert len(sides) == 6
    assert min(sides.values()) >= 150
    for row in WAYS:
        if row["side"] == "harmful":
            assert row["meaning"] not in BETTER | {DONE}
            assert row["kind"] != "day" or not row["meaning"]
        else:
            assert row["meaning"]


@pytest.mark.parametrize("row", [row for row in WAYS if row["kind"] == "rating" and not row["meaning"]], ids=str)
def test_no_hint_points_to_met_where_more_than_met_is_said(row):
    if "Met." in rating_hints.suggestion(row["text"]) or "mean Met?" in rating_hints.suggestion(row["text"]):
        assert len(row["text"].split()) == 1, row["text"]


GOOD = [row for row in WAYS if row["side"] == "harmless" and row["meaning"] in {*BETTER, DONE}]


@given(st.sampled_from(GOOD), LETTERS, st.sampled_from([" ", " - ", ", ", "; ", " (", ": ", "\n"]), st.booleans())
def test_a_word_that_nobody_knows_makes_a_question_of_it(row, word, between, before):
    unknown = f"zz{word}"
    text = f"{unknown}{between}{row['text']}" if before else f"{row['text']}{between}{unknown}"
    assert meaning(row["kind"], text) not in {*BETTER, DONE}


TAKEN_BACK = (
    "missing", "not", "no", "never", "only", "lost", "later", "soon", "needs work", "next week", "until May",
    "by Easter", "under review", "awaiting", "some", "partly", "half", "except one", "but", "if funded", "?", "expired",
    "in draft", "cancelled", "31/03/2031", "December 2030", "2/3", "80%", "to be checked", "stopped", "ask",
    "hopefully",
)  # fmt: skip


@given(st.sampled_from(GOOD), st.sampled_from(TAKEN_BACK), st.sampled_from([" ", " - ", ", ", " (", "\n"]))
def test_what_takes_it_back_is_never_believed(row, back, between):
    # "N/A - no boarders" and "no" itself deny that it applies.
    if row["meaning"] == Rating.NOT_APPLICABLE.value and back in {"no", "only", "not", "never"}:
        return
    assert meaning(row["kind"], f"{row['text']}{between}{back}") not in {*BETTER, DONE}


@given(st.sampled_from([row for row in WAYS if row["kind"] == "day" and row["side"] == "harmless"]), LETTERS)
def test_no_word_before_or_after_a_day_is_passed_over(row, word):
    for text in (f"zz{word} {row['text']}", f"{row['text']} zz{word}", f"{row['text']}?"):
        assert meaning("day", text) == ""


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row["text"])
def test_a_day_to_come_beside_it_is_a_question(row):
    assert meaning(row["kind"], f"{row['text']} - 31/03/2031") not in {*BETTER, DONE}


@given(
    st.sampled_from([row for row in WAYS if row["side"] == "harmless"]), st.sampled_from(["\u200b", "\ufeff", "\u00ad"])
)
def test_what_cannot_be_seen_changes_nothing(row, hidden):
    text = row["text"]
    assert meaning(row["kind"], f"{text[:2]}{hidden}{text[2:]}{hidden}") == row["meaning"]


@given(st.text(max_size=220))
def test_any_text_is_borne(text):
    for kind in ("rating", "status", "day"):
        meaning(kind, text)
    rating_hints.suggestion(text)
    status_words.suggestion(text)
