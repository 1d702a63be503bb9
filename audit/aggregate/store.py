"""What was read is remembered in one SQLite file beside the output: no server, and safe against being cut off.

A record is found again by the SHA-256 of the file's contents together with the rules it was read by (this tool's
version and the checklists' digests), so nothing is ever counted twice and nothing old is taken for new. Every batch is
one transaction: a run that is killed has kept all batches before, whole. Write-ahead logging holds that promise.

The store is never believed blindly: every record has a checksum, and one that does not fit it is read again. A store
that is damaged, or is none of ours, is set aside, since the returns themselves are the truth.
"""

import hashlib
import json
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from types import TracebackType

from audit.aggregate import own_output
from audit.aggregate.record import ReturnRecord
from audit.problems import AuditError, Problem, Where, problem

NAME = own_output.STORE
_FORMAT = 2
_ASK_AT_ONCE = 500
_COLUMNS = {
    "readings": ("sha256", "rules", "summary", "prints", "words", "checksum", "words_checksum"),
    "made": ("path", "size", "time", "mark", "refused", "checksum"),
    "seen": ("address", "sha256"),
}
_TABLES = """
CREATE TABLE IF NOT EXISTS readings (
    sha256 TEXT NOT NULL, rules TEXT NOT NULL, summary TEXT NOT NULL, prints BLOB NOT NULL, words BLOB NOT NULL,
    checksum BLOB NOT NULL, words_checksum BLOB NOT NULL, UNIQUE (sha256, rules)
);
CREATE TABLE IF NOT EXISTS made (
    path TEXT PRIMARY KEY, size INTEGER, time INTEGER, mark TEXT, refused INTEGER, checksum BLOB
);
CREATE TABLE IF NOT EXISTS seen (address TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
"""
TABLE_NAMES = frozenset(_COLUMNS)
_IN_SUMMARY = tuple(f.name for f in fields(ReturnRecord) if f.name not in {"sha256", "prints", "words"})
BESIDE = ("", "-wal", "-shm", "-journal")
"""The files of one store, by what follows its name."""


class DamagedError(AuditError):
    """The store is damaged or none of ours: set it aside (:func:`set_aside`) and read everything again."""


