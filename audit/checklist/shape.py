"""The shape of the YAML files, written once: it validates them and yields the JSON Schema for editors.

Nothing here knows about lines, files or other files. What one file says of another (a citation of a
provision, a theme's criterion, a successor) is joined in :mod:`audit.checklist.join`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

LONGEST = 8_000
"""Characters. The longest text that comes with the tool has 600; a cell of a spreadsheet holds 32,767."""
_TYPED = r"^[^\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]*$"

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=LONGEST, pattern=_TYPED)]
Locator = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST, pattern=_TYPED)]
CertaintyWord = Literal["text", "secondary"]
ForceWord = Literal["must", "should", "advice"]
EffortWord = Literal["small", "medium", "large"]
StatusWord = Literal["legislation", "statutory guidance", "advice"]


class Shape(BaseModel):
    """Unknown keys are faults, numbers are never taken for text, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SourceShape(Shape):
    """One document that criteria rest on."""

    id: Slug
    title: Words
    short: Words = Field(description="The words used in a citation, for example 'Working Together 2023'.")
    publisher: Words
    edition: Words
    status: StatusWord
    group: Slug = Field(description="The row of the by-source lens that this source counts in.")
    published: Words = Field(description="When it was published, in words: 'December 2023'.")
    in_force_from: date | None = None
    superseded_by: Slug | None = None
    superseded_on: date | None = None
    checked_on: date = Field(description="When a person last compared our register with the document.")
    address: Annotated[str, Field(pattern=r"^https://")]
    licence: Words
    certainty: CertaintyWord
    note: Words | None = None
    chapters: list[Words] = Field(default_factory=list, description="Titles of its chapters, from the first on.")


class ProvisionShape(Shape):
    """One citable place in a source, in our own words."""

    id: Slug
    locator: Locator
    page: int | None = Field(default=None, ge=1, description="Page of the PDF, where the source is one.")
    chapter: int | None = Field(default=None, ge=1)
    golden_rule: int | None = Field(default=None, ge=1, le=7)
    verb: Words = Field(description="The source's own word: must, should, may, expectation ...")
    force: ForceWord
    binds: Words
    kinds: list[Slug] | None = Field(default=None, description="Kinds of setting it binds; every kind if absent.")
    paraphrase: Words
    title: Words | None = Field(default=None, description="A few words for tables and charts.")
    certainty: CertaintyWord
    terms: list[Words] = Field(default_factory=list, description="Single words that stand in the cited text.")
    duties: list[Words] = Field(default_factory=list, description="Rows of the duties register it carries.")
    address: Annotated[str, Field(pattern=r"^https://")] | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    out_of_scope: Words | None = Field(default=None, description="Why no criterion asks about it, where none does.")


class SourceFileShape(Shape):
    """A file under ``checklists/sources/``: one source and its provisions."""

    source: SourceShape
    provisions: list[ProvisionShape] = Field(min_length=1)


class DutyRowShape(Shape):
    """A row of a register of duties: where the source lays something on somebody, distinct from its neighbours."""

    ref: Words = Field(description="The words that a provision carries in 'duties'.")
    topic: Words
    pages: Locator


class DutiesFileShape(Shape):
    """A file under ``checklists/duties/``: the register of one source's duties, which coverage is checked against."""

    source: Slug
    compared_on: date = Field(description="When a person last compared the register with the document.")
    duties: list[DutyRowShape] = Field(min_length=1)


class SectorShape(Shape):
    """What differs for one kind of setting."""

    duty: ForceWord | None = Field(default=None, description="Where the force differs for this kind.")
    owner: Slug | None = Field(default=None, description="Where another role owns it in this kind.")
    evidence: list[Words] = Field(default_factory=list, description="What this kind has to show as well.")
    cites: list[Slug] = Field(default_factory=list, description="Provisions that speak to this kind as well.")


