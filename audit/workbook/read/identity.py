"""Whose workbook it is: which checklist, edition and kind it was made for, said in three places so that one survives.

The hidden sheet is looked at first, then the document properties (which outlive a deleted sheet), then the Refs.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from xml.etree import ElementTree as ET

from audit.model import Checklist
from audit.spreadsheet.guard import Checked
from audit.spreadsheet.rows import CellValue
from audit.workbook import layout
from audit.workbook.read.cell_values import as_text


def from_sheet(rows: Sequence[Sequence[CellValue]]) -> dict[str, str] | None:
    """The details of a hidden sheet, or ``None`` if these are not its rows."""
    if not rows or not rows[0] or as_text(rows[0][0]) != layout.MARKER:
        return None
    return _usable({as_text(row[0]): as_text(row[1]) for row in rows[1:] if len(row) > 1 and as_text(row[0])})


def from_properties(checked: Checked) -> dict[str, str] | None:
    """The details among the document's own properties, or ``None`` if there are none that can be understood."""
    return _usable(properties(checked, layout.MARKER, layout.META_KEYS))


def properties(checked: Checked, marker: str, keys: Collection[str]) -> dict[str, str]:
    """What stands among a document's own properties under a marker; nothing where none can be understood."""
    data = checked.parts.get("docProps/custom.xml") or checked.parts.get("meta.xml")
    if not data or marker.encode() not in data:
        return {}
    try:
        nodes = ET.fromstring(data).iter()  # noqa: S314 - the guard let no DTD through
    except ET.ParseError:
        return {}
    found: dict[str, str] = {}
    for node in nodes:
        name = next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == "name"), "")
        key = name.removeprefix(f"{marker}:")
        if key in keys and key != name and key not in found:
            found[key] = "".join(node.itertext()).strip()
    return found


def _usable(details: dict[str, str]) -> dict[str, str] | None:
    """The details, if they say which checklist; a layout that is no number is left out, and a vast one cut short."""
    written = details.pop("format", "")
    if written.isascii() and written.isdigit():
        details["format"] = (written.lstrip("0") or "0")[:9]
    return details if details.get("checklist") else None


def from_refs(refs: Iterable[str], checklists: Iterable[Checklist]) -> Mapping[str, str] | None:
    """The checklist most of whose questions are asked here; ``None`` where none has half of the Refs."""
    refs = set(refs)
    best = max(checklists, key=lambda c: len(refs & {x.id for x in c.criteria}), default=None)
    if best is None or 2 * len(refs & {x.id for x in best.criteria}) < max(len(refs), 1) or not refs:
        return None
    return {"checklist": best.id, "edition": best.edition, "digest": best.digest, "guessed": "yes"}
