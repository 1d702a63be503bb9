"""The JSON Schemas that ship are those the shapes give, and editors find them from every file."""

import json
from datetime import date

import jsonschema
import pytest
from click.testing import CliRunner

from audit.checklist import save, schema, yaml_file
from audit.checklist.library import from_document
from audit.cli.main import cli
from audit.files import resources
from tests.own import OWN

FOLDER = resources.folder("checklists")
SHIPPED = sorted(FOLDER.rglob("*.yaml"))
SCHEMAS = schema.schemas()


def sort_of(path) -> str:
    if path.name == "kinds.yaml":
        return "kinds"
    return {"sources": "source", "duties": "duties"}.get(path.parent.name, "checklist")


def as_json(value):
    """What an editor sees: a day is text there."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def complaints(name: str, value: object) -> list[str]:
    made = json.loads(SCHEMAS[f"{name}.schema.json"])
    checker = jsonschema.Draft202012Validator(made, format_checker=jsonschema.FormatChecker())
    return [error.message for error in checker.iter_errors(as_json(value))]


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_ships_is_what_the_shapes_give(name):
    ships = (FOLDER / schema.FOLDER / name).read_text(encoding="utf-8")
    assert ships == SCHEMAS[name], "run: safeguarding-audit checklists schema -o checklists/schema"


def test_nothing_else_ships_there():
    assert {path.name for path in (FOLDER / schema.FOLDER).iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_they_are_schemas(name):
    jsonschema.Draft202012Validator.check_schema(json.loads(SCHEMAS[name]))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_what_ships_is_valid(path):
    assert complaints(sort_of(path), yaml_file.read(path).value) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_an_editor_finds_the_schema(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    up = "../" if path.parent != FOLDER else ""
    assert first == save.EDITOR_LINE.format(f"{up}schema/{sort_of(path)}.schema.json")
    assert (path.parent / first.partition("=")[2]).is_file()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("duty: advice", "duty: shoud"),
        ("effort: small", "effort: small\n        colour: red"),
        ("title: Newsletter\n", "titel: Newsletter\n"),
        ("id: open-evening", "id: Open_Evening"),
        ("cites: [dfe2024-leaders-confidence]\n", "cites: []\n"),
        ('edition: "2026-1"', "edition: 2026"),
        ("compared_on: 2026-11-22", "compared_on: last autumn"),
        ("  - id: our-theme", "  - use_all: leaders\n    id: our-theme"),
        ("      - id: newsletter", "      - use: board-lead\n\n      - id: newsletter"),
    ],
)
def test_what_the_shapes_refuse_the_schema_refuses(old, new):
    assert old in OWN
    for text, fine in ((OWN, True), (OWN.replace(old, new, 1), False)):
        document = yaml_file.parse(text, "own.yaml")
        assert (from_document(document).read is not None) is fine
        assert (complaints("checklist", document.value) == []) is fine


def test_what_the_shapes_take_the_schema_takes():
    text = OWN.replace(
        "themes:\n",
        "themes:\n  - use_all: leaders\n\n  - add_to: culture\n    criteria:\n      - use: leaders/board-lead\n\n",
    )
    document = yaml_file.parse(text, "own.yaml")
    assert from_document(document).read is not None
    assert complaints("checklist", document.value) == []


def test_the_command_writes_them(tmp_path):
    done = CliRunner().invoke(cli, ["checklists", "schema", "-o", str(tmp_path / "schema")])
    assert done.exit_code == 0, done.output
    assert {p.name: p.read_text(encoding="utf-8") for p in (tmp_path / "schema").iterdir()} == SCHEMAS
    assert "$schema=schema/checklist.schema.json" in done.output
