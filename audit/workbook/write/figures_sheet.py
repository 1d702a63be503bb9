"""The hidden sheet of sums: the scoring rule written as formulas, a row a criterion.

One rule, in two languages: everything here is generated from :class:`audit.model.Rule` and mirrors
:mod:`audit.judgement.scoring` step by step, and a test recalculates filled workbooks in LibreOffice and compares
every figure. Answers are looked up by Ref, so that sorting the checklist changes nothing. No function newer than
Excel 2016.
"""

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from audit.judgement import lenses, plan
from audit.judgement.evidence import compared
from audit.judgement.findings import BREACHES, Finding, may_be_left_out
from audit.model import LAST_YEAR, Checklist, Criterion, Duty, Rating, Response
from audit.model.ratings import EARNING, FULL_CREDIT, LEFT_OUT, SCORED, WANTING
from audit.model.response_fields import BY_NAME
from audit.spreadsheet.cells import formula, header, put
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout
from audit.workbook.write import evidence_formulas
from audit.workbook.write.evidence_formulas import WordLists
from audit.workbook.write.rating_formulas import credit, is_one_of

# None of these is a heading of the checklist: this sheet must never be taken for one.
_FIXED = (
    "Question",
    "Weight",
    "Force",
    "Essential",
    "May be left out",
    "Question words",
    "Reason words",
    "Evidence with quotes",
    "Evidence words",
    "Not denied",
    "Dated",
    "Points wanted",
    "Points found",
    "Answer given",
    "Has evidence",
    "Earned",
    "Available",
    "Evidenced",
    "Unanswered",
    "Breach",
    "Shown",
    "Law undated",
    "Left out alone",
    "Still needed",
    "Title",
    "Role",
    "Order to put right",
    "Order to answer",
)


_APART = 10_000
"""More than there are rows, so that one order stands within another."""
NO_ANSWER = "an answer"
"""What is needed where there is none."""
NOT_ONE_OF_OURS = "a rating from the list"
"""What an answer needs in which something else stands as a rating."""


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


def write(sheet: Worksheet, checklist: Checklist, columns: layout.Arrangement) -> Sums:
    """Write the sums; returns where they are. ``columns`` is how the columns of the checklist stand."""
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    rows = [(view.id, row) for view in lenses.of(checklist) for row in view.rows]
    header(sheet, 1, [*_FIXED, *(f"{lens}: {row.id}" for lens, row in rows), *evidence_formulas.HEADINGS])
    lists = WordLists.write(sheet, len(_FIXED) + len(rows) + 1)
    for number, criterion in enumerate(checklist.criteria, start=2):
        _write_row(sheet, number, criterion, checklist, _Around(lists, columns))
        for column, (_, row) in enumerate(rows, start=len(_FIXED) + 1):
            sheet.cell(number, column).value = int(criterion.id in row.refs)
    members = {(lens, row.id): letter(len(_FIXED) + n) for n, (lens, row) in enumerate(rows)}
    return Sums(last=len(checklist.criteria) + 1, members=members)


def beside(ref: str, name: str) -> str:
    """What the sheet has in a column for a Ref, as another sheet asks for it; an error where the Ref is not known."""
    column = letter(_FIXED.index(name))
    return f"INDEX('{layout.FIGURES}'!${column}:${column},MATCH({ref},'{layout.FIGURES}'!$A:$A,0))"


def _write_row(sheet: Worksheet, row: int, criterion: Criterion, checklist: Checklist, around: "_Around") -> None:
    given: dict[str, str | int] = {
        "Question": criterion.id,
        "Weight": checklist.rule.weight(criterion.duty),
        "Force": criterion.duty.value,
        "Essential": int(bool(criterion.essential)),
        "May be left out": int(may_be_left_out(criterion)),
        "Question words": f" {compared(criterion.question)} ",
        "Title": f"{row - 1}. {criterion.title}",
        "Role": checklist.role(criterion.owner),
    }
    for column, name in enumerate(_FIXED, start=1):
        if name not in given:
            continue
        value = given[name]
        if isinstance(value, str):
            put(sheet, row, column, value)
        else:
            sheet.cell(row, column).value = value
    for name, text in _formulas(row, criterion, around).items():
        formula(sheet, row, _FIXED.index(name) + 1, text)


