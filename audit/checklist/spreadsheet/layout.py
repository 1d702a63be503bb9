"""THE contract of a checklist as a spreadsheet: its sheets, headings and what a cell under each of them holds.

The sheets are found and read by these words, so that columns may be moved and rows sorted. Nothing here knows a library
that writes or reads spreadsheets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum


class Holds(Enum):
    """What a cell holds."""

    WORD = "one id or one of a few words"
    WORDS = "ids, one under the other"
    TEXT = "text"
    TEXTS = "texts, each behind a bullet"
    DATE = "a date"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, the key of the YAML that its cells fill, and what helps a person to fill them.

    ``choices`` names a list of :data:`LISTS`, or the ids of the themes, for a drop-down.
    """

    heading: str
    key: str
    holds: Holds
    width: int
    needed: bool = True
    choices: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet with headings. ``own_heading`` is the heading that no other table has."""

    sheet: str
    own_heading: str
    columns: tuple[Heading, ...]

    def column(self, key: str) -> Heading:
        """The column that fills this key."""
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was read: its value, where it stands (``Criteria!F12``), and whether somebody typed it there."""

    value: object
    spot: str
    typed: bool = True


Grid = Mapping[str, Sequence[Sequence[Cell]]]
"""The sheets of a workbook by name, each as rows of cells from A1 on."""

START, SOURCES, LISTS = "Start here", "Sources to choose from", "Lists"
OWNERS, KINDS, DUTIES, EFFORTS, THEMES_LIST = "Owners", "Kinds", "Duties", "Efforts", "Themes"
BULLET = "\u2022"

HEAD = SheetTable(
    "Checklist",
    "Scored against",
    (
        Heading("Checklist id", "id", Holds.WORD, 24, hint="Small letters, digits and hyphens. Give yours its own id."),
        Heading("Title", "title", Holds.TEXT, 24, hint="It stands at the top of every workbook and report."),
        Heading("Purpose", "purpose", Holds.TEXT, 24, hint="What it is for, and what the words in it mean."),
        Heading("Edition", "edition", Holds.TEXT, 24, hint="Change it when the questions change: 2026-1, 2026-2."),
        Heading("Compared on", "compared_on", Holds.DATE, 24, hint="When somebody last compared it with its sources."),
        Heading(
            "Scored against",
            "scored_against",
            Holds.WORDS,
            24,
            hint="The documents that reports name, one under the other: ids from the sheet 'Lists'.",
        ),
        Heading("Caution", "caution", Holds.TEXT, 24, needed=False, hint="Said first in every workbook and report."),
    ),
)
HEAD_TITLES = ("About the checklist", "Write here", "What it is")
"""This one sheet has its headings in the first column, and what belongs to them beside it."""
THEMES = SheetTable(
    "Themes",
    "What it is about",
    (
        Heading("Theme", "id", Holds.WORD, 26, needed=False, hint="A short id of your choice."),
        Heading("Title", "title", Holds.TEXT, 34, needed=False, hint="What people see."),
        Heading("What it is about", "about", Holds.TEXT, 60, needed=False, hint="One sentence."),
        Heading(
            "Use all of",
            "use_all",
            Holds.WORD,
            22,
            needed=False,
            hint="Instead of a theme: the id of a checklist, all of whose themes are to stand here.",
        ),
        Heading(
            "Add to",
            "add_to",
            Holds.WORD,
            22,
            needed=False,
            hint="Instead of a theme: a theme of the checklist used above, at whose end your criteria are to stand.",
        ),
    ),
)
CRITERIA = SheetTable(
    "Criteria",
    "Question",
    (
        Heading("Theme", "theme", Holds.WORD, 18, choices=THEMES_LIST, hint="Choose the theme it stands in."),
        Heading("Ref", "id", Holds.WORD, 20, needed=False, hint="A short id of your choice. It is never used again."),
        Heading(
            "Used from",
            "use",
            Holds.WORD,
            20,
            needed=False,
            hint="For a question of another checklist: leaders/board-lead. Its words are then not yours to change.",
        ),
        Heading("Title", "title", Holds.TEXT, 20, hint="A few words for tables and charts."),
        Heading("Question", "question", Holds.TEXT, 32, hint="One question, one thought. No 'and/or'."),
        Heading("Why it matters", "why", Holds.TEXT, 36, hint="What can happen to a child where it is missing."),
        Heading("What met looks like", "met", Holds.TEXT, 40, hint="Two people who have not spoken would agree on it."),
        Heading("What partly met looks like", "partly", Holds.TEXT, 36, hint="What is there, and what is missing."),
        Heading(
            "Evidence to look for",
            "evidence",
            Holds.TEXTS,
            38,
            hint="What a visitor can ask to see. One item a line, each behind a bullet or a hyphen.",
        ),
        Heading("First step to mend it", "remedy", Holds.TEXT, 36, hint="Something a person can do this month."),
        Heading("Effort", "effort", Holds.WORD, 10, choices=EFFORTS, hint="An afternoon, a few weeks, or a term."),
        Heading("Owner", "owner", Holds.WORD, 16, choices=OWNERS, hint="A role from the sheet 'Lists'."),
        Heading("Duty", "duty", Holds.WORD, 10, choices=DUTIES, hint="The force of the source, never ours."),
        Heading(
            "Rests on",
            "cites",
            Holds.WORDS,
            28,
            hint="Provisions from the sheet 'Sources to choose from', one under the other.",
        ),
        Heading(
            "Only for",
            "applies_to",
            Holds.WORDS,
            16,
            needed=False,
            hint="Kinds of setting, one under the other. Leave it blank to ask every kind.",
        ),
    ),
)
SECTORS = SheetTable(
    "Sector differences",
    "Kind of setting",
    (
        Heading("Ref", "ref", Holds.WORD, 26, hint="The criterion, as on the sheet 'Criteria'."),
        Heading("Kind of setting", "kind", Holds.WORD, 20, choices=KINDS, hint="The kind that differs."),
        Heading("Duty", "duty", Holds.WORD, 12, needed=False, choices=DUTIES, hint="Only if it differs for this kind."),
        Heading("Owner", "owner", Holds.WORD, 20, needed=False, choices=OWNERS, hint="Only if it differs."),
        Heading("Evidence to look for", "evidence", Holds.TEXTS, 60, needed=False, hint="What this kind has as well."),
        Heading("Rests on", "cites", Holds.WORDS, 32, needed=False, hint="Provisions that speak to this kind as well."),
    ),
)
RETIRED = SheetTable(
    "Retired",
    "Retired in",
    (
        Heading("Ref", "id", Holds.WORD, 26, hint="The criterion that is asked no more."),
        Heading("Retired in", "retired_in", Holds.TEXT, 18, hint="The edition that no longer asks it."),
        Heading("Because", "because", Holds.TEXT, 70, hint="Why it is asked no more."),
        Heading("Replaced by", "replaced_by", Holds.WORD, 26, needed=False, hint="The criterion that took its place."),
    ),
)
READ_ONLY = (START, SOURCES, LISTS)
"""Sheets that help a person and are not read back."""
