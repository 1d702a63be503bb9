"""Sending out: each workbook is the one that would have been made alone, cell by cell and to Microsoft's validator."""

import io
import json
import subprocess
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from audit.aggregate import send_out
from audit.aggregate.register import Expected
from audit.carry_forward.carry import forward
from audit.checklist.load import load
from audit.cli.main import cli
from audit.model import Audit, Rating, Response, Setting
from audit.samples import return_factory
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.write import splice, writer
from tests.conftest import DAY


def cells(data):
    """Every cell of every sheet: place, value, kind and looks; and what is around them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                looks = (
                    cell.font.b,
                    cell.fill.fgColor.rgb,
                    cell.number_format,
                    cell.protection.locked,
                    cell.quotePrefix,
                )
                found[sheet.title, cell.coordinate] = (cell.value, cell.data_type, looks)
        found[sheet.title, "heights"] = {n: d.height for n, d in sheet.row_dimensions.items()}
        found[sheet.title, "rules"] = sorted(str(v.sqref) for v in sheet.data_validations.dataValidation)
        found[sheet.title, "state"] = (sheet.sheet_state, sheet.protection.sheet, sheet.freeze_panes)
    found["book", "properties"] = sorted((p.name, p.value) for p in book.custom_doc_props.props)
    return found


@pytest.fixture(scope="module")
def template():
    return splice.template(load("leaders", "school"), DAY)


def audit_of(name="Ashdown School", **changes):
    given = {
        "checklist": "leaders",
        "edition": load("leaders").edition,
        "setting": Setting(name=name, kind="school", urn="100234", group="Big Trust"),
        "responses": (),
    }
    return Audit(**(given | changes))


def test_the_template_is_shown_to_be_faithful(template):
    assert template.faithful


@pytest.mark.parametrize(
    "name",
    [
        'St Bede\u2019s & <Sons> "x"',
        "=1+1",
        "@SUM(A1)",
        " spaced ",
        "two\nlines",
        "#N/A",
        "_x0041_",
        "a\x07b",
        "\U0001f600",
        "",
    ],
)
def test_any_name_gives_what_the_writer_gives(template, name):
    audit = audit_of(name)
    assert cells(template.fill(audit)) == cells(writer.build(template.checklist, audit, DAY))


def test_answers_are_spliced_as_the_writer_writes_them(template):
    refs = [c.id for c in template.checklist.criteria]
    responses = (
        Response(ref=refs[0], rating=Rating.MET, evidence="Folder & file. " * 40 + "End", due=date(2027, 3, 31)),
        Response(
            ref=refs[3], rating=Rating.NOT_APPLICABLE, notes="Not here", action="None", owner="Head", due_words="May"
        ),
    )
    audit = audit_of(responses=responses, audit_date=DAY, completed_by="Sam")
    spliced = template.spliced(audit)
    assert cells(spliced) == cells(writer.build(template.checklist, audit, DAY))
    assert cells(spliced) != cells(template.fill(audit_of()))
    read = reader.read_bytes(spliced, "x.xlsx")
    assert [r.rating for r in read.audit.responses if r.rating] == [Rating.MET, Rating.NOT_APPLICABLE]


def test_a_template_that_is_not_faithful_is_not_used(template):
    broken = replace(template, details=tuple(p for p in template.details if isinstance(p, str)), faithful=False)
    audit = audit_of()
    assert cells(broken.fill(audit)) == cells(writer.build(template.checklist, audit, DAY))
    assert not splice._same(broken, audit)


def test_one_for_each_line_of_the_register(tmp_path):
    expected = [return_factory.setting(n).expected for n in range(8)]
    expected.append(replace(expected[0], urn="", name="No identifier"))
    sent = list(send_out.make("leaders", expected, tmp_path, DAY))
    assert len({s.path for s in sent}) == len(sent) == 9
    for one in sent:
        read = reader.read(one.path)
        assert (read.audit.setting.name, read.audit.setting.urn) == (one.expected.name, one.expected.urn)
        assert read.checklist.kind == one.expected.kind
        assert [p.code for p in read.problems] == ["W04"]
    alone = writer.build(load("leaders", expected[1].kind), audit_for(expected[1]), DAY)
    assert cells(sent[1].path.read_bytes()) == cells(alone)


def audit_for(one):
    setting = Setting(name=one.name, kind=one.kind, urn=one.urn, group=one.group)
    return Audit(checklist="leaders", edition=load("leaders").edition, setting=setting, responses=())


def test_a_filled_workbook_is_never_written_over(tmp_path):
    expected = [Expected(line=2, name="One", urn="1", kind="school")]
    first = next(send_out.make("leaders", expected, tmp_path, DAY))
    first.path.write_bytes(b"filled by somebody")
    again = next(send_out.make("leaders", expected, tmp_path, DAY))
    assert again.there
    assert first.path.read_bytes() == b"filled by somebody"
    assert not next(send_out.make("leaders", expected, tmp_path, DAY, replace=True)).there


def test_what_is_carried_forward_is_in_it(tmp_path):
    """Last year's return by its identifier; the workbook is the one that ``new --from`` would have made."""
    many = [one for one in map(return_factory.setting, range(20)) if one.fault is return_factory.PlantedFault.NONE][:2]
    expected = [one.expected for one in many]
    checklist = load("leaders", expected[0].kind)
    old = return_factory.answered(many[0], checklist, DAY.replace(year=DAY.year - 1))
    (tmp_path / "last").mkdir()
    (tmp_path / "last" / "a name that says nothing.xlsx").write_bytes(writer.build(checklist, old, DAY))
    with send_out.last_year(str(tmp_path / "last"), expected, DAY, processes=0) as carry:
        sent = list(send_out.make("leaders", expected, tmp_path / "out", DAY, carry=carry))
    assert [s.carried for s in sent] == [True, False]
    read = reader.read(sent[0].path).audit
    before = reader.read(tmp_path / "last" / "a name that says nothing.xlsx").audit
    assert [r.last_rating for r in read.responses] == [r.rating for r in before.responses]
    assert all(r.rating is None for r in read.responses)
    begun = forward(before, checklist, before.audit_date)
    assert cells(sent[0].path.read_bytes()) == cells(writer.build(checklist, begun.audit, DAY, changes=begun.changes))


