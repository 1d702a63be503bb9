"""From YAML files to a :class:`~audit.model.Checklist`: every fault of every file at once, each at its line."""

import difflib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from audit import model, resources, yamlfile
from audit.checklist import shape
from audit.problems import AuditError, Problem, Where, problem

_Shape = TypeVar("_Shape", bound=BaseModel)
_READ_AS = {"int": "a number", "float": "a number", "bool": "yes or no", "date": "a date", "NoneType": "nothing"}
_FORCE = {"advice": 1, "should": 2, "must": 3}


@dataclass(slots=True)
class _Library:
    """What the files of one folder say, while they are being joined."""

    found: list[Problem] = field(default_factory=list)
    documents: dict[str, yamlfile.Document] = field(default_factory=dict)
    sources: dict[str, model.Source] = field(default_factory=dict)
    provisions: dict[str, model.Provision] = field(default_factory=dict)
    places: dict[tuple[str, str], Where] = field(default_factory=dict)
    base: shape.KindsFileShape | None = None
    checklists: dict[str, shape.ChecklistFileShape] = field(default_factory=dict)

    def take(self, thing: str, id_: str, where: Where) -> bool:
        """Claim an id for a thing; a second claim is a fault."""
        if (thing, id_) in self.places:
            self.found.append(problem("C07", where, id=id_, other=self.places[thing, id_]))
            return False
        self.places[thing, id_] = where
        return True

    def need(self, thing: str, id_: str, known: Iterable[str], where: Where) -> bool:
        """Whether a thing that is referred to exists; a fault with the nearest name if not."""
        known = list(known)
        if id_ in known:
            return True
        self.found.append(problem("C08", where, thing=thing, id=id_, hint=nearest(id_, known)))
        return False


def nearest(word: str, known: Iterable[str]) -> str:
    """A ``(did you mean ...?)`` for a word that is not known, or nothing where none is near."""
    near = difflib.get_close_matches(word.casefold(), [k.casefold() for k in known], n=1, cutoff=0.6)
    original = {k.casefold(): k for k in known}
    return f" (did you mean '{original[near[0]]}'?)" if near else ""


@lru_cache(maxsize=64)
def load(checklist_id: str, kind: str = model.ANY_KIND, folder: Path | None = None) -> model.Checklist:
    """The checklist with this id, as settings of this kind are asked it.

    Args:
        checklist_id: ``leaders``, or the id of another file in the folder.
        kind: an id from ``kinds.yaml``; ``ANY_KIND`` is asked everything.
        folder: where the YAML is; the packaged ``checklists/`` if not said.

    Raises:
        AuditError: every fault of every file in the folder, or C08 if there is no such checklist or kind.
    """
    checklists = load_folder(folder or resources.folder("checklists"))
    whole = next((c for c in checklists if c.id == checklist_id), None)
    if whole is None:
        hint = nearest(checklist_id, [c.id for c in checklists])
        raise AuditError([problem("C08", Where(), thing="checklist", id=checklist_id, hint=hint)])
    kinds = [k.id for k in whole.kinds]
    if kind not in (model.ANY_KIND, *kinds):
        raise AuditError([problem("C08", Where(), thing="kind of setting", id=kind, hint=nearest(kind, kinds))])
    return whole.for_kind(kind)


@lru_cache(maxsize=8)
def load_folder(folder: Path) -> tuple[model.Checklist, ...]:
    """Every checklist of a folder: ``kinds.yaml``, ``sources/*.yaml`` and one file a checklist.

    Raises:
        AuditError: every fault of every file.
    """
    library = _Library()
    library.base = _read(folder / "kinds.yaml", shape.KindsFileShape, library)
    for path in sorted((folder / "sources").glob("*.yaml")):
        _take_source(path, library)
    _check_successors(library)
    for path in sorted(folder.glob("*.yaml")):
        if path.name != "kinds.yaml":
            _take_checklist(path, library)
    built = tuple(_join(library)) if library.base else ()
    if library.found:
        raise AuditError(library.found)
    return built


def _read(path: Path, wanted: type[_Shape], library: _Library) -> _Shape | None:
    try:
        document = yamlfile.read(path)
    except AuditError as fault:
        library.found.extend(fault.problems)
        return None
    try:
        read = wanted.model_validate(document.value)
    except ValidationError as fault:
        library.found.extend(_placed(document, fault.errors(), wanted))
        return None
    library.documents[path.name] = document
    return read


