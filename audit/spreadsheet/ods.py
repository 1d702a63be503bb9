"""OpenDocument spreadsheets (``.ods``): the parts that are read, and which of their cells nobody typed."""

from audit.problems import AuditError, Where, problem
from audit.spreadsheet import index, opendocument
from audit.spreadsheet.inside import Checked, Inside

BOOK = "content.xml"
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def look(inside: Inside, digest: str) -> Checked:
    """Look at every part that will be read. Raises AuditError (F04, F06 to F11 or F18)."""
    if "META-INF/manifest.xml" in inside.members:
        manifest = inside.index("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise AuditError([problem("F06", inside.where)])
    parts = {"mimetype": _TYPE.encode(), "META-INF/manifest.xml": _MANIFEST.encode()}
    parts[BOOK] = inside.part(BOOK)
    if "meta.xml" in inside.members:
        parts["meta.xml"] = inside.index("meta.xml")
    walk = opendocument.walk(parts[BOOK], inside.limits)
    if walk.far:
        sheet, cell = walk.far
        where = Where(file=inside.where.file, spot=f"{sheet}!{cell}")
        raise AuditError([problem("F10", where, cell=cell)])
    if walk.twice:
        raise index.twice(walk.twice, inside.where)
    if walk.too_much:
        raise AuditError([problem("F08", inside.where, what=walk.too_much)])
    if not walk.spreadsheet:
        raise AuditError([problem("F04", inside.where, looks="an OpenDocument file that is not a spreadsheet")])
    parts[BOOK] = opendocument.with_spacing(parts[BOOK])
    sheets = dict.fromkeys(walk.untyped, BOOK)
    untyped = {name: frozenset(cells) for name, cells in walk.untyped.items()}
    merged = {name: tuple(ranges) for name, ranges in walk.merged.items()}
    return Checked(kind="ods", sha256=digest, parts=parts, sheet_parts=sheets, not_typed=untyped, merged=merged)


def untyped(checked: Checked, sheet: str) -> frozenset[str]:
    """The cells of a sheet that hold a formula or an error."""
    return checked.not_typed.get(sheet, frozenset())
