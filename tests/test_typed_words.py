"""What people mean when they type: ratings, statuses and days, by kinds; what could mean two things is never guessed.

``rating_phrases.tsv`` is the labelled table of ratings: kind, what was typed, the rating it is read as (blank: none),
the remark that is kept, and where none is read the rating that the hint points to.
"""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.carry_forward import carry, merge
from audit.judgement.plan import Standing
from audit.model import Rating, Response
from audit.model.response_fields import BY_NAME
from audit.report import build, html
from audit.report.detail import Detail
from audit.report.redaction import redact
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.read import day_words, rating_hints, rating_words, reader, status_words
from audit.workbook.read.cell_values import NoSuchDateError, NotADateError

SINCE = date(2026, 11, 20)
NOT_STARTED, UNDER_WAY, DONE = layout.STATUSES


def phrases() -> list[dict[str, str]]:
    path = Path(__file__).resolve().parent / "rating_phrases.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


PHRASES = phrases()


# Ratings


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: f"{row['kind']}: {row['text']}")
def test_a_rating_is_read_where_one_is_meant_and_the_hint_points_the_right_way(row):
    read = rating_words.read(row["text"], SINCE)
    assert (read.rating.value if read else "") == row["rating"]
    if read:
        assert read.remark == row["remark"]
    else:
        assert rating_hints.suggestion(row["text"]) == (f" (did you mean {row['hint']}?)" if row["hint"] else "")


def test_the_table_is_large_and_has_every_kind():
    kinds = Counter(row["kind"] for row in PHRASES)
    assert len(PHRASES) >= 120
    assert min(kinds.values()) >= 3
    assert {row["rating"] for row in PHRASES} == {"", *(rating.value for rating in Rating)}
    assert {row["hint"] for row in PHRASES} == {"", *(rating.value for rating in Rating)}


def said_of(rating: Rating) -> list[str]:
    return [row["text"] for row in PHRASES if row["rating"] == rating.value and not row["remark"]]


@given(st.data())
def test_two_ratings_in_one_cell_are_never_read_as_one(data):
    one, other = data.draw(st.permutations(list(Rating)))[:2]
    joined = data.draw(st.sampled_from([" or ", "/", " - ", ", ", " to ", "; "]))
    first, second = (data.draw(st.sampled_from(said_of(rating))).strip(" .!") for rating in (one, other))
    text = f"{first}{joined}{second}"
    read = rating_words.read(text)
    # "N/A - no" says once more that it does not apply.
    assert read is None or (read.rating is Rating.NOT_APPLICABLE and second.casefold() in {"no", "none"}), text


# Statuses

STATUSES = {
    DONE: (
        "Done",
        "DONE.",
        "Complete",
        "completed",
        "Completed 12/11",
        "done \u2713",
        "\u2713",
        "\u2714\ufe0f",
        "100%",
        "100 %",
        "100% complete",
        "finished",
        "All done",
        "now complete",
        "Done - see minutes",
        "done by Jo",
        "Completed. Minutes on Teams",
        "complete 12th Nov 2026",
        "signed off",
        "closed 4/5",
        "Actioned",
        "training completed",
        "action complete",
        "in place",
        "Fully implemented",
        "Done\nCompleted",
    ),
    UNDER_WAY: (
        "Under way",
        "underway",
        "under-way",
        "ongoing",
        "On-going - chased 3/5",
        "in hand",
        "In progress",
        "in-progress",
        "In progress - 80% done",
        "WIP",
        "started",
        "Started 3 May",
        "80%",
        "50% complete",
        "half done",
        "half-done",
        "nearly done",
        "almost complete",
        "part done",
        "partly completed",
        "Draft",
        "on track",
        "working on it",
        "begun",
    ),
    NOT_STARTED: (
        "Not started",
        "not started!",
        "not yet started",
        "To do",
        "to be done",
        "to be completed",
        "Not done",
        "not yet",
        "0%",
        "outstanding",
        "planned",
        "not begun",
        "yet to start",
        "no progress",
        "To start - after half term",
    ),
    "": (
        "Done apart from the annexe",
        "done by Friday",
        "complete by Easter",
        "completed?",
        "done, not yet checked",
        "Done except for supply staff",
        "will be done",
        "should be finished by June",
        "ongoing, now done",
        "completed mostly",
        "on hold",
        "cancelled",
        "waiting for the council",
        "n/a",
        "1",
        "yes",
        "open",
        "tbc",
        "100% of staff trained",
        "Done\nUnder way",
        "when training is done",
        "policy to be completed",
        "half of it is complete",
    ),
}


