"""How the four judgements fall over believable sectors: ``python -m benchmarks.judgements [--settings 4000]``.

No survey: every setting is invented, its answers independent of each other but for how good it is. Beside the rule
stands the one that it replaced, under which a single breach or a partly met duty in law was already *Act now*, and
points alone made *Secure*.
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from audit.checklist.load import load
from audit.judgement.findings import Finding
from audit.judgement.verdict import Level, level_of
from audit.model import Checklist, Duty, Rating, Response

DAY = date(2026, 11, 20)
_OLD = ("Act now", "Incomplete", "Improve", "Secure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """Settings of some quality: from the weakest to the best, the chances of met, partly met and not met.

    ``blank`` is the chance that a setting leaves questions out, ``evidence`` that an answer names something, and
    ``taken_on`` that an open action has an owner and a date.
    """

    name: str
    weakest: tuple[float, float, float]
    best: tuple[float, float, float]
    evidence: tuple[float, float]
    blank: float
    taken_on: float


def _sector(name: str, *figures: float, evidence: tuple[float, float], blank: float, taken_on: float) -> Sector:
    weakest, best = (figures[0], figures[1], figures[2]), (figures[3], figures[4], figures[5])
    return Sector(name=name, weakest=weakest, best=best, evidence=evidence, blank=blank, taken_on=taken_on)


SECTORS = (
    _sector("weak", 0.35, 0.3, 0.35, 0.75, 0.2, 0.05, evidence=(0.3, 0.7), blank=0.2, taken_on=0.3),
    _sector("mixed", 0.6, 0.25, 0.15, 1, 0, 0, evidence=(0.5, 1), blank=0.1, taken_on=0.6),
    _sector("optimistic", 0.8, 0.15, 0.05, 1, 0, 0, evidence=(0.5, 1), blank=0.05, taken_on=0.6),
    _sector("good", 0.88, 0.1, 0.02, 1, 0, 0, evidence=(0.8, 1), blank=0.03, taken_on=0.8),
    _sector("very good", 0.95, 0.045, 0.005, 1, 0, 0, evidence=(0.9, 1), blank=0.01, taken_on=0.9),
)


def simulate(sector: Sector, checklist: Checklist, settings: int, seed: int = 1) -> tuple[Counter[Level], Counter[str]]:
    """The judgements of so many invented settings, by the rule and by the one before."""
    dice = random.Random(f"{sector.name}/{seed}")
    now: Counter[Level] = Counter()
    before: Counter[str] = Counter()
    for _ in range(settings):
        findings = _setting(sector, checklist, dice)
        now[level_of(findings, checklist.rule, DAY)] += 1
        before[_old_level(findings, checklist)] += 1
    return now, before


def _setting(sector: Sector, checklist: Checklist, dice: random.Random) -> tuple[Finding, ...]:
    quality = dice.random()
    shares = [low + quality * (high - low) for low, high in zip(sector.weakest, sector.best, strict=True)]
    low, high = sector.evidence
    blanks = dice.random() < sector.blank
    findings = []
    for criterion in checklist.criteria:
        rating: Rating | None = dice.choices((Rating.MET, Rating.PARTLY, Rating.NOT_MET), shares)[0]
        if blanks and dice.random() < 0.1:
            rating = None
        named, taken_on = dice.random() < low + quality * (high - low), dice.random() < sector.taken_on
        response = Response(
            ref=criterion.id,
            rating=rating,
            evidence="The log in the office" if named else "",
            owner="Head" if taken_on else "",
            due=DAY + timedelta(days=60) if taken_on else None,
        )
        findings.append(Finding.of(criterion, response))
    return tuple(findings)


def _old_level(findings: Sequence[Finding], checklist: Checklist) -> str:
    """The rule before: any breach, law partly met among them, or under 50%; then blanks; then 90%."""
    earned = sum(f.earned(checklist.rule) for f in findings)
    available = sum(f.available(checklist.rule) for f in findings)
    breach = any(f.breach or (f.criterion.duty is Duty.MUST and f.rating is Rating.PARTLY) for f in findings)
    if breach or 100 * earned < 50 * available:
        return _OLD[0]
    if any(f.blank for f in findings):
        return _OLD[1]
    return _OLD[3] if 100 * earned >= 90 * available else _OLD[2]


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=int, default=4000)
    parser.add_argument("--kind", default="school")
    asked = parser.parse_args()
    checklist = load("leaders", asked.kind)
    print(f"{asked.settings} invented settings a row, {asked.kind}, in percent")
    print(
        f"{'sector':12}" + "".join(f"{level:>13}" for level in Level) + "   before:" + "".join(f"{w:>12}" for w in _OLD)
    )
    for sector in SECTORS:
        now, before = simulate(sector, checklist, asked.settings)
        shares = "".join(f"{100 * now[level] / asked.settings:13.0f}" for level in Level)
        print(
            f"{sector.name:12}{shares}          " + "".join(f"{100 * before[w] / asked.settings:12.0f}" for w in _OLD)
        )


if __name__ == "__main__":
    main()
