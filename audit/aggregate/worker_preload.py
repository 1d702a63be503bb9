"""What the workers of a pool are copied from: who has imported this has all the code and checklists that reading needs.

The fork server imports it once (see :mod:`audit.aggregate.workers`), and every worker then begins at once. It starts
no thread: a process with threads must not be copied.
"""

import gc
import sys
from contextlib import suppress

from audit.aggregate import batch  # noqa: F401 - all that a worker does
from audit.checklist.load import load, load_all
from audit.privacy import rules  # noqa: F401 - with the word lists
from audit.problems import AuditError


def _have_checklists() -> None:
    """Load those that come with the tool, for every kind of setting; they are kept by whoever loads them."""
    for checklist in load_all():
        load(checklist.id)
        for kind in checklist.kinds:
            load(checklist.id, kind.id)


def _say_nothing(*fault: object) -> None:
    """A worker that cannot begin: who asked for it was stopped, or sees that its pool broke, and says so itself."""


sys.excepthook = _say_nothing  # what is imported here is imported in the fork server alone
with suppress(AuditError, OSError):  # the reading says what is wrong with them
    _have_checklists()
gc.freeze()  # what is never thrown away stays shared: a collection would write to it, and so copy it into every worker
