"""Ratings and months as people type them: one meaning is taken, two never are, and no word is lost."""

from datetime import date

import openpyxl
import pytest

from audit.model import Rating
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.read import rating_hints, rating_words, reader

MET, PARTLY, NOT_MET, LEFT_OUT = Rating

ONE_MEANING = [
    ("Met", MET, ""),
    ("met.", MET, ""),
    ("Y", MET, ""),
    ("yes", MET, ""),
    ("Fully met", MET, ""),
    ("\u2713", MET, ""),
    ("In place", MET, ""),
    ("Met (see log)", MET, "see log"),
    ("Yes: minutes of May", MET, "minutes of May"),
    ("partly", PARTLY, ""),
    ("Partially  met", PARTLY, ""),
    ("PARTLY-MET", PARTLY, ""),
    ("PartlyMet", PARTLY, ""),
    ("partly - see policy", PARTLY, "see policy"),
    ("Partly - only the office", PARTLY, "only the office"),
    ("Partly met \u2013 new policy in draft", PARTLY, "new policy in draft"),
    ("n", NOT_MET, ""),
    ("No", NOT_MET, ""),
    ("Not  Met", NOT_MET, ""),
    ("not in place", NOT_MET, ""),
    ("N/A", LEFT_OUT, ""),
    ("n.a.", LEFT_OUT, ""),
    ("doesn\u2019t apply", LEFT_OUT, ""),
    ("N/A - no children under five", LEFT_OUT, "no children under five"),
    ("Not applicable, we do not refer", LEFT_OUT, "we do not refer"),
]
NO_OR_TWO = [
    "Mostly", "1", "2", "3", "0", "green", "amber", "x", "X", "TRUE", "?", "Met?", "met/partly", "Met or partly met",
    "Met - not in every room", "Yes but not always", "yes, mostly", "Met: except the annexe", "no, nearly met",
    "not sure", "in progress", "Done", "not yet", "meta", "to be met", "Met - we think so",
    "Yes, we should check", "Met, isn't written down",
]  # fmt: skip


@pytest.mark.parametrize(("text", "rating", "remark"), ONE_MEANING)
def test_where_one_meaning_is_possible_it_is_taken(text, rating, remark):
    read = rating_words.read(text)
    assert read is not None
    assert (read.rating, read.remark) == (rating, remark)


@pytest.mark.parametrize("text", NO_OR_TWO)
def test_where_two_are_possible_none_is(text):
    assert rating_words.read(text) is None


@pytest.mark.parametrize(
    ("text", "near"),
    [("Meet", "Met"), ("Partly Mett", "Partly met"), ("mostly", "Partly met"), ("Met?", ""), ("7", "")],
)
def test_a_suggestion_where_one_is_near(text, near):
    assert rating_hints.suggestion(text) == (f" (did you mean {near}?)" if near else "")


def test_the_remark_is_kept_and_the_reading_is_said(tmp_path):
    path = tmp_path / "typed.xlsx"
    path.write_bytes(demonstration.filled_workbook(demonstration.SCHOOL, demonstration.SAMPLE_DAY))
    book = openpyxl.load_workbook(path)
    sheet = book["Checklist"]
    rating, notes, due = (layout.column_letter(name) for name in ("Rating", "Notes", "By when"))
    sheet[f"{rating}3"].value, sheet[f"{notes}3"].value = "N/A - no boarders", None
    sheet[f"{rating}4"].value, sheet[f"{notes}4"].value = "partly - see policy", "Typed before."
    sheet[f"{due}5"].value = "Sept '27"
    book.save(path)
    returned = reader.read(path)
    assert returned.audit is not None
    first, second, third = returned.audit.responses[:3]
    assert (first.rating, first.notes) == (Rating.NOT_APPLICABLE, "no boarders")
    assert (second.rating, second.notes) == (Rating.PARTLY, "Typed before.\nsee policy")
    assert third.due == date(2027, 9, 30)
    said = [(p.code, p.where.spot) for p in returned.problems if p.code in {"W15", "W22", "W23"}]
    assert said == [("W22", f"Checklist!{rating}3"), ("W22", f"Checklist!{rating}4"), ("W23", f"Checklist!{due}5")]
