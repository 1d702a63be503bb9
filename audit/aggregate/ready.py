"""What the workers of a pool are copied from: who has imported this has all the code and checklists that reading needs.

The fork server imports it once (see :mod:`audit.aggregate.workers`), and every worker then begins at once. It starts
no thread: a process with threads must not be copied.
"""

import gc
from contextlib import suppress

from audit.aggregate import work  # noqa: F401 - all that a worker does
from audit.checklist.load import load, load_all
from audit.problems import AuditError


def _have_checklists() -> None:
    """Load those that come with the tool, for every kind of setting; they are kept by whoever loads them."""
    for checklist in load_all():
        load(checklist.id)
        for kind in checklist.kinds:
            load(checklist.id, kind.id)


with suppress(AuditError, OSError):  # the reading says what is wrong with them
    _have_checklists()
gc.freeze()  # what is never thrown away stays shared: a collection would write to it, and so copy it into every worker
