"""Writes a report beside others under one name: HTML, CSV and JSON, and what else was asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from audit import files
from audit.report import data, html
from audit.report.build import Report
from audit.report.record import Detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where the files of a report are."""

    html: Path
    csv: Path
    json: Path
    others: tuple[Path, ...] = ()


OTHERS = ("docx", "ics", "owners", "pdf", "xlsx")
"""What can be written beside the three: for a meeting, for a calendar, for each owner, for filing, for working through.
Where only scores are told there is no plan, and ``pdf`` is all there is of these.
"""
_ENDINGS = {"owners": "-owners.html"}


def write(report: Report, folder: Path, taken: set[str] | None = None, others: Collection[str] = ()) -> Written:
    """Write the three files, and those of ``OTHERS`` that are asked for.

    Args:
        report: what to write.
        folder: made if it is not there.
        taken: names already used in this run; the one chosen is added, so that two settings of one name both stay.
        others: words of ``OTHERS``.

    Raises:
        AuditError: S02, they could not be written; V20, WeasyPrint is needed for a PDF and is not there.
    """
    name = _name(report, taken if taken is not None else set())
    return Written(
        html=files.write(folder / f"{name}.html", html.render(report)),
        csv=files.write(folder / f"{name}.csv", data.as_csv(report)),
        json=files.write(folder / f"{name}.json", data.as_json(report)),
        others=tuple(_also(report, folder / name, kind) for kind in OTHERS if kind in others),
    )


def _also(report: Report, stem: Path, kind: str) -> Path:
    ending = _ENDINGS.get(kind, f".{kind}")
    return files.write(stem.with_name(f"{stem.name}{ending}"), _other(report, kind))


def _other(report: Report, end: str) -> bytes | str:
    """The libraries for these take long to import, and few reports need them."""
    if end == "docx":
        from audit.report import word

        return word.as_word(report)
    if end == "ics":
        from audit.report import calendar

        return calendar.as_calendar(report)
    if end == "owners":
        return html.by_owner(report)
    if end == "pdf":
        from audit.report import pdf

        return pdf.as_pdf(html.render(report))
    from audit.workbook import plan_book

    return plan_book.build(report.plan, f"{report.title}: action plan")


def _name(report: Report, taken: set[str]) -> str:
    if report.detail is Detail.PUBLIC:
        own = report.audit.setting.kind or "setting"
    else:
        own = files.slug(report.audit.setting.name) or files.slug(Path(report.provenance.file).stem) or "report"
    stem = f"{own}-{report.day.isoformat()}"  # so that last year's report is not written over
    if report.comparison:
        stem += "-reviewed"
    if report.detail is not Detail.FULL:
        stem += f"-{report.detail}"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name)
    return name
