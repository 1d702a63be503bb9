"""The colours of a rating in the workbook."""

from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle

from audit.model import Rating

_RATING_COLOURS = {
    Rating.MET: ("FF0B4A2B", "FFD5EFDF"),
    Rating.PARTLY: ("FF5C3A00", "FFFFE8B8"),
    Rating.NOT_MET: ("FF7A1010", "FFFBD9D6"),
    Rating.NOT_APPLICABLE: ("FF3A4550", "FFE4E8EB"),
}


def rating_style(rating: Rating) -> DifferentialStyle:
    """The colours of a rating cell; the word is always there too."""
    ink, paper = _RATING_COLOURS[rating]
    return DifferentialStyle(font=Font(color=ink, b=True), fill=PatternFill(bgColor=paper))
