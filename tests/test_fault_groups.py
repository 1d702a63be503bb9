"""What is wrong with a workbook fits on a screen: worst first, one line for one thing, and nothing is lost."""

import io
import re
import textwrap
from pathlib import Path

import openpyxl
import pytest

from audit.checklist.load import load
from audit.model import Audit, Rating, Response, Setting
from audit.problems import CATALOGUE, Severity, Where, grouping, problem
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.write import writer

DAY = demonstration.SAMPLE_DAY
KIND = "early-years"
SCREEN = 25
RATINGS_OF_OTHERS = ("Mostly", "0", "Green", "tbc", "2", "Mostly")
READ_AS = ("Y", "partly", "no", "met!", "yes", "n/a")


class Spoilt:
    """A good workbook, to be spoilt in many ways; cells are found by their headings."""

    def __init__(self) -> None:
        checklist = load("leaders", KIND)
        responses = tuple(
            Response(ref=c.id, rating=Rating.MET, evidence="CP policy p12, office cabinet.") for c in checklist.criteria
        )
        audit = Audit(
            checklist=checklist.id,
            edition=checklist.edition,
            setting=Setting(name="Rosebank Nursery (invented)", kind=KIND, urn="EY1"),
            responses=responses,
            audit_date=DAY,
        )
        self.titles = [c.title for c in checklist.criteria]
        self.book = openpyxl.load_workbook(io.BytesIO(writer.build(checklist, audit, DAY)))
        self.sheet = self.book[layout.CHECKLIST]
        at = next(row for row in range(1, 12) if "Rating" in {c.value for c in self.sheet[row]})
        self.columns = {cell.value: cell.column_letter for cell in self.sheet[at]}
        by_ref = {cell.value: cell.row for cell in self.sheet[self.columns["Ref"]]}
        self.rows = [by_ref[c.id] for c in checklist.criteria]

    def put(self, number: int, heading: str, value: object) -> str:
        """Write into the answer to a question; its address."""
        address = f"{self.columns[heading]}{self.rows[number]}"
        self.sheet[address] = value
        return address

    def label(self, label: str, value: object) -> None:
        """Write beside a label of the first sheet."""
        start = self.book[layout.START]
        row = next(cell.row for cell in start["A"] if cell.value == label)
        start.cell(row, 2).value = value

    def save(self, path: Path) -> Path:
        self.book.save(path)
        return path


def mixed(path: Path) -> Path:
    """Sixty or more faults of many kinds, errors, warnings and notes, in no order."""
    spoilt = Spoilt()
    spoilt.label("Name of setting", None)
    for number, text in enumerate(RATINGS_OF_OTHERS * 3):
        spoilt.put(number, "Rating", text)
    for number, text in enumerate(READ_AS * 2, start=18):
        spoilt.put(number, "Rating", text)
    for number in range(30, 36):
        spoilt.put(number, "Rating", None)
    for number, text in enumerate(("ASAP", "half term", "31/02/2027", "Dec 18", "Sept '27", "18/3", "ASAP")):
        spoilt.put(number + 2, "Due", text)
        spoilt.put(number + 2, "Status", "sort of")
    for number, text in enumerate(("policy", "yes", "to do", "tbc", "policy"), start=38):
        spoilt.put(number, "Evidence", text)
    for number in range(44, 47):
        spoilt.put(number, "Rating", "Not applicable")
    spoilt.put(47, "Evidence", "Spoke to Jayden Mason's mum on 07700 900123")
    spoilt.put(48, "Evidence", "Ring 07700 900456")
    spoilt.put(49, "Rating", "=1+1")
    spoilt.put(50, "Ref", "no-such-question")
    spoilt.put(51, "Ref", spoilt.sheet[f"{spoilt.columns['Ref']}{spoilt.rows[52]}"].value)
    spoilt.put(53, "Ref", None)
    return spoilt.save(path)


def on_screen(output: str, width: int = 80) -> int:
    """How many lines of a window a text takes."""
    return sum(len(textwrap.wrap(line, width)) or 1 for line in output.splitlines())


def test_sixty_mixed_faults_fit_on_a_screen(run, tmp_path):
    problems = reader.read(mixed(tmp_path / "bad.xlsx")).problems
    assert len(problems) >= 60
    assert {p.severity for p in problems} == set(Severity)
    assert len({p.code for p in problems}) >= 15
    done = run("check", "bad.xlsx")
    assert done.exit_code == 1
    assert on_screen(done.output) <= SCREEN, done.output
    assert done.output.count("bad.xlsx") <= 2, "named once, and in the command for the marked copy"
    assert "--all" in done.output
    assert "--marked" in done.output
