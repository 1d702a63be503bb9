"""The edition sentence: what an audit was scored against, and whether that was still in force on the day."""

from collections.abc import Iterable
from datetime import date

from audit.model import Checklist, Source


def in_words(day: date) -> str:
    """``22 November 2026``."""
    return f"{day.day} {day:%B %Y}"


def sentence(checklist: Checklist, day: date) -> str:
    """One plain paragraph: the edition, and for each source whether it was in force on ``day`` or what replaced it."""
    if not checklist.scored_against:
        return f"Scored against the form itself (edition {checklist.edition}), which names no law or guidance."
    against = _joined([source.short for source in checklist.scored_against])
    parts = [f"Scored against {against} (checklist edition {checklist.edition})."]
    every = checklist.sources
    replaced = [source for source in checklist.scored_against if source.replaced_by(day)]
    coming = [source for source in checklist.scored_against if source not in replaced and _to_come(source, every, day)]
    parts += [f"{source.short} was {_replaced(source, every)}." for source in replaced]
    parts += [f"{source.short} was not yet in force on {in_words(day)}." for source in coming]
    unsure = [s for s in checklist.scored_against if s not in (*replaced, *coming) and _may_have_begun(s, day)]
    parts += [f"{source.short} came into force in {_began(source)}." for source in unsure]
    current = [s.short for s in checklist.scored_against if s not in (*replaced, *coming, *unsure)]
    if current:
        were = "was" if len(current) == 1 else "were"
        parts.append(f"{_joined(current)} {were} in force on {in_words(day)}.")
    elif not coming and not unsure:
        parts.append("So this shows how you stand against the earlier guidance: read what replaced it as well.")
    if checklist.law_since and checklist.law_since.since <= day:
        parts.append(f"{checklist.law_since.text} The checklist '{checklist.law_since.see}' asks about it.")
    return " ".join(parts)


def standing(source: Source, sources: Iterable[Source], day: date) -> str:
    """One sentence on where a source stands on ``day``: replaced by what, in force, to come, or as far as we know."""
    sources = tuple(sources)
    if source.replaced_by(day):
        return f"{_replaced(source, sources)}.".replace("replaced", "Replaced", 1)
    if _to_come(source, sources, day):
        return f"Not yet in force on {in_words(day)}."
    if source.in_force_from and source.status == "legislation" and not _day_is_known(source):
        return f"Made in {_began(source)}; its parts began on different days." if _year_only(source) else _from(source)
    if source.in_force_from:
        return _from(source)
    return f"No replacement was known on {in_words(source.checked_on)}."


def _from(source: Source) -> str:
    return f"In force from {_began(source)}."


def _began(source: Source) -> str:
    """When a source came into force, no finer than it is known: a day, a month or a year."""
    first = source.in_force_from
    if first is None or _day_is_known(source):
        return in_words(first) if first else ""
    return f"{first.year}" if _year_only(source) else f"{first:%B %Y}"


def _day_is_known(source: Source) -> bool:
    return source.in_force_by in (None, source.in_force_from)


def _year_only(source: Source) -> bool:
    first, last = source.in_force_from, source.in_force_by
    return first is not None and last is not None and (first.month, last.month) == (1, 12)


def _may_have_begun(source: Source, day: date) -> bool:
    """Whether it began in a month or year that has this day in it, nobody knows before or after which day."""
    first, last = source.in_force_from, source.in_force_by
    return bool(first and last and not _day_is_known(source) and first <= day < last)


def _replaced(source: Source, sources: Iterable[Source]) -> str:
    new = {other.id: other for other in sources}.get(source.superseded_by or "")
    by = f" by {new.title}" if new else ""
    on = f" on {in_words(source.superseded_on)}" if source.superseded_on else ""
    return f"replaced{by}{on}"


def _to_come(source: Source, sources: Iterable[Source], day: date) -> bool:
    """Whether it was not in force yet: before its own date, or before it took the place of another."""
    begins = [s.superseded_on for s in sources if s.superseded_by == source.id and s.superseded_on]
    begins += [source.in_force_from] if source.in_force_from else []
    return bool(begins) and day < max(begins)


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
