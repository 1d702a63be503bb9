"""What a workbook is split by, apart from the splitting: the commands name the choices before anything is loaded."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.model import Checklist, Criterion


class SplitBy(StrEnum):
    """What makes two questions stand in one workbook of several."""

    OWNER = "owner"
    THEME = "theme"

    def workbook_of(self, checklist: "Checklist", criterion: "Criterion") -> str:
        """What the workbook is called in which a criterion is asked."""
        if self is SplitBy.THEME:
            return checklist.theme(criterion.theme).title
        return checklist.role(criterion.owner)
