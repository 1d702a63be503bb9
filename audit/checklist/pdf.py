"""Reads a PDF as lines of text with their page, size and place: the one home of pypdf.

pypdf gives pieces of text with the font they are set in. Put together into lines they let a reader tell the text of a
paragraph from a footnote (smaller), from a heading (larger) and from a bullet's own lines (further in).
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit.problems import AuditError, Where, problem

_BREAKS = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError)
"""What pypdf lets through from a damaged or hostile file, besides its own exceptions."""

_TORN = re.compile(r"(?<![\w'’])([b-np-z]) (?=[a-z])")
"""A letter that close setting has torn from its word: ``i dentify`` (``a`` is a word, and ``o`` a bullet)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """A line of a page: its page in the PDF (from 1), its size in points, and how far in it begins (points)."""

    page: int
    text: str
    size: float
    left: float


@dataclass(slots=True)
class _Pieces:
    """The pieces of a page as pypdf hands them over, and the lines they make."""

    page: int
    lines: list[PdfLine] = field(default_factory=list)
    parts: list[tuple[str, float, float]] = field(default_factory=list)

    def take(self, text: str, matrix: list[float], tm: list[float], _font: object, size: float) -> None:
        """A visitor for ``extract_text``: the text, two matrices, the font and its size."""
        first, *rest = text.split("\n")
        place = tm[4] * matrix[0] + matrix[4]
        self.parts.append((first, abs(size * tm[0]) or size, place))
        for more in rest:
            self.end()
            self.parts.append((more, abs(size * tm[0]) or size, place))

    def end(self) -> None:
        """Close the line that is being put together; its size is that of most of it."""
        text = "".join(part for part, _, _ in self.parts)
        inked = [piece for piece in self.parts if piece[0].strip()]
        if inked:
            sizes: dict[float, int] = {}
            for part, size, _ in inked:
                sizes[size] = sizes.get(size, 0) + len(part)
            size = max(sizes, key=lambda s: sizes[s])
            whole = _TORN.sub(r"\1", text.strip())
            self.lines.append(PdfLine(page=self.page, text=whole, size=size, left=inked[0][2]))
        self.parts = []


def read(path: Path) -> tuple[PdfLine, ...]:
    """The lines of a PDF, in the order in which it holds them.

    Raises:
        AuditError: C40 if pypdf is not installed, C41 if the file cannot be read or holds no text.
    """
    where = Where(file=path.name)
    try:
        import pypdf
    except ImportError as absent:
        raise AuditError([problem("C40", where, library="pypdf")]) from absent
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it has to say of a bad file, we say ourselves
    try:
        lines = tuple(_lines(pypdf.PdfReader(path)))
    except (pypdf.errors.PyPdfError, *_BREAKS) as fault:
        why = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
        raise AuditError([problem("C41", where, why=why)]) from fault
    if not lines:
        raise AuditError([problem("C41", where, why="it holds no text, as a scanned page does not")])
    return lines


def _lines(reader: Any) -> Iterator[PdfLine]:  # noqa: ANN401 - pypdf is imported only when it is needed
    for number, page in enumerate(reader.pages, start=1):
        pieces = _Pieces(number)
        page.extract_text(visitor_text=pieces.take)
        pieces.end()
        yield from pieces.lines
