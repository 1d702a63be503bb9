"""However often a return is saved again, and by whatever program, its sample is one: real files, and very many returns.

A file is varied in the order, packing and dates of its parts, in strings that stand in the cell or apart, in the order
of its rows, in styles and in spaces. Of a return as it was read, the order, the cells, the spaces, the file's name and
its SHA-256 are varied.
"""

import io
import random
import re
import zipfile
from dataclasses import replace

import openpyxl
from openpyxl.styles import Font, PatternFill

from audit import api
from audit.judgement import sampling
from audit.judgement.findings import findings_of
from audit.model import Place
from audit.report import build
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.read.reader import Return
from tests.conftest import DAY

FILES, RETURNS = 24, 150
"""Tried once: 20,000 returns, varied as here, and 100 files gave one sample."""
PHRASE = "Snow on Tuesday"


def by_an_office_program(raw: bytes, rng: random.Random) -> bytes:
    """Opened and saved again: rows in another order, other styles, spaces around words."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    sheet = book["Checklist"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=layout.FIRST_ROW)]
    rng.shuffle(rows)
    for row, values in zip(sheet.iter_rows(min_row=layout.FIRST_ROW), rows, strict=True):
        for cell, value in zip(row, values, strict=True):
            spaced = isinstance(value, str) and not value.startswith("=") and rng.random() < 0.2
            cell.value = f" {value.replace(' ', '  ', 1)} " if spaced else value
            if rng.random() < 0.02:
                cell.font = Font(bold=True, size=rng.randrange(8, 20))
                cell.fill = PatternFill("solid", fgColor=f"{rng.randrange(1 << 24):06X}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(raw: bytes, rng: random.Random) -> bytes:
    """The same parts in another order, packing and age, with strings in the cells themselves in some files."""
    out = io.BytesIO()
    inline = rng.random() < 0.5
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        shared = "xl/sharedStrings.xml"  # ours has every string in its cell
        texts = re.findall(r"(?s)<si>(.*?)</si>", old.read(shared).decode()) if shared in old.namelist() else []
        parts = old.infolist()
        rng.shuffle(parts)
        for part in parts:
            text = old.read(part)
            if inline and texts and part.filename.startswith("xl/worksheets/sheet"):
                text = re.sub(
                    r't="s"([^>]*)><v>(\d+)</v>',
                    lambda found: f't="inlineStr"{found[1]}><is>{texts[int(found[2])]}</is>',
                    text.decode(),
                ).encode()
            info = zipfile.ZipInfo(part.filename, (2026, rng.randrange(1, 13), rng.randrange(1, 29), 0, 0, 0))
            info.compress_type = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
            new.writestr(info, text, compresslevel=rng.randrange(1, 10))
    return out.getvalue()


def files(number: int, rng: random.Random):
    """Real files of one return, each as one program or another leaves it."""
    raw = demonstration.filled_workbook(demonstration.NURSERY, DAY)
    saved = [raw]
    for place in range(number):
        if place % 8 == 0:
            saved.append(by_an_office_program(raw, rng))
        yield repacked(rng.choice(saved), rng)


def otherwise_read(returned: Return, rng: random.Random) -> Return:
    """A return as it would be read of another file with the same answers."""
    assert returned.audit
    responses = list(returned.audit.responses)
    rng.shuffle(responses)
    moved = tuple(
        replace(
            one,
            place=Place(sheet=rng.choice(("Checklist", "Sheet 1")), cell=f"{rng.choice('EFG')}{number + 3}"),
            evidence=one.evidence.replace(" ", rng.choice((" ", "  ", "\n", " \t"))),
            notes=f"{rng.choice(('', ' '))}{one.notes}",
        )
        for number, one in enumerate(responses)
    )
    setting = replace(returned.audit.setting, name=f"Renamed {rng.random()}")
    audit = replace(returned.audit, responses=moved, setting=setting)
    return replace(returned, audit=audit, file=f"{rng.random()}.xlsx", sha256=f"{rng.getrandbits(256):064x}")


def sample_of(returned: Return) -> tuple[str, frozenset[str]]:
    """The fingerprint and what is drawn."""
    drawing, picks = api.draw_sample(returned, PHRASE)
    return drawing.answers, frozenset(pick.ref for pick in picks)


def one_sample(number: int, most: int, seed: int) -> tuple[int, set[tuple[str, frozenset[str]]]]:
    """How many different files there were, and the samples of all files and returns."""
    rng = random.Random(seed)
    own = reader.read_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY), "a.xlsx")
    shas, found = set(), {sample_of(own)}
    for raw in files(number, rng):
        returned = reader.read_bytes(raw, "b.xlsx")
        shas.add(returned.sha256)
        found.add(sample_of(returned))
    for _ in range(most):
        found.add(sample_of(otherwise_read(own, rng)))
    return len(shas), found


def test_no_saving_moves_the_sample():
    different, found = one_sample(FILES, RETURNS, seed=17)
    assert different == FILES
    assert len(found) == 1


def test_it_would_show_if_the_file_reached_the_sample(monkeypatch):
    own = reader.read_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY), "a.xlsx")
    assert own.audit
    assert own.checklist
    others = [otherwise_read(own, random.Random(seed)) for seed in range(4)]
    findings = findings_of(own.checklist, own.audit)
    drawn = {
        frozenset(pick.ref for pick in sampling.sample(findings, sampling.seed_of(one.sha256, PHRASE)))
        for one in others
    }
    assert len(drawn) > 1
    assert len({build.drawing_of(build.record_of(one, DAY)).answers for one in others}) == 1
