"""Blank workbooks to download: one for each kind of setting, and the first look, for whoever has no tool."""

from collections.abc import Iterator

from audit.carry_forward import carry
from audit.checklist.load import load
from audit.workbook.write import writer

CHECKLIST = "leaders"


def blank_workbooks() -> Iterator[tuple[str, bytes]]:
    """The name of each file, and its bytes: those of the day its checklist was last held against its sources."""
    whole = load(CHECKLIST)
    day = whole.compared_on
    first_look = carry.begin_first_look(whole)
    yield f"{CHECKLIST}-first-look.xlsx", writer.build(whole, first_look.audit, day)
    for kind in whole.kinds:
        checklist = load(CHECKLIST, kind.id)
        yield f"{CHECKLIST}-{kind.id}.xlsx", writer.build(checklist, carry.begin(checklist).audit, day)
