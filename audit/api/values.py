"""The values that the functions take and give, each imported from its room when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.aggregate.audit_year import AuditYear
    from audit.aggregate.overview import Gap, Overview, SettingRow
    from audit.aggregate.production import Produced
    from audit.aggregate.run import Order, Progress
    from audit.carry_forward.carry import Carried
    from audit.checklist.citations import Verified
    from audit.integrity.verification import Verification
    from audit.judgement.findings import Finding
    from audit.judgement.plan import Action, ActionPlan
    from audit.judgement.scoring import Score, Scorecard
    from audit.judgement.verdict import Judgement, Level
    from audit.model import Audit, Checklist, Criterion, Duty, Provision, Rating, Response, Setting, Source, Theme
    from audit.problems import AuditError, Problem, Severity, Where
    from audit.report.build import Report
    from audit.report.write import Written
    from audit.spreadsheet.branding import Look
    from audit.spreadsheet.limits import Limits
    from audit.workbook.plan_back import PlanProgress
    from audit.workbook.read.plan_reader import PlanFile
    from audit.workbook.read.reader import Return

__all__ = [
    "Action", "ActionPlan", "Audit", "AuditError", "AuditYear", "Carried", "Checklist", "Criterion", "Duty",
    "Finding", "Gap", "Judgement", "Level", "Limits", "Look", "Order", "Overview", "PlanFile", "PlanProgress",
    "Problem", "Produced", "Progress", "Provision", "Rating", "Report", "Response", "Return", "Score", "Scorecard",
    "Setting", "SettingRow", "Severity", "Source", "Theme", "Verification", "Verified", "Where", "Written",
]  # fmt: skip

_ROOMS = {
    "aggregate.audit_year": ("AuditYear",),
    "aggregate.overview": ("Gap", "Overview", "SettingRow"),
    "aggregate.production": ("Produced",),
    "aggregate.run": ("Order", "Progress"),
    "carry_forward.carry": ("Carried",),
    "checklist.citations": ("Verified",),
    "integrity.verification": ("Verification",),
    "judgement.plan": ("Action", "ActionPlan"),
    "judgement.findings": ("Finding",),
    "judgement.scoring": ("Score", "Scorecard"),
    "judgement.verdict": ("Judgement", "Level"),
    "model": (
        "Audit", "Checklist", "Criterion", "Duty", "Provision", "Rating", "Response", "Setting", "Source", "Theme",
    ),
    "problems": ("AuditError", "Problem", "Severity", "Where"),
    "report.build": ("Report",),
    "report.write": ("Written",),
    "spreadsheet.branding": ("Look",),
    "spreadsheet.limits": ("Limits",),
    "workbook.plan_back": ("PlanProgress",),
    "workbook.read.plan_reader": ("PlanFile",),
    "workbook.read.reader": ("Return",),
}  # fmt: skip


def __getattr__(name: str) -> object:
    room = next((room for room, names in _ROOMS.items() if name in names), None)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"audit.{room}"), name)
