"""What we cite stands where we say: shown on a made-up document, and on the official PDF where it is at hand."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.checklist import pdf, source_texts
from audit.checklist.citations import choose, located, read_document, verify
from audit.checklist.pdf import PdfLine
from audit.checklist.shelf import shelf
from audit.cli.main import cli
from audit.problems import AuditError, Where
from tests.conftest import ROOT

SHARED = ROOT.parent / "shared" / "sources"
SOURCE = "working-together-2023"
OFFICIAL = SHARED / f"{SOURCE}.pdf"


def lines(text: str) -> list[PdfLine]:
    """A document as one writes it: ``=== 3`` begins a page, ``#`` a heading, ``^`` a footnote, spaces further in."""
    made, page = [], 1
    for row in text.strip("\n").splitlines():
        if row.startswith("==="):
            page = int(row.split()[1])
        elif row.strip():
            size = {"#": 16.0, "^": 8.0}.get(row[0], 12.0)
            left = 57.0 + 9 * (len(row) - len(row.lstrip()))
            made.append(PdfLine(page=page, text=row.lstrip("#^ "), size=size, left=left))
    return made


GUIDE = lines("""
=== 1
1. Everyone reads this guide before they begin.
2. Leaders make arrangements for the whole service, which are:
  • a clear line of answer12
  • a board lead who is trained
^ 12 See the other guide
# A box that stands in the way
1. Chairs meet the partners and keep a
5. register of what was decided
=== 2
2
  • a culture of listening to children
In addition:
  • staff are given an induction
  • all have reviews. Reviews are kept, and
    nobody is left out
3. Requests are answered. The answer is a duty in law.
# The next chapter
Words under a heading belong to no paragraph.
4. The last one begins here and
=== 3
goes on overleaf with whistleblowing.
""")


@pytest.fixture(scope="module")
def document():
    return read_document(GUIDE)


def said(found) -> str:
    return " ".join(line.text for line in found)


def test_paragraphs_follow_the_documents_own_sequence(document):
    assert list(document.paragraphs) == [1, 2, 3, 4]
    assert [paragraph[0].page for paragraph in document.paragraphs.values()] == [1, 1, 2, 2]
    assert said(document.paragraphs[4]) == "4. The last one begins here and goes on overleaf with whistleblowing."


def test_a_box_a_footnote_and_a_heading_belong_to_no_paragraph(document):
    whole = said(document.paragraphs[2])
    assert "culture of listening" in whole
    for stray in ("Chairs", "register", "See the other", "box"):
        assert stray not in whole
    assert "Words under" not in said(document.paragraphs[3])
    assert "Chairs" in said(document.pages[1])


@pytest.mark.parametrize(
    ("locator", "page", "words"),
    [
        ("para 2(1)", 1, "• a clear line of answer12"),
        ("para 2(3)", 2, "• a culture of listening to children"),
        ("para 2, bullet 2", 1, "• a board lead who is trained"),
        ("para 2, bullets 1 and 2", 1, "• a clear line of answer12 • a board lead who is trained"),
        ("para 2, opening words", 1, "2. Leaders make arrangements for the whole service, which are:"),
        ("para 2, in addition (a)", 2, "• staff are given an induction"),
        ("para 2, in addition (b), last sentence", 2, "Reviews are kept, and nobody is left out"),
        ("para 3, last sentence", 2, "The answer is a duty in law"),
        ("p. 3, the last box", 3, "goes on overleaf with whistleblowing."),
    ],
)
def test_a_locator_points_to_its_lines(document, locator, page, words):
    found = located(locator, document)
    assert said(found) == words
    assert found[0].page == page


def test_several_paragraphs_and_pages(document):
    assert [line.page for line in located("paras 3-4", document)] == [2, 2, 3]
    assert {line.page for line in located("pp. 1-2, box", document)} == {1, 2}


@pytest.mark.parametrize("locator", ["para 5", "paras 4-5", "para 2(9)", "para 2, in addition (c)", "p. 4, a box"])
def test_a_place_that_is_not_there_is_not_found(document, locator):
    assert located(locator, document) == ()


