"""The overview as its page says it: which figures come first, which groups are drawn, and every number in words.

Nothing is worked out here that :class:`audit.aggregate.overview.Overview` already holds. What is added are counts of
rows, and the median of each theme by kind, area and group.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from audit import privacy
from audit.aggregate import optimism, page_tables
from audit.aggregate.optimism import Optimism
from audit.aggregate.overview import COMPARED, NOT_SAID, By, Gap, Mover, Overview, Repeated, SettingRow, Spread, State
from audit.problems import one_line
from audit.text import shortened

SMALLEST = 5
"""A group with fewer settings is not drawn: its quartiles would be those of nobody."""
MOST_GROUPS = 40
MOST_ROWS = 100
"""How many settings stand in the page as plain rows, for a reader whose browser runs no scripts."""
_MOST_LISTED = 15
_MOST_MOVERS = 10
_MOST_REPEATED = 10
_MOST_NAMED = 8
_MOST_SAID = 120
_BINS = (*((low, low + 9) for low in range(0, 100, 10)), (100, 100))
_Groups = dict[str, list[SettingRow]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRate:
    """How many settings of a group were expected, and how many of those returned."""

    title: str
    expected: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """The median of each theme's score over the complete returns of a group, ``None`` where fewer than 5 have one."""

    title: str
    settings: int
    medians: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupComparison:
    """Settings compared by one thing.

    ``drawn`` are the groups of at least :data:`SMALLEST` with a score, the lowest median first where there are too
    many to draw (``left_out`` of them); ``few`` the smaller ones, of which only the size is said; ``none`` those that
    sent nothing. ``came`` has the return of each group by its id.
    """

    by: By
    drawn: tuple[Spread, ...]
    few: tuple[Spread, ...]
    none: tuple[ReturnRate, ...]
    left_out: int
    came: dict[str, ReturnRate]
    heat: tuple[Heat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """Evidence in the same words in several returns; ``text`` is empty where it may hold something personal."""

    settings: int
    text: str
    names: tuple[str, ...]
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """All that the page says beside the overview itself."""

    overview: Overview
    rows: tuple[SettingRow, ...]
    steps: tuple[int, ...]
    first_breach: Gap | None
    first_gap: Gap | None
    all: Spread | None
    bins: tuple[tuple[str, int], ...]
    comparisons: tuple[GroupComparison, ...]
    breached: tuple[Gap, ...]
    with_law: int
    with_guidance: int
    most_breaches: tuple[SettingRow, ...]
    better: tuple[Mover, ...]
    worse: tuple[Mover, ...]
    unmoved: int
    reviews: tuple[Optimism, ...]
    same: tuple[Same, ...]
    chased: tuple[tuple[str, int], ...]

    @property
    def places(self) -> dict[str, int]:
        """Where each criterion stands in the answers of a setting, by its Ref."""
        return {criterion.id: place for place, criterion in enumerate(self.overview.checklist.criteria)}

    @property
    def plain_rows(self) -> tuple[SettingRow, ...]:
        """The settings that stand in the page as rows of a plain table."""
        return self.rows[:MOST_ROWS]


def view(overview: Overview) -> OverviewPage:
    """What the page of an overview says."""
    rows, gaps = overview.in_figures, [gap for gap in overview.gaps if gap.share.count]
    breached = sorted((gap for gap in overview.gaps if gap.breaches), key=lambda gap: -gap.breaches)
    everything = next((spread for spread in overview.spreads if spread.by is By.ALL), None)
    most = sorted((r for r in rows if r.law or r.guidance), key=lambda r: (-len(r.law), -len(r.guidance)))
    return OverviewPage(
        overview=overview,
        rows=tuple(page_tables.in_order(overview.settings)),
        steps=page_tables.STEPS,
        first_breach=breached[0] if breached else None,
        first_gap=gaps[0] if gaps else None,
        all=everything,
        bins=_bins(everything.scores if everything else ()),
        comparisons=tuple(_comparison(overview, by) for by in COMPARED),
        breached=tuple(breached[:_MOST_LISTED]),
        with_law=sum(bool(row.law) for row in rows),
        with_guidance=sum(bool(row.guidance) for row in rows),
        most_breaches=tuple(most[:_MOST_LISTED]),
        better=tuple(m for m in overview.movers if m.change > 0)[:_MOST_MOVERS],
        worse=tuple(m for m in overview.movers if m.change < 0)[:_MOST_MOVERS],
        unmoved=sum(m.change == 0 for m in overview.movers),
        reviews=optimism.by_theme(rows, overview.checklist),
        same=tuple(_same(overview, overview.repeated[:_MOST_REPEATED])),
        chased=tuple(Counter(line.reason for line in overview.chase).most_common()),
    )


def _bins(scores: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """How many settings lie in each ten points; those with all of 100 by themselves."""
    counts = Counter(score // 10 for score in scores)
    return tuple((str(low) if low == high else f"{low} to {high}", counts[low // 10]) for low, high in _BINS)


def _comparison(overview: Overview, by: By) -> GroupComparison:
    own = [spread for spread in overview.spreads if spread.by is by]
    large = [spread for spread in own if spread.five.counted >= SMALLEST]
    if len(large) > MOST_GROUPS:
        large.sort(key=lambda spread: spread.five.median or 0)
    drawn = large[:MOST_GROUPS]
    came = dict(_came(overview.settings, by)) if overview.returns.expected is not None else {}
    returned: _Groups = defaultdict(list)
    for row in overview.in_figures:
        returned[getattr(row, by)].append(row)
    return GroupComparison(
        by=by,
        drawn=tuple(drawn),
        few=tuple(spread for spread in own if spread.five.counted < SMALLEST),
        none=tuple(one for id_, one in came.items() if id_ not in returned and one.expected),
        left_out=len(large) - len(drawn),
        came=came,
        heat=tuple(_heat(returned[spread.id], spread.title, len(overview.themes)) for spread in drawn),
    )


def _came(rows: Iterable[SettingRow], by: By) -> Iterable[tuple[str, ReturnRate]]:
    groups: _Groups = defaultdict(list)
    for row in rows:
        if row.expected:
            groups[getattr(row, by)].append(row)
    for name, own in groups.items():
        title = own[0].kind_title if by is By.KIND else name
        returned = sum(row.state is State.RETURNED for row in own)
        yield name, ReturnRate(title=title or NOT_SAID, expected=len(own), returned=returned)


def _heat(rows: Sequence[SettingRow], title: str, themes: int) -> Heat:
    rows = [row for row in rows if not row.unanswered]
    scores = [[row.themes[place] for row in rows] for place in range(themes)]
    there = [[score for score in own if score is not None] for own in scores]
    medians = tuple(median(own) if len(own) >= SMALLEST else None for own in there)
    return Heat(title=title, settings=len(rows), medians=medians)


def _same(overview: Overview, repeated: Iterable[Repeated]) -> Iterable[Same]:
    names = {row.key: row.name for row in overview.settings}
    titles = {criterion.id: criterion.title for criterion in overview.checklist.criteria}
    for one in repeated:
        text = " ".join(one_line(one.text).split())
        yield Same(
            settings=one.settings,
            text="" if privacy.look(text) else shortened(text, _MOST_SAID),
            names=tuple(dict.fromkeys(names[key] for key, _ in one.where))[:_MOST_NAMED],
            criteria=tuple(dict.fromkeys(titles[ref] for _, ref in one.where))[:_MOST_NAMED],
        )
