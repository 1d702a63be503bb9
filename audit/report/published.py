"""What may be said of one setting to everybody: its judgement and one band, so that nobody can work an answer out.

The numbers are data. They were attacked by counting every make-up of answers that a page fits (``tests/attack.py``),
for somebody who knows every question that is not applicable or blank; change one, and the attack has to hold again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from audit.judgement.scoring import Scorecard
from audit.judgement.verdict import Level
from audit.model import Duty

NEVER = frozenset({"readiness-2026"})
"""Checklists of which no public page is made: they ask too little."""
LEAST_ANSWERS, LEAST_LAW, LEAST_GUIDANCE, LEAST_ESSENTIALS = 20, 3, 10, 3
"""So many answers that apply, and of these of law and of statutory guidance; of essentials so many, or none."""
BANDS: Mapping[Level, tuple[tuple[int, int], ...]] = {
    Level.ACT_NOW: ((0, 49), (50, 69), (70, 89), (90, 100)),
    Level.INCOMPLETE: ((0, 89), (90, 100)),
    Level.WORK_TO_DO: ((0, 89), (90, 100)),
    Level.IN_PLACE: ((0, 89), (90, 100)),
    Level.NOT_JUDGED: (),
}
"""The bands of points for each judgement, in percent."""
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """All that a public report says of the answers: the judgement, and the band that the points lie in."""

    level: Level
    low: int
    high: int

    @property
    def band(self) -> str:
        """The band in words."""
        return f"under {self.high + 1}%" if self.low == 0 else f"{self.low}% to {self.high}%"

    @property
    def possible(self) -> bool:
        """Whether the judgement has this band."""
        return (self.low, self.high) in BANDS[self.level]


def why_not(card: Scorecard) -> str:
    """Why no public page may be made of an audit, in words; empty where one may."""
    if card.checklist.id in NEVER:
        return "this checklist asks too few questions"
    if card.judgement.level is Level.NOT_JUDGED:
        return "the form names no law or guidance, so there is no judgement"
    rated = [f for f in card.findings if f.rating and f.applicable]
    law, guidance = (sum(f.criterion.duty is duty for f in rated) for duty in (Duty.MUST, Duty.SHOULD))
    essentials = sum(bool(f.criterion.essential) for f in rated)
    for number, least, what in (
        (len(rated), LEAST_ANSWERS, "answers apply"),
        (law, LEAST_LAW, "of these are duties in law"),
        (guidance, LEAST_GUIDANCE, "of these rest on statutory guidance"),
        (essentials or LEAST_ESSENTIALS, LEAST_ESSENTIALS, "of these are essentials"),
    ):
        if number < least:
            return f"only {number} {what}, and {least} are needed"
    return ""


def published(card: Scorecard) -> Published:
    """What is said of an audit that may be published."""
    percent = card.overall.so_far or 0
    low, high = next(band for band in BANDS[card.judgement.level] if band[0] <= percent <= band[1])
    return Published(level=card.judgement.level, low=low, high=high)


def commitment(secret: bytes, sha256: str) -> str:
    """What ties a public page to its workbook for whoever has the setting's secret, and for nobody else."""
    return hashlib.sha256(secret + sha256.encode("ascii", "replace")).hexdigest()
