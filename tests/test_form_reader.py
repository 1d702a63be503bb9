"""A form of somebody else's is read where it stands: every question found or named, nothing guessed."""

import datetime as dt
import re

import pytest

from audit.checklist.load import load
from audit.model import Audit, Place, Rating, Setting
from audit.workbook.read import reader
from audit.workbook.write.writer import build
from tests.form_workbooks import (
    GOVERNANCE,
    RECORDS,
    blocks,
    letters,
    mappings,
    read,
    said,
    school,
    scored,
    ticked,
    workbook,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return mappings(tmp_path_factory.mktemp("forms"))


# Sections as sheets


def test_sections_as_sheets_are_read_in_the_words_of_the_form(folder):
    sheets = school(governance=(3, 2, "3 "), leads=(3, 1, "fully met", 0), prevent=("Fully Met", "N/A"))
    returned = read(workbook(sheets), folder)
    assert letters(returned) == "MPMMNMAMMMMA"
    assert returned.audit.responses[0].place == Place(sheet="1. Governance", cell="C4")
    assert returned.audit.setting.name == "Larkfield Primary (invented)"
    assert returned.audit.setting.kind == "school"
    assert returned.audit.audit_date == dt.date(2018, 5, 14)
    assert {code for code, _ in said(returned)} == {"M11"}


def test_what_stands_beside_an_answer_is_kept(folder):
    answer = (2, "Minutes of May", "Book training", "Chair", dt.date(2018, 9, 1))
    response = read(workbook(school(governance=(3, answer, 3))), folder).audit.response("1.2")
    assert (response.evidence, response.action, response.owner) == ("Minutes of May", "Book training", "Chair")
    assert response.due == dt.date(2018, 9, 1)


@pytest.mark.parametrize("words", ["2 - some cover only", "2/3", "A/G", "2.5", "mostly", "Not", "33", "1 or 2", "?"])
def test_what_is_no_word_of_the_scale_is_named_at_its_cell(folder, words):
    returned = read(workbook(school(leads=(3, 3, words, 3))), folder)
    assert letters(returned) == "MMMMM?MMMMMM"
    assert ("M01", "2. Designated leads!C6") in said(returned)
    assert [response.ref for response in returned.unread] == ["2.3"]
    [fault] = [found for found in returned.problems if found.code == "M01"]
    assert words in fault.message
    assert "Fully met" in fault.fix


def test_a_formula_is_no_answer(folder):
    returned = read(workbook(school(leads=(3, 3, "=1+2", 3))), folder)
    assert letters(returned)[5] == "?"
    assert ("W18", "2. Designated leads!C6") in said(returned)


def test_a_row_of_their_own_is_said_and_not_counted(folder):
    sheets = school()
    sheets["2. Designated leads"] = (*sheets["2. Designated leads"], (), (None, "OUR OWN: a mental health lead", 3))
    returned = read(workbook(sheets), folder)
    assert letters(returned) == "M" * 12
    assert said(returned) == [("M04", "2. Designated leads!B10")]


def test_a_heading_without_an_answer_is_no_row_of_their_own(folder):
    sheets = school()
    sheets["2. Designated leads"] = (*sheets["2. Designated leads"], (None, "Remember to send this back by May"))
    assert said(read(workbook(sheets), folder)) == []


@pytest.mark.parametrize("column", ["D", "E", "F", "G", "H"])
def test_a_rating_in_another_column_is_a_warning(folder, column):
    sheets = school()
    row = [9.3, RECORDS[2][1], *[None] * 6]
    row["ABCDEFGH".index(column)] = 2
    sheets["9. Records & info sharing"] = [*sheets["9. Records & info sharing"][:5], row]
    returned = read(workbook(sheets), folder)
    assert letters(returned)[9] == "?"
    assert ("M05", f"9. Records & info sharing!{column}6") in said(returned)
    assert [response.ref for response in returned.unread] == ["9.3"]


def test_a_blank_is_no_fault(folder):
    returned = read(workbook(school(records=(3, None, 3))), folder)
    assert letters(returned)[8] == "?"
    assert [response.ref for response in returned.unanswered] == ["9.2"]
    assert said(returned) == []


# Where things stand


def test_sheets_may_be_renamed_and_columns_moved(folder):
    sheets = {f"Sheet {at}": rows for at, rows in enumerate(school(governance=(1, 2, 3)).values())}
    moved = [[None, None, *row[2:3], *row[:2], *row[3:]] if row else row for row in sheets["Sheet 1"]]
    sheets["Sheet 1"] = moved
    returned = read(workbook(sheets), folder)
    assert letters(returned) == "NPM" + "M" * 9
    assert returned.audit.responses[0].place == Place(sheet="Sheet 1", cell="C4")


@pytest.mark.parametrize("name", ["1. Governance", "2. Designated leads", "9. Records & info sharing", "11. Prevent"])
def test_a_deleted_section_is_named_question_by_question(folder, name):
    sheets = school()
    gone = len(sheets.pop(name)) - 4
    returned = read(workbook(sheets), folder)
    assert letters(returned).count("M") == 12 - gone
    assert [code for code, _ in said(returned)] == ["M03"] * gone


def test_a_deleted_column_loses_no_question_in_silence(folder):
    sheets = school()
    sheets["11. Prevent"] = [(*row[:2], *row[3:]) for row in sheets["11. Prevent"]]
    returned = read(workbook(sheets), folder)
    assert letters(returned) == "M" * 10 + "??"
    assert [code for code, _ in said(returned)] == ["M03", "M03"]


def test_a_question_with_a_word_changed_is_taken_and_said(folder):
    sheets = ticked(*[("x",)] * 9)
    rows = sheets["Safeguarding and Welfare Audit"]
    rows[4] = ("What was done and what come of it is writen down", *rows[4][1:])
    returned = read(workbook(sheets), folder)
    assert letters(returned) == "M" * 9
    assert said(returned) == [("M06", "Safeguarding and Welfare Audit!A5")]


def test_a_question_that_stands_twice_counts_where_its_answers_agree(folder):
    for again, expected in ((3, "M"), (1, "?")):
        sheets = school()
        sheets["1. Governance"] = (*sheets["1. Governance"], (*GOVERNANCE[0], again))
        returned = read(workbook(sheets), folder)
        assert letters(returned)[0] == expected
        assert ("W06", "1. Governance!C8") in said(returned)


def test_what_lies_hidden_below_a_merged_cell_is_no_answer(folder):
    sheets = school(governance=(3, "", ""))
    data = workbook(sheets, {"1. Governance": ["C4:C6"]})
    assert letters(read(data, folder))[:3] == "M??"


# Which form it is


def test_a_workbook_of_ours_is_read_as_ours(folder):
    for kind in ("school", "early-years"):
        checklist = load("leaders", kind)
        own = Audit(checklist=checklist.id, edition=checklist.edition, setting=Setting(kind=kind), responses=())
        data = build(checklist, own, dt.date(2026, 11, 20))
        returned = reader.read_bytes(data, "ours.xlsx", folder=folder)
        assert returned.checklist.id == "leaders"
        assert returned.audit == reader.read_bytes(data, "ours.xlsx").audit


def test_a_few_questions_of_a_form_are_not_that_form(folder):
    sheets = school()
    for name in ("1. Governance", "2. Designated leads", "9. Records & info sharing"):
        del sheets[name]
    returned = read(workbook(sheets), folder)
    assert returned.refused
    assert [code for code, _ in said(returned)] == ["M09"]


def test_two_mappings_that_fit_are_not_chosen_between(tmp_path):
    folder = mappings(tmp_path, "coast-schools")
    text = (folder / "mappings" / "coast-schools.yaml").read_text(encoding="utf-8")
    mappings(tmp_path, other=text.replace("id: coast-schools", "id: other"))
    returned = read(workbook(school()), folder)
    assert returned.refused
    assert [code for code, _ in said(returned)] == ["M08"]


def test_the_version_that_fits_better_is_taken(tmp_path):
    folder = mappings(tmp_path, "coast-schools")
    text = (folder / "mappings" / "coast-schools.yaml").read_text(encoding="utf-8")
    newer = text.replace("id: coast-schools", "id: newer").replace(
        "Boarders can reach a lead at night", "Somebody else"
    )
    mappings(tmp_path, newer=newer)
    assert read(workbook(school()), folder).checklist.id == "coast-schools"


def test_something_else_is_no_form(folder):
    returned = read(workbook({"Sheet1": [("Shopping", "Pounds"), ("Bread", 2)]}), folder)
    assert [code for code, _ in said(returned)] == ["W01"]


# Blocks with two rows of headings, and a moderated score


def test_blocks_with_two_rows_of_headings_lose_no_question(folder):
    pairs = [(3, 3), (2, 1), (0, 0), (2, None), ("2/3", 2), (3, 2), (1, 1), (3, 3), (1, 0), ("n/a", "N/A")]
    returned = read(workbook(blocks(scored(*pairs))), folder)
    assert letters(returned) == "MPNP?MPMPA"
    assert {o.ref: o.rating for o in returned.review.opinions} == {
        "1.1": Rating.MET, "1.2": Rating.PARTLY, "1.3": Rating.NOT_MET, "1.5": Rating.PARTLY, "2.1": Rating.PARTLY,
        "2.2": Rating.PARTLY, "6.1": Rating.MET, "6.2": Rating.NOT_MET, "6.3": Rating.NOT_APPLICABLE,
    }  # fmt: skip
    assert returned.audit.setting.name == "Rivermouth (invented)"
    assert returned.audit.completed_by == "C. Sample"


def test_a_score_that_only_the_panel_gave_is_a_warning(folder):
    returned = read(workbook(blocks(scored(*[(3, 3)] * 9, (None, 2)))), folder)
    assert letters(returned)[9] == "?"
    assert "M05" in {code for code, _ in said(returned)}


def test_without_a_moderated_score_there_is_no_review(folder):
    assert read(workbook(blocks(scored(*[(3, None)] * 10))), folder).review is None


# Columns to tick, and no numbers


def test_columns_to_tick(folder):
    marks = [("x",), ("", "\u2713"), ("Yes",), ("", "", "X"), ("x", "x"), ("\u00fc",), ("", "some"), ("y",), ()]
    returned = read(workbook(ticked(*marks)), folder)
    assert letters(returned) == "MPMN?MPM?"
    assert said(returned) == [("M02", "Safeguarding and Welfare Audit!C7")]
    assert returned.audit.setting.kind == "early-years"


@pytest.mark.parametrize("mark", [("No",), ("n/a",), ("", "Yes"), ("-",), ("", "", "Partly")])
def test_a_word_in_a_column_to_tick_that_says_something_else_is_unclear(folder, mark):
    returned = read(workbook(ticked(mark, *[("x",)] * 8)), folder)
    assert letters(returned) == "?" + "M" * 8
    assert [code for code, _ in said(returned)] == ["M12"]


def test_a_tick_beside_the_columns_is_a_warning(folder):
    sheets = ticked(*[("x",)] * 8, ("", "", "", "", "x"))
    returned = read(workbook(sheets), folder)
    assert letters(returned)[8] == "?"
    assert said(returned) == [("M05", "Safeguarding and Welfare Audit!G11")]


# Other scales

LONG = """\
form: {{id: long, title: One long table, edition: "2026", compared_on: 2026-11-20}}
scales:
  usual: {{{usual}}}
  turned: {{best: words, zero: unused, blank: unanswered, answers: {{"Yes": Not met, "No": Met}}}}
setting: {{name: "Setting"}}
answers:
  - columns: {{ref: Ref, question: Question, rating: Score, evidence: Evidence}}
    scale: usual
sections:
  All:
    "1.1": {{asks: There is a policy that everybody has read}}
    "1.2": {{asks: There is somebody to ask on every day of the week}}
    "1.9": {{asks: There is a room in which a child can be heard{extra}}}
    "1.10": {{asks: There is a list of those who may collect a child}}
"""
ASKED = (
    "There is a policy that everybody has read",
    "There is somebody to ask on every day of the week",
    "There is a room in which a child can be heard",
    "There is a list of those who may collect a child",
)


def long(tmp_path, usual, scores, *, extra="", refs=("1.1", "1.2", "1.9", "1.10"), asked=ASKED):
    folder = mappings(tmp_path, long=LONG.format(usual=usual, extra=extra))
    rows = [("Setting", "A club (invented)"), ("Ref", "Question", "Score", "Evidence")]
    rows += [
        (ref, asks, *(s if isinstance(s, tuple) else (s,))) for ref, asks, s in zip(refs, asked, scores, strict=True)
    ]
    return read(workbook({"Audit": rows}), folder)


HIGH = 'best: high, zero: unused, blank: unanswered, answers: {"3": Met, "2": Partly met, "1": Not met}'
LOW = 'best: low, zero: unused, blank: unanswered, answers: {"1": Met, "2": Partly met, "3": Not met}'


def test_one_is_best_in_one_form_and_worst_in_the_next(tmp_path):
    assert letters(long(tmp_path / "a", HIGH, (3, 2, 1, 1))) == "MPNN"
    assert letters(long(tmp_path / "b", LOW, (3, 2, 1, 1))) == "NPMM"


@pytest.mark.parametrize(("zero", "letter"), [("Not met", "N"), ("Not applicable", "A"), ("unused", "?")])
def test_zero_means_what_the_form_says(tmp_path, zero, letter):
    returned = long(tmp_path, HIGH.replace("zero: unused", f"zero: {zero}"), (0, 3, 3, 3))
    assert letters(returned) == f"{letter}MMM"
    assert ("M01" in {code for code, _ in said(returned)}) == (zero == "unused")


def test_a_blank_means_what_the_form_says(tmp_path):
    returned = long(tmp_path, HIGH.replace("blank: unanswered", "blank: Not applicable"), (None, 3, 3, 3))
    assert letters(returned) == "AMMM"


def test_the_good_answer_may_differ_from_question_to_question(tmp_path):
    usual = 'best: words, zero: unused, blank: unanswered, answers: {"Yes": Met, "No": Not met}'
    returned = long(tmp_path, usual, ("Yes", "No", "No", "Yes"), extra=", scale: turned")
    assert letters(returned) == "MNMM"


def test_what_stood_in_the_blank_form_is_no_answer_alone(tmp_path):
    returned = long(tmp_path, f'{HIGH}, prefilled: "1"', (1, (1, "Nothing yet, see minutes"), 3, 3))
    assert letters(returned) == "?NMM"
    assert [code for code, _ in said(returned)][:1] == ["M10"] or ("M10", "Audit!C3") in said(returned)
    assert [response.ref for response in returned.unread] == ["1.1"]


def test_a_number_cell_that_lost_its_last_nought_is_known_by_its_words(tmp_path):
    returned = long(tmp_path, HIGH, (3, 2, 2, 1), refs=(1.1, 1.2, 1.9, 1.1))
    assert letters(returned) == "MPPN"
    assert said(returned) == []


def test_a_number_cell_that_may_be_two_questions_is_not_guessed(tmp_path):
    asked = ("Quite different words", *ASKED[1:3], "Other words again")
    returned = long(tmp_path, HIGH, (3, 2, 2, 1), refs=(1.1, 1.2, 1.9, 1.1), asked=asked)
    assert letters(returned) == "?PP?"
    assert sorted(code for code, _ in said(returned)) == ["M03", "M03", "M04", "M04"]


# Whatever happened to it


def _mutations():
    """Ways in which a return comes to differ from its form, each with a name."""
    names = [name for name in school() if name != "School details"]
    for name in names:
        yield f"{name} renamed", lambda sheets, name=name: sheets.update({"Tab": sheets.pop(name)})
        for at in range(7):
            yield f"{name} column {at} deleted", lambda sheets, name=name, at=at: _each(sheets, name, at, at + 1, ())
            yield f"{name} column {at} added", lambda sheets, name=name, at=at: _each(sheets, name, at, at, (None,))
        for at in range(len(school()[name])):
            yield f"{name} row {at} deleted", lambda sheets, name=name, at=at: _rows(sheets, name, at, at + 1, ())
            yield f"{name} row {at} added", lambda sheets, name=name, at=at: _rows(sheets, name, at, at, ((),))
            yield (
                f"{name} row {at} twice",
                lambda sheets, name=name, at=at: _rows(sheets, name, at, at, (sheets[name][at],)),
            )
            for shift in (-1, 1, 2, 4):
                yield (
                    f"{name} row {at} rating {shift} to the side",
                    lambda sheets, name=name, at=at, shift=shift: _shifted(sheets, name, at, shift),
                )
            for text in ("33", "2/3", "partly", "Fuly met", "Ful1y met", "3?"):
                yield (
                    f"{name} row {at} misspelt {text}",
                    lambda sheets, name=name, at=at, text=text: _cell(sheets, name, at, 2, text),
                )
            yield f"{name} row {at} other words", lambda sheets, name=name, at=at: _cell(sheets, name, at, 1, "Words")
            yield f"{name} row {at} no number", lambda sheets, name=name, at=at: _cell(sheets, name, at, 0, None)


def _each(sheets, name, start, end, new):
    sheets[name] = [(*row[:start], *new, *row[end:]) if row else row for row in sheets[name]]


def _rows(sheets, name, start, end, new):
    sheets[name] = [*sheets[name][:start], *new, *sheets[name][end:]]


def _cell(sheets, name, at, column, value):
    row = [*sheets[name][at], *[None] * 8]
    row[column] = value
    sheets[name] = [*sheets[name][:at], row, *sheets[name][at + 1 :]]


def _shifted(sheets, name, at, shift):
    row = [*sheets[name][at], *[None] * 8]
    row[2 + shift], row[2] = row[2], None
    sheets[name] = [*sheets[name][:at], row, *sheets[name][at + 1 :]]


MUTATIONS = dict(_mutations())


def test_no_question_is_lost_and_no_rating_wrong_in_silence(folder):
    assert len(MUTATIONS) > 300
    answers = {"governance": (3, 2, 1), "leads": (1, 3, 2, 1), "records": (2, 2, 3), "prevent": (1, 3)}
    whole = read(workbook(school(**answers)), folder)
    assert whole.problems == ()
    right = letters(whole)
    wrong, silent = [], []
    for name, change in MUTATIONS.items():
        sheets = school(**answers)
        change(sheets)
        returned = read(workbook(sheets), folder)
        found = letters(returned)
        wrong += [name for was, now in zip(right, found, strict=True) if now not in {was, "?"}]
        lost = [
            response
            for was, now, response in zip(right, found, returned.audit.responses, strict=True)
            if was != now and not is_named(response, returned)
        ]
        silent += [f"{name}: {response.ref}" for response in lost if not is_blank(response, sheets)]
    assert (wrong, silent) == ([], [])


def is_named(response, returned):
    """Whether something is said of a question: by its Ref, or in its row."""
    place = response.place
    row = f"{place.sheet}!{place.cell.lstrip('ABCDEFGHIJ')}" if place else ""
    rows = {re.sub("![A-Z]+", "!", found.where.spot) for found in returned.problems}
    return row in rows or any(f"'{response.ref}'" in found.message for found in returned.problems)


def is_blank(response, sheets):
    """Whether nothing that could be an answer stands in the question's row any longer: then it is unanswered."""
    row = sheets[response.place.sheet][int(response.place.cell.lstrip("ABCDEFGHIJ")) - 1] if response.place else (1,)
    return not any(isinstance(cell, int | str) and cell not in {"", response.ref} for cell in row[2:])
