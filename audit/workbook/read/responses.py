"""The lines of the checklist sheet as responses: found by Ref, each cell's fault said, and no typed word lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from audit import privacy
from audit.checklist.load import nearest
from audit.judgement import evidence, owners, reasons
from audit.model import Checklist, Criterion, Place, Rating, Response
from audit.model.ratings import EARNING, LEFT_OUT
from audit.model.response_fields import FIELDS, TYPED, CellKind, MergeRule
from audit.problems import AuditError
from audit.spreadsheet.coordinates import letter
from audit.text import is_done, plain
from audit.workbook import layout
from audit.workbook.read import cell_values, day_cells, rating_cells, status_words
from audit.workbook.read.cell_values import as_text
from audit.workbook.read.personal import PersonalLook
from audit.workbook.read.problem_log import ProblemLog
from audit.workbook.read.question_sheet import QuestionSheet

_MAY_BE_PERSONAL = frozenset(
    {*(field.name for field in TYPED), "reviewer_rating", "reviewer_reason", "agreed", "agreed_reason", "ref"}
)
"""Whatever people type into: a drop-down and a date are no hindrance to a name, nor is a Ref that is none of ours."""
_CHOSEN = frozenset({*(rating.value for rating in Rating), *layout.STATUSES})
"""What the drop-downs offer: most cells of their columns, and nothing in them to look at."""
_JOINED_FIELDS = tuple(field for field in FIELDS if field.merged is MergeRule.JOINED)
_TEXTS = tuple(field.name for field in FIELDS if field.holds is CellKind.TEXT)
_DAYS = tuple(field for field in FIELDS if field.holds is CellKind.DATE)
_DAY_NAMES = frozenset(field.name for field in _DAYS)
_OURS = frozenset({"ref", "question"})
"""What says which question a row is about."""
_MOST_HINTS = 50
"""Looking for the nearest Ref takes time, and nobody needs more hints than this."""
_MOST_REPEATED = 20
"""Characters. A longer text tells more than that it names nothing, and may be about a child."""
_MAY_BEGIN = tuple({letter for rating in Rating for letter in (rating.value[0].upper(), rating.value[0].lower())})
"""A rating in any case begins with one of these; most texts do not, and need not be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestions:
    """What a workbook asks.

    ``checklist`` is as the setting's kind is asked it; ``part`` the Refs that the workbook was made for, where it is
    one part of several or a first look; ``audit_date`` the date of the audit, from which days without a year are
    counted.
    """

    checklist: Checklist
    part: frozenset[str] | None = None
    audit_date: date | None = None


def read(
    table: QuestionSheet, asked: AskedQuestions, untyped: frozenset[str], log: ProblemLog
) -> tuple[tuple[Response, ...], tuple[Response, ...]]:
    """The responses to the questions of a checklist, in its order, and the lines that no question asks for.

    Args:
        table: the sheet.
        asked: what the workbook asks.
        untyped: cells with a formula or an error value; none of them is an answer.
        log: takes every problem.

    Raises:
        AuditError: W26, there is no question of the checklist on the sheet.
    """
    lines = _ResponseReader(table, untyped, log, asked.audit_date)
    checklist = asked.checklist
    rows, strays = lines.by_ref({c.id: c.question for c in checklist.criteria})
    if not rows:
        raise none_of_ours(table, log, f"the checklist '{checklist.id}'")
    responses = []
    for criterion in checklist.criteria:
        if own := rows.get(criterion.id):
            responses.append(lines.one_of(criterion, own))
            continue
        if asked.part is None or criterion.id in asked.part:
            log.say("W05", table.at(0, 0), ref=criterion.id)
        responses.append(Response(ref=criterion.id))
    return tuple(responses), tuple(lines.stray(row, ref) for row, ref in strays)


def none_of_ours(table: QuestionSheet, log: ProblemLog, whose: str) -> AuditError:
    """The error to raise where a sheet has our headings, but no question of ours below them."""
    texts = (table.text(row, "ref") for row in range(table.header + 1, len(table.rows)))
    first = next((text for text in texts if text), "")
    example = f"such as '{privacy.masked(first)[:40]}'" if first else "which are all blank"
    return log.refuse_alone("W26", table.place(table.header, "ref"), sheet=table.sheet, example=example, whose=whose)


