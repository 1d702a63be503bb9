"""A filled workbook becomes an :class:`~audit.model.Audit`; everything wrong with it is said, with its cell.

Answers are found by the words of the headings and by Ref. Where they stand does not matter: rows may be sorted or
inserted, columns added, sheets renamed. "It could be read" never means "it is complete": every question of the
checklist has to be found, and each one that is not is named.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from audit.checklist.load import load, load_all, nearest
from audit.model import ANY_KIND, Audit, Checklist, Place, Rating, Response, Setting
from audit.problems import AuditError, Problem, Where, problem
from audit.workbook import answers, guard, identity, layout, ratings
from audit.workbook.answers import CellValue, as_text
from audit.workbook.rows import Rows, Sheets

_HEADER_WITHIN = 40
_LONGEST_WORD = 60
# Sheets of ours that never hold questions: as long as they have our name they need not be read.
_NEVER_ASK = {layout.SUMMARY, layout.SOURCES, layout.FIGURES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One file and what came of it: the audit, unless it was refused, and everything wrong with it."""

    file: str
    problems: tuple[Problem, ...]
    sha256: str = ""
    checklist: Checklist | None = None
    audit: Audit | None = None

    @property
    def refused(self) -> bool:
        """Whether nothing could be read, so that there is nothing to score."""
        return self.audit is None


def read(path: Path, *, folder: Path | None = None, limits: guard.Limits | None = None) -> Return:
    """Read one workbook. Never raises for what a file holds: a file that is refused comes back with its faults.

    Args:
        path: a ``.xlsx``, ``.xlsm`` or ``.ods`` file; what it is is seen from its contents, not from its name.
        folder: checklists of one's own, beside ours.
        limits: what is too large; the defaults of :class:`~audit.workbook.guard.Limits` if not said.
    """
    try:
        checked = guard.check(path, limits)
    except AuditError as fault:
        return Return(file=path.name, problems=fault.problems)
    return _read(checked, path.name, folder)


def read_bytes(data: bytes, name: str, *, folder: Path | None = None, limits: guard.Limits | None = None) -> Return:
    """Read a workbook that is not on this disk: its bytes (one more than the limit is enough) and its name."""
    try:
        checked = guard.check_bytes(data, name, limits)
    except AuditError as fault:
        return Return(file=name, problems=fault.problems)
    return _read(checked, name, folder)


def _read(checked: guard.Checked, file: str, folder: Path | None) -> Return:
    try:
        sheets = Sheets(checked, file)
        reading = _Reading(file=file, checked=checked, sheets=sheets, folder=folder)
        audit = reading.audit()
    except AuditError as fault:
        return Return(file=file, problems=fault.problems, sha256=checked.sha256)
    return Return(
        file=file,
        problems=tuple(reading.found),
        sha256=checked.sha256,
        checklist=reading.checklist,
        audit=audit,
    )


@dataclass(slots=True)
class _Table:
    """The sheet with the questions: its name, the row of its headings, and the column of each field (from 0)."""

    sheet: str
    rows: Rows
    header: int
    columns: dict[str, int]

    def text(self, row: int, name: str) -> str:
        return as_text(self.value(row, name))

    def value(self, row: int, name: str) -> CellValue:
        cells, column = self.rows[row], self.columns.get(name, -1)
        return cells[column] if 0 <= column < len(cells) else ""

    def cell(self, row: int, column: int) -> str:
        return f"{layout.letter(column)}{row + 1}"

    def place(self, row: int, name: str) -> Place:
        return Place(sheet=self.sheet, cell=self.cell(row, self.columns.get(name, 0)))


