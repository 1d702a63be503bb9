"""How far leaders and reviewers agree over many settings, by theme: which way leaders err, and how often."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from audit.aggregate.overview import ANSWERS, FEWEST_RANKED, SettingRow
from audit.judgement.moderation import ALL_THEMES, Agreement, Direction, agreement, direction
from audit.model import Checklist, Rating

_RATING: dict[str, Rating | None] = dict(ANSWERS)
_Both = tuple[Rating | None, Rating | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimism:
    """A theme, or all of them, over every setting of which a reviewer rated some of it.

    ``lower`` and ``higher`` count answers that reviewers rated lower or higher than the leader; both are of
    ``scored``, which both rated and neither left out as not applicable.
    """

    settings: int
    agreement: Agreement
    lower: int
    higher: int
    scored: int

    @property
    def few(self) -> bool:
        """Whether so few settings were reviewed in it that no share or kappa is said."""
        return self.settings < FEWEST_RANKED

    @property
    def percent(self) -> float | None:
        """The measured optimism: answers that reviewers rated lower, less those that they rated higher, in percent."""
        return None if self.few or not self.scored else 100 * (self.lower - self.higher) / self.scored


def by_theme(rows: Iterable[SettingRow], checklist: Checklist) -> tuple[Optimism, ...]:
    """Everything first, then each theme in which something was rated twice; nothing where nobody has reviewed."""
    reviewed = [row for row in rows if row.reviewer_answers]
    themes = (("", ALL_THEMES), *((theme.id, theme.title) for theme in checklist.themes))
    found = (_of(theme, title, reviewed, checklist) for theme, title in themes)
    return tuple(one for one in found if one.settings)


def _of(theme: str, title: str, rows: Iterable[SettingRow], checklist: Checklist) -> Optimism:
    places = [n for n, criterion in enumerate(checklist.criteria) if theme in {"", criterion.theme}]
    settings = [both for row in rows if (both := list(filter(all, map(partial(_both, row), places))))]
    pairs = [pair for both in settings for pair in both]
    ways = Counter(direction(own, reviewer) for own, reviewer in pairs)
    return Optimism(
        settings=len(settings),
        agreement=agreement(theme, title, pairs),
        lower=ways[Direction.LOWER],
        higher=ways[Direction.HIGHER],
        scored=sum(all(one and one.credit is not None for one in pair) for pair in pairs),
    )


def _both(row: SettingRow, place: int) -> _Both:
    return _RATING.get(row.self_answers[place]), _RATING.get(row.reviewer_answers[place])
