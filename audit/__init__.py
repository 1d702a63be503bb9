"""Check how well an organisation shares information to safeguard children.

A checklist (YAML) asks; a workbook is filled; it is scored, and a report says what to do next. ``docs/python.md`` shows
how to do all that from a program; the functions stand in :mod:`audit.api`. To import this package alone costs nothing:
what a name needs is imported when the name is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from audit.aggregate.overview import Gap, Overview, SettingRow
    from audit.aggregate.production import Produced
    from audit.aggregate.run import Order, Progress
    from audit.api import (
        aggregate_returns,
        load_checklist,
        load_checklists,
        make_report,
        make_workbook,
        plan,
        produce_overview,
        read_return,
        render,
        score,
        verify,
        write_report,
    )
    from audit.carry_forward.carry import Carried
    from audit.integrity.verification import Verification
    from audit.judgement.plan import Action, ActionPlan
    from audit.judgement.scoring import Finding, Judgement, Level, Score, Scorecard
    from audit.model import Audit, Checklist, Criterion, Duty, Provision, Rating, Response, Setting, Source, Theme
    from audit.problems import AuditError, Problem, Severity, Where
    from audit.report.build import Report
    from audit.report.forms import FORMS, Detail
    from audit.report.write import Written
    from audit.spreadsheet.branding import Look
    from audit.spreadsheet.limits import Limits
    from audit.workbook.read.reader import Return

_HOMES = {
    "audit.aggregate.overview": ("Gap", "Overview", "SettingRow"),
    "audit.aggregate.production": ("Produced",),
    "audit.aggregate.run": ("Order", "Progress"),
    "audit.api": (
        "aggregate_returns",
        "load_checklist",
        "load_checklists",
        "make_report",
        "make_workbook",
        "plan",
        "produce_overview",
        "read_return",
        "render",
        "score",
        "verify",
        "write_report",
    ),
    "audit.carry_forward.carry": ("Carried",),
    "audit.integrity.verification": ("Verification",),
    "audit.judgement.plan": ("Action", "ActionPlan"),
    "audit.judgement.scoring": ("Finding", "Judgement", "Level", "Score", "Scorecard"),
    "audit.model": (
        "Audit", "Checklist", "Criterion", "Duty", "Provision", "Rating", "Response", "Setting", "Source", "Theme",
    ),
    "audit.problems": ("AuditError", "Problem", "Severity", "Where"),
    "audit.report.build": ("Report",),
    "audit.report.forms": ("FORMS", "Detail"),
    "audit.report.write": ("Written",),
    "audit.spreadsheet.branding": ("Look",),
    "audit.spreadsheet.limits": ("Limits",),
    "audit.workbook.read.reader": ("Return",),
}  # fmt: skip
"""The module in which each public name lives."""

__all__ = [
    "FORMS", "Action", "ActionPlan", "Audit", "AuditError", "Carried", "Checklist", "Criterion", "Detail", "Duty",
    "Finding", "Gap", "Judgement", "Level", "Limits", "Look", "Order", "Overview", "Problem", "Produced", "Progress",
    "Provision", "Rating", "Report", "Response", "Return", "Score", "Scorecard", "Setting", "SettingRow", "Severity",
    "Source", "Theme", "Verification", "Where", "Written", "__version__", "aggregate_returns", "load_checklist",
    "load_checklists", "make_report", "make_workbook", "plan", "produce_overview", "read_return", "render", "score",
    "verify", "write_report",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """A public name, from the module it lives in."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
