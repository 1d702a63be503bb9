"""The shape of a mapping: how somebody else's form is laid out, what its words mean, and what it asks.

One file a form, in the folder ``mappings`` of a folder of checklists. It validates the files and yields their JSON
Schema, as :mod:`audit.checklist.shape` does for checklists.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from audit.checklist.shape import Locator, Shape, Slug, Words
from audit.text import plain

RatingWord = Literal["Met", "Partly met", "Not met", "Not applicable"]
_ORDER = ("Not met", "Partly met", "Met")
_MOST_HEADING_ROWS = 3
Heading = Annotated[
    Locator, Field(description="The words of a heading or a label. A star stands for any words: 'Deadline*'.")
]


class FormHeadShape(Shape):
    """The form as a whole."""

    id: Slug = Field(description="What the form is called in commands and data: no checklist may have it too.")
    title: Words
    edition: Words = Field(description="Which version of the form it is, such as '2025-26'.")
    compared_on: date = Field(description="When a person last compared this file with the form.")
    purpose: Words | None = None
    kind: Slug | None = Field(default=None, description="The kind of setting that fills it in, if it is for one kind.")
    made_from: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        default=None, description="SHA-256 of the blank form that this file was written for."
    )


class ScaleShape(Shape):
    """What the answers of the form mean. Which end is best cannot be guessed, nor what 0 and a blank mean."""

    best: Literal["high", "low", "words"] = Field(
        description="Whether the highest number is the best answer, or the lowest; 'words' where no answer is a number."
    )
    zero: RatingWord | Literal["unused"] = Field(description="What 0 means; 'unused' where it is no answer.")
    blank: Literal["unanswered", "Not applicable"] = Field(description="What an empty cell means.")
    answers: dict[Locator, RatingWord] = Field(min_length=1, description="Each answer, and the rating that it means.")
    prefilled: Locator | None = Field(
        default=None, description="The answer that stands in a blank form: alone in its row, it counts as unanswered."
    )

    @model_validator(mode="after")
    def _one_direction(self) -> Self:
        """Numbers have to go the way that is said; zero is said in one place."""
        numbers = sorted((float(word), rating) for word, rating in self.answers.items() if _is_number(word))
        if any(number == 0 for number, _ in numbers):
            raise PydanticCustomError("zero", "say what 0 means with 'zero', and leave it out of 'answers'")
        if (self.best == "words") == bool(numbers):
            raise PydanticCustomError("direction", "'best: words' is for answers without numbers, and only them")
        rated = [_ORDER.index(rating) for _, rating in numbers if rating in _ORDER]
        if rated != sorted(rated, reverse=self.best == "low"):
            raise PydanticCustomError("direction", "the answers do not go the way that 'best' says")
        if self.prefilled and plain(self.prefilled) not in {"0", *map(plain, self.answers)}:
            raise PydanticCustomError("prefilled", "'prefilled' has to be one of the answers")
        return self


def _is_number(word: str) -> bool:
    return word.removeprefix("-").replace(".", "", 1).isdecimal()


class LabelsShape(Shape):
    """Where the form asks about the setting: the label that stands to the left of each cell."""

    name: Heading
    urn: Heading | None = None
    group: Heading | None = None
    completed_by: Heading | None = None
    audit_date: Heading | None = None


class ColumnsShape(Shape):
    """The words above each column."""

    ref: Heading | None = Field(default=None, description="The column of numbers, where they have one of their own.")
    question: Heading | None = None
    rating: Heading | None = None
    evidence: Heading | None = None
    notes: Heading | None = None
    action: Heading | None = None
    owner: Heading | None = None
    due: Heading | None = None
    moderated: Heading | None = Field(default=None, description="The score of a panel or reviewer, on the same scale.")
    reason: Heading | None = Field(default=None, description="What the panel or reviewer says to it.")

    @model_validator(mode="after")
    def _a_row_can_be_known(self) -> Self:
        """A row is known by its number or by its words."""
        if not (self.ref or self.question):
            raise PydanticCustomError("columns", "a row is known by 'ref' or 'question': give one of them")
        return self


class TableShape(Shape):
    """A table of questions, on one sheet or on several that look alike; its headings may stand again and again."""

    sheets: list[Heading] = Field(
        default_factory=list, description="The sheets it stands on, as a rule; every sheet where none is named."
    )
    heading_rows: int = Field(default=1, ge=1, le=_MOST_HEADING_ROWS, description="Rows that a heading takes.")
    columns: ColumnsShape
    scale: Slug | None = Field(default=None, description="The scale of the column 'rating'.")
    ticks: dict[Heading, RatingWord] = Field(
        default_factory=dict, description="Columns to tick, by their headings, and what a tick in each means."
    )

    @model_validator(mode="after")
    def _one_way_to_answer(self) -> Self:
        """A rating stands in one column with a scale, or in columns to tick."""
        if bool(self.ticks) == bool(self.columns.rating and self.scale):
            raise PydanticCustomError("answered", "give 'rating' with its 'scale', or 'ticks', not both")
        if self.columns.moderated and not self.scale:
            raise PydanticCustomError("answered", "a column 'moderated' needs a 'scale'")
        return self


class QuestionShape(Shape):
    """A question of the form, as it stands there, and what it rests on."""

    asks: Words = Field(description="The question in the words of the form.")
    title: Words | None = Field(default=None, description="A few words for tables and charts.")
    cites: list[Slug] = Field(default_factory=list, description="The provisions it rests on: its duty is their force.")
    like: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", max_length=121)] | None = Field(
        default=None, description="A criterion of ours that asks much the same: 'leaders/board-lead'."
    )
    how: Literal["same", "wider", "narrower", "related"] | None = Field(
        default=None, description="How it is like that one. Only 'same' takes over its duty, sources and remedy."
    )
    essential: Words | None = Field(
        default=None, description="Why a child could be in danger today where it is not met. Absent: not an essential."
    )
    not_applicable_when: Words | None = Field(default=None, description="When Not applicable may be answered.")
    scale: Slug | None = Field(default=None, description="Where the good answer of this question is another one.")

    @model_validator(mode="after")
    def _a_link_says_how(self) -> Self:
        """A link without its kind could be taken for the same question."""
        if bool(self.like) != bool(self.how):
            raise PydanticCustomError("link", "'like' and 'how' stand together or not at all")
        return self


class MappingFileShape(Shape):
    """A file under ``mappings/``: one form of somebody else's."""

    form: FormHeadShape
    scales: dict[Slug, ScaleShape] = Field(default_factory=dict)
    setting: LabelsShape
    answers: list[TableShape] = Field(min_length=1)
    sections: dict[Locator, dict[Locator, QuestionShape]] = Field(
        min_length=1,
        description="Every question that is expected, by its number or a name of yours, under its section.",
    )

    def questions(self) -> Iterator[tuple[str, str, QuestionShape]]:
        """Every question with its section and its Ref."""
        for section, questions in self.sections.items():
            yield from ((section, ref, one) for ref, one in questions.items())

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Each scale is there, and no Ref or question stands twice."""
        used = {table.scale for table in self.answers} | {one.scale for *_, one in self.questions()}
        if missing := sorted(name for name in used if name and name not in self.scales):
            raise PydanticCustomError("scale", "there is no scale '{name}' under 'scales'", {"name": missing[0]})
        refs, asked = set[str](), set[str]()
        for _, ref, one in self.questions():
            if plain(ref) in refs:
                raise PydanticCustomError("twice", "the question '{ref}' stands twice", {"ref": ref})
            if plain(one.asks) in asked:
                raise PydanticCustomError("twice", "'{ref}' asks in the same words as another", {"ref": ref})
            refs.add(plain(ref))
            asked.add(plain(one.asks))
        if not refs:
            raise PydanticCustomError("none", "no question stands under 'sections'")
        return self
