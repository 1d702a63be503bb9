"""Several workbooks of one setting put together: every word kept, and every disagreement said with its cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from audit.model import Audit, Response


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


_Field = tuple[str, Callable[[Response], str]]
_WORDS: tuple[_Field, ...] = (
    ("Evidence", lambda r: r.evidence),
    ("Notes", lambda r: r.notes),
    ("Action", lambda r: r.action),
    ("Owner", lambda r: r.owner),
    ("Status", lambda r: r.status),
)


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
    texts = {heading: line.texts(heading, get) for heading, get in _WORDS}
    rating = line.agreed("Rating", lambda r: r.rating.value if r.rating else r.rating_words)
    due = line.agreed("Due", lambda r: f"{r.due:%d/%m/%Y}" if r.due else r.due_words)
    base = next((r for _, r in given if r.rating), given[0][1])
    dated = next((r for _, r in given if r.due or r.due_words), base)
    return replace(
        base,
        rating=base.rating if rating else None,
        rating_words=base.rating_words if rating else "",
        evidence=texts["Evidence"],
        notes="\n".join(filter(None, (texts["Notes"], *line.notes))),
        action=texts["Action"],
        owner=texts["Owner"],
        status=texts["Status"],
        due=dated.due if due else None,
        due_words=dated.due_words if due else "",
        last_rating=next((r.last_rating for _, r in given if r.last_rating), None),
        open_since=min((r.open_since for _, r in given if r.open_since), default=None),
    )


@dataclass(slots=True, kw_only=True)
class _Line:
    """One question in several files. ``notes`` takes what was not agreed."""

    ref: str
    given: Sequence[tuple[str, Response]]
    conflicts: list[Conflict]
    notes: list[str] = field(default_factory=list)

    def texts(self, heading: str, get: Callable[[Response], str]) -> str:
        """The different words, one under the other."""
        said = self._said(get)
        different = dict.fromkeys(words for _, words in said)
        if len(different) > 1:
            self.conflicts.append(Conflict(ref=self.ref, heading=heading, said=tuple(said)))
        return "\n".join(different)

    def agreed(self, heading: str, get: Callable[[Response], str]) -> bool:
        """Whether all who say something say the same; if not, what each says goes into the notes."""
        said = self._said(get)
        if len({words for _, words in said}) <= 1:
            return True
        self.conflicts.append(Conflict(ref=self.ref, heading=heading, said=tuple(said)))
        self.notes.append(f"{heading}, not agreed: " + "; ".join(f"{words} ({where})" for where, words in said))
        return False

    def _said(self, get: Callable[[Response], str]) -> list[tuple[str, str]]:
        return [(f"{file} > {r.place}" if r.place else file, get(r)) for file, r in self.given if get(r)]
