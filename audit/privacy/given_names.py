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
            for begin in begins:
                yield from [begin + end for end in ends if len(begin) + len(end) >= _SHORTEST]


OF_TWO_PARTS = frozenset(_of_two_parts()) - _PARTS["also_something_else"]
_IN_LISTS = _GIVEN["children"].union(_GIVEN["adults"], *family("communities").values())
GIVEN = OF_TWO_PARTS | _IN_LISTS
"""All of them: of children, of adults, and of any age."""
ADULTS = _GIVEN["adults"] - _GIVEN["children"]
"""Of these alone an adult is thought; who works with children is seen by what they do."""
ALSO_WORDS = _GIVEN["also_words"]
RUN_ON = frozenset([f"{name}s" for name in _IN_LISTS - OF_TWO_PARTS - ALSO_WORDS]) - GIVEN - _GIVEN["not_run_on"]
"""A name with its 's run on, as in 'jaydens mum': without its last letter it is the name."""
