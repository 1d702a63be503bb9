"""What a window asks for: the desk and the form, without files and without a clock."""

import io
import json
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

import audit
from audit import api
from audit.app import ask, desk, form
from audit.app.values import GivenFile
from audit.checklist import model_json, prepared
from audit.files import resources
from audit.model import Rating
from audit.problems import AuditError
from audit.samples import demonstration
from audit.workbook import layout
from tests import every_workbook
from tests.conftest import DAY
from tests.own import own_folder
from tools import page_site


def nursery() -> GivenFile:
    return GivenFile(name="rosebank.xlsx", data=demonstration.filled_workbook(demonstration.NURSERY, DAY))


def put(question: str, *sent: GivenFile, **details: object) -> tuple[dict, list[bytes]]:
    words = {"day": "2026-11-20", "names": [one.name for one in sent], **details}
    said, data = ask.answer(question, json.dumps(words), [one.data for one in sent])
    return json.loads(said), data


def test_every_question_can_be_put_without_a_file_being_opened_to_write_or_a_clock_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    begun, _ = put("form", checklist="leaders", kind="school", name="Ashdown (invented)")
    first = begun["value"]["begin_at"]
    answers = {first: {"rating": "Met", "evidence": "SCR"}}
    asked = {
        "choices": put("choices"),
        "new": put("new", checklist="leaders", kind="school"),
        "look": put("look", nursery()),
        "several": put("several", nursery(), GivenFile(name="x.xlsx", data=b"x")),
        "report": put("report", nursery(), form="ics"),
        "marked": put("marked", nursery()),
        "this-year": put("this-year", nursery()),
        "together": put("together", nursery(), nursery()),
        "form": put("form", nursery()),
        "save": put(
            "save", checklist="leaders", kind="school", answers=answers, details={"name": "Ashdown (invented)"}
        ),
    }
    assert set(asked) == set(ask.QUESTIONS)
    assert [name for name, (said, _) in asked.items() if "value" not in said] == []
    assert list(tmp_path.iterdir()) == []
    saved = audit.read_return(asked["save"][1][0], name="a.xlsx").audit
    assert (saved.response(first).rating, saved.audit_date, saved.setting.name) == (
        Rating.MET, date(2026, 11, 20), "Ashdown (invented)",
    )  # fmt: skip


def test_a_fault_of_the_tool_is_told_with_its_record_and_writes_no_file(tmp_path, monkeypatch):
    def fails(details, sent):
        raise ZeroDivisionError("words of a cell")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(ask.QUESTIONS, "look", fails)
    said, data = put("look", nursery())
    assert [one["code"] for one in said["faults"]] == ["X01"]
    assert "shown below" in said["faults"][0]["message"]
    assert "ZeroDivisionError" in said["record"]
    assert "words of a cell" not in said["record"]
    assert data == list(tmp_path.iterdir()) == []


def test_what_is_said_of_a_workbook_adds_up_to_what_the_reader_found():
    returned = audit.read_return(every_workbook.marked_copy(), name="a.xlsx")
    lines = desk.fault_lines(returned.problems)
    assert sum(line.number for line in lines) == len(returned.problems)
    seen = desk.look(nursery(), DAY)
    card = audit.score(audit.read_return(nursery().data, name="rosebank.xlsx"))
    assert seen.figures.level == card.judgement.level
    assert seen.figures.sentence == card.judgement.sentence
    assert len(seen.unanswered) == 1


def test_a_kind_that_is_asked_nothing_is_not_offered():
    for checklist in desk.choices():
        for kind in checklist.kinds:
            asked = api.load_checklist(checklist.id, kind.id)
            assert (kind.questions, kind.essentials) == (len(asked.criteria), len(asked.essentials)) != (0, 0)


def opened(name: str = "ours.xlsx") -> tuple[openpyxl.Workbook, dict[str, int]]:
    book = openpyxl.load_workbook(io.BytesIO(nursery().data))
    headings = {cell.value: cell.column for cell in book[layout.CHECKLIST][layout.HEADING_ROW]}
    return book, headings


def given(book: openpyxl.Workbook) -> GivenFile:
    out = io.BytesIO()
    book.save(out)
    return GivenFile(name="ours.xlsx", data=out.getvalue())


