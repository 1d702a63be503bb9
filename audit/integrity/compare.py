"""Whether the answers that a page carries are those of a workbook.

A workbook that was only saved again has another SHA-256 and the same answers, and one that was sorted has them in other
cells: both are notes. What a level of detail withholds is compared by the SHA-256 of all answers, if the page has it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from audit.checklist.in_force import in_words
from audit.integrity import harm
from audit.integrity.harm import Harm
from audit.integrity.page_diff import around
from audit.judgement.review import Review, Voice
from audit.model import Place
from audit.model.response_fields import FIELDS, CellKind
from audit.problems import Problem, Where, problem
from audit.report import canonical
from audit.report.record import ReportRecord
from audit.text import counted
from audit.workbook import layout

_NOT_WALKED = {("problems",), ("provenance",), ("format",)}
_FRAMES = {"lenses", "rows", "score"}
_DAYS = {"audit_date", "day", *(field.name for field in FIELDS if field.holds is CellKind.DATE)}
_HEADINGS: dict[str, str] = {field.name: field.heading for field in FIELDS}
_LABELS: dict[str, str] = dict(layout.SETTING_LABELS)
_TYPED_WORDS = {field.words: field.heading for field in FIELDS if field.words}
_WORDS = _HEADINGS | _TYPED_WORDS | _LABELS | {
    "checklist": "Checklist",
    "edition": "Edition of the checklist",
    "reason": "Reviewer's reason",
    "reviewer": "Reviewed by",
    "day": "Date of the review",
    "original": "SHA-256 of the return that was reviewed",
    "altered": "Answers changed since the review began",
    "answers": "Fingerprint of the answers that were reviewed",
    "level": "Judgement",
    "low": "Lowest percent of the band",
    "high": "Highest percent of the band",
}  # fmt: skip


def compare(page: ReportRecord, own: ReportRecord, file: str) -> tuple[Problem, ...]:
    """Where the two differ, and what is only a note.

    Args:
        page: what the page carries.
        own: the record of the workbook, as of the page's day and at the page's level of detail.
        file: the workbook's name.
    """
    where = Where(file=file)
    if (page.review is None) != (own.review is None):
        return _as_returned(page, own, where)
    if voice := _one_of_several(page.review, own.review):
        return _as_one_of_several(page, own, voice, where)
    found = [_differs(where, *change) for change in _changes(page, own)]
    moved = _moved(page, own)
    found += [_differs(where, "A fault that is listed", *sides) for sides in _other_faults(page, own, moved > 0)]
    if not found and page.provenance.answers != own.provenance.answers:
        found.append(_differs(where, "Words that this level of detail withholds", "other words", "these"))
    notes = []
    if not found and page.provenance.sha256 != own.provenance.sha256:
        notes.append(problem("V08", where))
    if moved:
        words = counted(moved, "answer stands in another cell", "answers stand in other cells")
        notes.append(problem("V09", where, answers=words))
    return (*harm.in_order(found), *notes)


def _as_returned(page: ReportRecord, own: ReportRecord, where: Where) -> tuple[Problem, ...]:
    """A report and a workbook of which one alone is a review: the setting's own answers are compared.

    Faults are compared only where the return has one, since a review has faults of its own columns.
    """
    page_alone, own_alone = (replace(side, review=None) for side in (page, own))
    found = [_differs(where, *change) for change in _changes(page_alone, own_alone)]
    faults = (sides for sides in _other_faults(page, own, moved=True) if (sides[0] if own.review else sides[1]))
    found += [_differs(where, "A fault that is listed", *sides) for sides in faults]
    if not found and page.provenance.fingerprint != own.provenance.fingerprint:
        found.append(_differs(where, "Words that this level of detail withholds", "other words", "these"))
    if page.review:
        note = problem("V32", where, reviewer=page.review.by)
    else:
        note = problem("V33", where, reviewer=own.review.by if own.review else "")
    return (*harm.in_order(found), note)


def _one_of_several(several: Review | None, alone: Review | None) -> Voice | None:
    """What a reviewer wrote, as a report of several reviews has it, for a workbook that is this one's alone."""
    if not several or not alone or alone.voices:
        return None
    own = [voice for voice in several.voices if voice.reviewer == alone.reviewer and not voice.settled]
    return next((voice for voice in own if voice.day == alone.day), next(iter(own), None))


