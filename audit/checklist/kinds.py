"""Kinds of setting as the files say them, and how they stand to each other: like one of ours, or after an old one.

A kind that is no longer chosen is bound by all that binds any of its successors, and is asked all that they are asked,
so that last year's returns of it can be read whole. Where a file still names it, its successors are meant.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from audit import model
from audit.checklist import shape

FORCE = {"advice": 1, "should": 2, "must": 3}
"""What is stronger than what."""


def kind_of(read: shape.KindShape) -> model.Kind:
    """The kind as a frozen value."""
    closed = tuple((_month_day(period.from_), _month_day(period.to)) for period in read.closed)
    return model.Kind(
        id=read.id,
        title=read.title,
        about=read.about,
        also=tuple(read.also),
        closed=closed,
        split_from=read.split_from,
    )


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRelations:
    """Which kinds are like one of ours, and which took the place of one that is no longer chosen."""

    like: Mapping[str, str]
    replaced: Mapping[str, tuple[str, ...]]

    def whole(self, kinds: Iterable[str] | None) -> tuple[str, ...] | None:
        """These kinds, the successors of those no longer chosen, those that they succeeded, and all that are like one.

        ``None``, which is every kind, stays ``None``.
        """
        if kinds is None:
            return None
        named = tuple(kinds)
        found = dict.fromkeys(named)
        for old in self.replaced.keys() & set(named):
            found.update(dict.fromkeys(self.replaced[old]))
        for old, successors in self.replaced.items():
            if any(kind in found for kind in successors):
                found[old] = None
        for new, old in self.like.items():
            if old in found:
                found[new] = None
        return tuple(found)

    def titles(self, said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """What a role is called in each kind."""
        titles = dict(said)
        for old, successors in self.replaced.items():
            for kind in successors if old in titles else ():
                titles.setdefault(kind, titles[old])
        for new, old in self.like.items():
            if old in titles:
                titles.setdefault(new, titles[old])
        return tuple(titles.items())

    def sectors(
        self, said: Mapping[str, model.Sector], applies_to: Sequence[str] | None, duty: model.Duty
    ) -> tuple[tuple[str, model.Sector], ...]:
        """What differs for each kind.

        Args:
            said: what the file says of each kind.
            applies_to: the kinds that are asked, as :meth:`whole` gives them.
            duty: the criterion's own.
        """
        sectors = dict(said)
        for old, successors in self.replaced.items():
            for kind in successors if old in said else ():
                sectors.setdefault(kind, said[old])
            asked = [kind for kind in successors if applies_to is None or kind in applies_to]
            if any(kind in sectors for kind in asked):
                sectors[old] = _together([sectors.get(kind, model.Sector()) for kind in asked], duty)
        for new, old in self.like.items():
            if old in sectors:
                sectors.setdefault(new, sectors[old])
        return tuple(sectors.items())


def _together(sectors: Sequence[model.Sector], duty: model.Duty) -> model.Sector:
    """What several kinds are asked, as one: all their evidence and citations, and the strongest duty."""
    asked = [sector for sector in sectors if not sector.not_asked]
    if not asked:
        return sectors[0]
    strongest = max((sector.duty or duty for sector in asked), key=lambda d: FORCE[d])
    whens = {sector.not_applicable_when for sector in asked}
    return replace(
        model.Sector(),
        duty=strongest,
        owner=next((sector.owner for sector in asked if sector.owner), None),
        evidence=tuple(dict.fromkeys(text for sector in asked for text in sector.evidence)),
        cites=tuple(dict.fromkeys(provision for sector in asked for provision in sector.cites)),
        not_applicable_when=whens.pop() if len(whens) == 1 else "",
    )
