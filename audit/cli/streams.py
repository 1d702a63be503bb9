"""Where printing goes and how a command is stopped: what is wrong with either ends a command, and is never a traceback.

Both exceptions pass by whatever catches the faults of a file: they are no fault of any file.
"""

import errno
import io
import os
import signal
import sys
from types import FrameType
from typing import Any, cast


class OutputLost(BaseException):
    """What is printed cannot be written."""

    def __init__(self, fault: OSError) -> None:
        self.why = fault.strerror or str(fault)
        self.pipe = fault.errno in {errno.EPIPE, errno.EINVAL}
        super().__init__(self.why)


_A_MOMENT = 0.02
"""Seconds."""


class Stopped(BaseException):
    """Somebody asked the command to stop."""

    def __init__(self, number: int) -> None:
        self.code = 128 + number
        super().__init__(number)


class _Out(io.RawIOBase):
    """Writes to a stream that is open, or to none; until it is let go, it says when that fails."""

    def __init__(self, number: int | None) -> None:
        self.number, self.let_go = number, False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return super().fileno() if self.number is None else self.number

    def isatty(self) -> bool:
        return self.number is not None and os.isatty(self.number)

    def write(self, data: Any) -> int:  # noqa: ANN401 - whatever holds bytes
        if self.let_go:
            return len(data)
        if self.number is None:
            raise OutputLost(OSError(errno.EBADF, "it is closed"))
        try:
            return os.write(self.number, data)
        except OSError as fault:
            raise OutputLost(fault) from fault


def prepare() -> None:
    """Have both streams say when they cannot be written to, and signals stop the command."""
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)


def let_go() -> None:
    """Throw away what could not be printed, so that Python does not try once more at its end.

    From here the command has its exit code, and a signal that comes now changes nothing.
    """
    _ignore_signals()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OutputLost:
            cast("_Out", cast("io.BufferedWriter", stream.buffer).raw).let_go = True


def _guarded(stream: Any) -> Any:  # noqa: ANN401 - a stream, or none where it is closed
    if stream is None:
        return io.TextIOWrapper(io.BufferedWriter(_Out(None)), "utf-8", "replace", line_buffering=True)
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")  # a console without our letters shows '?', and goes on
    buffer = getattr(stream, "buffer", None)
    if type(getattr(buffer, "raw", buffer)) is not io.FileIO:
        return stream  # a console of Windows has its own way
    out = io.BufferedWriter(_Out(stream.fileno()))
    return io.TextIOWrapper(out, stream.encoding, "replace", line_buffering=stream.line_buffering)


def _stop(number: int, frame: FrameType | None) -> None:
    if _is_thrown_away(frame):
        from _thread import interrupt_main
        from threading import Timer

        Timer(_A_MOMENT, interrupt_main, (number,)).start()
        return
    _ignore_signals()  # it is ending already
    if workers := sys.modules.get("audit.aggregate.workers"):  # whoever made any has imported it
        workers.stop()
    sys.unraisablehook = _say_nothing
    raise Stopped(number)


def _say_nothing(_: object) -> None:
    """What was left half-done may fail while it is thrown away: nobody need hear of that who has stopped it."""


def _is_thrown_away(frame: FrameType | None) -> bool:
    """Whether something is being thrown away just now: what is raised there is lost, and nobody would be stopped."""
    while frame:
        if frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
