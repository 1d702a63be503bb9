"""Makes the values of a form and its checklist of a file that fits its shape.

A question of such a form is a light criterion: its words, and its duty where it declares what it rests on. Nothing is
guessed: where it declares nothing, there is no duty, and no judgement of the whole. This stands apart from
:mod:`audit.checklist.forms`, so that reading a return needs no library for shapes.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from audit import model
from audit.checklist import form_shape
from audit.checklist.forms import NOT_APPLICABLE_WORDS, FormLink, FormMapping, FormQuestion, FormScale, FormTable
from audit.checklist.kinds import FORCE
from audit.model import Rating
from audit.model.ratings import RATINGS
from audit.text import plain, shortened, slug

_OWNER = "safeguarding-lead"
_REMEDY = "Agree what is missing, who puts it right and by when."
_MET = "All that the form asks here is in place, and you could show it to a visitor."
_PARTLY = "Some of what the form asks here is in place."
_EVIDENCE = ("What the form asks you to show here.",)
_LONGEST_TITLE = 60


def mapping_of(read: form_shape.MappingFileShape) -> FormMapping:
    """The values of a file that fits its shape."""
    scales = {name: _scale(one) for name, one in read.scales.items()}
    questions = list(read.questions())
    return FormMapping(
        id=read.form.id,
        title=read.form.title,
        kind=read.form.kind or model.ANY_KIND,
        labels=_said(read.setting),
        tables=tuple(
            FormTable(
                sheets=tuple(table.sheets),
                heading_rows=table.heading_rows,
                columns=_said(table.columns),
                scale=scales[table.scale] if table.scale else None,
                ticks=tuple((heading, RATINGS[word]) for heading, word in table.ticks.items()),
            )
            for table in read.answers
        ),
        questions=tuple(
            FormQuestion(ref=ref, asks=one.asks, scale=scales[one.scale] if one.scale else None)
            for _, ref, one in questions
        ),
        links=tuple(FormLink(ref=ref, like=one.like, how=one.how) for _, ref, one in questions if one.like and one.how),
    )


def _said(read: form_shape.LabelsShape | form_shape.ColumnsShape) -> tuple[tuple[str, str], ...]:
    return tuple((name, words) for name in type(read).model_fields if (words := getattr(read, name)))


def _scale(read: form_shape.ScaleShape) -> FormScale:
    answers = dict(read.answers) | ({} if read.zero == "unused" else {"0": read.zero})
    meanings = {plain(word): RATINGS[rating] for word, rating in answers.items()}
    if not NOT_APPLICABLE_WORDS.isdisjoint(meanings):
        meanings |= dict.fromkeys(NOT_APPLICABLE_WORDS - meanings.keys(), Rating.NOT_APPLICABLE)
    return FormScale(
        meanings=tuple(meanings.items()),
        blank=None if read.blank == "unanswered" else RATINGS[read.blank],
        prefilled=plain(read.prefilled or ""),
        words=tuple(answers),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSources:
    """What the questions of a form may rest on: provisions by id, criteria by ``checklist/criterion``, and a checklist
    of ours whose kinds, roles and sources hold for every form.
    """

    provisions: Mapping[str, model.Provision]
    criteria: Mapping[str, model.Criterion]
    beside: model.Checklist


def checklist_of(read: form_shape.MappingFileShape, known: FormSources) -> model.Checklist:
    """The checklist that a form makes."""
    themes = {section: slug(section) or f"section-{at}" for at, section in enumerate(read.sections, start=1)}
    if len(set(themes.values())) < len(themes):
        themes = {section: f"section-{at}" for at, section in enumerate(read.sections, start=1)}
    criteria = tuple(_criterion(themes[section], ref, one, read, known) for section, ref, one in read.questions())
    whole = json.dumps([read.model_dump(mode="json", exclude_defaults=True), [repr(c) for c in criteria]])
    cited = {provision.source.id: provision.source for criterion in criteria for provision in criterion.cites}
    return replace(
        known.beside,
        id=read.form.id,
        title=read.form.title,
        purpose=read.form.purpose or f"The form \u201c{read.form.title}\u201d, as it is.",
        edition=read.form.edition,
        compared_on=read.form.compared_on,
        scored_against=tuple(cited.values()),
        themes=tuple(model.Theme(id=id_, title=section, about=section) for section, id_ in themes.items()),
        criteria=criteria,
        digest=hashlib.sha256(whole.encode()).hexdigest(),
        caution=None,
        law_since=None,
        retired=(),
    )


def _criterion(
    theme: str, ref: str, asked: form_shape.QuestionShape, read: form_shape.MappingFileShape, known: FormSources
) -> model.Criterion:
    """A light criterion: what is said in the file, and what a question of ours that is the same brings with it."""
    title = asked.title or shortened(asked.asks, _LONGEST_TITLE)
    cites = tuple(known.provisions[id_] for id_ in asked.cites if id_ in known.provisions)
    own = known.criteria.get(asked.like or "") if asked.how == "same" else None
    if own:
        own = own.for_kind(read.form.kind or model.ANY_KIND)
        cites = tuple(dict.fromkeys((*own.cites, *cites)))
    common: dict[str, Any] = {"id": ref, "theme": theme, "title": title, "question": asked.asks, "cites": cites}
    force = max((p.force for p in _binding(cites, read)), key=lambda f: FORCE[f], default=model.Duty.ADVICE)
    if own:
        essential, offered = asked.essential or own.essential, asked.not_applicable_when or own.not_applicable_when
        return replace(
            own, duty=force, essential=essential, not_applicable_when=offered, applies_to=None, sector=(), **common
        )
    return model.Criterion(
        why="",
        met=_MET,
        partly=_PARTLY,
        evidence=_EVIDENCE,
        remedy=_REMEDY,
        effort=model.Effort.MEDIUM,
        owner=_OWNER,
        duty=force,
        essential=asked.essential or "",
        not_applicable_when=asked.not_applicable_when or "",
        **common,
    )


def _binding(cites: tuple[model.Provision, ...], read: form_shape.MappingFileShape) -> Iterator[model.Provision]:
    return (provision for provision in cites if provision.binds_kind(read.form.kind or model.ANY_KIND))
