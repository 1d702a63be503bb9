"""Where the files of a folder of checklists are, and what shows that any of them has changed."""

import hashlib
from pathlib import Path

from audit.problems import AuditError, Where, problem

PARTS = ("sources", "duties", ".", "mappings")
"""The folders in which files are looked for, from the folder of checklists."""
_ENDINGS = {".yaml", ".yml"}


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files that stand directly in a folder, in the order of their names; none if there is no such folder.

    Raises:
        AuditError: C13, the folder cannot be read.
    """
    try:
        inside_it = list(folder.iterdir()) if folder.is_dir() else []
    except OSError as fault:
        raise AuditError([problem("C13", Where(file=str(folder)), why=fault.strerror or fault)]) from fault
    return sorted(p for p in inside_it if p.suffix.casefold() in _ENDINGS and not p.name.startswith("."))


def prints(folder: Path) -> tuple[tuple[str, int, int, int, int], ...]:
    """What changes when any file of a folder is written, renamed, added or taken away.

    Raises as :func:`yaml_files` does.
    """
    stats = [(p, p.stat()) for part in PARTS for p in yaml_files(folder / part) if p.exists()]
    return tuple((str(p.absolute()), s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino) for p, s in stats)


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a folder of checklists, by its path inside the folder.

    Raises:
        AuditError: C13, a folder cannot be read.
        OSError: a file cannot be read.
    """
    paths = (path for part in PARTS for path in yaml_files(folder / part))
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}
