"""From YAML files to checklists, registers and shapes: every fault of every file at once, each at its line.

Ours are always there. A folder of a trust's own stands beside them: its checklists may cite our provisions, use our
criteria, and add sources, kinds of setting and roles.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from audit import model
from audit.checklist import yaml_file
from audit.checklist.folders import prints
from audit.checklist.form_join import mapping_of
from audit.checklist.forms import FormMapping
from audit.checklist.join import Join
from audit.checklist.library import CHECKLIST, MAPPING, ORDER, File, Library, from_document, read_folder
from audit.checklist.nearest import checklist_with
from audit.checklist.shape import ChecklistFileShape, CriterionShape
from audit.files import resources
from audit.problems import AuditError, Where, problem

_BEFORE = "checklists/"
"""Stands before the name of a file of ours in problems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All that was loaded: checklists, provisions and registered duties with their places, and the files' shapes."""

    checklists: tuple[model.Checklist, ...]
    register: Mapping[model.Provision, Where]
    duties: Mapping[model.RegisteredDuty, Where]
    shapes: tuple[ChecklistFileShape, ...]
    ours: tuple[str, ...]
    """The ids of the checklists that come with the tool."""
    forms: tuple[FormMapping, ...] = ()
    """Forms of somebody else's, each with its checklist among the others."""

    def checklist(self, id_: str) -> model.Checklist:
        """The checklist with this id. Raises AuditError (C08) if there is none."""
        return checklist_with(id_, self.checklists)

    def written(self) -> dict[str, CriterionShape]:
        """Every criterion that another checklist can use, by ``checklist/criterion``."""
        return {f"{read.checklist.id}/{item.id}": item for read in self.shapes for item in read.written()}

    def shape(self, id_: str) -> ChecklistFileShape:
        """The checklist as its file says it. Raises AuditError (C08) if there is none."""
        own = {s.checklist.id for s in self.shapes}
        wanted = checklist_with(id_, tuple(c for c in self.checklists if c.id in own)).id
        return next(s for s in self.shapes if s.checklist.id == wanted)


def shelf(folder: Path | None = None) -> Shelf:
    """Everything there is: ours, and what a folder beside ours holds.

    Raises:
        AuditError: every fault of every file; C26 if there is no checklist in the folder.
    """
    return _shelf(folder, prints(folder) if folder else ())


def read_ours() -> tuple[model.Checklist, ...]:
    """The checklists that come with the tool, from their files as they are now.

    Raises:
        AuditError: every fault of every file.
    """
    return _build(read_folder(resources.folder("checklists"), ours=True, before=_BEFORE)).checklists


def to_edit_beside(folder: Path | None = None) -> Shelf:
    """Everything that a checklist may refer to while it is written: the folder may have no checklist yet.

    Raises:
        AuditError: every fault of every file.
    """
    return _build(_files(folder, may_be_bare=True))


def edited(document: yaml_file.YamlDocument, folder: Path | None = None) -> Shelf:
    """What there is once a checklist that stands in no file yet has the place of the one with its id, if there is one.

    Raises:
        AuditError: every fault of every file and of the document.
    """
    new = from_document(document)
    id_ = _id(new)
    return _build((*(f for f in _files(folder, may_be_bare=True) if f.what != CHECKLIST or _id(f) != id_), new))


def _id(file: File) -> object:
    top = file.document.value
    head = top.get("checklist") if isinstance(top, dict) else None
    return head.get("id") if isinstance(head, dict) else None


@lru_cache(maxsize=8)
def _shelf(folder: Path | None, seen: object) -> Shelf:  # noqa: ARG001 - part of the cache's key
    """``seen`` is what the folder's files looked like, so that a file that was changed is read again."""
    return _build(_files(folder))


@lru_cache(maxsize=4)
def _ours(folder: Path, before: str, after: str = "") -> tuple[File, ...]:
    """The files that come with the tool: nobody writes them during a run."""
    return read_folder(folder, ours=True, before=before, after=after)


def _files(folder: Path | None, *, may_be_bare: bool = False) -> tuple[File, ...]:
    packaged = resources.folder("checklists")
    if folder is None or folder.resolve() == packaged.resolve():
        return _ours(packaged, _BEFORE)
    theirs = read_folder(folder, ours=False, before=f"{folder.as_posix()}/")
    if not may_be_bare and not any(file.what in {CHECKLIST, MAPPING} for file in theirs):
        raise AuditError([problem("C26", Where(file=str(folder)))])
    ours = _ours(packaged, "", " (comes with the tool)")
    return tuple(sorted((*ours, *theirs), key=lambda f: ORDER.index(f.what)))


def _build(files: tuple[File, ...]) -> Shelf:
    library = Library(files)
    join = Join(library)
    checklists = (*join.checklists(), *join.form_checklists())
    if library.found:
        raise AuditError(library.found)
    return Shelf(
        checklists=checklists,
        register=join.register(),
        duties=join.duties(),
        shapes=tuple(read for _, read in library.shapes(CHECKLIST)),
        forms=tuple(mapping_of(read) for _, read in library.shapes(MAPPING)),
        ours=tuple(str(_id(file)) for file in files if file.ours and file.what == CHECKLIST),
    )
