"""A trust's own look on the workbook: the colour of its headings and a logo, each only if everybody can read it.

A picture that comes from outside is hostile until checked. It is known by its contents, looked at before it is
unpacked, and redrawn, so that nothing else of the file travels on: no place or time it was taken at, nothing hung
on behind.
"""

import io
import re
import struct
import warnings
import zlib
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.fill import Blip
from openpyxl.drawing.geometry import PresetGeometry2D
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.drawing.picture import PictureFrame, PictureLocking
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from audit.problems import AuditError, Where, problem
from audit.spreadsheet import guard, styles
from audit.spreadsheet.cells import writable
from audit.spreadsheet.limits import MEGABYTE, Limits

try:
    from PIL import Image, ImageFile, ImageOps
except ImportError:  # a browser has no pillow, and nothing there opens a picture
    BOMBS: tuple[type[Exception], ...] = ()
else:
    BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What the library that knows pictures raises for one that says it is vast."""

LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of ordinary size."""
LOGO_BYTES = 5 * MEGABYTE
LOGO_PIXELS = 20_000_000

_WIDEST, _HIGHEST = 240, 72
_SHARPER = 3
"""On paper a logo is seen at three times as many pixels as on a screen."""
_PALEST = 235
_PIXEL = 9_525
"""In the unit that drawings are measured in."""
_KINDS = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"))
_OTHERS = (
    (b"GIF8", "a GIF picture"), (b"BM", "a BMP picture"), (b"II*\0", "a TIFF picture"), (b"MM\0*", "a TIFF picture"),
    (b"%PDF", "a PDF document"), (b"PK", "an Office document or a zip file"), (b"<svg", "an SVG drawing"),
    (b"<?xml", "an SVG drawing"), (b"<!doctype", "a web page"), (b"<html", "a web page"), (b"8BPS", "a Photoshop file"),
)  # fmt: skip
# What Pillow and the modules below it raise for damaged pictures.
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, KeyError, OverflowError, RuntimeError,
    NotImplementedError, AttributeError, struct.error, zlib.error,
)  # fmt: skip
_LONGEST_TEXT = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture as it goes into the workbook: PNG, its size on the sheet in pixels, and in words what it shows."""

    png: bytes
    width: int
    height: int
    text: str = "Logo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What differs from our own look. ``colour`` is red, green and blue as ``RRGGBB``; empty for ours."""

    colour: str = ""
    logo: Logo | None = None


