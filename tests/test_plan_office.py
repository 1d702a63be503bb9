"""Ten plans are ticked off, sorted, added to and saved twice in LibreOffice, and every cell comes back right."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import audit
from audit.model import Audit, Response, Setting
from audit.samples import demonstration
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout, plan_layout
from audit.workbook.read import reader

pytestmark = pytest.mark.parts

DAY = demonstration.SAMPLE_DAY
KINDS = (
    "early-years", "school", "charity", "sports-club", "childminder", "health", "trust", "police", "local-authority",
    "probation-prison",
)  # fmt: skip
STATUSES = {
    "Done": "Done", "completed 12/11": "Done", "100%": "Done", "All finished": "Done", "\u2713": "Done",
    "In hand": "Under way", "under way": "Under way", "50%": "Under way", "Not yet started": "Not started",
}  # fmt: skip
DAYS = {"3/2/2027": date(2027, 2, 3), "14 March 2027": date(2027, 3, 14), "2027-05-01": date(2027, 5, 1)}
OWNERS = ("Deputy manager", "O'Neil & Sons <cleaners>", "-Pat", "Head; and the deputy")
KEPT = ("rating", "evidence", "notes", "last_rating", "open_since")
"""What a plan never touches."""


def at(column: plan_layout.PlanColumn, row: int) -> str:
    return f"{letter(plan_layout.number(column) - 1)}{row}"


def ticks(plan: audit.PlanFile, dice: random.Random) -> dict[str, dict[str, str]]:
    """What a person types into the plan: by Ref, the field and the words."""
    typed: dict[str, dict[str, str]] = {}
    for line in plan.plan.lines:
        given = {}
        if dice.random() < 0.6:
            given["status"] = dice.choice(list(STATUSES))
        if dice.random() < 0.3:
            given["owner"] = dice.choice(OWNERS)
        if dice.random() < 0.3:
            given["due"] = dice.choice(list(DAYS))
        typed[line.said.ref] = given
    return typed


def expected(was: Audit, plan: audit.PlanFile, typed: dict[str, dict[str, str]]) -> dict[str, Response]:
    """What each response has to say afterwards: what was typed, and of a line with a status what it suggested."""
    responses = {response.ref: response for response in was.responses}
    for line in plan.plan.lines:
        ref, given = line.said.ref, typed[line.said.ref]
        response = responses[ref]
        if "status" in given:
            own = {"action": line.said.action, "owner": line.said.owner}
            response = replace(response, **{name: words for name, words in own.items() if not getattr(response, name)})
            if not response.due and not response.due_words:
                response = replace(response, due=line.said.due)
            response = replace(response, status=STATUSES[given["status"]])
        if "owner" in given:
            response = replace(response, owner=given["owner"])
        if "due" in given:
            response = replace(response, due=DAYS[given["due"]], due_words="")
        responses[ref] = response
    return responses


def worked_on(office, path: Path, plan: audit.PlanFile, typed: dict[str, dict[str, str]]) -> Path:
    """A person types, sorts, puts a column in, and saves; then opens it again, and saves it as another kind."""
    columns = {"status": plan_layout.STATUS, "owner": plan_layout.WHO, "due": plan_layout.BY_WHEN}
    rows = {line.said.ref: line.said.place.row for line in plan.plan.lines}
    last = max(rows.values())
    with office.opened(path) as book:
        for ref, given in typed.items():
            cells = {at(columns[name], rows[ref]): words for name, words in given.items()}
            book.type(plan_layout.SHEET, cells)
        table = f"A{plan_layout.HEADING_ROW}:{letter(len(plan_layout.COLUMNS) - 1)}{last}"
        book.sort(plan_layout.SHEET, table, plan_layout.number(plan_layout.TOPIC) - 1, True)
        book.insert(plan_layout.SHEET, column=3)
        book.put(plan_layout.SHEET, {f"D{plan_layout.HEADING_ROW}": "Comments", f"D{last}": "asked again in May"})
        once = book.save(path.with_name(f"{path.stem}-once.ods"))
    with office.opened(once) as book:
        return book.save(path.with_name(f"{path.stem}-twice.xlsx"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_that_went_out_comes_back_right_in_every_cell(office, kind, tmp_path):
    dice = random.Random(kind)
    setting = Setting(name=f"Larch {kind} (invented)", kind=kind, urn=f"X{len(kind)}")
    profile = replace(demonstration.NURSERY, setting=setting, partly=20, not_met=15)
    original = tmp_path / "return.xlsx"
    original.write_bytes(demonstration.filled_workbook(profile, DAY))
    returned = audit.read_return(original)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(audit.render(audit.make_report(returned, DAY), "xlsx"))
    given_out = audit.read_plan(path)
    typed = ticks(given_out, dice)
    came_back = audit.read_plan(worked_on(office, path, given_out, typed))
    assert {p.code for p in came_back.problems} <= {"B11"}
    again = office.saved_again(original, "xlsx")
    made = audit.progress(came_back, again, DAY)
    assert (made.brought.conflicts, made.brought.unknown) == ((), ())
    now = reader.read_bytes(made.data, "updated.xlsx").audit
    wanted = expected(returned.audit, given_out, typed)
    fields = (*plan_layout.BROUGHT, *KEPT)
    for response in now.responses:
        ref = response.ref
        assert {n: getattr(response, n) for n in fields} == {n: getattr(wanted[ref], n) for n in fields}, ref
        if words := typed.get(ref, {}).get("status"):
            assert response.status_words in {words, "", words.casefold()}
    assert now.setting == returned.audit.setting
    assert sum(bool(given) for given in typed.values()) > 5


def test_a_conflict_after_all_that_is_named_by_the_cells_of_both_files(office, tmp_path):
    original = tmp_path / "return.xlsx"
    original.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    returned = audit.read_return(original)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(audit.render(audit.make_report(returned, DAY), "xlsx"))
    given_out = audit.read_plan(path)
    ref = given_out.plan.lines[4].said.ref
    came_back = audit.read_plan(worked_on(office, path, given_out, {ref: {"owner": "Deputy manager"}}))
    row = returned.audit.response(ref).place.row
    cell = f"{layout.column_letter('Owner')}{row}"
    with office.opened(original) as book:
        book.type(layout.CHECKLIST, {cell: "Night manager"})
        edited = book.save(tmp_path / "edited.xlsx")
    made = audit.progress(came_back, edited, DAY)
    (found,) = [p for p in made.problems if p.code == "B05"]
    assert f"edited.xlsx > Checklist!{cell}" in found.message
    line = next(line for line in came_back.plan.lines if line.said.ref == ref)
    assert found.where.spot == str(line.places["owner"])
    assert made.returned.audit.response(ref).owner == "Night manager"
