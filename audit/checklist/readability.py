"""How easy the questions are to read: the Flesch-Kincaid grade of each, and the one home of textstat.

The grade is the year of an American school at which a text of such words and sentences is read with ease; it is worked
out from the length of the sentence and the syllables in a word, and says nothing of whether the question is clear.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from audit.model import Criterion
from audit.problems import AuditError, Where, problem

MEDIAN_AT_MOST, NONE_OVER = 7.0, 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Readability:
    """The grades of some questions, by the id of the criterion."""

    grades: tuple[tuple[str, float], ...]

    @property
    def median(self) -> float:
        """The middle grade."""
        return round(median(grade for _, grade in self.grades), 1)

    @property
    def hardest(self) -> tuple[str, float]:
        """The question with the highest grade."""
        return max(self.grades, key=lambda pair: pair[1])

    @property
    def good(self) -> bool:
        """Whether they are as easy as the house asks: a median of at most 7 and none over 11."""
        return self.median <= MEDIAN_AT_MOST and self.hardest[1] <= NONE_OVER


def measure(criteria: Iterable[Criterion]) -> Readability:
    """The grade of every question.

    Raises:
        AuditError: C40 if textstat is not installed.
        ValueError: there is no criterion.
    """
    try:
        from textstat import textstat  # type: ignore[import-untyped]
    except ImportError as absent:
        raise AuditError([problem("C40", Where(), library="textstat")]) from absent
    grades = tuple((c.id, round(float(textstat.flesch_kincaid_grade(c.question)), 1)) for c in criteria)
    if not grades:
        raise ValueError("there is nothing to read")
    return Readability(grades=grades)
