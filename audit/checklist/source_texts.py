"""Reads the text of a source to hold citations against: an official PDF, paragraphs in JSON, or the sections of an Act.

An Act comes as plain text, as legislation.gov.uk gives it: a section begins at the edge with its number and title, a
subsection with its number in brackets. Editors' marks (``[F84``) are no part of a number. Where one Act says what is to
be inserted into a section of another, the words in quotation marks belong to that other section.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from audit.checklist import pdf
from audit.checklist.citations import SourceText, read_document
from audit.checklist.pdf import PdfLine
from audit.model import Provision
from audit.problems import AuditError, Where, problem

_SECTION = re.compile(r"(?:(\d{1,3}[A-Z]{0,2})|\[F\d+?(\d{1,2}[A-Z]{1,2}))\s+[A-Z]\w")
_SUBSECTION = re.compile(r"\s*(?:\[F\d+)?([\"“])?\((\d+[A-Z]?)\)\s")
_AMENDED = re.compile(r"Section (\d{1,3}[A-Z]{0,2}) of the .+ Act \d{4}")
_END = re.compile(r"\s*Textual Amendments|={3}|\[(?!F\d)")
_QUOTE_ENDS = ('"', '."', "”", ".”")


def read(path: Path) -> SourceText:
    """The text of a source, by the ending of the file's name: ``.pdf``, ``.json`` or ``.txt``.

    Raises:
        AuditError: C40 or C41 for a PDF, C51 for a file that cannot be read as such a text.
    """
    if path.suffix.casefold() == ".pdf":
        return read_document(pdf.read(path))
    try:
        text = path.read_text(encoding="utf-8")
        found = _paragraphs(json.loads(text)) if path.suffix.casefold() == ".json" else _sections(text.splitlines())
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or str(fault)
        raise AuditError([problem("C51", Where(file=path.name), why=why)]) from fault
    if not found.paragraphs and not found.sections:
        why = "it holds no numbered paragraph and no section"
        raise AuditError([problem("C51", Where(file=path.name), why=why)])
    return found


def together(texts: Iterable[SourceText]) -> SourceText:
    """Several texts of one source as one; where two have the same place, the first is kept."""
    paragraphs: dict[int, tuple[PdfLine, ...]] = {}
    pages: dict[int, tuple[PdfLine, ...]] = {}
    sections: dict[str, dict[str, tuple[PdfLine, ...]]] = {}
    for text in texts:
        paragraphs = {**text.paragraphs, **paragraphs}
        pages = {**text.pages, **pages}
        for number, parts in text.sections.items():
            sections[number] = {**parts, **sections.get(number, {})}
    return SourceText(paragraphs=paragraphs, pages=pages, sections=sections)


def _paragraphs(value: Any) -> SourceText:  # noqa: ANN401 - JSON may hold anything
    """Paragraphs with their page: a list, or an object that has the list under ``paragraphs``."""
    rows = value.get("paragraphs") if isinstance(value, dict) else value
    paragraphs: dict[int, tuple[PdfLine, ...]] = {}
    pages: dict[int, list[PdfLine]] = {}
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict) or not isinstance(row.get("para"), int) or not isinstance(row.get("page"), int):
            raise ValueError("a paragraph without its number or page")  # noqa: TRY004 - what the file holds is at fault
        lines = tuple(_lines(str(row.get("text", "")).splitlines(), row["page"]))
        paragraphs[row["para"]] = lines or (PdfLine(page=row["page"], text="", size=12.0, left=0.0),)
        pages.setdefault(row["page"], []).extend(lines)
    return SourceText(paragraphs=paragraphs, pages={page: tuple(lines) for page, lines in pages.items()})


def _sections(rows: Iterable[str]) -> SourceText:
    """The sections of an Act, each as its subsections; what stands before the first is under an empty number."""
    found: dict[str, dict[str, list[str]]] = {}
    for section, part, row in _placed(rows):
        found.setdefault(section, {}).setdefault(part, []).append(row)
    return SourceText(
        paragraphs={},
        pages={},
        sections={s: {p: tuple(_lines(rows, 0)) for p, rows in parts.items()} for s, parts in found.items()},
    )


def _placed(rows: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Each line of a section with the numbers of the section and the subsection that it belongs to."""
    section, part, amended, inserted = "", "", "", ""
    for row in rows:
        if begins := _SECTION.match(row):
            section, part, amended, inserted = begins[1] or begins[2], "", "", ""
        elif _END.match(row):
            section = ""
        if not section:
            continue
        amended = found[1] if (found := _AMENDED.search(row)) else amended
        if starts := _SUBSECTION.match(row):
            if starts[1] and amended:
                inserted = starts[2]
            elif not inserted:
                part = starts[2]
        yield (amended, inserted, row) if inserted else (section, part, row)
        if inserted and row.rstrip().endswith(_QUOTE_ENDS) and not row.lstrip().startswith(('"', "“")):
            inserted = ""


def _lines(rows: Iterable[str], page: int) -> Iterator[PdfLine]:
    return (PdfLine(page=page, text=row.strip(), size=12.0, left=float(len(row) - len(row.lstrip()))) for row in rows)


def named(folder: Path, texts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Path, ...]]:
    """The files of a folder that hold the text of each source, where all that its file names are there.

    Args:
        folder: where the texts lie.
        texts: by source, the names of the files that hold its text.
    """
    found = {source: tuple(folder / name for name in names) for source, names in texts.items() if names}
    return {source: paths for source, paths in found.items() if all(path.is_file() for path in paths)}


def in_folder(folder: Path, register: Mapping[Provision, Where], source_id: str = "") -> dict[str, tuple[Path, ...]]:
    """The files of each source whose text is in a folder, or of the one that is named.

    Raises:
        AuditError: C52, there is none.
    """
    held = {p.source.id: p.source.texts for p in register if source_id in ("", p.source.id)}
    found = named(folder, held)
    if not found:
        raise AuditError([problem("C52", Where(file=str(folder)))])
    return found
