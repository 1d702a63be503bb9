"""The plan goes out and comes back: what was ticked is brought, what was typed since is kept, conflicts are named."""

import io
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest

import audit
from audit.carry_forward.progress import LineState, PlanLine, PlannedReturn, ReturnedPlan, bring_back
from audit.model import Place, Response
from audit.model.response_fields import BY_NAME
from audit.problems import AuditError
from audit.samples import demonstration
from audit.workbook import layout, plan_layout
from tests import small

DAY = demonstration.SAMPLE_DAY
LATER = DAY + timedelta(days=100)
BROUGHT = plan_layout.BROUGHT


# The core: one line, one response


def line(said: Response, own: Response | None = None, **shown: str) -> PlanLine:
    """A line as it came back; what it showed is what the return said, but for what was suggested."""
    own = own or Response(ref=said.ref)
    owns = {name: BY_NAME[name].text(own) for name in BROUGHT}
    whole = owns | shown
    return PlanLine(
        said=said,
        shown=whole,
        own=owns,
        suggested=frozenset(name for name in BROUGHT if whole[name] and not owns[name]),
        was_closed=own.status == "Done",
        places={
            name: Place(sheet="Action plan", cell=f"{letter}4") for name, letter in zip(BROUGHT, "CDEG", strict=True)
        },
    )


def brought(lines: PlanLine | tuple[PlanLine, ...], *responses: Response, day: date = DAY, agreed: bool = False):
    checklist = small.checklist("mmm")
    answers = replace(small.audit("NNN"), responses=responses, audit_date=DAY)
    lines = lines if isinstance(lines, tuple) else (lines,)
    plan = ReturnedPlan(
        file="plan.xlsx",
        checklist="small",
        kind="",
        name="",
        urn="",
        audit_date=DAY,
        made=DAY,
        of_return="",
        lines=lines,
    )
    side = PlannedReturn(
        audit=answers, checklist=checklist, file="return.xlsx", columns=dict(zip(BROUGHT, "JKLM", strict=True))
    )
    return bring_back(plan, side, day, agreed=agreed)


AT = Place(sheet="Checklist", cell="E7")
VALUES = {
    "action": ("Write it", "Ask them", "Buy it"),
    "owner": ("Pat", "Sam", "Kim"),
    "due": (date(2027, 1, 4), date(2027, 2, 1), date(2027, 3, 1)),
    "status": ("Not started", "Under way", "Done"),
}


@pytest.mark.parametrize("name", BROUGHT)
@pytest.mark.parametrize(
    ("texts", "kept", "conflicts"),
    [
        (("", 0, ""), 0, 0),  # typed in the plan alone
        ((0, 1, 0), 1, 0),  # the return still says what it said
        ((0, 0, 1), 1, 0),  # typed in the return alone
        ((0, 1, 1), 1, 0),  # both typed the same
        ((0, 1, 2), 2, 1),  # both typed, and differ
        (("", 0, 1), 1, 1),  # both typed where nothing was
        ((0, "", 0), 0, 0),  # emptied in the plan
        ((0, 1, ""), 1, 0),  # emptied in the return since: what was typed is kept
        ((0, 0, ""), "", 0),  # emptied in the return since, and untouched in the plan
    ],
)
def test_of_each_cell_what_somebody_typed_is_kept(name, texts, kept, conflicts):
    """``texts``: what the return said before, what the plan says, and what the return says now."""
    before, ticked, now = texts
    values = {"": None if name == "due" else "", **dict(enumerate(VALUES[name]))}
    said, own, here = (Response(ref="q1", **{name: values[key]}) for key in (ticked, before, now))
    done = brought(line(said, own), replace(here, place=AT))
    assert getattr(done.audit.response("q1"), name) == values[kept]
    assert len(done.conflicts) == conflicts
    assert len(done.cleared) == ((before, ticked) == (0, ""))
    assert [change.name for change in done.changes] == ([name] if kept != now else [])


def test_a_conflict_names_the_cells_of_both_files():
    done = brought(
        line(Response(ref="q1", owner="Sam"), Response(ref="q1", owner="Pat")),
        Response(ref="q1", owner="Kim", place=AT),
    )
    (conflict,) = done.conflicts
    assert conflict.said == (("plan.xlsx > Action plan!D4", "Sam"), ("return.xlsx > Checklist!K7", "Kim"))
    assert (conflict.ref, conflict.heading) == ("q1", "Owner")


