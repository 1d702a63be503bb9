"""What may be published of many settings, so that nobody's score or answer can be worked out from it.

No name of a setting, no identifier, no date finer than a month; every figure is a band that holds at least five
possible counts, none and all among them, so that not even three settings that put their answers together learn what
another one said. Everything is made from the rows of the settings alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.aggregate import disclosure
from audit.aggregate.overview import ASKED_NOTHING, By, SettingRow
from audit.judgement.verdict import JUDGEMENTS
from audit.model import Checklist
from audit.model.ratings import WANTING

FEWEST = 10
"""Of fewer settings nothing is said."""
FOR_THE_HALF = 20
"""So many settings have to have a score before the bands between which the middle half lies are said."""
APART = 10
"""By so many settings two editions of a round have to differ."""
_COUNTS = 5
"""So many counts every band holds, and so many every judgement still may have beside the other three."""
_ROOM = _COUNTS - 1
_NUMBERS_OF_BANDS = (20, 10, 5, 4, 2)
_WANTING = frozenset(rating.letter for rating in WANTING)
_COMPARED = (By.KIND, By.AREA, By.GROUP)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareBand:
    """A share in whole percent: at least ``low``, and less than ``high`` unless that is 100."""

    low: int
    high: int

    @property
    def words(self) -> str:
        """As it is printed."""
        if not self.low:
            return "under half" if self.high == 50 else f"under {self.high}%"
        if self.high == 100:
            return "half or more" if self.low == 50 else f"{self.low}% or more"
        return f"{self.low}% to under {self.high}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedShare:
    """A share of settings, by the id and title of what it is a share of; ``settings`` is rounded down."""

    id: str
    title: str
    settings: int
    band: ShareBand


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedScore:
    """Where the scores of settings lie that have something in common; ``settings`` is rounded down.

    ``lower`` and ``upper`` are ``None`` where too few have a score for the middle half.
    """

    by: By
    id: str
    title: str
    settings: int
    middle: disclosure.Band
    lower: disclosure.Band | None
    upper: disclosure.Band | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that is published. ``judgements`` is empty where the four bands together would say too much."""

    settings: int
    judgements: tuple[PublishedShare, ...]
    criteria: tuple[PublishedShare, ...]
    scores: tuple[PublishedScore, ...]


def number_of_bands(settings: int) -> int:
    """How many equal bands a share of so many settings may have: the most that leave five counts to each."""
    return next(number for number in _NUMBERS_OF_BANDS if settings >= _COUNTS * number)


