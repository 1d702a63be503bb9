"""How likely a gap is for a reader of a public page that tells bands of themes: every make-up that it fits, counted.

The reader knows the checklist, the kind of setting, the rule, and from inside which questions are not applicable and
which are blank. Each other answer is met with evidence, met without, partly met or not met. Questions of one theme and
duty, and alike in being essential, are alike to the page. Nothing is sampled. What is counted depends on the page and
on what the reader knows already, so that making a page or not tells nobody more.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import accumulate
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from audit.judgement.findings import Finding
from audit.judgement.verdict import Level
from audit.model import Duty, Rating, Rule
from audit.report.published import Published

_Ways: TypeAlias = npt.NDArray[np.float64]
_Kind: TypeAlias = tuple[Duty, bool]
"""The duty of a question, and whether it is essential."""
_LEAST_TOLD = 1e-9
"""Where a page fits a smaller part of all make-ups than this, sums of floats no longer tell how likely a gap is."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """One way in which a question can be answered."""

    rating: Rating
    shown: bool
    taken_on: bool
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Theme:
    """The questions of a theme that are rated and apply, by kind, and the points that fit the page."""

    asked: Mapping[_Kind, int]
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """A way of counting: how far its figures go, and what an answer adds to each; nothing where it does not fit."""

    sizes: tuple[int, ...]
    step: Callable[[_Kind, _Answer], tuple[int, ...] | None]
    low: int
    high: int


def likeliest_gap(findings: Sequence[Finding], rule: Rule, said: Published) -> float:
    """How likely the likeliest gap is, for one who thinks that what is met names evidence or not, and one who knows.

    Args:
        findings: every question that is asked; of those that are rated and apply only the number is used.
        rule: the rule of the judgement.
        said: what the page says: a theme without a band fits with any number of points.
    """
    return max(likeliest_for(findings, rule, said, evidence_known=knows) for knows in (False, True))


def likeliest_for(findings: Sequence[Finding], rule: Rule, said: Published, *, evidence_known: bool) -> float:
    """The same for one of the two: who takes all that is met to name evidence, or as likely as not."""
    themes = list(_themes(findings, rule, {one.id: (one.low, one.high) for one in said.themes}))
    whole, all_there = 0.0, 0.0
    gaps: dict[tuple[int, _Kind], float] = {}
    for times, count in _parts(findings, rule, said.level, (said.low, said.high)):
        found = list(_fitting(count, themes, rule, evidence_known))
        whole += times * found[0][1]
        all_there += found[0][1]
        for key, ways in found[1:]:
            gaps[key] = gaps.get(key, 0.0) + times * ways
    if whole <= _LEAST_TOLD * all_there:
        return 1.0
    return max((ways / whole for ways in gaps.values()), default=0.0)


def _themes(findings: Sequence[Finding], rule: Rule, bands: Mapping[str, tuple[int, int]]) -> Iterator[_Theme]:
    """Each theme that has answers; one without a band fits with any number of points."""
    for theme in dict.fromkeys(f.criterion.theme for f in findings):
        own = [f for f in findings if f.criterion.theme == theme]
        asked: dict[_Kind, int] = {}
        for finding in own:
            if finding.rating and finding.applicable:
                kind = finding.criterion.duty, bool(finding.criterion.essential)
                asked[kind] = asked.get(kind, 0) + 1
        if asked:
            low, high = _points(sum(f.available(rule) for f in own), bands.get(theme, (0, 100)))
            yield _Theme(asked=asked, low=low, high=high)


def _points(available: int, band: tuple[int, int]) -> tuple[int, int]:
    """The first and last number of points whose percent, rounded down, lies in a band."""
    fits = [points for points in range(available + 1) if band[0] <= 100 * points // available <= band[1]]
    return (fits[0], fits[-1]) if fits else (1, 0)


def _parts(
    findings: Sequence[Finding], rule: Rule, level: Level, band: tuple[int, int]
) -> Iterator[tuple[int, _Count]]:
    """What is counted, and what is taken off it, for a judgement: the first that applies is said."""
    blank = any(f.rating is None for f in findings)
    if level is Level.ACT_NOW:
        yield 1, _any(findings, rule, band)
        yield -1, _not_act_now(findings, rule, band)
    elif level is Level.IN_PLACE:
        yield 1, _in_place(findings, rule, band)
    else:
        yield 1, _not_act_now(findings, rule, band)
        if level is Level.WORK_TO_DO and not blank:
            yield -1, _in_place(findings, rule, band)


def _any(findings: Sequence[Finding], rule: Rule, band: tuple[int, int]) -> _Count:
    available = sum(f.available(rule) for f in findings)
    low, high = _points(available, band)
    return _Count(
        sizes=(available + 1,),
        step=lambda kind, answer: ((answer.rating.credit or 0) * rule.weight(kind[0]),),
        low=low,
        high=high,
    )


def _not_act_now(findings: Sequence[Finding], rule: Rule, band: tuple[int, int]) -> _Count:
    """Points, essentials partly met, duties in law not met, all not met: none of them as many as *Act now* wants."""
    available = sum(f.available(rule) for f in findings)
    missing = sum(f.available(rule) for f in findings if f.rating is None)
    applicable = sum(f.applicable for f in findings)
    essentials = sum(bool(f.criterion.essential) and f.applicable for f in findings)
    low, high = _points(available, band)

    def step(kind: _Kind, answer: _Answer) -> tuple[int, ...] | None:
        wanting = answer.rating is Rating.NOT_MET
        if kind[1] and wanting:
            return None
        points = (answer.rating.credit or 0) * rule.weight(kind[0])
        partly = kind[1] and answer.rating is Rating.PARTLY
        return points, int(partly), int(wanting and kind[0] is Duty.MUST), int(wanting)

    return _Count(
        sizes=(available + 1, _below(rule, essentials), rule.act_now_musts, _below(rule, applicable)),
        step=step,
        low=max(low, _points(available, (rule.act_now_below, 100))[0] - missing),
        high=high,
    )


def _below(rule: Rule, of: int) -> int:
    """How many different numbers, from none on, are too few for 'at least so many, and one in so many'."""
    enough = (n for n in range(of + 1) if n >= rule.act_now_least and n * rule.act_now_one_in >= of)
    return next(enough, of + 1)


def _in_place(findings: Sequence[Finding], rule: Rule, band: tuple[int, int]) -> _Count:
    """Points, what is not met with evidence, duties in law partly met, all not met: as few as *In place* wants."""
    available = sum(f.available(rule) for f in findings)
    applicable = sum(f.applicable for f in findings)
    share, of = rule.in_place_shown
    low, high = _points(available, band)

    def step(kind: _Kind, answer: _Answer) -> tuple[int, ...] | None:
        broken = answer.rating is Rating.NOT_MET and kind[0] is not Duty.ADVICE
        law_partly = answer.rating is Rating.PARTLY and kind[0] is Duty.MUST
        if broken or (law_partly and not answer.taken_on) or (kind[1] and not answer.shown):
            return None
        points = (answer.rating.credit or 0) * rule.weight(kind[0])
        return points, int(not answer.shown), int(law_partly), int(answer.rating is Rating.NOT_MET)

    alone = sum(f.rating is Rating.NOT_APPLICABLE and not f.offered for f in findings)
    possible = alone * rule.in_place_left_out_one_in <= len(findings)
    return _Count(
        sizes=(
            available + 1,
            applicable + 1 - -(-share * applicable // of),
            rule.in_place_musts_partly + 1,
            _below(rule, applicable),
        ),
        step=step,
        low=max(low, _points(available, (rule.act_now_below, 100))[0]),
        high=high if possible else -1,
    )


def _answers(duty: Duty, evidence_known: bool) -> tuple[_Answer, ...]:
    met = ((True, 1.0),) if evidence_known else ((True, 0.5), (False, 0.5))
    partly = ((True, 0.5), (False, 0.5)) if duty is Duty.MUST else ((True, 1.0),)
    return (
        *(_Answer(Rating.MET, shown, True, weight) for shown, weight in met),
        *(_Answer(Rating.PARTLY, False, taken_on, weight) for taken_on, weight in partly),
        _Answer(Rating.NOT_MET, False, True, 1.0),
    )


def _fitting(
    count: _Count, themes: Sequence[_Theme], rule: Rule, evidence_known: bool
) -> Iterator[tuple[tuple[int, _Kind], float]]:
    """The weight of all make-ups that fit, and then that of those in which a question of each kind is a gap."""
    if not themes or count.low > count.high or min(count.sizes) < 1:
        yield (-1, (Duty.MUST, False)), 0.0
        return
    begin = np.ones((1,) * len(count.sizes))
    own = [_of_theme(count, theme, rule, evidence_known, None) for theme in themes]
    together = partial(_together, count.sizes)
    before = list(accumulate(own, together, initial=begin))
    after = list(accumulate(reversed(own), together, initial=begin))[::-1]
    yield (-1, (Duty.MUST, False)), _told(count, before[-1], begin)
    for number, theme in enumerate(themes):
        rest = together(before[number], after[number + 1])
        for kind in theme.asked:
            gap = _of_theme(count, theme, rule, evidence_known, kind)
            yield (number, kind), _told(count, rest, gap)


def _of_theme(count: _Count, theme: _Theme, rule: Rule, evidence_known: bool, gap: _Kind | None) -> _Ways:
    """The ways of answering a theme that fit its band; with the first question of a kind a gap, where one is named."""
    questions = sum(theme.asked.values())
    most = 1 + sum(2 * rule.weight(kind[0]) * number for kind, number in theme.asked.items())
    ways = np.zeros((most, *(min(size, questions + 1) for size in count.sizes[1:])))
    ways[(0,) * len(count.sizes)] = 1
    for kind, number in theme.asked.items():
        answers = _answers(kind[0], evidence_known)
        for turn in range(number):
            new = np.zeros_like(ways)
            for answer in answers:
                step = count.step(kind, answer)
                if step is not None and not (kind == gap and turn == 0 and answer.rating is Rating.MET):
                    _add(new, ways, step, answer.weight)
            ways = new
    ways[: theme.low] = 0
    ways[theme.high + 1 :] = 0
    return ways


def _together(sizes: Sequence[int], one: _Ways, other: _Ways) -> _Ways:
    """The ways of answering both; the figures add up, and what would go beyond the edge is not counted."""
    large, small = (one, other) if np.count_nonzero(one) > np.count_nonzero(other) else (other, one)
    reached = (a + b - 1 for a, b in zip(one.shape, other.shape, strict=True))
    new = np.zeros(tuple(map(min, sizes, reached)))
    for place in zip(*np.nonzero(small), strict=True):
        _add(new, large, place, small[place])
    return new


def _add(new: _Ways, ways: _Ways, step: Sequence[int], weight: float) -> None:
    """Add all ways with something more."""
    room = [min(had, size - move) for move, had, size in zip(step, ways.shape, new.shape, strict=True)]
    if min(room) > 0:
        to = tuple(slice(move, move + number) for move, number in zip(step, room, strict=True))
        new[to] += weight * ways[tuple(map(slice, room))]


def _told(count: _Count, rest: _Ways, own: _Ways) -> float:
    """The weight of what both are together, where the points lie in the band."""
    sums = reduce(np.cumsum, range(1, rest.ndim), rest)
    found = 0.0
    for place in zip(*np.nonzero(own), strict=True):
        first, last = count.low - place[0], count.high - place[0]
        room = [size - 1 - move for size, move in zip(count.sizes[1:], place[1:], strict=True)]
        edge = map(min, room, (had - 1 for had in rest.shape[1:]))
        if last >= 0:
            found += own[place] * float(sums[(slice(max(first, 0), last + 1), *edge)].sum())
    return found
