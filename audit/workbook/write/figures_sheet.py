"""The hidden sheet of sums: the scoring rule written as formulas, a row a criterion.

One rule, in two languages: everything here is generated from :class:`audit.model.Rule` and mirrors
:mod:`audit.judgement.scoring` step by step, and a test recalculates filled workbooks in LibreOffice and compares
every figure. Answers are looked up by Ref, so that sorting the checklist changes nothing. No function newer than
Excel 2016.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from audit.judgement import lenses
from audit.judgement.findings import BREACHES
from audit.model import LAST_YEAR, Checklist, Criterion, Rating
from audit.model.ratings import FULL_CREDIT, LEFT_OUT
from audit.spreadsheet.cells import formula, header, put
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout
from audit.workbook.write.rating_formulas import credit, is_one_of

# None of these is a heading of the checklist: this sheet must never be taken for one.
_FIXED = (
    "Question",
    "Weight",
    "Force",
    "Answer given",
    "Has evidence",
    "Earned",
    "Available",
    "Evidenced",
    "Unanswered",
    "Breach",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Where the columns of the hidden sheet are, for the formulas of the summary."""

    last: int
    members: dict[tuple[str, str], str]
    """The column that says whether a criterion belongs to a row of a lens, by lens and row."""

    def column(self, name: str) -> str:
        """The range of a column by its heading."""
        return self._range(letter(_FIXED.index(name)))

    def belongs(self, lens: str, row: str) -> str:
        """The range of ones and zeros of a lens row."""
        return self._range(self.members[lens, row])

    def _range(self, column: str) -> str:
        return f"'{layout.FIGURES}'!${column}$2:${column}${self.last}"


def write(sheet: Worksheet, checklist: Checklist) -> Sums:
    """Write the sums; returns where they are."""
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    rows = [(view.id, row) for view in lenses.of(checklist) for row in view.rows]
    header(sheet, 1, [*_FIXED, *(f"{lens}: {row.id}" for lens, row in rows)])
    for number, criterion in enumerate(checklist.criteria, start=2):
        put(sheet, number, 1, criterion.id)
        sheet.cell(number, 2).value = checklist.rule.weight(criterion.duty)
        put(sheet, number, 3, criterion.duty.value)
        for column, text in enumerate(_formulas(number, criterion), start=4):
            formula(sheet, number, column, text)
        for column, (_, row) in enumerate(rows, start=len(_FIXED) + 1):
            sheet.cell(number, column).value = int(criterion.id in row.refs)
    members = {(lens, row.id): letter(len(_FIXED) + n) for n, (lens, row) in enumerate(rows)}
    return Sums(last=len(checklist.criteria) + 1, members=members)


def _formulas(row: int, criterion: Criterion) -> Iterator[str]:
    given, answer = f"$D{row}", _looked_up("Rating", row)
    yield f'IF({is_one_of(answer, Rating)},{answer},"")'
    evidence = _looked_up("Evidence", row)
    yield f'IF(AND(LEN({evidence})>0,LEFT({evidence},{len(LAST_YEAR)})<>"{LAST_YEAR}"),1,0)'
    yield f"{credit(given, Rating)}*$B{row}"
    yield f"IF({is_one_of(given, LEFT_OUT)},0,{FULL_CREDIT}*$B{row})"
    yield f"$E{row}*$F{row}"
    yield f'IF($D{row}="",$G{row},0)'
    breaking = [rating for rating in Rating if (criterion.duty, rating) in BREACHES]
    yield f"IF({is_one_of(given, breaking) if breaking else 'FALSE'},1,0)"


def _looked_up(heading: str, row: int) -> str:
    """What stands in a column of the checklist beside this Ref, as trimmed text; empty where the row is gone."""
    sheet = f"'{layout.CHECKLIST}'!"
    answers, refs = layout.column_letter(heading), layout.column_letter("Ref")
    found = f"INDEX({sheet}${answers}:${answers},MATCH($A{row},{sheet}${refs}:${refs},0))"
    return f'TRIM(IFERROR({found},"")&"")'
