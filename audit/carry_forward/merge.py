"""Several workbooks of one setting put together: every word kept, and every disagreement said with its cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from audit.model import Audit, Response
from audit.model.response_fields import FIELDS, MergeRule, ResponseField


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two workbooks that say different things in the same place: the question (or the label), and who says what."""

    ref: str
    heading: str
    said: tuple[tuple[str, str], ...]
    """Each file with its cell, and the words there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The one audit, and where the workbooks disagree."""

    audit: Audit
    conflicts: tuple[Conflict, ...]


def merge(audits: Sequence[tuple[str, Audit]]) -> Merged:
    """Put the audits of several files together.

    A rating or date on which they differ is left blank, with both in the notes, because to choose for people could
    flatter. Words that differ stand one under the other.
    """
    first = audits[0][1]
    conflicts: list[Conflict] = []
    refs = dict.fromkeys(r.ref for _, audit in audits for r in audit.responses)
    responses = tuple(_one([(file, audit.response(ref)) for file, audit in audits], ref, conflicts) for ref in refs)
    setting = replace(
        first.setting,
        name=_detail("Name of setting", [(f, a.setting.name) for f, a in audits], conflicts),
        urn=_detail("URN or other identifier", [(f, a.setting.urn) for f, a in audits], conflicts),
        group=_detail("Group or trust", [(f, a.setting.group) for f, a in audits], conflicts),
    )
    people = dict.fromkeys(a.completed_by for _, a in audits if a.completed_by)
    dates = [a.audit_date for _, a in audits if a.audit_date]
    audit = replace(
        first,
        setting=setting,
        responses=responses,
        strays=tuple(stray for _, a in audits for stray in a.strays),
        completed_by=", ".join(people),
        audit_date=max(dates, default=None),
        first_look=False,  # what they are put together into asks everything
    )
    return Merged(audit=audit, conflicts=tuple(conflicts))


def _detail(label: str, given: Sequence[tuple[str, str]], conflicts: list[Conflict]) -> str:
    """One detail of the setting: the first that is given; any other is a conflict."""
    said = [(file, words) for file, words in given if words]
    if len({words for _, words in said}) > 1:
        conflicts.append(Conflict(ref="", heading=label, said=tuple(said)))
    return said[0][1] if said else ""


def _one(given: Sequence[tuple[str, Response]], ref: str, conflicts: list[Conflict]) -> Response:
    line = _Line(ref=ref, given=given, conflicts=conflicts)
    chosen: dict[str, Any] = {}
    for own in FIELDS:
        chosen |= line.put_together(own)
    notes = "\n".join(filter(None, (chosen["notes"], *line.notes)))
    base = next((r for _, r in given if r.rating), given[0][1])
    return replace(base, **(chosen | {"notes": notes}))


@dataclass(slots=True, kw_only=True)
class _Line:
    """One question in several files. ``notes`` takes what was not agreed."""

    ref: str
    given: Sequence[tuple[str, Response]]
    conflicts: list[Conflict]
    notes: list[str] = field(default_factory=list)

    def put_together(self, own: ResponseField) -> dict[str, Any]:
        """The attributes of one field, as the files say it together."""
        if own.merged is MergeRule.JOINED:
            return self._texts(own)
        if own.merged is MergeRule.AGREED:
            return self._agreed(own)
        there = [value for _, r in self.given if (value := getattr(r, own.name))]
        return {own.name: min(there) if there and own.merged is MergeRule.EARLIEST else next(iter(there), None)}

    def _texts(self, own: ResponseField) -> dict[str, Any]:
        """The different words, one under the other."""
        said = self._said(own)
        if len({words for _, words in said}) > 1:
            self.conflicts.append(Conflict(ref=self.ref, heading=own.heading, said=tuple(said)))
        return own.together([response for _, response in self.given])

    def _agreed(self, own: ResponseField) -> dict[str, Any]:
        """What all say who say something; if they differ it is left blank, and what each says goes into the notes."""
        said = self._said(own)
        if len({words for _, words in said}) > 1:
            self.conflicts.append(Conflict(ref=self.ref, heading=own.heading, said=tuple(said)))
            self.notes.append(f"{own.heading}, not agreed: " + "; ".join(f"{words} ({at})" for at, words in said))
            nobody = Response(ref=self.ref)
            return {name: getattr(nobody, name) for name in own.attributes}
        first = next((r for _, r in self.given if own.value(r)), self.given[0][1])
        return {name: getattr(first, name) for name in own.attributes}

    def _said(self, own: ResponseField) -> list[tuple[str, str]]:
        return [(f"{file} > {r.place}" if r.place else file, own.text(r)) for file, r in self.given if own.text(r)]
