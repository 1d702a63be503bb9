"""Every workbook the tool writes is sound: to Microsoft's own validator, and to the libraries that read it."""

import json
import shutil
import subprocess
import warnings
import zipfile
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from audit.checklist.load import load
from audit.model import ANY_KIND, Audit, Checklist, Rating, Response, Setting
from audit.samples.demonstration import NURSERY, PROFILES, SAMPLE_DAY, fill, filled_workbook
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.write import splice, writer
from tests import every_workbook
from tests.conftest import need

pytestmark = pytest.mark.parts

KINDS = (ANY_KIND, *(kind.id for kind in load("leaders").kinds))
VISIBLE = list(layout.SHEETS)
MOST = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 225}
"""Of a rule for a cell. Excel "repairs" a workbook with longer ones, and the validator does not know that."""
AWKWARD = (
    "=1+1",
    "+44",
    "\tindented",
    "null \x00, bell \x07, escape \x1b",
    "half a pair \ud83d",
    "whole pair \U0001f600",
    "_x0041_",
    "]]> & <b>",
    "  spaces  ",
    "two\nlines\r\nor three",
    "x" * 40_000,
    "#REF!",
    "Tŷ Gwyn",
)


@pytest.fixture(scope="module")
def findings(npm_tool):
    """What Microsoft's Open XML SDK finds wrong with a workbook."""
    tool = npm_tool(".bin/ooxml-validator")
    need(shutil.which("node") is not None, "Node.js")

    def found(path: Path) -> list[dict[str, str]]:
        run = subprocess.run([tool, path], capture_output=True, encoding="utf-8", timeout=60, check=False)
        assert run.returncode in (0, 1), run.stderr
        said = json.loads(run.stdout)
        assert said["ok"] is (run.returncode == 0)
        return said["errors"]

    return found


def blank(kind: str) -> bytes:
    checklist = load("leaders", kind)
    setting = Setting(kind=kind)
    nobody = Audit(checklist=checklist.id, edition=checklist.edition, setting=setting, responses=())
    return writer.build(checklist, nobody, SAMPLE_DAY)


def spliced() -> bytes:
    """A filled workbook made the fast way, and surely that way."""
    checklist = load("leaders", NURSERY.setting.kind)
    template = splice.template(checklist, SAMPLE_DAY)
    assert template.faithful
    return template.spliced(fill(checklist, NURSERY, SAMPLE_DAY))


def awkward() -> bytes:
    """A workbook with every awkward text in every cell that is typed into."""
    checklist = load("leaders", "school")
    audit = Audit(
        checklist=checklist.id,
        edition=checklist.edition,
        setting=Setting(name="=1+1", kind="school", urn="\x07", group="@group"),
        responses=tuple(_awkward(checklist, number, text) for number, text in enumerate(AWKWARD)),
        completed_by="-nobody",
        audit_date=SAMPLE_DAY,
    )
    return writer.build(checklist, audit, SAMPLE_DAY)


def _awkward(checklist: Checklist, number: int, text: str) -> Response:
    words = number % 2
    return Response(
        ref=checklist.criteria[number].id,
        rating=list(Rating)[number % 4],
        evidence=text,
        notes=text,
        action=text,
        owner=text,
        due=None if words else SAMPLE_DAY + timedelta(days=number),
        due_words=text if words else "",
    )


WRITTEN = {
    **{f"blank for {kind or 'any kind'}": (kind, lambda kind=kind: blank(kind)) for kind in KINDS},
    **{p.setting.name: (p.setting.kind, lambda p=p: filled_workbook(p, SAMPLE_DAY)) for p in PROFILES},
    "spliced": (NURSERY.setting.kind, spliced),
    "awkward": ("school", awkward),
}


@pytest.fixture(scope="module", params=WRITTEN)
def written(request, tmp_path_factory) -> tuple[Path, Checklist]:
    """A workbook as a file, and the checklist it asks."""
    kind, make = WRITTEN[request.param]
    path = tmp_path_factory.mktemp("written") / "workbook.xlsx"
    path.write_bytes(make())
    return path, load("leaders", kind)


