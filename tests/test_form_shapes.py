"""Four more shapes of form and three large ones, built here: what each answer means was written down first."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from itertools import cycle, islice

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.datavalidation import DataValidation

from audit.problems import is_fault
from audit.workbook.read import reader
from tests.form_workbooks import TICKED, blocks, letters, mappings, read, said, school, scored, ticked, workbook

HEAD = """
form: {{id: {id}, title: A form (invented), edition: "2026", compared_on: 2026-11-20}}
scales:
{scales}
setting: {{name: "Name of setting*"}}
answers:
{answers}
sections:
{sections}
"""


def mapping(id_: str, scales: str, answers: str, sections: dict[str, Sequence[tuple[str, str, str]]]) -> str:
    """A mapping; a question is its Ref, its words, and what else is said of it."""
    lines = []
    for section, questions in sections.items():
        lines.append(f"  {section}:")
        lines += [f'    "{ref}": {{asks: "{asks}"{more}}}' for ref, asks, more in questions]
    return HEAD.format(id=id_, scales=scales, answers=answers, sections="\n".join(lines))


def asked(number: int, of: str = "our setting") -> list[str]:
    """Questions that no two of are alike by more than a few words."""
    subjects = ("visitors", "volunteers", "records", "keys", "outings", "photographs", "lists", "phones", "meetings")
    verbs = ("are signed off", "are looked at twice a year", "have a named owner", "are locked away at night")
    return [
        f"{subjects[at % len(subjects)].capitalize()} of {of} {verbs[at // len(subjects) % len(verbs)]} under rule {at}"
        for at in range(number)
    ]


# One long table, in which 1 is best and 4 is worst


LONG = asked(8)
LOW = (
    "  s: {best: low, zero: unused, blank: unanswered, "
    'answers: {"1": Met, "2": Partly met, "3": Partly met, "4": Not met}}'
)
LONG_ANSWERS: tuple[object, ...] = (1, 4, "1 ", 2.0, 3, None, "4", 5)
LONG_TRUTH = "MNMPP?N?"
LONG_SAID = [("M01", "Audit!C12")]


def test_one_long_table_in_which_one_is_best(tmp_path):
    text = mapping(
        "long",
        LOW,
        "  - columns: {ref: Ref, question: Statement, rating: Grade, evidence: Evidence}\n    scale: s",
        {"All": [(f"A{at}", q, "") for at, q in enumerate(LONG, 1)]},
    )
    rows = [("Name of setting:", "A club (invented)"), (), ("Grades: 1 secure to 4 not in place",)]
    rows += [("Ref", "Statement", "Grade", "Evidence")]
    rows += [(f"A{at}", q, a, "Minutes of May") for at, (q, a) in enumerate(zip(LONG, LONG_ANSWERS, strict=True), 1)]
    returned = read(workbook({"Audit": rows}), mappings(tmp_path, long=text))
    assert letters(returned) == LONG_TRUTH
    assert [one for one in said(returned) if one[0].startswith("M")] == LONG_SAID


# A sheet for each standard, with words


STANDARDS = {"Leadership": asked(3, "leaders"), "Premises": asked(3, "premises"), "Records": asked(3, "the office")}
WORDS = (
    "  s: {best: words, zero: unused, blank: unanswered, answers: "
    "{In place: Met, Developing: Partly met, Need support: Not met, Not applicable: Not applicable}}"
)
STANDARD_ANSWERS = (
    "In place",
    "need  support",
    "DEVELOPING",
    "N/A",
    "n.a.",
    "not applicable",
    "Needs support",
    "",
    "In place.",
)
STANDARD_TRUTH = "MNPAAA??M"


def test_a_sheet_for_each_standard_answered_in_words(tmp_path):
    text = mapping(
        "standards",
        WORDS,
        '  - sheets: ["Standard *"]\n'
        "    columns: {question: Criterion, rating: Where are we?, notes: Comment}\n    scale: s",
        {name: [(f"{name[:3]}{at}", q, "") for at, q in enumerate(qs)] for name, qs in STANDARDS.items()},
    )
    given = iter(STANDARD_ANSWERS)
    sheets: dict[str, object] = {"Front": [("Name of setting", "A hall (invented)")]}
    for number, (name, questions) in enumerate(STANDARDS.items(), 1):
        rows: list[tuple[object, ...]] = [(f"Standard {number}: {name}",), ("Criterion", "Where are we?", "Comment")]
        sheets[f"Standard {number}"] = [*rows, *((q, next(given), "We have no building of our own") for q in questions)]
    returned = read(workbook(sheets), mappings(tmp_path, standards=text))
    assert letters(returned) == STANDARD_TRUTH
    assert [one for one in said(returned) if one[0] == "M01"] == [("M01", "Standard 3!B3")]


# Each question with its own good answer


OWN = asked(6, "the club")
OWN_TRUTH = "MNNMPM"


def test_each_question_with_a_good_answer_of_its_own(tmp_path):
    scales = "\n".join(
        (
            '  yes: {best: words, zero: unused, blank: unanswered, answers: {"Yes": Met, "No": Not met}}',
            '  no: {best: words, zero: unused, blank: unanswered, answers: {"No": Met, "Yes": Not met}}',
            (
                "  often: {best: words, zero: unused, blank: unanswered, "
                "answers: {Monthly: Met, Yearly: Partly met, Never: Not met}}"
            ),
        )
    )
    more = ("", "", ", scale: no", ", scale: no", ", scale: often", ", scale: often")
    answers = ("Yes", "No", "Yes", "No", "Yearly", "Monthly")
    text = (
        mapping(
            "own",
            scales,
            "  - columns: {question: Question, rating: Answer}\n    scale: yes",
            {"All": [(f"q{at}", q, m) for at, (q, m) in enumerate(zip(OWN, more, strict=True))]},
        )
        .replace("scale: yes", 'scale: "yes"')
        .replace("scale: no", 'scale: "no"')
        .replace("  yes:", '  "yes":')
        .replace("  no:", '  "no":')
    )
    rows = [("Name of setting", "A club (invented)"), ("Question", "Answer"), *zip(OWN, answers, strict=True)]
    returned = read(workbook({"Form": rows}), mappings(tmp_path, own=text))
    assert letters(returned) == OWN_TRUTH


# Every score stands there as 1 already


FILLED = asked(5, "the nursery")
FILLED_TRUTH = "?NMP?"


def test_a_form_in_which_every_score_stands_there_already(tmp_path):
    scale = (
        '  s: {best: high, zero: unused, blank: unanswered, prefilled: "1", '
        'answers: {"1": Not met, "2": Partly met, "3": Met}}'
    )
    text = mapping(
        "filled",
        scale,
        "  - columns: {question: Question, rating: Score, evidence: Evidence, action: Action}\n    scale: s",
        {"All": [(f"q{at}", q, "") for at, q in enumerate(FILLED)]},
    )
    beside = ((1,), (1, "No rota yet, see minutes of May"), (3, "Rota"), (2,), (1, "", ""))
    rows = [("Name of setting", "A nursery (invented)"), ("Question", "Score", "Evidence", "Action")]
    rows += [(q, *given) for q, given in zip(FILLED, beside, strict=True)]
    returned = read(workbook({"Form": rows}), mappings(tmp_path, filled=text))
    assert letters(returned) == FILLED_TRUTH
    assert [spot for code, spot in said(returned) if code == "M10"] == ["Form!B3", "Form!B7"]


# Large workbooks as authorities publish them


def large(questions: int, per_sheet: int) -> tuple[str, bytes, str]:
    """A large workbook with all that such have beside the questions, its mapping, and the truth of its answers."""
    texts = asked(questions, "the area")
    given = list(islice(cycle((3, 2, 1, None, "3", "2/3", 0)), questions))
    truth = "".join(islice(cycle("MPN?M?A"), questions))
    book = openpyxl.Workbook()
    front = book.active
    front.title = "Read me first"
    front["A1"], front["B1"] = "Name of setting", "An area (invented)"
    front.merge_cells("A3:F9")
    lists = book.create_sheet("Lists")
    lists.sheet_state = "veryHidden"
    for at, word in enumerate(("0", "1", "2", "3"), 1):
        lists.cell(row=at, column=1, value=word)
    sections: dict[str, list[tuple[str, str, str]]] = {}
    for begin in range(0, questions, per_sheet):
        number = begin // per_sheet + 1
        sheet = book.create_sheet(f"Section {number}")
        for column, heading in enumerate(("No", "Standard", "Score 0-3", "Evidence", "Lead"), 1):
            sheet.cell(row=4, column=column, value=heading)
        sections[f"Section {number}"] = []
        for at in range(begin, min(begin + per_sheet, questions)):
            row, ref = 5 + at - begin, f"{number}.{at - begin + 1}"
            sections[f"Section {number}"].append((ref, texts[at], ""))
            for column, value in enumerate((float(ref), texts[at], given[at], "Seen in the file of May"), 1):
                sheet.cell(row=row, column=column, value=value)
        last = sheet.max_row
        sheet.cell(row=last + 1, column=2, value="Section average")
        sheet.cell(row=last + 1, column=3, value=f"=AVERAGE(C5:C{last})")
        sheet.protection.sheet = True
        rule = DataValidation(type="list", formula1="=Lists!$A$1:$A$4")
        rule.add(f"C5:C{last}")
        sheet.add_data_validation(rule)
    chart = BarChart()
    chart.add_data(Reference(book["Section 1"], min_col=3, min_row=4, max_row=9), titles_from_data=True)
    book.create_sheet("Dashboard").add_chart(chart, "A1")
    out = io.BytesIO()
    book.save(out)
    scale = (
        '  s: {best: high, zero: Not applicable, blank: unanswered, answers: {"1": Not met, "2": Partly met, "3": Met}}'
    )
    columns = '{ref: "No", question: Standard, rating: "Score*", evidence: Evidence, owner: Lead}'
    table = f'  - sheets: ["Section *"]\n    columns: {columns}\n    scale: s'
    return mapping(f"large-{questions}", scale, table, sections), with_extension_lists(out.getvalue()), truth


def with_extension_lists(data: bytes) -> bytes:
    """The same workbook with its drop-downs as Excel writes them where they point at another sheet."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode("utf-8", "surrogateescape")
            ranges = re.search(r'<dataValidations.*?sqref="([^"]+)".*?</dataValidations>', part, re.DOTALL)
            if ranges:
                part = part.replace(ranges[0], "").replace("</worksheet>", EXTENSION.format(ranges[1]) + "</worksheet>")
            new.writestr(name, part.encode("utf-8", "surrogateescape"))
    return made.getvalue()


