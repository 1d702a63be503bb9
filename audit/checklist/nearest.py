"""What is meant by a word: the thing of that name, or else the one that comes nearest."""

from collections.abc import Iterable, Sequence

from audit.model import Checklist, Kind, RetiredKind
from audit.problems import AuditError, Problem, Where, problem
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
    kinds, retired = tuple(kinds), tuple(retired)
    if named := meant(word, kinds, retired) or _within(word, kinds, retired):
        return " (use " + " or ".join(f"'{id_}'" for id_ in named) + ")"
    if hint := nearest(word, [kind.id for kind in kinds]):
        return hint
    import difflib  # needed only where something is wrong

    words = [other for kind in kinds for other in (plain(kind.title), *map(plain, kind.also))]
    near = difflib.get_close_matches(plain(word)[:100], words, n=1, cutoff=0.8)
    ids = meant(near[0], kinds, retired) if near else ()
    return " (did you mean " + " or ".join(f"'{id_}'" for id_ in ids) + "?)" if ids else ""


def _within(word: str, kinds: Sequence[Kind], retired: Sequence[RetiredKind]) -> tuple[str, ...]:
    """The kinds of the longest word for one that stands within a text: 'private day nursery' is a day nursery."""
    said = f" {plain(word)} "
    known = [text for kind in kinds for text in (kind.id, plain(kind.title), *map(plain, kind.also))]
    longest = max((text for text in known if f" {text} " in said), key=len, default="")
    return meant(longest, kinds, retired) if longest else ()


def no_such_kind(word: str, checklist: Checklist) -> Problem:
    """S10, for a word that is no kind of setting one can choose: which one may be meant, and all there are."""
    hint = nearest_kind(word, checklist.kinds, checklist.retired_kinds)
    return problem("S10", Where(), kind=word, hint=hint, known=tuple(k.id for k in checklist.kinds))


def checklist_with(id_: str, checklists: Sequence[Checklist]) -> Checklist:
    """The checklist with this id. Raises AuditError (C08) if there is none."""
    found = next((c for c in checklists if c.id == id_), None)
    if found is None:
        hint = nearest(id_, [c.id for c in checklists])
        raise AuditError([problem("C08", Where(), thing="checklist", id=id_, hint=hint)])
    return found
