"""Earlier years, setting by setting: from last year's returns, or from the data that was made of a year."""

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audit.aggregate.batch import BatchResult
from audit.aggregate.match import Matched, MatchedSetting, match
from audit.aggregate.overview import ANSWERS, ASKED_NOTHING, State
from audit.aggregate.own_output import DATA, FORMS
from audit.aggregate.record import ReturnRecord
from audit.aggregate.register import Register
from audit.judgement.verdict import Level
from audit.model import Checklist
from audit.problems import AuditError, Where, problem
from audit.text import from_harmless, identifier, plain

_DESCRIPTION = "datapackage.json"
_LETTER = {rating.value if rating else "": letter for letter, rating in ANSWERS}
Identity = tuple[str, str]


def data_file(place: str) -> Path | None:
    """The description of the data in a folder that an earlier run made; ``None`` where there is none."""
    for folder in (Path(place), Path(place) / DATA):
        if place and "://" not in place and os.path.isfile(folder / _DESCRIPTION):  # noqa: PTH113 - it never raises
            return folder / _DESCRIPTION
    return None


def is_data(place: str) -> bool:
    """Whether a folder holds the data of an earlier run, rather than returns."""
    return data_file(place) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReturn:
    """What a setting returned in an earlier year: a letter for each of this year's criteria, judgement and breaches."""

    answers: str
    level: Level
    breaches: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastYear:
    """An earlier year: the day of its figures, how many were expected and returned, and each return by its setting.

    ``day`` and ``expected`` are ``None`` where they are not known. ``sent`` counts all settings whose return could be
    counted, expected or not.
    """

    day: date | None
    expected: int | None
    returned: int
    sent: int
    returns: Mapping[Identity, PastReturn]


Joined = tuple[PastYear, Mapping[str, PastReturn]]
"""An earlier year, and what settings returned in it by this year's key."""


def from_returns(
    taken: Sequence[BatchResult], records: Mapping[str, ReturnRecord], register: Register | None, checklist: str
) -> PastYear:
    """Last year from last year's returns."""
    parties = match(taken, records, register.expected if register else None).parties
    counted = [party for party in parties if party.counted and party.counted.record.checklist == checklist]
    days = [
        date.fromisoformat(p.counted.record.audit_date) for p in counted if p.counted and p.counted.record.audit_date
    ]
    return PastYear(
        day=max(days, default=None),
        expected=None,
        returned=len(counted),
        sent=len(counted),
        returns={
            identity: PastReturn(
                answers=party.counted.record.answers,
                level=Level(party.counted.record.level),
                breaches=frozenset((*party.counted.record.law, *party.counted.record.guidance)),
            )
            for party in counted
            if party.counted
            for identity in _identities(party)
        },
    )


def by_key(then: PastYear, now: Matched) -> dict[str, PastReturn]:
    """What this year's settings returned then, by this year's key.

    Settings are joined as returns are: by their line in the register, else by identifier, else by name.
    """
    found = {}
    for party in now.parties:
        own = next((then.returns[identity] for identity in _identities(party) if identity in then.returns), None)
        if own:
            found[party.key] = own
    return found


def _identities(party: MatchedSetting) -> list[Identity]:
    """What a setting can be known by from year to year, the surest first."""
    said = [party.expected] if party.expected else [one.record for one in party.sent]
    urns = [("urn", identifier(one.urn)) for one in said if one.urn]
    return urns or [("name", plain(one.name)) for one in said if one.name]


def from_data(description: Path, checklist: Checklist) -> PastYear | None:
    """An earlier year from the data that was made of it; ``None`` where that is of other questions.

    Several forms may number their questions alike, so answers to one are never taken for answers to another.

    Raises:
        AuditError: A28: it cannot be read.
    """
    folder = description.parent
    try:
        said = json.loads(description.read_text(encoding="utf-8"))
        if "checklist" in said and said["checklist"]["id"] != checklist.id:
            apart = folder.parent / FORMS / checklist.id / folder.name / _DESCRIPTION
            return from_data(apart, checklist) if apart.is_file() and folder.parent.parent.name != FORMS else None
        day = date.fromisoformat(said["as_of"])
        settings = {row["setting"]: row for row in _rows(folder / "settings.csv")}
        answers, breaches = _responses(folder / "responses.csv", checklist)
        expected = sum(row["expected"] == "true" for row in settings.values())
        counted = [
            key
            for key, row in settings.items()
            if row["state"] == State.RETURNED and (row["expected"] == "true" or not expected)
        ]
        return PastYear(
            day=day,
            expected=expected or None,
            returned=len(counted),
            sent=len(answers),
            returns={
                _identity(settings[key]): PastReturn(
                    answers="".join(own), level=Level(settings[key]["level"]), breaches=frozenset(breaches[key])
                )
                for key, own in answers.items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, csv.Error, RecursionError) as fault:
        raise AuditError([problem("A28", Where(file=str(folder)), why=fault)]) from fault


def _identity(row: Mapping[str, str]) -> Identity:
    urn = identifier(from_harmless(row["urn"]))
    return ("urn", urn) if urn else ("name", plain(from_harmless(row["name"])))


def _responses(path: Path, checklist: Checklist) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
    """By setting: a letter for each criterion, and the Refs of its breaches."""
    places = {criterion.id: number for number, criterion in enumerate(checklist.criteria)}
    letters: dict[str, list[str]] = {}
    breaches: dict[str, set[str]] = {}
    for row in _rows(path):
        own = letters.setdefault(row["setting"], [ASKED_NOTHING] * len(places))
        breached = breaches.setdefault(row["setting"], set())
        if row["ref"] in places:
            own[places[row["ref"]]] = _LETTER[row["rating"]]
            breached.update({row["ref"]} if row["breach"] == "true" else ())
    return letters, breaches


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
