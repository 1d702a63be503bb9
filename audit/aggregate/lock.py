"""One run at a time in one output folder. The home of ``filelock``: no other module knows it.

The lock belongs to the process: it is gone when that ends, however it ends, and the file left behind means nothing.
"""

import errno
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from audit.problems import AuditError, Where, problem

NAME = ".in-use.lock"
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder, which is made if it is not there, for as long as the block runs.

    On a file system without locks the block runs all the same; the store's own transactions keep it whole there.

    Raises:
        AuditError: A40, another run holds it; S02, the folder cannot be made or written.
    """
    lock = filelock.FileLock(folder / NAME, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where it falls back to a lock of another kind
            lock.acquire()
    except filelock.Timeout as fault:
        raise AuditError([problem("A40", Where(file=str(folder)))]) from fault
    except (OSError, ValueError, NotImplementedError) as fault:  # ValueError: a name with a null byte
        if not isinstance(fault, NotImplementedError) and getattr(fault, "errno", 0) not in _NO_LOCKS:
            why = getattr(fault, "strerror", None) or fault
            raise AuditError([problem("S02", Where(file=str(folder)), why=why)]) from fault
    try:
        yield
    finally:
        lock.release()
