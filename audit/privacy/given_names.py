"""Given names: those of children and of any age, those more usual among adults, and those that are words.

They stand in ``lists/``, which says where they come from.
"""

from collections.abc import Iterator

from audit.privacy.word_lists import family

_GIVEN, _PARTS = family("given_names"), family("name_parts")
_SHORTEST = 5
"""Shorter names of two parts look too much like other words; those that are usual stand in the lists as a whole."""


def _of_two_parts() -> Iterator[str]:
    """Each name that is made of two parts usual in one community: 'Jia' and 'yi', 'Har' and 'preet'."""
    for own, begins in _PARTS.items():
        if own.endswith("_begin"):
            ends = _PARTS[own.replace("_begin", "_end")]
            yield from (name for begin in begins for end in ends if len(name := begin + end) >= _SHORTEST)


OF_TWO_PARTS = frozenset(_of_two_parts()) - _PARTS["also_something_else"]
ADULTS = _GIVEN["adults"]
CHILDREN = OF_TWO_PARTS.union(*family("communities").values()).difference(ADULTS).union(_GIVEN["children"])
"""With the names of any age: who works with children is seen by what they do."""
ALSO_WORDS = _GIVEN["also_words"]
NOT_RUN_ON = _GIVEN["not_run_on"]
