"""From one workbook to the next: nothing that was typed is lost, and nothing old looks new.

From last year's return to this year's, and from a first look to the whole of the same year.

Ratings start blank again; last year's stand beside them. Evidence is brought as a starting point, marked as last
year's, and counts only once a person has looked at it and taken the mark away. Actions that are not done come along
with the day they were first written. What has no question any more is listed, word for word.

A first look is of the same year: all of it stands as it was typed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from audit.model import LAST_YEAR, Audit, Checklist, Response, Retired, Setting
from audit.model.response_fields import FIELDS, TYPED, CarryRule
from audit.text import is_done


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """A line of what changed since last year: which question, what happened, and the words that lost their place."""

    ref: str
    what: str
    typed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The beginning of this year's audit: the answers to put in, and what changed."""

    audit: Audit
    changes: tuple[QuestionChange, ...]


def begin(
    checklist: Checklist, last: Audit | None = None, *, name: str = "", urn: str = "", group: str = ""
) -> Carried:
    """What a workbook begins with: nothing but details of the setting, last year's return, or a first look.

    Args:
        checklist: this year's, as the setting's kind is asked it.
        last: last year's audit or this year's first look, if there is one.
        name: the setting's name; last year's if not given, and so are the others.
        urn: its URN or another identifier.
        group: its group or trust.
    """
    blank = Audit(checklist=checklist.id, edition=checklist.edition, setting=Setting(kind=checklist.kind), responses=())
    begun = Carried(audit=blank, changes=())
    if last:
        begun = whole(last, checklist) if last.first_look else forward(last, checklist, last.audit_date)
    given = {"name": name, "urn": urn, "group": group}
    setting = replace(begun.audit.setting, **{field: words for field, words in given.items() if words})
    return replace(begun, audit=replace(begun.audit, setting=setting))


def begin_first_look(checklist: Checklist, *, name: str = "", urn: str = "", group: str = "") -> Carried:
    """What a first look begins with: the workbook made of it asks the essentials alone."""
    begun = begin(checklist, name=name, urn=urn, group=group)
    return replace(begun, audit=replace(begun.audit, first_look=True))


def unasked(audit: Audit, what: str) -> tuple[QuestionChange, ...]:
    """The lines of a return that no question asks for, word for word; ``what`` says so in a sentence."""
    return tuple(QuestionChange(ref=stray.ref, what=what, typed=tuple(typed(stray))) for stray in audit.strays)


def forward(last: Audit, checklist: Checklist, last_date: date | None) -> Carried:
    """Bring last year's return into this year's checklist.

    Args:
        last: last year's audit, with the lines that no question of today asks for among its ``strays``.
        checklist: this year's, as the setting's kind is asked it.
        last_date: the day of last year's audit, for the age of its actions.
    """
    homes, changes = _homes(last, checklist)
    answered = {response.ref for response in (*last.responses, *last.strays)}
    changes += [
        QuestionChange(ref=c.id, what=f"New question: {c.question}")
        for c in checklist.criteria
        if c.id not in answered and c.id not in homes
    ]
    responses = tuple(_joined(ref, olds, last_date) for ref, olds in homes.items())
    audit = Audit(
        checklist=checklist.id,
        edition=checklist.edition,
        setting=replace(last.setting, kind=checklist.kind),
        responses=responses,
    )
    return Carried(audit=audit, changes=tuple(changes))


def whole(first_look: Audit, checklist: Checklist) -> Carried:
    """Go on from a first look: everything as it was typed, and the rest blank.

    Args:
        first_look: the audit of the essentials.
        checklist: the whole of it, as the setting's kind is asked it.
    """
    homes, changes = _homes(first_look, checklist)
    audit = replace(
        first_look,
        checklist=checklist.id,
        edition=checklist.edition,
        setting=replace(first_look.setting, kind=checklist.kind),
        responses=tuple(_as_typed(ref, olds) for ref, olds in homes.items()),
        strays=(),
        first_look=False,
    )
    return Carried(audit=audit, changes=tuple(changes))


