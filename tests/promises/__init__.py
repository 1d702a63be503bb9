"""What other people's programs, files and habits rest on, as it is now and as it was promised (``kept.json``)."""

import inspect
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

import audit
from audit import api
from audit.aggregate import decisions, overview_workbook, package_schema, publish
from audit.checklist.load import load_all
from audit.cli import reference
from audit.problems import CATALOGUE
from audit.report import data
from audit.report.forms import FORMS
from audit.report.record import FORMAT

KEPT = Path(__file__).with_name("kept.json")
DAY = date(2026, 11, 20)


def there() -> dict[str, list[str]]:
    """Everything that is promised, by its kind, as it is in the code."""
    return {
        "names of audit": sorted(audit.__all__),
        "names of audit.api and what they take": sorted(_functions()),
        "commands and options": sorted(_commands(reference.cli, "")),
        "forms of a report": sorted(FORMS),
        "codes of faults": sorted(CATALOGUE),
        "checklists, kinds and themes": sorted(_of_checklists()),
        "questions of each edition": sorted(_of_editions()),
        "formats of records that are read": [str(number) for number in range(1, FORMAT + 1)],
        "columns of a report's CSV": [*data.CSV_COLUMNS, *data.REVIEW_COLUMNS],
        "columns of the data package": [
            f"{table.name}.{column.name}: {column.type}" for table in package_schema.TABLES for column in table.columns
        ],
        "columns of published.csv": [f"{name}: {kind}" for name, kind, _ in publish._COLUMNS],
        "columns of chase.csv": list(overview_workbook.CHASE_COLUMNS),
        "columns of to-decide.csv": list(decisions.HEADINGS),
        "keys of a report's JSON": sorted(set(_keys(_report_as_json()))),
    }


def _commands(command: click.Command, name: str) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from (f"{name} {word}".strip() for word in parameter.opts if word.startswith("--"))
    if isinstance(command, click.Group):
        for sub, own in command.commands.items():
            yield f"{name} {sub}".strip()
            yield from _commands(own, f"{name} {sub}".strip())


def _of_checklists() -> Iterator[str]:
    for checklist in load_all():
        yield checklist.id
        yield from (f"{checklist.id} kind {kind.id}" for kind in (*checklist.kinds, *checklist.retired_kinds))
        yield from (f"{checklist.id} theme {theme.id}" for theme in checklist.themes)


def _of_editions() -> Iterator[str]:
    for checklist in load_all():
        for criterion in checklist.criteria:
            essential = ", essential" if criterion.essential else ""
            yield f"{checklist.id} {checklist.edition} {criterion.id}: {criterion.duty}{essential}"


def _functions() -> Iterator[str]:
    for name in api.__all__:
        yield name
        if inspect.isfunction(getattr(api, name)):
            yield from (f"{name}: {taken}" for taken in inspect.signature(getattr(api, name)).parameters)


def _report_as_json() -> Any:
    returned = api.read_return(api.invented_workbook(DAY), name="rosebank.xlsx")
    return json.loads(api.render(api.make_report(returned, DAY), "json"))


def _keys(value: Any, at: str = "") -> Iterator[str]:
    """The way to each value: ``actions[].owner``."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _keys(inner, f"{at}.{key}" if at else key)
    elif isinstance(value, list) and value:
        for inner in value:
            yield from _keys(inner, f"{at}[]")
    else:
        yield at
