"""The records of a CSV file, line by line, so that one stray quotation mark never swallows the lines below it.

The standard library takes everything up to the next quotation mark for one cell, however many lines that is. Here a
quoted cell may go over several lines only where the record that it makes is whole and of the right width; otherwise the
mark is taken for a stray one, its line is read without it, and the lines below are read as lines of their own.
"""

import codecs
import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

_LONGEST = 100_000
_MOST_LINES = 100
"""A cell that people typed has no more."""
_MOST_BYTES = 300_000_000
_BLOCK = 1_000_000
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class SpreadsheetError(ValueError):
    """It is a workbook, and no CSV file."""


def opened(path: Path) -> tuple[TextIO, bool]:
    """A CSV file as text, and whether it is in a form of Unicode; else it was taken for Windows-1252.

    It is read line by line: a register of all settings in England is never held whole.

    Raises:
        ValueError: it is too large; a :class:`SpreadsheetError` if it is a workbook.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(8)
        if start.startswith(_SPREADSHEETS):
            raise SpreadsheetError("it is a workbook")
        file.seek(0)
        decoder, size, utf8 = codecs.getincrementaldecoder("utf-8")(), 0, True
        while block := file.read(_BLOCK):
            size += len(block)
            if size > _MOST_BYTES:
                raise ValueError(f"it is over {_MOST_BYTES // 1_000_000} MB")
            utf8 = utf8 and _decodes(decoder, block)
        utf8 = utf8 and _decodes(decoder, b"", last=True)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return path.open(encoding="utf-16", errors="replace", newline=""), True
    if not utf8:
        return path.open(encoding="cp1252", errors="replace", newline=""), False
    return path.open(encoding="utf-8-sig", newline=""), True


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, last: bool = False) -> bool:
    try:
        decoder.decode(block, last)
    except UnicodeDecodeError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvRecord:
    """The cells of one record, the line it begins on, and the fault it was found with: A14, A15 or none."""

    cells: list[str]
    line: int
    fault: str = ""


class Records:
    """Iterates over the records. Set ``width`` to the number of headings once they are known.

    Raises:
        csv.Error: a cell is longer than any can be.
    """

    def __init__(self, text: Iterable[str]) -> None:
        self._text = iter(text)
        self._waiting: deque[str] = deque()
        self._delimiter = ""
        self.line = 0
        """The line that was read last."""
        self.width = 0

    def __iter__(self) -> Iterator[CsvRecord]:
        while (text := self._next()) is not None:
            if not self._delimiter and text.strip():
                self._delimiter = max(",;\t", key=text.count)
            self.line += 1
            yield self._open(text) if self._ends_inside(text) else CsvRecord(cells=self._cells(text), line=self.line)

    def _next(self) -> str | None:
        return self._waiting.popleft() if self._waiting else next(self._text, None)

    def _open(self, first: str) -> CsvRecord:
        """A line with a quotation mark that is not closed on it."""
        begin, taken = self.line, [first]
        while len(taken) < _MOST_LINES and (more := self._next()) is not None:
            taken.append(more)
            if not self._ends_inside("".join(taken)):
                break
        cells = self._whole(taken)
        if cells is not None:
            self.line += len(taken) - 1
            return CsvRecord(cells=cells, line=begin, fault="A15")
        self._waiting.extendleft(reversed(taken[1:]))
        return CsvRecord(cells=self._cells(first.replace('"', "")), line=begin, fault="A14")

    def _whole(self, taken: list[str]) -> list[str] | None:
        """The cells of several lines together, if they are one record beyond doubt."""
        try:
            rows = list(_records(taken, self._delimiter, strict=True))
        except csv.Error:
            return None
        if len(rows) != 1 or len(rows[0]) != (self.width or self._width_below()):
            return None
        # Where each line by itself is as wide as a record, these are several settings between two stray marks.
        alone = {len(self._cells(line.replace('"', ""))) for line in taken}
        return rows[0] if alone != {len(rows[0])} else None

    def _width_below(self) -> int:
        """How many cells the next line has: what tells headings over several lines from a stray mark among them."""
        below = self._next()
        if below is None:
            return 0
        self._waiting.appendleft(below)
        return len(self._cells(below))

    def _cells(self, text: str) -> list[str]:
        return next(_records([text], self._delimiter or ","), [])

    def _ends_inside(self, text: str) -> bool:
        """Whether a text ends inside a quoted cell; a quotation mark opens one only at its beginning."""
        if '"' not in text:
            return False
        try:
            # Well-formed lines are settled here, in C; in a public extract every cell is quoted.
            list(csv.reader([text], delimiter=self._delimiter or ",", strict=True))
        except csv.Error:
            return self._walk(text)
        return False

    def _walk(self, text: str) -> bool:
        quoted, may_open = False, True
        for character in text.rstrip("\r\n"):
            if character == '"' and (quoted or may_open):
                # After a mark that closes, another one means that both together are a letter of the cell.
                quoted, may_open = not quoted, True
            elif not quoted:
                may_open = character in (self._delimiter, "\n", "\r")
        return quoted


def _records(lines: Iterable[str], delimiter: str, *, strict: bool = False) -> Iterator[list[str]]:
    """The records of some lines. The limit is held here: the one in ``csv`` is anybody's in the process to change."""
    for cells in csv.reader(lines, delimiter=delimiter, strict=strict):
        if any(len(cell) > _LONGEST for cell in cells):
            raise csv.Error(f"a cell is longer than {_LONGEST:,} characters")
        yield cells
