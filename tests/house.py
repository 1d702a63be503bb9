"""The structure of the package, measured from its imports: ``python -m tests.house`` prints rooms and arrows."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "audit"
MODULES = sorted(PACKAGE.rglob("*.py"))

# From the ground up. A room may know those before it, and itself; never one that comes after.
ORDER = (
    "text",
    "model",
    "problems",
    "files",
    "crash",
    "privacy",
    "spreadsheet",
    "checklist",
    "judgement",
    "carry_forward",
    "workbook",
    "report",
    "integrity",
    "aggregate",
    "samples",
    "api",
    "app",
    "cli",
    "__main__",
)


def name(path: Path) -> str:
    """A file as people write it: ``audit/text.py``."""
    return path.relative_to(ROOT).as_posix()


def room(module: str) -> str:
    """The room of ``audit.workbook.read.reader`` is ``workbook``; the package's own face has none."""
    return module.split(".")[1] if "." in module else ""


def room_of(path: Path) -> str:
    """The room that a file stands in."""
    own = room(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return "" if own == "__init__" else own


def imports(path: Path) -> set[str]:
    """Every module that a file imports, inside functions and type-checking blocks too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module == "audit" or (ROOT / node.module.replace(".", "/")).is_dir():
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms() -> list[str]:
    """What stands at the top of the package: a folder or a file each."""
    return sorted({path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()})


def arrows() -> Counter[tuple[str, str]]:
    """From which room to which other, and by how many files."""
    return Counter(arrow for path in MODULES for arrow in set(_arrows(path)))


def _arrows(path: Path) -> Iterator[tuple[str, str]]:
    own = room_of(path)
    for module in imports(path):
        if module.startswith("audit.") and room(module) in ORDER and room(module) != own:
            yield own or "__init__", room(module)


def main() -> None:
    """Print the rooms from the top down, each with what it knows."""
    found = arrows()
    print(f"{len(rooms())} rooms, {len(found)} arrows between them")
    for one in reversed(ORDER):
        known = [to for (own, to) in found if own == one]
        print(f"{one:14} {' '.join(sorted(known, key=ORDER.index, reverse=True))}")


if __name__ == "__main__":
    main()
