"""The rows of one table as CSV and, where pyarrow is installed, as Parquet.

Rows come as text and as Arrow data, wherever these were made, and are written in groups of one size: the file is the
same however they came.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from audit.aggregate import package_schema
from audit.aggregate.package_rows import Row, Value
from audit.aggregate.package_schema import PackageTable
from audit.text import harmless

_ROWS_AT_ONCE = 50_000
_ARROW = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_", "date": "date32"}


def has_parquet() -> bool:
    """Whether Parquet can be written: pyarrow is an extra of its own, because it is large."""
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: F401 - only to see whether it is there
    except ImportError:
        return False
    return True


def csv_of(rows: Iterable[Row]) -> str:
    """Rows as they stand in the CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return harmless(value) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def arrow_of(table: str, rows: Sequence[Row]) -> bytes:
    """Rows as Arrow data, as it goes from process to process."""
    import pyarrow as pa

    schema = _schema(next(one for one in package_schema.TABLES if one.name == table))
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [
        pa.array([_arrow_value(value) for value in column] if pa.types.is_string(field.type) else column, field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    packed = pa.BufferOutputStream()
    with pa.ipc.new_stream(packed, schema) as stream:
        stream.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
    return bytes(packed.getvalue())


def _schema(table: PackageTable) -> Any:  # noqa: ANN401 - pyarrow says no type
    import pyarrow as pa

    return pa.schema([(column.name, getattr(pa, _ARROW[column.type])()) for column in table.columns])


def _arrow_value(value: Value) -> Value:
    """The same blank for every kind of value; a lone surrogate, which no encoding takes, becomes a question mark."""
    return (value.encode(errors="replace").decode() or None) if isinstance(value, str) else value


class Sink:
    """Takes the rows of one table, for every format at once."""

    def __init__(self, text: IO[str], table: PackageTable, parquet: "_Parquet | None") -> None:
        self.text, self.table, self.parquet = text, table, parquet
        csv.writer(text, lineterminator="\r\n").writerow(table.names)

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows."""
        own = list(rows)
        self.take(csv_of(own), arrow_of(self.table.name, own) if self.parquet else b"")

    def take(self, text: str, arrow: bytes) -> None:
        """Write rows that were made ready elsewhere; ``arrow`` may be empty where no Parquet is written."""
        self.text.write(text)
        if self.parquet:
            self.parquet.take(arrow)


@contextmanager
def sink(folder: Path, table: PackageTable) -> Iterator[Sink]:
    """Where the rows of a table are written to.

    Raises:
        OSError: the files cannot be written.
    """
    parquet = _Parquet(folder / f"{table.name}.parquet", table) if has_parquet() else None
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="", errors="replace") as text:
        yield Sink(text, table, parquet)
    if parquet:
        parquet.close()


class _Parquet:
    """Collects rows and writes them in groups of one size, so that the file is the same however they came."""

    def __init__(self, path: Path, table: PackageTable) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        self.arrow: Any = pa
        schema = _schema(table)
        self.writer = parquet.ParquetWriter(path, schema, compression="zstd")
        self.waiting = schema.empty_table()

    def take(self, arrow: bytes) -> None:
        more = self.arrow.ipc.open_stream(arrow).read_all()
        self.waiting = self.arrow.concat_tables([self.waiting, more])
        while self.waiting.num_rows >= _ROWS_AT_ONCE:
            self._flush(self.waiting.slice(0, _ROWS_AT_ONCE))
            self.waiting = self.waiting.slice(_ROWS_AT_ONCE).combine_chunks()

    def _flush(self, rows: Any) -> None:  # noqa: ANN401 - pyarrow says no type
        self.writer.write_table(rows.combine_chunks())

    def close(self) -> None:
        self._flush(self.waiting)
        self.writer.close()
