"""A reviewer's copy of a return: the leader's words locked, what to check first, and columns for what is found."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from audit.carry_forward.carry import unasked
from audit.judgement.review import ReviewCopy
from audit.judgement.sampling import sample
from audit.judgement.scoring import score
from audit.problems import AuditError, Where, problem
from audit.workbook.read import reader
from audit.workbook.read.reader import Return
from audit.workbook.write import writer


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWorkbook:
    """The copy's bytes, and what it was made with."""

    data: bytes
    copy: ReviewCopy


def make(returned: Return, day: date, *, file: str = "", folder: Path | None = None) -> ReviewWorkbook:
    """The reviewer's copy of a return.

    It is read back at once: an answer that would not come back word for word is not watched for changes, so that no
    reviewer sees a change that nobody made.

    Args:
        returned: the return.
        day: the day the copy is made, for the edition sentence.
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
    picks = sample(score(checklist, answers).findings, returned.sha256)
    copy = ReviewCopy(original=returned.sha256, first=tuple((p.ref, "; ".join(p.reasons)) for p in picks))
    strays = unasked(answers, "A line of the return that no question asks for.")
    data = writer.build_review(checklist, answers, day, copy, strays)
    back = reader.read_bytes(data, returned.file, folder=folder).review
    if back and back.altered:
        copy = replace(copy, without_fingerprint=back.altered)
        data = writer.build_review(checklist, answers, day, copy, strays)
    return ReviewWorkbook(data=data, copy=copy)
