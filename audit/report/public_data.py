"""A public report as data: the same as its page, and no more."""

from collections.abc import Iterator
from typing import Any

from audit.report.build import Report
from audit.report.published import Published

COLUMNS = ("kind", "checklist", "edition", "month", "judgement", "points_from", "points_to", "commitment", "themes")
"""Of a public report."""


def values(report: Report, said: Published) -> dict[str, Any]:
    """All that a public report says: the same as its page."""
    made_from = report.provenance
    titles = {theme.id: theme.title for theme in report.checklist.themes}
    bands = [
        {"id": one.id, "title": titles[one.id], "points_percent": {"from": one.low, "to": one.high}}
        for one in said.themes
    ]
    return {
        "detail": report.detail,
        "setting": {"kind": report.audit.setting.kind},
        "audit": {"checklist": report.audit.checklist, "edition": report.audit.edition, "month": _month(report)},
        "judgement": {"level": said.level, "points_percent": {"from": said.low, "to": said.high}},
        **({"themes": bands} if bands else {}),
        "provenance": {
            "checklist_digest": made_from.checklist_digest,
            "tool_version": made_from.tool_version,
            "commitment": made_from.commitment or None,
        },
    }


def _month(report: Report) -> str:
    return f"{report.day:%Y-%m}"


def rows(report: Report, said: Published) -> Iterator[dict[str, object]]:
    """The one row of its table."""
    audit = report.audit
    yield {
        "kind": audit.setting.kind,
        "checklist": audit.checklist,
        "edition": audit.edition,
        "month": _month(report),
        "judgement": said.level.value,
        "points_from": said.low,
        "points_to": said.high,
        "commitment": report.provenance.commitment,
        "themes": "; ".join(f"{one.id} {one.low}-{one.high}" for one in said.themes),
    }
