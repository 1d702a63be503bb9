"""An action plan that was ticked off: read, and brought back into its return."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit.problems import AuditError, Problem

if TYPE_CHECKING:
    from audit.spreadsheet.limits import Limits
    from audit.workbook.plan_back import PlanProgress
    from audit.workbook.read.plan_reader import PlanFile
    from audit.workbook.read.reader import Return


def read_plan(source: Path | str | bytes, *, name: str = "", limits: "Limits | None" = None) -> "PlanFile":
    """Read an action plan that ``report --also xlsx`` made, as it came back.

    It never raises for what a file holds: ``PlanFile.problems`` has every fault, and ``PlanFile.plan`` is ``None``
    where it was refused.

    Args:
        source: its path, or its bytes.
        name: what the file is called where ``source`` is bytes.
        limits: what is too large, as :func:`make_limits` gives it.
    """
    from audit.workbook.read import plan_reader

    if isinstance(source, bytes):
        return plan_reader.read_bytes(source, name or "plan", limits=limits)
    return plan_reader.read(Path(source), limits=limits)


def progress(
    plan: "PlanFile",
    source: Path | str | bytes,
    day: date,
    *,
    name: str = "",
    agreed: bool = False,
    checklists: Path | None = None,
    limits: "Limits | None" = None,
) -> "PlanProgress":
    """Bring a ticked plan back into its return: status, owners, dates and reworded actions.

    ``PlanProgress.data`` is the updated workbook, ``problems`` names each conflict by its cells, and
    ``brought.lines`` says what is closed, open and overdue on ``day``. What was typed in the return since the plan was
    made is never written over.

    Args:
        plan: as :func:`read_plan` gives it.
        source: the return: its path, or its bytes.
        day: from which it is counted what is overdue.
        name: what the return is called where ``source`` is bytes.
        agreed: whether the plan was agreed as it stands, so that suggested owners and dates are brought as well.
        checklists: a folder of checklists of one's own, beside ours.
        limits: what is too large for the return.

    Raises:
        AuditError: why the plan or the return was refused; B03 or B04, they do not belong together; B14, the return
            cannot be written to; B15, what was written does not read back.
    """
    from audit.spreadsheet import guard
    from audit.workbook import plan_write
    from audit.workbook.read import reader

    data = source if isinstance(source, bytes) else guard.load(Path(source), limits or reader.LIMITS)
    called = name or ("return" if isinstance(source, bytes) else Path(source).name)
    original = plan_write.PlannedFile(name=called, data=data, folder=checklists, limits=limits)
    return plan_write.into_workbook(plan, original, day, agreed=agreed)


def with_plan(
    returned: "Return", plan: "PlanFile", day: date, *, agreed: bool = False
) -> "tuple[Return, tuple[Problem, ...]]":
    """A return as it would be with what was ticked off in its plan, and what has to be said of it; for :func:`begin`.

    Raises:
        AuditError: as :func:`progress`.
    """
    from audit.workbook import plan_back

    if returned.audit is None:
        raise AuditError(returned.problems)
    made = plan_back.into_audit(plan, returned, day, agreed=agreed)
    return replace(returned, audit=made.returned.audit), made.problems


def progress_lines(made: "PlanProgress") -> tuple[str, ...]:
    """What is closed, open and overdue, and since when, as lines of plain text."""
    from audit.report import progress as report

    return tuple(report.as_lines(made))


def progress_report(made: "PlanProgress", *, page: bool = True) -> str:
    """What is closed, open and overdue, and since when: as an HTML page, or as plain text."""
    from audit.report import progress as report

    return report.as_page(made) if page else report.as_text(made)
