"""Who does the reading: this process, several on this machine, or the workers of a Dask cluster that is already there.

All three give the same results in some order or other. Work goes out in batches, a few at a time, so that memory stays
small. A file that ends the process reading it takes nothing with it: what was under way is done again in halves, until
the file stands alone and is named.
"""

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from audit.aggregate import workers
from audit.aggregate.work import Taken, Task, lost, read_batch
from audit.problems import AuditError, Where, problem

Batch = tuple[Task, ...]
Results = Iterator[list[Taken]]
Reader = Callable[[Batch, Path | None], list[Taken]]
BATCH = 50
_LEAST = 5
_SHARES = 4
"""How many batches each process still has before it: the more, the less anybody waits for the last."""
_AHEAD = 3
_ANSWER_WITHIN = "20s"


class Engine(Protocol):
    """Reads batches; the results come in any order, each batch's together."""

    def read(self, batches: Iterable[Batch]) -> Results:
        """Read them all."""


def batches(tasks: Sequence[Task], size: int = BATCH, processes: int = 1) -> Iterator[Batch]:
    """The tasks in batches of at most ``size``: smaller where few are left, so that no process waits for another."""
    begin = 0
    while begin < len(tasks):
        share = (len(tasks) - begin) // (_SHARES * max(processes, 1))
        end = begin + min(size, max(_LEAST, share))
        yield tuple(tasks[begin:end])
        begin = end


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

    def __init__(self, processes: int, folder: Path | None, reader: Reader = read_batch) -> None:
        self.processes, self.folder, self.reader = processes, folder, reader

    def read(self, batches: Iterable[Batch]) -> Results:
        """Read them side by side; a pool that breaks is made anew."""
        waiting = iter(batches)
        suspects: list[Batch] = []
        more = True
        while more:
            suspects.clear()
            with self._pool() as pool:
                more = yield from self._side_by_side(pool, waiting, suspects)
            for batch in suspects:
                yield from self._alone(batch)

    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.processes, mp_context=workers.context(), initializer=_end_with_parent)

    def _side_by_side(
        self, pool: ProcessPoolExecutor, waiting: Iterator[Batch], suspects: list[Batch]
    ) -> Generator[list[Taken], None, bool]:
        """Until there is no more (``False``), or the pool broke (``True``): then ``suspects`` were under way."""
        under_way: dict[Future[list[Taken]], Batch] = {}
        while True:
            try:
                for batch in islice(waiting, _AHEAD * self.processes - len(under_way)):
                    suspects[:] = [batch]
                    under_way[pool.submit(self.reader, batch, self.folder)] = batch
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
            with self._pool() as pool:
                result = pool.submit(self.reader, batch, self.folder).result()
            yield result
        except BrokenProcessPool:
            if len(batch) > 1:
                yield from self._alone(batch[: len(batch) // 2])
                yield from self._alone(batch[len(batch) // 2 :])
            elif again:
                yield from self._alone(batch, again=False)
            else:
                yield [lost(batch[0])]


def _end_with_parent() -> None:
    """End this worker when the process that asked for it is gone, killed or not: nobody would ever tell it to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # only the process that was asked for the work answers Ctrl-C
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    gone = parent.sentinel

    def watch() -> None:
        multiprocessing.connection.wait([gone])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Cluster:
    """The workers of a Dask scheduler that is already running. They need this tool, and to reach the same files.

    Raises:
        AuditError: A26: Dask is not installed, or nothing answers at the address.
    """

    def __init__(self, address: str, folder: Path | None, reader: Reader = read_batch) -> None:
        self.folder, self.reader, self.address = folder, reader, address
        where = Where(file=address)
        try:
            from distributed import Client
        except ImportError as fault:
            raise AuditError([problem("A26", where, why="Dask is not installed")]) from fault
        try:
            self.client: Any = Client(address, timeout=_ANSWER_WITHIN, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError) as fault:
            raise AuditError([problem("A26", where, why=fault)]) from fault

    def read(self, batches: Iterable[Batch]) -> Results:
        """Read them there. A batch whose worker is lost is done by another; one that ends several, in halves."""
        from distributed import KilledWorker, as_completed

        waiting = iter(batches)
        threads = sum(self.client.nthreads().values()) or 1
        under_way = {self._submit(batch): batch for batch in islice(waiting, _AHEAD * threads)}
        arriving: Any = as_completed(under_way, loop=self.client.loop)  # type: ignore[no-untyped-call]
        try:
            for future in arriving:
                batch = under_way.pop(future)
                again: list[Batch] = []
                try:
                    yield future.result()
                except KilledWorker:
                    half = len(batch) // 2
                    again = [batch[:half], batch[half:]] if half else []
                    if not half:
                        yield [lost(batch[0])]
                for more in (*again, *islice(waiting, 1)):
                    new = self._submit(more)
                    under_way[new] = more
                    arriving.add(new)
        finally:
            self.client.close()  # the cluster goes on running

    def _submit(self, batch: Batch) -> Any:  # noqa: ANN401 - Dask says no type
        return self.client.submit(self.reader, batch, self.folder, pure=False)
