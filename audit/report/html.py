"""The report as one HTML file that needs nothing else: no network, no font, no picture beside it.

It begins with what a board reads and decides on. The annex, for whoever inspects, is closed until it is opened.
Its one script only chooses and orders rows of the action plan that are there without it, prints the annex, and opens
what a link leads to where no browser does. The page's policy knows it, and the style, by hash.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

import jinja2
import markupsafe

from audit.checklist import in_force
from audit.files import resources
from audit.judgement import year_on_year
from audit.judgement.findings import Finding
from audit.judgement.plan import PRIORITIES, SOON, Action
from audit.judgement.verdict import BEFORE, CAUTION, Step
from audit.model import Certainty, Checklist, Duty, Provision, Rating, Source
from audit.model.ratings import SCORED, WANTING
from audit.problems import Problem
from audit.report import anchors, canonical, decisions, page_parts, redaction, templates
from audit.report.build import Report
from audit.report.detail import Detail
from audit.text import counted, number_words, of_words, one_or_many, percent_words, share_words, shortened

_Key = TypeVar("_Key", str, Duty, Source, tuple[Rating | None, Rating | None], tuple[str, str, str, str])
_Value = TypeVar("_Value")
_PAGES = {Detail.PUBLIC: "public.html"}
_LONGEST_FOOT = 70
_QUOTATION = re.compile("“([^“”]*)”")
_CSS = re.compile(
    r'(?P<quoted>"[^"]*")|/\*.*?\*/\n?|\s*(?P<mark>[{;>,])\s*|(?P<colon>:)[ ]+|[ ]*(?P<end>\})[ ]*', re.DOTALL
)
PRINTED_WHOLE = '<main id="main" class="whole">'
"""What only a page has that prints its annex, whether or not it is open."""
BY_OWNER = '<main id="main" class="sheets">'
"""What only the page has that gives each owner a sheet."""


def render(report: Report, *, whole: bool = False) -> str:
    """The page as text. Everything that came from a workbook is escaped; nothing of it is ever markup.

    Args:
        report: what the page says.
        whole: whether the annex is printed although nobody has opened it.
    """
    template = _environment().get_template(_PAGES.get(report.detail, "report.html"))
    moved = year_on_year.since_last_year(report.card)
    said = template.render(
        style=_source("style.css") + _foot(report),
        whole=whole,
        report=report,
        card=report.card,
        plan=report.plan,
        checklist=report.checklist,
        setting=report.audit.setting,
        priorities=PRIORITIES,
        moved=moved,
        decisions=decisions.to_decide(report),
        last_year={row.title: row for row in moved.themes} if moved else {},
        at=anchors.of(report.checklist, _worded(report)),
        soon=SOON,
        script=_source("report.js") + (_source("plan.js") if report.plan.actions else ""),
        record=canonical.packed(report.record),
        digest=canonical.digest(report.record),
    )
    return said.replace("&#39;", "'")  # between double quotation marks and in a text an apostrophe is itself


def of_every_report() -> tuple[str, tuple[str, ...]]:
    """The style of every report without its foot, and the scripts one may have: for a policy that lets them in."""
    own = _source("report.js")
    return _source("style.css"), (own, own + _source("plan.js"))


def by_owner(report: Report) -> str:
    """The plan as a sheet of paper for each owner, in the order in which owners first stand in it.

    It is given to many hands, so that what it carries, by which it is verified, is never more than a shared report.
    """
    report = redaction.redact(report, Detail.SHARED)
    provenance = replace(report.provenance, templates=page_parts.digest(page_parts.BY_OWNER))
    record = replace(report.record, provenance=provenance)
    found: dict[str, list[Action]] = {}
    for action in report.plan.actions:
        found.setdefault(" ".join(action.owner.split()), []).append(action)
    style = _source("style.css") + _source("pages.css") + _foot(report)
    said = (
        _environment()
        .get_template("owners.html")
        .render(
            style=style,
            report=report,
            owners=list(found.items()),
            record=canonical.packed(record),
            digest=canonical.digest(record),
        )
    )
    return said.replace("&#39;", "'")


def page(template: str, css: tuple[str, ...] = ("style.css", "pages.css"), **values: object) -> str:
    """Another page of ours (handbook, coverage, overview) from its template, with the style sheets it is given."""
    return _environment().get_template(template).render(style="".join(map(_source, css)), **values)


def _foot(report: Report) -> str:
    """The rule by which every sheet of paper says at its foot whose it is and of which day.

    The name is a workbook's: whatever is no letter or figure of English is written by its number, so that it can end
    neither the text nor the style.
    """
    when = report.month if report.detail is Detail.PUBLIC else _day(report.day)
    said = f"{shortened(report.title, _LONGEST_FOOT)}, {when}"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in " ,.-") else f"\\{ord(c):x} " for c in said)
    return f'@page {{ @bottom-left {{ content: "{safe}"; }} }}\n'


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = templates.environment()
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    environment.filters["day"] = _day
    environment.filters["alike"] = _alike
    environment.filters["bound"] = _bound
    environment.filters["by_force"] = _by_force
    environment.filters["by_move"] = _by_move
    environment.filters["by_what"] = _by_what
    environment.filters["style_hash"] = _style_hash
    environment.filters["titled"] = _titled
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
    """A style sheet or a script, without what only its authors read: indentation, and lines that are comments."""
    lines = (line.strip() for line in (resources.folder("templates") / name).read_text(encoding="utf-8").splitlines())
    kept = "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
    return _tight(kept) if name.endswith(".css") else kept


def _tight(css: str) -> str:
    """A style sheet without comments and the spaces beside its marks; what stands in quotation marks stays as it is.

    No space before a colon is taken: in a selector it means "inside of".
    """
    return _CSS.sub(lambda found: found[found.lastgroup] if found.lastgroup else "", css).replace(";}", "}")


def _worded(report: Report) -> set[str]:
    """The ids of the provisions that the page gives in words: of what is not Met, those with the force it has.

    Of whatever else a question rests on the page names the place and leads to the document; the handbook has the words.
    """
    open_ = (finding.criterion for finding in report.card.findings if finding.rating is not Rating.MET)
    return {place.id for criterion in open_ for place in criterion.cites if place.force == criterion.duty}


def _alike(problems: Iterable[Problem]) -> list[tuple[tuple[str, str, str, str], list[Problem]]]:
    """Faults with all that say the same, so that it is said once with its places."""
    return _together(problems, lambda one: (one.code, one.severity.value, one.message, one.fix))


def _bound(provisions: Iterable[Provision]) -> list[tuple[str, list[Provision]]]:
    """Provisions with those whom they bind, who are named once for all that bind them."""
    return _together(provisions, lambda provision: provision.binds)


def _by_force(provisions: Iterable[Provision]) -> list[tuple[Duty, list[tuple[Source, list[Provision]]]]]:
    """Provisions under the force they have, law first, each with its source; of law, statutes first."""
    ordered = sorted(provisions, key=lambda one: (list(Duty).index(one.force), not one.source.is_law))
    forces = _together(ordered, lambda provision: provision.force)
    return [(force, _together(own, lambda provision: provision.source)) for force, own in forces]


def _by_what(steps: Iterable[Step]) -> list[tuple[str, list[Step]]]:
    """What stands between an audit and *In place*, with all that lack the same."""
    return _together(steps, lambda step: step.what)


def _by_move(findings: Iterable[Finding]) -> list[tuple[tuple[Rating | None, Rating | None], list[Finding]]]:
    """Findings that moved, with all that moved between the same two ratings."""
    return _together(findings, lambda finding: (finding.response.last_rating, finding.rating))


def _together(values: Iterable[_Value], key: Callable[[_Value], _Key]) -> list[tuple[_Key, list[_Value]]]:
    """What has the same key together, in the order in which each key first stands."""
    found: dict[_Key, list[_Value]] = {}
    for value in values:
        found.setdefault(key(value), []).append(value)
    return list(found.items())


def _titled(text: str, checklist: Checklist, ids: anchors.Anchors) -> markupsafe.Markup:
    """A sentence of ours, in which each criterion that it names by its title is a link to its question."""
    refs = {criterion.title: criterion.id for criterion in checklist.criteria}
    linked = markupsafe.Markup()
    for number, part in enumerate(_QUOTATION.split(text)):
        if number % 2 == 0:
            linked += part
        elif part in refs:
            linked += markupsafe.Markup('“<a href="#{}">{}</a>”').format(ids.q[refs[part]], part)
        else:
            linked += f"“{part}”"
    return linked


def _style_hash(css: str) -> str:
    """The digest by which the page's own security policy knows its style or a script, and no other."""
    return base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")


def _day(day: date | None) -> str:
    return in_force.in_words(day) if day else ""


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
