"""Levels of detail: what is withheld is nowhere in any file, and what is told stays true."""

import base64
import csv
import dataclasses
import html as entities
import io
import json
import re
import urllib.parse
import zipfile
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from audit.checklist.load import load
from audit.judgement.review import Opinion, Review
from audit.model import LAST_YEAR, Audit, Rating, Response, Setting
from audit.problems import CATALOGUE, Where, problem
from audit.report import build, canonical, data, html, redaction, write
from audit.report.detail import Detail
from audit.report.forms import FORMS
from audit.samples import demonstration
from audit.workbook.read.reader import Return
from tests.conftest import DAY

CHECKLIST = load("leaders", "early-years")
KEPT_BY_SHARED = {"action", "owner", "due_words", "status", "status_words"}
FILE = "Sentinel-file of Example, Jane.xlsx"


def sentinel(place: str) -> str:
    """A text that stands nowhere else, with signs that every format writes in its own way."""
    return f'Sëntinel <{place}> & "O\'Hara" 📎'


def texts_of(kind: type) -> list[str]:
    """The fields of a value that hold free text: found and not listed, so that a new one is tested too."""
    return [f.name for f in fields(kind) if f.type in {"str", str} and f.name != "ref"]


def response(ref: str, number: int) -> Response:
    said = {name: sentinel(f"{name} {number}") for name in texts_of(Response)}
    rating = (*Rating, Rating.PARTLY)[number % 5]
    due = DAY + timedelta(days=number) if number % 2 else None
    if number % 7 == 3:
        said["action"] = f"No action because {said['action']}"
    if number % 7 == 5:
        said["evidence"] = f"{LAST_YEAR} {said['evidence']}"
    if number % 9 < 3:
        said["evidence"] = sentinel("the same in many rows")
    return Response(ref=ref, rating=rating, due=due, open_since=date(2025, 1, 5), **said)


def told_everything() -> Return:
    """A return in which every text that a person can type is a sentinel, with a review and faults that quote."""
    audit = Audit(
        checklist=CHECKLIST.id,
        edition=CHECKLIST.edition,
        setting=Setting(**{name: sentinel(name) for name in texts_of(Setting)} | {"kind": CHECKLIST.kind}),
        responses=tuple(response(c.id, n) for n, c in enumerate(CHECKLIST.criteria)),
        strays=(response("gone", 1),),
        audit_date=DAY,
        completed_by=sentinel("completed by"),
    )
    opinions = tuple(
        Opinion(ref=c.id, rating=tuple(Rating)[n % 4], reason=sentinel(f"reviewer's reason {n}"))
        for n, c in enumerate(CHECKLIST.criteria[:20])
    )
    names = {"text": "fault", "hint": "hint", "thing": "thing", "ref": "ref", "other": "other", "outcome": "outcome"}
    quoted = {name: sentinel(f"quoted {word}") for name, word in names.items()}
    where = Where(file=FILE, spot="Checklist!K3")
    return Return(
        file=FILE,
        problems=tuple(problem(code, where, **quoted) for code in ("W11", "W08", "W13", "W14", "W06")),
        sha256="ab" * 32,
        checklist=CHECKLIST,
        audit=audit,
        review=Review(reviewer=sentinel("reviewer"), day=DAY, original="cd" * 32, opinions=opinions),
    )


def forms(text: str) -> Iterator[str]:
    """The ways in which a text can stand in a file."""
    yield text
    for quote in (True, False):
        yield entities.escape(text, quote=quote)
    yield entities.escape(text).replace("&#x27;", "'").replace("&quot;", "&#34;")
    yield entities.escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
    for ascii_only in (True, False):
        written = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
        yield written
        yield written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("'", "\\u0027")
    yield text.replace('"', '""')
    yield urllib.parse.quote(text)


def stands_in(text: str, raw: bytes) -> list[str]:
    """How a text stands in a file: as itself, written in some way, or inside base64 however it is aligned."""
    found = [form for form in forms(text) if form.encode() in raw]
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + text.encode())[4 if shift else 0 : -4]
        found += (
            [f"base64 from {shift}"] if coded in raw or coded.replace(b"+", b"-").replace(b"/", b"_") in raw else []
        )
    return found


def files_of(report: build.Report, folder) -> dict[str, bytes]:
    """Every file that a report is written to, and each by its own name too; what is packed in it unpacked."""
    others = (
        () if report.detail is Detail.PUBLIC else {name for name, form in FORMS.items() if form.of_plan}
    )  # a PDF is made of the page
    written = write.write(report, folder, None, others)
    found = {}
    for path in (written.html, written.csv, written.json, *written.others):
        raw = path.read_bytes()
        found[path.name] = path.name.encode() + b"\n" + raw
        if path.suffix == ".html":
            for block in re.findall(rb'<script type="application/octet-stream"[^>]*>([^<]*)</script>', raw):
                found[f"{path.name}/record"] = canonical.unpacked(block.decode()).encode()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                found |= {f"{path.name}/{name}": archive.read(name) for name in archive.namelist()}
    return found


