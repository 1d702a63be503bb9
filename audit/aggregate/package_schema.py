"""The tables that are given out as data: what each column is called, holds and means. Said once, for every format.

The names are those of the JSON report (:mod:`audit.report.data`), so that one setting's report and the table of all
settings can be read side by side.
"""

from dataclasses import dataclass
from typing import Literal

from audit.aggregate.overview import Outcome, State
from audit.judgement.verdict import Level
from audit.model import Certainty, Duty, Effort, Rating
from audit.model.ratings import COUNTED, LEFT_OUT, counted_as
from audit.problems import Severity

Type = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, what it holds, and what that means. A blank cell is a value that is not there."""

    name: str
    type: Type
    about: str
    required: bool = False
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageTable:
    """One table: the columns that tell its rows apart, and the columns that name a row of another table."""

    name: str
    title: str
    about: str
    columns: tuple[Field, ...]
    key: tuple[str, ...] = ()
    points_at: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in their order."""
        return tuple(column.name for column in self.columns)


_DUTIES = tuple(duty.value for duty in Duty)
_SETTING = Field("setting", "string", "The setting, as it is called in every table.", required=True)
_REF = Field("ref", "string", "The Ref of the criterion.", required=True)
_SCORE = (
    Field("so_far", "integer", "Percent earned, rounded down, blanks earning nothing; blank where nothing applies."),
    Field("best_case", "integer", "Percent if every unanswered question turned out to be met."),
    Field("evidenced", "integer", "Percent earned by answers that name evidence."),
)


def _counted(rating: Rating | None) -> str:
    if rating is None:
        return "Questions without a rating. They earn nothing, and are in no share of settings."
    return f"Questions rated {rating}.{' They are left out of the score.' if rating in LEFT_OUT else ''}"


_COUNTS = tuple(Field(counted_as(rating), "integer", _counted(rating)) for rating in COUNTED)

SETTINGS = PackageTable(
    "settings",
    "Settings",
    "Every setting that was expected or sent something, a row each.",
    (
        Field("setting", "string", "The setting, as it is called in every table.", required=True),
        Field("name", "string", "Its name: the register's, else the return's."),
        Field("kind", "string", "The kind of setting, by its id in the checklist; blank where none is known."),
        Field("kind_title", "string", "The kind of setting, in words."),
        Field("urn", "string", "URN or another identifier."),
        Field("phase", "string", "Phase, from the register."),
        Field("area", "string", "Local authority, from the register."),
        Field("group", "string", "Group or trust."),
        Field("expected", "boolean", "Whether the register expects a return from it.", required=True),
        Field("state", "string", "How it stands with its return.", required=True, one_of=tuple(s.value for s in State)),
        Field(
            "level", "string", "The judgement; blank without a return.", one_of=tuple(level.value for level in Level)
        ),
        *_SCORE,
        *_COUNTS,
        Field("breaches_of_law", "integer", "Duties in law that are not fully met."),
        Field("breaches_of_guidance", "integer", "Duties in statutory guidance that are not met."),
        Field("actions", "integer", "Questions that call for an action."),
        Field("actions_closed", "integer", "Actions that somebody wrote and that are marked as done."),
        Field("actions_open", "integer", "Actions that somebody wrote and that are not."),
        Field("actions_overdue", "integer", "Those of them that were due before the date of the overview."),
        Field("reviewer", "string", "Who reviewed the return that is counted; blank where nobody has."),
        Field("reviewed", "integer", "Answers that a reviewer rated."),
        Field("agreed", "integer", "Answers whose rating was agreed with the reviewer: these count in all figures."),
        Field("self_level", "string", "The judgement by the leader's own ratings, where it was reviewed."),
        Field("self_so_far", "integer", "Percent earned by the leader's own ratings, where it was reviewed."),
        Field("reviewer_level", "string", "The judgement with the reviewer's ratings."),
        Field("reviewer_so_far", "integer", "Percent earned with the reviewer's ratings."),
        Field("audit_date", "date", "The date of the audit, as the return says."),
        Field("due", "date", "The day its return was due, from the register."),
        Field("late", "boolean", "Whether the audit, or as yet nothing, came after the due date.", required=True),
        Field("other_edition", "string", "Said where the return was made from another edition's questions."),
        Field("file", "string", "The file that is counted."),
        Field("sha256", "string", "The SHA-256 of that file."),
    ),
    key=("setting",),
)

