"""Where printing goes and how a command is stopped: what is wrong with either ends a command, and is never a traceback.

Both exceptions pass by whatever catches the faults of a file: they are no fault of any file.
"""

import errno
import io
import multiprocessing
import os
import signal
import sys
from types import FrameType


class OutputLost(BaseException):
    """What is printed cannot be written."""

    def __init__(self, fault: OSError) -> None:
        self.why = fault.strerror or str(fault)
        self.pipe = fault.errno in {errno.EPIPE, errno.EINVAL}
        super().__init__(self.why)


class Stopped(BaseException):
    """Somebody asked the command to stop."""

    def __init__(self, number: int) -> None:
        self.code = 128 + number
        super().__init__(number)


class _Out(io.FileIO):
    def write(self, data: object) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except OSError as fault:
            raise OutputLost(fault) from fault


class _Closed(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:  # noqa: ARG002
        raise OutputLost(OSError(errno.EBADF, "it is closed"))


def prepare() -> None:
    """Have both streams say when they cannot be written to, and signals stop the command."""
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)


def let_go() -> None:
    """Throw away what could not be printed, so that Python does not try once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OutputLost, OSError, ValueError):
            if isinstance(getattr(stream.buffer, "raw", None), _Out):
                os.dup2(nowhere, stream.fileno())
            else:
                stream.detach()
                setattr(sys, "stdout" if stream is sys.stdout else "stderr", None)


def _guarded(stream: "io.TextIOWrapper | object") -> io.TextIOWrapper:
    if stream is None:
        return io.TextIOWrapper(io.BufferedWriter(_Closed()), "utf-8", "replace", line_buffering=True)
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    if type(raw) is not io.FileIO or not isinstance(stream, io.TextIOWrapper):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
        return stream  # type: ignore[return-value]  # a console of Windows, or a test's
    out = io.BufferedWriter(_Out(stream.fileno(), "w", closefd=False))
    # A console without our letters shows '?', and goes on.
    return io.TextIOWrapper(out, stream.encoding, "replace", line_buffering=stream.line_buffering)


def _stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)  # it is ending already
    for child in multiprocessing.active_children():
        child.terminate()  # nobody waits for what they are reading
    raise Stopped(number)
