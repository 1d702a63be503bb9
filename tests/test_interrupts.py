"""Ctrl-C at any moment: one line, exit code 130, nothing left lying about, and the next run is as if undisturbed."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import suppress

import pytest

from audit.aggregate import executors, lock, workers
from tests import many

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="a terminal's Ctrl-C reaches a process group")


def begun(folder, output):
    words = ["aggregate", "returns", "-o", output, "--register", "settings.csv", "--as-of", "2026-11-20"]
    return subprocess.Popen(
        [sys.executable, "-m", "audit", *words, "--processes", "2"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def program(code):
    """A program of its own, run to its end."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def is_running(process, folder):
    """Wait until the command has the folder, or has ended."""
    while process.poll() is None and not (folder / lock.NAME).exists():
        time.sleep(0.01)


def test_ctrl_c_at_any_moment(tmp_path):
    many.make(tmp_path)
    undisturbed = begun(tmp_path, "quiet")
    undisturbed.communicate()
    stopped = 0
    for moment in range(10):
        process = begun(tmp_path, "out")
        is_running(process, tmp_path / "out")
        time.sleep(0.15 * moment)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the command
        said, errors = process.communicate()
        assert "Traceback" not in said + errors, errors
        if process.returncode == 130:
            stopped += 1
            assert errors.count("S08") == 1
            assert len(errors.strip().splitlines()) == 1, errors
        else:
            assert process.returncode == undisturbed.returncode, errors
        (tmp_path / "out" / lock.NAME).unlink(missing_ok=True)
    assert stopped >= 3
    begun(tmp_path, "out").communicate()
    for name in ("settings.csv", "responses.csv", "files.csv"):
        assert (tmp_path / "out/data" / name).read_bytes() == (tmp_path / "quiet/data" / name).read_bytes()
    hidden = [path.name for path in (tmp_path / "out").rglob(".*") if path.name != lock.NAME]
    assert hidden == []


HALF_DONE = """
import os, signal
from audit.cli import streams

def half_done():
    try:
        yield
    finally:
        raise ValueError("it is not done")

streams.prepare()
left = half_done()
next(left)
try:
    os.kill(os.getpid(), signal.SIGINT)
except streams.Stopped:
    del left
    print("stopped")
"""


def test_what_is_left_half_done_by_ctrl_c_is_thrown_away_in_silence():
    done = subprocess.run([sys.executable, "-c", HALF_DONE], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("stopped\n", "")


def much(batch, folder):
    """So large a result that a worker is nearly always busy sending it."""
    return [b"x" * 50_000_000]


def read_much_and_stop(moment):
    pool = executors.Pool(2, None, much)
    reading = pool.read(iter([()] * 200))
    next(reading)
    time.sleep(moment)
    workers.stop()
    with suppress(BaseException):
        list(reading)


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="there is no fork server")
def test_a_worker_that_is_stopped_while_it_sends_a_result_leaves_nobody_waiting():
    for moment in (0.0, 0.01, 0.03, 0.06):
        whole = threading.Thread(target=read_much_and_stop, args=(moment,), daemon=True)
        whole.start()
        whole.join(60)
        assert not whole.is_alive()


def test_ctrl_c_while_something_is_thrown_away_stops_all_the_same():
    """What is raised in a ``__del__`` is lost, and Python prints it."""
    code = (
        "import os, signal, time\nfrom audit.cli import streams\nstreams.prepare()\n"
        "class Thrown:\n def __del__(self):\n  os.kill(os.getpid(), signal.SIGINT)\n  time.sleep(0.01)\n"
        "thrown = Thrown()\ntry:\n del thrown\n time.sleep(20)\nexcept streams.Stopped:\n print('stopped')"
    )
    ended = program(code)
    assert (ended.stdout, ended.stderr) == ("stopped\n", "")


def test_ctrl_c_while_the_program_is_still_being_loaded():
    code = (
        "import builtins, sys\nreal = builtins.__import__\n"
        "def stop(name, *more):\n if name == 'click':\n  raise KeyboardInterrupt\n return real(name, *more)\n"
        "builtins.__import__ = stop\nfrom audit.__main__ import main\nmain()"
    )
    ended = program(code)
    assert (ended.returncode, ended.stdout) == (130, "")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="there is no fork server")
def test_a_worker_that_finds_its_parent_gone_says_nothing():
    code = textwrap.dedent("""
        import os, _multiprocessing
        from multiprocessing import resource_tracker
        from audit.aggregate import workers
        if __name__ == "__main__":
            made = workers.context()
            lock = made.Lock()
            _multiprocessing.sem_unlink(lock._semlock.name)  # as it is when the parent ended in between
            resource_tracker.unregister(lock._semlock.name, "semaphore")
            worker = made.Process(target=print, args=(lock,))
            worker.start()
            worker.join()
            print(worker.exitcode, flush=True)
            os._exit(0)
    """)
    ended = program(code)
    assert (ended.stdout.strip(), ended.stderr) == ("1", "")
