"""The same input gives the same files, whenever it is run: nothing that is written says what time it was."""

import io
import re
import zipfile

import pytest
from click.testing import CliRunner

from audit.aggregate import overview_workbook as workbooks
from audit.aggregate import run
from audit.cli.main import cli
from audit.report import build, write
from audit.samples import demonstration
from audit.spreadsheet import guard
from audit.workbook import marked_copy
from audit.workbook.read import reader
from tests import every_workbook, many
from tests.conftest import DAY

MEMORY = re.compile(r"remembered\.sqlite|\.in-use")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def times(data: bytes) -> set[object]:
    """Every time that a zip file says: of its parts, and in its properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        said = {info.date_time for info in archive.infolist()}
        properties = archive.read("docProps/core.xml").decode()
    return said | set(re.findall(r"<dcterms:(?:created|modified)[^>]*>([^<]*)<", properties))


@pytest.fixture(scope="module")
def report():
    data = demonstration.filled_workbook(demonstration.NURSERY, demonstration.SAMPLE_DAY)
    return build.build(reader.read_bytes(data, "nursery.xlsx"), demonstration.SAMPLE_DAY)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_forms_of_the_plan(report, form, tmp_path):
    made = write.write(report, tmp_path, others=[form])
    assert not made.problems
    data = next(path for path in tmp_path.iterdir() if path.suffix == f".{form}").read_bytes()
    day = {f"{demonstration.SAMPLE_DAY}T00:00:00Z"} if form == "xlsx" else set()
    assert times(data) >= {FIRST_DAY} | day
    assert all(said == FIRST_DAY for said in times(data) if isinstance(said, tuple))


@pytest.mark.parametrize("kind", every_workbook.FILLED)
def test_workbooks(kind):
    said = times(every_workbook.made(kind))
    assert FIRST_DAY in said
    assert len(said) == 2, said


def test_a_marked_copy():
    data = demonstration.filled_workbook(demonstration.NURSERY, demonstration.SAMPLE_DAY)
    checked = guard.check_bytes(data, "nursery.xlsx")
    copy = marked_copy.copy(data, checked, reader.read_bytes(data, "nursery.xlsx").problems, "nursery.xlsx")
    assert times(copy) == {FIRST_DAY, f"{demonstration.SAMPLE_DAY}T00:00:00Z"}


def test_the_overview(tmp_path):
    many.make(tmp_path)
    data = workbooks.workbook(run.add_up(run.gather(many.order(tmp_path))).overview)
    assert times(data) == {FIRST_DAY, f"{DAY}T00:00:00Z"}


def test_two_whole_runs(tmp_path):
    many.make(tmp_path)
    made = []
    for name in ("one", "two"):
        where = [
            str(tmp_path / "returns"),
            "-o",
            str(tmp_path / name / "out"),
            "--register",
            str(tmp_path / "settings.csv"),
        ]
        ended = CliRunner().invoke(cli, ["aggregate", *where, "--as-of", f"{DAY}", "--reports"])
        assert ended.exit_code in {0, 1}, ended.output
        files = [
            path for path in (tmp_path / name / "out").rglob("*") if path.is_file() and not MEMORY.match(path.name)
        ]
        made.append({path.relative_to(tmp_path / name): path.read_bytes() for path in files})
    assert len(made[0]) > 60
    assert [path for path in made[0] if made[1].get(path) != made[0][path]] == []
    assert made[0].keys() == made[1].keys()
