"""What a return may be, and how people say otherwise. ``docs/limits.md`` is made from here.

A filled workbook of 80 questions is about 30 kB, 140 kB inflated, in some 15 parts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from audit.problems import AuditError, Where, problem

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is too large to be a return, or too far out to be an answer."""

    file_bytes: int = 20 * MEGABYTE
    parts: int = 2_000
    sheet_bytes: int = 100 * MEGABYTE
    """One sheet, with all the styles of empty cells down to the last row that it may have."""
    part_bytes: int = 20 * MEGABYTE
    """Any other part; and as much as the filled cells of all sheets may hold, and the texts they share."""
    index_bytes: int = 2 * MEGABYTE
    """A part that is taken in as a tree: the list of sheets, relations, properties."""
    all_bytes: int = 150 * MEGABYTE
    sheets: int = 100
    last_row: int = 20_000
    last_column: int = 702
    area: int = 2_000_000
    """Cells, empty ones too, from the top left to the last that is filled, of all sheets."""
    elements: int = 500_000
    """Cells and rows that have to be walked through one by one, of all sheets."""
    unread: frozenset[str] = frozenset()
    """The names of sheets that the caller never reads: neither unpacked nor handed on, nor the empty ends of others."""
    unread_beside: str = ""
    """A sheet that must be there for that: a workbook without it is looked at whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit as people name it: the field it sets, how high it may be set, and what it is there for.

    ``most`` stays whatever is asked for: beyond it the reading itself could run out of memory, and end the program.
    """

    name: str
    field: str
    most: int
    what: str
    why: str
    bytes: bool = False

    def shown(self, value: int) -> str:
        """A value as it can be typed."""
        return f"{value // MEGABYTE}MB" if self.bytes and value % MEGABYTE == 0 else str(value)

    @property
    def usual(self) -> int:
        """What it is where nobody says otherwise."""
        return int(getattr(Limits(), self.field))


_MOST_BYTES = 1_000 * MEGABYTE
_MOST_COUNTED = 10_000_000

ADJUSTABLE = (
    Limit(
        name="file", field="file_bytes", most=_MOST_BYTES, bytes=True, what="The file as it lies on the disk.",
        why="No more than this is ever read of one file.",
    ),
    Limit(
        name="all", field="all_bytes", most=_MOST_BYTES, bytes=True, what="All parts of the file together, unpacked.",
        why="A small file can be made to unpack to any size.",
    ),
    Limit(
        name="sheet", field="sheet_bytes", most=_MOST_BYTES, bytes=True, what="One sheet, unpacked.",
        why="A sheet with styles down to its last row is large with nothing in it; one of this size is no return.",
    ),
    Limit(
        name="part", field="part_bytes", most=_MOST_BYTES, bytes=True,
        what="Any other part, unpacked; and what the filled cells of all sheets hold.",
        why="Texts that many cells share are counted for each of them.",
    ),
    Limit(
        name="index", field="index_bytes", most=100 * MEGABYTE, bytes=True,
        what="A part that is taken in as a tree: the list of sheets, the document's properties.",
        why="A tree takes many times the memory of its text.",
    ),
    Limit(
        name="parts", field="parts", most=100_000, what="Parts inside the file.",
        why="A directory of millions of parts takes long to go through and holds nothing.",
    ),
    Limit(
        name="sheets", field="sheets", most=10_000, what="Sheets.", why="Each is looked at for the questions.",
    ),
    Limit(
        name="rows", field="last_row", most=1_048_576, what="The last row in which a cell may hold something.",
        why="One stray cell far down makes the reader ask for memory for every cell above it.",
    ),
    Limit(
        name="columns", field="last_column", most=16_384, what="The last column in which a cell may hold something.",
        why="The same to the right; 702 is column ZZ.",
    ),
    Limit(
        name="area", field="area", most=20_000_000,
        what="Cells, empty ones too, from the top left to the last that is filled, of all sheets.",
        why="The reader keeps each of them in memory: raised further, whatever rows and columns are, it would run out.",
    ),
    Limit(
        name="elements", field="elements", most=_MOST_COUNTED,
        what="Cells and rows that have to be walked through one by one, of all sheets.",
        why="It bounds the time that one file can take.",
    ),
)  # fmt: skip
_VALUE = re.compile(r"(\d+(?:[,_ ]\d{3})*)\s*(KB|MB|GB)?", re.IGNORECASE | re.ASCII)
_UNITS = {"": 1, "KB": 1_000, "MB": MEGABYTE, "GB": 1_000 * MEGABYTE}


def adjusted(usual: Limits, written: Iterable[str]) -> Limits:
    """The limits with changes as people write them: ``["file=50MB", "sheets=500"]``; the last counts if two are alike.

    Raises:
        AuditError: S05 (no such limit) or S06 (no such value), every one of them.
    """
    values: dict[str, int] = {}
    faults: list[AuditError] = []
    for words in written:
        try:
            limit, value = _read(words)
        except AuditError as fault:
            faults.append(fault)
        else:
            values[limit.field] = value
    if faults:
        raise AuditError([problem for fault in faults for problem in fault.problems])
    return replace(usual, **values)  # type: ignore[arg-type]


def _read(words: str) -> tuple[Limit, int]:
    name, sign, text = (part.strip() for part in words.partition("="))
    known = {limit.name: limit for limit in ADJUSTABLE}
    if not sign or name.casefold() not in known:
        near = get_close_matches(name.casefold(), known, n=1)
        hint = f"(did you mean '{near[0]}'?)" if near and sign else ""
        raise AuditError([problem("S05", Where(), text=words, hint=hint, known=tuple(known))])
    limit = known[name.casefold()]
    found = _VALUE.fullmatch(text)
    unit = (found[2] or "").upper() if found else ""
    value = int(re.sub(r"\D", "", found[1])[:15]) * _UNITS[unit] if found else 0
    why = f"it is no whole number{' of bytes, KB, MB or GB' if limit.bytes else ''}"
    if found and unit and not limit.bytes:
        why = "it is a number of things, not of bytes"
    elif found and value < 1:
        why = "it has to be at least 1"
    elif found and value > limit.most:
        why = f"it may be {limit.shown(limit.most)} at most, because more could use up the memory"
    elif found:
        return limit, value
    example = f"{limit.name}={limit.shown(min(2 * limit.usual, limit.most))}"
    raise AuditError([problem("S06", Where(), text=text, name=limit.name, why=why, example=example)])
