"""What was read is remembered in one SQLite file beside the output: no server, and safe against being cut off.

A record is found again by the SHA-256 of the file's contents together with the rules it was read by (this tool's
version and the checklists' digests), so nothing is ever counted twice and nothing old is taken for new. Every batch is
one transaction: a run that is killed has kept all batches before, whole. Write-ahead logging holds that promise.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from types import TracebackType

from audit.aggregate.record import Record
from audit.problems import AuditError, Where, problem

NAME = "remembered.sqlite"
_FORMAT = 1
_ASK_AT_ONCE = 500
_TABLES = """
CREATE TABLE IF NOT EXISTS readings (
    sha256 TEXT NOT NULL, rules TEXT NOT NULL, summary TEXT NOT NULL, prints BLOB NOT NULL, words BLOB NOT NULL,
    UNIQUE (sha256, rules)
);
CREATE TABLE IF NOT EXISTS made (path TEXT PRIMARY KEY, size INTEGER, time INTEGER, mark TEXT, refused INTEGER);
CREATE TABLE IF NOT EXISTS seen (address TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
"""
_IN_SUMMARY = tuple(f.name for f in fields(Record) if f.name not in {"sha256", "prints", "words"})


class Store:
    """The remembered records of one output folder. Use it with ``with``.

    Raises:
        AuditError: A24 where the file is not ours, is damaged, is in use by another run for long, or the disk is full.
    """

    def __init__(self, folder: Path, rules: str) -> None:
        self.path, self.rules = folder / NAME, rules
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, timeout=60, isolation_level=None)
            self._prepare()
        except (OSError, sqlite3.Error) as fault:
            raise self._fault(fault) from fault

    def _prepare(self) -> None:
        run = self._db.execute
        if run("PRAGMA user_version").fetchone()[0] not in (0, _FORMAT):
            raise sqlite3.DatabaseError("it was written by another version of this tool")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        self._db.executescript(_TABLES)
        run(f"PRAGMA user_version = {_FORMAT}")

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()

    def _fault(self, fault: Exception) -> AuditError:
        why = getattr(fault, "strerror", None) or fault
        return AuditError([problem("A24", Where(file=str(self.path)), why=why)])

    def expected(self, addresses: Sequence[str]) -> dict[str, str]:
        """The SHA-256 each of these files had last time, where its record is still here."""
        found: dict[str, str] = {}
        ask = (
            "SELECT address, seen.sha256 FROM seen JOIN readings ON readings.sha256 = seen.sha256 AND rules = ? "
            "WHERE address IN ({})"
        )
        try:
            for begin in range(0, len(addresses), _ASK_AT_ONCE):
                some = addresses[begin : begin + _ASK_AT_ONCE]
                found.update(self._db.execute(ask.format(",".join("?" * len(some))), (self.rules, *some)))
        except sqlite3.Error as fault:
            raise self._fault(fault) from fault
        return found

    def keep(self, read: Iterable[tuple[str, Record]]) -> None:
        """Keep a batch of records by the address each was found at, all of them or none."""
        rows = [(address, record) for address, record in read]
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT OR IGNORE INTO readings VALUES (?, ?, ?, ?, ?)",
                [(r.sha256, self.rules, _summary(r), r.prints, r.words) for _, r in rows],
            )
            self._db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", [(a, r.sha256) for a, r in rows])
            self._db.execute("COMMIT")
        except sqlite3.Error as fault:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise self._fault(fault) from fault

    def stands(self, mark: str) -> int | None:
        """How many files were refused in the run with this mark; ``None`` unless its output is there as written."""
        try:
            rows = self._db.execute("SELECT path, size, time, mark, refused FROM made").fetchall()
        except sqlite3.Error as fault:
            raise self._fault(fault) from fault
        same = all(own == mark and _state(Path(path)) == (size, time) for path, size, time, own, _ in rows)
        return int(rows[0][4]) if rows and same else None

    def keep_made(self, mark: str, paths: Iterable[Path], refused: int) -> None:
        """Remember the output that was made, in place of what was made before."""
        rows = [(str(path), *_state(path), mark, refused) for path in paths]
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM made")
            self._db.executemany("INSERT INTO made VALUES (?, ?, ?, ?, ?)", rows)
            self._db.execute("COMMIT")
        except sqlite3.Error as fault:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise self._fault(fault) from fault

    def records(self, digests: Iterable[str], *, words: bool = False) -> Iterator[Record]:
        """The records with these SHA-256, each once, in the order asked; without their words unless asked for.

        Raises:
            AuditError: A24, as for the store; ``KeyError`` if one is not here.
        """
        wanted = list(dict.fromkeys(digests))
        columns = "sha256, summary, prints, " + ("words" if words else "x''")
        for begin in range(0, len(wanted), _ASK_AT_ONCE):
            some = wanted[begin : begin + _ASK_AT_ONCE]
            marks = ",".join("?" * len(some))
            ask = f"SELECT {columns} FROM readings WHERE rules = ? AND sha256 IN ({marks})"  # noqa: S608 - only marks
            try:
                got = {row[0]: row for row in self._db.execute(ask, (self.rules, *some))}
            except sqlite3.Error as fault:
                raise self._fault(fault) from fault
            for digest in some:
                yield _record(*got[digest])


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (-1, -1)
    return found.st_size, found.st_mtime_ns


def _summary(record: Record) -> str:
    return json.dumps({name: getattr(record, name) for name in _IN_SUMMARY})


def _record(sha256: str, summary: str, prints: bytes, words: bytes) -> Record:
    values = json.loads(summary)
    values["faults"] = tuple(tuple(fault) for fault in values["faults"])
    values["law"], values["guidance"] = tuple(values["law"]), tuple(values["guidance"])
    values["scores"] = tuple(tuple(score) for score in values["scores"])
    return Record(sha256=sha256, prints=prints, words=words, **values)
