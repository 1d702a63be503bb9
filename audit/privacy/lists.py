"""How the lists of words are written down."""


def each(words: str) -> frozenset[str]:
    """Each word of a text, once."""
    return frozenset(words.split())
