"""What a workbook may hold if it is to be edited, looked at before the library that edits takes it in.

That library makes an object for each element, for each cell below a merged range, a link or a comment, and for each use
of a part; a few letters can ask it for millions. So every part is walked through with a parser that keeps nothing.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

from audit.spreadsheet.limits import MEGABYTE

LARGEST, LARGEST_OF_ALL = 5 * MEGABYTE, 50 * MEGABYTE
PARTS = 2_000
ELEMENTS = 300_000
_ATTRIBUTES, _ATTRIBUTES_OF_ONE = 1_000_000, 200
_DEEPEST = 100
_CELLS = 100_000
_RANGE_LETTERS = 200_000
_NAME_LETTERS = 200_000
_REPEATED = 1_000_000
_REPEATED_RICH = 50_000_000
_TIMES = 3
_MANY = {
    "mergeCell": (5_000, "merged ranges"),
    "hyperlink": (20_000, "links"),
    "comment": (20_000, "comments"),
    "definedName": (5_000, "names"),
    "dataValidation": (5_000, "drop-downs and checks of what is typed"),
    "conditionalFormatting": (5_000, "conditional formats"),
    "cfRule": (10_000, "conditional formats"),
    "xf": (100_000, "cell formats"),
    "cellStyle": (5_000, "cell styles"),
    "table": (500, "tables"),
    "sheet": (1_000, "sheets"),
}
"""How many of each there may be, and what people call them. The library holds some of these against each other."""
_COVERING = {"mergeCell": "merged cells", "hyperlink": "links", "comment": "comments", "table": "tables"}
_COUNTED_TEXT = {"f", "si", "definedName"}
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")
_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
_ODD_STARTS = (b"\0\0\0<", b"<\0\0\0", b"\0\0\xfe\xff", b"\xff\xfe\0\0", b"\x4c\x6f\xa7\x94", b"+ADw")
_RELATIONS = "/relationships"


class NotEditableError(Exception):
    """The workbook asks for more than it may; says of what, in words for its owner."""


def look(original: bytes) -> None:
    """Look at every part of a workbook.

    Raises:
        NotEditableError: it must not be given to the library.
        zipfile.BadZipFile: it is damaged, and so are other files that cannot be unpacked (see ``marked``).
    """
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        infos = archive.infolist()
        sizes = {info.filename: info.file_size for info in infos}
        if len(infos) > PARTS:
            raise NotEditableError(f"it has over {PARTS:,} parts inside")
        if max(sizes.values(), default=0) > LARGEST or sum(info.file_size for info in infos) > LARGEST_OF_ALL:
            raise NotEditableError("it is very large")
        walk = _Walk()
        for info in infos:
            walk.part(info.filename, archive.read(info))
    walk.whole(sizes)


@dataclass(slots=True)
class _Walk:
    """What was met so far, of all parts together."""

    many: Counter[str] = field(default_factory=Counter)
    elements: Counter[str] = field(default_factory=Counter)
    attributes: int = 0
    covered: Counter[str] = field(default_factory=Counter)
    range_letters: int = 0
    longest: Counter[str] = field(default_factory=Counter)
    names: int = 0
    shared_formulas: int = 0
    shared_texts: int = 0
    targets: dict[tuple[str, str], str] = field(default_factory=dict)
    used: list[tuple[str, str]] = field(default_factory=list)
    _name: str = ""
    _depth: int = 0
    _counting: str = ""
    _length: int = 0
    _rich: bool = False

    def part(self, name: str, data: bytes) -> None:
        """Walk through one part, if it is XML."""
        if data.startswith(_ODD_STARTS):
            raise NotEditableError("a part of it is in an unusual encoding")
        if not name.lower().endswith((".xml", ".rels")) and not data.lstrip().startswith(_STARTS):
            return
        self._name, self._depth, self._counting = name, 0, ""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as fault:  # the latter two: an encoding it does not know
            # Old programs write drawings (.vml) like web pages; the library leaves them out.
            if not (name.lower().endswith(".vml") and isinstance(fault, expat.ExpatError)):
                raise NotEditableError("a part of it cannot be understood") from fault

    def whole(self, sizes: dict[str, int]) -> None:
        """What follows from all parts together: how much would be taken in where parts are used many times."""
        if self.shared_formulas * self.longest["f"] > _REPEATED:
            raise NotEditableError("long formulas are shared by very many cells")
        if self.shared_texts * self.longest["si"] > _REPEATED_RICH:
            raise NotEditableError("long formatted texts are in very many cells")
        uses = [*self.targets.values(), *(self.targets[use] for use in self.used if use in self.targets)]
        lower = {name.lower(): name for name in sizes}
        held = [lower[target.lower()] for target in uses if target.lower() in lower]
        if sum(sizes[name] for name in held) > _TIMES * LARGEST_OF_ALL:
            raise NotEditableError("the same large parts are used very many times")
        if sum(self.elements[name] for name in held) > _TIMES * ELEMENTS:
            raise NotEditableError("the same parts are used very many times")

    def _doctype(self, *_: object) -> None:
        raise NotEditableError("it declares a type of document")

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        self._depth += 1
        self.elements[self._name] += 1
        self.elements[""] += 1
        self.attributes += len(given)
        if self._depth > _DEEPEST:
            raise NotEditableError("a part of it is nested very deep")
        if self.elements[""] > ELEMENTS:
            raise NotEditableError(f"it has over {ELEMENTS:,} cells and formats")
        if len(given) > _ATTRIBUTES_OF_ONE or self.attributes > _ATTRIBUTES:
            raise NotEditableError("a part of it says very much of single cells")
        self._count(local, given)
        self._follow(local, given)

    def _count(self, local: str, given: dict[str, str]) -> None:
        if local in _MANY:
            self.many[local] += 1
            most, words = _MANY[local]
            if self.many[local] > most:
                raise NotEditableError(f"it has over {most:,} {words}"[:60])
        if local in _COVERING and "ref" in given:
            self.covered[local] += _cells(given["ref"])
            if self.covered[local] > _CELLS:
                raise NotEditableError(f"its {_COVERING[local]} cover over {_CELLS:,} cells")
        self.range_letters += len(given.get("sqref", ""))
        if self.range_letters > _RANGE_LETTERS:
            raise NotEditableError("its drop-downs and formats name very many ranges")
        self.shared_formulas += local == "f" and given.get("t") == "shared"
        self.shared_texts += local == "c" and given.get("t") == "s"
        if local in _COUNTED_TEXT:
            self._counting, self._length, self._rich = local, 0, False
        self._rich = self._rich or local == "r"

    def _follow(self, local: str, given: dict[str, str]) -> None:
        """Keep which part a relation leads to, and where a relation is used."""
        if local == "Relationship" and self._name.endswith(".rels") and given.get("TargetMode") != "External":
            folder, _, name = self._name.rpartition("_rels/")
            target = given.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            owner = folder + name.removesuffix(".rels")
            self.targets[owner, given.get("Id", f" {len(self.targets)}")] = path
        self.used += [
            (self._name, value) for key, value in given.items() if key.rpartition(" ")[0].endswith(_RELATIONS)
        ]

    def _text(self, text: str) -> None:
        self._length += len(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        local = tag.rpartition(" ")[2]
        if local != self._counting:
            return
        self._counting = ""
        if local != "si" or self._rich:
            self.longest[local] = max(self.longest[local], self._length)
        if local == "definedName":
            self.names += self._length
            if self.names > _NAME_LETTERS:
                raise NotEditableError("its names are very long")


def _cells(ref: str) -> int:
    """How many cells a range has; more than there may be, where it is not written as programs write one."""
    found = _RANGE.fullmatch(ref)
    if not found:
        return _CELLS + 1
    if not found[3]:
        return 1
    across, down = abs(_column(found[3]) - _column(found[1])) + 1, abs(int(found[4]) - int(found[2])) + 1
    return across * down


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number
