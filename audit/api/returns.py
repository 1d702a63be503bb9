"""Filled workbooks: read, scored, planned, reported and reviewed."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit.problems import AuditError, Problem, Where, problem
from audit.report.detail import Detail
from audit.report.forms import FORMS

if TYPE_CHECKING:
    from audit.judgement.plan import ActionPlan
    from audit.judgement.sampling import Drawing, Pick
    from audit.judgement.scoring import Scorecard
    from audit.report.build import Report
    from audit.report.write import Written
    from audit.spreadsheet.limits import Limit, Limits
    from audit.workbook.read.reader import Return
    from audit.workbook.review_copy import ReviewWorkbook


def read_return(
    source: Path | str | bytes,
    *,
    name: str = "",
    checklists: Path | None = None,
    limits: "Limits | None" = None,
    today: date | None = None,
    every_part: bool = False,
) -> "Return":
    """Read one filled workbook (``.xlsx``, ``.xlsm`` or ``.ods``).

    It never raises for what a file holds: ``Return.problems`` has every fault, and ``Return.refused`` says whether
    nothing could be read.

    Args:
        source: its path, or its bytes.
        name: what the file is called where ``source`` is bytes.
        checklists: a folder of checklists of one's own, beside ours.
        limits: what is too large, as :func:`make_limits` gives it.
        today: the day on which it is read, where an audit that is dated after it is a fault; a report finds that too.
        every_part: whether the parts of the file in which no answer stands are looked at too, and damage there is said.
    """
    from audit.spreadsheet import guard
    from audit.workbook.read import reader

    if isinstance(source, bytes):
        returned = reader.read_bytes(source, name or "return", folder=checklists, limits=limits)
    else:
        returned = reader.read(Path(source), folder=checklists, limits=limits)
    if every_part:
        with suppress(AuditError):  # it went away meanwhile
            data = source if isinstance(source, bytes) else guard.load(Path(source), limits or reader.LIMITS)
            returned = reader.with_every_part(returned, data, limits)
    return reader.on_day(returned, today) if today else returned


def make_limits(changes: Sequence[str] = ()) -> "Limits":
    """What a return may be, with changes such as ``"file=50MB"``.

    Raises:
        AuditError: S05, there is no such limit; S06, it takes no such value.
    """
    from audit.spreadsheet import limits
    from audit.workbook.read import reader

    return limits.adjusted(reader.LIMITS, changes)


def days() -> tuple[date, date]:
    """The first and the last day that the tool counts with."""
    from audit.workbook.read import cell_values

    return cell_values.EARLIEST, cell_values.LATEST


def day_of(text: str) -> date:
    """The day that a whole date means, written as in a workbook: ``27/11/2026``, ``2026-11-27``, ``27 Nov 2026``.

    Raises:
        ValueError: it means no day, or none of those that the tool counts with.
    """
    from audit.workbook.read import cell_values

    if (day := cell_values.as_date(text)) is None:
        raise ValueError("no day is named")
    return day


def marked_copy(source: Path | bytes, returned: "Return", *, name: str = "", limits: "Limits | None" = None) -> bytes:
    """A copy of a workbook with each fault at its cell.

    Args:
        source: its path, or its bytes.
        returned: what :func:`read_return` gave for it.
        name: what the file is called where ``source`` is bytes.
        limits: what is too large, as :func:`make_limits` gives it.

    Raises:
        AuditError: F14, it is of a kind that cannot be marked; or why it was refused.
    """
    from audit.workbook import marked_copy as marking

    if isinstance(source, bytes):
        return marking.of_bytes(source, name or "return", returned.problems, limits)
    return marking.of_file(source, returned.problems, limits)


def answered_copy(
    data: bytes,
    answers: Mapping[tuple[int, str], str | date | None],
    details: Mapping[str, str | date | None],
    *,
    name: str,
) -> bytes:
    """A workbook with answers put into its cells, as if they had been typed there.

    Args:
        data: the workbook.
        answers: by the row of a question and the name of a field.
        details: what is said of the setting, by field.
        name: what the file is called.

    Raises:
        AuditError: why it must not be read; S13, it cannot be answered so.
    """
    from audit.workbook import answered_copy as answering

    return answering.of_bytes(data, name, answering.Typed(answers=answers, details=details))


def score(returned: "Return") -> "Scorecard":
    """The figures, the judgement and its reasons; of a review, by the agreed ratings where there are any.

    Raises:
        AuditError: why the return was refused.
    """
    from audit.judgement import moderation, scoring

    if returned.checklist is None or returned.audit is None:
        raise AuditError(returned.problems)
    if returned.review and not returned.review.empty:
        return moderation.compare(returned.checklist, returned.audit, returned.review).counting
    return scoring.score(returned.checklist, returned.audit)


def plan(card: "Scorecard", as_of: date, audit_date: date | None = None) -> "ActionPlan":
    """What to do next, in order.

    Args:
        card: the answers, scored.
        as_of: the day from which suggested dates count.
        audit_date: the day of the audit, from which those of priority 1 count; the card's own where none is given.
    """
    from audit.judgement import plan as planning

    return planning.make(card.checklist, card.findings, as_of, audit_date or card.audit_date)


def make_report(
    returned: "Return", as_of: date, detail: Detail | str = Detail.FULL, *, secret: bytes = b"", themes: bool = False
) -> "Report":
    """The report of a return as a value: scored, planned, inspected.

    Args:
        returned: as :func:`read_return` gives it.
        as_of: the day of the report, from which suggested dates count.
        detail: ``full``, ``shared`` (no evidence, notes or reasons) or ``public`` (the judgement and one
            band, no names).
        secret: the setting's, with which a public report commits to its workbook.
        themes: whether a public report tells a band of each theme too, where that gives no answer away.

    Raises:
        AuditError: why the return was refused; S14, too few answers apply for a public report.
    """
    from audit.report import build

    if returned.refused:
        raise AuditError(returned.problems)
    return redact(build.build(returned, as_of), detail, secret=secret, themes=themes)


def redact(report: "Report", detail: Detail | str, *, secret: bytes = b"", themes: bool = False) -> "Report":
    """A report as it may be given to others: ``shared`` or ``public``; the others as for :func:`make_report`.

    Raises:
        ValueError: more was asked for than the report still holds.
        AuditError: S14, too few answers apply for a public report.
    """
    from audit.report import redaction

    return redaction.redact(report, Detail(detail), secret, themes=themes)


def themes_left_out(report: "Report") -> Problem:
    """The note that says why a public report of this one tells no bands of themes, though they were asked for."""
    from audit.report import redaction

    return problem("S20", Where(file=report.provenance.file), why=redaction.why_no_themes(report))


def render(report: "Report", form: str = "html") -> bytes:
    """A report in one of :data:`FORMS`: html, csv, json, docx, ics, owners, pdf, text or xlsx.

    Raises:
        AuditError: S09, there is no such form, or not at this level of detail; V20, the library for PDF is missing.
    """
    known = [name for name, one in FORMS.items() if report.detail is not Detail.PUBLIC or not one.of_plan]
    if form not in known:
        raise AuditError([problem("S09", Where(), form=form, detail=report.detail, known=tuple(known))])
    made = FORMS[form].render(report)
    return made.encode("utf-8", "replace") if isinstance(made, str) else made


def write_report(
    report: "Report",
    folder: Path,
    *,
    also: Sequence[str] = (),
    taken: set[str] | None = None,
    printing_all: bool = False,
) -> "Written":
    """Write a report as HTML, CSV and JSON, and in other forms. One that fails does not stop the others.

    Args:
        report: what to write.
        folder: made if it is not there.
        also: other words of :data:`FORMS`.
        taken: names already used in this run; the one chosen is added, so that two settings of one name both stay.
        printing_all: whether the page's annex is printed although nobody has opened it.
    """
    from audit.report import write

    return write.write(report, folder, taken, also, printing_all=printing_all)


def style_and_scripts_of_reports() -> tuple[str, tuple[str, ...]]:
    """The style that every report in HTML has and the scripts it may have, for the policy of a page that shows one."""
    from audit.report import html

    return html.of_every_report()


def page_source(name: str) -> str:
    """A file of the page that people answer in, such as ``page.html``, as it is packaged."""
    from audit.files import resources

    return (resources.folder("templates") / "page" / name).read_text(encoding="utf-8")


def report_name(report: "Report") -> str:
    """What the files of a report are called, without their endings: the setting, the day and what is withheld."""
    from audit.report import write

    return write.name_of(report)


def make_review(
    returned: "Return", day: date, *, phrase: str = "", file: str = "", checklists: Path | None = None
) -> "ReviewWorkbook":
    """A reviewer's copy of a return, and what it was made with.

    Args:
        returned: as :func:`read_return` gives it.
        day: the day it is made.
        phrase: what the inspector adds, from which the answers to check first are drawn.
        file: where the return is, for faults.
        checklists: a folder of checklists of one's own, beside ours.

    Raises:
        AuditError: why the return was refused, or V18: it is a review itself.
    """
    from audit.workbook import review_copy

    return review_copy.make(returned, day, phrase=phrase, file=file, folder=checklists)


def draw_sample(returned: "Return", phrase: str = "") -> "tuple[Drawing, tuple[Pick, ...]]":
    """The answers of a return to check first, and what they are drawn from: its answers, and an inspector's phrase.

    Of a review without a phrase, those that it was begun with.

    Raises:
        AuditError: why the return was refused.
    """
    from audit.workbook import review_copy

    return review_copy.drawn(returned, phrase)


def limit_rows() -> "tuple[Limit, ...]":
    """Every limit that can be changed: its name, what it usually is, the most it may be, and why it is there."""
    from audit.spreadsheet import limits

    return tuple(limits.ADJUSTABLE)
