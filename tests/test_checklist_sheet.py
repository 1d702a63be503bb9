"""A checklist goes out to a spreadsheet and comes back the same, whatever is written in it."""

import io
import json
import shutil
import subprocess
from itertools import cycle

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.checklist import save, schema, yaml_file
from audit.checklist.library import from_document
from audit.checklist.load import load_all
from audit.checklist.shape import ChecklistFileShape
from audit.checklist.shelf import edited, shelf
from audit.checklist.spreadsheet import layout, reader, writer
from audit.checklist.spreadsheet.from_rows import unbulleted
from audit.checklist.spreadsheet.to_rows import bulleted
from audit.cli.main import cli
from audit.problems import AuditError
from tests.conftest import need
from tests.own import OWN, own_folder

OURS = shelf()
TABLES = (layout.THEMES, layout.CRITERIA, layout.SECTORS, layout.RETIRED)
AWKWARD = (
    "=1+1",
    "+44 20",
    "-1",
    "@home",
    "'quoted",
    "007",
    "1.10",
    "1e5",
    "TRUE",
    "no",
    "2026-11-22",
    "12:30",
    "null",
    "#N/A",
    "# not a comment",
    "a: b",
    "- not a list",
    "* nor this",
    "\u2022 a bullet",
    "one\ntwo",
    "one\n\n\ntwo",
    "a\n  indented",
    "a\n\u2022 b",
    "a\n  \u2022 b",
    "a\n\\b",
    "a\n\\\u2022 b",
    "back\\slash",
    "_x0041_",
    "_x005F_x0041_",
    "a\tb",
    "a  b",
    "caf\u00e9 T\u0177 Gwyn \U0001f600",
    "a\u00a0b",
    "soft\u00adhyphen",
    "]]> & <b>",
    '{"a": [1]}',
    "%%",
    "\u00a35",
    "00:00",
    "x" * 7_999,
    "word " * 900 + "end",
)


def awkward_shape(awkward=AWKWARD) -> ChecklistFileShape:
    """Every awkward text in every field that takes text, with every way to name criteria, and every sort of block."""
    texts = cycle(awkward)
    criteria = []
    for number in range(len(awkward)):
        fields = {key: next(texts) for key in ("title", "question", "why", "met", "partly", "remedy")}
        evidence = [awkward[number], *reversed(awkward[:9])]
        rest = {
            "effort": "large",
            "owner": "chair",
            "duty": "advice",
            "cites": ["dfe2024-leaders", "dfe2024-leaders-confidence"],
        }
        criteria.append({"id": f"own-{number}", **fields, "evidence": evidence, **rest})
    criteria[0]["applies_to"] = ["trust", "school"]
    criteria[1]["sector"] = {
        "trust": {},
        "health": {"owner": "leader", "evidence": ["=A1", "two\nlines"], "cites": ["dfe2024-rule-1"]},
    }
    criteria.insert(1, {"use": "section-11/accountability-line"})
    themes = [
        {"id": "one", "title": AWKWARD[0], "about": AWKWARD[1], "criteria": [{"use": "section-11/every-service"}]},
        {"use_all": "leaders"},
        {"add_to": "culture", "criteria": criteria},
        {"id": "two", "title": "=A1", "about": "yes", "criteria": [{"use": "section-11/contracted-services"}]},
    ]
    head = {"id": "awkward", "title": "=HYPERLINK(1)", "purpose": "two\n\nparts", "edition": "2026", "caution": "'=1"}
    head |= {
        "compared_on": OURS.shapes[0].checklist.compared_on,
        "scored_against": ["working-together-2023", "dfe-advice-2024"],
    }
    retired = [
        {"id": "gone", "retired_in": "2025", "because": "1.10", "replaced_by": "own-3"},
        {"id": "gone-too", "retired_in": "01", "because": "no"},
    ]
    return ChecklistFileShape.model_validate({"checklist": head, "themes": themes, "retired": retired})


SHAPES = {read.checklist.id: read for read in OURS.shapes} | {"awkward": awkward_shape()}


