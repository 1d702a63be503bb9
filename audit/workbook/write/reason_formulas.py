"""What gives a reason, and who is named, as formulas over lists: :mod:`audit.judgement.reasons` and ``owners``."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from audit.judgement import reasons as rule
from audit.judgement.evidence import LONGEST_BARE
from audit.judgement.owners import NOBODY
from audit.spreadsheet.cells import put
from audit.spreadsheet.coordinates import letter
from audit.workbook.write import evidence_formulas

HEADINGS = ("Gives no reason", "Leaves undecided", "Names nobody")
"""The lists of words, each a column of the hidden sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonLists:
    """Where the lists stand: ranges of the hidden sheet."""

    no_reason: str
    undecided: str
    nobody: str

    @classmethod
    def write(cls, sheet: Worksheet, first: int) -> "ReasonLists":
        """Write the lists from a column on, one a column; returns where they are."""
        columns: tuple[Sequence[str], ...] = ((*rule.NO_REASON, *rule.NOT_DONE), rule.UNDECIDED, NOBODY)
        ranges = []
        for column, values in enumerate(columns, start=first):
            for row, value in enumerate(values, start=2):
                put(sheet, row, column, value)
            ranges.append(f"${letter(column - 1)}$2:${letter(column - 1)}${len(values) + 1}")
        no_reason, undecided, nobody = ranges
        return cls(no_reason=no_reason, undecided=undecided, nobody=nobody)


def core(words: str) -> str:
    """What is left of compared words without what is said around a reason."""
    text = f'" "&{words}&" "'
    for filler in rule.FILLERS:
        text = f'SUBSTITUTE({text},"{filler}"," ")'
    return f"TRIM({text})"


def letters(left: str) -> str:
    """What is left without its digits."""
    for digit in range(10):
        left = f'SUBSTITUTE({left},"{digit}","")'
    return f"TRIM({left})"


def gives_reason(
    words: str, left: str, bare: str, lists: ReasonLists, names_nothing: evidence_formulas.WordLists
) -> str:
    """Whether compared words, what is left of them, and that without digits give a reason."""
    several = f'TRIM(SUBSTITUTE({bare},LEFT({bare},1),""))<>""'
    undecided = f'SUMPRODUCT(--(LEFT({left}&" ",LEN({lists.undecided}))={lists.undecided}))=0'
    says = (evidence_formulas.says(text, names_nothing) for text in (words, left))
    return f"AND({','.join(says)},LEN({bare})>={rule.LEAST},{several},{_is_none_of(left, lists.no_reason)},{undecided})"


def is_named(words: str, lists: ReasonLists) -> str:
    """Whether the compared words of an owner name somebody."""
    return f"AND(LEN({words})>1,{_is_none_of(words, lists.nobody)})"


def _is_none_of(words: str, phrases: str) -> str:
    """Whether words are none of a list; what is longer is never looked up, as programs refuse to."""
    return f"OR(LEN({words})>{LONGEST_BARE},ISNA(MATCH({words},{phrases},0)))"
