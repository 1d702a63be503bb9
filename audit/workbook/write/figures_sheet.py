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
from audit.workbook.write import evidence_formulas, reason_formulas
from audit.workbook.write.evidence_formulas import WordLists
from audit.workbook.write.rating_formulas import credit, is_one_of
from audit.workbook.write.reason_formulas import ReasonLists

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
    "Reason left",
    "Reason letters",
    "Owner words",
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
    "For the tool",
    "Still needed",
    "Title",
    "Role",
    "Order to put right",
    "Order to answer",
)


_LISTS = (*evidence_formulas.HEADINGS, *reason_formulas.HEADINGS)
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
    header(sheet, 1, [*_FIXED, *(f"{lens}: {row.id}" for lens, row in rows), *_LISTS])
    first = len(_FIXED) + len(rows) + 1
    lists = WordLists.write(sheet, first)
    reasons = ReasonLists.write(sheet, first + len(evidence_formulas.HEADINGS))
    for number, criterion in enumerate(checklist.criteria, start=2):
        _write_row(sheet, number, criterion, checklist, _Around(lists, reasons, columns))
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
    words, weight = cell("Evidence words"), cell("Weight")
    evidence = around.looked_up("Evidence", row)
    accepted = f"AND({cell('May be left out')}=1,{_has_reason(around, cell)})"
    is_named = reason_formulas.is_named(cell("Owner words"), around.reasons)
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
        **_words_of_reason(row, around, cell),
        "Evidence with quotes": evidence_formulas.compared_quoting(evidence),
        "Evidence words": evidence_formulas.without_quotation(cell("Evidence with quotes")),
        "Not denied": evidence_formulas.without_denied(words),
        "Dated": evidence_formulas.dated(words, lists),
        "Points wanted": evidence_formulas.needed(evidence, words, lists),
        "Points found": evidence_formulas.points(undenied, lists),
        "Answer given": (
            f'IF({around.stands_twice(row)},"",IF({is_one_of(answer, SCORED)},{answer},'
            f'IF(AND({is_one_of(answer, LEFT_OUT)},{accepted}),{answer},"")))'
        ),
        "Has evidence": f"IF(OR({old},NOT({says}),{repeated}),0,IF({enough},1,0))",
        "Earned": f"{credit(given, Rating)}*{weight}",
        "Available": f"IF({left_out},0,{FULL_CREDIT}*{weight})",
        "Evidenced": f"{cell('Has evidence')}*{cell('Earned')}",
        "Unanswered": f'IF({given}="",{cell("Available")},0)',
        "Breach": f"IF({is_one_of(given, breaking) if breaking else 'FALSE'},1,0)",
        "Shown": f'IF(AND({given}="{Rating.MET}",{cell("Has evidence")}=1),1,0)',
        "Law undated": f"IF({partly},IF({around.is_taken_on(row, is_named)},0,1),0)",
        "Left out alone": f"IF({left_out},{0 if criterion.not_applicable_when else 1},0)",
        "For the tool": f"IF(OR({around.is_for_the_tool(row, answer, partly)}),1,0)",
        "Order to put right": _order_to_put_right(given, criterion, row),
        "Order to answer": f'IF({given}="",{_APART * (not criterion.essential) + row},"")',
        "Still needed": _still_needed(around, row, cell, old=old, is_named=is_named),
    }


def _words_of_reason(row: int, around: "_Around", cell: Callable[[str], str]) -> dict[str, str]:
    """The notes as a reason, and the owner, each as words that are looked up."""
    return {
        "Reason words": evidence_formulas.compared(around.looked_up("Notes", row), LAST_YEAR),
        "Reason left": reason_formulas.core(cell("Reason words")),
        "Reason letters": reason_formulas.letters(cell("Reason left")),
        "Owner words": evidence_formulas.compared(around.looked_up("Owner", row)),
    }


