"""Patterns that are made ready when a text first asks for one: most texts ask for few, and making all takes a while."""

import re
from functools import cache


@cache
def ready(pattern: str) -> re.Pattern[str]:
    """A pattern, made ready once; small letters and capitals are the same to it."""
    return re.compile(pattern, re.IGNORECASE)


@cache
def ready_cased(pattern: str) -> re.Pattern[str]:
    """The same, where small letters and capitals differ."""
    return re.compile(pattern)
