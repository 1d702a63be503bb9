"""How the workbook looks: few styles, strong contrast, and every colour beside a word."""

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

HEADER_FILL = PatternFill("solid", fgColor=BLUE)
NO_FILL = PatternFill()
MARKED_FILL = PatternFill("solid", fgColor="FFFFE8B8")
TYPING_FILL = PatternFill("solid", fgColor="FFFFFBE6")
_LINE = Side(style="thin", color="FF9AA7B2")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
WRAP = Alignment(wrap_text=True, vertical="top")
WRAP_MIDDLE = Alignment(wrap_text=True, vertical="center")
ONE_LINE = Alignment(vertical="center")
APART = Alignment(horizontal="left", indent=1)
LINES = Alignment(wrap_text=True)
LINES_APART = Alignment(horizontal="left", indent=1, wrap_text=True)
LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left")
OPEN = Protection(locked=False)
LOCKED = Protection(locked=True)
