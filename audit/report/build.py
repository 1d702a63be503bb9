"""The report as a value: everything that any rendering says, worked out once."""

from dataclasses import dataclass, replace
from datetime import date

import audit as package
from audit.checklist import in_force
from audit.judgement import consistency, moderation
from audit.judgement.consistency import Inspection
from audit.judgement.moderation import ReviewComparison
from audit.judgement.plan import ActionPlan, make
from audit.judgement.review import answers_fingerprint
from audit.judgement.sampling import Drawing
from audit.judgement.scoring import NOTHING, Scorecard, score
from audit.judgement.verdict import Judgement, beside_plan
from audit.model import Audit, Checklist, Provision, Source
from audit.problems import Problem
from audit.report import canonical, page_parts
from audit.report.detail import Detail
from audit.report.published import Published
from audit.report.record import FORMAT, Provenance, ReportRecord
from audit.text import counted
from audit.workbook.read.reader import Return, on_day

__all__ = ["Provenance", "Report", "build", "from_record", "record_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One setting's audit, scored and planned. All of it follows from the checklist and the record.

    ``inspection`` is ``None`` in a public report, and ``comparison`` where nobody has reviewed the return.
    """

    checklist: Checklist
    record: ReportRecord
    card: Scorecard
    plan: ActionPlan
    edition: str
    inspection: Inspection | None = None
    comparison: ReviewComparison | None = None

    @property
    def audit(self) -> Audit:
        """The answers."""
        return self.record.audit

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The faults found in the file."""
        return self.record.problems

    @property
    def provenance(self) -> Provenance:
        """What it was made from."""
        return self.record.provenance

    @property
    def detail(self) -> Detail:
        """How much it tells."""
        return self.record.detail

    @property
    def as_of(self) -> date:
        """The day it was made; suggested dates count from here."""
        return self.record.as_of

    @property
    def day(self) -> date:
        """The day of the audit where the workbook says one, else the day it was made."""
        return day_of(self.record)

    @property
    def earlier(self) -> bool:
        """Whether something it was scored against had been replaced by the day of the audit."""
        return any(source.replaced_by(self.day) for source in self.checklist.scored_against)

    @property
    def month(self) -> str:
        """The month of that day, in words."""
        return in_force.in_words(self.day).partition(" ")[2]

    @property
    def title(self) -> str:
        """The setting's name, or what stands for it."""
        if self.detail is Detail.PUBLIC:
            return f"{self.checklist.kind_title()}, not named"
        return self.audit.setting.name or "A setting that gave no name"

    @property
    def first_look(self) -> str:
        """Where it is of a first look, that it is, how the essentials stand and what comes next; else empty."""
        if not self.audit.first_look:
            return ""
        essentials, (shown, of) = len(self.checklist.essentials), self.card.judgement.essentials
        others = counted(len(self.checklist.criteria) - essentials, "other question", "other questions")
        stand = f" {shown} of {of} that apply are met with evidence." if of else ""
        return (
            f"This is a first look: it asks the {counted(essentials, 'essential', 'essentials')} alone.{stand} "
            f"The {others} count as unanswered. What comes next: safeguarding-audit new {self.checklist.id} --from "
            "FIRST-LOOK.xlsx -o WHOLE.xlsx makes the whole workbook of this one, with nothing to type twice; or ask "
            "whoever sent it to you."
        )

    @property
    def sources(self) -> tuple[tuple[Source, tuple[Provision, ...]], ...]:
        """The sources its criteria rest on, those scored against first, each with the provisions cited."""
        cited = self.checklist.cited()
        first = {source.id for source in self.checklist.scored_against}
        used = dict.fromkeys(p.source.id for p in cited)
        order = sorted(used, key=lambda i: (i not in first, self.checklist.source(i).title))
        return tuple((self.checklist.source(i), tuple(p for p in cited if p.source.id == i)) for i in order)


def build(returned: Return, as_of: date) -> Report:
    """Score a return and plan what follows from it.

    Raises:
        ValueError: the return was refused, so that there is nothing to report.
    """
    if returned.checklist is None:
        raise ValueError(f"{returned.file} was refused")
    return from_record(returned.checklist, record_of(returned, as_of))


def record_of(returned: Return, as_of: date) -> ReportRecord:
    """What the report of a return follows from.

    Raises:
        ValueError: the return was refused.
    """
    if returned.audit is None or returned.checklist is None:
        raise ValueError(f"{returned.file} was refused")
    audit = replace(returned.audit, strays=())  # no page shows them
    return ReportRecord(
        audit=audit,
        problems=on_day(returned, as_of).problems,
        as_of=as_of,
        review=returned.review,
        format=FORMAT,
        provenance=Provenance(
            file=returned.file,
            sha256=returned.sha256,
            checklist_digest=returned.checklist.digest,
            tool_version=package.__version__,
            answers=canonical.answers_digest(audit, returned.review),
            fingerprint=answers_fingerprint(audit),
            templates=page_parts.digest(),
        ),
    )


def from_record(checklist: Checklist, record: ReportRecord) -> Report:
    """The report that follows from a record.

    Args:
        checklist: the one that was answered, as a setting of this kind is asked it.
        record: as it was read from a return, or as a page carries it.
    """
    if record.published:
        card = _card(checklist, record.published)
        plan = ActionPlan(as_of=record.as_of, actions=(), no_actions=())
        return Report(checklist=checklist, record=record, card=card, plan=plan, edition="")
    said = in_force.sentence(checklist, day_of(record))
    reviewed = record.review if record.review and not record.review.empty else None
    compared = moderation.compare(checklist, record.audit, reviewed) if reviewed else None
    card = compared.counting if compared else score(checklist, record.audit)
    plan = make(card.checklist, card.findings, record.as_of, record.audit.audit_date)
    card = replace(card, judgement=beside_plan(card.judgement, plan))
    return Report(
        checklist=checklist,
        record=record,
        card=card,
        plan=plan,
        edition=said,
        inspection=consistency.inspect(record.audit, card, plan, drawing_of(record)),
        comparison=compared,
    )


def drawing_of(record: ReportRecord) -> Drawing:
    """What the sample is drawn from: of a review, the answers as it began and what the reviewers added."""
    if record.review and record.review.answers:
        return Drawing(answers=record.review.answers, draws=record.review.draws)
    return Drawing(answers=record.provenance.fingerprint)


def day_of(record: ReportRecord) -> date:
    """The day of the audit where the workbook says one, else the day the report was made."""
    return record.audit.audit_date or record.as_of


def _card(checklist: Checklist, said: Published) -> Scorecard:
    """A scorecard that has the judgement alone: in a public report there are no findings."""
    judgement = Judgement(
        level=said.level, sentence="", reasons=(), at_best=None, steps=(), essentials=(0, 0), shown=(0, 0)
    )
    return Scorecard(checklist=checklist, findings=(), overall=NOTHING, judgement=judgement, lenses=())
