"""The edition sentence: what an audit was scored against, and whether that was still in force on the day."""

from datetime import date

from audit.model import Checklist, Source


def in_words(day: date) -> str:
    """``22 November 2026``."""
    return f"{day.day} {day:%B %Y}"


def sentence(checklist: Checklist, day: date) -> str:
    """One plain paragraph: the edition, and for each source whether it was in force on ``day`` or what replaced it."""
    against = _joined([source.short for source in checklist.scored_against])
    parts = [f"Scored against {against} (checklist edition {checklist.edition})."]
    parts += [_replaced(source, checklist) for source in checklist.scored_against if source.replaced_by(day)]
    current = [source.short for source in checklist.scored_against if not source.replaced_by(day)]
    if current:
        were = "was" if len(current) == 1 else "were"
        parts.append(f"{_joined(current)} {were} in force on {in_words(day)}.")
    else:
        parts.append("So this shows how you stand against the earlier guidance: read what replaced it as well.")
    return " ".join(parts)


def _replaced(source: Source, checklist: Checklist) -> str:
    new = checklist.source(source.superseded_by) if source.superseded_by else None
    by = f" by {new.title}" if new else ""
    on = f" on {in_words(source.superseded_on)}" if source.superseded_on else ""
    return f"{source.short} was replaced{by}{on}."


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
