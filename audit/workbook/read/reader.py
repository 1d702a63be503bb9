"""A filled workbook becomes an :class:`~audit.model.Audit`; everything wrong with it is said, with its cell.

Answers are found by the words of the headings and by Ref. Where they stand does not matter: rows may be sorted or
inserted, columns added, sheets renamed. "It could be read" never means "it is complete": every question of the
checklist has to be found, and each one that is not is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from string import ascii_uppercase

from audit.checklist.load import load, load_all, load_forms, nearest_kind
from audit.judgement.findings import Finding, weight_words
from audit.judgement.reasons import gives_reason
from audit.judgement.review import Review, agreed
from audit.model import ANY_KIND, Audit, Checklist, Place, Response
from audit.model.ratings import LEFT_OUT
from audit.problems import AuditError, Problem
from audit.spreadsheet import guard
from audit.spreadsheet.coordinates import letter
from audit.spreadsheet.rows import Sheets
from audit.workbook import layout
from audit.workbook.read import (
    form_reader,
    identity,
    merged_cells,
    plan_sheet,
    question_sheet,
    responses,
    review_cells,
    setting_cells,
    voice_rows,
)
from audit.workbook.read.problem_log import ProblemLog

LIMITS = guard.Limits(unread=layout.NEVER_ASK, unread_beside=layout.CHECKLIST)
"""What a return may be. Our own sheets that are never read, half of a file, are not even unpacked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One file and what came of it: the audit, unless it was refused, and everything wrong with it.

    ``audit_date_at`` is the cell of the date of the audit.
    ``columns`` has each field of a response with the letter of its column on the sheet of questions.
    """

    file: str
    problems: tuple[Problem, ...]
    sha256: str = ""
    checklist: Checklist | None = None
    audit: Audit | None = None
    review: Review | None = None
    audit_date_at: Place | None = None
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing could be read, so that there is nothing to score."""
        return self.audit is None

    @property
    def unread(self) -> tuple[Response, ...]:
        """The responses whose rating was written and could not be read: they earn nothing, and are not unanswered."""
        found = {f.where.spot for f in self.problems if f.code in _UNREAD}
        beside = {_row(f.where.spot) for f in self.problems if f.code in {"W12", "M05"}}
        return tuple(
            r
            for r in (self.audit.responses if self.audit else ())
            if r.rating is None and (r.rating_words or str(r.place) in found or _row(str(r.place)) in beside)
        )

    @property
    def unanswered(self) -> tuple[Response, ...]:
        """The responses in rows of the workbook that have no rating, and nothing that could be one."""
        unread = {response.ref for response in self.unread}
        responses = self.audit.responses if self.audit else ()
        return tuple(r for r in responses if r.rating is None and r.place and r.ref not in unread)


def on_day(returned: Return, day: date) -> Return:
    """A return as it is seen on a day: an audit that is dated after it has a fault more."""
    dated = returned.audit.audit_date if returned.audit else None
    if dated is None or dated <= day or any(found.code == "W53" for found in returned.problems):
        return returned
    log = ProblemLog(returned.file)
    log.say("W53", returned.audit_date_at, dated=f"{dated:%d/%m/%Y}", day=f"{day:%d/%m/%Y}")
    return replace(returned, problems=(*returned.problems, *log.found))


def with_every_part(returned: Return, data: bytes, limits: guard.Limits | None = None) -> Return:
    """A return as it is seen once the parts of its file in which no answer stands are looked at as well."""
    if returned.refused or not (part := guard.broken_part(data, limits or LIMITS)):
        return returned
    log = ProblemLog(returned.file)
    log.say("F20", None, part=part)
    return replace(returned, problems=(*returned.problems, *log.found))


_UNREAD = frozenset({"W11", "W18", "M01", "M02", "M10", "M12"})
"""What is said at a rating cell in which something stands that is no rating."""


def _row(spot: str) -> str:
    """The sheet and the row of a cell."""
    sheet, _, cell = spot.rpartition("!")
    return f"{sheet}!{cell.lstrip(ascii_uppercase)}"


