"""The forms a report is given out in, by name: the one table that the writer, the library and the commands read.

A form's library is imported only when a report is rendered in it, since most take long to import and few are asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.report.build import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of a report: what its file's name ends in, and what renders it.

    ``always`` is written of every report; the others are asked for by name. ``of_plan`` shows the action plan alone, so
    there is none where only scores are given. ``printing_all`` renders it so that its annex is printed unopened, where
    that is another thing.
    """

    ending: str
    render: Callable[["Report"], bytes | str]
    always: bool = False
    of_plan: bool = False
    printing_all: Callable[["Report"], bytes | str] | None = None


def _html(report: "Report") -> str:
    from audit.report import html

    return html.render(report)


def _html_printing_all(report: "Report") -> str:
    from audit.report import html

    return html.render(report, whole=True)


def _csv(report: "Report") -> str:
    from audit.report import data

    return data.as_csv(report)


def _json(report: "Report") -> str:
    from audit.report import data

    return data.as_json(report)


def _word(report: "Report") -> bytes:
    from audit.report import word

    return word.as_word(report)


def _calendar(report: "Report") -> bytes | str:
    from audit.report import calendar

    return calendar.as_calendar(report)


def _owners(report: "Report") -> str:
    from audit.report import html

    return html.by_owner(report)


def _pdf(report: "Report") -> bytes:
    from audit.report import pdf

    return pdf.as_pdf(_html_printing_all(report))


def _plan_workbook(report: "Report") -> bytes:
    from audit.report import plan_workbook

    return plan_workbook.build(report)


def _text(report: "Report") -> str:
    from audit.report import plain_text

    return plain_text.as_text(report)


FORMS: Mapping[str, Form] = {
    "html": Form(ending=".html", render=_html, always=True, printing_all=_html_printing_all),
    "csv": Form(ending=".csv", render=_csv, always=True),
    "json": Form(ending=".json", render=_json, always=True),
    "docx": Form(ending=".docx", render=_word, of_plan=True),
    "ics": Form(ending=".ics", render=_calendar, of_plan=True),
    "owners": Form(ending="-owners.html", render=_owners, of_plan=True),
    "pdf": Form(ending=".pdf", render=_pdf),
    "text": Form(ending=".txt", render=_text, of_plan=True),
    "xlsx": Form(ending=".xlsx", render=_plan_workbook, of_plan=True),
}
"""Every form in the order in which they are written."""
