"""The same evidence, word for word, in the returns of several settings.

Eight-byte fingerprints are compared, a few megabytes for 100,000 settings; the words themselves are looked up only for
what is reported. Two texts of five million are alike in their fingerprints by chance about once in a million runs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from audit.aggregate.overview import Repeated
from audit.model import Checklist
from audit.text import evidence_key

MOST = 200
"""How many texts are reported at most, those in the most settings first."""
MOST_PLACES = 50
"""How many of the places of one text are named."""

Words = Callable[[Iterable[str]], Iterable[tuple[str, dict[str, str]]]]
"""Gives, for keys of settings, each key with its evidence by Ref."""


def repeated(prints: Sequence[tuple[str, bytes]], checklist: Checklist, words: Words) -> tuple[Repeated, ...]:
    """What several settings say in the same words.

    Args:
        prints: the key of each setting and its fingerprints, eight bytes for each criterion of the checklist.
        checklist: the whole one.
        words: where the evidence itself is to be had.
    """
    criteria = len(checklist.criteria)
    marks = np.frombuffer(b"".join(own for _, own in prints), dtype="<u8")
    shared = _shared(marks, criteria)
    wanted: dict[str, set[str]] = defaultdict(set)
    named: list[list[tuple[str, str]]] = []
    for mark, _ in shared:
        places = np.flatnonzero(marks == mark)[:MOST_PLACES].tolist()
        named.append([(prints[at // criteria][0], checklist.criteria[at % criteria].id) for at in places])
        for key, ref in named[-1]:
            wanted[key].add(ref)
    said = {(key, ref): own[ref] for key, own in words(wanted) for ref in wanted[key]}
    made = [_repeated(places, settings, said) for places, (_, settings) in zip(named, shared, strict=True)]
    return tuple(sorted(made, key=lambda one: (-one.settings, one.text)))


def _shared(marks: np.ndarray, criteria: int) -> list[tuple[int, int]]:
    """The fingerprints that stand in several settings, and in how many; those in the most first, at most MOST."""
    places = np.flatnonzero(marks)
    settings, marks = places // criteria, marks[places]
    order = np.lexsort((settings, marks))
    settings, marks = settings[order], marks[order]
    new = np.ones(len(marks), dtype=bool)  # the first place of a fingerprint in a setting
    new[1:] = (marks[1:] != marks[:-1]) | (settings[1:] != settings[:-1])
    values, counts = np.unique(marks[new], return_counts=True)
    several = np.flatnonzero(counts > 1)
    first = several[np.lexsort((values[several], -counts[several]))][:MOST]
    return [(int(values[at]), int(counts[at])) for at in first]


def _repeated(places: Sequence[tuple[str, str]], settings: int, said: dict[tuple[str, str], str]) -> Repeated:
    text = said[places[0]]
    where = tuple(place for place in places if evidence_key(said[place]) == evidence_key(text))
    return Repeated(text=text, settings=settings, where=where)