def _homes(old: Audit, checklist: Checklist) -> tuple[dict[str, list[Response]], list[QuestionChange]]:
    """The answers by the question of today in which they live on, and what moved or is no longer asked."""
    retired = {gone.id: gone for gone in checklist.retired}
    asked = {criterion.id for criterion in checklist.criteria}
    homes: dict[str, list[Response]] = {}
    changes: list[QuestionChange] = []
    for response in (*old.responses, *old.strays):
        home = _home(response.ref, asked, retired)
        if home:
            homes.setdefault(home, []).append(response)
        if home != response.ref and (any(typed(response)) or response.ref in retired):
            changes.append(_moved(response, home, retired))
    return homes, changes


def _home(ref: str, asked: Iterable[str], retired: dict[str, Retired]) -> str | None:
    """The question of today that a question of last year lives on in, through as many editions as it takes."""
    seen: set[str] = set()
    while ref not in asked and ref in retired and ref not in seen:
        seen.add(ref)
        ref = retired[ref].replaced_by or ""
    return ref if ref in asked else None


def _moved(response: Response, home: str | None, retired: dict[str, Retired]) -> QuestionChange:
    gone = retired.get(response.ref)
    if home:
        because = f" {gone.because}" if gone else ""
        return QuestionChange(
            ref=response.ref, what=f"Replaced by the question '{home}', where its answers now stand.{because}"
        )
    what = f"No longer asked. {gone.because}" if gone else "Not a question of this checklist."
    return QuestionChange(ref=response.ref, what=what, typed=tuple(typed(response)))


def typed(response: Response) -> Iterator[tuple[str, str]]:
    """Everything a person typed in a line: heading and words."""
    given = ((field.heading, field.text(response)) for field in TYPED)
    return ((heading, words) for heading, words in given if words)


def _joined(ref: str, olds: list[Response], last_date: date | None) -> Response:
    """Last year's answers to one question as this year's beginning; several that were merged into one stay apart."""
    begun = [_begun(old, last_date) for old in olds]
    if len(begun) == 1:
        return replace(begun[0], ref=ref)
    notes = [
        f"Last year, '{old.ref}': {'; '.join(f'{h}: {w}' for h, w in typed(old))}"
        for old in olds[1:]
        if any(typed(old))
    ]
    return replace(begun[0], ref=ref, notes="\n".join(filter(None, (begun[0].notes, *notes))))


def _as_typed(ref: str, olds: list[Response]) -> Response:
    """The answers to one question as they stand; of several that live on in it, a rating only where they agree."""
    first, *others = [old for old in olds if any(typed(old))] or olds[:1]
    if not others:
        return replace(first, ref=ref)
    said = [f"'{old.ref}': {'; '.join(f'{h}: {w}' for h, w in typed(old))}" for old in others]
    joined = replace(first, ref=ref, notes="\n".join(filter(None, (first.notes, *said))))
    if all(old.rating is first.rating for old in others):
        return joined
    own = f"'{first.ref}': {first.rating or first.rating_words}"
    return replace(joined, rating=None, rating_words="", notes=f"{own}\n{joined.notes}")


def _begun(old: Response, last_date: date | None) -> Response:
    done = is_done(old.status)
    marked: dict[str, Any] = {
        field.name: _marked(field.text(old)) for field in FIELDS if field.carried is CarryRule.MARKED
    }
    going_on = [field for field in FIELDS if field.carried is CarryRule.WHILE_OPEN]
    finished = [field.text(old) for field in going_on if field.text(old) and field.name != "status"] if done else []
    notes = [marked["notes"]] if marked["notes"] else []
    if finished:
        notes.append(f"{LAST_YEAR} Done: {'; '.join(finished)}")
    if not old.rating and old.rating_words:
        notes.append(f"{LAST_YEAR} Rating as written: {old.rating_words}")
    begun = Response(ref=old.ref, **(marked | {"notes": "\n".join(notes)}), last_rating=old.rating)
    if done or not any(field.value(old) for field in going_on):
        return begun
    kept = {name: getattr(old, name) for field in going_on for name in field.attributes}
    return replace(begun, **kept, open_since=old.open_since or last_date)


def _marked(words: str) -> str:
    """Words as last year's, marked once however often they come along."""
    return f"{LAST_YEAR} {words.removeprefix(LAST_YEAR).strip()}" if words else ""
