"""Many workbooks alike: the cells that differ are spliced into one template, the rest goes over as it is, compressed.

The writer makes the template once. Its empty cells for typing are found, and each is replaced by what one setting has
there. On making a template a probe is filled both ways and compared part by part; where the two ever differ, or a text
is one that the writer treats specially, the writer is used. So a spliced workbook is the one that would have been made
alone.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from audit.model import LAST_YEAR, Audit, Checklist, Rating, Response, Setting
from audit.model.response_fields import BY_NAME, FIELDS, OURS, CellKind
from audit.spreadsheet import cells
from audit.spreadsheet.branding import Look
from audit.text import is_formula_like, plain, printable
from audit.workbook import layout
from audit.workbook.write import writer

Value = str | date
_Key = tuple[str, str]
_DETAIL = "the setting's details"
_TYPED = tuple(column for column in layout.COLUMNS if column.typing)
_FILLED = tuple(column for column in layout.COLUMNS if column.field in BY_NAME)
# An empty cell, as openpyxl writes it by itself and with lxml.
_EMPTY = re.compile(r'<c r="([A-Z]+)(\d+)" s="(\d+)" t="n"(?: />|></c>)')
_ROW = re.compile(r'<row r="(\d+)" ht="([\d.]+)">')
_SHEET = re.compile(r'<sheet [^>]*?name="([^"]*)"')
_LABEL = re.compile(r'<is><t>([^<]+)</t></is></c>(<c r="[A-Z]+\d+" s="\d+" t="n"(?: />|></c>))')
_LAST_RATING = re.compile(
    rb'<c r="(%s%d)" s="(\d+)" t="inlineStr"><is><t>[^<]*</t></is></c>'
    % (layout.column_letter("Last year").encode(), layout.FIRST_ROW)
)
_STYLES = "xl/styles.xml"
_FORMAT = re.compile(rb'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"')
_FORMAT_ID = re.compile(rb'numFmtId="(\d+)"')
_STYLE = re.compile(rb' s="(\d+)"')
_DAY_ZERO = date(1899, 12, 30)
_STAMPED = "docProps/core.xml"  # says when it was made
_MARKED_BY_WRITER = re.compile(r"[\t\r\x7f]|^[\s_]|\s$")  # such spaces and characters it writes in ways of its own
_MOST_TEXT = 8_000


@dataclass(frozen=True, slots=True)
class _Cell:
    """An empty cell that can be filled: where it is, its style, and what belongs there."""

    place: str
    style: str
    key: _Key


@dataclass(frozen=True, slots=True)
class _Row:
    """The beginning of a question's row, whose height follows its texts."""

    number: str
    height: float
    ref: str


_Pieces = tuple[str | _Cell | _Row, ...]


@dataclass(slots=True)
class Template:
    """A workbook of one checklist and kind, to be made many times. :func:`template` makes it."""

    checklist: Checklist
    day: date
    parts: Mapping[str, bytes]
    start: str
    asking: str
    details: _Pieces
    questions: _Pieces
    level: int
    look: Look
    carried: bool
    faithful: bool = False
    _stored: dict[str, tuple[bytes, int, int]] = field(default_factory=dict)

    def fill(self, audit: Audit) -> bytes:
        """The workbook of one setting; by way of the writer where it cannot surely be spliced."""
        known = self.faithful and _is_known(audit) and self.carried == _is_carried(audit)
        if not known or not all(_is_plain(value) for value in _values(audit).values()):
            return writer.build(self.checklist, audit, self.day, look=self.look)
        return self.spliced(audit)

    def spliced(self, audit: Audit, typed: Mapping[tuple[str, str], str] | None = None) -> bytes:
        """The workbook of one setting, spliced whatever it holds: :meth:`fill` knows when that is safe.

        ``typed`` is what somebody typed over an answer, by Ref and field: ``{("board-lead", "rating"): "Mostly"}``.
        """
        values = _values(audit) | dict(typed or {})
        archive = _Archive()
        for name, data in self.parts.items():
            if name == self.start:
                archive.add(name, *_compressed(_joined(self.details, values), self.level))
            elif name == self.asking and (audit.responses or typed):
                archive.add(name, *_compressed(_joined(self.questions, values), self.level))
            else:
                archive.add(name, *self._once(name, data))
        return archive.bytes()

    def _once(self, name: str, data: bytes) -> tuple[bytes, int, int]:
        if name not in self._stored:
            self._stored[name] = _compressed(data, 6)
        return self._stored[name]


