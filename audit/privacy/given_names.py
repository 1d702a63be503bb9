"""Given names: those of children and of any age, those more usual among adults, and those that are words.

They stand in ``lists/``, which says where they come from.
"""

from audit.privacy.word_lists import family

_GIVEN = family("given_names")

ADULTS = _GIVEN["adults"]
CHILDREN = _GIVEN["children"] | (frozenset[str]().union(*family("communities").values()) - ADULTS)
"""With the names of any age: who works with children is seen by what they do."""
ALSO_WORDS = _GIVEN["also_words"]
NOT_RUN_ON = _GIVEN["not_run_on"]
