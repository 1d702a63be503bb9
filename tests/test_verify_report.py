"""A report held against its answers and its workbook: every change is caught, and what is untouched is the same."""

import base64
import io
import json
import os
import random
import re
import stat
import subprocess
import sys
import zlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization

from audit.cli.main import cli
from audit.integrity import page_diff, seal, verify
from audit.judgement.review import Opinion, Review
from audit.model import Rating
from audit.problems import AuditError
from audit.report import anchors, build, canonical, html, redaction
from audit.report.detail import Detail
from audit.report.record import ReportRecord
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.read import reader
from tests import libreoffice
from tests.conftest import DAY

SEED = 20261120
PAGE_EDITS, DATA_EDITS, BOOK_EDITS = 140, 60, 60
OF_EACH_FORM = 200 if os.environ.get("SLOW") else 30
"""With ``SLOW=1`` every form of the page is changed 200 times, which takes minutes."""
BLOCK = re.compile(r'(<script type="application/octet-stream" id="record"[^>]*>)([^<]*)(</script>)')


@dataclass(frozen=True)
class Pair:
    """A workbook and the reports made of it, by level of detail, and in full as a page that prints all of itself."""

    book: Path
    pages: dict[Detail, Path]
    whole: Path

    @property
    def every(self) -> tuple[Path, ...]:
        return (*self.pages.values(), self.whole)

    @property
    def page(self) -> Path:
        return self.pages[Detail.FULL]


def report_of(book: Path) -> build.Report:
    return build.build(reader.read(book), DAY)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory) -> list[Pair]:
    """The three invented settings, the whole way: workbooks written, read, and reported at every level of detail."""
    folder = tmp_path_factory.mktemp("pairs")
    made = []
    for profile in demonstration.PROFILES:
        kind = profile.setting.kind
        book = folder / f"{kind}.xlsx"
        book.write_bytes(demonstration.filled_workbook(profile, DAY))
        report = report_of(book)
        pages = {}
        for level in Detail:
            pages[level] = folder / f"{kind}-{level}.html"
            pages[level].write_text(html.render(redaction.redact(report, level)), encoding="utf-8", newline="")
        whole = folder / f"{kind}-whole.html"
        whole.write_text(html.render(report, whole=True), encoding="utf-8", newline="")
        made.append(Pair(book=book, pages=pages, whole=whole))
    return made