def template(
    checklist: Checklist, day: date, *, level: int = 6, look: Look | None = None, carried: bool = False
) -> Template:
    """A template, shown to make what the writer makes.

    Args:
        checklist: as one kind of setting is asked it.
        day: the day the workbooks are made, for the edition sentence.
        level: how hard to compress what differs, 1 (fast) to 9 (small).
        look: a trust's own colour and logo, the same in every workbook.
        carried: whether it is for workbooks that last year's answers are carried into.
    """
    blank = Audit(checklist=checklist.id, edition=checklist.edition, setting=Setting(kind=checklist.kind), responses=())
    look = look or Look()
    if carried:  # one of last year's ratings, taken out again below, so that their column is not hidden
        blank = replace(blank, responses=(Response(ref=checklist.criteria[0].id, last_rating=Rating.MET),))
    parts = _unzipped(writer.build(checklist, blank, day, look=look))
    start, asking = _part(parts, layout.START), _part(parts, layout.CHECKLIST)
    parts[asking] = _LAST_RATING.sub(rb'<c r="\1" s="\2" t="n" />', parts[asking], count=1)
    made = Template(
        checklist=checklist,
        day=day,
        parts=parts,
        start=start,
        asking=asking,
        details=tuple(_detail_pieces(parts[start].decode())),
        questions=tuple(_question_pieces(parts[asking].decode(), checklist)),
        level=level,
        look=look,
        carried=carried,
    )
    made.faithful = _same(made, _probe(checklist, day, carried=carried))
    return made


