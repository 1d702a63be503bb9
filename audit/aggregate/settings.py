"""Each setting as one row: what the register knows of it, and what its counted return amounts to."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from audit.aggregate.match import Matched, MatchedSetting
from audit.aggregate.overview import ChaseLine, SettingRow, State
from audit.aggregate.record import ReturnRecord
from audit.judgement.scoring import Score
from audit.judgement.verdict import Level
from audit.model import ANY_KIND, Checklist
from audit.problems import is_fault
from audit.text import composed, identifier


def rows(matched: Matched, checklist: Checklist, as_of: date) -> tuple[SettingRow, ...]:
    """A row for every setting, in the order of their names."""
    titles = {kind.id: kind.title for kind in checklist.kinds}
    made = [_row(party, matched.checklist, titles, as_of) for party in matched.parties]
    return tuple(sorted(made, key=lambda row: (row.name.casefold(), row.key)))


def _row(party: MatchedSetting, checklist: str, titles: Mapping[str, str], as_of: date) -> SettingRow:
    expected, counted = party.expected, party.counted
    may_be = () if expected else party.waiting  # what may be a setting's own says nothing of one that is expected
    record = counted.record if counted else next((one.record for one in (*party.sent, *may_be)), None)
    kind = (record.kind if counted and record else "") or (expected.kind if expected else "")
    kind = kind or (record.kind if record else ANY_KIND)
    due = expected.due if expected else None
    audit_date = date.fromisoformat(counted.record.audit_date) if counted and counted.record.audit_date else None
    row = SettingRow(
        key=party.key,
        name=(expected.name if expected else "") or (record.name if record else "") or _unnamed(party),
        kind=kind,
        kind_title=titles.get(kind, "Kind not said"),
        urn=(expected.urn if expected else "") or (identifier(record.urn) if record else ""),
        phase=expected.phase if expected else "",
        area=expected.area if expected else "",
        group=composed((expected.group if expected else "") or (record.group if record else "")),
        contact=expected.contact if expected else "",
        expected=expected is not None,
        state=_state(party, checklist),
        file=counted.address if counted else "",
        sha256=counted.record.sha256 if counted else "",
        audit_date=audit_date,
        due=due,
        late=bool(due and ((audit_date or as_of) > due if counted else as_of > due)),
    )
    return _with_figures(row, counted.record, as_of) if counted else row


def _unnamed(party: MatchedSetting) -> str:
    return f"A setting that gave no name ({party.sent[0].address})" if party.sent else party.key


def _state(party: MatchedSetting, checklist: str) -> State:
    sent = [one.record for one in party.sent if one.address not in party.outside]
    holds = (
        (State.RETURNED, party.counted is not None),
        (State.ANOTHER_FORM, any(one.checklist != checklist and not (one.blank or one.part) for one in sent)),
        (State.BLANK, any(one.blank and one.checklist == checklist for one in sent)),
        (State.IN_PARTS, any(one.part and not one.first_look for one in sent)),
        (State.FIRST_LOOK, any(one.first_look for one in sent)),
        (State.UNREADABLE, bool(party.unreadable)),
        (State.WAITING, bool(party.waiting)),
        (State.ANOTHER_YEAR, bool(party.outside)),
    )
    return next((state for state, so in holds if so), State.MISSING)


def _with_figures(row: SettingRow, record: ReturnRecord, as_of: date) -> SettingRow:
    score, themes = record.score, [Score.of_sums(theme) for theme in record.scores[1:]]
    return replace(
        row,
        level=Level(record.level),
        so_far=score.so_far,
        best_case=score.best_case,
        evidenced=score.with_evidence,
        counts=score.counts,
        unanswered=score.blank,
        themes=tuple(theme.so_far for theme in themes),
        points=(score.earned, score.available),
        theme_points=tuple((theme.earned, theme.available) for theme in themes),
        answers=record.answers,
        law=record.law,
        guidance=record.guidance,
        actions=record.actions,
        faults=sum(is_fault(p) for p in record.problems("")),
        **(_of_review(record) if record.reviewer else {}),
        other_edition=next((message for code, _, message, _ in record.faults if code == "W03"), ""),
        **_of_actions(record, as_of),
    )


def _of_actions(record: ReturnRecord, as_of: date) -> dict[str, Any]:
    still_open = [(due, ref) for ref, due, done in record.written if not done]
    overdue = sorted((date.fromisoformat(due), ref) for due, ref in still_open if due and due < as_of.isoformat())
    return {
        "closed": len(record.written) - len(still_open),
        "still_open": len(still_open),
        "overdue": len(overdue),
        "oldest": overdue[0] if overdue else None,
    }


def _of_review(record: ReturnRecord) -> dict[str, Any]:
    return {
        "reviewer": record.reviewer,
        "reviewed": record.reviewed,
        "agreed": record.agreed,
        "accepted": record.accepted,
        "own_level": Level(record.own_level),
        "own_so_far": Score.of_sums(record.own).so_far,
        "moderated_level": Level(record.moderated_level),
        "moderated_so_far": Score.of_sums(record.moderated).so_far,
        "self_answers": record.self_answers,
        "reviewer_answers": record.reviewer_answers,
    }


_CHASE = {
    State.MISSING: ("Not returned", "Please send your return."),
    State.BLANK: ("Returned blank", "Your return had no answers in it. Please fill it in and send it again."),
    State.UNREADABLE: ("Could not be read", "Your file could not be read. Please save it again and send it again."),
    State.IN_PARTS: ("Returned in parts", "Please put the parts of your return together and send it as one workbook."),
    State.FIRST_LOOK: (
        "Returned a first look",
        "Thank you for your first look. Please answer the other questions too and send the whole.",
    ),
    State.WAITING: (
        "A return that may be theirs waits for a decision",
        "The name and the identifier of a return that may be yours do not agree. Please send it again with your own.",
    ),
    State.ANOTHER_YEAR: (
        "Returned for another year",
        "Your return is dated in another year. Please send this year's, or correct its date and send it again.",
    ),
}


def chase(settings: Iterable[SettingRow]) -> tuple[ChaseLine, ...]:
    """Who has to be written to: expected settings with nothing to count, a late return, or one of another edition."""
    return tuple(line for row in settings if row.expected for line in _chased(row))


def _chased(row: SettingRow) -> Iterable[ChaseLine]:
    if row.state in _CHASE:
        reason, what = _CHASE[row.state]
        yield _line(row, f"{reason}, and the due date has passed" if row.late else reason, what)
        return
    if row.other_edition:
        yield _line(row, "Returned on another edition", "Please use the workbook of this edition that we sent you.")
    if row.late:
        yield _line(row, "Returned late", "Thank you for your return. It was dated after the due date.")


def _line(row: SettingRow, reason: str, what_to_do: str) -> ChaseLine:
    return ChaseLine(
        key=row.key,
        name=row.name,
        urn=row.urn,
        kind=row.kind,
        kind_title=row.kind_title,
        phase=row.phase,
        area=row.area,
        group=row.group,
        contact=row.contact,
        reason=reason,
        what_to_do=what_to_do,
        due=row.due,
        file=row.file,
    )
