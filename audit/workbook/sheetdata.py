"""Looks at the cells of a sheet before it is read: that none lies far away, and that they do not hold too much.

Nearly every sheet is settled by quick searches: all its cells are written as programs write them, near the top left.
Any other is walked through, counting as the reader counts. Styled but empty cells down to the last row are common and
harmless; they come after the last cell that holds something, and are left out.
"""

import re
from collections.abc import Iterable
from xml.parsers import expat

from audit.problems import AuditError, Problem, Where, problem
from audit.workbook import layout
from audit.workbook.limits import MEGABYTE, Limits

# What a cell can hold: a value, a text of its own, a formula; with a prefix or without.
_HELD = (b"<v", b"<is", b"<f", b":v", b":is", b":f")
_LAST_CELL = re.compile(rb'<c r="([A-Z]{1,9})(\d{1,12})"')

# Every cell whose place is written out and near the top left. If these are all the cells there are, nothing is far.
# Each pattern begins with a literal, which the searching is fast with; a name with a prefix is looked for by itself.
_CELL_TAG, _PREFIXED_CELL = re.compile(rb"<c[\s/>]"), re.compile(rb":c[\s/>]")
_NEAR_CELL = re.compile(rb'<c r="A?[A-Z][1-9]\d{0,2}"(?: (?:s|t|cm|vm|ph)="\w*")* ?/?>')
_ROW_TAG, _PREFIXED_ROW = re.compile(rb"<row\b[^>]*"), re.compile(rb":row\b")
_LONG_PLACE = re.compile(rb"""\br\s*=\s*["'][^"']{8,}""")

_ADDRESS = re.compile(r"([A-Za-z]{1,9})([0-9]{1,15})")
_UNTYPED_SIGNS = tuple(re.compile(sign) for sign in (rb"<f[\s/>]", rb":f[\s/>]", rb"""\bt\s*=\s*["']e["']"""))
_BEYOND_MEASURE = re.compile(rb"<v>-(?:\d{11}|[\d.]+[eE]\+?\d\d)")
_NO_INDEX = re.compile(rb't="s"[^<>]*><v>(?!\d*</v>)')


class Sheets:
    """The sheets of one workbook, looked at one after the other against limits that hold for all of them together."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file, self.limits = file, limits
        self.held = self.area = 0

    def look(self, name: str, data: bytes) -> bytes:
        """The sheet as it is to be read, without the empty rows at its end.

        Raises:
            AuditError: F07, F08, F10 or F11.
            xml.parsers.expat.ExpatError: it is not well-formed.
        """
        if data.count(b"sheetData") > 2:
            raise AuditError([problem("F11", Where(file=self.file, spot=name), what="its cells stand in two pieces")])
        last = _last_held(data)
        self._last_is_near(name, data, last)
        self.held += last
        if self.held > self.limits.part_bytes:
            raise self._too_much(f"its cells hold {self.held // MEGABYTE} MB", name)
        if _BEYOND_MEASURE.search(data):
            raise AuditError([problem("F07", Where(file=self.file, spot=name), how="a number in it is beyond measure")])
        data = _without_empty_end(data, last)
        if _all_near(data):
            expat.ParserCreate().Parse(data, True)  # the reader puts up with what is not well-formed, and misreads it
        else:
            walk = _Walk(self, name)
            walk.through(data)
            self.area += walk.deepest * walk.widest
        return data

    def look_at_shared(self, strings: bytes, sheets: Iterable[bytes]) -> None:
        """Texts that cells share are written out for each cell; look whether that comes to too much.

        Raises:
            AuditError: F07 or F08.
            xml.parsers.expat.ExpatError: the texts are not well-formed.
        """
        expat.ParserCreate().Parse(strings, True)
        sheets = list(sheets)
        if any(_NO_INDEX.search(data) for data in sheets):
            raise AuditError([problem("F07", Where(file=self.file), how="a cell names a text that is not there")])
        uses = sum(data.count(b's"') + data.count(b"s'") for data in sheets)  # no fewer than there are
        longest = max(len(piece) for piece in strings.split(b"si>"))
        if uses * longest <= self.limits.part_bytes:
            return
        lengths = _Texts("si", strings).lengths
        for data in sheets:
            for text in _Texts("v", data, within="c").texts:
                self.held += lengths[int(text)] if text.isdecimal() and int(text) < len(lengths) else longest
        if uses > self.limits.elements or self.held > self.limits.part_bytes:
            raise self._too_much(f"its cells hold {self.held // MEGABYTE} MB")

    def _last_is_near(self, name: str, data: bytes, last: int) -> None:
        match = _LAST_CELL.match(data, max(0, data.rfind(b"<c ", 0, last)))
        if match and self.is_far(int(match[2]), _column_number(match[1].decode())):
            raise self.far(name, (match[1] + match[2]).decode())

    def is_far(self, row: int, column: int) -> bool:
        """Whether a cell with something in it may not stand there."""
        return row > self.limits.last_row or column > self.limits.last_column

    def far(self, name: str, address: str) -> AuditError:
        """The fault of a cell that is far away."""
        return AuditError([problem("F10", Where(file=self.file, spot=f"{name}!{address}"), cell=address)])

    def _too_much(self, what: str, name: str = "") -> AuditError:
        return AuditError([self.too_much(what, name)])

    def too_much(self, what: str, name: str = "") -> Problem:
        """The fault of a file that holds more than a return can."""
        return problem("F08", Where(file=self.file, spot=name), what=what)
