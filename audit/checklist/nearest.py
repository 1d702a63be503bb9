"""What is meant by a word: the thing of that name, or else the one that comes nearest."""

from collections.abc import Iterable, Sequence

from audit.model import Checklist, Kind, RetiredKind
from audit.problems import AuditError, Where, problem
from audit.text import plain


def nearest(word: str, known: Iterable[str]) -> str:
    """A ``(did you mean ...?)`` for a word that is not known, or nothing where none is near."""
    import difflib  # needed only where something is wrong

    original = {k.casefold(): k for k in known}
    near = difflib.get_close_matches(word.casefold()[:100], list(original), n=1, cutoff=0.6)
    return f" (did you mean '{original[near[0]]}'?)" if near else ""


def meant(word: str, kinds: Iterable[Kind], retired: Iterable[RetiredKind] = ()) -> tuple[str, ...]:
    """The ids of the kinds that a word may mean: its id, title, another word for it, or the kind that it replaced."""
    said = plain(word)
    kinds = tuple(kinds)
    exact = tuple(kind.id for kind in kinds if said in {kind.id, plain(kind.title)})
    if exact:
        return exact
    replaced = next((gone.replaced_by for gone in retired if said in {gone.id, plain(gone.title)}), ())
    return replaced or tuple(kind.id for kind in kinds if said in {plain(other) for other in kind.also})


def nearest_kind(word: str, kinds: Iterable[Kind], retired: Iterable[RetiredKind] = ()) -> str:
    """What to say of a word that is no kind of setting's id: which kinds it may mean, or else what is nearest to it."""
    kinds = tuple(kinds)
    if named := meant(word, kinds, retired):
        return " (use " + " or ".join(f"'{id_}'" for id_ in named) + ")"
    return nearest(word, [kind.id for kind in kinds])


def checklist_with(id_: str, checklists: Sequence[Checklist]) -> Checklist:
    """The checklist with this id. Raises AuditError (C08) if there is none."""
    found = next((c for c in checklists if c.id == id_), None)
    if found is None:
        hint = nearest(id_, [c.id for c in checklists])
        raise AuditError([problem("C08", Where(), thing="checklist", id=id_, hint=hint)])
    return found
