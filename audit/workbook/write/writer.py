"""The workbook a leader fills: its sheets in the order they are needed, and two hidden ones of details and sums."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.worksheet import Worksheet

import audit
from audit.carry_forward.carry import QuestionChange
from audit.judgement.review import ReviewCopy
from audit.model import Audit, Checklist, Rating
from audit.model.response_fields import TYPED
from audit.spreadsheet import accessibility, saving, styles
from audit.spreadsheet.branding import Look, repaint
from audit.spreadsheet.cells import put
from audit.workbook import layout
from audit.workbook.write import (
    changes_sheet,
    checklist_sheet,
    figures_sheet,
    fingerprints,
    guide_sheet,
    reviewers_sheet,
    sources_sheet,
    start_sheet,
    summary_sheet,
)


def build(  # noqa: PLR0913 - each is named
    checklist: Checklist,
    answers: Audit,
    today: date,
    *,
    changes: Sequence[QuestionChange] = (),
    part: str | None = None,
    look: Look | None = None,
) -> bytes:
    """A workbook as bytes, with whatever ``answers`` already holds filled in (nothing, for a new one).

    Args:
        checklist: as one kind of setting is asked it.
        answers: the setting's details, and responses to put in; of a first look, the essentials alone are asked.
        today: the day it is made, for the edition sentence.
        changes: what changed since last year, for a sheet of its own.
        part: what the workbook is called where it is one part of several.
        look: a trust's own colour and logo.
    """
    return _build(checklist, answers, today, _More(changes=tuple(changes), part=part, look=look or Look()))


def build_review(
    checklist: Checklist, answers: Audit, today: date, review: ReviewCopy, changes: Sequence[QuestionChange] = ()
) -> bytes:
    """A reviewer's copy of a return, as bytes: every cell of the leader locked, and columns for the reviewer.

    Args:
        checklist: as the setting's kind is asked it.
        answers: the return.
        today: the day it is made, for the edition sentence.
        review: what the review is begun with.
        changes: lines of the return that no question asks for, for a sheet of their own.
    """
    return _build(checklist, answers, today, _More(changes=tuple(changes), review=review))


@dataclass(frozen=True, slots=True, kw_only=True)
class _More:
    """What a workbook may be beyond the ordinary one."""

    changes: tuple[QuestionChange, ...] = ()
    part: str | None = None
    review: ReviewCopy | None = None
    look: Look = field(default_factory=Look)


def _build(whole: Checklist, answers: Audit, today: date, more: _More) -> bytes:
    checklist = _asked(whole, answers)
    book = Workbook()
    styles.in_our_face(book)
    book.remove(book.worksheets[0])
    sheets = {n: book.create_sheet(n) for n in layout.SHEETS}
    if more.changes:
        sheets[layout.CHANGES] = book.create_sheet(layout.CHANGES)
        changes_sheet.write(sheets[layout.CHANGES], more.changes)
    given = more.review.given if more.review else None
    if given and given.voices:
        sheets[layout.REVIEWERS] = book.create_sheet(layout.REVIEWERS)
        reviewers_sheet.write(sheets[layout.REVIEWERS], given.voices)
    details = _details(checklist, answers, more)
    _write_meta(book.create_sheet(layout.META), details | fingerprints.of(answers, more.review))
    _write_properties(book, checklist, details)
    sources = sources_sheet.write(sheets[layout.SOURCES], checklist, today)
    guide_sheet.write(sheets[layout.GUIDE], checklist, sources)
    places = guide_sheet.places(checklist)
    checklist_sheet.write(sheets[layout.CHECKLIST], checklist, answers, places, more.review)
    columns = layout.REVIEW if more.review else layout.ORDINARY
    sums = figures_sheet.write(book.create_sheet(layout.FIGURES), _judged(whole, checklist), columns)
    names = summary_sheet.write(
        sheets[layout.SUMMARY], sheets[layout.MORE], _judged(whole, checklist), sums, len(checklist.criteria)
    )
    names |= start_sheet.write(sheets[layout.START], checklist, answers, today, logo=more.look.logo, review=more.review)
    names[layout.RATINGS_NAME] = f"'{layout.META}'!$D$2:$D${len(Rating) + 1}"
    names[layout.STATUSES_NAME] = f"'{layout.META}'!$E$2:$E${len(layout.STATUSES) + 1}"
    accessibility.name(book, names)
    for sheet in sheets.values():
        if sheet.auto_filter.ref:
            accessibility.name_table(book, sheet, sheet.auto_filter.ref)
        # Where people type, a protected sheet has no sorting, no spell check and no comments.
        if sheet.title != layout.CHECKLIST or more.review:
            _protect(sheet)
        if sheet.title not in {layout.CHECKLIST, layout.GUIDE}:
            accessibility.print_on_a4(sheet)
    sheets[layout.START].page_setup.orientation = "portrait"
    sheets[layout.START].page_setup.fitToHeight = 1
    if more.look.colour:
        repaint(book, more.look.colour)
    return saving.as_bytes(book, today)


def _asked(whole: Checklist, answers: Audit) -> Checklist:
    """What the workbook asks: all of it, or for a first look the essentials and what has been answered beside them."""
    if not answers.first_look:
        return whole
    answered = {given.ref for given in answers.responses if any(field.value(given) for field in TYPED)}
    return whole.only({c.id for c in whole.criteria if c.essential or c.id in answered})


def _judged(whole: Checklist, asked: Checklist) -> Checklist:
    """The whole, by which it is judged, with what is asked first: so its numbers are those beside the questions."""
    refs = {criterion.id for criterion in asked.criteria}
    return replace(whole, criteria=(*asked.criteria, *(c for c in whole.criteria if c.id not in refs)))


def _details(checklist: Checklist, answers: Audit, more: _More) -> dict[str, str]:
    details = {
        "format": str(layout.FORMAT),
        "checklist": checklist.id,
        "edition": checklist.edition,
        "digest": checklist.digest,
        "kind": checklist.kind,
        "tool": audit.__version__,
    }
    if answers.first_look:
        details["first_look"] = " ".join(c.id for c in checklist.criteria)
    if more.part:
        details |= {"part": more.part, "part_refs": " ".join(c.id for c in checklist.criteria)}
    if more.review:
        details |= _review_details(more.review)
    return details


def _review_details(review: ReviewCopy) -> dict[str, str]:
    draws = "\n".join(f"{draw.day.isoformat() if draw.day else '-'} {draw.phrase}" for draw in review.draws)
    given = {"review_of": review.original, "review_answers": review.answers, "review_draws": draws}
    return {name: text for name, text in given.items() if text}


def _write_meta(sheet: Worksheet, details: dict[str, str]) -> None:
    sheet.sheet_state = "hidden"
    put(sheet, 1, 1, layout.MARKER)
    put(sheet, 1, 2, "Details this tool needs. Please leave this sheet as it is.")
    for row, (key, value) in enumerate(details.items(), start=2):
        put(sheet, row, 1, key)
        put(sheet, row, 2, value)
    put(sheet, 1, 4, "Ratings")
    for row, rating in enumerate(Rating, start=2):
        put(sheet, row, 4, rating.value)
    put(sheet, 1, 5, "Statuses")
    for row, status in enumerate(layout.STATUSES, start=2):
        put(sheet, row, 5, status)
    sheet.protection.sheet = True


def _write_properties(book: Workbook, checklist: Checklist, details: dict[str, str]) -> None:
    accessibility.describe(book, checklist.title, checklist.purpose)
    for key, value in details.items():
        book.custom_doc_props.append(StringProperty(name=f"{layout.MARKER}:{key}", value=value))  # type: ignore[attr-defined]


def _protect(sheet: Worksheet) -> None:
    """Guards against slips, not against people: no password, and filters, sorting and sizes stay free."""
    sheet.protection.sheet = True
    for freed in ("sort", "autoFilter", "formatColumns", "formatRows"):
        setattr(sheet.protection, freed, False)
