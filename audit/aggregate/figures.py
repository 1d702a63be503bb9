"""The figures of many returns. Pure functions: rows in, frozen values out.

What is not in a mean is as deliberate as what is: a setting to which nothing applies has no score and is counted apart;
an unanswered question earns nothing in a score, as in a single report, and is left out of the share of settings with a
gap; a blank return is in no figure at all.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from audit.aggregate import frames
from audit.aggregate.overview import By, Five, Gap, Mover, SettingRow, Share, Spread, ThemeSpread
from audit.aggregate.register import Expected
from audit.judgement.verdict import Level
from audit.model import Checklist
from audit.model.ratings import SCORED, WANTING

_QUARTILES = (0.25, 0.5, 0.75)


def share(count: int, of: int, missing: int = 0) -> Share:
    """A share of those that answered, and between what it lies in percent whatever the missing would say.

    12 of 40 with 60 missing is 30%, and between 12% and 72%.
    """
    everybody = of + missing
    if not of or not missing:
        return Share(count=count, of=of, low=None, high=None, missing=missing)
    low, high = 100 * count / everybody, 100 * (count + missing) / everybody
    return Share(count=count, of=of, low=low, high=high, missing=missing)


def levels(rows: Iterable[SettingRow]) -> tuple[tuple[Level, int], ...]:
    """How many settings have each judgement, all four of them in their order."""
    counts = Counter(row.level for row in rows)
    return tuple((level, counts[level]) for level in Level)


def five(scores: pd.Series) -> Five:
    """The five numbers of whole percentages; missing ones are counted and in none of the five."""
    there = scores.dropna()
    if there.empty:
        return Five(
            counted=0,
            no_score=len(scores),
            lowest=None,
            lower_quartile=None,
            median=None,
            upper_quartile=None,
            highest=None,
        )
    quartiles = there.astype("float64").quantile(list(_QUARTILES))
    return Five(
        counted=len(there),
        no_score=len(scores) - len(there),
        lowest=int(there.min()),
        lower_quartile=float(quartiles.loc[0.25]),
        median=float(quartiles.loc[0.5]),
        upper_quartile=float(quartiles.loc[0.75]),
        highest=int(there.max()),
    )


def spreads(rows: Sequence[SettingRow], checklist: Checklist) -> tuple[Spread, ...]:
    """The spread of the scores of all settings, and by kind, phase, area and group."""
    if not rows:
        return ()
    frame = frames.wide(rows, checklist)
    made = [_spread(By.ALL, "", "All settings", frame)]
    titles = {row.kind: row.kind_title for row in rows}
    for by, column in frames.COLUMNS.items():
        own = [
            _spread(by, str(name), titles[str(name)] if by is By.KIND else str(name) or "Not said", group)
            for name, group in frame.groupby(column, observed=True, sort=True)
        ]
        made += sorted(own, key=lambda spread: (not spread.id, spread.title.casefold()))
    return tuple(made)


def _spread(by: By, name: str, title: str, frame: pd.DataFrame) -> Spread:
    counts = frame["level"].value_counts()
    return Spread(
        by=by,
        id=name,
        title=title,
        five=five(frame["so_far"]),
        incomplete=int(frame["incomplete"].sum()),
        levels=tuple((level, int(counts.get(level, 0))) for level in Level),
        scores=tuple(int(score) for score in np.sort(frame["so_far"].dropna().to_numpy())),
    )


def themes(rows: Sequence[SettingRow], checklist: Checklist) -> tuple[ThemeSpread, ...]:
    """The spread of each theme's score. A setting that is asked nothing of a theme has no score there."""
    asked = [[np.nan if score is None else score for score in row.themes] for row in rows]
    frame = pd.DataFrame(asked, columns=[theme.id for theme in checklist.themes], dtype="float32")
    return tuple(ThemeSpread(id=theme.id, title=theme.title, five=five(frame[theme.id])) for theme in checklist.themes)


