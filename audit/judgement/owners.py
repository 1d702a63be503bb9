"""Who is named as the owner of an action: nobody, one person, or several in one cell.

A workbook's formulas follow :func:`is_named`; whom a cell names only matters for the weeks of a plan.
"""

import re

from audit.judgement.evidence import compared
from audit.text import plain

NOBODY = (
    "tbc", "t b c", "tba", "t b a", "tbd", "to be confirmed", "to be agreed", "to be decided", "to be advised",
    "to be announced", "to be appointed", "to be determined", "to be found", "to be named", "to be arranged",
    "to be allocated", "to be assigned", "to follow", "to do", "todo", "none", "none yet", "nil", "nobody", "no body",
    "nobody yet", "no one", "noone", "no one yet", "not yet", "no owner", "n a", "na", "not applicable", "not known",
    "unknown", "not sure", "unsure", "don t know", "dont know", "dk", "someone", "somebody", "anyone", "anybody",
    "whoever", "who", "vacant", "vacancy", "not decided", "not yet decided", "undecided", "not assigned", "unassigned",
    "not allocated", "unallocated", "pending", "awaiting", "same", "ditto", "as above", "see above", "xx", "xxx", "yes",
    "no", "owner", "name",
)  # fmt: skip
"""Names nobody, as the whole of a cell."""
_APART = re.compile(r"[/;,&+]|\s+and\s+|\s+with\s+")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]")
_TITLE = re.compile(r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|reverend|revd|fr|sr|sir|dame|the)\b\.?\s+)+")


def is_named(owner: str) -> bool:
    """Whether a cell names somebody, or a role, who is to do a thing."""
    words = compared(owner)
    return len(words) > 1 and words not in NOBODY


def people(owner: str) -> tuple[str, ...]:
    """Each person or role that a cell names, as they are compared: without titles, and what stands in brackets."""
    parts = _APART.split(plain(_IN_BRACKETS.sub(" ", owner.replace("\n", ";"))))
    named = (plain(_TITLE.sub("", part.strip())).strip(" .-") for part in parts)
    return tuple(dict.fromkeys(name for name in named if is_named(name)))
