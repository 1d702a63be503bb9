"""The files of one or two folders, read and compared: ours, and beside them a trust's own.

Every fault of every file is collected before anything is built. What one file says of another is looked up in the
plain values, not in validated shapes, so that one wrong word in a file does not hide the rest of its faults, nor make
everything that cites it look wrong.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from audit.checklist import faults, folders, form_shape, shape, yaml_file
from audit.checklist.nearest import nearest
from audit.problems import AuditError, Problem, Where, problem

_KIND = "kind of setting"
KINDS, SOURCE, CHECKLIST, DUTIES, MAPPING = "kinds", "source", "checklist", "duties", "mapping"
_SHAPES: Mapping[str, type[BaseModel]] = {
    KINDS: shape.KindsFileShape,
    SOURCE: shape.SourceFileShape,
    CHECKLIST: shape.ChecklistFileShape,
    DUTIES: shape.DutiesFileShape,
    MAPPING: form_shape.MappingFileShape,
}
_HOLDS = {
    KINDS: (_KIND, "role", "group"),
    SOURCE: ("source", "provision"),
    CHECKLIST: ("checklist", "criterion"),
    DUTIES: ("duty",),
    MAPPING: ("checklist",),
}
ORDER = tuple(_SHAPES)
"""What is read first: nothing refers to what comes after it, but for successors and shared criteria."""
_FOLDERS = dict(zip(folders.PARTS, (SOURCE, DUTIES, CHECKLIST, MAPPING), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: what it is, its plain values with their places, its shape unless it has faults of its own."""

    what: str
    ours: bool
    document: yaml_file.YamlDocument
    found: tuple[Problem, ...] = ()
    read: Any = None
    readable: bool = True


def read_folder(folder: Path, *, ours: bool, before: str = "", after: str = "") -> tuple[File, ...]:
    """Every checklist file of a folder: ``kinds.yaml``, ``sources/*.yaml``, ``duties/*.yaml``, and one a checklist.

    In problems a file is called by its path inside the folder, with ``before`` and ``after`` round it.
    """
    files = []
    for part, what in _FOLDERS.items():
        for path in folders.yaml_files(folder / part):
            is_kinds = what == CHECKLIST and path.stem.casefold() == "kinds"
            name = f"{before}{path.relative_to(folder).as_posix()}{after}"
            files.append(_read(path, name, KINDS if is_kinds else what, ours=ours))
    return tuple(sorted(files, key=lambda f: ORDER.index(f.what)))


def _read(path: Path, name: str, what: str, *, ours: bool) -> File:
    try:
        return from_document(yaml_file.read(path, name), what, ours=ours)
    except AuditError as fault:
        document = yaml_file.YamlDocument(name, None)
        return File(what=what, ours=ours, document=document, found=fault.problems, readable=False)


def from_document(document: yaml_file.YamlDocument, what: str = CHECKLIST, *, ours: bool = False) -> File:
    """A file from its plain values, compared with the shape it should have."""
    wanted = _SHAPES[what]
    try:
        return File(what=what, ours=ours, document=document, read=wanted.model_validate(document.value))
    except ValidationError as fault:
        found = tuple(faults.placed(document, fault.errors(), wanted))
        document.said.update(faults.own_path(error["loc"]) for error in fault.errors())
        return File(what=what, ours=ours, document=document, found=found)


@dataclass(slots=True)
class Library:
    """All files together: who claims which id, what is referred to, and everything wrong."""

    files: tuple[File, ...]
    found: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], Where] = field(default_factory=dict)
    known: dict[str, dict[str, None]] = field(default_factory=dict)
    not_all_known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for file in self.files:
            self.found.extend(file.found)
            if not file.readable:
                self.not_all_known.update(_HOLDS[file.what])
            for thing, id_, path in claims(file):
                if path in file.document.said:
                    self.known.setdefault(thing, {})[id_] = None  # it is there, however faulty
                else:
                    self.take(thing, id_, file.document.where(path))
        for file in self.files:
            for thing, id_, path in references(file):
                if path not in file.document.said:
                    self.need(thing, id_, file.document.where(path))

    def take(self, thing: str, id_: str, where: Where) -> None:
        """Claim an id for a thing; a second claim is a fault that names both places.

        What one checklist has retired another may have retired too, as a copy of it has; nobody may ask it again.
        """
        before = self.places.get((thing, id_))
        if thing == RETIRED and before and before.file != where.file:
            return
        other = before or self.places.get((_EXCLUDES.get(thing, ""), id_))
        if other:
            if thing not in _SAME:  # said already, of the criterion itself
                self.found.append(problem("C07", where, id=id_, other=other))
            return
        self.places[thing, id_] = where
        self.known.setdefault(thing, {})[id_] = None

    def need(self, thing: str, id_: str, where: Where, known: Iterable[str] | None = None) -> bool:
        """Whether a thing that is referred to exists; a fault with the nearest name if not.

        Where a file that could hold it could not be read, nothing is said: it may well be there.
        """
        known = list(self.known.get(thing, ()) if known is None else known)
        if id_ in known:
            return True
        if not self.not_all_known & {thing, _SAME.get(thing, thing)}:
            self.found.append(problem("C08", where, thing=thing, id=id_, hint=nearest(id_, known)))
        return False

    def shapes(self, what: str) -> Iterator[tuple[File, Any]]:
        """The files of one sort that have no fault of their own."""
        return ((file, file.read) for file in self.files if file.what == what and file.read is not None)


SHARED, STILL_ASKED, THEME = "criterion of another checklist", "criterion in use", "theme"
RETIRED = "criterion that was retired"
_EXCLUDES = {RETIRED: "criterion", "criterion": RETIRED}
_SAME = {SHARED: "criterion", STILL_ASKED: "criterion", THEME: "criterion"}
Mention = tuple[str, str, yaml_file.Steps]


