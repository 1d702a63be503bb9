"""From last year to this: nothing typed is lost, nothing old looks new; and colleagues' workbooks put together."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.carry_forward import carry
from audit.checklist.load import load
from audit.judgement.scoring import score
from audit.model import LAST_YEAR, Audit, Kind, Rating, Response, Retired, Setting
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.write import writer
from tests import small

DAY = date(2026, 11, 20)
LAST = date(2025, 11, 19)
RETIRED = (
    Retired(id="old-merged", retired_in="2", because="It asked two things.", replaced_by="older"),
    Retired(id="older", retired_in="2", because="Now part of another.", replaced_by="q2"),
    Retired(id="gone", retired_in="2", because="The law has changed."),
)
CHECKLIST = small.checklist("mssa", retired=RETIRED, kinds=(Kind(id="school", title="School", about="A school."),))
REFS = ("q1", "q2", "q3", "older", "old-merged", "gone", "never-ours")


def last_year(responses, strays=()):
    setting = Setting(name="Nowhere", urn="1", group="Nobody's trust")
    return Audit(checklist="small", edition="1", setting=setting, responses=tuple(responses), strays=tuple(strays))


def cells(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


words = st.text(alphabet="abcdefghij ", min_size=1, max_size=12).map(lambda t: f"<{t.strip()}>")


@st.composite
def typed_responses(draw):
    """Every question of last year with words that can be found again, each different from every other."""
    made = []
    for number, ref in enumerate(REFS):
        texts = {
            name: f"{name}-{number}-{draw(words)}" if draw(st.booleans()) else ""
            for name in ("evidence", "notes", "action", "owner", "due_words")
        }
        rating = draw(st.sampled_from([*Rating, None]))
        status = draw(st.sampled_from(["", "Done", "Under way", f"status-{number}"]))
        made.append(Response(ref=ref, rating=rating, status=status, **texts))
    return made


@settings(max_examples=60, deadline=None)
@given(typed_responses())
def test_every_typed_word_of_last_year_is_somewhere_in_this_years_workbook(responses):
    """Over a change of edition: three questions stay, two live on in another, two have no home."""
    asked = [r for r in responses if r.ref.startswith("q")]
    carried = carry.forward(last_year(asked, [r for r in responses if r not in asked]), CHECKLIST, LAST)
    found = "\n".join(cells(writer.build(CHECKLIST, carried.audit, DAY, changes=carried.changes)))
    count = 0
    for response in responses:
        for heading, text in carry.typed(response):
            if heading not in {"Rating", "Status"} or text.startswith("status-"):
                count += 1
                assert text in found, (response.ref, heading)
    kept = {r.ref: r for r in carried.audit.responses}
    assert all(r.rating is None for r in kept.values())
    assert kept["q1"].last_rating == asked[0].rating


def test_evidence_of_last_year_does_not_count_until_the_mark_is_taken_away():
    carried = carry.forward(last_year([Response(ref="q1", rating=Rating.MET, evidence="The file")]), CHECKLIST, LAST)
    (begun,) = carried.audit.responses
    assert begun.evidence == f"{LAST_YEAR} The file"
    again = replace(begun, rating=Rating.MET)
    assert score(CHECKLIST, last_year([again])).overall.evidenced == 0
    looked_at = replace(again, evidence="The file")
    assert score(CHECKLIST, last_year([looked_at])).overall.evidenced > 0


def test_open_actions_come_with_their_age_and_done_ones_as_a_note():
    old = [
        Response(ref="q1", rating=Rating.NOT_MET, action="Train all", owner="Head", due=date(2026, 1, 5)),
        Response(ref="q2", rating=Rating.PARTLY, action="Write it", status="done"),
        Response(ref="q3", rating=Rating.PARTLY, action="Ring them", open_since=date(2023, 10, 1)),
    ]
    first, second, third = carry.forward(last_year(old), CHECKLIST, LAST).audit.responses
    assert (first.action, first.owner, first.due, first.open_since) == ("Train all", "Head", date(2026, 1, 5), LAST)
    assert (second.action, second.open_since) == ("", None)
    assert "Done: Write it" in second.notes
    assert third.open_since == date(2023, 10, 1)


def test_what_changed_is_listed():
    old = [Response(ref="q1", rating=Rating.MET)]
    strays = [Response(ref="old-merged", notes="kept"), Response(ref="gone", evidence="kept too")]
    carried = carry.forward(last_year(old, strays), CHECKLIST, LAST)
    said = {change.ref: change for change in carried.changes}
    assert "'q2'" in said["old-merged"].what
    assert said["gone"].what == "No longer asked. The law has changed."
    assert said["gone"].typed == (("Evidence", "kept too"),)
    assert said["q3"].what.startswith("New question:")
    assert "q2" not in said


def test_a_ring_of_retired_questions_ends():
    ring = (
        Retired(id="a", retired_in="2", because="-", replaced_by="b"),
        Retired(id="b", retired_in="2", because="-", replaced_by="a"),
    )
    carried = carry.forward(last_year([], [Response(ref="a", notes="x")]), replace(CHECKLIST, retired=ring), LAST)
    assert carried.changes[0].typed == (("Notes", "x"),)


def test_new_from_last_year(run, tmp_path):
    (tmp_path / "last.xlsx").write_bytes(demonstration.filled_workbook(demonstration.NURSERY, LAST))
    done = run("new", "leaders", "--from", "last.xlsx", "-o", "this.xlsx")
    assert done.exit_code == 0, done.output
    returned = reader.read(tmp_path / "this.xlsx")
    before = demonstration.fill(load("leaders", "early-years"), demonstration.NURSERY, LAST)
    assert returned.audit is not None
    assert [r.last_rating for r in returned.audit.responses] == [r.rating for r in before.responses]
    assert all(r.rating is None for r in returned.audit.responses)
    assert returned.audit.setting.name == demonstration.NURSERY.setting.name
    assert returned.audit.audit_date is None
    open_actions = [r for r in returned.audit.responses if r.action]
    assert open_actions
    assert {r.open_since for r in open_actions} == {LAST}
    assert {p.code for p in returned.problems} <= {"W04", "W13"}


def test_split_by_owner_and_put_together_again(run, tmp_path):
    done = run(
        "new", "leaders", "-o", "parts", "--split-by", "owner", "--kind", "school", "--name", "Ashdown (invented)"
    )
    assert done.exit_code == 0, done.output
    parts = sorted((tmp_path / "parts").glob("*.xlsx"))
    assert len(parts) > 3
    whole = demonstration.fill(load("leaders", "school"), demonstration.SCHOOL, DAY)
    asked = 0
    for path in parts:
        book = openpyxl.load_workbook(path)
        sheet = book[layout.CHECKLIST]
        for row in range(layout.FIRST_ROW, sheet.max_row + 1):
            asked += 1
            answer = whole.response(sheet[f"{layout.column_letter('Ref')}{row}"].value)
            sheet[f"{layout.column_letter('Rating')}{row}"].value = answer.rating and answer.rating.value
            sheet[f"{layout.column_letter('Evidence')}{row}"].value = answer.evidence or None
        book.save(path)
    assert asked == len(whole.responses) == len(load("leaders", "school").criteria)
    done = run("merge", *map(str, parts), "-o", "whole.xlsx")
    assert done.exit_code == 0, done.output
    returned = reader.read(tmp_path / "whole.xlsx")
    assert returned.audit is not None
    assert [(r.rating, r.evidence) for r in returned.audit.responses] == [
        (r.rating, r.evidence) for r in whole.responses
    ]


def test_a_part_by_itself_is_never_taken_for_the_whole(run, tmp_path):
    run("new", "leaders", "-o", "parts", "--split-by", "theme", "--kind", "school", "--name", "X")
    path = next((tmp_path / "parts").glob("*.xlsx"))
    returned = reader.read(path)
    assert "W24" in {p.code for p in returned.problems}
    assert "W05" not in {p.code for p in returned.problems}
    assert len(returned.audit.responses) == len(load("leaders", "school").criteria)


def test_colleagues_who_disagree_are_named_by_cell_and_no_word_is_lost(run, tmp_path):
    checklist = load("leaders", "school")
    first = demonstration.fill(checklist, demonstration.SCHOOL, DAY)
    ref = first.responses[0].ref
    other = replace(
        first,
        responses=(
            replace(first.responses[0], rating=Rating.NOT_MET, evidence="Other words", notes="N"),
            *first.responses[1:],
        ),
        setting=replace(first.setting, urn="999"),
    )
    mine = replace(
        first, responses=(replace(first.responses[0], rating=Rating.MET, evidence="My words"), *first.responses[1:])
    )
    (tmp_path / "a.xlsx").write_bytes(writer.build(checklist, mine, DAY))
    (tmp_path / "b.xlsx").write_bytes(writer.build(checklist, other, DAY))
    done = run("merge", "a.xlsx", "b.xlsx", "-o", "whole.xlsx")
    assert done.exit_code == 1
    cell = f"{layout.column_letter('Rating')}3"
    assert (
        f"{ref}, Rating: not agreed. a.xlsx > Checklist!{cell}: 'Met'; b.xlsx > Checklist!{cell}: 'Not met'"
        in done.output
    )
    assert "URN or other identifier: not agreed" in done.output
    merged = reader.read(tmp_path / "whole.xlsx").audit.response(ref)
    assert merged.rating is None
    assert merged.evidence == "My words\nOther words"
    assert "Rating, not agreed: Met (a.xlsx" in merged.notes


def test_workbooks_of_different_settings_kinds_are_not_put_together(run, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(demonstration.filled_workbook(demonstration.SCHOOL, DAY))
    (tmp_path / "b.xlsx").write_bytes(demonstration.filled_workbook(demonstration.CLUB, DAY))
    done = run("merge", "a.xlsx", "b.xlsx", "-o", "whole.xlsx")
    assert done.exit_code == 1
    assert "W25" in done.output
    assert not (tmp_path / "whole.xlsx").exists()
