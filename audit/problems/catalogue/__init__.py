"""The catalogue of faults: each message written once, in one voice. ``docs/faults.md`` is made from it.

A message says what was found where; a fix is a thing the reader can do now. The letter of a code says what it is about.
"""

from audit.problems.catalogue import checklists, commands, files, forms, many, pages, plans, privacy, tool, workbooks
from audit.problems.catalogue.fault import Fault

_ALL = (
    files.FAULTS,
    workbooks.FAULTS,
    forms.FAULTS,
    plans.FAULTS,
    privacy.FAULTS,
    many.FAULTS,
    checklists.FAULTS,
    pages.FAULTS,
    commands.FAULTS,
    tool.FAULTS,
)
CATALOGUE: dict[str, Fault] = {fault.code: fault for faults in _ALL for fault in faults}
