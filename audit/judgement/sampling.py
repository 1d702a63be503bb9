"""Which criteria to check first: a sample that nobody chose alone, and that anybody can draw again.

It is drawn from the fingerprint of the answers, which the setting fixes by answering, and from a phrase, which the
inspector adds. So no saving of the file moves it, and nobody who writes the answers can know it beforehand. It is in
strata: so many essentials, duties in law and claims without dated evidence at least, and no theme crowds out others.

Evidence that stands word for word in many rows is found here too, because it weighs in the lot.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.judgement import evidence
from audit.judgement.findings import Finding
from audit.judgement.review import Draw
from audit.model import Duty, Place, Response
from audit.model.ratings import EARNING, LEFT_OUT
from audit.text import counted, evidence_key, phrase_words

MANY = 3
"""From how many rows on the same evidence text is worth a look: two rows may well rest on one document."""
SAMPLE_SIZE = 8
MOST_OF_A_THEME = 2
"""No theme has more in the sample while another theme has any that could be drawn."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All that a sample follows from beside the answers themselves: their fingerprint, and what inspectors added.

    Where nobody has added anything, the sample follows from the answers alone, and their author could know it.
    """

    answers: str
    draws: tuple[Draw, ...] = ()

    @property
    def seeds(self) -> tuple[str, ...]:
        """The seed of each sample that is drawn."""
        return tuple(seed_of(self.answers, draw.phrase) for draw in self.draws) or (seed_of(self.answers),)


def seed_of(answers: str, phrase: str = "") -> str:
    """What a sample is drawn from: the SHA-256 of the answers' fingerprint, a space and the phrase."""
    return hashlib.sha256(f"{answers} {phrase_words(phrase)}".encode(errors="replace")).hexdigest()


def by_evidence(findings: Iterable[Finding]) -> Mapping[str, tuple[Response, ...]]:
    """The responses that name the same evidence, by its plain text, in the order in which each first stands."""
    named: dict[str, tuple[Response, ...]] = {}
    for finding in findings:
        if finding.evidenced:
            words = evidence_key(finding.response.evidence)
            named[words] = (*named.get(words, ()), finding.response)
    return named


def draw(findings: Sequence[Finding], drawing: Drawing) -> tuple[Pick, ...]:
    """The criteria to check first: the sample of each phrase, one after the other, each criterion once."""
    found: dict[str, Pick] = {}
    for seed in drawing.seeds:
        for pick in sample(findings, seed):
            found.setdefault(pick.ref, pick)
    return tuple(found.values())


def sample(findings: Sequence[Finding], seed: str, size: int = SAMPLE_SIZE) -> tuple[Pick, ...]:
    """Draw the criteria to check first among all that is claimed, the weightiest of those drawn first.

    What is owned up to as not met, or not answered, makes no claim to check. Every claim has tickets: law most, and
    more for each reason to look. Each ticket's number is a SHA-256 of the seed, the Ref and a count, and a claim stands
    in the queue by its lowest. From the queue come first, for each of :data:`STRATA`, as many as are still wanted, and
    then whoever is next; a theme that has had its share is passed over. No random numbers, and the same everywhere.
    """
    repeated = {r.ref: len(rows) for rows in by_evidence(findings).values() if len(rows) >= MANY for r in rows}
    claims = [f for f in findings if f.rating in EARNING or f.rating in LEFT_OUT]
    queue = sorted(claims, key=lambda f: _lowest(seed, f.criterion.id, _tickets(f, repeated)))
    drawn: list[Finding] = []
    for belongs, least in (*STRATA, (_any, size)):
        while len(drawn) < size and sum(map(belongs, drawn)) < least:
            taken = {f.criterion.id for f in drawn}
            left = [f for f in queue if belongs(f) and f.criterion.id not in taken]
            if not left:
                break
            drawn.append(_next(left, drawn))
    order = {f.criterion.id: place for place, f in enumerate(findings)}
    drawn.sort(key=lambda f: (-_tickets(f, repeated), order[f.criterion.id]))
    return tuple(_pick(finding, repeated) for finding in drawn)


def is_essential(finding: Finding) -> bool:
    """Whether its failure could leave a child in danger today."""
    return bool(finding.criterion.essential)


def is_law(finding: Finding) -> bool:
    """Whether it is a duty in law."""
    return finding.criterion.duty is Duty.MUST


def is_undated(finding: Finding) -> bool:
    """Whether it is claimed, and no evidence with a date is named."""
    return finding.rating in EARNING and not (finding.evidenced and evidence.is_dated(finding.response.evidence))


def _any(_: Finding) -> bool:
    return True


STRATA: tuple[tuple[Callable[[Finding], bool], int], ...] = ((is_essential, 3), (is_law, 3), (is_undated, 2))
"""What a sample of eight holds at least, as far as it was claimed; one criterion can be several of them."""


def _next(left: Sequence[Finding], drawn: Iterable[Finding]) -> Finding:
    """The first in the queue of a theme that has not had its share; where all have, of the theme with the fewest."""
    had = Counter(f.criterion.theme for f in drawn)
    return min(left, key=lambda f: max(had[f.criterion.theme] - MOST_OF_A_THEME + 1, 0))


def _pick(finding: Finding, repeated: Mapping[str, int]) -> Pick:
    return Pick(ref=finding.criterion.id, reasons=tuple(_reasons(finding, repeated)), place=finding.response.place)


def _reasons(finding: Finding, repeated: Mapping[str, int]) -> Iterator[str]:
    yield finding.criterion.duty.meaning
    if is_essential(finding):
        yield "an essential"
    yield from _doubts(finding, repeated)
    if finding.evidenced and is_undated(finding):
        yield "the evidence has no date"


def _doubts(finding: Finding, repeated: Mapping[str, int]) -> Iterator[str]:
    """The reasons in the answer to look at it, each of which gives it more tickets."""
    if finding.rating in LEFT_OUT:
        yield "left out of the score"
    elif not finding.evidenced:
        yield f"{finding.rating}, and no evidence is named"
    if finding.criterion.id in repeated:
        others = counted(repeated[finding.criterion.id] - 1, "other question", "other questions")
        yield f"the same evidence as for {others}"


def _tickets(finding: Finding, repeated: Mapping[str, int]) -> int:
    reasons = is_essential(finding) + sum(1 for _ in _doubts(finding, repeated))
    return TICKETS[finding.criterion.duty] + MORE_TICKETS * reasons


def _lowest(seed: str, ref: str, tickets: int) -> bytes:
    return min(hashlib.sha256(f"{seed}/{ref}/{number}".encode()).digest() for number in range(tickets))