class CriterionShape(Shape):
    """One thing a leader can be asked."""

    id: Slug = Field(description="Permanent, and never used again: it is what answers are kept by.")
    title: Words = Field(description="A few words for tables and charts.")
    question: Words = Field(description="One question, one thought.")
    why: Words = Field(description="What can happen to a child where it is missing.")
    met: Words = Field(description="What is there when it is met, so that two people would judge alike.")
    partly: Words = Field(description="What is there, and what is missing, when it is partly met.")
    evidence: list[Words] = Field(min_length=1, description="What a visitor can ask to see.")
    remedy: Words = Field(description="A first step that a person can take this month.")
    effort: EffortWord = Field(description="How much work the remedy is: an afternoon, a few weeks, a term.")
    owner: Slug = Field(description="A role from kinds.yaml.")
    duty: ForceWord = Field(
        description="The force of the strongest provision it cites: law, statutory guidance, advice."
    )
    cites: list[Slug] = Field(min_length=1, description="The provisions it rests on, by their ids.")
    applies_to: list[Slug] | None = Field(default=None, min_length=1, description="Kinds asked; every kind if absent.")
    sector: dict[Slug, SectorShape] = Field(default_factory=dict, description="What differs, by kind of setting.")


class UseShape(Shape):
    """A criterion written in another checklist and asked here too."""

    use: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", max_length=121)] = Field(
        description="Checklist and criterion: 'leaders/board-lead'."
    )


def _one_of(*words: str) -> Discriminator:
    """Tells the shapes of a list apart by the key that only one of them has; the first shape has none of these."""

    def which(item: object) -> str:
        keys = item if isinstance(item, dict) else getattr(item, "model_fields_set", ())
        return next((word for word in words if word in keys), "written")

    return Discriminator(which)


TAGS = frozenset({"written", "use", "use_all", "add_to"})
"""What pydantic puts into the place of a finding for a choice of shapes: no key of the file."""

Asked = Annotated[Annotated[CriterionShape, Tag("written")] | Annotated[UseShape, Tag("use")], _one_of("use")]


class ThemeShape(Shape):
    """A group of criteria, in the order a leader thinks."""

    id: Slug
    title: Words
    about: Words
    criteria: list[Asked] = Field(min_length=1)


class UseAllShape(Shape):
    """Everything another checklist asks, theme by theme, as it stands on the day: your own comes before or after."""

    use_all: Slug = Field(description="The id of the checklist, for example 'leaders'.")


class AddToShape(Shape):
    """Criteria at the end of a theme that came with ``use_all``."""

    add_to: Slug = Field(description="The id of the theme.")
    criteria: list[Asked] = Field(min_length=1)


Part = Annotated[
    Annotated[ThemeShape, Tag("written")]
    | Annotated[UseAllShape, Tag("use_all")]
    | Annotated[AddToShape, Tag("add_to")],
    _one_of("use_all", "add_to"),
]


class RetiredShape(Shape):
    """A criterion that was shipped once and is asked no more; its id is never used again."""

    id: Slug
    retired_in: Words
    replaced_by: Slug | None = None
    because: Words


class ChecklistShape(Shape):
    """The head of a checklist file."""

    id: Slug
    title: Words
    purpose: Words
    edition: Words
    compared_on: date = Field(description="When a person last compared the checklist with its sources.")
    scored_against: list[Slug] = Field(min_length=1, description="The sources named in the edition sentence.")
    caution: Words | None = Field(default=None, description="Said in the first line of workbook and report.")


class ChecklistFileShape(Shape):
    """A file under ``checklists/``: one checklist."""

    checklist: ChecklistShape
    themes: list[Part] = Field(min_length=1)
    retired: list[RetiredShape] = Field(default_factory=list)

    def asked(self) -> Iterator[tuple[str, CriterionShape | UseShape]]:
        """Every criterion that the file names, written there or used, with the id of its theme."""
        for part in self.themes:
            if not isinstance(part, UseAllShape):
                theme = part.id if isinstance(part, ThemeShape) else part.add_to
                yield from ((theme, item) for item in part.criteria)

    def written(self) -> Iterator[CriterionShape]:
        """The criteria that stand in the file with all their words."""
        return (item for _, item in self.asked() if isinstance(item, CriterionShape))


class RoleShape(Shape):
    """A role that can own an action, with the title it has in each kind of setting."""

    id: Slug
    title: Words
    titles: dict[Slug, Words] = Field(default_factory=dict)


class KindShape(Shape):
    """A kind of setting."""

    id: Slug
    title: Words
    about: Words
    like: Slug | None = Field(default=None, description="A kind of ours: what binds that kind binds this one too.")


class GroupShape(Shape):
    """A row of the by-source lens."""

    id: Slug
    title: Words


class KindsFileShape(Shape):
    """``kinds.yaml``: kinds of setting, roles and source groups; in a folder of your own, those you add to ours."""

    kinds: list[KindShape] = Field(default_factory=list)
    roles: list[RoleShape] = Field(default_factory=list)
    groups: list[GroupShape] = Field(default_factory=list)
