"""The report as data: plain values for JSON, and a table of every question for CSV."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from audit.judgement.consistency import Inspection, Spot
from audit.judgement.findings import Finding
from audit.judgement.moderation import Agreement, ReviewComparison
from audit.judgement.plan import Action
from audit.judgement.scoring import Lens, Score, Scorecard
from audit.judgement.verdict import Judgement
from audit.model import Place, Provision, Rating, Rule
from audit.model.ratings import COUNTED, counted_as, in_columns
from audit.problems import Problem
from audit.report import public_data
from audit.report.build import Report
from audit.text import harmless

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
    "standing",
    "no_action_because",
    "rests_on",
)
REVIEW_COLUMNS = ("reviewer_rating", "reviewer_reason", "agreed_rating", "agreed_reason")
"""Stand at the end where the return was reviewed."""


def as_json(report: Report) -> str:
    """The report's values as JSON text, sorted where order means nothing, so that two runs can be compared."""
    return json.dumps(as_values(report), indent=2, ensure_ascii=False) + "\n"


def as_values(report: Report) -> dict[str, Any]:
    """The report as dictionaries, lists, text and whole numbers. Blank ratings and absent scores are ``None``.

    Of a public report, the keys of what is withheld are not there.
    """
    if report.record.published:
        return public_data.values(report, report.record.published)
    values = _about(report) | _scored(report) | _answered(report)
    if report.comparison:
        values["review"] = _review(report.comparison)
    return values


def _about(report: Report) -> dict[str, Any]:
    """Whose it is, what it was made from, and by which rule it was scored."""
    audit, setting, provenance = report.audit, report.audit.setting, report.provenance
    return {
        "detail": report.detail,
        "setting": {"kind": setting.kind, "name": setting.name, "urn": setting.urn, "group": setting.group},
        "audit": {
            "checklist": audit.checklist,
            "edition": audit.edition,
            "date": audit.audit_date.isoformat() if audit.audit_date else None,
            "report_date": report.as_of.isoformat(),
            "edition_sentence": report.edition,
            "first_look": audit.first_look,
            "completed_by": audit.completed_by,
        },
        "rule": _rule(report.checklist.rule),
        "provenance": {
            "sha256": provenance.sha256,
            "checklist_digest": provenance.checklist_digest,
            "tool_version": provenance.tool_version,
            "file": provenance.file,
            "answers_sha256": provenance.answers,
            "answers_fingerprint": provenance.fingerprint,
        },
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "weights": {"must": rule.must_weight, "should": rule.should_weight, "advice": rule.advice_weight},
        "act_now": {
            "essentials_not_met": rule.act_now_essentials,
            "musts_not_met": rule.act_now_musts,
            "at_least": rule.act_now_least,
            "and_one_in": rule.act_now_one_in,
            "percent_below": rule.act_now_below,
        },
        "in_place": {
            "musts_partly_met": rule.in_place_musts_partly,
            "met_with_evidence": list(rule.in_place_shown),
            "left_out_one_in": rule.in_place_left_out_one_in,
        },
        "days_by_priority_and_effort": [list(days) for days in rule.days],
        "urgent_within": rule.urgent_within,
        "most_a_week": rule.most_a_week,
    }


def _scored(report: Report) -> dict[str, Any]:
    """The judgement and the scores."""
    judgement = report.card.judgement
    return {
        "judgement": {
            "result": judgement.result,
            "level": judgement.level,
            "caution": judgement.caution,
            "at_best": judgement.at_best,
            **_why(judgement),
            **({"whose": report.comparison.whose} if report.comparison else {}),
        },
        "overall": score_values(report.card.overall),
        "lenses": [_lens(lens) for lens in report.card.lenses],
    }


def _why(judgement: Judgement) -> dict[str, Any]:
    return {
        "sentence": judgement.sentence,
        "reasons": list(judgement.reasons),
        "essentials": {"met_with_evidence": judgement.essentials[0], "of": judgement.essentials[1]},
        "met_with_evidence": {"questions": judgement.shown[0], "of": judgement.shown[1]},
        "before_in_place": [{"ref": step.ref, "title": step.title, "what": step.what} for step in judgement.steps],
    }


def _answered(report: Report) -> dict[str, Any]:
    """The answers, and all that is said of single ones."""
    card = report.card
    return {
        "breaches": [f.criterion.id for f in card.breaches],
        "findings": [_finding(f, report.audit.response(f.criterion.id).rating) for f in card.findings],
        "actions": [_action(a, report.as_of) for a in report.plan.actions],
        "no_actions": [{"ref": n.criterion.id, "because": n.because} for n in report.plan.no_actions],
        "plan_notes": list(report.plan.notes),
        "faults": [_problem(p) for p in report.problems],
        "inspection": _inspection(report.inspection) if report.inspection else None,
    }


def _inspection(seen: Inspection) -> dict[str, Any]:
    return {
        "check_first": [{"ref": p.ref, "cell": _cell(p.place), "reasons": list(p.reasons)} for p in seen.sample],
        "does_not_add_up": [
            {"what": d.doubt, "reason": d.reason, "where": [_spot(s) for s in d.spots]} for d in seen.discrepancies
        ],
        "claimed_and_evidenced": [
            {
                "theme": g.theme,
                "claimed": g.score.so_far,
                "evidenced": g.score.with_evidence,
                "points": g.points,
                "without_evidence": g.bare,
            }
            for g in seen.gaps
        ],
        "evidence_index": [
            {
                "evidence": e.text,
                "where": [_spot(s) for s in e.spots],
                "dated": e.dated or None,
                "older_than_the_year": e.older,
                "kept": e.kept or None,
            }
            for e in seen.evidence
        ],
    }


