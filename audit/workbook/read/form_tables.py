"""Finds the questions of a form of somebody else's in a workbook: by the words of its headings and of its questions.

Where a table stands, and what its sheet is called, does not matter. A heading may take several rows, and stand again
above every block. What is found is held against the questions that are expected, so none is lost in silence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from audit.checklist.forms import FormMapping, FormQuestion, FormTable
from audit.spreadsheet.coordinates import letter
from audit.spreadsheet.rows import CellValue, Rows, Sheets
from audit.text import plain
from audit.workbook.read.cell_values import as_text
from audit.workbook.read.question_sheet import QuestionSheet

_LONGEST_HEADING, _LONGEST_QUESTION = 200, 2_000
_ALIKE = 0.85
"""From here on two questions are the same one with a word changed: of the likeness that difflib gives."""
_MOST_COMPARED = 5_000
"""Comparisons of a question with a row, which take time: the missing ones with the rows that have none."""
_LAST_HEADING = 2_000
"""Rows in which a heading is looked for: the longest forms have some hundred, and a file can have very many."""
TICK = "tick "
"""Stands before the heading of a column to tick, in the names of the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A row below a heading of a form: its table, and the question that stands in it, if any.

    ``near`` says that its words are not quite the question's.
    """

    table: FormTable
    block: QuestionSheet
    row: int
    ref: str = ""
    near: bool = False


def rows_of(mapping: FormMapping, sheets: Sheets) -> tuple[FormRow, ...]:
    """Every row below a heading of the form that holds something, each question of it found or not."""
    known = _ExpectedQuestions.of(mapping)
    found = [
        FormRow(table=table, block=block, row=row, ref=ref, near=not exact)
        for sheet in sheets
        for table, block, last in _blocks(mapping, sheet, sheets[sheet])
        for row in range(block.header + table.heading_rows, last)
        if any(cell != "" for cell in block.rows[row])
        for ref, exact in (known.at(block, row),)
    ]
    return tuple(_with_near(found, mapping))


def _blocks(mapping: FormMapping, sheet: str, rows: Rows) -> Iterator[tuple[FormTable, QuestionSheet, int]]:
    """Each heading on a sheet, with its table and the row in which what stands below it ends."""
    for table in _for_sheet(mapping, sheet):
        headed = list(_headings(table, rows))
        if headed:
            ends = [*(at for at, _ in headed[1:]), len(rows)]
            for (at, columns), end in zip(headed, ends, strict=True):
                yield table, QuestionSheet(sheet, rows, at, columns), end
            return  # a sheet has one kind of table


def _for_sheet(mapping: FormMapping, sheet: str) -> list[FormTable]:
    """The tables, those first that are said to stand on this sheet: it may have been renamed."""
    return sorted(mapping.tables, key=lambda table: not any(fits(name, sheet) for name in table.sheets))


def _headings(table: FormTable, rows: Rows) -> Iterator[tuple[int, dict[str, int]]]:
    wanted = (*table.columns, *((f"{TICK}{heading}", heading) for heading, _ in table.ticks))
    needed = {name for name, _ in wanted if name in {"ref", "question", "rating"} or name.startswith(TICK)}
    number = 0
    while number < min(len(rows), _LAST_HEADING):
        columns = _columns(wanted, needed, rows[number : number + table.heading_rows])
        if columns:
            yield number, columns
        number += table.heading_rows if columns else 1


def _columns(wanted: Sequence[tuple[str, str]], needed: set[str], rows: Rows) -> dict[str, int]:
    """The column of each field; none unless each that is needed is there, and something in the first row."""
    above: dict[int, list[str]] = {}
    for cells in rows:
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and 0 < len(cell) <= _LONGEST_HEADING:
                above.setdefault(column, []).append(plain(cell))
    if not rows or not any(isinstance(cell, str) and cell.strip() for cell in rows[0]):
        return {}
    found: dict[str, int] = {}
    for name, heading in wanted:
        for column, words in above.items():
            if column not in found.values() and any(fits(heading, w) for w in (*words, " ".join(words))):
                found[name] = column
                break
        if name in needed and name not in found:
            return {}
    return found


def fits(heading: str, words: str) -> bool:
    """Whether words are those of a heading, in which a star stands for any."""
    return _pattern(heading).fullmatch(plain(words)) is not None


@lru_cache(maxsize=512)
def _pattern(heading: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, re.split(r"\*+", plain(heading)))))


@dataclass(frozen=True, slots=True)
class _ExpectedQuestions:
    """What the form asks, by the words that stand in a row."""

    by_ref: Mapping[str, str]
    by_words: Mapping[str, str]
    begins: re.Pattern[str]

    @classmethod
    def of(cls, mapping: FormMapping) -> "_ExpectedQuestions":
        refs = {plain(question.ref): question.ref for question in mapping.questions}
        longest = sorted(map(re.escape, refs), key=len, reverse=True)
        return cls(
            by_ref=refs,
            by_words={plain(question.asks): question.ref for question in mapping.questions},
            begins=re.compile(rf"({'|'.join(longest)})(?![.]?\d)[\s.):-]*"),
        )

    def at(self, block: QuestionSheet, row: int) -> tuple[str, bool]:
        """The Ref of the question in a row, empty where none is there; and whether its words are the question's.

        Where number and words name two questions, the words are believed: a number cell turns 1.10 into 1.1.
        """
        words = plain(block.text(row, "question")[:_LONGEST_QUESTION])
        number = plain(block.text(row, "ref"))
        begun = self.begins.match(words)
        rest = words[begun.end() :] if begun else words
        by_words = self.by_words.get(words) or self.by_words.get(rest)
        if by_words:
            return by_words, True
        by_number = self.by_ref.get(number) or (self.by_ref.get(begun[1]) if begun else None) or ""
        if not by_number or "question" not in block.columns:
            return by_number, True
        if not rest or (number and self._may_be_another(number, block.value(row, "ref"))):
            return "", True  # left to the words, which are nearly some question's or nobody's
        return by_number, False

    def _may_be_another(self, number: str, value: CellValue) -> bool:
        """Whether a number in a cell can stand for two Refs, as 1.1 does for 1.1 and 1.10."""
        return isinstance(value, float) and any(
            ref != number and ref.rstrip("0") == number and "." in ref for ref in self.by_ref
        )


def _with_near(rows: list[FormRow], mapping: FormMapping) -> Iterator[FormRow]:
    """The rows, where a question that was not found is nearly in one that has none: each at most once."""
    there = {row.ref for row in rows}
    missing = [question for question in mapping.questions if question.ref not in there]
    left = _MOST_COMPARED
    for row in rows:
        words = plain(row.block.text(row.row, "question")) if missing and not row.ref else ""
        left -= len(missing) if words else 0
        best = _nearest(words, missing) if words and left > 0 else None
        if best:
            missing.remove(best)
        yield replace(row, ref=best.ref, near=True) if best else row


def _nearest(words: str, missing: Sequence[FormQuestion]) -> FormQuestion | None:
    if len(words) > _LONGEST_QUESTION:
        return None
    alike = [(_likeness(words, question), at) for at, question in enumerate(missing)]
    likeness, at = max(alike)
    return missing[at] if likeness >= _ALIKE and sum(one >= _ALIKE for one, _ in alike) == 1 else None


def _likeness(words: str, question: FormQuestion) -> float:
    """How alike a row and a question are, with or without its Ref before it."""
    asks = plain(question.asks)
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(words)
    best = 0.0
    for own in (asks, f"{plain(question.ref)} {asks}"):
        matcher.set_seq1(own)
        if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
            best = max(best, matcher.ratio())
    return best


def labelled(mapping: FormMapping, sheets: Sheets) -> Iterator[tuple[str, str, int, int, CellValue]]:
    """What the form says of the setting: the field, the sheet, the row and column of its cell, and the cell."""
    wanted = dict(mapping.labels)
    for sheet in sheets:
        for row, cells in enumerate(sheets[sheet]):
            for column, cell in enumerate(cells):
                if not isinstance(cell, str) or not 0 < len(cell) <= _LONGEST_HEADING:
                    continue
                field = next((name for name, label in wanted.items() if fits(label, cell)), "")
                if field:
                    del wanted[field]
                    beside = next((at for at in range(column + 1, len(cells)) if as_text(cells[at])), column + 1)
                    other = cells[beside] if beside < len(cells) else ""
                    if isinstance(other, str) and other.rstrip().endswith(":"):  # the next label
                        beside, other = column + 1, ""
                    yield field, sheet, row, beside, other


def cell(row: int, column: int) -> str:
    """The address of a cell, row and column counted from 0."""
    return f"{letter(column)}{row + 1}"
