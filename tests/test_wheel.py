"""A wheel, installed where nothing else is, works from another folder; and no stray file ships in it."""

import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from audit.checklist import prepared
from audit.files import resources
from audit.report import templates

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a tree in which stray files lie about."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in (
        "audit",
        "checklists",
        "templates",
        "hatch_build.py",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "NOTICE",
    ):
        subprocess.run(["cp", "-r", str(ROOT / name), str(source / name)], check=True)
    (source / "stray.txt").write_text("stray")
    (source / "checklists" / "~$leaders.xlsx").write_text("stray")
    (source / "audit" / ".secret").write_text("stray")
    subprocess.run(["cp", str(ROOT / ".gitignore"), str(source)], check=True)
    for name in (prepared.NAME, templates.NAME, "more.jsonl"):
        stray = source / "audit" / resources.PREPARED / name
        stray.parent.mkdir(parents=True, exist_ok=True)
        stray.write_text("left by a run of the checkout")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(source)],
        check=True,
        cwd=folder,
    )
    return next(folder.glob("*.whl"))


def test_only_what_belongs_ships(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "audit/data/checklists/leaders.yaml" in names
    assert "audit/data/checklists/sources/working-together-2023.yaml" in names
    assert "audit/data/templates/report.html" in names
    assert "audit/py.typed" in names
    allowed = (".py", ".yaml", ".html", ".css", ".js", ".json", ".md", ".typed", ".words")
    made = sorted(n for n in names if n.endswith(".jsonl"))
    assert made == [f"audit/data/prepared/{prepared.NAME}", f"audit/data/prepared/{templates.NAME}"]
    names = [n for n in names if n not in made]
    strays = [n for n in names if ".dist-info/" not in n and not n.endswith(allowed)]
    assert strays == []
    assert not any("tests/" in n or "__pycache__" in n for n in names)


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A new environment with the wheel and what it depends on, and nothing of the tests."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    subprocess.run(command, check=True, cwd=folder)
    return folder


def test_the_installed_tool_goes_the_whole_way_from_another_folder(installed):
    def run(*words: str) -> str:
        tool = installed / "env" / "bin" / "safeguarding-audit"
        done = subprocess.run([str(tool), *words], cwd=installed, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    assert "questions in 8 themes" in run("new", "leaders", "-o", "mine.xlsx", "--kind", "school")
    assert "Rosebank" in run("demo", "-o", "out")
    assert list((installed / "out").glob("*.html"))


BELIEVED = """
import sys
from audit.files import resources
from audit.checklist import prepared
from audit.checklist.load import load_all
from audit.report import templates
found = load_all()
assert not {"yaml", "pydantic"} & sys.modules.keys()
from audit.checklist import shelf
assert resources.prepared(prepared.NAME, prepared._origin()) and found == shelf.read_ours()
assert resources.prepared(templates.NAME, templates._origin()) == templates.compiled()[0]
print(found[0].title)
"""


def test_what_the_wheel_brings_is_believed_until_a_file_is_changed(installed):
    python = str(installed / "env" / "bin" / "python")

    def run(code: str) -> subprocess.CompletedProcess:
        return subprocess.run([python, "-I", "-c", code], cwd=installed, capture_output=True, text=True, check=False)

    done = run(BELIEVED)
    assert done.returncode == 0, done.stderr
    (leaders,) = (installed / "env").rglob("audit/data/checklists/leaders.yaml")
    own = leaders.read_text(encoding="utf-8")
    leaders.write_text(own.replace(done.stdout.strip(), "Other words"), encoding="utf-8")
    try:
        titles = "from audit.checklist.load import load_all\nprint([c.title for c in load_all()])"
        assert "Other words" in run(titles).stdout
        assert run(BELIEVED).returncode, "and nothing is written into an installed package"
    finally:
        leaders.write_text(own, encoding="utf-8")


def test_what_makes_it_goes_into_the_source_distribution():
    targets = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert targets["wheel"]["hooks"]["custom"]["path"] in targets["sdist"]["only-include"]
