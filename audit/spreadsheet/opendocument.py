"""Walks through an OpenDocument spreadsheet before it is read: how far its cells go, and which were not typed.

Cells have no address there; they are counted, and a cell or row can be said once and repeated a billion times, as can
the spaces in a text. So the whole is walked through. Empty cells at the end of a row or of a sheet are not counted: the
reader, like the programs that write them, has them only so that there is no end.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from audit.spreadsheet.coordinates import letter
from audit.spreadsheet.limits import MEGABYTE, Limits
from audit.spreadsheet.merged import MOST, MergedRange
from audit.text import uncased

_MOST_REPEATED = 10**9
_MOST_UNTYPED = 50_000
_CELLS = {"table-cell", "covered-table-cell"}
_VALUES = {f"office:{name}" for name in ("value", "string-value", "date-value", "time-value", "boolean-value")}


@dataclass(slots=True)
class Walked:
    """What the walk found: untyped and merged cells of each sheet, the first far one, and what there is too much of."""

    untyped: dict[str, set[str]] = field(default_factory=dict)
    merged: dict[str, list[MergedRange]] = field(default_factory=dict)
    far: tuple[str, str] | None = None
    too_much: str = ""
    twice: str = ""
    spreadsheet: bool = False


class _Walker:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.walked = Walked()
        self.sheet = ""
        self.names: set[str] = set()
        self.row = self.column = 0
        self.rows_repeated = self.columns_repeated = 1
        self.deepest = self.widest = self.area = 0
        self.written_out = self.text = self.cell_text = self.elements = 0
        self.inside_cell = self.full = self.typed = self.untyped = False
        self.depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self.elements += 1
        if self.elements > self.limits.elements:
            self.walked.too_much = f"over {self.limits.elements} cells and rows"
        self.depth += self.inside_cell
        if name in _CELLS:
            self._cell(attributes)
        elif name == "table-row":
            self.row += 1
            self.column = 0
            self.rows_repeated = _repeated(attributes, "table:number-rows-repeated")
        elif name == "spreadsheet":
            self.walked.spreadsheet = True
        elif name == "table" and not self.inside_cell:
            self._table(attributes.get("table:name", ""))
        elif self.inside_cell and name == "p":
            self.full = True
        elif self.inside_cell and name == "s":
            self.cell_text += _repeated(attributes, "text:c")

    def characters(self, text: str) -> None:
        self.cell_text += len(text)
        # Words in a paragraph of the cell itself, not of a note, are seen by people; the reader needs a type as well.
        self.untyped |= self.depth == 1 and not self.typed and not text.isspace()

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self.depth -= self.inside_cell and self.depth > 0
        if name in _CELLS:
            self._end_of_cell()
        elif name == "table-row":
            self.row += self.rows_repeated - 1

    def _table(self, name: str) -> None:
        if uncased(name) in self.names:
            self.walked.twice = f"the sheet '{name}'"
        self.names.add(uncased(name))
        self.sheet, self.row = name, 0
        self.area += self.deepest * self.widest
        self.deepest = self.widest = 0
        self.walked.untyped[name] = set()

    def _cell(self, attributes: dict[str, str]) -> None:
        if self.inside_cell:
            raise ValueError("a cell stands inside a cell")
        self.inside_cell = True
        # The reader writes out every cell of a row that another one follows, if both are empty too.
        self.written_out += self.columns_repeated if self.column else 0
        if self.written_out > self.limits.area:
            self._far(self.row, self.column)
        self.column += 1
        self.columns_repeated = _repeated(attributes, "table:number-columns-repeated")
        formula = attributes.get("table:formula", "")
        self.cell_text = len(attributes.get("office:string-value", "")) + len(formula)
        self.full = "office:value-type" in attributes or bool(formula)
        self.typed = attributes.get("office:value-type") == "string" or not _VALUES.isdisjoint(attributes)
        self._look_for_merged(attributes)
        self.untyped = bool(formula) or attributes.get("calcext:value-type") == "error"

    def _look_for_merged(self, attributes: dict[str, str]) -> None:
        """A cell that says over how many rows and columns it goes is the only one of them that is seen."""
        rows, columns = (_repeated(attributes, f"table:number-{what}-spanned") for what in ("rows", "columns"))
        found = self.walked.merged.setdefault(self.sheet, [])
        if (rows > 1 or columns > 1) and len(found) < MOST:
            top, left = self.row - 1, self.column - 1
            found.append(MergedRange(top, left, top + rows - 1, left + columns - 1))

    def _end_of_cell(self) -> None:
        last_column = self.column + self.columns_repeated - 1
        last_row = self.row + self.rows_repeated - 1
        if self.full:
            self.deepest, self.widest = max(self.deepest, last_row), max(self.widest, last_column)
            too_far = last_row > self.limits.last_row or last_column > self.limits.last_column
            if too_far or self.area + self.deepest * self.widest > self.limits.area:
                self._far(last_row, last_column)
            self.text += self.cell_text * self.columns_repeated * self.rows_repeated
            if self.text > self.limits.part_bytes:
                self.walked.too_much = f"its cells hold {self.text // MEGABYTE} MB"
        if self.untyped and not self.walked.far:
            self._mark(last_row, last_column)
        self.column, self.inside_cell, self.full = last_column, False, False

    def _mark(self, last_row: int, last_column: int) -> None:
        """Nothing in this cell, nor in those it is repeated in, is an answer."""
        marked = self.walked.untyped.setdefault(self.sheet, set())
        if len(marked) + self.rows_repeated * self.columns_repeated > _MOST_UNTYPED:
            self.walked.too_much = f"over {_MOST_UNTYPED} formulas"
            return
        for column in range(self.column, last_column + 1):
            marked.update(f"{letter(column - 1)}{row}" for row in range(self.row, last_row + 1))

    def _far(self, row: int, column: int) -> None:
        self.walked.far = self.walked.far or (self.sheet, f"{letter(max(column, 1) - 1)}{row}")


def _repeated(attributes: dict[str, str], name: str) -> int:
    """How often; at least once, and anything that is not a plain number is as bad as the largest."""
    written = attributes.get(name, "1")
    return min(int(written), _MOST_REPEATED) if written.isdecimal() and len(written) < 12 else _MOST_REPEATED


def walk(content: bytes, limits: Limits) -> Walked:
    """Walk through ``content.xml`` until something in it is too far or too much.

    Raises:
        ValueError: it is put together as no program does it.
        xml.parsers.expat.ExpatError: it is not well-formed.
    """
    walker = _Walker(limits)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = walker.start, walker.end
    parser.CharacterDataHandler = walker.characters
    for begin in range(0, len(content), MEGABYTE):
        parser.Parse(content[begin : begin + MEGABYTE], begin + MEGABYTE >= len(content))
        if walker.walked.far or walker.walked.too_much or walker.walked.twice:
            break
    return walker.walked


_SPACING = ((re.compile(rb"<text:tab\b[^>]*/>"), b"&#9;"), (re.compile(rb"<text:line-break\b[^>]*/>"), b"&#10;"))


def with_spacing(content: bytes) -> bytes:
    """Tabs and line breaks as characters: the reader leaves the elements out, and joins the words beside them."""
    for element, character in _SPACING:
        content = element.sub(character, content)
    return content