def run(*words: object):
    done = CliRunner().invoke(cli, ["verify", *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def codes(page: bytes, name: str = "report.html") -> list[str]:
    """What is found in a page by itself."""
    try:
        opened = verify.opened(page, name)
        given = opened.record.audit
        checklist = demonstration.load(given.checklist, given.setting.kind)
        return [p.code for p in verify.comparable(opened, checklist) or verify.of_page(opened, checklist)]
    except AuditError as fault:
        return [p.code for p in fault.problems]


# Untouched


@pytest.mark.parametrize("level", list(Detail))
def test_untouched_pairs_are_the_same(pairs, level):
    for pair in pairs:
        done = run(pair.pages[level], pair.book)
        assert (done.exit_code, done.output.count("\n")) == (0, 1 + (level is Detail.PUBLIC)), done.output
        assert ("V26" in done.output) == (level is Detail.PUBLIC)
        assert ": the same. Every figure and text" in done.output
        alone = run(pair.pages[level])
        assert alone.exit_code == 0
        assert ("V10" in alone.output) == (level is Detail.PUBLIC)


def test_a_page_that_prints_all_of_itself_is_the_same_and_no_other_page_is(pairs):
    for pair in pairs:
        done = run(pair.whole, pair.book)
        assert done.exit_code == 0, done.output
        page = pair.whole.read_text(encoding="utf-8")
        assert page.count(html.PRINTED_WHOLE) == 1
        assert page.replace(html.PRINTED_WHOLE, '<main id="main">') == pair.page.read_text(encoding="utf-8")
        assert codes(page.replace('class="whole"', 'class="hole"').encode()) == ["V05"]


@pytest.mark.parametrize(
    "again",
    [
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.rstrip(b"\n") + b"\n\n",
    ],
    ids=["line ends", "byte order mark", "lines at the end"],
)
def test_what_mail_programs_do_to_a_file_is_no_difference(pairs, again):
    assert codes(again(pairs[0].page.read_bytes())) == []


def test_a_workbook_of_another_name_is_the_same(pairs, tmp_path):
    other = tmp_path / "renamed by a person (2).xlsx"
    other.write_bytes(pairs[0].book.read_bytes())
    done = run(pairs[0].page, other)
    assert (done.exit_code, done.output.count("\n")) == (0, 1)


def saved_by_openpyxl(book: Path, to: Path, change=lambda _: None) -> Path:
    workbook = openpyxl.load_workbook(book)
    change(workbook)
    workbook.save(to)
    return to


def test_saved_again_is_the_same_answers_and_said_to_be_saved_again(pairs, tmp_path):
    for pair in pairs:
        again = saved_by_openpyxl(pair.book, tmp_path / "again.xlsx")
        for level in Detail:
            done = run(pair.pages[level], again)
            assert done.exit_code == 0, done.output
            said = (
                "V26"
                if level is Detail.PUBLIC
                else "V08 The workbook holds the same answers; the file itself was saved"
            )
            assert said in done.output


def test_sorted_rows_are_the_same_answers_in_other_cells(pairs, tmp_path):
    def turn_round(workbook):
        sheet = workbook["Checklist"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=layout.FIRST_ROW)]
        for row, values in zip(sheet.iter_rows(min_row=layout.FIRST_ROW), reversed(rows), strict=True):
            for cell, value in zip(row, values, strict=True):
                cell.value = value

    again = saved_by_openpyxl(pairs[1].book, tmp_path / "sorted.xlsx", turn_round)
    done = run(pairs[1].page, again)
    assert done.exit_code == 0, done.output
    number = len(report_of(again).card.findings)
    assert f"V09 {number} answers stand in other cells" in done.output


@pytest.mark.parts
def test_saved_again_by_libreoffice_is_the_same(pairs, soffice, tmp_path):
    """As .xlsx, as .ods, and back again: what counts as untouched is every answer and detail, not the file's bytes."""
    with libreoffice.running(soffice, tmp_path) as office:
        for pair in pairs:
            for kind, back in (("xlsx", "ods"), ("ods", "xlsx")):
                first = tmp_path / f"{pair.book.stem}-{kind}.xlsx"
                first.write_bytes(pair.book.read_bytes())
                once = office.saved_again(first, kind)
                twice = office.saved_again(once, back)
                for level, book in ((level, book) for level in Detail for book in (once, twice)):
                    done = run(pair.pages[level], book)
                    assert done.exit_code == 0, done.output
                    assert ("V26" if level is Detail.PUBLIC else "V08") in done.output


# 200 changes, one at a time


def _other(rng: random.Random, old: str, choices: list[str]) -> str:
    return rng.choice([c for c in choices if c != old])


def _number(rng: random.Random, text: str) -> str:
    return _other(rng, text, [str(n) for n in range(101)])


def _letter(rng: random.Random, text: str) -> str:
    place = rng.randrange(len(text))
    return text[:place] + _other(rng, text[place], list("aeiou")) + text[place + 1 :]


EDITS = {
    "figure": (r"(?<=>)\d+(?= %)|(?<=[ (>])\d+(?=[ )<])", _number),
    "word": (r"(?<=>)[^<>]*[a-z][^<>]*(?=<)", _letter),
    "rating": (r"(?<=>)(?:Met|Partly met|Not met|Unanswered)(?=<)", lambda rng, text: _other(rng, text, list(Rating))),
    "link": (r'(?<=href="#)[a-z0-9-]+', lambda _rng, text: f"{text}1"),
    "class": (r'(?<=class=")[a-z -]+', _letter),
    "width": (r'(?<=width=")\d+(?=%)', _number),
    "tag": (r"</?(?:p|li|td|dd|dt|small|strong)>", lambda _rng, _text: ""),
    "comment": (r"(?<=</p>)", lambda _rng, _text: "<!-- x -->"),
    "line": (r"(?m)^<(?:tr|li|p|dt|details)\b.*\n", lambda rng, text: rng.choice(["", text + text])),
}


@cache
def _places(page: str) -> dict[str, list[re.Match[str]]]:
    """Where each kind of edit can be made: in the body, above the data that the page carries."""
    end = BLOCK.search(page)
    assert end
    above, body = page[: end.start()], page.index("<body>")
    found = {what: [m for m in re.finditer(pattern, above) if m.start() > body] for what, (pattern, _) in EDITS.items()}
    return {what: matches for what, matches in found.items() if matches}


def _in_page(rng: random.Random, page: str) -> tuple[str, str]:
    """One change to what the page shows or how; the data it carries stays."""
    places = _places(page)
    what = rng.choice([what for what in (*EDITS, "figure", "figure", "word", "rating") if what in places])
    one = rng.choice(places[what])
    return f"{what} at {one.start()}", page[: one.start()] + EDITS[what][1](rng, one[0]) + page[one.end() :]


def packed(text: str) -> str:
    """A text as a page carries it, whether it is that of a record or not."""
    return base64.b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), 9)).decode()


