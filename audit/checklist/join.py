"""Shapes to frozen values: what the files say of each other is bound here, and what they ask is checked for its force.

Nothing that is missing is said again: :mod:`audit.checklist.library` has said it. Whatever could not be bound is left
out here, and nobody sees it, because any fault at all ends the loading.
"""

import hashlib
import json
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from audit import model
from audit.checklist import form_join, shape, yaml_file
from audit.checklist.kinds import FORCE, KindRelations, kind_of
from audit.checklist.library import CHECKLIST, DUTIES, KINDS, MAPPING, SOURCE, THEME, File, Library, inside, parts
from audit.problems import Where, problem

_EMPTY_WHERE_ABSENT = {"essential", "not_applicable_when", "not_asked"}
_ENUMS = {"certainty": model.Certainty, "force": model.Duty, "duty": model.Duty, "effort": model.Effort}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A criterion as one checklist asks it: in which theme, in which words, and where the checklist says so."""

    theme: str
    item: shape.CriterionShape
    where: Where


@dataclass(slots=True)
class _Content:
    """What one checklist asks, themes from elsewhere included."""

    themes: dict[str, model.Theme] = field(default_factory=dict)
    brought_by: dict[str, str] = field(default_factory=dict)
    """The checklist that a theme came with, for those that came from elsewhere."""
    questions: dict[str, _Question] = field(default_factory=dict)


class Join:
    """All files of a library as frozen values; what is found wrong on the way goes to the library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        kinds = [k for _, read in library.shapes(KINDS) for k in read.kinds]
        gone = [k for _, read in library.shapes(KINDS) for k in read.retired_kinds]
        self.kinds = tuple(kind_of(k) for k in kinds)
        self.retired_kinds = tuple(model.RetiredKind(**_given(k)) for k in gone)
        self.relations = KindRelations(
            like={k.id: k.like for k in kinds if k.like}, replaced={k.id: tuple(k.replaced_by) for k in gone}
        )
        self.roles = tuple(self._role(r) for _, read in library.shapes(KINDS) for r in read.roles)
        self.groups = tuple(model.SourceGroup(**_given(g)) for _, read in library.shapes(KINDS) for g in read.groups)
        self.sources: dict[str, model.Source] = {}
        self.provisions: dict[str, model.Provision] = {}
        for _, read in library.shapes(SOURCE):
            self._take_source(read)
        self.asked: dict[str, _Content | None] = {}
        self.files = {file.read.checklist.id: file for file, _ in library.shapes(CHECKLIST)}
        self.written = {f"{id_}/{item.id}": item for id_, f in self.files.items() for item in f.read.written()}
        self._check_added_kinds()

    def checklists(self) -> Iterator[model.Checklist]:
        """Every checklist that has no fault of its own."""
        for file in self.library.files:
            if file.what == CHECKLIST:
                self._check_force(file)
        for id_ in self.files:
            yield self._checklist(id_)

    def form_checklists(self) -> Iterator[model.Checklist]:
        """The checklist of every form of somebody else's that has no fault of its own."""
        files = [read for _, read in self.library.shapes(MAPPING)]
        if not files or self.library.found:
            return
        criteria = {name: own for name, item in self.written.items() if (own := self._criterion(item, ""))}
        beside = self._checklist(next(iter(self.files)))
        known = form_join.FormSources(provisions=self.provisions, criteria=criteria, beside=beside)
        yield from (form_join.checklist_of(read, known) for read in files)

    # Kinds, roles and sources

    def _check_added_kinds(self) -> None:
        """A kind that a trust adds says which of ours it is like: nothing in our sources could bind it otherwise."""
        before = [kind.id for kind in self.retired_kinds]
        for file in self.library.files:
            for at, kind in parts(file.document.value, "kinds") if file.what == KINDS else ():
                like, id_ = inside(kind, "like"), inside(kind, "id")
                where = file.document.where((*at, "like"))
                if like is None and not file.ours:
                    self.library.found.append(problem("C04", where, key="like"))
                elif isinstance(like, str) and like not in before and like in self.library.known["kind of setting"]:
                    self.library.need("kind of setting before this one", like, where, before)
                before.append(str(id_))

    def _role(self, read: shape.RoleShape) -> model.Role:
        return model.Role(id=read.id, title=read.title, titles=self.relations.titles(read.titles))

    def _take_source(self, read: shape.SourceFileShape) -> None:
        first, last = _in_force(read.source.in_force_from)
        source = self.sources[read.source.id] = model.Source(
            **_given(read.source, "address", "in_force_from"),
            in_force_from=first,
            in_force_by=last,
            address=read.source.address or "",
        )
        for item in read.provisions:
            given = _given(item, "address", "kinds")
            self.provisions[item.id] = model.Provision(
                source=source, own_address=item.address, kinds=self.relations.whole(item.kinds), **given
            )

    def register(self) -> dict[model.Provision, Where]:
        """Every provision, cited or not, and where it is written."""
        return {p: self.library.places["provision", p.id] for p in self.provisions.values()}

    def duties(self) -> dict[model.RegisteredDuty, Where]:
        """The rows of the registers of duties, and where each is written."""
        return {
            model.RegisteredDuty(source=read.source, **_given(row)): file.document.where(("duties", n))
            for file, read in self.library.shapes(DUTIES)
            for n, row in enumerate(read.duties)
        }

    # Checklists

    def _content(self, id_: str) -> _Content | None:
        """What a checklist asks; ``None`` while that is being found out, or where it cannot be."""
        if id_ not in self.asked:
            self.asked[id_] = None  # seen again before it is known, it leads back to itself
            file = self.files.get(id_)
            self.asked[id_] = self._gather(file) if file else None
        return self.asked[id_]

    def _gather(self, file: File) -> _Content:
        content = _Content()
        for n, part in enumerate(file.read.themes):
            if isinstance(part, shape.UseAllShape):
                self._use_all(part.use_all, content, file.document.where(("themes", n, "use_all")))
                continue
            if isinstance(part, shape.ThemeShape):
                theme = part.id
                if theme in content.brought_by:
                    self._say("C24", file.document.where(("themes", n, "id")), theme, content.brought_by[theme])
                content.themes[theme] = model.Theme(id=theme, title=part.title, about=part.about)
            else:
                theme, where = part.add_to, file.document.where(("themes", n, "add_to"))
                self.library.need(THEME, theme, where, content.themes)
            for m, item in enumerate(part.criteria):
                self._ask(item, theme, content, file.document, ("themes", n, "criteria", m))
        return content

    def _use_all(self, id_: str, content: _Content, where: Where) -> None:
        """All of another checklist; a question that is asked already is not asked again."""
        other = self._content(id_)
        if other is None:
            if id_ in self.files:
                self._say("C23", where, "", id_)
            return
        for theme in other.themes.values():
            if theme.id in content.themes:
                self._say("C24", where, theme.id, id_)
            content.themes[theme.id], content.brought_by[theme.id] = theme, id_
        for ref, question in other.questions.items():
            content.questions.setdefault(ref, _Question(theme=question.theme, item=question.item, where=where))

    def _say(self, code: str, where: Where, theme: str, id_: str) -> None:
        self.library.found.append(problem(code, where, theme=theme, id=id_))

    def _ask(
        self,
        item: shape.CriterionShape | shape.UseShape,
        theme: str,
        content: _Content,
        document: yaml_file.YamlDocument,
        at: yaml_file.Steps,
    ) -> None:
        where = document.where((*at, "use" if isinstance(item, shape.UseShape) else "duty"))
        written = self.written.get(item.use) if isinstance(item, shape.UseShape) else item
        if written is None:
            return
        if written.id in content.questions and isinstance(item, shape.UseShape):
            self.library.found.append(problem("C25", where, ref=written.id, other=content.questions[written.id].where))
        content.questions.setdefault(written.id, _Question(theme=theme, item=written, where=where))

    def _checklist(self, id_: str) -> model.Checklist:
        file, content = self.files[id_], self._content(id_) or _Content()
        head = file.read.checklist
        built = (self._criterion(question.item, question.theme) for question in content.questions.values())
        criteria = [criterion for criterion in built if criterion]
        used = {criterion.theme for criterion in criteria}
        return model.Checklist(
            **_given(head, "scored_against", "law_since", "law_text", "law_see"),
            law_since=_law(head),
            scored_against=tuple(self.sources[s] for s in head.scored_against if s in self.sources),
            themes=tuple(theme for theme in content.themes.values() if theme.id in used),
            criteria=tuple(criteria),
            kinds=self.kinds,
            retired_kinds=self.retired_kinds,
            roles=self.roles,
            groups=self.groups,
            sources=tuple(self.sources.values()),
            retired=tuple(model.Retired(**_given(r)) for r in file.read.retired),
            digest=_digest(file.read, [q.item for q in content.questions.values()], criteria),
        )

    def _criterion(self, item: shape.CriterionShape, theme: str) -> model.Criterion | None:
        """The criterion with its provisions; ``None`` where one of them is not known."""
        cites = self._provisions(item.cites)
        sector: dict[str, model.Sector] = {}
        for kind, own in item.sector.items():
            its = self._provisions(own.cites)
            if its is None:
                return None
            sector[kind] = model.Sector(cites=its, **_given(own, "cites"))
        if cites is None:
            return None
        given = _given(item, "cites", "sector", "applies_to")
        listed = self.relations.whole(item.applies_to)
        sectors = self.relations.sectors(sector, listed, model.Duty(item.duty))
        applies_to = self._asked_of(listed, {kind for kind, own in sectors if own.not_asked})
        return model.Criterion(theme=theme, cites=cites, sector=sectors, applies_to=applies_to, **given)

    def _asked_of(self, listed: Sequence[str] | None, not_asked: set[str]) -> tuple[str, ...] | None:
        """The kinds that are asked: those listed, or all, without those that are said not to be asked."""
        if listed is None and not not_asked:
            return None
        every = (*(kind.id for kind in self.kinds), *(kind.id for kind in self.retired_kinds))
        return tuple(k for k in (every if listed is None else listed) if k not in not_asked)

    def _provisions(self, ids: Sequence[str]) -> tuple[model.Provision, ...] | None:
        found = [self.provisions.get(id_) for id_ in ids]
        return None if None in found else tuple(p for p in found if p)

    def _check_force(self, file: File) -> None:
        """The duty is the source's own force, for every kind that is asked: never more and never less.

        Each criterion that is whole is looked at, even where the file as a whole has faults.
        """
        for at, part in parts(file.document.value, "themes"):
            for here, item in parts(part, "criteria", at):
                try:
                    criterion = self._criterion(shape.CriterionShape.model_validate(item), "")
                except ValidationError:
                    continue
                if criterion:
                    for kind in self.kinds:
                        self._check_force_for(criterion, kind.id, file.document.where((*here, "duty")))

    def _check_force_for(self, criterion: model.Criterion, kind: str, where: Where) -> None:
        if not criterion.applies(kind):
            return
        own = criterion.for_kind(kind)
        if not own.cites:
            self.library.found.append(problem("C11", where, ref=criterion.id, kind=kind))
            return
        force = max((p.force for p in own.cites), key=lambda f: FORCE[f])
        if force is not own.duty:
            details = {"ref": criterion.id, "duty": own.duty, "kind": kind, "force": force}
            self.library.found.append(problem("C10", where, **details))