def test_carried_answers_are_spliced_as_the_writer_writes_them():
    """Without the writer, which takes fifty times as long; and by it where only it can."""
    checklist = load("leaders", "school")
    template = splice.template(checklist, DAY, carried=True)
    assert template.faithful
    last = return_factory.answered(return_factory.setting(3), checklist, DAY.replace(year=DAY.year - 1))
    first, *rest = last.responses
    last = replace(last, responses=(replace(first, status="In progress", notes="two\nlines"), *rest))
    begun = forward(last, checklist, last.audit_date).audit
    alone = cells(writer.build(checklist, begun, DAY))
    assert cells(template.spliced(begun)) == cells(template.fill(begun)) == alone
    assert alone["Checklist", f"{layout.column_letter('Last year')}{layout.FIRST_ROW}"][0]
    assert not splice.template(checklist, DAY).carried
    odd = replace(begun, responses=(replace(begun.responses[0], action="=1+1"), *begun.responses[1:]))
    assert cells(template.fill(odd)) == cells(writer.build(checklist, odd, DAY))
    assert cells(template.fill(audit_of())) == cells(writer.build(checklist, audit_of(), DAY))


def test_two_settings_of_one_name_both_get_theirs(tmp_path):
    twins = [Expected(line=n, name="St Mary's", kind="school", urn="") for n in (2, 3)]
    assert len({s.path for s in send_out.make("leaders", twins, tmp_path, DAY)}) == 2


def test_the_command(tmp_path):
    return_factory.write_register(tmp_path, 5)
    words = ["new", "leaders", "--register", str(tmp_path / "settings.csv"), "-o", str(tmp_path / "out")]
    told = CliRunner().invoke(cli, words)
    assert told.exit_code == 0, told.output
    assert "5 workbooks for the 5 settings" in told.output
    again = CliRunner().invoke(cli, words)
    assert "5 were there already" in again.output
    wrong = CliRunner().invoke(cli, [*words[:-1], "one.xlsx"])
    assert wrong.exit_code == 2
    (tmp_path / "settings.csv").write_text("Title\nx\n")
    assert "A02" in CliRunner().invoke(cli, words).output


@pytest.mark.parts
def test_microsofts_validator_finds_nothing(tmp_path, npm_tool):
    tool = npm_tool(".bin/ooxml-validator")
    names = ["Ashdown & Sons", "=1+1"]
    expected = [Expected(line=n, name=name, urn=str(n), kind="school") for n, name in enumerate(names)]
    for sent in send_out.make("leaders", expected, tmp_path, DAY):
        told = subprocess.run([tool, sent.path], capture_output=True, encoding="utf-8", timeout=60, check=False)
        assert json.loads(told.stdout)["ok"], told.stdout
