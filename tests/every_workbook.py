"""One workbook of every kind that the tool writes, each with something in every sheet, for tests that hold for all."""

import io
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import openpyxl
from PIL import Image, ImageDraw

from audit.aggregate import overview_workbook, run
from audit.carry_forward import carry
from audit.carry_forward import merge as together
from audit.checklist.load import load
from audit.checklist.shelf import shelf
from audit.checklist.spreadsheet import writer as authoring_writer
from audit.judgement import review
from audit.model import Audit, Checklist, Setting
from audit.report import build, plan_workbook
from audit.samples import demonstration
from audit.samples.demonstration import SAMPLE_DAY
from audit.spreadsheet import branding
from audit.spreadsheet.guard import check_bytes
from audit.workbook import layout
from audit.workbook import marked_copy as marking
from audit.workbook.read import reader
from audit.workbook.write import writer
from tests import many

LAST_YEAR = date(2025, 11, 18)
STRAY = {
    "Ref": "our-old-question",
    "Evidence": "Folder 12, the minutes of the spring term",
    "Action": "Ask the other nurseries how they do it, and write it down",
    "Owner": "Deputy manager",
    "By when": "half term",
}


def logo() -> bytes:
    """A picture as a trust might have it: a sign and a name, with nothing behind them."""
    picture, file = Image.new("RGBA", (900, 300), (0, 0, 0, 0)), io.BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((10, 10, 290, 290), 40, fill=(20, 110, 90))
    pen.ellipse((90, 90, 210, 210), fill=(250, 250, 250))
    pen.rectangle((330, 120, 880, 180), fill=(20, 60, 60))
    picture.save(file, "PNG")
    return file.getvalue()


def dressed_look() -> branding.Look:
    return branding.Look(
        colour="146E5A", logo=branding.logo(logo(), "logo.png", "Acorn Trust: an acorn in a green square")
    )


def nursery() -> tuple[Checklist, Audit]:
    checklist = load("leaders", "early-years")
    return checklist, demonstration.fill(checklist, demonstration.NURSERY, SAMPLE_DAY)


def blank() -> bytes:
    checklist = load("leaders")
    return writer.build(
        checklist, Audit(checklist="leaders", edition=checklist.edition, setting=Setting(), responses=()), SAMPLE_DAY
    )


def filled() -> bytes:
    return writer.build(*nursery(), SAMPLE_DAY)


def dressed() -> bytes:
    return writer.build(*nursery(), SAMPLE_DAY, look=dressed_look())


def faulty() -> bytes:
    """As people send it: two ratings in other words, a date that is none, a question twice, an old one, a date."""
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    sheet = book[layout.CHECKLIST]
    at = layout.column_letter
    sheet[f"{at('Rating')}3"], sheet[f"{at('Rating')}5"], sheet[f"{at('By when')}4"] = "Mostly", "9", "31/02/2027"
    sheet[f"{at('Evidence')}6"] = "Spoke to Jayden Mason's mum on 07700 900123"
    sheet[f"{at('Ref')}8"] = sheet[f"{at('Ref')}7"].value
    for heading, text in STRAY.items():
        sheet[f"{at(heading)}{sheet.max_row + (heading == 'Ref')}"] = text
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def marked_copy(data: bytes | None = None) -> bytes:
    data = data or faulty()
    problems = reader.read_bytes(data, "return.xlsx").problems
    assert len(problems) > 4
    return marking.copy(data, check_bytes(data, "return.xlsx"), problems, "return.xlsx")


def carried() -> bytes:
    """This year's workbook of last year's, with new questions and old lines on the sheet 'Changes'."""
    last = reader.read_bytes(faulty(), "last.xlsx").audit
    checklist = load("leaders", "early-years")
    gone = {c.id for c in checklist.criteria[10:13]}
    older = replace(last, responses=tuple(r for r in last.responses if r.ref not in gone), audit_date=LAST_YEAR)
    begun = carry.forward(older, checklist, LAST_YEAR)
    assert len(begun.changes) > 3
    return writer.build(checklist, begun.audit, SAMPLE_DAY, changes=begun.changes)


def part() -> bytes:
    checklist, answers = nursery()
    theme = checklist.themes[1]
    only = checklist.only([c.id for c in checklist.criteria if c.theme == theme.id])
    return writer.build(only, answers, SAMPLE_DAY, part=theme.title)


def merged() -> bytes:
    checklist, answers = nursery()
    half = len(answers.responses) // 2
    parts = (replace(answers, responses=answers.responses[:half]), replace(answers, responses=answers.responses[half:]))
    whole = together.merge([(f"part {number}", one) for number, one in enumerate(parts)])
    return writer.build(checklist, whole.audit, SAMPLE_DAY)


def reviewed() -> bytes:
    checklist, answers = nursery()
    first = ((checklist.criteria[1].id, "drawn by lot"), (checklist.criteria[4].id, "met, with no evidence named"))
    stray = carry.QuestionChange(
        ref="old", what="A line of the return that no question asks for.", typed=(("Notes", "Kept"),)
    )
    return writer.build_review(
        checklist, answers, SAMPLE_DAY, review.ReviewCopy(original="ab" * 32, first=first), [stray]
    )


def plan() -> bytes:
    made = build.build(reader.read_bytes(filled(), "return.xlsx"), SAMPLE_DAY)
    assert len(made.plan.actions) > 5
    return plan_workbook.build(made)


def authoring() -> bytes:
    known = shelf()
    return authoring_writer.build(known.shape("section-11"), known)


def overview() -> bytes:
    """Of forty invented settings, with the year before."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many.make(folder)
        return overview_workbook.workbook(run.add_up(run.gather(many.order(folder))).overview)


FILLED = {
    "blank": blank, "filled": filled, "dressed": dressed, "part": part, "merged": merged, "carried": carried,
    "review": reviewed, "marked": marked_copy,
}  # fmt: skip
"""The workbooks that answers are read from."""
OTHERS = {"plan": plan, "authoring": authoring, "overview": overview}
MADE: dict[str, Callable[[], bytes]] = FILLED | OTHERS


@lru_cache(maxsize=len(MADE))
def made(kind: str) -> bytes:
    """The workbook of a kind, made once."""
    return MADE[kind]()