def _given(read: BaseModel, *leave_out: str) -> dict[str, Any]:
    """The fields of a shape as arguments for its frozen value: lists as tuples, words as the model's own."""
    values: dict[str, Any] = dict.fromkeys(_EMPTY_WHERE_ABSENT & type(read).model_fields.keys() - set(leave_out), "")
    for name in type(read).model_fields:
        if name not in leave_out:
            value = getattr(read, name)
            if value is None and name in values:
                continue
            values[name] = tuple(value) if isinstance(value, list) else value
    return {k: _ENUMS[k](v) if k in _ENUMS and v is not None else v for k, v in values.items()}


def _law(head: shape.ChecklistShape) -> model.ChangedLaw | None:
    if head.law_since and head.law_text and head.law_see:
        return model.ChangedLaw(since=head.law_since, text=head.law_text, see=head.law_see)
    return None


def _in_force(said: date | str | None) -> tuple[date | None, date | None]:
    """The first and the last day on which a source may have come into force; the same where the day is known."""
    if not isinstance(said, str):
        return said, said
    year, _, month = said.partition("-")
    first, last = (int(month), int(month)) if month else (1, 12)
    return date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1])


def _digest(
    read: shape.ChecklistFileShape, asked: Sequence[shape.CriterionShape], criteria: Sequence[model.Criterion]
) -> str:
    """SHA-256 over all that the checklist asks and rests on, so that any change of words shows.

    What a field says by default is left out, so that a new field that nobody uses changes no digest.
    """
    cited = {p.id: p for c in criteria for p in (*c.cites, *(x for _, s in c.sector for x in s.cites))}
    whole = {
        "checklist": _dumped(read),
        "criteria": [_dumped(item) for item in asked],
        "provisions": [(i, p.locator, p.paraphrase, p.force) for i, p in sorted(cited.items())],
    }
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _dumped(read: BaseModel) -> dict[str, Any]:
    return read.model_dump(mode="json", exclude_defaults=True)
