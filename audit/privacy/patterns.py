"""Patterns that are made ready when a text first asks for one: most texts ask for few, and making all takes a while."""

import re
from functools import cache


@cache
def ready(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern, made ready once; whatever its letters, if not said otherwise."""
    return re.compile(pattern, flags)
