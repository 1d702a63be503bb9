"""When each thing could be done: suggested dates that are working days, fit the effort, and leave nobody buried."""

from collections import Counter
from datetime import date, timedelta

from audit.judgement.working_days import Closed, from_day, is_working, until_day, week_of
from audit.model import Effort, Rule
from audit.text import plain

_WEEK = timedelta(days=7)
_MOST_WEEKS = 520


class Diary:
    """The weeks of every owner, filled from the most pressing action to the least."""

    def __init__(self, rule: Rule, closed: Closed, as_of: date, audit_date: date) -> None:
        self.rule, self.closed, self.as_of, self.audit_date = rule, closed, as_of, audit_date
        self._weeks: Counter[tuple[str, date]] = Counter()

    def note(self, owner: str, day: date) -> None:
        """An owner has something to do by this day."""
        self._weeks[plain(owner), week_of(day)] += 1

    def find(self, owner: str, priority: int, effort: Effort) -> date:
        """A day for one thing more, and it is noted.

        What is of priority 1 is never later than the rule's days after the audit, whatever else its owner has, nor put
        off because a setting is closed; where that has passed, it is the next working day after the report.
        """
        day = self._urgent(owner, effort) if priority == 1 else self._free(owner, priority, effort)
        self.note(owner, day)
        return day

    def _urgent(self, owner: str, effort: Effort) -> date:
        last = until_day(self.audit_date + timedelta(days=self.rule.urgent_within))
        if last < self.as_of:
            return from_day(self.as_of)
        first = min(last, from_day(max(self.as_of, self.audit_date + timedelta(days=self.rule.days[0][effort.order]))))
        days = [first, *(first + timedelta(days=n) for n in range(1, (last - first).days + 1))]
        free = (day for day in days if is_working(day) and not self._is_full(owner, day))
        return next(free, last)

    def _free(self, owner: str, priority: int, effort: Effort) -> date:
        wanted = self.as_of + timedelta(days=self.rule.days[priority - 1][effort.order])
        for number in range(_MOST_WEEKS):
            day = from_day(wanted + number * _WEEK, self.closed)
            if not self._is_full(owner, day):
                return day
        return from_day(wanted, self.closed)

    def _is_full(self, owner: str, day: date) -> bool:
        return self._weeks[plain(owner), week_of(day)] >= self.rule.most_a_week
