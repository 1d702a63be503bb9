"""A spreadsheet's cells as the plain values of a checklist file, each with its cell, and everything wrong with them.

What comes out is what :func:`audit.checklist.yaml_file.read` gives for a file, with cells in place of lines, so that
the same checks follow. Tables are found by their headings, and cells by the words above them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from audit.checklist import yaml_file
from audit.checklist.nearest import nearest
from audit.checklist.spreadsheet.layout import BULLET, Cell, Grid, Heading, Holds, SheetTable
from audit.problems import Problem, Where, problem
from audit.text import plain

_HEADER_WITHIN = 20
_PARTS = re.compile(r"[\n,;]+")


@dataclass(slots=True)
class TableRow:
    """One row of a table: its cells by key, and the spot of each, filled or not."""

    cells: dict[str, Cell]
    spots: dict[str, str]

    def spot(self, key: str) -> str:
        """Where the cell of a key is or should be; the first cell of the row where its heading is missing."""
        return self.spots.get(key) or next(iter(self.spots.values()), "")


@dataclass(slots=True)
class Sheet:
    """The reading of one workbook: the document so far, and every problem found on the way."""

    document: yaml_file.YamlDocument
    found: list[Problem] = field(default_factory=list)
    used: dict[str, str] = field(default_factory=dict)
    """The names of the sheets that have been read, and the table that each was taken for."""

    def say(self, code: str, spot: str, **details: object) -> None:
        """A problem at a cell."""
        self.found.append(problem(code, Where(file=self.document.name, spot=spot), **details))

    # Finding the tables

    def lines(self, table: SheetTable, grid: Grid) -> list[TableRow]:
        """The rows of a table; none, and a problem, where no sheet has its headings."""
        found = [(name, at) for name, rows in grid.items() if (at := _heading_row(table, name, rows)) is not None]
        found.sort(key=lambda place: plain(place[0]) != plain(table.sheet))
        if not found:
            self.say("C28", "", sheet=table.sheet, heading=table.own_heading)
            return []
        name, at = found[0]
        self.used.update({sheet: table.sheet for sheet, _ in reversed(found)})
        for other, _ in found[1:]:
            self.say("C29", f"{other}!A1", sheet=name, other=other)
        columns = self._columns(table, name, grid[name][at])
        lines = [self._line(row, columns, grid[name][at]) for row in grid[name][at + 1 :]]
        return [line for line in lines if line.cells]

    def _columns(self, table: SheetTable, sheet: str, heads: Sequence[Cell]) -> dict[int, Heading]:
        """Which column of the sheet holds what."""
        by_word = {plain(column.heading): column for column in table.columns}
        columns: dict[int, Heading] = {}
        places: dict[str, str] = {}
        for number, cell in enumerate(heads):
            word = plain(cell.value)
            if not word:
                continue
            column = by_word.get(word)
            if column is None:
                known = [c.heading for c in table.columns]
                self.say("C30", cell.spot, text=cell.value, hint=nearest(str(cell.value), known), sheet=sheet)
            elif word in places:
                self.say("C31", cell.spot, heading=column.heading, other=places[word])
            else:
                columns[number], places[word] = column, cell.spot
        for word, column in by_word.items():
            if word not in places:
                self.say("C32", f"{sheet}!A1" if not heads else heads[0].spot, heading=column.heading)
        return columns

    def _line(self, row: Sequence[Cell], columns: Mapping[int, Heading], heads: Sequence[Cell]) -> TableRow:
        line = TableRow({}, {})
        for place, cell in enumerate(row):
            column = columns.get(place)
            if column:
                line.spots[column.key] = cell.spot
            if _blank(cell):
                continue
            if column:
                line.cells[column.key] = cell
            elif place >= len(heads) or _blank(heads[place]):
                self.say("C33", cell.spot, text=cell.value)
        return line

    def used_for(self, table: SheetTable) -> str:
        """The sheet that was taken for a table; nothing where there is none."""
        return next((sheet for sheet, of in self.used.items() if of == table.sheet), "")

    # What a cell says

    def fill(self, line: TableRow, table: SheetTable, at: yaml_file.Steps, into: dict[str, object], *keys: str) -> None:
        """Put the cells of a row, those of ``keys`` or all, under their keys, with their places."""
        for column in table.columns:
            if keys and column.key not in keys:
                continue
            path = (*at, column.key)
            self.document.spots[path] = line.spot(column.key)
            cell = line.cells.get(column.key)
            if cell is not None:
                into[column.key] = self._value(cell, column, path)
            elif column.needed:
                self.document.said.add(path)
                if column.key in line.spots:
                    self.say("C27", line.spots[column.key], heading=column.heading)

    def _value(self, cell: Cell, column: Heading, path: yaml_file.Steps) -> object:
        if not cell.typed:
            self.document.said.add(path)
            self.say("C34", cell.spot, heading=column.heading)
            return str(cell.value)
        if column.holds is Holds.DATE:
            return _day(cell.value)
        text = self._text(cell, column, path)
        if column.holds is Holds.TEXT:
            return text
        if column.holds is Holds.TEXTS:
            return self._items(unbulleted(text), cell, path)
        words = [word.strip().lower() for word in _PARTS.split(text) if word.strip()]
        if column.holds is Holds.WORDS:
            return self._items(words, cell, path)
        if len(words) > 1:
            self.document.said.add(path)
            self.say("C35", cell.spot, heading=column.heading, text=text)
        return words[0] if words else text

    def _text(self, cell: Cell, column: Heading, path: yaml_file.Steps) -> str:
        """What is written in a cell; a number or a date, which may not look as it was typed, is a fault."""
        value = cell.value
        if isinstance(value, str):
            return value.replace("\r\n", "\n").strip()
        self.document.said.add(path)
        is_date = isinstance(value, date) or not isinstance(value, int | float)
        read_as = "yes or no" if isinstance(value, bool) else "a date or a time" if is_date else "a number"
        self.say("C36", cell.spot, heading=column.heading, text=value, read_as=read_as)
        return str(value)

    def _items(self, items: list[str], cell: Cell, path: yaml_file.Steps) -> list[str]:
        self.document.spots.update({(*path, n): cell.spot for n in range(len(items))})
        return items


def _blank(cell: Cell) -> bool:
    return cell.typed and (cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()))


def _heading_row(table: SheetTable, name: str, rows: Sequence[Sequence[Cell]]) -> int | None:
    """The row of a sheet that has the headings of a table: its own one, or any two of them on a sheet of its name."""
    words = {plain(column.heading) for column in table.columns}
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        here = {plain(cell.value) for cell in row} & words
        if len(here) >= 2 and (plain(table.own_heading) in here or plain(name) == plain(table.sheet)):
            return number
    return None


def _day(value: object) -> object:
    """A day as a date; text in the form of one too; anything else as it is, for the check that follows."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return value.strip()
    return value


def unbulleted(text: str) -> list[str]:
    """The texts of a cell: what stands behind each bullet; where there is none, each line, without its hyphen."""
    lines = text.split("\n")
    if not any(line.lstrip().startswith(BULLET) for line in lines):
        return [item for line in lines if (item := re.sub(r"^[-*]\s+", "", line.strip()))]
    items: list[list[str]] = []
    for line in lines:
        if line.lstrip().startswith(BULLET):
            items.append([line.lstrip().removeprefix(BULLET)])
        elif items:
            items[-1].append(line.removeprefix("\\"))
        elif line.strip():
            items.append([line])
    return [item for texts in items if (item := "\n".join(texts).strip())]