def _part(parts: Mapping[str, bytes], sheet: str) -> str:
    """The part a sheet stands in: the writer numbers them in their order."""
    order = _SHEET.findall(parts["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{order.index(escape(sheet)) + 1}.xml"


def _probe(checklist: Checklist, day: date, *, carried: bool) -> Audit:
    """Every field filled, with characters that have to be escaped, short and long."""
    mark = f"{LAST_YEAR} " if carried else ""
    responses = tuple(
        Response(ref=criterion.id, **(_PROBED | _probed(number, day, mark, carried=carried)))
        for number, criterion in enumerate(checklist.criteria)
    )
    setting = Setting(name="St Bede's & Sons <1>", kind=checklist.kind, urn="100234", group="Gr\u00fcn \u2019 Trust")
    return Audit(
        checklist=checklist.id,
        edition=checklist.edition,
        setting=setting,
        responses=responses,
        audit_date=day,
        completed_by="Sam Example",
    )


def _probed(number: int, day: date, mark: str, *, carried: bool) -> dict[str, Any]:
    """The answer to one question, unlike those beside it, and now and then with nothing in a cell."""
    return {
        "rating": tuple(Rating)[number % 4],
        "evidence": f'{mark}Folder <{number}> & "file" of St Bede\u2019s. ' * (1 + number % 9) + "End",
        "notes": "Not here. " * (number % 40) + "So.\nEnd",
        "action": "It is done" if number % 3 else "",
        "owner": "Head teacher's deputy",
        "due": day if number % 2 else None,
        "due_words": "" if number % 2 else "half term",
        "status": layout.STATUSES[number % len(layout.STATUSES)] if number % 4 else "",
        "last_rating": tuple(Rating)[number % 3] if carried else None,
        "open_since": day if carried and number % 5 == 0 else None,
    }


_PROBED = {own.name: "Words of it" for own in FIELDS if own.holds is CellKind.TEXT} | {
    own.name: date(2027, 1, 4) for own in FIELDS if own.holds is CellKind.DATE and own.typed
}
"""What stands in a field that is not named above, so that no column is left out of the comparison."""


def _same(made: Template, audit: Audit) -> bool:
    """Whether it is the writer's own, part by part, and cell by cell in text, place, kind and looks."""
    ours, alone = (
        _unzipped(made.spliced(audit)),
        _unzipped(writer.build(made.checklist, audit, made.day, look=made.look)),
    )
    if list(ours) != list(alone):
        return False
    looks, looks_alone = _looks(ours.pop(_STYLES)), _looks(alone.pop(_STYLES))
    pictures = [name for name in alone if not name.endswith((".xml", ".rels"))]
    if any(ours.pop(name) != alone.pop(name) for name in pictures):
        return False
    return all(_dressed(ours[n], looks) == _dressed(alone[n], looks_alone) for n in alone if n != _STAMPED)


def _looks(styles: bytes) -> list[bytes]:
    """What each style number stands for. The writer's numbers depend on whether any cell holds a date."""
    formats: dict[bytes, bytes] = dict(_FORMAT.findall(styles))
    cells = styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0]
    return [_FORMAT_ID.sub(lambda m: formats.get(bytes(m[1]), b""), cell) for cell in cells.split(b"<xf ")[1:]]


def _dressed(data: bytes, looks: list[bytes]) -> str:
    """A part with its style numbers replaced by what they stand for, written in the one way of canonical XML."""
    return ET.canonicalize(_STYLE.sub(lambda m: b' s="%s"' % looks[int(m[1])].translate(None, b'<>"&'), data).decode())


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _values(audit: Audit) -> dict[_Key, Value]:
    """What is not blank, by the place it belongs to."""
    setting = audit.setting
    said: dict[_Key, Value | None] = {
        (_DETAIL, "name"): setting.name,
        (_DETAIL, "urn"): setting.urn,
        (_DETAIL, "group"): setting.group,
        (_DETAIL, "completed_by"): audit.completed_by,
        (_DETAIL, "audit_date"): audit.audit_date,
    }
    for given in audit.responses:
        for own in FIELDS:
            said[given.ref, own.name] = own.value(given)
    return {key: value for key, value in said.items() if value}


def _is_known(audit: Audit) -> bool:
    """Whether it holds nothing but what is spliced: no line without a question, no rating that is none."""
    return not audit.strays and not any(given.rating_words for given in audit.responses)


def _is_carried(audit: Audit) -> bool:
    return any(own.value(given) for given in audit.responses for own in OURS)


def _is_plain(value: Value) -> bool:
    """Whether the writer puts it down as it is: nothing to mend, nothing that makes it a formula or an error."""
    if isinstance(value, date):
        return True
    as_it_is = len(value) <= _MOST_TEXT and printable(value) == value and not is_formula_like(value)
    return as_it_is and not _MARKED_BY_WRITER.search(value)


def _detail_pieces(xml: str) -> Iterator[str | _Cell | _Row]:
    done = 0
    for match in _LABEL.finditer(xml):
        name, cell = layout.LABELS.get(plain(match[1])), _EMPTY.match(match[2])
        if name and cell:
            yield xml[done : match.start(2)]
            yield _Cell(cell[1] + cell[2], cell[3], (_DETAIL, name))
            done = match.end(2)
    yield xml[done:]


def _question_pieces(xml: str, checklist: Checklist) -> Iterator[str | _Cell | _Row]:
    fields = {layout.column_letter(column.heading): str(column.field) for column in _FILLED}
    refs = {str(row): criterion.id for row, criterion in enumerate(checklist.criteria, start=layout.FIRST_ROW)}
    done = 0
    for match in re.finditer(f"{_EMPTY.pattern}|{_ROW.pattern}", xml):
        letters, cell_row, style, row, height = match.groups()
        piece: _Cell | _Row | None = None
        if row in refs:
            piece = _Row(row, float(height), refs[row])
        elif letters in fields and cell_row in refs:
            piece = _Cell(letters + cell_row, style, (refs[cell_row], fields[letters]))
        if piece:
            yield xml[done : match.start()]
            yield piece
            done = match.end()
    yield xml[done:]


def _joined(pieces: _Pieces, values: Mapping[_Key, Value]) -> bytes:
    return "".join(p if isinstance(p, str) else _written(p, values) for p in pieces).encode()


def _written(piece: _Cell | _Row, values: Mapping[_Key, Value]) -> str:
    if isinstance(piece, _Row):
        texts = [(str(values.get((piece.ref, str(c.field)), "")), c.width) for c in _TYPED]
        return f'<row r="{piece.number}" ht="{max(piece.height, cells.height(texts)):g}">'
    value, start = values.get(piece.key), f'<c r="{piece.place}" s="{piece.style}"'
    if value is None:
        return f'{start} t="n" />'
    if isinstance(value, date):
        return f'{start} t="n"><v>{(value - _DAY_ZERO).days}</v></c>'
    return f'{start} t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def _compressed(data: bytes, level: int) -> tuple[bytes, int, int]:
    """Deflated, with the check sum and the length of what went in."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(), zlib.crc32(data), len(data)


class _Archive:
    """A zip file put together from parts that are compressed already; ``zipfile`` would compress them again."""

    def __init__(self) -> None:
        self.body: list[bytes] = []
        self.directory: list[bytes] = []
        self.length = 0

    def add(self, name: str, packed: bytes, check: int, size: int) -> None:
        raw = name.encode("ascii")
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, check, len(packed), size, len(raw), 0)
        self.directory.append(b"PK\1\2\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, self.length) + raw)
        entry = b"PK\3\4" + common + raw + packed
        self.body.append(entry)
        self.length += len(entry)

    def bytes(self) -> bytes:
        directory, number = b"".join(self.directory), len(self.directory)
        end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, number, number, len(directory), self.length, 0)
        return b"".join((*self.body, directory, end))
