"""The plan of the house, held by a test: which way the arrows go, and one home for each library."""

import ast

import pytest

from tests import house
from tests.house import MODULES, ORDER, imports, name, room, room_of

HOMES = {
    "yaml": {"audit/checklist/yaml_file.py"},
    "pydantic": {"audit/checklist"},
    "pydantic_core": {"audit/checklist"},
    "openpyxl": {"audit/spreadsheet", "audit/workbook", "audit/checklist/spreadsheet", "audit/report/plan_workbook.py"},
    "PIL": {"audit/spreadsheet/branding.py"},
    "python_calamine": {"audit/spreadsheet/rows.py"},
    "jinja2": {"audit/report/html.py", "audit/report/templates.py"},
    "pandas": {"audit/aggregate"},
    "numpy": {"audit/aggregate", "audit/report/likelihood.py"},
    "filelock": {"audit/aggregate/lock.py"},
    "isal": {"audit/spreadsheet/unpack.py"},
    "pypdf": {"audit/checklist/pdf.py"},
    "textstat": {"audit/checklist/readability.py"},
    "holidays": {"audit/judgement/working_days.py"},
    "icalendar": {"audit/report/calendar.py"},
    "docx": {"audit/report/word.py"},
    "weasyprint": {"audit/report/pdf.py"},
    "cryptography": {"audit/integrity/seal.py"},
    "phonenumbers": {"audit/privacy"},
    "stdnum": {"audit/privacy"},
    "click": {"audit/cli"},
    "unicodedata": {"audit/integrity/characters.py", "audit/text.py", "audit/privacy"},
    "starlette": {"audit/app/server.py"},
    "uvicorn": {"audit/app/server.py"},
}
GROUND = {
    "text": set(),
    "model": set(),
    "problems": {"text"},
    "privacy": {"text"},
    "spreadsheet": {"files", "problems", "text"},
    "judgement": {"checklist", "model", "text"},
    "carry_forward": {"judgement", "model", "text"},
    "app": {"api", "crash", "model", "problems", "text"},
    "cli": {"api", "app", "crash", "files", "problems", "text"},
    "__init__": {"api"},
    "__main__": {"cli"},
}
MOST_ROOMS, MOST_ARROWS = 20, 90
MOST_LINES, MOST_IN_A_FUNCTION = 400, 50


def test_the_house_is_small_enough_to_walk():
    assert len(house.rooms()) <= MOST_ROOMS, house.rooms()
    assert len(house.arrows()) <= MOST_ARROWS
    assert set(house.rooms()) - {"__init__"} == set(ORDER), "give every room its place in ORDER"


def test_no_public_name_stands_for_two_things():
    found: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(name(path))
    assert {own: places for own, places in found.items() if len(places) > 1} == {}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_arrows_go_one_way(path):
    own = room_of(path) or "__init__"
    assert own in {*ORDER, "__init__"}, f"{own} has no place in the house: give it one in ORDER"
    allowed = (GROUND[own] if own in GROUND else set(ORDER[: ORDER.index(own)])) | {own}
    for module in imports(path):
        if module.startswith("audit.") and room(module) in ORDER:
            assert room(module) in allowed, f"{name(path)} must not know {module}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_one_home_for_each_library(path):
    for module in imports(path):
        library = module.split(".")[0]
        homes = HOMES.get(library)
        if homes:
            here = name(path)
            assert any(here == h or here.startswith(f"{h}/") for h in homes), (
                f"{here} imports {library}, which lives in {', '.join(homes)}"
            )


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_commands_read_the_clock(path):
    if room_of(path) == "cli":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in {"date", "datetime"}
        ):
            assert node.attr not in {"today", "now", "utcnow"}, f"{name(path)} reads the clock"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_rooms_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES, f"{name(path)} is too long: split it"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < MOST_IN_A_FUNCTION, f"{name(path)}: {node.name} is too long"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_catches_everything(path):
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            if getattr(node.type, "id", "") == "Exception":
                found.append(node.lineno)
    # Around one file of a batch, and in the end of the command line: nowhere else, and once each.
    assert len(found) == {"audit/crash.py": 1, "audit/cli/main.py": 1}.get(name(path), 0), f"{name(path)}: {found}"


def test_the_checks_can_fail(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("def f():\n    from audit import report\n    import pandas\n")
    assert {"audit.report", "pandas"} <= imports(bad)
