"""What a review carries of the leader's answers, unseen: a fingerprint of each, so that a change to it is noticed."""

from audit.judgement.review import ReviewCopy, fingerprint
from audit.model import Audit
from audit.workbook import layout


def of(answers: Audit, review: ReviewCopy | None) -> dict[str, str]:
    """What the hidden sheet keeps of each answer, so that a change made during the review is seen."""
    if review is None:
        return {}
    left_out = set(review.without_fingerprint)
    return {f"{layout.FINGERPRINT}{r.ref}": fingerprint(r) for r in answers.responses if r.ref not in left_out}
