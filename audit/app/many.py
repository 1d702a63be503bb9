"""The overview of many returns, made beside a window: begun, watched, cancelled and gone on with.

It is what ``aggregate`` makes, byte for byte. One is made at a time; what was read is remembered in its folder, so that
one that was cancelled goes on where it stopped.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit import api, crash
from audit.app import desk, folders
from audit.app.ask import Questions
from audit.app.values import FaultLine
from audit.problems import AuditError, Where, one_line, problem
from audit.text import counted, one_or_many

if TYPE_CHECKING:
    from audit import Order, Overview, Problem, Produced

IDLE, RUNNING, CANCELLING, CANCELLED, FAILED, DONE = "idle", "running", "cancelling", "cancelled", "failed", "done"
PATHS = {
    "folder": "The folder with the returns",
    "register": "The register",
    "previous": "Last year's returns",
    "output": "The folder for what is made",
}
"""What is asked before one is made, in this order, and what each field is called."""
_MAY_BE_BLANK = frozenset({"register", "previous"})
_AT_WORK = frozenset({RUNNING, CANCELLING})
_FEEDBACK = "feedback"


class CancelledRun(BaseException):
    """Somebody asked that it stop. It is no fault of any file, so it passes by whatever catches those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStatus:
    """How far the overview is: what is done now and how much of it, and at its end what came of it.

    ``feedback`` are the names of the pages in the folder ``feedback``, and ``paths`` what was typed, by which it goes
    on; ``record`` is that of a fault of the tool.
    """

    state: str = IDLE
    doing: str = ""
    done: int = 0
    total: int = 0
    lines: tuple[str, ...] = ()
    faults: tuple[FaultLine, ...] = ()
    record: str = ""
    output: str = ""
    feedback: tuple[str, ...] = ()
    paths: dict[str, str] = field(default_factory=dict)


class OverviewRun:
    """The one overview that is made at a time."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._lock = threading.Lock()
        self._status = RunStatus()
        self._thread: threading.Thread | None = None

    @property
    def status(self) -> RunStatus:
        """How far it is."""
        with self._lock:
            return self._status

    def questions(self) -> Questions:
        """What can be asked of it, by its word; each takes the details and the files, as the desk's questions do."""
        return {
            "folder": lambda details, _: asdict(folders.listed(self.home, str(details.get("at") or ""))),
            "overview-begin": lambda details, _: asdict(self.begin(details)),
            "overview-status": lambda *_: asdict(self.status),
            "overview-cancel": lambda *_: asdict(self.cancel()),
        }

    def begin(self, details: Mapping[str, Any]) -> RunStatus:
        """Begin, or go on with what is in the folder already.

        Args:
            details: ``folder``, ``output`` and where there are any ``register`` and ``previous`` as they were typed;
                ``day``, an ISO date.

        Raises:
            AuditError: S16, a path is none, or is not there; S17, one is being made.
        """
        order = self._order(details)
        with self._lock:
            if self._status.state in _AT_WORK:
                raise AuditError([problem("S17", Where())])
            self._status = RunStatus(
                state=RUNNING,
                doing="Looking for returns",
                output=str(order.output),
                paths={name: str(details.get(name, "")) for name in PATHS},
            )
            self._thread = threading.Thread(target=self._run, args=(order,), daemon=True)
            self._thread.start()
            return self._status

    def cancel(self) -> RunStatus:
        """Ask that it stop. What was read by then is kept."""
        with self._lock:
            if self._status.state == RUNNING:
                self._status = replace(self._status, state=CANCELLING)
            return self._status

    def stop(self) -> None:
        """Cancel, and wait until nothing of it is running."""
        self.cancel()
        if self._thread:
            self._thread.join()

    def _order(self, details: Mapping[str, Any]) -> "Order":
        paths: dict[str, Path | None] = {}
        wrong: list[Problem] = []
        for name in PATHS:
            try:
                paths[name] = self._path(name, str(details.get(name, "")))
            except AuditError as fault:
                wrong.extend(fault.problems)
        if wrong:
            raise AuditError(wrong)
        folder, register, previous, output = (paths[name] for name in PATHS)
        return api.make_order(
            [str(folder)],
            Path(output or ""),
            date.fromisoformat(details["day"]),
            register=register,
            previous=[str(previous)] if previous else [],
            processes=os.cpu_count() or 1,
        )

    def _path(self, name: str, words: str) -> Path | None:
        """What was typed into a field; ``None`` where it may be blank and is."""
        if not words.strip() and name in _MAY_BE_BLANK:
            return None
        path = folders.typed(words, self.home, PATHS[name])
        if name == "output":
            why = "it is a file, and a folder is wanted" if path.is_file() else ""
        elif name == "register":
            why = "" if path.is_file() else "there is no such file"
        else:
            why = "" if path.is_dir() else "there is no such folder"
        if why:
            raise AuditError([problem("S16", Where(file=PATHS[name]), why=(f"{why}: {one_line(str(path))}",))])
        return path

    def _run(self, order: "Order") -> None:
        records: list[str] = []

        def keep(record: str) -> str:
            records.append(record)
            return "shown below"

        work = partial(api.produce_overview, order, watch=self._watch)
        try:
            made, faults = crash.attempt(work, "aggregate", Where(), keep)
        except CancelledRun:
            self._say(state=CANCELLED, doing="", lines=("What was read is kept, and need not be read again.",))
            return
        if made is None:
            self._say(state=FAILED, doing="", faults=desk.fault_lines(faults, with_file=True), record="".join(records))
            return
        feedback = sorted(path.name for path in (order.output / _FEEDBACK).glob("*.html"))
        looked = made.overview.register_problems if made.overview else ()
        self._say(
            state=DONE,
            doing="",
            lines=tuple(_lines(made)),
            faults=desk.fault_lines(looked, with_file=True),
            feedback=tuple(feedback),
        )

    def _say(self, **changes: Any) -> None:  # noqa: ANN401 - fields of a status
        with self._lock:
            self._status = replace(self._status, **changes)

    @contextmanager
    def _watch(self, doing: str, what: str) -> Iterator[Callable[[int, int], None]]:
        """Say how far it is, and stop where somebody asked for that."""
        self._stop_if_asked()
        self._say(doing=doing, done=0, total=0)

        def progress(done: int, total: int) -> None:
            self._stop_if_asked()
            self._say(doing=f"{doing} {what}", done=done, total=total)

        yield progress
        self._stop_if_asked()

    def _stop_if_asked(self) -> None:
        if self.status.state == CANCELLING:
            api.stop_reading()
            raise CancelledRun


def _lines(made: "Produced") -> Iterator[str]:
    """What came of it, in a few sentences."""
    if made.overview is None:
        yield f"Nothing has changed: {counted(made.looked_at, 'file', 'files')} looked at, and all stands as it is."
        return
    yield from _of_overview(made.overview)


def _of_overview(overview: "Overview") -> Iterator[str]:
    came = overview.returns
    yield (
        f"{counted(came.files, 'file', 'files')}: {came.read} read, {came.with_faults} read with faults, "
        f"{came.refused} refused."
    )
    expected = "" if came.expected is None else f" of {came.expected} expected"
    returned = came.returned if came.expected is None else came.expected_returned
    yield f"{counted(returned, 'setting', 'settings')} returned{expected}."
    yield f"Judgements: {', '.join(f'{number} {level}' for level, number in overview.levels)}."
    if came.waiting:
        yield (
            f"{counted(came.waiting, 'setting waits', 'settings wait')} for a person to say whose "
            f"{one_or_many(came.waiting, 'its return is', 'their returns are')}. 'What became of each file' says why."
        )
