"""Several workbooks of one setting: one for each colleague or theme, and put together again when they come back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audit.carry_forward.carry import Carried, unasked
from audit.carry_forward.merge import Conflict, merge
from audit.carry_forward.merge_reviews import ReviewedReturn, merge_reviews
from audit.checklist.load import load
from audit.judgement.review import Review, ReviewCopy
from audit.judgement.sampling import Drawing, draw
from audit.judgement.scoring import score
from audit.model import Audit, Checklist
from audit.problems import AuditError, Where, problem
from audit.spreadsheet.branding import Look
from audit.workbook.read.reader import Return
from audit.workbook.split_by import SplitBy
from audit.workbook.write import writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One workbook of several: what it is called, how many questions it asks, and its bytes."""

    title: str
    questions: int
    data: bytes


def split(checklist: Checklist, begun: Carried, day: date, by: SplitBy, look: Look | None = None) -> Iterator[Part]:
    """A workbook for each colleague or theme, one after the other.

    Args:
        checklist: the whole of it, as the setting's kind is asked it.
        begun: what they begin with; what changed since last year stands in the first.
        day: the day they are made.
        by: what they are split by.
        look: a trust's own colour and logo.
    """
    parts: dict[str, list[str]] = {}
    for criterion in checklist.criteria:
        parts.setdefault(by.workbook_of(checklist, criterion), []).append(criterion.id)
    for title, refs in parts.items():
        changes = begun.changes if title == next(iter(parts)) else ()
        data = writer.build(checklist.only(refs), begun.audit, day, changes=changes, part=title, look=look)
        yield Part(title=title, questions=len(refs), data=data)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedWorkbook:
    """Several workbooks put together: the audit, the questions, the workbook's bytes, and where they disagree.

    ``review`` is what reviewers wrote, where reviews were put together.
    """

    audit: Audit
    checklist: Checklist
    data: bytes
    conflicts: tuple[Conflict, ...]
    review: Review | None = None


def together(returns: Sequence[Return], day: date, folder: Path | None = None) -> MergedWorkbook:
    """Put the workbooks of several colleagues together, or the reviews of several reviewers.

    Args:
        returns: every workbook as it was read.
        day: the day it is done.
        folder: checklists of one's own, beside ours.

    Raises:
        AuditError: what is wrong with those that were refused; W25, they do not ask the same questions; V23 or V24,
            they are not reviews of the same answers, or only some of them are reviews.
    """
    if refused := [found for one in returns if one.refused for found in one.problems]:
        raise AuditError(refused)
    made_for = [(one.checklist.id, one.checklist.kind) for one in returns if one.checklist]
    if other := [one for one, what in zip(returns, made_for, strict=True) if what != made_for[0]]:
        raise AuditError(problem("W25", Where(file=one.file), first=returns[0].file) for one in other)
    if any(one.review for one in returns):
        return _reviews_together(returns, day, folder)
    merged = merge([(one.file, one.audit) for one in returns if one.audit is not None])
    checklist = load(merged.audit.checklist, merged.audit.setting.kind, folder)
    strays = unasked(merged.audit, "A line that no question asks for.")
    data = writer.build(checklist, merged.audit, day, changes=strays)
    return MergedWorkbook(audit=merged.audit, checklist=checklist, data=data, conflicts=merged.conflicts)


def _reviews_together(returns: Sequence[Return], day: date, folder: Path | None) -> MergedWorkbook:
    if others := [one for one in returns if one.review is None]:
        raise AuditError(problem("V24", Where(file=one.file), file=one.file) for one in others)
    given = [ReviewedReturn(file=r.file, audit=r.audit, review=r.review) for r in returns if r.audit and r.review]
    if other := [one for one in given if one.answers != given[0].answers]:
        raise AuditError(problem("V23", Where(file=one.file), first=given[0].file) for one in other)
    merged = merge_reviews(given)
    review, checklist = merged.review, load(merged.audit.checklist, merged.audit.setting.kind, folder)
    picks = draw(score(checklist, merged.audit).findings, Drawing(answers=review.answers, draws=review.draws))
    copy = ReviewCopy(
        original=review.original,
        answers=review.answers,
        draws=review.draws,
        first=tuple((pick.ref, "; ".join(pick.reasons)) for pick in picks),
        given=review,
    )
    strays = unasked(merged.audit, "A line of the return that no question asks for.")
    data = writer.build_review(checklist, merged.audit, day, copy, strays)
    return MergedWorkbook(audit=merged.audit, checklist=checklist, data=data, conflicts=merged.conflicts, review=review)
