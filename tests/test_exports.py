"""The plan in other forms says the same as the report: calendar, Word, workbook; and last year beside this year."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from icalendar import Calendar
from markupsafe import escape

from audit.cli.main import cli
from audit.judgement import year_on_year
from audit.judgement.plan import Standing
from audit.judgement.scoring import score
from audit.model import Rating, Response
from audit.report import build, calendar, data, html, plan_workbook, word
from audit.samples import demonstration
from audit.workbook.read import reader
from tests import small

DAY = demonstration.SAMPLE_DAY


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "rosebank.xlsx"
    path.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    return build.build(reader.read(path), DAY)


def test_one_reminder_for_each_dated_action(report):
    entries = Calendar.from_ical(calendar.as_calendar(report)).walk("VEVENT")
    dated = [a for a in report.plan.actions if a.due]
    assert len(dated) < len(report.plan.actions)
    assert [entry["dtstart"].dt for entry in entries] == [a.due for a in dated]
    assert [a.what in str(entry["description"]) for entry, a in zip(entries, dated, strict=True)] == [True] * len(dated)
    assert len({str(entry["uid"]) for entry in entries}) == len(dated)
    assert calendar.as_calendar(report) == calendar.as_calendar(report)


def test_words_from_a_workbook_cannot_break_out_of_a_reminder(report):
    nasty = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged"
    action = replace(report.plan.actions[0], what=nasty, due=DAY)
    forged = replace(report, plan=replace(report.plan, actions=(action,)))
    entries = Calendar.from_ical(calendar.as_calendar(forged)).walk("VEVENT")
    assert [str(entry["summary"]) for entry in entries] == [f"Safeguarding audit: {action.criterion.title}"]


def test_the_word_document_has_every_action_and_room_for_signatures(report):
    document = Document(io.BytesIO(word.as_word(report)))
    texts = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    firsts = [row[0] for row in texts]
    for action in report.plan.actions:
        assert any(text.startswith(f"{action.criterion.title}\n{action.what}") for text in firsts)
    assert ["Role", "Name", "Signature", "Date"] in texts
    assert all(table.rows[0]._tr.trPr is not None for table in document.tables)
    whole = "\n".join(p.text for p in document.paragraphs)
    assert f"Self-audit result: {report.card.judgement.level}" in whole
    assert report.edition in whole


def test_the_plan_as_a_workbook_has_every_action_and_no_formula(report):
    action = replace(report.plan.actions[0], what="=1+1", owner="@SUM(A1)")
    plan = replace(report.plan, actions=(action, *report.plan.actions[1:]))
    sheet = openpyxl.load_workbook(io.BytesIO(plan_workbook.build(plan, "X")))["Action plan"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [a.criterion.id for a in plan.actions]
    assert (sheet["D2"].value, sheet["D2"].data_type, sheet["F2"].data_type) == ("=1+1", "s", "s")
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [a.criterion.title for a in plan.actions]


def late(report):
    """The same plan 45 days on, so that some of it is overdue."""
    later = DAY + timedelta(days=45)
    made = build.from_record(report.checklist, replace(report.record, as_of=later))
    assert {a.standing(later) for a in made.plan.actions} >= set(Standing) - {Standing.DONE}
    return made


def test_every_form_says_what_is_overdue_and_due_soon(report):
    report = late(report)
    actions = {a.criterion.id: a for a in report.plan.actions}
    standing = {ref: a.standing(report.as_of).value for ref, a in actions.items()}
    told = json.loads(data.as_json(report))["actions"]
    assert {a["ref"]: a["standing"] for a in told} == standing
    table = csv.DictReader(io.StringIO(data.as_csv(report).removeprefix("\ufeff")))
    assert {row["ref"]: row["standing"] for row in table if row["standing"]} == standing
    sheet = openpyxl.load_workbook(io.BytesIO(plan_workbook.build(report.plan, "X")))["Action plan"]
    heads = [cell.value for cell in sheet[1]]
    cells = {row[0].value: row[heads.index("Standing")].value for row in sheet.iter_rows(min_row=2)}
    assert cells == standing
    document = Document(io.BytesIO(word.as_word(report)))
    due = [row.cells[2].text for table in document.tables[:-1] for row in table.rows[1:]]
    assert [text.partition("\n")[2] for text in due] == [a.standing_words(report.as_of) for a in actions.values()]


def test_each_owner_has_a_sheet_with_all_they_own_and_nothing_else(report):
    report = late(report)
    page = html.by_owner(report)
    owners = list(dict.fromkeys(" ".join(a.owner.split()) for a in report.plan.actions))
    sections = page.split("<section ")[1:]
    assert len(sections) == len(owners) > 2
    for owner, section in zip(owners, sections, strict=True):
        own = [a for a in report.plan.actions if " ".join(a.owner.split()) == owner]
        assert f">{owner}</h2>" in section
        assert section.count('<tr><th scope="row">') == len(own)
        for action in own:
            assert str(escape(action.done_when)) in section
            assert action.standing_words(report.as_of) in section
    assert "script" not in page.replace("script-src", "")


def test_a_hostile_owner_stays_text_on_their_sheet(report):
    nasty = '<script>alert(1)</script>" onload="x'
    action = replace(report.plan.actions[0], owner=nasty, what=nasty)
    page = html.by_owner(replace(report, plan=replace(report.plan, actions=(action,))))
    assert "<script" not in page
    assert page.count(str(escape(nasty))) >= 3


def test_the_command_writes_them_beside_the_report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rosebank.xlsx").write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    words = [
        "report",
        "rosebank.xlsx",
        "-o",
        "out",
        "--also",
        "ics",
        "--also",
        "docx",
        "--also",
        "xlsx",
        "--also",
        "owners",
    ]
    done = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert done.exit_code == 0
    (sheets,) = (tmp_path / "out").glob("*-owners.html")
    assert "Actions by owner" in sheets.read_text(encoding="utf-8")
    assert "-owners.html" in done.output
    assert {p.suffix for p in (tmp_path / "out").iterdir()} == {".html", ".csv", ".json", ".ics", ".docx", ".xlsx"}


def test_the_change_on_common_questions_is_apart_from_the_change_of_questions():
    """Two of guidance were asked in both years: last year met and not met (4 of 8), now both met (8 of 8).

    A new one is not met: the whole is 8 of 12, 66%, so the new questions take 34 points.
    """
    first = Response(ref="q1", rating=Rating.MET, last_rating=Rating.MET)
    second = Response(ref="q2", rating=Rating.MET, last_rating=Rating.NOT_MET)
    third = Response(ref="q3", rating=Rating.NOT_MET)
    card = score(small.checklist("sss"), small.audit("MMN", q1=first, q2=second, q3=third))
    moved = year_on_year.since_last_year(card)
    assert moved is not None
    assert (moved.whole.then, moved.whole.now, moved.whole.change) == (50, 100, 50)
    assert (moved.questions, moved.others) == (-34, 1)
    assert [f.criterion.id for f in moved.better] == ["q2"]
    assert moved.worse == ()
    assert [(row.title, row.common) for row in moved.themes] == [("Theme one", 2)]


def test_nothing_carried_forward_is_no_movement():
    assert year_on_year.since_last_year(score(small.checklist("s"), small.audit("M"))) is None


def test_not_applicable_last_year_is_no_better_and_no_worse():
    only = Response(ref="q1", rating=Rating.MET, last_rating=Rating.NOT_APPLICABLE)
    moved = year_on_year.since_last_year(score(small.checklist("s"), small.audit("M", q1=only)))
    assert moved is not None
    assert (moved.whole.then, moved.whole.now, moved.whole.change) == (None, 100, None)
    assert (moved.better, moved.worse) == ((), ())
