"""Faults as people are shown them: worst first, the same thing once with all its places, and never more than a screen.

What is left out on a screen is counted, so that the numbers always add up to all that was found.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

from audit.problems import Problem, Severity, Where, is_private
from audit.text import counted, listed

_WORST_FIRST = {severity: at for at, severity in enumerate(Severity)}
_PARTS = re.compile(r"(.*?)([A-Z]*)(\d*)$", re.DOTALL)
_NAMED, _NAMED_IN_SHORT = 4, 3
"""How many places, and how many people's words, a line about several problems names; the rest is counted."""
_FEWEST_IN_A_RUN = 3
"""Cells one below the other that are named by the first and the last."""
_HEADINGS = {Severity.ERROR: "Errors:", Severity.WARNING: "Warnings:", Severity.NOTE: "Notes:"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultGroup:
    """One thing that is wrong, with every problem of it in the order of the sheet. There is at least one."""

    problems: tuple[Problem, ...]

    @property
    def severity(self) -> Severity:
        """How serious it is."""
        return self.problems[0].severity

    @property
    def code(self) -> str:
        """The code it is looked up by."""
        return self.problems[0].code

    @property
    def fix(self) -> str:
        """What to do about it."""
        return self.problems[0].fix

    @property
    def fix_in_a_window(self) -> str:
        """What to do about it on the page or in the local app, where there is no command to type."""
        return self.problems[0].window or self.fix

    def message(self) -> str:
        """What is wrong, said once for all of them, with the words that it is about."""
        alike = len({found.message for found in self.problems}) == 1
        return self.problems[0].message if alike else self._of_several(_NAMED)

    def _of_several(self, most: int) -> str:
        """The catalogue's words for several, which are shorter."""
        return self.problems[0].fault.many.format(each=listed(list(dict.fromkeys(p.each for p in self.problems)), most))

    @property
    def every_place(self) -> bool:
        """Whether each of its cells is named, however little room there is."""
        return self.problems[0].fault.every_place

    def places(self, most: int = _NAMED, *, with_file: bool = False) -> str:
        """Where it was found: ``Checklist!K5, K9 and 12 more``, or ``Checklist!K5 to K16`` where each is named."""
        wheres = [p.where if with_file else Where(spot=p.where.spot) for p in self.problems]
        if self.every_place:
            return ", ".join(_runs(wheres))
        return listed(list(_short(wheres)), most)

    def line(self, *, with_file: bool) -> str:
        """The place, the code, what is wrong and what to do."""
        place = self.places(with_file=with_file)
        return f"    {place}{': ' if place else ''}{self.code} {self.message()} {self.fix}"

    def short_line(self, width: int, *, with_file: bool) -> str:
        """The same without what to do, cut to a line of a screen."""
        place = self.places(_NAMED_IN_SHORT, with_file=with_file)
        first = self.problems[0]
        if self.every_place:
            what = first.fault.many.partition(":")[0] + "." if len(self.problems) > 1 else first.message
            return f"    {place}: {self.code} {what}"
        message = self._of_several(_NAMED_IN_SHORT) if len(self.problems) > 1 and first.fault.many else first.message
        line = f"{place}{': ' if place else ''}{self.code} {message}"
        return f"    {textwrap.shorten(line, width - 4, placeholder=' …', break_on_hyphens=False)}"


def _short(places: Iterable[Where]) -> Iterator[str]:
    """Each place once; a sheet is named where it first stands, and its other cells follow without it."""
    before = None
    for place in dict.fromkeys(places):
        sheet, mark, cell = place.spot.rpartition("!")
        here = (place.file, sheet)
        if str(place):
            yield cell if mark and here == before else str(place)
        before = here


def _runs(places: Sequence[Where]) -> Iterator[str]:
    """The same with cells that stand one below the other put together: ``Checklist!K5 to K16``."""
    named = list(_short(places))
    once = list(dict.fromkeys(places))
    first = 0
    for at in range(1, len(once) + 1):
        if at < len(once) and _is_below(once[at - 1], once[at]):
            continue
        yield from named[first:at] if at - first < _FEWEST_IN_A_RUN else [f"{named[first]} to {named[at - 1]}"]
        first = at


def _is_below(above: Where, below: Where) -> bool:
    if above.file != below.file:
        return False
    (sheet, letters, number), (other, same, following) = (_parts(where.spot) for where in (above, below))
    return (sheet, letters, number + 1) == (other, same, following) and bool(letters)


def grouped(problems: Iterable[Problem]) -> tuple[FaultGroup, ...]:
    """The problems in groups: errors, warnings, notes; what concerns the whole file first, then what stands most often.

    Among warnings what is personal comes first. Problems are of one group where code and remedy are the same, and,
    unless the catalogue has words for several, the message.
    """
    found: dict[tuple[str, str, str], list[Problem]] = {}
    for one in problems:
        key = (one.code, one.fix, "" if one.fault.many else one.message)
        found.setdefault(key, []).append(one)
    groups = [FaultGroup(problems=tuple(sorted(same, key=_place_key))) for same in found.values()]
    return tuple(sorted(groups, key=_weight))


def worst_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Every problem by itself, in the order of their groups."""
    return tuple(found for group in grouped(problems) for found in group.problems)


def _weight(group: FaultGroup) -> tuple[int, bool, bool, int]:
    first = group.problems[0]
    return _WORST_FIRST[group.severity], bool(first.where.spot), not is_private(first), -len(group.problems)


def _place_key(found: Problem) -> tuple[str, str, int, int, str]:
    """Rows from above, and the cells of a row from the left: K before M before AA."""
    sheet, letters, number = _parts(found.where.spot)
    return found.where.file, sheet, number, len(letters), letters


def _parts(spot: str) -> tuple[str, str, int]:
    """The sheet, the letters of the column and the number of the row."""
    sheet, letters, number = _PARTS.fullmatch(spot).groups()  # type: ignore[union-attr]  # it fits any text
    return sheet, letters, int(number[:9] or 0)


def tally(problems: Iterable[Problem]) -> str:
    """How many of each: ``25 errors, 13 warnings, 19 notes``. They add up to all that was found."""
    number = Counter(found.severity for found in problems)
    return ", ".join(counted(number[severity], severity.value, f"{severity.value}s") for severity in Severity)


def singly(problems: Sequence[Problem]) -> Iterator[str]:
    """A line for every problem, worst first, with its remedy."""
    with_file, groups = _several_files(problems), grouped(problems)
    for severity, same in groupby(groups, key=lambda group: group.severity):
        yield from _heading(severity, groups)
        for found in (one for group in same for one in group.problems):
            place = str(found.where if with_file else Where(spot=found.where.spot))
            yield f"    {place}{': ' if place else ''}{found.code} {found.message} {found.fix}"


def on_a_screen(problems: Sequence[Problem], room: int, width: int, rest: Sequence[str]) -> tuple[str, ...]:
    """The problems in at most so many lines of a screen: each group with what to do, in short, or only counted.

    Where there is no room for all, notes are the first to be said in short and the first to be left out; errors are
    the last.

    Args:
        problems: of one file or of several; the file is named only where there are several.
        room: how many lines there are, at least four.
        width: how many characters a line has.
        rest: what shows all that had no room: the end of a sentence, and commands to copy, each for a line of its own.
    """
    screen = _Screen(groups=grouped(problems), with_file=_several_files(problems), room=room, width=width, rest=rest)
    return next(filter(screen.has_room_for, (screen.lines(sizes) for sizes in screen.choices())), screen.least())


class _Size(IntEnum):
    """How much is said of a group."""

    COUNTED = 0
    SHORT = 1
    FULL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Screen:
    groups: tuple[FaultGroup, ...]
    with_file: bool
    room: int
    width: int
    rest: Sequence[str]

    def choices(self) -> Iterator[tuple[_Size, ...]]:
        """What could be said of each group, the best first.

        A note whose every cell is to be named stays where the others go, as long as no warning has to go for it.
        """
        kept = [group.every_place for group in self.groups]
        for sizes in self._by_weight() if any(kept) else ():
            said = tuple(max(size, _Size.SHORT) if keep else size for size, keep in zip(sizes, kept, strict=True))
            if all(size for size, group in zip(said, self.groups, strict=True) if group.severity is not Severity.NOTE):
                yield said
        yield from self._by_weight()

    def _by_weight(self) -> Iterator[tuple[_Size, ...]]:
        """What could be said of each group, the best first; a group never more than one before it."""
        number = len(self.groups)
        notes = sum(group.severity is Severity.NOTE for group in self.groups)
        for shown in (number, *range(number - notes, 0, -1)):
            for full in range(shown, -1, -1):
                yield (*[_Size.FULL] * full, *[_Size.SHORT] * (shown - full), *[_Size.COUNTED] * (number - shown))

    def lines(self, sizes: Sequence[_Size]) -> tuple[str, ...]:
        """The lines of one choice, and below them what is not said and where it is."""
        said: list[str] = []
        shown = [(group, size) for group, size in zip(self.groups, sizes, strict=True) if size]
        for severity, same in groupby(shown, key=lambda pair: pair[0].severity):
            said += _heading(severity, self.groups)
            for group, size in same:
                full = size is _Size.FULL
                line = group.line(with_file=self.with_file)
                said.append(line if full else group.short_line(self.width, with_file=self.with_file))
        left = [p for group, size in zip(self.groups, sizes, strict=True) if not size for p in group.problems]
        if left:
            said += self._where_all_are(f"And {_some(left, 'more ')}")
        elif _Size.SHORT in sizes:
            said += self._where_all_are("What to do about each")
        return tuple(said)

    def _where_all_are(self, what: str) -> Iterator[str]:
        sentence, *commands = self.rest
        yield f"  {what}: {sentence}"
        yield from (f"    {command}" for command in commands)

    def has_room_for(self, lines: Sequence[str]) -> bool:
        """Whether these lines fit."""
        return height(lines, self.width) <= self.room

    def least(self) -> tuple[str, ...]:
        """What is said where nothing fits."""
        return tuple(self._where_all_are(_some([p for group in self.groups for p in group.problems], "")))


def _heading(severity: Severity, groups: Sequence[FaultGroup]) -> Iterator[str]:
    """The line above those of one severity; none where there is no other."""
    if groups[0].severity is not groups[-1].severity:
        yield f"  {_HEADINGS[severity]}"


def _several_files(problems: Iterable[Problem]) -> bool:
    return len({found.where.file for found in problems}) > 1


def _some(problems: Iterable[Problem], more: str) -> str:
    """How many of each there are, without those of which there is none."""
    number = Counter(found.severity for found in problems)
    said = [counted(number[s], f"{more}{s.value}", f"{more}{s.value}s") for s in Severity if number[s]]
    return listed(said, len(Severity))


def height(lines: Iterable[str], width: int) -> int:
    """How many lines of a screen these lines take."""
    return sum(len(folded(line, width)) for line in lines)


def folded(line: str, width: int) -> list[str]:
    """A line as it stands on a screen: folded between words, and what follows set in."""
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False) or [""]
