"""Workbooks of ours as bytes: the same whenever they are made, and dated by the day they are about."""

import io
import re
from datetime import date

from openpyxl import Workbook

from audit import files

_PROPERTIES = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
_NO_DAY = date(2000, 1, 1)


def as_bytes(book: Workbook, day: date | None = None) -> bytes:
    """A workbook as an ``.xlsx`` file.

    Args:
        book: the workbook; it can be saved once.
        day: what it says of when it was made; for what is about no day, a fixed one.
    """
    out = io.BytesIO()
    book.save(out)
    time = rb"\g<1>%sT00:00:00Z" % (day or _NO_DAY).isoformat().encode()
    return files.timeless(out.getvalue(), {_PROPERTIES: lambda data: _TIMES.sub(time, data)})
