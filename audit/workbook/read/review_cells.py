"""What a reviewer wrote in a review: ratings and reasons, who they are, and whether the leader's words were kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from audit.judgement.review import LONGEST_PHRASE, MOST_DRAWS, Draw, Opinion, Review, fingerprint
from audit.model import Audit, Rating, Response, Setting
from audit.text import plain
from audit.workbook import layout
from audit.workbook.read import rating_cells, setting_cells, voice_rows
from audit.workbook.read.cell_values import as_date, as_text
from audit.workbook.read.problem_log import ProblemLog
from audit.workbook.read.question_sheet import QuestionSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedWorkbook:
    """What the reading of a workbook has come upon.

    ``details`` is what the workbook says of itself; ``cells`` the cells beside the labels of its first sheet;
    ``untyped`` the cells with a formula or an error value, none of which is an answer; ``voices`` the rows of the sheet
    with what several reviewers wrote.
    """

    table: QuestionSheet
    details: Mapping[str, str]
    cells: setting_cells.Cells
    untyped: frozenset[str]
    log: ProblemLog
    voices: voice_rows.VoiceSheet | None = None


def read(found: ReviewedWorkbook, audit: Audit) -> Review | None:
    """The review that a workbook holds beside the leader's answers; ``None`` where it is none."""
    if "reviewer_rating" not in found.table.columns and "review_of" not in found.details:
        return None
    review = Review(
        reviewer=as_text(found.cells["reviewer"][0]) if "reviewer" in found.cells else "",
        day=setting_cells.day(found.cells, "review_day", "review", found.log, since=audit.audit_date),
        original=found.details.get("review_of", ""),
        answers=found.details.get("review_answers", ""),
        draws=tuple(_draws(found.details.get("review_draws", ""))),
        opinions=tuple(opinion for response in audit.responses if (opinion := _opinion(found, response))),
        altered=tuple(_altered(found, audit)),
        renamed=tuple(label for label, _, _ in _renamed(found.details, found.cells)),
        voices=voice_rows.read(found.voices, {r.ref for r in audit.responses}, found.log) if found.voices else (),
    )
    if review.empty:
        found.log.say("V22", found.table.place(found.table.header, "reviewer_rating"))
    return review


def restored(details: Mapping[str, str], cells: setting_cells.Cells, audit: Audit, log: ProblemLog) -> Audit:
    """The audit with the setting's own details, where they were changed in a review; each change is said."""
    for label, before, now in _renamed(details, cells):
        log.say(
            "V21", cells[_FIELDS[label]][1] if _FIELDS[label] in cells else None, label=label, before=before, now=now
        )
    own = {n: details[f"{layout.DETAIL}{n}"] for n, _ in layout.SETTING_LABELS if f"{layout.DETAIL}{n}" in details}
    if not own:
        return audit
    setting = {name: words for name, words in own.items() if name in _OF_SETTING}
    day = own.get("audit_date")
    return replace(
        audit,
        setting=replace(audit.setting, **setting),
        completed_by=own.get("completed_by", audit.completed_by),
        audit_date=audit.audit_date if day is None else _day(day),
    )


_FIELDS: Mapping[str, layout.SettingField] = {label: name for name, label in layout.SETTING_LABELS}
_OF_SETTING = frozenset({"name", "urn", "group"}) & frozenset(Setting.__dataclass_fields__)


def _renamed(details: Mapping[str, str], cells: setting_cells.Cells) -> Iterator[tuple[str, str, str]]:
    """Each detail of the setting that is no longer as when the review began: its label, what it was, what it is."""
    for name, label in layout.SETTING_LABELS:
        before = details.get(f"{layout.DETAIL}{name}")
        if before is None:
            continue
        now = " ".join(as_text(cells[name][0]).split()) if name in cells else ""
        same = _day(now) == _day(before) if name == "audit_date" else plain(now) == plain(before)
        if not same:
            yield label, before or "blank", now or "blank"


def _draws(text: str) -> Iterator[Draw]:
    """What the sample was drawn with, a line each: the day, or a dash, and the phrase."""
    for line in text.splitlines()[:MOST_DRAWS]:
        day, _, phrase = line.partition(" ")
        if phrase := phrase.strip()[:LONGEST_PHRASE]:
            yield Draw(phrase=phrase, day=_day(day))


def _day(text: str) -> date | None:
    try:
        return as_date(text)
    except ValueError:
        return None


def _opinion(found: ReviewedWorkbook, response: Response) -> Opinion | None:
    if response.place is None:  # the question is missing from the workbook
        return None
    row = response.place.row - 1
    opinion = Opinion(
        ref=response.ref,
        rating=_rating(found, row, "reviewer_rating"),
        reason=_text(found, row, "reviewer_reason"),
        agreed=_rating(found, row, "agreed_rating"),
        agreed_reason=_text(found, row, "agreed_reason"),
        place=found.table.place(row, "reviewer_rating"),
    )
    if opinion.rating and opinion.rating is not response.rating and not opinion.reason:
        found.log.say("V17", opinion.place, ref=response.ref)
    return None if opinion.empty else opinion


def _rating(found: ReviewedWorkbook, row: int, field: str) -> Rating | None:
    read = rating_cells.read(_text(found, row, field), found.table.place(row, field), found.log)
    return read.rating if read else None


def _text(found: ReviewedWorkbook, row: int, field: str) -> str:
    return "" if found.table.place(row, field).cell in found.untyped else found.table.text(row, field)


def _altered(found: ReviewedWorkbook, audit: Audit) -> Iterator[str]:
    """The answers of the leader that are no longer as they were when the review began."""
    for response in audit.responses:
        before = found.details.get(f"{layout.FINGERPRINT}{response.ref}")
        if before and before != fingerprint(response):
            found.log.say("V16", response.place, ref=response.ref)
            yield response.ref
