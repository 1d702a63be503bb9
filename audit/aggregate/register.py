"""The settings that are expected to send a return: a CSV in our own columns, or the public schools extract as it is.

Get Information About Schools (GIAS) gives its extract in Windows-1252 with columns such as ``EstablishmentName`` and
``TypeOfEstablishment (name)``. People save their own lists in whatever their spreadsheet program offers. Both are read
by the words of the headings, in any order, and what is wrong is said with its line.
"""

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TextIO

from audit.aggregate import audit_year
from audit.aggregate.audit_year import AuditYear
from audit.aggregate.csv_records import Records, SpreadsheetError, opened
from audit.checklist.load import nearest_kind
from audit.model import ANY_KIND, Kind, RetiredKind
from audit.problems import AuditError, Problem, Where, problem
from audit.text import composed, counted, identifier, plain
from audit.workbook.read import cell_values

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("Name", "Name of setting", "Setting", "Setting name", "EstablishmentName", "Organisation"),
    "urn": ("URN", "URN or other identifier", "ID", "Identifier", "Reference"),
    "kind": ("Kind", "Kind of setting", "TypeOfEstablishment (name)"),
    "phase": ("Phase", "PhaseOfEducation (name)"),
    "area": ("Area", "Local authority", "LA", "LA (name)"),
    "group": ("Group", "Trust", "Group or trust", "Trusts (name)"),
    "contact": ("Contact", "E-mail", "Email", "Contact e-mail", "Contact email"),
    "due": ("Due", "Due date", "Deadline"),
    "status": ("EstablishmentStatus (name)",),
    "year": ("Audit year", "Year of audit"),
}
"""Each field with the headings it is known by, in any case; the first that stands in the file is read."""