@pytest.mark.parametrize(("status", "text"), [(status, text) for status, texts in STATUSES.items() for text in texts])
def test_a_status_is_read_where_one_is_meant(status, text):
    assert status_words.read(text, SINCE) == status


@given(
    st.sampled_from([text for text in STATUSES[DONE] if "\n" not in text and text.isascii()]),
    st.sampled_from(
        [
            " but not the annexe",
            " - except for two",
            ", partly",
            " (nearly)",
            "?",
            " apart from one",
            " - still to be checked",
        ]
    ),
)
def test_what_takes_it_back_is_never_done(done, but):
    assert status_words.read(done + but, SINCE) != DONE


# Days

DAYS = {
    "a whole date": (
        ("31/03/2027", date(2027, 3, 31)),
        ("5-Dec-26", date(2026, 12, 5)),
        ("5 Dec '26", date(2026, 12, 5)),
        ("by 31/3/27", date(2027, 3, 31)),
        ("by Fri 2nd April 2027", date(2027, 4, 2)),
        ("March 31st, 2027", date(2027, 3, 31)),
    ),
    "W23": (
        ("Sept '27", date(2027, 9, 30)),
        ("Feb 2028", date(2028, 2, 29)),
        ("end of March 27", date(2027, 3, 31)),
        ("by Dec '26", date(2026, 12, 31)),
        ("June 45", date(2045, 6, 30)),
    ),
    "W28": (
        ("31/03", date(2027, 3, 31)),
        ("31 March", date(2027, 3, 31)),
        ("20 Nov", SINCE),
        ("19 Nov", date(2027, 11, 19)),
        ("by 5th Dec", date(2026, 12, 5)),
        ("Dec 5", date(2026, 12, 5)),
        ("March 31st", date(2027, 3, 31)),
        ("18-Dec", date(2026, 12, 18)),
        ("29 Feb", date(2028, 2, 29)),
        ("before the 1st of June", date(2027, 6, 1)),
        ("31.03", date(2027, 3, 31)),
    ),
}


@pytest.mark.parametrize(("note", "text", "day"), [(n, text, day) for n, rows in DAYS.items() for text, day in rows])
def test_a_day_is_read_and_how_is_said(note, text, day):
    meaning = day_words.read(text, SINCE)
    assert (meaning.day, meaning.note) == (day, "" if note == "a whole date" else note)


MONTHS = ("Jan", "feb", "March", "Apr", "MAY", "june", "Jul", "Aug", "Sept", "oct", "Nov", "december")


@given(st.sampled_from(MONTHS), st.integers(10, 99), st.sampled_from([" ", "-", ", "]))
def test_a_month_with_two_bare_digits_that_could_be_a_day_is_a_question(month, number, between):
    text = f"{month}{between}{number}"
    most = {"feb": 29, "apr": 30, "jun": 30, "sep": 30, "nov": 30}.get(month[:3].casefold(), 31)
    if number <= 31:  # "Feb 30" is no day, and more likely a slip than the year 2030
        with pytest.raises(day_words.TwoDaysError) as two:
            day_words.read(text, SINCE)
        assert two.value.first.startswith(str(number) if number <= most else "a day of ")
        assert f"20{number}" in two.value.second
    else:
        assert day_words.read(text, SINCE).day.year == 2000 + number


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_a_day_without_a_year_is_the_next_such_day(since, other):
    day = day_words.read(f"{other.day}/{other.month}", since).day
    assert (day.day, day.month) == (other.day, other.month)
    assert since <= day <= since + timedelta(days=366 * 8)
    between = range(since.year, day.year)
    assert not any(
        (other.month, other.day) == (d.month, d.day) and since <= d < day for y in between for d in days_of(y)
    )


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).year == year]


@pytest.mark.parametrize("text", ["31/03", "5 Dec", "Dec 5th"])
def test_without_a_date_of_the_audit_no_year_is_guessed(text):
    with pytest.raises(day_words.NoYearError):
        day_words.read(text, None)


@pytest.mark.parametrize(
    "text", ["half term", "ASAP", "March", "end of May", "end of 12 May", "3/4 weeks", "term 3", "12"]
)
def test_words_that_are_no_day(text):
    with pytest.raises(NotADateError):
        day_words.read(text, SINCE)


@pytest.mark.parametrize("text", ["31/02", "30 Feb", "31/13", "Dec 2150", "0 May"])
def test_days_that_cannot_be(text):
    with pytest.raises(NoSuchDateError):
        day_words.read(text, SINCE)


