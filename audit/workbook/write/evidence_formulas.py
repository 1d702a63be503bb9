"""What names something as formulas: :mod:`audit.judgement.evidence` over lists of words on the hidden sheet.

The words stand in columns, each list one below the other, and the everyday words in a few long cells, where a word is
found in one step.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from audit.judgement import evidence as rule
from audit.judgement.everyday_words import EVERYDAY
from audit.judgement.evidence_words import (
    BEGIN,
    CLAIMS,
    COUNTED_ONLY,
    DENIALS,
    END,
    LACKS,
    LEADING_IN,
    MONTHS,
    NOTHING,
    PROMISES,
)
from audit.spreadsheet.cells import put
from audit.spreadsheet.coordinates import letter

_LONGEST_CELL = 32_000
"""A cell holds 32,767 characters."""
_ROOM = rule.LONGEST_TERSE + len(f"{BEGIN}  {END}")
"""Each word of a short text is put into a place of its own, as wide as the text, to be cut out again."""
_PLACES = tuple(_ROOM * place + 1 for place in range(_ROOM // 2))
"""Where those begin: a short text has no more words than half its characters."""


_DIGITS = "0123456789"

HEADINGS = (
    "Names nothing",
    "Claims",
    "Is lacking",
    "Is promised",
    "Points at something",
    "How clearly",
    "Months",
    "Places of words",
    "Everyday words",
)
"""The lists of words, each a column of the hidden sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """Where the lists stand: ranges of the hidden sheet, and the cells of the everyday words."""

    nothing: str
    claims: str
    lacks: str
    promises: str
    cues: str
    points: str
    months: str
    places: str
    everyday: tuple[str, ...]

    @classmethod
    def write(cls, sheet: Worksheet, first: int) -> "WordLists":
        """Write the lists from a column on, one a column; returns where they are."""
        cues = tuple(phrase for phrases, _ in rule.CUES for phrase in phrases)
        points = tuple(number for phrases, number in rule.CUES for _ in phrases)
        columns: tuple[Sequence[str | int], ...] = (
            NOTHING,
            CLAIMS,
            LACKS,
            PROMISES,
            cues,
            points,
            MONTHS,
            _PLACES,
            tuple(_packed()),
        )
        ranges = []
        for column, values in enumerate(columns, start=first):
            for row, value in enumerate(values, start=2):
                if isinstance(value, str):
                    put(sheet, row, column, value)
                else:
                    sheet.cell(row, column).value = value
            ranges.append(f"${letter(column - 1)}$2:${letter(column - 1)}${len(values) + 1}")
        everyday = tuple(f"${letter(first + len(HEADINGS) - 2)}${row}" for row in range(2, 2 + len(columns[-1])))
        nothing, claims, lacks, promises, cues_at, points_at, months, places, _ = ranges
        return cls(
            nothing=nothing,
            claims=claims,
            lacks=lacks,
            promises=promises,
            cues=cues_at,
            points=points_at,
            months=months,
            places=places,
            everyday=everyday,
        )


def _packed() -> Iterator[str]:
    """The everyday words in as few cells as hold them, each word between spaces, and what stands around a text.

    Each begins with two, so that where there is no word to look for, none is looked for far.
    """
    cell = "  "
    for word in (BEGIN, END, *sorted(EVERYDAY)):
        if len(cell) + len(word) > _LONGEST_CELL:
            yield cell
            cell = "  "
        cell += f"{word} "
    yield cell


def compared(text: str, *without: str) -> str:
    """A text as :func:`audit.judgement.evidence.compared` has it: small letters, single spaces in place of the rest."""
    for prefix in without:
        text = f'IF(LOWER(LEFT({text},{len(prefix)}))="{prefix.lower()}",MID({text},{len(prefix) + 1},32767),{text})'
    return _spaced(text, rule.SEPARATORS)


def compared_quoting(text: str) -> str:
    """The same with its quotation marks, all of one kind."""
    for mark in rule.QUOTES[1:]:
        text = f'SUBSTITUTE({text},"{mark}","""")'
    return _spaced(text, [character for character in rule.SEPARATORS if character not in rule.QUOTES])


def _spaced(text: str, separators: Iterable[str]) -> str:
    for character in separators:
        shown = f"CHAR({ord(character)})" if character in '\n\t"' else f'"{character}"'
        text = f'SUBSTITUTE({text},{shown}," ")'
    return f"TRIM(LOWER({text}))"


def without_quotation(quoting: str) -> str:
    """Compared words that still have their quotation marks, with one word in place of what is quoted beside others."""
    mark = '""""'
    first = f"FIND({mark},{quoting})"
    second = f"FIND({mark},{quoting},{first}+1)"
    before, after = f"LEFT({quoting},{first}-1)", f"MID({quoting},{second}+1,32767)"
    quoted = f"TRIM(MID({quoting},{first}+1,{second}-{first}-1))"
    is_title = f'AND(ISNUMBER(FIND(" ",{quoted})),TRIM({before}&{after})<>"")'
    title = f'IF({is_title},{before}&" {rule.QUOTATION} "&{after},{quoting})'
    return f'TRIM(SUBSTITUTE(IFERROR({title},{quoting}),{mark}," "))'


def says(words: str, lists: WordLists) -> str:
    """Whether compared words are more than nothing."""
    looked_up = f"ISNA(MATCH({words},{lists.nothing},0))"
    return f"AND(LEN({words})>1,OR(LEN({words})>{rule.LONGEST_BARE},{looked_up}))"


