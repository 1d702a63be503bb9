"""What a leader writes who means to do nothing: "no action, because the council does it", or only "no action yet"."""

import re

from audit.judgement.evidence import compared
from audit.judgement.reasons import gives_reason, says_not_done

_NO = r"no (?:further |more )?action"
_BEGINS = re.compile(rf"^\W*(?:there is |there's )?{_NO}\b", re.IGNORECASE)
_BECAUSE = re.compile(rf"^\W*{_NO}\b[\W_]*because\b[\W_]*(?P<why>.+)", re.IGNORECASE | re.DOTALL)
_NONE_NEEDED = re.compile(
    rf"(?:there is )?{_NO}(?: is)?(?: needed| required| necessary)?(?: at (?:present|the moment))?"
)


def begins(action: str) -> bool:
    """Whether what is written as an action begins by saying that there is none: it is not what is to be done."""
    return bool(_BEGINS.match(action))


def because(action: str) -> str:
    """The reason in "no action, because REASON"; empty where it says none, or is written in other words."""
    found = _BECAUSE.match(action)
    return found["why"].strip() if found and gives_reason(found["why"]) else ""


def leaves_nothing(action: str) -> bool:
    """Whether it says that nothing is left to do beside what is met: that none is needed, or because it is done."""
    found = _BECAUSE.match(action)
    return bool(_NONE_NEEDED.fullmatch(compared(action)) or (found and not says_not_done(found["why"])))
