"""The sheets of a checked workbook as rows of values. The home of the fast reader: no other module knows it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

import python_calamine as calamine

from audit.problems import AuditError, Where, problem
from audit.spreadsheet.guard import Checked

CellValue = str | int | float | bool | date | datetime | time | timedelta
Rows = Sequence[Sequence[CellValue]]
_Value = TypeVar("_Value")


class Sheets(Mapping[str, Rows]):
    """Sheet names and their rows from A1 on, each sheet read when it is first asked for.

    Raises:
        AuditError: F07, on opening or on reading a sheet that cannot be understood.
    """

    def __init__(self, checked: Checked, file: str) -> None:
        self._file, self._checked = file, checked
        self._read: dict[str, Rows] = {}
        self._opened: calamine.CalamineWorkbook | None = None
        self._names = tuple(name for name in self._book().sheet_names if name in checked.sheet_parts)

    def __getitem__(self, name: str) -> Rows:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            self._read[name] = self._rows(name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def _rows(self, name: str) -> Rows:
        return self._safely(lambda: self._book().get_sheet_by_name(name).to_python(skip_empty_area=False))

    def _book(self) -> calamine.CalamineWorkbook:
        """The workbook as the reader has it, opened when it is first needed."""
        if self._opened is None:
            packed = self._checked.repacked()
            self._opened = self._safely(lambda: calamine.CalamineWorkbook.from_filelike(packed))
        return self._opened

    def _safely(self, job: Callable[[], _Value]) -> _Value:
        where = Where(file=self._file)
        try:
            return job()
        except (calamine.CalamineError, OSError, ValueError) as fault:
            raise AuditError([problem("F07", where, how=f"its contents cannot be understood ({fault})")]) from fault
        except BaseException as fault:
            # A panic in the Rust reader derives from BaseException only; everything else goes on its way.
            if type(fault).__name__ != "PanicException":
                raise
            raise AuditError([problem("F07", where, how="its contents cannot be understood")]) from fault
