"""The reading of a batch of files: the one thing that other processes and other machines are asked to do.

It takes plain values and gives plain values, touches no store and no clock, and never raises for what a file holds.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from audit.aggregate import record
from audit.aggregate.locate import ReturnFile, take
from audit.aggregate.record import ReturnRecord
from audit.crash import attempt
from audit.problems import AuditError, Problem, Where, problem
from audit.spreadsheet import guard
from audit.workbook.read import reader

LIMITS = reader.LIMITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One item to read. ``known`` is the SHA-256 whose record is remembered: a file that still has it is not read."""

    item: ReturnFile
    known: str = ""
    limits: guard.Limits = LIMITS


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What came of a task: the SHA-256, and its record unless it is remembered.

    ``sha256`` is empty where the file could not be had at all, and then ``problems`` say why: nothing of that is
    remembered, so the next run tries again.
    """

    address: str
    sha256: str
    record: ReturnRecord | None = None
    problems: tuple[Problem, ...] = ()


def read_batch(tasks: tuple[Task, ...], folder: Path | None = None) -> list[BatchResult]:
    """Read a batch.

    Args:
        tasks: what to read.
        folder: the checklists; the packaged ones if not said.
    """
    return [_taken(task, folder) for task in tasks]


def _taken(task: Task, folder: Path | None) -> BatchResult:
    address = task.item.address
    done, problems = attempt(lambda: _read(task, folder), "aggregate", Where(file=address))
    return done or BatchResult(address=address, sha256="", problems=problems)


def _read(task: Task, folder: Path | None) -> BatchResult:
    item = task.item
    if item.name.startswith(guard.LOCKS):  # known by its name, so it cannot be remembered by its contents
        return BatchResult(address=item.address, sha256="", problems=(problem("F13", Where(file=item.address)),))
    try:
        data = take(item, task.limits)
    except AuditError as fault:
        return BatchResult(address=item.address, sha256="", problems=fault.problems)
    if task.known and task.known == hashlib.sha256(data).hexdigest():
        return BatchResult(address=item.address, sha256=task.known)
    returned = reader.read_bytes(data, item.name, folder=folder, limits=task.limits)
    digest = returned.sha256 or hashlib.sha256(data).hexdigest()  # the reader has it, unless it never got so far
    kept = record.of(returned, digest, folder)
    return BatchResult(address=item.address, sha256=digest, record=kept)


def lost(task: Task) -> BatchResult:
    """What is said of a file that ended the process that read it, twice."""
    return BatchResult(address=task.item.address, sha256="", problems=(problem("A25", Where(file=task.item.address)),))
