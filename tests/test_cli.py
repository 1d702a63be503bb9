"""The commands as people meet them: what they print, what they write, how they end."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from audit.checklist.load import load
from audit.report import anchors
from audit.samples import demonstration
from audit.workbook import layout

DAY = demonstration.SAMPLE_DAY


def test_new_makes_a_workbook_and_says_what_comes_next(run, tmp_path):
    done = run("new", "leaders", "-o", "mine.xlsx", "--name", "Rosebank", "--kind", "early-years", "--urn", "EY1")
    assert done.exit_code == 0
    assert f"{len(load('leaders', 'early-years').criteria)} questions in 8 themes" in done.output
    assert "was replaced by" in done.output
    assert "safeguarding-audit report mine.xlsx" in done.output
    start = openpyxl.load_workbook(tmp_path / "mine.xlsx")["Start here"]
    values = {row[0].value: row[1].value for row in start.iter_rows(max_col=2)}
    assert values["Name of setting"] == "Rosebank"
    assert values["Kind of setting"] == "Nursery or other early years provider"


def test_new_from_last_year_names_the_sheet_of_changes_only_where_there_is_one(run, nursery, tmp_path):
    done = run("new", "-o", "this.xlsx", "--from", "rosebank.xlsx")
    assert done.exit_code == 0
    assert "Changes" not in openpyxl.load_workbook(tmp_path / "this.xlsx").sheetnames
    assert "Brought from rosebank.xlsx." in done.output
    assert "0 changes" not in done.output


def test_new_does_not_write_over_a_workbook(run, tmp_path):
    (tmp_path / "mine.xlsx").write_text("last year's answers")
    done = run("new", "-o", "mine.xlsx")
    assert (done.exit_code, (tmp_path / "mine.xlsx").read_text()) == (1, "last year's answers")
    assert "S01" in done.output
    assert run("new", "-o", "mine.xlsx", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("new", "leaders"), 2, "Missing option"),
        (("new", "-o", "mine.xls"), 2, "end in .xlsx"),
        (("new", "leader", "-o", "a.xlsx"), 1, "did you mean 'leaders'?"),
        (("new", "-o", "a.xlsx", "--kind", "scool"), 1, "did you mean 'school'?"),
        (("check",), 2, "Missing argument"),
        (("nonsense",), 2, "No such command"),
        (("report", "a.xlsx", "--as-of", "soon"), 2, "Write it as 27/11/2026 or 2026-11-27."),
        (("report", "a.xlsx", "--as-of", "31/02/2027"), 2, "is no day between"),
        (("report", "a.xlsx", "--as-of", "27/11/1999"), 2, "is no day between"),
    ],
)
def test_a_wrong_command_is_said_gently(run, words, code, said):
    done = run(*words)
    assert done.exit_code == code
    assert said in done.output
    assert "Traceback" not in done.output


def test_text_given_on_the_command_line_is_never_a_formula(run, tmp_path):
    run("new", "-o", "a.xlsx", "--name", "=1+1", "--group", "@SUM(1)")
    start = openpyxl.load_workbook(tmp_path / "a.xlsx")["Start here"]
    cells = {row[0].value: row[1] for row in start.iter_rows(max_col=2)}
    assert cells["Name of setting"].value == "=1+1"
    assert cells["Name of setting"].data_type == "s"
    assert cells["Group or trust"].data_type == "s"


def test_check_says_fine_or_each_fault(run, nursery):
    book = openpyxl.load_workbook(nursery)
    sheet = book["Checklist"]
    for (cell,) in sheet[f"{layout.column_letter('By when')}3:{layout.column_letter('By when')}99"]:
        if cell.value == "half term":
            cell.value = None
    book.save(nursery)
    assert run("check", "rosebank.xlsx").exit_code == 0
    rating = f"{layout.column_letter('Rating')}3"
    sheet[rating].value = "Mostly"
    book.save(nursery)
    done = run("check", "rosebank.xlsx")
    assert done.exit_code == 1
    assert f"    Checklist!{rating}: W11 'Mostly' is not a rating" in done.output
    assert "1 rating could not be read. 1 error, 0 warnings, 0 notes." in done.output


def test_score_prints_the_figures_and_json(run, nursery):
    done = run("score", "rosebank.xlsx", "--as-of", "2026-11-20")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == (
        "Rosebank Nursery (invented). Self-audit result: Act now. "
        "Not a grade from Ofsted, CQC, the ICO or your partnership."
    )
    assert re.fullmatch(r"  Essentials \d+ of 12; \d+ of \d+ questions met with evidence\.", lines[1])
    assert next(n for n, line in enumerate(lines) if line.startswith("  Points: ")) > 2, "points come after"
    values = json.loads(run("score", "rosebank.xlsx", "--json", "--as-of", "2026-11-20").stdout)
    assert f"{values['overall']['so_far']}% so far" in done.output
    assert (values["judgement"]["result"], values["judgement"]["caution"]) == (
        "Self-audit result: Act now",
        "Not a grade from Ofsted, CQC, the ICO or your partnership.",
    )
    assert values["audit"]["report_date"] == "2026-11-20"
    assert len(values["findings"]) == len(load("leaders", "early-years").criteria)


@pytest.mark.parametrize("typed", ["27/11/2026", "27.11.26", "2026-11-27", "27 November 2026", "27th Nov 2026"])
def test_the_date_of_a_report_is_written_as_people_write_dates(run, nursery, typed):
    values = json.loads(run("score", "rosebank.xlsx", "--json", "--as-of", typed).stdout)
    assert values["audit"]["report_date"] == "2026-11-27"


@pytest.mark.parametrize("typed", ["rosbank.xlsx", "Rosebank.XLSX", "rosebank", "rosebank.xls"])
@pytest.mark.parametrize("command", ["check", "score", "report"])
def test_a_file_that_is_not_there_may_be_one_that_is(run, nursery, command, typed):
    (nursery.parent / "~$rosebank.xlsx").write_text("a lock file")
    done = run(command, typed)
    assert done.exit_code == 1
    assert "F01 There is no such file. Did you mean rosebank.xlsx?" in done.output
    assert "Did you mean" not in run(command, "elsewhere.xlsx").output
    nursery.unlink()
    assert "Did you mean" not in run(command, typed).output, "a lock file is nothing to open"


def test_a_page_that_is_not_there_may_be_one_that_is(run, nursery):
    run("report", "rosebank.xlsx", "-o", ".", "--as-of", "2026-11-20")
    done = run("verify", "rosebank-nursery-invented.html")
    assert done.exit_code == 2
    assert "does not exist. Did you mean rosebank-nursery-invented-2026-11-20.html?" in done.output


def test_report_writes_three_files_of_the_same_values(run, nursery, tmp_path):
    done = run("report", "rosebank.xlsx", "-o", "out", "--as-of", "2026-11-20")
    assert done.exit_code == 0
    stem = tmp_path / "out" / "rosebank-nursery-invented-2026-11-20"
    values = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO(stem.with_suffix(".csv").read_text(encoding="utf-8-sig"))))
    page = stem.with_suffix(".html").read_text(encoding="utf-8")
    assert [r["ref"] for r in rows] == [f["ref"] for f in values["findings"]]
    assert [r["rating"] for r in rows] == [f["rating"] or "" for f in values["findings"]]
    assert {r["ref"] for r in rows if r["action"]} == {a["ref"] for a in values["actions"]}
    ids = anchors.of(load("leaders", "early-years")).a
    for action in values["actions"]:
        assert f'<tr id="{ids[action["ref"]]}">' in page
    assert f">{values['overall']['so_far']}%<" in page


def test_reports_default_to_the_folder_reports_and_two_settings_of_one_name_both_stay(run, nursery, tmp_path):
    (tmp_path / "twin.xlsx").write_bytes(nursery.read_bytes())
    assert run("report", "rosebank.xlsx", "twin.xlsx").exit_code == 0
    assert len(list((tmp_path / "reports").glob("*.html"))) == 2


def test_one_bad_file_leaves_the_others_done(run, nursery, tmp_path):
    (tmp_path / "bad.xlsx").write_bytes(b"%PDF-1.7")
    done = run("report", "bad.xlsx", "rosebank.xlsx", "gone.xlsx", "-o", "out")
    assert done.exit_code == 1
    assert "bad.xlsx: F04" in done.output
    assert "F01" in done.output
    assert "1 of 3 workbooks reported, 2 refused." in done.output
    assert len(list((tmp_path / "out").glob("*.html"))) == 1


def test_demo_ends_with_a_report_that_is_there(run, tmp_path):
    done = run("demo", "-o", "out")
    assert done.exit_code == 0
    (page,) = (tmp_path / "out").glob("*.html")
    assert str(Path("out") / page.name) in done.output
    assert "invented" in done.output


def test_a_folder_that_cannot_be_written_is_a_fault(run, nursery, tmp_path):
    (tmp_path / "out").write_text("a file, not a folder")
    done = run("report", "rosebank.xlsx", "-o", "out")
    assert done.exit_code == 1
    assert "S02" in done.output


def test_help_needs_no_heavy_library():
    code = (
        "import sys, audit.cli.main\n"
        "print(sorted({'pandas', 'openpyxl', 'jinja2', 'pydantic', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_python_m_audit_is_the_same_command():
    done = subprocess.run([sys.executable, "-m", "audit", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("safeguarding-audit")


def test_a_console_without_our_letters_goes_on(nursery):
    words = [sys.executable, "-m", "audit", "check", "rosebank.xlsx"]
    done = subprocess.run(
        words,
        capture_output=True,
        cwd=nursery.parent,
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[1])},
        check=False,
    )
    assert b"Traceback" not in done.stderr
