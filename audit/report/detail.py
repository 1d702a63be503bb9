"""How much of an audit is given away: known to every form of a report, and to what a report is made from."""

from enum import StrEnum


class Detail(StrEnum):
    """How much a report tells: all; all but evidence, notes and reasons; or the judgement and a band, with no names."""

    FULL = "full"
    SHARED = "shared"
    PUBLIC = "public"