def _spot(spot: Spot) -> dict[str, Any]:
    return {"ref": spot.ref, "cell": _cell(spot.place)}


def _cell(place: Place | None) -> str | None:
    return str(place) if place else None


def _review(comparison: ReviewComparison) -> dict[str, Any]:
    """Self, reviewer and agreed beside each other: what each comes to, and every pair of ratings."""
    review = comparison.review
    return {
        "self": _card(comparison.own),
        "moderated": _card(comparison.moderated),
        "agreed": _card(comparison.agreed) if comparison.agreed else None,
        "agreement": _agreement(comparison.overall),
        "reviewer": review.reviewer,
        "date": review.day.isoformat() if review.day else None,
        "original_sha256": review.original,
        "answers_fingerprint": review.answers,
        "drawn_with": [{"phrase": d.phrase, "date": d.day.isoformat() if d.day else None} for d in review.draws],
        "altered": list(review.altered),
        "changed_details": list(review.renamed),
        "agreement_by_theme": [{"theme": a.theme, **_agreement(a)} for a in comparison.themes],
        "pairs": [
            {
                "ref": p.ref,
                "self": p.own,
                "reviewer": p.reviewer,
                "direction": p.direction,
                "reason": p.reason,
                "agreed": p.agreed,
                "agreed_reason": p.agreed_reason,
                "cell": _cell(p.place),
                "reviewers": [
                    {
                        "reviewer": name,
                        "rating": o.rating,
                        "reason": o.reason,
                        "agreed": o.agreed,
                        "agreed_reason": o.agreed_reason,
                    }
                    for name, o in p.voices
                ],
            }
            for p in comparison.pairs
        ],
    }


def _card(card: Scorecard) -> dict[str, Any]:
    return {"level": card.judgement.level, "overall": score_values(card.overall)}


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "rated_by_both": agreement.rated,
        "same": agreement.same,
        "share": agreement.share,
        "kappa": agreement.kappa,
    }


def score_values(score: Score) -> dict[str, Any]:
    """A score as plain values: percentages (``None`` where nothing applies), points and counts."""
    return {
        "so_far": score.so_far,
        "best_case": score.best_case,
        "evidenced": score.with_evidence,
        "points": {
            "earned": score.earned,
            "evidenced": score.evidenced,
            "unanswered": score.unanswered,
            "available": score.available,
        },
        **_counts(score),
    }


def _counts(score: Score) -> dict[str, int]:
    numbers = in_columns(score.counts, score.blank)
    return {counted_as(rating): number for rating, number in zip(COUNTED, numbers, strict=True)}


def _lens(lens: Lens) -> dict[str, Any]:
    rows = [{"id": r.id, "title": r.title, "refs": list(r.refs), **score_values(r.score)} for r in lens.rows]
    return {"id": lens.id, "title": lens.title, "overlaps": lens.overlaps, "rows": rows}


def _finding(finding: Finding, own: Rating | None) -> dict[str, Any]:
    """An answer as the leader gave it, and the rating that counts where another was agreed."""
    criterion, response = finding.criterion, finding.response
    return {
        "ref": criterion.id,
        "theme": criterion.theme,
        "title": criterion.title,
        "question": criterion.question,
        "duty": criterion.duty,
        "rating": own,
        **({"agreed_rating": response.rating} if response.rating is not own else {}),
        "breach": finding.breach,
        "evidence": response.evidence,
        "notes": response.notes,
        "cell": _cell(response.place),
        "cites": [_citation(p) for p in criterion.cites],
    }


def _citation(provision: Provision) -> dict[str, Any]:
    return {"provision": provision.id, "citation": provision.citation, "certainty": provision.certainty}


def _action(action: Action, day: date) -> dict[str, Any]:
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
        "standing": action.standing(day),
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
    """A row for every question, with its answer and what follows from it; safe to open in a spreadsheet.

    Of a public report, one row with what it says.
    """
    columns: Sequence[str] = CSV_COLUMNS if not report.comparison else (*CSV_COLUMNS, *REVIEW_COLUMNS)
    rows = _rows(report)
    if report.record.published:
        columns, rows = public_data.COLUMNS, public_data.rows(report, report.record.published)
    out = io.StringIO()
    out.write("\ufeff")  # without it Excel takes the text for another encoding
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for values in rows:
        writer.writerow([harmless(values.get(column, "")) for column in columns])
    return out.getvalue()


def _rows(report: Report) -> Iterator[dict[str, object]]:
    actions = {action.criterion.id: action for action in report.plan.actions}
    reviewed = {pair.ref: pair for pair in report.comparison.pairs} if report.comparison else {}
    own = {response.ref: response.rating for response in report.audit.responses}
    reasons = {item.criterion.id: item.because for item in report.plan.no_actions}
    for finding in report.card.findings:
        criterion, response = finding.criterion, finding.response
        values: dict[str, object] = {
            "ref": criterion.id,
            "theme": report.checklist.theme(criterion.theme).title,
            "question": criterion.question,
            "duty": criterion.duty.meaning,
            "rating": own.get(criterion.id) or "",
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
                "standing": action.standing(report.as_of),
            }
        if pair := reviewed.get(criterion.id):
            values |= {
                "reviewer_rating": pair.reviewer or "",
                "reviewer_reason": pair.reason,
                "agreed_rating": pair.agreed or "",
                "agreed_reason": pair.agreed_reason,
            }
        yield values


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
