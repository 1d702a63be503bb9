"""Invented settings and their returns, as many as are asked for: for tests, benchmarks and trying things out.

Nobody here exists. Everything follows from the seed and a setting's number, so that a hundred thousand returns can be
made again one at a time. Some settings do not answer, some send faults: as in life, but known beforehand.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from audit import files
from audit.aggregate import register
from audit.aggregate.match import stem
from audit.aggregate.register import Expected
from audit.aggregate.run import Progress
from audit.checklist.load import load
from audit.judgement.findings import may_be_left_out
from audit.model import Audit, Checklist, Criterion, Duty, Rating, Response, Setting
from audit.problems import AuditError, Where, problem
from audit.samples.demonstration import SAMPLE_DAY
from audit.workbook.write import splice

_AT_ONCE = 50
_FIRST = (
    "Ashdown",
    "Birch",
    "Calder",
    "Dunmere",
    "Elm",
    "Fern",
    "Garth",
    "Hazel",
    "Ivy",
    "Juniper",
    "Kestrel",
    "Larch",
)
_SECOND = ("Bank", "Bridge", "Brook", "Croft", "Dale", "Field", "Gate", "Hill", "Lane", "Moor", "Vale", "Wood")
_KINDS = (
    ("school", 45, "School", ("Primary", "Secondary", "Primary", "All-through")),
    ("early-years", 40, "Nursery", ("Nursery",)),
    ("charity", 8, "Youth Project", ("",)),
    ("sports-club", 7, "Sports Club", ("",)),
)
_PLACES = (
    "the safeguarding folder",
    "the office cabinet",
    "the shared drive",
    "the governors' minutes",
    "the staff room",
)
_COPIED = "Policy adopted from the model policy pack, section 4, and kept in the safeguarding folder."
_OLD_EDITION = b"2025-09"


class PlantedFault(StrEnum):
    """What an invented setting does wrong, or nothing."""

    NONE = "none"
    MISSING = "missing"
    BLANK = "blank"
    OLD_EDITION = "old edition"
    TWICE = "twice"
    DAMAGED = "damaged"
    NOT_A_WORKBOOK = "not a workbook"
    UNKNOWN_RATING = "unknown rating"


_F = PlantedFault
_FAULTS = (
    (_F.MISSING, 8), (_F.BLANK, 2), (_F.OLD_EDITION, 3), (_F.TWICE, 3), (_F.DAMAGED, 1), (_F.NOT_A_WORKBOOK, 1),
    (_F.UNKNOWN_RATING, 2),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """One invented setting: as the register has it, and how it tends to answer (shares in percent)."""

    number: int
    expected: Expected
    fault: PlantedFault
    met: int
    partly: int
    blank: int
    careful: bool


def setting(number: int, seed: int = 1) -> Invented:
    """The setting with this number, from 0 on."""
    dice = random.Random(f"{seed}/{number}")  # noqa: S311 - for believable numbers, not for secrets
    kind, _, ending, phases = dice.choices(_KINDS, [share for _, share, _, _ in _KINDS])[0]
    area = dice.randrange(12)
    group = f"{_FIRST[dice.randrange(12)]} Trust (invented)" if kind == "school" and dice.random() < 0.6 else ""
    name = f"{dice.choice(_FIRST)} {dice.choice(_SECOND)} {ending} {number + 1} (invented)"
    # Areas, groups and single settings differ, so that there is a spread to see.
    met = min(97, max(20, round(dice.gauss(72 + 2 * (area % 5) - (4 if kind == "sports-club" else 0), 12))))
    faults = [(fault, share) for fault, share in _FAULTS]
    faults.append((PlantedFault.NONE, 100 - sum(share for _, share in faults)))
    return Invented(
        number=number,
        expected=Expected(
            line=number + 2,
            name=name,
            urn=f"{'EY' if kind == 'early-years' else ''}{900000 + number}",
            kind=kind,
            phase=dice.choice(phases),
            area=f"Area {area + 1:02} (invented)",
            group=group,
            contact=f"office{number + 1}@example.org",
        ),
        fault=dice.choices([fault for fault, _ in faults], [share for _, share in faults])[0],
        met=met,
        partly=round((100 - met) * 0.7),
        blank=dice.choice((0, 0, 0, 0, 2, 10)),
        careful=dice.random() < 0.45,
    )


def answered(one: Invented, checklist: Checklist, day: date, *, year: int = 0, begun: bool = False) -> Audit:
    """What a setting answers. ``year`` -1 is the year before: much the same, a little worse; ``begun`` half of it."""
    dice = random.Random(f"{one.number}/{one.expected.urn}")  # noqa: S311 - the same every year, so that years are alike
    known = one.expected
    throws = [(criterion, [dice.random() for _ in range(6)]) for criterion in checklist.criteria]
    responses = [_response(one, criterion, own, year) for criterion, own in throws]
    responses = [_with_plan(r, checklist, own, day) for r, (_, own) in zip(responses, throws, strict=True)]
    if begun:
        responses = [r if n % 2 else Response(ref=r.ref) for n, r in enumerate(responses)]
    return Audit(
        checklist=checklist.id,
        edition=checklist.edition,
        setting=Setting(name=known.name, kind=known.kind, urn=known.urn, group=known.group),
        responses=tuple(responses),
        audit_date=day - timedelta(days=dice.randrange(40) + (10 if begun else 0)),
        completed_by="Sam Example",
    )


def _response(one: Invented, criterion: Criterion, throws: Sequence[float], year: int) -> Response:
    # The hard questions are hard for everybody, and every setting has its own throws; each year the same.
    lot, evident, place, drift = throws[:4]
    worse = 12 if year < 0 and drift < 0.3 else 0
    rating = _rating(one, criterion, 100 * lot + _hardness(criterion.id) + worse, evident)
    if rating is None:
        return Response(ref=criterion.id)
    if rating is Rating.NOT_APPLICABLE:
        return Response(ref=criterion.id, rating=rating, notes="Another organisation does this for us.")
    evidence = f"{criterion.evidence[0].rstrip('.')}, {_PLACES[int(place * 5)]} of {one.expected.name}"
    if one.number % 17 == 3 and evident < 0.3:
        evidence = _COPIED
    return Response(ref=criterion.id, rating=rating, evidence=evidence if evident < 0.8 else "")


def _with_plan(response: Response, checklist: Checklist, throws: Sequence[float], day: date) -> Response:
    own, late = throws[4:]
    criterion = checklist.criterion(response.ref)
    if criterion is None or response.rating not in {Rating.PARTLY, Rating.NOT_MET} or own > 0.6:
        return response
    due = None if late < 0.01 else day + timedelta(days=14 + int(late * 90))
    return replace(
        response,
        action=f"Put right at the next leadership meeting: {criterion.title}",
        owner=checklist.role(criterion.owner),
        due=due,
        due_words="" if due else "half term",
    )


@lru_cache(maxsize=512)
def _hardness(ref: str) -> int:
    return random.Random(ref).choice((-15, -10, -5, 0, 0, 5, 10, 20))  # noqa: S311 - as above


def _rating(one: Invented, criterion: Criterion, lot: float, chance: float) -> Rating | None:
    if chance > 1 - one.blank / 100:
        return None
    if 0.5 < chance < 0.53 and may_be_left_out(criterion):
        return Rating.NOT_APPLICABLE
    rating = Rating.MET if lot < one.met else Rating.PARTLY if lot < one.met + one.partly else Rating.NOT_MET
    if not one.careful or rating is Rating.MET:
        return rating
    return Rating.MET if criterion.duty is Duty.MUST else Rating.PARTLY


@dataclass(frozen=True, slots=True)
class ReturnFactory:
    """Makes the files of invented settings. Templates are made once for each kind."""

    day: date
    seed: int = 1
    year: int = 0

    def returns(self, number: int) -> Iterator[tuple[str, bytes]]:
        """The files that the setting with this number sends: names and contents; none from one that does not answer."""
        one = setting(number, self.seed)
        name = f"{stem(one.expected)}.xlsx"
        if one.fault is PlantedFault.MISSING:
            return
        template = _template(one.expected.kind, self.day, one.fault is PlantedFault.OLD_EDITION)
        audit = answered(one, template.checklist, self.day, year=self.year)
        if one.fault is PlantedFault.TWICE:
            begun = answered(one, template.checklist, self.day, year=self.year, begun=True)
            yield name.replace(".xlsx", " first-try.xlsx"), template.fill(begun)
        if one.fault is PlantedFault.BLANK:
            audit = replace(audit, responses=())
        data = template.fill(audit)
        if one.fault is PlantedFault.DAMAGED:
            data = data[: len(data) * 2 // 3]
        elif one.fault is PlantedFault.NOT_A_WORKBOOK:
            data = b"%PDF-1.4 invented, renamed to .xlsx"
        elif one.fault is PlantedFault.UNKNOWN_RATING:
            data = template.spliced(audit, typed={(audit.responses[1].ref, "rating"): "Mostly"})
        yield name, data


@lru_cache(maxsize=32)
def _template(kind: str, day: date, old: bool) -> splice.Template:
    if not old:
        return splice.template(load("leaders", kind), day, level=1)
    new = _template(kind, day, False)
    digest, edition = new.checklist.digest.encode(), new.checklist.edition.encode()
    parts = {
        name: data.replace(digest, b"0" * 64).replace(edition, _OLD_EDITION) if digest in data else data
        for name, data in new.parts.items()
    }
    return replace(new, parts=parts, _stored={})


def make(folder: Path, mill: ReturnFactory, numbers: range) -> int:
    """Write the returns of the settings with these numbers into folders of a thousand; how many files.

    Raises:
        AuditError: S02, they could not be written.
    """
    written = 0
    for number in numbers:
        for name, data in mill.returns(number):
            path = folder / "returns" / f"{number // 1000:03}" / name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)  # invented, and many: not worth the wait of files.write
            except OSError as fault:
                raise AuditError([problem("S02", Where(file=str(path)), why=fault.strerror or fault)]) from fault
            written += 1
    return written


def write_register(folder: Path, settings: int, seed: int = 1) -> Path:
    """The register of the first so many settings, as ``settings.csv``."""
    expected = [setting(number, seed).expected for number in range(settings)]
    return files.write(folder / "settings.csv", register.as_csv(expected))


def write_returns(
    folder: Path, settings: int, *, last_year: bool = False, progress: Progress | None = None
) -> tuple[int, Path]:
    """Write the returns of the first so many settings and their register; how many files, and where the register is.

    Raises:
        AuditError: S02, they could not be written.
    """
    day = SAMPLE_DAY.replace(year=SAMPLE_DAY.year - 1) if last_year else SAMPLE_DAY
    factory = ReturnFactory(day=day, year=-1 if last_year else 0)
    register = write_register(folder, settings)
    written = 0
    for begin in range(0, settings, _AT_ONCE):
        done = min(begin + _AT_ONCE, settings)
        written += make(folder, factory, range(begin, done))
        if progress:
            progress(done, settings)
    return written, register
