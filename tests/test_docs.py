"""The generated pages and samples are those that the code makes, and each failure names the command that mends it."""

import re
import tomllib
from pathlib import Path

import pytest

from audit.checklist.load import load
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
        assert fault.message.endswith((".", "{outcome}", "{hint}")), fault.code
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


@pytest.mark.parametrize("name", ["leaders", "section-11", "readiness-2026"])
def test_the_readme_says_how_many_questions_a_checklist_asks(name):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    asked = [len(load(name, kind.id).criteria) for kind in load(name).kinds]
    (said,) = re.findall(rf"^\| `{name}` \| .+ \| (.+) \|$", text, re.MULTILINE)
    assert said == f"{min(asked)} to {max(asked)} by kind"


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOR_PEOPLE = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "checklists").glob("*.md")})
SAYING = [*FOR_PEOPLE, *(p for room in ("audit", "benchmarks", "templates") for p in (ROOT / room).rglob("*.*"))]
INSTALL = re.compile(r"(python -m )?pip install ([a-z][a-z0-9=. -]*)(?=['`])")


def packages_of(extra: str) -> set[str]:
    """What to ask pip for: the packages an extra holds, a version only where one is named exactly."""
    found: set[str] = set()
    for one in PROJECT["optional-dependencies"][extra]:
        name, inner, exactly = re.fullmatch(r"([a-z]+)(?:\[([a-z]+)\])?(?:>=[\d.]+|(==[\d.]+))", one).groups()
        found |= {name + (exactly or ""), *([inner] if inner else [])}
    return found


@pytest.mark.parametrize(
    ("code", "extra"), [("C40", "authoring"), ("V15", "seal"), ("V20", "pdf"), ("A26", "cluster"), ("S18", "app")]
)
def test_what_a_fault_says_to_install_is_what_the_extra_holds(code, extra):
    (found,) = INSTALL.findall(CATALOGUE[code].fix)
    assert set(found[1].split()) == packages_of(extra)
    assert "in this tool's virtual environment, not in the system's Python" in CATALOGUE[code].fix


def test_whatever_is_said_to_be_installed_can_be_from_a_checkout_and_harms_no_other_python():
    """The name of an extra means nothing in a checkout, and a bare pip may be that of any Python."""
    extras = [packages_of(extra) for extra in PROJECT["optional-dependencies"] if extra != "test"]
    found = []
    for path in SAYING:
        if path.suffix in {".md", ".py", ".html"}:
            text = re.sub(r'"\n\s+"', "", path.read_text(encoding="utf-8"))  # a text that stands in several lines
            assert f"{PROJECT['name']}[" not in text, path
            found += [(path.name, *one) for one in INSTALL.findall(text)]
            assert len(INSTALL.findall(text)) == len(re.findall(r"pip install (?!\.(?:\s|$))", text)), path
    assert {name for name, *_ in found} >= {
        "README.md",
        "faults.md",
        "pages.py",
        "checklists.py",
        "many.py",
        "report.py",
    }
    for name, through, packages in found:
        assert through, (name, packages)
        assert set(packages.split()) in extras, (name, packages)
