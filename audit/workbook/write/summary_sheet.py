"""The summary: how far the filling has come and what it amounts to, live, by the workbook's own formulas."""

from openpyxl.formatting.rule import DataBarRule
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit.judgement import lenses
from audit.judgement.verdict import BEFORE
from audit.model import Checklist, Duty, Rating, Rule
from audit.spreadsheet import accessibility, styles
from audit.spreadsheet.cells import formula, header, put, widths
from audit.spreadsheet.coordinates import letter
from audit.text import NO_SCORE
from audit.workbook import layout
from audit.workbook.write import judgement_formulas
from audit.workbook.write.figures_sheet import Sums

_COUNTS = ("Questions", "Answered", "To do", *(rating.value for rating in Rating))
_FIGURES = ("So far", "Best case", "Evidenced")
_RATED_FROM, _RATED_TO = letter(4), letter(3 + len(Rating))
_FIRST = 4
_PLACE = 3
"""Which sheet of the workbook this is."""


def write(sheet: Worksheet, checklist: Checklist, sums: Sums) -> dict[str, str]:
    """Write the sheet; returns the defined names of its figures and where they are."""
    widths(sheet, (50, *(12 for _ in _COUNTS[:-1]), 16, 11, 11, 11))
    put(sheet, 1, 1, "How far you have come", styles.TITLE).alignment = styles.ONE_LINE
    sheet.row_dimensions[1].height = 30
    put(sheet, 2, 1, "These figures change as you fill in the sheet 'Checklist'.").alignment = styles.ONE_LINE
    names = _write_overall(sheet, checklist.rule, sums)
    row = _FIRST + len(names) + 1
    places = {name: f"'{layout.SUMMARY}'!$B${place}" for name, place in names.items()}
    for number, view in enumerate((view for view in lenses.of(checklist) if view.rows), start=1):
        first, row = row + 2, _write_lens(sheet, row + 1, view, sums, checklist)
        places |= _table_names(number, view, first, row - 2)
    sheet.freeze_panes = "B4"
    return places


def _table_names(number: int, view: lenses.LensMembers, first: int, last: int) -> dict[str, str]:
    """The names of a table: one for people, one for screen readers."""
    end = letter(len(_COUNTS) + len(_FIGURES))
    return {
        f"Summary_by_{view.id.replace('-', '_')}_table": f"'{layout.SUMMARY}'!$A${first}:${end}${last}",
        accessibility.region(number, f"A{first}", f"{end}{last}", _PLACE): f"'{layout.SUMMARY}'!$A${first}",
    }


def _write_overall(sheet: Worksheet, rule: Rule, sums: Sums) -> dict[str, int]:
    """The judgement and the figures of the whole, each with a name; returns the row of each."""
    earned, evidenced, available = (f"SUM({sums.column(name)})" for name in ("Earned", "Evidenced", "Available"))
    facts = judgement_formulas.Facts(sums)
    lines = (
        ("Judgement", BEFORE.rstrip(":"), judgement_formulas.judgement(facts, rule)),
        ("At_best", "At best, if every blank is met with evidence", judgement_formulas.at_best(facts, rule)),
        ("Essentials_shown", "Essentials met with evidence", facts.essentials_shown),
        ("Essentials", "Essentials that apply", facts.essentials),
        ("Shown", "Questions met with evidence", facts.shown),
        ("Applicable", "Questions that apply", facts.applicable),
        ("Breaches_of_law", "Breaches of law", facts.not_met(Duty.MUST)),
        ("Breaches_of_guidance", "Breaches of statutory guidance", facts.not_met(Duty.SHOULD)),
        ("Law_partly_shown", "Duties in law partly shown", facts.law_partly),
        ("Answered", "Questions answered", f"{facts.asked}-{facts.blank}"),
        ("To_do", "Questions to do", facts.blank),
        ("Score_so_far", "Points so far (%)", _percent(earned, available)),
        ("Score_best_case", "Points at best (%)", _best(sums)),
        (
            "Score_evidenced",
            "Points with evidence (%)",
            _percent(evidenced, available),
        ),
    )
    for row, (_, label, text) in enumerate(lines, start=_FIRST):
        put(sheet, row, 1, label, styles.BOLD).border = styles.BOX
        formula(sheet, row, 2, text, styles.BOLD)
    return {name: row for row, (name, _, _) in enumerate(lines, start=_FIRST)}


def _percent(earned: str, available: str) -> str:
    return f'IF({available}=0,"{NO_SCORE}",INT(100*({earned})/({available})))'


def _best(sums: Sums) -> str:
    both = f"SUM({sums.column('Earned')})+SUM({sums.column('Unanswered')})"
    return _percent(both, f"SUM({sums.column('Available')})")


def _write_lens(sheet: Worksheet, row: int, view: lenses.LensMembers, sums: Sums, checklist: Checklist) -> int:
    """One table: a row for each theme, source, golden rule or chapter. Returns the first free row below it."""
    put(sheet, row, 1, view.title, styles.HEADING).alignment = styles.ONE_LINE
    sheet.row_dimensions[row].height = 20
    subject = view.title.removeprefix("By ")
    header(sheet, row + 1, (subject[:1].upper() + subject[1:], *_COUNTS, *_FIGURES))
    first = row + 2
    for number, line in enumerate(view.rows, start=first):
        name = put(sheet, number, 1, line.title)
        name.border = styles.BOX
        if view.id == "theme":
            place = layout.FIRST_ROW + [c.id for c in checklist.criteria].index(line.refs[0])
            first_question = f"'{layout.CHECKLIST}'!{layout.column_letter('Rating')}{place}"
            name.hyperlink = Hyperlink(ref=name.coordinate, location=first_question)
            name.font = styles.LINKED
        for column, text in enumerate(_lens_formulas(number, sums, sums.belongs(view.id, line.id)), start=2):
            formula(sheet, number, column, text)
    last = first + len(view.rows) - 1
    bars = letter(len(_COUNTS) + 1)
    rule = DataBarRule("num", 0, "num", 100, color="FF8FB3CF", showValue=True)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(f"{bars}{first}:{bars}{last}", rule)
    return last + 2


def _lens_formulas(row: int, sums: Sums, belongs: str) -> list[str]:
    def total(name: str) -> str:
        return f"SUMPRODUCT({belongs}*{sums.column(name)})"

    ratings = sums.column("Answer given")
    counts = [f'SUMPRODUCT({belongs}*({ratings}="{rating.value}"))' for rating in Rating]
    return [
        f"SUM({belongs})",
        f"SUM({_RATED_FROM}{row}:{_RATED_TO}{row})",
        f"B{row}-C{row}",
        *counts,
        _percent(total("Earned"), total("Available")),
        _percent(f"{total('Earned')}+{total('Unanswered')}", total("Available")),
        _percent(total("Evidenced"), total("Available")),
    ]
