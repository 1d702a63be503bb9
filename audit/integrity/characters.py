"""Characters that nobody sees, or that look like others, by their names: so that two quotations never look alike."""

import unicodedata

_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn", "Zl", "Zp", "Zs"}
_BLANK_LETTERS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
_LOOK_ALIKE = ("Il1|", "O0", "5S", "2Z")
_NAMES = {
    "\t": "tab",
    "\n": "line feed",
    "\r": "carriage return",
    "\u2028": "line separator",
    "\ufeff": "zero width no-break space",
}


def unseen(character: str) -> bool:
    """Whether a character shows nothing, or a space that is not the common one."""
    if character == " " or (character.isascii() and character.isprintable()):
        return False
    return unicodedata.category(character) in _UNSEEN or character in _BLANK_LETTERS


def called(character: str) -> str:
    """A character's name in brackets, such as ``[zero width space]``."""
    name = _NAMES.get(character) or unicodedata.name(character, f"U+{ord(character):04X}").lower()
    return f"[{name}]"


def shown(text: str) -> str:
    """A text with every character that cannot be seen replaced by its name."""
    return "".join(called(c) if unseen(c) else c for c in text)


def told_apart(one: str, other: str) -> bool:
    """Whether the eye tells two different characters apart: two common letters, but not a Latin and a Cyrillic a."""
    if one.isascii() and other.isascii():
        return not any(one in like and other in like for like in _LOOK_ALIKE)
    return False


def shown_beside(one: str, other: str, start: int, same: int, end: int) -> tuple[str, str]:
    """The stretch from ``start`` to ``end`` of two texts that are alike as far as ``same``, so that the eye sees where
    they differ: what cannot be seen by its name, and where they differ in look-alikes, the first of them with its name.
    """
    first, second = one[same : same + 1], other[same : same + 1]
    named = bool(first and second) and not told_apart(first, second)
    found = []
    for text, character in ((one, first), (other, second)):
        if named and not unseen(character):
            rest = text[same + 1 : end]
            found.append(f"{shown(text[start:same])}{character} {called(character)}{shown(rest)}")
        elif character == " " and _is_spare(text, same):
            found.append(f"{shown(text[start:same])}[space]{shown(text[same + 1 : end])}")
        else:
            found.append(shown(text[start:end]))
    return found[0], found[1]


def _is_spare(text: str, at: int) -> bool:
    """Whether a space stands beside another or at an end, where a quotation does not show it."""
    return text[at - 1 : at] in {"", " "} or text[at + 1 : at + 2] in {"", " "}
