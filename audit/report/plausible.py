"""What no report carries, said before anything is made of it: what a page carries was in the hands of others.

The text is measured before it is parsed. The values are held against what a workbook can come to, so that a report can
be made of whatever is let through.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from audit.judgement.review import LONGEST_PHRASE, MOST_DRAWS, Opinion
from audit.model import Checklist, Response
from audit.report.detail import Detail
from audit.report.record import ReportRecord, without_answers
from audit.workbook.read.cell_values import EARLIEST, LATEST

MOST_QUOTES = 400_000
"""Quotation marks in all: two for every name and every text, and those that were typed."""
MOST_SIGNS = 1_000_000
"""Signs outside all texts: brackets, commas, numbers."""
DEEPEST = 12
_LONG_NUMBER = re.compile(r"\d{16}|[\d.][eE]")
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""A report can be asked for as of any day, but no plan begins outside these."""


def too_much(written: str) -> str:
    """Why a JSON text must not be parsed; empty where it may. Time and memory follow its length alone."""
    if written.count('"') > MOST_QUOTES:
        return "it has more values than a report can have"
    outside = "".join(written.replace("\\\\", "").replace('\\"', "").split('"')[::2])
    if len(outside) > MOST_SIGNS:
        return "it has more values than a report can have"
    if _LONG_NUMBER.search(outside):
        return "a number in it is longer than any in a report"
    return "it is nested deeper than a report can be" if _depth(outside) > DEEPEST else ""


def _depth(outside: str) -> int:
    deepest = depth = 0
    for character in outside:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def implausible(record: ReportRecord) -> str:
    """Why no report carries this record, whatever checklist it answers; empty where one may."""
    return next(chain(_wrong_days(record), _wrong_together(record)), "")


def foreign(record: ReportRecord, checklist: Checklist) -> str:
    """Why no report that answers this checklist carries this record; empty where one may."""
    asked = {criterion.id for criterion in checklist.criteria}
    review = record.review
    opinions = [o for some in (review.opinions, *(v.opinions for v in review.voices)) for o in some] if review else []
    themes = {theme.id for theme in checklist.themes}
    if record.published and any(one.id not in themes for one in record.published.themes):
        return "it has a band of a theme that is not asked about"
    given = (one.ref for some in (record.audit.responses, opinions) for one in some)
    strange = next((ref for ref in given if ref not in asked), None)
    return "" if strange is None else f"no question has the Ref '{strange}'"


def _wrong_days(record: ReportRecord) -> Iterator[str]:
    if not _FIRST_DAY <= record.as_of <= _LAST_DAY:
        yield f"it cannot have been made on {record.as_of.isoformat()}"
    audit, review = record.audit, record.review
    days = [audit.audit_date, review.day if review else None]
    days += [day for one in (*audit.responses, *audit.strays) for day in (one.due, one.open_since)]
    days += [draw.day for draw in review.draws] + [voice.day for voice in review.voices] if review else []
    yield from (f"{day.isoformat()} is not read as a day" for day in days if day and not EARLIEST <= day <= LATEST)


def _wrong_together(record: ReportRecord) -> Iterator[str]:
    """What does not go together: a public report has no answers, and each question is answered once."""
    audit, review = record.audit, record.review
    if (record.detail is Detail.PUBLIC) != (record.published is not None):
        has = "no " if record.published else ""
        yield f"a report of the detail '{record.detail}' has {has}band in place of its answers"
    if record.detail is Detail.PUBLIC and not _is_bare(record):
        yield "it holds more than a public report tells"
    if record.published and not record.published.possible:
        yield "its judgement has no such band"
    if record.detail is Detail.SHARED and audit.strays:
        yield "it holds lines that a shared report withholds"
    draws = review.draws if review else ()
    if len(draws) > MOST_DRAWS or any(len(draw.phrase) > LONGEST_PHRASE for draw in draws):
        yield "its sample was drawn with more than a review can hold"
    opinions = review.opinions if review else ()
    voices = review.voices if review else ()
    sides: tuple[Iterable[Response | Opinion], ...] = (audit.responses, opinions, *(v.opinions for v in voices))
    twice = next(filter(None, (_twice(one.ref for one in side) for side in sides)), "")
    if twice:
        yield f"'{twice}' is answered twice"


def _is_bare(record: ReportRecord) -> bool:
    """Whether nothing but the kind of setting, the month and what was asked is left of the answers."""
    audit, made_from = record.audit, record.provenance
    return (
        audit == without_answers(audit)
        and not record.problems
        and record.review is None
        and not (made_from.file or made_from.sha256 or made_from.answers or made_from.fingerprint)
        and record.as_of.day == 1
    )


def _twice(refs: Iterable[str]) -> str:
    return next((ref or "(no Ref)" for ref, times in Counter(refs).items() if times > 1 or not ref), "")