def _placed(document: yamlfile.Document, errors: list[ErrorDetails], wanted: type[BaseModel]) -> Iterator[Problem]:
    """Pydantic's findings in our words, each at its line."""
    for error in errors:
        path = _own_path(error["loc"])
        where, key, kind = document.where(path), str(path[-1]) if path else "the file", error["type"]
        if kind == "extra_forbidden":
            known = _keys(error["loc"][:-1], wanted)
            yield problem("C03", where, key=key, hint=nearest(key, known), known=", ".join(known))
        elif kind == "missing":
            yield problem("C04", where, key=key)
        elif kind == "string_type" and type(error["input"]).__name__ in _READ_AS:
            read_as = _READ_AS[type(error["input"]).__name__]
            yield problem("C05", where, key=key, text=error["input"], read_as=read_as)
        else:
            text = error["input"] if isinstance(error["input"], str | int | float) else "this"
            yield problem("C06", where, key=key, text=text, why=_why(error))


def _own_path(loc: Sequence[int | str]) -> yamlfile.Steps:
    """The steps of a finding without the names of shapes that pydantic puts in for a choice of two."""
    names = {"CriterionShape", "UseShape"}
    return tuple(step for step in loc if step not in names)


def _keys(loc: Sequence[int | str], wanted: type[BaseModel]) -> list[str]:
    """The keys allowed where a finding stands."""
    shapes: list[type[BaseModel]] = [wanted]
    for step in loc:
        if isinstance(step, int):
            continue
        fields = [s.model_fields[step].annotation for s in shapes if step in s.model_fields]
        if fields:
            shapes = [s for annotation in fields for s in _shapes_in(annotation)]
        elif any(s.__name__ == step for s in shapes):
            shapes = [s for s in shapes if s.__name__ == step]
    return sorted({key for s in shapes for key in s.model_fields})


