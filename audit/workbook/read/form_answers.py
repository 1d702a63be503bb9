"""What stands in a row of somebody else's form: its rating in the words of the form, and the other words as they are.

A rating is read only where it is one of the scale's words, or one tick. Anything else is named at its cell.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from audit.checklist.forms import NOT_APPLICABLE_WORDS, FormQuestion, FormScale
from audit.judgement.reasons import gives_reason
from audit.judgement.review import Opinion
from audit.model import Place, Rating, Response
from audit.model.ratings import LEFT_OUT
from audit.text import plain
from audit.workbook.read import day_cells
from audit.workbook.read.cell_values import as_text
from audit.workbook.read.form_tables import TICK, FormRow
from audit.workbook.read.personal import PersonalLook
from audit.workbook.read.problem_log import ProblemLog

_TEXTS = ("evidence", "notes", "action", "owner")
_PERSONAL = (*_TEXTS, "due", "rating", "moderated", "reason")
_NO_TICK = frozenset({"no", "n", "0", "false", "-", "not", *NOT_APPLICABLE_WORDS})
_TICK_WORDS = frozenset({"x", "yes", "y", "true", "1", "\u2713", "\u2714", "\u00fc", "\u00fe", "\u2611", "\u2612"})


@dataclass(slots=True)
class FormAnswers:
    """Reads the rows of one file. ``untyped`` has the cells of each sheet that hold a formula or an error."""

    untyped: Mapping[str, frozenset[str]]
    audit_date: date | None
    log: ProblemLog
    personal: PersonalLook = field(init=False)

    def __post_init__(self) -> None:
        self.personal = PersonalLook(self.log)

    def response(self, found: FormRow, question: FormQuestion) -> Response:
        """The answer in one row."""
        texts = {name: self._text(found, name) for name in found.block.columns if not name.startswith(TICK)}
        for name in _PERSONAL:
            if texts.get(name):
                self.personal.at(name, texts[name], partial(found.block.place, found.row, name))
        rating, words, place = self._rating(found, question)
        values: dict[str, Any] = {name: texts.get(name, "") for name in _TEXTS}
        if texts.get("due"):
            where = found.block.place(found.row, "due")
            meaning = day_cells.read(found.block.value(found.row, "due"), where, self.log, since=self.audit_date)
            values["due"] = meaning.day if meaning else None
            values["due_words"] = "" if meaning and not (meaning.note or meaning.weekday) else texts["due"]
        if rating in LEFT_OUT:
            values["notes"] = values["notes"] or values["evidence"]
            if not gives_reason(values["notes"]):
                self.log.say("M11", place)
        return Response(ref=question.ref, rating=rating, rating_words=words, place=place, **values)

    def opinion(self, found: FormRow, question: FormQuestion) -> Opinion | None:
        """What the form's own panel or reviewer wrote in a row; ``None`` where nothing."""
        if "moderated" not in found.block.columns:
            return None
        place = found.block.place(found.row, "moderated")
        text, reason = self._text(found, "moderated"), self._text(found, "reason")
        scale = question.scale or found.table.scale
        rating = scale.rating(text) if scale and text else None
        if text and rating is None and scale:
            self.log.say("M01", place, text=text, known=scale.words)
        opinion = Opinion(ref=question.ref, rating=rating, reason=reason, place=place)
        return None if opinion.empty else opinion

    def is_answered(self, found: FormRow) -> bool:
        """Whether something was typed where a rating belongs."""
        names = (name for name in found.block.columns if name == "rating" or name.startswith(TICK))
        return any(self._text(found, name) for name in names)

    def _text(self, found: FormRow, name: str) -> str:
        address = found.block.address(found.row, name)
        return "" if address in self.untyped[found.block.sheet] else found.block.text(found.row, name)

    def _rating(self, found: FormRow, question: FormQuestion) -> tuple[Rating | None, str, Place]:
        """The rating, the words that stand in its place where they are none, and its cell."""
        if found.table.ticks:
            return self._ticked(found)
        scale = question.scale or found.table.scale
        place = found.block.place(found.row, "rating")
        if scale is None:
            return None, "", place
        if place.cell in self.untyped[found.block.sheet]:
            self.log.say("W18", place)
            return None, "", place
        text = found.block.text(found.row, "rating")
        if not text:
            self._look_beside(found, scale, place)
            return scale.blank, "", place
        rating = self._meant(found, text, scale, place)
        return rating, "" if rating else text, place

    def _meant(self, found: FormRow, text: str, scale: FormScale, place: Place) -> Rating | None:
        """The rating that a word of a scale means, unless it stood there already; where it means none, that is said."""
        rating = scale.rating(text)
        if rating is None:
            self.log.say("M01", place, text=text, known=scale.words)
        elif plain(text) == scale.prefilled and not any(self._text(found, name) for name in (*_TEXTS, "due")):
            self.log.say("M10", place, text=text)
            return None
        return rating

    def _look_beside(self, found: FormRow, scale: FormScale, place: Place) -> None:
        """Say where a word of the scale stands in a row without a rating: it may have been typed a column off."""
        known = {found.block.columns.get(name) for name in ("ref", "question", "rating")}
        for column, value in enumerate(found.block.rows[found.row]):
            here = found.block.at(found.row, column)
            text = as_text(value) if value != "" and column not in known else ""
            if text and here.cell not in self.untyped[here.sheet] and scale.rating(text):
                self.log.say("M05", here, text=text, rating_cell=place.cell)
                return

    def _ticked(self, found: FormRow) -> tuple[Rating | None, str, Place]:
        """The rating of the one column that is ticked."""
        headings = [heading for heading, _ in found.table.ticks]
        ticks = list(self._ticks(found))
        first = found.block.place(found.row, f"{TICK}{headings[0]}")
        if not ticks:
            self._look_for_tick_beside(found, first)
            return None, "", first
        if len(ticks) > 1:
            marked = tuple(heading for heading, *_ in ticks)
            self.log.say("M02", first, marked=marked)
            return None, ", ".join(marked), first
        heading, text, rating = ticks[0]
        place = found.block.place(found.row, f"{TICK}{heading}")
        others = {plain(one) for one in headings if one != heading}
        if plain(text) != plain(heading) and plain(text) in others | _NO_TICK:
            self.log.say("M12", place, text=text, heading=heading)
            return None, text, place
        return rating, "", place

    def _ticks(self, found: FormRow) -> Iterator[tuple[str, str, Rating]]:
        for heading, rating in found.table.ticks:
            text = self._text(found, f"{TICK}{heading}")
            if text:
                yield heading, text, rating

    def _look_for_tick_beside(self, found: FormRow, first: Place) -> None:
        known = {found.block.columns.get(name) for name in ("ref", "question")}
        words = _TICK_WORDS | {plain(heading) for heading, _ in found.table.ticks}
        for column, value in enumerate(found.block.rows[found.row]):
            here = found.block.at(found.row, column)
            text = as_text(value) if value != "" and column not in known else ""
            if text and here.cell not in self.untyped[here.sheet] and plain(text) in words:
                self.log.say("M05", here, text=text, rating_cell=first.cell)
                return


def same(responses: Iterable[Response]) -> bool:
    """Whether several answers to one question agree."""
    return len({(response.rating, response.rating_words) for response in responses}) <= 1
