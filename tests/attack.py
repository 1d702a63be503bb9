"""What a public page gives away: every make-up of answers that it fits, counted exactly.

An attacker knows the checklist, the kind of setting and the rule, and from inside which questions are not applicable
and which are blank. Each other answer is met with evidence, met without, partly met or not met. Questions of one duty,
and alike in being essential, are alike to the page, so for each of these groups the share of all make-ups in which a
question of it is a gap (partly or not met) says how likely a gap is. Nothing is sampled. Numbers are floats, since
there are up to 4**60 make-ups; the comparison with brute force holds them.

Two attackers: one who thinks a met answer as likely to name evidence as not, and one who knows that all of them do.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from audit.judgement.findings import Finding
from audit.judgement.verdict import Level
from audit.model import Duty, Rating, Rule

Group = tuple[Duty, bool]
"""The duty of a question, and whether it is essential."""


@dataclass(frozen=True, slots=True)
class State:
    """One way in which a question can be answered."""

    rating: Rating
    shown: bool
    taken_on: bool
    weight: float

    @property
    def gap(self) -> bool:
        return self.rating is not Rating.MET


def states(duty: Duty, *, evidence_known: bool) -> tuple[State, ...]:
    met = ((True, 1.0),) if evidence_known else ((True, 0.5), (False, 0.5))
    partly = ((True, 0.5), (False, 0.5)) if duty is Duty.MUST else ((True, 1.0),)
    return (
        *(State(Rating.MET, shown, True, weight) for shown, weight in met),
        *(State(Rating.PARTLY, False, taken, weight) for taken, weight in partly),
        State(Rating.NOT_MET, False, True, 1.0),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What the attacker knows: how many questions of each group are rated and apply, and how many are blank."""

    rated: Mapping[Group, int]
    blank: Mapping[Group, int]
    asked: int
    left_out_alone: int
    rule: Rule

    @classmethod
    def of(cls, findings: Sequence[Finding], rule: Rule) -> "Known":
        group = [(f.criterion.duty, bool(f.criterion.essential)) for f in findings]
        return cls(
            rated=Counter(g for g, f in zip(group, findings, strict=True) if f.rating and f.applicable),
            blank=Counter(g for g, f in zip(group, findings, strict=True) if f.rating is None),
            asked=len(findings),
            left_out_alone=sum(f.rating is Rating.NOT_APPLICABLE and not f.offered for f in findings),
            rule=rule,
        )

    @property
    def blanks(self) -> int:
        return sum(self.blank.values())

    @property
    def applicable(self) -> int:
        return sum(self.rated.values()) + self.blanks

    @property
    def available(self) -> int:
        return 2 * sum(self.rule.weight(g[0]) * (self.rated[g] + self.blank[g]) for g in {*self.rated, *self.blank})

    @property
    def missing(self) -> int:
        """Points of the blanks."""
        return 2 * sum(self.rule.weight(g[0]) * number for g, number in self.blank.items())

    def earned(self, low: int, high: int) -> tuple[int, int]:
        """The first and last number of points whose percent, rounded down, lies in a band."""
        fits = [e for e in range(self.available + 1) if low <= 100 * e // self.available <= high]
        return (fits[0], fits[-1]) if fits else (1, 0)


def likelihood(known: Known, level: Level, low: int, high: int, *, evidence_known: bool = False) -> dict[Group, float]:
    """How likely a question of each group is a gap, given what a page says; empty where no make-up fits it."""
    band = known.earned(low, high)

    def fitting(gap: Group | None) -> float:
        return _fitting(known, level, band, tuple(_questions(known, evidence_known, gap)))

    whole = fitting(None)
    return {g: fitting(g) / whole for g, number in known.rated.items() if number} if whole > 0 else {}


def _fitting(known: Known, level: Level, band: tuple[int, int], asked) -> float:
    """The weight of all make-ups of the questions asked that fit what a page says."""
    if level is Level.IN_PLACE:
        return _in_place(known, asked, band)
    calm = _not_act_now(known, asked, band)
    if level is Level.ACT_NOW:
        return _any(known, asked, band) - calm
    if level is Level.INCOMPLETE:
        return calm if known.blanks or not known.applicable else 0.0
    return 0.0 if known.blanks else calm - _in_place(known, asked, band)


def _questions(known: Known, evidence_known: bool, gap: Group | None) -> Iterator[tuple[Group, tuple[State, ...]]]:
    for group, number in known.rated.items():
        all_states = states(group[0], evidence_known=evidence_known)
        for turn in range(number):
            only_gaps = group == gap and turn == 0
            yield group, tuple(s for s in all_states if s.gap or not only_gaps)


def _any(known: Known, asked, band) -> float:
    ways = np.zeros(known.available + 1)
    ways[0] = 1
    for (duty, _), options in asked:
        ways = sum(_moved(ways, s.weight, (s.rating.credit * known.rule.weight(duty),)) for s in options)
    return float(ways[band[0] : band[1] + 1].sum())


def _not_act_now(known: Known, asked, band) -> float:
    """Points, essentials partly met, musts not met, all that is not met: none of them as many as Act now wants."""
    rule, essentials = known.rule, sum(n for g in (known.rated, known.blank) for (_, e), n in g.items() if e)
    partly_of = _below(rule.act_now_least, rule.act_now_one_in, essentials)
    not_of = _below(rule.act_now_least, rule.act_now_one_in, known.applicable)
    ways = np.zeros((known.available + 1, partly_of, rule.act_now_musts, not_of))
    ways[0, 0, 0, 0] = 1
    for (duty, essential), options in asked:
        new = np.zeros_like(ways)
        for s in options:
            if essential and s.rating is Rating.NOT_MET:
                continue
            wanting = s.rating is Rating.NOT_MET
            step = (
                s.rating.credit * rule.weight(duty),
                int(essential and s.rating is Rating.PARTLY),
                int(wanting and duty is Duty.MUST),
                int(wanting),
            )
            new += _moved(ways, s.weight, step)
        ways = new
    per_points = ways.sum(axis=(1, 2, 3))
    least = next(
        (e for e in range(known.available + 1) if 100 * (e + known.missing) // known.available >= rule.act_now_below),
        known.available + 1,
    )
    return float(per_points[max(band[0], least) : band[1] + 1].sum())


def _below(least: int, one_in: int, of: int) -> int:
    """How many different numbers, from none on, are still too few for 'at least so many, and one in so many'."""
    return next((n for n in range(of + 1) if n >= least and n * one_in >= of), of + 1)


def _in_place(known: Known, asked, band) -> float:
    rule = known.rule
    if known.blanks or known.left_out_alone * rule.in_place_left_out_one_in > known.asked or not known.applicable:
        return 0.0
    share, of = rule.in_place_shown
    unshown = known.applicable - -(-share * known.applicable // of) + 1
    not_of = _below(rule.act_now_least, rule.act_now_one_in, known.applicable)
    ways = np.zeros((known.available + 1, unshown, rule.in_place_musts_partly + 1, not_of))
    ways[0, 0, 0, 0] = 1
    for (duty, essential), options in asked:
        new = np.zeros_like(ways)
        for s in options:
            broken = s.rating is Rating.NOT_MET and duty is not Duty.ADVICE
            undated = s.rating is Rating.PARTLY and duty is Duty.MUST and not s.taken_on
            if broken or undated or (essential and not s.shown):
                continue
            step = (
                s.rating.credit * rule.weight(duty),
                int(not s.shown),
                int(s.rating is Rating.PARTLY and duty is Duty.MUST),
                int(s.rating is Rating.NOT_MET),
            )
            new += _moved(ways, s.weight, step)
        ways = new
    per_points = ways.sum(axis=(1, 2, 3))
    least = next(e for e in range(known.available + 1) if 100 * e // known.available >= rule.act_now_below)
    return float(per_points[max(band[0], least) : band[1] + 1].sum())


def _moved(ways, weight: float, step: tuple[int, ...]):
    """All ways with one answer more; what would go beyond the edge is not counted."""
    new = np.zeros_like(ways)
    if all(move < size for move, size in zip(step, ways.shape, strict=True)):
        to = tuple(slice(move, None) for move in step)
        back = tuple(slice(0, size - move) for move, size in zip(step, ways.shape, strict=True))
        new[to] = weight * ways[back]
    return new


def brute_force(known: Known, level: Level, low: int, high: int, judge, *, evidence_known: bool = False):
    """The same by trying every make-up; ``judge`` gives the level and the percent of one."""
    asked = list(_questions(known, evidence_known, None))
    whole, gaps = 0.0, Counter()
    for made in product(*(options for _, options in asked)):
        found, percent = judge(tuple((group, s) for (group, _), s in zip(asked, made, strict=True)))
        if found is level and low <= percent <= high:
            weight = float(np.prod([s.weight for s in made]))
            whole += weight
            for (group, _), s in zip(asked, made, strict=True):
                gaps[group] += weight * s.gap
    return {g: gaps[g] / whole / known.rated[g] for g, n in known.rated.items() if n} if whole else {}


# A page with exact figures for overlapping rows, as public pages once were

MOST_ROWS = 400


def certain_gaps(rows: Sequence[tuple[frozenset[str], int]]) -> set[str]:
    """What must be a gap, where each row says of some questions that are rated and apply how many of them are met.

    No solver: what is settled is taken out of every row, and of two rows of which one lies within the other a third
    follows. A solver finds more.
    """
    gaps: set[str] = set()
    met: set[str] = set()
    known = set(rows)
    while True:
        known = {(row - gaps - met, number - len(row & met)) for row, number in known if row - gaps - met}
        new_gaps = {ref for row, number in known if number == 0 for ref in row}
        new_met = {ref for row, number in known if number == len(row) for ref in row}
        if not (new_gaps | new_met):
            more = {
                (large - small, many - few) for (small, few), (large, many) in product(known, repeat=2) if small < large
            }
            if more <= known or len(known) > MOST_ROWS:
                return gaps
            known |= more
        gaps, met = gaps | new_gaps, met | new_met