@dataclass(slots=True)
class _Reading:
    """The reading of one workbook: what is known so far, and every problem found on the way."""

    file: str
    checked: guard.Checked
    sheets: Sheets
    folder: Path | None
    found: list[Problem] = field(default_factory=list)
    checklist: Checklist | None = None

    def audit(self) -> Audit:
        table = self._table()
        details = self._identify(table)
        checklist = self.checklist = self._checklist(details)
        responses = list(self._responses(table, checklist))
        if responses and all(r.rating is None for r in responses):
            self._say("W04", Place(sheet=table.sheet, cell=table.cell(table.header, table.columns["rating"])))
        setting, completed_by, audit_date = self._setting(checklist.kind)
        return Audit(
            checklist=checklist.id,
            edition=checklist.edition,
            setting=setting,
            responses=tuple(responses),
            audit_date=audit_date,
            completed_by=completed_by,
        )

    def _say(self, code: str, place: Place | None = None, **details: object) -> None:
        self.found.append(problem(code, Where(file=self.file, spot=str(place) if place else ""), **details))

    def _refuse(self, code: str, place: Place | None = None, **details: object) -> AuditError:
        where = Where(file=self.file, spot=str(place) if place else "")
        return AuditError([*self.found, problem(code, where, **details)])

    # Which sheet, which checklist

    def _table(self) -> _Table:
        likely = sorted(self.sheets, key=lambda name: layout.plain(name) != layout.plain(layout.CHECKLIST))
        tables = [t for name in likely if name not in _NEVER_ASK if (t := self._find_header(name))]
        if not tables:
            raise self._refuse("W01")
        for other in tables[1:]:
            place = Place(sheet=other.sheet, cell=other.cell(other.header, other.columns["ref"]))
            self._say("W19", place, first=tables[0].sheet, second=other.sheet)
        table = tables[0]
        self._check_headings(table)
        return table

    def _find_header(self, name: str) -> _Table | None:
        rows = self.sheets[name]
        for number, row in enumerate(rows[:_HEADER_WITHIN]):
            words = [layout.plain(cell) if isinstance(cell, str) and len(cell) < _LONGEST_WORD else "" for cell in row]
            if "ref" in words and "rating" in words:
                columns: dict[str, int] = {}
                for place, word in enumerate(words):
                    column = layout.FIELDS.get(word)
                    if column and column.field and column.field not in columns:
                        columns[column.field] = place
                return _Table(name, rows, number, columns)
        return None

    def _check_headings(self, table: _Table) -> None:
        words = [layout.plain(as_text(cell)) for cell in table.rows[table.header]]
        for word, column in layout.FIELDS.items():
            stands = [place for place, found in enumerate(words) if found == word]
            if not stands:
                at = Place(sheet=table.sheet, cell=table.cell(table.header, 0))
                self._say("W09", at, column=column.heading)
            elif len(stands) > 1:
                at = Place(sheet=table.sheet, cell=table.cell(table.header, stands[1]))
                self._say("W10", at, column=column.heading, other=table.cell(table.header, stands[0]))

    def _identify(self, table: _Table) -> Mapping[str, str]:
        for name in sorted(self.sheets, key=lambda name: name != layout.META):
            if name not in _NEVER_ASK and (details := identity.from_sheet(self.sheets[name])):
                return details
        if details := identity.from_properties(self.checked):
            return details
        refs = {table.text(row, "ref") for row in range(table.header + 1, len(table.rows))} - {""}
        guess = identity.from_refs(refs, load_all(self.folder))
        if guess is None:
            raise self._refuse("W01")
        self._say("W20", checklist=guess["checklist"])
        return guess

    def _checklist(self, details: Mapping[str, str]) -> Checklist:
        written = details.get("format", str(layout.FORMAT))
        if written.isdigit() and int(written) > layout.FORMAT:
            raise self._refuse("W17", theirs=written, ours=layout.FORMAT)
        known = [c.id for c in load_all(self.folder)]
        name = details.get("checklist", "")
        if name not in known:
            raise self._refuse("W02", checklist=name, known=", ".join(known))
        whole = load(name, folder=self.folder)
        kind, kinds = details.get("kind", ANY_KIND), [k.id for k in whole.kinds]
        if kind and kind not in kinds:
            self._say("W21", kind=kind, hint=nearest(kind, kinds), known=", ".join(kinds))
            kind = ANY_KIND
        if details.get("digest", whole.digest) != whole.digest:
            self._say("W03", theirs=details.get("edition", "unknown"), ours=whole.edition)
        return load(name, kind, self.folder)

    # The answers

    def _responses(self, table: _Table, checklist: Checklist) -> Iterator[Response]:
        rows = self._rows_by_ref(table, checklist)
        if not rows:
            raise self._refuse("W01")
        untyped = guard.untyped_cells(self.checked, table.sheet)
        for criterion in checklist.criteria:
            if criterion.id not in rows:
                self._say("W05", Place(sheet=table.sheet, cell="A1"), ref=criterion.id)
                yield Response(ref=criterion.id)
                continue
            read = [self._response(table, row, criterion.id, untyped) for row in rows[criterion.id]]
            yield read[0] if len(read) == 1 else self._one_of(read)

    def _rows_by_ref(self, table: _Table, checklist: Checklist) -> dict[str, list[int]]:
        """The rows of each question by its Ref; rows that belong to none are named."""
        by_word = {layout.plain(c.id): c.id for c in checklist.criteria}
        rows: dict[str, list[int]] = {}
        strangers: list[tuple[int, str]] = []
        for number in range(table.header + 1, len(table.rows)):
            ref = table.text(number, "ref")
            if known := by_word.get(layout.plain(ref)):
                rows.setdefault(known, []).append(number)
            elif ref and layout.plain(ref) != "ref":
                strangers.append((number, ref))
            elif not ref:
                self._unread_row(table, number)
        for number, ref in strangers if rows else ():
            self._say("W07", table.place(number, "ref"), ref=ref, hint=nearest(ref, by_word.values()))
        return rows

    def _unread_row(self, table: _Table, number: int) -> None:
        for column, cell in enumerate(table.rows[number]):
            if text := as_text(cell):
                self._say("W08", Place(sheet=table.sheet, cell=table.cell(number, column)), text=text)
                return

    def _response(self, table: _Table, row: int, ref: str, untyped: frozenset[str]) -> Response:
        place = table.place(row, "rating")
        texts: dict[str, str] = {}
        for name, column in table.columns.items():
            cell = table.cell(row, column)
            if name != "ref" and cell in untyped:
                self._say("W18", Place(sheet=table.sheet, cell=cell))
                texts[name] = ""
            else:
                texts[name] = table.text(row, name)
        due, due_words = (None, "") if not texts.get("due") else self._due(table, row)
        rating, remark = self._rating(table, row, texts.get("rating", ""))
        response = Response(
            ref=ref,
            rating=rating,
            evidence=texts.get("evidence", ""),
            notes=_joined((texts.get("notes", ""), remark)),
            action=texts.get("action", ""),
            owner=texts.get("owner", ""),
            status=texts.get("status", ""),
            due=due,
            due_words=due_words,
            place=place,
        )
        if rating is Rating.NOT_APPLICABLE and not response.notes:
            self._say("W15", table.place(row, "notes") if "notes" in table.columns else place)
        return response

    def _rating(self, table: _Table, row: int, text: str) -> tuple[Rating | None, str]:
        """The rating, and a remark that was typed with it."""
        if text:
            read = ratings.read(text)
            if read is None:
                self._say("W11", table.place(row, "rating"), text=text, hint=ratings.suggestion(text))
                return None, ""
            if read.other_words:
                self._say("W22", table.place(row, "rating"), text=text, meaning=read.rating)
            return read.rating, read.remark
        self._look_for_stray_rating(table, row)
        return None, ""

    def _look_for_stray_rating(self, table: _Table, row: int) -> None:
        for column, cell in enumerate(table.rows[row]):
            if column != table.columns["rating"] and (found := answers.rating(as_text(cell))):
                here = Place(sheet=table.sheet, cell=table.cell(row, column))
                heading = as_text(table.rows[table.header][column]) or here.cell
                rating_cell = table.place(row, "rating").cell
                self._say("W12", here, rating_cell=rating_cell, text=found, column=heading)
                return

    def _due(self, table: _Table, row: int) -> tuple[date | None, str]:
        value, place = table.value(row, "due"), table.place(row, "due")
        try:
            if month := answers.as_month(value):
                self._say("W23", place, text=as_text(value), day=as_text(month))
                return month, ""
            return answers.as_date(value), ""
        except answers.NotADateError:
            self._say("W13", place, text=as_text(value))
        except answers.NoSuchDateError:
            self._say("W14", place, text=as_text(value), thing="action")
        return None, as_text(value)

    def _one_of(self, read: list[Response]) -> Response:
        """What counts where a question stands in several rows: the rating they agree on, or none; and all the words."""
        rated = [r for r in read if r.rating]
        agreed = len({r.rating for r in rated}) <= 1
        chosen = rated[0] if rated else read[0]
        outcome = "They agree, so it is counted once." if agreed else "They differ, so it counts as unanswered."
        for other in read:
            if other is not chosen:
                where = chosen.place.cell if chosen.place else ""
                self._say("W06", other.place, ref=chosen.ref, other=where, outcome=outcome)
        return replace(
            chosen,
            rating=chosen.rating if agreed else None,
            evidence=_joined(r.evidence for r in read),
            notes=_joined(r.notes for r in read),
            action=_joined(r.action for r in read),
            owner=_joined(r.owner for r in read),
            status=_joined(r.status for r in read),
        )

    # The setting

    def _setting(self, kind: str) -> tuple[Setting, str, date | None]:
        values: dict[str, tuple[CellValue, Place]] = {}
        for sheet in sorted(self.sheets, key=lambda name: name != layout.START):
            values = dict(_labelled(sheet, self.sheets[sheet])) if sheet not in _NEVER_ASK else {}
            if len(values) > 1:
                break
        said = {name: as_text(value) for name, (value, _) in values.items()}
        if not said.get("name"):
            self._say("W16", values["name"][1] if "name" in values else None)
        setting = Setting(name=said.get("name", ""), kind=kind, urn=said.get("urn", ""), group=said.get("group", ""))
        return setting, said.get("completed_by", ""), self._audit_date(values)

    def _audit_date(self, values: Mapping[str, tuple[CellValue, Place]]) -> date | None:
        value, place = values.get("audit_date", ("", None))
        try:
            return answers.as_date(value)
        except ValueError:
            self._say("W14", place, text=as_text(value), thing="audit")
        return None


def _joined(texts: Iterable[str]) -> str:
    """The different texts, each once, one under the other."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _labelled(sheet: str, rows: Rows) -> Iterator[tuple[str, tuple[CellValue, Place]]]:
    """The setting's details on a sheet: each label of the layout with the cell to its right."""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row[:-1]):
            if not isinstance(cell, str) or len(cell) > _LONGEST_WORD:
                continue
            if name := layout.LABELS.get(layout.plain(cell)):
                place = Place(sheet=sheet, cell=f"{layout.letter(column + 1)}{number + 1}")
                yield name, (row[column + 1], place)
