"""Cells that stood in an earlier workbook: nineteen of twenty in a return are our own words, the same in every file.

A sheet that is written as programs write it comes apart at its rows and cells. A cell of which every byte stood in an
earlier sheet, where it was parsed and read, means the same here, so it is neither parsed nor read again; nor is one in
the plainest forms that programs write texts in. What is left makes a sheet of its own, a twentieth of the size, and
goes the way that every sheet goes: looked at, parsed, given to the reader. A workbook in which anything at all is
unusual goes that way whole, so that one judge says what is odd, and this module is never it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Generic, NamedTuple, TypeVar
from xml.sax.saxutils import unescape

from audit.workbook import layout, sheetdata
from audit.workbook.answers import CellValue

LARGEST = 1_000_000
"""Bytes of the largest sheet that is taken apart; one of 80 questions has 140,000."""
_LONGEST = 4_000
_MOST_KEPT = 4_000_000
_BEGIN, _ROWS_END, _END = b"<sheetData>", b"</sheetData>", b"</worksheet>"
_ROW_END, _CELL, _CELL_END = b"</row>", b'<c r="', b"</c>"
_ITEM, _ITEM_END, _LAST_END = b"<si>", b"</si>", b"</sst>"

_ROW = re.compile(rb'(?:<row r="[1-9]\d{0,2}"(?: [^<>]*)?/>)*<row r="([1-9]\d{0,2})"(?: [^<>]*[^<>/])?>')
_AT = rb'([A-Z]{1,2})([1-9]\d{0,2})"(?: s="\d{1,5}")?'
_NOTHING = re.compile(_AT + rb'(?: t="n")?(?: ?/>|></c>)')
_TEXT = rb'<t(?: xml:space="preserve")?>((?:[^<>&\x00-\x09\x0b-\x1f]|&(?:amp|lt|gt|quot|apos);)*)</t>'
_INLINE = re.compile(_AT + rb' t="inlineStr"><is>' + _TEXT + rb"</is></c>")
_SHARES = b' t="s"><v>'
_OTHER = re.compile(_AT + rb'(?: t="(?:n|b|e|d|str|inlineStr)")?>')
_ADDRESS = re.compile(_AT)
_IN_ANY = re.compile(_AT + rb' t="(?:inlineStr|str|b|e)">')
"""Only what is a number can be a date by its style."""
_UNTYPED = re.compile(rb'<f[\s/>]|^[^<>]* t="e"')
_SHARED_HEAD = re.compile(rb"(?:<\?xml [^<>]*\?>\s*)?<sst(?: [^<>]*[^<>/])?>")
_SHARED_TEXT = re.compile(_TEXT + _ITEM_END)


_Meaning = TypeVar("_Meaning")
_QUOTES = {"&quot;": '"', "&apos;": "'"}


class Kind(IntEnum):
    """What the value of a cell is."""

    TYPED = 0
    UNTYPED = 1
    """What a formula came to, or an error."""
    UNREAD = 2
    """Not known yet."""


class Cell(NamedTuple):
    """A cell that holds something, row and column counted from 0. A tuple, since a return has a thousand."""

    row: int
    column: int
    value: CellValue
    kind: Kind = Kind.TYPED


NOTHING = Cell(-1, -1, "")
"""An empty cell, and what stands around cells."""


class Memory(Generic[_Meaning]):
    """What pieces of workbooks mean, by their bytes. It holds so many bytes; what was not met for long is forgotten.

    Threads may use it at once: at worst one of them remembers in vain.
    """

    def __init__(self, most: int = _MOST_KEPT) -> None:
        self._half = most // 2
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.lately: dict[bytes, _Meaning] = {}
        self._before: dict[bytes, _Meaning] = {}
        self._left = self._half

    def recall(self, piece: bytes) -> _Meaning | None:
        """What a piece means; ``None`` if it was never met, or long ago."""
        known = self.lately.get(piece)
        if known is None and (known := self._before.get(piece)) is not None:
            self.keep(piece, known)
        return known

    def keep(self, piece: bytes, meaning: _Meaning) -> None:
        """Remember a piece."""
        if len(piece) > _LONGEST:
            return
        self._left -= len(piece)
        if self._left < 0:
            self._before, self.lately, self._left = self.lately, {}, self._half
        self.lately[piece] = meaning


CELLS = Memory[Cell]()
"""The cells that this process has met and that mean the same in any workbook."""
TEXTS = Memory[CellValue]()
"""The texts that cells share, each with what ends it."""
ROWS = Memory[int]()
"""How rows begin, with the number of the row, counted from 0."""
HEADS = Memory[bool]()
"""What stands before the rows of sheets."""
NAMES = Memory[tuple[str, ...]]()
"""The sheets of workbooks that the reader has opened, by a digest of all that is in them but cells."""


def in_context(styles: bytes, book: bytes) -> Memory[Cell]:
    """What was met of numbers, which mean the same in workbooks of the same styles: these decide what is a date.

    Beside whole cells it holds cells without their address, which are the same in every row.

    Args:
        styles: the part.
        book: the part that may say from which day days are counted.
    """
    return _in_context(blake2b(styles + (book if b"date1904" in book else b"")).digest())


@lru_cache(maxsize=32)
def _in_context(_: bytes) -> Memory[Cell]:
    return Memory[Cell](_MOST_KEPT // 8)


class UnusualError(Exception):
    """Something is not as programs write it; the workbook has to be read whole."""


@dataclass(frozen=True, slots=True)
class _New:
    """A cell that has to be read, where it stands, and what is to be done with the value then."""

    row: int
    column: int
    remember: Callable[[CellValue], None]


@dataclass(slots=True)
class Apart:
    """A sheet that was taken apart: what is known of it, and ``rest``, a sheet with the cells that have to be read.

    ``known`` has the values by row and column, counted from 0; ``new`` are the cells that have to be read, and
    ``around`` remembers what stands around cells once that was read. ``untyped`` are the addresses of all cells that
    hold a formula or an error; ``sharing`` is how many cells share a text, at most.
    """

    rest: bytes = b""
    known: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    new: list[_New] = field(default_factory=list)
    around: list[Callable[[], None]] = field(default_factory=list)
    untyped: set[str] = field(default_factory=set)
    sharing: int = 0

    @property
    def settled(self) -> bool:
        """Whether all of it was met before."""
        return not (self.new or self.around)

    @property
    def last_row(self) -> int:
        """The last row that holds something, counted from 1; 0 where none does."""
        return 1 + max(self.known, default=-1)

    @property
    def last_column(self) -> int:
        """The last column that holds something, counted from 1; 0 where none does."""
        return 1 + max((max(line) for line in self.known.values()), default=-1)

    def rows(self, read: Sequence[Sequence[CellValue]]) -> list[list[CellValue]]:
        """The whole sheet from A1 on, once ``rest`` was read: what it holds is remembered."""
        for remember in self.around:
            remember()
        for new in self.new:
            row = read[new.row] if new.row < len(read) else ()
            value = row[new.column] if new.column < len(row) else ""
            self.known[new.row][new.column] = value
            new.remember(value)
        width = self.last_column
        return [_line(self.known.get(number, {}), width) for number in range(self.last_row)]


def _line(cells: Mapping[int, CellValue], width: int) -> list[CellValue]:
    line: list[CellValue] = [""] * width
    for column, value in cells.items():
        line[column] = value
    return line


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
        known = TEXTS.lately
        texts = [known.get(item) or _shared_text(item) for item in items]
        self.texts = {b"%d</v></c>" % number: text for number, text in enumerate(texts) if text is not None}
        """What is known, by the number and the rest of the cell that names it."""
        left = [number for number, text in enumerate(texts) if text is None]
        self.left = {b"%d</v></c>" % number: (place, items[number]) for place, number in enumerate(left)}
        """What is not: its number in ``rest``, and its bytes."""
        self.rest = _ITEM.join([head, *(items[number] for number in left)]) + _LAST_END


def _shared_text(item: bytes) -> CellValue | None:
    known = TEXTS.recall(item)
    if known is not None:
        return known
    if item.count(_ITEM_END) != 1 or not item.endswith(_ITEM_END) or b"<!" in item or b"<?" in item:
        raise UnusualError
    match = _SHARED_TEXT.fullmatch(item)
    text = _plain(match[1]) if match else None
    if text is not None:
        TEXTS.keep(item, text)
    return text


def _plain(raw: bytes) -> str | None:
    """Text that means what stands there to any reader: no escape of Excel's, no space at an end, nothing forbidden."""
    if b"_x" in raw or b"\xef" in raw:  # the two characters that no file may hold begin so, and few others
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    if text != text.strip():
        return None
    return unescape(text, _QUOTES) if "&" in text else text


