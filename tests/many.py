"""What the tests of many returns share: a folder of invented returns made once, and orders on it."""

import hashlib
from functools import lru_cache
from pathlib import Path

from audit.aggregate import run
from audit.samples import return_factory
from tests.conftest import DAY

SETTINGS = 40


@lru_cache(maxsize=1)
def contents() -> tuple[tuple[str, bytes], ...]:
    """The files that forty invented settings send, and two that nobody can read."""
    mill = return_factory.ReturnFactory(DAY)
    sent = [sent for number in range(SETTINGS) for sent in mill.returns(number)]
    return (*sent, ("letter.xlsx", b"%PDF-1.4"), ("broken.xlsx", sent[0][1][:5000]))


def make(folder: Path) -> Path:
    """A folder with the returns of forty settings, and their register beside it."""
    for name, data in contents():
        path = folder / "returns" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return_factory.write_register(folder, SETTINGS)
    return folder / "returns"


def order(folder: Path, *paths: object, output: str = "out", **changes) -> run.Order:
    given = {
        "paths": tuple(str(path) for path in paths or (folder / "returns",)),
        "output": folder / output,
        "as_of": DAY,
        "register": folder / "settings.csv",
        "processes": 0,
    }
    return run.Order(**(given | changes))


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}
