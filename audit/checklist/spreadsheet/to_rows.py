"""A checklist's shape as rows for a spreadsheet; :mod:`audit.checklist.spreadsheet.from_rows` is the way back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from audit.checklist import shape
from audit.checklist.spreadsheet.layout import BULLET, CRITERIA, HEAD, RETIRED, SECTORS, THEMES, Holds, SheetTable

Values = tuple[str | date | None, ...]
"""One row: the cells under the headings of its table, in their order."""


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """One row of a table; ``ours`` where its words come from another checklist and are only shown."""

    values: Values
    ours: bool = False


def rows(
    read: shape.ChecklistFileShape, written: Mapping[str, shape.CriterionShape]
) -> dict[str, tuple[WrittenRow, ...]]:
    """The rows of every table by its sheet, in the order of the file.

    Args:
        read: the checklist.
        written: every criterion that can be used, by ``checklist/criterion``, to show the words of those that are.
    """
    return {
        HEAD.sheet: (WrittenRow(_values(HEAD, read.checklist)),),
        THEMES.sheet: tuple(WrittenRow(_values(THEMES, part)) for part in read.themes),
        CRITERIA.sheet: tuple(_criteria(read, written)),
        SECTORS.sheet: tuple(_sectors(read)),
        RETIRED.sheet: tuple(WrittenRow(_values(RETIRED, gone)) for gone in read.retired),
    }


def _criteria(read: shape.ChecklistFileShape, written: Mapping[str, shape.CriterionShape]) -> Iterator[WrittenRow]:
    for theme, item in read.asked():
        if isinstance(item, shape.UseShape):
            shown = written.get(item.use)
            yield WrittenRow(_values(CRITERIA, shown, theme=theme, use=item.use), ours=True)
        else:
            yield WrittenRow(_values(CRITERIA, item, theme=theme))


def _sectors(read: shape.ChecklistFileShape) -> Iterator[WrittenRow]:
    for item in read.written():
        for kind, own in item.sector.items():
            yield WrittenRow(_values(SECTORS, own, ref=item.id, kind=kind))


def _values(table: SheetTable, read: BaseModel | None, **others: str) -> Values:
    """The cells of a row: the fields of a shape under their headings, and what else stands in it."""
    return tuple(
        _cell(others[column.key] if column.key in others else getattr(read, column.key, None), column.holds)
        for column in table.columns
    )


def _cell(value: object, holds: Holds) -> str | date | None:
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, list):
        return (bulleted(value) if holds is Holds.TEXTS else "\n".join(value)) or None
    return str(value)


def bulleted(items: Sequence[str]) -> str:
    """Texts as one: each behind a bullet. A further line that begins as if it had one itself gets a backslash.

    :func:`audit.checklist.spreadsheet.from_rows.unbulleted` gives the same texts back.
    """
    texts = []
    for item in items:
        first, *more = item.split("\n")
        marked = [f"\\{line}" if line.startswith("\\") or _bulleted(line) else line for line in more]
        texts.append("\n".join([f"{BULLET} {first}", *marked]))
    return "\n".join(texts)


def _bulleted(line: str) -> bool:
    return line.lstrip().startswith(BULLET)