def _as_one_of_several(page: ReportRecord, own: ReportRecord, voice: Voice, where: Where) -> tuple[Problem, ...]:
    """A report of several reviews and the workbook of one: the setting's answers and this reviewer's words.

    Faults are not compared: those of a reviewer's columns stand in other cells, or only in one of the reviews.
    """
    review = own.review and replace(own.review, day=voice.day, opinions=voice.opinions)
    found = [_differs(where, *change) for change in _changes(replace(page, review=review), own)]
    if not found and page.provenance.fingerprint != own.provenance.fingerprint:
        found.append(_differs(where, "Words that this level of detail withholds", "other words", "these"))
    return (*harm.in_order(found), problem("V36", where, reviewer=own.review.by if own.review else ""))


def _differs(where: Where, what: str, report: str, workbook: str) -> tuple[Harm, Problem]:
    worth, here, there = harm.of(report, workbook)
    report, workbook = around(report, workbook, here, there)
    return worth, problem("V06", where, what=what, report=(report,), workbook=(workbook,))


def _changes(page: ReportRecord, own: ReportRecord) -> Iterator[tuple[str, str, str]]:
    """Each value that differs: what it is and where, what the page carries, what the workbook says."""
    cells = _cells(page) | _cells(own)
    columns = layout.REVIEW if page.review or own.review else layout.ORDINARY
    for path, theirs, ours in _walk((), canonical.values(page), canonical.values(own)):
        if path[-1] != "place":
            yield _named(path, cells, columns), _shown(path, theirs), _shown(path, ours)


def _walk(path: tuple[str, ...], theirs: object, ours: object) -> Iterator[tuple[tuple[str, ...], object, object]]:
    theirs, ours = _keyed(theirs), _keyed(ours)
    if path in _NOT_WALKED or theirs == ours:
        return
    if isinstance(theirs, dict) or isinstance(ours, dict):
        left, right = (side if isinstance(side, dict) else {} for side in (theirs, ours))
        for key in dict.fromkeys((*left, *right)):
            yield from _walk((*path, key), left.get(key), right.get(key))
    else:
        yield path, theirs, ours


def _keyed(value: object) -> object:
    """A list of things that have a Ref or an id, by that."""
    if not isinstance(value, list) or not value or not all(isinstance(part, dict) for part in value):
        return value
    return {str(part.get("ref") or part.get("id") or number): part for number, part in enumerate(value)}


def _named(path: Sequence[str], cells: Mapping[str, Place], columns: layout.Arrangement) -> str:
    """What a path is called: ``'board-lead' (Checklist!E3), Rating``."""
    last = path[-1]
    of_reviewer = "opinions" in path
    named = "Reviewer's rating" if of_reviewer and last == "rating" else _WORDS.get(last, last)
    if path[0] == "scores":
        return ", ".join(("Scores", *(part for part in path[1:-1] if part not in _FRAMES), named)).replace("_", " ")
    if of_reviewer or "responses" in path or "strays" in path:
        ref = path[path.index("opinions") + 1 if of_reviewer else 2]
        return f"{_at(ref, '' if of_reviewer else last, cells, columns)}, {named}"
    if "themes" in path:
        return f"Theme '{path[2]}', {named}"
    return named.replace("_", " ")


def _at(ref: str, field: str, cells: Mapping[str, Place], columns: layout.Arrangement) -> str:
    """The Ref with the cell of a field: the very one where the columns stand as we write them, else the rating's."""
    place = cells.get(ref)
    if place is None:
        return f"'{ref}'"
    letters, field = place.cell.rstrip("0123456789"), field.removesuffix("_words")
    if letters == columns.letter("Rating") and field in _HEADINGS:
        row = place.cell.removeprefix(letters)
        return f"'{ref}' ({place.sheet}!{columns.letter(_HEADINGS[field])}{row})"
    return f"'{ref}' (row of {place})"


def _cells(record: ReportRecord) -> dict[str, Place]:
    return {r.ref: r.place for r in record.audit.responses if r.place}


def _shown(path: Sequence[str], value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    text = "" if value is None else str(value)
    try:
        return in_words(date.fromisoformat(text)) if path[-1] in _DAYS else text
    except ValueError:
        return text


def _moved(page: ReportRecord, own: ReportRecord) -> int:
    """How many answers stand in other cells."""
    before, now = _cells(page), _cells(own)
    return sum(now[ref] != place for ref, place in before.items() if ref in now)


def _other_faults(page: ReportRecord, own: ReportRecord, moved: bool) -> Iterator[tuple[str, str]]:
    """Faults that one lists and the other does not, by code alone where rows were moved."""
    theirs, ours = (Counter(_fault(p, moved) for p in side.problems) for side in (page, own))
    yield from ((fault, "") for fault in (theirs - ours).elements())
    yield from (("", fault) for fault in (ours - theirs).elements())


def _fault(found: Problem, by_code: bool) -> str:
    return found.code if by_code else " ".join((found.code, found.where.spot, found.message))
