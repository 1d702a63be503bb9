"""The shape of the YAML files, written once: it validates them and yields the JSON Schema for editors.

Nothing here knows about lines, files or other files. What one file says of another (a citation of a
provision, a theme's criterion, a successor) is joined in :mod:`audit.checklist.load`.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, Field(min_length=2, pattern=r"\S")]
Locator = Annotated[str, Field(min_length=1)]
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


class SourceFileShape(Shape):
    """A file under ``checklists/sources/``: one source and its provisions."""

    source: SourceShape
    provisions: list[ProvisionShape] = Field(min_length=1)


class SectorShape(Shape):
    """What differs for one kind of setting."""

    duty: ForceWord | None = None
    owner: Slug | None = None
    evidence: list[Words] = Field(default_factory=list)
    cites: list[Slug] = Field(default_factory=list)


class CriterionShape(Shape):
    """One thing a leader can be asked."""

    id: Slug
    title: Words
    question: Words
    why: Words
    met: Words
    partly: Words
    evidence: list[Words] = Field(min_length=1)
    remedy: Words
    effort: EffortWord
    owner: Slug = Field(description="A role from kinds.yaml.")
    duty: ForceWord
    cites: list[Slug] = Field(min_length=1)
    applies_to: list[Slug] | None = None
    sector: dict[Slug, SectorShape] = Field(default_factory=dict)


class UseShape(Shape):
    """A criterion written in another checklist and asked here too."""

    use: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]


class ThemeShape(Shape):
    """A group of criteria, in the order a leader thinks."""

    id: Slug
    title: Words
    about: Words
    criteria: list[CriterionShape | UseShape] = Field(min_length=1)


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
    themes: list[ThemeShape] = Field(min_length=1)
    retired: list[RetiredShape] = Field(default_factory=list)


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


class GroupShape(Shape):
    """A row of the by-source lens."""

    id: Slug
    title: Words


class KindsFileShape(Shape):
    """``checklists/kinds.yaml``: kinds of setting, roles and source groups."""

    kinds: list[KindShape] = Field(min_length=1)
    roles: list[RoleShape] = Field(min_length=1)
    groups: list[GroupShape] = Field(min_length=1)