def read(path: Path, *, folder: Path | None = None, limits: guard.Limits | None = None) -> Return:
    """Read one workbook. Never raises for what a file holds: a file that is refused comes back with its faults.

    Args:
        path: a ``.xlsx``, ``.xlsm`` or ``.ods`` file; what it is is seen from its contents, not from its name.
        folder: checklists of one's own, beside ours.
        limits: what is too large; ``LIMITS`` if not said.
    """
    try:
        checked = guard.check(path, limits or LIMITS)
    except AuditError as fault:
        return Return(file=path.name, problems=fault.problems)
    return _read(checked, path.name, folder)


def read_bytes(data: bytes, name: str, *, folder: Path | None = None, limits: guard.Limits | None = None) -> Return:
    """Read a workbook that is not on this disk: its bytes (one more than the limit is enough) and its name."""
    try:
        checked = guard.check_bytes(data, name, limits or LIMITS)
    except AuditError as fault:
        return Return(file=name, problems=fault.problems)
    return _read(checked, name, folder)


def _read(checked: guard.Checked, file: str, folder: Path | None) -> Return:
    log = ProblemLog(file)
    try:
        sheets = Sheets(checked, file)
        if form := _form(checked, sheets, folder, log):
            return _of_form(form, checked, sheets, folder, log)
        found = _questions(sheets, log)
        checklist, audit, review, dated_at = _audit(checked, sheets, found, folder, log)
    except AuditError as fault:
        return Return(file=file, problems=fault.problems, sha256=checked.sha256)
    return Return(
        file=file,
        problems=tuple(log.found),
        sha256=checked.sha256,
        checklist=checklist,
        audit=audit,
        review=review,
        audit_date_at=dated_at,
        columns=tuple((name, letter(column)) for name, column in found.columns.items()),
    )


def _form(
    checked: guard.Checked, sheets: Sheets, folder: Path | None, log: ProblemLog
) -> form_reader.FittingForm | None:
    """The form of somebody else's that a workbook is; ``None`` where it is one of ours."""
    mappings = load_forms(folder)
    if not mappings or identity.from_properties(checked):
        return None
    if layout.META in sheets and identity.from_sheet(sheets[layout.META]):
        return None
    return form_reader.fitting(mappings, sheets, log)


def _of_form(
    form: form_reader.FittingForm, checked: guard.Checked, sheets: Sheets, folder: Path | None, log: ProblemLog
) -> Return:
    checklist = load(form.mapping.id, form.mapping.kind, folder)
    read_form = form_reader.read(form, checked, sheets, checklist, log)
    return Return(
        file=log.file,
        problems=tuple(log.found),
        sha256=checked.sha256,
        checklist=checklist,
        audit=read_form.audit,
        review=read_form.review,
        audit_date_at=read_form.dated_at,
    )


def _questions(sheets: Sheets, log: ProblemLog) -> question_sheet.QuestionSheet:
    """The sheet with the questions; of an action plan it is said that it is one."""
    try:
        return question_sheet.find(sheets, log)
    except AuditError as fault:
        if plan_sheet.is_plan(sheets):
            raise log.refuse_alone("B16") from fault
        raise


def _audit(
    checked: guard.Checked,
    sheets: Sheets,
    found: question_sheet.QuestionSheet,
    folder: Path | None,
    log: ProblemLog,
) -> tuple[Checklist, Audit, Review | None, Place | None]:
    found, merged = merged_cells.left_blank(found, guard.merged_ranges(checked, found.sheet))
    cells = setting_cells.find(sheets)
    details = _identify(checked, sheets, found, folder, log)
    checklist = _checklist(details, cells, folder, log)
    first_look = frozenset(details.get("first_look", "").split())
    part = first_look or _part(details, log)
    untyped = guard.untyped_cells(checked, found.sheet)
    setting, completed_by, audit_date = setting_cells.read(cells, checklist, log)
    about = Audit(
        checklist=checklist.id,
        edition=checklist.edition,
        setting=setting,
        responses=(),
        audit_date=audit_date,
        completed_by=completed_by,
        first_look=bool(first_look),
    )
    if "review_of" in details:
        about = review_cells.restored(details, cells, about, log)
    asked = responses.AskedQuestions(checklist=checklist, part=part, audit_date=about.audit_date)
    answered, strays = responses.read(found, asked, untyped, log)
    merged_cells.warn(found, merged, (r for r in answered if part is None or r.ref in part), log)
    if all(r.rating is None for r in answered):
        log.say("W04", found.place(found.header, "rating"))
    audit = replace(about, responses=answered, strays=strays)
    voices = voice_rows.find(sheets) if "review_of" in details else None
    seen = review_cells.ReviewedWorkbook(
        table=found, details=details, cells=cells, untyped=untyped, log=log, voices=voices
    )
    review = review_cells.read(seen, audit)
    _look_at_left_out(checklist, audit, agreed(review) if review else {}, log)
    return checklist, audit, review, cells["audit_date"][1] if "audit_date" in cells else None


