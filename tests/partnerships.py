"""Invented partnerships of settings, and an attacker who looks for a second world that publishes the same.

A setting's answer, or its score, is certain when no other world fits what was published. Whoever attacks knows the
rules, every answer of a coalition of up to three settings, and who returned. A second world is looked for step by step,
so "not certain" is proved by a witness, and "certain" means only that none was found.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from audit.aggregate.overview import SettingRow, State
from audit.judgement.verdict import JUDGEMENTS
from tests import small

CHECKLIST = small.checklist("mmsssaaa")
_MET, _GAP = "M", "N"
_TRIES = 8
"""How often a witness is looked for: the search is led by chance."""
Rows = tuple[SettingRow, ...]
Seen = Callable[[Rows], object]


def scored(row: SettingRow, answers: str) -> SettingRow:
    """A row with these answers, and with what they come to."""
    given = [letter for letter in answers if letter in {_MET, _GAP}]
    percent = 100 * given.count(_MET) // len(given) if given else None
    levels = [level for bound, level in zip((0, 50, 70, 90), JUDGEMENTS, strict=True) if (percent or 0) >= bound]
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


def distance(ours: object, theirs: object) -> int:
    """How many of the figures are others: 0 where two worlds are published as the same."""
    if isinstance(ours, tuple) and isinstance(theirs, tuple):
        known = set(ours)
        return abs(len(ours) - len(theirs)) + sum(row not in known for row in theirs)
    return int(ours != theirs)


def witness(  # noqa: PLR0917 - the whole of an attack
    rows: Rows, seen: Seen, place: int, criterion: int, free: Sequence[int], chance: random.Random, steps: int = 400
) -> Rows | None:
    """A world that publishes the same and in which a setting gave another answer, if one is found in so many steps.

    It begins with that one answer turned round and then turns others, never one that the coalition knows, as long as
    that brings what is published no further away.
    """
    published, letter = seen(rows), rows[place].answers[criterion]
    world = changed(rows, place, criterion, _other(letter))
    for near in _nearest(world, place, criterion, free, chance):
        if not distance(published, seen(near)):
            return near
    far = distance(published, seen(world))
    for step in range(steps):
        if not far:
            return world
        same = [n for n in free if n != place and world[n].answers[criterion] != letter]
        if step < len(same) and step % 2 == 0:
            other, at = same[step // 2], criterion
        else:
            other, at = chance.choice(list(free)), chance.randrange(len(world[place].answers))
        if (other, at) == (place, criterion):
            continue
        tried = changed(world, other, at, _other(world[other].answers[at]))
        now = distance(published, seen(tried))
        if now <= far:
            world, far = tried, now
    return world if not far else None


def _nearest(world: Rows, place: int, criterion: int, free: Sequence[int], chance: random.Random) -> Iterator[Rows]:
    """Worlds with one, two or three answers more turned round: first of the same question, then any."""
    for other in free:
        if other != place and world[other].answers[criterion] == world[place].answers[criterion]:
            yield changed(world, other, criterion, _other(world[other].answers[criterion]))
    for _ in range(150):
        tried = world
        for other in chance.choices(list(free), k=chance.randint(1, 3)):
            at = chance.randrange(len(CHECKLIST.criteria))
            if (other, at) != (place, criterion):
                tried = changed(tried, other, at, _other(tried[other].answers[at]))
        yield tried


def certain(rows: Rows, seen: Seen, seed: int, *, targets: int = 6, steps: int = 400) -> tuple[int, int, int]:
    """How many answers and scores stay certain of those attacked, and how many answers were attacked."""
    chance = random.Random(seed)
    answers = scores = tried = 0
    for place in chance.sample(range(len(rows)), min(targets, len(rows))):
        knowing = set([other for other in chance.sample(range(len(rows)), 4) if other != place][:3])
        free = [number for number in range(len(rows)) if number not in knowing]
        other_score = False
        for criterion in range(len(CHECKLIST.criteria)):
            tried += 1
            tries = (witness(rows, seen, place, criterion, free, chance, steps) for _ in range(_TRIES))
            found = next(filter(None, tries), None)
            answers += found is None
            other_score = other_score or (found is not None and found[place].so_far != rows[place].so_far)
        scores += not other_score
    return answers, scores, tried