@dataclass(slots=True)
class _ResponseReader:
    table: QuestionSheet
    untyped: frozenset[str]
    log: ProblemLog
    audit_date: date | None
    personal: PersonalLook = field(init=False)
    columns: tuple[tuple[str, int], ...] = field(init=False)
    """The fields but for the Ref, each with its column."""
    rating_letter: str = field(init=False)
    suspect: tuple[str, ...] = field(init=False)
    """Those in whose columns any cell was not typed."""

    def __post_init__(self) -> None:
        self.personal = PersonalLook(self.log)
        letters = {cell.rstrip("0123456789") for cell in self.untyped}
        self.columns = tuple((name, column) for name, column in self.table.columns.items() if name not in _OURS)
        self.rating_letter = letter(self.table.columns["rating"])
        self.suspect = tuple(name for name, column in self.columns if letter(column) in letters)

    def by_ref(self, asked: Mapping[str, str]) -> tuple[dict[str, list[int]], list[tuple[int, str]]]:
        """The rows of each question by its Ref, and the rows that belong to none; each of these is named.

        Where there is no Ref, a row belongs to the question that stands in it, if no other row does. ``asked`` has
        each question by its Ref.
        """
        by_word = {plain(ref): ref for ref in asked}
        by_question = {plain(question): ref for ref, question in asked.items()}
        rows: dict[str, list[int]] = {}
        strays: list[tuple[int, str]] = []
        nameless: list[tuple[int, str]] = []
        for number in range(self.table.header + 1, len(self.table.rows)):
            ref = self.table.text(number, "ref")
            # A Ref as we wrote it is the same in plain.
            if known := by_word.get(ref) or by_word.get(plain(ref)):
                rows.setdefault(known, []).append(number)
                self._compare_question(number, known, asked[known], by_question)
            elif not ref:
                nameless.append((number, by_question.get(plain(self.table.text(number, "question")), "")))
            elif plain(ref) != "ref":
                strays.append((number, ref))
        strays += self._by_question(nameless, rows)
        strays.sort()
        for count, (number, ref) in enumerate(strays if rows else ()):
            if ref:
                hint = nearest(ref, by_word.values()) if count < _MOST_HINTS else ""
                self.log.say("W07", self.table.place(number, "ref"), ref=privacy.masked(ref), hint=hint)
        return rows, strays

    def _by_question(self, nameless: Iterable[tuple[int, str]], rows: dict[str, list[int]]) -> list[tuple[int, str]]:
        """Give rows without a Ref to the question that stands in them; returns those in which none does."""
        unread = []
        for number, meant in nameless:
            if meant and meant not in rows:
                rows[meant] = [number]
                self.log.say("W47", self.table.place(number, "ref"), ref=meant)
            elif self._unread_row(number):
                unread.append((number, ""))
        return unread

    def _compare_question(self, number: int, ref: str, question: str, by_question: Mapping[str, str]) -> None:
        """Warn where another question stands in a row than its Ref says."""
        text = self.table.text(number, "question")
        if text != question and (other := by_question.get(plain(text), ref)) != ref:
            self.log.say("W48", self.table.place(number, "question"), ref=ref, other=other)

    def _unread_row(self, number: int) -> bool:
        """Name a row without a Ref in which something is written."""
        for column, cell in enumerate(self.table.rows[number]):
            if cell != "" and (text := as_text(cell)):
                self.log.say("W08", self.table.at(number, column), text=text)
                return True
        return False

    def stray(self, row: int, ref: str) -> Response:
        """A line that no question asks for, with its words just as they were written."""
        texts = {field.name: self.table.text(row, field.name) for field in TYPED}
        self._look_for_personal(row, [("ref", ref), *texts.items()])
        words: dict[str, Any] = {field.words or field.name: texts[field.name] for field in TYPED}
        return Response(
            ref=ref or f"row {row + 1}",
            rating=cell_values.rating(texts["rating"]),
            place=self.table.place(row, "rating"),
            **words,
        )

    def response(self, row: int, criterion: Criterion) -> Response:
        """The answer in one row."""
        texts = self._texts(row)
        self._look_for_personal(row, texts.items())
        place = Place(sheet=self.table.sheet, cell=f"{self.rating_letter}{row + 1}")
        rating, remark = self._rating(row, texts.get("rating", ""), place)
        values: dict[str, Any] = {name: texts.get(name, "") for name in _TEXTS} | self._dates(row, texts)
        if texts.get("status"):
            values["status"], values["status_words"] = self._status(row, texts["status"])
        if remark:
            values["notes"] = _joined((values["notes"], remark))
        response = Response(
            ref=criterion.id,
            rating=rating,
            rating_words="" if rating else texts.get("rating", ""),
            last_rating=cell_values.rating(last) if (last := texts.get("last_rating")) else None,
            place=place,
            **values,
        )
        self._look_for_empty_words(row, criterion, response)
        return response

    def _look_for_empty_words(self, row: int, criterion: Criterion, response: Response) -> None:
        """Warn of evidence that names nothing, and of a reason that says nothing, beside a rating that needs it."""
        given, notes = response.evidence, response.notes
        if response.rating in LEFT_OUT and not reasons.gives_reason(notes):
            place = self.table.place(row, "notes" if "notes" in self.table.columns else "rating")
            if reasons.says_not_done(notes):
                self.log.say("W52", place, text=privacy.masked(notes.strip()))
            else:
                found = f"'{privacy.masked(notes)}' is" if notes.strip() else "there is"
                self.log.say("W15", place, found=found)
        if criterion.essential and response.rating is Rating.NOT_MET and is_done(response.status):
            self.log.say("W54", self.table.place(row, "status"), rating=response.rating)
        if response.owner.strip() and not owners.is_named(response.owner):
            self.log.say("W51", self.table.place(row, "owner"), text=response.owner.strip())
        if response.rating not in EARNING or not given.strip() or evidence.is_last_years(given):
            return
        if not evidence.names_something(given, criterion.question):
            self.log.say("W45", self.table.place(row, "evidence"), text=_repeated(given))

    def _look_for_personal(self, row: int, texts: Iterable[tuple[str, str]]) -> None:
        """Warn of each cell of a line that seems to hold something about a child or anybody's own numbers."""
        for name, text in texts:
            if name not in _MAY_BE_PERSONAL or not text or text in _CHOSEN:
                continue
            if name in _DAY_NAMES and isinstance(self.table.value(row, name), date):
                continue
            self.personal.at(name, text, partial(self.table.place, row, name))

    def _texts(self, row: int) -> dict[str, str]:
        """What stands in the fields of a row, as the words a person sees; most cells are empty and left out."""
        cells = self.table.rows[row]
        width = len(cells)
        texts = {name: as_text(cells[at]) for name, at in self.columns if at < width and cells[at] != ""}
        for name in self.suspect:
            if self._is_untyped(row, name):
                self.log.say("W18", self.table.place(row, name))
                texts.pop(name, None)
        return texts

    def _is_untyped(self, row: int, name: str) -> bool:
        return self.table.address(row, name) in self.untyped

    def _rating(self, row: int, text: str, place: Place) -> tuple[Rating | None, str]:
        """The rating, and a remark that was typed with it."""
        if read := rating_cells.read(text, place, self.log, self.audit_date):
            if read.other_words:
                self.log.say("W57" if read.rating is Rating.MET else "W22", place, text=text, meaning=read.rating)
            return read.rating, read.remark
        if not self._is_untyped(row, "rating"):
            self._look_for_stray_rating(row)
        return None, ""

    def _look_for_stray_rating(self, row: int) -> None:
        ours = {self.table.columns.get(name) for name in ("rating", "last_rating", "reviewer_rating")}
        for column, cell in enumerate(self.table.rows[row]):
            text = as_text(cell) if cell != "" and column not in ours else ""
            if text.startswith(_MAY_BEGIN) and (found := cell_values.rating(text)):
                here = self.table.at(row, column)
                heading = as_text(self.table.rows[self.table.header][column]) or here.cell
                rating_cell = self.table.place(row, "rating").cell
                self.log.say("W12", here, rating_cell=rating_cell, text=found, column=heading)
                return

    def _dates(self, row: int, texts: Mapping[str, str]) -> dict[str, Any]:
        """The days in a row, and the words that stand where one belongs."""
        found: dict[str, Any] = {}
        for own in _DAYS:
            if not texts.get(own.name):
                continue
            if own.typed:
                found[own.name], found[own.words] = self._typed_day(row, own.name)
            else:
                found[own.name] = self._our_day(row, own.name)
        return found

    def _typed_day(self, row: int, name: str) -> tuple[date | None, str]:
        value, place = self.table.value(row, name), self.table.place(row, name)
        meaning = day_cells.read(value, place, self.log, since=self.audit_date)
        if meaning is None:
            return None, as_text(value)
        return meaning.day, as_text(value) if meaning.note or meaning.weekday else ""

    def _status(self, row: int, text: str) -> tuple[str, str]:
        """The status that the words mean, and the words where they are others."""
        text = cell_values.as_share(self.table.value(row, "status")) or text
        status = status_words.read(text, self.audit_date)
        if not status:
            self.log.say("W30", self.table.place(row, "status"), text=text, hint=status_words.suggestion(text))
        return status, "" if plain(text) == plain(status) else text

    def _our_day(self, row: int, name: str) -> date | None:
        """Our own column; what cannot be read there is nobody's answer."""
        try:
            return cell_values.as_date(self.table.value(row, name))
        except ValueError:
            return None

    def one_of(self, criterion: Criterion, rows: list[int]) -> Response:
        """What counts where a question stands in several rows: the rating they agree on, or none; and all the words."""
        if len(rows) == 1:
            return self.response(rows[0], criterion)
        read = [self.response(row, criterion) for row in rows]
        rated = [r for r in read if r.rating]
        agreed = len({r.rating for r in rated}) <= 1
        chosen = rated[0] if rated else read[0]
        outcome = "They agree, so it is counted once." if agreed else "They differ, so it counts as unanswered."
        for other in read:
            if other is not chosen:
                where = chosen.place.cell if chosen.place else ""
                self.log.say("W06", other.place, ref=chosen.ref, other=where, outcome=outcome)
        words = "" if agreed else _joined(r.rating.value for r in rated if r.rating)
        return replace(joined(chosen, read), rating=chosen.rating if agreed else None, rating_words=words)


def joined(chosen: Response, read: Iterable[Response]) -> Response:
    """One response with the words of several: each text once, one under the other."""
    read = list(read)
    words: dict[str, Any] = {}
    for own in _JOINED_FIELDS:
        words |= own.together(read)
    return replace(chosen, **words)


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _repeated(text: str) -> str:
    """What was typed, for a message to repeat: only where it is short and holds nothing personal."""
    text = text.strip()
    return "" if len(text) > _MOST_REPEATED or privacy.look(text) else f": '{text}'"
