"""The checklists, as settings are asked them: ours, and those of a trust's own folder beside them.

Ours are prepared ahead (:mod:`audit.checklist.prepared`). The libraries that read YAML are imported only where a file
has to be read as it is written: where a folder of one's own is given, or a file of ours was changed.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from audit import model
from audit.checklist import prepared
from audit.checklist.folders import prints
from audit.checklist.nearest import checklist_with, nearest, nearest_kind, no_such_kind
from audit.problems import AuditError

if TYPE_CHECKING:
    from audit.checklist.forms import FormMapping

__all__ = ["load", "load_all", "load_forms", "nearest", "nearest_kind"]


def load(checklist_id: str, kind: str = model.ANY_KIND, folder: Path | None = None) -> model.Checklist:
    """The checklist with this id, as settings of this kind are asked it.

    Args:
        checklist_id: ``leaders``, or the id of another file, ours or in the folder.
        kind: an id from ``kinds.yaml``; ``ANY_KIND`` is asked everything.
        folder: checklists of one's own, beside ours.

    Raises:
        AuditError: every fault of every file, or C08 if there is no such checklist, S10 if no such kind.
    """
    return _load(checklist_id, kind, folder, _prints(folder))


def load_all(folder: Path | None = None) -> tuple[model.Checklist, ...]:
    """Every checklist: ours, and those of a folder beside them.

    Raises:
        AuditError: every fault of every file; C26 if there is no checklist in the folder.
    """
    return _all(folder, _prints(folder))


def load_forms(folder: Path | None = None) -> "tuple[FormMapping, ...]":
    """The forms of somebody else's that a folder maps; none where there is no folder.

    Raises:
        AuditError: every fault of every file.
    """
    if folder is None or not (folder / "mappings").is_dir():
        return ()
    from audit.checklist.shelf import shelf

    return shelf(folder).forms


def _prints(folder: Path | None) -> tuple[tuple[str, int, int, int, int], ...]:
    return prints(folder) if folder else ()


@lru_cache(maxsize=64)
def _load(checklist_id: str, kind: str, folder: Path | None, seen: object) -> model.Checklist:
    """``seen`` is what the folder's files looked like, so that a file that was changed is read again."""
    whole = checklist_with(checklist_id, _all(folder, seen))
    known = {k.id for k in whole.kinds} | {gone.id for gone in whole.retired_kinds}
    if kind not in {model.ANY_KIND, *known}:
        raise AuditError([no_such_kind(kind, whole)])
    return whole.for_kind(kind)


@lru_cache(maxsize=8)
def _all(folder: Path | None, seen: object) -> tuple[model.Checklist, ...]:  # noqa: ARG001 - part of the cache's key
    if folder is None:
        return prepared.ours()
    from audit.checklist.shelf import shelf

    return shelf(folder).checklists
