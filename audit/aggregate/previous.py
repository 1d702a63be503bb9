"""Last year, as answers by setting: from last year's returns, or from the data that was made of them."""

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from audit.aggregate.batch import BatchResult
from audit.aggregate.match import Matched, MatchedSetting, match
from audit.aggregate.overview import ANSWERS, ASKED_NOTHING
from audit.aggregate.record import ReturnRecord
from audit.aggregate.register import Register
from audit.model import Checklist
from audit.problems import AuditError, Where, problem
from audit.text import from_harmless, identifier, plain

_DESCRIPTION = "datapackage.json"
_LETTER = {rating.value if rating else "": letter for letter, rating in ANSWERS}
FORMS = "forms"
"""The folder of the forms that fewer returns answered, each in a folder of its own."""
Identity = tuple[str, str]


def data_file(place: str) -> Path | None:
    """The description of the data in a folder that an earlier run made; ``None`` where there is none."""
    for folder in (Path(place), Path(place) / "data"):
        if place and "://" not in place and os.path.isfile(folder / _DESCRIPTION):  # noqa: PTH113 - it never raises
            return folder / _DESCRIPTION
    return None


def is_data(place: str) -> bool:
    """Whether a folder holds the data of an earlier run, rather than returns."""
    return data_file(place) is not None


def from_returns(
    taken: Sequence[BatchResult], records: Mapping[str, ReturnRecord], register: Register | None, checklist: str
) -> dict[Identity, str]:
    """Last year's answers from last year's returns, a letter for each criterion of this year's checklist."""
    parties = match(taken, records, register.expected if register else None).parties
    return {
        identity: party.counted.record.answers
        for party in parties
        if party.counted and party.counted.record.checklist == checklist
        for identity in _identities(party)
    }


def by_key(then: Mapping[Identity, str], now: Matched) -> dict[str, str]:
    """Last year's answers by this year's setting key.

    Settings are joined as returns are: by their line in the register, else by identifier, else by name.
    """
    found = {}
    for party in now.parties:
        own = next((then[identity] for identity in _identities(party) if identity in then), None)
        if own:
            found[party.key] = own
    return found


def _identities(party: MatchedSetting) -> list[Identity]:
    """What a setting can be known by from year to year, the surest first."""
    said = [party.expected] if party.expected else [one.record for one in party.sent]
    urns = [("urn", identifier(one.urn)) for one in said if one.urn]
    return urns or [("name", plain(one.name)) for one in said if one.name]


def from_data(description: Path, checklist: Checklist) -> dict[Identity, str]:
    """Last year's answers to a checklist from the data an earlier run made: none where it is of other questions.

    Several forms may number their questions alike, so answers to one are never taken for answers to another.

    Raises:
        AuditError: A28: it cannot be read.
    """
    places = {criterion.id: number for number, criterion in enumerate(checklist.criteria)}
    folder = description.parent
    try:
        said = json.loads(description.read_text(encoding="utf-8")).get("checklist")
        if said and said["id"] != checklist.id:
            apart = folder.parent / FORMS / checklist.id / folder.name / _DESCRIPTION
            return from_data(apart, checklist) if apart.is_file() and FORMS not in folder.parts[-3:] else {}
        identities = {}
        for row in _rows(folder / "settings.csv"):
            urn, name = identifier(from_harmless(row["urn"])), plain(from_harmless(row["name"]))
            identities[row["setting"]] = ("urn", urn) if urn else ("name", name)
        letters: dict[Identity, list[str]] = {}
        for row in _rows(folder / "responses.csv"):
            place = places.get(row["ref"])
            if place is not None:
                own = letters.setdefault(identities[row["setting"]], [ASKED_NOTHING] * len(places))
                own[place] = _LETTER[row["rating"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error, RecursionError) as fault:
        raise AuditError([problem("A28", Where(file=str(folder)), why=fault)]) from fault
    return {identity: "".join(own) for identity, own in letters.items()}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
