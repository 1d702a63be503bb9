"""What is kept of a return: enough to add it up, and enough to have its audit again word for word, without the file.

A record is made beside the file, by whoever reads it, and is all plain values: it goes from process to process and into
the store as it is. It says nothing of the file's name, so that the same file found elsewhere is the same record.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from audit.aggregate.overview import ANSWERS, ASKED_NOTHING
from audit.checklist.load import load
from audit.judgement.findings import Finding, findings_of
from audit.judgement.moderation import compare
from audit.judgement.plan import priority_of
from audit.judgement.review import Review, agreed, has_agreed, settled
from audit.judgement.scoring import NOTHING, Score, add_up_by
from audit.judgement.verdict import level_of
from audit.model import Audit, Checklist, Duty, Place, Rating, Response, Setting
from audit.model.ratings import RATINGS
from audit.model.response_fields import FIELDS, CellKind
from audit.problems import CATALOGUE, Problem, Where
from audit.report.canonical import review_of, review_text
from audit.text import evidence_key, is_done
from audit.workbook.read.reader import Return

LETTER = {rating: letter for letter, rating in ANSWERS}
FORMAT = 9
"""Goes up when a record says something else than before, so that nothing old is taken for new."""

PRINT_BYTES = 8
_SHORTEST_PRINT = 25
_NO_PRINT = bytes(PRINT_BYTES)
_FIELDS = ("ref", *(name for field in FIELDS for name in field.attributes))
_theme = attrgetter("criterion.theme")
_NOWHERE = Place(sheet="", cell="")
_BETWEEN = "\t"
"""Stands between the texts of a column: hardly ever in one of them, and short in JSON."""
_Fault = tuple[str, str, str, str]
_Written = tuple[str, str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRecord:
    """One file as it was read.

    ``answers`` has a letter for each criterion of the whole checklist, in its order (see
    :data:`audit.aggregate.overview.ANSWERS`). ``scores`` are the sums over everything and then over each theme of the
    whole checklist, each as :attr:`audit.judgement.scoring.Score.sums`. ``prints`` holds eight
    bytes for each criterion: a fingerprint of its evidence, zero where that is too short to mean anything. ``words``
    are the responses and the review, packed: :func:`kept_of` unpacks them. A refused file has ``faults`` and nothing
    else.

    Of a review, all figures are by the agreed ratings where there are any. ``reviewed`` and ``agreed`` count answers
    with a reviewer's and an agreed rating, ``accepted`` has the Refs that both leave out, with why; ``own`` and
    ``moderated`` are the sums over everything by the leader's own ratings and by the reviewer's, each with its
    judgement. ``self_answers`` and ``reviewer_answers`` are letters as in ``answers``, and nothing where nobody has.
    ``written`` are the actions that somebody wrote or dated: the Ref, the day it is due (ISO, or empty), and whether it
    is marked as done.
    """

    sha256: str
    faults: tuple[_Fault, ...]
    checklist: str = ""
    edition: str = ""
    kind: str = ""
    name: str = ""
    urn: str = ""
    group: str = ""
    completed_by: str = ""
    audit_date: str = ""
    answers: str = ""
    level: str = ""
    scores: tuple[tuple[int, ...], ...] = ()
    actions: int = 0
    law: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()
    prints: bytes = b""
    words: bytes = b""
    first_look: bool = False
    reviewer: str = ""
    reviewed: int = 0
    agreed: int = 0
    accepted: tuple[tuple[str, str], ...] = ()
    own: tuple[int, ...] = ()
    own_level: str = ""
    moderated: tuple[int, ...] = ()
    moderated_level: str = ""
    self_answers: str = ""
    reviewer_answers: str = ""
    written: tuple[_Written, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing could be read."""
        return not self.checklist

    @property
    def blank(self) -> bool:
        """Whether it was sent back with no rating at all."""
        return bool(self.answers) and not any(rating.letter in self.answers for rating in Rating)

    @property
    def part(self) -> bool:
        """Whether it is a first look, or one part of a return that was split among colleagues.

        No score of it would be the setting's.
        """
        return self.first_look or any(code == "W24" for code, *_ in self.faults)

    @property
    def complete(self) -> bool:
        """Whether every question it asks has a rating."""
        return bool(self.answers) and "?" not in self.answers

    @property
    def score(self) -> Score:
        """The sums over everything."""
        return Score.of_sums(self.scores[0])

    def problems(self, file: str) -> tuple[Problem, ...]:
        """Its faults, placed in a file."""
        return tuple(
            Problem(fault=CATALOGUE[code], where=Where(file=file, spot=spot), message=message, fix=fix)
            for code, spot, message, fix in self.faults
        )