RETURNED = told_everything()
FULL = build.build(RETURNED, DAY)


def withheld(level: Detail) -> dict[str, str]:
    """Every text that a level must not tell, by the place it was typed in."""
    assert RETURNED.audit
    assert RETURNED.review
    audit, review = RETURNED.audit, RETURNED.review
    public = level is Detail.PUBLIC
    named = {}
    for one in (*audit.responses, *audit.strays):
        for name in texts_of(Response):
            if public or name not in KEPT_BY_SHARED or one.ref == "gone":
                text = getattr(one, name)
                if one.ref == "gone" and name in KEPT_BY_SHARED:
                    continue  # the same words stand in a line that is kept
                named[f"{one.ref}: {name}"] = text.removeprefix("No action because ").removeprefix(f"{LAST_YEAR} ")
    named |= {f"{o.ref}: reason": o.reason for o in review.opinions}
    named |= {p.message: sentinel("quoted fault") for p in RETURNED.problems}
    if public:
        named |= {name: getattr(audit.setting, name) for name in texts_of(Setting) if name != "kind"}
        named |= {
            "completed by": audit.completed_by,
            "reviewer": review.reviewer,
            "file": FILE,
            "stem": "Sentinel-file",
        }
    return named


@pytest.mark.parametrize("level", [Detail.SHARED, Detail.PUBLIC])
def test_nothing_withheld_is_anywhere_in_any_file(level, tmp_path):
    told = files_of(redaction.redact(FULL, level), tmp_path)
    assert {name.rpartition(".")[2] for name in told} >= {"html", "csv", "json"}
    found = [
        (file, place, how)
        for place, text in withheld(level).items()
        for file, raw in told.items()
        for how in stands_in(text, raw)
    ]
    assert found == []
    begun = [file for file, raw in told.items() if b"ntinel" in raw and level is Detail.PUBLIC]
    assert begun == []


def test_the_sentinels_would_be_found(tmp_path):
    """In full every one of them stands in the page, the table or the data: so the search above can find them."""
    told = files_of(FULL, tmp_path)
    for place, text in withheld(Detail.PUBLIC).items():
        hidden = "rating_words" in place or place.startswith("gone")
        assert hidden or any(stands_in(text, raw) for raw in told.values()), place
    carried = next(raw for name, raw in told.items() if name.endswith("/record"))
    assert stands_in(sentinel("rating_words 4"), carried)
    for shift in range(3):
        assert stands_in(
            sentinel("x"), b"".join((b"..", base64.b64encode(b"a" * shift + sentinel("x").encode() + b"b")))
        )


def test_what_is_shared_still_tells_actions_owners_and_dates(tmp_path):
    report = redaction.redact(FULL, Detail.SHARED)
    told = files_of(report, tmp_path)
    page = next(raw for name, raw in told.items() if name.endswith(".html"))
    own = [a for a in report.plan.actions if not a.what_suggested]
    assert len(own) > 20
    for action in own:
        assert stands_in(action.response.action, page)
        assert stands_in(action.owner, page)
    assert [(a.what, a.owner, a.due, a.due_words) for a in report.plan.actions] == [
        (a.what, a.owner, a.due, a.due_words) for a in FULL.plan.actions
    ]
    assert report.title == sentinel("name")


@pytest.mark.parametrize("level", [Detail.SHARED, Detail.PUBLIC])
def test_the_scores_are_the_same_at_every_level(level):
    report = redaction.redact(FULL, level)
    assert report.card.judgement.level == FULL.card.judgement.level
    if level is Detail.PUBLIC:
        said = report.record.published
        assert said
        assert FULL.card.overall.so_far is not None
        assert said.low <= FULL.card.overall.so_far <= said.high
        assert (report.card.lenses, report.card.findings, report.comparison, report.edition) == ((), (), None, "")
        return
    assert report.card.overall == FULL.card.overall
    assert report.card.judgement.level == FULL.card.judgement.level
    assert report.card.judgement == FULL.card.judgement
    theirs = [(lens.id, row.id, row.score) for lens in report.card.lenses for row in lens.rows]
    assert theirs == [(lens.id, row.id, row.score) for lens in FULL.card.lenses for row in lens.rows]
    assert report.comparison
    assert FULL.comparison
    assert report.comparison.moderated.overall == FULL.comparison.moderated.overall
    assert report.comparison.moderated.judgement.level == FULL.comparison.moderated.judgement.level
    assert (report.day, report.edition) == (FULL.day, FULL.edition)


