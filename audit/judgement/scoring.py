"""What the answers amount to: the only arithmetic of compliance in the product.

Whole numbers throughout. Credit is in half-points (Met 2, Partly met 1, Not met 0) times the weight of the duty; a
blank earns nothing and is reported as blank; not applicable leaves the denominator; a percentage is
``100 * earned // available``, so that 100% means all. Where nothing applies there is no score, and ``None`` says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import product

from audit.judgement import lenses
from audit.model import LAST_YEAR, Audit, Checklist, Criterion, Duty, Rating, Response, Rule
from audit.model.ratings import FULL_CREDIT, LEFT_OUT, SCORED
from audit.text import counted, one_or_many, percent_words

BREACHES = frozenset({(Duty.MUST, Rating.PARTLY), (Duty.MUST, Rating.NOT_MET), (Duty.SHOULD, Rating.NOT_MET)})
"""Which answers to which force break it: the formulas of the workbook and the data of many settings go by it too."""


class Level(StrEnum):
    """The judgement in a word."""

    ACT_NOW = "Act now"
    INCOMPLETE = "Incomplete"
    IMPROVE = "Improve"
    SECURE = "Secure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A criterion joined to its response."""

    criterion: Criterion
    response: Response

    @property
    def rating(self) -> Rating | None:
        """The rating, or ``None`` for a blank."""
        return self.response.rating

    @property
    def applicable(self) -> bool:
        """Whether it counts in the denominator."""
        return self.rating not in LEFT_OUT

    @property
    def blank(self) -> bool:
        """Whether it has not been answered."""
        return self.rating is None

    @property
    def breach(self) -> bool:
        """Law not fully met, or statutory guidance not met (Working Together 2023, para 6). A blank is neither."""
        return (self.criterion.duty, self.response.rating) in BREACHES

    @property
    def evidenced(self) -> bool:
        """Whether the answer names evidence of its own year."""
        evidence = self.response.evidence
        return bool(evidence and (own := evidence.strip()) and not own.startswith(LAST_YEAR))

    def available(self, rule: Rule) -> int:
        """Half-points it could earn."""
        return _available(self.criterion.duty, self.rating, rule)

    def earned(self, rule: Rule) -> int:
        """Half-points it earns."""
        return _earned(self.criterion.duty, self.rating, rule)


def _available(duty: Duty, rating: Rating | None, rule: Rule) -> int:
    return 0 if rating in LEFT_OUT else FULL_CREDIT * rule.weight(duty)


def _earned(duty: Duty, rating: Rating | None, rule: Rule) -> int:
    return (rating.credit or 0) * rule.weight(duty) if rating else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Sums over some findings, in half-points, and how many findings went into them.

    ``blank`` counts those without a rating, and ``counts`` those of each rating, in the order of :class:`Rating`.
    """

    earned: int
    evidenced: int
    unanswered: int
    available: int
    blank: int
    counts: tuple[int, ...]

    @classmethod
    def of_sums(cls, sums: Sequence[int]) -> "Score":
        """A score from its figures, one after the other."""
        earned, evidenced, unanswered, available, blank, *counts = sums
        return cls(
            earned=earned,
            evidenced=evidenced,
            unanswered=unanswered,
            available=available,
            blank=blank,
            counts=tuple(counts),
        )

    @property
    def sums(self) -> tuple[int, ...]:
        """Its figures, one after the other: what can be added up and kept."""
        return (self.earned, self.evidenced, self.unanswered, self.available, self.blank, *self.counts)

    def count(self, rating: Rating) -> int:
        """How many findings have this rating."""
        return self.counts[rating.place]

    @property
    def so_far(self) -> int | None:
        """Percent earned, blanks earning nothing; ``None`` where nothing applies."""
        return percent(self.earned, self.available)

    @property
    def best_case(self) -> int | None:
        """Percent if every blank turned out to be met."""
        return percent(self.earned + self.unanswered, self.available)

    @property
    def with_evidence(self) -> int | None:
        """Percent earned by answers that name evidence."""
        return percent(self.evidenced, self.available)

    @property
    def answered(self) -> int:
        """How many questions have a rating, not applicable among them."""
        return sum(self.counts)

    @property
    def asked(self) -> int:
        """How many questions there are."""
        return self.answered + self.blank

    @property
    def why(self) -> str:
        """The sum in a sentence."""
        if not self.available:
            return "Nothing here applies, so there is no score."
        counts = [*((self.count(rating), rating.value.lower()) for rating in SCORED), (self.blank, "unanswered")]
        said = ", ".join(f"{number} {word}" for number, word in counts if number)
        left = [f"; {self.count(r)} {r.value.lower()}, left out" for r in LEFT_OUT if self.count(r)]
        return f"{self.earned} of {self.available} half-points: {said}{''.join(left)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LensRow:
    """One row of a lens: its score, and the criteria in it by Ref."""

    id: str
    title: str
    score: Score
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """The same findings seen one way. ``overlaps`` says that a criterion may count in several rows."""

    id: str
    title: str
    overlaps: bool
    rows: tuple[LensRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLevel:
    """The smallest set of criteria that, once met, lifts the judgement, and what that would come to."""

    refs: tuple[str, ...]
    to_percent: int | None
    to_level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The judgement, every reason for it in words, and what would change it."""

    level: Level
    reasons: tuple[str, ...]
    change: NextLevel | None
    what_would_change_it: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """All that an audit amounts to."""

    checklist: Checklist
    findings: tuple[Finding, ...]
    overall: Score
    judgement: Judgement
    lenses: tuple[Lens, ...]

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """Breaches, law before statutory guidance."""
        found = [f for f in self.findings if f.breach]
        return tuple(sorted(found, key=lambda f: f.criterion.duty is not Duty.MUST))

    def rated(self, rating: Rating | None) -> tuple[Finding, ...]:
        """The findings with this rating; ``None`` gives the unanswered."""
        return tuple(f for f in self.findings if f.rating == rating)