_OF_KINDS = (("kinds", _KIND), ("retired_kinds", _KIND), ("roles", "role"), ("groups", "group"))


def claims(file: File) -> Iterator[Mention]:
    """Every id that a file gives to a thing, with its path; what is not text is not looked at."""
    top = file.document.value
    if file.what == KINDS:
        for key, thing in _OF_KINDS:
            for at, item in parts(top, key):
                yield from _word(thing, item, "id", at)
    elif file.what == SOURCE:
        yield from _word("source", inside(top, "source"), "id", ("source",))
        for at, item in parts(top, "provisions"):
            yield from _word("provision", item, "id", at)
    elif file.what == DUTIES:
        for at, item in parts(top, "duties"):
            yield from _word("duty", item, "ref", at)
    elif file.what == MAPPING:
        yield from _word("checklist", inside(top, "form"), "id", ("form",))
    else:
        yield from _checklist_claims(top)


def _checklist_claims(top: object) -> Iterator[Mention]:
    own = ""
    for thing, id_, path in _word("checklist", inside(top, "checklist"), "id", ("checklist",)):
        own = id_
        yield thing, id_, path
    for at, part in parts(top, "themes"):
        yield from _word(f"theme of '{own}'", part, "id", at)
        yield from _word(f"theme of '{own}'", part, "add_to", at)
        for here, item in parts(part, "criteria", at):
            for thing, id_, path in _word("criterion", item, "id", here):
                yield thing, id_, path
                yield STILL_ASKED, id_, path
                yield SHARED, f"{own}/{id_}", path
    for at, gone in parts(top, "retired"):
        yield from _word(RETIRED, gone, "id", at)


def references(file: File) -> Iterator[Mention]:
    """Everything that a file refers to by its id, with its path."""
    top = file.document.value
    if file.what == KINDS:
        for at, role in parts(top, "roles"):
            yield from _keys(_KIND, role, "titles", at)
        for at, kind in parts(top, "kinds"):
            yield from _word(_KIND, kind, "like", at)
            yield from _word(_KIND, kind, "split_from", at)
        for at, gone in parts(top, "retired_kinds"):
            yield from _words(_KIND, gone, "replaced_by", at)
    elif file.what == SOURCE:
        yield from _word("group", inside(top, "source"), "group", ("source",))
        yield from _word("source", inside(top, "source"), "superseded_by", ("source",))
        for at, provision in parts(top, "provisions"):
            yield from _words(_KIND, provision, "kinds", at)
    elif file.what == DUTIES:
        yield from _word("source", top, "source", ())
    elif file.what == MAPPING:
        yield from _mapping_references(top)
    else:
        yield from _checklist_references(top)


def _mapping_references(top: object) -> Iterator[Mention]:
    yield from _word(_KIND, inside(top, "form"), "kind", ("form",))
    sections = inside(top, "sections")
    for title, questions in sections.items() if isinstance(sections, dict) else ():
        for ref, asked in questions.items() if isinstance(questions, dict) else ():
            here = ("sections", title, ref)
            yield from _word(SHARED, asked, "like", here)
            yield from _words("provision", asked, "cites", here)


def _checklist_references(top: object) -> Iterator[Mention]:
    yield from _words("source", inside(top, "checklist"), "scored_against", ("checklist",))
    yield from _word("checklist", inside(top, "checklist"), "law_see", ("checklist",))
    for at, part in parts(top, "themes"):
        yield from _word("checklist", part, "use_all", at)
        for here, item in parts(part, "criteria", at):
            yield from _word(SHARED, item, "use", here)
            yield from _criterion_references(item, here)
    for at, gone in parts(top, "retired"):
        yield from _word(STILL_ASKED, gone, "replaced_by", at)


def _criterion_references(item: object, at: yaml_file.Steps) -> Iterator[Mention]:
    yield from _word("role", item, "owner", at)
    yield from _words(_KIND, item, "applies_to", at)
    yield from _words("provision", item, "cites", at)
    yield from _keys(_KIND, item, "sector", at)
    sectors = inside(item, "sector")
    for kind, own in sectors.items() if isinstance(sectors, dict) else ():
        here = (*at, "sector", kind)
        yield from _word("role", own, "owner", here)
        yield from _words("provision", own, "cites", here)
        yield from _word(STILL_ASKED, own, "asked_instead", here)


# Looking into plain values that may be of any shape


def inside(value: object, key: str) -> object:
    """What stands under a key; ``None`` where there is no such key, or no keys at all."""
    return value.get(key) if isinstance(value, dict) else None


def parts(value: object, key: str, at: yaml_file.Steps = ()) -> Iterator[tuple[yaml_file.Steps, object]]:
    """The items of the list under a key, each with its path; nothing where there is no list."""
    items = inside(value, key)
    return (((*at, key, n), item) for n, item in enumerate(items if isinstance(items, list) else ()))


def _word(thing: str, value: object, key: str, at: yaml_file.Steps) -> Iterator[Mention]:
    word = inside(value, key)
    if isinstance(word, str):
        yield thing, word, (*at, key)


def _words(thing: str, value: object, key: str, at: yaml_file.Steps) -> Iterator[Mention]:
    return ((thing, item, path) for path, item in parts(value, key, at) if isinstance(item, str))


def _keys(thing: str, value: object, key: str, at: yaml_file.Steps) -> Iterator[Mention]:
    block = inside(value, key)
    return ((thing, word, (*at, key, word)) for word in (block if isinstance(block, dict) else ()))
