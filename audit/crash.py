"""What is done when the tool itself goes wrong: a record that holds nothing from any workbook, and one line about it.

:func:`attempt` stands around one file of a batch, or one form of it. It and ``main`` are the only two places that catch
everything.
"""

import hashlib
import platform
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from traceback import walk_tb
from typing import TypeVar

from audit import __version__, files
from audit.problems import AuditError, Problem, Where, problem

T = TypeVar("T")


def attempt(
    work: Callable[[], T], command: str, where: Where, keep: Callable[[str], object] | None = None
) -> tuple[T | None, tuple[Problem, ...]]:
    """What the work gives; or nothing, and what went wrong. Whoever stops the command is not held up.

    Args:
        work: what is done for one file.
        command: the command's name, for the record.
        where: the file, for the line about it.
        keep: what is done with a record, giving where it is; a file is written where nothing is said.
    """
    try:
        return work(), ()
    except AuditError as fault:
        return None, fault.problems
    except Exception as fault:  # noqa: BLE001 - one file never stops another
        return None, (recorded(fault, command, where, keep),)


def recorded(fault: Exception, command: str, where: Where, keep: Callable[[str], object] | None = None) -> Problem:
    """The one line about a fault of the tool; its record is written first."""
    if isinstance(fault, MemoryError):
        return problem("X02", where)
    kept = (keep or _keep)(record(fault, command))
    said = Where(file=f"its record is {kept}") if kept else "no record of it could be written"
    return problem("X01", where, kind=type(fault).__name__, record=said)


def record(fault: BaseException, command: str) -> str:
    """The record: kinds of exceptions and places in the code. Never their messages, which may quote a cell."""
    lines = [
        "A fault of safeguarding-audit. Nothing in this record comes from a workbook.",
        f"tool: {__version__}",
        f"Python: {platform.python_version()}",
        f"platform: {platform.system()} {platform.machine()}",
        f"command: {command}",
        *_places(fault),
    ]
    return "\n".join(lines) + "\n"


_DEEPEST = 60


def _places(fault: BaseException) -> Iterator[str]:
    """Each exception of the chain, the last first, with the innermost places of each."""
    seen: set[int] = set()
    one: BaseException | None = fault
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield f"{type(one).__module__}.{type(one).__qualname__}"
        for frame, line in list(walk_tb(one.__traceback__))[-_DEEPEST:]:
            code = frame.f_code
            yield f"  {'/'.join(Path(code.co_filename).parts[-3:])}:{line} {code.co_name}"
        one = one.__cause__ or one.__context__


def _keep(text: str) -> Path | None:
    """Where the record is: in this folder, or else among temporary files. The same fault gives the same file."""
    name = f"safeguarding-audit-crash-{hashlib.sha256(text.encode()).hexdigest()[:12]}.txt"
    for folder in (Path(), Path(tempfile.gettempdir())):
        path = folder / name
        try:
            if path.is_file() and path.read_text(encoding="utf-8") == text:
                return path
            return files.write(path, text, replace=False)
        except (AuditError, OSError, ValueError):
            continue
    return None
