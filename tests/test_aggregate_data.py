"""What is given out: a valid data package, the same figures in every format, and nothing that can run."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from audit.aggregate import (
    executors,
    overview_workbook,
    package,
    package_rows,
    package_schema,
    run,
    settings,
    table_files,
)
from audit.cli.main import cli
from audit.report import build, data
from audit.text import harmless
from tests import many
from tests.conftest import DAY, ROOT


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    many.make(folder)
    result = run.add_up(run.gather(many.order(folder)))
    package.write(result)
    overview_workbook.write(result)
    return result


def rows(result, table):
    with (result.order.output / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_frictionless_finds_nothing(made):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(made.order.output / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == len(package_schema.TABLES)


def test_frictionless_would_find_something(made, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    for path in (made.order.output / "data").glob("*.*"):
        text = path.read_bytes()
        (tmp_path / path.name).write_bytes(
            text.replace(b",Met,", b",Splendid,") if path.name == "responses.csv" else text
        )
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_every_column_is_described(made):
    said = json.loads((made.order.output / "data" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in said["resources"]:
        with (made.order.output / "data" / resource["path"]).open(encoding="utf-8") as file:
            assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"].endswith(".") for field in resource["schema"]["fields"])


def test_parquet_holds_the_same_rows(made):
    parquet = pytest.importorskip("pyarrow.parquet")
    for table in package_schema.TABLES:
        read = parquet.read_table(made.order.output / "data" / f"{table.name}.parquet").to_pylist()
        again = list(csv.reader(io.StringIO(table_files.csv_of(table, [tuple(row.values()) for row in read]))))
        assert [dict(zip(table.names, row, strict=True)) for row in again] == rows(made, table.name)


def test_a_worker_makes_its_rows_without_importing_all_of_pandas():
    """It takes a worker longer than to make the rows of a hundred settings."""
    pytest.importorskip("pyarrow")
    code = (
        "import sys\nfrom datetime import date\nfrom audit.aggregate import package_schema, table_files\n"
        "made = {'string': 'a', 'integer': 1, 'number': 1.5, 'boolean': True, 'date': date(2026, 9, 1)}\n"
        "for table in package_schema.TABLES:\n"
        "    rows = [tuple(made[c.type] for c in table.columns), (None,) * len(table.columns)]\n"
        "    assert table_files.arrow_of(table, rows) and table_files.csv_of(table, rows)\n"
        "assert 'pandas' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr


def test_the_tables_say_what_each_report_says(made):
    """The very values of the single report's JSON, setting by setting."""
    scores, responses, actions = rows(made, "scores"), rows(made, "responses"), rows(made, "actions")
    settings = {row["setting"]: row for row in rows(made, "settings")}
    for row, checklist, audit in made.audits():
        returned = run_return(row, checklist, audit)
        values = data.as_values(build.build(returned, DAY))
        own = settings[row.key]
        assert own["level"] == values["judgement"]["level"]
        for name in (
            "so_far",
            "best_case",
            "evidenced",
            "met",
            "partly_met",
            "not_met",
            "unanswered",
            "not_applicable",
        ):
            assert own[name] == str(values["overall"][name])
        overall, *themes = [s for s in scores if s["setting"] == row.key]
        assert {n: overall[f"points_{n}"] for n in values["overall"]["points"]} == {
            n: str(v) for n, v in values["overall"]["points"].items()
        }
        lens = next(lens for lens in values["lenses"] if lens["id"] == "theme")
        assert [(t["id"], t["so_far"]) for t in themes] == [(r["id"], blank(r["so_far"])) for r in lens["rows"]]
        found = [r for r in responses if r["setting"] == row.key]
        for mine, theirs in zip(found, values["findings"], strict=True):
            for name in ("ref", "theme", "duty", "rating", "breach", "evidence", "notes", "cell"):
                assert mine[name] == cell_of(theirs[name])
        planned = [a for a in actions if a["setting"] == row.key]
        for mine, theirs in zip(planned, values["actions"], strict=True):
            for name in package_schema.ACTIONS.names[1:]:
                assert mine[name] == cell_of(theirs[name]), name


