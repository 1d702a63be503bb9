"""A second person's look at a return (moderation): what the reviewer wrote. The leader's answers are never changed."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date

from audit.model import Audit, Place, Rating, Response
from audit.model.ratings import LEFT_OUT
from audit.model.response_fields import TYPED

_UNSEEN = re.compile(r"[\s\x00-\x1f\ufffd]+")

LONGEST_PHRASE, MOST_DRAWS = 200, 20
"""Characters of a phrase, and phrases of one review: each sample takes time, and a file can say anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What an inspector adds to the answers of a return, so that nobody else chose the sample: a phrase, and when."""

    phrase: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a reviewer wrote against one criterion, in their own words."""

    ref: str
    rating: Rating | None = None
    reason: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review as it was read: by whom, when, of which file, every opinion, and the leader's answers found changed.

    ``original`` is the SHA-256 of the return that was reviewed, and ``answers`` the fingerprint of its answers.
    ``draws`` is what the answers to check first were drawn with. ``altered`` has the Refs of answers that are no longer
    as they were when the review began.
    """

    reviewer: str = ""
    day: date | None = None
    original: str = ""
    answers: str = ""
    draws: tuple[Draw, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    altered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCopy:
    """What a reviewer's copy of a return is made with.

    ``original`` is the SHA-256 of the return, ``answers`` the fingerprint of its answers, ``draws`` what the sample was
    drawn with beside them, and ``first`` has the Refs to check first, each with why. Answers in
    ``without_fingerprint`` cannot be written so that they read back alike, and are not watched for changes.
    """

    original: str
    answers: str = ""
    draws: tuple[Draw, ...] = ()
    first: tuple[tuple[str, str], ...] = ()
    without_fingerprint: tuple[str, ...] = ()


def fingerprint(response: Response) -> str:
    """A few letters that change when any word of an answer does; spaces make no difference."""
    return hashlib.sha256("\0".join(_words(response)).encode(errors="replace")).hexdigest()[:16]


def answers_fingerprint(audit: Audit) -> str:
    """The fingerprint of a return's answers: a SHA-256 that changes when any word of one does.

    It is that of the answers, not of the file: saving again, sorting, colours and spaces make no difference. Of each
    question that has an answer, in the order of the Refs, stand the Ref and what was typed in each column in the order
    of :data:`audit.model.response_fields.TYPED`, each after a NUL, and before each question a line end; before all of
    them stand the checklist and the kind of setting.
    """
    lines = ["\0".join((audit.checklist, audit.setting.kind))]
    for response in sorted(audit.responses, key=lambda one: one.ref):
        words = _words(response)
        if any(words):
            lines.append("\0".join((response.ref, *words)))
    return hashlib.sha256("\n".join(lines).encode(errors="replace")).hexdigest()


def _words(response: Response) -> tuple[str, ...]:
    """What was typed in each column, as it is compared: line ends and runs of spaces are one space."""
    return tuple(_UNSEEN.sub(" ", str(field.value(response) or "")).strip() for field in TYPED)


def moderated(audit: Audit, review: Review) -> Audit:
    """The answers with the reviewer's rating wherever one is given; every other word stays the leader's."""
    ratings = {o.ref: o.rating for o in review.opinions if o.rating}
    responses = tuple(replace(r, rating=ratings.get(r.ref, r.rating)) for r in audit.responses)
    return replace(audit, responses=responses)


def agreed(review: Review) -> frozenset[str]:
    """The questions of which the reviewer says too that they do not apply."""
    return frozenset(opinion.ref for opinion in review.opinions if opinion.rating in LEFT_OUT)
