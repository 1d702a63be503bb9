"""Holds what we cite against the document itself: each paragraph by its number, on its page, with its key terms.

A paragraph is found by its place in the document's own sequence (1, 2, 3, ... in the order of the pages), so that a
'5.' in a box is never taken for paragraph 5. It ends where the next one or a heading begins; where a box stands in the
middle of a sentence, it goes on overleaf. Footnotes are left out. A list item is found by counting bullets. A box has
no number, and is looked for by its page and terms.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.checklist.nearest import nearest
from audit.checklist.pdf import PdfLine
from audit.model import Provision
from audit.problems import AuditError, Problem, Where, problem

_NUMBERED = re.compile(r"(\d{1,4})\.(?:\s|$)")
_PARAS = re.compile(r"paras? (\d+)(?:-(\d+))?(.*)")
_PAGES = re.compile(r"\bpp?\. (\d+)(?:-(\d+))?")
_WORD = re.compile(r"[^\W\d_]+")
_BULLET = "•"
_STOPS = (".", "?", "!")
_SMALL, _LARGE = 0.9, 1.05  # of the size of the body: below it is a footnote, above it a heading


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A document as its numbered paragraphs and its pages, without footnotes and page numbers."""

    paragraphs: Mapping[int, tuple[PdfLine, ...]]
    pages: Mapping[int, tuple[PdfLine, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of it: the provisions looked for, and of those the ones found and the ones that name no terms.

    ``not_looked_for`` are those of the source whose locator is neither a paragraph nor a page.
    """

    looked_for: tuple[Provision, ...]
    found: tuple[Provision, ...]
    without_terms: tuple[Provision, ...]
    not_looked_for: tuple[Provision, ...]
    problems: tuple[Problem, ...]


def choose(source: str, register: Mapping[Provision, Where]) -> dict[Provision, Where]:
    """The provisions of one source, and where each is written.

    Raises:
        AuditError: C08 if there is no such source, C49 if nothing in it could be looked for.
    """
    own = {p: where for p, where in register.items() if p.source.id == source}
    if not own:
        hint = nearest(source, dict.fromkeys(p.source.id for p in register))
        raise AuditError([problem("C08", Where(), thing="source", id=source, hint=hint)])
    if not any(_has_place(p) for p in own):
        raise AuditError([problem("C49", Where(), source=source)])
    return own


def verify(lines: Iterable[PdfLine], provisions: Mapping[Provision, Where]) -> Verified:
    """Look for provisions in their document.

    Args:
        lines: the document, as :func:`audit.checklist.pdf.read` gives it.
        provisions: those of one source, and where each is written.
    """
    document = read_document(lines)
    misses = {p: tuple(_misses(p, document, where)) for p, where in provisions.items() if _has_place(p)}
    return Verified(
        looked_for=tuple(misses),
        found=tuple(p for p, found in misses.items() if not found),
        without_terms=tuple(p for p in misses if not p.terms),
        not_looked_for=tuple(p for p in provisions if p not in misses),
        problems=tuple(miss for found in misses.values() for miss in found),
    )


def _has_place(provision: Provision) -> bool:
    return bool(_PARAS.match(provision.locator) or _PAGES.search(provision.locator))


def read_document(lines: Iterable[PdfLine]) -> SourceText:
    """Put the lines of a document together into paragraphs and pages."""
    lines = list(lines)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 1.0
    kept = [line for line in lines if line.size >= body * _SMALL and not line.text.isdigit()]
    pages: dict[int, list[PdfLine]] = {}
    for line in kept:
        pages.setdefault(line.page, []).append(line)
    return SourceText(
        paragraphs=dict(_paragraphs(kept, body * _LARGE)),
        pages={page: tuple(on_it) for page, on_it in pages.items()},
    )


def _paragraphs(lines: Sequence[PdfLine], heading: float) -> Iterator[tuple[int, tuple[PdfLine, ...]]]:
    starts = _sequence(lines)
    ends = [*starts[1:], len(lines)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        yield number, tuple(_own(lines[start:end], heading))


def _own(lines: Sequence[PdfLine], heading: float) -> Iterator[PdfLine]:
    """The lines of a paragraph without the headings and boxes between it and the next."""
    last, boxed = lines[0], 0
    for line in lines:
        if line.size > heading:
            if last.text.endswith(_STOPS):
                return
            boxed = line.page
        elif line.page != boxed:
            last = line
            yield line


def _sequence(lines: Sequence[PdfLine]) -> list[int]:
    """Where paragraphs begin: the longest run 1, 2, 3, ... down the document, each the next after the one before."""
    places: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if found := _NUMBERED.match(line.text):
            places.setdefault(int(found[1]), []).append(at)
    longest: list[int] = []
    for start in places.get(1, []):
        run = [start]
        while (after := next((at for at in places.get(len(run) + 1, []) if at > run[-1]), None)) is not None:
            run.append(after)
        longest = max(longest, run, key=len)
    return longest


def _misses(provision: Provision, document: SourceText, where: Where) -> Iterator[Problem]:
    about = {"id": provision.id, "locator": provision.locator}
    cited = located(provision.locator, document)
    if not cited:
        yield problem("C42", where, **about)
        return
    page = cited[0].page
    if provision.page is not None and provision.page != page:
        yield problem("C43", where, page=provision.page, found=page, **about)
    absent = [term for term in provision.terms if term.casefold() not in _words(cited)]
    if absent:
        terms = ", ".join(f"'{term}'" for term in absent)
        yield problem("C44", where, page=page, terms=terms, hint=_elsewhere(provision.terms, document), **about)


def located(locator: str, document: SourceText) -> tuple[PdfLine, ...]:
    """The lines that a locator points to; none if the document has no such place."""
    if paras := _PARAS.match(locator):
        first, last = int(paras[1]), int(paras[2] or paras[1])
        if any(number not in document.paragraphs for number in range(first, last + 1)):
            return ()
        lines = tuple(line for number in range(first, last + 1) for line in document.paragraphs[number])
        return _part(lines, paras[3])
    pages = _PAGES.search(locator)
    span = range(int(pages[1]), int(pages[2] or pages[1]) + 1) if pages else range(0)
    return tuple(line for page in span for line in document.pages.get(page, ()))


def _part(lines: tuple[PdfLine, ...], part: str) -> tuple[PdfLine, ...]:
    """The list items, opening words or last sentence of a paragraph; all of it where the locator says no more."""
    blocks = list(_blocks(lines))
    items = [block for block in blocks if block[0].text.startswith(_BULLET)]
    if "in addition" in part:
        opening = next((b for b in blocks if b[0].text.casefold().startswith("in addition")), None)
        items = [b for b in blocks[blocks.index(opening) :] if b in items] if opening else []
    wanted = _numbers(part)
    if wanted:
        if max(wanted) > len(items):
            return ()
        lines = tuple(line for number in wanted for line in items[number - 1])
    elif "opening words" in part:
        lines = blocks[0]
    return _last_sentence(lines) if "last sentence" in part else lines


def _numbers(part: str) -> list[int]:
    """The list items a locator names: ``(6)``, ``(b)``, ``bullet 2``, ``bullets 1 and 2``, ``bullets 1 to 4``."""
    if letter := re.search(r"\(([a-z])\)", part):
        return [ord(letter[1]) - ord("a") + 1]
    if number := re.search(r"\((\d+)\)|bullet (\d+)", part):
        return [int(number[1] or number[2])]
    if many := re.search(r"bullets (\d+) (?:and|to) (\d+)", part):
        return list(range(int(many[1]), int(many[2]) + 1))
    return []


def _blocks(lines: Sequence[PdfLine]) -> Iterator[tuple[PdfLine, ...]]:
    """A paragraph as its opening words, its bullets, and the words between bullets that stand further out."""
    block: list[PdfLine] = []
    bullet: float | None = None
    for line in lines:
        is_bullet = line.text.startswith(_BULLET)
        if block and (is_bullet or (bullet is not None and line.left < bullet - 2)):
            yield tuple(block)
            block = []
        if not block:
            bullet = line.left if is_bullet else None
        block.append(line)
    if block:
        yield tuple(block)


def _last_sentence(lines: Sequence[PdfLine]) -> tuple[PdfLine, ...]:
    for at in range(len(lines) - 1, -1, -1):
        text = lines[at].text.rstrip(" .") if at == len(lines) - 1 else lines[at].text
        _, stop, rest = text.rpartition(". ")
        if stop:
            return (replace(lines[at], text=rest), *lines[at + 1 :])
    return tuple(lines)


def _words(lines: Iterable[PdfLine]) -> set[str]:
    """The words of some lines; a footnote's number set against a word is no part of it."""
    return {word.casefold() for line in lines for word in _WORD.findall(line.text)}


def _elsewhere(terms: Sequence[str], document: SourceText) -> str:
    """Which paragraph holds all the terms, if there is just one: it may be the one that was meant."""
    wanted = {term.casefold() for term in terms}
    holding = [number for number, lines in document.paragraphs.items() if wanted <= _words(lines)]
    return f" (all its terms stand in para {holding[0]})" if len(holding) == 1 else ""