def suggestion(**ticked) -> PlanLine:
    shown = {"action": "Begin q1.", "owner": "Leader", "due": "04/01/2027"}
    said = Response(ref="q1", **({"action": "Begin q1.", "owner": "Leader", "due": date(2027, 1, 4)} | ticked))
    return line(said, **shown)


def test_a_suggestion_is_nobodys_word_until_somebody_works_on_the_line_or_the_plan_was_agreed():
    bare = Response(ref="q1", place=AT)
    untouched = brought(suggestion(), bare)
    assert (untouched.audit.response("q1"), untouched.suggestions) == (bare, 2)
    ticked = brought(suggestion(status="Under way"), bare).audit.response("q1")
    assert (ticked.action, ticked.owner, ticked.due) == ("Begin q1.", "Leader", date(2027, 1, 4))
    agreed = brought(suggestion(), bare, agreed=True).audit.response("q1")
    assert (agreed.action, agreed.owner, agreed.due, agreed.status) == ("Begin q1.", "Leader", date(2027, 1, 4), "")
    renamed = brought(suggestion(owner="Pat"), bare).audit.response("q1")
    assert (renamed.owner, renamed.due, renamed.action) == ("Pat", None, "")


def test_what_the_return_says_is_never_replaced_by_a_suggestion():
    own = Response(ref="q1", owner="Kim", place=AT)
    done = brought(suggestion(status="Done"), own)
    assert done.audit.response("q1").owner == "Kim"
    assert done.conflicts == ()


def test_brought_twice_is_brought_once():
    bare = Response(ref="q1", place=AT)
    lines = suggestion(status="Done")
    once = brought(lines, bare)
    again = brought(lines, once.audit.response("q1"))
    assert (again.changes, again.conflicts) == ((), ())
    assert again.audit == once.audit


def test_other_words_for_the_same_status_or_day_are_no_conflict():
    said = Response(ref="q1", status="Done", status_words="completed 12/11")
    now = Response(ref="q1", status="Done", place=AT)
    done = brought(line(said, Response(ref="q1", status="Under way")), now)
    assert (done.conflicts, done.audit.response("q1")) == ((), now)


def test_each_line_is_closed_open_or_overdue_since_a_day():
    day = date(2027, 1, 10)
    late = line(Response(ref="q1", due=date(2027, 1, 4)), due="04/01/2027")
    ticked = line(Response(ref="q2", status="Done"))
    old = Response(ref="q3", status="Done", open_since=date(2025, 1, 1), place=AT)
    done = brought((late, ticked, line(old, old)), Response(ref="q1"), Response(ref="q2"), old, day=day)
    assert [(x.state, x.since, x.new) for x in done.lines] == [
        (LineState.OVERDUE, date(2027, 1, 4), False),
        (LineState.CLOSED, DAY, True),
        (LineState.CLOSED, date(2025, 1, 1), False),
    ]
    assert brought(late, Response(ref="q1")).lines[0].state is LineState.OPEN


# Files


@pytest.fixture(scope="module")
def original() -> bytes:
    return demonstration.filled_workbook(demonstration.NURSERY, DAY)


@pytest.fixture(scope="module")
def given_out(original) -> bytes:
    return audit.render(audit.make_report(audit.read_return(original), DAY), "xlsx")


