"""What a file to save is called: among several of one audit it is seen what each is, and which is the newest."""

import re
from datetime import date
from typing import TYPE_CHECKING

from audit.text import slug

if TYPE_CHECKING:
    from audit import Audit, Checklist

PLAN = {"owners": "-plan-by-owner.html", "ics": "-plan.ics", "xlsx": "-plan.xlsx"}
"""How the name of each form of the plan ends: a workbook of it is not taken for the return."""
_TIME = re.compile(r"(\d\d):?(\d\d)(?::?(\d\d))?")


def of_workbook(checklist: "Checklist", audit: "Audit", day: date, *, state: str, time: str = "") -> str:
    """The name of a workbook: whose it is, of which checklist, the day and time, and how far it is.

    ``rosebank-nursery-leaders-2026-11-28-140532-draft-3-of-60.xlsx``; sorted by name, the newest stands last.

    Args:
        checklist: what is asked.
        audit: whose answers they are.
        day: the day it is saved.
        state: how far it is, or what it was made of.
        time: the time of that day, such as ``14:05:32``; empty where nobody said.
    """
    whose = slug(audit.setting.name) or audit.setting.kind or "setting"
    first = "first-look" if audit.first_look else ""
    clock = "".join(found.groups("")) if (found := _TIME.fullmatch(time)) else ""
    return f"{'-'.join(filter(None, (whose, checklist.id, first, day.isoformat(), clock, state)))}.xlsx"


def how_far(checklist: "Checklist", audit: "Audit") -> str:
    """How far an audit is: ``blank``, ``draft-3-of-60`` or ``all-60-answered``."""
    asked = checklist.essentials if audit.first_look else checklist.criteria
    answered = sum(audit.response(criterion.id).rating is not None for criterion in asked)
    if answered == len(asked):
        return f"all-{answered}-answered"
    return f"draft-{answered}-of-{len(asked)}" if answered else "blank"
