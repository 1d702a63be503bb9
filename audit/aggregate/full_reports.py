"""The full report of every returned setting, beside the overview: for those who ask for it, since each is large."""

from collections.abc import Iterable
from pathlib import Path

import audit as package
from audit import files
from audit.aggregate.overview import Overview, SettingRow
from audit.aggregate.record import KeptReturn
from audit.judgement.review import answers_fingerprint
from audit.report import build, canonical, html, page_parts
from audit.report.record import FORMAT, Provenance, ReportRecord

FOLDER = "reports"


def write(overview: Overview, returns: Iterable[tuple[SettingRow, KeptReturn]], folder: Path) -> list[Path]:
    """Write ``reports/{key}.html`` for every returned setting, as ``report`` writes it from the workbook.

    Raises:
        AuditError: S02, a report could not be written.
    """
    problems = {line.file: line.problems for line in overview.files if line.counted}
    written = []
    for row, kept in returns:
        checklist, audit, review = kept.checklist, kept.audit, kept.review
        record = ReportRecord(
            audit=audit,
            problems=problems.get(row.file, ()),
            as_of=overview.as_of,
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
        page = html.render(build.from_record(checklist, record))
        written.append(files.write(folder / FOLDER / f"{row.key}.html", page, lasting=False))
    return written
