"""What the answers amount to: the only arithmetic of compliance in the product.

Whole numbers throughout. Credit is in points (Met 2, Partly met 1, Not met 0) times the weight of the duty; a
blank earns nothing and is reported as blank; not applicable leaves the denominator; a percentage is
``100 * earned // available``, so that 100% means all. Where nothing applies there is no score, and ``None`` says so.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from audit.judgement import lenses
from audit.judgement.findings import Finding, available, earned, findings_of
from audit.judgement.review import NOBODY_ELSE, CheckedBy
from audit.judgement.verdict import Judgement, judge
from audit.model import Audit, Checklist, Duty, Rating, Rule
from audit.model.ratings import LEFT_OUT, SCORED


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Sums over some findings, in points, and how many findings went into them.

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
        return f"{self.earned} of {self.available} points: {said}{''.join(left)}."


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

    @property
    def law_partly_shown(self) -> tuple[Finding, ...]:
        """Duties in law that are partly met: no breach, and not shown either."""
        return tuple(f for f in self.findings if f.rating is Rating.PARTLY and f.criterion.duty is Duty.MUST)

    @property
    def essentials(self) -> tuple[Finding, ...]:
        """The essentials that apply."""
        return tuple(f for f in self.findings if f.criterion.essential and f.applicable)

    @property
    def not_accepted(self) -> tuple[Finding, ...]:
        """Answers of Not applicable that count as blank."""
        return tuple(f for f in self.findings if f.not_accepted)

    def rated(self, rating: Rating | None) -> tuple[Finding, ...]:
        """The findings with this rating; ``None`` gives the unanswered."""
        return tuple(f for f in self.findings if f.rating == rating)


def percent(earned: int, available: int) -> int | None:
    """Whole percent, rounded down so that 100 means all; ``None`` where nothing is available."""
    return 100 * earned // available if available else None


def score(
    checklist: Checklist, audit: Audit, agreed: Collection[str] = (), checked: CheckedBy = NOBODY_ELSE
) -> Scorecard:
    """Score one audit. Responses to questions that are not asked are not counted; questions without one are blank.

    Args:
        checklist: as the setting's kind is asked it.
        audit: the answers.
        agreed: the Refs of which a reviewer has agreed that they do not apply.
        checked: who has checked the answers, and whose ratings these are; nobody, and the leader's, if not said.
    """
    findings = findings_of(checklist, audit, agreed)
    return Scorecard(
        checklist=checklist,
        findings=findings,
        overall=add_up(findings, checklist.rule),
        judgement=judge(findings, checklist.rule, audit.audit_date, checked),
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
    return [adds[f.criterion.duty, f.rating, f.evidenced] for f in findings]


@lru_cache(maxsize=16)
def _adds(rule: Rule) -> Mapping[tuple[Duty, Rating | None, bool], _Counted]:
    """What a finding adds, by all that decides it: so few that each is worked out once and then looked up."""
    adds = {}
    for duty, rating, evidenced in product(Duty, (*Rating, None), (False, True)):
        earns, could = earned(duty, rating, rule), available(duty, rating, rule)
        adds[duty, rating, evidenced] = Score(
            earned=earns,
            evidenced=earns if evidenced else 0,
            unanswered=could if rating is None else 0,
            available=could,
            blank=int(rating is None),
            counts=tuple(int(rating is one) for one in Rating),
        ).sums
    return adds


def _sum(counted: Iterable[_Counted]) -> _Counted:
    return tuple(map(sum, zip(NOTHING.sums, *counted, strict=True)))


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
