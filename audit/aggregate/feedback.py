"""The feedback for one setting: three strengths, three gaps, what to do first, and where it stands among similar
settings.

A setting is only ever compared with those of its own kind, as :mod:`audit.aggregate.disclosure` allows. Kinds do not
overlap and no page says anything of all settings together, so that there are no two figures to take from each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from audit.aggregate.disclosure import Position
from audit.aggregate.overview import Mover, SettingRow
from audit.judgement import plan
from audit.judgement.findings import Finding, findings_of
from audit.judgement.plan import Action, ActionPlan
from audit.judgement.review import NOBODY_ELSE, CheckedBy
from audit.judgement.verdict import Judgement, beside_plan, judge
from audit.model import Audit, Checklist, Duty, Provision, Rating
from audit.model.ratings import EARNING, WANTING
from audit.problems import Problem, is_fault
from audit.text import shortened

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
    worked: tuple[tuple[Finding, ...], ActionPlan] | None = None,
    position: Position | None = None,
    moved: Mover | None = None,
    problems: Sequence[Problem] = (),
) -> Feedback:
    """The feedback for a setting.

    Args:
        row: its figures.
        checklist: as its kind is asked it.
        audit: its answers.
        as_of: the day from which suggested dates are counted.
        worked: its findings and its plan, where they are known already.
        position: where the scores of its kind lie, as far as that may be said.
        moved: what moved since last year.
        problems: what was found in its file.
    """
    if worked is None:
        found = findings_of(checklist, audit, dict(row.accepted))
        worked = found, plan.make(checklist, found, as_of, audit.audit_date)
    findings, planned = worked
    actions = {action.criterion.id: action for action in planned.actions}
    declined = {one.criterion.id: one.because for one in planned.no_actions}
    open_gaps = _in_order(findings)
    return Feedback(
        row=row,
        checklist=checklist,
        judgement=beside_plan(judge(findings, checklist.rule, audit.audit_date, _checked(row, len(findings))), planned),
        strengths=_strengths(findings),
        gaps=tuple(_gap(f, actions.get(f.criterion.id), declined) for f in open_gaps[:MOST]),
        gaps_in_all=len(open_gaps),
        evidence=tuple(a for a in planned.actions if a.priority == 4)[:MOST],
        standing=position,
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
