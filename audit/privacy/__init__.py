"""Whether a text seems to hold something personal: about a child, a relative, or anybody's numbers and addresses.

Nothing about a child belongs in an audit, and evidence is written by people in a hurry. This room looks at one text at
a time and says what it seems to hold and where; it reads no file but its own word lists, and those only when there is a
text to look at. It can miss things, and it can be wrong: what it says is a warning to look, and never a change to what
somebody wrote.
"""

from collections.abc import Callable
from functools import cache

from audit.privacy.detection import Detection
from audit.privacy.detection import each_once as each_once


def look(text: str, *, for_owner: bool = False) -> tuple[Detection, ...]:
    """What a text seems to hold: the first finding of each kind, in the order of their codes.

    Args:
        text: what somebody typed into a cell.
        for_owner: the cell says who will act, so that a name alone in it is a colleague's.
    """
    return _look()(text, for_owner) if text else ()


def masked(text: str) -> str:
    """The text with everything that it seems to hold hidden: for messages that repeat it, since they are shared."""
    return _masked()(text) if text else text


def is_name(given: str, surname: str = "") -> bool:
    """Whether a word, and one after it where there is one, are a person's name as our lists have it."""
    return _is_name()(given.casefold(), surname.casefold())


@cache
def _look() -> Callable[[str, bool], tuple[Detection, ...]]:
    """The rules and their word lists, which are read when there is a text to look at."""
    from audit.privacy.rules import look

    return look


@cache
def _masked() -> Callable[[str], str]:
    from audit.privacy.rules import masked

    return masked


@cache
def _is_name() -> Callable[[str, str], bool]:
    from audit.privacy.given_names import is_given
    from audit.privacy.word_lists import family

    surnames = frozenset().union(*family("surnames").values())
    return lambda given, surname: is_given(given) and (not surname or surname in surnames)
