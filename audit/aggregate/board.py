"""What a board reads of many settings: one page, from the values of the overview, with what it is asked to decide."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audit.aggregate.overview import Gap, Overview, SettingRow, State
from audit.aggregate.years import YearBefore
from audit.judgement.verdict import Level
from audit.model import Rating
from audit.problems import one_line
from audit.text import counted, one_or_many, shortened

MOST_NAMED = 10
"""So many settings are named for an essential at most; the others are counted."""
MOST_GAPS = 5
MOST_YEARS = 4
_MOST_ESSENTIALS = 16
_MOST_OLDEST = 3
_LONGEST_NAME, _LONGEST_TITLE = 44, 70
_ROOM = 30
"""So many lines of names fit on the page beside everything else; what does not is counted."""
_ACROSS = 62
_FEWER = (MOST_NAMED, 6, 4, 3, 2, 1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class EssentialLine:
    """One essential over the returned settings: ``of`` those that answered it and to whom it applies, how many do not
    meet it and how many only partly; at most ten of the first by ``names``, and how many ``more`` there are.
    """

    ref: str
    title: str
    of: int
    not_met: int
    partly: int
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OldestAction:
    """An action that is overdue: whose, about what, and when it was due."""

    setting: str
    title: str
    row: SettingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """What the page says.

    ``essentials`` are those that somebody does not fully meet, the worst first; ``others`` counts those that everybody
    meets who answered, and ``left_out`` those for which there is no room. ``overdue_at`` counts settings.
    """

    title: str
    overview: Overview
    essentials: tuple[EssentialLine, ...]
    others: int
    left_out: int
    gaps: tuple[Gap, ...]
    years: tuple[YearBefore, ...]
    closed: int
    still_open: int
    overdue: int
    overdue_at: int
    oldest: tuple[OldestAction, ...]
    decisions: tuple[str, ...]


def of(overview: Overview, title: str = "") -> BoardPage:
    """What a board reads of an overview; ``title`` is that of the group it is of, if it is not of all."""
    rows = overview.in_figures
    found = sorted(_essentials(overview, rows), key=lambda one: (-one.not_met, -one.partly, one.title))
    wanting = [one for one in found if one.not_met or one.partly]
    late = sorted((row for row in rows if row.oldest), key=lambda row: (row.oldest, row.name))
    return BoardPage(
        title=shortened(one_line(title), _LONGEST_TITLE),
        overview=overview,
        essentials=_fitted(wanting[:_MOST_ESSENTIALS]),
        others=len(found) - len(wanting),
        left_out=max(0, len(wanting) - _MOST_ESSENTIALS),
        gaps=tuple(gap for gap in overview.gaps if gap.share.count)[:MOST_GAPS],
        years=overview.years[:MOST_YEARS],
        closed=sum(row.closed for row in rows),
        still_open=sum(row.still_open for row in rows),
        overdue=sum(row.overdue for row in rows),
        overdue_at=sum(bool(row.overdue) for row in rows),
        oldest=tuple(_oldest(row, overview) for row in late[:_MOST_OLDEST]),
        decisions=tuple(_decisions(overview, wanting)),
    )


def _essentials(overview: Overview, rows: Sequence[SettingRow]) -> Iterator[EssentialLine]:
    gaps = {gap.ref: gap for gap in overview.gaps}
    for place, criterion in enumerate(overview.checklist.criteria):
        if not criterion.essential or criterion.id not in gaps:
            continue
        gap = gaps[criterion.id]
        names = [_short(row.name) for row in rows if row.answers[place] == Rating.NOT_MET.letter]
        yield EssentialLine(
            ref=criterion.id,
            title=criterion.title,
            of=gap.share.of,
            not_met=gap.count(Rating.NOT_MET),
            partly=gap.count(Rating.PARTLY),
            names=tuple(names),
            more=0,
        )


def _fitted(lines: Sequence[EssentialLine]) -> tuple[EssentialLine, ...]:
    """The same with as many names as there is room for on one sheet, the same number for each."""
    for most in _FEWER:
        cut = tuple(replace(one, names=one.names[:most], more=len(one.names[most:])) for one in lines)
        if sum(math.ceil(len(", ".join(one.names)) / _ACROSS) for one in cut) <= _ROOM:
            return cut
    return cut


def _short(name: str) -> str:
    return shortened(one_line(name), _LONGEST_NAME)


def _oldest(row: SettingRow, overview: Overview) -> OldestAction:
    ref = row.oldest[1] if row.oldest else ""
    criterion = overview.checklist.criterion(ref)
    return OldestAction(setting=_short(row.name), title=criterion.title if criterion else ref, row=row)


def _decisions(overview: Overview, wanting: Sequence[EssentialLine]) -> Iterator[str]:
    """What a board can decide on these figures, the most urgent first."""
    rows, came = overview.in_figures, overview.returns
    act_now = dict(overview.levels).get(Level.ACT_NOW)
    if act_now:
        settings, do = counted(act_now, "setting", "settings"), one_or_many(act_now, "it does", "they do")
        yield f"Ask the {settings} at Act now what {do} this week, who does it, and who looks whether it is done."
    missed = [one for one in wanting if one.not_met]
    if missed:
        title = missed[0].title
        yield f"Begin with \u201c{title}\u201d, the essential that is most often not met: agree one answer for all."
    gaps = [gap for gap in overview.gaps if gap.share.count > 1 and not (missed and gap.ref == missed[0].ref)]
    if gaps:
        yield f"Agree what is done about \u201c{gaps[0].title}\u201d, the most common gap, and who leads it."
    overdue = sum(row.overdue for row in rows)
    if overdue:
        were = counted(overdue, "action that is", "actions that are")
        yield f"Ask for a new date, or offer help, for the {were} overdue."
    absent = sum(row.expected and row.state not in {State.RETURNED, State.ANOTHER_FORM} for row in overview.settings)
    if came.expected is not None and absent:
        have = counted(absent, "setting that has", "settings that have")
        yield f"Write to the {have} not returned anything that counts (chase.csv): these figures say nothing of them."
    yield "Say when this page is looked at again."
