"""THE contract between the writer and the reader: sheets, columns, labels and hidden details, each named once.

The reader finds everything by these words, so that a sheet may be renamed, a row sorted and a column added without a
single answer being lost.
"""

from dataclasses import dataclass
from typing import Literal

from audit.model.response_fields import BY_NAME
from audit.spreadsheet.coordinates import letter
from audit.text import plain

FORMAT = 1
"""The layout's version. It goes up when an older reader could misread a newer workbook."""

MARKER = "safeguarding-audit"
"""Stands in the first cell of the hidden sheet and among the document properties."""

START, CHECKLIST, SUMMARY, SOURCES = "Start here", "Checklist", "Summary", "Sources"
CHANGES = "Changes"
META, FIGURES = "_meta", "_figures"
NEVER_ASK = frozenset({SUMMARY, SOURCES, FIGURES})
"""Sheets of ours that never hold questions: as long as they have our name they need not be read."""
RATINGS_NAME, STATUSES_NAME, AUDIT_DATE_NAME = "Ratings", "Statuses", "Audit_date"
STATUSES = ("Not started", "Under way", "Done")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the checklist: its heading, width in characters, and for typing columns the field it fills."""

    heading: str
    width: int
    field: str | None = None
    typing: bool = False
    hint: str = ""
    optional: bool = False


def _answer(name: str, width: int, hint: str = "", *, optional: bool = False) -> Column:
    """The column of a field of a response."""
    own = BY_NAME[name]
    return Column(own.heading, width, own.name, typing=own.typed, hint=hint, optional=optional)


COLUMNS = (
    Column("Ref", 17, "ref"),
    Column("Theme", 17),
    Column("Question", 32),
    Column("What met looks like", 38),
    Column("What partly met looks like", 34),
    Column("Evidence to look for", 36),
    Column("Duty", 11),
    Column("Rests on", 32),
    Column("Source", 11),
    _answer("last_rating", 13, optional=True),
    _answer("rating", 13, "Choose one from the list. Leave it blank if you do not know yet."),
    _answer("evidence", 32, "What shows it, and where a visitor can see it. Write nothing about a child."),
    _answer("notes", 26, "If the question does not apply to you, say why here."),
    _answer("action", 30, "What you will do. Left blank, the report suggests a first step."),
    _answer("owner", 17, "Who will do it: a role is better than a name."),
    _answer("due", 13, "By when: day/month/year."),
    _answer("status", 13, "How far the action has come."),
    _answer("open_since", 13, optional=True),
    Column("Still needed", 18),
)

REVIEW_COLUMNS = (
    Column("Check first", 26),
    Column(
        "Reviewer's rating",
        13,
        "reviewer_rating",
        typing=True,
        hint="What you found. Leave it blank where you have not looked.",
        optional=True,
    ),
    Column(
        "Reviewer's reason",
        44,
        "reviewer_reason",
        typing=True,
        hint="What you saw that led you to this rating. Write nothing about a child.",
        optional=True,
    ),
)
"""Stand after the others where the workbook is a review of a return, and only there."""

SettingField = Literal["name", "kind", "urn", "group", "completed_by", "audit_date"]
ReviewField = Literal["reviewer", "review_day"]

ANY_KIND_WORDS = "Any: every question is asked"
"""What stands as the kind of setting in a workbook that was made for no kind."""

SETTING_LABELS: tuple[tuple[SettingField, str], ...] = (
    ("name", "Name of setting"),
    ("kind", "Kind of setting"),
    ("urn", "URN or other identifier"),
    ("group", "Group or trust"),
    ("completed_by", "Completed by"),
    ("audit_date", "Date of this audit"),
)
REVIEW_LABELS: tuple[tuple[ReviewField, str], ...] = (
    ("reviewer", "Reviewed by"),
    ("review_day", "Date of the review"),
)


META_KEYS = ("format", "checklist", "edition", "digest", "kind", "tool", "part", "part_refs", "review_of")
"""What the hidden sheet and the document properties carry: ``part`` and ``part_refs`` only where the workbook is a
part, and ``review_of``, the SHA-256 of the return, only where it is a review."""

FINGERPRINT = "answer:"
"""Before a Ref, on the hidden sheet of a review: the fingerprint of the leader's answer as the review began."""


FIELDS = {plain(column.heading): column for column in (*COLUMNS, *REVIEW_COLUMNS) if column.field}
LABELS: dict[str, str] = {plain(label): name for name, label in (*SETTING_LABELS, *REVIEW_LABELS)}


def column(heading: str) -> Column:
    """The column with this heading."""
    return FIELDS[plain(heading)]


def column_letter(heading: str) -> str:
    """The letter a column has in the workbook as it is written."""
    return letter([column.heading for column in (*COLUMNS, *REVIEW_COLUMNS)].index(heading))
