"""The report as data: plain values for JSON, and a table of every question for CSV."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from audit.model import Provision
from audit.plan import Action, ActionPlan
from audit.problems import Problem
from audit.report.build import Report
from audit.scoring import Finding, Lens, Score

CSV_COLUMNS = (
    "ref",
    "theme",
    "question",
    "duty",
    "rating",
    "evidence",
    "notes",
    "breach",
    "priority",
    "action",
    "action_suggested",
    "owner",
    "owner_suggested",
    "due",
    "due_suggested",
    "no_action_because",
    "rests_on",
)


def as_json(report: Report) -> str:
    """The report's values as JSON text, sorted where order means nothing, so that two runs can be compared."""
    return json.dumps(as_values(report), indent=2, ensure_ascii=False) + "\n"


def as_values(report: Report) -> dict[str, Any]:
    """The report as dictionaries, lists, text and whole numbers. Blank ratings and absent scores are ``None``."""
    card, audit = report.card, report.audit
    return {
        "setting": {
            "name": audit.setting.name,
            "kind": audit.setting.kind,
            "urn": audit.setting.urn,
            "group": audit.setting.group,
        },
        "audit": {
            "checklist": audit.checklist,
            "edition": audit.edition,
            "date": audit.audit_date.isoformat() if audit.audit_date else None,
            "completed_by": audit.completed_by,
            "report_date": report.as_of.isoformat(),
            "edition_sentence": report.edition,
        },
        "judgement": {
            "level": card.judgement.level,
            "reasons": list(card.judgement.reasons),
            "what_would_change_it": card.judgement.what_would_change_it,
        },
        "overall": score_values(card.overall),
        "breaches": [f.criterion.id for f in card.breaches],
        "lenses": [_lens(lens) for lens in card.lenses],
        "findings": [_finding(f) for f in card.findings],
        "actions": [_action(a) for a in report.plan.actions],
        "no_actions": [{"ref": n.criterion.id, "because": n.because} for n in report.plan.no_actions],
        "faults": [_problem(p) for p in report.problems],
        "rule": {
            "weights": {
                "must": report.checklist.rule.must_weight,
                "should": report.checklist.rule.should_weight,
                "advice": report.checklist.rule.advice_weight,
            },
            "act_now_below": report.checklist.rule.act_now_below,
            "secure_from": report.checklist.rule.secure_from,
            "days_by_priority": list(report.checklist.rule.days),
        },
        "provenance": {
            "file": report.provenance.file,
            "sha256": report.provenance.sha256,
            "checklist_digest": report.provenance.checklist_digest,
            "tool_version": report.provenance.tool_version,
        },
    }


def score_values(score: Score) -> dict[str, Any]:
    """A score as plain values: percentages (``None`` where nothing applies), half-points and counts."""
    return {
        "so_far": score.so_far,
        "best_case": score.best_case,
        "evidenced": score.with_evidence,
        "half_points": {
            "earned": score.earned,
            "evidenced": score.evidenced,
            "unanswered": score.unanswered,
            "available": score.available,
        },
        "met": score.met,
        "partly_met": score.partly,
        "not_met": score.not_met,
        "unanswered": score.blank,
        "not_applicable": score.not_applicable,
    }


def _lens(lens: Lens) -> dict[str, Any]:
    rows = [{"id": r.id, "title": r.title, "refs": list(r.refs), **score_values(r.score)} for r in lens.rows]
    return {"id": lens.id, "title": lens.title, "overlaps": lens.overlaps, "rows": rows}


def _finding(finding: Finding) -> dict[str, Any]:
    criterion, response = finding.criterion, finding.response
    return {
        "ref": criterion.id,
        "theme": criterion.theme,
        "title": criterion.title,
        "question": criterion.question,
        "duty": criterion.duty,
        "rating": response.rating,
        "breach": finding.breach,
        "evidence": response.evidence,
        "notes": response.notes,
        "cell": str(response.place) if response.place else None,
        "cites": [_citation(p) for p in criterion.cites],
    }


def _citation(provision: Provision) -> dict[str, Any]:
    return {"provision": provision.id, "citation": provision.citation, "certainty": provision.certainty}


def _action(action: Action) -> dict[str, Any]:
    return {
        "ref": action.criterion.id,
        "priority": action.priority,
        "what": action.what,
        "what_suggested": action.what_suggested,
        "owner": action.owner,
        "owner_suggested": action.owner_suggested,
        "due": action.due.isoformat() if action.due else None,
        "due_words": action.due_words,
        "due_suggested": action.due_suggested,
        "effort": action.criterion.effort,
        "done_when": action.done_when,
    }


def _problem(found: Problem) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity,
        "where": str(found.where),
        "message": found.message,
        "fix": found.fix,
    }


def as_csv(report: Report) -> str:
    """A row for every question, with its answer and what follows from it; safe to open in a spreadsheet."""
    out = io.StringIO()
    out.write("\ufeff")  # without it Excel takes the text for another encoding
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for values in _rows(report):
        writer.writerow([harmless(values.get(column, "")) for column in CSV_COLUMNS])
    return out.getvalue()


def harmless(value: object) -> str:
    """A value that no spreadsheet program takes for a formula when it opens a CSV file."""
    text = str(value)
    return f"'{text}" if text.lstrip(" \u00a0\n")[:1] in {"=", "+", "-", "@", "\t", "\r", "|", "%"} else text


def _rows(report: Report) -> Iterator[dict[str, object]]:
    actions = {action.criterion.id: action for action in report.plan.actions}
    reasons = _because(report.plan)
    for finding in report.card.findings:
        criterion, response = finding.criterion, finding.response
        values: dict[str, object] = {
            "ref": criterion.id,
            "theme": report.checklist.theme(criterion.theme).title,
            "question": criterion.question,
            "duty": criterion.duty.meaning,
            "rating": response.rating or "",
            "evidence": response.evidence,
            "notes": response.notes,
            "breach": _yes(finding.breach),
            "no_action_because": reasons.get(criterion.id, ""),
            "rests_on": "; ".join(p.citation for p in criterion.cites),
        }
        if action := actions.get(criterion.id):
            values |= {
                "priority": action.priority,
                "action": action.what,
                "action_suggested": _yes(action.what_suggested),
                "owner": action.owner,
                "owner_suggested": _yes(action.owner_suggested),
                "due": action.due.isoformat() if action.due else action.due_words,
                "due_suggested": _yes(action.due_suggested),
            }
        yield values


def _because(plan: ActionPlan) -> dict[str, str]:
    return {item.criterion.id: item.because for item in plan.no_actions}


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