def gaps(
    rows: Sequence[SettingRow], checklist: Checklist, expected: Sequence[Expected] | None = None
) -> tuple[Gap, ...]:
    """Every criterion that was asked, the one with the largest share of settings that do not fully meet it first.

    Those that fewer than ten have answered come last: their shares are no shares to compare.
    """
    codes = frames.answers(rows, len(checklist.criteria))
    counts = np.stack([(codes == code).sum(axis=0) for code in range(len(frames.CODES))]) if len(rows) else None
    if counts is None:
        return ()
    breaches = Counter(ref for row in rows for ref in (*row.law, *row.guidance))
    kinds = Counter(setting.kind for setting in expected) if expected is not None else None
    came = Counter(row.kind for row in rows if row.expected) if expected is not None else Counter(r.kind for r in rows)
    made = [
        _gap(place, checklist, [int(number) for number in counts[:, place]], breaches, (kinds, came))
        for place in range(len(checklist.criteria))
        if counts[frames.NOT_ASKED, place] < len(rows)
    ]
    return _ranked(sorted(made, key=lambda gap: (gap.share.few, -(gap.share.percent or 0), -gap.share.count)))


def _ranked(made: Sequence[Gap]) -> tuple[Gap, ...]:
    """Each gap with the places it may have: it is surely above another only if no missing answer could change that."""
    ranked = [gap.share for gap in made if not gap.share.few]
    surely, perhaps = sorted(one.count for one in ranked), sorted(one.count + one.missing for one in ranked)

    def places(gap: Gap) -> Gap:
        if gap.share.few:
            return gap
        above = len(surely) - bisect_right(surely, gap.share.count + gap.share.missing)
        below = bisect_left(perhaps, gap.share.count)
        return replace(gap, best=1 + above, worst=len(ranked) - below)

    return tuple(map(places, made))


def _gap(
    place: int,
    checklist: Checklist,
    counts: Sequence[int],
    breaches: Mapping[str, int],
    by_kind: tuple[Mapping[str, int] | None, Mapping[str, int]],
) -> Gap:
    criterion = checklist.criteria[place]
    *ratings, unanswered, not_asked = counts
    kinds, came = by_kind
    returned = sum(number for kind, number in came.items() if criterion.applies(kind))
    expected = None if kinds is None else sum(n for kind, n in kinds.items() if criterion.applies(kind))
    missing = unanswered + (max(0, expected - returned) if expected is not None else 0)
    return Gap(
        ref=criterion.id,
        theme=criterion.theme,
        title=criterion.title,
        duty=criterion.duty.value,
        counts=tuple(ratings),
        unanswered=unanswered,
        not_asked=not_asked,
        share=share(sum(ratings[r.place] for r in WANTING), sum(ratings[r.place] for r in SCORED), missing),
        breaches=breaches[criterion.id],
        returned=returned,
        expected=expected,
    )


def movers(
    rows: Sequence[SettingRow], before: Mapping[str, str], checklist: Checklist, for_kind: Callable[[str], Checklist]
) -> tuple[Mover, ...]:
    """Settings this year and last, on the criteria common to both; the biggest change first, better or worse.

    Args:
        rows: the returned settings of this year.
        before: last year's answers by setting key, a letter for each of this year's criteria.
        checklist: this year's, whole.
        for_kind: this year's, as a kind of setting is asked it.
    """
    made: list[Mover] = []
    for kind in dict.fromkeys(row.kind for row in rows):
        own = [row for row in rows if row.kind == kind and row.key in before]
        if own:
            made += _moved(own, before, checklist, for_kind(kind))
    return tuple(sorted(made, key=lambda mover: (-abs(mover.change), mover.name.casefold(), mover.key)))


def _moved(
    rows: Sequence[SettingRow], before: Mapping[str, str], checklist: Checklist, own: Checklist
) -> Iterable[Mover]:
    now = frames.answers(rows, len(checklist.criteria))
    then = frames.letters([before[row.key] for row in rows], len(checklist.criteria))
    earns, earned_before = frames.credit(now), frames.credit(then)
    gained = earns - earned_before
    common = (earns >= 0) & (earned_before >= 0)
    earned, available = frames.points(checklist, own)
    place = np.arange(len(checklist.criteria))
    could = (available[place, now] * common).sum(axis=1)
    sums = [(earned[place, codes] * common).sum(axis=1) for codes in (then, now)]
    refs = np.array([criterion.id for criterion in checklist.criteria])
    for number, row in enumerate(rows):
        if could[number]:
            yield Mover(
                key=row.key,
                name=row.name,
                criteria=int(common[number].sum()),
                before=int(100 * sums[0][number] // could[number]),
                now=int(100 * sums[1][number] // could[number]),
                better=tuple(refs[common[number] & (gained[number] > 0)].tolist()),
                worse=tuple(refs[common[number] & (gained[number] < 0)].tolist()),
            )
