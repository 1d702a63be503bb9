"""Finds the sheet with the questions by the words of its headings, wherever it stands and whatever it is called."""

from dataclasses import dataclass

from audit.model import Place
from audit.spreadsheet.coordinates import letter
from audit.spreadsheet.rows import CellValue, Rows, Sheets
from audit.text import plain
from audit.workbook import layout
from audit.workbook.read.cell_values import as_text
from audit.workbook.read.problem_log import ProblemLog

HEADER_WITHIN = 40
LONGEST_WORD = 60
NEVER_ASK = layout.NEVER_ASK


@dataclass(slots=True)
class QuestionSheet:
    """The sheet with the questions: its name, the row of its headings, and the column of each field (from 0)."""

    sheet: str
    rows: Rows
    header: int
    columns: dict[str, int]

    def text(self, row: int, name: str) -> str:
        """A field of a row as the words a person sees."""
        return as_text(self.value(row, name))

    def value(self, row: int, name: str) -> CellValue:
        """A field of a row as it is; empty text where there is none."""
        cells, column = self.rows[row], self.columns.get(name, -1)
        return cells[column] if 0 <= column < len(cells) else ""

    def cell(self, row: int, column: int) -> str:
        """The address of a cell, row and column counted from 0."""
        return f"{letter(column)}{row + 1}"

    def address(self, row: int, name: str) -> str:
        """The address of a field in a row."""
        return self.cell(row, self.columns.get(name, 0))

    def place(self, row: int, name: str) -> Place:
        """The place of a field in a row."""
        return Place(sheet=self.sheet, cell=self.cell(row, self.columns.get(name, 0)))

    def at(self, row: int, column: int) -> Place:
        """The place of a cell, row and column counted from 0."""
        return Place(sheet=self.sheet, cell=self.cell(row, column))


def find(sheets: Sheets, log: ProblemLog) -> QuestionSheet:
    """The sheet with the questions.

    Raises:
        AuditError: W01, there is none.
    """
    likely = sorted(sheets, key=lambda name: plain(name) != plain(layout.CHECKLIST))
    tables = [t for name in likely if name not in NEVER_ASK and (t := _find_header(name, sheets[name]))]
    if not tables:
        raise log.refuse("W01")
    for other in tables[1:]:
        log.say("W19", other.place(other.header, "ref"), first=tables[0].sheet, second=other.sheet)
    _check_headings(tables[0], log)
    return tables[0]


def _find_header(name: str, rows: Rows) -> QuestionSheet | None:
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        short = [cell for cell in row if isinstance(cell, str) and len(cell.strip()) == len("ref")]
        if "ref" not in map(plain, short):  # most rows hold nothing so short, and are soon passed over
            continue
        words = [plain(cell) if isinstance(cell, str) and len(cell) < LONGEST_WORD else "" for cell in row]
        if "ref" in words and "rating" in words:
            return QuestionSheet(name, rows, number, _columns(words))
    return None


def _columns(words: list[str]) -> dict[str, int]:
    """The column of each field, by the words above the columns; today's words before those of earlier years."""
    columns: dict[str, int] = {}
    for place, word in enumerate(words):
        column = layout.FIELDS.get(word)
        if column and column.field and word == plain(column.heading):
            columns.setdefault(column.field, place)
    for place, word in enumerate(words):
        column = layout.FIELDS.get(word)
        if column and column.field:
            columns.setdefault(column.field, place)
    return columns


def _check_headings(table: QuestionSheet, log: ProblemLog) -> None:
    columns = [layout.FIELDS.get(plain(as_text(cell))) for cell in table.rows[table.header]]
    for column in dict.fromkeys(layout.FIELDS.values()):
        stands = [place for place, found in enumerate(columns) if found is column]
        if not stands and not column.optional:
            log.say("W09", table.at(table.header, 0), column=column.heading)
        elif len(stands) > 1 and column.field:
            taken = table.columns[column.field]
            other = next(place for place in stands if place != taken)
            at = table.cell(table.header, taken)
            log.say("W10", table.at(table.header, other), column=column.heading, other=at)