def of(returned: Return, sha256: str, folder: Path | None = None) -> ReturnRecord:
    """The record of a return, scored; ``folder`` is where the checklists are, if not the packaged ones."""
    faults = faults_of(returned.problems)
    checklist, audit = returned.checklist, returned.audit
    if checklist is None or audit is None:
        return ReturnRecord(sha256=sha256, faults=faults)
    whole = _whole(checklist.id, checklist.digest, folder)
    review = returned.review if returned.review and not returned.review.empty else None
    findings = counting(checklist, audit, review)
    evidence = {f.criterion.id: f.response.evidence for f in findings}
    total, themes = add_up_by(findings, checklist.rule, _theme)
    breaches = [f.criterion for f in findings if f.breach]
    return ReturnRecord(
        sha256=sha256,
        faults=faults,
        checklist=checklist.id,
        edition=checklist.edition,
        kind=checklist.kind,
        name=audit.setting.name,
        urn=audit.setting.urn,
        group=audit.setting.group,
        completed_by=audit.completed_by,
        audit_date=audit.audit_date.isoformat() if audit.audit_date else "",
        answers=_letters(whole, findings),
        level=level_of(findings, checklist.rule, audit.audit_date).value,
        scores=(total.sums, *(themes.get(t.id, NOTHING).sums for t in whole.themes)),
        actions=sum(priority_of(f) is not None for f in findings),
        law=tuple(c.id for c in breaches if c.duty is Duty.MUST),
        guidance=tuple(c.id for c in breaches if c.duty is not Duty.MUST),
        prints=b"".join([_print(evidence.get(c.id, "")) for c in whole.criteria]),
        words=_packed(audit, review),
        first_look=audit.first_look,
        written=tuple(_written(audit)),
        **(_reviewed(whole, checklist, audit, review) if review else {}),
    )


def _written(audit: Audit) -> Iterable[_Written]:
    for one in audit.responses:
        if one.action or one.due or one.status:
            yield one.ref, one.due.isoformat() if one.due else "", is_done(one.status)


def counting(checklist: Checklist, audit: Audit, review: Review | None) -> tuple[Finding, ...]:
    """The answers as they count: with the agreed ratings where leader and reviewer have agreed on any."""
    if review is None or not has_agreed(review):
        return findings_of(checklist, audit)
    return findings_of(checklist, settled(audit, review), agreed(review))


def _reviewed(whole: Checklist, checklist: Checklist, audit: Audit, review: Review) -> dict[str, Any]:
    """What a record says of a review."""
    compared = compare(checklist, audit, review)
    return {
        "reviewer": review.by,
        "reviewed": len(compared.rated),
        "agreed": sum(pair.agreed is not None for pair in compared.pairs),
        "accepted": tuple(sorted(agreed(review).items())) if compared.agreed else (),
        "own": compared.own.overall.sums,
        "own_level": compared.own.judgement.level.value,
        "moderated": compared.moderated.overall.sums,
        "moderated_level": compared.moderated.judgement.level.value,
        "self_answers": _of_both(whole, {pair.ref: pair.own for pair in compared.rated}),
        "reviewer_answers": _of_both(whole, {pair.ref: pair.reviewer for pair in compared.rated}),
    }


@lru_cache(maxsize=16)
def _whole(checklist: str, digest: str, folder: Path | None) -> Checklist:  # noqa: ARG001 - part of the cache's key
    return load(checklist, folder=folder)


def faults_of(problems: Iterable[Problem]) -> tuple[_Fault, ...]:
    """Problems without the name of their file."""
    return tuple((p.code, p.where.spot, p.message, p.fix) for p in problems)


def _letters(whole: Checklist, findings: Iterable[Finding]) -> str:
    said = {f.criterion.id: LETTER[f.rating] for f in findings}
    return "".join([said.get(c.id, ASKED_NOTHING) for c in whole.criteria])


