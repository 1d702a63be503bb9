"""For those who write checklists: what they rest on, whether their sources say so, and their spreadsheets."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.checklist.citations import Verified
    from audit.checklist.coverage import Coverage
    from audit.checklist.handbook import Handbook
    from audit.checklist.spreadsheet.reader import Imported


def describe_checklist(checklist_id: str, day: date, *, checklists: Path | None = None) -> tuple[str, ...]:
    """A checklist in lines: its edition, its questions by theme and kind of setting, what it rests on.

    Args:
        checklist_id: such as ``leaders``.
        day: the day for which it is said whether its sources are in force.
        checklists: a folder of checklists of one's own, beside ours.

    Raises:
        AuditError: C08, there is no such checklist; or every fault of the files.
    """
    from audit.checklist import description
    from audit.checklist.shelf import shelf

    return tuple(description.described(shelf(checklists).checklist(checklist_id), day))


def coverage(*, checklists: Path | None = None) -> "Coverage":
    """Which criterion asks about each provision, and why the others are left out.

    Raises:
        AuditError: every fault of the files.
    """
    from audit.checklist import coverage as matrix
    from audit.checklist.shelf import shelf

    held = shelf(checklists)
    return matrix.cover(held.checklists, held.register, held.duties)


def coverage_lines(made: "Coverage") -> tuple[str, ...]:
    """The matrix of provisions and criteria in lines."""
    from audit.checklist import description

    return tuple(description.matrix(made))


def coverage_page(made: "Coverage", day: date) -> str:
    """The same as a web page; ``day`` is the day it is made."""
    from audit.checklist.coverage import cited
    from audit.report import html

    return html.page("coverage.html", coverage=made, cited=cited, day=day)


def verify_citations(source_id: str, pdf: Path, *, checklists: Path | None = None) -> "Verified":
    """Look in the official PDF for every paragraph that is cited from a source.

    Raises:
        AuditError: C08, there is no such source; C40, the library for it is missing; C41, the PDF cannot be read; C49,
            nothing in it could be looked for.
    """
    from audit.checklist import citations
    from audit.checklist import pdf as document
    from audit.checklist.shelf import shelf

    wanted = citations.choose(source_id, shelf(checklists).register)
    return citations.verify(document.read(pdf), wanted)


def handbook(*, checklists: Path | None = None) -> "Handbook":
    """Why each criterion is asked, how it is judged, what to look for and how to mend it.

    Raises:
        AuditError: every fault of the files.
    """
    from audit.checklist import handbook as book
    from audit.checklist.load import load_all

    return book.handbook(load_all(checklists))


def handbook_page(made: "Handbook", day: date) -> str:
    """The same as a web page; ``day`` is the day it is made."""
    from audit.checklist import in_force
    from audit.report import html

    return html.page("handbook.html", handbook=made, standing=in_force.standing, day=day)


def checklist_spreadsheet(checklist_id: str, *, checklists: Path | None = None) -> tuple[bytes, int]:
    """A checklist as a spreadsheet, to change it or to begin one's own; and how many questions it has.

    Raises:
        AuditError: C08, there is no such checklist.
    """
    from audit.checklist.shelf import shelf
    from audit.checklist.spreadsheet import writer

    known = shelf(checklists)
    read = known.shape(checklist_id)
    return writer.build(read, known), sum(1 for _ in read.asked())


def import_checklist(path: Path, *, checklists: Path | None = None) -> "Imported":
    """A checklist from a spreadsheet.

    Raises:
        AuditError: every fault, with its sheet and cell.
    """
    from audit.checklist.spreadsheet import reader

    return reader.checklist(path, checklists)


def checklist_yaml(made: "Imported", folder: Path) -> str:
    """An imported checklist as YAML for a folder; editors are shown the schema where it is there.

    Raises:
        AuditError: C21, some text would not come back as it is.
    """
    from audit.checklist import save, schema

    beside = Path(schema.FOLDER, "checklist.schema.json")
    return save.text(made.shape, beside.as_posix() if (folder / beside).is_file() else "")


def schemas() -> Mapping[str, str]:
    """The JSON Schemas of the YAML files by the names of their files."""
    from audit.checklist import schema

    return schema.schemas()


def schema_line() -> str:
    """The line at the top of a checklist by which an editor finds its schema."""
    from audit.checklist import save, schema

    return save.EDITOR_LINE.format(f"{schema.FOLDER}/checklist.schema.json")
