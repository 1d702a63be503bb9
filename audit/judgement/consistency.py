"""What an inspector looks at: what does not add up, where the evidence is said to be, and what to check first.

Nothing here changes a score. Each thing that does not add up has a reason in words and the cells it is about, so that
it can be looked at and, often, explained. The sample can be drawn again by anybody (:mod:`audit.judgement.sampling`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.checklist.in_force import in_words
from audit.judgement import evidence_age
from audit.judgement.contradictions import plan_lacks, says_none, still_open
from audit.judgement.findings import Finding
from audit.judgement.plan import Action, ActionPlan
from audit.judgement.sampling import MANY, Drawing, Pick, by_evidence, draw
from audit.judgement.scoring import Score, Scorecard
from audit.model import Audit, Place, Rating, Response
from audit.model.ratings import EARNING, WANTING
from audit.text import counted, is_done, shortened

ENOUGH = 10
"""From how many answers on it says something that all of them are Met."""
_LONGEST_QUOTE = 60


class Doubt(StrEnum):
    """The ways in which a return may not add up, in the order they are shown."""

    NO_EVIDENCE = "Met, and no evidence is named"
    SAME_EVIDENCE = "The same evidence in many rows"
    SAYS_NONE = "Met, and the action says that it is not there"
    STILL_OPEN = "Met, and an action is still open"
    PLAN_LACKS = "Met, and the plan of this return says otherwise"
    ALL_MET = "Every answer is Met"
    NO_REASON = "Not applicable, and not accepted"
    SIGNED_EARLY = "Signed off before it was complete"
    DATED_AHEAD = "Dated after this report"
    NO_OWNER = "An action without an owner"
    NO_DATE = "An action without a date"
    OVERDUE = "Due in the past"
    DONE_NOT_MET = "Marked as done, and not met"
    FORGOTTEN = "An open action of last year is missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """The answer to a criterion, and the cell of its rating where it was read from a workbook."""

    ref: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """One thing that does not add up. ``spots`` is empty where it is about the return as a whole."""

    doubt: Doubt
    reason: str
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One text that was named as evidence, and the answers it is named for.

    ``older``: all it names lies before the year up to the audit. ``kept`` is where, if that is said.
    """

    text: str
    spots: tuple[Spot, ...]
    older: bool = False
    kept: str = ""

    @property
    def dated(self) -> str:
        """The latest month or year that it names: ``2026-05``, ``2026``; empty where it names none."""
        named = evidence_age.latest(self.text)
        return "" if named is None else f"{named[0]}-{named[1]:02}" if named[1] else str(named[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGap:
    """What a theme claims against what it names evidence for. ``bare`` counts answers that earn without evidence."""

    theme: str
    title: str
    score: Score
    bare: int

    @property
    def points(self) -> int:
        """How many points of percent stand without evidence; 0 where nothing applies."""
        return (self.score.so_far or 0) - (self.score.with_evidence or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """All that an inspector is shown beyond the scores. ``drawing`` is what the sample was drawn from."""

    discrepancies: tuple[Discrepancy, ...]
    evidence: tuple[EvidenceItem, ...]
    gaps: tuple[EvidenceGap, ...]
    sample: tuple[Pick, ...]
    drawing: Drawing

    def of(self, doubt: Doubt) -> tuple[Discrepancy, ...]:
        """What does not add up in this way."""
        return tuple(d for d in self.discrepancies if d.doubt is doubt)

    @property
    def by_doubt(self) -> tuple[tuple[Doubt, tuple[Discrepancy, ...]], ...]:
        """What does not add up in each way, cases with one reason put together; ways without one left out."""
        return tuple((doubt, tuple(_together(found))) for doubt in Doubt if (found := self.of(doubt)))


def _together(found: Iterable[Discrepancy]) -> Iterator[Discrepancy]:
    spots: dict[tuple[Doubt, str], tuple[Spot, ...]] = {}
    for one in found:
        spots[one.doubt, one.reason] = (*spots.get((one.doubt, one.reason), ()), *one.spots)
    for (doubt, reason), own in spots.items():
        yield Discrepancy(doubt=doubt, reason=reason, spots=own)


def inspect(audit: Audit, card: Scorecard, plan: ActionPlan, drawing: Drawing) -> Inspection:
    """Look at one audit as an inspector would.

    Args:
        audit: the answers.
        card: the answers scored.
        plan: what follows from them; its date is the date of the report.
        drawing: what the sample is drawn from: whoever has the answers and the phrase draws the same one.
    """
    evidence = tuple(_evidence(card.findings, audit.audit_date))
    return Inspection(
        discrepancies=tuple(_discrepancies(audit, card, plan, evidence)),
        evidence=evidence,
        gaps=tuple(sorted(_gaps(card), key=lambda gap: -gap.points)),
        sample=draw(card.findings, drawing),
        drawing=drawing,
    )


def _evidence(findings: Iterable[Finding], day: date | None) -> Iterator[EvidenceItem]:
    """Each text once, in the order in which it first stands."""
    for rows in by_evidence(findings).values():
        text = rows[0].evidence.strip()
        yield EvidenceItem(
            text=text,
            spots=tuple(_spot(row) for row in rows),
            older=evidence_age.is_older(text, day),
            kept=evidence_age.kept(text),
        )


def _spot(response: Response) -> Spot:
    return Spot(ref=response.ref, place=response.place)


def _gaps(card: Scorecard) -> Iterator[EvidenceGap]:
    earning = {f.criterion.id for f in card.findings if f.rating in EARNING and not f.evidenced}
    for row in next(lens for lens in card.lenses if lens.id == "theme").rows:
        yield EvidenceGap(theme=row.id, title=row.title, score=row.score, bare=len(earning.intersection(row.refs)))


# What does not add up


def _discrepancies(
    audit: Audit, card: Scorecard, plan: ActionPlan, evidence: Iterable[EvidenceItem]
) -> Iterator[Discrepancy]:
    yield from _each(card.findings, Doubt.NO_EVIDENCE, _unshown)
    yield from _same(evidence)
    yield from _each(card.findings, Doubt.SAYS_NONE, says_none)
    yield from _each(card.findings, Doubt.STILL_OPEN, still_open)
    yield from _each(card.findings, Doubt.PLAN_LACKS, lambda finding: plan_lacks(finding, plan.actions))
    yield from _all_met(card.overall)
    yield from _each(card.findings, Doubt.NO_REASON, _unexplained)
    yield from _dates(audit, card.overall, plan.as_of)
    for doubt, why in ((Doubt.NO_OWNER, _unowned), (Doubt.NO_DATE, _undated), (Doubt.OVERDUE, _overdue)):
        for action in plan.actions:
            if reason := why(action, plan.as_of):
                yield _about(doubt, action.response, reason)
    yield from _each(card.findings, Doubt.DONE_NOT_MET, _done_but_not_met)
    yield from _each(card.findings, Doubt.FORGOTTEN, _forgotten)


def _about(doubt: Doubt, response: Response, reason: str) -> Discrepancy:
    return Discrepancy(doubt=doubt, reason=reason, spots=(_spot(response),))


def _each(findings: Iterable[Finding], doubt: Doubt, why: Callable[[Finding], str]) -> Iterator[Discrepancy]:
    for finding in findings:
        if reason := why(finding):
            yield _about(doubt, finding.response, reason)


def _unshown(finding: Finding) -> str:
    if finding.rating is not Rating.MET or finding.evidenced:
        return ""
    return f"Rated Met ({finding.criterion.duty.meaning.lower()}), and nothing says how that can be seen."


def _same(evidence: Iterable[EvidenceItem]) -> Iterator[Discrepancy]:
    for item in evidence:
        if len(item.spots) >= MANY:
            quote = shortened(item.text, _LONGEST_QUOTE)
            reason = (
                f"\u201c{quote}\u201d is named for {counted(len(item.spots), 'question', 'questions')}, word for word."
            )
            yield Discrepancy(doubt=Doubt.SAME_EVIDENCE, reason=reason, spots=item.spots)


def _all_met(total: Score) -> Iterator[Discrepancy]:
    met = total.count(Rating.MET)
    if met >= ENOUGH and not any(total.count(rating) for rating in WANTING):
        left = f" ({counted(total.blank, 'question is', 'questions are')} unanswered)" if total.blank else ""
        answers = counted(met, "answer that counts is", "answers that count are")
        reason = f"All {answers} Met{left}: a result that deserves a second look."
        yield Discrepancy(doubt=Doubt.ALL_MET, reason=reason)


def _unexplained(finding: Finding) -> str:
    return f"It counts as unanswered: {finding.not_accepted}." if finding.not_accepted else ""


def _dates(audit: Audit, total: Score, day: date) -> Iterator[Discrepancy]:
    signed = audit.audit_date
    if signed is None:
        return
    if total.blank:
        who = " and says who completed it" if audit.completed_by.strip() else ""
        blanks = counted(total.blank, "question is", "questions are")
        reason = f"It is dated {in_words(signed)}{who}, and {blanks} unanswered."
        yield Discrepancy(doubt=Doubt.SIGNED_EARLY, reason=reason)
    if signed > day:
        reason = f"It is dated {in_words(signed)}; this report was made on {in_words(day)}."
        yield Discrepancy(doubt=Doubt.DATED_AHEAD, reason=reason)


def _unowned(action: Action, _: date) -> str:
    if action.what_suggested or not action.owner_suggested:
        return ""
    return "An action is written, and nobody is named for it."


def _undated(action: Action, _: date) -> str:
    if action.due_words and not action.due:
        return f"\u201c{shortened(action.due_words, _LONGEST_QUOTE)}\u201d is not a date that can be checked."
    return "" if action.what_suggested or not action.due_suggested else "An action is written, and no date is set."


def _overdue(action: Action, day: date) -> str:
    if action.due is None or action.due_suggested or action.due >= day or is_done(action.response.status):
        return ""
    late = counted((day - action.due).days, "day", "days")
    return f"It was due on {in_words(action.due)}, {late} before this report, and is not marked as done."


def _done_but_not_met(finding: Finding) -> str:
    if finding.rating not in WANTING or not is_done(finding.response.status):
        return ""
    return f"The action is marked as done, and the rating is {finding.rating}."


def _forgotten(finding: Finding) -> str:
    """Carried forward as open, not met this year, and its words are gone."""
    since, response = finding.response.open_since, finding.response
    if since is None or finding.rating is Rating.MET or response.action.strip():
        return ""
    return (
        f"An action has been open since {in_words(since)}; this is not met, and the action is no longer in the return."
    )
