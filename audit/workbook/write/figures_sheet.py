"""The hidden sheet of sums: the scoring rule written as formulas, a row a criterion.

One rule, in two languages: everything here is generated from :class:`audit.model.Rule` and mirrors
:mod:`audit.judgement.scoring` step by step, and a test recalculates filled workbooks in LibreOffice and compares
every figure. Answers are looked up by Ref, so that sorting the checklist changes nothing. No function newer than
Excel 2016.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from audit.judgement import lenses
from audit.judgement.evidence import LONGEST_BARE, SEPARATORS, compared
from audit.judgement.evidence_words import CLAIMS, COUNTED_ONLY, CUES, DENIALS, NOTHING, UNMADE
from audit.judgement.findings import BREACHES
from audit.model import LAST_YEAR, Checklist, Criterion, Duty, Rating
from audit.model.ratings import FULL_CREDIT, LEFT_OUT, SCORED
from audit.spreadsheet.cells import formula, header, put
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout
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
    "Evidence words",
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
)
_LISTS = {"Names nothing": NOTHING, "Claims": CLAIMS, "Points at something": CUES, "Not there yet": UNMADE}
"""The words by which a text is seen to name nothing, each list in a column of its own after the lenses."""


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
    header(sheet, 1, [*_FIXED, *(f"{lens}: {row.id}" for lens, row in rows), *_LISTS])
    lists = _write_lists(sheet, len(_FIXED) + len(rows) + 1)
    for number, criterion in enumerate(checklist.criteria, start=2):
        _write_row(sheet, number, criterion, checklist, lists)
        for column, (_, row) in enumerate(rows, start=len(_FIXED) + 1):
            sheet.cell(number, column).value = int(criterion.id in row.refs)
    members = {(lens, row.id): letter(len(_FIXED) + n) for n, (lens, row) in enumerate(rows)}
    return Sums(last=len(checklist.criteria) + 1, members=members)


def _write_lists(sheet: Worksheet, first: int) -> tuple[str, ...]:
    """The lists of words, one under the other; returns their ranges."""
    for column, words in enumerate(_LISTS.values(), start=first):
        for row, word in enumerate(words, start=2):
            put(sheet, row, column, word)
    places = ((letter(first - 1 + n), len(words) + 1) for n, words in enumerate(_LISTS.values()))
    return tuple(f"${column}$2:${column}${last}" for column, last in places)


def _write_row(sheet: Worksheet, row: int, criterion: Criterion, checklist: Checklist, lists: tuple[str, ...]) -> None:
    free = not (criterion.essential or criterion.duty is Duty.MUST) or bool(criterion.not_applicable_when)
    given: dict[str, str | int] = {
        "Question": criterion.id,
        "Weight": checklist.rule.weight(criterion.duty),
        "Force": criterion.duty.value,
        "Essential": int(bool(criterion.essential)),
        "May be left out": int(free),
        "Question words": f" {compared(criterion.question)} ",
    }
    for column, name in enumerate(_FIXED, start=1):
        if name not in given:
            continue
        value = given[name]
        if isinstance(value, str):
            put(sheet, row, column, value)
        else:
            sheet.cell(row, column).value = value
    for name, text in _formulas(row, criterion, lists).items():
        formula(sheet, row, _FIXED.index(name) + 1, text)


def _formulas(row: int, criterion: Criterion, lists: tuple[str, ...]) -> dict[str, str]:
    """The scorer, as formulas: each column by its heading."""

    def cell(name: str) -> str:
        return f"${letter(_FIXED.index(name))}{row}"

    nothing, claims, cues, unmade = lists
    given, answer = cell("Answer given"), _looked_up("Rating", row)
    reason, words, weight = cell("Reason words"), cell("Evidence words"), cell("Weight")
    evidence = _looked_up("Evidence", row)
    accepted = f"AND({cell('May be left out')}=1,{_says(reason, nothing)})"
    repeated = f'FIND(" "&{words}&" ",{cell("Question words")})'
    bare = f"AND(LEN({words})<={LONGEST_BARE},ISNUMBER({repeated}))"
    dated = f"AND({_has_digit(words)},NOT({_holds_one_of(words, COUNTED_ONLY)}))"
    points = f"OR({dated},{_holds(words, cues)}>0)"
    absent = "+".join(_holds(words, cues, after=denial) for denial in DENIALS)
    hollow = f"OR({_holds(words, unmade)}>0,{absent}>0,AND({_holds(words, claims)}>0,NOT({points})))"
    old = f'LOWER(LEFT({evidence},{len(LAST_YEAR)}))="{LAST_YEAR.lower()}"'
    breaking = [rating for rating in Rating if (criterion.duty, rating) in BREACHES]
    partly = f'AND({cell("Force")}="{Duty.MUST}",{given}="{Rating.PARTLY}")'
    left_out = is_one_of(given, LEFT_OUT)
    return {
        "Reason words": _compared(_looked_up("Notes", row), LAST_YEAR),
        "Evidence words": _compared(evidence),
        "Answer given": (
            f'IF({is_one_of(answer, SCORED)},{answer},IF(AND({is_one_of(answer, LEFT_OUT)},{accepted}),{answer},""))'
        ),
        "Has evidence": f"IF(OR({old},NOT({_says(words, nothing)}),{bare},{hollow}),0,1)",
        "Earned": f"{credit(given, Rating)}*{weight}",
        "Available": f"IF({left_out},0,{FULL_CREDIT}*{weight})",
        "Evidenced": f"{cell('Has evidence')}*{cell('Earned')}",
        "Unanswered": f'IF({given}="",{cell("Available")},0)',
        "Breach": f"IF({is_one_of(given, breaking) if breaking else 'FALSE'},1,0)",
        "Shown": f'IF(AND({given}="{Rating.MET}",{cell("Has evidence")}=1),1,0)',
        "Law undated": f"IF({partly},IF({_is_taken_on(row)},0,1),0)",
        "Left out alone": f"IF({left_out},{0 if criterion.not_applicable_when else 1},0)",
    }


def _compared(text: str, *without: str) -> str:
    """A text as :func:`audit.judgement.evidence.compared` has it: small letters, single spaces in place of the rest."""
    for prefix in without:
        text = f'IF(LOWER(LEFT({text},{len(prefix)}))="{prefix.lower()}",MID({text},{len(prefix) + 1},32767),{text})'
    for character in SEPARATORS:
        shown = f"CHAR({ord(character)})" if character in '\n\t"' else f'"{character}"'
        text = f'SUBSTITUTE({text},{shown}," ")'
    return f"TRIM(LOWER({text}))"


def _says(words: str, nothing: str) -> str:
    return f"AND(LEN({words})>1,OR(LEN({words})>{LONGEST_BARE},ISNA(MATCH({words},{nothing},0))))"


def _holds(words: str, phrases: str, *, after: str = "") -> str:
    """How many of the phrases of a list a text holds, each directly after a word if that is said."""
    before = f"{after} " if after else ""
    return f'SUMPRODUCT(--ISNUMBER(SEARCH(" {before}"&{phrases}&" "," "&{words}&" ")))'


def _holds_one_of(words: str, phrases: Iterable[str]) -> str:
    found = ",".join(f'ISNUMBER(SEARCH(" {phrase} "," "&{words}&" "))' for phrase in phrases)
    return f"OR({found})"


def _has_digit(words: str) -> str:
    return f'SUMPRODUCT(--ISNUMBER(FIND({{"0","1","2","3","4","5","6","7","8","9"}},{words})))>0'


def _is_taken_on(row: int) -> str:
    """Whether somebody is to do it by a day within a year of the audit."""
    due, owner, day = _cell_beside("Due", row), _looked_up("Owner", row), layout.AUDIT_DATE_NAME
    within = f"AND({due}>={day},{due}<=EDATE({day},12))"
    return f'AND({owner}<>"",ISNUMBER({day}),ISNUMBER({due}),IF(AND(ISNUMBER({day}),ISNUMBER({due})),{within},FALSE))'


def _cell_beside(heading: str, row: int) -> str:
    """The cell of a column of the checklist beside this Ref."""
    sheet = f"'{layout.CHECKLIST}'!"
    answers, refs = layout.column_letter(heading), layout.column_letter("Ref")
    return f"INDEX({sheet}${answers}:${answers},MATCH($A{row},{sheet}${refs}:${refs},0))"


def _looked_up(heading: str, row: int) -> str:
    """What stands in a column of the checklist beside this Ref, as trimmed text; empty where the row is gone."""
    return f'TRIM(IFERROR({_cell_beside(heading, row)},"")&"")'