# In a workbook


def workbook(changes: dict[str, str], audit_date: object = SINCE) -> bytes:
    book = openpyxl.load_workbook(
        io.BytesIO(demonstration.filled_workbook(demonstration.SCHOOL, demonstration.SAMPLE_DAY))
    )
    sheet = book[layout.CHECKLIST]
    sheet[f"{layout.column_letter('Rating')}3"] = "Partly met"
    for heading, text in changes.items():
        sheet[f"{layout.column_letter(heading)}3"] = text
    for row in book[layout.START].iter_rows(max_col=2):
        if row[0].value == "Date of this audit":
            row[1].value = audit_date
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(changes: dict[str, str], audit_date: object = SINCE):
    returned = reader.read_bytes(workbook(changes, audit_date), "typed.xlsx")
    assert returned.audit is not None
    return returned


def codes(returned) -> set[str]:
    return {p.code for p in returned.problems} & {"W13", "W14", "W23", "W27", "W28", "W29", "W30", "W49"}


@pytest.mark.parametrize(
    ("text", "code", "due"),
    [
        ("Dec 18", "W27", None),
        ("5 Dec", "W28", date(2026, 12, 5)),
        ("Sept '27", "W23", date(2027, 9, 30)),
        ("half term", "W13", None),
    ],
)
def test_a_due_date_is_understood_and_its_words_kept(text, code, due):
    returned = read({"By when": text})
    response = returned.audit.responses[0]
    assert code in codes(returned)
    assert (response.due, response.due_words) == (due, text)


def test_a_question_says_both_meanings():
    said = next(p.message for p in read({"By when": "dec 18"}).problems if p.code == "W27")
    assert "18 December or December 2018" in said


@pytest.mark.parametrize(
    ("typed", "day", "code"),
    [
        ("Sept 2026", date(2026, 9, 30), "W23"),
        ("20th Nov '26", SINCE, None),
        ("Sept 26", date(2026, 9, 30), "W23"),
        ("Nov 20", None, "W27"),
        ("Nov 27", None, "W27"),
        ("20 Nov", None, "W49"),
        ("soon", None, "W14"),
    ],
)
def test_the_date_of_the_audit_takes_what_due_dates_take(typed, day, code):
    returned = read({"By when": "31/03/2027"}, typed)
    assert returned.audit.audit_date == day
    assert codes(returned) & {"W14", "W23", "W27", "W29", "W49"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("typed", "day", "said"),
    [
        (date(2026, 11, 20), SINCE, False),
        ("20/11/2021", date(2021, 11, 20), False),
        ("20/11/2062", None, True),
        (date(2062, 11, 20), None, True),
        ("20/11/2012", None, True),
        ("Nov 2062", None, True),
    ],
)
def test_an_audit_of_another_age_is_a_question_since_other_days_are_held_against_it(typed, day, said):
    returned = read({"By when": "31/03/2027"}, typed)
    assert returned.audit.audit_date == day
    assert ("W14" in codes(returned)) is said


@pytest.mark.parametrize(
    ("due", "said", "words"),
    [
        ("Wed 31/03/2027", None, ""),
        ("Mon 31/03/2027", "'Mon 31/03/2027' was read as 31/03/2027, but that is a Wednesday.", "Mon 31/03/2027"),
        ("Mon 5 May", "'Mon 5 May' was read as 05/05/2027, but that is a Wednesday.", "Mon 5 May"),
        ("31/03/2072", "31/03/2072 is more than ten years from the date of the audit.", ""),
        (date(2072, 3, 31), "31/03/2072 is more than ten years from the date of the audit.", ""),
        ("31/03/2001", "31/03/2001 is more than ten years from the date of the audit.", ""),
        ("20/11/2036", None, ""),
    ],
)
def test_a_slip_in_a_weekday_or_a_year_is_said_and_the_day_is_read(due, said, words):
    returned = read({"By when": due})
    response = returned.audit.responses[0]
    assert response.due
    assert response.due_words == words
    found = [p.message for p in returned.problems if p.code in {"W55", "W56"}]
    assert found == ([said] if said else [])


