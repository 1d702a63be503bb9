"""Writes a report beside others under one name: HTML, CSV and JSON, and what else was asked for."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from audit import files
from audit.crash import attempt
from audit.problems import AuditError, Problem, Where
from audit.report import data, html
from audit.report.build import Report
from audit.report.record import Detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where the files of a report are: ``made`` names those that were written, ``problems`` why others were not."""

    html: Path
    csv: Path
    json: Path
    others: tuple[Path, ...] = ()
    made: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()

    def whole(self) -> "Written":
        """Itself, where nothing failed.

        Raises:
            AuditError: what failed, such as S02, it could not be written; V20, WeasyPrint is not there.
        """
        if self.problems:
            raise AuditError(self.problems)
        return self


OTHERS = ("docx", "ics", "owners", "pdf", "xlsx")
"""What can be written beside the three: for a meeting, for a calendar, for each owner, for filing, for working through.
Where only scores are given there is no plan, and ``pdf`` is all there is of these.
"""
_ENDINGS = {"owners": "-owners.html"}


def write(report: Report, folder: Path, taken: set[str] | None = None, others: Collection[str] = ()) -> Written:
    """Write the three files, and those of ``OTHERS`` that are asked for. One that fails does not stop the others.

    Args:
        report: what to write.
        folder: made if it is not there.
        taken: names already used in this run; the one chosen is added, so that two settings of one name both stay.
        others: words of ``OTHERS``.
    """
    name = _name(report, taken if taken is not None else set())
    kinds = ("html", "csv", "json", *(kind for kind in OTHERS if kind in others))
    paths = {kind: folder / f"{name}{_ENDINGS.get(kind, f'.{kind}')}" for kind in kinds}
    made: list[str] = []
    problems: list[Problem] = []
    for kind, path in paths.items():
        done, wrong = attempt(partial(_write, report, kind, path), "report", Where(file=str(path)))
        if done:
            made.append(kind)
        problems += (p if p.where.file else replace(p, where=Where(file=str(path))) for p in wrong)
    return Written(
        html=folder / f"{name}.html",
        csv=folder / f"{name}.csv",
        json=folder / f"{name}.json",
        others=tuple(paths[kind] for kind in kinds[3:] if kind in made),
        made=tuple(paths[kind] for kind in made),
        problems=tuple(problems),
    )


def _write(report: Report, kind: str, path: Path) -> Path:
    return files.write(path, _form(report, kind))


def _form(report: Report, end: str) -> bytes | str:
    """The libraries for most of these take long to import, and few reports need them."""
    plain = {"html": html.render, "csv": data.as_csv, "json": data.as_json, "owners": html.by_owner}
    if end in plain:
        return plain[end](report)
    if end == "docx":
        from audit.report import word

        return word.as_word(report)
    if end == "ics":
        from audit.report import calendar

        return calendar.as_calendar(report)
    if end == "pdf":
        from audit.report import pdf

        return pdf.as_pdf(html.render(report))
    from audit.report import plan_workbook

    return plan_workbook.build(report.plan, f"{report.title}: action plan")


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
