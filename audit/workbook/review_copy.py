"""A reviewer's copy of a return: the leader's words locked, what to check first, and columns for what is found."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from audit.carry_forward.carry import unasked
from audit.judgement.review import LONGEST_PHRASE, Draw, ReviewCopy, answers_fingerprint
from audit.judgement.sampling import Drawing, Pick, draw
from audit.judgement.scoring import score
from audit.model import Audit
from audit.problems import AuditError, Where, problem
from audit.text import phrase_words
from audit.workbook.read import reader
from audit.workbook.read.reader import Return
from audit.workbook.write import writer


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWorkbook:
    """The copy's bytes, and what it was made with."""

    data: bytes
    copy: ReviewCopy


def make(
    returned: Return, day: date, *, phrase: str = "", file: str = "", folder: Path | None = None
) -> ReviewWorkbook:
    """The reviewer's copy of a return.

    It is read back at once: an answer that would not come back word for word is not watched for changes, so that no
    reviewer sees a change that nobody made.

    Args:
        returned: the return.
        day: the day the copy is made, for the edition sentence and for when the phrase was added.
        phrase: what the inspector adds, from which the answers to check first are drawn.
        file: where the return is, for faults; its name if not said.
        folder: checklists of one's own, beside ours.

    Raises:
        AuditError: why the return was refused, or V18: it is a review itself.
    """
    checklist, answers = returned.checklist, returned.audit
    if checklist is None or answers is None:
        raise AuditError(returned.problems)
    if returned.review:
        raise AuditError([problem("V18", Where(file=file or returned.file))])
    drawing = drawing_with(answers, phrase, day)
    picks = draw(score(checklist, answers).findings, drawing)
    copy = ReviewCopy(
        original=returned.sha256,
        answers=drawing.answers,
        draws=drawing.draws,
        first=tuple((p.ref, "; ".join(p.reasons)) for p in picks),
    )
    strays = unasked(answers, "A line of the return that no question asks for.")
    data = writer.build_review(checklist, answers, day, copy, strays)
    back = reader.read_bytes(data, returned.file, folder=folder).review
    if back and (back.altered or back.renamed):
        copy = replace(copy, without_fingerprint=back.altered, unwatched=back.renamed)
        data = writer.build_review(checklist, answers, day, copy, strays)
    return ReviewWorkbook(data=data, copy=copy)


def drawn(returned: Return, phrase: str = "") -> tuple[Drawing, tuple[Pick, ...]]:
    """The sample of a return, drawn with a phrase; of a review without one, the sample that it was begun with.

    Raises:
        AuditError: why the return was refused.
    """
    checklist, answers, review = returned.checklist, returned.audit, returned.review
    if checklist is None or answers is None:
        raise AuditError(returned.problems)
    drawing = drawing_with(answers, phrase)
    if review and review.answers:
        drawing = Drawing(answers=review.answers, draws=drawing.draws or review.draws)
    return drawing, draw(score(checklist, answers).findings, drawing)


def drawing_with(answers: Audit, phrase: str, day: date | None = None) -> Drawing:
    """What a sample is drawn from where an inspector adds a phrase, or nothing."""
    words = " ".join(phrase.split())[:LONGEST_PHRASE].strip()
    draws = (Draw(phrase=words, day=day),) if phrase_words(words) else ()
    return Drawing(answers=answers_fingerprint(answers), draws=draws)
