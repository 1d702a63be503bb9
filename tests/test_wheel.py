"""A wheel, installed where nothing else is, works from another folder; and no stray file ships in it."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a tree in which stray files lie about."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("audit", "checklists", "templates", "pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(source / name)], check=True)
    (source / "stray.txt").write_text("stray")
    (source / "checklists" / "~$leaders.xlsx").write_text("stray")
    (source / "audit" / ".secret").write_text("stray")
    subprocess.run(["cp", str(ROOT / ".gitignore"), str(source)], check=True)
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
    allowed = (".py", ".yaml", ".html", ".css", ".js", ".json", ".md", ".typed", ".words")
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
