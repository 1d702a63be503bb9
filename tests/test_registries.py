"""What there is several of stands in one table: forms of a report, formats of a workbook, levels of detail."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest

import audit
from audit.cli.main import cli
from audit.report.detail import Detail
from audit.report.forms import FORMS, Form
from audit.samples import demonstration
from audit.spreadsheet import guard
from audit.spreadsheet.formats import FORMATS, Format
from audit.spreadsheet.inside import Checked
from audit.workbook.split_by import SplitBy

ROOT = Path(__file__).resolve().parent.parent
DAY = demonstration.SAMPLE_DAY


def choices(command: str, option: str) -> list[str]:
    (found,) = [one for one in cli.commands[command].params if one.name == option]
    assert isinstance(found.type, click.Choice)
    return list(found.type.choices)


def test_the_commands_take_their_words_from_the_tables():
    assert choices("report", "also") == [name for name, form in FORMS.items() if not form.always]
    assert choices("report", "detail") == list(Detail)
    assert choices("new", "split_by") == list(SplitBy)


def test_a_new_form_is_one_entry_for_the_command_too():
    """In a process of its own, since a command takes its words when it is made."""
    code = (
        "from audit.report.forms import FORMS, Form\n"
        "FORMS['txt'] = Form(ending='.txt', render=lambda report: report.title)\n"
        "from audit.cli.main import cli\n"
        "print([one.type.choices for one in cli.commands['report'].params if one.name == 'also'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "'txt'" in done.stdout


def test_a_new_form_is_rendered_and_written(monkeypatch, tmp_path):
    monkeypatch.setitem(FORMS, "txt", Form(ending=".txt", render=lambda report: report.title))
    data = demonstration.filled_workbook(demonstration.NURSERY, DAY)
    report = audit.make_report(audit.read_return(data), DAY)
    assert audit.render(report, "txt").decode() == report.title
    written = audit.write_report(report, tmp_path, also=["txt"])
    assert [path.read_text() for path in written.others] == [report.title]
    assert audit.render(audit.redact(report, "public"), "txt")  # it shows more than the plan


@pytest.mark.parametrize("name", FORMS)
def test_a_form_shows_the_plan_or_is_there_of_scores_too(name):
    data = demonstration.filled_workbook(demonstration.NURSERY, DAY)
    report = audit.redact(audit.make_report(audit.read_return(data), DAY), "public")
    if FORMS[name].of_plan:
        with pytest.raises(audit.AuditError, match="S09"):
            audit.render(report, name)
    else:
        assert audit.render(report, name)


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("_", "."), text)
    return out.getvalue()


def test_a_new_format_is_one_entry(monkeypatch):
    def look(inside, digest):
        parts = {"flat.xml": inside.part("flat.xml")}
        return Checked(kind="flat", sha256=digest, parts=parts, sheet_parts={"One": "flat.xml"}, not_typed={})

    data = packed(flat_xml="<flat/>")
    with pytest.raises(audit.AuditError, match="F04"):
        guard.check_bytes(data, "flat.zip")
    monkeypatch.setitem(FORMATS, "flat", Format(book="flat.xml", look=look, untyped=lambda *_: frozenset({"A1"})))
    checked = guard.check_bytes(data, "flat.zip")
    assert (checked.kind, guard.untyped_cells(checked, "One")) == ("flat", frozenset({"A1"}))
    with pytest.raises(audit.AuditError, match="F11"):
        guard.check_bytes(packed(flat_xml="<flat/>", content_xml="<office/>"), "both.zip")