def test_what_a_setting_put_into_its_workbook_itself_stays_when_it_is_answered_here():
    book, headings = opened()
    sheet = book[layout.CHECKLIST]
    own = sheet.max_column + 1
    sheet.cell(layout.HEADING_ROW, own).value = "Ours"
    sheet.cell(layout.FIRST_ROW, own).value = "ask Jo"
    sheet.cell(layout.FIRST_ROW, headings["Notes"]).comment = Comment("look here", "Jo")
    book.create_sheet("Our sheet")["A1"] = "kept"
    sent = given(book)
    ref = audit.read_return(sent.data, name="a.xlsx").audit.responses[0].ref
    saved = form.save_opened(
        sent, {ref: {"rating": "Not met", "action": "-1 day", "due": "1 May 2027"}}, {"group": "A trust"}, DAY
    )
    after = openpyxl.load_workbook(io.BytesIO(saved.data))
    assert after[layout.CHECKLIST].cell(layout.FIRST_ROW, own).value == "ask Jo"
    assert after[layout.CHECKLIST].cell(layout.FIRST_ROW, headings["Notes"]).comment.text == "look here"
    assert after["Our sheet"]["A1"].value == "kept"
    before, now = (audit.read_return(one.data, name="a.xlsx").audit for one in (sent, saved))
    changed = now.response(ref)
    assert (changed.rating, changed.action, changed.due) == (Rating.NOT_MET, "-1 day", date(2027, 5, 1))
    assert now.setting.group == "A trust"
    assert [one for one in now.responses if one.ref != ref] == [one for one in before.responses if one.ref != ref]


def test_nothing_changed_gives_the_very_bytes_back():
    sent = nursery()
    answers = {one.ref: dict(one.answer) for one in form.form_of(sent).questions}
    assert form.save_opened(sent, answers, form.form_of(sent).details, DAY).data == sent.data


def test_words_that_were_no_rating_and_no_date_stay_until_somebody_chooses():
    book, headings = opened()
    sheet = book[layout.CHECKLIST]
    sheet.cell(layout.FIRST_ROW, headings["Rating"]).value = "mostly"
    sheet.cell(layout.FIRST_ROW, headings["By when"]).value = "when we can"
    sent = given(book)
    question = form.form_of(sent).questions[0]
    assert (question.answer["rating"], question.answer["due"]) == ("mostly", "when we can")
    saved = form.save_opened(sent, {question.ref: {"notes": "seen"}}, {}, DAY)
    again = form.form_of(GivenFile(name="a.xlsx", data=saved.data)).questions[0]
    assert (again.answer["rating"], again.answer["due"], again.answer["notes"]) == ("mostly", "when we can", "seen")


def test_the_next_question_is_the_first_that_is_not_answered():
    sent = nursery()
    asked = form.form_of(sent)
    blank = audit.read_return(sent.data, name="a.xlsx").unanswered
    assert asked.begin_at == blank[0].ref
    assert [ref for theme in asked.themes for ref in theme.refs] == [one.ref for one in asked.questions]


def test_what_is_saved_is_called_by_what_it_is_and_when_so_that_the_newest_stands_last():
    asked = form.blank_form("leaders", "school", DAY)
    refs = [question.ref for question in asked.questions]
    of = len(refs)
    names = []
    for number, time in ((0, "09:00:00"), (3, "09:00:07"), (of, "16:30:00")):
        answers = {ref: {"rating": "Met"} for ref in refs[:number]}
        sent = form.save_new("leaders", "school", DAY, answers, {"name": "St Bede's"}, time=time)
        names.append(sent.name)
        names.append(form.save_opened(sent, {refs[0]: {"rating": "Not met"}}, {}, DAY, time=f"{time[:-2]}59").name)
    assert names[2:4] == [
        f"st-bedes-leaders-{DAY}-090007-draft-3-of-{of}.xlsx",
        f"st-bedes-leaders-{DAY}-090059-draft-3-of-{of}.xlsx",
    ]
    assert names[0].endswith("-blank.xlsx")
    assert names[-1].endswith(f"-all-{of}-answered.xlsx")
    assert len(set(names)) == len(names)
    assert sorted(names[::2]) == names[::2]


