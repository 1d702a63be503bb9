"""Excel workbooks (``.xlsx``, ``.xlsm``): the parts that are read, and which of their cells nobody typed."""

from collections.abc import Mapping

from audit.problems import AuditError, problem
from audit.spreadsheet import index, sheet_data
from audit.spreadsheet.inside import Checked, Inside

BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STYLES, _SHARED, _PROPERTIES = "xl/styles.xml", "xl/sharedStrings.xml", "docProps/custom.xml"


def look(inside: Inside, digest: str) -> Checked:
    """Look at every part that will be read. Raises AuditError (F07 to F11, F18 or F19)."""
    parts = _described(inside)
    if _PROPERTIES in inside.members:
        parts[_PROPERTIES] = inside.index(_PROPERTIES)
    if shared := _named(inside, parts[_RELATIONS], "sharedStrings"):
        parts[_SHARED] = index.without_counts(inside.part(shared), inside.where)
    sheets = _sheets(parts, inside)
    seen = _look_at_sheets(sheets, parts, inside)
    near, merged = frozenset(seen.near), seen.merged
    return Checked(kind="xlsx", sha256=digest, parts=parts, sheet_parts=sheets, not_typed={}, near=near, merged=merged)


def _described(inside: Inside) -> dict[str, bytes]:
    """The parts that hold no words of people: which sheets there are, and how cells are shown."""
    needed = (BOOK, _RELATIONS)
    missing = next((name for name in needed if name not in inside.members), None)
    if missing:
        raise AuditError([problem("F07", inside.where, how=f"the part '{missing}' is missing")])
    small = (*needed, "[Content_Types].xml", "_rels/.rels")
    parts = {name: inside.index(name) for name in small if name in inside.members}
    book = index.named(parts["_rels/.rels"], "officeDocument", inside.where) if "_rels/.rels" in parts else ""
    if book and book.lstrip("/").casefold() != BOOK:
        raise AuditError([problem("F11", inside.where, what=f"it says that the workbook is '{book}'")])
    if styles := _named(inside, parts[_RELATIONS], "styles"):
        parts[_STYLES] = inside.part(styles)
        index.look_at_styles(parts[_STYLES], inside.where)
    return parts


def _named(inside: Inside, relations: bytes, kind: str) -> str:
    """The part of a kind that the workbook names, as it is called in the file; empty where none such is there."""
    target = index.named(relations, kind, inside.where)
    if not target:
        return ""
    own = index.path(target).casefold()
    return next((name for name in inside.members if name.casefold() == own), "")


def _sheets(parts: Mapping[str, bytes], inside: Inside) -> dict[str, str]:
    """The part of each sheet by its name, without those that the caller never reads."""
    sheets = dict(index.sheets(parts[BOOK], parts[_RELATIONS], inside.members, inside.where))
    if len(sheets) > inside.limits.sheets:
        raise AuditError([problem("F08", inside.where, what=f"{len(sheets)} sheets")])
    if inside.limits.unread_beside in sheets:
        return {sheet: name for sheet, name in sheets.items() if sheet not in inside.limits.unread}
    return sheets


def _look_at_sheets(sheets: Mapping[str, str], parts: dict[str, bytes], inside: Inside) -> sheet_data.SheetInspection:
    """Look at each sheet, and put it with the parts, shortened perhaps; what was seen of all of them.

    They are unpacked one after the other, since a long one is short when it was looked at.
    """
    looked_at = sheet_data.SheetInspection(inside.where.file, inside.limits)
    for sheet, name in sheets.items():
        parts[name] = looked_at.look(sheet, parts.get(name) or inside.sheet(name))
    if _SHARED in parts:
        looked_at.look_at_shared(parts[_SHARED], [parts[name] for name in sheets.values()])
    return looked_at


def untyped(checked: Checked, sheet: str) -> frozenset[str]:
    """The cells of a sheet that hold a formula or an error."""
    return sheet_data.untyped(checked.parts[checked.sheet_parts[sheet]], near=sheet in checked.near)