def take_apart(data: bytes, shared: SharedTexts | None, context: Memory[Cell]) -> Apart:
    """One sheet taken apart.

    Args:
        data: the part, as it was unpacked.
        shared: the texts that cells of the workbook share, if they do.
        context: what was met among the same styles (:func:`in_context`).

    Raises:
        UnusualError: something is not as programs write it.
    """
    return _Taking(data, shared, context).apart


class _Taking:
    """Takes one sheet apart."""

    def __init__(self, data: bytes, shared: SharedTexts | None, context: Memory[Cell]) -> None:
        self.apart = Apart()
        self._shared, self._context = shared, context
        self._left: list[bytes] = []
        head, rows = _head_and_rows(data)
        if not HEADS.recall(head):
            self.apart.around.append(partial(HEADS.keep, head, True))
        before = -1
        for row in rows:
            number = self._row(row)
            if number <= before:
                raise UnusualError
            before = number
        self.apart.rest = head + b"".join(self._left) + _ROWS_END + _END

    def _row(self, row: bytes) -> int:
        head, *pieces = row.split(_CELL)
        number = ROWS.lately.get(head)
        if number is None:
            number = self._number(head)
        line: dict[int, CellValue] = {}
        left: list[bytes] = []
        if self._shared:
            pieces = self._texts(self._shared, pieces, number, line, left)
        known, here = CELLS.lately, self._context.lately
        for piece in pieces:
            cell = known.get(piece) or here.get(piece) or self._meaning(piece)
            if cell is NOTHING:
                continue
            at, column, value, kind = cell
            if at != number:
                raise UnusualError
            line[column] = self._special(cell, piece, left) if kind else value
        if line:
            self.apart.known[number] = line
        if left:
            self._left.append(_CELL.join([head, *left]) + _ROW_END)
        return number

    def _number(self, head: bytes) -> int:
        """The number of a row, counted from 0; a head that was never parsed is left, as an empty row of its own."""
        known = ROWS.recall(head)
        if known is not None:
            return known
        match = _ROW.fullmatch(head)
        if not match:
            raise UnusualError
        number = int(match[1]) - 1
        self.apart.around.append(partial(ROWS.keep, head, number))
        self._left.append(head + _ROW_END)
        return number

    def _texts(
        self, shared: SharedTexts, pieces: list[bytes], number: int, line: dict[int, CellValue], left: list[bytes]
    ) -> list[bytes]:
        """Puts the texts that cells of a row share into the line; gives the cells that share none."""
        self.apart.sharing += len(pieces)
        others = []
        for piece in pieces:
            start, shares, text = piece.partition(_SHARES)
            if not shares:
                others.append(piece)
                continue
            at, column = _start(start)
            if at != number:
                raise UnusualError
            line[column] = shared.texts.get(text, "")
            if not line[column] and (found := shared.left.get(text)):
                place, item = found
                self.apart.new.append(_New(number, column, partial(TEXTS.keep, item)))
                left.append(start + _SHARES + b"%d</v></c>" % place)
            elif text not in shared.texts:
                raise UnusualError
        return others

    def _meaning(self, piece: bytes) -> Cell:
        """What a piece means that was not met lately; it is remembered where its form, or the rest of it, tells."""
        if known := CELLS.recall(piece) or self._context.recall(piece):
            return known
        cell = _by_form(piece)
        if cell.kind is not Kind.UNREAD:
            CELLS.keep(piece, cell)
        elif known := self._context.recall(_without_address(piece)):
            cell = Cell(cell.row, cell.column, known.value, known.kind)
            self._context.keep(piece, cell)
        return cell

    def _special(self, cell: Cell, piece: bytes, left: list[bytes]) -> CellValue:
        """The value of a cell in which nobody typed it, or that has to be read: that is put with what is ``left``."""
        row, column, value, kind = cell
        if kind is Kind.UNREAD:
            kind = Kind.UNTYPED if _UNTYPED.search(piece) else Kind.TYPED
            self.apart.new.append(_New(row, column, partial(_remember, self._context, piece, cell._replace(kind=kind))))
            left.append(piece)
        if kind is Kind.UNTYPED:
            self.apart.untyped.add(f"{layout.letter(column)}{row + 1}")
        return value


