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


def csv_of(table: PackageTable, rows: Sequence[Row]) -> str:
    """Rows as they stand in the CSV file."""
    columns = [_cells(field.type, column) for field, column in zip(table.columns, _columns(table, rows), strict=True)]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(zip(*columns, strict=True))
    return text.getvalue()


def _columns(table: PackageTable, rows: Sequence[Row]) -> Sequence[Sequence[Value]]:
    return list(zip(*rows, strict=True)) or [()] * len(table.columns)


def _cells(type_: str, column: Sequence[Value]) -> Iterable[Value]:
    """A column as it stands in a CSV file; what is said in many rows is looked at once."""
    if type_ == "boolean":
        return ["" if value is None else "true" if value else "false" for value in column]
    if type_ != "string":
        return column
    safe = {value: harmless(value) if isinstance(value, str) else "" for value in set(column)}
    return map(safe.__getitem__, column)


def arrow_of(table: PackageTable, rows: Sequence[Row]) -> bytes:
    """Rows as Arrow data, as it goes from process to process."""
    import pyarrow as pa

    schema = _schema(table)
    arrays = [_array(field.type, column) for field, column in zip(schema, _columns(table, rows), strict=True)]
    packed = pa.BufferOutputStream()
    with pa.ipc.new_stream(packed, schema) as stream:
        stream.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
    return bytes(packed.getvalue())


def _schema(table: PackageTable) -> Any:  # noqa: ANN401 - pyarrow says no type
    import pyarrow as pa

    return pa.schema([(column.name, getattr(pa, _ARROW[column.type])()) for column in table.columns])


def _array(type_: Any, column: Sequence[Value]) -> Any:  # noqa: ANN401 - pyarrow says no type
    """A column as Arrow data, made of text: to be given values, pyarrow would first import all of pandas."""
    import pyarrow as pa

    said = {value: _arrow_text(value) for value in set(column)}
    texts = pa.lib.StringBuilder()
    texts.append_values(map(said.__getitem__, column))
    made = texts.finish()
    return made if pa.types.is_string(type_) else made.cast(type_)


def _arrow_text(value: Value) -> bytes | None:
    """The same blank for every kind of value; a lone surrogate, which no encoding takes, becomes a question mark."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return None if value is None else str(value).encode(errors="replace") or None


class Sink:
    """Takes the rows of one table, for every format at once."""

    def __init__(self, text: IO[str], table: PackageTable, parquet: "_Parquet | None") -> None:
        self.text, self.table, self.parquet = text, table, parquet
        csv.writer(text, lineterminator="\r\n").writerow(table.names)

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows."""
        own = list(rows)
        self.take(csv_of(self.table, own), arrow_of(self.table, own) if self.parquet else b"")

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
