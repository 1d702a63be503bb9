"""Our checklists prepared ahead: parsed and validated once, and kept as data until anything they came from changes.

The data stands in a file of two lines. The first says what the second was made from: the SHA-256 of each YAML file and
of the code that read them, the tool's version, the form of this file; and it has the SHA-256 of the second line. Unless
all of that is as it is found now, the file is not believed, and the YAML is read as a folder of one's own is.

The file is made when the package is built. A checkout makes it when it is first needed, as Python makes compiled
code. An installed package is never written to.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from audit import __version__, files, model, resources
from audit.checklist import folders, model_json
from audit.problems import AuditError

NAME = "checklists.jsonl"
_FORMAT = 1
"""Another number for each change of what this module writes."""


def ours() -> tuple[model.Checklist, ...]:
    """Every checklist that comes with the tool.

    Raises:
        AuditError: every fault of every file.
    """
    path = resources.prepared() / NAME
    found = _read(path)
    if found is None:
        found, data = made()
        if data and resources.is_checkout():
            with suppress(AuditError):  # it is made again next time
                files.write(path, data, lasting=False)
    return found


def made() -> tuple[tuple[model.Checklist, ...], bytes]:
    """Our checklists from their YAML, and the file that keeps them; an empty one if a file changed meanwhile.

    Raises:
        AuditError: every fault of every file.
    """
    from audit.checklist.shelf import read_ours  # which imports the libraries that this module saves the time of

    before = _origin()
    found = read_ours()
    whole = before is not None and before == _origin()
    return found, _packed(found, before) if whole else b""


def _packed(checklists: Iterable[model.Checklist], origin: Any) -> bytes:  # noqa: ANN401 - what JSON can hold
    data = json.dumps(model_json.encoded(checklists), separators=(",", ":"), allow_nan=False).encode()
    head = {"origin": origin, "sha256": hashlib.sha256(data).hexdigest()}
    return json.dumps(head).encode() + b"\n" + data + b"\n"


def _read(path: Path) -> tuple[model.Checklist, ...] | None:
    """What a file keeps, if all that it was made from is as it is now; ``None`` otherwise."""
    try:
        head, data = path.read_bytes().removesuffix(b"\n").split(b"\n")
        said = json.loads(head)
        if said["sha256"] != hashlib.sha256(data).hexdigest() or said["origin"] != _origin():
            return None
        return model_json.decoded(json.loads(data))
    except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError):
        return None


def _origin() -> dict[str, Any] | None:
    """All that the data follows from; ``None`` where it cannot be read."""
    code = hashlib.sha256()
    try:
        for module in (Path(__file__), Path(model.__file__)):
            for path in sorted(module.parent.glob("*.py")):
                code.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        read = folders.digests(resources.folder("checklists"))
    except (OSError, AuditError):
        return None
    return {"format": _FORMAT, "tool": __version__, "code": code.hexdigest(), "files": read}
