"""The dated actions as reminders for a calendar: one all-day entry an action. The home of icalendar."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from audit.judgement.plan import Action
from audit.report.build import Report


def as_calendar(report: Report) -> bytes:
    """An ``.ics`` file with an entry for each action that has a date. The same report gives the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//safeguarding-audit//EN")
    calendar.add("version", "2.0")
    for action in report.plan.actions:
        if action.due:
            calendar.add_component(_entry(action, action.due, report))
    return bytes(calendar.to_ical())


def _entry(action: Action, due: date, report: Report) -> Event:
    event = Event()
    event.add("uid", f"{action.criterion.id}.{report.provenance.sha256[:16]}@safeguarding-audit")
    event.add("dtstamp", datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=UTC))
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", f"Safeguarding audit: {action.criterion.title}")
    event.add("description", _words(action, report))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", action.criterion.title)
    alarm.add("trigger", timedelta(days=-7))
    event.add_component(alarm)
    return event


def _words(action: Action, report: Report) -> str:
    suggested = " (suggested)"
    lines = [
        f"{report.title}. Priority {action.priority}.",
        f"What to do: {action.what}{suggested if action.what_suggested else ''}",
        f"Who: {action.owner}{suggested if action.owner_suggested else ''}",
        f"Done when: {action.done_when}",
        "Rests on: " + "; ".join(p.citation for p in action.criterion.cites),
    ]
    return "\n".join(lines)
