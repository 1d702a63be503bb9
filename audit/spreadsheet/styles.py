"""How the workbook looks: few styles, strong contrast, and every colour beside a word."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

# openpyxl writes the children of <font> in an order that Microsoft's validator refuses; this is the schema's order.
Font.__elements__ = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip

_FACE = "Arial"
INK, BLUE, LINK = "FF1D2A35", "FF17405F", "FF0B4F8A"

BODY = Font(name=_FACE, sz=10, color=INK)
BOLD = Font(name=_FACE, sz=10, color=INK, b=True)
TITLE = Font(name=_FACE, sz=18, color=BLUE, b=True)
HEADING = Font(name=_FACE, sz=13, color=BLUE, b=True)
HEADER = Font(name=_FACE, sz=10, color="FFFFFFFF", b=True)
LINKED = Font(name=_FACE, sz=10, color=LINK, u="single")
LINKED_NUMBER = Font(name=_FACE, sz=11, color=LINK, u="single", b=True)
LARGER = Font(name=_FACE, sz=11, color=INK, b=True)
SMALL = Font(name=_FACE, sz=9, color="FF4A5763")
SMALL_BOLD = Font(name=_FACE, sz=9, color=INK, b=True)

HEADER_FILL = PatternFill("solid", fgColor=BLUE)
NO_FILL, NO_BORDER = PatternFill(), Border()
MARKED_FILL = PatternFill("solid", fgColor="FFFFE8B8")
TYPING_FILL = PatternFill("solid", fgColor="FFFFFBE6")
GROUP_FILL = PatternFill("solid", fgColor="FFDCE6EE")
TINT_FILL = PatternFill("solid", fgColor="FFEEF3F7")
_LINE = Side(style="thin", color="FF76838E")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
ABOVE = Border(left=_LINE, right=_LINE, bottom=_LINE, top=Side(style="thin", color=BLUE))
WRAP = Alignment(wrap_text=True, vertical="top")
WRAP_MIDDLE = Alignment(wrap_text=True, vertical="center")
ONE_LINE = Alignment(vertical="center")
APART = Alignment(horizontal="left", indent=1)
LINES = Alignment(wrap_text=True)
LINES_APART = Alignment(horizontal="left", indent=1, wrap_text=True)
CENTRED = Alignment(vertical="top", horizontal="center")
LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left")
OPEN = Protection(locked=False)
LOCKED = Protection(locked=True)


def in_our_face(book: Workbook) -> None:
    """Make the usual font of a workbook ours: the width of a column is counted in its figures.

    Openpyxl has Calibri, and where that is missing columns come out a third too wide.
    """
    normal = Font(name=_FACE, sz=10, family=2)
    book._fonts[0] = normal  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way to it
    book._named_styles["Normal"].font = normal  # type: ignore[attr-defined]  # noqa: SLF001