def come_back(data: bytes) -> tuple[ChecklistFileShape, object]:
    """What a workbook says, as the shape of a file and as a checklist."""
    document, found = reader.read_bytes(data, "back.xlsx", OURS.written())
    assert found == []
    after = edited(document)
    return after.shapes[-1], after.checklists[-1]


@pytest.fixture(scope="module", params=SHAPES)
def exported(request) -> tuple[ChecklistFileShape, bytes]:
    read = SHAPES[request.param]
    return read, writer.build(read, OURS)


def test_it_comes_back_the_same(exported):
    read, data = exported
    shape, checklist = come_back(data)
    assert shape == read
    assert shape.model_dump() == read.model_dump(), "in the same order too"
    same = next((c for c in OURS.checklists if c.id == read.checklist.id), None)
    if same:
        assert checklist == same
        assert checklist.digest == same.digest


def test_it_comes_back_from_its_yaml_the_same(exported):
    read, _ = exported
    document = yaml_file.parse(save.text(read), "x.yaml")
    assert from_document(document).read == read
    assert list(document.value["checklist"]) == list(read.model_dump(exclude_defaults=True)["checklist"])


def test_the_awkward_one_is_as_awkward_as_it_says():
    read = SHAPES["awkward"]
    for field in ("title", "question", "why", "met", "partly", "remedy"):
        assert {getattr(c, field) for c in read.written()} == set(AWKWARD)
    assert edited(yaml_file.parse(save.text(read), "x.yaml")).checklists[-1].criterion("own-3")


@pytest.mark.parametrize("checklist", [c.id for c in OURS.checklists])
def test_the_commands_lose_nothing(checklist, tmp_path):
    sheet, file = tmp_path / "out.xlsx", tmp_path / "back.yaml"
    done = CliRunner().invoke(cli, ["checklists", "export", checklist, "-o", str(sheet)])
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(cli, ["checklists", "import", str(sheet), "-o", str(file)])
    assert done.exit_code == 0, done.output
    assert "cannot stand beside it" in done.output, "it has our id, and people have to know what that means"
    after = edited(yaml_file.read(file))
    assert after.shape(checklist) == OURS.shape(checklist)
    assert after.checklist(checklist) == OURS.checklist(checklist)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from("ab \n\\\u2022-*1"), min_size=1, max_size=12).map(str.strip).filter(bool),
        min_size=1,
        max_size=5,
    )
)
def test_any_list_of_texts_comes_back(items):
    assert unbulleted(bulleted(items)) == items


def test_a_list_as_a_person_types_it():
    assert unbulleted("The policy\nThe minutes\n\n  The register ") == ["The policy", "The minutes", "The register"]
    assert unbulleted("- The policy\n* The minutes") == ["The policy", "The minutes"]
    assert unbulleted("\u2022The policy\n  \u2022  The minutes,\nof both meetings") == [
        "The policy",
        "The minutes,\nof both meetings",
    ]


def test_what_would_not_fit_is_never_written():
    written = SHAPES["leaders"].model_dump()
    written["themes"][0]["criteria"][0]["evidence"] = ["x" * 7_000] * 5  # a cell holds 32,767 characters
    with pytest.raises(AuditError) as refused:
        writer.build(ChecklistFileShape.model_validate(written), OURS)
    assert [p.code for p in refused.value.problems] == ["C21"]


# What a person may do to it


def changed(data: bytes, change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_columns_may_be_moved_and_sheets_renamed():
    def change(book):
        for table in TABLES:
            sheet = book[table.sheet]
            rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows(max_col=len(table.columns))]
            for number, row in enumerate(rows, start=4):
                for place, value in enumerate(row, start=2):
                    sheet.cell(number, place).value = value
            for row in sheet.iter_rows(max_row=3):
                for cell in row:
                    cell.value = None
            for row in sheet.iter_rows(max_col=1):
                row[0].value = None
            sheet["C1"] = "A title of my own"
            sheet.title = f"My {table.sheet}"
        book["Checklist"].title = "About"

    read = SHAPES["section-11"]
    assert come_back(changed(writer.build(read, OURS), change))[0] == read


