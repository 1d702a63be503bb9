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

LONGEST_PHRASE, MOST_DRAWS = 200, 20
"""Characters of a phrase, and phrases of one review: each sample takes time, and a file can say anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What an inspector adds to the answers of a return, so that nobody else chose the sample: a phrase, and when."""

    phrase: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a reviewer wrote against one criterion, in their own words, and what reviewer and leader agreed on."""

    ref: str
    rating: Rating | None = None
    reason: str = ""
    agreed: Rating | None = None
    agreed_reason: str = ""
    place: Place | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        return not (self.rating or self.reason or self.agreed or self.agreed_reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one of several reviewers wrote; ``settled`` where it was written after their reviews were put together."""

    reviewer: str = ""
    day: date | None = None
    opinions: tuple[Opinion, ...] = ()
    settled: bool = False

    @property
    def name(self) -> str:
        """The reviewer's name, or what stands for it."""
        own = self.reviewer or "A reviewer who gave no name"
        return f"{own}, afterwards" if self.settled else own

    def on(self, ref: str) -> Opinion:
        """What they wrote against a criterion; an empty opinion where nothing."""
        return next((opinion for opinion in self.opinions if opinion.ref == ref), Opinion(ref=ref))


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review as it was read: by whom, when, of which file, every opinion, and the leader's answers found changed.

    ``original`` is the SHA-256 of the return that was reviewed, and ``answers`` the fingerprint of its answers.
    ``draws`` is what the answers to check first were drawn with. ``altered`` has the Refs of answers that are no longer
    as they were when the review began, and ``renamed`` the labels of the setting's details that were changed in it.

    Where several reviews were put together, ``voices`` has each of them, and ``opinions`` what they have in common.
    """

    reviewer: str = ""
    day: date | None = None
    original: str = ""
    answers: str = ""
    draws: tuple[Draw, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    altered: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nobody has written anything in it yet."""
        return not any(opinions for opinions in (self.opinions, *(voice.opinions for voice in self.voices)))

    @property
    def by(self) -> str:
        """Who reviewed, or what stands for the name."""
        return self.reviewer or "a reviewer who gave no name"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBy:
    """Who has checked the answers beside the leader, in a sentence, and whose ratings they are judged by."""

    by: str = "Nobody else has checked."
    whose: str = "your own answers"


NOBODY_ELSE = CheckedBy()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCopy:
    """What a reviewer's copy of a return is made with.

    ``original`` is the SHA-256 of the return, ``answers`` the fingerprint of its answers, ``draws`` what the sample was
    drawn with beside them, and ``first`` has the Refs to check first, each with why. Answers in
    ``without_fingerprint`` cannot be written so that they read back alike, and are not watched for changes; so it is
    with the setting's details whose labels are in ``unwatched``. ``given`` is what reviewers have written already.
    """

    original: str
    answers: str = ""
    draws: tuple[Draw, ...] = ()
    first: tuple[tuple[str, str], ...] = ()
    without_fingerprint: tuple[str, ...] = ()
    unwatched: tuple[str, ...] = ()
    given: Review | None = None


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
    return _with(audit, {o.ref: o.rating for o in review.opinions if o.rating})


def settled(audit: Audit, review: Review) -> Audit:
    """The answers with the agreed rating wherever there is one; every other word stays the leader's."""
    return _with(audit, {o.ref: o.agreed for o in review.opinions if o.agreed})


def _with(audit: Audit, ratings: Mapping[str, Rating]) -> Audit:
    responses = tuple(replace(r, rating=ratings.get(r.ref, r.rating)) for r in audit.responses)
    return replace(audit, responses=responses)


def agreed(review: Review) -> frozenset[str]:
    """The questions of which the reviewer says too that they do not apply, or of which both have agreed it."""
    return frozenset(o.ref for o in review.opinions if (o.agreed or o.rating) in LEFT_OUT)


def has_agreed(review: Review) -> bool:
    """Whether leader and reviewer have agreed on any rating."""
    return any(opinion.agreed for opinion in review.opinions)
