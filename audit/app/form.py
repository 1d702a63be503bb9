"""Answering one question at a time: a workbook as questions, and the answers as the workbook they would be typed into.

A workbook that was opened is edited and not made again, so that comments, columns and sheets of one's own stay.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from audit import api
from audit.app import names
from audit.app.desk import XLSX, why_not_here
from audit.app.values import GivenFile, NamedFile, Question, QuestionForm, RatingChoice, ThemePart
from audit.model import Rating
from audit.model.ratings import RATINGS
from audit.model.response_fields import TYPED, CellKind, ResponseField
from audit.problems import AuditError, Where, problem

if TYPE_CHECKING:
    from audit import Audit, Carried, Checklist, Criterion, Response

Answers = Mapping[str, Mapping[str, str]]
"""What was typed, by Ref and then by the name of a field."""
_DETAILS = ("name", "urn", "group", "completed_by", "audit_date")


def blank_form(checklist_id: str, kind: str, day: date, *, name: str = "", first_look: bool = False) -> QuestionForm:
    """The questions of a new workbook.

    Raises:
        AuditError: C08 or S10, there is no such checklist or kind; S11, the checklist has no essentials.
    """
    checklist, begun = _new(checklist_id, kind, day, name=name, first_look=first_look)
    return _form(checklist, begun.audit)


def form_of(sent: GivenFile) -> QuestionForm:
    """The questions of a workbook with what has been answered, to go on where somebody stopped.

    Raises:
        AuditError: why the workbook was refused; S13, it is answered in a spreadsheet only.
    """
    return _form(*_opened(sent))


def save_new(  # noqa: PLR0913 - each is named
    checklist_id: str,
    kind: str,
    day: date,
    answers: Answers,
    details: Mapping[str, str],
    *,
    first_look: bool = False,
    time: str = "",
) -> NamedFile:
    """A new workbook with the answers in it.

    Args:
        checklist_id: such as ``leaders``.
        kind: such as ``early-years``.
        day: the day it is made.
        answers: what was typed.
        details: what was typed of the setting.
        first_look: whether only the essentials are asked.
        time: the time of the day, for its name.

    Raises:
        AuditError: as :func:`blank_form`.
    """
    checklist, begun = _new(checklist_id, kind, day, first_look=first_look)
    audit = begun.audit
    responses = tuple(_answered(audit.response(c.id), answers.get(c.id, {})) for c in checklist.criteria)
    own = _cleaned(details, _details(audit))
    setting = replace(audit.setting, name=own["name"], urn=own["urn"], group=own["group"])
    typed = replace(
        audit,
        setting=setting,
        responses=responses,
        completed_by=own["completed_by"],
        audit_date=_day(own["audit_date"]),
    )
    data = api.make_workbook(checklist, day, begun=replace(begun, audit=typed))
    name = names.of_workbook(checklist, typed, day, state=names.how_far(checklist, typed), time=time)
    return NamedFile(name=name, media=XLSX, data=data)


def save_opened(
    sent: GivenFile, answers: Answers, details: Mapping[str, str], day: date, *, time: str = ""
) -> NamedFile:
    """A workbook that was opened, with the answers typed into its cells; all else in it stays as it is.

    Args:
        sent: the workbook as it was opened.
        answers: what was typed.
        details: what was typed of the setting.
        day: the day it is saved, for its name.
        time: the time of that day, for its name.

    Raises:
        AuditError: as :func:`form_of`; S13, something has no cell to be typed into.
    """
    checklist, audit = _opened(sent)
    typed: dict[tuple[int, str], str | date | None] = {}
    for before in (one for one in audit.responses if one.place):
        after = _answered(before, answers.get(before.ref, {}))
        typed |= {
            (_row(before), field.name): field.value(after)
            for field in TYPED
            if field.value(after) != field.value(before)
        }
    _refuse_rows_that_are_gone(sent, audit, answers)
    was = _details(audit)
    changed = {field: words for field, words in _cleaned(details, was).items() if words != was[field]}
    own: dict[str, str | date | None] = {**changed}
    if "audit_date" in changed:
        own["audit_date"] = _day(changed["audit_date"]) or changed["audit_date"]
    data = api.answered_copy(sent.data, typed, own, name=sent.name) if typed or own else sent.data
    now = replace(
        audit,
        setting=replace(audit.setting, name=changed.get("name", was["name"])),
        responses=tuple(_answered(one, answers.get(one.ref, {})) for one in audit.responses),
    )
    name = names.of_workbook(checklist, now, day, state=names.how_far(checklist, now), time=time)
    return NamedFile(name=name, media=XLSX, data=data)


def _row(response: "Response") -> int:
    return response.place.row if response.place else 0


def _refuse_rows_that_are_gone(sent: GivenFile, audit: "Audit", answers: Answers) -> None:
    """Nothing that is typed may get lost because the row of its question was deleted."""
    for ref, typed in answers.items():
        before = audit.response(ref)
        if before.place is None and _answered(before, typed) != before:
            raise AuditError([problem("S13", Where(file=sent.name), why=f"the row of '{ref}' is gone")])


def _cleaned(details: Mapping[str, str], was: Mapping[str, str]) -> dict[str, str]:
    """What was typed of the setting, on one line each; a detail that was not touched stays as it is."""
    return {field: " ".join(details.get(field, own).split()) for field, own in was.items()}


def _new(
    checklist_id: str, kind: str, day: date, *, name: str = "", first_look: bool = False
) -> "tuple[Checklist, Carried]":
    checklist = api.load_checklist(checklist_id, kind)
    api.refuse_retired_kind(checklist)
    begun = (api.begin_first_look if first_look else api.begin)(checklist, name=name)
    return checklist, replace(begun, audit=replace(begun.audit, audit_date=day))


def _opened(sent: GivenFile) -> "tuple[Checklist, Audit]":
    returned = api.read_return(sent.data, name=sent.name, every_part=True)
    if returned.audit is None or returned.checklist is None:
        raise AuditError(returned.problems)
    if why := why_not_here(returned):
        raise AuditError([problem("S13", Where(file=sent.name), why=why)])
    return returned.checklist, returned.audit


def _form(checklist: "Checklist", audit: "Audit") -> QuestionForm:
    refs = _asked(checklist, audit)
    asked = checklist.only(refs)
    questions = tuple(_question(asked, number, one, audit) for number, one in enumerate(asked.criteria, start=1))
    left = [question.ref for question in questions if not question.answer["rating"]]
    return QuestionForm(
        checklist=checklist.id,
        title=checklist.title,
        kind=checklist.kind,
        kind_title=checklist.kind_title(),
        edition=checklist.edition,
        first_look=audit.first_look,
        statuses=api.STATUSES,
        details=_details(audit),
        themes=tuple(
            ThemePart(
                id=theme.id,
                title=theme.title,
                about=theme.about,
                refs=tuple(c.id for c in asked.criteria if c.theme == theme.id),
            )
            for theme in asked.themes
        ),
        questions=questions,
        begin_at=left[0] if left else "",
    )


def _asked(checklist: "Checklist", audit: "Audit") -> set[str]:
    """The Refs of what is asked: all, or in a first look the essentials and what was answered beside them."""
    answered = {one.ref for one in audit.responses if any(field.value(one) for field in TYPED)}
    return {c.id for c in checklist.criteria if not audit.first_look or c.essential or c.id in answered}


def _details(audit: "Audit") -> dict[str, str]:
    own = audit.setting
    day = audit.audit_date.isoformat() if audit.audit_date else ""
    return dict(zip(_DETAILS, (own.name, own.urn, own.group, audit.completed_by, day), strict=True))


def _question(asked: "Checklist", number: int, criterion: "Criterion", audit: "Audit") -> Question:
    response = audit.response(criterion.id)
    return Question(
        ref=criterion.id,
        number=number,
        theme=criterion.theme,
        title=criterion.title,
        question=criterion.question,
        why=criterion.why,
        essential=criterion.essential,
        duty=criterion.duty.value,
        citations=tuple(provision.citation for provision in criterion.cites),
        ratings=tuple(_ratings(criterion)),
        prompts=criterion.evidence,
        remedy=criterion.remedy,
        owner_hint=asked.role(criterion.owner),
        last_rating=response.last_rating.value if response.last_rating else "",
        open_since=f"{response.open_since:%d/%m/%Y}" if response.open_since else "",
        answer={field.name: field.text(response) for field in TYPED},
    )


def _ratings(criterion: "Criterion") -> Iterator[RatingChoice]:
    """Each rating with what it means at this question."""
    means = {
        Rating.MET: criterion.met,
        Rating.PARTLY: criterion.partly,
        Rating.NOT_APPLICABLE: criterion.not_applicable_when,
    }
    for rating in Rating:
        words = means.get(rating, "")
        if rating is Rating.NOT_APPLICABLE and words:
            words = f"{words} Say why in the notes."
        yield RatingChoice(label=rating.value, css_class=rating.css_class, means=words or rating.chosen_when)


def _answered(before: "Response", typed: Mapping[str, str]) -> "Response":
    """A response with what was typed in place of what stood there; a field that was not touched stays as it is."""
    given: dict[str, Any] = {}
    for field in TYPED:
        if field.name in typed and typed[field.name].strip() != field.text(before).strip():
            given |= _typed(field, typed[field.name].strip())
    return replace(before, **given) if given else before


def _typed(field: ResponseField, words: str) -> dict[str, Any]:
    """What a field holds once these words were typed into its cell."""
    if field.holds is CellKind.RATING:
        return {field.name: RATINGS.get(words), field.words: "" if words in RATINGS else words}
    if field.holds is CellKind.DATE:
        day = _day(words)
        return {field.name: day, field.words: "" if day else words}
    return {field.name: words} | ({field.words: ""} if field.words else {})


def _day(words: str) -> date | None:
    try:
        return api.day_of(words)
    except ValueError:
        return None
