"""The summary: how far the filling has come and what it amounts to, live, by the workbook's own formulas."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from openpyxl.cell import Cell
from openpyxl.formatting.rule import DataBarRule
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit.judgement import lenses
from audit.judgement.verdict import BEFORE, CAUTION, Level
from audit.model import Checklist, Duty, Rating
from audit.spreadsheet import accessibility, styles
from audit.spreadsheet.cells import formula, header, put, widths
from audit.spreadsheet.coordinates import letter
from audit.text import NO_SCORE
from audit.workbook import layout
from audit.workbook.write import judgement_formulas
from audit.workbook.write.figures_sheet import NO_ANSWER, Sums

_PROGRESS = "Answered (%)"
"""The one figure with a bar: how much is answered. A bar of points would look like a result before there is one."""
_COUNTS = ("Questions", "Answered", "To do", *(rating.value for rating in Rating))
_FIGURES = ("Points so far (%)", "Points at best (%)", "Points with evidence (%)")
_HEADINGS = (_PROGRESS, *_COUNTS, *_FIGURES)
_RATED_FROM, _RATED_TO = letter(5), letter(4 + len(Rating))
NONE_YET = "none yet"
"""What stands as points where nothing has been answered."""
_FIRST = 4
_LISTS = (
    ("Put these right first", "Order to put right", 6, "Nothing so far."),
    ("Answer these next", "Order to answer", 5, "Every question is answered."),
)
"""What is listed live: the heading, the column of the hidden sheet that orders it, how many, and what if none."""


def write(sheet: Worksheet, more: Worksheet, checklist: Checklist, sums: Sums, asked: int) -> dict[str, str]:
    """Write the summary, and onto a sheet of its own the figures by what the checklist rests on.

    ``asked`` is how many of its first questions the workbook asks: of a first look, not all by which it is judged.
    Returns the defined names of its figures and where they are.
    """
    about = f"These figures change as you fill in the sheet 'Checklist'. {CAUTION}"
    _write_title(sheet, "How far you have come", about)
    _write_title(more, "More figures", "The same answers by what they rest on; one may count in several rows.")
    figures = _write_overall(sheet, checklist, sums)
    places = {name: f"'{layout.SUMMARY}'!$B${place}" for name, place in figures.items()}
    tables = {layout.SUMMARY: 0, layout.MORE: 0}
    rows = {layout.SUMMARY: _FIRST + len(figures) + 1, layout.MORE: _FIRST - 1}
    for view in (view for view in lenses.of(checklist) if view.rows):
        own = sheet if view.id == "theme" else more
        first = rows[own.title] + 2
        rows[own.title] = _write_lens(own, first - 1, view, sums, checklist, asked=asked)
        tables[own.title] += 1
        word = f"By_{view.id.replace('-', '_')}"
        end = f"{letter(len(_HEADINGS))}{rows[own.title] - 2}"
        places |= _table_names(own.title, tables[own.title], word, f"A{first}:{end}")
    row = rows[layout.SUMMARY]
    for number, (word, write_table) in enumerate(_lists(checklist, sums), start=tables[layout.SUMMARY] + 1):
        first, row = row + 1, write_table(sheet, row + 1)
        places |= _table_names(layout.SUMMARY, number, word, f"A{first}:B{row - 1}")
    for own in (sheet, more):
        own.freeze_panes = f"B{_FIRST}"
    return places


def _write_title(sheet: Worksheet, title: str, about: str) -> None:
    widths(sheet, (50, 14, *(12 for _ in _COUNTS[:-1]), 16, 13, 13, 15))
    put(sheet, 1, 1, title, styles.TITLE).alignment = styles.ONE_LINE
    sheet.row_dimensions[1].height = 30
    put(sheet, 2, 1, about).alignment = styles.ONE_LINE


def _table_names(sheet: str, number: int, word: str, cells: str) -> dict[str, str]:
    """The names of a table: one for people, one for screen readers."""
    first, last = cells.split(":")
    fixed = ":".join(re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", corner) for corner in (first, last))
    place = layout.SHEETS.index(sheet) + 1
    return {
        f"{word}_table": f"'{sheet}'!{fixed}",
        accessibility.region(number, first, last, place): f"'{sheet}'!{fixed.partition(':')[0]}",
    }


def _lists(checklist: Checklist, sums: Sums) -> Iterator[tuple[str, Callable[[Worksheet, int], int]]]:
    """The lists below the themes, each with its name and what writes it from a row on."""
    for title, order, most, none in _LISTS:
        yield (
            title.replace(" ", "_"),
            partial(
                _write_list, title=title, order=sums.column(order), most=most, none=none, titles=sums.column("Title")
            ),
        )
    roles = tuple(dict.fromkeys(checklist.role(criterion.owner) for criterion in checklist.criteria))
    yield "Questions_left", partial(_write_roles, roles=roles, role=sums.column("Role"), sums=sums)


def _write_list(  # noqa: PLR0913 - each is named
    sheet: Worksheet, row: int, *, title: str, order: str, titles: str, most: int, none: str
) -> int:
    """A list in its order, as long as there is something to list. Returns the first free row but one below it."""
    header(sheet, row, (title, "Of"))
    for number in range(1, most + 1):
        smallest = f"SMALL({order},{number})"
        text = f'IFERROR(INDEX({titles},MATCH({smallest},{order},0)),"")'
        if number == 1:
            text = f'IF(COUNT({order})=0,"{none}",{text})'
        formula(sheet, row + number, 1, text)
        formula(sheet, row + number, 2, f"COUNT({order})" if number == 1 else '""')
    return row + most + 1


def _write_roles(sheet: Worksheet, row: int, *, roles: Sequence[str], role: str, sums: Sums) -> int:
    """How many questions are left for each role."""
    header(sheet, row, ("Questions left, by role", "Left"))
    given = sums.column("Answer given")
    for number, name in enumerate(roles, start=row + 1):
        cell = put(sheet, number, 1, name)
        cell.border = styles.BOX
        formula(sheet, number, 2, f'SUMPRODUCT(({role}=A{number})*({given}=""))')
    return row + len(roles) + 1


def _write_overall(sheet: Worksheet, checklist: Checklist, sums: Sums) -> dict[str, int]:
    """The judgement and the figures of the whole, each with a name; returns the row of each."""
    earned, evidenced, available = (f"SUM({sums.column(name)})" for name in ("Earned", "Evidenced", "Available"))
    facts, rule = judgement_formulas.Facts(sums), checklist.rule
    answered = f"({facts.asked}-{facts.blank})"
    judged = all(criterion.cites for criterion in checklist.criteria)
    essential = any(criterion.essential for criterion in checklist.criteria)
    lines = (
        ("Answered_percent", "Questions answered (%)", _percent(answered, facts.asked)),
        *([("Essentials_answered_percent", "Essentials answered (%)", facts.essentials_answered)] if essential else []),
        (
            "Judgement",
            BEFORE.rstrip(":"),
            judgement_formulas.judgement(facts, rule) if judged else f'"{Level.NOT_JUDGED}"',
        ),
        (
            "At_best",
            "At best, if every blank is met with evidence",
            judgement_formulas.at_best(facts, rule) if judged else '""',
        ),
        ("Answered", "Questions answered", answered),
        ("To_do", "Questions to do", facts.blank),
        ("Answers_wanting", "Answers that need something (see Still needed)", _wanting(sums)),
        ("For_the_tool", "Answers that only the tool can read: it will check them", facts.for_the_tool),
        *(_essentials(facts) if essential else ()),
        ("Shown", "Questions met with evidence", facts.shown),
        ("Applicable", "Questions that apply", facts.applicable),
        ("Breaches_of_law", "Breaches of law", facts.not_met(Duty.MUST)),
        ("Breaches_of_guidance", "Breaches of statutory guidance", facts.not_met(Duty.SHOULD)),
        ("Law_partly_shown", "Duties in law partly shown", facts.law_partly),
        ("Score_so_far", "Points so far, where a blank earns none (%)", _percent(earned, available, answered)),
        ("Score_best_case", "Points at best, if every blank is met (%)", _best(sums)),
        ("Score_evidenced", "Points so far that name evidence (%)", _percent(evidenced, available, answered)),
    )
    rows = {name: row for row, (name, _, _) in enumerate(lines, start=_FIRST)}
    for row, (name, label, text) in enumerate(lines, start=_FIRST):
        font = styles.BODY if name.startswith("Score") else styles.BOLD
        put(sheet, row, 1, label, font).border = styles.BOX
        formula(sheet, row, 2, text, font)
    open_ = formula(sheet, _FIRST - 1, 1, judgement_formulas.what_is_open(facts, f"B{rows['Judgement']}"), styles.BOLD)
    open_.border, open_.alignment = styles.NO_BORDER, styles.ONE_LINE
    _bars(sheet, f"B{_FIRST}:B{_FIRST + essential}")
    return rows


def _wanting(sums: Sums) -> str:
    """How many answers lack something, by what stands beside each."""
    lacks = sums.column("Still needed")
    return f'SUMPRODUCT(({lacks}<>"")*({lacks}<>"{NO_ANSWER}"))'


def _percent(earned: str, available: str, answered: str = "") -> str:
    """A percentage; in words where there is nothing to have points of, or where nothing is ``answered``."""
    share = f"INT(100*({earned})/({available}))"
    if answered:
        share = f'IF({answered}=0,"{NONE_YET}",{share})'
    return f'IF({available}=0,"{NO_SCORE}",{share})'


def _essentials(facts: judgement_formulas.Facts) -> tuple[tuple[str, str, str], ...]:
    return (
        ("Essentials_shown", "Essentials met with evidence", facts.essentials_shown),
        ("Essentials", "Essentials that apply", facts.essentials),
    )


def _best(sums: Sums) -> str:
    both = f"SUM({sums.column('Earned')})+SUM({sums.column('Unanswered')})"
    return _percent(both, f"SUM({sums.column('Available')})")


def _write_lens(  # noqa: PLR0913 - each is named
    sheet: Worksheet, row: int, view: lenses.LensMembers, sums: Sums, checklist: Checklist, *, asked: int
) -> int:
    """One table: a row for each theme, source, golden rule or chapter. Returns the first free row below it."""
    put(sheet, row, 1, view.title, styles.HEADING).alignment = styles.ONE_LINE
    sheet.row_dimensions[row].height = 20
    subject = view.title.removeprefix("By ")
    header(sheet, row + 1, (subject[:1].upper() + subject[1:], *_HEADINGS))
    sheet.row_dimensions[row + 1].height = 30
    first = row + 2
    for number, line in enumerate(view.rows, start=first):
        name = put(sheet, number, 1, line.title)
        name.border = styles.BOX
        if view.id == "theme":
            _link(name, [c.id for c in checklist.criteria].index(line.refs[0]), asked)
        for column, text in enumerate(_lens_formulas(number, sums, sums.belongs(view.id, line.id)), start=2):
            formula(sheet, number, column, text)
    last = first + len(view.rows) - 1
    _bars(sheet, f"B{first}:B{last}")
    return last + 2


def _link(name: Cell, number: int, asked: int) -> None:
    """A theme leads to its first question, if that is asked."""
    if number < asked:
        first_question = f"'{layout.CHECKLIST}'!{layout.column_letter('Rating')}{layout.FIRST_ROW + number}"
        name.hyperlink = Hyperlink(ref=name.coordinate, location=first_question)
        name.font = styles.LINKED


def _bars(sheet: Worksheet, cells: str) -> None:
    """A bar behind each figure of a hundred; none behind nothing, where programs draw a tenth if nobody says so."""
    rule = DataBarRule(  # type: ignore[no-untyped-call]
        "num", 0, "num", 100, color="FF8FB3CF", showValue=True, minLength=0, maxLength=100
    )
    sheet.conditional_formatting.add(cells, rule)


def _lens_formulas(row: int, sums: Sums, belongs: str) -> list[str]:
    def total(name: str) -> str:
        return f"SUMPRODUCT({belongs}*{sums.column(name)})"

    ratings = sums.column("Answer given")
    counts = [f'SUMPRODUCT({belongs}*({ratings}="{rating.value}"))' for rating in Rating]
    asked, answered = f"C{row}", f"D{row}"
    return [
        _percent(answered, asked),
        f"SUM({belongs})",
        f"SUM({_RATED_FROM}{row}:{_RATED_TO}{row})",
        f"{asked}-{answered}",
        *counts,
        _percent(total("Earned"), total("Available"), answered),
        _percent(f"{total('Earned')}+{total('Unanswered')}", total("Available")),
        _percent(total("Evidenced"), total("Available"), answered),
    ]
