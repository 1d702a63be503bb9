"""What is promised in writing is so: nothing of it is gone, no number is stale, each test that is named is there."""

import ast
import importlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.cli.main import cli
from tests import promises

ROOT = Path(__file__).resolve().parent.parent
DOCS = [
    ROOT / "SECURITY.md",
    *(ROOT / "docs" / f"{n}.md" for n in ("accessibility", "privacy", "stability", "where-it-works")),
]
KEPT = json.loads(promises.KEPT.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def there():
    return promises.there()


@pytest.mark.parametrize("what", KEPT)
def test_nothing_that_was_promised_is_gone(there, what):
    gone = [one for one in KEPT[what] if one not in there[what]]
    assert not gone, f"{what}: this needs a new major version (docs/stability.md)"


@pytest.mark.parametrize("what", [what for what in KEPT if "CSV" in what or "csv" in what])
def test_columns_stay_in_their_order(there, what):
    assert [one for one in there[what] if one in KEPT[what]] == KEPT[what]


def test_what_is_new_is_promised_too(there):
    new = {what: [one for one in ones if one not in KEPT.get(what, [])] for what, ones in there.items()}
    assert not any(new.values()), f"run 'python -m tests.promises' once it is meant to stay: {new}"


def test_no_question_comes_into_an_edition_that_is_out(there):
    """A new one makes a new edition; so does another duty, or an essential more."""
    editions = {" ".join(one.split()[:2]) for one in KEPT["questions of each edition"]}
    now = [one for one in there["questions of each edition"] if " ".join(one.split()[:2]) in editions]
    assert now == KEPT["questions of each edition"]


def test_what_is_taken_away_renamed_or_moved_would_be_noticed(there):
    for what, ones in there.items():
        assert len(ones) == len(set(ones)), what
        assert len(ones) > 1, what


def test_a_wrong_command_ends_with_2():
    for words in (
        ["nothing"],
        ["report"],
        ["check", "a.xlsx", "--nothing"],
        ["aggregate", "a", "-o", "b", "--as-of", "never"],
    ):
        assert CliRunner().invoke(cli, words).exit_code == 2, words


def _tests_of(path):
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_test_that_is_named_is_there(path):
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    assert named or path.name == "privacy.md"
    for file, name in named:
        assert (ROOT / file).is_file(), file
        assert not name or name in _tests_of(ROOT / file), f"{file} has no {name}"


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_page_that_is_linked_is_there(path):
    for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / link).exists(), link


@pytest.mark.parametrize("claim", ["held by", "tested"])
def test_what_is_said_to_be_held_or_tested_names_a_test(claim):
    """In a table of what is held every line names a test, and so does every line of what is tested."""
    for path in DOCS:
        for line in path.read_text(encoding="utf-8").split("\n"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if claim == "tested" and path.stem == "where-it-works" and "tested" in cells:
                assert "`tests/" in line or "`make test`" in line, line
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    table = text.partition("| what | what is done | held by |")[2].partition("\n\n")[0].split("\n")[2:]
    assert len(table) > 15
    assert [line for line in table if "`tests/" not in line] == []


def test_the_limits_are_those_of_the_code():
    rows = re.findall(r"^\| ([^|]+) \| ([\d,]+) \| `([\w.]+)` \|$", (ROOT / "SECURITY.md").read_text(), re.MULTILINE)
    assert len(rows) >= 11
    for what, said, place in rows:
        module, _, name = place.rpartition(".")
        assert int(said.replace(",", "")) == getattr(importlib.import_module(f"audit.{module}"), name), what


def test_versions_that_are_named_are_those_that_are_tested_with():
    wanted = json.loads((ROOT / "tests" / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    text = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    for package in ("axe-core", "html-validate"):
        assert f"{package} {wanted[package]}" in text
    python = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))[1]
    assert f"| **Python** | {python} | tested |" in (ROOT / "docs" / "where-it-works.md").read_text(encoding="utf-8")


# What is kept where


def test_every_file_of_an_overview_is_said_to_be_kept():
    from audit.aggregate import lock, own_output, publish, store

    text = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    for name in (
        *own_output.PAGES,
        own_output.LIST,
        *own_output.FOLDERS,
        lock.NAME,
        store.NAME,
        publish.EDITIONS,
        publish._PAGE,
        publish._CSV,
    ):
        assert f"`{name}`" in text or f"`{name}/`" in text, name
    for ending in store.BESIDE[1:]:
        assert f"`{ending}`" in text


def test_every_form_of_a_report_is_said_to_be_written():
    from audit.report.forms import FORMS

    text = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    for form in FORMS.values():
        assert Path(f"a{form.ending}").suffix in text, form
