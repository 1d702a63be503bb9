"""Whether a text seems to hold something personal: about a child, a relative, or anybody's numbers and addresses.

Nothing about a child belongs in an audit, and evidence is written by people in a hurry. This room looks at one text at
a time and says what it seems to hold and where; it reads no file but its own word lists, and those only when there is a
text to look at. It can miss things, and it can be wrong: what it says is a warning to look, and never a change to what
somebody wrote.
"""

from audit.privacy.detection import Detection


def look(text: str, *, for_owner: bool = False) -> tuple[Detection, ...]:
    """What a text seems to hold: the first finding of each kind, in the order of their codes.

    Args:
        text: what somebody typed into a cell.
        for_owner: the cell says who will act, so that a name alone in it is a colleague's.
    """
    if not text:
        return ()
    from audit.privacy import rules

    return rules.look(text, for_owner=for_owner)


def masked(text: str) -> str:
    """The text with everything that it seems to hold hidden: for messages that repeat it, since they are shared."""
    if not text:
        return text
    from audit.privacy import rules

    return rules.masked(text)