def cell_of(value):
    """A value of the JSON report as it stands in a CSV file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else harmless(value) if isinstance(value, str) else str(value)


def run_return(row, checklist, audit):
    from audit.workbook.read.reader import Return

    return Return(file=row.file, problems=(), checklist=checklist, audit=audit)


def blank(value):
    return "" if value is None else str(value)


def test_files_and_faults_are_all_there(made):
    assert [row["file"] for row in rows(made, "files")] == [line.file for line in made.overview.files]
    assert len(rows(made, "faults")) == sum(len(line.problems) for line in made.overview.files)


HOSTILE = "=cmd|' /C calc'!A0"


def test_nothing_given_out_can_run(made, tmp_path):
    """A name, a contact and an address that are formulas, in every file a spreadsheet program might open."""
    line = replace(made.overview.chase[0], name=HOSTILE, contact="@SUM(A1)", area="+1")
    row = replace(made.overview.settings[0], name=HOSTILE, group="-2+3", phase="#REF!")
    overview = replace(made.overview, chase=(line,), settings=(row, *made.overview.settings[1:]))
    chased = list(csv.reader(io.StringIO(overview_workbook.chase_csv(overview))))
    assert chased[1][0] == f"'{HOSTILE}"
    assert all(cell[:1] not in {"=", "+", "-", "@"} for cells in chased for cell in cells)
    book = openpyxl.load_workbook(io.BytesIO(overview_workbook.workbook(overview)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert all(cell.data_type not in {"f", "e"} for cell in cells)
    assert HOSTILE in {cell.value for cell in cells}
    order = replace(made.order, output=tmp_path)
    (tmp_path / "remembered.sqlite").write_bytes((made.order.output / "remembered.sqlite").read_bytes())
    package.write(run.Result(order=order, overview=overview))
    with (tmp_path / "data" / "settings.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["name"] == f"'{HOSTILE}"


def test_chase_is_ready_for_mail_merge(made):
    text = (made.order.output / "chase.csv").read_text(encoding="utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert len(found) == len(made.overview.chase) > 0
    assert all(row["contact"] and row["name"] and row["reason"] and row["what_to_do"] for row in found)


def test_the_workbook_for_people(made):
    book = openpyxl.load_workbook(made.order.output / "overview.xlsx")
    assert book.sheetnames == ["Settings", "Most common gaps", "Spread", "Since last year", "Chase", "Files"]
    settings = list(book["Settings"].iter_rows(min_row=3, values_only=True))
    assert [line[0] for line in settings] == [row.name for row in made.overview.settings]
    assert [line[3] for line in settings] == [row.so_far for row in made.overview.settings]
    assert book["Most common gaps"].max_row == len(made.overview.gaps) + 2


def test_a_package_that_cannot_be_written_leaves_the_old_one(made, monkeypatch):
    before = many.digests(made.order.output / "data")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(table_files.Sink, "take", full)
    with pytest.raises(package.AuditError, match="S02"):
        package.write(made)
    assert many.digests(made.order.output / "data") == before
    assert not [p for p in made.order.output.iterdir() if p.name.startswith(".data")]


def test_without_pyarrow_there_is_csv(made, tmp_path, monkeypatch):
    monkeypatch.setattr(table_files, "has_parquet", lambda: False)
    (tmp_path / "remembered.sqlite").write_bytes((made.order.output / "remembered.sqlite").read_bytes())
    paths = package.write(run.Result(order=replace(made.order, output=tmp_path), overview=made.overview))
    assert {p.suffix for p in paths} == {".csv", ".json"}


# The command


def invoke(folder: Path, *words: str):
    base = [
        "aggregate",
        str(folder / "returns"),
        "-o",
        str(folder / "out"),
        "--as-of",
        DAY.isoformat(),
        "--processes",
        "1",
    ]
    return CliRunner().invoke(cli, [*base, *words])


def test_the_command_and_its_second_run(tmp_path):
    many.make(tmp_path)
    told = invoke(tmp_path, "--register", str(tmp_path / "settings.csv"))
    assert told.exit_code == 1, told.output
    assert re.search(r"\d+ of 40 \(\d+%\) expected settings returned", told.output)
    assert "F04" in told.output
    assert "\r" not in told.output
    before = many.digests(tmp_path / "out" / "data")
    again = invoke(tmp_path, "--register", str(tmp_path / "settings.csv"))
    assert again.exit_code == 1
    assert "Nothing has changed" in again.output
    (tmp_path / "out" / "chase.csv").unlink()
    third = invoke(tmp_path, "--register", str(tmp_path / "settings.csv"))
    assert "Nothing has changed" not in third.output
    assert many.digests(tmp_path / "out" / "data") == before


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--register", "none.csv"], "A01"), (["--cluster", "tcp://127.0.0.1:1"], "A26")],
)
def test_what_cannot_go_on_is_said(tmp_path, words, code, monkeypatch):
    monkeypatch.setattr(executors, "_ANSWER_WITHIN", "1s")
    many.make(tmp_path)
    told = invoke(tmp_path, *words)
    assert told.exit_code == 1
    assert code in told.output
    assert told.exception is None or isinstance(told.exception, SystemExit)


def test_an_empty_folder(tmp_path):
    (tmp_path / "returns").mkdir()
    told = invoke(tmp_path)
    assert told.exit_code == 1
    assert "A27" in told.output


def test_kinds_stand_as_id_and_title_and_whoever_is_chased_has_a_due_date(made):
    """The same in the list for mail merge and in the data."""
    titles = {kind.id: kind.title for kind in made.overview.checklist.kinds}
    due = tuple(replace(row, due=DAY if row.expected else None) for row in made.overview.settings)
    overview = replace(made.overview, settings=due, chase=settings.chase(due))
    text = overview_workbook.chase_csv(overview).removeprefix("\ufeff")
    chased = list(csv.DictReader(io.StringIO(text)))
    names = package_schema.SETTINGS.names
    table = {row[0]: dict(zip(names, row, strict=True)) for row in package_rows.settings(overview)}
    assert chased
    for line in chased:
        own = table[line["setting"]]
        assert (line["kind"], line["kind_title"], line["due"]) == (own["kind"], own["kind_title"], DAY.isoformat())
        assert own["due"] == DAY
        assert titles.get(own["kind"], "Kind not said") == own["kind_title"]