class Store:
    """The remembered records of one output folder. Use it with ``with``.

    Raises:
        DamagedError: A24 where the file is not ours or is damaged.
        AuditError: A24 where it is in use by another run for long, may not be written, or the disk is full.
    """

    def __init__(self, folder: Path, rules: str) -> None:
        self.path, self.rules = folder / NAME, rules
        for ending in BESIDE:
            if not _is_ordinary(self.path.with_name(NAME + ending)):
                raise self._damaged("something that is no file has its name")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        except (OSError, sqlite3.Error) as fault:
            raise self._fault(fault) from fault
        try:
            self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        run = self._ask
        if run("PRAGMA user_version")[0][0] not in (0, _FORMAT):
            raise self._damaged("it was written by another version of this tool")
        self._look_inside()
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        run("PRAGMA secure_delete = ON")  # what is forgotten does not lie on in the file
        try:
            self._db.executescript(_TABLES)
        except sqlite3.Error as fault:
            raise self._fault(fault) from fault
        for table, columns in _COLUMNS.items():
            if tuple(row[1] for row in run(f"PRAGMA table_info({table})")) != columns:
                raise self._damaged("it holds something else")
        run(f"PRAGMA user_version = {_FORMAT}")

    def _look_inside(self) -> None:
        """Nothing but our tables may be there: a view in the place of one, or a trigger, could do anything."""
        there = {(kind, name) for kind, name in self._ask("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL")}
        if not there <= {("table", name) for name in _COLUMNS}:
            raise self._damaged("it holds something else")

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()

    def _ask(self, question: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        try:
            return self._db.execute(question, values).fetchall()
        except (sqlite3.Error, OverflowError) as fault:
            raise self._fault(fault) from fault

    def _fault(self, fault: Exception) -> AuditError:
        """What is operational (room, rights, another run) is not the store's own fault; everything else is damage."""
        why = getattr(fault, "strerror", None) or fault
        if isinstance(fault, OSError) or (isinstance(fault, sqlite3.OperationalError) and not _is_damage(fault)):
            return AuditError([problem("A24", Where(file=str(self.path)), why=why)])
        return self._damaged(why)

    def _damaged(self, why: object) -> DamagedError:
        return DamagedError([problem("A24", Where(file=str(self.path)), why=why)])

    def expected(self, addresses: Sequence[str]) -> dict[str, str]:
        """The SHA-256 each of these files had last time, where its record is still here, whole."""
        found: dict[str, str] = {}
        ask = (
            "SELECT address, seen.sha256, readings.* "
            "FROM seen JOIN readings ON readings.sha256 = seen.sha256 AND rules = ? WHERE address IN ({})"
        )
        for begin in range(0, len(addresses), _ASK_AT_ONCE):
            some = addresses[begin : begin + _ASK_AT_ONCE]
            for address, digest, *row in self._ask(ask.format(",".join("?" * len(some))), (self.rules, *some)):
                if digest == row[0] and self._whole(row, words=True):
                    found[str(address)] = str(digest)
        return found

    def _whole(self, row: Sequence[object], *, words: bool) -> bool:
        """Whether a row of ``readings`` is as it was written; without its words where they were not asked for."""
        sha256, rules, summary, prints, packed, checksum, words_checksum = row
        if rules != self.rules or checksum != _checksum(sha256, rules, summary, prints):
            return False
        return not words or words_checksum == _checksum(sha256, rules, packed)

    def keep(self, read: Iterable[tuple[str, ReturnRecord]]) -> None:
        """Keep a batch of records by the address each was found at, all of them or none."""
        rows = [(address, record) for address, record in read]
        with self._transaction():
            self._db.executemany(
                "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?)", [self._row(r) for _, r in rows]
            )
            self._db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", [(a, r.sha256) for a, r in rows])

    def _row(self, record: ReturnRecord) -> tuple[object, ...]:
        own, summary = record.sha256, _summary(record)
        first = _checksum(own, self.rules, summary, record.prints)
        return own, self.rules, summary, record.prints, record.words, first, _checksum(own, self.rules, record.words)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All that is written in it, or nothing."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except (sqlite3.Error, OverflowError) as fault:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise self._fault(fault) from fault

    def stands(self, mark: str) -> int | None:
        """How many files were refused in the run with this mark; ``None`` unless its output is there as written."""
        rows = sorted(self._ask("SELECT path, size, time, mark, refused, checksum FROM made"), key=repr)
        if not rows or {row[5] for row in rows} != {_checksum(*(value for row in rows for value in row[:5]))}:
            return None
        same = all(own == mark and state_of(Path(str(path))) == (size, time) for path, size, time, own, *_ in rows)
        return int(str(rows[0][4])) if same else None

    def forget_others(self, addresses: Iterable[str]) -> None:
        """Leave nothing of files that are not among these any more: whoever took a return away took its words away."""
        gone = {address for (address,) in self._ask("SELECT address FROM seen")}.difference(addresses)
        with self._transaction():
            self._db.executemany("DELETE FROM seen WHERE address = ?", [(address,) for address in gone])
            self._db.execute("DELETE FROM readings WHERE sha256 NOT IN (SELECT sha256 FROM seen)")

    def made(self) -> list[Path]:
        """The output of an earlier run, as far as it still is as it was written then."""
        return [path for path, state in self.listed().items() if state_of(path) == state]

    def listed(self) -> dict[Path, tuple[object, object]]:
        """The output of an earlier run by its path as it was given then, and in what state each file was written."""
        return {Path(str(path)): (size, time) for path, size, time in self._ask("SELECT path, size, time FROM made")}

    def keep_made(self, mark: str, paths: Iterable[Path], refused: int) -> None:
        """Remember the output that was made, in place of what was made before."""
        rows = sorted(((str(path), *state_of(path), mark, refused) for path in dict.fromkeys(paths)), key=repr)
        checksum = _checksum(*(value for row in rows for value in row))
        with self._transaction():
            self._db.execute("DELETE FROM made")
            self._db.executemany("INSERT INTO made VALUES (?, ?, ?, ?, ?, ?)", [(*row, checksum) for row in rows])

    def records(self, digests: Iterable[str], *, words: bool = False) -> Iterator[ReturnRecord]:
        """The records with these SHA-256, each once, in the order asked; without their words unless asked for.

        Raises:
            DamagedError: one that was here at the beginning of the run is not, or is not as it was written.
            AuditError: A24, as for the store.
        """
        wanted = list(dict.fromkeys(digests))
        columns = ", ".join(c if words or c != "words" else "x''" for c in _COLUMNS["readings"])
        for begin in range(0, len(wanted), _ASK_AT_ONCE):
            some = wanted[begin : begin + _ASK_AT_ONCE]
            marks = ",".join("?" * len(some))
            ask = f"SELECT {columns} FROM readings WHERE rules = ? AND sha256 IN ({marks})"  # noqa: S608 - only marks
            got = {row[0]: row for row in self._ask(ask, (self.rules, *some))}
            for digest in some:
                row = got.get(digest)
                if row is None or not self._whole(row, words=words):
                    raise self._damaged("a record is no longer as it was written")
                yield _record(*row[:1], *row[2:5])  # type: ignore[arg-type]


def set_aside(folder: Path) -> Problem:
    """Put a damaged or foreign store under another name; what to tell people of it.

    Raises:
        AuditError: A24, it could not be renamed.
    """
    path = folder / NAME
    number = next(n for n in range(1, 100_000) if not os.path.lexists(_aside(path, n)))
    try:
        for ending in BESIDE:
            own = path.with_name(path.name + ending)
            if os.path.lexists(own):  # a link that leads nowhere too
                own.rename(_aside(path, number).with_name(_aside(path, number).name + ending))
    except OSError as fault:
        raise AuditError([problem("A24", Where(file=str(path)), why=fault.strerror or fault)]) from fault
    return problem("A29", Where(file=str(path)), other=_aside(path, number).name)


def _is_ordinary(path: Path) -> bool:
    """Whether a file can be used as one: it is one, perhaps by a link, or nothing of that name is there."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:  # of a link: it leads nowhere, or round. What else can be wrong is said when it is opened.
        return not path.is_symlink()


def _aside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}-set-aside-{number}{path.suffix}")


def _is_damage(fault: sqlite3.OperationalError) -> bool:
    """Whether it is the contents that an operation failed at: a table or a column of another name."""
    return getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in {
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_MISMATCH,
    }


def _checksum(*values: object) -> bytes:
    """A digest of values of the kinds that the store holds, each with its kind and length."""
    digest = hashlib.blake2b(digest_size=16)
    for value in values:
        raw = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        digest.update(b"%s %d " % (type(value).__name__.encode(), len(raw)) + raw)
    return digest.digest()


def state_of(path: Path) -> tuple[int, int]:
    """Size and time of a file: the same as long as nobody has written it since."""
    try:
        found = path.stat()
    except OSError:
        return (-1, -1)
    return found.st_size, found.st_mtime_ns


def _summary(record: ReturnRecord) -> str:
    return json.dumps({name: getattr(record, name) for name in _IN_SUMMARY})


def _record(sha256: str, summary: str, prints: bytes, words: bytes) -> ReturnRecord:
    values = json.loads(summary)
    values["faults"] = tuple(tuple(fault) for fault in values["faults"])
    values["law"], values["guidance"] = tuple(values["law"]), tuple(values["guidance"])
    for name in ("own", "moderated"):
        values[name] = tuple(values[name])
    values["accepted"] = tuple(tuple(one) for one in values["accepted"])
    values["scores"] = tuple(tuple(score) for score in values["scores"])
    return ReturnRecord(sha256=sha256, prints=prints, words=words, **values)
