"""The answers of many settings as one wide frame: a row a setting, an ``int8`` column a criterion.

100,000 settings are a few megabytes so, and every group-by takes a fraction of a second. No frame leaves this room.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from audit.aggregate.overview import ANSWERS, ASKED_NOTHING, COMPARED, SettingRow
from audit.judgement.findings import Finding
from audit.model import Checklist, Criterion, Rating, Response

CODES = (*(letter for letter, _ in ANSWERS), ASKED_NOTHING)
"""The letter that each code stands for, by its place."""

NOT_ASKED = CODES.index(ASKED_NOTHING)
_CREDITS = np.array([-1 if rating is None or rating.credit is None else rating.credit for _, rating in ANSWERS] + [-1])
_CODE_OF = np.full(128, -1, dtype=np.int8)
_CODE_OF[[ord(letter) for letter in CODES]] = range(len(CODES))


def answers(rows: Sequence[SettingRow], criteria: int) -> np.ndarray:
    """The codes of all answers: settings by criteria, ``int8``."""
    return letters([row.answers for row in rows], criteria)


def letters(texts: Sequence[str], criteria: int) -> np.ndarray:
    """The codes of answers given as letters."""
    joined = np.frombuffer("".join(texts).encode("ascii"), dtype=np.uint8)
    return _CODE_OF[joined].reshape(len(texts), criteria)


def credit(codes: np.ndarray) -> np.ndarray:
    """What each answer earns before its weight; -1 where it is in no score."""
    return np.take(_CREDITS, codes)


def wide(rows: Sequence[SettingRow], checklist: Checklist) -> pd.DataFrame:
    """A row for each returned setting: what it is grouped by, its score (missing where none applies), its answers."""
    frame = pd.DataFrame(answers(rows, len(checklist.criteria)), columns=[c.id for c in checklist.criteria])
    facts: dict[str, object] = {by.value: pd.Categorical([getattr(row, by) for row in rows]) for by in COMPARED}
    facts |= {
        "so_far": np.array([np.nan if row.so_far is None else row.so_far for row in rows], dtype="float32"),
        "earned": np.array([row.points[0] for row in rows], dtype="int64"),
        "available": np.array([row.points[1] for row in rows], dtype="int64"),
        "level": pd.Categorical([row.level for row in rows]),
        "incomplete": np.array([row.unanswered > 0 for row in rows], dtype=bool),
    }
    return pd.concat([pd.DataFrame(facts), frame], axis=1)


def points(checklist: Checklist, own: Checklist) -> tuple[np.ndarray, np.ndarray]:
    """What each answer of a kind of setting earns, and what it could: criteria by codes, in points.

    The figures are the scorer's own, asked for once for every criterion and rating.

    Args:
        checklist: the whole one, whose criteria are the rows.
        own: as the kind of setting is asked it: the same criterion can weigh more for one kind than for another.
    """
    earned = np.zeros((len(checklist.criteria), len(CODES)), dtype=np.int16)
    available = earned.copy()
    places = {criterion.id: place for place, criterion in enumerate(checklist.criteria)}
    for criterion in own.criteria:
        for code, (_, rating) in enumerate(ANSWERS):
            finding = _finding(criterion, rating)
            earned[places[criterion.id], code] = finding.earned(own.rule)
            available[places[criterion.id], code] = finding.available(own.rule)
    return earned, available


def _finding(criterion: Criterion, rating: Rating | None) -> Finding:
    """An answer that has been read: whether Not applicable is accepted was decided then."""
    return Finding(criterion=criterion, response=Response(ref=criterion.id), rating=rating, evidenced=False)
