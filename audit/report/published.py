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
THEME_BANDS = ((0, 49), (50, 69), (70, 89), (90, 100))
"""The bands of points for a theme, where bands of themes are asked for, whatever the judgement."""
THEME_QUESTIONS, THEME_GUIDANCE, THEME_ANSWERS = 5, 3, 5
"""So many questions of a theme, of these of statutory guidance, and so many answers of it that apply."""
LIKELIEST = 0.9
"""Bands of themes are told only where no gap is likelier than this for whoever knows all that is left out or blank."""
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeBand:
    """The band that the points of a theme lie in; ``id`` is the theme's."""

    id: str
    low: int
    high: int

    @property
    def band(self) -> str:
        """The band in words."""
        return _in_words(self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """All that a public report says of the answers: the judgement, and the band that the points lie in.

    ``themes`` is empty unless bands of themes were asked for, and where they would say too much.
    """

    level: Level
    low: int
    high: int
    themes: tuple[ThemeBand, ...] = ()

    @property
    def band(self) -> str:
        """The band in words."""
        return _in_words(self.low, self.high)

    @property
    def possible(self) -> bool:
        """Whether the judgement has this band, and a theme its own, once."""
        themes = {theme.id for theme in self.themes}
        return (
            (self.low, self.high) in BANDS[self.level]
            and len(themes) == len(self.themes)
            and all((theme.low, theme.high) in THEME_BANDS for theme in self.themes)
        )


def _in_words(low: int, high: int) -> str:
    return f"under {high + 1}%" if low == 0 else f"{low}% to {high}%"


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


def themes_of(card: Scorecard) -> tuple[ThemeBand, ...]:
    """The band of each theme that asks and has answered enough; whether they may be told, the attack says."""
    found = []
    for row in next((lens.rows for lens in card.lenses if lens.id == "theme"), ()):
        own = [f for f in card.findings if f.criterion.theme == row.id]
        rated = sum(f.rating is not None and f.applicable for f in own)
        guidance = sum(f.criterion.duty is Duty.SHOULD for f in own)
        if len(own) >= THEME_QUESTIONS and guidance >= THEME_GUIDANCE and rated >= THEME_ANSWERS:
            percent = row.score.so_far or 0
            low, high = next(band for band in THEME_BANDS if band[0] <= percent <= band[1])
            found.append(ThemeBand(id=row.id, low=low, high=high))
    return tuple(found)


def commitment(secret: bytes, sha256: str) -> str:
    """What ties a public page to its workbook for whoever has the setting's secret, and for nobody else."""
    return hashlib.sha256(secret + sha256.encode("ascii", "replace")).hexdigest()
