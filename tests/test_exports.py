"""The plan in other forms says the same as the report: calendar, Word, workbook; and last year beside this year."""

import csv
import io
import json
import re
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
from audit.report import build, calendar, data, decisions, html, plain_text, plan_workbook, word
from audit.samples import demonstration
from audit.workbook import plan_layout
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


def words_of(report) -> tuple[str, list[list[str]]]:
    """What the board paper says outside its tables, and the rows of these."""
    document = Document(io.BytesIO(word.as_word(report)))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert all(table.rows[0]._tr.trPr is not None for table in document.tables)
    return "\n".join(p.text for p in document.paragraphs), rows


def test_the_board_paper_has_the_result_the_next_ten_actions_topic_first_and_room_for_signatures(report):
    whole, rows = words_of(report)
    judgement = report.card.judgement
    assert f"Self-audit result: {judgement.level}" in whole
    assert judgement.sentence in whole
    assert all(reason in whole for reason in judgement.reasons)
    assert report.edition in whole
    assert ["Role", "Name", "Signature", "Date"] in rows
    actions = report.plan.first(word.FIRST)
    assert len(report.plan.actions) > word.FIRST == 10
    table = [row for row in rows if row[0].isdigit()]
    assert [row[1].partition("\n")[0] for row in table] == [a.criterion.title for a in actions]
    for row, action in zip(table, actions, strict=True):
        assert action.what[:60] in row[1]
        assert row[2].startswith(action.owner)
        assert ("(suggested)" in row[2]) is action.owner_suggested
    assert f"The other {len(report.plan.actions) - 10} actions" in whole


def test_the_board_paper_and_the_text_ask_for_the_same_decisions_as_the_page(report, monkeypatch):
    asked = decisions.to_decide(report)
    assert len(asked) == 5
    whole, _ = words_of(report)
    text = " ".join(plain_text.as_text(report).split())
    shown = re.sub(r"<[^>]+>", "", re.search(r'<h2 id="decide">.*?</ol>', html.render(report), re.DOTALL)[0])
    for decision in asked:
        assert decision.in_words in whole.splitlines()
        assert decision.in_words in shown
        assert f"- {decision.in_short}" in text
        assert all(criterion.title in decision.in_words for criterion in decision.criteria)
    monkeypatch.setattr(decisions, "to_decide", lambda _: ())
    assert "asked to decide" not in words_of(report)[0] + plain_text.as_text(report)


def test_the_board_paper_names_each_essential_and_how_it_stands(report):
    whole, _ = words_of(report)
    open_ones = [f for f in report.card.findings if f.criterion.essential and f.applicable and not f.shown]
    assert len(open_ones) > 2
    for finding in open_ones:
        assert f"{finding.criterion.title}: " in whole
    for finding in report.card.findings:
        if finding.criterion.essential and finding.shown:
            assert finding.criterion.title in whole.partition("In place with evidence: ")[2]


def swollen(report, rating=Rating.NOT_MET):
    """The longest that people write, in every answer, and every question not met."""
    long = "Make sure that everybody who works here, and everybody who visits, knows the way.\n" * 50
    more = {"rating": rating, "evidence": "", "action": long, "owner": long, "due": None, "due_words": long}
    responses = tuple(replace(r, **more) for r in report.audit.responses)
    setting = replace(report.audit.setting, name="The Very Long Name of a Federation of Schools " * 9)
    audit = replace(report.audit, responses=responses, setting=setting)
    return build.from_record(report.checklist, replace(report.record, audit=audit))


def test_whatever_people_write_the_board_paper_does_not_grow(report):
    """Measured in LibreOffice Writer: so many characters make two pages. What would be more is shortened."""
    whole, rows = words_of(swollen(report))
    first, _, second = whole.partition("The next 10 of ")
    assert len(first) < 2800
    assert len(first.splitlines()) < 40
    assert len(second) < 1000
    assert sum(len(cell) for row in rows for cell in row) < 4000
    assert len(rows) == 1 + 10 + 1 + 3


@pytest.mark.parametrize("profile", [demonstration.NURSERY, demonstration.SCHOOL, demonstration.CLUB])
@pytest.mark.parametrize("make", [lambda report: report, swollen], ids=["sample", "swollen"])
def test_the_text_fits_an_e_mail_whatever_people_write(profile, make):
    made = make(build.build(reader.read_bytes(demonstration.filled_workbook(profile, DAY), "a.xlsx"), DAY))
    text = plain_text.as_text(made)
    lines = text.splitlines()
    assert len(lines) <= plain_text.MOST_LINES == 40
    assert max(map(len, lines)) <= plain_text.WIDEST == 78
    assert f"Self-audit result: {made.card.judgement.level}" in lines
    for number, action in enumerate(made.plan.first(3), start=1):
        at = lines.index(f"{number}. {action.criterion.title}")
        assert lines[at + 1].startswith(f"   {action.what[:20]}")
        assert lines[at + 2].startswith(f"   {action.owner[:10]}")
    assert lines[0].startswith(made.title[:20])


