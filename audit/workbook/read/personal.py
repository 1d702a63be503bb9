"""Cells that seem to hold something about a child, or anybody's own numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from audit import privacy
from audit.model import Place
from audit.workbook.read.problem_log import ProblemLog

MOST_LOOKED_AT = 300_000
"""Characters looked through for what is personal: some fifty times what a long return holds, and still soon done."""


@dataclass(slots=True)
class PersonalLook:
    """Warns of each cell of one file; once as much was looked through as may be, that is said and no more is."""

    log: ProblemLog
    looked_at: int = 0

    def at(self, name: str, text: str, place: Callable[[], Place | None]) -> None:
        """Look at the text of a field; ``place`` is worked out where there is something to say of it."""
        if self.looked_at > MOST_LOOKED_AT:
            return
        self.looked_at += len(text)
        if self.looked_at > MOST_LOOKED_AT:
            self.log.say("P10", place(), most=MOST_LOOKED_AT)
            return
        for found in privacy.each_once(privacy.look(text, for_owner=name == "owner")):
            self.log.say(found.code, place(), text=found.place_in(text))
