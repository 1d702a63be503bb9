"""THE contract between the writer and the reader: sheets, rows, columns, labels and hidden details, each named once.

The reader finds everything by these words, so that a sheet may be renamed, a row sorted and a column added without a
single answer being lost. Whoever writes asks an :class:`Arrangement` where a column stands.
"""

from dataclasses import dataclass, replace
from typing import Literal

from audit.model.response_fields import BY_NAME
from audit.spreadsheet.coordinates import letter
from audit.text import plain

FORMAT = 2
"""The layout's version. It goes up when an older reader could misread a newer workbook."""

MARKER = "safeguarding-audit"
"""Stands in the first cell of the hidden sheet and among the document properties."""

START, CHECKLIST, SUMMARY, GUIDE, SOURCES = "Start here", "Checklist", "Summary", "Guide", "Sources"
MORE = "More figures"
SHEETS = (START, CHECKLIST, SUMMARY, GUIDE, MORE, SOURCES)
"""What there is for; what to do; how it stands; what helps; the figures by what it rests on; and that itself."""
CHANGES = "Changes"
META, FIGURES = "_meta", "_figures"
NEVER_ASK = frozenset({SUMMARY, GUIDE, MORE, SOURCES, FIGURES})
"""Sheets of ours that never hold questions: as long as they have our name they need not be read."""
RATINGS_NAME, STATUSES_NAME, AUDIT_DATE_NAME, ANSWERED_NAME = "Ratings", "Statuses", "Audit_date", "Answered"
STATUSES = ("Not started", "Under way", "Done")


GROUP_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3
"""Of the sheet of questions: what groups of columns are for, the headings, and the first question."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the checklist.

    Attributes:
        heading: the words above it, by which it is found.
        width: in characters.
        field: what of an answer it holds; ``None`` where it holds none.
        typing: whether people type into it.
        hint: what is said while one of its cells is chosen.
        optional: whether it may be missing from a workbook.
        group: what is said in the row above the headings, from this column on.
        hidden: whether it is there for the reader alone.
    """

    heading: str
    width: int
    field: str | None = None
    typing: bool = False
    hint: str = ""
    optional: bool = False
    group: str = ""
    hidden: bool = False


def _answer(name: str, width: int, hint: str = "", *, optional: bool = False, group: str = "") -> Column:
    """The column of a field of a response."""
    own = BY_NAME[name]
    return Column(own.heading, width, own.name, typing=own.typed, hint=hint, optional=optional, group=group)


_NUMBER = Column("No.", 6, group="Read")
_THEME = Column("Theme", 12)
_QUESTION = Column("Question", 27, "question", optional=True)
_REF = Column("Ref", 17, "ref", hidden=True)
_RATING = _answer("rating", 13, group="Choose")
_LAST_RATING = _answer("last_rating", 12, optional=True)
_MET = Column("What met looks like", 40, group="Help to choose: read across")
_PARTLY = Column("What partly met looks like", 33)
_EVIDENCE = _answer(
    "evidence",
    30,
    "What shows it, and where it is kept. For ideas, click the number in column A. Nothing about a child.",
    group="Write here (pale yellow cells)",
)
_REST = (
    _answer("action", 30, "What you will do. Left blank, the report suggests a first step."),
    _answer("owner", 16, "Who will do it: a role is better than a name."),
    _answer("due", 12, "Day/month/year, for example 31/03/2027."),
    _answer("status", 12, "How far the action has come."),
    _answer("open_since", 12, optional=True),
    _answer("notes", 24, "If the question does not apply to you, say why here."),
    Column("Still needed", 15, group="For information"),
)

