"""Ranges of cells that were merged into one: only the first cell of each is seen, and can hold an answer."""

import re
from dataclasses import dataclass
from itertools import islice

from audit.spreadsheet.coordinates import column_number, letter

MOST = 5_000
"""Ranges of one sheet that are looked at: far more than a table of questions has cells."""
_RANGE = re.compile(rb"""mergeCell\s[^<>]{0,200}?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A range by its corners, rows and columns counted from 0; the corners belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def first(self) -> str:
        """The cell that is seen."""
        return f"{letter(self.left)}{self.top + 1}"

    def __str__(self) -> str:
        return f"{self.first}:{letter(self.right)}{self.bottom + 1}"


def in_sheet(data: bytes, begin: int) -> tuple[MergedRange, ...]:
    """The merged ranges of a sheet of an Excel workbook, which stand after its cells; ``begin`` is where these end."""
    if data.find(b"mergeCell", max(begin, 0)) < 0:
        return ()
    return tuple(map(_of_corners, islice(_RANGE.finditer(data, max(begin, 0)), MOST)))


def _of_corners(found: re.Match[bytes]) -> MergedRange:
    """The range between two corners, whichever is named first."""
    left, right = sorted((column_number(found[1].decode()), column_number(found[3].decode())))
    top, bottom = sorted((int(found[2]), int(found[4])))
    return MergedRange(max(top, 1) - 1, left - 1, max(bottom, 1) - 1, right - 1)
