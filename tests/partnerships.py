"""Invented partnerships of settings, and an attacker who looks for a second world that publishes the same.

A setting's answer, or its score, is certain when no other world fits what was published. Whoever attacks knows the rules,
every answer of a coalition of up to three settings, and who returned. A second world is looked for among those that
differ in few answers, so "not certain" is proved by a witness, and "certain" means only that none was found.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from audit.aggregate.overview import SettingRow, State
from audit.judgement.verdict import Level
from tests import small

CHECKLIST = small.checklist("mmsssaaa")
_MET, _GAP = "M", "N"
Rows = tuple[SettingRow, ...]
Seen = Callable[[Rows], object]


def scored(row: SettingRow, answers: str) -> SettingRow:
    """A row with these answers, and with what they come to."""
    given = [letter for letter in answers if letter in {_MET, _GAP}]
    percent = 100 * given.count(_MET) // len(given) if given else None
    levels = [level for bound, level in zip((0, 50, 70, 90), Level, strict=True) if (percent or 0) >= bound]
    return replace(row, answers=answers, so_far=percent, level=levels[-1] if given else None)


def partnership(seed: int, size: int | None = None) -> Rows:
    """Settings of three kinds, two areas and four groups; good, poor, or all alike."""
    chance = random.Random(seed)
    good = chance.choice((0.05, 0.5, 0.8, 0.97, 1))
    rows = []
    for number in range(size or chance.randint(10, 70)):
        kind, area, group = chance.choice("aab"), chance.choice("ns"), chance.choice(["", "t1", "t1", "t2"])
        row = SettingRow(
            key=f"k{number}", name=f"Canary {number}", kind=kind, kind_title=f"Kind {kind}", urn=str(100000 + number),
            phase="", area=area, group=group, contact="", expected=True, state=State.RETURNED,
        )  # fmt: skip
        asked = "".join(_MET if chance.random() < good else _GAP for _ in CHECKLIST.criteria)
        rows.append(scored(row, asked))
    return tuple(rows)


def changed(rows: Rows, place: int, criterion: int, letter: str) -> Rows:
    """The same world, but for one answer of one setting."""
    old = rows[place]
    new = scored(old, f"{old.answers[:criterion]}{letter}{old.answers[criterion + 1 :]}")
    return (*rows[:place], new, *rows[place + 1 :])


def _other(letter: str) -> str:
    return _GAP if letter == _MET else _MET


def worlds(rows: Rows, place: int, criterion: int, free: Sequence[int], chance: random.Random) -> Iterator[Rows]:
    """Worlds in which a setting gave another answer, the nearest first."""
    letter = rows[place].answers[criterion]
    alone = changed(rows, place, criterion, _other(letter))
    yield alone
    swapped = [other for other in free if other != place and rows[other].answers[criterion] != letter]
    for other in chance.sample(swapped, min(12, len(swapped))):
        yield changed(alone, other, criterion, letter)
    places = range(len(rows[place].answers))
    for _ in range(30):  # the other answers of the same setting give way, so that its score stays near
        at = chance.choice([number for number in places if number != criterion])
        yield changed(alone, place, at, _other(rows[place].answers[at]))
    for _ in range(120):  # whole returns of others give way
        world = alone
        for other in chance.sample(list(free), min(len(free), chance.randint(1, 3))):
            if other != place:
                at = chance.choice(list(places))
                world = changed(world, other, at, _other(world[other].answers[at]))
        yield world


def certain(rows: Rows, seen: Seen, seed: int, targets: int = 6) -> tuple[int, int, int]:
    """How many answers and scores stay certain of those attacked, and how many answers were attacked."""
    chance = random.Random(seed)
    published = seen(rows)
    answers = scores = tried = 0
    for place in chance.sample(range(len(rows)), min(targets, len(rows))):
        knowing = {other for other in chance.sample(range(len(rows)), 4) if other != place}
        free = [n for n in range(len(rows)) if n not in set(sorted(knowing)[:3])]
        other_score = False
        for criterion in range(len(CHECKLIST.criteria)):
            tried += 1
            found = False
            for world in worlds(rows, place, criterion, free, chance):
                if seen(world) == published:
                    found = True
                    other_score = other_score or world[place].so_far != rows[place].so_far
                    break
            answers += not found
        scores += not other_score
    return answers, scores, tried
