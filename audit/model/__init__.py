"""What an audit is made of: frozen values that know no file and no library.

The words are the field's own and mean what ``README.md`` says they mean. Everything here is immutable, so that a score
can be worked out twice and come out the same.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from audit.model.answers import ANY_KIND as ANY_KIND
from audit.model.answers import LAST_YEAR as LAST_YEAR
from audit.model.answers import Audit as Audit
from audit.model.answers import Place as Place
from audit.model.answers import Response as Response
from audit.model.answers import Setting as Setting
from audit.model.kinds import Kind as Kind
from audit.model.kinds import RetiredKind as RetiredKind
from audit.model.marks import Certainty as Certainty
from audit.model.marks import Duty as Duty
from audit.model.marks import Effort as Effort
from audit.model.ratings import Rating as Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document: what it is, whether it is in force, and how surely we know it.

    ``in_force_from`` and ``in_force_by`` are the same day where the day is known; where only a month or a year is, they
    are its first and its last day.
    """

    id: str
    title: str
    short: str
    publisher: str
    edition: str
    status: str
    group: str
    published: str
    checked_on: date
    licence: str
    certainty: Certainty
    address: str = ""
    in_force_from: date | None = None
    in_force_by: date | None = None
    superseded_by: str | None = None
    superseded_on: date | None = None
    note: str | None = None
    chapters: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def is_law(self) -> bool:
        """Whether it is the law itself, and not guidance that states what the law asks."""
        return self.status == "legislation"

    def replaced_by(self, day: date) -> bool:
        """Whether something else had taken this document's place on ``day``."""
        return self.superseded_on is not None and self.superseded_on <= day


_TO_BE_VERIFIED = " (locator to be verified)"


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
    responsibility: int | None = None
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
    def place(self) -> str:
        """The place in the document, where the doubt that it is the right one is said by :attr:`mark`."""
        return self.locator.removesuffix(_TO_BE_VERIFIED)

    @property
    def mark(self) -> str:
        """What stands beside :attr:`place`: how surely it is known, and whether it is still to be found in the text."""
        return self.certainty.mark + ("?" if self.locator.endswith(_TO_BE_VERIFIED) else "")

    @property
    def address(self) -> str:
        """Where a reader can find it: its own page, the page of a PDF, or the document; empty if it is our own."""
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
    """What differs for one kind of setting: other words, added evidence and citations, another owner, another force.

    Where ``met`` is in the kind's own words, its ``evidence`` stands in place of the others'.
    ``not_asked`` is the reason why the kind is not asked (``Criterion.applies_to`` leaves it out); its answers of last
    year live on in ``asked_instead``.
    """

    question: str | None = None
    met: str | None = None
    partly: str | None = None
    remedy: str | None = None
    duty: Duty | None = None
    owner: str | None = None
    evidence: tuple[str, ...] = ()
    cites: tuple[Provision, ...] = ()
    not_applicable_when: str = ""
    not_asked: str = ""
    asked_instead: str | None = None


