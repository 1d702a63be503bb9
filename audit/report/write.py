"""Writes a report beside others under one name: HTML, CSV and JSON, and what else was asked for."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from audit import files
from audit.crash import attempt
from audit.problems import AuditError, Problem, Where
from audit.report.build import Report
from audit.report.detail import Detail
from audit.report.forms import FORMS
from audit.text import slug


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


def write(
    report: Report,
    folder: Path,
    taken: set[str] | None = None,
    others: Collection[str] = (),
    *,
    printing_all: bool = False,
) -> Written:
    """Write the forms that every report has, and those that are asked for. One that fails does not stop the others.

    Args:
        report: what to write.
        folder: made if it is not there.
        taken: names already used in this run; the one chosen is added, so that two settings of one name both stay.
        others: words of ``FORMS``.
        printing_all: whether the page's annex is printed although nobody has opened it.
    """
    name = name_of(report, taken if taken is not None else set())
    wanted = {kind: form for kind, form in FORMS.items() if form.always or kind in others}
    paths = {kind: folder / f"{name}{form.ending}" for kind, form in wanted.items()}
    made: list[str] = []
    problems: list[Problem] = []
    for kind, path in paths.items():
        done, wrong = attempt(partial(_write, report, kind, path, printing_all), "report", Where(file=str(path)))
        if done:
            made.append(kind)
        problems += (p if p.where.file else replace(p, where=Where(file=str(path))) for p in wrong)
    return Written(
        html=folder / f"{name}.html",
        csv=folder / f"{name}.csv",
        json=folder / f"{name}.json",
        others=tuple(paths[kind] for kind in made if not FORMS[kind].always),
        made=tuple(paths[kind] for kind in made),
        problems=tuple(problems),
    )


def _write(report: Report, kind: str, path: Path, printing_all: bool) -> Path:
    form = FORMS[kind]
    render = (printing_all and form.printing_all) or form.render
    return files.write(path, render(report))


def name_of(report: Report, taken: set[str] | None = None) -> str:
    """What its files are called, without their endings; ``taken`` are names that are not free, and gets this one."""
    taken = set() if taken is None else taken
    if report.detail is Detail.PUBLIC:
        own = report.audit.setting.kind or "setting"
    else:
        own = slug(report.audit.setting.name) or slug(Path(report.provenance.file).stem) or "report"
    public = report.detail is Detail.PUBLIC
    stem = f"{own}-{report.day:%Y-%m}" if public else f"{own}-{report.day.isoformat()}"  # last year's report stays
    if report.comparison:
        stem += "-reviewed"
    if report.detail is not Detail.FULL:
        stem += f"-{report.detail}"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name)
    return name
