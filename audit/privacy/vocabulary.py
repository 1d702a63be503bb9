"""Words with a capital, abbreviations, family names: what is nobody's name, and whose name everybody knows.

In lower case, except the abbreviations. The words stand in ``lists/``.
"""

from audit.privacy.word_lists import family, phrases

_CAPITALS = family("capitals")

WELL_KNOWN = phrases("phrases")["well_known"]
ACRONYMS = _CAPITALS["acronyms"]
DOTTED = _CAPITALS["dotted"]
SHOUTED = _CAPITALS["shouted"]
TWO_LETTERS = _CAPITALS["two_letters"]
ORDINARY = _CAPITALS["ordinary"]
DEMONYM = tuple(sorted(_CAPITALS["demonym_endings"]))
NOT_A_NAME_ENDING = tuple(sorted(_CAPITALS["endings"]))
SURNAMES = family("surnames")["surnames"]
ALSO_SURNAMES = family("surnames")["also_words"]
