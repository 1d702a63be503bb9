"""A plan that was ticked off goes back into the audit it was made of, if it belongs to it; what cannot go is said."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from audit import privacy
from audit.carry_forward.merge import Conflict
from audit.carry_forward.progress import Brought, PlannedReturn, ReturnedPlan, bring_back
from audit.model import Audit, Checklist
from audit.problems import AuditError, Problem, Where, problem
from audit.text import identifier, plain
from audit.workbook.read.plan_reader import PlanFile
from audit.workbook.read.reader import Return


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProgress:
    """What came of a plan and its return.

    Attributes:
        plan: the plan as it came back.
        returned: the return with what was brought.
        brought: each cell that changed, what did not agree, and how each line stands.
        problems: everything to be said of the plan, and what could not be brought.
        day: from which it is counted what is overdue.
        data: the updated workbook; empty where none was asked for.
    """

    plan: ReturnedPlan
    returned: Return
    brought: Brought
    problems: tuple[Problem, ...]
    day: date
    data: bytes = b""

    @property
    def title(self) -> str:
        """The setting's name, or what stands for it."""
        return (self.returned.audit.setting.name if self.returned.audit else "") or "A setting that gave no name"

    @property
    def audit_date(self) -> date | None:
        """The day of the audit."""
        return self.returned.audit.audit_date if self.returned.audit else None


def into_audit(file: PlanFile, returned: Return, day: date, *, agreed: bool = False) -> PlanProgress:
    """Bring a plan into a return's audit; no workbook is written.

    Raises:
        AuditError: why the plan or the return was refused; B03 or B04, they do not belong together.
    """
    if file.plan is None:
        raise AuditError(file.problems)
    if returned.audit is None or returned.checklist is None:
        raise AuditError(returned.problems)
    _look_whose(file.plan, returned, returned.audit, returned.checklist)
    side = PlannedReturn(
        audit=returned.audit, checklist=returned.checklist, file=returned.file, columns=dict(returned.columns)
    )
    brought = bring_back(file.plan, side, day, agreed=agreed)
    return PlanProgress(
        plan=file.plan,
        returned=replace(returned, audit=brought.audit),
        brought=brought,
        problems=(*file.problems, *_said(file.plan, brought)),
        day=day,
    )


# Whose plan it is


def _look_whose(plan: ReturnedPlan, returned: Return, audit: Audit, checklist: Checklist) -> None:
    """A plan is credited to nobody but the setting and the audit it was made of: identifier and name.

    Raises:
        AuditError: B03, it is of another setting; B04, it is of another audit.
    """
    if plan.of_return and plan.of_return == returned.sha256:
        return
    where, setting = Where(file=plan.file), audit.setting
    numbers = (identifier(plan.urn), identifier(setting.urn))
    if plain(plan.name) != plain(setting.name) or (all(numbers) and numbers[0] != numbers[1]):
        theirs, ours = _named(plan.name, plan.urn), _named(setting.name, setting.urn)
        raise AuditError([problem("B03", where, theirs=theirs, ours=ours)])
    if plan.checklist != audit.checklist or plan.kind != checklist.kind:
        theirs = f"the checklist '{plan.checklist}' for '{plan.kind or 'any kind'}'"
        ours = f"'{audit.checklist}' for '{checklist.kind or 'any kind'}'"
        raise AuditError([problem("B04", where, theirs=theirs, ours=ours)])
    if plan.audit_date and audit.audit_date and plan.audit_date != audit.audit_date:
        theirs, ours = f"{plan.audit_date:%d/%m/%Y}", f"{audit.audit_date:%d/%m/%Y}"
        raise AuditError([problem("B04", where, theirs=theirs, ours=ours)])


def _named(name: str, urn: str) -> str:
    return f"{name or 'no name'} ({urn or 'no identifier'})"


# What has to be said


def _said(plan: ReturnedPlan, brought: Brought) -> Iterator[Problem]:
    for conflict in brought.conflicts:
        yield _of(plan, "B05", conflict)
    for conflict in brought.cleared:
        yield _of(plan, "B12", conflict)
    for line in brought.unknown:
        where = Where(file=plan.file, spot=str(line.said.place or ""))
        words = line.topic or line.said.action or line.said.ref
        yield problem("B06", where, text=privacy.masked(words))


def _of(plan: ReturnedPlan, code: str, conflict: Conflict) -> Problem:
    (there, text), (cell, other) = conflict.said
    return problem(
        code,
        Where(file=plan.file, spot=there.removeprefix(f"{plan.file} > ")),
        text=privacy.masked(text),
        heading=conflict.heading,
        ref=conflict.ref,
        other=privacy.masked(other),
        cell=Where(file=cell),
    )
