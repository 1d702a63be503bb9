"""No part of the product forgets a field of a response: each is filled with a word of its own and looked for."""

import csv
import io
from dataclasses import fields, replace
from datetime import date, timedelta

import openpyxl
import pytest

from audit.aggregate import record
from audit.carry_forward import carry, merge
from audit.checklist.load import load
from audit.integrity import compare
from audit.judgement.review import fingerprint
from audit.model import Audit, Rating, Response, Setting
from audit.model.response_fields import BY_NAME, FIELDS, OURS, TYPED, CarryRule, CellKind, MergeRule, SharedAs
from audit.problems import AuditError
from audit.report import build, data, html
from audit.report.detail import Detail
from audit.report.redaction import redact
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.write import changes_sheet, splice, writer

DAY = date(2026, 11, 20)
CHECKLIST = load("leaders", "school")
REF = CHECKLIST.criteria[0].id
NAMES = [field.name for field in FIELDS]


def value(field, number=0):
    """A value that no other field has."""
    place = FIELDS.index(field)
    if field.holds is CellKind.RATING:
        return (Rating.PARTLY, Rating.NOT_MET)[(place + number) % 2]
    if field.holds is CellKind.DATE:
        return DAY + timedelta(days=10 * place + number)
    return ("Not started", "Under way")[number % 2] if field.name == "status" else f"canary {field.name} {number}"


def filled(number=0, **changes) -> Response:
    return replace(Response(ref=REF, **{field.name: value(field, number) for field in FIELDS}), **changes)


def audit(response: Response) -> Audit:
    return Audit(
        checklist=CHECKLIST.id, edition=CHECKLIST.edition, setting=Setting(name="Oak (invented)", kind="school"),
        responses=(response,), audit_date=DAY,
    )  # fmt: skip


def read_again(given: Audit):
    returned = reader.read_bytes(writer.build(CHECKLIST, given, DAY), "oak.xlsx")
    assert returned.audit is not None
    return returned


def test_the_table_and_the_response_hold_the_same():
    attributes = [name for field in FIELDS for name in field.attributes]
    assert sorted(["ref", "place", *attributes]) == sorted(field.name for field in fields(Response))
    assert len({field.heading for field in FIELDS}) == len(FIELDS)


@pytest.mark.parametrize("name", NAMES)
def test_the_layout_has_its_column(name):
    column = layout.column(BY_NAME[name].heading)
    assert (column.field, column.typing) == (name, BY_NAME[name].typed)
    assert column in layout.COLUMNS


@pytest.mark.parametrize("name", NAMES)
def test_it_is_written_and_read_again(name):
    response = read_again(audit(filled())).audit.response(REF)
    assert getattr(response, name) == getattr(filled(), name)


@pytest.mark.parametrize("field", [field for field in FIELDS if field.words], ids=lambda field: field.name)
def test_words_that_cannot_be_understood_are_kept(field):
    odd = replace(filled(), **{field.name: None, field.words: "after the dragons"})
    assert getattr(read_again(audit(odd)).audit.response(REF), field.words) == "after the dragons"


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_proved_with_it(name):
    """Whether a spliced workbook is the writer's own is seen with a probe that has every field."""
    probe = splice._probe(CHECKLIST, DAY, carried=True)
    assert any(getattr(response, name) for response in probe.responses)
    assert splice.template(CHECKLIST, DAY, carried=True).faithful


@pytest.mark.parametrize("name", [field.name for field in TYPED])
def test_a_line_that_no_question_asks_for_keeps_it(name):
    book = openpyxl.load_workbook(io.BytesIO(writer.build(CHECKLIST, audit(filled()), DAY)))
    sheet = book[layout.CHECKLIST]
    sheet[f"{layout.column_letter('Ref')}3"] = "no-such-question"
    out = io.BytesIO()
    book.save(out)
    (stray,) = reader.read_bytes(out.getvalue(), "oak.xlsx").audit.strays
    assert dict(carry.typed(stray))[BY_NAME[name].heading] == BY_NAME[name].text(filled())


@pytest.mark.parametrize("name", [field.name for field in TYPED])
def test_it_comes_along_or_is_listed(name):
    field = BY_NAME[name]
    begun = carry.forward(audit(filled()), CHECKLIST, DAY).audit.response(REF)
    if field.holds is CellKind.RATING:
        assert begun.last_rating is value(field)
    elif field.carried is CarryRule.MARKED:
        assert field.text(filled()) in getattr(begun, name)
        assert getattr(begun, name).startswith("[Last year]")
    else:
        assert field.carried is CarryRule.WHILE_OPEN
        assert getattr(begun, name) == value(field)
    gone = carry.forward(audit(replace(filled(), ref="gone-question")), CHECKLIST, DAY)
    assert (field.heading, field.text(filled())) in [pair for change in gone.changes for pair in change.typed]
    assert f"{field.heading} as it was" in changes_sheet._HEADINGS


