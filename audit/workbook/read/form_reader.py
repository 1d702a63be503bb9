"""A filled form of somebody else's becomes an :class:`~audit.model.Audit` whose places are its own cells.

Which form it is follows from the questions that stand in it. Every question that is expected is found or named, and
what cannot be read is named at its cell, in the words of the form.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.checklist.forms import FormMapping
from audit.judgement.review import Opinion, Review, answers_fingerprint
from audit.model import Audit, Checklist, Place, Response
from audit.spreadsheet import guard
from audit.spreadsheet.rows import Sheets
from audit.text import shortened
from audit.workbook.read import form_tables, merged_cells, setting_cells
from audit.workbook.read.form_answers import FormAnswers, same
from audit.workbook.read.form_tables import FormRow
from audit.workbook.read.problem_log import ProblemLog

_HALF = 2
"""A workbook with one in so many of a form's questions is that form, whatever happened to it."""
_LONGEST_NAMED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingForm:
    """A form that a workbook is, and its rows there."""

    mapping: FormMapping
    rows: tuple[FormRow, ...]

    @property
    def found(self) -> int:
        """How many of its questions stand in the workbook."""
        return len({row.ref for row in self.rows} - {""})

    @property
    def share(self) -> float:
        """The same as a share of all that it asks."""
        return self.found / len(self.mapping.questions)

    @property
    def rank(self) -> tuple[float, int, int]:
        """How well it fits: the share that was found, how many that are, and how many of them in the very words."""
        exact = {row.ref for row in self.rows if not row.near} - {""}
        return self.share, self.found, len(exact)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadForm:
    """What a form held: the answers, what its own reviewers wrote, and the cell of its date."""

    audit: Audit
    review: Review | None
    dated_at: Place | None


def fitting(mappings: Sequence[FormMapping], sheets: Sheets, log: ProblemLog) -> FittingForm | None:
    """The form that a workbook is; ``None`` where it is none of them.

    Raises:
        AuditError: M08, two forms fit it equally well; M09, it has a few questions of one, and no more.
    """
    found = [FittingForm(mapping=one, rows=form_tables.rows_of(one, sheets)) for one in mappings]
    found = sorted((one for one in found if one.found), key=lambda one: one.rank, reverse=True)
    if not found:
        return None
    best, *others = found
    if others and others[0].rank == best.rank:
        raise log.refuse("M08", first=best.mapping.id, second=others[0].mapping.id)
    if best.found * _HALF < len(best.mapping.questions):
        raise log.refuse("M09", form=best.mapping.id, found=best.found, expected=len(best.mapping.questions))
    return best


def read(form: FittingForm, checked: guard.Checked, sheets: Sheets, checklist: Checklist, log: ProblemLog) -> ReadForm:
    """The answers of a form.

    Args:
        form: which it is, and its rows.
        checked: the workbook that was looked at.
        sheets: its sheets.
        checklist: what the form makes, as its kind of setting is asked it.
        log: takes every problem.
    """
    cells = {
        name: (value, Place(sheet=sheet, cell=form_tables.cell(row, column)))
        for name, sheet, row, column, value in form_tables.labelled(form.mapping, sheets)
    }
    setting, completed_by, audit_date = setting_cells.read(cells, checklist, log)
    form = replace(form, rows=_as_seen(form.rows, checked))
    untyped = {name: guard.untyped_cells(checked, name) for name in {row.block.sheet for row in form.rows}}
    answers = FormAnswers(untyped, audit_date, log)
    responses, opinions = _answered(form, answers, log)
    _say_own_rows(form, answers, log)
    if all(r.rating is None for r in responses):
        log.say("W04")
    audit = Audit(
        checklist=checklist.id,
        edition=checklist.edition,
        setting=setting,
        responses=responses,
        audit_date=audit_date,
        completed_by=completed_by,
    )
    review = Review(original=checked.sha256, answers=answers_fingerprint(audit), opinions=opinions)
    dated_at = cells["audit_date"][1] if "audit_date" in cells else None
    return ReadForm(audit=audit, review=review if opinions else None, dated_at=dated_at)


def _as_seen(rows: Iterable[FormRow], checked: guard.Checked) -> tuple[FormRow, ...]:
    """The rows without what lies hidden below a merged cell, which nobody sees."""
    seen = {}
    for found in rows:
        key = (found.block.sheet, found.block.header)
        if key not in seen:
            seen[key] = merged_cells.left_blank(found.block, guard.merged_ranges(checked, found.block.sheet))[0]
    return tuple(replace(found, block=seen[found.block.sheet, found.block.header]) for found in rows)


def _answered(
    form: FittingForm, answers: FormAnswers, log: ProblemLog
) -> tuple[tuple[Response, ...], tuple[Opinion, ...]]:
    """The response to every question that is expected, and what was written beside it."""
    rows: dict[str, list[FormRow]] = {}
    for found in form.rows:
        if found.ref:
            rows.setdefault(found.ref, []).append(found)
    responses, opinions = [], []
    sheet = form.rows[0].block
    for question in form.mapping.questions:
        own = rows.get(question.ref, [])
        if not own:
            asks = shortened(question.asks, _LONGEST_NAMED)
            log.say("M03", sheet.at(0, 0), ref=question.ref, asks=asks)
            responses.append(Response(ref=question.ref))
            continue
        if own[0].near:
            log.say("M06", _named_at(own[0]), ref=question.ref, text=shortened(question.asks, _LONGEST_NAMED))
        read = [answers.response(found, question) for found in own]
        responses.append(_one_of(read, log))
        opinions += [opinion for found in own[:1] if (opinion := answers.opinion(found, question))]
    return tuple(responses), tuple(opinions)


def _one_of(read: Sequence[Response], log: ProblemLog) -> Response:
    """What counts where a question stands in several rows: what they agree on, or nothing."""
    rated = [response for response in read if response.rating or response.rating_words]
    chosen = rated[0] if rated else read[0]
    agreed = same(rated)
    outcome = "They agree, so it is counted once." if agreed else "They differ, so it counts as unanswered."
    for other in read:
        if other is not chosen:
            where = chosen.place.cell if chosen.place else ""
            log.say("W06", other.place, ref=chosen.ref, other=where, outcome=outcome)
    return chosen if agreed else replace(chosen, rating=None, rating_words="several answers")


def _say_own_rows(form: FittingForm, answers: FormAnswers, log: ProblemLog) -> None:
    """Name each row that has an answer and is no question of the form: a school's own, or one of another version."""
    for found in form.rows:
        if not found.ref and answers.is_answered(found):
            text = found.block.text(found.row, "question") or found.block.text(found.row, "ref")
            log.say("M04", _named_at(found), text=text)


def _named_at(found: FormRow) -> Place:
    names: Mapping[str, int] = found.block.columns
    return found.block.place(found.row, "question" if "question" in names else "ref")