class Sheet:
    """The plan or the return, to be typed into; its rows are found by Ref."""

    def __init__(self, data: bytes, sheet: str, heading_row: int) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.sheet = self.book[sheet]
        self.columns = {cell.value: cell.column for cell in self.sheet[heading_row]}
        below = range(heading_row + 1, self.sheet.max_row + 1)
        self.rows = {self.sheet.cell(row, self.columns["Ref"]).value: row for row in below}
        self.refs = [ref for ref in self.rows if ref]

    def cell(self, ref: str, heading: str):
        return self.sheet.cell(self.rows[ref], self.columns[heading])

    def data(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def plan_of(data: bytes) -> Sheet:
    return Sheet(data, plan_layout.SHEET, plan_layout.HEADING_ROW)


def return_of(data: bytes) -> Sheet:
    return Sheet(data, layout.CHECKLIST, layout.HEADING_ROW)


def back(plan: bytes, original: bytes, day: date = DAY, **more):
    return audit.progress(audit.read_plan(plan, name="plan.xlsx"), original, day, name="return.xlsx", **more)


def codes(made) -> list[str]:
    return [found.code for found in made.problems]


def test_a_plan_that_nobody_touched_changes_nothing(original, given_out):
    made = back(given_out, original)
    assert (made.brought.changes, made.problems) == ((), ())
    before, after = (openpyxl.load_workbook(io.BytesIO(data))[layout.CHECKLIST] for data in (original, made.data))
    assert [[c.value for c in row] for row in after] == [[c.value for c in row] for row in before]


def test_what_was_ticked_stands_in_its_cell_and_nothing_else_has_changed(original, given_out):
    plan = plan_of(given_out)
    first, second, *_ = plan.refs
    plan.cell(first, "Status").value = "completed 12/11"
    plan.cell(second, "Who").value = "=Pat"
    plan.cell(second, "Who").data_type = "s"
    plan.cell(second, "By when").value = "4 January 2027"
    made = back(plan.data(), original)
    sheet = return_of(made.data)
    assert sheet.cell(first, "Status").value == "completed 12/11"
    assert (sheet.cell(second, "Owner").value, sheet.cell(second, "Owner").data_type) == ("=Pat", "s")
    assert sheet.cell(second, "Owner").quotePrefix
    assert sheet.cell(second, "By when").value.date() == date(2027, 1, 4)
    responses = audit.read_return(made.data).audit.responses
    was = {r.ref: r for r in audit.read_return(original).audit.responses}
    assert [r.ref for r in responses if r != was[r.ref]] == [ref for ref in was if ref in {first, second}]
    assert (made.returned.audit.response(first).status, made.returned.audit.response(first).rating) == (
        "Done",
        was[first].rating,
    )


def test_everything_else_in_the_return_stays(original, given_out):
    mine = return_of(original)
    mine.sheet.cell(layout.HEADING_ROW, 30).value = "Our own column"
    mine.sheet.cell(9, 30).value = "Our own words"
    mine.book.create_sheet("Ours")["B2"] = "kept"
    plan = plan_of(given_out)
    plan.cell(plan.refs[0], "Status").value = "Done"
    made = back(plan.data(), mine.data())
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    assert (book["Ours"]["B2"].value, book[layout.CHECKLIST].cell(9, 30).value) == ("kept", "Our own words")
    assert book.sheetnames == [*openpyxl.load_workbook(io.BytesIO(original)).sheetnames, "Ours"]
    assert len(book[layout.CHECKLIST].data_validations.dataValidation) == len(
        mine.sheet.data_validations.dataValidation
    )


def test_what_was_typed_in_the_return_since_is_kept_and_both_cells_are_named(original, given_out):
    plan, mine = plan_of(given_out), return_of(original)
    ref = plan.refs[0]
    plan.cell(ref, "Who").value = "Pat"
    mine.cell(ref, "Owner").value = "Kim"
    made = back(plan.data(), mine.data())
    (found,) = made.problems
    assert (found.code, found.where.spot) == ("B05", f"Action plan!{plan.cell(ref, 'Who').coordinate}")
    assert f"return.xlsx > Checklist!{mine.cell(ref, 'Owner').coordinate}" in found.message
    assert "'Pat'" in found.message
    assert "'Kim'" in found.message
    assert return_of(made.data).cell(ref, "Owner").value == "Kim"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "Larch Nursery (invented)"}, "B03"),
        ({"urn": "EY000002"}, "B03"),
        ({"audit_date": DAY - timedelta(days=365)}, "B04"),
    ],
)
def test_a_plan_of_another_setting_or_audit_is_refused(original, given_out, change, code):
    returned = audit.read_return(original)
    setting = replace(returned.audit.setting, **{k: v for k, v in change.items() if k != "audit_date"})
    other = replace(returned.audit, setting=setting, audit_date=change.get("audit_date", DAY))
    data = audit.make_workbook(returned.checklist, DAY, begun=audit.Carried(audit=other, changes=()))
    with pytest.raises(AuditError, match=code):
        back(given_out, data)


def test_a_plan_of_another_kind_or_checklist_is_refused(given_out):
    school = replace(demonstration.NURSERY, setting=replace(demonstration.NURSERY.setting, kind="school"))
    with pytest.raises(AuditError, match="B04"):
        back(given_out, demonstration.filled_workbook(school, DAY))


