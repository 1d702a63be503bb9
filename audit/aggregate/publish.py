"""A page and its data that anybody may see, in a folder of their own, one edition a round."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from audit import files
from audit.aggregate import own_output, publication
from audit.aggregate.audit_year import AuditYear
from audit.aggregate.overview import Overview
from audit.aggregate.publication import Publication, PublishedScore, PublishedShare
from audit.aggregate.run import Result
from audit.problems import Problem, Where, problem
from audit.report import html
from audit.text import counted, harmless

EDITIONS = own_output.EDITIONS
"""The private list of what was published, in the output folder."""
_CSV, _PAGE, _DESCRIPTION = "published.csv", "published.html", "datapackage.json"
_COLUMNS = (
    ("figure", "string", "What the band is of: a judgement, a criterion not fully met, or a score."),
    ("by", "string", "For a score, what the settings have in common: all, kind, area or group."),
    ("id", "string", "The id of the judgement, of the criterion, or of what the settings have in common."),
    ("title", "string", "The same in words."),
    ("settings", "integer", "How many settings, rounded down to a multiple of five."),
    ("from_percent", "integer", "The band begins here."),
    ("to_percent", "integer", "The band ends here: before it, but for 100 and for scores, which are whole percent."),
    ("words", "string", "The band in words."),
)
Row = tuple[str | int, ...]


def why_not(result: Result, place: Path) -> Problem | None:
    """Why nothing may be published: A56 too few, A57 an edition nearly the same was published, A58 the folder."""
    output = result.order.output
    if place.resolve() == output.resolve() or output.resolve() in place.resolve().parents:
        return problem("A58", Where(file=str(place)))
    if place.is_dir() and any(path.name not in {_CSV, _PAGE, _DESCRIPTION} for path in place.iterdir()):
        return problem("A58", Where(file=str(place)))
    rows = result.overview.in_figures
    said = publication.of(rows, result.overview.checklist)
    if said is None:
        return problem("A56", Where(), settings=counted(len(rows), "setting", "settings"), fewest=publication.FEWEST)
    entry = _entry(result, said)
    try:
        others = [one for one in _editions(output) if one["round"] == entry["round"] and one != entry]
        if any(_too_near(one, entry) for one in others):
            return problem("A57", Where(file=str(output / EDITIONS)), apart=publication.APART)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return problem("A59", Where(file=str(output / EDITIONS)))
    return None


def _too_near(one: dict[str, Any], entry: dict[str, Any]) -> bool:
    """Whether two editions of a round are of nearly as many settings, or give answers away when laid side by side."""
    shares, others = one["shares"], entry["shares"]
    return abs(one["settings"] - entry["settings"]) < publication.APART or any(
        publication.gives_away(shares[name], others[name]) for name in others if name in shares
    )


def _entry(result: Result, said: Publication) -> dict[str, Any]:
    """What the private list keeps of an edition."""
    overview = result.overview
    return {
        "round": _round(result),
        "settings": len(overview.in_figures),
        "digest": _digest(overview, said),
        "shares": publication.whole_numbers(overview.in_figures, said, overview.checklist),
    }


def write(result: Result, place: Path) -> tuple[Path, ...]:
    """Write the page and the data into a folder of their own, the private list first; :func:`why_not` was asked.

    Raises:
        AuditError: S02, something could not be written.
    """
    overview, output = result.overview, result.order.output
    said = publication.of(overview.in_figures, overview.checklist)
    if said is None:
        return ()
    entry = _entry(result, said)
    earlier = _editions(output)
    kept = earlier if entry in earlier else [*earlier, entry]
    listed = files.write(output / EDITIONS, f"{json.dumps(kept, indent=2)}\n")
    return (
        listed,
        files.write(place / _CSV, as_csv(said)),
        files.write(
            place / _DESCRIPTION, f"{json.dumps(_description(overview, said), indent=2, ensure_ascii=False)}\n"
        ),
        files.write(place / _PAGE, page(overview, said)),
    )


def page(overview: Overview, said: Publication) -> str:
    """The page: everything the data say, in words."""
    return html.page(
        "published.html",
        said=said,
        checklist=overview.checklist,
        month=_month(overview.as_of),
        edition=overview.edition,
        tool_version=overview.tool_version,
    )


def as_csv(said: Publication) -> str:
    """Everything that is said as one table."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([name for name, _, _ in _COLUMNS])
    lines.writerows([harmless(v) if isinstance(v, str) else v for v in row] for row in rows_of(said))
    return text.getvalue()


def rows_of(said: Publication) -> Sequence[Row]:
    """Everything that is said as rows of :data:`_COLUMNS`."""
    return (*_shares("judgement", said.judgements), *_shares("not fully met", said.criteria), *_scores(said.scores))


def _shares(figure: str, shares: Iterable[PublishedShare]) -> Iterable[Row]:
    for one in shares:
        yield figure, "", one.id, one.title, one.settings, one.band.low, one.band.high, one.band.words


def _scores(scores: Iterable[PublishedScore]) -> Iterable[Row]:
    for one in scores:
        ends = (("score: lower quarter", one.lower), ("score: middle", one.middle), ("score: upper quarter", one.upper))
        for figure, band in ends:
            if band:
                yield figure, one.by.value, one.id, one.title, one.settings, band.low, band.high, band.words


def _description(overview: Overview, said: Publication) -> dict[str, Any]:
    fields = [{"name": name, "type": kind, "description": about} for name, kind, about in _COLUMNS]
    return {
        "profile": "tabular-data-package",
        "name": "safeguarding-audit-published",
        "title": f"{overview.checklist.title}: published figures, {_month(overview.as_of)}",
        "description": "Bands of shares and scores that name no setting; no exact figure is published.",
        "created_by": f"safeguarding-audit {overview.tool_version}",
        "checklist": {
            "id": overview.checklist.id,
            "edition": overview.checklist.edition,
            "digest": overview.checklist.digest,
        },
        "month": f"{overview.as_of:%Y-%m}",
        "settings": said.settings,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "published",
                "path": _CSV,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "missingValues": [""]},
            }
        ],
    }


def _month(day: date) -> str:
    return f"{day:%B %Y}"


def _round(result: Result) -> str:
    """What counts as one round: a checklist in a school year, whatever day the overview is of."""
    year: AuditYear | None = result.order.year
    day = year.first if year else result.overview.as_of
    begins = day.year if day.month >= 9 else day.year - 1
    return f"{result.overview.checklist.id} {begins}-{(begins + 1) % 100:02}"


def _digest(overview: Overview, said: Publication) -> str:
    """The same for what is the same when published, so that it may be written again."""
    return hashlib.sha256(repr((overview.checklist.digest, rows_of(said))).encode()).hexdigest()


def _editions(output: Path) -> list[dict[str, Any]]:
    path = output / EDITIONS
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else []