def _remember(context: Memory[Cell], piece: bytes, cell: Cell, value: CellValue) -> None:
    if _IN_ANY.match(piece):
        CELLS.keep(piece, cell._replace(value=value))
    else:
        context.keep(_without_address(piece), cell._replace(value=value))


def _head_and_rows(data: bytes) -> tuple[bytes, list[bytes]]:
    """What stands before the rows, and the rows, without the end that is never read."""
    begin, end = data.find(_BEGIN) + len(_BEGIN), data.rfind(_ROWS_END)
    tail = end + len(_ROWS_END)
    plain = len(_BEGIN) <= begin <= end and len(data) <= LARGEST and sheetdata.PLAIN_ROOT.match(data)
    if not plain or data.count(b"sheetData", tail) or data.find(b"<!", tail) >= 0:
        raise UnusualError
    *rows, after = data[begin:end].split(_ROW_END)
    if after:
        raise UnusualError
    return data[:begin], rows


def _by_form(piece: bytes) -> Cell:
    """What a piece means by its form alone; unread where that does not tell.

    Raises:
        UnusualError: it is not one whole cell, or not as programs write one.
    """
    if match := _INLINE.fullmatch(piece):
        text = _plain(match[3])
        if text is not None:
            return Cell(*_place(match), text)
    if _NOTHING.fullmatch(piece):
        return NOTHING
    match = _OTHER.match(piece)
    one = piece.count(_CELL_END) == 1 and piece.endswith(_CELL_END)
    if not match or not one or b"<?" in piece or b"<!" in piece:  # these two may hide where a cell ends
        raise UnusualError
    return Cell(*_place(match), "", Kind.UNREAD)


@lru_cache(maxsize=10_000)
def _start(start: bytes) -> tuple[int, int]:
    match = _ADDRESS.fullmatch(start)
    if not match:
        raise UnusualError
    return _place(match)


def _place(match: re.Match[bytes]) -> tuple[int, int]:
    return int(match[2]) - 1, _column(match[1])


@lru_cache(maxsize=1_000)
def _column(letters: bytes) -> int:
    return sheetdata.column_number(letters.decode()) - 1


def _without_address(piece: bytes) -> bytes:
    return piece[piece.index(b'"') :]
