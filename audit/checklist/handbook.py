"""The handbook as a value: every criterion with all that helps to answer, judge and mend it, for every kind of setting.

A criterion that several checklists ask is written out once, where it first stands; the others point to it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from audit.checklist.coverage import cited
from audit.model import Checklist, Criterion, Duty, Provision, Sector, Source, Theme

_T = TypeVar("_T")
Kinds = tuple[str, ...]
"""Titles of kinds of setting; empty where every kind that is asked is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One criterion, and what differs by kind of setting.

    ``words`` gives what a kind is asked and told in words of its own, each under its heading.
    ``not_asked`` gives the reasons why some kinds are not asked, where one is given.
    ``duties``, ``owners``, ``cites`` and ``not_applicable`` give each value with the kinds it holds for (empty: for
    every kind asked); ``evidence`` gives what is looked for in one kind besides the rest. ``not_applicable`` has only
    the kinds to which it is offered.
    """

    criterion: Criterion
    home: str
    asked_of: Kinds
    duties: tuple[tuple[Duty, Kinds], ...]
    owners: tuple[tuple[str, Kinds], ...]
    words: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    evidence: tuple[tuple[str, tuple[str, ...]], ...]
    cites: tuple[tuple[Provision, Kinds], ...]
    not_applicable: tuple[tuple[str, Kinds], ...]
    not_asked: tuple[tuple[str, Kinds], ...]
    second_hand: tuple[bool, Kinds]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A theme and its entries."""

    theme: Theme
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A checklist and its themes."""

    checklist: Checklist
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handbook:
    """Every checklist of a folder, and every source that they cite with the provisions cited."""

    chapters: tuple[Chapter, ...]
    sources: tuple[tuple[Source, tuple[Provision, ...]], ...]

    @property
    def every_source(self) -> tuple[Source, ...]:
        """The sources that the folder holds, cited or not: what replaced another may not be cited yet."""
        return self.chapters[0].checklist.sources if self.chapters else ()

    @property
    def criteria(self) -> int:
        """How many criteria there are, each counted once."""
        return len({e.criterion.id for c in self.chapters for s in c.sections for e in s.entries})


def handbook(checklists: Sequence[Checklist]) -> Handbook:
    """Put the handbook together from whole checklists, as :func:`audit.checklist.shelf.shelf` has them."""
    homes: dict[str, str] = {}
    for checklist in checklists:
        for criterion in checklist.criteria:
            homes.setdefault(criterion.id, checklist.id)
    return Handbook(
        chapters=tuple(Chapter(checklist=c, sections=tuple(_sections(c, homes))) for c in checklists),
        sources=tuple(_sources(checklists)),
    )


def _sections(checklist: Checklist, homes: dict[str, str]) -> Iterator[Section]:
    for theme in checklist.themes:
        own = [c for c in checklist.criteria if c.theme == theme.id]
        yield Section(theme=theme, entries=tuple(_entry(c, checklist, homes[c.id]) for c in own))


def _sources(checklists: Iterable[Checklist]) -> Iterator[tuple[Source, tuple[Provision, ...]]]:
    provisions = dict.fromkeys(p for c in checklists for criterion in c.criteria for p in cited(criterion))
    for source in dict.fromkeys(s for c in checklists for s in c.sources):
        if own := tuple(p for p in provisions if p.source.id == source.id):
            yield source, own


def _entry(criterion: Criterion, checklist: Checklist, home: str) -> Entry:
    titles = {kind.id: kind.title for kind in checklist.kinds}
    roles = {role.id: role for role in checklist.roles}
    asked = {titles[kind]: (kind, criterion.for_kind(kind)) for kind in titles if criterion.applies(kind)}
    sector = tuple((kind, own) for kind, own in criterion.sector if kind in titles)
    second = tuple(title for title, (_, own) in asked.items() if own.second_hand)
    return Entry(
        criterion=criterion,
        home=home,
        asked_of=() if len(asked) == len(titles) else tuple(asked),
        duties=_grouped({title: own.duty for title, (_, own) in asked.items()}),
        owners=_grouped({title: roles[own.owner].called(kind) for title, (kind, own) in asked.items()}),
        words=tuple((titles[kind], words) for kind, own in sector if (words := tuple(_own_words(own)))),
        evidence=tuple((titles[kind], own.evidence) for kind, own in sector if own.evidence and not own.met),
        cites=tuple(
            (p, _some([t for t, (_, own) in asked.items() if p in own.cites], asked)) for p in cited(criterion)
        ),
        not_applicable=tuple(
            (when, kinds)
            for when, kinds in _grouped({title: own.not_applicable_when for title, (_, own) in asked.items()})
            if when
        ),
        not_asked=_same({titles[kind]: own.not_asked for kind, own in sector if own.not_asked}),
        second_hand=(bool(second), _some(second, asked)),
    )


def _own_words(sector: Sector) -> Iterator[tuple[str, str]]:
    """What a kind is asked and told in words of its own, each under its heading."""
    said = (
        ("Question", sector.question),
        ("Met", sector.met),
        ("Partly met", sector.partly),
        ("What to look for instead", "; ".join(sector.evidence) if sector.met else ""),
        ("How to mend it", sector.remedy),
    )
    return ((heading, words) for heading, words in said if words)


def _some(kinds: Sequence[str], every: Collection[str]) -> Kinds:
    """The kinds, or nothing where they are all that there are."""
    return () if len(kinds) == len(every) else tuple(kinds)


def _grouped(values: Mapping[str, _T]) -> tuple[tuple[_T, Kinds], ...]:
    """Each value with the kinds that have it; no kinds where it is the same for all."""
    return tuple((value, _some(kinds, values)) for value, kinds in _same(values))


def _same(values: Mapping[str, _T]) -> tuple[tuple[_T, Kinds], ...]:
    """Each value with the kinds that have it."""
    return tuple((value, tuple(k for k, v in values.items() if v == value)) for value in dict.fromkeys(values.values()))
