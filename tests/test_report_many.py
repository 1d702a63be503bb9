"""Reports of a folder and of several workbooks: one line for each, the bad ones named, and a summary at the end."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import audit
from audit import files
from audit.samples import demonstration
from audit.workbook import layout

DAY = demonstration.SAMPLE_DAY


@pytest.fixture
def folder(tmp_path) -> Path:
    """Two returns, one of them in a folder within; a plan; a letter; what programs leave; a file that is none."""
    returns = tmp_path / "returns"
    (returns / "north").mkdir(parents=True)
    nursery = demonstration.filled_workbook(demonstration.NURSERY, DAY)
    (returns / "nursery.xlsx").write_bytes(nursery)
    (returns / "north" / "SCHOOL.XLSX").write_bytes(demonstration.filled_workbook(demonstration.SCHOOL, DAY))
    (returns / "plan.xlsx").write_bytes(audit.render(audit.make_report(audit.read_return(nursery), DAY), "xlsx"))
    (returns / "letter.pdf").write_bytes(b"%PDF-1.7")
    (returns / "~$nursery.xlsx").write_bytes(b"locked")
    (returns / "Thumbs.db").write_bytes(b"")
    return returns


def pages(out: Path) -> list[str]:
    return sorted(path.name for path in out.glob("*.html"))


def test_a_folder_is_every_return_in_it(run, folder, tmp_path):
    done = run("report", "returns", "-o", "out")
    assert done.exit_code == 0
    assert len(pages(tmp_path / "out")) == 2
    lines = done.output.splitlines()
    for name, page in (("nursery.xlsx", "rosebank"), ("SCHOOL.XLSX", "ashdown")):
        (line,) = [line for line in lines if line.startswith(name)]
        assert f"{Path('out') / page}" in line
        assert "Act now, " in line
    assert "2 of 2 workbooks reported, 0 refused." in lines
    assert "Self-audit results: 2 Act now." in lines
    assert "Passed over, since they are action plans: plan.xlsx." in lines
    assert "Passed over, since they are no workbooks by their names: letter.pdf." in lines
    assert len(lines) == 6


def test_one_bad_file_of_a_folder_is_named_and_the_others_are_done(run, folder, tmp_path):
    (folder / "bad.xlsx").write_bytes(b"hello")
    done = run("report", "returns", "-o", "out")
    assert done.exit_code == 1
    assert "bad.xlsx: F04" in done.output
    assert "2 of 3 workbooks reported, 1 refused." in done.output
    assert "Not reported: bad.xlsx." in done.output
    assert len(pages(tmp_path / "out")) == 2


def test_a_rating_that_cannot_be_read_is_counted_and_ends_with_1(run, folder):
    book = openpyxl.load_workbook(folder / "nursery.xlsx")
    book[layout.CHECKLIST][f"{layout.column_letter('Rating')}5"] = "Mostly"
    book.save(folder / "nursery.xlsx")
    done = run("report", "returns", "-o", "out")
    assert done.exit_code == 1
    (line,) = [line for line in done.output.splitlines() if line.startswith("nursery.xlsx")]
    assert "1 rating could not be read" in line
    assert "1 error, " in line
    assert "Reported, with something left to put right: nursery.xlsx." in done.output


def test_what_seems_personal_is_in_the_line_of_its_file(run, folder):
    book = openpyxl.load_workbook(folder / "nursery.xlsx")
    book[layout.CHECKLIST][f"{layout.column_letter('Evidence')}5"] = "Spoke to Jayden Mason's mum on 07700 900123"
    book.save(folder / "nursery.xlsx")
    assert "1 cell seems to hold something personal" in run("report", "returns", "-o", "out").output
    stopped = run("report", "returns", "-o", "other", "--fail-on", "privacy")
    assert stopped.exit_code == 1
    assert "1 of 2 workbooks reported, 1 refused." in stopped.output


def test_a_file_named_twice_is_reported_once_and_a_plan_that_is_named_is_refused(run, folder, tmp_path):
    done = run("report", "returns/nursery.xlsx", "returns", "returns/../returns/nursery.xlsx", "-o", "out")
    assert len(pages(tmp_path / "out")) == 2
    assert done.exit_code == 0
    named = run("report", "returns/plan.xlsx", "returns/nursery.xlsx", "-o", "out")
    assert named.exit_code == 1
    assert "plan.xlsx: B16" in named.output


def test_the_folder_of_the_reports_is_not_looked_into(run, folder, tmp_path):
    run("report", "returns", "-o", "returns/out", "--also", "xlsx")
    again = run("report", "returns", "-o", "returns/out", "--also", "xlsx")
    assert "2 of 2 workbooks reported, 0 refused." in again.output
    assert len(pages(folder / "out")) == 2


def test_a_folder_without_a_workbook_is_a_fault_that_stops_no_other(run, folder, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "S12" in run("report", "empty").output
    both = run("report", "empty", "returns", "-o", "out")
    assert both.exit_code == 1
    assert "2 of 3 workbooks reported, 1 refused." in both.output


def test_a_link_that_leads_round_is_not_entered(folder):
    (folder / "round").symlink_to(folder, target_is_directory=True)
    assert len(files.within(folder, leave_out=folder / "out")) == 4


def test_a_name_that_is_nearly_right_is_answered_with_the_one_that_is_there(run, folder):
    assert "Did you mean nursery.xlsx?" in run("report", "returns/nursrey.xlsx").output
    assert "Did you mean nursery.xlsx?" in run("report", "returns/nursery").output
    assert "Did you mean returns?" in run("report", "retruns/nursery.xlsx").output
    assert "Did you mean" not in run("report", "elsewhere/quite/other.xlsx").output


def test_one_workbook_is_said_as_before(run, folder):
    done = run("report", "returns/nursery.xlsx", "-o", "out")
    assert "Rosebank Nursery (invented). Self-audit result: Act now." in done.output
    assert "workbooks reported" not in done.output


def test_names_of_files_cannot_forge_a_line(run, tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    setting = replace(demonstration.CLUB.setting, name="Club\x1b[31m\nother.xlsx: Act now")
    data = demonstration.filled_workbook(replace(demonstration.CLUB, setting=setting), DAY)
    (folder / "a\nb.xlsx: F09 Do not open.\x1b[31m.xlsx").write_bytes(data)
    output = run("report", "odd", "-o", "out").output
    assert "\x1b" not in output
    assert not any(line.startswith("b.xlsx") for line in output.splitlines())
