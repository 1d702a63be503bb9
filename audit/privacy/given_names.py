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
    no_name = _PARTS["also_something_else"]
    for begins, ends in _PAIRS:
        for begin in begins:
            for end in ends:
                if len(name := begin + end) >= _SHORTEST and name not in no_name:
                    yield name


def of_two_parts(first: str, second: str) -> bool:
    """Whether two words are the parts of one name: 'siu ming'."""
    known = any(first in begins and second in ends for begins, ends in _PAIRS)
    return known and len(name := first + second) >= _SHORTEST and name not in _PARTS["also_something_else"]


_PAIRS = tuple(
    (begins, _PARTS[own.replace("_begin", "_end")]) for own, begins in _PARTS.items() if own.endswith("_begin")
)
_IN_LISTS = _GIVEN["children"].union(_GIVEN["adults"], *family("communities").values())
IN_PARTS = frozenset(_of_two_parts())
"""The names of two parts, in one word."""
ADULTS = _GIVEN["adults"] - _GIVEN["children"]
"""Of these alone an adult is thought; who works with children is seen by what they do."""
ALSO_WORDS = _GIVEN["also_words"]


def _run_on() -> Iterator[str]:
    """Each name that has an 's, run on; of those of two parts, and of ordinary words, it would be something else."""
    for name in _IN_LISTS:
        if name not in IN_PARTS and name not in ALSO_WORDS:
            run_on = f"{name}s"
            if not (run_on in _IN_LISTS or run_on in IN_PARTS or run_on in _GIVEN["not_run_on"]):
                yield run_on


RUN_ON = frozenset(_run_on())
"""Names with their 's run on, as in 'jaydens mum': without its last letter each is a name."""
NAMES = _IN_LISTS.union(IN_PARTS, RUN_ON)
"""All given names, as they are and with their 's run on: in one set, since making large ones takes a while."""


def is_given(word: str) -> bool:
    """Whether a word in small letters is a given name, of whomever."""
    return word in NAMES and word not in RUN_ON
