"""The names of columns, as spreadsheet programs give them. No library is known here, so that reading stays light."""

from functools import lru_cache


@lru_cache(maxsize=1024)
def letter(index: int) -> str:
    """The letters of a column, counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column, counted from 1: A is 1, AA is 27."""
    number = 0
    for character in letters.upper():
        number = number * 26 + ord(character) - 64
    return number