def test_no_form_of_the_plan_is_called_as_a_return_is():
    names = {one: desk.report_file(nursery(), DAY, one).name for one in desk.FORMS}
    assert len(set(names.values())) == len(desk.FORMS)
    assert {one for one, name in names.items() if "-plan" in name} == {"owners", "ics", "xlsx"}
    made = (desk.new_workbook("leaders", "school", DAY), desk.this_year(nursery(), DAY), desk.put_together(
        [nursery(), nursery()], DAY))  # fmt: skip
    assert len({one.name for one in made}) == 3


@pytest.mark.parametrize(("day", "dated"), [(DAY, True), (date(2026, 9, 1), True), (date(2028, 1, 5), False)])
def test_it_is_said_where_an_audit_is_this_years(day, dated):
    assert bool(desk.look(nursery(), day).dated) is dated


def test_this_years_workbook_can_be_of_another_kind():
    made = put("this-year", nursery(), kind="school")
    assert audit.read_return(made[1][0], name="a.xlsx").audit.setting.kind == "school"


def test_a_first_look_asks_the_essentials_and_stays_a_first_look():
    asked = form.blank_form("leaders", "school", DAY, first_look=True)
    assert len(asked.questions) == len(api.load_checklist("leaders", "school").essentials)
    saved = form.save_new("leaders", "school", DAY, {asked.begin_at: {"rating": "Met"}}, {}, first_look=True)
    assert saved.name == f"school-leaders-first-look-{DAY}-draft-1-of-{len(asked.questions)}.xlsx"
    again = form.form_of(GivenFile(name=saved.name, data=saved.data))
    assert again.first_look
    assert again.begin_at == again.questions[1].ref
    whole = desk.this_year(GivenFile(name=saved.name, data=saved.data), DAY)
    assert audit.read_return(whole.data, name="a.xlsx").audit.response(asked.begin_at).rating is Rating.MET


@pytest.mark.parametrize("which", ["review", "part", "ods", "deleted column", "deleted row"])
def test_what_cannot_be_answered_here_is_said_and_nothing_is_lost(which, tmp_path):
    checklist = api.load_checklist("leaders", "early-years")
    if which == "review":
        sent = GivenFile(
            name="a.xlsx", data=api.make_review(audit.read_return(nursery().data, name="a.xlsx"), DAY).data
        )
    elif which == "part":
        part = next(iter(api.split_workbook(checklist, api.begin(checklist), DAY, api.SplitBy.OWNER)))
        sent = GivenFile(name="a.xlsx", data=part.data)
    elif which == "ods":
        sent = GivenFile(name="a.ods", data=next(_ods()))
    else:
        book, headings = opened()
        sheet = book[layout.CHECKLIST]
        if which == "deleted column":
            sheet.delete_cols(headings["Action"])
        else:
            sheet.delete_rows(layout.FIRST_ROW)
        sent = given(book)
    first = checklist.criteria[0].id
    with pytest.raises(AuditError) as raised:
        form.save_opened(sent, {first: {"rating": "Met", "action": "Write it down"}}, {}, DAY)
    assert [found.code for found in raised.value.problems] == ["S13"]


def _ods():
    from tests import hostile

    yield hostile.ods("")


def test_checklists_of_ones_own_are_baked_into_the_page_beside_ours(tmp_path):
    own = own_folder(tmp_path / "own")
    site = tmp_path / "site"
    page_site._take_ours(site)
    page_site._take_checklists(own, site / "audit/data/checklists")
    page_site._prepare(site)
    made = (site / "audit" / resources.PREPARED / prepared.NAME).read_bytes().split(b"\n")[1]
    baked = {one.id: one for one in model_json.decoded(json.loads(made))}
    assert baked["our-own"].digest == api.load_checklist("our-own", checklists=own).digest
    assert baked["leaders"].digest == api.load_checklist("leaders").digest
    with pytest.raises(SystemExit, match="the name of one of our files"):
        page_site._take_checklists(own, site / "audit/data/checklists")


def test_nothing_of_the_page_opens_a_file_and_no_window_prints():
    ours = list(Path(desk.__file__).parent.glob("*.py"))
    of_the_page = [path for path in ours if f"app/{path.name}" not in page_site.NOT_ON_THE_PAGE]
    assert {"ask.py", "desk.py", "form.py", "values.py"} <= {path.name for path in of_the_page}
    for path in ours:
        text = path.read_text(encoding="utf-8")
        assert "print(" not in text
        if path in of_the_page:
            assert not re.search(r"\bopen\(|read_bytes|read_text", text), path
