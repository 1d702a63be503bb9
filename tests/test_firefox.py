"""The page in Firefox ESR: from a file, from a server, and as the local app; the same answers as the commands."""

import base64
import json
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest

import audit
from audit.app import desk
from audit.app.values import GivenFile
from audit.samples import demonstration
from tests import hostile, local_app
from tests import page as pages
from tests.conftest import DAY, NODE_MODULES, need
from tests.page import built

__all__ = ["built"]  # a fixture
pytestmark = pytest.mark.parts

SCRIPT = Path(__file__).with_name("firefox.mjs")
CRAFTED = sorted(name for name, one in hostile.TABLE.items() if len(one.make()) < 300_000)[::12]
WAYS = ("file", "server", "app")


def question(word: str, *sent: tuple[str, bytes], **details: str) -> dict:
    names, files = [name for name, _ in sent], [base64.b64encode(data).decode() for _, data in sent]
    return {"question": word, "details": {"day": DAY.isoformat(), **details}, "names": names, "files": files}


@pytest.fixture(scope="module")
def nursery() -> bytes:
    return demonstration.filled_workbook(demonstration.NURSERY, DAY)


@pytest.fixture(scope="module")
def told(built, nursery, tmp_path_factory) -> dict:
    """What Firefox said of the page in each of its three ways, in one run of it."""
    firefox, node = shutil.which("firefox-esr") or shutil.which("firefox"), shutil.which("node")
    need(bool(firefox), "Firefox")
    need(bool(node) and (NODE_MODULES / "puppeteer-core").exists(), "Node.js with puppeteer-core from npm")
    folder = tmp_path_factory.mktemp("firefox")
    (folder / "rosebank.xlsx").write_bytes(nursery)
    crafted = [question("look", (hostile.TABLE[name].file, hostile.TABLE[name].make())) for name in CRAFTED]
    report = question("report", ("rosebank.xlsx", nursery), form="html")
    with pages.serving(built.folder) as web, local_app.running(folder) as local:
        addresses = dict(zip(WAYS, (built.single.as_uri(), web.address, local.address), strict=True))
        asked = {"addresses": addresses, "questions": [report, *crafted], "file": str(folder / "rosebank.xlsx")}
        (folder / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
        words = [node, SCRIPT, firefox, folder / "asked.json"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("way", WAYS)
def test_it_is_ready_and_shows_a_return(told, way):
    one = told["pages"][way]
    assert one["heading"] == "Rosebank Nursery (invented)"
    assert one["shown"]["origin"] == "null"
    assert "Rosebank Nursery (invented)" in one["shown"]["heading"]
    assert one["shown"]["edge"] == "8px"  # the style is known by its hash
    assert one["complaints"] == []


@pytest.mark.parametrize("way", WAYS)
def test_its_report_is_the_commands(told, nursery, way):
    made = told["pages"][way]["answers"][0]["value"]
    report = audit.make_report(audit.read_return(nursery, name="rosebank.xlsx"), DAY)
    assert base64.b64decode(made["bytes"]) == audit.render(report)


@pytest.mark.parametrize("way", WAYS)
def test_crafted_files_get_the_same_words(told, way):
    seen = [one["value"]["faults"] for one in told["pages"][way]["answers"][1:]]
    crafted = [hostile.TABLE[name] for name in CRAFTED]
    native = [desk.look(GivenFile(name=one.file, data=one.make()), DAY).faults for one in crafted]
    assert seen == [[asdict(fault) for fault in faults] for faults in native]
    assert sum(map(bool, seen)) > len(seen) // 2
