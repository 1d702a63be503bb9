"""The rows of the tables that :mod:`audit.aggregate.package_schema` describes: plain values in the order of columns."""

from collections.abc import Callable, Iterator
from datetime import date
from operator import attrgetter

from audit.aggregate import optimism
from audit.aggregate.overview import Gap, Overview, SettingRow
from audit.aggregate.record import KeptReturn
from audit.judgement.findings import Finding
from audit.judgement.plan import ActionPlan
from audit.judgement.review import Opinion
from audit.judgement.scoring import Score, add_up
from audit.model import Checklist, Rating
from audit.model.ratings import COUNTED, in_columns
from audit.problems import Problem

Value = str | int | float | bool | date | None
Row = tuple[Value, ...]
Findings = tuple[Finding, ...]

OF_EACH = ("scores", "responses", "actions")
"""The tables whose rows are made of one returned setting after the other."""


def settings(overview: Overview) -> Iterator[Row]:
    """A row for each setting."""
    for row in overview.settings:
        there = row.level is not None
        yield (
            *(row.key, row.name, row.kind, row.kind_title, row.urn, row.phase, row.area, row.group, row.expected),
            *(row.state.value, row.level.value if row.level else None),
            *(row.so_far, row.best_case, row.evidenced),
            *(
                value if there else None
                for value in (
                    *in_columns(row.counts, row.unanswered),
                    *(len(row.law), len(row.guidance), row.actions, row.closed, row.still_open, row.overdue),
                )
            ),
            *_of_review(row),
            *(row.audit_date, row.due, row.late, row.other_edition, row.file, row.sha256),
        )


def _of_review(row: SettingRow) -> Row:
    if not row.reviewer:
        return (None,) * 7
    levels = (level.value if level else None for level in (row.own_level, row.moderated_level))
    own, moderated = levels
    return (
        *(row.reviewer, row.reviewed, row.agreed),
        *(own, row.own_so_far, moderated, row.moderated_so_far),
    )


def scores(row: SettingRow, checklist: Checklist, findings: Findings) -> Iterator[Row]:
    """The scores of one setting: overall, then each theme it is asked about."""
    yield (row.key, "overall", "overall", "Everything", *_score(add_up(findings, checklist.rule)))
    for theme in checklist.themes:
        own = [finding for finding in findings if finding.criterion.theme == theme.id]
        yield (row.key, "theme", theme.id, theme.title, *_score(add_up(own, checklist.rule)))


def _score(score: Score) -> Row:
    return (
        *(score.so_far, score.best_case, score.with_evidence),
        *(score.earned, score.evidenced, score.unanswered, score.available),
        *in_columns(score.counts, score.blank),
    )


def responses(row: SettingRow, findings: Findings, kept: KeptReturn) -> Iterator[Row]:
    """The answers of one setting."""
    opinions = {opinion.ref: opinion for opinion in kept.review.opinions} if kept.review else {}
    own = {response.ref: response.rating for response in kept.audit.responses} if kept.review else {}
    for finding in findings:
        criterion, given = finding.criterion, finding.response
        yield (
            *(row.key, criterion.id, criterion.theme, criterion.duty.value),
            given.rating.value if given.rating else None,
            *_ratings(own.get(criterion.id), opinions.get(criterion.id)),
            *(finding.breach, given.evidence, given.notes),
            str(given.place) if given.place else None,
        )


def _ratings(own: Rating | None, opinion: Opinion | None) -> Row:
    of_both = (opinion.rating, opinion.agreed) if opinion else (None, None)
    return tuple(rating.value if rating else None for rating in (own, *of_both))


def actions(row: SettingRow, planned: ActionPlan) -> Iterator[Row]:
    """The actions of one setting, the most pressing first."""
    for action in planned.actions:
        yield (
            *(row.key, action.criterion.id, action.priority, action.what, action.what_suggested),
            *(action.owner, action.owner_suggested, action.due, action.due_words, action.due_suggested),
            action.criterion.effort.value,
        )


def files(overview: Overview) -> Iterator[Row]:
    """A row for each file."""
    for line in overview.files:
        yield (line.file, line.outcome.value, line.counted, line.setting, line.name, line.sha256, line.why_not)


def faults(overview: Overview) -> Iterator[Row]:
    """A row for each fault: of the register and the places first, then of each file."""
    yield from (_fault(found, "") for found in overview.register_problems)
    for line in overview.files:
        yield from (_fault(found, line.setting) for found in line.problems)


def _fault(found: Problem, setting: str) -> Row:
    where = found.where
    return (where.file, setting, found.code, found.severity.value, where.spot, found.message, found.fix)


_OF_GAP: tuple[Callable[[Gap], Value], ...] = (
    lambda gap: gap.share.count,
    lambda gap: gap.share.of,
    lambda gap: None if gap.share.few else _rounded(gap.share.percent),
    lambda gap: _rounded(gap.share.low),
    lambda gap: _rounded(gap.share.high),
    attrgetter("best"),
    attrgetter("worst"),
    attrgetter("returned"),
    attrgetter("expected"),
)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def criteria(overview: Overview) -> Iterator[Row]:
    """A row for each criterion of the whole checklist."""
    checklist = overview.checklist
    gaps = {gap.ref: gap for gap in overview.gaps}
    for criterion in checklist.criteria:
        gap = gaps.get(criterion.id)
        counts: tuple[Value, ...] = (None,) * (len(COUNTED) + 2 + len(_OF_GAP))
        if gap:
            counts = (*in_columns(gap.counts, gap.unanswered), gap.not_asked, gap.breaches, *(f(gap) for f in _OF_GAP))
        yield (
            *(criterion.id, criterion.theme, checklist.theme(criterion.theme).title, criterion.title),
            *(criterion.question, criterion.duty.value, "; ".join(p.citation for p in criterion.cites)),
            criterion.certainty.value,
            *counts,
        )


def reviews(overview: Overview) -> Iterator[Row]:
    """A row for everything, and one for each theme, in which leaders and reviewers rated the same answers."""
    for one in optimism.by_theme(overview.in_figures, overview.checklist):
        found = one.agreement
        yield (
            *(found.theme or "all", found.title, one.settings, found.rated, found.same, one.lower, one.higher),
            *((None, None) if one.few else (found.share, found.kappa)),
            _rounded(one.percent),
        )
