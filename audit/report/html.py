"""The report as one HTML file that needs nothing else: no network, no script, no font, no picture beside it."""

from datetime import date
from functools import lru_cache

import jinja2

from audit import edition, resources
from audit.model import Rating
from audit.plan import PRIORITIES
from audit.report.build import Report
from audit.scoring import counted


def render(report: Report) -> str:
    """The page as text. Everything that came from a workbook is escaped; nothing of it is ever markup."""
    template = _environment().get_template("report.html")
    return template.render(
        report=report,
        card=report.card,
        plan=report.plan,
        checklist=report.checklist,
        setting=report.audit.setting,
        priorities=PRIORITIES,
        ratings=tuple(Rating),
    )


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.folder("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _day
    environment.filters["percent"] = _percent
    environment.filters["paragraphs"] = _paragraphs
    environment.globals["counted"] = counted
    environment.globals["style"] = (resources.folder("templates") / "style.css").read_text(encoding="utf-8")
    return environment


def _day(day: date | None) -> str:
    return edition.in_words(day) if day else ""


def _percent(value: int | None) -> str:
    return "no score" if value is None else f"{value} %"


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
