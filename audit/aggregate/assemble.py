"""Everything that was read becomes the one value that is shown: the only place that knows all the figures."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import audit as package
from audit.aggregate import figures, year_figures
from audit.aggregate.match import Matched
from audit.aggregate.overview import FileLine, Outcome, Overview, Returns, SettingRow, State, in_figures
from audit.aggregate.previous import Joined
from audit.aggregate.register import Expected, Register
from audit.aggregate.repeated import Words, repeated
from audit.aggregate.settings import chase, rows
from audit.checklist import in_force
from audit.model import Checklist
from audit.problems import Problem


def overview(  # noqa: PLR0913 - everything meets here, and each is named
    matched: Matched,
    checklist: Checklist,
    as_of: date,
    *,
    for_kind: Callable[[str], Checklist],
    words: Words,
    register: Register | None = None,
    past: Sequence[Joined] = (),
    problems: Iterable[Problem] = (),
) -> Overview:
    """The overview of what came.

    Args:
        matched: every setting and every file.
        checklist: the one that is added up, for every kind of setting.
        as_of: the day it is for.
        for_kind: the same checklist as one kind of setting is asked it.
        words: gives the evidence of settings by key.
        register: the expected settings, if they are known.
        past: the earlier years, the last one first, each with what settings returned in it by this year's key.
        problems: what was wrong with the places that were looked in.
    """
    settings = rows(matched, checklist, as_of)
    expected = register.expected if register else None
    returned = in_figures(settings, registered=expected is not None)
    prints = {party.key: party.counted.record.prints for party in matched.parties if party.counted}
    return Overview(
        as_of=as_of,
        checklist=checklist,
        edition=in_force.sentence(checklist, as_of),
        tool_version=package.__version__,
        returns=returns_of(settings, matched.files, len(returned), registered=expected is not None),
        settings=settings,
        repeated=repeated([(row.key, prints[row.key]) for row in returned], checklist, words),
        chase=chase(settings),
        files=matched.files,
        register_problems=(*(register.problems if register else ()), *problems),
        **figures_of(returned, checklist, expected, past, for_kind),
    )


def figures_of(
    returned: Sequence[SettingRow],
    checklist: Checklist,
    expected: Sequence[Expected] | None,
    past: Sequence[Joined],
    for_kind: Callable[[str], Checklist],
) -> dict[str, Any]:
    """The fields of an overview that are figures of the returned settings: of all of them, or of a group alone."""
    before = {key: one.answers for key, one in past[0][1].items()} if past else {}
    return {
        "levels": figures.levels(returned),
        "spreads": figures.spreads(returned, checklist),
        "themes": figures.themes(returned, checklist),
        "gaps": figures.gaps(returned, checklist, expected),
        "movers": figures.movers(returned, before, checklist, for_kind),
        "years": tuple(year_figures.compare(returned, joined, checklist, for_kind) for joined in past),
    }


def returns_of(
    settings: Sequence[SettingRow], lines: Sequence[FileLine], returned: int, *, registered: bool
) -> Returns:
    """How many of some settings were expected and what came, of which ``returned`` are in the figures."""
    states = Counter(row.state for row in settings)
    outcomes = Counter(line.outcome for line in lines)
    expected = [row for row in settings if row.expected]
    return Returns(
        expected=len(expected) if registered else None,
        returned=returned,
        expected_returned=sum(row.state is State.RETURNED for row in expected),
        missing=sum(row.state is State.MISSING for row in expected) if registered else None,
        blank=states[State.BLANK],
        unreadable=states[State.UNREADABLE],
        in_parts=states[State.IN_PARTS] + states[State.FIRST_LOOK],
        first_looks=states[State.FIRST_LOOK],
        waiting=states[State.WAITING],
        another_year=states[State.ANOTHER_YEAR],
        another_form=states[State.ANOTHER_FORM],
        not_expected=len(settings) - len(expected) if registered else 0,
        files=len(lines),
        read=outcomes[Outcome.READ],
        with_faults=outcomes[Outcome.FAULTS],
        refused=outcomes[Outcome.REFUSED],
        superseded=sum(any(p.code == "A31" for p in line.problems) for line in lines),
    )
