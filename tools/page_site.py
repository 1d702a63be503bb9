"""The part of the page that is Python: this package, what it stands on, and what is prepared ahead, in one packed file.

Of every library only what is used is taken. What is left out is not imported on the way of the page, which
``tests/test_page.py`` holds by comparing what the page gives with what the commands give.
"""

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tools"
REQUIREMENTS = TOOLS / "page-requirements.txt"
WORK = ROOT / "build" / "page"
"""Where what was fetched is kept."""

TAKEN: Mapping[str, tuple[str, ...]] = {
    "dateutil": ("*.py", "tz/*.py", "parser/*.py", "zoneinfo/__init__.py"),
    "et_xmlfile": ("*.py",),
    "holidays": (
        "*.py", "calendars/*.py", "countries/__init__.py", "countries/united_kingdom.py", "groups/*.py", "mixins/*.py",
    ),
    "icalendar": ("*.py", "cal/*.py", "parser/*.py", "parser/*/*.py", "prop/*.py", "prop/*/*.py", "timezone/*.py"),
    "jinja2": ("*.py",),
    "markupsafe": ("*.py",),
    "openpyxl": ("*.py", "*/*.py", "*/*/*.py"),
    "phonenumbers": (
        "__init__.py", "asyoutypeformatter.py", "data/__init__.py", "data/alt_format_*.py", "data/region_G[BG].py",
        "data/region_IM.py", "data/region_JE.py", "phone*.py", "re_util.py", "shortdata/__init__.py",
        "shortnumberinfo.py", "unicode_util.py", "util.py",
    ),
    "python_calamine": ("*.py", "*.so"),
    "six.py": (),
    "tzdata": ("__init__.py", "zoneinfo/__init__.py", "zoneinfo/UTC"),
    "stdnum": ("__init__.py", "exceptions.py", "util.py", "gb/*.py"),
}  # fmt: skip
"""Of each library in a wheel, the files that are taken: patterns below its folder."""
REPLACED: Mapping[str, str] = {
    "holidays/__init__.py": "",
    "holidays/calendars/__init__.py": "",
    "holidays/countries/__init__.py": "",
    "holidays/groups/__init__.py": "from holidays.groups.christian import ChristianHolidays\n"
    "from holidays.groups.custom import StaticHolidays\n"
    "from holidays.groups.international import InternationalHolidays\n",
}
"""Files that name every country or calendar there is, and would import them all: in their place stands what is used."""
HOLIDAY_PARTS = frozenset(
    {"gregorian", "julian", "julian_revised", "ethiopian", "christian", "custom", "international"}
)
NOT_ON_THE_PAGE = (
    "aggregate", "app/__pycache__", "app/doorkeeper.py", "app/folders.py", "app/many.py", "app/server.py",
    "app/window.py", "cli", "samples",
)  # fmt: skip
"""Rooms of this package that the page has no use for, and what is for the local app alone."""
OPTIONS = (
    "--no-deps", "--only-binary", ":all:", "--require-hashes", "--implementation", "cp", "--python-version", "3.14",
    "--abi", "cp314", "--abi", "none", "--platform", "pyemscripten_2026_0_wasm32", "--platform", "manylinux2014_x86_64",
)  # fmt: skip


