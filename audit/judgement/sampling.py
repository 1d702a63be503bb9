"""Which criteria to check first: a lot that anybody can draw again from the same file, and why each was in it so often.

Evidence that stands word for word in many rows is found here too, because it weighs in the lot.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.judgement.scoring import Finding
from audit.model import Duty, Place, Response
from audit.model.ratings import EARNING, LEFT_OUT
from audit.text import counted, evidence_key

MANY = 3
"""From how many rows on the same evidence text is worth a look: two rows may well rest on one document."""
SAMPLE_SIZE = 8
TICKETS = {Duty.MUST: 4, Duty.SHOULD: 2, Duty.ADVICE: 1}
"""How often a claim is in the lot, by its duty."""
MORE_TICKETS = 3
"""How much oftener for each further reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A criterion to check first, and why this one."""

    ref: str
    reasons: tuple[str, ...]
    place: Place | None


def by_evidence(findings: Iterable[Finding]) -> Mapping[str, tuple[Response, ...]]:
    """The responses that name the same evidence, by its plain text, in the order in which each first stands."""
    named: dict[str, tuple[Response, ...]] = {}
    for finding in findings:
        if finding.evidenced:
            words = evidence_key(finding.response.evidence)
            named[words] = (*named.get(words, ()), finding.response)
    return named


def sample(findings: Sequence[Finding], seed: str, size: int = SAMPLE_SIZE) -> tuple[Pick, ...]:
    """Draw the criteria to check first among all that is claimed, the weightiest of those drawn first.

    Law has most tickets; so have answers that are without evidence, rest on the same words as many others, or leave the
    score. What is owned up to as not met, or not answered, makes no claim to check. Each ticket's number is a SHA-256
    of the seed, the Ref and a count, and the lowest are drawn: no random numbers, and the same result everywhere.
    """
    repeated = {r.ref: len(rows) for rows in by_evidence(findings).values() if len(rows) >= MANY for r in rows}
    claims = [f for f in findings if f.rating in EARNING or f.rating in LEFT_OUT]
    drawn = sorted(claims, key=lambda f: _lowest(seed, f.criterion.id, _tickets(f, repeated)))[:size]
    order = {f.criterion.id: place for place, f in enumerate(findings)}
    drawn.sort(key=lambda f: (-_tickets(f, repeated), order[f.criterion.id]))
    return tuple(_pick(finding, repeated) for finding in drawn)


def _pick(finding: Finding, repeated: Mapping[str, int]) -> Pick:
    reasons = (finding.criterion.duty.meaning, *_doubts(finding, repeated))
    return Pick(ref=finding.criterion.id, reasons=reasons, place=finding.response.place)


def _doubts(finding: Finding, repeated: Mapping[str, int]) -> Iterator[str]:
    """The reasons beside its duty to look at an answer, each of which gives it more tickets."""
    if finding.rating in LEFT_OUT:
        yield "left out of the score"
    elif not finding.evidenced:
        yield f"{finding.rating}, and no evidence is named"
    if finding.criterion.id in repeated:
        others = counted(repeated[finding.criterion.id] - 1, "other question", "other questions")
        yield f"the same evidence as for {others}"


def _tickets(finding: Finding, repeated: Mapping[str, int]) -> int:
    return TICKETS[finding.criterion.duty] + MORE_TICKETS * len(tuple(_doubts(finding, repeated)))


def _lowest(seed: str, ref: str, tickets: int) -> bytes:
    return min(hashlib.sha256(f"{seed}/{ref}/{number}".encode()).digest() for number in range(tickets))
