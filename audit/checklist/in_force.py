"""The edition sentence: what an audit was scored against, and whether that was still in force on the day."""

from collections.abc import Iterable
from datetime import date

from audit.model import Checklist, Source


def in_words(day: date) -> str:
    """``22 November 2026``."""
    return f"{day.day} {day:%B %Y}"


def sentence(checklist: Checklist, day: date) -> str:
    """One plain paragraph: the edition, and for each source whether it was in force on ``day`` or what replaced it."""
    against = _joined([source.short for source in checklist.scored_against])
    parts = [f"Scored against {against} (checklist edition {checklist.edition})."]
    every = checklist.sources
    replaced = [source for source in checklist.scored_against if source.replaced_by(day)]
    coming = [source for source in checklist.scored_against if source not in replaced and _to_come(source, every, day)]
    parts += [f"{source.short} was {_replaced(source, every)}." for source in replaced]
    parts += [f"{source.short} was not yet in force on {in_words(day)}." for source in coming]
    current = [source.short for source in checklist.scored_against if source not in (*replaced, *coming)]
    if current:
        were = "was" if len(current) == 1 else "were"
        parts.append(f"{_joined(current)} {were} in force on {in_words(day)}.")
    elif not coming:
        parts.append("So this shows how you stand against the earlier guidance: read what replaced it as well.")
    return " ".join(parts)


def standing(source: Source, sources: Iterable[Source], day: date) -> str:
    """One sentence on where a source stands on ``day``: replaced by what, in force, to come, or as far as we know."""
    sources = tuple(sources)
    if source.replaced_by(day):
        return f"{_replaced(source, sources)}.".replace("replaced", "Replaced", 1)
    if _to_come(source, sources, day):
        return f"Not yet in force on {in_words(day)}."
    if source.in_force_from:
        return f"In force from {in_words(source.in_force_from)}."
    return f"No replacement was known on {in_words(source.checked_on)}."


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
