"""Conditions on a rating as formulas, made from the table of ratings."""

from collections.abc import Iterable

from audit.model import Rating


def is_one_of(cell: str, ratings: Iterable[Rating]) -> str:
    """Whether a cell holds one of these ratings."""
    tests = [f'{cell}="{rating.value}"' for rating in ratings]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def credit(cell: str, ratings: Iterable[Rating]) -> str:
    """What the rating in a cell earns before its weight."""
    earns = "0"
    for rating in sorted(ratings, key=lambda rating: rating.credit or 0):
        if rating.credit:
            earns = f'IF({cell}="{rating.value}",{rating.credit},{earns})'
    return earns