def provision(**changes):
    some = next(p for p in shelf().register if p.source.id == SOURCE)
    given = {"id": "guide-3", "locator": "para 3", "page": 2, "terms": ("requests", "Duty")}
    return replace(some, **{**given, **changes})


def faults(*provisions) -> list[str]:
    return [
        str(p)
        for p in verify(read_document(GUIDE), {p: Where(file="guide.yaml", spot="line 7") for p in provisions}).problems
    ]


def test_a_true_citation_has_no_fault():
    assert faults(provision()) == []


def test_each_untruth_has_its_fault():
    (missing,) = faults(provision(locator="para 31"))
    assert missing.startswith("guide.yaml > line 7: C42 'guide-3' cites para 31, which is not in the document.")
    (elsewhere,) = faults(provision(page=3))
    assert "C43 'guide-3' says page 3 for para 3, which is on page 2 of the PDF." in elsewhere
    (lacking,) = faults(provision(terms=("requests", "induction")))
    assert "C44 'guide-3' cites para 3 (page 2), where there is no 'induction'" in lacking


def test_a_wrong_number_is_found_by_its_terms_and_the_right_one_is_named():
    (fault,) = faults(provision(locator="para 1", page=1, terms=("answered", "law")))
    assert "there is no 'answered', 'law' (all its terms stand in para 3)." in fault


def test_part_of_a_word_is_not_the_word():
    assert faults(provision(locator="para 2(1)", page=1, terms=("answer",))) == []
    assert faults(provision(locator="para 2(1)", page=1, terms=("swer",)))


def test_what_cannot_be_looked_for_is_counted_and_not_passed():
    plain = provision(id="guide-annex", locator="Annex C")
    bare = provision(id="guide-bare", terms=())
    found = verify(read_document(GUIDE), {p: Where() for p in (plain, bare)})
    assert found.looked_for == found.found == found.without_terms == (bare,)
    assert found.not_looked_for == (plain,)


def test_a_source_that_is_not_there_and_one_without_places_are_named():
    register = shelf().register
    with pytest.raises(AuditError, match="C08 There is no source called 'working-togther-2023'"):
        choose("working-togther-2023", register)
    with pytest.raises(AuditError, match="C49 Nothing that 'uk-gdpr' holds"):
        choose("uk-gdpr", register)


# A real PDF, small enough to be written here.


def a_pdf(path: Path, *pages: list[tuple[float, float, float, str]]) -> Path:
    """A PDF of pages of text: each piece with its place from the left and from below, its size and its words."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, pieces in enumerate(pages):
        text = "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET" for x, y, size, words in pieces)
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents {5 + 2 * n} 0 R >>")
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    path.write_bytes((body + end).encode("latin-1"))
    return path


def test_a_pdf_is_read_as_lines_with_page_size_and_place(tmp_path):
    path = a_pdf(
        tmp_path / "guide.pdf",
        [(57, 800, 12, "1. Leaders i dentify who"), (57, 780, 12, "answers."), (57, 60, 8, "2 A footnote")],
        [(57, 800, 16, "A heading"), (75, 780, 12, "o a point")],
    )
    found = pdf.read(path)
    assert [(line.page, line.text, line.size, line.left) for line in found] == [
        (1, "1. Leaders identify who", 12, 57),
        (1, "answers.", 12, 57),
        (1, "2 A footnote", 8, 57),
        (2, "A heading", 16, 57),
        (2, "o a point", 12, 75),
    ]


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 not", b"%PDF-1.4\n1 0 obj\n<<", b"%PDF-1.7\nstartxref\n9\n%%EOF"])
def test_what_is_no_pdf_is_named(tmp_path, raw, caplog):
    path = tmp_path / "bad.pdf"
    path.write_bytes(raw)
    with pytest.raises(AuditError, match=r"bad\.pdf: C41 This PDF could not be read"):
        pdf.read(path)
    assert not caplog.records


def test_a_scan_and_a_missing_file_are_named(tmp_path):
    with pytest.raises(AuditError, match=r"C41 .*it holds no text"):
        pdf.read(a_pdf(tmp_path / "scan.pdf", []))
    with pytest.raises(AuditError, match=r"C41 .*No such file"):
        pdf.read(tmp_path / "nowhere.pdf")


def test_without_its_library_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    done = CliRunner().invoke(cli, ["checklists", "verify", SOURCE, "--pdf", str(tmp_path / "any.pdf")])
    assert done.exit_code == 1
    assert "C40 The library pypdf" in done.output
    assert "python -m pip install pypdf" in done.output


def test_the_command_without_a_pdf_is_a_wrong_command():
    assert CliRunner().invoke(cli, ["checklists", "verify", SOURCE]).exit_code == 2


# Paragraphs in JSON and the sections of an Act, small enough to be written here.

PARAGRAPHS = {
    "document": "A guide",
    "paragraphs": [
        {"para": 7, "page": 3, "text": "Leaders keep a register\nof decisions."},
        {"para": 8, "page": 3, "text": "Requests are answered. The answer is a duty."},
        {"para": 9, "page": 4, "text": "Records follow a child within five days."},
    ],
}

ACT = """\
THE HEDGES ACT 2020, as revised