def percent(earned: int, available: int) -> int | None:
    """Whole percent, rounded down so that 100 means all; ``None`` where nothing is available."""
    return 100 * earned // available if available else None


def findings_of(checklist: Checklist, audit: Audit) -> tuple[Finding, ...]:
    """Every criterion that is asked with its response, an empty one where there is none."""
    given = {r.ref: r for r in audit.responses}
    return tuple(Finding(criterion=c, response=given.get(c.id) or Response(ref=c.id)) for c in checklist.criteria)


def score(checklist: Checklist, audit: Audit) -> Scorecard:
    """Score one audit. Responses to questions that are not asked are not counted; questions without one are blank."""
    findings = findings_of(checklist, audit)
    return Scorecard(
        checklist=checklist,
        findings=findings,
        overall=add_up(findings, checklist.rule),
        judgement=judge(findings, checklist.rule),
        lenses=tuple(_lenses(checklist, findings)),
    )


def add_up(findings: Iterable[Finding], rule: Rule) -> Score:
    """The sums over some findings."""
    return Score.of_sums(_sum(_counted(findings, rule)))


def add_up_by(
    findings: Sequence[Finding], rule: Rule, group: Callable[[Finding], str]
) -> tuple[Score, Mapping[str, Score]]:
    """The sums over all findings, and over those of each group."""
    groups: dict[str, list[_Counted]] = {}
    for finding, one in zip(findings, _counted(findings, rule), strict=True):
        groups.setdefault(group(finding), []).append(one)
    sums = {name: _sum(some) for name, some in groups.items()}
    return Score.of_sums(_sum(sums.values())), {name: Score.of_sums(own) for name, own in sums.items()}


_Counted = tuple[int, ...]
"""A finding as it is summed: what it adds to each of :attr:`Score.sums`."""
NOTHING = Score(earned=0, evidenced=0, unanswered=0, available=0, blank=0, counts=(0,) * len(Rating))
"""The score of no findings."""


def _counted(findings: Iterable[Finding], rule: Rule) -> list[_Counted]:
    adds = _adds(rule)
    return [adds[f.criterion.duty, f.response.rating, f.evidenced] for f in findings]


@lru_cache(maxsize=16)
def _adds(rule: Rule) -> Mapping[tuple[Duty, Rating | None, bool], _Counted]:
    """What a finding adds, by all that decides it: so few that each is worked out once and then looked up."""
    adds = {}
    for duty, rating, evidenced in product(Duty, (*Rating, None), (False, True)):
        earned, available = _earned(duty, rating, rule), _available(duty, rating, rule)
        adds[duty, rating, evidenced] = Score(
            earned=earned,
            evidenced=earned if evidenced else 0,
            unanswered=available if rating is None else 0,
            available=available,
            blank=int(rating is None),
            counts=tuple(int(rating is one) for one in Rating),
        ).sums
    return adds


def _sum(counted: Iterable[_Counted]) -> _Counted:
    return tuple(map(sum, zip(NOTHING.sums, *counted, strict=True)))


def level(total: Score, breach: bool, rule: Rule) -> Level:
    """The gates, first that applies: breach or too low, then blank (or nothing to judge), then high enough."""
    if breach or (total.so_far is not None and total.so_far < rule.act_now_below):
        return Level.ACT_NOW
    if total.blank or total.so_far is None:
        return Level.INCOMPLETE
    return Level.SECURE if total.so_far >= rule.secure_from else Level.IMPROVE