_SAME = Sector()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing a leader can be asked, and everything that helps to answer and to mend it.

    ``essential`` is the reason why a child could be in danger today where it is not met; empty where it is no
    essential. ``not_applicable_when`` is the case in which Not applicable is offered; empty where it is not.
    """

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
    essential: str = ""
    not_applicable_when: str = ""
    sector: tuple[tuple[str, Sector], ...] = ()

    def applies(self, kind: str) -> bool:
        """Whether settings of this kind are asked."""
        return kind == ANY_KIND or self.applies_to is None or kind in self.applies_to

    def for_kind(self, kind: str) -> "Criterion":
        """The criterion as one kind of setting meets it: its own words, and only the citations that bind it."""
        own = dict(self.sector).get(kind, _SAME)
        cites = dict.fromkeys((*self.cites, *own.cites))
        return replace(
            self,
            question=own.question or self.question,
            met=own.met or self.met,
            partly=own.partly or self.partly,
            remedy=own.remedy or self.remedy,
            duty=own.duty or self.duty,
            owner=own.owner or self.owner,
            not_applicable_when=own.not_applicable_when or self.not_applicable_when,
            evidence=own.evidence if own.met else (*self.evidence, *own.evidence),
            cites=tuple(provision for provision in cites if provision.binds_kind(kind)),
            sector=(),
        )

    @property
    def second_hand(self) -> bool:
        """Whether no source of this criterion has been read in the document itself."""
        return not self.own_measure and not any(p.certainty is Certainty.TEXT for p in self.cites)

    @property
    def own_measure(self) -> bool:
        """Whether it is good practice of our own, which no document that was read asks for."""
        known = {provision.certainty for provision in self.cites}
        return Certainty.OWN in known and Certainty.TEXT not in known

    @property
    def certainty(self) -> Certainty:
        """How surely the best of its sources is known."""
        if self.own_measure:
            return Certainty.OWN
        return Certainty.SECONDARY if self.second_hand else Certainty.TEXT


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

    Credit is in points (Met 2, Partly met 1, Not met 0) times the duty's weight, so that every sum is an integer.
    """

    must_weight: int = 3
    should_weight: int = 2
    advice_weight: int = 1
    act_now_below: int = 50
    """Percent of the points, every blank taken as met."""
    act_now_essentials: int = 1
    """So many essentials that are not met."""
    act_now_musts: int = 3
    """So many duties in law that are not met."""
    act_now_least: int = 3
    act_now_one_in: int = 3
    """At least so many, and at least one in so many: of the essentials partly met, and of all that apply not met."""
    in_place_musts_partly: int = 2
    """At most so many duties in law partly met, each with an owner and a date within a year of the audit."""
    in_place_shown: tuple[int, int] = (5, 6)
    """Of those that apply, the share to be met with evidence."""
    in_place_left_out_one_in: int = 20
    """Of those asked, at most one in so many not applicable without having been offered or agreed."""
    days: tuple[tuple[int, int, int], ...] = ((7, 14, 14), (28, 42, 84), (42, 63, 91), (28, 28, 28))
    """By when a priority is to be dealt with, in days, by how small, middling or large the work is."""
    urgent_within: int = 14
    """Days after the audit in which everything of priority 1 is dated, whatever else its owner has to do."""
    most_a_week: int = 3
    """So many suggested dates for one owner in one week, and no more."""

    def weight(self, duty: Duty) -> int:
        """What a criterion of this duty counts."""
        if duty is Duty.MUST:
            return self.must_weight
        return self.should_weight if duty is Duty.SHOULD else self.advice_weight


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLaw:
    """A law that began after a checklist was written, and the checklist that asks about it."""

    since: date
    text: str
    see: str


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
    law_since: ChangedLaw | None = None
    retired: tuple[Retired, ...] = ()
    retired_kinds: tuple[RetiredKind, ...] = ()
    rule: Rule = field(default_factory=Rule)

    def for_kind(self, kind: str) -> "Checklist":
        """What one kind of setting is asked; ``ANY_KIND`` is asked everything.

        What this kind is not asked, with a reason, is among the retired ones, so that last year's answers find a home.
        """
        asked = tuple(c.for_kind(kind) for c in self.criteria if c.applies(kind))
        left_out = tuple(self._left_out(kind))
        return replace(self, kind=kind, criteria=asked, retired=(*self.retired, *left_out)).only({c.id for c in asked})

    def _left_out(self, kind: str) -> Iterator[Retired]:
        for criterion in self.criteria:
            own = dict(criterion.sector).get(kind, _SAME)
            if own.not_asked:
                yield Retired(
                    id=criterion.id, retired_in=self.edition, because=own.not_asked, replaced_by=own.asked_instead
                )

    def only(self, refs: Collection[str]) -> "Checklist":
        """The part of it that asks these questions."""
        asked = tuple(c for c in self.criteria if c.id in refs)
        used = {c.theme for c in asked}
        return replace(self, criteria=asked, themes=tuple(t for t in self.themes if t.id in used))

    @property
    def essentials(self) -> tuple[Criterion, ...]:
        """The criteria whose failure could leave a child in danger today."""
        return tuple(criterion for criterion in self.criteria if criterion.essential)

    def criterion(self, ref: str) -> Criterion | None:
        """The criterion with this Ref."""
        return next((c for c in self.criteria if c.id == ref), None)

    def theme(self, theme_id: str) -> Theme:
        """The theme with this id; ``KeyError`` if there is none."""
        return {theme.id: theme for theme in self.themes}[theme_id]

    def role(self, role_id: str) -> str:
        """What a role is called in this kind of setting."""
        return {role.id: role for role in self.roles}[role_id].called(self.kind)

    @property
    def closed(self) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
        """The periods in which a setting of its kind has no staff."""
        return next((kind.closed for kind in self.kinds if kind.id == self.kind), ())

    def kind_title(self) -> str:
        """The kind of setting in words."""
        titles = {k.id: k.title for k in self.kinds} | {gone.id: gone.title for gone in self.retired_kinds}
        return titles.get(self.kind, "Any kind of setting")

    def source(self, source_id: str) -> Source:
        """The source with this id; ``KeyError`` if there is none."""
        return {source.id: source for source in self.sources}[source_id]

    def cited(self) -> tuple[Provision, ...]:
        """Every provision its criteria rest on, in the order of the sources, each once."""
        order = {source.id: place for place, source in enumerate(self.sources)}
        unique = dict.fromkeys(p for c in self.criteria for p in c.cites)
        return tuple(sorted(unique, key=lambda p: order[p.source.id]))
