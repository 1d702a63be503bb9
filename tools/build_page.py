"""Builds the page that needs no installation: ``python -m tools.build_page``, or ``make page``.

Two forms of the same: ``dist/page/`` for any web server, and ``dist/safeguarding-audit.html``, one file that works from
a stick, offline. The same sources give the same bytes. How it is put together is described in ``docs/page.md``.
"""

import argparse
import base64
import hashlib
import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from audit import api
from audit.app import window
from audit.app.window import Face
from audit.problems import AuditError
from tools import page_site
from tools.page_site import ROOT, WORK, squeezed

SOURCES = ROOT / "templates" / "page"
SINGLE = "safeguarding-audit.html"
MOST_BYTES = 16_000_000
"""The single file is sent by mail and kept on sticks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was built, in bytes."""

    folder: Path
    single: Path
    sizes: Mapping[str, int]


def build(dist: Path, work: Path, checklists: Path | None = None, face: Face | None = None) -> Built:
    """Build both forms.

    Args:
        dist: where they go.
        work: where what was fetched is kept for the next time.
        checklists: a folder of checklists of one's own, baked in beside ours.
        face: a name and a colour of one's own.

    Raises:
        SystemExit: something it is built of cannot be had or is not as it was, or the single file is too large.
    """
    engine = page_site.pyodide(work / "pyodide")
    site = page_site.staged(work, page_site.wheels(work / "wheels"), engine, checklists)
    parts = {
        "engine": squeezed(_engine(engine).encode()),
        "wasm": squeezed((engine / "pyodide.asm.wasm").read_bytes()),
        "stdlib": squeezed((engine / "python_stdlib.zip").read_bytes()),
        "site": squeezed(page_site.packed(site)),
    }
    shutil.rmtree(dist / "page", ignore_errors=True)
    (dist / "page").mkdir(parents=True)
    served = {name: f"{name}-{hashlib.sha256(data).hexdigest()[:16]}.bin" for name, data in parts.items()}
    for name, data in parts.items():
        (dist / "page" / served[name]).write_bytes(data)
    fetched = [_part(name, data, address=served[name]) for name, data in parts.items()]
    carried = [_part(name, data) for name, data in parts.items()]
    page = window.page(window.FETCHED, "\n".join(fetched), face)
    (dist / "page" / "index.html").write_text(page, encoding="utf-8")
    (dist / SINGLE).write_text(window.page(window.CARRIED, "\n".join(carried), face), encoding="utf-8")
    sizes = {
        path.relative_to(dist).as_posix(): path.stat().st_size for path in sorted(dist.rglob("*")) if path.is_file()
    }
    if sizes[SINGLE] > MOST_BYTES:
        sys.exit(f"{SINGLE} has {sizes[SINGLE]:,} bytes, and {MOST_BYTES:,} is the most.")
    return Built(folder=dist / "page", single=dist / SINGLE, sizes=sizes)


PATCHES = (
    ("pyodide.asm.mjs", "export default _createPyodideModule;", ""),
    ("pyodide.asm.mjs", "import.meta.url", "self.location.href"),
    ("pyodide.js", "//# sourceMappingURL=pyodide.js.map", ""),
)
"""What makes a classic script of Pyodide, since Chromium starts no module worker from a file on the disk."""


def _engine(pyodide: Path) -> str:
    """Pyodide and our worker as one classic script.

    Raises:
        SystemExit: Pyodide is not as it was when this was written.
    """
    texts = {name: (pyodide / name).read_text(encoding="utf-8") for name in ("pyodide.asm.mjs", "pyodide.js")}
    for name, old, new in PATCHES:
        if old not in texts[name]:
            sys.exit(f"{name} of Pyodide has no '{old}': look at tools/build_page.py.")
        texts[name] = texts[name].replace(old, new)
    info = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    worker = (SOURCES / "worker.js").read_text(encoding="utf-8").replace("LOCK_INFO", json.dumps(info))
    # Pyodide asks whether it is in a classic worker by trying to import a script, and would refuse to start there.
    return "\n".join(("self.importScripts = undefined;", *texts.values(), worker))


def _part(name: str, data: bytes, address: str = "") -> str:
    """A part, or its address; a browser takes it for no script of its own."""
    inside, where = ("", f' data-address="{address}"') if address else (base64.b64encode(data).decode(), "")
    return (
        f'<script type="application/octet-stream" id="part-{name}" data-bytes="{len(data)}"'
        f' data-sha256="{hashlib.sha256(data).hexdigest()}"{where}>{inside}</script>'
    )


def main() -> None:
    """Build, and print how large everything is and how the single file can be known."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the page goes")
    parser.add_argument("--checklists", type=Path, help="a folder of checklists of your own, baked in beside ours")
    parser.add_argument("--name", default=Face().name, help="what stands at the head of the page")
    parser.add_argument("--colour", default=f"#{Face().colour}", help="of headings and buttons, such as '#17405F'")
    given = parser.parse_args()
    try:
        colour = api.make_look(given.colour).colour.lower()
    except AuditError as fault:
        sys.exit(" ".join(f"{found.message} {found.fix}" for found in fault.problems))
    face = Face(name=given.name, colour=colour)
    built = build(given.dist, WORK, given.checklists, face)
    for line in _lines(built):
        print(line)


def _lines(built: Built) -> Iterator[str]:
    for name, size in built.sizes.items():
        yield f"{size:>12,} bytes  {name}"
    yield f"SHA-256 of {built.single.name}: {hashlib.sha256(built.single.read_bytes()).hexdigest()}"


if __name__ == "__main__":
    main()