def judge(findings: Sequence[Finding], rule: Rule) -> Judgement:
    """The judgement with its reasons and what would change it."""
    total = add_up(findings, rule)
    breach = any(f.breach for f in findings)
    now = level(total, breach, rule)
    change = _smallest_change(findings, rule, total, now)
    return Judgement(
        level=now,
        reasons=tuple(_reasons(findings, rule, total)),
        change=change,
        what_would_change_it=_change_in_words(total, rule, now, change, breach=breach),
    )


def _smallest_change(findings: Sequence[Finding], rule: Rule, total: Score, before: Level) -> NextLevel | None:
    """The fewest criteria to meet for a better judgement; ``None`` for Secure and where nothing applies.

    Every breach has to go, and every blank once the breaches are gone. What then lacks in points is taken where the
    most is to be had, which is the fewest because gains add up.
    """
    if before is Level.SECURE or not total.available:
        return None
    ids: set[str] = set()
    target = rule.secure_from
    if before is Level.ACT_NOW:
        ids, target = {f.criterion.id for f in findings if f.breach}, rule.act_now_below
    elif before is Level.INCOMPLETE:
        ids, target = {f.criterion.id for f in findings if f.blank}, 0
    gains = {f.criterion.id: f.available(rule) - f.earned(rule) for f in findings}
    earned = total.earned + sum(gains[ref] for ref in ids)
    for ref in sorted(gains, key=lambda ref: -gains[ref]):
        if 100 * earned >= target * total.available:
            break
        if ref not in ids:
            ids.add(ref)
            earned += gains[ref]
    blanks = sum(f.blank for f in findings if f.criterion.id not in ids)
    after = level(replace(total, earned=earned, blank=blanks), False, rule)
    refs = tuple(ref for ref in gains if ref in ids)
    return NextLevel(refs=refs, to_percent=percent(earned, total.available), to_level=after)


def _reasons(findings: Sequence[Finding], rule: Rule, total: Score) -> Iterable[str]:
    """Every gate that applies, not only the first, so that nothing is hidden behind another."""
    law = sum(f.breach and f.criterion.duty is Duty.MUST for f in findings)
    guidance = sum(f.breach and f.criterion.duty is not Duty.MUST for f in findings)
    if law:
        yield f"{counted(law, 'duty in law is', 'duties in law are')} not fully met."
    if guidance:
        yield f"{counted(guidance, 'duty in statutory guidance is', 'duties in statutory guidance are')} not met."
    if total.so_far is None:
        yield "Every question was marked as not applicable, so there is nothing to judge."
        return
    so_far = percent_words(total.so_far)
    if total.so_far < rule.act_now_below:
        yield f"The score so far is {so_far}, under the {percent_words(rule.act_now_below)} line."
    if total.blank:
        yield f"{counted(total.blank, 'question has', 'questions have')} not been answered."
    if law or guidance or total.blank or total.so_far < rule.act_now_below:
        return
    if total.so_far >= rule.secure_from:
        yield f"No breach, nothing unanswered, and {so_far}: at or over the {percent_words(rule.secure_from)} line."
    else:
        secure = percent_words(rule.secure_from)
        yield f"No breach and nothing unanswered; {so_far} is under the {secure} line for Secure."


def _change_in_words(total: Score, rule: Rule, now: Level, change: NextLevel | None, *, breach: bool) -> str:
    if change is None:
        if now is Level.SECURE:
            return "Nothing needs to change. Keep the evidence up to date, and look again next year."
        return "Check whether every question really is not applicable, and answer those that are not."
    number = len(change.refs)
    points = f"from {percent_words(total.so_far)} to {percent_words(change.to_percent)}"
    moved = f"{points}, and the judgement from {now} to {change.to_level}"
    if now is Level.INCOMPLETE:
        return (
            f"Answer the {counted(number, 'question that is', 'questions that are')} blank. "
            f"If each turns out to be met, the score moves {moved}."
        )
    what = "the largest gaps"
    if breach and total.so_far is not None and total.so_far >= rule.act_now_below:
        what = one_or_many(number, "the breach", "the breaches")
    elif breach:
        what = "the breaches and the largest gaps"
    these = f"{one_or_many(number, 'this', 'these')} {counted(number, 'criterion', 'criteria')}"
    return f"Meeting {these} ({what}) moves the score {moved}."


def _lenses(checklist: Checklist, findings: Sequence[Finding]) -> Iterable[Lens]:
    refs = (f.criterion.id for f in findings)
    by_ref = dict(zip(refs, _counted(findings, checklist.rule), strict=True))
    for view in lenses.of(checklist):
        sums = (Score.of_sums(_sum(by_ref[ref] for ref in row.refs)) for row in view.rows)
        rows = tuple(
            LensRow(id=row.id, title=row.title, score=own, refs=row.refs)
            for row, own in zip(view.rows, sums, strict=True)
        )
        yield Lens(id=view.id, title=view.title, overlaps=view.overlaps, rows=rows)