def share_band(count: int, settings: int) -> ShareBand:
    """The band of a share of at least :data:`FEWEST` settings."""
    number = number_of_bands(settings)
    place = min(count * number // settings, number - 1)
    return ShareBand(low=100 * place // number, high=100 * (place + 1) // number)


def counts_of(band: ShareBand, settings: int) -> tuple[int, ...]:
    """Every count of so many settings that lies in a band."""
    return tuple(count for count in range(settings + 1) if share_band(count, settings) == band)


def of(rows: Sequence[SettingRow], checklist: Checklist) -> Publication | None:
    """What may be published of settings that returned; ``None`` where they are too few.

    Args:
        rows: the settings that the figures are of.
        checklist: all that was asked, in the order of their answers.
    """
    if len(rows) < FEWEST:
        return None
    return Publication(
        settings=_rounded(len(rows)),
        judgements=_judgements(rows),
        criteria=tuple(_criteria(rows, checklist)),
        scores=tuple(_scores(rows)),
    )


def whole_numbers(rows: Sequence[SettingRow], said: Publication, checklist: Checklist) -> dict[str, list[int]]:
    """For each published share how many settings it is of, not rounded, and its band: for the private list alone."""
    judged = sum(row.level in JUDGEMENTS for row in rows)
    places = {criterion.id: place for place, criterion in enumerate(checklist.criteria)}
    found = {f"judgement {one.id}": [judged, one.band.low, one.band.high] for one in said.judgements}
    for one in said.criteria:
        asked = sum(bool(row.answers) and row.answers[places[one.id]] != ASKED_NOTHING for row in rows)
        found[one.id] = [asked, one.band.low, one.band.high]
    return found


def gives_away(earlier: Sequence[int], later: Sequence[int]) -> bool:
    """Whether a share in two editions, taken from each other, leaves those who are in one alone too little room.

    Each is how many settings it is of, and its band. Up to three of them may put their own answers together, so they
    must be free to be four with a gap, and four without; or the two editions must say nothing of them at all.
    """
    (few, *band), (many, *other) = sorted((earlier, later), key=lambda one: one[0])
    in_few = counts_of(ShareBand(low=band[0], high=band[1]), few)
    in_many = counts_of(ShareBand(low=other[0], high=other[1]), many)
    between = many - few
    low, high = max(0, in_many[0] - in_few[-1]), min(between, in_many[-1] - in_few[0])
    free = (low == 0 and high == between) or (low <= between - _ROOM and high >= _ROOM)
    least, most = max(in_few[0], in_many[0] - between), min(in_few[-1], in_many[-1])
    return not (free and least <= few - _ROOM and most >= _ROOM)


def _rounded(settings: int) -> int:
    return settings // _COUNTS * _COUNTS


def _judgements(rows: Sequence[SettingRow]) -> tuple[PublishedShare, ...]:
    """The share of each judgement, or none of them where they would leave one of the counts too little room."""
    judged = [row.level for row in rows if row.level in JUDGEMENTS]
    if len(judged) < FEWEST:
        return ()
    bands = [share_band(judged.count(level), len(judged)) for level in JUDGEMENTS]
    if not _leave_room([counts_of(band, len(judged)) for band in bands], len(judged)):
        return ()
    return tuple(
        PublishedShare(id=level.name.lower(), title=level.value, settings=_rounded(len(judged)), band=band)
        for level, band in zip(JUDGEMENTS, bands, strict=True)
    )


def _leave_room(possible: Sequence[Sequence[int]], settings: int) -> bool:
    """Whether each count may still be one of five, since the four of them have to add up."""
    for place, own in enumerate(possible):
        others = [(counts[0], counts[-1]) for number, counts in enumerate(possible) if number != place]
        low, high = (sum(ends) for ends in zip(*others, strict=True))
        if sum(1 for count in own if low <= settings - count <= high) < _COUNTS:
            return False
    return True


def _criteria(rows: Sequence[SettingRow], checklist: Checklist) -> Iterable[PublishedShare]:
    """How common it is that a criterion is not fully met, of the settings that are asked it."""
    for place, criterion in enumerate(checklist.criteria):
        given = [row.answers[place] for row in rows if row.answers and row.answers[place] != ASKED_NOTHING]
        if len(given) >= FEWEST:
            band = share_band(sum(letter in _WANTING for letter in given), len(given))
            yield PublishedShare(id=criterion.id, title=criterion.title, settings=_rounded(len(given)), band=band)


def _scores(rows: Sequence[SettingRow]) -> Iterable[PublishedScore]:
    """The scores of all, and of each kind, area and group that is said and large enough."""
    everybody = _score(By.ALL, "", "All settings", rows)
    if everybody:
        yield everybody
    for by in _COMPARED:
        titles = {getattr(row, by): row.kind_title if by is By.KIND else getattr(row, by) for row in rows}
        for name in sorted(filter(None, titles)):
            found = _score(by, name, titles[name], [row for row in rows if getattr(row, by) == name])
            if found:
                yield found


def _score(by: By, name: str, title: str, rows: Sequence[SettingRow]) -> PublishedScore | None:
    scores = sorted(row.so_far for row in rows if row.so_far is not None)
    if len(scores) < FEWEST:
        return None
    lower, middle, upper = (disclosure.band(disclosure.nearest_rank(scores, quarter)) for quarter in (1, 2, 3))
    half = len(scores) >= FOR_THE_HALF
    return PublishedScore(
        by=by,
        id=name,
        title=title,
        settings=_rounded(len(scores)),
        middle=middle,
        lower=lower if half else None,
        upper=upper if half else None,
    )
