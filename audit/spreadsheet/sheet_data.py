"""Looks at the cells of a sheet before it is read: that none lies far away, and that they do not hold too much.

Nearly every sheet is settled by quick searches: all its cells are written as programs write them, near the top left.
Any other is walked through, counting as the reader counts. Styled but empty cells down to the last row are common and
harmless; where they come after the last cell that holds something, they are left out.
"""

import re
from collections.abc import Callable, Sequence
from xml.parsers import expat

from audit.problems import AuditError, Where, problem
from audit.spreadsheet import merged
from audit.spreadsheet.coordinates import column_number, letter
from audit.spreadsheet.limits import MEGABYTE, Limits

# How what a cell can hold begins: a text of its own, a value, a formula.
_HELD, _PREFIXED_HELD = (b"<is", b"<v", b"<f"), (b":is", b":v", b":f")
_LAST_CELL = re.compile(rb'<c r="([A-Z]{1,9})(\d{1,12})"')

# Where every tag among the cells is one that programs write, as they write it, near the top left, nothing is far, no
# cell holds two values and none stands inside something else. What is not well-formed, such as a cell that says its
# place twice, the parser refuses. One search settles nearly every sheet: it finds any other tag, an error, or a number
# beyond all measure.
_BEYOND = rb"v>-(?:\d{11}|[\d.]+[eE]\+?\d\d)"
_UNUSUAL = re.compile(
    rb'<(?!c r="A?[A-Z][1-9]\d{0,2}"[ />]|/c>|(?!v>#|' + _BEYOND + rb")v>|/v>\s*</c>|is>|t[ />]|/t>|/is>\s*</c>|/row>|"
    rb'row r="[1-9]\d{0,5}"[ />]|f[ />]|/f>|v\s*/>\s*</c>|/?sheetData>)'
)
# Newer programs have errors that the reader does not know, and would give the whole file up for: #SPILL!, #CALC!.
_ERROR_VALUE = re.compile(rb"<v>#(?!(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA)<)[^<]{0,40}</v>")
_KNOWN_ERROR = b"<v>#VALUE!</v>"
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
"""What entity tricks begin with; no spreadsheet program writes either."""
_BEYOND_MEASURE = re.compile(rb"<" + _BEYOND)
_PREFIXED = re.compile(rb":(?:c|row|v|is|f)[\s/>]")
PLAIN_ROOT = re.compile(rb"\s*(?:<\?xml[^<>]*\?>\s*)?<worksheet[\s>]")
END_OF_CELLS = b"</sheetData>"

_ADDRESS = re.compile(r"([A-Za-z]{1,9})([0-9]{1,15})")
_UNTYPED_MARKS = tuple(re.compile(mark) for mark in (rb"<f[\s/>]", rb":f[\s/>]", rb"""\bt\s*=\s*["']e["']"""))
# Where all cells are written as programs write them, a formula belongs to the cell that began last before it.
_FORMULA = re.compile(rb"<f[\s/>]")
_ERROR = re.compile(rb"""<c r="([A-Z]+\d+)"[^<>]* t="e\"""")
_PLACES = re.compile(rb'<(?:c|row) r="([^"]*)"')
_AROUND = {"row": "sheetData", "c": "row", "v": "c", "is": "c"}
"""What each of these stands in, directly."""
_NO_INDEX = re.compile(rb't="s"[^<>]*><v>(?!\d*</v>)')


