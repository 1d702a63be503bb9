"""The formats of workbooks that are read: the one table by which a file is known and looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from audit.spreadsheet import ods, xlsx
from audit.spreadsheet.inside import Checked, Inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    ``book`` is the part by which a file is known to be one, ``look`` looks at all that will be read, and ``untyped``
    names the cells of a sheet that hold a formula or an error. Only what is ``editable`` can be given back marked.
    """

    book: str
    look: Callable[[Inside, str], Checked]
    untyped: Callable[[Checked, str], frozenset[str]]
    editable: bool = False


FORMATS: Mapping[str, Format] = {
    "xlsx": Format(book=xlsx.BOOK, look=xlsx.look, untyped=xlsx.untyped, editable=True),
    "ods": Format(book=ods.BOOK, look=ods.look, untyped=ods.untyped),
}
"""Every format by the name that :attr:`Checked.kind` has for it."""
