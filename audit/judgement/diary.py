"""When each thing could be done: suggested dates that are working days, fit the effort, and leave nobody buried."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from audit.judgement.owners import people
from audit.judgement.working_days import DAY, Closed, from_day, is_working, until_day, week_of
from audit.model import Effort, Rule
from audit.text import plain

_WEEK = timedelta(days=7)
_MOST_WEEKS = 520


class Diary:
    """The weeks of everybody who is named as an owner, filled from the most pressing action to the least."""

    def __init__(self, rule: Rule, closed: Closed, as_of: date, audit_date: date) -> None:
        self.rule, self.closed, self.as_of, self.audit_date = rule, closed, as_of, audit_date
        self._weeks: Counter[tuple[str, date]] = Counter()
        self._days: Counter[tuple[str, date]] = Counter()

    def note(self, owner: str, day: date) -> None:
        """Each person whom an owner names has something to do by this day."""
        for person in whom(owner):
            self._weeks[person, week_of(day)] += 1
            self._days[person, day] += 1

    def find(self, owner: str, priority: int, effort: Effort) -> date:
        """A day for one thing more that is not of priority 1, and it is noted."""
        day = self._free(owner, priority, effort)
        self.note(owner, day)
        return day

    def urgent(self, owner: str, efforts: Sequence[Effort]) -> list[date]:
        """Days for what an owner has of priority 1, one for each, the first first; they are noted.

        They are never later than the rule's days after the audit, whatever the effort and whatever else the owner has,
        nor put off because a setting is closed; where those have passed, it is the next working day after the report.
        Each has a day of its own, near what its effort takes, as long as the owner's weeks have room; then what is left
        is spread evenly over all the days there are.
        """
        last = until_day(self.audit_date + timedelta(days=self.rule.urgent_within))
        if last < self.as_of:
            days = [from_day(self.as_of)]
        else:
            first = min(self.as_of + DAY, last)
            days = [d for n in range((last - first).days + 1) if is_working(d := first + n * DAY)]
        found = []
        for effort in efforts:
            wanted = self.audit_date + timedelta(days=self.rule.days[0][effort.order])
            free = [day for day in days if not self._is_full(owner, day)]
            day = min(free or days, key=lambda day: self._distance(owner, day, wanted))
            self.note(owner, day)
            found.append(day)
        return sorted(found)

    def is_crowded(self, owner: str, days: Sequence[date]) -> bool:
        """Whether somebody has more than a week may hold in the week of one of these days."""
        most = self.rule.most_a_week
        return any(self._weeks[person, week_of(day)] > most for person in whom(owner) for day in days)

    def _distance(self, owner: str, day: date, wanted: date) -> tuple[int, bool, int]:
        """How ill a day fits: by what its owner has on it, and by how far it is from the wanted one."""
        already = max(self._days[person, day] for person in whom(owner))
        return already, day < wanted, abs((day - wanted).days)

    def _free(self, owner: str, priority: int, effort: Effort) -> date:
        wanted = self.as_of + timedelta(days=self.rule.days[priority - 1][effort.order])
        for number in range(_MOST_WEEKS):
            day = from_day(wanted + number * _WEEK, self.closed)
            if not self._is_full(owner, day):
                return day
        return from_day(wanted, self.closed)

    def _is_full(self, owner: str, day: date) -> bool:
        return any(self._weeks[person, week_of(day)] >= self.rule.most_a_week for person in whom(owner))


def whom(owner: str) -> tuple[str, ...]:
    """Whose weeks an owner's work fills: each person named, or the owner in whatever words."""
    return people(owner) or (plain(owner),)
