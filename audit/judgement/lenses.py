"""The ways of looking at a checklist: by theme, source, golden rule and chapter, and which criteria belong to each row.

Both the scorer and the workbook's own formulas take their rows from here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from audit.model import Checklist, Criterion


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
        _view(checklist, ("theme", "By theme"), themes, lambda c: {c.theme}),
        _view(checklist, ("source", "By source"), groups, lambda c: {p.source.group for p in c.cites}),
        _view(
            checklist,
            ("golden-rule", "By golden rule"),
            _golden_rules(checklist),
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


def _golden_rules(checklist: Checklist) -> list[tuple[str, str]]:
    rules = {p.golden_rule: p for c in checklist.criteria for p in c.cites if p.golden_rule}
    return [(str(n), f"{n}. {rules[n].title or rules[n].locator}") for n in sorted(rules)]


def _chapters(checklist: Checklist) -> list[tuple[str, str]]:
    return [
        (f"{source.id}/{number}", f"{number}. {title}")
        for source in checklist.sources
        for number, title in enumerate(source.chapters, start=1)
    ]
