"""Takes sheets apart, so that only what was not met before has to be parsed and read.

A sheet that is written as programs write it comes apart at its rows and cells. Most of them are known
(:mod:`audit.workbook.familiar`). What is left makes a sheet of its own, a twentieth of the size, and goes the way that
every sheet goes: looked at, parsed, given to the reader. A workbook in which anything at all is unusual goes that way
whole, so that one judge says what is odd, and this module is never it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from audit.workbook import familiar, layout
from audit.workbook.answers import CellValue
from audit.workbook.familiar import CELL, MEMORY, Cell, Kind, Memory, Opening, UnusualError
from audit.workbook.sheetdata import END_OF_CELLS, PLAIN_ROOT

LARGEST = 1_000_000
"""Bytes of the largest sheet that is taken apart; one of 80 questions has 140,000."""
_BEGIN, _END = b"<sheetData>", b"</worksheet>"
_ROW_BEGIN, _ROW_END = b'<row r="', b"</row>"
_ITEM, _LAST_END = b"<si>", b"</sst>"
_ROW = re.compile(rb'(?:[1-9]\d{0,2}"(?: [^<>]*)?/><row r=")*([1-9]\d{0,2})"(?: [^<>]*[^<>/])?>')
"""What follows the first sign of a row, up to its cells; before it there may be rows without any."""
_SHARES = b' t="s"><v>'
_SHARED_HEAD = re.compile(rb"(?:<\?xml [^<>]*\?>\s*)?<sst(?: [^<>]*[^<>/])?>")
_LEAST_ALIKE = 4
"""With fewer cells an opening saves no time."""
_MOST_OPENINGS = 6
Line = list[CellValue]


class _New(NamedTuple):
    """A cell that has to be read, where it stands, and what is to be done with the value then."""

    row: int
    column: int
    remember: Callable[[CellValue], None]


@dataclass(slots=True)
class Apart:
    """A sheet that was taken apart: what is known of it, and ``rest``, a sheet with the cells that have to be read.

    ``known`` are its rows from the first on, as far as they are known; ``new`` are the cells that have to be read, and
    ``around`` remembers what stands around cells once that was read. ``untyped`` are the addresses of all cells that
    hold a formula or an error; ``sharing`` is how many cells share a text, at most.
    """

    rest: bytes = b""
    known: list[Line] = field(default_factory=list)
    new: list[_New] = field(default_factory=list)
    around: list[Callable[[], None]] = field(default_factory=list)
    untyped: set[str] = field(default_factory=set)
    sharing: int = 0

    @property
    def settled(self) -> bool:
        """Whether all of it was met before."""
        return not (self.new or self.around)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(map(len, self.known), default=0)

    def rows(self, read: Sequence[Sequence[CellValue]]) -> list[Line]:
        """The whole sheet from A1 on, once ``rest`` was read: what it holds is remembered."""
        for remember in self.around:
            remember()
        for new in self.new:
            row = read[new.row] if new.row < len(read) else ()
            value = row[new.column] if new.column < len(row) else ""
            self.known[new.row][new.column] = value
            new.remember(value)
        width = self.width
        for line in self.known:
            line.extend([""] * (width - len(line)))
        return self.known


class SharedTexts:
    """The texts that cells share: those known, and ``rest``, the part with the others alone, numbered anew.

    Raises:
        UnusualError: they are not written as programs write them.
    """

    def __init__(self, part: bytes) -> None:
        head, *items = part.split(_ITEM)
        if len(part) > LARGEST or not _SHARED_HEAD.fullmatch(head) or not items or not items[-1].endswith(_LAST_END):
            raise UnusualError
        items[-1] = items[-1][: -len(_LAST_END)]
        self.longest = max(map(len, items))
        known = MEMORY.texts.lately
        texts = [known.get(item) or familiar.shared_text(item) for item in items]
        self.texts = {b"%d</v></c>" % number: text for number, text in enumerate(texts) if text is not None}
        """What is known, by the number and the rest of the cell that names it."""
        left = [number for number, text in enumerate(texts) if text is None]
        self.left = {b"%d</v></c>" % number: (place, items[number]) for place, number in enumerate(left)}
        """What is not: its number in ``rest``, and its bytes."""
        self.rest = _ITEM.join([head, *(items[number] for number in left)]) + _LAST_END


def take_apart(data: bytes, shared: SharedTexts | None, numbers: Memory[Cell]) -> Apart:
    """One sheet taken apart.

    Args:
        data: the part, as it was unpacked.
        shared: the texts that cells of the workbook share, if they do.
        numbers: what was met of numbers in workbooks of the same frame.

    Raises:
        UnusualError: something is not as programs write it.
    """
    return _Taking(data, shared, numbers).apart


class _Taking:
    """Takes one sheet apart."""

    def __init__(self, data: bytes, shared: SharedTexts | None, numbers: Memory[Cell]) -> None:
        self.apart = Apart()
        self._shared, self._numbers = shared, numbers
        self._left: list[bytes] = []
        self._width = 0
        head, rows = _head_and_rows(data)
        if not MEMORY.heads.recall(head):
            self.apart.around.append(partial(MEMORY.heads.keep, head, True))
        for row in rows:
            self._row(row)
        self.apart.rest = head + b"".join(self._left) + END_OF_CELLS + _END

    def _row(self, row: bytes) -> None:
        head = row[: row.find(b">") + 1]
        for opening in MEMORY.openings.lately.get(head, ()):
            if row.startswith(opening.start):
                self._cells(head, row[len(opening.start) :].split(CELL), opening.row, opening.line.copy())
                return
        head, *pieces = row.split(CELL)
        number = MEMORY.rows.recall(head)
        if number is None:
            self._cells(head, pieces, self._number(head), [])
            return
        self._cells(head, pieces, number, [])
        if len(pieces) > _LEAST_ALIKE and not self._shared:
            _learn(head, pieces, number)

    def _number(self, head: bytes) -> int:
        """The number of a row, counted from 0; a head that was never parsed is left, as an empty row of its own."""
        match = _ROW.fullmatch(head)
        if not match:
            raise UnusualError
        number = int(match[1]) - 1
        self.apart.around.append(partial(MEMORY.rows.keep, head, number))
        self._left.append(_ROW_BEGIN + head + _ROW_END)
        return number

    def _cells(self, head: bytes, pieces: list[bytes], number: int, line: Line) -> None:
        """Puts a row with the others: the cells on the line, and those in pieces."""
        self._begin(number, line)
        left: list[bytes] = []
        if self._shared:
            pieces = self._texts(self._shared, pieces, number, left)
        lately, numbers, nothing = MEMORY.cells.lately, self._numbers.lately, familiar.NOTHING
        for piece in pieces:
            cell = lately.get(piece) or numbers.get(piece) or familiar.meaning(piece, self._numbers)
            if cell is nothing:
                continue
            at, column, value, kind = cell
            if at != number:
                raise UnusualError
            if kind:
                value = self._special(cell, piece, left)
            try:
                line[column] = value
            except IndexError:
                _put(line, column, value)
        self._width = max(self._width, len(line))
        if left:
            self._left.append(_ROW_BEGIN + CELL.join([head, *left]) + _ROW_END)

    def _begin(self, number: int, line: Line) -> None:
        known = self.apart.known
        if number < len(known):
            raise UnusualError
        if number > len(known):
            known += ([] for _ in range(number - len(known)))
        known.append(line)
        line += [""] * (self._width - len(line))

    def _texts(self, shared: SharedTexts, pieces: list[bytes], number: int, left: list[bytes]) -> list[bytes]:
        """Puts the texts that cells of a row share into its line; gives the cells that share none."""
        line, others = self.apart.known[number], []
        self.apart.sharing += len(pieces)
        for piece in pieces:
            start, shares, text = piece.partition(_SHARES)
            if not shares:
                others.append(piece)
                continue
            at, column = familiar.place(start)
            if at != number:
                raise UnusualError
            value = shared.texts.get(text)
            if value is None:
                value = self._unread_text(shared, start, text, left)
            try:
                line[column] = value
            except IndexError:
                _put(line, column, value)
        return others

    def _unread_text(self, shared: SharedTexts, start: bytes, text: bytes, left: list[bytes]) -> CellValue:
        """A text that has to be read: the cell is put with what is left, with the number that the text has there."""
        if text not in shared.left:
            raise UnusualError
        place, item = shared.left[text]
        self.apart.new.append(_New(*familiar.place(start), partial(MEMORY.texts.keep, item)))
        left.append(start + _SHARES + b"%d</v></c>" % place)
        return ""

    def _special(self, cell: Cell, piece: bytes, left: list[bytes]) -> CellValue:
        """The value of a cell in which nobody typed it, or that has to be read: that is put with what is ``left``."""
        row, column, value, kind = cell
        if kind is Kind.UNREAD:
            kind = familiar.kind_of(piece)
            self.apart.new.append(
                _New(row, column, partial(familiar.remember, piece, self._numbers, cell._replace(kind=kind)))
            )
            left.append(piece)
        if kind is Kind.UNTYPED:
            self.apart.untyped.add(f"{layout.letter(column)}{row + 1}")
        return value


def _put(line: Line, column: int, value: CellValue) -> None:
    """Put a value into a line, which grows where it is too short."""
    line.extend([""] * (column + 1 - len(line)))
    line[column] = value


def _learn(head: bytes, pieces: list[bytes], number: int) -> None:
    """Remember the first cells of a row where they are those of the one met before it: with luck, our own words."""
    before = MEMORY.last_rows.recall(head)
    MEMORY.last_rows.keep(head, pieces, sum(map(len, pieces)))
    if before is None:
        return
    alike: list[Cell] = []
    for piece, other in zip(pieces[:-1], before, strict=False):
        cell = MEMORY.cells.recall(piece)
        if piece != other or cell is None or cell.kind:
            break
        alike.append(cell)
    if len(alike) < _LEAST_ALIKE:
        return
    line: Line = []
    for cell in alike:
        if cell is not familiar.NOTHING:
            _put(line, cell.column, cell.value)
    opening = Opening(CELL.join([head, *pieces[: len(alike)], b""]), number, line)
    others = [one for one in MEMORY.openings.recall(head) or () if one.start != opening.start]
    openings = sorted([*others, opening], key=lambda one: -len(one.start))[-_MOST_OPENINGS:]
    MEMORY.openings.keep(head, tuple(openings), sum(len(one.start) for one in openings))


def _head_and_rows(data: bytes) -> tuple[bytes, list[bytes]]:
    """What stands before the rows, and each row from its number on, without the end that is never read."""
    begin, end = data.find(_BEGIN) + len(_BEGIN), data.rfind(END_OF_CELLS)
    tail = end + len(END_OF_CELLS)
    plain = len(_BEGIN) <= begin <= end and len(data) <= LARGEST and PLAIN_ROOT.match(data)
    if not plain or data.find(b"sheetData", tail) >= 0 or data.find(b"<!", tail) >= 0:
        raise UnusualError
    if not data.startswith(_ROW_BEGIN, begin) or not data.endswith(_ROW_END, begin, end):
        raise UnusualError
    return data[:begin], data[begin + len(_ROW_BEGIN) : end - len(_ROW_END)].split(_ROW_END + _ROW_BEGIN)
