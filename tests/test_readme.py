"""Every command of the README, run as it is printed, by somebody who has nothing of this tool yet.

A copy of the folder, an empty home and a new Python environment stand for the reader's computer. What the reader does
between two commands (filling in a workbook, receiving returns) is done here too.
"""

import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from audit.checklist.load import load
from audit.model import Audit, Rating, Response, Setting
from audit.samples import demonstration
from audit.workbook.read import reader
from audit.workbook.write import writer
from tests import every_workbook

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line]
IN_A_TABLE = re.findall(r"^\| [^|]+ \| `([^`]+)` \| `([^`]+)` \|$", README, re.MULTILINE)
BESIDE = sorted(set(re.findall(r"`((?:uv|pipx) [^`]+)`", README)) - {then for _, then in IN_A_TABLE})
"""What else is said in passing to those who have one of the two tools."""
SYSTEMS_OWN = {"winget install --id=astral-sh.uv -e", "brew install uv", "sudo apt-get install pipx"}
"""What only the package manager of a system can do; each gets one of the two tools that are tried here."""
THIS_VERY_RUN = {"make test"}
NOT_COPIED = (".git", ".venv", "node_modules", "data", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")
SIX = 6


class Computer:
    """A home, a folder with a copy of this one, and nothing installed but what gets programs."""

    def __init__(self, folder: Path, tools: Path) -> None:
        self.folder = folder / "safeguarding-audit"
        shutil.copytree(ROOT, self.folder, ignore=shutil.ignore_patterns(*NOT_COPIED))
        shutil.rmtree(self.folder / "reports", ignore_errors=True)
        self.home = folder / "home"
        self.home.mkdir()
        path = [self.home / ".local" / "bin", tools, Path("/usr/bin"), Path("/bin")]
        own = ("PYTHON", "MAKE", "MFLAGS", "VIRTUAL_ENV", "PIPX_", "UV_TOOL", "XDG_")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(own)}
        self.environment = kept | {"HOME": str(self.home), "PATH": os.pathsep.join(map(str, path)), "LANG": "C.UTF-8"}

    def run(self, line: str) -> str:
        """Run a line as it stands; what it prints."""
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
        return done.stdout


@pytest.fixture(scope="module")
def tools(tmp_path_factory) -> Path:
    """What the first column of the table gets, by another way: pipx and uv; and a Python to make environments with."""
    folder = tmp_path_factory.mktemp("tools")
    venv.create(folder, with_pip=True)
    ask = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "pipx", "uv"]
    subprocess.run(ask, check=True, cwd=folder)
    return folder / "bin"


@pytest.fixture(scope="module")
def computer(tmp_path_factory, tools) -> Computer:
    return Computer(tmp_path_factory.mktemp("reader"), tools)


def filled(name: str, day: date) -> bytes:
    """The workbook of the README's nursery, as its manager would send it."""
    checklist = load("leaders", "early-years")
    audit = Audit(
        checklist=checklist.id,
        edition=checklist.edition,
        setting=Setting(name=name, kind="early-years"),
        responses=tuple(
            Response(ref=c.id, rating=Rating.MET, evidence="CP policy p12, office.") for c in checklist.criteria
        ),
        audit_date=day,
    )
    return writer.build(checklist, audit, day)


def before(line: str, computer: Computer) -> None:
    """What the reader has or does before a line of the README."""
    folder = computer.folder
    if line.endswith("check rosebank.xlsx"):
        (folder / "rosebank.xlsx").write_bytes(filled("Rosebank Nursery", date(2026, 11, 22)))
    if "--from last-year.xlsx" in line:
        (folder / "last-year.xlsx").write_bytes(filled("Rosebank Nursery", date(2025, 11, 20)))
    if "progress plan.xlsx" in line:
        (plan,) = (folder / "reports").glob("*.xlsx")
        (folder / "plan.xlsx").write_bytes(plan.read_bytes())
    if "--logo logo.png" in line:
        (folder / "logo.png").write_bytes(every_workbook.logo())
    if "--register settings.csv" in line and not (folder / "settings.csv").exists():
        computer.run(f"safeguarding-audit samples --settings {SIX} -o many")
        (folder / "many" / "settings.csv").rename(folder / "settings.csv")
        (folder / "many" / "returns").rename(folder / "returns")
        for path in (folder / "returns").rglob("*.*"):
            if reader.read(path).refused:
                path.unlink()


def test_the_lines_are_found_and_none_is_left_out():
    assert len(LINES) > 12
    assert {more.split()[0] for more in BESIDE} == {"uv", "pipx"}
    assert {first for first, _ in IN_A_TABLE} == SYSTEMS_OWN
    assert {then for _, then in IN_A_TABLE} == {"uv tool install .", "pipx install ."}
    assert {line.split()[0] for line in LINES} == {"safeguarding-audit", "make"}
    assert not re.search(r"```(?!sh\n|\n|text\n)\w", README), "a block of another kind is not looked at here"


def test_nothing_goes_into_the_systems_python():
    assert not re.search(r"(?<!-m )pip install (?!-)", README)
    assert "sudo pip" not in README


@pytest.mark.parametrize("line", sorted({then for _, then in IN_A_TABLE}))
def test_each_way_to_install_it_ends_with_the_command(line, tmp_path, tools):
    reader_has = Computer(tmp_path, tools)
    reader_has.run(line)
    found = reader_has.run("command -v safeguarding-audit")
    assert found.strip() == str(reader_has.home / ".local" / "bin" / "safeguarding-audit")
    assert "version" in reader_has.run("safeguarding-audit --version")
    for more in BESIDE:
        if more.split()[0] == line.split()[0]:
            reader_has.run(more)


def test_every_line_works_as_printed_one_after_the_other(computer):
    computer.run("pipx install .")
    for line in LINES:
        if not line.startswith("make "):
            before(line, computer)
            computer.run(line)
    made = {path.name for path in computer.folder.iterdir()}
    assert {"rosebank.xlsx", "whole.xlsx", "ours.xlsx", "review.xlsx", "rosebank-marked.xlsx", "overview"} <= made


def printed_commands(said: str) -> Iterator[str]:
    return (line.strip() for line in said.splitlines() if re.match(r"\s*\S*safeguarding-audit ", line))


def test_make_demo_ends_with_a_command_that_works_as_printed(tmp_path, tools):
    fresh = Computer(tmp_path, tools)
    assert {line for line in LINES if line.startswith("make ")} == {"make demo", *THIS_VERY_RUN}
    said = fresh.run("make demo")
    *_, last = printed_commands(said)
    assert said.rstrip().endswith(last)
    assert last.startswith(".venv/bin/safeguarding-audit new "), "it is not on the path"
    assert "questions in" in fresh.run(last)
    assert demonstration.NURSERY.setting.name.split()[0] in said


def test_the_tool_is_called_by_its_bare_name_where_that_finds_it(monkeypatch, tmp_path):
    from audit.cli import common

    own = tmp_path / "a folder" / "safeguarding-audit"
    own.parent.mkdir()
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(own), "new"])
    monkeypatch.setenv("PATH", "/nowhere")
    assert common.tool() == f'"{own}"'
    monkeypatch.setenv("PATH", str(own.parent))
    assert common.tool() == "safeguarding-audit"
    monkeypatch.setattr(sys, "argv", ["pytest"])
    assert common.tool() == "safeguarding-audit"
