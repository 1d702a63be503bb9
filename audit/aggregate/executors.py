"""Who does the reading: this process, several on this machine, or the workers of a Dask cluster that is already there.

All three give the same results in some order or other. Work goes out in batches, a few at a time, so that memory stays
small. A file that ends the process reading it takes nothing with it: what was under way is done again in halves, until
the file stands alone and is named.
"""

import asyncio
import logging
import multiprocessing
import multiprocessing.connection
import os
import pickle
import signal
import struct
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import Any, Protocol
from urllib.parse import urlsplit

from audit.aggregate import workers
from audit.aggregate.addresses import shown
from audit.aggregate.batch import lost, read_batch
from audit.problems import AuditError, Where, problem

Batch = tuple[Any, ...]
"""Tasks, of whatever kind their reader takes."""
Results = Iterator[list[Any]]
Reader = Callable[[Batch, Path | None], list[Any]]
Lost = Callable[[Any], Any]
"""What is given in place of a task that ended the process at work on it, twice."""
BATCH = 50
_LEAST = 5
_SHARES = 4
"""How many batches each process still has before it: the more, the less anybody waits for the last."""
_AHEAD = 3
_ANSWER_WITHIN = 20
"""Seconds."""
_UNREACHABLE = (
    OSError,
    ValueError,
    TypeError,
    RuntimeError,
    AttributeError,
    LookupError,
    EOFError,
    MemoryError,
    struct.error,
)
"""What Dask raises where a scheduler is not there, goes away, or is something else."""


class Engine(Protocol):
    """Reads batches; the results come in any order, each batch's together."""

    def read(self, batches: Iterable[Batch]) -> Results:
        """Read them all."""


def batches(tasks: Sequence[Any], size: int = BATCH, processes: int = 1) -> Iterator[Batch]:
    """The tasks in batches of at most ``size``: smaller where few are left, so that no process waits for another."""
    return batches_of(len(tasks), tasks, size, processes)