@pytest.mark.parametrize("name", NAMES)
def test_putting_workbooks_together_keeps_it(name):
    field = BY_NAME[name]
    one, other = filled(), filled(1)
    merged = merge.merge([("a.xlsx", audit(one)), ("b.xlsx", audit(other))]).audit.response(REF)
    alone = merge.merge([("a.xlsx", audit(one)), ("b.xlsx", audit(Response(ref=REF)))]).audit.response(REF)
    assert getattr(alone, name) == value(field)
    if field.merged is MergeRule.JOINED:
        assert {field.text(one), field.text(other)} <= set(field.text(merged).split("\n"))
    elif field.merged is MergeRule.AGREED:
        assert getattr(merged, name) is None
        assert all(f"{field.text(each)} (" in merged.notes for each in (one, other))
    else:
        assert getattr(merged, name) == value(field)


@pytest.mark.parametrize("name", NAMES)
def test_a_record_has_it_word_for_word(name):
    returned = read_again(audit(filled()))
    kept = record.of(returned, "0" * 64)
    assert getattr(record.audit_of(kept)[1].response(REF), name) == value(BY_NAME[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_shared_report_shows_what_the_table_says(name):
    field = BY_NAME[name]
    report = build.build(read_again(audit(filled())), DAY)
    shared = redact(report, Detail.SHARED)
    shown = getattr(shared.audit.response(REF), name)
    if field.shared is SharedAs.KEPT:
        assert shown == value(field)
    else:
        assert shown
        assert field.text(filled()) not in html.render(shared) + data.as_json(shared)


def test_no_public_report_is_made_of_one_answer():
    """What a public report shows of a field is nothing: tests/test_disclosure.py looks for each."""
    with pytest.raises(AuditError, match="S14"):
        redact(build.build(read_again(audit(filled())), DAY), Detail.PUBLIC)


@pytest.mark.parametrize("name", [field.name for field in TYPED])
def test_a_reviewer_sees_that_it_was_changed(name):
    assert fingerprint(filled()) != fingerprint(replace(filled(), **{name: value(BY_NAME[name], 1)}))


@pytest.mark.parametrize("name", NAMES)
def test_verifying_names_it(name):
    field = BY_NAME[name]
    own, other = (
        build.record_of(read_again(audit(each)), DAY) for each in (filled(), filled(**{name: value(field, 1)}))
    )
    said = [problem.message for problem in compare.compare(own, other, "oak.xlsx")]
    assert any(field.heading in message for message in said)


IN_NO_TABLE = {
    "last_rating": "shown in the section on last year",
    "open_since": "shown beside the action",
    "status": "said as the standing of the action, and in what does not add up",
}


@pytest.mark.parametrize("name", NAMES)
def test_the_list_of_answers_has_it(name):
    report = build.build(read_again(audit(filled())), DAY)
    row = next(row for row in csv.DictReader(io.StringIO(data.as_csv(report).lstrip("\ufeff"))) if row["ref"] == REF)
    cell = value(BY_NAME[name])
    cell = cell.isoformat() if isinstance(cell, date) else str(cell)
    assert name in IN_NO_TABLE or cell in row.values()


def test_what_is_ours_is_not_typed():
    assert [field.name for field in OURS] == ["last_rating", "open_since"]


@pytest.mark.parametrize("name", [field.name for field in TYPED])
def test_something_personal_in_it_is_warned_of_at_its_cell(name):
    """A drop-down, a date and a column that is added later can be typed over as any other."""
    book = openpyxl.load_workbook(io.BytesIO(writer.build(CHECKLIST, audit(filled()), DAY)))
    cell = f"{layout.column_letter(BY_NAME[name].heading)}3"
    book[layout.CHECKLIST][cell] = "Met - Jayden Smith was told 07700 900123"
    out = io.BytesIO()
    book.save(out)
    returned = reader.read_bytes(out.getvalue(), "oak.xlsx")
    found = {p.code for p in returned.problems if p.where.spot == f"{layout.CHECKLIST}!{cell}"}
    assert {"P05", "P08"} <= found
    said = "\n".join(str(p) for p in returned.problems)
    assert "Jayden" not in said
    assert "900123" not in said


def test_a_ref_that_is_none_of_ours_is_looked_at_as_well():
    book = openpyxl.load_workbook(io.BytesIO(writer.build(CHECKLIST, audit(filled()), DAY)))
    cell = f"{layout.column_letter('Ref')}3"
    book[layout.CHECKLIST][cell] = "Jayden Smith was told 07700 900123"
    out = io.BytesIO()
    book.save(out)
    problems = reader.read_bytes(out.getvalue(), "oak.xlsx").problems
    assert {"P05", "P08"} <= {p.code for p in problems if p.where.spot == f"{layout.CHECKLIST}!{cell}"}