def repeats(words: str, question: str) -> str:
    """Whether compared words are the question's own."""
    return f'AND(LEN({words})<={rule.LONGEST_BARE},ISNUMBER(FIND(" "&{words}&" ",{question})))'


def without_denied(words: str) -> str:
    """The words with each that is said not to be there joined to what says so."""
    text = _padded(words)
    for denial in DENIALS:
        text = f'SUBSTITUTE({text}," {denial} "," {denial}{rule.JOINED}")'
    return text


def dated(words: str, lists: WordLists) -> str:
    """1 where the words hold a month, or a number that does not only count; otherwise 0."""
    digits = ",".join(f'"{digit}"' for digit in range(10))
    has_digit = f"SUMPRODUCT(--ISNUMBER(FIND({{{digits}}},{words})))>0"
    counted = ",".join(f'ISNUMBER(FIND(" {phrase} ",{_padded(words)}))' for phrase in COUNTED_ONLY)
    return f"IF(OR({_holds(words, lists.months)},AND({has_digit},NOT(OR({counted})))),1,0)"


def needed(text: str, words: str, lists: WordLists) -> str:
    """How many points are wanted beside what a text claims, lacks, promises or asks."""
    asked = f'RIGHT(TRIM(SUBSTITUTE({text},CHAR(10)," ")),1)="?"'
    claims = f"AND({_holds(words, lists.claims)},NOT({_begins_with_a_thing(words, lists)}))"
    by_claims = f"IF({claims},{rule.NEEDED_BY_CLAIMS},{rule.NEEDED})"
    by_lacks = f"IF({_holds(words, lists.lacks)},{rule.NEEDED_BY_LACKS},{by_claims})"
    return f"IF(OR({asked},{_holds(words, lists.promises)}),{rule.NEEDED_BY_PROMISES},{by_lacks})"


def points(undenied: str, lists: WordLists) -> str:
    """The points of all that the words point at, each once."""
    return f'SUMPRODUCT({lists.points}*ISNUMBER(FIND(" "&{lists.cues}&" ",{undenied})))'


def with_day(found: str, day: str, wanted: str) -> str:
    """The points of what is pointed at and of its day."""
    return f"{found}+{day}*IF({wanted}={rule.NEEDED},{rule.DATED},{rule.DATED_BY_MORE})"


def is_enough(words: str, undenied: str, points: str, wanted: str, lists: WordLists) -> str:
    """Whether the points are enough, in a short text with those of the words that are no everyday words."""
    more = f"{points}+{rule.STRANGE_POINTS}*{_strange(undenied, lists)}"
    return f"IF({points}>={wanted},TRUE,IF({_is_short(words)},{more}>={wanted},FALSE))"


def _is_short(words: str) -> str:
    return f"LEN({words})<={rule.LONGEST_TERSE}"


def _begins_with_a_thing(words: str, lists: WordLists) -> str:
    """Whether a short text begins with a thing: its first word is one, or its second after a word of no weight."""
    first = f'LEFT({words},FIND(" ",{words}&" ")-1)'
    second = f'TRIM(MID(SUBSTITUTE({words}," ",REPT(" ",{_ROOM})),{_ROOM + 1},{_ROOM}))'
    little = ",".join(f'"{word}"' for word in LEADING_IN)
    says = (f"ISNUMBER(MATCH({first},{phrases},0))" for phrases in (lists.claims, lists.lacks, lists.promises))
    never = f'OR({second}="",ISNUMBER(FIND(LEFT({words},1),"{_DIGITS}")),{first}={{{little}}},{",".join(says)})'
    about = f"OR({_is_thing(first, lists)},IF({never},FALSE,{_is_thing(second, lists)}))"
    return f"IF({_is_short(words)},{about},FALSE)"


def _is_thing(word: str, lists: WordLists) -> str:
    """Whether a word points at something by itself, or is no everyday word."""
    points = f"IFERROR(INDEX({lists.points},MATCH({word},{lists.cues},0)),0)>={rule.MEDIUM_POINTS}"
    return f"OR({points},{_is_strange(word, lists)}>0)"


def _strange(undenied: str, lists: WordLists) -> str:
    """How many words are no everyday words; one that is said not to be there is none."""
    word = f'TRIM(MID(SUBSTITUTE(TRIM({undenied})," ",REPT(" ",{_ROOM})),{lists.places},{_ROOM}))'
    return f'SUMPRODUCT({_is_strange(word, lists)}*ISERROR(FIND("{rule.JOINED}",{word})))'


def _is_strange(word: str, lists: WordLists) -> str:
    """1 for a word that is neither an everyday word nor a number. An empty place is a number: all hold nothing."""
    unknown = "*".join(f'ISERROR(FIND(" "&{word}&" ",{cell}))' for cell in lists.everyday)
    return f'ISERROR(FIND(LEFT({word},1),"{_DIGITS}"))*{unknown}'


def _holds(words: str, phrases: str) -> str:
    """Whether words hold one of the phrases of a list."""
    return f'SUMPRODUCT(--ISNUMBER(FIND(" "&{phrases}&" ",{_padded(words)})))>0'


def _padded(words: str) -> str:
    return f'" {BEGIN} "&{words}&" {END} "'