def test_rows_that_are_sorted_change_only_the_order():
    def change(book):
        sheet = book["Criteria"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2) if row[0].value]
        for number, row in enumerate(sorted(rows, key=lambda row: row[1]), start=2):
            for place, value in enumerate(row, start=1):
                sheet.cell(number, place).value = value

    read = SHAPES["section-11"]
    back = come_back(changed(writer.build(read, OURS), change))[0]
    assert back != read
    assert sorted(map(str, back.asked())) == sorted(map(str, read.asked()))


def test_a_checklist_with_an_id_of_its_own_uses_what_was_left_as_it_is():
    def change(book):
        book["Checklist"]["B2"].value = "mine"
        book["Criteria"]["B3"].value = "my-own-version"
        sectors = book["Sector differences"]
        for row in sectors.iter_rows(min_row=2):
            if row[0].value == OURS.checklist("leaders").criteria[1].id:
                row[0].value = "my-own-version"

    back, checklist = come_back(changed(writer.build(SHAPES["leaders"], OURS), change))
    assert [item.id for item in back.written()] == ["my-own-version"]
    ours = OURS.checklist("leaders")
    assert [c for c in checklist.criteria if c.id != "my-own-version"] == [
        c for n, c in enumerate(ours.criteria) if n != 1
    ]
    assert load_all() == OURS.checklists, "ours are as they were"


def test_a_question_of_ours_is_shown_in_its_words():
    book = openpyxl.load_workbook(io.BytesIO(writer.build(SHAPES["section-11"], OURS)))
    row = next(row for row in book["Criteria"].iter_rows(min_row=2) if row[2].value == "leaders/board-lead")
    assert row[4].value == OURS.checklist("leaders").criterion("board-lead").question


# What a person sees


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(writer.build(SHAPES["section-11"], OURS)))


def test_sheets_in_their_order(book):
    names = [
        "Start here",
        "Checklist",
        "Themes",
        "Criteria",
        "Sector differences",
        "Retired",
        "Sources to choose from",
        "Lists",
    ]
    assert book.sheetnames == names
    assert book.properties.language == "en-GB"
    assert "Section 11" in book.properties.title
    assert all(sheet.sheet_state == "visible" for sheet in book)


def test_every_sheet_is_made_for_reading_and_printing(book):
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.title != "Start here":
            assert sheet.freeze_panes[1:] == "2", "the headings stay"
            assert sheet.print_title_rows == "$1:$1"
        filled = [
            cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value and sheet.title != "Start here"
        ]
        assert all(cell.alignment.wrap_text for cell in filled)


def test_drop_downs_come_from_ranges_that_hold_the_words(book):
    found = {}
    for table in TABLES:
        sheet = book[table.sheet]
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list":
                assert not rule.formula1.startswith('"'), "a list written out breaks at commas"
                where, cells = book.defined_names[rule.formula1].attr_text.split("!")
                values = [row[0].value for row in book[where.strip("'")][cells.replace("$", "")] if row[0].value]
                found[table.sheet, sheet[str(rule.sqref).split(":")[0][0] + "1"].value] = values
    leaders = OURS.checklist("leaders")
    assert found == {
        ("Criteria", "Theme"): [part.id for part in SHAPES["section-11"].themes],
        ("Criteria", "Effort"): ["small", "medium", "large"],
        ("Criteria", "Owner"): [role.id for role in leaders.roles],
        ("Criteria", "Duty"): ["must", "should", "advice"],
        ("Sector differences", "Kind of setting"): [kind.id for kind in leaders.kinds],
        ("Sector differences", "Duty"): ["must", "should", "advice"],
        ("Sector differences", "Owner"): [role.id for role in leaders.roles],
    }


def test_every_cell_that_takes_text_is_of_the_format_text(book):
    sheet = book["Criteria"]
    empty = next(row for row in sheet.iter_rows(min_row=2) if not row[0].value)
    assert {cell.number_format for cell in (*sheet[2], *empty)} == {"@"}


def test_every_provision_can_be_looked_up(book):
    rows = {row[0].value: row for row in book["Sources to choose from"].iter_rows(min_row=2)}
    assert set(rows) == {p.id for p in OURS.register}
    for provision in OURS.register:
        assert rows[provision.id][3].value == provision.paraphrase
        assert rows[provision.id][8].hyperlink.target == provision.address