_NOT_OPEN = {"closed", "proposed to open"}
_GIAS_TYPES = (
    ("children's centre", "early-years"),
    ("academ", "school"),
    ("school", "school"),
    ("college", "school"),
    ("further education", "school"),
    ("pupil referral unit", "school"),
    ("special post 16", "school"),
    ("online provider", "school"),
    ("secure unit", "youth-justice-secure"),
)
"""What a GIAS type of establishment is here: the first whose words are in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One setting that is expected to send a return, and the line of the register it stands on."""

    line: int
    name: str
    urn: str = ""
    kind: str = ANY_KIND
    phase: str = ""
    area: str = ""
    group: str = ""
    contact: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The expected settings in the order of the file, the year it says it is of, and everything wrong with it."""

    file: str
    expected: tuple[Expected, ...]
    problems: tuple[Problem, ...]
    year: AuditYear | None = None

    @property
    def group(self) -> str:
        """The group that all of them belong to; empty where there are several."""
        groups = {one.group for one in self.expected}
        return groups.pop() if len(groups) == 1 else ""


def load(path: Path, kinds: Sequence[Kind], retired: Sequence[RetiredKind] = ()) -> Register:
    """Read a register.

    Args:
        path: a CSV file in UTF-8 (with or without a mark at its start), UTF-16 with a mark, or Windows-1252.
        kinds: the kinds of setting there are; a kind is known by its id, its title or its GIAS type.
        retired: kinds that are no longer chosen: whoever names one is told what took its place.

    Raises:
        AuditError: A01, A02, A10 or A13: there is nothing that can be read as a list of settings.
    """
    reading = _Reading(file=path.name, kinds=kinds, retired=retired)
    try:
        with _opened(path, reading) as lines:
            expected = tuple(reading.rows(lines))
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or fault
        raise AuditError([problem("A01", Where(file=str(path)), why=why)]) from fault
    if not expected:
        raise AuditError([*reading.found, problem("A10", Where(file=path.name))])
    year = reading.year()
    return Register(file=path.name, expected=expected, problems=tuple(reading.found), year=year)


def _opened(path: Path, reading: "_Reading") -> TextIO:
    try:
        text, is_utf8 = opened(path)
    except SpreadsheetError as fault:
        raise AuditError([problem("A13", Where(file=path.name))]) from fault
    except ValueError as fault:
        raise AuditError([problem("A01", Where(file=path.name), why=fault)]) from fault
    if not is_utf8:
        reading.say("A08")
    return text


@dataclass(slots=True)
class _Reading:
    file: str
    kinds: Sequence[Kind]
    retired: Sequence[RetiredKind] = ()
    found: list[Problem] = field(default_factory=list)
    closed: int = 0
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)

    def year(self) -> AuditYear | None:
        """The one year that stands on its lines; none where they say none, several, or what is no year."""
        found = set()
        for text, line in self.years.items():
            try:
                found.add(audit_year.written(text))
            except ValueError:
                self.say("A53", line, text=text)
        if len(found) > 1:
            self.say("A54", years=", ".join(sorted(self.years)))
        return found.pop() if len(found) == 1 else None

    def say(self, code: str, line: int | None = None, **details: object) -> None:
        spot = f"line {line}" if line else ""
        self.found.append(problem(code, Where(file=self.file, spot=spot), **details))

    def rows(self, text: Iterable[str]) -> Iterator[Expected]:
        """The settings, one after the other."""
        lines = Records(text)
        columns: dict[str, int] | None = None
        width = 0
        try:
            for record in lines:
                if record.fault:
                    self.say(record.fault, record.line)
                if not any(cell.strip() for cell in record.cells):
                    continue
                if columns is None:
                    columns, width = self._columns(record.cells, record.line), len(record.cells)
                    lines.width = width
                elif setting := self._setting(record.cells, columns, width, record.line):
                    yield setting
        except csv.Error as fault:
            self.say("A01", lines.line, why=fault)
            raise AuditError(self.found) from fault
        if self.closed:
            self.say("A09", settings=counted(self.closed, "setting is", "settings are"))

    def _columns(self, headings: Sequence[str], line: int) -> dict[str, int]:
        words = [plain(heading) for heading in headings]
        columns = {}
        for name, aliases in COLUMNS.items():
            stand = [words.index(plain(alias)) for alias in aliases if plain(alias) in words]
            if stand:
                columns[name] = stand[0]
                if words.count(words[stand[0]]) > 1:
                    self.say("A11", line, column=headings[stand[0]])
        if "name" not in columns:
            self.say("A02", line, known=", ".join(h for h in headings if h.strip()))
            raise AuditError(self.found)
        return columns

    def _setting(self, cells: Sequence[str], columns: Mapping[str, int], width: int, line: int) -> Expected | None:
        said = {name: " ".join(cells[at].split()) if at < len(cells) else "" for name, at in columns.items()}
        if any(cell.strip() for cell in cells[width:]):
            self.say(
                "A07", line, cells=counted(len(cells), "cell", "cells"), headings=counted(width, "heading", "headings")
            )
        if plain(said.get("status", "")) in _NOT_OPEN:
            self.closed += 1
            return None
        name, urn = said["name"], identifier(said.get("urn", ""))
        if not name and not urn:
            self.say("A03", line)
            return None
        key = ("urn", urn) if urn else ("name", plain(name))
        if key in self.seen:
            self.say("A04" if urn else "A05", line, id=urn, name=name, other=self.seen[key])
            return None
        self.seen[key] = line
        if said.get("year"):
            self.years.setdefault(said["year"], line)
        return Expected(
            line=line,
            name=name or urn,
            urn=urn,
            kind=self._kind(said.get("kind", ""), line),
            due=self._due(said.get("due", ""), line),
            contact=said.get("contact", ""),
            # The same few words stand on thousands of lines.
            **{field: sys.intern(composed(said.get(field, ""))) for field in ("phase", "area", "group")},
        )

    def _kind(self, text: str, line: int) -> str:
        word = plain(text)
        if not word:
            return ANY_KIND
        known = {plain(name): kind.id for kind in self.kinds for name in (kind.id, kind.title)}
        if word in known:
            return known[word]
        ids = {kind.id for kind in self.kinds}
        kind = next((kind for word_of_type, kind in _GIAS_TYPES if word_of_type in word and kind in ids), None)
        if kind is None:
            hint = nearest_kind(text, self.kinds, self.retired)
            self.say("A06", line, kind=text, hint=hint, known=", ".join(sorted(ids)))
            return ANY_KIND
        return kind

    def _due(self, text: str, line: int) -> date | None:
        try:
            return cell_values.as_date(text)
        except ValueError:
            self.say("A12", line, text=text)
            return None


def as_csv(expected: Iterable[Expected]) -> str:
    """Settings as a register in our own columns, such as :func:`load` reads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Name", "URN", "Kind", "Phase", "Local authority", "Group", "Contact", "Due"])
    for one in expected:
        due = f"{one.due:%d/%m/%Y}" if one.due else ""
        writer.writerow([one.name, one.urn, one.kind, one.phase, one.area, one.group, one.contact, due])
    return out.getvalue()
