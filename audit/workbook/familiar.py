"""What pieces of workbooks mean that were met before: nineteen of twenty cells in a return are our own words.

A piece is known by its bytes: a cell of which every byte stood in an earlier workbook, where it was parsed and read,
means the same here. So does one in the plainest forms that programs write texts in, without any reader. What may mean
something else in another workbook (a date, a text by its number) is kept apart. See :mod:`audit.workbook.pieces`.
"""

import re
from enum import IntEnum
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar
from xml.sax.saxutils import unescape

from audit.workbook import sheetdata
from audit.workbook.answers import CellValue

CELL, CELL_END = b'<c r="', b"</c>"
ITEM_END = b"</si>"
_LONGEST = 50_000
_MOST_KEPT, _MOST_NUMBERS = 2_000_000, 400_000
"""Bytes of each memory, and of the numbers met in workbooks of one frame."""
_MOST_FRAMES = 32

_AT = rb'([A-Z]{1,2})([1-9]\d{0,2})"(?: s="\d{1,5}")?'
_PLAIN = rb"[^<>&\x00-\x09\x0b-\x1f]*"
_TEXT = rb'<t(?: xml:space="preserve")?>(' + _PLAIN + rb"(?:&(?:amp|lt|gt|quot|apos);" + _PLAIN + rb")*)</t>"
_INLINE = re.compile(_AT + rb' t="inlineStr"><is>' + _TEXT + rb"</is></c>")
_NOTHING = re.compile(_AT + rb'(?: t="n")?(?: ?/>|></c>)')
_OTHER = re.compile(_AT + rb'(?: t="(?:n|b|e|d|str|inlineStr)")?>')
_IN_ANY = re.compile(_AT + rb' t="(?:inlineStr|str|b|e)">')
"""Only what is a number can be a date by its style."""
_UNTYPED = re.compile(rb'<f[\s/>]|^[^<>]* t="e"')
_ADDRESS = re.compile(_AT)
_SHARED_TEXT = re.compile(_TEXT + ITEM_END)
_QUOTES = {"&quot;": '"', "&apos;": "'"}
_Meaning = TypeVar("_Meaning")


class UnusualError(Exception):
    """Something is not as programs write it; the workbook has to be read whole."""


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
"""An empty cell."""


class Memory(Generic[_Meaning]):
    """What pieces of workbooks mean, by their bytes. It holds so many bytes; what was not met for long is forgotten.

    Threads may use it at once: at worst one of them remembers in vain.
    """

    def __init__(self, most: int = _MOST_KEPT) -> None:
        self.lately: dict[bytes, _Meaning] = {}
        self._before: dict[bytes, _Meaning] = {}
        self._half = self._left = most // 2

    def recall(self, piece: bytes) -> _Meaning | None:
        """What a piece means; ``None`` if it was never met, or long ago."""
        known = self.lately.get(piece)
        if known is None and (known := self._before.get(piece)) is not None:
            self.keep(piece, known)
        return known

    def keep(self, piece: bytes, meaning: _Meaning, beside: int = 0) -> None:
        """Remember a piece; ``beside`` is how many bytes its meaning takes where these are many."""
        size = len(piece) + beside
        if size > _LONGEST:
            return
        self._left -= size
        if self._left < 0:
            self._before, self.lately, self._left = self.lately, {}, self._half
        self.lately[piece] = meaning


class Opening(NamedTuple):
    """How a row begins, its first cells with it, up to where its next cell does, and what these cells hold."""

    start: bytes
    row: int
    line: list[CellValue]