def _leaves(value, path=()):
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, (*path, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _leaves(part, (*path, number))
    else:
        yield path, value


def _in_data(rng: random.Random, page: str) -> tuple[str, str]:
    """One value of the data that the page carries, changed or taken out."""
    found = BLOCK.search(page)
    assert found
    values = json.loads(canonical.unpacked(found[2]))
    path, old = rng.choice(list(_leaves(values)))
    inside = values
    for part in path[:-1]:
        inside = inside[part]
    if rng.random() < 0.2 and isinstance(path[-1], str):
        del inside[path[-1]]
    elif isinstance(old, int):
        inside[path[-1]] = old + rng.choice([-1, 1, 7])
    elif path[-1] == "rating":
        inside[path[-1]] = _other(rng, old, list(Rating))
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", old):
        inside[path[-1]] = (date.fromisoformat(old) + timedelta(days=rng.choice([-30, 1, 365]))).isoformat()
    else:
        inside[path[-1]] = rng.choice([_letter(rng, old) if old else "x", f"{old} x", old.upper() + "."])
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return " ".join(map(str, path)), page[: found.start(2)] + packed(text) + page[found.end(2) :]


def _in_book(rng: random.Random, workbook, to: Path, level: Detail) -> str:
    """One cell that a person fills, or a Ref, changed so that it says something else. For scores only: a rating.

    The workbook itself is left as it was, so that it need not be opened anew.
    """
    sheet, start = workbook["Checklist"], workbook["Start here"]
    column = {cell.value: cell.column for cell in sheet[layout.HEADING_ROW]}
    typed = ["Rating", "Rating", "Evidence", "Notes", "Action", "Owner", "By when", "Status", "Ref", "setting"]
    what = "Rating" if level is Detail.PUBLIC else rng.choice(typed)
    cell = sheet.cell(rng.randrange(layout.FIRST_ROW, sheet.max_row + 1), column.get(what, 1))
    if what == "setting":
        labels = {r[0].value: r[1] for r in start.iter_rows(max_col=2) if r[0].value}
        cell = labels[rng.choice([label for field, label in layout.SETTING_LABELS if field != "kind"])]
    before, cell.value = cell.value, _other_value(rng, what, cell.value)
    workbook.save(to)
    cell.value = before
    return f"{cell.parent.title}!{cell.coordinate} {what}"


def _other_value(rng: random.Random, what: str, value):
    if isinstance(value, datetime | date):
        return value + timedelta(days=rng.choice([-400, -1, 1, 30]))
    if what == "Rating":
        return _other(rng, value, [*Rating, None])
    if what == "By when":
        return "next spring" if rng.random() < 0.5 else date(2027, 5, rng.randrange(1, 29))
    if value and rng.random() < 0.3:
        return None
    return f"{value or ''}{rng.choice(['x', ' and more', ' 2'])}"


@pytest.mark.parametrize(("change", "edits"), [(_in_page, PAGE_EDITS), (_in_data, DATA_EDITS)], ids=["page", "data"])
def test_every_change_of_a_page_and_of_the_answers_it_carries_is_caught(pairs, change, edits):
    rng = random.Random(SEED)
    missed = []
    for number in range(edits):
        page = rng.choice(pairs).every[number % 4].read_text(encoding="utf-8")
        what, altered = change(rng, page)
        assert altered != page
        if not codes(altered.encode()):
            missed.append((number, what))
    assert missed == []


def test_every_change_of_a_workbook_is_caught(pairs, tmp_path):
    rng = random.Random(SEED)
    missed = []
    books = [openpyxl.load_workbook(pair.book) for pair in pairs[:2]]
    for number in range(BOOK_EDITS):
        level = (Detail.FULL, Detail.SHARED)[number % 2]  # of a public page, the judgement and the band may be the same
        pair = pairs[number // 2 % 2]
        what = _in_book(rng, books[number // 2 % 2], tmp_path / "changed.xlsx", level)
        done = run(pair.pages[level], tmp_path / "changed.xlsx")
        if done.exit_code != 1 or "V06" not in done.output:
            missed.append((number, level, what, done.output))
    assert missed == []


def test_there_are_200_of_a_page_and_the_answers_it_carries():
    assert PAGE_EDITS + DATA_EDITS == 200


FORMS = ("full", "whole", "shared", "public", "reviewed", "carried", "owners")


@pytest.fixture(scope="module")
def forms(pairs) -> dict[str, str]:
    """The nursery's page in each of its forms."""
    report, last = report_of(pairs[1].book), (Rating.MET, Rating.PARTLY, Rating.NOT_MET)
    opinions = tuple(Opinion(ref=r.ref, rating=last[n % 3]) for n, r in enumerate(report.audit.responses))
    review = Review(opinions=opinions, voices=())
    given = tuple(replace(r, last_rating=last[n % 3]) for n, r in enumerate(report.audit.responses))
    reviewed = _said_of_itself(replace(report.record, review=review))
    carried = _said_of_itself(replace(report.record, audit=replace(report.audit, responses=given)))
    again = {name: build.from_record(report.checklist, r) for name, r in (("r", reviewed), ("c", carried))}
    levels = {str(level): html.render(redaction.redact(report, level)) for level in Detail}
    return levels | {
        "whole": html.render(report, whole=True),
        "reviewed": html.render(again["r"]),
        "carried": html.render(again["c"]),
        "owners": html.by_owner(report),
    }


def _said_of_itself(record: ReportRecord) -> ReportRecord:
    answers = canonical.answers_digest(record.audit, record.review)
    return replace(record, provenance=replace(record.provenance, answers=answers))


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_the_page_is_the_same_untouched_and_no_other_when_changed(forms, form):
    rng, page = random.Random(f"{SEED} {form}"), forms[form]
    assert set(codes(page.encode())) <= {"V10"}
    untouched, missed = codes(page.encode()), []
    for number in range(OF_EACH_FORM):
        what, altered = (_in_data if number % 3 == 0 else _in_page)(rng, page)
        assert altered != page
        if codes(altered.encode()) == untouched:
            missed.append((number, what))
    assert missed == []


def test_the_sheets_by_owner_are_held_against_their_workbook_and_carry_no_evidence(pairs, tmp_path):
    pair, page = pairs[1], tmp_path / "rosebank-owners.html"
    report = report_of(pair.book)
    page.write_text(html.by_owner(report), encoding="utf-8", newline="")
    assert page.read_text(encoding="utf-8") == html.by_owner(redaction.redact(report, Detail.SHARED))
    done = run(page, pair.book)
    assert (done.exit_code, done.output.count("\n")) == (0, 1), done.output
    carried = verify.opened(page.read_bytes(), "a.html").carried
    written = [r.evidence for r in report.audit.responses if len(r.evidence) > 20]
    assert len(written) > 20
    assert [text for text in written if text in carried] == []
    _in_book(random.Random(SEED), openpyxl.load_workbook(pair.book), tmp_path / "changed.xlsx", Detail.SHARED)
    assert "V06" in run(page, tmp_path / "changed.xlsx").output


@pytest.mark.parametrize("level", [Detail.FULL, Detail.SHARED])
def test_a_page_that_only_says_it_is_of_owners_is_none(pairs, level):
    """The form of a page is read from the page itself: a mark that was moved to another form is a difference."""
    page = pairs[1].pages[level].read_text(encoding="utf-8")
    forged = page.replace('<main id="main">', html.BY_OWNER)
    assert forged != page
    assert codes(forged.encode()) != []
    sheets = html.by_owner(report_of(pairs[1].book))
    assert codes(sheets.replace(html.BY_OWNER, '<main id="main">').encode()) != []


def test_a_value_that_the_page_does_not_show_is_caught_by_the_sha_256_of_what_is_carried(pairs, monkeypatch, tmp_path):
    """A page shows cells and not the name of their sheet: only the SHA-256 beside the data tells of a change."""
    page = tmp_path / "shared.html"
    page.write_bytes(pairs[1].pages[Detail.SHARED].read_bytes())
    forged = with_data(page, lambda text: text.replace('"place":"Checklist!', '"place":"Checklust!', 1))
    assert forged != page.read_bytes()
    assert codes(forged) == ["V05"]
    monkeypatch.setattr(html.canonical, "digest", lambda _: "0" * 64)
    zeros = re.sub(rb'data-sha256="[0-9a-f]+"', b'data-sha256="' + b"0" * 64 + b'"', forged)
    assert codes(zeros) == []


def test_nothing_is_caught_where_nothing_is_compared(pairs, monkeypatch):
    monkeypatch.setattr(html, "render", lambda _, **__: "")
    monkeypatch.setattr(verify.page_diff, "differences", lambda *_: iter(()))
    changed_page = _in_page(random.Random(SEED), pairs[0].pages[Detail.SHARED].read_text(encoding="utf-8"))[1]
    assert codes(changed_page.encode()) == []


# What is said


def changed(pair: Pair, to: Path, old: str, new: str) -> Path:
    page = pair.page.read_text(encoding="utf-8")
    assert old in page
    to.write_text(page.replace(old, new, 1), encoding="utf-8")
    return to


def test_a_figure_is_named_with_both_values(pairs, tmp_path):
    so_far = report_of(pairs[1].book).card.overall.so_far
    page = changed(pairs[1], tmp_path / "report.html", f"<dd>{so_far}%</dd><dd", "<dd>99%</dd><dd")
    done = run(page, pairs[1].book)
    assert done.exit_code == 1
    assert "NOT the same: 1 difference." in done.output
    assert f"the page says '99%', and by its own answers it should say '{so_far}%'" in done.output
    assert "Act now" in done.output


def test_an_answer_is_named_with_its_cell_and_both_ratings(pairs, tmp_path):
    findings = report_of(pairs[1].book).card.findings
    place, ref = next((n, f.criterion.id) for n, f in enumerate(findings) if f.shown)
    row = place + layout.FIRST_ROW

    def lower(workbook):
        workbook["Checklist"][f"{layout.column_letter('Rating')}{row}"].value = "Not met"
        workbook["Checklist"][f"{layout.column_letter('Evidence')}{row}"].value = "The filing cabinet"

    done = run(pairs[1].page, saved_by_openpyxl(pairs[1].book, tmp_path / "changed.xlsx", lower))
    cells = [f"Checklist!{layout.column_letter(heading)}{row}" for heading in ("Rating", "Evidence")]
    assert f"'{ref}' ({cells[0]}), Rating: the report says 'Met', and the workbook 'Not met'" in done.output
    assert f"'{ref}' ({cells[1]}), Evidence: the report says" in done.output
    assert "the workbook 'The filing cabinet'" in done.output


@pytest.mark.parametrize("heading", ["Rating", "Evidence", "Notes", "Action", "Owner", "By when", "Status"])
def test_every_typed_cell_is_named_by_its_heading_and_cell(pairs, tmp_path, heading):
    cell = f"{layout.column_letter(heading)}{layout.FIRST_ROW + 2}"

    def change(workbook):
        workbook["Checklist"][cell].value = "Not met" if heading == "Rating" else "next spring"

    done = run(pairs[1].page, saved_by_openpyxl(pairs[1].book, tmp_path / "changed.xlsx", change))
    assert done.exit_code == 1
    assert f"(Checklist!{cell}), {heading}: the report says" in done.output
    assert done.output.count("V06 ") == (
        {"By when": 3, "Status": 2, "Evidence": 2}.get(heading, 1)
    )  # words that are none of ours, or that name nothing, are a fault of their own


@pytest.mark.parametrize("label", [label for field, label in layout.SETTING_LABELS if field != "kind"])
def test_every_detail_of_the_setting_is_named_by_its_label(pairs, tmp_path, label):
    def change(workbook):
        cells = {row[0].value: row[1] for row in workbook["Start here"].iter_rows(max_col=2)}
        cells[label].value = date(2020, 1, 2) if label.startswith("Date") else "Somebody else"

    done = run(pairs[1].page, saved_by_openpyxl(pairs[1].book, tmp_path / "changed.xlsx", change))
    assert done.exit_code == 1
    assert f"{label}: the report says" in done.output
    assert ("2 January 2020" if label.startswith("Date") else "'Somebody else'") in done.output


def test_a_changed_answer_in_the_page_is_named_where_it_stands(pairs, tmp_path):
    evidence = next(f for f in report_of(pairs[1].book).card.findings if f.evidenced)
    page = pairs[1].page.read_text(encoding="utf-8")
    place = page.index(f'id="{anchors.of(demonstration.load("leaders", "early-years")).q[evidence.criterion.id]}"')
    text = str(html._environment().from_string("{{ t }}").render(t=evidence.response.evidence))
    altered = page[:place] + page[place:].replace(text, "Forged evidence", 1)
    (tmp_path / "report.html").write_text(altered, encoding="utf-8")
    done = run(tmp_path / "report.html")
    assert f"question '{evidence.criterion.id}'" in done.output
    assert "the page says 'Forged evidence'" in done.output


def test_a_changed_rating_in_a_title_is_named_by_the_question_it_folds_away(pairs, tmp_path):
    page = pairs[1].page.read_text(encoding="utf-8")
    refs = [criterion.id for criterion in demonstration.load("leaders", "early-years").criteria]
    titles = list(re.finditer(r'<details><summary><b>.*?<i class="[a-z-]+">([A-Z][a-z ]+)', page))
    assert len(titles) == len(refs)
    for number in (0, 7, len(refs) - 1):
        begin, end = titles[number].span(1)
        (tmp_path / "report.html").write_text(f"{page[:begin]}Forged{page[end:]}", encoding="utf-8")
        done = run(tmp_path / "report.html")
        assert f"question '{refs[number]}'" in done.output
        assert "Forged" in done.output


def test_hidden_code_is_named_too():
    one = "<h2>Method</h2>\n<p>a</p>"
    found = {
        "<h2>Method</h2>\n<p>a</p><!-- x -->": ("Method", "<!-- x -->", ""),
        "<h2>Method</h2>\n<p class='x'>a</p>": ("Method", "<p class='x'>", "<p>"),
        "<h2>Method</h2>\n<p >a</p>": ("Method", "<p >", "<p>"),
        "<h2>Method</h2>\n<p>a</p >": ("The page's code, which is not shown", " >", ">"),
    }
    for other, said in found.items():
        assert list(page_diff.differences(other, one)) == [said]


def test_pages_that_have_nothing_in_common_are_one_difference():
    many = "\n".join(f"<p>{n}</p>" for n in range(page_diff.MOST_COMPARED + 1))
    assert len(list(page_diff.differences(many, "<p>other</p>"))) < 3


def test_long_lists_are_cut_and_the_rest_counted(pairs):
    done = run(pairs[0].page, pairs[1].book)
    assert done.exit_code == 1
    assert re.search(r"and \d+ more\.", done.output)
    assert done.output.count("V06 ") == 20


def test_faults_that_were_not_there_are_named(pairs, tmp_path):
    def mistype(workbook):
        workbook["Checklist"][f"{layout.column_letter('Rating')}3"].value = "Mostly"

    done = run(pairs[1].page, saved_by_openpyxl(pairs[1].book, tmp_path / "changed.xlsx", mistype))
    assert "A fault that is listed: the report says 'nothing', and the workbook 'W11 " in done.output


def test_a_workbook_that_cannot_be_read_says_why(pairs, tmp_path):
    (tmp_path / "bad.xlsx").write_bytes(b"%PDF-1.7")
    done = run(pairs[0].page, tmp_path / "bad.xlsx")
    assert done.exit_code == 1
    assert "F04" in done.output


@pytest.mark.parametrize("words", [(), ("gone.html",), ("--public-key",)])
def test_a_wrong_command_ends_with_2(words):
    assert run(*words).exit_code == 2


# Other versions, other editions, other files


def with_data(page: Path, change) -> bytes:
    """A page whose data was changed as text."""
    text = page.read_text(encoding="utf-8")
    found = BLOCK.search(text)
    assert found
    return (text[: found.start(2)] + packed(change(canonical.unpacked(found[2]))) + text[found.end(2) :]).encode()


def test_another_version_is_said_plainly(pairs, monkeypatch, tmp_path):
    monkeypatch.setattr(verify.package, "__version__", "9.9.9")
    page = changed(pairs[0], tmp_path / "report.html", "<h1>", "<h1 class='x'>")
    done = run(page, pairs[0].book)
    assert done.exit_code == 3
    assert "cannot be compared to the letter" in done.output
    assert "V03 The report was made by version" in done.output
    assert "this is version 9.9.9" in done.output


def test_another_edition_is_said_plainly(pairs):
    digest = demonstration.load("leaders").digest
    found = codes(with_data(pairs[0].page, lambda text: text.replace(digest, "0" * 64)))
    assert found == ["V04"]
    gone = with_data(pairs[0].page, lambda text: text.replace('"checklist":"leaders"', '"checklist":"elsewhere"'))
    (pairs[0].page.parent / "gone.html").write_bytes(gone)
    assert "V04 The report answers edition" in run(pairs[0].page.parent / "gone.html").output


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (b"", "V01"),
        (b"\xff\xfe", "V01"),
        (b"<html><body>hello</body></html>", "V01"),
        (b"PK\x03\x04", "V01"),
    ],
)
def test_what_is_no_report_is_said_so(page, code):
    assert codes(page) == [code]


def test_a_page_that_carries_answers_twice_is_refused(pairs):
    text = pairs[0].page.read_text(encoding="utf-8")
    block = BLOCK.search(text)
    assert block
    assert codes((text + block[0]).encode()) == ["V01"]


@pytest.mark.parametrize(
    ("block", "why"),
    [
        ("", "cut short"),
        ("{}", "not packed"),
        ("AAAA", "not packed"),
        (packed("{}")[:-1], "not packed"),
        (base64.b64encode(zlib.compress(b"{}")[:-4]).decode(), "cut short"),
        (base64.b64encode(zlib.compress(b"{}") + b"more").decode(), "goes on after its end"),
        (base64.b64encode(zlib.compress(b"\xff")).decode(), "not packed"),
        (base64.b64encode(zlib.compress(b" " * (canonical.LARGEST + 1))).decode(), "larger than a report can be"),
    ],
    ids=["empty", "json", "base64 alone", "odd base64", "cut", "tail", "not text", "bomb"],
)
def test_a_block_that_is_not_packed_as_we_pack_is_refused_in_bounded_memory(pairs, block, why):
    text = pairs[0].page.read_text(encoding="utf-8")
    found = BLOCK.search(text)
    assert found
    with pytest.raises(AuditError) as fault:
        verify.opened((text[: found.start(2)] + block + text[found.end(2) :]).encode(), "report.html")
    assert [p.code for p in fault.value.problems] == ["V02"]
    assert why in fault.value.problems[0].message


def test_no_more_is_unpacked_than_is_allowed():
    assert len(canonical.unpacked(packed("x" * 1000), 1000)) == 1000
    with pytest.raises(canonical.NotCanonicalError):
        canonical.unpacked(packed("x" * 1001), 1000)


def test_another_zlib_may_pack_the_same_text_in_another_way(pairs):
    text = pairs[0].page.read_text(encoding="utf-8")
    found = BLOCK.search(text)
    assert found
    other = base64.b64encode(zlib.compress(canonical.unpacked(found[2]).encode(), 1)).decode()
    assert other != found[2]
    assert codes((text[: found.start(2)] + other + text[found.end(2) :]).encode()) == []


def test_the_same_values_in_another_text_are_noticed(pairs):
    """Spaces between the values change nothing that is said: but the page is no longer as it was made."""
    assert codes(with_data(pairs[0].page, lambda text: text.replace(",", ", ", 1))) == ["V05"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("{", "", "it is no JSON"),
        ("{", "[" * 100_000, "it is nested deeper than a report can be"),
        ("{", '{"detail":"full",', "'detail' stands twice"),
        ("{", '{"surprise":1,', "has 'surprise', which is not known"),
        ('"as_of":"2026-11-20",', "", "lacks 'as_of'"),
        ('"as_of":"2026-11-20"', '"as_of":"2026-02-31"', "as_of cannot be '2026-02-31'"),
        ('"as_of":"2026-11-20"', '"as_of":20261120', "as_of cannot be '20261120'"),
        ('"as_of":"2026-11-20"', '"as_of":NaN', "NaN is not a number"),
        ('"as_of":"2026-11-20"', '"as_of":' + "9" * 5000, "it"),
        ('"rating":"Met"', '"rating":"Mostly"', "rating cannot be 'Mostly'"),
        ('"place":"Checklist!', '"place":"Checklist', "place cannot be"),
        ('"responses":[', '"responses":[7,', "cannot be '7'"),
        ('"code":"W', '"code":"X', "no fault of the catalogue"),
        ('"detail":"shared"', '"detail":"secret"', "cannot be 'secret'"),
    ],
)
def test_answers_that_cannot_be_read_are_said_to_be_so(pairs, old, new, why):
    def change(text):
        assert old in text
        return text.replace(old, new, 1)

    page = with_data(pairs[1].pages[Detail.SHARED], change)
    with pytest.raises(AuditError) as fault:
        verify.opened(page, "report.html")
    (found,) = fault.value.problems
    assert found.code == "V02"
    assert why in found.message


def test_a_file_of_any_size_is_refused_in_bounded_memory(tmp_path):
    huge = tmp_path / "huge.html"
    with huge.open("wb") as file:
        file.truncate(2_000_000_000)
    done = run(huge)
    assert (done.exit_code, "larger than a report can be" in done.output) == (1, True)


def test_the_record_is_the_same_text_every_time_and_comes_back_equal(pairs):
    for pair in pairs:
        report = report_of(pair.book)
        for level in Detail:
            record = redaction.redact(report, level).record
            text = canonical.text(canonical.values(record))
            assert canonical.record(text) == record
            assert canonical.text(canonical.values(canonical.record(text))) == text


def test_nothing_that_the_page_says_comes_from_elsewhere(pairs):
    """A page made again from what it carries is the same: whatever is added to a report has to be in its record."""
    report = report_of(pairs[1].book)
    carried = canonical.record(canonical.text(canonical.values(report.record)))
    assert html.render(build.from_record(report.checklist, carried)) == html.render(report)


def test_hostile_answers_stay_data(tmp_path):
    """Nothing typed can end the block it is carried in, nor be taken for it."""
    nasty = '</script><script>alert(1)</script><!-- <script type="application/octet-stream" id="record"> \' \u2028 & \\'
    report = report_of_nasty(nasty)
    page = html.render(report)
    assert page.count("<script") == 2  # what it carries, and the plan's own
    assert codes(page.encode()) == []
    opened = verify.opened(page.encode(), "x.html")
    assert opened.record.audit.responses[0].evidence == nasty


def report_of_nasty(text: str) -> build.Report:
    checklist = demonstration.load("leaders", "early-years")
    audit = demonstration.fill(checklist, demonstration.NURSERY, DAY)
    first = replace(audit.responses[0], evidence=text, notes=text, action=text, owner=text, due_words=text, due=None)
    setting = replace(audit.setting, name=text, urn=text, group=text)
    audit = replace(audit, setting=setting, responses=(first, *audit.responses[1:]), completed_by=text)
    return build.build(reader.Return(file=text, problems=(), sha256=text, checklist=checklist, audit=audit), DAY)


# Seals


SIGNED = ("--name", "A. Example", "--role", "Head")


@pytest.fixture
def keys(tmp_path) -> Path:
    done = CliRunner().invoke(cli, ["seal", "--new-key", str(tmp_path / "our.key")])
    assert done.exit_code == 0, done.output
    return tmp_path / "our.key"


@pytest.fixture
def sealed(pairs, keys, tmp_path) -> Path:
    page = tmp_path / "sealed.html"
    page.write_bytes(pairs[0].page.read_bytes())
    done = CliRunner().invoke(cli, ["seal", str(page), *SIGNED, "--key", str(keys)])
    assert done.exit_code == 0, done.output
    return page


def test_a_new_key_is_for_its_holder_alone_and_is_never_written_over(keys):
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    before = keys.read_bytes(), keys.with_name("our.key.pub").read_bytes()
    done = CliRunner().invoke(cli, ["seal", "--new-key", str(keys)])
    assert (done.exit_code, "V07" in done.output) == (1, True)
    assert (keys.read_bytes(), keys.with_name("our.key.pub").read_bytes()) == before
    keys.unlink()
    assert CliRunner().invoke(cli, ["seal", "--new-key", str(keys)]).exit_code == 1
    assert not keys.exists()


def test_a_sealed_page_holds_with_the_right_key(sealed, keys, pairs):
    done = run(sealed, pairs[0].book, "--public-key", f"{keys}.pub")
    assert done.exit_code == 0, done.output
    assert "Sealed by A. Example, Head, on " in done.output
    assert "Whose key that is the seal cannot say" in run(sealed).output
    assert CliRunner().invoke(cli, ["seal", str(sealed), *SIGNED, "--key", str(keys)]).exit_code == 0
    assert run(sealed, "--public-key", f"{keys}.pub").exit_code == 0
    assert sealed.read_text(encoding="utf-8").count('id="seal"') == 1


@pytest.mark.parametrize(
    ("old", "new"), [("A. Example", "B. Example"), ('"role":"Head"', '"role":"Chair"'), ('"day":"20', '"day":"21')]
)
def test_nobody_can_put_another_name_role_or_day_to_a_seal(sealed, keys, old, new):
    text = sealed.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if 'id="seal"' in line)
    assert old in line
    sealed.write_text(text.replace(line, line.replace(old, new)), encoding="utf-8")
    done = run(sealed, "--public-key", f"{keys}.pub")
    assert (done.exit_code, "V12" in done.output) == (1, True)
    assert "believe no name in it" in done.output
    assert "nothing in it was changed since" not in done.output


