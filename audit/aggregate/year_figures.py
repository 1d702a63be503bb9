"""The figures of an earlier year beside this one. Pure functions: rows in, frozen values out."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from audit.aggregate import figures, frames
from audit.aggregate.overview import SettingRow
from audit.aggregate.previous import Joined, PastReturn
from audit.aggregate.years import GapMove, YearBefore
from audit.judgement.verdict import words_to_count
from audit.model import Checklist
from audit.model.ratings import WANTING

_WANTING = np.array([any(letter == rating.letter for rating in WANTING) for letter in frames.CODES])


def compare(
    rows: Sequence[SettingRow],
    joined: Joined,
    checklist: Checklist,
    for_kind: Callable[[str], Checklist],
) -> YearBefore:
    """An earlier year beside this one.

    Args:
        rows: the settings of this year's figures.
        joined: the earlier year, and what settings returned in it by this year's key.
        checklist: this year's, whole.
        for_kind: this year's, as a kind of setting is asked it.
    """
    past, then = joined
    both = [row for row in rows if row.key in then]
    points = [np.zeros((3, 0), dtype="int64")]
    for kind in dict.fromkeys(row.kind for row in both):
        own = [row for row in both if row.kind == kind]
        found = figures.in_common(own, [then[row.key].answers for row in own], checklist, for_kind(kind))
        points.append(np.stack([found.then, found.now, found.could]))
    earned_then, earned_now, could = np.concatenate(points, axis=1)
    judged = [then[row.key].level for row in both]
    words = words_to_count([*judged, *(row.level for row in both)])
    closed, still, new = _breaches(both, then, checklist)
    return YearBefore(
        day=past.day,
        expected=past.expected,
        returned=past.returned,
        both=len(both),
        joined=len(rows) - len(both),
        left=past.sent - len(both),
        then=figures.five(earned_then, could).median,
        now=figures.five(earned_now, could).median,
        levels_then=tuple((level, judged.count(level)) for level in words),
        levels_now=figures.levels(both),
        closed=closed,
        still=still,
        new=new,
        moves=_moves(both, then, checklist),
    )


def _breaches(rows: Sequence[SettingRow], then: Mapping[str, PastReturn], checklist: Checklist) -> tuple[int, int, int]:
    """How many closed, stood both times and are new, on the questions that have a rating in both years."""
    closed = still = new = 0
    for row in rows:
        past = then[row.key]
        rated = zip(checklist.criteria, row.answers, past.answers, strict=True)
        common = {criterion.id for criterion, *letters in rated if not {"?", "-"} & set(letters)}
        now, before = common & {*row.law, *row.guidance}, common & past.breaches
        closed, still, new = closed + len(before - now), still + len(before & now), new + len(now - before)
    return closed, still, new


def _moves(rows: Sequence[SettingRow], then: Mapping[str, PastReturn], checklist: Checklist) -> tuple[GapMove, ...]:
    codes = frames.answers(rows, len(checklist.criteria))
    before = frames.letters([then[row.key].answers for row in rows], len(checklist.criteria))
    common = (frames.credit(codes) >= 0) & (frames.credit(before) >= 0)
    of = common.sum(axis=0)
    gaps_then, gaps_now = ((_WANTING[own] & common).sum(axis=0) for own in (before, codes))
    made = (
        GapMove(ref=one.id, title=one.title, of=int(of[at]), then=int(gaps_then[at]), now=int(gaps_now[at]))
        for at, one in enumerate(checklist.criteria)
    )
    return tuple(sorted((move for move in made if move.change), key=lambda move: (-abs(move.change), move.title)))