def test_a_question_says_both_days_where_the_year_may_stand_first():
    said = next(p.message for p in read({"By when": "27/3/31"}).problems if p.code == "W27")
    assert "27 March 2031 or 31 March 2027" in said
    assert "a day of February or February 2030" in next(
        p.message for p in read({"By when": "Feb 30"}).problems if p.code == "W27"
    )


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [(0.8, UNDER_WAY, None), (0.25, UNDER_WAY, None), (1, "", "'1 or 100%'"), (2, "", "'2'"), (0, "", "'0'")],
)
def test_a_share_that_a_program_stored_as_a_number_is_said_as_its_cell_shows_it(typed, status, said):
    returned = read({"Status": typed})
    assert returned.audit.responses[0].status == status
    messages = [p.message for p in returned.problems if p.code == "W30"]
    assert len(messages) == bool(said)
    assert all(message.startswith(said) for message in messages)


def test_a_misspelt_status_gets_a_hint():
    assert "'compleated' does not surely say how far the action has come (did you mean Done?)" in "".join(
        p.message for p in read({"Status": "compleated"}).problems
    )


def test_a_day_is_held_against_the_date_of_the_audit_and_not_against_a_fixed_one():
    for typed, done, since in (("Completed 12/11/2027", "", SINCE), ("Completed 12/11/2027", DONE, date(2027, 12, 1))):
        assert read({"Status": typed}, since).audit.responses[0].status == done
    for typed, rating, since in (
        ("Met - policy dated March 2028", None, SINCE),
        ("Met - policy dated March 2028", Rating.MET, date(2028, 4, 1)),
    ):
        assert read({"Rating": typed}, since).audit.responses[0].rating is rating


def test_a_remark_that_takes_it_back_counts_as_unanswered_and_is_kept():
    returned = read({"Rating": "Met - policy missing"})
    response = returned.audit.responses[0]
    assert (response.rating, response.rating_words) == (None, "Met - policy missing")
    assert "W11" in {p.code for p in returned.problems}


def test_a_due_date_without_a_year_is_a_question_where_the_audit_has_no_date():
    returned = read({"By when": "5 Dec"}, None)
    assert "W29" in codes(returned)
    assert returned.audit.responses[0].due is None


def test_a_status_is_seen_by_the_plan_and_the_words_stay():
    returned = read({"Status": "Completed 12/11", "By when": "1/10/2026", "Action": "Write it down"})
    response = returned.audit.responses[0]
    assert (response.status, response.status_words) == (DONE, "Completed 12/11")
    assert "W30" not in codes(returned)
    report = build.build(returned, SINCE)
    action = next(a for a in report.plan.actions if a.response.ref == response.ref)
    assert action.standing(SINCE) is Standing.DONE
    for page in (html.render(report), html.render(redact(report, Detail.SHARED))):
        assert "typed \u201cCompleted 12/11\u201d" in page


def test_a_word_that_is_not_known_is_said_and_kept():
    returned = read({"Status": "waiting for the council", "Action": "Write it down"})
    response = returned.audit.responses[0]
    assert (response.status, response.status_words) == ("", "waiting for the council")
    assert "W30" in codes(returned)
    assert "\u201cwaiting for the council\u201d" in html.render(build.build(returned, SINCE))


def test_what_was_understood_stands_beside_what_was_typed():
    page = html.render(build.build(read({"By when": "5 Dec", "Action": "Write it down"}), SINCE))
    assert "5 December 2026 (typed \u201c5 Dec\u201d)" in page


@pytest.mark.parametrize(("text", "open_"), [("Completed 12/11", False), ("in hand, chased in May", True)])
def test_what_is_done_is_not_carried_and_what_is_open_keeps_its_words(text, open_):
    audit = read({"Status": text, "Action": "Write it down"}).audit
    checklist = read({}).checklist
    begun = carry.forward(audit, checklist, SINCE).audit.responses[0]
    assert bool(begun.action) is open_
    assert BY_NAME["status"].text(begun) == (text if open_ else "")


def test_statuses_that_agree_in_other_words_are_put_together_as_one():
    def one(status, words):
        return Response(ref="x", status=status, status_words=words)

    together = BY_NAME["status"].together
    assert together([one(DONE, "finished"), one(DONE, "")]) == {"status": DONE, "status_words": "finished\nDone"}
    assert together([one(DONE, ""), one(UNDER_WAY, "")])["status"] == ""
    assert together([one(DONE, ""), one("", "")]) == {"status": DONE, "status_words": ""}
    audits = [(f"{n}.xlsx", read({"Status": text}).audit) for n, text in enumerate(("finished", "100%"))]
    merged = merge.merge(audits).audit.responses[0]
    assert (merged.status, merged.status_words) == (DONE, "finished\n100%")