def luminance(colour: str) -> float:
    """The relative luminance of ``RRGGBB``, from 0 (black) to 1 (white), as WCAG 2 defines it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 (none) to 21 (black on white), as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colour_of(written: str) -> str:
    """A colour for headings, as ``RRGGBB``. White text stands on it, and it stands on white: one ratio for both.

    Args:
        written: ``#1B5E7A``, ``1B5E7A``, or ``#157`` for ``#115577``.

    Raises:
        AuditError: S03 (no colour) or S04 (too pale to be read with white).
    """
    plain = written.strip().removeprefix("#")
    if not re.fullmatch(r"[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3}", plain):
        raise AuditError([problem("S03", Where(), text=written)])
    colour = (plain if len(plain) == 6 else "".join(sign * 2 for sign in plain)).upper()
    ratio = contrast(colour, "FFFFFF")
    if ratio < LEAST_CONTRAST:
        said = f"{int(ratio * 100) / 100:.2f}"  # rounded down: 4.497 is not 4.50
        raise AuditError([problem("S04", Where(), colour=f"#{colour}", ratio=said, darker=f"#{darker(colour)}")])
    return colour


def darker(colour: str) -> str:
    """The nearest shade of the same colour, no paler than it is, that can be read with white."""
    parts = [int(colour[place : place + 2], 16) for place in (0, 2, 4)]
    shades = ("".join(f"{part * step // 1000:02X}" for part in parts) for step in range(1000, -1, -1))
    return next(shade for shade in shades if contrast(shade, "FFFFFF") >= LEAST_CONTRAST)


def load_logo(path: Path, text: str) -> Logo:
    """A logo from a file.

    Args:
        path: a PNG or JPEG picture, whatever its name ends in.
        text: what it shows, for those who do not see it.

    Raises:
        AuditError: F01, F12, or one of F15 to F17.
    """
    where = Where(file=path.name)
    if path.is_dir():
        raise AuditError([problem("F15", where, looks="a folder")])
    return logo(guard.load(path, Limits(file_bytes=LOGO_BYTES)), path.name, text)


def logo(data: bytes, name: str, text: str) -> Logo:
    """The same for a picture that is not on this disk: its bytes (one more than the limit is enough) and its name."""
    where = Where(file=name)
    if len(data) > LOGO_BYTES:
        raise AuditError([problem("F16", where, what=f"over {LOGO_BYTES // MEGABYTE} MB")])
    kind = next((kind for sign, kind in _KINDS if data.startswith(sign)), None)
    if kind is None:
        raise AuditError([problem("F15", where, looks=_looks(data))])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            ImageFile.LOAD_TRUNCATED_IMAGES = False  # the library that makes PDFs lets half pictures through
            painted = _painted(data, kind, where)
    except BOMBS as fault:
        raise AuditError([problem("F16", where, what=f"over {LOGO_PIXELS // 1_000_000} million pixels")]) from fault
    except _BROKEN as fault:
        raise AuditError([problem("F17", where, why=f"it is damaged ({fault})")]) from fault
    out = io.BytesIO()
    painted.save(out, "PNG", optimize=True)
    share = min(1.0, _WIDEST / painted.width, _HIGHEST / painted.height)
    width, height = (max(1, round(side * share)) for side in painted.size)
    return Logo(png=out.getvalue(), width=width, height=height, text=writable(" ".join(text.split()))[:_LONGEST_TEXT])


def _looks(data: bytes) -> str:
    start = data[:300].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        return "an empty file"
    if start.startswith(b"riff") and b"webp" in start:
        return "a WebP picture"
    if b"ftyp" in start[:12]:
        return "a HEIC or AVIF picture, or a film"
    return next((looks for sign, looks in _OTHERS if start.startswith(sign.lower())), "something else")


def _painted(data: bytes, kind: str, where: Where) -> "Image.Image":
    """The picture upright, no larger than is seen, and redrawn from its pixels alone."""
    with Image.open(io.BytesIO(data), formats=(kind,)) as found:
        if found.width * found.height > LOGO_PIXELS:
            raise AuditError([problem("F16", where, what=f"{found.width} by {found.height} pixels")])
        if kind == "PNG" and getattr(found, "is_animated", False):
            raise AuditError([problem("F17", where, why="it is animated, and a sheet of paper is not")])
        found.load()
        upright = ImageOps.exif_transpose(found)
        if upright.mode.startswith("I"):  # grey in 65,536 steps, of which 256 are kept
            upright = upright.point(lambda value: value / 256).convert("L")
        seen = upright.convert("RGBA")
    seen.thumbnail((_WIDEST * _SHARPER, _HIGHEST * _SHARPER))
    on_paper = Image.new("RGBA", seen.size, "white")
    on_paper.alpha_composite(seen)
    if min(on_paper.convert("L").tobytes()) > _PALEST:
        raise AuditError([problem("F17", where, why="it is white or nearly white, and would not be seen on the sheet")])
    return Image.frombytes("RGBA", seen.size, seen.tobytes())


def put_logo(sheet: Worksheet, row: int, shown: Logo) -> None:
    """Put a logo into a row of its own, with its words for those who do not see it."""
    frame = PictureFrame()
    about, kept = frame.nvPicPr.cNvPr, frame.nvPicPr.cNvPicPr
    about.id, about.name, about.descr = 1, "Logo", shown.text
    kept.picLocks = PictureLocking(noChangeAspect=True)
    frame.blipFill.blip = Blip(cstate="print")
    frame.spPr.prstGeom, frame.spPr.ln = PresetGeometry2D(prst="rect"), None
    begin = AnchorMarker(col=0, colOff=3 * _PIXEL, row=row - 1, rowOff=4 * _PIXEL)
    size = XDRPositiveSize2D(shown.width * _PIXEL, shown.height * _PIXEL)
    image = SheetImage(io.BytesIO(shown.png))
    image.anchor = OneCellAnchor(_from=begin, ext=size, pic=frame)  # a frame of our own: the library's has no words
    sheet.add_image(image)
    sheet.row_dimensions[row].height = (shown.height + 8) * 0.75


def repaint(book: Workbook, colour: str) -> None:
    """Put a colour wherever a sheet that people see has the blue of our headings."""
    fill = PatternFill("solid", fgColor=f"FF{colour}")
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if sheet.sheet_state == "visible"):
            if cell.fill.fgColor.rgb == styles.BLUE:
                cell.fill = fill
            if cell.font.color and cell.font.color.rgb == styles.BLUE:
                font: Any = copy(cell.font)
                font.color = f"FF{colour}"
                cell.font = font