class SheetInspection:
    """The sheets of one workbook, looked at one after the other: the limits hold for all of them together."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._held = self._area = self._elements = 0
        self.near: set[str] = set()
        """The sheets whose cells are all written as programs write them, near the top left."""
        self.merged: dict[str, tuple[merged.MergedRange, ...]] = {}
        """The merged ranges of each sheet, taken before what follows the cells is left out."""

    def look(self, name: str, data: bytes) -> bytes:
        """The sheet as it is to be read, without the empty rows at its end.

        Raises:
            AuditError: F07 to F11.
            xml.parsers.expat.ExpatError: it is not well-formed.
        """
        unusual = _is_unusual(data)
        if unusual:
            data = self._look_closer(name, data)
        pieces = data.count(b"sheetData")
        if pieces > 2:
            raise self._fault("F11", name, what="the cells of a sheet stand in two pieces")
        self.merged[name] = merged.in_sheet(data, data.rfind(b"sheetData"))
        if self._limits.unread:
            data = _up_to_the_last_cell(data)
        prefixed = unusual and bool(_PREFIXED.search(data))
        last = _last_held(data, data.rfind(b"sheetData") if pieces == 2 else len(data), prefixed=prefixed)
        self._look_at_last_cell(name, data, last)
        filled = _end_of_filled(data, last)
        self._hold(filled, name)
        data = _without_empty_end(data, filled)
        if not unusual:
            self.near.add(name)
            expat.ParserCreate().Parse(data, True)  # the reader puts up with what is not well-formed, and misreads it
            if doubled := _doubled(data):
                raise self._fault("F18", name, what=doubled)
            return data
        self._walk_through(name, data)
        return data

    def _walk_through(self, name: str, data: bytes) -> None:
        """Look at a sheet in which something is unusual element by element."""
        walk = Walk(self._limits, self._area, self._elements)
        walk.through(data)
        if walk.far:
            raise self._far(name, walk.far)
        if walk.too_many:
            raise self._fault("F08", name, what=f"over {self._limits.elements} cells and rows")
        if walk.doubled:
            raise self._fault("F18", name, what=walk.doubled)
        if walk.astray:
            raise self._fault("F11", name, what=walk.astray)
        self._area += walk.deepest * walk.widest
        self._elements = walk.elements

    def _look_closer(self, name: str, data: bytes) -> bytes:
        """A sheet in which something is unusual, with each error that the reader does not know as one that it does."""
        if DECLARED.search(data):
            raise self._fault("F09")
        if _BEYOND_MEASURE.search(data):
            raise self._fault("F07", name, how="a number in it is beyond all measure")
        return _ERROR_VALUE.sub(_KNOWN_ERROR, data)

    def _look_at_last_cell(self, name: str, data: bytes, last: int) -> None:
        """One that lies far away is named at once, before anything is counted."""
        match = _LAST_CELL.match(data, max(0, data.rfind(b"<c ", 0, last)))
        if match and _is_far(int(match[2]), column_number(match[1].decode()), self._limits):
            raise self._far(name, (match[1] + match[2]).decode())

    def look_at_shared(self, strings: bytes, sheets: Sequence[bytes]) -> None:
        """Texts that cells share are written out for each of the cells: look what that comes to.

        Raises:
            AuditError: F07 or F08.
            xml.parsers.expat.ExpatError: the texts are not well-formed.
        """
        if any(_NO_INDEX.search(data) for data in sheets):
            raise self._fault("F07", how="a cell names a text that is not there")
        uses = sum(data.count(b's"') + data.count(b"s'") for data in sheets)  # no fewer than there are
        longest = max(map(len, strings.split(b"si>")))
        if uses * longest > self._limits.part_bytes:
            if uses > self._limits.elements:
                raise self._fault("F08", what=f"over {self._limits.elements} cells")
            texts = _Texts("si")
            texts.through(strings)
            for data in sheets:
                _Indexes(texts.lengths, self._hold).through(data)

    def _hold(self, size: int, name: str = "") -> None:
        self._held += size
        if self._held > self._limits.part_bytes:
            raise self._fault("F08", name, what=f"its cells hold {self._held // MEGABYTE} MB")

    def _far(self, name: str, address: str) -> AuditError:
        return self._fault("F10", f"{name}!{address}", cell=address)

    def _fault(self, code: str, spot: str = "", **details: object) -> AuditError:
        return AuditError([problem(code, Where(file=self._file, spot=spot), **details)])


def untyped(data: bytes, *, near: bool) -> frozenset[str]:
    """The cells of a sheet that hold a formula or an error; ``near`` is whether the looking found all of them near."""
    if near:
        found = {_cell_before(data, at.start()) for at in _FORMULA.finditer(data)}
        found.update(_ERROR.findall(data) if b't="e"' in data else ())
        return frozenset(address.decode() for address in found)
    if not any(mark.search(data) for mark in _UNTYPED_MARKS):
        return frozenset()
    walk = Walk(Limits())
    walk.through(data, to_the_end=True)
    return frozenset(walk.untyped)


def _cell_before(data: bytes, at: int) -> bytes:
    """The address of the cell that began last before a place, where all cells are written as programs write them."""
    begin = data.rfind(b'<c r="', 0, at) + len(b'<c r="')
    return data[begin : data.index(b'"', begin)]


def _is_far(row: int, column: int, limits: Limits) -> bool:
    return row > limits.last_row or column > limits.last_column


def _up_to_the_last_cell(data: bytes) -> bytes:
    """The sheet without what follows its cells, such as hints and formats: a quarter of it, which is never read."""
    at = data.find(END_OF_CELLS)
    if at < 0 or not PLAIN_ROOT.match(data):
        return data
    return data[: at + len(END_OF_CELLS)] + b"</worksheet>"


def _last_held(data: bytes, end: int, *, prefixed: bool) -> int:
    """Where the last thing that a cell holds before ``end`` begins; 0 where no cell holds anything."""
    last = 0
    for mark in (*_HELD, *(_PREFIXED_HELD if prefixed else ())):
        last = max(last, data.rfind(mark, last, end))
    return last


def _end_of_filled(data: bytes, last: int) -> int:
    """Where the row ends that holds the last thing, or where the rows begin if none does; the very end if unsure."""
    mark = b"</row>" if last else b"<sheetData>"
    at = data.find(mark, last)
    return at + len(mark) if at >= 0 else len(data)


def _without_empty_end(data: bytes, filled: int) -> bytes:
    """The sheet without the rows after the last that holds something, where they come to much."""
    rest = data.rfind(END_OF_CELLS)
    return data[:filled] + data[rest:] if rest - filled > MEGABYTE else data


def _is_unusual(data: bytes) -> bool:
    """Whether anything among the cells is written otherwise than programs do, or a comment or the like is there."""
    begin, end = data.find(b"<sheetData"), data.rfind(END_OF_CELLS)
    return b"<!" in data or bool(_UNUSUAL.search(data, max(begin, 0), end if end >= 0 else len(data)))


def _doubled(data: bytes) -> str:
    """The first cell or row that stands twice, where all are written as programs write them.

    The reader keeps one of the two, and a person who opens the file may see the other.
    """
    places = _PLACES.findall(data)
    if len(places) == len(set(places)):
        return ""
    seen: set[bytes] = set()
    for place in places:
        if place in seen:
            break
        seen.add(place)
    return f"{'row' if place.isdigit() else 'cell'} {place.decode()}"


class Walk:
    """Walks through a sheet as the reader does.

    A row says where it is, or comes after the one that ended before it; a cell says where it is, or comes after the
    cell before it in the row that it stands in, whatever row that cell said.
    """

    def __init__(self, limits: Limits, area: int = 0, elements: int = 0) -> None:
        self.limits, self.area, self.elements = limits, area, elements
        self.far = ""
        self.too_many = False
        self.doubled = ""
        """What stands twice: a cell, a row, or the value of a cell."""
        self.astray = ""
        """What stands where no program looks for it: a cell that is in no row, a value that is in no cell."""
        self._inside: list[str] = []
        self._among_cells = False
        self._cells: set[tuple[int, int]] = set()
        self._rows: set[int] = set()
        self._held: set[str] = set()
        self.untyped: set[str] = set()
        self.deepest = self.widest = 0
        self._next_row = self._next_column = 1
        self._cell: tuple[int, int] | None = None

    def through(self, data: bytes, *, to_the_end: bool = False) -> None:
        """Walk until something is found that is too far or too much, or to the end whatever is found."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        for begin in range(0, len(data), MEGABYTE):
            parser.Parse(data[begin : begin + MEGABYTE], begin + MEGABYTE >= len(data))
            if (self.far or self.too_many) and not to_the_end:
                return

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self.elements += 1
        self.too_many = self.elements > self.limits.elements
        around = self._inside[-1] if self._inside else ""
        self._inside.append(name)
        self._among_cells = self._among_cells or name == "sheetData"
        if self._among_cells and around != _AROUND.get(name, around):
            self.astray = self.astray or f"a <{name}> stands inside <{around}>"
        if name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "c":
            self._cell = row, column = self._place(attributes.get("r"))
            if self._cell in self._cells:
                self.doubled = self.doubled or f"cell {_address(row, column)}"
            self._cells.add(self._cell)
            self._held.clear()
            self._next_column = column + 1
            if attributes.get("t") == "e":
                self.untyped.add(_address(row, column))
        elif self._cell and name in {"v", "f", "is"}:
            held = "f" if name == "f" else "value"
            if held in self._held:
                self.doubled = self.doubled or f"the value of cell {_address(*self._cell)}"
            self._held.add(held)
            self._hold(*self._cell, formula=name == "f")

    def _begin_row(self, written: str | None) -> None:
        if written is not None:
            self._next_row = _row_number(written)
        if self._next_row in self._rows:
            self.doubled = self.doubled or f"row {self._next_row}"
        self._rows.add(self._next_row)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self._inside.pop()
        self._among_cells = self._among_cells and name != "sheetData"
        if name == "c":
            self._cell = None
        elif name == "row":
            self._next_row, self._next_column = self._next_row + 1, 1

    def _place(self, written: str | None) -> tuple[int, int]:
        if written is None:
            return self._next_row, self._next_column
        match = _ADDRESS.fullmatch(written)
        if match is None:
            raise ValueError(f"a cell says that it stands at '{written[:20]}'")
        return int(match[2]), column_number(match[1])

    def _hold(self, row: int, column: int, *, formula: bool) -> None:
        if formula:
            self.untyped.add(_address(row, column))
        self.deepest, self.widest = max(self.deepest, row), max(self.widest, column)
        if _is_far(row, column, self.limits) or self.area + self.deepest * self.widest > self.limits.area:
            self.far = self.far or _address(row, column)