_LEADERS = "The leader's"
_REVIEW_COLUMNS = (
    Column("Check first", 18, group="The review (pale yellow cells)"),
    Column(
        "Reviewer's rating",
        13,
        "reviewer_rating",
        typing=True,
        optional=True,
    ),
    Column(
        "Reviewer's reason",
        34,
        "reviewer_reason",
        typing=True,
        hint="What you saw that led you to this rating. Nothing about a child.",
        optional=True,
    ),
    Column("Agreed rating", 13, "agreed_rating", typing=True, optional=True),
    Column(
        "Agreed because",
        26,
        "agreed_reason",
        typing=True,
        hint="What leader and reviewer settled on when they talked, and why. Nothing about a child.",
        optional=True,
    ),
)
REVIEWERS_OWN = frozenset(column.field for column in _REVIEW_COLUMNS if column.typing)
"""The fields that reviewers fill, alone or with the leader."""
REVIEWERS = "Reviewers"
VOICE_HEADINGS = (
    *("Reviewer no.", "Reviewer", "Reviewed on", "Written afterwards", "About the question"),
    *("Their rating", "Their reason", "Agreed as", "Agreed since"),
)
"""Of the sheet with what each of several reviewers wrote. It must never be taken for a sheet of questions."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The columns of a sheet of questions in their order."""

    columns: tuple[Column, ...]

    def index(self, heading: str) -> int:
        """Which column it is, counted from 0.

        Raises:
            ValueError: there is none with this heading.
        """
        return [column.heading for column in self.columns].index(heading)

    def number(self, heading: str) -> int:
        """Which column it is, counted from 1."""
        return self.index(heading) + 1

    def letter(self, heading: str) -> str:
        """The letter it has in the workbook as it is written."""
        return letter(self.index(heading))

    def cells(self, heading: str, questions: int) -> str:
        """The cells below its heading, such as ``E3:E60``."""
        return f"{self.letter(heading)}{FIRST_ROW}:{self.letter(heading)}{last_row(questions)}"

    def table(self, questions: int, last: str = "") -> str:
        """The whole table with its headings, such as ``A2:Q60``, or as far as the column with the heading ``last``."""
        end = self.letter(last) if last else letter(len(self.columns) - 1)
        return f"A{HEADING_ROW}:{end}{last_row(questions)}"


def last_row(questions: int) -> int:
    """The row of the last question."""
    return HEADING_ROW + questions


COLUMNS = (_NUMBER, _THEME, _QUESTION, _REF, _RATING, _LAST_RATING, _MET, _PARTLY, _EVIDENCE, *_REST)
ORDINARY = Arrangement(COLUMNS)
"""What a leader fills: question, rating and what met looks like are seen together, then what is written."""
REVIEW = Arrangement(
    (
        *(_NUMBER, _THEME, _QUESTION, _REF),
        replace(_RATING, group=_LEADERS),
        *(_LAST_RATING, replace(_EVIDENCE, group=_LEADERS), *_REVIEW_COLUMNS, _MET, _PARTLY),
        replace(_REST[0], group=_LEADERS),
        *_REST[1:],
    )
)
"""What a reviewer fills: beside the leader's rating and evidence."""

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


META_KEYS = (
    *("format", "checklist", "edition", "digest", "kind", "tool", "part", "part_refs", "first_look"),
    *("review_of", "review_answers", "review_draws"),
)
"""What the hidden sheet and the document properties carry: ``part`` and ``part_refs`` only where the workbook is a
part, ``first_look``, the Refs that it asks, only where it is one, and only where it is a review: ``review_of``, the
SHA-256 of the return, ``review_answers``, the fingerprint of its answers, and ``review_draws``, a line for each phrase
that the sample was drawn with, after the day it was added."""

DETAIL = "setting:"
"""Before a field of the setting's details, on the hidden sheet of a review: what stood there as the review began."""
FINGERPRINT = "answer:"
"""Before a Ref, on the hidden sheet of a review: the fingerprint of the leader's answer as the review began."""


LABELS: dict[str, str] = {plain(label): name for name, label in (*SETTING_LABELS, *REVIEW_LABELS)}
_WITH_FIELDS = tuple(column for column in (*COLUMNS, *_REVIEW_COLUMNS) if column.field)
FIELDS = {plain(column.heading): column for column in _WITH_FIELDS} | {
    plain(old): column
    for column in _WITH_FIELDS
    if column.field in BY_NAME
    for old in BY_NAME[column.field].once_called
}
"""The columns that the reader looks for, by the words above them, and by those that stood there in earlier years."""


def column(heading: str) -> Column:
    """The column with this heading."""
    return FIELDS[plain(heading)]


def column_letter(heading: str) -> str:
    """The letter a column has in the workbook that a leader fills, as it is written."""
    return ORDINARY.letter(heading)
