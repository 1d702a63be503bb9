"""The generated pages and samples are those that the code makes, and each failure names the command that mends it."""

import re
import tomllib
from pathlib import Path

import pytest

from audit.cli import reference
from audit.problems import CATALOGUE
from audit.samples import demonstration

ROOT = Path(__file__).resolve().parent.parent


def test_reference_pages_are_up_to_date():
    for page, text in reference.pages().items():
        assert (ROOT / "docs" / page).read_text(encoding="utf-8") == text, "run 'make docs'"


def test_sample_reports_are_up_to_date(tmp_path):
    made = {path.name for written in demonstration.make(tmp_path) for path in (written.html, written.csv, written.json)}
    shipped = ROOT / "reports" / "samples"
    assert {path.name for path in shipped.iterdir()} == made, "run 'make samples'"
    for name in sorted(made):
        assert (tmp_path / name).read_bytes() == (shipped / name).read_bytes(), f"{name} differs: run 'make samples'"


def test_every_fault_is_written_well():
    for fault in CATALOGUE.values():
        assert re.fullmatch(r"[A-Z]\d\d", fault.code)
        assert fault.message.endswith((".", "{outcome}")), fault.code
        assert fault.fix.endswith((".", "'")), fault.code
        assert "please" not in fault.fix.lower(), fault.code


def test_every_fault_is_used():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "audit").rglob("*.py"))
    for fault in CATALOGUE:
        assert len(re.findall(rf'"{fault}"', code)) > 1, f"nothing ever says {fault}: delete it"


def test_the_sample_settings_say_that_they_are_invented():
    for profile in demonstration.PROFILES:
        assert "(invented)" in profile.setting.name


def test_the_commands_of_the_readme_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    known = set(reference.cli.commands)
    for command in re.findall(r"^(?:\$ )?safeguarding-audit ([a-z-]+)", text, re.MULTILINE):
        assert command in known
    for target in re.findall(r"`make ([a-z-]+)`", text):
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), target


@pytest.mark.parametrize(("code", "extra"), [("C40", "authoring"), ("V15", "seal"), ("V20", "pdf"), ("A26", "cluster")])
def test_what_a_fault_says_to_install_is_what_the_extra_holds(code, extra):
    """The names of the packages work from a checkout too, where the name of an extra does not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    held = [re.split(r"[\[<>=]", one)[0].lower() for one in project["optional-dependencies"][extra]]
    fix = CATALOGUE[code].fix.lower()
    assert "safeguarding-audit[" not in fix
    assert all(name.removeprefix("dask") in fix or "distributed" in fix for name in held), (held, fix)
