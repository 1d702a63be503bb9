"""The ways of looking at a checklist, and which criteria belong to each row.

By leaders' responsibility, theme, source, golden rule and chapter. A criterion counts in a row only where it cites that
very place, so that no source is credited with what it was not seen to ask.

Both the scorer and the workbook's own formulas take their rows from here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from audit.model import Checklist, Criterion, Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class LensGroup:
    """A row of a lens, and the Refs of the criteria in it."""

    id: str
    title: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LensMembers:
    """A lens over a checklist. ``overlaps`` says that a criterion may belong to several rows."""

    id: str
    title: str
    overlaps: bool
    rows: tuple[LensGroup, ...]


def of(checklist: Checklist) -> tuple[LensMembers, ...]:
    """Every lens with the rows that some criterion belongs to, in the order of the sources themselves."""
    themes = [(theme.id, theme.title) for theme in checklist.themes]
    groups = [(group.id, group.title) for group in checklist.groups]
    return (
        _view(
            checklist,
            ("responsibility", "By leaders' responsibility"),
            _numbered(checklist, lambda p: p.responsibility),
            lambda c: {str(p.responsibility) for p in c.cites if p.responsibility},
        ),
        _view(checklist, ("theme", "By theme"), themes, lambda c: {c.theme}),
        _view(checklist, ("source", "By source"), groups, lambda c: {p.source.group for p in c.cites}),
        _view(
            checklist,
            ("golden-rule", "By golden rule"),
            _numbered(checklist, lambda p: p.golden_rule),
            lambda c: {str(p.golden_rule) for p in c.cites if p.golden_rule},
        ),
        _view(
            checklist,
            ("chapter", "By Working Together chapter"),
            _chapters(checklist),
            lambda c: {f"{p.source.id}/{p.chapter}" for p in c.cites if p.chapter},
        ),
    )


def _view(
    checklist: Checklist,
    named: tuple[str, str],
    rows: Iterable[tuple[str, str]],
    belongs: Callable[[Criterion], set[str]],
) -> LensMembers:
    members: dict[str, list[str]] = {}
    for criterion in checklist.criteria:
        for key in belongs(criterion):
            members.setdefault(key, []).append(criterion.id)
    built = tuple(LensGroup(id=key, title=title, refs=tuple(members[key])) for key, title in rows if key in members)
    return LensMembers(id=named[0], title=named[1], overlaps=named[0] != "theme", rows=built)


def _numbered(checklist: Checklist, number: Callable[[Provision], int | None]) -> list[tuple[str, str]]:
    """Rows for provisions that bear a number in a list of their source, in the order of that list."""
    cited = {n: p for c in checklist.criteria for p in c.cites if (n := number(p))}
    return [(str(n), f"{n}. {cited[n].title or cited[n].locator}") for n in sorted(cited)]


def _chapters(checklist: Checklist) -> list[tuple[str, str]]:
    return [
        (f"{source.id}/{number}", f"{number}. {title}")
        for source in checklist.sources
        for number, title in enumerate(source.chapters, start=1)
    ]
