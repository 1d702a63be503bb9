"""What a reading has found wrong so far, and the way to say one thing more."""

from dataclasses import dataclass, field

from audit import privacy
from audit.model import Place
from audit.problems import AuditError, Problem, Where, problem


@dataclass(slots=True)
class ProblemLog:
    """The problems of one file, in the order they were found."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def say(self, code: str, place: Place | None = None, **details: object) -> None:
        """One problem more; the reading goes on."""
        self.found.append(self._placed(code, place, **details))

    def refuse(self, code: str, place: Place | None = None, **details: object) -> AuditError:
        """The error to raise where the reading cannot go on, with all that was found before it."""
        return AuditError([*self.found, self._placed(code, place, **details)])

    def refuse_alone(self, code: str, place: Place | None = None, **details: object) -> AuditError:
        """The same where what was found before is about a sheet that turned out to be none of ours."""
        return AuditError([self._placed(code, place, **details)])

    def _placed(self, code: str, place: Place | None, **details: object) -> Problem:
        """A problem at its place. What is personal in ``text``, a cell's own words, is masked."""
        if "text" in details:
            details["text"] = privacy.masked(str(details["text"]))
        return problem(code, self._where(place), **details)

    def _where(self, place: Place | None) -> Where:
        return Where(file=self.file, spot=str(place) if place else "")