def test_a_name_in_any_letters_means_nothing_in_the_page_and_on_the_screen(pairs, keys, tmp_path):
    page = tmp_path / "sealed.html"
    page.write_bytes(pairs[0].page.read_bytes())
    name = '</script><b>Zoë & "Łukasz"\x1b[31m'
    done = CliRunner().invoke(cli, ["seal", str(page), "--name", name, "--role", "Głowa", "--key", str(keys)])
    assert done.exit_code == 0, done.output
    assert "<b>Zoë" not in page.read_text(encoding="utf-8")
    found = run(page, "--public-key", f"{keys}.pub")
    assert found.exit_code == 0, found.output
    assert 'Zoë & "Łukasz"' in found.output
    assert "\x1b" not in found.output


def test_a_seal_without_a_name_is_not_made_and_an_earlier_one_stays_good(pairs, keys, tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(pairs[0].page.read_bytes())
    assert CliRunner().invoke(cli, ["seal", str(page), "--key", str(keys)]).exit_code == 2
    text = verify.normal(page.read_text(encoding="utf-8"))
    private = serialization.load_pem_private_key(keys.read_bytes(), None)
    parts = [
        private.public_key().public_bytes_raw(),
        private.sign(b"safeguarding-audit report, seal 1\n" + text.encode()),
    ]
    key, signature = (base64.b64encode(part).decode() for part in parts)
    line = f'<script type="application/json" id="seal">{{"key":"{key}","signature":"{signature}"}}</script>\n'
    page.write_text(text.replace("</body>", f"{line}</body>"), encoding="utf-8")
    done = run(page, "--public-key", f"{keys}.pub")
    assert done.exit_code == 0, done.output
    assert "Sealed, with the key" in done.output


def test_of_a_page_of_another_version_it_is_said_that_the_seal_fits(sealed, keys, monkeypatch):
    monkeypatch.setattr("audit.__version__", "99.0")
    monkeypatch.setattr(html, "BEFORE", "Result:")
    html._environment.cache_clear()
    done = run(sealed, "--public-key", f"{keys}.pub")
    html._environment.cache_clear()
    assert (done.exit_code, "V03" in done.output) == (3, True)
    assert "Sealed by A. Example, Head, on " in done.output
    assert "nothing in it was changed since" in done.output


def test_line_ends_do_not_break_a_seal(sealed, keys):
    sealed.write_bytes(sealed.read_bytes().replace(b"\n", b"\r\n"))
    assert run(sealed, "--public-key", f"{keys}.pub").exit_code == 0


def test_a_change_after_sealing_is_caught_even_where_the_page_was_made_again(sealed, keys, pairs):
    """Somebody who has the tool but not the key can make a page that follows from other answers, and not its seal."""
    line = next(line for line in sealed.read_text(encoding="utf-8").splitlines() if 'id="seal"' in line)
    other = pairs[1].page.read_text(encoding="utf-8").replace("</body>", f"{line}\n</body>")
    sealed.write_text(other, encoding="utf-8")
    done = run(sealed, pairs[1].book)
    assert done.exit_code == 1
    assert "V12 The seal does not fit: something was changed after it was sealed" in done.output
    assert "V05" not in done.output


def test_another_key_is_noticed(sealed, tmp_path):
    CliRunner().invoke(cli, ["seal", "--new-key", str(tmp_path / "other.key")])
    done = run(sealed, "--public-key", tmp_path / "other.key.pub")
    assert (done.exit_code, "V13" in done.output) == (1, True)


def test_a_page_without_a_seal_is_noticed_where_one_is_asked_for(pairs, keys):
    done = run(pairs[0].page, "--public-key", f"{keys}.pub")
    assert (done.exit_code, "V11" in done.output) == (1, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"key":"', '"key":"AAAA'),
        ('"signature":"', '"signature":'),
        ('id="seal">', 'id="seal" class="x">'),
        ("</body>", '<script type="application/json" id="seal">{}</script>\n</body>'),
    ],
)
def test_a_damaged_seal_is_not_taken_for_none(sealed, old, new):
    sealed.write_text(sealed.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert "V12" in run(sealed).output


def test_a_key_of_no_use_is_said_so(sealed, pairs, keys, tmp_path):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    other = ec.generate_private_key(ec.SECP256R1())
    pem = serialization.Encoding.PEM
    private = other.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = other.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    for number, key in enumerate((b"", b"hello", private, Path(f"{keys}.pub").read_bytes())):
        (tmp_path / f"{number}.key").write_bytes(key)
        done = CliRunner().invoke(cli, ["seal", str(pairs[0].page), *SIGNED, "--key", str(tmp_path / f"{number}.key")])
        assert (done.exit_code, "V14" in done.output) == (1, True), done.output
    for number, key in enumerate((b"", b"hello", public, keys.read_bytes())):
        (tmp_path / f"{number}.pub").write_bytes(key)
        assert "V14" in run(sealed, "--public-key", tmp_path / f"{number}.pub").output


def test_a_page_that_was_changed_is_not_sealed(pairs, keys, tmp_path):
    page = changed(pairs[0], tmp_path / "report.html", "Working Together", "Working Alone")
    before = page.read_bytes()
    done = CliRunner().invoke(cli, ["seal", str(page), *SIGNED, "--key", str(keys)])
    assert (done.exit_code, "V05" in done.output) == (1, True)
    assert page.read_bytes() == before


@pytest.mark.parametrize("words", [(), ("--key", "a"), ("a.html",)])
def test_seal_needs_a_page_and_a_key_or_a_new_key(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a", "a.html"):
        Path(name).write_text("x")
    assert CliRunner().invoke(cli, ["seal", *words]).exit_code == 2


def test_without_the_library_it_is_said_how_to_get_it(pairs, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric", None)
    done = CliRunner().invoke(cli, ["seal", "--new-key", str(tmp_path / "a.key")])
    assert (done.exit_code, "python -m pip install cryptography" in done.output) == (1, True)
    assert run(pairs[0].page, pairs[0].book).exit_code == 0


def test_keys_are_plain_pem_that_other_programs_read(keys):
    """So that nobody is bound to this tool to check a signature."""
    done = subprocess.run(
        ["openssl", "pkey", "-in", str(keys), "-text", "-noout"], capture_output=True, text=True, check=False
    )
    if done.returncode == 127:
        pytest.skip("openssl is not here")
    assert "ED25519" in done.stdout


def test_fingerprints_can_be_read_out():
    assert re.fullmatch(r"([0-9a-f]{4} ){3}[0-9a-f]{4}", seal.fingerprint(b"\0" * 32))
    assert io.BytesIO(seal.new_pair().public).readline().startswith(b"-----BEGIN PUBLIC KEY")
