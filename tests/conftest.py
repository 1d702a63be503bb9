"""What several tests share: a small checklist of their own, filled workbooks, and the real programs they run."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner

from audit.checklist.load import load
from audit.cli.main import cli
from audit.model import Audit, Setting
from audit.samples import demonstration
from audit.workbook.write import writer
from tests import libreoffice

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 20)
NODE_MODULES = Path(__file__).resolve().parent / "node_modules"


def need(found: bool, what: str) -> None:
    """Skip where a real program is not to be had; in CI its absence is a failure."""
    if found:
        return
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI must have it: see tests/parts.sh")
    pytest.skip(f"{what} is not installed: run 'make parts'")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def go(*words: object):
        done = CliRunner().invoke(cli, [str(word) for word in words])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return go


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's command, with its Python bridge in the system's Python."""
    found = shutil.which("soffice")
    bridge = Path("/usr/bin/python3").exists() and (
        subprocess.run(["/usr/bin/python3", "-c", "import uno"], capture_output=True, check=False).returncode == 0
    )
    need(bool(found) and bridge, "LibreOffice with python3-uno")
    return found or ""


@pytest.fixture(scope="session")
def office(soffice, tmp_path_factory):
    """LibreOffice, started once for all tests of a run."""
    with libreoffice.running(soffice, tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    need(bool(found), "Chromium")
    return found or ""


@pytest.fixture(scope="session")
def npm_tool():
    """The path of something npm installed for the tests: ``npm_tool("axe-core/axe.min.js")``."""

    def path(name: str) -> Path:
        found = NODE_MODULES / name
        need(found.exists(), f"{name} from npm")
        return found

    return path


@pytest.fixture
def blank_workbook(tmp_path: Path) -> Path:
    """A new leaders' workbook for a nursery, as ``new`` makes it."""
    checklist = load("leaders", "early-years")
    setting = Setting(name="Rosebank Nursery (invented)", kind="early-years")
    audit = Audit(checklist=checklist.id, edition=checklist.edition, setting=setting, responses=())
    path = tmp_path / "blank.xlsx"
    path.write_bytes(writer.build(checklist, audit, DAY))
    return path


@pytest.fixture
def nursery(tmp_path: Path) -> Path:
    """The workbook of the invented nursery, filled in."""
    path = tmp_path / "rosebank.xlsx"
    path.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    return path


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory):
    """A reader of hostile files in a process of its own."""
    from tests import hostile

    watch = hostile.Watched(tmp_path_factory.mktemp("watched"))
    yield watch
    watch.close()


@pytest.fixture
def memory():
    """A store that is no disk: fsspec's own memory, empty before and after."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()
