"""A second person's look at a return (moderation): what the reviewer wrote. The leader's answers are never changed."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from audit.model import Audit, Place, Rating, Response
from audit.model.ratings import LEFT_OUT
from audit.model.response_fields import TYPED

_UNSEEN = re.compile(r"[\s\x00-\x1f\ufffd]+")


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

    ``original`` is the SHA-256 of the return that was reviewed. ``altered`` has the Refs of answers that are no longer
    as they were when the review began.
    """

    reviewer: str = ""
    day: date | None = None
    original: str = ""
    opinions: tuple[Opinion, ...] = ()
    altered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCopy:
    """What a reviewer's copy of a return is made with.

    ``original`` is the SHA-256 of the return, and ``first`` has the Refs to check first, each with why. Answers in
    ``without_fingerprint`` cannot be written so that they read back alike, and are not watched for changes.
    """

    original: str
    first: tuple[tuple[str, str], ...] = ()
    without_fingerprint: tuple[str, ...] = ()


def fingerprint(response: Response) -> str:
    """A few letters that change when any word of an answer does; spaces make no difference."""
    words = (str(field.value(response) or "") for field in TYPED)
    plain = "\0".join(_UNSEEN.sub(" ", word).strip() for word in words)
    return hashlib.sha256(plain.encode(errors="replace")).hexdigest()[:16]


def moderated(audit: Audit, review: Review) -> Audit:
    """The answers with the reviewer's rating wherever one is given; every other word stays the leader's."""
    ratings = {o.ref: o.rating for o in review.opinions if o.rating}
    responses = tuple(replace(r, rating=ratings.get(r.ref, r.rating)) for r in audit.responses)
    return replace(audit, responses=responses)


def agreed(review: Review) -> Mapping[str, str]:
    """The questions of which the reviewer says too that they do not apply, each with the reviewer's reason."""
    return {opinion.ref: opinion.reason for opinion in review.opinions if opinion.rating in LEFT_OUT}