class Memories:
    """All that this process has met. What may mean something else elsewhere is apart, so that nothing is mistaken."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.parts = Memory[bytes]()
        """Parts as they are unpacked, by all that decides what comes of that."""
        self.names = Memory[tuple[str, ...]]()
        """The sheets of workbooks that the reader has opened, by their frames."""
        self.heads = Memory[bool]()
        """What stands before the rows of sheets."""
        self.rows = Memory[int]()
        """How rows begin, with the number of the row, counted from 0."""
        self.openings = Memory[tuple[Opening, ...]]()
        """How rows begin with their first cells, the longest first, by what stands before these."""
        self.last_rows = Memory[list[bytes]]()
        """The cells of the row that was met last, by what stands before them."""
        self.cells = Memory[Cell]()
        """Cells that mean the same in any workbook."""
        self.texts = Memory[CellValue]()
        """The texts that cells share, each with what ends it."""
        self.numbers = lru_cache(maxsize=_MOST_FRAMES)(_no_numbers)
        """Numbers met in workbooks of one frame, by a digest of it: its styles decide what is a date, and it says from
        which day on. Beside whole cells these are cells without their address, which are the same in every row."""


def _no_numbers(_: bytes) -> Memory[Cell]:
    return Memory[Cell](_MOST_NUMBERS)


MEMORY = Memories()


def meaning(piece: bytes, numbers: Memory[Cell]) -> Cell:
    """What a cell means; it is remembered where its form, or the rest of it, tells, and unread where they do not.

    Args:
        piece: the cell from its address on.
        numbers: of its workbook.

    Raises:
        UnusualError: it is not one whole cell, or not as programs write one.
    """
    if known := MEMORY.cells.recall(piece) or numbers.recall(piece):
        return known
    cell = _by_form(piece)
    if cell.kind is not Kind.UNREAD:
        MEMORY.cells.keep(piece, cell)
    elif known := numbers.recall(_without_address(piece)):
        cell = Cell(cell.row, cell.column, known.value, known.kind)
        numbers.keep(piece, cell)
    return cell


def _by_form(piece: bytes) -> Cell:
    if match := _INLINE.fullmatch(piece):
        text = _read_plainly(match[3])
        if text is not None:
            return Cell(*_place(match), text)
    if _NOTHING.fullmatch(piece):
        return NOTHING
    match = _OTHER.match(piece)
    one = piece.count(CELL_END) == 1 and piece.endswith(CELL_END)
    if not match or not one or b"<?" in piece or b"<!" in piece:  # these two may hide where a cell ends
        raise UnusualError
    return Cell(*_place(match), "", Kind.UNREAD)


def kind_of(piece: bytes) -> Kind:
    """Whether somebody can have typed what a cell holds."""
    return Kind.UNTYPED if _UNTYPED.search(piece) else Kind.TYPED


def remember(piece: bytes, numbers: Memory[Cell], cell: Cell, value: CellValue) -> None:
    """Remember a cell that was unread, with the value that was read."""
    if _IN_ANY.match(piece):
        MEMORY.cells.keep(piece, cell._replace(value=value))
    else:
        numbers.keep(_without_address(piece), cell._replace(value=value))


def _without_address(piece: bytes) -> bytes:
    return piece[piece.index(b'"') :]


@lru_cache(maxsize=10_000)
def place(start: bytes) -> tuple[int, int]:
    """Row and column, counted from 0, of a cell from its address and style.

    Raises:
        UnusualError: these are not as programs write them.
    """
    match = _ADDRESS.fullmatch(start)
    if not match:
        raise UnusualError
    return _place(match)


def _place(match: re.Match[bytes]) -> tuple[int, int]:
    return int(match[2]) - 1, _column(match[1])


@lru_cache(maxsize=1_000)
def _column(letters: bytes) -> int:
    return sheetdata.column_number(letters.decode()) - 1


def shared_text(item: bytes) -> CellValue | None:
    """A text that cells share, from its element without the begin of it; ``None`` where it has to be read.

    Raises:
        UnusualError: it is not one whole text.
    """
    known = MEMORY.texts.recall(item)
    if known is not None:
        return known
    if item.count(ITEM_END) != 1 or not item.endswith(ITEM_END) or b"<!" in item or b"<?" in item:
        raise UnusualError
    match = _SHARED_TEXT.fullmatch(item)
    text = _read_plainly(match[1]) if match else None
    if text is not None:
        MEMORY.texts.keep(item, text)
    return text


def _read_plainly(raw: bytes) -> str | None:
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