SCORES = PackageTable(
    "scores",
    "Scores",
    "The score of every returned setting: over everything, and in each theme.",
    (
        _SETTING,
        Field("lens", "string", "What the sum is over.", required=True, one_of=("overall", "theme")),
        Field("id", "string", "The theme's id, or 'overall'.", required=True),
        Field("title", "string", "The theme's title.", required=True),
        *_SCORE,
        Field("points_earned", "integer", "Points earned.", required=True),
        Field("points_evidenced", "integer", "Points earned by answers that name evidence.", required=True),
        Field("points_unanswered", "integer", "Points that unanswered questions could earn.", required=True),
        Field("points_available", "integer", "Points that could be earned.", required=True),
        *_COUNTS,
    ),
    key=("setting", "lens", "id"),
    points_at=(("setting", "settings"),),
)

RESPONSES = PackageTable(
    "responses",
    "Responses",
    "Every answer that is counted, a row for each question a setting is asked.",
    (
        _SETTING,
        _REF,
        Field("theme", "string", "The theme's id.", required=True),
        Field("duty", "string", "The force of the source for this kind of setting.", required=True, one_of=_DUTIES),
        Field(
            "rating",
            "string",
            "The rating that counts: the agreed one, else the leader's own; blank where unanswered.",
            one_of=tuple(r.value for r in Rating),
        ),
        Field("self_rating", "string", "The leader's own rating, where the return was reviewed."),
        Field("reviewer_rating", "string", "The reviewer's rating; blank where none stands."),
        Field("agreed_rating", "string", "What leader and reviewer agreed on; blank where they did not."),
        Field("breach", "boolean", "Whether law is not fully met, or statutory guidance not met.", required=True),
        Field("evidence", "string", "The evidence, in the setting's own words."),
        Field("notes", "string", "The notes, in the setting's own words."),
        Field("cell", "string", "Where in its workbook the rating stands."),
    ),
    key=("setting", "ref"),
    points_at=(("setting", "settings"), ("ref", "criteria")),
)

ACTIONS = PackageTable(
    "actions",
    "Actions",
    "What every returned setting is to do next.",
    (
        _SETTING,
        _REF,
        Field(
            "priority",
            "integer",
            "1 law, 2 statutory guidance, 3 partly met or advice, 4 evidence to be filed.",
            required=True,
        ),
        Field("what", "string", "What to do.", required=True),
        Field(
            "what_suggested",
            "boolean",
            "Whether the checklist suggests it; else it is the setting's own.",
            required=True,
        ),
        Field("owner", "string", "Who does it."),
        Field("owner_suggested", "boolean", "Whether the checklist suggests the owner.", required=True),
        Field("due", "date", "By when; blank where the setting wrote words that are no date."),
        Field("due_words", "string", "The words that the setting wrote for a date, where they are not the whole date."),
        Field("due_suggested", "boolean", "Whether the date is counted from the date of the overview.", required=True),
        Field(
            "effort", "string", "How much work it is.", required=True, one_of=tuple(effort.value for effort in Effort)
        ),
    ),
    key=("setting", "ref"),
    points_at=(("setting", "settings"), ("ref", "criteria")),
)

