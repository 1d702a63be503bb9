"""What a window says to do can be done there: no command to type, no option, and only buttons that it has."""

import json
import re

import pytest

from audit.app import ask, desk, many
from audit.files import resources
from audit.problems import CATALOGUE, Where, problem
from audit.samples import demonstration
from tests.conftest import DAY

COMMAND = re.compile(r"safeguarding-audit|(?<!\w)--?[a-z]|\bcommand\b|'[a-z]+'(?= wrote)|docs/|pip install|\.md\b")
LIBRARIES = frozenset({"S18", "S19"})
"""What can be said only where somebody has just typed the command that opens the window."""
OPTIONS = frozenset({"A22", "A26", "A56", "A57", "A58", "A59", "A70", "A71", "A72", "F15", "F16", "F17"})
"""What comes of options alone (addresses, a cluster, what is published, earlier years, a logo), and of forgetting."""
ALONE = frozenset({"B16", "S02", "S09", "S10", "S11", "S13", "S16", "S17", "V23", "V24", "C08"})
"""Of families that belong to commands, those that a window can meet as well."""
IN_A_WINDOW = sorted({code for code in CATALOGUE if code[0] in "FWPAX"} - OPTIONS | ALONE)


def window_words() -> str:
    """Everything that stands in the windows' scripts."""
    folder = resources.folder("templates") / "page"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))


@pytest.mark.parametrize("code", IN_A_WINDOW)
def test_a_remedy_in_a_window_names_no_command(code):
    fault = CATALOGUE[code]
    assert not COMMAND.search(fault.window or fault.fix), fault.window or fault.fix


def test_a_button_that_a_remedy_names_is_one_of_the_windows():
    words = window_words()
    workbook = {"Notes", "Start here", "Changes"}
    named = 0
    for fault in CATALOGUE.values():
        for button in re.findall(r"(?<!\w)'(\w(?:[^']|'(?=\w))*?)'(?!\w)", fault.window):
            assert button in workbook or f'"{button}"' in words, (fault.code, button)
            named += button not in workbook
    assert named > 8


def test_where_a_command_is_meant_it_is_still_named_there():
    found = problem("W24", Where(file="a.xlsx"), part="Records")
    assert "safeguarding-audit merge" in found.fix
    (line,) = desk.fault_lines([found])
    assert line.fix == CATALOGUE["W24"].window


def test_the_remedy_of_a_file_that_is_no_spreadsheet_fits_whatever_it_is():
    for start in (b"\x89PNG", b"\xff\xd8\xff", b"%PDF-1.7", b"<html>", b"Name,Rating\n"):
        said, _ = ask.answer("look", json.dumps({"day": DAY.isoformat(), "names": ["x"]}), [start])
        (fault,) = json.loads(said)["value"]["faults"]
        assert fault["code"] == "F04"
        assert fault["fix"].startswith("Use the workbook itself")


def test_of_several_files_the_one_that_is_meant_is_named():
    nursery = demonstration.filled_workbook(demonstration.NURSERY, DAY)
    school = demonstration.filled_workbook(demonstration.SCHOOL, DAY)
    details = json.dumps({"day": DAY.isoformat(), "names": ["first.xlsx", "second.xlsx", "third.xlsx"]})
    said, _ = ask.answer("together", details, [nursery, school, nursery])
    (fault,) = json.loads(said)["faults"]
    assert (fault["code"], fault["places"]) == ("W25", "second.xlsx")
    assert "first.xlsx" in fault["message"]
    said, _ = ask.answer("together", details, [nursery, b"%PDF", nursery])
    (fault,) = json.loads(said)["faults"]
    assert (fault["code"], fault["places"]) == ("F04", "second.xlsx")


def test_each_field_of_the_overview_is_called_the_same_on_both_sides():
    script = (resources.folder("templates") / "page" / "many.js").read_text(encoding="utf-8")
    labels = dict(re.findall(r'^  \["(\w+)", "([^"]+)"', script, flags=re.MULTILINE))
    assert list(labels) == list(many.PATHS)
    assert {name: label.split(",")[0] for name, label in labels.items()} == many.PATHS