def test_that_something_was_said_stays_visible_and_the_same_words_get_the_same_number():
    assert RETURNED.audit
    one = replace(RETURNED.audit.responses[0], notes="", evidence="  ")
    two = replace(RETURNED.audit.responses[1], evidence="The Log.")
    three = replace(RETURNED.audit.responses[2], evidence="the  log", notes="x")
    four = replace(RETURNED.audit.responses[3], evidence=".")
    audit = replace(RETURNED.audit, responses=(one, two, three, four))
    shared = redaction.redact(build.build(replace(RETURNED, audit=audit), DAY), Detail.SHARED).audit.responses
    assert [r.evidence for r in shared] == [
        "",
        "Evidence 1 (withheld)",
        "Evidence 1 (withheld)",
        "none (withheld)",
    ]
    assert [r.notes for r in shared] == ["", "(withheld)", "n/a", "(withheld)"]


def test_what_does_not_add_up_is_the_same_when_shared():
    shared = redaction.redact(FULL, Detail.SHARED).inspection
    assert FULL.inspection
    assert shared
    assert [(d.doubt, d.spots) for d in shared.discrepancies] == [
        (d.doubt, d.spots) for d in FULL.inspection.discrepancies
    ]
    assert len(shared.discrepancies) > 10
    assert shared.sample == FULL.inspection.sample
    assert shared.gaps == FULL.inspection.gaps


def test_faults_keep_code_and_cell_and_lose_what_they_quote():
    shared = redaction.redact(FULL, Detail.SHARED).problems
    assert [(p.code, p.where) for p in shared] == [(p.code, p.where) for p in FULL.problems]
    assert shared[0].message == "'…' is not a rating."
    assert shared[0].fix == (
        "Choose Met, Partly met, Not met or Not applicable from the list, and write anything more in 'Notes'."
    )


def test_every_fault_of_the_catalogue_can_be_told_without_its_details():
    for code, fault in CATALOGUE.items():
        found = redaction._unquoted(dataclasses.replace(FULL.problems[0], fault=fault))
        assert found.code == code
        assert "{" not in found.message + found.fix


def test_public_holds_no_answer_no_action_no_figure_and_no_name():
    report = redaction.redact(FULL, Detail.PUBLIC)
    assert report.audit.responses == ()
    assert report.card.findings == ()
    assert report.plan.actions == report.plan.no_actions == ()
    assert report.inspection is None
    values = data.as_values(report)
    assert set(values) == {"detail", "setting", "audit", "judgement", "provenance"}
    assert set(values["setting"]) == {"kind"}
    assert set(values["audit"]) == {"checklist", "edition", "month"}
    assert set(values["judgement"]) == {"level", "points_percent"}
    page = html.render(report)
    assert not re.search(r'(id="|href="#)[qa]\d', page)
    for criterion in CHECKLIST.criteria:
        assert f'"{criterion.id}"' not in json.dumps(values)
        assert criterion.title not in page
    (row,) = csv.DictReader(io.StringIO(data.as_csv(report).removeprefix("\ufeff")))
    assert row["judgement"] == report.card.judgement.level
    carried = canonical.text(canonical.values(report.record))
    for told in (page, json.dumps(values), ",".join(row.values()), carried):
        for identifying in ("ab" * 32, "cd" * 32, DAY.isoformat(), "20 November", FULL.provenance.answers):
            assert identifying not in told


def test_the_names_of_the_files_tell_no_more_and_do_not_replace_each_other(tmp_path):
    names = [write.write(redaction.redact(FULL, level), tmp_path).html.name for level in Detail]
    own = write.slug(sentinel("name"))
    ends = ("reviewed", "reviewed-shared")
    assert names == [*(f"{own}-2026-11-20-{end}.html" for end in ends), "early-years-2026-11-public.html"]


def test_what_was_withheld_does_not_come_back():
    shared, public = (redaction.redact(FULL, level) for level in (Detail.SHARED, Detail.PUBLIC))
    assert redaction.redact(shared, Detail.PUBLIC).card == public.card
    for report, level in ((shared, Detail.FULL), (public, Detail.SHARED), (public, Detail.FULL)):
        with pytest.raises(ValueError, match="cannot become"):
            redaction.redact(report, level)


@pytest.mark.parametrize("level", list(Detail))
def test_every_level_is_made_again_from_what_it_carries(level):
    report = redaction.redact(FULL, level)
    carried = canonical.record(canonical.text(canonical.values(report.record)))
    assert carried == report.record
    assert html.render(build.from_record(CHECKLIST, carried)) == html.render(report)


def test_the_command_writes_the_level_that_is_asked_for(tmp_path):
    from click.testing import CliRunner

    from audit.cli.main import cli

    book = tmp_path / "rosebank.xlsx"
    book.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    for level in Detail:
        done = CliRunner().invoke(cli, ["report", str(book), "-o", str(tmp_path / level), "--detail", level.value])
        assert done.exit_code == 0, done.output
        (page,) = (tmp_path / level).glob("*.html")
        assert f"<dt>Level of detail</dt><dd>{level}" in page.read_text(encoding="utf-8")
    done = CliRunner().invoke(cli, ["report", str(book), "--detail", "public", "--also", "docx"])
    assert done.exit_code == 2
