"""The figures of many returns. Pure functions: rows in, frozen values out.

What is not in a mean is as deliberate as what is: a setting to which nothing applies has no score and is counted apart;
an unanswered question earns nothing in a score, as in a single report, and is left out of the share of settings with a
gap; a blank return is in no figure at all.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd

from audit.aggregate import frames
from audit.aggregate.overview import COMPARED, NOT_SAID, By, Five, Gap, Mover, SettingRow, Share, Spread, ThemeSpread
from audit.aggregate.register import Expected
from audit.judgement.verdict import Level, words_to_count
from audit.model import Checklist
from audit.model.ratings import SCORED, WANTING


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
    """How many settings have each judgement, in their order; those that are not judged apart, where there are any."""
    counts = Counter(row.level for row in rows)
    return tuple((level, counts[level]) for level in words_to_count(counts))


def five(earned: np.ndarray, available: np.ndarray) -> Five:
    """The five numbers of scores, from the points they are made of; a setting to which nothing applies has none."""
    has = available > 0
    own, of = earned[has], available[has]
    if not len(own):
        return Five(
            counted=0,
            no_score=len(earned),
            lowest=None,
            lower_quartile=None,
            median=None,
            upper_quartile=None,
            highest=None,
        )
    order = np.argsort(own / of, kind="stable")
    own, of = own[order], of[order]
    lower, median, upper = (_quartile(own, of, quarter) for quarter in (1, 2, 3))
    return Five(
        counted=len(own),
        no_score=len(earned) - len(own),
        lowest=int(100 * own[0] // of[0]),
        lower_quartile=lower,
        median=median,
        upper_quartile=upper,
        highest=int(100 * own[-1] // of[-1]),
    )


def _quartile(earned: np.ndarray, available: np.ndarray, quarter: int) -> float:
    """Between the two scores on either side, which are sorted: exactly, and rounded to a float once, at the end."""
    place, part = divmod(quarter * (len(earned) - 1), 4)
    near = [Fraction(100 * int(earned[at]), int(available[at])) for at in (place, min(place + 1, len(earned) - 1))]
    return float(near[0] + (near[1] - near[0]) * Fraction(part, 4))


def spreads(rows: Sequence[SettingRow], checklist: Checklist) -> tuple[Spread, ...]:
    """The spread of the scores of all settings, and by kind, phase, area and group."""
    if not rows:
        return ()
    frame = frames.wide(rows, checklist)
    words = [level for level, _ in levels(rows)]
    made = [_spread(By.ALL, "", "All settings", frame, words)]
    titles = {row.kind: row.kind_title for row in rows}
    for by in COMPARED:
        own = [
            _spread(by, str(name), titles[str(name)] if by is By.KIND else str(name) or NOT_SAID, group, words)
            for name, group in frame.groupby(by.value, observed=True, sort=True)
        ]
        made += sorted(own, key=lambda spread: (not spread.id, spread.title.casefold()))
    return tuple(made)


def _spread(by: By, name: str, title: str, frame: pd.DataFrame, words: Sequence[Level]) -> Spread:
    counts = frame["level"].value_counts()
    whole, begun = frame[~frame["incomplete"]], frame[frame["incomplete"]]
    return Spread(
        by=by,
        id=name,
        title=title,
        five=five(whole["earned"].to_numpy(), whole["available"].to_numpy()),
        incomplete=len(begun),
        begun=five(begun["earned"].to_numpy(), begun["available"].to_numpy()),
        levels=tuple((level, int(counts.get(level, 0))) for level in words),
        scores=tuple(int(score) for score in np.sort(whole["so_far"].dropna().to_numpy())),
    )


def themes(rows: Sequence[SettingRow], checklist: Checklist) -> tuple[ThemeSpread, ...]:
    """The spread of each theme's score over the complete returns.

    A setting that is asked nothing of a theme has no score there.
    """
    rows = [row for row in rows if not row.unanswered]
    points = np.array([row.theme_points for row in rows], dtype="int64").reshape(len(rows), len(checklist.themes), 2)
    return tuple(
        ThemeSpread(id=theme.id, title=theme.title, five=five(points[:, place, 0], points[:, place, 1]))
        for place, theme in enumerate(checklist.themes)
    )


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
    both = in_common(rows, [before[row.key] for row in rows], checklist, own)
    refs = np.array([criterion.id for criterion in checklist.criteria])
    for number, row in enumerate(rows):
        could = both.could[number]
        if could:
            yield Mover(
                key=row.key,
                name=row.name,
                criteria=int(both.common[number].sum()),
                before=int(100 * both.then[number] // could),
                now=int(100 * both.now[number] // could),
                better=tuple(refs[both.gained[number] > 0].tolist()),
                worse=tuple(refs[both.gained[number] < 0].tolist()),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class InCommon:
    """The answers of some settings in two years, as far as the questions are common to both: settings by criteria.

    ``gained`` is 0 where a criterion is not ``common``. ``then``, ``now`` and ``could`` are the points of each setting
    on what is common, by this year's weights.
    """

    common: np.ndarray
    gained: np.ndarray
    then: np.ndarray
    now: np.ndarray
    could: np.ndarray


def in_common(rows: Sequence[SettingRow], before: Sequence[str], checklist: Checklist, own: Checklist) -> InCommon:
    """The settings of one kind in two years.

    Args:
        rows: this year's.
        before: the earlier answers of each, a letter for each of this year's criteria.
        checklist: this year's, whole.
        own: this year's, as that kind is asked it.
    """
    codes_now, codes_then = (
        frames.letters(letters, len(checklist.criteria)) for letters in ([row.answers for row in rows], before)
    )
    earns, earned_before = frames.credit(codes_now), frames.credit(codes_then)
    common = (earns >= 0) & (earned_before >= 0)
    earned, available = frames.points(checklist, own)
    place = np.arange(len(checklist.criteria))
    then, now = ((earned[place, codes] * common).sum(axis=1) for codes in (codes_then, codes_now))
    return InCommon(
        common=common,
        gained=(earns - earned_before) * common,
        then=then,
        now=now,
        could=(available[place, codes_now] * common).sum(axis=1),
    )
