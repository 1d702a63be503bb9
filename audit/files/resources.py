"""The packaged checklists and templates, and what is made of them ahead.

The folders stand inside the package once installed, and beside it in a checkout.

What is made ahead stands in a file of two lines. The first says what the second was made from, and has its SHA-256. The
file is believed only where both are as they are found now; otherwise everything is made from the packaged files again.
It is made when the package is built. A checkout makes it when it is first needed, as Python makes compiled code. An
installed package is never written to.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from audit import __version__, files
from audit.problems import AuditError

_PACKAGE = Path(__file__).resolve().parent.parent
_FORMAT = 1
"""Another number for each change of how such a file is written."""
PREPARED = "data/prepared"
"""Where those files stand in the package."""


def folder(name: str) -> Path:
    """The folder ``checklists`` or ``templates``, from a wheel, an editable install or a bare checkout."""
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def prepared(name: str, origin: object) -> Any | None:  # noqa: ANN401 - whatever JSON holds
    """What was made ahead under a name, if it was made from exactly this by this version; ``None`` otherwise.

    An origin that is ``None`` could not be read, and nothing follows from it.
    """
    if origin is None:
        return None
    try:
        head, data = (_PACKAGE / PREPARED / name).read_bytes().split(b"\n")
        return json.loads(data) if json.loads(head) == _head(origin, data) else None
    except (OSError, ValueError, RecursionError):
        return None


def packed(origin: object, made: object) -> bytes:
    """The file that :func:`prepared` believes as long as its origin stays the same."""
    data = json.dumps(made, separators=(",", ":"), allow_nan=False).encode()
    return json.dumps(_head(origin, data)).encode() + b"\n" + data


def can_keep() -> bool:
    """Whether what is made here may be kept for the next run: only in a checkout, and if it can be written."""
    data = _PACKAGE / "data"
    return not (data / "checklists").is_dir() and os.access(data if data.is_dir() else _PACKAGE, os.W_OK)


def keep(name: str, data: bytes) -> None:
    """Keep a file of :func:`packed` for the next run, where that can be done."""
    if can_keep():
        with suppress(AuditError):  # it is made again next time
            files.write(_PACKAGE / PREPARED / name, data, lasting=False)


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over files by their names and bytes, wherever they stand. Raises OSError if one cannot be read."""
    found = sorted(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest() for path in paths)
    return hashlib.sha256(b"".join(found)).hexdigest()


def _head(origin: object, data: bytes) -> dict[str, object]:
    return {"format": _FORMAT, "tool": __version__, "from": origin, "sha256": hashlib.sha256(data).hexdigest()}