def test_without_its_hidden_sheet_the_properties_say_whose_plan_it_is(original, given_out):
    plan = plan_of(given_out)
    ref = plan.refs[0]
    plan.cell(ref, "Status").value = "Done"
    del plan.book[plan_layout.META]
    made = back(plan.data(), original)
    assert made.returned.audit.response(ref).status == "Done"
    assert {change.ref for change in made.brought.changes} == {ref}, "suggestions are still known by their column"
    for held in list(plan.book.custom_doc_props.names):
        del plan.book.custom_doc_props[held]
    assert [p.code for p in audit.read_plan(plan.data()).problems] == ["B02"]


def test_without_the_column_of_refs_a_line_is_known_by_its_topic(original, given_out):
    plan = plan_of(given_out)
    ref = plan.refs[2]
    plan.cell(ref, "Status").value = "Done"
    plan.sheet.delete_cols(plan.columns["Ref"])
    made = back(plan.data(), original)
    assert made.returned.audit.response(ref).status == "Done"
    assert made.problems == ()


def test_what_cannot_be_brought_is_named_at_its_cell(original, given_out):
    plan = plan_of(given_out)
    a, b, c, d, *_ = plan.refs
    plan.cell(a, "Status").value = "waiting for the council"
    plan.cell(b, "Who").value = "=1+1"
    plan.cell(c, "What to do").value = "Ring Jayden Mason's mum on 07700 900123"
    plan.sheet.cell(plan_layout.HEADING_ROW, 15).value = "Comments"
    plan.sheet.cell(plan.rows[d], 15).value = "see folder"
    last = plan.sheet.max_row + 1
    plan.sheet.cell(last, plan.columns["Topic"]).value = "A lock for the office"
    made = back(plan.data(), original)
    spots = {found.code: found.where.spot.partition("!")[2] for found in made.problems}
    assert spots["B09"] == plan.cell(a, "Status").coordinate
    assert spots["B10"] == plan.cell(b, "Who").coordinate
    assert spots["B11"] == "O3"
    assert spots["B06"].endswith(str(last))
    private = [found for found in made.problems if found.code.startswith("P")]
    assert {found.where.spot.partition("!")[2] for found in private} == {plan.cell(c, "What to do").coordinate}
    assert not any("Jayden" in str(found) or "900123" in str(found) for found in made.problems)
    assert made.returned.audit.response(c).action.startswith("Ring"), "it is warned of, and not lost"
    assert not {a, b} & {change.ref for change in made.brought.changes}


def test_nothing_is_said_again_of_what_the_plan_was_given_out_with(given_out):
    assert "half term" in {plan_of(given_out).cell(ref, "By when").value for ref in plan_of(given_out).refs}
    assert audit.read_plan(given_out).problems == ()


def test_a_line_that_stands_twice_and_differs_is_not_brought(original, given_out):
    plan = plan_of(given_out)
    ref, last = plan.refs[0], plan.sheet.max_row + 1
    for number in range(1, plan.sheet.max_column + 1):
        plan.sheet.cell(last, number).value = plan.sheet.cell(plan.rows[ref], number).value
    assert back(plan.data(), original).problems == ()
    plan.cell(ref, "Status").value = "Done"
    made = back(plan.data(), original)
    assert (codes(made), made.brought.changes) == (["B07"], ())


def test_lines_taken_out_of_the_plan_are_named_and_the_return_keeps_its_own(original, given_out):
    plan = plan_of(given_out)
    plan.sheet.delete_rows(plan.rows[plan.refs[1]])
    made = back(plan.data(), original)
    (found,) = made.problems
    assert (found.code, plan.refs[1] in found.message) == ("B08", True)
    assert made.brought.changes == ()


def test_a_cell_of_the_return_that_holds_a_formula_is_never_written_over(original, given_out):
    plan, mine = plan_of(given_out), return_of(original)
    ref = plan.refs[0]
    plan.cell(ref, "Who").value = "Pat"
    mine.cell(ref, "Owner").value = "=A1"
    made = back(plan.data(), mine.data())
    assert "B13" in codes(made)
    assert return_of(made.data).cell(ref, "Owner").value == "=A1"
    assert made.brought.changes == ()


