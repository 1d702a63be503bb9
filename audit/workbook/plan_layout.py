"""The contract between who writes an action plan as a workbook and who reads it when it comes back.

What a line said when it was given out stands on a hidden sheet by its Ref, beside what the return itself said, so that
what was typed since can be told apart on both sides, however the plan was sorted.
"""

from dataclasses import dataclass

from audit.model.response_fields import BY_NAME
from audit.text import plain

FORMAT = 1
"""The layout's version. It goes up when an older reader could misread a newer plan."""
MARKER = "safeguarding-audit-plan"
"""Stands in the first cell of the hidden sheet and among the document properties."""
SHEET, META = "Action plan", "_plan"
DETAIL_KEYS = (
    "format", "checklist", "edition", "kind", "name", "urn", "audit_date", "made", "return",
)  # fmt: skip
"""What the plan says of itself: ``made`` is the day of the report, ``return`` the SHA-256 of the return."""
LINE = "line:"
"""Before a Ref, on the hidden sheet; then its topic, what its line said when given out, and what the return said."""
BROUGHT = ("action", "owner", "due", "status")
"""The fields of a response that a plan brings back."""
SUGGESTED_WORDS = {"action": "what", "owner": "who", "due": "when"}
"""How the column *Suggested* names what is not the leader's own."""
TITLE_ROW, HELP_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanColumn:
    """A column of the plan.

    Attributes:
        heading: the words above it, by which it is found.
        width: in characters.
        field: what of a response it brings back; empty where it brings nothing.
        once_called: the words above it in earlier plans.
        hint: what is said while one of its cells is chosen; people type into those that have one.
    """

    heading: str
    width: int
    field: str = ""
    once_called: tuple[str, ...] = ()
    hint: str = ""

    @property
    def typing(self) -> bool:
        """Whether people are asked to type into it."""
        return bool(self.hint)


PRIORITY = PlanColumn(heading="Priority", width=8)
TOPIC = PlanColumn(heading="Topic", width=22)
WHAT = PlanColumn(heading="What to do", width=42, field="action", hint="Put it in your own words if you like.")
WHO = PlanColumn(
    heading="Who", width=18, field="owner", once_called=("Owner",), hint="Who will do it: a role is better than a name."
)
BY_WHEN = PlanColumn(
    heading="By when", width=12, field="due", once_called=("Due",), hint="Day/month/year, for example 31/03/2027."
)
DONE_WHEN = PlanColumn(heading="Done when", width=44)
STATUS = PlanColumn(
    heading=BY_NAME["status"].heading,
    width=13,
    field="status",
    hint="Not started, Under way or Done; or your own words, such as Done 12/11.",
)
STANDING = PlanColumn(heading="On the day of the report", width=12)
SUGGESTED = PlanColumn(heading="Suggested", width=11)
OPEN_SINCE = PlanColumn(heading=BY_NAME["open_since"].heading, width=12)
RESTS_ON = PlanColumn(heading="Rests on", width=60)
REF = PlanColumn(heading="Ref", width=18)
PRINTED = (PRIORITY, TOPIC, WHAT, WHO, BY_WHEN, DONE_WHEN, STATUS, STANDING, SUGGESTED, OPEN_SINCE)
"""What goes on paper; the rest stands to the right of it."""
COLUMNS = (*PRINTED, RESTS_ON, REF)

_WORDS = {plain(column.heading): column for column in COLUMNS}
_EARLIER = {plain(word): column for column in COLUMNS for word in column.once_called}
KNOWN = frozenset({*_WORDS, *_EARLIER})


def number(column: PlanColumn) -> int:
    """Which column it is in a plan as it is written, counted from 1."""
    return COLUMNS.index(column) + 1


def found_in(words: list[str]) -> dict[str, int]:
    """The place of each column (from 0) by its heading, among the plain words of a row; today's words come first."""
    found: dict[str, int] = {}
    for known in (_WORDS, _EARLIER):
        for place, word in enumerate(words):
            if column := known.get(word):
                found.setdefault(column.heading, place)
    return found
