"""What each of several reviewers wrote, read back from the sheet that a merged review has of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from audit.judgement.review import Opinion, Voice
from audit.model import Place, Rating
from audit.spreadsheet.coordinates import letter
from audit.spreadsheet.rows import CellValue, Rows, Sheets
from audit.text import plain
from audit.workbook import layout
from audit.workbook.read import rating_cells
from audit.workbook.read.cell_values import as_date, as_text
from audit.workbook.read.problem_log import ProblemLog

MOST_VOICES = 50
"""Reviewers of one return; a file can say anything."""
_HEADINGS = tuple(plain(heading) for heading in layout.VOICE_HEADINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSheet:
    """The sheet: what it is called, and its rows below the headings."""

    name: str
    rows: Rows


def find(sheets: Sheets) -> VoiceSheet | None:
    """The sheet with what several reviewers wrote, by the words of its headings; ``None`` where there is none."""
    for name in sorted(sheets, key=lambda name: name != layout.REVIEWERS):
        if name in layout.NEVER_ASK:
            continue
        rows = sheets[name]
        if rows and tuple(plain(as_text(cell)) for cell in rows[0][: len(_HEADINGS)]) == _HEADINGS:
            return VoiceSheet(name=name, rows=rows)
    return None


def read(sheet: VoiceSheet, asked: Collection[str], log: ProblemLog) -> tuple[Voice, ...]:
    """The voices in the order of their numbers; a rating that cannot be read, or a strange Ref, is said at its cell."""
    found: dict[str, Voice] = {}
    for number, row in enumerate(sheet.rows[1:], start=2):
        texts = [as_text(cell) for cell in row[: len(_HEADINGS)]]
        texts += [""] * (len(_HEADINGS) - len(texts))
        if not any(texts):
            continue
        if texts[4] not in asked:
            log.say("W07", _at(sheet, number, 4), ref=texts[4], hint="")
            continue
        voice = found.get(texts[0]) or Voice(reviewer=texts[1], day=_day(row[2]), settled=plain(texts[3]) == "yes")
        if len(found) < MOST_VOICES or texts[0] in found:
            opinion = _opinion(sheet, number, texts, log)
            others = tuple(one for one in voice.opinions if one.ref != opinion.ref)
            found[texts[0]] = Voice(
                reviewer=voice.reviewer, day=voice.day, settled=voice.settled, opinions=(*others, opinion)
            )
    return tuple(found.values())


def _opinion(sheet: VoiceSheet, number: int, texts: Sequence[str], log: ProblemLog) -> Opinion:
    rating, agreed = (_rating(sheet, number, column, texts[column], log) for column in (5, 7))
    return Opinion(
        ref=texts[4],
        rating=rating,
        reason=texts[6],
        agreed=agreed,
        agreed_reason=texts[8],
        place=_at(sheet, number, 5),
    )


def _rating(sheet: VoiceSheet, number: int, column: int, text: str, log: ProblemLog) -> Rating | None:
    read_as = rating_cells.read(text, _at(sheet, number, column), log)
    return read_as.rating if read_as else None


def _day(value: CellValue) -> date | None:
    try:
        return as_date(value)
    except ValueError:
        return None


def _at(sheet: VoiceSheet, row: int, column: int) -> Place:
    return Place(sheet=sheet.name, cell=f"{letter(column)}{row}")