EXTENSION = (
    '<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">'
    "<x14:formula1><xm:f>Lists!$A$1:$A$4</xm:f></x14:formula1><xm:sqref>{}</xm:sqref></x14:dataValidation>"
    "</x14:dataValidations></ext></extLst>"
)


@pytest.mark.parametrize(("questions", "per_sheet"), [(90, 45), (218, 20), (332, 30)])
def test_a_large_workbook_with_charts_protection_and_hidden_sheets(tmp_path, questions, per_sheet):
    text, data, truth = large(questions, per_sheet)
    returned = read(data, mappings(tmp_path, large=text))
    assert letters(returned) == truth
    unclear = [code for code, _ in said(returned) if code == "M01"]
    assert len(unclear) == sum(one == "2/3" for one in islice(cycle((3, 2, 1, None, "3", "2/3", 0)), questions))
    assert not [found for found in returned.problems if is_fault(found) and found.code not in {"M01", "M11", "W05"}]


# What people and programs do to a return


@pytest.mark.parametrize(
    "tick", ["x", "X", "\u2713", "\u2714", "\u00fc", "\u00fe", "P", "R", "\uf0fc", "\uf0fe", "\uf052", "\uf050"]
)
def test_a_tick_in_a_font_of_symbols_is_a_tick(tmp_path, tick):
    """Wingdings has ticks at ü and þ, Wingdings 2 at P and R; some programs save them in the private area."""
    returned = read(workbook(ticked(*[(tick,)] * len(TICKED))), mappings(tmp_path))
    assert letters(returned) == "M" * len(TICKED)
    assert said(returned) == []