def test_a_question_that_stands_in_two_rows_is_not_written_into(original, given_out):
    plan, mine = plan_of(given_out), return_of(original)
    ref, last = plan.refs[0], mine.sheet.max_row + 1
    mine.cell(ref, "Owner").value = "Kim"
    for number in range(1, mine.sheet.max_column + 1):
        mine.sheet.cell(last, number).value = mine.sheet.cell(mine.rows[ref], number).value
    mine.sheet.cell(last, mine.columns["Owner"]).value = "Lee"
    changed = audit.render(audit.make_report(audit.read_return(mine.data()), DAY), "xlsx")
    plan = plan_of(changed)
    plan.cell(ref, "Who").value = "Pat"
    made = back(plan.data(), mine.data())
    assert codes(made) == ["B13"]
    assert return_of(made.data).sheet.cell(last, mine.columns["Owner"]).value == "Lee"


def test_an_opendocument_return_is_asked_for_as_a_workbook_that_can_be_written(original, given_out, monkeypatch):
    from audit.spreadsheet.formats import FORMATS

    monkeypatch.setitem(FORMATS, "xlsx", replace(FORMATS["xlsx"], editable=False))
    with pytest.raises(AuditError, match="B14"):
        back(given_out, original)


def test_a_plan_is_no_return_and_a_return_is_no_plan(original, given_out):
    assert [p.code for p in audit.read_return(given_out).problems] == ["B16"]
    assert [p.code for p in audit.read_plan(original).problems] == ["B01"]
    assert audit.read_plan(b"%PDF-1.7").problems[0].code.startswith("F")


def test_a_plan_of_a_newer_layout_is_named(given_out):
    plan = plan_of(given_out)
    meta = plan.book[plan_layout.META]
    assert meta["A2"].value == "format"
    meta["B2"].value = "99"
    assert [p.code for p in audit.read_plan(plan.data()).problems] == ["B17"]


# Commands


@pytest.fixture
def files(tmp_path, original, given_out):
    plan = plan_of(given_out)
    plan.cell(plan.refs[0], "Status").value = "all done"
    (tmp_path / "return.xlsx").write_bytes(original)
    (tmp_path / "plan.xlsx").write_bytes(plan.data())
    return plan.refs[0]


def test_the_command_writes_the_updated_return_and_a_report(run, tmp_path, files):
    done = run("progress", "plan.xlsx", "return.xlsx", "-o", "new.xlsx", "--report", "p.html", "--as-of", "2027-03-01")
    assert done.exit_code == 0
    assert audit.read_return(tmp_path / "new.xlsx").audit.response(files).status == "Done"
    assert "1 closed (1 of them since the plan was made)" in done.output
    assert "overdue by" in done.output
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "Overdue (" in page
    assert "<script" not in page
    assert run("progress", "plan.xlsx", "return.xlsx", "-o", "new.xlsx").exit_code == 1, "nothing is written over"
    assert run("progress", "plan.xlsx", "return.xlsx", "--report", "p.txt").exit_code == 0
    text = (tmp_path / "p.txt").read_text(encoding="utf-8")
    assert "Closed (1)" in text


def test_the_command_takes_the_two_files_in_any_order_and_writes_over_neither(run, files):
    assert "1 closed" in run("progress", "return.xlsx", "plan.xlsx").output
    for name in ("plan.xlsx", "return.xlsx"):
        assert run("progress", "plan.xlsx", "return.xlsx", "-o", name, "--force").exit_code == 2


def test_the_command_ends_with_1_where_the_two_do_not_agree(run, tmp_path, files, original):
    mine = return_of(original)
    mine.cell(files, "Status").value = "Under way"
    (tmp_path / "return.xlsx").write_bytes(mine.data())
    done = run("progress", "plan.xlsx", "return.xlsx", "-o", "new.xlsx")
    assert done.exit_code == 1
    assert "B05" in done.output
    assert audit.read_return(tmp_path / "new.xlsx").audit.response(files).status == "Under way"


def test_next_year_begins_with_what_was_ticked(run, tmp_path, files):
    done = run("new", "-o", "next.xlsx", "--from", "return.xlsx", "--plan", "plan.xlsx")
    assert done.exit_code == 0
    begun = audit.read_return(tmp_path / "next.xlsx").audit.response(files)
    assert "[Last year] Done: " in begun.notes
    assert begun.status == ""
    assert run("new", "-o", "x.xlsx", "--plan", "plan.xlsx").exit_code == 2
    assert "B16" in run("new", "-o", "x.xlsx", "--from", "plan.xlsx").output