def _address(row: int, column: int) -> str:
    return f"{letter(column - 1)}{row}"


def _row_number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 16 else 10**15


class _Texts:
    """Walks through elements with text in them, none inside another: how long the texts are, in order."""

    def __init__(self, element: str) -> None:
        self.element = element
        self.lengths: list[int] = []
        self.pieces: list[str] = []
        self.inside = False

    def through(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.pieces.append
        parser.Parse(data, True)

    def start(self, tag: str, _: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == self.element:
            if self.inside:
                raise ValueError(f"one <{self.element}> stands inside another")
            self.inside = True
            self.pieces.clear()

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == self.element:
            self.take()
            self.inside = False

    def take(self) -> None:
        self.lengths.append(sum(map(len, self.pieces)))


class _Indexes(_Texts):
    """Walks through the cells that name a shared text, and hands on the length of each."""

    def __init__(self, lengths: Sequence[int], hold: Callable[[int], None]) -> None:
        super().__init__("v")
        self.known, self.hold = lengths, hold
        self.shared = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "c":
            self.shared = attributes.get("t") == "s"
        super().start(tag, attributes)

    def take(self) -> None:
        if self.shared:
            index = self.pieces[0] if len(self.pieces) == 1 else ""
            plain = index.isascii() and index.isdigit() and int(index[:9]) < len(self.known)
            self.hold(self.known[int(index[:9])] if plain else max(self.known, default=0))
