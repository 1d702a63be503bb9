"""The pages of many returns: the overview for the people who answer for all of them, and the list of every file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audit import files
from audit.aggregate import page_tables
from audit.aggregate.overview import FED_BACK, FileLine, Outcome, Overview
from audit.aggregate.page_view import view
from audit.files import resources
from audit.report import html

if TYPE_CHECKING:
    from audit.aggregate.across import AcrossForms

LIBRARY = "vendor/datatables.net-3.1.5/dataTables.min.js"
"""The table library as its makers publish it, MIT licence: search, sort, paging, and columns that come and go."""
PLAIN_FILES = 500
"""How many files that are not plainly read stand in the list as plain rows, for a browser that runs no scripts."""
_CSS = ("style.css", "overview.css")


def write(  # noqa: PLR0913 - each is named
    overview: Overview,
    folder: Path,
    *,
    reports: bool = False,
    groups: Sequence[tuple[str, str]] = (),
    forms: "AcrossForms | None" = None,
    apart: bool = False,
) -> tuple[Path, ...]:
    """Write ``overview.html`` and ``files.html`` into a folder.

    Args:
        overview: what to show.
        folder: the output folder; the pages lead to what stands beside them in it.
        reports: whether each setting has its full report in the folder ``reports``.
        groups: the title of each group that has a page in the folder ``groups``, and the name of its file.
        forms: what is said of several forms together, where returns are of several.
        apart: whether it is one of the forms that fewer answered, whose folder stands below that of the others.

    Raises:
        AuditError: S02, they could not be written.
    """
    return (
        files.write(
            folder / "overview.html", overview_page(overview, reports=reports, groups=groups, forms=forms, apart=apart)
        ),
        files.write(folder / "files.html", files_page(overview)),
    )


def overview_page(
    overview: Overview,
    *,
    reports: bool = False,
    groups: Sequence[tuple[str, str]] = (),
    forms: "AcrossForms | None" = None,
    apart: bool = False,
) -> str:
    """The overview as one page that needs nothing else; what came from returns and registers is never markup."""
    shown = view(overview)
    table = page_tables.settings(overview, shown.rows, reports=reports)
    return html.page(
        "overview.html",
        _CSS,
        view=shown,
        reports=reports,
        groups=groups,
        forms=forms,
        apart=apart,
        fed_back=FED_BACK,
        steps=table.steps,
        tabled=bool(overview.settings),
        data=table.as_json(),
        scripts=_scripts(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A file as a plain row: what became of it and what to do, in words."""

    line: FileLine
    setting: str
    explanation: str


def files_page(overview: Overview) -> str:
    """Every file with its outcome: all of them as data, those not plainly read as plain rows too."""
    lines = _in_order(overview.files)
    names = {row.key: row.name for row in overview.settings}
    odd = [line for line in lines if line.outcome is not Outcome.READ or line.why_not]
    return html.page(
        "files.html",
        _CSS,
        overview=overview,
        odd=len(odd),
        plain=[_found(line, names) for line in odd[:PLAIN_FILES]],
        tabled=bool(overview.files),
        data=page_tables.file_table(lines, names).as_json(),
        scripts=_scripts(),
    )


def _found(line: FileLine, names: Mapping[str, str]) -> _Found:
    return _Found(line=line, setting=names.get(line.setting, line.name), explanation=page_tables.explanation(line))


def _in_order(lines: Sequence[FileLine]) -> list[FileLine]:
    """Those that wait for a person first, then refused ones, those with faults, and those read but not counted."""
    order = {Outcome.REFUSED: 0, Outcome.FAULTS: 1, Outcome.READ: 2}
    return sorted(lines, key=lambda line: (not line.waits, order[line.outcome], not line.why_not))


def _scripts() -> tuple[str, ...]:
    folder = resources.folder("templates")
    return tuple((folder / name).read_text(encoding="utf-8") for name in (LIBRARY, "table.js"))
