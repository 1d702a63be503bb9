"""Filled forms of somebody else's: a sheet is rows of values, and the mappings stand in ``tests/forms``."""

import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from audit.workbook.read import reader

FORMS = Path(__file__).parent / "forms"
Table = Sequence[Sequence[object]]

SCHOOL_HEADINGS = ("No.", "Standard", "Answer (0-3)", "Evidence / comments", "Action required", "By whom", "By when")
GOVERNANCE = (
    (1.1, "Governors look at how the school protects children once a year"),
    (1.2, "One governor holds the safeguarding brief and has had a course"),
    (1.3, "All governors have talked about this return"),
)
LEADS = (
    (2.1, "The lead sits with the senior leaders"),
    (2.2, "Someone trained can stand in for the lead"),
    (2.3, "The lead has hours set aside and someone to cover"),
    (2.4, "Boarders can reach a lead at night"),
)
RECORDS = (
    (9.1, "Staff can say when agreement is not needed before telling"),
    (9.2, "Files about worries are kept on their own and go to the next school in a week"),
    (9.3, "Why something was told, or not, is written down"),
)
PREVENT = (
    (11.1, "The risk of radicalisation has been weighed in writing"),
    (11.2, "Staff have had a session on radicalisation"),
)


def workbook(sheets: Mapping[str, Table], merged: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """A workbook with these sheets, each from A1 on."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in (merged or {}).get(name, ()):
            sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def section(title: str, questions: Table, answers: Sequence[object | Sequence[object]]) -> Table:
    """A sheet of the schools' form: a title, the headings, and each question with its answer and what follows it."""
    rows: list[Sequence[object]] = [(title,), (), SCHOOL_HEADINGS]
    for question, answer in zip(questions, answers, strict=True):
        rows.append((*question, *(answer if isinstance(answer, tuple) else (answer,))))
    last = len(rows)
    return (*rows, (None, "Section average", f"=AVERAGE(C4:C{last})"))


def school(**answers: Sequence[object]) -> dict[str, Table]:
    """The sheets of a school's return; ``governance``, ``leads``, ``records`` and ``prevent`` have its answers."""
    given = {"governance": (3, 3, 3), "leads": (3, 3, 3, 3), "records": (3, 3, 3), "prevent": (3, 3)} | answers
    return {
        "School details": (
            ("Coastshire schools audit",),
            (),
            ("School name", "Larkfield Primary (invented)"),
            ("Audit completed by (name and role)", "B. Sample, lead"),
            ("Date completed", "14/05/2018"),
        ),
        "1. Governance": section("Section 1", GOVERNANCE, given["governance"]),
        "2. Designated leads": section("Section 2", LEADS, given["leads"]),
        "9. Records & info sharing": section("Section 9", RECORDS, given["records"]),
        "11. Prevent": section("Section 11", PREVENT, given["prevent"]),
    }


S11 = "S11 template"
TWO_ROWS = (
    ("Standard", "Link", "Evidence\n(List all)", "Areas for improvement", "Deadline\n(of these)", "Assessment Score",
     None, "Panel"),
    (None, None, None, None, None, "Self Assessment Score (0-3)", "Moderated Score\n(0-3)", "Comments"),
)  # fmt: skip
S11_BLOCKS = (
    (
        "1.1 Someone at the top answers for safeguarding",
        "1.2 We take part in the partnership and its groups",
        "1.3 A named person does the daily work, and it is written down",
        "1.4We check our own work on a plan",
        "1.5 A chart shows who answers to whom",
    ),
    ("2.1 Our policy is no older than two years", "2.2 Staff can say whom to tell of a worry"),
    (
        "6.1 Staff know our rules on telling others",
        "6.2 Staff tell without agreement where a child may be harmed, and note why",
        "6.3 What we send cannot be read on the way",
    ),
)
TICKED = (
    "We look at our policy once a year",
    "Changes are put in at once",
    "What was done and what came of it is written down",
    "The numbers we may need to ring are right",
    "Staff know they have to tell us of convictions",
    "We keep a list of checks",
    "We tell parents and others what they need",
    "Files are locked away",
    "A complaint gets an answer within four weeks",
)


def blocks(scores: Table, rows: Table = TWO_ROWS, name: str = "Rivermouth (invented)") -> dict[str, Table]:
    """The form with blocks: for each question the cells after it, from the link on."""
    sheet = [("SECTION 11 AUDIT TEMPLATE",), (), ("Organisation completing this template:", name)]
    sheet += [("Name of person completing this template:", "C. Sample", None, "Name of substitute contact:"), ()]
    given = iter(scores)
    for number, questions in enumerate(S11_BLOCKS, start=1):
        sheet += [(f"Key Standard {number}",), *rows]
        sheet += [(question, *next(given)) for question in questions]
        sheet += [("Total", None, None, None, None, "=SUM(F1:F2)"), ()]
    return {S11: sheet}


def scored(*pairs: tuple[object, object]) -> Table:
    """Each question's own score and the panel's."""
    return [(None, None, None, None, own, panel) for own, panel in pairs]


def ticked(
    *marks, heading=("Statutory Requirement", "EYFS reference", "Yes", "Partly", "No", "Evidence, Comments and Actions")
):
    rows = [heading, ("Child protection",)]
    for question, mark in zip(TICKED, marks, strict=True):
        rows.append((question, 3.4, *mark))
    return {"Cover": [("Name of setting:", "Tiny Acorns (invented)")], "Safeguarding and Welfare Audit": rows}


def mappings(folder: Path, *names: str, **texts: str) -> Path:
    """A folder of checklists with some of the mappings of the tests, all if none is named, and others as text."""
    own = folder / "checklists"
    (own / "mappings").mkdir(parents=True, exist_ok=True)
    for name in names or ([] if texts else [path.stem for path in FORMS.glob("*.yaml")]):
        shutil.copy(FORMS / f"{name}.yaml", own / "mappings")
    for name, text in texts.items():
        (own / "mappings" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return own


def read(data: bytes, folder: Path) -> reader.Return:
    """A form as the reader gives it."""
    return reader.read_bytes(data, "return.xlsx", folder=folder)


def letters(returned: reader.Return) -> str:
    """The answers in the order of the form, a letter each; a question mark where there is none."""
    assert returned.audit, returned.problems
    return "".join(response.rating.letter if response.rating else "?" for response in returned.audit.responses)


def said(returned: reader.Return) -> list[tuple[str, str]]:
    """What is said of a form: each code with its cell."""
    return [(found.code, found.where.spot) for found in returned.problems]
