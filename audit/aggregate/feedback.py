"""The feedback for one setting: three strengths, three gaps, what to do first, and where it stands among similar
settings.

Nobody can be made out from anybody else's page. A setting is only ever compared with those of its own kind, and only
where at least five others of that kind have a score. Kinds do not overlap and no page says anything of all settings
together, so that there are no two figures to take from each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from audit.aggregate.overview import By, Five, Mover, Overview, SettingRow, Spread
from audit.judgement import plan
from audit.judgement.findings import Finding, findings_of
from audit.judgement.plan import Action
from audit.judgement.review import NOBODY_ELSE, CheckedBy
from audit.judgement.verdict import Judgement, judge
from audit.model import ANY_KIND, Audit, Checklist, Duty, Provision, Rating
from audit.model.ratings import EARNING, WANTING
from audit.problems import Problem, is_fault
from audit.text import shortened

OTHERS = 5
"""A setting is compared where at least so many others of its kind have a score."""
MOST = 3
_MOST_CITED = 3
_MOST_FAULTS = 2
_WHAT, _WHO, _FAULT = 180, 45, 150
_DUTIES = (Duty.MUST, Duty.SHOULD, Duty.ADVICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGap:
    """A criterion that is not fully met, and the first step: the setting's own where it wrote one.

    ``because`` is what it wrote in place of an action. ``cites`` are the first places the criterion rests on, and
    ``more`` how many there are beyond them.
    """

    finding: Finding
    action: Action | None
    what: str
    owner: str
    because: str
    cites: tuple[Provision, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a score lies among those of a kind, itself among them; ``others`` is how many others there are."""

    others: int
    five: Five
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """All that the page of a returned setting says."""

    row: SettingRow
    checklist: Checklist
    judgement: Judgement
    strengths: tuple[Finding, ...]
    gaps: tuple[FeedbackGap, ...]
    gaps_in_all: int
    evidence: tuple[Action, ...]
    standing: Position | None
    moved: Mover | None
    faults: tuple[str, ...]


def make(  # noqa: PLR0913 - all that is known of a setting, each by its name
    row: SettingRow,
    checklist: Checklist,
    audit: Audit,
    as_of: date,
    *,
    spread: Spread | None = None,
    moved: Mover | None = None,
    problems: Sequence[Problem] = (),
) -> Feedback:
    """The feedback for a setting.

    Args:
        row: its figures.
        checklist: as its kind is asked it.
        audit: its answers.
        as_of: the day from which suggested dates are counted.
        spread: the scores of its kind, its own among them.
        moved: what moved since last year.
        problems: what was found in its file.
    """
    findings = findings_of(checklist, audit, row.accepted)
    planned = plan.make(checklist, findings, as_of, audit.audit_date)
    actions = {action.criterion.id: action for action in planned.actions}
    declined = {one.criterion.id: one.because for one in planned.no_actions}
    open_gaps = _in_order(findings)
    return Feedback(
        row=row,
        checklist=checklist,
        judgement=judge(findings, checklist.rule, audit.audit_date, _checked(row, len(findings))),
        strengths=_strengths(findings),
        gaps=tuple(_gap(f, actions.get(f.criterion.id), declined) for f in open_gaps[:MOST]),
        gaps_in_all=len(open_gaps),
        evidence=tuple(a for a in planned.actions if a.priority == 4)[:MOST],
        standing=standing(row, spread),
        moved=moved,
        faults=_faults(problems),
    )


def _checked(row: SettingRow, asked: int) -> CheckedBy:
    """Who has looked at the answers, and whose ratings the figures are by."""
    if not row.reviewer:
        return NOBODY_ELSE
    by = f"{row.reviewer[:1].upper()}{row.reviewer[1:]} rated {row.reviewed} of {asked}."
    return CheckedBy(by=by, whose="the agreed ratings") if row.agreed else CheckedBy(by=by)


def _strengths(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is met, with evidence before without, and what weighs most first."""
    met = [finding for finding in findings if finding.rating is Rating.MET]
    return tuple(sorted(met, key=lambda f: (not f.evidenced, _DUTIES.index(f.criterion.duty)))[:MOST])


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """What is not fully met, the most pressing first as in the plan, then by weight, not met before partly met.

    Among equals the least work comes first.
    """
    gaps = [finding for finding in findings if finding.rating in WANTING]

    def order(finding: Finding) -> tuple[int, int, bool, int]:
        criterion = finding.criterion
        pressing = plan.priority_of(finding) or 0
        return pressing, _DUTIES.index(criterion.duty), finding.rating in EARNING, criterion.effort.order

    return sorted(gaps, key=order)


def _gap(finding: Finding, action: Action | None, declined: dict[str, str]) -> FeedbackGap:
    cites = finding.criterion.cites
    return FeedbackGap(
        finding=finding,
        action=action,
        what=shortened(action.what, _WHAT) if action else "",
        owner=shortened(action.owner, _WHO) if action else "",
        because=shortened(declined.get(finding.criterion.id, ""), _WHAT),
        cites=cites[:_MOST_CITED],
        more=max(0, len(cites) - _MOST_CITED),
    )


def _faults(problems: Iterable[Problem]) -> tuple[str, ...]:
    found = [p for p in problems if is_fault(p) and p.code not in {"A30", "A31"}]
    return tuple(shortened(f"{p.message} {p.fix}", _FAULT) for p in found[:_MOST_FAULTS])


def kinds(overview: Overview) -> dict[str, Spread]:
    """The spread of each kind of setting, by its id. A kind that was not said is no kind."""
    return {spread.id: spread for spread in overview.spreads if spread.by is By.KIND and spread.id != ANY_KIND}


def standing(row: SettingRow, spread: Spread | None) -> Position | None:
    """Where a setting stands among those of its kind; ``None`` where that would tell of fewer than five others."""
    if spread is None or spread.id != row.kind:
        return None
    others = spread.five.counted - (row.so_far is not None)
    if others < OTHERS:
        return None
    return Position(others=others, five=spread.five, words=_where(row.so_far, spread.five))


def _where(score: int | None, five: Five) -> str:
    """Where a score lies, in words. At most a quarter lie truly above the upper quartile, or below the lower one."""
    low, middle, high = five.lower_quartile, five.median, five.upper_quartile
    if score is None or low is None or middle is None or high is None:
        return ""
    if low == high == score:
        return "level with most"
    if score > high:
        return "in the highest quarter"
    if score < low:
        return "in the lowest quarter"
    if score == middle:
        return "at the middle"
    return "above the middle" if score > middle else "below the middle"
