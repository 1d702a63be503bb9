"""Invented settings, filled by rule: for the demonstration, the samples in ``reports/samples/`` and the tests.

Nobody here exists. Each answer follows from the setting and the Ref alone, so that a sample stays the same when other
questions come or go.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from audit import files
from audit.checklist.load import load
from audit.model import Audit, Checklist, Criterion, Duty, Rating, Response, Setting
from audit.report import build, write
from audit.workbook.read import reader
from audit.workbook.write import writer

SAMPLE_DAY = date(2026, 11, 20)
_WHERE = ("the safeguarding folder in the office", "the shared drive, folder 'Safeguarding'", "the minutes folder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An invented setting and how it tends to answer: shares in percent, the rest being met.

    ``careful`` settings have no breach: what binds them by law is met, what statutory guidance asks is at least begun.
    """

    setting: Setting
    file: str
    partly: int
    not_met: int
    not_applicable: int = 0
    blank: int = 0
    careful: bool = False


NURSERY = Profile(
    setting=Setting(name="Rosebank Nursery (invented)", kind="early-years", urn="EY000001", group=""),
    file="rosebank-nursery-invented.xlsx",
    partly=18,
    not_met=8,
    not_applicable=4,
    blank=4,
)
SCHOOL = Profile(
    setting=Setting(
        name="Ashdown Vale School (invented)", kind="school", urn="000002", group="Example Trust (invented)"
    ),
    file="ashdown-vale-school-invented.xlsx",
    partly=24,
    not_met=3,
    careful=True,
)
CLUB = Profile(
    setting=Setting(name="Millbrook Swimming Club (invented)", kind="sports-club"),
    file="millbrook-swimming-club-invented.xlsx",
    partly=14,
    not_met=2,
    blank=14,
    careful=True,
)
PROFILES = (SCHOOL, NURSERY, CLUB)


def fill(checklist: Checklist, profile: Profile, day: date) -> Audit:
    """The answers of an invented setting to every question of a checklist."""
    return Audit(
        checklist=checklist.id,
        edition=checklist.edition,
        setting=profile.setting,
        responses=tuple(_answer(checklist, criterion, profile, day) for criterion in checklist.criteria),
        audit_date=day,
        completed_by="Sam Example, invented",
    )


def _answer(checklist: Checklist, criterion: Criterion, profile: Profile, day: date) -> Response:
    lot = hashlib.sha256(f"{profile.setting.name}/{criterion.id}".encode()).digest()
    rating = _rating(lot[0] * 100 // 256, criterion, profile)
    response = Response(ref=criterion.id, rating=rating)
    if rating is None:
        return response
    if rating is Rating.NOT_APPLICABLE:
        return replace(response, notes="We do not do this ourselves: another organisation does it for us.")
    if rating is not Rating.NOT_MET and lot[1] < 220:
        first = criterion.evidence[0].rstrip(".")
        response = replace(response, evidence=f"{first}. Kept in {_WHERE[lot[2] % len(_WHERE)]}.")
    if rating is not Rating.MET and lot[3] < 140:
        response = replace(
            response,
            action=criterion.remedy
            if lot[4] < 128
            else f"Put right at the next leadership meeting: {criterion.title}.",
            owner=checklist.role(criterion.owner),
            due=day + timedelta(days=14 + lot[5] % 90) if lot[6] < 200 else None,
            due_words="" if lot[6] < 200 else "half term",
        )
    return response


def _rating(lot: int, criterion: Criterion, profile: Profile) -> Rating | None:
    shares: tuple[tuple[int, Rating | None], ...] = (
        (profile.blank, None),
        (profile.not_applicable, Rating.NOT_APPLICABLE),
        (profile.not_met, Rating.NOT_MET),
        (profile.partly, Rating.PARTLY),
    )
    chosen: Rating | None = Rating.MET
    for share, rating in shares:
        if lot < share:
            chosen = rating
            break
        lot -= share
    if not profile.careful or chosen is None:
        return chosen
    if criterion.duty is Duty.MUST:
        return Rating.MET
    return Rating.PARTLY if chosen is Rating.NOT_MET and criterion.duty is Duty.SHOULD else chosen


def filled_workbook(profile: Profile, day: date) -> bytes:
    """The workbook an invented setting would send in."""
    checklist = load("leaders", profile.setting.kind)
    return writer.build(checklist, fill(checklist, profile, day), day)


def make(folder: Path) -> Iterator[write.Written]:
    """Make the sample reports, the whole way through: write the workbook, read it, score it, report it.

    Raises:
        AuditError: they could not be written.
    """
    with tempfile.TemporaryDirectory() as temporary:
        for profile in PROFILES:
            path = Path(temporary) / profile.file
            files.write(path, filled_workbook(profile, SAMPLE_DAY))
            returned = replace(reader.read(path), sha256="(the sample's workbook is made again each time)")
            yield write.write(build.build(returned, SAMPLE_DAY), folder).whole()