def _of_both(whole: Checklist, ratings: Mapping[str, Rating | None]) -> str:
    """A letter for each criterion that a reviewer rated."""
    return "".join([LETTER[ratings[c.id]] if c.id in ratings else ASKED_NOTHING for c in whole.criteria])


def _print(evidence: str) -> bytes:
    words = evidence_key(evidence)
    if len(words) < _SHORTEST_PRINT:
        return _NO_PRINT
    return hashlib.blake2b(words.encode(errors="replace"), digest_size=PRINT_BYTES).digest()


def _packed(audit: Audit, review: Review | None) -> bytes:
    """The responses, the strays and then the review.

    By columns: most of the cells are empty, and a column of nothing is short.
    """
    responses = (*audit.responses, *audit.strays)
    places = [response.place or _NOWHERE for response in responses]
    columns = [_column(name, list(map(attrgetter(name), responses))) for name in _FIELDS]
    columns += [_joined([place.sheet for place in places]), _joined([place.cell for place in places])]
    written = review_text(review) if review else ""
    return zlib.compress(json.dumps([len(audit.responses), len(responses), columns, written]).encode(), 1)


def _column(name: str, values: Sequence[Any]) -> str | list[str]:
    return _joined([str(value) if value else "" for value in values] if name in _MADE else values)


def _joined(texts: Sequence[str]) -> str | list[str]:
    """One text, to be split again; a list of one where all are the same, or of all where one holds the separator."""
    if not texts or texts.count(texts[0]) == len(texts):
        return list(texts[:1])
    whole = _BETWEEN.join(texts)
    return whole if whole.count(_BETWEEN) == len(texts) - 1 else list(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReturn:
    """A return out of the store: its checklist, the leader's answers as they were read, and the review if any."""

    checklist: Checklist
    audit: Audit
    review: Review | None = None

    @property
    def counted(self) -> Audit:
        """The answers with the agreed ratings in place of the leader's."""
        return settled(self.audit, self.review) if self.review else self.audit


def audit_of(record: ReturnRecord, folder: Path | None = None) -> tuple[Checklist, Audit]:
    """The checklist and the answers of a record, with agreed ratings in place; ``record`` has to have its words."""
    kept = kept_of(record, folder)
    return kept.checklist, kept.counted


def kept_of(record: ReturnRecord, folder: Path | None = None) -> KeptReturn:
    """The return of a record, as the reader gave it; ``record`` has to have its words."""
    number, everything, columns, written = json.loads(zlib.decompress(record.words))
    *texts, sheets, cells = (_split(column, everything) for column in columns)
    values = [_values_of(name, column) for name, column in zip(_FIELDS, texts, strict=True)]
    places = [Place(sheet=sheet, cell=cell) if cell else None for sheet, cell in zip(sheets, cells, strict=True)]
    read = [
        Response(**dict(zip(_FIELDS, row, strict=True)), place=place)
        for *row, place in zip(*values, places, strict=True)
    ]
    audit = Audit(
        checklist=record.checklist,
        edition=record.edition,
        setting=Setting(name=record.name, kind=record.kind, urn=record.urn, group=record.group),
        responses=tuple(read[:number]),
        strays=tuple(read[number:]),
        audit_date=date.fromisoformat(record.audit_date) if record.audit_date else None,
        completed_by=record.completed_by,
        first_look=record.first_look,
    )
    return KeptReturn(
        checklist=load(record.checklist, record.kind, folder),
        audit=audit,
        review=review_of(written) if written else None,
    )


def _split(column: str | list[str], number: int) -> list[str]:
    if isinstance(column, str):
        return column.split(_BETWEEN)
    return column if len(column) == number else column * number


def _values_of(name: str, texts: list[str]) -> Sequence[Any]:
    made = _MADE.get(name)
    return [made(text) if text else None for text in texts] if made else texts


_READ: Mapping[CellKind, Callable[[str], object]] = {
    CellKind.RATING: RATINGS.__getitem__,
    CellKind.DATE: date.fromisoformat,
}
_MADE = {field.name: _READ[field.holds] for field in FIELDS if field.holds in _READ}
"""How the fields of a response that are not text are made from what was packed; an empty text stands for none."""
