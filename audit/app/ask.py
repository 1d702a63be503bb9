"""The door of the desk: a question in a word with its details as JSON and its files as bytes, and an answer alike.

Whatever window asks, in whatever language it is written, needs to know no more than this.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from audit import crash
from audit.app import desk, form
from audit.app.values import GivenFile, NamedFile
from audit.problems import Where

Details = Mapping[str, Any]
Answer = tuple[str, list[bytes]]
Questions = Mapping[str, Callable[..., object]]
"""What can be asked, by its word; each takes the details and the files."""


def answer(question: str, details: str, data: Sequence[bytes], more: Questions | None = None) -> Answer:
    """The answer to a question: JSON with ``value`` or ``faults``, and the bytes of the files it names.

    Where the tool itself failed, ``record`` is what to send to whoever looks after it, with nothing of any workbook.

    Args:
        question: a word of :data:`QUESTIONS`.
        details: a JSON object; ``day`` is an ISO date, ``names`` are those of the files.
        data: the bytes of the files.
        more: what else this window can ask.
    """
    asked = json.loads(details)
    sent = [GivenFile(name=name, data=bytes(one)) for name, one in zip(asked.get("names", ()), data, strict=True)]
    where = Where(file=sent[0].name) if sent else Where()
    records: list[str] = []

    def keep(record: str) -> str:
        records.append(record)
        return "shown below"

    work = {**QUESTIONS, **(more or {})}[question]
    made, faults = crash.attempt(partial(work, asked, sent), question, where, keep)
    if faults:
        lines = [asdict(line) for line in desk.fault_lines(faults, with_file=len(sent) != 1)]
        return json.dumps({"faults": lines, "record": "".join(records)}), []
    if isinstance(made, NamedFile):
        value = {"name": made.name, "media": made.media, "said": made.said}
        return json.dumps({"value": value}), [made.data]
    return json.dumps({"value": made}), []


STEPS_TO_WARM = 2
"""In so many steps all is imported and looked up that answers need."""


def warm(step: int) -> None:
    """Do for nobody what is done for somebody later, so that the first answer is as quick as the next.

    Args:
        step: from :data:`STEPS_TO_WARM` down to 1. Between them, as each takes a while in a browser, somebody may ask.
    """
    day = date(2026, 1, 5)
    if step > 1:
        desk.look(GivenFile(name="warm.xlsx", data=b""), day)
        return
    one = desk.choices()[0]
    blank = desk.new_workbook(one.id, one.kinds[0].id, day)
    desk.report_file(GivenFile(name="warm.xlsx", data=blank.data), day)


def _day(details: Details) -> date:
    return date.fromisoformat(details["day"])


def _choices(details: Details, sent: Sequence[GivenFile]) -> object:  # noqa: ARG001 - each takes the same
    return [asdict(one) for one in desk.choices()]


def _new(details: Details, sent: Sequence[GivenFile]) -> object:  # noqa: ARG001
    return desk.new_workbook(
        details["checklist"],
        details["kind"],
        _day(details),
        name=details.get("name", ""),
        first_look=details.get("first_look", False),
    )


def _look(details: Details, sent: Sequence[GivenFile]) -> object:
    return asdict(desk.look(sent[0], _day(details)))


def _several(details: Details, sent: Sequence[GivenFile]) -> object:
    return [asdict(one) for one in desk.look_at_several(sent, _day(details))]


def _report(details: Details, sent: Sequence[GivenFile]) -> object:
    return desk.report_file(sent[0], _day(details), details.get("form", "html"), details.get("detail", "full"))


def _marked(details: Details, sent: Sequence[GivenFile]) -> object:  # noqa: ARG001
    return desk.marked_file(sent[0])


def _this_year(details: Details, sent: Sequence[GivenFile]) -> object:
    return desk.this_year(sent[0], _day(details), details.get("kind", ""))


def _together(details: Details, sent: Sequence[GivenFile]) -> object:
    return desk.put_together(sent, _day(details))


def _form(details: Details, sent: Sequence[GivenFile]) -> object:
    if sent:
        return asdict(form.form_of(sent[0]))
    first_look = details.get("first_look", False)
    return asdict(
        form.blank_form(
            details["checklist"], details["kind"], _day(details), name=details.get("name", ""), first_look=first_look
        )
    )


def _save(details: Details, sent: Sequence[GivenFile]) -> object:
    if sent:
        return form.save_opened(
            sent[0], details["answers"], details["details"], _day(details), time=details.get("time", "")
        )
    return form.save_new(
        details["checklist"],
        details["kind"],
        _day(details),
        details["answers"],
        details["details"],
        first_look=details.get("first_look", False),
        time=details.get("time", ""),
    )


QUESTIONS: Mapping[str, Callable[[Details, Sequence[GivenFile]], object]] = {
    "choices": _choices,
    "new": _new,
    "look": _look,
    "several": _several,
    "report": _report,
    "marked": _marked,
    "this-year": _this_year,
    "together": _together,
    "form": _form,
    "save": _save,
}
"""What can be asked, by its word."""
