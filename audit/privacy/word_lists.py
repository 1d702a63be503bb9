"""The lists of words as they stand in the files of ``lists/``: read when a text is first looked at, and frozen.

A file holds one family. A line ``[name]`` begins a list, ``#`` a comment, and each file says where its words come from.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).resolve().parent / "lists"


@cache
def family(name: str) -> Mapping[str, frozenset[str]]:
    """The words of each list of a family, by the name of the list."""
    return MappingProxyType({own: frozenset(" ".join(lines).split()) for own, lines in _lists(name)})


@cache
def phrases(name: str) -> Mapping[str, tuple[str, ...]]:
    """The same for a family that has a phrase in each line; a ``_`` at its end stands for a space."""
    return MappingProxyType({own: tuple(re.sub("_$", " ", line) for line in lines) for own, lines in _lists(name)})


def each(words: str) -> frozenset[str]:
    """Each word of a text, once: for the few words that only make sense beside one rule."""
    return frozenset(words.split())


def by_cue(cues: Iterable[frozenset[str]]) -> Mapping[str, tuple[int, ...]]:
    """For each word, the places of the sets that hold it: which rules it can begin."""
    found: dict[str, tuple[int, ...]] = {}
    for place, words in enumerate(cues):
        for word in words:
            found[word] = (*found.get(word, ()), place)
    return MappingProxyType(found)


def _lists(name: str) -> Iterator[tuple[str, list[str]]]:
    own, lines = "", list[str]()
    for line in (_FOLDER / f"{name}.words").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            if own:
                yield own, lines
            own, lines = line.strip("[]"), []
        elif line and not line.startswith("#"):
            lines.append(line)
    yield own, lines