def run(*command: object, cwd: Path = ROOT) -> None:
    """Run a program, quietly; what it says is shown where it fails.

    Raises:
        SystemExit: it failed, or it is not there.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        sys.exit(f"{words[0]} is needed to make the page, and is not here.")
    if done.returncode:
        sys.exit(f"{' '.join(words[:4])} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


def wheels(folder: Path) -> list[Path]:
    """The wheels of the requirements, fetched once and held against their hashes whenever they are used."""
    stamp = folder / "made-from"
    if not stamp.exists() or stamp.read_bytes() != REQUIREMENTS.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
        run(*pip, "download", *OPTIONS, "--dest", folder, "--requirement", REQUIREMENTS)
        shutil.copy(REQUIREMENTS, stamp)
    return sorted(folder.glob("*.whl"))


def pyodide(folder: Path) -> Path:
    """Pyodide as npm has it, held by the lock file."""
    stamp = folder / "made-from"
    lock = TOOLS / "package-lock.json"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(TOOLS / name, folder)
        run("npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", cwd=folder)
        shutil.copy(lock, stamp)
    return folder / "node_modules" / "pyodide"


def staged(work: Path, found: list[Path], engine: Path, checklists: Path | None) -> Path:
    """Everything in a folder as the browser will have it, compiled. It is made again only where something changed.

    Args:
        work: where the folder is made.
        found: the wheels.
        engine: Pyodide, which compiles.
        checklists: a folder of checklists of one's own, to be baked in beside ours.
    """
    site, stamp = work / "site", work / "site-made-from"
    fresh = work / "site-fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    for wheel in found:
        _take(wheel, fresh)
    _take_ours(fresh)
    if checklists:
        _take_checklists(checklists, fresh / "audit/data/checklists")
    made_from = hashlib.sha256(packed(fresh) + (TOOLS / "package-lock.json").read_bytes()).hexdigest()
    if site.is_dir() and stamp.exists() and stamp.read_text(encoding="ascii") == made_from:
        shutil.rmtree(fresh)
        return site
    stamp.unlink(missing_ok=True)
    shutil.rmtree(site, ignore_errors=True)
    fresh.rename(site)
    _prepare(site)
    run("node", TOOLS / "compile.mjs", engine, site)
    stamp.write_text(made_from, encoding="ascii")
    return site


def _take(wheel: Path, site: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            path = PurePosixPath(name)
            if not name.endswith("/") and _is_taken(path):
                to = site / name
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(REPLACED[name].encode() if name in REPLACED else archive.read(name))


def _is_taken(path: PurePosixPath) -> bool:
    library, *inside = path.parts
    if library not in TAKEN:
        return library.endswith(".dist-info") and "licen" in path.name.lower()
    if path.parts[:2] in {("holidays", "calendars"), ("holidays", "groups")}:
        return path.stem == "__init__" or path.stem in HOLIDAY_PARTS
    below = PurePosixPath(*inside)
    patterns = TAKEN[library]
    return not patterns or any(len(below.parts) == len(Path(p).parts) and below.match(p) for p in patterns)


def _take_ours(site: Path) -> None:
    left_out = {ROOT / "audit" / room for room in (*NOT_ON_THE_PAGE, "data")}
    for path in sorted((ROOT / "audit").rglob("*")):
        if path.suffix in {".py", ".words"} and not left_out & {path, *path.parents}:
            to = site / path.relative_to(ROOT)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
    _take_checklists(ROOT / "checklists", site / "audit/data/checklists")
    templates = site / "audit/data/templates"
    templates.mkdir(parents=True)
    for pattern in ("*.html", "*.css", "*.js"):
        for path in (ROOT / "templates").glob(pattern):
            shutil.copyfile(path, templates / path.name)


def _take_checklists(folder: Path, to: Path) -> None:
    """Put checklist files beside those that are there.

    Raises:
        SystemExit: one has the name of a file that is there.
    """
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*/*.yaml")]):
        target = to / path.relative_to(folder)
        if target.exists():
            sys.exit(f"{path} has the name of one of our files: give it another.")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _prepare(site: Path) -> None:
    """Checklists are parsed and validated here, with libraries that the page has no need for then."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); sys.dont_write_bytecode = True\n"
        "from pathlib import Path; from audit.checklist import prepared; from audit import problems\n"
        "from audit.files import resources\n"
        "path = Path(resources.__file__).parent.parent / resources.PREPARED / prepared.NAME\n"
        "path.parent.mkdir()\n"
        "try: path.write_bytes(prepared.from_files()[1])\n"
        "except problems.AuditError as fault: sys.exit(str(fault))"
    )
    run(sys.executable, "-P", "-c", code, site, cwd=site)


def packed(site: Path) -> bytes:
    """All files of a folder in one: the length of the index, the index as JSON, and their bytes."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in _files(site)}
    index = json.dumps({name: len(data) for name, data in files.items()}, separators=(",", ":")).encode()
    return len(index).to_bytes(4, "little") + index + b"".join(files.values())


def _files(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*")) if path.is_file())


def squeezed(data: bytes) -> bytes:
    """As gzip, the same whenever it is made."""
    return gzip.compress(data, 9, mtime=0)


def fetch() -> None:
    """Fetch what the page is built of, for whoever wants to build it later, or to test it, without a network."""
    wheels(WORK / "wheels")
    pyodide(WORK / "pyodide")


if __name__ == "__main__":
    fetch()
