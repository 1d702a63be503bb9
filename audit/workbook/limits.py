"""What a return may be. A filled workbook of 80 questions is about 30 kB, 140 kB inflated, in some 15 parts."""

from dataclasses import dataclass

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
    every_sheet: bool = True
    """Whether our sheets that are never read, half of a file, are looked at too, or neither unpacked nor handed on."""
