"""Given names: those of today's children, those more usual among the adults around them, and those that are words.

They stand in ``lists/``, which says where they come from.
"""

from audit.privacy.word_lists import family

_GIVEN = family("given_names")

CHILDREN = _GIVEN["children"]
ADULTS = _GIVEN["adults"]
ALSO_WORDS = _GIVEN["also_words"]
