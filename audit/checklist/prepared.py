"""Our checklists prepared ahead: parsed and validated once, and kept as data until anything they came from changes.

What they came from is the SHA-256 of each YAML file and of the code that read it. How the data is kept, and when it is
believed, is in :mod:`audit.files.resources`.
"""

from pathlib import Path
from typing import Any

from audit import model
from audit.checklist import folders, model_json
from audit.files import resources
from audit.problems import AuditError

NAME = "checklists.jsonl"


def ours() -> tuple[model.Checklist, ...]:
    """Every checklist that comes with the tool.

    Raises:
        AuditError: every fault of every file.
    """
    found = resources.prepared(NAME, _origin())
    if found is not None:
        return model_json.decoded(found)
    made, data = from_files()
    if data:
        resources.keep(NAME, data)
    return made


def from_files() -> tuple[tuple[model.Checklist, ...], bytes]:
    """Our checklists from their YAML, and the file that keeps them; an empty one if anything changed meanwhile.

    Raises:
        AuditError: every fault of every file.
    """
    from audit.checklist.shelf import read_ours  # which imports the libraries that this module saves the time of

    before = _origin()
    made = read_ours()
    unchanged = before is not None and before == _origin()
    return made, resources.packed(before, model_json.encoded(made)) if unchanged else b""


def _origin() -> dict[str, Any] | None:
    """All that the data follows from; ``None`` where it cannot be read."""
    code = (path for module in (Path(__file__), Path(model.__file__)) for path in module.parent.glob("*.py"))
    try:
        return {"code": resources.digest(code), "files": folders.digests(resources.folder("checklists"))}
    except (OSError, AuditError):
        return None
