"""What is meant by a word: the thing of that name, or else the one that comes nearest."""

from collections.abc import Iterable, Sequence

from audit.model import Checklist
from audit.problems import AuditError, Where, problem


def nearest(word: str, known: Iterable[str]) -> str:
    """A ``(did you mean ...?)`` for a word that is not known, or nothing where none is near."""
    import difflib  # needed only where something is wrong

    original = {k.casefold(): k for k in known}
    near = difflib.get_close_matches(word.casefold()[:100], list(original), n=1, cutoff=0.6)
    return f" (did you mean '{original[near[0]]}'?)" if near else ""


def checklist_with(id_: str, checklists: Sequence[Checklist]) -> Checklist:
    """The checklist with this id. Raises AuditError (C08) if there is none."""
    found = next((c for c in checklists if c.id == id_), None)
    if found is None:
        hint = nearest(id_, [c.id for c in checklists])
        raise AuditError([problem("C08", Where(), thing="checklist", id=id_, hint=hint)])
    return found