def _look_at_left_out(checklist: Checklist, audit: Audit, accepted: Mapping[str, str], log: ProblemLog) -> None:
    """Say of each question that is left out with a reason why it counts as unanswered all the same."""
    for criterion in checklist.criteria:
        response = audit.response(criterion.id)
        if response.rating not in LEFT_OUT or not gives_reason(response.notes):
            continue  # without a reason, that has been said at its cell
        if Finding.of(criterion, response, agreed=accepted.get(criterion.id)).not_accepted:
            log.say("W46", response.place, what=weight_words(criterion))


def _identify(
    checked: guard.Checked, sheets: Sheets, found: question_sheet.QuestionSheet, folder: Path | None, log: ProblemLog
) -> Mapping[str, str]:
    """The workbook's own details: from its hidden sheet, else its properties, else guessed by its Refs."""
    for name in sorted(sheets, key=lambda name: name != layout.META):
        if name not in question_sheet.NEVER_ASK and (details := identity.from_sheet(sheets[name])):
            return details
    if details := identity.from_properties(checked):
        return details
    refs = {found.text(row, "ref") for row in range(found.header + 1, len(found.rows))} - {""}
    guess = identity.from_refs(refs, load_all(folder))
    if guess is None:
        raise responses.none_of_ours(found, log, "a checklist that is here")
    log.say("W20", checklist=guess["checklist"])
    return guess


def _checklist(
    details: Mapping[str, str], cells: setting_cells.Cells, folder: Path | None, log: ProblemLog
) -> Checklist:
    """The checklist that the workbook was made from, as its kind of setting is asked it."""
    written = details.get("format", str(layout.FORMAT))
    if written.isdigit() and int(written) > layout.FORMAT:
        raise log.refuse("W17", theirs=written, ours=layout.FORMAT)
    known = [c.id for c in load_all(folder)]
    name = details.get("checklist", "")
    if name not in known:
        raise log.refuse("W02", checklist=name, known=", ".join(known))
    whole = load(name, folder=folder)
    kind = _kind(details, cells, whole, log)
    if details.get("digest", whole.digest) != whole.digest:
        log.say("W03", theirs=details.get("edition", "unknown"), ours=whole.edition)
    return load(name, kind, folder)


def _kind(details: Mapping[str, str], cells: setting_cells.Cells, whole: Checklist, log: ProblemLog) -> str:
    """The kind that the workbook was made for; where its details are gone, the kind that it shows."""
    kind, kinds = details.get("kind", ANY_KIND), [k.id for k in whole.kinds]
    if "guessed" in details:
        return setting_cells.shown_kind(cells, whole)
    if gone := next((k for k in whole.retired_kinds if k.id == kind), None):
        log.say("W42", title=gone.title, known=gone.replaced_by)
    elif kind and kind not in kinds:
        log.say("W21", kind=kind, hint=nearest_kind(kind, whole.kinds), known=tuple(kinds))
        kind = ANY_KIND
    setting_cells.compare_kind(cells, whole.for_kind(kind), log)
    return kind


def _part(details: Mapping[str, str], log: ProblemLog) -> frozenset[str] | None:
    """The Refs of a workbook that is one part of several; ``None`` for a whole one."""
    refs = details.get("part_refs", "").split()
    if not refs:
        return None
    log.say("W24", part=details.get("part", "one part"))
    return frozenset(refs)
