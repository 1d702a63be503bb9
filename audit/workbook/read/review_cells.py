"""What a reviewer wrote in a review: ratings and reasons, who they are, and whether the leader's answers were kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from audit.judgement.review import LONGEST_PHRASE, MOST_DRAWS, Draw, Opinion, Review, fingerprint
from audit.model import Audit, Rating, Response
from audit.workbook import layout
from audit.workbook.read import rating_words, setting_cells
from audit.workbook.read.cell_values import as_date, as_text
from audit.workbook.read.problem_log import ProblemLog
from audit.workbook.read.question_sheet import QuestionSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedWorkbook:
    """What the reading of a workbook has come upon.

    ``details`` is what the workbook says of itself; ``cells`` the cells beside the labels of its first sheet;
    ``untyped`` the cells with a formula or an error value, none of which is an answer.
    """

    table: QuestionSheet
    details: Mapping[str, str]
    cells: setting_cells.Cells
    untyped: frozenset[str]
    log: ProblemLog


def read(found: ReviewedWorkbook, audit: Audit) -> Review | None:
    """The review that a workbook holds beside the leader's answers; ``None`` where it is none."""
    if "reviewer_rating" not in found.table.columns and "review_of" not in found.details:
        return None
    return Review(
        reviewer=as_text(found.cells["reviewer"][0]) if "reviewer" in found.cells else "",
        day=setting_cells.day(found.cells, "review_day", "review", found.log, since=audit.audit_date),
        original=found.details.get("review_of", ""),
        answers=found.details.get("review_answers", ""),
        draws=tuple(_draws(found.details.get("review_draws", ""))),
        opinions=tuple(opinion for response in audit.responses if (opinion := _opinion(found, response))),
        altered=tuple(_altered(found, audit)),
    )


def _draws(text: str) -> Iterator[Draw]:
    """What the sample was drawn with, a line each: the day, or a dash, and the phrase."""
    for line in text.splitlines()[:MOST_DRAWS]:
        day, _, phrase = line.partition(" ")
        if phrase := phrase.strip()[:LONGEST_PHRASE]:
            yield Draw(phrase=phrase, day=_day(day))


def _day(text: str) -> date | None:
    try:
        return as_date(text)
    except ValueError:
        return None


def _opinion(found: ReviewedWorkbook, response: Response) -> Opinion | None:
    if response.place is None:  # the question is missing from the workbook
        return None
    row = response.place.row - 1
    rating = _rating(found, row)
    reason = _text(found, row, "reviewer_reason")
    place = found.table.place(row, "reviewer_rating")
    if rating and rating is not response.rating and not reason:
        found.log.say("V17", place, ref=response.ref)
    return Opinion(ref=response.ref, rating=rating, reason=reason, place=place) if rating or reason else None


def _rating(found: ReviewedWorkbook, row: int) -> Rating | None:
    text = _text(found, row, "reviewer_rating")
    read = rating_words.read(text) if text else None
    if text and read is None:
        found.log.say("W11", found.table.place(row, "reviewer_rating"), text=text, hint=rating_words.suggestion(text))
    return read.rating if read else None


def _text(found: ReviewedWorkbook, row: int, field: str) -> str:
    return "" if found.table.place(row, field).cell in found.untyped else found.table.text(row, field)


def _altered(found: ReviewedWorkbook, audit: Audit) -> Iterator[str]:
    """The answers of the leader that are no longer as they were when the review began."""
    for response in audit.responses:
        before = found.details.get(f"{layout.FINGERPRINT}{response.ref}")
        if before and before != fingerprint(response):
            found.log.say("V16", response.place, ref=response.ref)
            yield response.ref