def _formulas(row: int, criterion: Criterion, around: "_Around") -> dict[str, str]:
    """The scorer, as formulas: each column by its heading."""

    def cell(name: str) -> str:
        return f"${letter(_FIXED.index(name))}{row}"

    lists = around.lists
    given, answer = cell("Answer given"), around.looked_up("Rating", row)
    reason, words, weight = cell("Reason words"), cell("Evidence words"), cell("Weight")
    evidence = around.looked_up("Evidence", row)
    accepted = f"AND({cell('May be left out')}=1,{evidence_formulas.says(reason, lists)})"
    repeated = evidence_formulas.repeats(words, cell("Question words"))
    says = evidence_formulas.says(words, lists)
    wanted, undenied = cell("Points wanted"), cell("Not denied")
    found = evidence_formulas.with_day(cell("Points found"), cell("Dated"), wanted)
    enough = evidence_formulas.is_enough(words, undenied, found, wanted, lists)
    old = f'LOWER(LEFT({evidence},{len(LAST_YEAR)}))="{LAST_YEAR.lower()}"'
    breaking = [rating for rating in Rating if (criterion.duty, rating) in BREACHES]
    partly = f'AND({cell("Force")}="{Duty.MUST}",{given}="{Rating.PARTLY}")'
    left_out = is_one_of(given, LEFT_OUT)
    return {
        "Reason words": evidence_formulas.compared(around.looked_up("Notes", row), LAST_YEAR),
        "Evidence with quotes": evidence_formulas.compared_quoting(evidence),
        "Evidence words": evidence_formulas.without_quotation(cell("Evidence with quotes")),
        "Not denied": evidence_formulas.without_denied(words),
        "Dated": evidence_formulas.dated(words, lists),
        "Points wanted": evidence_formulas.needed(evidence, words, lists),
        "Points found": evidence_formulas.points(undenied, lists),
        "Answer given": (
            f'IF({is_one_of(answer, SCORED)},{answer},IF(AND({is_one_of(answer, LEFT_OUT)},{accepted}),{answer},""))'
        ),
        "Has evidence": f"IF(OR({old},NOT({says}),{repeated}),0,IF({enough},1,0))",
        "Earned": f"{credit(given, Rating)}*{weight}",
        "Available": f"IF({left_out},0,{FULL_CREDIT}*{weight})",
        "Evidenced": f"{cell('Has evidence')}*{cell('Earned')}",
        "Unanswered": f'IF({given}="",{cell("Available")},0)',
        "Breach": f"IF({is_one_of(given, breaking) if breaking else 'FALSE'},1,0)",
        "Shown": f'IF(AND({given}="{Rating.MET}",{cell("Has evidence")}=1),1,0)',
        "Law undated": f"IF({partly},IF({around.is_taken_on(row)},0,1),0)",
        "Left out alone": f"IF({left_out},{0 if criterion.not_applicable_when else 1},0)",
        "Order to put right": _order_to_put_right(given, criterion, row),
        "Order to answer": f'IF({given}="",{_APART * (not criterion.essential) + row},"")',
        "Still needed": _still_needed(around, row, answer, old, cell),
    }


def _order_to_put_right(given: str, criterion: Criterion, row: int) -> str:
    """Where it stands among what is to be put right, as in the plan; empty where there is nothing to put right."""
    order = '""'
    for rating in WANTING:
        priority = plan.priority_of(Finding.of(criterion, Response(ref=criterion.id, rating=rating)))
        if priority:
            place = _APART * (10 * priority + criterion.effort.order) + row
            order = f'IF({given}="{rating.value}",{place},{order})'
    return order


def _still_needed(around: "_Around", row: int, answer: str, old: str, cell: Callable[[str], str]) -> str:
    """What an answer lacks, in a few words beside it, as soon as it is chosen: by the rule that the tool goes by."""
    evidence, action, owner = (around.looked_up(name, row) for name in ("Evidence", "Action", "Owner"))
    unnamed = f'IF(OR({evidence}="",{old}),"evidence of this year","evidence that names something")'
    refused = f'IF({cell("May be left out")}=1,"a reason in Notes","a rating, or a reviewer who agrees")'
    left_out, earning, wanting = (is_one_of(answer, some) for some in (LEFT_OUT, EARNING, WANTING))
    return (
        f'IF({answer}="","{NO_ANSWER}",IF(NOT({is_one_of(answer, Rating)}),"{NOT_ONE_OF_OURS}",'
        f'IF({left_out},IF({cell("Answer given")}<>"","",{refused}),'
        f"IF(AND({earning},{cell('Has evidence')}=0),{unnamed},"
        f'IF(AND({wanting},{action}<>"",{owner}=""),"an owner","")))))'
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What the formulas of a row look at: the lists of words, and the columns of the checklist."""

    lists: WordLists
    columns: layout.Arrangement

    def is_taken_on(self, row: int) -> str:
        """Whether somebody is to do it by a day within a year of the audit."""
        due, owner, day = (
            self._beside(BY_NAME["due"].heading, row),
            self.looked_up("Owner", row),
            layout.AUDIT_DATE_NAME,
        )
        within = f"AND({due}>={day},{due}<=EDATE({day},12))"
        dated = f"AND(ISNUMBER({day}),ISNUMBER({due}))"
        return f'AND({owner}<>"",ISNUMBER({day}),ISNUMBER({due}),IF({dated},{within},FALSE))'

    def looked_up(self, heading: str, row: int) -> str:
        """What stands in a column of the checklist beside this Ref, as trimmed text; empty where the row is gone."""
        return f'TRIM(IFERROR({self._beside(heading, row)},"")&"")'

    def _beside(self, heading: str, row: int) -> str:
        """The cell of a column of the checklist beside this Ref."""
        sheet = f"'{layout.CHECKLIST}'!"
        answers, refs = self.columns.letter(heading), self.columns.letter("Ref")
        return f"INDEX({sheet}${answers}:${answers},MATCH($A{row},{sheet}${refs}:${refs},0))"