def _has_reason(around: "_Around", cell: Callable[[str], str]) -> str:
    words, left, bare = (cell(name) for name in ("Reason words", "Reason left", "Reason letters"))
    return reason_formulas.gives_reason(words, left, bare, around.reasons, around.lists)


def _order_to_put_right(given: str, criterion: Criterion, row: int) -> str:
    """Where it stands among what is to be put right, as in the plan; empty where there is nothing to put right."""
    order = '""'
    for rating in WANTING:
        priority = plan.priority_of(Finding.of(criterion, Response(ref=criterion.id, rating=rating)))
        if priority:
            place = _APART * (10 * priority + criterion.effort.order) + row
            order = f'IF({given}="{rating.value}",{place},{order})'
    return order


def _still_needed(around: "_Around", row: int, cell: Callable[[str], str], *, old: str, is_named: str) -> str:
    """What an answer lacks, in a few words beside it, as soon as it is chosen: by the rule that the tool goes by."""
    answer, evidence, action = (around.looked_up(name, row) for name in ("Rating", "Evidence", "Action"))
    unnamed = f'IF(OR({evidence}="",{old}),"evidence of this year","evidence that names something")'
    refused = f'IF({cell("May be left out")}=1,"a reason in Notes","a rating, or a reviewer who agrees")'
    left_out, earning, wanting = (is_one_of(answer, some) for some in (LEFT_OUT, EARNING, WANTING))
    return (
        f'IF({answer}="","{NO_ANSWER}",IF(NOT({is_one_of(answer, Rating)}),"{NOT_ONE_OF_OURS}",'
        f'IF({left_out},IF({cell("Answer given")}<>"","",{refused}),'
        f"IF(AND({earning},{cell('Has evidence')}=0),{unnamed},"
        f'IF(AND({wanting},{action}<>"",NOT({is_named})),"an owner","")))))'
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What the formulas of a row look at: the lists of words, and the columns of the checklist."""

    lists: WordLists
    reasons: ReasonLists
    columns: layout.Arrangement

    def is_taken_on(self, row: int, is_named: str) -> str:
        """Whether somebody is to do it by a day within a year of the audit; a time on that day is the same day."""
        due, day = self._beside(BY_NAME["due"].heading, row), layout.AUDIT_DATE_NAME
        within = f"AND(INT({due})>=INT({day}),INT({due})<=EDATE(INT({day}),12))"
        return (
            f"AND({is_named},ISNUMBER({day}),ISNUMBER({due}),IF(AND(ISNUMBER({day}),ISNUMBER({due})),{within},FALSE))"
        )

    def stands_twice(self, row: int) -> str:
        """Whether the question stands in several rows: what counts then, the tool decides."""
        refs = self.columns.letter("Ref")
        return f"COUNTIF('{layout.CHECKLIST}'!${refs}:${refs},$A{row})>1"

    def is_for_the_tool(self, row: int, answer: str, partly: str) -> str:
        """Whether something stands here that a formula cannot judge, and the tool may read, in one of three ways.

        A question in several rows, a rating in other words, or a day in words beside a duty in law that is partly met.
        """
        due, day = self._beside(BY_NAME["due"].heading, row), layout.AUDIT_DATE_NAME
        in_words = f"AND({partly},OR(ISTEXT({due}),ISTEXT({day})))"
        return f'{self.stands_twice(row)},AND({answer}<>"",NOT({is_one_of(answer, Rating)})),{in_words}'

    def looked_up(self, heading: str, row: int) -> str:
        """What stands in a column of the checklist beside this Ref, as trimmed text; empty where the row is gone."""
        return f'TRIM(IFERROR({self._beside(heading, row)},"")&"")'

    def _beside(self, heading: str, row: int) -> str:
        """The cell of a column of the checklist beside this Ref."""
        sheet = f"'{layout.CHECKLIST}'!"
        answers, refs = self.columns.letter(heading), self.columns.letter("Ref")
        return f"INDEX({sheet}${answers}:${answers},MATCH($A{row},{sheet}${refs}:${refs},0))"