# The commands


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path):
    sheet, file = tmp_path / "out.xlsx", tmp_path / "back.yaml"
    export, back = (
        ["checklists", "export", "readiness-2026", "-o", str(sheet)],
        ["checklists", "import", str(sheet), "-o", str(file)],
    )
    for command in (export, back):
        assert CliRunner().invoke(cli, command).exit_code == 0
        done = CliRunner().invoke(cli, command)
        assert (done.exit_code, "S01" in done.output) == (1, True)
        assert CliRunner().invoke(cli, [*command, "--force"]).exit_code == 0


def test_names_that_will_not_do(tmp_path):
    for command in (["export", "leaders", "-o", "out.csv"], ["import", "x.xlsx", "-o", "back.txt"]):
        done = CliRunner().invoke(cli, ["checklists", *command])
        assert done.exit_code == 2
    done = CliRunner().invoke(cli, ["checklists", "export", "leader", "-o", str(tmp_path / "x.xlsx")])
    assert (done.exit_code, "did you mean 'leaders'" in done.output) == (1, True)


def test_faults_are_told_and_nothing_is_written(tmp_path):
    sheet, file = tmp_path / "out.xlsx", tmp_path / "back.yaml"
    sheet.write_bytes(
        changed(writer.build(SHAPES["readiness-2026"], OURS), lambda b: b["Criteria"].__setitem__("E2", None))
    )
    done = CliRunner().invoke(cli, ["checklists", "import", str(sheet), "-o", str(file)])
    assert done.exit_code == 1
    assert "out.xlsx > Criteria!E2: C27 'Question' is empty" in done.output
    assert not file.exists()


def test_a_first_checklist_of_an_empty_folder(tmp_path):
    own_folder(tmp_path / "made")
    done = CliRunner().invoke(
        cli, ["checklists", "export", "our-own", "-o", str(tmp_path / "x.xlsx"), "--checklists", str(tmp_path / "made")]
    )
    assert done.exit_code == 0, done.output
    folder = tmp_path / "fresh"
    assert CliRunner().invoke(cli, ["checklists", "schema", "-o", str(folder / schema.FOLDER)]).exit_code == 0
    done = CliRunner().invoke(
        cli,
        ["checklists", "import", str(tmp_path / "x.xlsx"), "-o", str(folder / "own.yaml"), "--checklists", str(folder)],
    )
    assert done.exit_code == 0, done.output
    first = (folder / "own.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=schema/checklist.schema.json"
    assert shelf(folder).shape("our-own") == from_document(yaml_file.parse(OWN, "x")).read
    done = CliRunner().invoke(
        cli,
        [
            "checklists",
            "import",
            str(tmp_path / "x.xlsx"),
            "-o",
            str(folder / "own.yaml"),
            "--checklists",
            str(folder),
            "--force",
        ],
    )
    assert done.exit_code == 0, "the one that is there is replaced, and does not clash with itself"


# The real programs


@pytest.mark.parts
@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_libreoffice_saves_it_without_loss(name, ending, soffice, tmp_path):
    """But for a tab, which readers of .ods drop, and an escape of an escape, which it unescapes twice."""
    read = (
        SHAPES[name] if name != "awkward" else awkward_shape([t for t in AWKWARD if t not in {"a\tb", "_x005F_x0041_"}])
    )
    (tmp_path / "book.xlsx").write_bytes(writer.build(read, OURS))
    out = tmp_path / "saved"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [soffice, "--headless", home, "--convert-to", ending, "--outdir", out, tmp_path / "book.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    document, found = reader.read(out / f"book.{ending}", OURS.written())
    assert found == []
    back = from_document(document).read
    assert back == read


@pytest.mark.parts
def test_microsofts_validator_finds_nothing(exported, npm_tool, tmp_path):
    need(shutil.which("node") is not None, "Node.js")
    path = tmp_path / "book.xlsx"
    path.write_bytes(exported[1])
    run = subprocess.run(
        [npm_tool(".bin/ooxml-validator"), path], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert json.loads(run.stdout)["errors"] == []