@pytest.mark.parametrize("words", ["N/A", "n.a.", "Not Applicable", "N / A", "NA", "na."])
def test_not_applicable_in_the_ways_people_write_it(tmp_path, words):
    returned = read(workbook(school(prevent=((words, "We take no boarders"), 3))), mappings(tmp_path))
    assert letters(returned) == "M" * 10 + "AM"


def test_a_form_that_was_saved_as_ods_is_read_the_same(tmp_path):
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is not installed"
    folder = mappings(tmp_path)
    made = {
        "school": workbook(school(governance=((3, "Minutes"), 2, 1), leads=(0, "n/a", 3, None))),
        "blocks": workbook(blocks(scored(*[(3, 2), (2, None), (0, None), (1, 1), (None, None)] * 2))),
        "ticks": workbook(ticked(*[("x",), (None, "x"), (None, None, "x")] * 3)),
    }
    for name, data in made.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, *(str(tmp_path / f"{name}.xlsx") for name in made)], check=True, timeout=240, capture_output=True
    )
    for name, data in made.items():
        saved = reader.read(tmp_path / f"{name}.ods", folder=folder)
        before = read(data, folder)
        assert letters(saved) == letters(before)
        assert said(saved) == said(before)
        assert saved.audit.setting == before.audit.setting