=== SECTION 10 ===
10          Co-operation over hedges
        (1) Each council must make arrangements to trim-
              (a) its hedges; and
       [F12(1A) A neighbour may be asked for a ladder.]
        (2) The arrangements have regard to nesting birds.

  Textual Amendments
   F12     (3) Words inserted by the Ladders Act 2021

[F8416G Further provision about hedges
        (1) Each council must publish how it trims.
        (4) Owners must act in accordance with it.]

2 Owners of orchards
(1) Section 16E of the Hedges Act 2020 (local arrangements) is amended as follows.
(4) After subsection (2) insert-
  "(2A) An owner is a "designated owner" if it-
     (a) has an orchard, and
     (b) is designated by regulations."
(5) In section 66 omit "orchard".

16LA Duty to lend ladders

(1) This section applies where a person holds a ladder.
(2) The person must ensure that the ladder is lent.
(3) But there is no duty where the ladder is broken.
[16LA(4) onward was not read. It says cherries.]
"""


@pytest.fixture
def act(tmp_path):
    path = tmp_path / "act.txt"
    path.write_text(ACT, encoding="utf-8")
    return source_texts.read(path)


@pytest.fixture
def guide(tmp_path):
    path = tmp_path / "guide.json"
    path.write_text(json.dumps(PARAGRAPHS), encoding="utf-8")
    return source_texts.read(path)


@pytest.mark.parametrize(
    ("locator", "has", "has_not"),
    [
        ("s.10", ("neighbour", "nesting", "Co-operation"), ("inserted", "publish")),
        ("s.10(1)", ("trim", "its hedges"), ("ladder", "nesting")),
        ("s.10(1A)", ("neighbour",), ("nesting",)),
        ("s.10(2)", ("nesting",), ("inserted", "neighbour")),
        ("s.16G(4)", ("accordance",), ("publish",)),
        ("s.16E(2A)", ("designated by regulations", "has an orchard"), ("omit", "ladder")),
        ("s.16LA(1)-(3)", ("holds", "lent", "broken"), ("cherries",)),
        ("s.16LA(3)", ("broken",), ("lent", "cherries")),
        ("s.2(5)", ("omit",), ("designated",)),
    ],
)
def test_a_section_of_an_act_points_to_its_lines(act, locator, has, has_not):
    text = said(located(locator, act))
    assert all(words in text for words in has)
    assert not any(words in text for words in has_not)


@pytest.mark.parametrize("locator", ["s.10(3)", "s.16LA(4)", "s.16LA(2)-(4)", "s.17", "s.16E(1)", "para 7"])
def test_a_subsection_that_is_not_there_is_not_found(act, locator):
    assert located(locator, act) == ()


def problems_in(document, **changes) -> list[str]:
    one = provision(id="one", page=None, **changes)
    return [p.code + " " + p.message for p in verify(document, {one: Where()}).problems]


def test_a_wrong_subsection_is_found_out_and_the_right_one_is_named(act):
    assert problems_in(act, locator="s.16LA(2)", terms=("ensure", "lent")) == []
    (fault,) = problems_in(act, locator="s.16LA(3)", terms=("ensure", "lent"))
    assert fault == "C44 'one' cites s.16LA(3), where there is no 'ensure', 'lent' (all its terms stand in s.16LA(2))."
    (fault,) = problems_in(act, locator="s.16LA(4)", terms=("cherries",))
    assert fault.startswith("C42 'one' cites s.16LA(4), which is not in the document.")


def test_a_wrong_paragraph_of_json_is_found_out(guide):
    assert problems_in(guide, locator="para 8", terms=("requests", "duty")) == []
    (fault,) = problems_in(guide, locator="para 7", terms=("requests", "duty"))
    assert fault.endswith("(all its terms stand in para 8).")
    one = provision(id="one", locator="para 9", page=3, terms=("records",))
    (fault,) = verify(guide, {one: Where()}).problems
    assert "says page 3 for para 9, which is on page 4" in fault.message
    (fault,) = problems_in(guide, locator="para 10", terms=("records",))
    assert fault.startswith("C42")


def test_a_place_to_be_verified_is_not_looked_for(act):
    late = provision(id="late", locator="s.16LA, the rest (locator to be verified)", page=None)
    found = verify(act, {late: Where()})
    assert found.not_looked_for == (late,)
    assert found.looked_for == ()


def test_several_texts_of_one_source_are_looked_through_as_one(act, guide):
    both = source_texts.together([guide, act])
    assert located("para 8", both)
    assert located("s.16LA(2)", both)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.json", b"{"),
        ("a.json", b"[]"),
        ("a.json", b'{"paragraphs": [{"para": "7", "page": 1}]}'),
        ("a.json", b'{"paragraphs": 7}'),
        ("a.txt", b"Nothing but words."),
        ("a.txt", b"\xff\xfe\x00"),
        ("gone.txt", None),
    ],
)
def test_what_is_no_text_of_a_source_is_named(tmp_path, name, raw):
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    with pytest.raises(AuditError, match=rf"{name}: C51 The text of the source could not be read"):
        source_texts.read(tmp_path / name)


def test_the_command_asks_for_a_source_and_a_text_or_for_a_folder(tmp_path):
    for wrong in (["kcsie-2025"], ["--text", "a.json"], ["kcsie-2025", "--text", "a.json", "--texts", str(tmp_path)]):
        assert CliRunner().invoke(cli, ["checklists", "verify", *wrong]).exit_code == 2
    done = CliRunner().invoke(cli, ["checklists", "verify", "--texts", str(tmp_path)])
    assert done.exit_code == 1
    assert "C52 No text of a source is in this folder" in done.output


# The official PDF of Working Together 2023, where it is at hand.


@pytest.fixture(scope="module")
def official() -> tuple[PdfLine, ...]:
    if not OFFICIAL.exists():
        pytest.skip("the official PDF is not beside this checkout")
    return pdf.read(OFFICIAL)


@pytest.fixture(scope="module")
def ours(official):
    return choose(SOURCE, shelf().register)


def test_every_paragraph_of_the_official_pdf_is_found_on_its_page(official):
    known = json.loads((SHARED / f"{SOURCE}-paragraphs.json").read_text(encoding="utf-8"))
    paragraphs = read_document(official).paragraphs
    assert {number: found[0].page for number, found in paragraphs.items()} == {p["para"]: p["page"] for p in known}
    assert len(paragraphs) == 403


def test_what_we_cite_stands_in_the_official_pdf(official, ours):
    found = verify(read_document(official), ours)
    assert [str(p) for p in found.problems] == []
    assert found.found == found.looked_for == tuple(ours)
    assert found.without_terms == found.not_looked_for == ()


def changed(ours, provision_id, **changes):
    return {replace(p, **changes) if p.id == provision_id else p: where for p, where in ours.items()}


@pytest.mark.parametrize(
    ("provision_id", "changes", "code"),
    [
        ("wt2023-31-1", {"locator": "para 30, bullet 1"}, "C42"),
        ("wt2023-33", {"locator": "para 34"}, "C43"),
        ("wt2023-222-6", {"locator": "para 222(5)"}, "C44"),
        ("wt2023-222-6", {"page": 106}, "C43"),
        ("wt2023-myths", {"locator": "pp. 23-24, common myths box"}, "C43"),
        ("wt2023-myths", {"locator": "pp. 23-24, common myths box", "page": 23}, "C44"),
        ("wt2023-86", {"terms": ("encryption",)}, "C44"),
        ("wt2023-86", {"locator": "para 860"}, "C42"),
    ],
)
def test_a_wrong_number_page_or_term_is_found_out(official, ours, provision_id, changes, code):
    problems = verify(read_document(official), changed(ours, provision_id, **changes)).problems
    assert code in {p.code for p in problems}
    assert all(f"'{provision_id}'" in p.message for p in problems)


def test_no_citation_would_stand_under_the_number_before_it(official, ours):
    """Terms are telling: moved up by one paragraph, hardly any citation passes for true."""
    single = [p for p in ours if p.locator.removeprefix("para ").isdigit() and p.locator != "para 1"]
    moved = {replace(p, locator=f"para {int(p.locator[5:]) - 1}", page=None): ours[p] for p in single}
    found = verify(read_document(official), moved)
    assert len(single) > 100
    assert [p.id for p in found.found] == []


def test_the_command_on_the_official_pdf(ours):
    done = CliRunner().invoke(cli, ["checklists", "verify", SOURCE, "--pdf", str(OFFICIAL)])
    assert done.exit_code == 0, done.output
    assert f"{len(ours)} stand on their page with their key terms; 0 missed." in done.output


# Keeping Children Safe in Education 2025 and the Children Act 2004, where their texts are at hand.

TEXTS = {
    "kcsie-2025": ("kcsie2025-july-version-paragraphs.json",),
    "children-act-2004": ("cwsa-2026-statute-text.txt", "children-act-2004-at-2025-04-11.txt"),
}


def test_the_sources_name_their_texts():
    texts = {p.source.id: p.source.texts for p in shelf().register}
    assert {source: names for source, names in texts.items() if names} == {SOURCE: (OFFICIAL.name,), **TEXTS}


@pytest.fixture(scope="module", params=TEXTS)
def beside(request):
    paths = [SHARED / name for name in TEXTS[request.param]]
    if not all(path.exists() for path in paths):
        pytest.skip(f"the text of {request.param} is not beside this checkout")
    return source_texts.together(source_texts.read(path) for path in paths), choose(request.param, shelf().register)


def test_what_we_cite_of_them_stands_in_their_texts(beside):
    document, register = beside
    found = verify(document, register)
    assert [str(p) for p in found.problems] == []
    assert len(found.looked_for) >= 11
    assert found.without_terms == ()
    assert {p.id for p in found.not_looked_for} <= {"kcsie2025-annex-c", "ca2004-16la"}


def test_no_citation_of_them_would_stand_under_another_number(beside):
    """Each in turn under the number of each other: its terms are not there, or there is no such place."""
    document, register = beside
    looked_for = verify(document, register).looked_for
    for one in looked_for:
        for other in looked_for:
            if other.locator.partition("(")[0] != one.locator or other.locator == one.locator:
                moved = replace(one, locator=other.locator, page=None)
                alike = other.locator == one.locator
                assert bool(verify(document, {moved: Where()}).problems) is not alike, (one.id, other.locator)


def test_the_command_on_a_folder_of_texts():
    names = [OFFICIAL.name, *(name for names in TEXTS.values() for name in names)]
    if not all((SHARED / name).exists() for name in names):
        pytest.skip("the texts of the sources are not beside this checkout")
    done = CliRunner().invoke(cli, ["checklists", "verify", "--texts", str(SHARED)])
    assert done.exit_code == 0, done.output
    assert done.output.count("; 0 missed.") == 3
