"""One home for words: whatever is compared, counted, shown or made safe in two places is so in the same way in both."""

import ast
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from audit.aggregate import record
from audit.carry_forward import carry
from audit.cli.main import cli
from audit.judgement import sampling, scoring
from audit.judgement.consistency import Doubt
from audit.model import Certainty, Rating, Response
from audit.report import html, word
from audit.samples import demonstration
from audit.spreadsheet import cells, table_workbook
from audit.text import (
    counted,
    evidence_key,
    from_harmless,
    harmless,
    identifier,
    is_done,
    is_formula_like,
    number_words,
    of_words,
    one_or_many,
    percent_words,
    plain,
    printable,
    share_words,
    shortened,
    uncased,
)
from audit.workbook.read import cell_values
from audit.workbook.write import splice
from tests import many
from tests.small import audit, checklist

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "audit").rglob("*.py"))
TEMPLATES = [path for path in sorted((ROOT / "templates").iterdir()) if path.suffix in {".html", ".js"}]
PROSE = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "checklists/README.md",
    *sorted((ROOT / "docs").iterdir()),
]
SAMPLES = sorted((ROOT / "reports" / "samples").iterdir())
DAY = date(2026, 11, 20)


def name(path):
    return path.relative_to(ROOT).as_posix()


def texts(path):
    """Every text of a module, the parts between the values of an f-string joined by a mark."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


# Comparing


SAME = (
    "The safeguarding policy, page 12",
    "the safeguarding  policy,\npage 12.",
    " THE SAFEGUARDING POLICY, PAGE 12 . ",
    "The\u00a0safeguarding policy, page 12..",
)
ACCENTED = ("The caf\u00e9\u2019s folder in the office", "the cafe\u0301's folder in the office.")
OTHER = ("The safeguarding policy, page 13", "Safeguarding policy, page 12", "The safeguarding policy; page 12")


@pytest.mark.parametrize("pair", [(SAME[0], other) for other in SAME[1:]] + [ACCENTED])
def test_the_same_evidence_is_the_same_in_a_report_and_in_the_overview(pair):
    assert _groups(pair) == 1
    assert record._print(pair[0]) == record._print(pair[1]) != record._NO_PRINT


@pytest.mark.parametrize("other", OTHER)
def test_other_evidence_is_other_evidence_in_both(other):
    assert _groups((SAME[0], other)) == 2
    assert record._print(SAME[0]) != record._print(other)


@given(st.text(min_size=30, max_size=60), st.sampled_from(["", ".", " ", " .", "..", "\n"]))
@example("\u00c5 \u212b \ufb01 \u0130stanbul and thirty letters more", ".")
def test_both_go_by_one_key(text, end):
    """Nothing is alike for one and another for the other, whatever people write."""
    if not evidence_key(text):
        return
    other = f"  {text}{end}"
    assert (_groups((text, other)) == 1) is (evidence_key(text) == evidence_key(other))
    if len(evidence_key(text)) >= 25:
        assert (record._print(text) == record._print(other)) is (evidence_key(text) == evidence_key(other))


def _groups(evidence):
    asked = checklist("m" * len(evidence))
    responses = tuple(Response(ref=f"q{n}", rating=Rating.MET, evidence=e) for n, e in enumerate(evidence, start=1))
    findings = scoring.findings_of(asked, replace(audit("M"), responses=responses))
    named = [replace(finding, evidenced=True) for finding in findings]  # which of the texts do is another question
    return len(sampling.by_evidence(named))


def test_headings_and_names_are_compared_but_for_spaces_case_and_the_kind_of_mark():
    assert plain(" Owner\u2019s\n  NAME ") == plain("owner's name")
    assert plain("2024\u20132025") == plain("2024-2025") != plain("2024 2025")
    assert plain("Cafe\u0301") == plain("caf\u00e9")
    assert plain("Done.") != plain("Done")  # a heading's full stop is its own; evidence alone ends with or without
    assert plain(12) == "12"


def test_what_a_long_text_is_compared_as_does_not_hang_on_its_length():
    long = "A  \u2018Long\u2019 \u2013 text" + " word" * 40
    assert plain(long) == f"a 'long' - text{' word' * 40}" == plain(long.upper())


def test_identifiers_are_compared_without_spaces_and_without_a_spreadsheets_point():
    assert identifier(" 100 234 ") == identifier("100234.0") == "100234"
    assert identifier("gb-1.0") == "GB-1.0"


def test_the_name_of_a_sheet_keeps_its_spaces():
    assert uncased("Caf\u00e9") == uncased("CAFE\u0301")
    assert uncased("a  b") != uncased("a b")


def test_no_module_compares_texts_in_a_way_of_its_own():
    """A text put in one case and stripped of spaces is a normaliser, and its home is ``audit/text.py``."""
    own = []
    for path in MODULES:
        if name(path).startswith(("audit/text.py", "audit/privacy/")):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            words = ast.unparse(node) if isinstance(node, ast.Call) else ""
            if re.search(r"\.(casefold|lower)\(\)", words) and re.search(r"\.(split|strip|normalize)\(", words):
                own.append(f"{name(path)}:{node.lineno}: {words[:100]}")
    assert [one for one in own if not any(allowed in one for allowed in _ALLOWED)] == []


_ALLOWED = (
    "audit/judgement/evidence.py",  # what names something is looked up in words without any punctuation
    "audit/spreadsheet/guard.py",  # the first bytes of a file
    "audit/spreadsheet/branding.py",  # as above
    "audit/spreadsheet/editable.py",
    "audit/checklist/spreadsheet/from_rows.py",  # the few words of a list
    "audit/aggregate/addresses.py",  # the scheme of an address
    "audit/integrity/page_diff.py",
)


# What counts as done


@pytest.mark.parametrize(
    "status", ["Done", " done ", "DONE", "Do\u200bne", "done.", "Not done", "", "Under way", "Done\n"]
)
def test_what_is_done_is_done_everywhere(status):
    asked = checklist("m")
    response = Response(ref="q1", rating=Rating.PARTLY, evidence="Log", action="Write it", owner="Head", status=status)
    given = replace(audit("P"), responses=(replace(response, due=date(2026, 1, 5)),))
    from audit.judgement import consistency, plan

    card = scoring.score(asked, given)
    made = plan.make(asked, card.findings, DAY)
    seen = consistency.inspect(given, card, made, sampling.Drawing(answers="0" * 64))
    done = is_done(status)
    assert (made.actions[0].standing(DAY) is plan.Standing.DONE) is done
    assert bool(seen.of(Doubt.DONE_NOT_MET)) is done
    assert bool(seen.of(Doubt.OVERDUE)) is not done
    assert bool(carry.forward(given, asked, DAY).audit.responses[0].action) is not done


def test_the_words_for_done():
    assert is_done(" DONE\n")
    assert not any(is_done(status) for status in ("", "not done", "Under way", "Not started", "half done"))


# Figures


def test_a_number_agrees_with_its_noun():
    assert [counted(n, "question is", "questions are") for n in (0, 1, 2)] == [
        "0 questions are", "1 question is", "2 questions are",
    ]  # fmt: skip
    assert [one_or_many(n, "it", "them") for n in (0, 1, 2)] == ["them", "it", "them"]


def test_percentages_shares_and_numbers():
    assert [percent_words(value) for value in (0, 82, 100, None)] == ["0%", "82%", "100%", "no score"]
    assert [share_words(value) for value in (0.0, 0.2, 1.0, 49.4, 99.0, 99.6, 100.0, None)] == [
        "0%", "under 1%", "1%", "49%", "99%", "over 99%", "100%", "none to count",
    ]  # fmt: skip
    assert [of_words(12, 200), of_words(0, 0)] == ["12 of 200 (6%)", "0 of 0"]
    assert [number_words(value) for value in (71.0, 71.5, None)] == ["71", "71.5", "no score"]


def test_a_shortened_text_is_on_one_line_and_no_longer_than_asked():
    assert shortened("one\n two", 7) == "one two"
    assert shortened("one two three", 8) == "one two\u2026"


SPACED = re.compile(r"[\d}] %(?![\d(}\w])")
"""A number, or what stands for one, and a percent sign after a space; ``% 7`` and ``%}`` are no percentages."""


def test_no_text_of_ours_sets_a_percent_sign_apart():
    assert [(name(path), text[:80]) for path in MODULES for text in texts(path) if SPACED.search(text)] == []
    found = [(name(path), found[0]) for path in (*TEMPLATES, *PROSE, *SAMPLES) for found in _spaced(path)]
    assert found == []


def test_a_percent_sign_set_apart_is_seen():
    for text in ("82 %", "{} % so far", "from 1 % to 2%", "{{ came.rate }} %)", "100 %."):
        assert SPACED.search(text), text
    for text in ("82%", "{% if x == 1 %}", "n % 7", "{{ 'x' }} %}", "in % of all"):
        assert not SPACED.search(text), text


def _spaced(path):
    return re.finditer(rf".{{0,30}}{SPACED.pattern}.{{0,20}}", path.read_text(encoding="utf-8-sig"))


CALL = re.compile(r"\bcounted\([^\"']*?[\"'](?P<one>[^\"']+)[\"'],\s*[\"'](?P<many>[^\"']+)[\"']")


def nouns():
    """Every noun that is counted anywhere, in its plural: ``questions``, ``criteria``."""
    calls = (call for path in (*MODULES, *TEMPLATES) for call in CALL.finditer(path.read_text(encoding="utf-8")))
    pairs = {
        (one, many) for call in calls for one, many in zip(call["one"].split(), call["many"].split(), strict=False)
    }
    return {many for one, many in pairs if one != many and many.endswith(("s", "criteria"))}


def test_nobody_puts_a_number_before_a_plural_by_hand():
    """``{} questions`` says "1 questions" one day: :func:`audit.text.counted` never does."""
    known = nouns()
    assert {"questions", "settings", "criteria", "breaches"} <= known
    plural = rf"(?: [a-z]+)? (?:{'|'.join(sorted(known))})\b"
    found = [f"{name(p)}: {t[:90]}" for p in MODULES for t in texts(p) if re.search(rf"\{{\w*\}}{plural}", t)]
    found += [f"{name(p)}: {m[0]}" for p in TEMPLATES for m in _hand_made(p, plural)]
    assert [one for one in found if not any(allowed in one for allowed in _NEVER_ONE)] == []


def _hand_made(path, plural):
    """Numbers before a plural: not those that were counted, nor the whole in "3 of 40 (7%) settings"."""
    for found in re.finditer(rf"(?:\{{\{{|\$\{{)([^{{}}]*)\}}\}}?{plural}", path.read_text(encoding="utf-8")):
        if not re.match(r" ?(?:counted|of)\(", found[1]):
            yield found


_NEVER_ONE = (
    "it holds {} files, and the most is",  # more than the most
    "over {} cells",  # a limit
    "{} of {} points: ",  # the least weight times two
    "{} of {} essentials are only partly",  # three at least
    "rule.urgent_within",  # numbers of the rule, none of them 1
    "rule.days[number - 1]",
    "rule.in_place_musts_partly",
    "said.settings",  # ten at least
)


# What other programs take for something else


STARTS = "=+-@|%#\t\r"
WIDE = "\uff1d\uff0b\uff0d\uff20\uff5c\uff05\uff03"


@pytest.mark.parametrize("start", [*STARTS, *WIDE, *(f"\u200b{c}" for c in "=+-@|%#"), "\ufeff=", " =", "\n="])
def test_what_begins_like_a_formula_is_kept_a_text_everywhere(start):
    text = f"{start}1+1"
    assert is_formula_like(text)
    assert harmless(text) == f"'{text}"
    assert from_harmless(harmless(text)) == text
    sheet = openpyxl.Workbook().active
    written = cells.put(sheet, 1, 1, text)
    assert (written.data_type, written.quotePrefix) == ("s", True)
    table = table_workbook.Table(name="T", about="T", headings=[("A", 9)], rows=[[text]])
    read = openpyxl.load_workbook(io.BytesIO(table_workbook.build("T", [table], DAY)))["T"]["A3"]
    assert (read.data_type, read.quotePrefix) == ("s", True)
    assert not splice._is_plain(text)


@given(st.text())
@example("'=1")
@example("'Tis so")
def test_what_is_made_harmless_can_be_had_back(text):
    assert from_harmless(harmless(text)) == text or text.startswith("'")
    assert not is_formula_like(harmless(text))


@pytest.mark.parametrize(
    "text", ["", "Kept in the log", "1+1", "(see =)", "'quoted'", "[Last year] log", "\u2022 one", "\u00a3 5"]
)
def test_other_texts_are_left_as_they_are(text):
    assert not is_formula_like(text)
    assert harmless(text) == text
    assert not cells.put(openpyxl.Workbook().active, 1, 1, text).quotePrefix


def test_the_copied_plan_goes_by_the_same_list():
    script = (ROOT / "templates" / "plan.js").read_text(encoding="utf-8")
    shown = re.search(r"\[=([^\]]+)\]", script)
    assert shown
    assert set(f"={shown[1]}".replace("\\", "")) == set(f"{STARTS.strip()}{WIDE}")


def test_there_is_no_second_list():
    lists = [
        f"{name(path)}:{node.lineno}"
        for path in MODULES
        if name(path) != "audit/text.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Set | ast.Tuple | ast.List)
        and {"=", "+", "-", "@"} <= {e.value for e in node.elts if isinstance(e, ast.Constant)}
    ]
    assert lists == []
    assert [name(p) for p in MODULES if name(p) != "audit/text.py" and "\\x0b\\x0c\\x0e-\\x1f" in p.read_text()] == []


UNPRINTABLE = ["\x00", "\x07", "\x08", "\x0b", "\x0c", "\x0e", "\x1b", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"]


@pytest.mark.parametrize("character", UNPRINTABLE)
def test_what_cannot_be_printed_shows_as_a_mark_everywhere(character):
    text, shown = f"a{character}b", "a\ufffdb"
    assert printable(text) == shown
    assert cells.writable(text) == shown
    assert cell_values.as_text(text) == shown
    assert not splice._is_plain(text)
    report = html_report(evidence=text)
    document = docx.Document(io.BytesIO(word.as_word(report)))
    assert shown in "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def html_report(**fields):
    from audit.report import build
    from audit.workbook.read.reader import Return

    asked = checklist("m")
    given = replace(audit("N"), responses=(Response(ref="q1", rating=Rating.NOT_MET, action=fields["evidence"]),))
    return build.build(Return(file="x.xlsx", problems=(), checklist=asked, audit=given), DAY)


@pytest.mark.parametrize("text", ["a\tb\nc\rd", "caf\u00e9", "\u200bok", "a\u2028b"])
def test_what_can_be_printed_is_left_as_it_is(text):
    assert printable(text) == text


# What second hand is called


def test_certainty_is_worded_in_one_place():
    """Everywhere else it is :attr:`audit.model.Certainty.meaning`."""
    assert Certainty.SECONDARY.meaning != Certainty.TEXT.meaning
    words = {certainty.meaning for certainty in Certainty} | {"second hand"}
    docstrings = {path: _docstrings(path) for path in MODULES}
    found = [
        f"{name(path)}: {text[:60]}"
        for path in MODULES
        if name(path) != "audit/model/marks.py"
        for text in texts(path)
        if text not in docstrings[path] and any(word in text.lower() for word in words)
    ]
    found += [
        f"{name(p)}: {word}" for p in TEMPLATES for word in words if word in p.read_text(encoding="utf-8").lower()
    ]
    assert [one for one in found if not any(allowed in one for allowed in _SAID_IN_A_SENTENCE)] == []


_SAID_IN_A_SENTENCE = (
    "audit/aggregate/package_schema.py: Whether any of them was read in the document",
    "templates/handbook.html: read in the document",  # "None of these was read in the document itself."
)


def _docstrings(path):
    return {
        node.value.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def test_pages_get_words_from_here():
    given = html._environment()
    assert given.filters["percent"] is percent_words
    assert (given.globals["counted"], given.globals["one_or_many"]) == (counted, one_or_many)
    assert (given.globals["share"], given.globals["of"], given.globals["number"]) == (
        share_words,
        of_words,
        number_words,
    )


# What comes out


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What people get: every form of a report, an overview with all that stands beside it, and what is printed."""
    folder = tmp_path_factory.mktemp("out")
    many.make(folder)
    book = folder / "one.xlsx"
    book.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    report = [
        "report",
        book,
        "-o",
        folder / "report",
        *(w for form in ("docx", "ics", "owners") for w in ("--also", form)),
    ]
    every = ["aggregate", folder / "returns", "-o", folder / "over", "--register", folder / "settings.csv", "--reports"]
    found = {}
    for words in (report, ["score", book], ["check", book], [*every, "--as-of", DAY.isoformat()]):
        done = CliRunner().invoke(cli, [str(word) for word in words])
        assert done.exit_code in {0, 1}, done.output
        found[words[0]] = done.output
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".html", ".csv", ".json", ".ics"}:
            found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8-sig")
        elif path.suffix in {".xlsx", ".docx"} and "returns" not in path.parts:
            with zipfile.ZipFile(path) as archive:
                parts = [archive.read(part).decode() for part in archive.namelist() if part.endswith(".xml")]
            found[path.relative_to(folder).as_posix()] = "\n".join(parts)
    return {place: _seen(text) for place, text in found.items()}


def _seen(text):
    """A page without its markup: what is said in two elements is one sentence to a reader."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<(script|style)\b.*?</\1>", "", text)))


def test_no_page_or_output_sets_a_percent_sign_apart(outputs):
    assert {Path(place).suffix for place in outputs} >= {"", ".html", ".csv", ".json", ".docx", ".xlsx"}
    assert sum(text.count("%") for text in outputs.values()) > 500
    assert [(place, m[0]) for place, text in outputs.items() for m in re.finditer(r".{0,20}\d\s+%.{0,9}", text)] == []


def test_no_page_or_output_says_one_of_many_things(outputs):
    """ "1 questions", and not "3 of 41 questions" or "1.1 questions"."""
    wrong = re.compile(rf".{{0,20}}(?<![\d.,/-])1 (?:[a-z]+ )?(?:{'|'.join(sorted(nouns()))})\b.{{0,20}}")
    assert [(place, m[0]) for place, text in outputs.items() for m in wrong.finditer(text)] == []
    assert wrong.search("and 1 questions are")
    assert not wrong.search("and 1 question is")
