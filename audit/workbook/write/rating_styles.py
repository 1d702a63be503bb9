"""The colours of a rating in the workbook."""

from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle

from audit.model import Rating


def rating_style(rating: Rating) -> DifferentialStyle:
    """The colours of a rating cell; the word is always there too."""
    return DifferentialStyle(font=Font(color=f"FF{rating.ink}", b=True), fill=PatternFill(bgColor=f"FF{rating.paper}"))
