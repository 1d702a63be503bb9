"""The report as one HTML file that needs nothing else: no network, no font, no picture beside it.

Its one script only chooses and orders rows of the action plan that are there without it. The page's policy knows it,
and the style, by hash.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import TypeVar

import jinja2

from audit import resources
from audit.checklist import in_force
from audit.judgement import year_on_year
from audit.judgement.plan import PRIORITIES, SOON, Action
from audit.judgement.verdict import BEFORE, CAUTION
from audit.model import Certainty, Provision, Rating, Source
from audit.model.ratings import SCORED, WANTING
from audit.report import anchors, canonical, templates
from audit.report.build import Report
from audit.report.record import Detail
from audit.text import counted, number_words, of_words, one_or_many, percent_words, share_words

_Key = TypeVar("_Key", str, Source)
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
        moved=year_on_year.since_last_year(report.card),
        at=anchors.of(report.checklist),
        soon=SOON,
        script=_source("plan.js") if report.plan.actions else "",
        record=canonical.packed(report.record),
        digest=canonical.digest(report.record),
    )


def by_owner(report: Report) -> str:
    """The plan as a sheet of paper for each owner, in the order in which owners first stand in it."""
    found: dict[str, list[Action]] = {}
    for action in report.plan.actions:
        found.setdefault(" ".join(action.owner.split()), []).append(action)
    return page("owners.html", report=report, owners=list(found.items()))


def page(template: str, css: tuple[str, ...] = ("style.css", "pages.css"), **values: object) -> str:
    """Another page of ours (handbook, coverage, overview) from its template, with the style sheets it is given."""
    return _environment().get_template(template).render(style="".join(_source(name) for name in css), **values)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = templates.environment()
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    environment.filters["day"] = _day
    environment.filters["bound"] = _bound
    environment.filters["by_source"] = _by_source
    environment.filters["style_hash"] = _style_hash
    environment.filters["percent"] = percent_words
    environment.filters["paragraphs"] = _paragraphs
    environment.globals |= {"counted": counted, "one_or_many": one_or_many}
    environment.globals |= {"share": share_words, "of": of_words, "number": number_words}
    environment.globals |= {"Certainty": Certainty, "Rating": Rating, "WANTING": WANTING}
    environment.globals |= {"SCORED": SCORED, "BEFORE": BEFORE, "CAUTION": CAUTION}
    environment.globals["style"] = _source("style.css")
    return environment


@lru_cache(maxsize=8)
def _source(name: str) -> str:
    return (resources.folder("templates") / name).read_text(encoding="utf-8")


def _bound(provisions: Iterable[Provision]) -> list[tuple[str, list[Provision]]]:
    """Provisions with those whom they bind, who are named once for all that bind them."""
    return _together(provisions, lambda provision: provision.binds)


def _by_source(provisions: Iterable[Provision]) -> list[tuple[Source, list[Provision]]]:
    """Provisions with the source they stand in, each source once."""
    return _together(provisions, lambda provision: provision.source)


def _together(provisions: Iterable[Provision], key: Callable[[Provision], _Key]) -> list[tuple[_Key, list[Provision]]]:
    """What has the same key together, in the order in which each key first stands."""
    found: dict[_Key, list[Provision]] = {}
    for provision in provisions:
        found.setdefault(key(provision), []).append(provision)
    return list(found.items())


def _style_hash(css: str) -> str:
    """The digest by which the page's own security policy knows its style or a script, and no other."""
    return base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")


def _day(day: date | None) -> str:
    return in_force.in_words(day) if day else ""


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
