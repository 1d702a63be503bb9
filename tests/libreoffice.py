"""A real LibreOffice for the tests, and a person at it: ``with running(...) as office, office.opened(...) as book``."""

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any

SCRIPT = Path(__file__).with_name("uno_office.py")
SYSTEM_PYTHON = "/usr/bin/python3"
ANSWER_WITHIN = 60


@contextmanager
def running(soffice: str, folder: Path) -> Iterator["Office"]:
    """One LibreOffice, its profile in the folder; whatever happens, it is gone afterwards."""
    command = [SYSTEM_PYTHON, str(SCRIPT), soffice, str(folder / "profile")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as bridge:
        try:
            yield Office(bridge)
            with suppress(BrokenPipeError):
                bridge.stdin.close()
            bridge.wait(20)
        finally:
            _kill(bridge)


def _kill(bridge: subprocess.Popen[str]) -> None:
    """End the bridge and LibreOffice, which are one process group."""
    with suppress(ProcessLookupError):
        os.killpg(bridge.pid, signal.SIGKILL)


class Office:
    """LibreOffice, which does what it is told and gives up after a minute."""

    def __init__(self, bridge: subprocess.Popen[str]) -> None:
        self._bridge = bridge

    def tell(self, order: str, *values: Any, **named: Any) -> Any:
        """Carry out one order of ``uno_office.py``."""
        watch = Timer(ANSWER_WITHIN, _kill, [self._bridge])
        watch.start()
        try:
            with suppress(BrokenPipeError):
                self._bridge.stdin.write(json.dumps([order, values, named]) + "\n")
                self._bridge.stdin.flush()
            line = self._bridge.stdout.readline()
        finally:
            watch.cancel()
        said = json.loads(line or '{"fault": "LibreOffice did not answer, or could not be started"}')
        if "fault" in said:
            raise RuntimeError(said["fault"])
        return said["value"]

    @contextmanager
    def opened(self, path: Path) -> Iterator["Book"]:
        """The workbook, open until the end of the block."""
        self.tell("open", str(path))
        yield Book(self)
        self.tell("close")

    def saved_again(self, path: Path, kind: str) -> Path:
        """Open a workbook and save it beside itself as another kind, with nothing changed."""
        with self.opened(path) as book:
            return book.save(path.with_name(f"{path.stem}-again.{kind}"))


class Book:
    """The open workbook. What can be done to it and seen in it is named and explained in ``uno_office.py``."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def __getattr__(self, order: str) -> Callable[..., Any]:
        return partial(self._office.tell, order)

    def save(self, path: Path, **more: str) -> Path:
        """Save a copy as what its name ends in."""
        self._office.tell("save", str(path), path.suffix[1:], **more)
        return path
