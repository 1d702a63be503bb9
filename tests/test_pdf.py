"""The report as PDF: tagged, with its language and title and the page's own figures, and nothing fetched for it."""

import io
import re
import sys
import unicodedata

import pypdf
import pytest
from click.testing import CliRunner

from audit.cli.main import cli
from audit.problems import AuditError
from audit.report import build, html, pdf, redaction
from audit.report.detail import Detail
from audit.samples import demonstration
from audit.workbook.read import reader
from tests.conftest import DAY

try:
    pdf._library()
except AuditError:
    pytest.skip("WeasyPrint or Pango is not installed: run 'make parts'", allow_module_level=True)


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> build.Report:
    path = tmp_path_factory.mktemp("pdf") / "nursery.xlsx"
    path.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    return build.build(reader.read(path), DAY)


@pytest.fixture(scope="module")
def document(report) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.as_pdf(html.render(report, whole=True))))


def flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def tags(document: pypdf.PdfReader) -> set[str]:
    """The kinds of structure that the document is tagged with."""
    found, todo = set(), [document.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            found.add(str(node.get("/S", "")))
            todo += [node["/K"]] if "/K" in node else []
    return found


def test_it_is_tagged_and_says_its_language_and_title(report, document):
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata
    assert document.metadata.title == f"{report.title}: information sharing audit, 20 November 2026"
    assert b'pdfuaid:part="1"' in document.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Link"} <= tags(document)


def test_it_says_what_the_page_says(report, document):
    whole = flat("".join(page.extract_text() for page in document.pages))
    overall = report.card.overall
    assert flat(f"Self-audit result: {report.card.judgement.level}") in whole
    for figure in (overall.so_far, overall.best_case, overall.with_evidence):
        assert f"{figure}%" in whole
    for row in (row for lens in report.card.lenses for row in lens.rows):
        assert flat(row.score.why) in whole
    for action in report.plan.actions:
        assert flat(action.done_when) in whole
        assert flat(action.standing_words(report.as_of)) in whole
    for finding in report.card.findings:
        assert flat(finding.criterion.question) in whole
        assert flat(finding.response.evidence) in whole
    assert flat(report.edition) in whole


def test_the_bars_are_drawn(report, document):
    """WeasyPrint takes no style into a drawing: without colours of their own they would be empty."""
    painted = b"".join(page.get_contents().get_data() for page in document.pages)
    navy = rb"0?\.0901\d* 0?\.250\d* 0?\.372\d* rg"
    plain = pypdf.PdfReader(io.BytesIO(pdf.as_pdf(re.sub(r"<svg.*?</svg>", "", html.render(report)))))
    without = b"".join(page.get_contents().get_data() for page in plain.pages)
    assert len(re.findall(navy, painted)) > len(re.findall(navy, without))


OUTSIDE = """<!doctype html><html lang="en"><head><title>x</title><link rel="stylesheet" href="{0}">
<style>@import url("{0}"); body {{ background: url("{0}") }}
@font-face {{ font-family: f; src: url("{0}") }} p {{ font-family: f }}
</style><link rel="attachment" href="{0}"></head><body><p>words</p><img src="{0}" alt="a"><object data="{0}"></object>
<svg width="9" height="9"><image href="{0}" width="9" height="9"/><use href="{0}#a"/></svg></body></html>"""


@pytest.mark.parametrize("scheme", ["file", "http", "data"])
def test_nothing_is_fetched_whatever_the_page_says(tmp_path, monkeypatch, scheme):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>a secret of this computer</text></svg>')
    data = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
    address = {"file": secret.as_uri(), "http": "http://127.0.0.1:9/x", "data": data}[scheme]
    asked = []
    real = pdf._refuse

    def refuse(url, *more, **named):
        asked.append(url)
        return real(url, *more, **named)

    monkeypatch.setattr(pdf, "_refuse", refuse)
    opened = []
    monkeypatch.setattr("socket.socket.connect", lambda *_: opened.append("network"))
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *_, **__: opened.append("opener"))
    made = pdf.as_pdf(OUTSIDE.format(address))
    assert len(asked) >= 4  # each was asked for, and each was refused
    assert opened == []
    document = pypdf.PdfReader(io.BytesIO(made))
    assert "words" in document.pages[0].extract_text()
    assert "secret" not in "".join(page.extract_text() for page in document.pages)
    assert not document.attachments


def test_what_is_fetched_would_be_noticed(tmp_path):
    """With WeasyPrint's own fetcher the file is read: so the test above can fail."""
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this computer")
    page = OUTSIDE.format(secret.as_uri())
    made = pdf._library().HTML(string=page).write_pdf()
    assert pypdf.PdfReader(io.BytesIO(made)).attachments


def test_where_the_library_is_missing_it_is_said_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    (tmp_path / "nursery.xlsx").write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    done = CliRunner().invoke(cli, ["report", str(tmp_path / "nursery.xlsx"), "-o", str(tmp_path), "--also", "pdf"])
    assert done.exit_code == 1
    assert "V20 The library WeasyPrint" in done.output
    assert "pip install weasyprint" in done.output
    assert "Traceback" not in done.output


def test_the_command_writes_it_at_every_level_of_detail(tmp_path):
    book = tmp_path / "club.xlsx"
    book.write_bytes(demonstration.filled_workbook(demonstration.CLUB, DAY))
    words = ["report", str(book), "-o", str(tmp_path), "--also", "pdf", "--detail", "public"]
    done = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert ".pdf" in done.output
    (path,) = tmp_path.glob("*-public.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    assert flat(demonstration.CLUB.setting.name) not in flat(text)
    report = redaction.redact(build.build(reader.read(book), DAY), Detail.PUBLIC)
    said = report.record.published
    assert said
    assert flat(f"{said.level} means") in flat(text)
    assert flat(f"The answers earn {said.band} of the points") in flat(text)