def batches_of(number: int, tasks: Iterable[Any], size: int = BATCH, processes: int = 1) -> Iterator[Batch]:
    """The same of tasks that are made as they are asked for, so many of them."""
    waiting, shares = iter(tasks), _SHARES * max(processes, 1)
    while batch := tuple(islice(waiting, min(size, max(_LEAST, number // shares)))):
        yield batch
        number -= len(batch)


class Here:
    """One process: the one we are in."""

    def __init__(self, folder: Path | None, reader: Reader = read_batch) -> None:
        self.folder, self.reader = folder, reader

    def read(self, batches: Iterable[Batch]) -> Results:
        """Read them one after another."""
        for batch in batches:
            yield self.reader(batch, self.folder)


class Pool:
    """Several processes on this machine."""

    def __init__(
        self,
        processes: int,
        folder: Path | None,
        reader: Reader = read_batch,
        *,
        lost: Lost = lost,
        begun: ProcessPoolExecutor | None = None,
    ) -> None:
        self.processes, self.folder, self.reader, self.lost, self.begun = processes, folder, reader, lost, begun

    def read(self, batches: Iterable[Batch]) -> Results:
        """Read them side by side; a pool that breaks is made again."""
        waiting = iter(batches)
        suspects: list[Batch] = []
        begun, more = self.begun, True
        while more:
            suspects.clear()
            with begun or _pool(self.processes) as pool:
                more = yield from self._side_by_side(pool, waiting, suspects)
            begun = None
            for batch in suspects:
                yield from self._alone(batch)

    def _side_by_side(
        self, pool: ProcessPoolExecutor, waiting: Iterator[Batch], suspects: list[Batch]
    ) -> Generator[list[Any], None, bool]:
        """Until there is no more (``False``), or the pool broke (``True``): then ``suspects`` were under way."""
        under_way: dict[Future[list[Any]], Batch] = {}
        while True:
            try:
                for batch in islice(waiting, _AHEAD * self.processes - len(under_way)):
                    suspects[:] = [batch]
                    under_way[pool.submit(_read, self.reader, batch, self.folder)] = batch
                suspects.clear()
                if not under_way:
                    return False
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    del under_way[future]
                    yield result
            except BrokenProcessPool:
                suspects.extend(under_way.values())
                return True

    def _alone(self, batch: Batch, again: bool = True) -> Results:
        """One batch by itself; where it breaks the pool, its halves; one file once more, and then it is named."""
        try:
            with _pool(self.processes) as pool:
                result = pool.submit(_read, self.reader, batch, self.folder).result()
            yield result
        except BrokenProcessPool:
            if len(batch) > 1:
                yield from self._alone(batch[: len(batch) // 2])
                yield from self._alone(batch[len(batch) // 2 :])
            elif again:
                yield from self._alone(batch, again=False)
            else:
                yield [self.lost(batch[0])]


def _pool(processes: int, get_ready: Callable[[], None] | None = None) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=workers.context(), initializer=_listen, initargs=(get_ready,))


@contextmanager
def begun(processes: int, get_ready: Callable[[], None]) -> Iterator[ProcessPoolExecutor]:
    """Processes that are made at once, and get ready while this one does something else."""
    with _pool(processes, get_ready) as pool:
        with suppress(BrokenProcessPool):  # whoever gives them work sees it, and makes others
            for _ in range(processes):
                pool.submit(_nothing)
        yield pool


def _nothing() -> None:
    """A worker is made when there is work for it."""


def _read(reader: Reader, batch: Batch, folder: Path | None) -> list[Any]:
    """One batch, in a worker; nothing of it once the worker was asked to stop."""
    return [] if signal.getsignal(workers.STOP) is signal.SIG_IGN else reader(batch, folder)


def _stop_reading(number: int, frame: FrameType | None) -> None:
    """Leave the file that is being read, and read no other.

    A result that is being sent is sent whole: whoever waits for the rest of one would wait for ever.
    """
    signal.signal(number, signal.SIG_IGN)
    while frame:
        if frame.f_code is _read.__code__:
            raise SystemExit
        frame = frame.f_back


def _listen(get_ready: Callable[[], None] | None) -> None:
    """Answer to whoever asked for this worker, and to nobody else; then get ready for its work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # only the process that was asked for the work answers Ctrl-C
    signal.signal(workers.STOP, _stop_reading)
    _end_with_parent()
    if get_ready:
        get_ready()


def _end_with_parent() -> None:
    """End this worker when the process that asked for it is gone, killed or not: nobody would ever tell it to stop."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    gone = parent.sentinel

    def watch() -> None:
        multiprocessing.connection.wait([gone])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """The files for a cluster whose address begins with ``tls://``; all three are needed there, and none elsewhere."""

    ca: str = ""
    cert: str = ""
    key: str = ""


class Cluster:
    """The workers of a Dask scheduler that is already running. They need this tool, and to reach the same files.

    The scheduler is trusted like this machine: what is exchanged with it are pickles, and a pickle can run any program.
    With ``tls`` both sides show that they belong together.

    Raises:
        AuditError: A26: Dask is not installed, the address or a file for TLS is wrong, or nothing answers.
    """

    def __init__(
        self,
        address: str,
        folder: Path | None,
        reader: Reader = read_batch,
        *,
        tls: Tls | None = None,
        lost: Lost = lost,
    ) -> None:
        self.folder, self.reader, self.lost, self.where = folder, reader, lost, Where(file=shown(address))
        tls = tls or Tls()
        look_at(address, tls)
        try:
            self.client = _client(address, tls)
        except ImportError as fault:
            raise self._fault("Dask is not installed") from fault
        except _UNREACHABLE as fault:
            raise self._fault(fault) from fault
        try:
            self.client.wait_for_workers(1, timeout=_ANSWER_WITHIN)
        except _UNREACHABLE as fault:
            self._close()
            raise self._fault("it has no workers") from fault

    def read(self, batches: Iterable[Batch]) -> Results:
        """Read them there. A batch whose worker is lost is done by another; one that ends several, in halves.

        Raises:
            AuditError: A26: the cluster was lost on the way. What was given before is whole.
        """
        try:
            yield from self._read(iter(batches))
        except (ImportError, pickle.PickleError, *_UNREACHABLE) as fault:
            raise self._fault(fault) from fault
        except CancelledError as fault:
            raise self._fault("the connection to it was lost") from fault
        finally:
            self._close()

    def _fault(self, why: object) -> AuditError:
        return AuditError([problem("A26", self.where, why=(str(why).rstrip(".") or type(why).__name__,))])

    def _close(self) -> None:
        with suppress(*_UNREACHABLE):
            self.client.close()  # the cluster goes on running

    def _read(self, waiting: Iterator[Batch]) -> Results:
        from distributed import KilledWorker, as_completed

        threads = sum(self.client.nthreads().values()) or 1
        under_way = {self._submit(batch): batch for batch in islice(waiting, _AHEAD * threads)}
        arriving: Any = as_completed(under_way, loop=self.client.loop)  # type: ignore[no-untyped-call]
        for future in arriving:
            batch = under_way.pop(future)
            again: list[Batch] = []
            try:
                yield future.result()
            except KilledWorker:
                half = len(batch) // 2
                again = [batch[:half], batch[half:]] if half else []
                if not half:
                    yield [self.lost(batch[0])]
            for more in (*again, *islice(waiting, 1)):
                new = self._submit(more)
                under_way[new] = more
                arriving.add(new)

    def _submit(self, batch: Batch) -> Any:  # noqa: ANN401 - Dask says no type
        return self.client.submit(self.reader, batch, self.folder, pure=False)


def look_at(address: str, tls: Tls) -> None:
    """Refuse an address that cannot be a scheduler's, before anybody is asked and whether or not there is work for it.

    Raises:
        AuditError: A26.
    """
    if wrong := _wrong(address, tls):
        raise AuditError([problem("A26", Where(file=shown(address) or "--cluster"), why=(wrong,))])


def _wrong(address: str, tls: Tls) -> str:
    """What is wrong with the address of a scheduler, before anybody is asked; empty if nothing is."""
    scheme, between, rest = address.rpartition("://")
    if between and scheme not in {"tcp", "tls"}:
        return f"'{shown(scheme)}://' is no address of a scheduler; it begins with tcp:// or tls://"
    host, port = _host_and_port(rest)
    if not port:
        return "the address ends with a port from 1 to 65535, such as :8786"
    if not host:
        return "the address names no machine"
    given = (tls.ca, tls.cert, tls.key)
    if scheme != "tls":
        return "the files for TLS belong to an address that begins with tls://" if any(given) else ""
    return "" if all(given) else "a tls:// address needs --cluster-ca, --cluster-cert and --cluster-key"


def _client(address: str, tls: Tls) -> Any:  # noqa: ANN401 - Dask says no type
    from distributed import Client, Security

    class Quiet(Client):
        async def _start(self, *args: object, **named: object) -> object:
            """The library waits without end for a machine that takes the call and says nothing."""
            try:
                begun = super()._start(*args, **named)  # type: ignore[no-untyped-call]
                return await asyncio.wait_for(begun, 2 * _ANSWER_WITHIN)
            except TimeoutError as fault:
                raise TimeoutError("no scheduler answers there") from fault

        def __del__(self) -> None:
            """One that never connected has nothing to close; the library would wait for it, and then raise."""
            if self.status == "running":
                super().__del__()  # type: ignore[no-untyped-call]

    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # it is all said again, in one line
    security = None
    if any((tls.ca, tls.cert, tls.key)):
        security = Security(  # type: ignore[no-untyped-call]
            require_encryption=True, tls_ca_file=tls.ca, tls_client_cert=tls.cert, tls_client_key=tls.key
        )
        security.get_connection_args("client")  # type: ignore[no-untyped-call] # opens the files, before anything is begun
    return Quiet(address, timeout=_ANSWER_WITHIN, set_as_default=False, security=security)  # type: ignore[no-untyped-call]


def _host_and_port(rest: str) -> tuple[str, int]:
    """The two, or nothing where what is left of an address holds anything else."""
    try:
        parts = urlsplit(f"//{rest}")
        port = parts.port or 0
    except ValueError:
        return "", 0
    return ("" if "@" in rest else parts.hostname or ""), (port if rest == parts.netloc else 0)
