"""Walks through an OpenDocument spreadsheet before it is read: how far its cells go, and which were not typed.

Cells have no address there; they are counted, and a cell or row can be said once and repeated a billion times. So the
whole is walked through, and only what holds something counts.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from audit.workbook import layout

_MOST_REPEATED = 10**9


@dataclass(slots=True)
class Walked:
    """What the walk found: the untyped cells of each sheet, and the first far cell as sheet and address."""

    untyped: dict[str, set[str]] = field(default_factory=dict)
    far: tuple[str, str] | None = None
    spreadsheet: bool = False


class _Walker:
    def __init__(self, last_row: int, last_column: int, area: int) -> None:
        self.last_row, self.last_column, self.area = last_row, last_column, area
        self.deepest = self.widest = 0
        self.walked = Walked()
        self.sheet = ""
        self.row = self.column = 0
        self.rows_repeated = self.columns_repeated = 1
        self.deep = 0
        self.full = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "spreadsheet":
            self.walked.spreadsheet = True
        elif name == "table" and not self.deep:
            self.sheet, self.row = attributes.get("table:name", ""), 0
            self.deepest = self.widest = 0
            self.walked.untyped.setdefault(self.sheet, set())
        elif name == "table-row":
            self.row += 1
            self.column = 0
            self.rows_repeated = _repeated(attributes, "rows")
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell(attributes)
        elif self.deep and name == "p":
            self.full = True

    def _cell(self, attributes: dict[str, str]) -> None:
        self.deep += 1
        self.column += 1
        self.columns_repeated = _repeated(attributes, "columns")
        formula = attributes.get("table:formula", "")
        self.full = "office:value-type" in attributes or bool(formula)
        if formula or attributes.get("calcext:value-type") == "error":
            self.walked.untyped[self.sheet].add(f"{layout.letter(self.column - 1)}{self.row}")

    def _is_far(self, row: int, column: int) -> bool:
        self.deepest, self.widest = max(self.deepest, row), max(self.widest, column)
        return row > self.last_row or column > self.last_column or self.deepest * self.widest > self.area

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in {"table-cell", "covered-table-cell"}:
            last_column = self.column + self.columns_repeated - 1
            last_row = self.row + self.rows_repeated - 1
            if self.full and self._is_far(last_row, last_column):
                cell = f"{layout.letter(min(last_column, 99_999) - 1)}{last_row}"
                self.walked.far = self.walked.far or (self.sheet, cell)
            self.column, self.deep, self.full = last_column, self.deep - 1, False
        elif name == "table-row":
            self.row += self.rows_repeated - 1


def _repeated(attributes: dict[str, str], what: str) -> int:
    written = attributes.get(f"table:number-{what}-repeated", "1")
    if not (written.isascii() and written.isdigit()):
        return 1
    return min(int(written[:12]), _MOST_REPEATED) or 1


def walk(content: bytes, last_row: int, last_column: int, area: int) -> Walked:
    """Walk through ``content.xml`` until a cell with something in it lies beyond the last row, column or area.

    Raises:
        xml.parsers.expat.ExpatError: it is not well-formed.
    """
    walker = _Walker(last_row, last_column, area)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = walker.start, walker.end
    step = 1_000_000
    for begin in range(0, len(content), step):
        parser.Parse(content[begin : begin + step], begin + step >= len(content))
        if walker.walked.far:
            break
    return walker.walked
