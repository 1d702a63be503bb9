"""Finds the sheet of an action plan by the words of its headings, wherever it stands and whatever it is called."""

from collections.abc import Iterator

from audit.spreadsheet.rows import Sheets
from audit.text import plain
from audit.workbook import plan_layout as layout
from audit.workbook.read.question_sheet import HEADER_WITHIN, LONGEST_WORD, QuestionSheet

_NEEDED = (layout.TOPIC.heading, layout.WHAT.heading, layout.STATUS.heading)
"""The headings by which a plan is known."""


def is_plan(sheets: Sheets) -> bool:
    """Whether a workbook is an action plan of ours."""
    return find(sheets) is not None


def find(sheets: Sheets) -> QuestionSheet | None:
    """The sheet with the lines of a plan; ``None`` where there is none."""
    return next(_tables(sheets), None)


def _tables(sheets: Sheets) -> Iterator[QuestionSheet]:
    """The sheets with the headings of a plan; ours first, where it still has its name."""
    for name in sorted(sheets, key=lambda name: plain(name) != plain(layout.SHEET)):
        for number, row in enumerate(sheets[name][:HEADER_WITHIN]):
            words = [plain(c) if isinstance(c, str) and len(c) < LONGEST_WORD else "" for c in row]
            found = layout.found_in(words)
            if all(heading in found for heading in _NEEDED):
                fields = {c.field: found[c.heading] for c in layout.COLUMNS if c.field and c.heading in found}
                others = (("ref", layout.REF), ("topic", layout.TOPIC), ("suggested", layout.SUGGESTED))
                fields |= {key: found[column.heading] for key, column in others if column.heading in found}
                yield QuestionSheet(name, sheets[name], number, fields)
                break