def _shapes_in(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 - an annotation has no narrower type
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [s for inner in getattr(annotation, "__args__", ()) for s in _shapes_in(inner)]


def _why(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind == "string_pattern_mismatch":
        pattern = str(error.get("ctx", {}).get("pattern", ""))
        if pattern.startswith("^https"):
            return "an address begins with https://"
        return "use small letters, digits and single hyphens" if pattern.startswith("^[a-z") else "it is blank"
    if kind in {"literal_error", "enum"}:
        return "use " + str(error.get("ctx", {}).get("expected", "one of the allowed words"))
    if kind in {"too_short", "string_too_short"}:
        return "it is empty"
    plain = {"list_type": "it has to be a list", "model_type": "it has to be a block of keys"}
    plain |= {"date_type": "write a date as 2026-11-22", "int_type": "write a whole number", "dict_type": "use keys"}
    return plain.get(kind, error["msg"][:1].lower() + error["msg"][1:])


def _given(read: BaseModel, *leave_out: str) -> dict[str, Any]:
    """The fields of a shape as arguments for its frozen value: lists as tuples, words as the model's own."""
    values: dict[str, Any] = {}
    for name in type(read).model_fields:
        if name not in leave_out:
            value = getattr(read, name)
            values[name] = tuple(value) if isinstance(value, list) else value
    words = {"certainty": model.Certainty, "force": model.Duty, "duty": model.Duty, "effort": model.Effort}
    return {k: words[k](v) if k in words and v is not None else v for k, v in values.items()}


def _take_source(path: Path, library: _Library) -> None:
    read = _read(path, shape.SourceFileShape, library)
    if read is None or library.base is None:
        return
    document = library.documents[path.name]
    library.need("group", read.source.group, [g.id for g in library.base.groups], document.where(("source", "group")))
    if not library.take("source", read.source.id, document.where(("source", "id"))):
        return
    source = model.Source(**_given(read.source))
    library.sources[source.id] = source
    kinds = [k.id for k in library.base.kinds]
    for place, item in enumerate(read.provisions):
        at = ("provisions", place)
        for kind in item.kinds or []:
            library.need("kind of setting", kind, kinds, document.where((*at, "kinds")))
        if library.take("provision", item.id, document.where((*at, "id"))):
            given = _given(item, "address")
            library.provisions[item.id] = model.Provision(source=source, own_address=item.address, **given)


def _check_successors(library: _Library) -> None:
    for source in library.sources.values():
        if source.superseded_by:
            where = library.places["source", source.id]
            library.need("source", source.superseded_by, library.sources, where)


def _take_checklist(path: Path, library: _Library) -> None:
    read = _read(path, shape.ChecklistFileShape, library)
    if read is None:
        return
    document = library.documents[path.name]
    if not library.take("checklist", read.checklist.id, document.where(("checklist", "id"))):
        return
    library.checklists[path.name] = read
    for at, item in _criteria(read):
        if isinstance(item, shape.CriterionShape):
            library.take("criterion", item.id, document.where((*at, "id")))
    for place, gone in enumerate(read.retired):
        library.take("criterion", gone.id, document.where(("retired", place, "id")))


def _criteria(
    read: shape.ChecklistFileShape,
) -> Iterator[tuple[yamlfile.Steps, shape.CriterionShape | shape.UseShape]]:
    for i, theme in enumerate(read.themes):
        for j, item in enumerate(theme.criteria):
            yield ("themes", i, "criteria", j), item


def _join(library: _Library) -> Iterator[model.Checklist]:
    """Bind what the files say of each other, checklist by checklist."""
    shared = {
        f"{read.checklist.id}/{item.id}": item
        for read in library.checklists.values()
        for _, item in _criteria(read)
        if isinstance(item, shape.CriterionShape)
    }
    for name, read in library.checklists.items():
        yield _checklist(name, read, shared, library)


def _checklist(
    name: str, read: shape.ChecklistFileShape, shared: Mapping[str, shape.CriterionShape], library: _Library
) -> model.Checklist:
    document, base = library.documents[name], library.base
    if base is None:  # load_folder joins nothing without kinds.yaml
        raise AuditError(library.found)
    criteria: list[model.Criterion] = []
    for at, item in _criteria(read):
        if isinstance(item, shape.UseShape):
            if not library.need("criterion", item.use, shared, document.where((*at, "use"))):
                continue
            item = shared[item.use]  # noqa: PLW2901 - from here on it is the criterion itself
        theme = read.themes[int(at[1])].id
        criteria.append(_criterion(item, theme, document, at, library))
    head = read.checklist
    for place, source_id in enumerate(head.scored_against):
        library.need("source", source_id, library.sources, document.where(("checklist", "scored_against", place)))
    return model.Checklist(
        id=head.id,
        title=head.title,
        purpose=head.purpose,
        edition=head.edition,
        compared_on=head.compared_on,
        caution=head.caution,
        scored_against=tuple(library.sources[s] for s in head.scored_against if s in library.sources),
        themes=tuple(model.Theme(id=t.id, title=t.title, about=t.about) for t in read.themes),
        criteria=tuple(criteria),
        kinds=tuple(model.Kind(**_given(k)) for k in base.kinds),
        roles=tuple(model.Role(id=r.id, title=r.title, titles=tuple(r.titles.items())) for r in base.roles),
        groups=tuple(model.SourceGroup(**_given(g)) for g in base.groups),
        sources=tuple(library.sources.values()),
        retired=tuple(model.Retired(**_given(r)) for r in read.retired),
        digest=_digest(read, criteria, library),
    )


def _criterion(
    item: shape.CriterionShape, theme: str, document: yamlfile.Document, at: yamlfile.Steps, library: _Library
) -> model.Criterion:
    base = library.base
    kinds = [k.id for k in base.kinds] if base else []
    roles = [r.id for r in base.roles] if base else []
    library.need("role", item.owner, roles, document.where((*at, "owner")))
    for kind in item.applies_to or []:
        library.need("kind of setting", kind, kinds, document.where((*at, "applies_to")))
    sector: list[tuple[str, model.Sector]] = []
    for kind, own in item.sector.items():
        here = (*at, "sector", kind)
        library.need("kind of setting", kind, kinds, document.where(here))
        if own.owner:
            library.need("role", own.owner, roles, document.where((*here, "owner")))
        cites = _provisions(own.cites, document, (*here, "cites"), library)
        sector.append((kind, model.Sector(cites=cites, **_given(own, "cites"))))
    cites = _provisions(item.cites, document, (*at, "cites"), library)
    built = model.Criterion(theme=theme, cites=cites, sector=tuple(sector), **_given(item, "cites", "sector"))
    _check_force(built, kinds, document.where((*at, "duty")), library)
    return built


def _provisions(
    ids: Sequence[str], document: yamlfile.Document, at: yamlfile.Steps, library: _Library
) -> tuple[model.Provision, ...]:
    known = library.provisions
    wanted = [i for n, i in enumerate(ids) if library.need("provision", i, known, document.where((*at, n)))]
    return tuple(known[i] for i in wanted)


def _check_force(criterion: model.Criterion, kinds: Iterable[str], where: Where, library: _Library) -> None:
    """The duty is the source's own force, for every kind that is asked: never more and never less."""
    for kind in kinds:
        if not criterion.applies(kind):
            continue
        own = criterion.for_kind(kind)
        if not own.cites:
            library.found.append(problem("C11", where, ref=criterion.id, kind=kind))
            continue
        force = max((p.force for p in own.cites), key=lambda f: _FORCE[f])
        if force is not own.duty:
            details = {"ref": criterion.id, "duty": own.duty, "kind": kind, "force": force}
            library.found.append(problem("C10", where, **details))


def _digest(read: shape.ChecklistFileShape, criteria: Sequence[model.Criterion], library: _Library) -> str:
    """SHA-256 over all that the checklist asks and rests on, so that any change of words shows."""
    cited = sorted({p.id for c in criteria for p in (*c.cites, *(x for _, s in c.sector for x in s.cites))})
    whole = {
        "checklist": read.model_dump(mode="json"),
        "criteria": [(c.id, c.question, c.met, c.partly, c.duty) for c in criteria],
        "provisions": [(i, p.locator, p.paraphrase, p.force) for i in cited if (p := library.provisions.get(i))],
    }
    return hashlib.sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()
