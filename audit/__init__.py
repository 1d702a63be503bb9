"""Check how well an organisation shares information to safeguard children.

A checklist (YAML) asks; a workbook is filled; it is scored, and a report says what to do next. ``docs/python.md`` shows
how to do all that from a program; :mod:`audit.api` has more functions. To import this package alone costs next to
nothing: what a name needs is imported when the name is first used.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # as checkers of types know it; the module it stands in takes 7 ms to import

if TYPE_CHECKING:
    from audit.api import (
        FORMS,
        Detail,
        aggregate_returns,
        audit_year,
        begin,
        begin_first_look,
        load_checklist,
        load_checklists,
        make_order,
        make_report,
        make_workbook,
        plan,
        produce_overview,
        progress,
        progress_report,
        read_plan,
        read_return,
        redact,
        render,
        score,
        verify,
        write_report,
    )
    from audit.api.values import (
        Action,
        ActionPlan,
        Audit,
        AuditError,
        AuditYear,
        Carried,
        Checklist,
        Criterion,
        Duty,
        Finding,
        Gap,
        Judgement,
        Level,
        Limits,
        Look,
        Order,
        Overview,
        PlanFile,
        PlanProgress,
        Problem,
        Produced,
        Progress,
        Provision,
        Rating,
        Report,
        Response,
        Return,
        Score,
        Scorecard,
        Setting,
        SettingRow,
        Severity,
        Source,
        Theme,
        Verification,
        Where,
        Written,
    )

__all__ = [
    "FORMS",
    "Action",
    "ActionPlan",
    "Audit",
    "AuditError",
    "AuditYear",
    "Carried",
    "Checklist",
    "Criterion",
    "Detail",
    "Duty",
    "Finding",
    "Gap",
    "Judgement",
    "Level",
    "Limits",
    "Look",
    "Order",
    "Overview",
    "PlanFile",
    "PlanProgress",
    "Problem",
    "Produced",
    "Progress",
    "Provision",
    "Rating",
    "Report",
    "Response",
    "Return",
    "Score",
    "Scorecard",
    "Setting",
    "SettingRow",
    "Severity",
    "Source",
    "Theme",
    "Verification",
    "Verified",
    "Where",
    "Written",
    "__version__",
    "aggregate_returns",
    "audit_year",
    "begin",
    "begin_first_look",
    "load_checklist",
    "load_checklists",
    "make_order",
    "make_report",
    "make_workbook",
    "plan",
    "produce_overview",
    "progress",
    "progress_report",
    "read_plan",
    "read_return",
    "redact",
    "render",
    "score",
    "verify",
    "write_report",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from audit import api
    from audit.api import values

    return getattr(api if name in api.__all__ else values, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
