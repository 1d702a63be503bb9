"""How worker processes are made: copied from one that has imported and loaded all they need.

To make that one takes a while. This module knows nothing of what workers do, and so costs next to nothing to import:
the making can begin before anything else.
"""

import multiprocessing
import os
import signal
from contextlib import suppress
from multiprocessing.context import BaseContext

STOP = getattr(signal, "SIGUSR1", signal.SIGTERM)
"""Asks a worker to leave what it reads. One ended by SIGTERM while it sends would leave its reader waiting."""
_READY = "audit.aggregate.worker_preload"


def stop() -> None:
    """Ask all workers of this process to stop: nobody waits for what they are reading."""
    for child in multiprocessing.active_children():
        with suppress(ProcessLookupError):
            if child.pid:
                os.kill(child.pid, STOP)


def context() -> BaseContext:
    """How workers are made: never as plain copies of this process, which has threads."""
    methods = multiprocessing.get_all_start_methods()
    made = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    # With the main module, as the library itself would have it: otherwise each worker imports that for itself.
    made.set_forkserver_preload(["__main__", _READY])
    return made


def get_ready() -> None:
    """Begin to make the process that workers are copied from. Returns at once; a second call does nothing."""
    if context().get_start_method() == "forkserver":
        from multiprocessing import forkserver, resource_tracker  # there is none on Windows

        resource_tracker.ensure_running()  # making that lets signals through again, so it is made first

        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # it and its workers keep this: only
        try:  # the process that was asked for the work answers Ctrl-C
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