@pytest.fixture(scope="module")
def reopened(written) -> openpyxl.Workbook:
    return openpyxl.load_workbook(written[0])


def test_microsofts_validator_finds_nothing(findings, written):
    path, _ = written
    assert findings(path) == []


def test_openpyxl_opens_it_again(reopened, written):
    assert [sheet.title for sheet in reopened if sheet.sheet_state == "visible"] == VISIBLE
    refs = [cell.value for cell in reopened[layout.CHECKLIST][layout.column_letter("Ref")]]
    assert refs == [None, "Ref", *(criterion.id for criterion in written[1].criteria)]


def test_calamine_opens_it_again(written):
    path, checklist = written
    book = python_calamine.load_workbook(path)
    seen = python_calamine.SheetVisibleEnum.Visible
    assert [sheet.name for sheet in book.sheets_metadata if sheet.visible is seen] == VISIBLE
    refs = [row[layout.ORDINARY.index("Ref")] for row in book.get_sheet_by_name(layout.CHECKLIST).to_python()]
    assert refs == ["", "Ref", *(criterion.id for criterion in checklist.criteria)]


def test_no_text_is_longer_than_excel_takes(reopened):
    rules = [rule for sheet in reopened for rule in sheet.data_validations.dataValidation]
    links = [link for sheet in reopened for row in sheet for cell in row if (link := cell.hyperlink)]
    long = {text for rule in rules for name, most in MOST.items() if len(text := getattr(rule, name) or "") > most}
    long |= {text for link in links if len(text := link.tooltip or "") > 255}
    assert rules
    assert links
    assert long == set()


@pytest.mark.parametrize("kind", every_workbook.MADE)
def test_no_kind_of_workbook_has_a_finding(findings, tmp_path, kind):
    path = tmp_path / f"{kind}.xlsx"
    path.write_bytes(every_workbook.made(kind))
    assert findings(path) == []


@pytest.mark.parametrize("kind", every_workbook.MADE)
def test_every_kind_opens_in_libreoffice_with_every_sheet_and_cell(office, tmp_path, kind):
    """Opened there and saved, nothing that stands in a cell is another; returns read as before."""
    path = tmp_path / f"{kind}.xlsx"
    path.write_bytes(every_workbook.made(kind))
    again = office.saved_again(path, "xlsx")
    assert shown(again) == shown(path)
    if kind in every_workbook.FILLED:
        before, after = reader.read(path), reader.read(again)
        assert after.audit == before.audit
        assert [(p.code, p.where.spot) for p in after.problems] == [(p.code, p.where.spot) for p in before.problems]


def shown(path: Path) -> dict[tuple[str, str], object]:
    """What stands in every cell that holds no formula."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it does not know LibreOffice's own data bars
        book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): str(cell.value).replace("\r", "")
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.data_type != "f"
    }


def test_a_marked_copy_of_what_libreoffice_saved_has_no_finding(findings, office, tmp_path):
    path = tmp_path / "return.xlsx"
    path.write_bytes(every_workbook.faulty())
    again = office.saved_again(path, "xlsx")
    marked = tmp_path / "marked.xlsx"
    marked.write_bytes(every_workbook.marked_copy(again.read_bytes()))
    assert findings(marked) == []
    assert reader.read(marked).audit == reader.read(path).audit


def test_the_validator_does_find_a_fault(findings, blank_workbook, tmp_path):
    """So that finding nothing means something: an attribute and an element that no workbook may have."""
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(blank_workbook) as whole, zipfile.ZipFile(broken, "w") as copy:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<sheetData>", b'<sheetData odd="1"><odd/>')
            copy.writestr(name, data)
    assert {finding["path"] for finding in findings(broken)} == {"/xl/worksheets/sheet1.xml"}
