"""The data package: every table as CSV and, where pyarrow is installed, as Parquet, described in ``datapackage.json``.

Rows are written as they come, a few settings at a time, so that a hundred thousand returns need no more memory than a
hundred. Texts that a spreadsheet program would take for a formula have an apostrophe before them in the CSV files, and
are as they were written in the Parquet files.
"""

import csv
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from audit.aggregate import package_rows, package_schema
from audit.aggregate.package_rows import Row, Value
from audit.aggregate.package_schema import Field, PackageTable
from audit.aggregate.run import Result
from audit.judgement.findings import findings_of
from audit.problems import AuditError, Where, problem
from audit.text import counted, harmless

FOLDER = "data"
_NEW, _OLD = ".data-new", ".data-old"
_ROWS_AT_ONCE = 50_000
_ARROW = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_", "date": "date32"}


def write(result: Result) -> tuple[Path, ...]:
    """Write the package into the folder ``data`` of the output: all of it, or what stood there stays.

    Raises:
        AuditError: S02, it could not be written.
    """
    output = result.order.output
    new, old, place = output / _NEW, output / _OLD, output / FOLDER
    try:
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        new.mkdir(parents=True)
        _write_tables(result, new)
        description = json.dumps(_description(result), indent=2, ensure_ascii=False)
        (new / "datapackage.json").write_text(f"{description}\n", encoding="utf-8")
        if place.exists():
            place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as fault:
        raise AuditError([problem("S02", Where(file=str(place)), why=fault.strerror or fault)]) from fault
    finally:
        shutil.rmtree(new, ignore_errors=True)  # also where the command was stopped half-way
    return tuple(sorted(place.iterdir()))


def has_parquet() -> bool:
    """Whether Parquet can be written: pyarrow is an extra of its own, because it is large."""
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: F401 - only to see whether it is there
    except ImportError:
        return False
    return True


def _write_tables(result: Result, folder: Path) -> None:
    overview = result.overview
    with ExitStack() as stack:
        sinks = {table.name: stack.enter_context(_sink(folder, table)) for table in package_schema.TABLES}
        sinks["settings"].write(package_rows.settings(overview))
        sinks["files"].write(package_rows.files(overview))
        sinks["faults"].write(package_rows.faults(overview))
        sinks["criteria"].write(package_rows.criteria(overview))
        for row, kept in result.kept():
            checklist, findings = kept.checklist, findings_of(kept.checklist, kept.counted, dict(row.accepted))
            sinks["scores"].write(package_rows.scores(row, checklist, findings))
            sinks["responses"].write(package_rows.responses(row, findings, kept))
            sinks["actions"].write(package_rows.actions(row, checklist, findings, overview.as_of))


class _Sink:
    """Takes the rows of one table, for every format at once."""

    def __init__(self, text: IO[str], table: PackageTable, parquet: "_Parquet | None") -> None:
        self.csv = csv.writer(text, lineterminator="\r\n")
        self.csv.writerow(table.names)
        self.parquet = parquet

    def write(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        self.csv.writerows([_cell(value) for value in row] for row in rows)
        if self.parquet:
            self.parquet.write(rows)


@contextmanager
def _sink(folder: Path, table: PackageTable) -> Iterator[_Sink]:
    parquet = _Parquet(folder / f"{table.name}.parquet", table) if has_parquet() else None
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="", errors="replace") as text:
        yield _Sink(text, table, parquet)
    if parquet:
        parquet.close()


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return harmless(value) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


class _Parquet:
    """Collects rows and writes them in groups of one size, so that the file is the same however they came."""

    def __init__(self, path: Path, table: PackageTable) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        self.arrow: Any = pa
        self.schema = pa.schema([(c.name, getattr(pa, _ARROW[c.type])()) for c in table.columns])
        self.writer = parquet.ParquetWriter(path, self.schema, compression="zstd")
        self.rows: list[Row] = []

    def write(self, rows: Iterable[Row]) -> None:
        self.rows.extend(rows)
        while len(self.rows) >= _ROWS_AT_ONCE:
            self._flush(self.rows[:_ROWS_AT_ONCE])
            del self.rows[:_ROWS_AT_ONCE]

    def _flush(self, rows: Sequence[Row]) -> None:
        columns = list(zip(*rows, strict=True)) or [()] * len(self.schema)
        arrays = [
            self.arrow.array([_arrow_value(value) for value in column], type=field.type)
            for column, field in zip(columns, self.schema, strict=True)
        ]
        self.writer.write_table(self.arrow.Table.from_arrays(arrays, schema=self.schema))

    def close(self) -> None:
        self._flush(self.rows)
        self.writer.close()


def _arrow_value(value: Value) -> Value:
    """The same blank for every kind of value; a lone surrogate, which no encoding takes, becomes a question mark."""
    return (value.encode(errors="replace").decode() or None) if isinstance(value, str) else value


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