def test_nothing_from_a_workbook_breaks_a_line_of_the_text(report):
    nasty = "Pat\x1b[31m\r\nFrom: forged@example.org\u202e"
    action = replace(report.plan.actions[0], what=nasty, owner=nasty, due=None, due_words=nasty)
    setting = replace(report.audit.setting, name=nasty)
    record = replace(report.record, audit=replace(report.audit, setting=setting))
    text = plain_text.as_text(replace(report, record=record, plan=replace(report.plan, actions=(action,))))
    assert not any(line.startswith("From:") for line in text.splitlines())
    assert all(line.isprintable() for line in text.splitlines())


def plan_rows(report) -> list[dict[str, object]]:
    """The plan as a workbook: each row by its headings."""
    sheet = openpyxl.load_workbook(io.BytesIO(plan_workbook.build(report)))[plan_layout.SHEET]
    heads = [cell.value for cell in sheet[plan_layout.HEADING_ROW]]
    below = sheet.iter_rows(min_row=plan_layout.FIRST_ROW)
    return [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in below]


def test_the_plan_as_a_workbook_has_every_action_topic_first_and_no_formula(report):
    action = replace(report.plan.actions[0], what="=1+1", owner="@SUM(A1)")
    plan = replace(report.plan, actions=(action, *report.plan.actions[1:]))
    made = replace(report, plan=plan)
    rows = plan_rows(made)
    assert [(row["Ref"], row["Topic"], row["Done when"]) for row in rows] == [
        (a.criterion.id, a.criterion.title, a.done_when) for a in plan.actions
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(plan_workbook.build(made)))[plan_layout.SHEET]
    row = plan_layout.FIRST_ROW
    what, who = (sheet.cell(row, plan_layout.number(c)) for c in (plan_layout.WHAT, plan_layout.WHO))
    assert (what.value, what.data_type, who.data_type) == ("=1+1", "s", "s")
    assert list(rows[0])[:3] == ["Priority", "Topic", "What to do"]


def test_the_plan_as_a_workbook_prints_on_a4_with_its_headings_and_whose_it_is_on_each_page(report):
    setting = replace(report.audit.setting, name="Bede & Sons")
    made = replace(report, record=replace(report.record, audit=replace(report.audit, setting=setting)))
    sheet = openpyxl.load_workbook(io.BytesIO(plan_workbook.build(made)))[plan_layout.SHEET]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.print_title_rows.replace("$", "") == f"{plan_layout.HEADING_ROW}:{plan_layout.HEADING_ROW}"
    assert "Ref" not in {cell.value for row in sheet[sheet.print_area.rpartition("!")[2]] for cell in row}
    assert sheet.oddFooter.left.text.startswith("Bede && Sons: action plan of the audit of 20 November 2026")


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
    assert {row["Ref"]: row[plan_layout.STANDING.heading] for row in plan_rows(report)} == standing
    rows = [row for row in words_of(report)[1] if row[0].isdigit()]
    for row, action in zip(rows, report.plan.first(10), strict=True):
        words = action.standing_words(report.as_of)
        assert row[3].casefold().endswith(f"; {words}".casefold() if words else row[3].casefold())
    late_one = next(a for a in report.plan.first(5) if a.standing(report.as_of) is Standing.OVERDUE)
    report = replace(report, plan=replace(report.plan, actions=(late_one,)))
    assert f"; {late_one.standing_words(report.as_of).casefold()}" in plain_text.as_text(report).casefold()


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
            assert str(escape(action.done_when)).replace("&#39;", "'") in section
            assert action.standing_words(report.as_of) in section
    assert page.count("<script") == page.count('<script type="application/octet-stream" id="record"') == 1


def test_a_hostile_owner_stays_text_on_their_sheet(report):
    nasty = '<script>alert(1)</script>" onload="x'
    ref = report.plan.actions[0].criterion.id
    given = tuple(replace(r, owner=nasty, action=nasty) if r.ref == ref else r for r in report.audit.responses)
    record = replace(report.record, audit=replace(report.audit, responses=given))
    page = html.by_owner(build.from_record(report.checklist, record))
    assert page.count("<script") == 1  # the record, which no browser runs
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
        "--also",
        "text",
    ]
    done = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert done.exit_code == 0
    (sheets,) = (tmp_path / "out").glob("*-owners.html")
    assert "Actions by owner" in sheets.read_text(encoding="utf-8")
    assert "-owners.html" in done.output
    assert {p.suffix for p in (tmp_path / "out").iterdir()} == {
        ".html", ".csv", ".json", ".ics", ".docx", ".xlsx", ".txt",
    }  # fmt: skip


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
