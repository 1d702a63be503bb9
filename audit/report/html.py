"""The report as one HTML file that needs nothing else: no network, no script, no font, no picture beside it."""

import base64
import hashlib
from datetime import date
from functools import lru_cache

import jinja2

from audit import edition, movement, resources
from audit.model import Rating
from audit.plan import PRIORITIES
from audit.report import canonical
from audit.report.build import Report
from audit.report.record import Detail
from audit.scoring import counted

_PAGES = {Detail.PUBLIC: "public.html"}


def render(report: Report) -> str:
    """The page as text. Everything that came from a workbook is escaped; nothing of it is ever markup."""
    template = _environment().get_template(_PAGES.get(report.detail, "report.html"))
    return template.render(
        report=report,
        card=report.card,
        plan=report.plan,
        checklist=report.checklist,
        setting=report.audit.setting,
        priorities=PRIORITIES,
        ratings=tuple(Rating),
        moved=movement.since_last_year(report.card),
        record=canonical.values(report.record),
        digest=canonical.digest(report.record),
    )


def page(template: str, **values: object) -> str:
    """Another page of ours (handbook, coverage) from its template, with ``pages.css`` after the common style."""
    environment = _environment()
    own = (resources.folder("templates") / "pages.css").read_text(encoding="utf-8")
    return environment.get_template(template).render(style=f"{environment.globals['style']}\n{own}", **values)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.folder("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    environment.filters["day"] = _day
    environment.filters["style_hash"] = _style_hash
    environment.filters["percent"] = _percent
    environment.filters["paragraphs"] = _paragraphs
    environment.globals["counted"] = counted
    environment.globals["style"] = (resources.folder("templates") / "style.css").read_text(encoding="utf-8")
    return environment


def _style_hash(css: str) -> str:
    """The digest by which the page's own security policy knows its style, and no other."""
    return base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")


def _day(day: date | None) -> str:
    return edition.in_words(day) if day else ""


def _percent(value: int | None) -> str:
    return "no score" if value is None else f"{value} %"


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
