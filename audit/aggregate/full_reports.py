"""The full report of every returned setting, beside the overview: for those who ask for it, since each is large."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import audit as package
from audit import files
from audit.aggregate import own_output
from audit.aggregate.overview import SettingRow
from audit.aggregate.record import KeptReturn
from audit.judgement.review import answers_fingerprint
from audit.problems import Problem
from audit.report import build, canonical, html, page_parts
from audit.report.record import FORMAT, Provenance, ReportRecord

FOLDER = own_output.REPORTS


def page(row: SettingRow, kept: KeptReturn, problems: tuple[Problem, ...], as_of: date) -> str:
    """The report of a returned setting, as ``report`` writes it from the workbook."""
    checklist, audit, review = kept.checklist, kept.audit, kept.review
    record = ReportRecord(
        audit=audit,
        problems=problems,
        as_of=as_of,
        review=review,
        format=FORMAT,
        provenance=Provenance(
            file=row.file,
            sha256=row.sha256,
            checklist_digest=checklist.digest,
            tool_version=package.__version__,
            answers=canonical.answers_digest(audit, review),
            fingerprint=answers_fingerprint(audit),
            templates=page_parts.digest(),
        ),
    )
    return html.render(build.from_record(checklist, record))


def write(reports: Iterable[tuple[str, str]], folder: Path) -> list[Path]:
    """Write ``reports/{key}.html`` for each key and page.

    Raises:
        AuditError: S02, a report could not be written.
    """
    return [files.write(folder / FOLDER / f"{key}.html", text, lasting=False) for key, text in reports]
