"""Writes a report beside others: HTML, CSV and JSON under one name."""

from dataclasses import dataclass
from pathlib import Path

from audit import files
from audit.report import data, html
from audit.report.build import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where the three files of a report are."""

    html: Path
    csv: Path
    json: Path


def write(report: Report, folder: Path, taken: set[str] | None = None) -> Written:
    """Write the three files.

    Args:
        report: what to write.
        folder: made if it is not there.
        taken: names already used in this run; the one chosen is added, so that two settings of one name both stay.

    Raises:
        AuditError: S02, they could not be written.
    """
    name = _name(report, taken if taken is not None else set())
    return Written(
        html=files.write(folder / f"{name}.html", html.render(report)),
        csv=files.write(folder / f"{name}.csv", data.as_csv(report)),
        json=files.write(folder / f"{name}.json", data.as_json(report)),
    )


def _name(report: Report, taken: set[str]) -> str:
    own = files.slug(report.audit.setting.name) or files.slug(Path(report.provenance.file).stem) or "report"
    stem = f"{own}-{report.day.isoformat()}"  # so that last year's report is not written over
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name)
    return name
