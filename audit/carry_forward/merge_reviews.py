"""Several reviews of one return put together: every reviewer's words kept, and every disagreement said with its cells.

Nothing is chosen: where reviewers differ, no rating of a reviewer stands. Putting the same reviews together again, in
any order and with what came of it among them, changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from audit.carry_forward.carry import typed
from audit.carry_forward.merge import Conflict
from audit.judgement.review import MOST_DRAWS, Opinion, Review, Voice, answers_fingerprint
from audit.model import Audit, Rating

_Value = TypeVar("_Value", str, Rating)
_NO_DAY = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedReturn:
    """One review as it was read: the name of its file, the leader's answers in it, and the review."""

    file: str
    audit: Audit
    review: Review

    @property
    def answers(self) -> str:
        """The fingerprint of the answers that were reviewed."""
        return self.review.answers or answers_fingerprint(self.audit)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedReview:
    """The one review with the leader's answers, and where the reviewers disagree."""

    audit: Audit
    review: Review
    conflicts: tuple[Conflict, ...]


def merge_reviews(given: Sequence[ReviewedReturn]) -> MergedReview:
    """Put reviews of the same answers together."""
    files: dict[Voice, str] = {}
    for one in given:
        for voice in _voices(one):
            files.setdefault(voice, one.file)
    voices = _unlike(sorted(files, key=_order))
    altered = frozenset.intersection(*(frozenset(one.review.altered) for one in given))
    first = given[0]
    by_ref = {one: {r.ref: r for r in one.audit.responses} for one in given}
    responses = tuple(
        next((by_ref[one][r.ref] for one in given if r.ref in by_ref[one] and r.ref not in one.review.altered), r)
        for r in first.audit.responses
    )
    draws = {(draw.day or _NO_DAY, draw.phrase): draw for one in given for draw in one.review.draws}
    own = [voice for voice in voices if not voice.settled]
    refs = tuple(r.ref for r in responses)
    review = Review(
        reviewer=", ".join(dict.fromkeys(voice.reviewer for voice in own if voice.reviewer)),
        day=max((voice.day for voice in voices if voice.day), default=None),
        original=min(one.review.original for one in given),
        answers=first.answers,
        draws=tuple(draws[key] for key in sorted(draws))[:MOST_DRAWS],
        opinions=tuple(in_common(voices, refs)),
        altered=tuple(ref for ref in refs if ref in altered),
        voices=tuple(voices),
    )
    audit = replace(first.audit, responses=responses)
    return MergedReview(audit=audit, review=review, conflicts=tuple(_conflicts(voices, refs, files)))


def in_common(voices: Iterable[Voice], refs: Iterable[str]) -> Iterator[Opinion]:
    """What several reviewers have in common on each question: a rating only where none says another.

    What was written after their reviews were put together goes before what each wrote alone.
    """
    known = tuple(voices)
    for ref in refs:
        said = [(voice, own) for voice in known if not (own := voice.on(ref)).empty]
        if said:
            yield Opinion(
                ref=ref,
                rating=_one([(voice, own.rating) for voice, own in said]),
                reason=_joined([(voice, own.reason) for voice, own in said]),
                agreed=_one([(voice, own.agreed) for voice, own in said]),
                agreed_reason=_joined([(voice, own.agreed_reason) for voice, own in said]),
            )


def _that_count(said: Sequence[tuple[Voice, _Value | None]]) -> list[tuple[Voice, _Value]]:
    """Those who say something; where somebody does so afterwards, those alone."""
    something = [(voice, value) for voice, value in said if value]
    return [one for one in something if one[0].settled] or something


def _one(said: Sequence[tuple[Voice, Rating | None]]) -> Rating | None:
    values = {value for _, value in _that_count(said)}
    return values.pop() if len(values) == 1 else None


def _joined(said: Sequence[tuple[Voice, str]]) -> str:
    counting = _that_count(said)
    if len({words for _, words in counting}) <= 1:
        return counting[0][1] if counting else ""
    return "\n".join(f"{voice.name}: {words}" for voice, words in counting)


def _voices(one: ReviewedReturn) -> Iterator[Voice]:
    """Each reviewer's own words in a review; of one that was put together, what was written in it since too."""
    review = one.review
    if not review.voices:
        opinions = tuple(opinion for ref in _order_of(one.audit) if not (opinion := _own(one, ref)).empty)
        if opinions:
            yield Voice(reviewer=review.reviewer, day=review.day, opinions=opinions)
        return
    for voice in review.voices:
        by_ref = {opinion.ref: opinion for opinion in voice.opinions}
        yield replace(voice, opinions=tuple(by_ref[ref] for ref in _order_of(one.audit) if ref in by_ref))
    known = {opinion.ref: opinion for opinion in in_common(review.voices, _order_of(one.audit))}
    since = tuple(
        late for own in review.opinions if not (late := _since(own, known.get(own.ref, Opinion(ref=own.ref)))).empty
    )
    if since:
        yield Voice(reviewer=review.reviewer, day=review.day, opinions=since, settled=True)


def _order_of(audit: Audit) -> tuple[str, ...]:
    return tuple(response.ref for response in audit.responses)


def _own(one: ReviewedReturn, ref: str) -> Opinion:
    """An opinion as it was written, with the leader's answer where that was changed in the review."""
    opinion = next((o for o in one.review.opinions if o.ref == ref), Opinion(ref=ref))
    if ref not in one.review.altered:
        return opinion
    words = "; ".join(f"{heading}: {text}" for heading, text in typed(one.audit.response(ref))) or "nothing"
    said = f"[The leader's answer was changed in this review to: {words}]"
    return replace(opinion, reason="\n".join(filter(None, (opinion.reason, said))))


def _since(own: Opinion, known: Opinion) -> Opinion:
    """What stands in a merged review beside what its reviewers have in common."""
    return replace(
        own,
        rating=None if own.rating is known.rating else own.rating,
        reason="" if known.reason.startswith(own.reason) else own.reason,
        agreed=None if own.agreed is known.agreed else own.agreed,
        agreed_reason="" if known.agreed_reason.startswith(own.agreed_reason) else own.agreed_reason,
    )


def _unlike(voices: Iterable[Voice]) -> list[Voice]:
    """Each voice once, wherever its words stood."""
    found: dict[Voice, Voice] = {}
    for voice in voices:
        found.setdefault(_placeless(voice), voice)
    return list(found.values())


def _placeless(voice: Voice) -> Voice:
    return replace(voice, opinions=tuple(replace(opinion, place=None) for opinion in voice.opinions))


def _order(voice: Voice) -> tuple[bool, str, date, str]:
    return voice.settled, voice.reviewer, voice.day or _NO_DAY, repr(_placeless(voice).opinions)


def _conflicts(voices: Sequence[Voice], refs: Iterable[str], files: dict[Voice, str]) -> Iterator[Conflict]:
    for ref in refs:
        said = [(voice, voice.on(ref)) for voice in voices]
        for heading, values in (
            ("Reviewer's rating", [(voice, own, own.rating) for voice, own in said]),
            ("Agreed rating", [(voice, own, own.agreed) for voice, own in said]),
        ):
            if len({value for _, value in _that_count([(voice, value) for voice, _, value in values])}) > 1:
                yield Conflict(
                    ref=ref,
                    heading=heading,
                    said=tuple(
                        (f"{files[voice]} > {own.place}" if own.place else files[voice], f"{value} ({voice.name})")
                        for voice, own, value in values
                        if value
                    ),
                )
