"""The parts that say what is in a workbook: which sheets there are, in which parts, and how many texts they share.

What they say is believed by the reader, which then asks for memory or opens a part. So it is looked at first: a number
beyond measure, a thing named twice, a sheet of commands, elements nested a thousand deep.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from xml.etree import ElementTree as ET
from xml.parsers import expat

from audit.problems import AuditError, Where, problem
from audit.text import uncased

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_DEEPEST = 64
"""Elements one inside the other. Programs write ten at most; a tree of thousands ends some interpreters."""
_START_TAG = re.compile(rb"""<[^\s<>/=]+(?:\s+[^\s<>/=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(/?)>""")
_LONG_COUNT = re.compile(rb"""ount\s*=\s*["'][^"'<>]{7,}["']""")
_TEXTS = re.compile(rb"<(?:[^\s<>/]*:)?sst[\s/>]")
"""Where a table of texts begins. The reader believes the counts of each that it meets, wherever that stands."""
_COMMANDS = (
    ("macrosheets/", "xlMacrosheet", "a sheet of macro commands"),
    ("dialogsheets/", "dialogsheet", "a dialog"),
)
_NO_CELLS = "chartsheets/"


def look(data: bytes, name: str, where: Where) -> None:
    """Refuse a part that is nested too deep to be taken in as a tree.

    Raises:
        AuditError: F11.
        xml.parsers.expat.ExpatError: it is not well-formed.
    """
    if data.count(b"</") <= _DEEPEST:  # what is deeper has more ends
        return
    depth = deepest = 0

    def start(_: str, __: dict[str, str]) -> None:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    if deepest > _DEEPEST:
        raise AuditError([problem("F11", where, what=f"'{name}' has elements nested {deepest} deep")])


def look_at_styles(data: bytes, where: Where) -> None:
    """Refuse styles that say that there are millions of them: the reader might make room for all.

    Raises:
        AuditError: F11.
    """
    if _LONG_COUNT.search(data):
        raise AuditError([problem("F11", where, what="its styles are counted in millions")])


def without_counts(texts: bytes, where: Where) -> bytes:
    """The texts that cells share, without the counts at their head: the reader makes room for as many as these say.

    A count that is a little wrong does no harm then; one that cannot be is the mark of a file made to do some.

    Raises:
        AuditError: F11, their head is not put together as programs do it, or counts more than there can be.
        xml.parsers.expat.ExpatError: they are not well-formed.
    """
    head: list[tuple[int, str, dict[str, str]]] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        head.append((parser.CurrentByteIndex, tag, attributes))
        parser.StartElementHandler = None

    parser.StartElementHandler = start
    parser.Parse(texts, True)
    at, tag, attributes = head[0]
    end = _START_TAG.match(texts, at)
    if end is None or tag.rpartition(":")[2] != "sst" or len(_TEXTS.findall(texts)) != 1:
        raise AuditError([problem("F11", where, what="the head of its texts is written in an unusual way")])
    beyond = next((said for said in attributes.values() if said.isdecimal() and int(said[:20]) > len(texts)), "")
    if beyond:
        raise AuditError([problem("F11", where, what=f"it says that its cells share {beyond} texts")])
    from xml.sax.saxutils import quoteattr  # which imports all that fetches pages, and few workbooks share texts

    kept = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if name.startswith("xmlns"))
    return b"<%s%s%s>%s" % (tag.encode(), kept.encode(), end[1], texts[end.end() :])


def sheets(book: bytes, relations: bytes, members: Collection[str], where: Where) -> Iterator[tuple[str, str]]:
    """The name of each sheet that has cells, and the part it stands in, as the workbook itself says.

    Args:
        book: the part ``xl/workbook.xml``.
        relations: the part that says where its sheets stand.
        members: the parts that there are.
        where: the file, for faults.

    Raises:
        AuditError: F07 (a sheet is missing), F18 (something stands twice) or F19 (a sheet of commands).
    """
    once = _Once(where)
    links, listed = _links(relations), _listed(book)
    for own, _, _ in links:
        once.take("relation", own, own)
    targets = {own: (target, kind) for own, target, kind in links}
    lower = {name.casefold(): name for name in members}
    for sheet, own in listed:
        target, kind = targets.get(own, ("", ""))
        once.take("sheet", sheet, uncased(sheet))
        part = path(target)
        for folder, ending, what in _COMMANDS:
            if folder in part.casefold() or kind.casefold().endswith(ending.casefold()):
                raise AuditError([problem("F19", where, sheet=sheet, what=what)])
        if _NO_CELLS in part:
            continue
        name = lower.get(part.casefold())
        if name is None:
            raise AuditError([problem("F07", where, how=f"the sheet '{sheet}' is missing")])
        once.take("part of a sheet", name, name)
        yield sheet, name


@lru_cache(maxsize=16)
def _links(relations: bytes) -> tuple[tuple[str, str, str], ...]:
    """The relations that a part says: id, target and type of each."""
    links = ET.fromstring(relations)  # noqa: S314 - the guard lets no document type through
    return tuple((node.get("Id", ""), node.get("Target", ""), node.get("Type", "")) for node in links)


@lru_cache(maxsize=8)
def _listed(book: bytes) -> tuple[tuple[str, str], ...]:
    """The sheets that a workbook says: the name of each and the id of its relation."""
    sheets = [node for node in ET.fromstring(book).iter() if node.tag.rpartition("}")[2] == "sheet"]  # noqa: S314
    return tuple((s.get("name", ""), s.get(_RELATION) or s.get(_STRICT_RELATION) or "") for s in sheets)


def named(relations: bytes, kind: str, where: Where) -> str:
    """The part that a relation of a kind names, such as ``sharedStrings``; empty where none does.

    Programs go by what the relations say. A part of the usual name that none of them names is seen by nobody.

    Raises:
        AuditError: F18, there are several.
    """
    found = [target for _, target, own in _links(relations) if own.rpartition("/")[2] == kind]
    if len(found) > 1:
        raise twice(f"the relation of the kind '{kind}'", where)
    return found[0] if found else ""


def path(target: str) -> str:
    """The part that a relation of the workbook means: from the root of the file, or from the folder of the workbook."""
    own = target.lstrip("/")
    return own if own.startswith("xl/") else f"xl/{target}"


class _Once:
    """Sees that nothing of a kind stands twice in one file."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._seen: set[tuple[str, str]] = set()

    def take(self, kind: str, shown: str, key: str) -> None:
        """One more; F18 if it was there before."""
        if (kind, key) in self._seen:
            raise twice(f"the {kind} '{shown}'", self._where)
        self._seen.add((kind, key))


def twice(what: str, where: Where) -> AuditError:
    """The error to raise for something that stands twice, where it can stand once."""
    return AuditError([problem("F18", where, what=what)])
