"""The package as a library: what it names is there, it costs nothing to import, and its examples run as they stand."""

import ast
import re
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest

import audit
from audit import api
from audit.api import values
from audit.report.forms import FORMS
from audit.samples import demonstration, return_factory

ROOT = Path(__file__).resolve().parent.parent
DAY = demonstration.SAMPLE_DAY
EXAMPLES = re.findall(
    r"^```python\n(.*?)^```", (ROOT / "docs/python.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
HEAVY = ("click", "jinja2", "openpyxl", "pandas", "pydantic", "python_calamine", "yaml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """What the page says its examples have: the returns of twelve invented settings, and their register."""
    made = tmp_path_factory.mktemp("examples")
    return_factory.write_returns(made, 12)
    return made


@pytest.fixture(scope="module")
def data() -> bytes:
    return demonstration.filled_workbook(demonstration.NURSERY, DAY)


def python(code: str, cwd: Path = ROOT) -> str:
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, cwd=cwd, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_every_example_runs_as_it_stands(folder, number):
    assert python(EXAMPLES[number], folder).strip()


def test_three_gaps_take_fifteen_lines_and_no_command_line(folder):
    (script,) = [one for one in EXAMPLES if "aggregate_returns" in one]
    assert len(script.strip().splitlines()) <= 15
    said = python(f"{script}\nimport sys\nprint('click' in sys.modules)", folder).splitlines()
    assert said[-1] == "False"
    gaps = [re.fullmatch(r"(\d+) of (\d+) have not fully met: \S.*", line) for line in said[1:-1]]
    assert len(gaps) == 3
    shares = [int(gap[1]) / int(gap[2]) for gap in gaps]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0


def test_every_name_is_there_once_and_documented():
    assert len(set(audit.__all__)) == len(audit.__all__)
    for name in audit.__all__:
        assert getattr(audit, name) is not None, name
    assert set(audit.__all__) <= set(dir(audit))
    assert {*api.__all__, *values.__all__, "__version__"} >= set(audit.__all__)
    assert set(values.__all__) <= set(audit.__all__)
    assert {name for names in values._ROOMS.values() for name in names} == set(values.__all__)
    for name in api.__all__:
        assert getattr(api, name).__doc__, name


def test_a_name_that_is_not_there_is_no_attribute():
    assert not hasattr(audit, "load_checklits")
    assert not hasattr(values, "Nothing")


def test_the_functions_of_the_api_are_all_public():
    """A function of the room that is not in ``__all__`` would be one that nobody finds."""
    for path in (ROOT / "audit" / "api").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                assert node.name in api.__all__, f"{path.name}: {node.name}"


@pytest.mark.parametrize("code", ["import audit", "import audit\nfrom audit import api\nimport audit.report.forms"])
def test_to_import_it_costs_nothing(code):
    assert python(f"{code}\nimport sys\nprint(sorted({set(HEAVY)!r} & set(sys.modules)))").strip() == "[]"


def test_import_alone_loads_no_room():
    code = "import audit, sys\nprint([name for name in sys.modules if name.startswith('audit.')])"
    assert python(code).strip() == "[]"


def test_bytes_and_paths_are_read_alike(data, tmp_path):
    path = tmp_path / "rosebank.xlsx"
    path.write_bytes(data)
    assert audit.read_return(data, name="rosebank.xlsx") == audit.read_return(path) == audit.read_return(str(path))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_rendered_as_it_is_written(data, tmp_path, form):
    report = audit.make_report(audit.read_return(data, name="rosebank.xlsx"), DAY)
    written = audit.write_report(report, tmp_path, also=[form])
    assert written.problems == ()
    (path,) = [path for path in written.made if path.name.endswith(FORMS[form].ending) and
               (form == "owners" or not path.name.endswith("-owners.html"))]  # fmt: skip
    assert path.read_bytes() == audit.render(report, form)


def test_a_form_that_is_not_there_names_those_that_are(data):
    report = audit.make_report(audit.read_return(data), DAY)
    for made, form in ((report, "odt"), (audit.redact(report, "public"), "docx")):
        with pytest.raises(audit.AuditError) as fault:
            audit.render(made, form)
        (problem,) = fault.value.problems
        assert problem.code == "S09"
        assert "pdf" in problem.fix
        assert form not in problem.fix
    assert audit.render(audit.redact(report, "public")).startswith(b"<!doctype html>")


@pytest.mark.parametrize("ask", [audit.score, lambda r: audit.make_report(r, DAY), lambda r: api.make_review(r, DAY)])
def test_a_refused_return_says_why_whatever_is_asked_of_it(ask):
    refused = audit.read_return(b"%PDF-1.7", name="letter.xlsx")
    with pytest.raises(audit.AuditError) as fault:
        ask(refused)
    assert [problem.code for problem in fault.value.problems] == ["F04"]


def test_score_and_plan_are_those_of_the_report(data):
    returned = audit.read_return(data, name="rosebank.xlsx")
    report = audit.make_report(returned, DAY)
    assert audit.score(returned) == report.card
    assert audit.plan(report.card, DAY) == report.plan
    later = DAY + timedelta(days=9)
    assert audit.plan(report.card, later) == audit.make_report(returned, later).plan, "the date of the audit counts"
    assert audit.plan(report.card, later, later) != audit.plan(report.card, later)


def test_a_page_is_verified_and_a_changed_one_is_found(data):
    returned = audit.read_return(data, name="rosebank.xlsx")
    page = audit.render(audit.make_report(returned, DAY))
    assert audit.verify(page, workbook=returned).same
    changed = audit.verify(page.replace(b"Rosebank", b"Rosebonk"))
    assert not changed.same
    assert {problem.code for problem in changed.faults} == {"V05"}


def test_last_year_is_carried_into_a_workbook(data):
    last = audit.read_return(data, name="last.xlsx")
    checklist = audit.load_checklist("leaders", "early-years")
    begun = audit.begin(checklist, last, group="A group")
    again = audit.read_return(audit.make_workbook(checklist, date(2027, 11, 20), begun=begun), name="this.xlsx")
    assert again.audit.setting.name == last.audit.setting.name
    assert again.audit.setting.group == "A group"
    assert all(response.rating is None for response in again.audit.responses)
    assert {r.last_rating for r in again.audit.responses} >= {r.rating for r in last.audit.responses if r.rating}


def test_what_is_written_is_what_the_command_writes(folder, run, tmp_path):
    order = audit.make_order(
        [str(folder / "returns")], tmp_path / "ours", DAY, register=folder / "settings.csv", processes=0
    )
    made = audit.produce_overview(order)
    words = ["aggregate", str(folder / "returns"), "-o", "theirs", "--register", str(folder / "settings.csv")]
    run(*words, "--processes", "1", "--as-of", DAY.isoformat())
    ours, theirs = (
        {p.relative_to(top): p.read_bytes() for p in sorted(top.rglob("*.*")) if p.suffix in {".html", ".csv", ".json"}}
        for top in (tmp_path / "ours", tmp_path / "theirs")
    )
    assert made.overview is not None
    assert len(ours) > 10
    assert ours == theirs
    assert audit.produce_overview(order).overview is None


def test_types_ship(tmp_path):
    """A type checker believes the annotations of a package only where this file is in it."""
    assert (ROOT / "audit" / "py.typed").read_bytes() == b""
    code = (
        "import audit\nfrom datetime import date\n"
        "reveal_type(audit.render(audit.make_report(audit.read_return(b''), date(2026, 1, 1))))\n"
    )
    path = tmp_path / "uses.py"
    path.write_text(code)
    words = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", str(path)]
    done = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, env={"MYPYPATH": str(ROOT)}, check=False)
    assert 'Revealed type is "builtins.bytes"' in done.stdout or 'Revealed type is "bytes"' in done.stdout, done.stdout


def test_a_workbook_is_bytes_of_a_zip_file():
    made = audit.make_workbook(audit.load_checklist("leaders", "school"), DAY)
    assert zipfile.is_zipfile(BytesIO(made))