FILES = PackageTable(
    "files",
    "Files",
    "Every file that was looked at, and what became of it.",
    (
        Field("file", "string", "Where it is.", required=True),
        Field("outcome", "string", "What became of it.", required=True, one_of=tuple(o.value for o in Outcome)),
        Field("counted", "boolean", "Whether its answers are counted.", required=True),
        Field("setting", "string", "The setting it belongs to; blank where that is not known."),
        Field("name", "string", "The name of the setting as the file says it."),
        Field("sha256", "string", "The SHA-256 of its contents; blank where it could not be had."),
        Field("why_not", "string", "Why it is not counted."),
    ),
    key=("file",),
)

FAULTS = PackageTable(
    "faults",
    "Faults",
    "Everything that was found wrong, in files, in the register and in the places that were looked in.",
    (
        Field("file", "string", "The file."),
        Field("setting", "string", "The setting it belongs to; blank where that is not known."),
        Field("code", "string", "The code to look it up by.", required=True),
        Field("severity", "string", "How serious it is.", required=True, one_of=tuple(s.value for s in Severity)),
        Field("spot", "string", "The cell or the line."),
        Field("message", "string", "What is wrong.", required=True),
        Field("fix", "string", "What to do about it.", required=True),
    ),
)

CRITERIA = PackageTable(
    "criteria",
    "Criteria",
    "The questions of the checklist, and how the returned settings stand with each.",
    (
        _REF,
        Field("theme", "string", "The theme's id.", required=True),
        Field("theme_title", "string", "The theme's title.", required=True),
        Field("title", "string", "A short name.", required=True),
        Field("question", "string", "The question.", required=True),
        Field("duty", "string", "The force of its strongest source.", required=True, one_of=_DUTIES),
        Field("rests_on", "string", "The places in the sources it rests on.", required=True),
        Field(
            "certainty",
            "string",
            "Whether any of them was read in the document.",
            one_of=tuple(c.value for c in Certainty),
        ),
        *_COUNTS,
        Field("not_asked", "integer", "Returned settings of kinds that are not asked."),
        Field("breaches", "integer", "Returned settings in breach."),
        Field("gaps", "integer", "Returned settings that answered and do not fully meet it."),
        Field("answered", "integer", "Returned settings that answered and to whom it applies."),
        Field("share", "number", "The first of the second in percent; blank where fewer than ten answered."),
        Field(
            "share_low", "number", "The least it can be, whatever the missing would say; blank where nobody is missing."
        ),
        Field("share_high", "number", "The most it can be; blank where nobody is missing."),
        Field("place_best", "integer", "Its place among the gaps, the most common being 1, at best."),
        Field("place_worst", "integer", "The same at worst."),
        Field(
            "returned",
            "integer",
            "Expected settings that are asked it and returned; all that are asked, without a register.",
        ),
        Field("expected", "integer", "Expected settings that are asked it; blank without a register."),
    ),
    key=("ref",),
)

REVIEWS = PackageTable(
    "reviews",
    "Reviews",
    "How far leaders and reviewers agree over all reviewed settings: everything, then each theme.",
    (
        Field("theme", "string", "The theme's id, or 'all'.", required=True),
        Field("theme_title", "string", "The theme's title.", required=True),
        Field("settings", "integer", "Settings of which both rated something in it.", required=True),
        Field("rated", "integer", "Answers that both rated.", required=True),
        Field("same", "integer", "Answers that both rated alike.", required=True),
        Field("reviewer_lower", "integer", "Answers that the reviewer rated lower.", required=True),
        Field("reviewer_higher", "integer", "Answers that the reviewer rated higher.", required=True),
        Field("agreement", "integer", "Percent rated alike, rounded down; blank of fewer than ten settings."),
        Field("kappa", "number", "Cohen's kappa, from -1 to 1; blank of fewer than ten settings."),
        Field(
            "optimism",
            "number",
            "Of the answers that neither left out, the share that reviewers rated lower less the share that they rated "
            "higher, in percent; blank of fewer than ten settings.",
        ),
    ),
    key=("theme",),
)

TABLES = (SETTINGS, SCORES, RESPONSES, ACTIONS, FILES, FAULTS, CRITERIA, REVIEWS)
