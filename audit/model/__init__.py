"""What an audit is made of: frozen values that know no file and no library.

The words are the field's own and mean what ``README.md`` says they mean. Everything here is immutable, so that a score
can be worked out twice and come out the same.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from audit.model.answers import ANY_KIND as ANY_KIND
from audit.model.answers import LAST_YEAR as LAST_YEAR
from audit.model.answers import Audit as Audit
from audit.model.answers import Place as Place
from audit.model.answers import Response as Response
from audit.model.answers import Setting as Setting
from audit.model.ratings import Rating as Rating


class Duty(StrEnum):
    """The force of the source itself: law, statutory guidance, or advice."""

    MUST = "must"
    SHOULD = "should"
    ADVICE = "advice"

    @property
    def meaning(self) -> str:
        """The word for people who do not read guidance for a living."""
        return {"must": "Law", "should": "Statutory guidance", "advice": "Advice"}[self.value]


class Certainty(StrEnum):
    """How surely a provision is known: read in the document itself, or in a page that summarises it."""

    TEXT = "text"
    SECONDARY = "secondary"

    @property
    def meaning(self) -> str:
        """What it is called wherever a person reads it: in workbooks, on pages and on the screen."""
        return {"text": "read in the document", "secondary": "at second hand"}[self.value]


class Effort(StrEnum):
    """How much work a remedy is."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"

    @property
    def meaning(self) -> str:
        """Said as time, which is what a leader has to find."""
        return {"small": "an afternoon", "medium": "a few weeks", "large": "a term"}[self.value]

    @property
    def order(self) -> int:
        """Least work first."""
        return ("small", "medium", "large").index(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document: what it is, whether it is in force, and how surely we know it."""

    id: str
    title: str
    short: str
    publisher: str
    edition: str
    status: str
    group: str
    published: str
    checked_on: date
    address: str
    licence: str
    certainty: Certainty
    in_force_from: date | None = None
    superseded_by: str | None = None
    superseded_on: date | None = None
    note: str | None = None
    chapters: tuple[str, ...] = ()

    def replaced_by(self, day: date) -> bool:
        """Whether something else had taken this document's place on ``day``."""
        return self.superseded_on is not None and self.superseded_on <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One citable place in a source, in our own words, with the force and the certainty it has."""

    id: str
    source: Source
    locator: str
    verb: str
    force: Duty
    binds: str
    paraphrase: str
    certainty: Certainty
    title: str | None = None
    page: int | None = None
    chapter: int | None = None
    golden_rule: int | None = None
    kinds: tuple[str, ...] | None = None
    terms: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    own_address: str | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    out_of_scope: str | None = None

    @property
    def citation(self) -> str:
        """The words of the citation: ``Working Together 2023, para 31, first bullet``."""
        return f"{self.source.short}, {self.locator}"

    @property
    def address(self) -> str:
        """Where a reader can find it: its own page, the page of a PDF, or the document."""
        if self.own_address:
            return self.own_address
        if self.page and self.source.address.lower().endswith(".pdf"):
            return f"{self.source.address}#page={self.page}"
        return self.source.address

    def binds_kind(self, kind: str) -> bool:
        """Whether it speaks to settings of this kind (a setting that has not said is spoken to by all)."""
        return kind == ANY_KIND or self.kinds is None or kind in self.kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredDuty:
    """A row of a register of duties: a place where a source lays something on somebody."""

    ref: str
    topic: str
    pages: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """What differs for one kind of setting: added evidence and citations, another owner, another force."""

    duty: Duty | None = None
    owner: str | None = None
    evidence: tuple[str, ...] = ()
    cites: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing a leader can be asked, and everything that helps to answer and to mend it."""

    id: str
    theme: str
    title: str
    question: str
    why: str
    met: str
    partly: str
    evidence: tuple[str, ...]
    remedy: str
    effort: Effort
    owner: str
    duty: Duty
    cites: tuple[Provision, ...]
    applies_to: tuple[str, ...] | None = None
    sector: tuple[tuple[str, Sector], ...] = ()

    def applies(self, kind: str) -> bool:
        """Whether settings of this kind are asked."""
        return kind == ANY_KIND or self.applies_to is None or kind in self.applies_to

    def for_kind(self, kind: str) -> "Criterion":
        """The criterion as one kind of setting meets it: its own evidence, and only the citations that bind it."""
        own = dict(self.sector).get(kind, Sector())
        cites = dict.fromkeys((*self.cites, *own.cites))
        return replace(
            self,
            duty=own.duty or self.duty,
            owner=own.owner or self.owner,
            evidence=(*self.evidence, *own.evidence),
            cites=tuple(provision for provision in cites if provision.binds_kind(kind)),
            sector=(),
        )

    @property
    def second_hand(self) -> bool:
        """Whether no source of this criterion has been read in the document itself."""
        return all(provision.certainty is Certainty.SECONDARY for provision in self.cites)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A group of criteria, in the order a leader thinks."""

    id: str
    title: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """A criterion that was once shipped. Its id is never used again."""

    id: str
    retired_in: str
    because: str
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of setting."""

    id: str
    title: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Somebody who can own an action, under the title they have in each kind of setting."""

    id: str
    title: str
    titles: tuple[tuple[str, str], ...] = ()

    def called(self, kind: str) -> str:
        """The title in a setting of this kind."""
        return dict(self.titles).get(kind, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """A row of the by-source lens."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Weights, thresholds and timescales: data, with these defaults, printed in every report.

    Credit is in half-points (Met 2, Partly met 1, Not met 0) times the duty's weight, so that every sum is an integer.
    """

    must_weight: int = 3
    should_weight: int = 2
    advice_weight: int = 1
    act_now_below: int = 50
    secure_from: int = 90
    days: tuple[int, int, int, int] = (14, 42, 91, 28)

    def weight(self, duty: Duty) -> int:
        """What a criterion of this duty counts."""
        if duty is Duty.MUST:
            return self.must_weight
        return self.should_weight if duty is Duty.SHOULD else self.advice_weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """Themes and criteria for a purpose and an edition.

    ``digest`` is the SHA-256 of everything it says, so that a return can be tied to the very words it answered.
    """

    id: str
    title: str
    purpose: str
    edition: str
    compared_on: date
    scored_against: tuple[Source, ...]
    themes: tuple[Theme, ...]
    criteria: tuple[Criterion, ...]
    kinds: tuple[Kind, ...]
    roles: tuple[Role, ...]
    groups: tuple[SourceGroup, ...]
    sources: tuple[Source, ...]
    digest: str
    kind: str = ANY_KIND
    caution: str | None = None
    retired: tuple[Retired, ...] = ()
    rule: Rule = field(default_factory=Rule)

    def for_kind(self, kind: str) -> "Checklist":
        """What one kind of setting is asked; ``ANY_KIND`` is asked everything."""
        asked = tuple(c.for_kind(kind) for c in self.criteria if c.applies(kind))
        return replace(self, kind=kind, criteria=asked).only({c.id for c in asked})

    def only(self, refs: Collection[str]) -> "Checklist":
        """The part of it that asks these questions."""
        asked = tuple(c for c in self.criteria if c.id in refs)
        used = {c.theme for c in asked}
        return replace(self, criteria=asked, themes=tuple(t for t in self.themes if t.id in used))

    def criterion(self, ref: str) -> Criterion | None:
        """The criterion with this Ref."""
        return next((c for c in self.criteria if c.id == ref), None)

    def theme(self, theme_id: str) -> Theme:
        """The theme with this id; ``KeyError`` if there is none."""
        return {theme.id: theme for theme in self.themes}[theme_id]

    def role(self, role_id: str) -> str:
        """What a role is called in this kind of setting."""
        return {role.id: role for role in self.roles}[role_id].called(self.kind)

    def kind_title(self) -> str:
        """The kind of setting in words."""
        return {k.id: k.title for k in self.kinds}.get(self.kind, "Any kind of setting")

    def source(self, source_id: str) -> Source:
        """The source with this id; ``KeyError`` if there is none."""
        return {source.id: source for source in self.sources}[source_id]

    def cited(self) -> tuple[Provision, ...]:
        """Every provision its criteria rest on, in the order of the sources, each once."""
        order = {source.id: place for place, source in enumerate(self.sources)}
        unique = dict.fromkeys(p for c in self.criteria for p in c.cites)
        return tuple(sorted(unique, key=lambda p: order[p.source.id]))
