"""The data package: every table as CSV and, where pyarrow is installed, as Parquet, described in ``datapackage.json``.

Rows are written as they come, a few settings at a time, so that a hundred thousand returns need no more memory than a
hundred. Texts that a spreadsheet program would take for a formula have an apostrophe before them in the CSV files, and
are as they were written in the Parquet files.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from audit.aggregate import each_setting, own_output, package_rows, package_schema
from audit.aggregate.each_setting import SettingsPart
from audit.aggregate.package_schema import Field, PackageTable
from audit.aggregate.run import Result
from audit.aggregate.table_files import sink
from audit.problems import AuditError, Where, problem
from audit.text import counted

FOLDER = own_output.DATA
DESCRIPTION = "datapackage.json"
NEW, OLD = ".data-new", ".data-old"
"""The package while it is written, and the one before while it is replaced."""


def write(result: Result) -> tuple[Path, ...]:
    """Write the package alone, into the folder ``data`` of the output: all of it, or what stood there stays.

    Raises:
        AuditError: S02, it could not be written.
    """
    with writing(result) as take:
        for part in each_setting.parts(result):
            take(part)
    return files(result.folder)


def files(output: Path) -> tuple[Path, ...]:
    """The files of the package, once it is written."""
    return tuple(sorted((output / FOLDER).iterdir()))


@contextmanager
def writing(result: Result) -> Iterator[Callable[[SettingsPart], None]]:
    """Write the package into the folder ``data`` of the output: all of it, or what stood there stays.

    Gives what takes the settings, part by part in their order; the rest is written here.

    Raises:
        AuditError: S02, it could not be written.
    """
    output = result.folder
    new, old, place = output / NEW, output / OLD, output / FOLDER
    try:
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        new.mkdir(parents=True)
        with _tables(result, new) as take:
            yield take
        description = json.dumps(_description(result), indent=2, ensure_ascii=False)
        (new / DESCRIPTION).write_text(f"{description}\n", encoding="utf-8", newline="\n")
        if place.exists():
            place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as fault:
        raise AuditError([problem("S02", Where(file=str(place)), why=fault.strerror or fault)]) from fault
    finally:
        shutil.rmtree(new, ignore_errors=True)  # also where the command was stopped half-way


@contextmanager
def _tables(result: Result, folder: Path) -> Iterator[Callable[[SettingsPart], None]]:
    overview = result.overview
    with ExitStack() as stack:
        sinks = {table.name: stack.enter_context(sink(folder, table)) for table in package_schema.TABLES}
        sinks["settings"].write(package_rows.settings(overview))
        sinks["files"].write(package_rows.files(overview))
        sinks["faults"].write(package_rows.faults(overview))
        sinks["criteria"].write(package_rows.criteria(overview))
        sinks["reviews"].write(package_rows.reviews(overview))

        def take(part: SettingsPart) -> None:
            for name, text in part.csv.items():
                sinks[name].take(text, part.arrow.get(name, b""))

        yield take


def _description(result: Result) -> dict[str, Any]:
    overview = result.overview
    return {
        "profile": "tabular-data-package",
        "name": "safeguarding-audit-overview",
        "title": f"{overview.checklist.title}: {counted(len(overview.returned), 'return', 'returns')}",
        "description": f"{overview.edition} As of {overview.as_of.isoformat()}. The Parquet files beside the CSV files"
        " hold the same rows. In the CSV files a text that could be taken for a formula has an apostrophe before it.",
        "created_by": f"safeguarding-audit {overview.tool_version}",
        "checklist": {
            "id": overview.checklist.id,
            "edition": overview.checklist.edition,
            "digest": overview.checklist.digest,
        },
        "as_of": overview.as_of.isoformat(),
        "resources": [_resource(table) for table in package_schema.TABLES],
    }


def _resource(table: PackageTable) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.points_at:
        schema["foreignKeys"] = [
            {"fields": own, "reference": {"resource": other, "fields": own}} for own, other in table.points_at
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _field(column: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.one_of:
        constraints["enum"] = list(column.one_of)
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.about}
    if column.type == "date":
        field["format"] = "default"
    return field | ({"constraints": constraints} if constraints else {})
