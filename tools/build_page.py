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
from html import escape
from pathlib import Path

from audit import __version__, api
from audit.problems import AuditError
from audit.report import html
from tools import page_site
from tools.page_site import ROOT, WORK, squeezed

SOURCES = ROOT / "templates" / "page"
SINGLE = "safeguarding-audit.html"
MOST_BYTES = 16_000_000
"""The single file is sent by mail and kept on sticks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """Whose page it is: a name in place of ours, and a colour for headings and buttons on white."""

    name: str = "Safeguarding information sharing: self-audit"
    colour: str = "17405f"


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
    face = face or Face()
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
    page = _page({name: ("address", file) for name, file in served.items()}, parts, face)
    (dist / "page" / "index.html").write_text(page, encoding="utf-8")
    single = _page({name: ("data", base64.b64encode(data).decode()) for name, data in parts.items()}, parts, face)
    (dist / SINGLE).write_text(single, encoding="utf-8")
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


def _page(given: Mapping[str, tuple[str, str]], parts: Mapping[str, bytes], face: Face) -> str:
    """The page, with its parts in it or their addresses, and the policy that lets nothing else in."""
    style, *scripts = ((SOURCES / name).read_text(encoding="utf-8") for name in ("page.css", "page.js", "form.js"))
    script = "\n".join(scripts)
    for ours in ("--title: #17405f", "--button: #17405f"):
        style = style.replace(ours, ours.replace("17405f", face.colour))
    carried = all(how == "data" for how, _ in given.values())
    values = {
        "policy": _policy(style, script, carried=carried),
        "style": style,
        "script": script,
        "version": __version__,
        "name": escape(face.name),
        "parts": "\n".join(_part(name, how, value, parts[name]) for name, (how, value) in given.items()),
    }
    text = (SOURCES / "page.html").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"<!--{name}-->", value)
    return text


def _part(name: str, how: str, value: str, data: bytes) -> str:
    """A part, or its address; a browser takes it for no script of its own."""
    inside, address = (value, "") if how == "data" else ("", f' data-address="{value}"')
    return (
        f'<script type="application/octet-stream" id="part-{name}" data-bytes="{len(data)}"'
        f' data-sha256="{hashlib.sha256(data).hexdigest()}"{address}>{inside}</script>'
    )


def _policy(style: str, script: str, *, carried: bool) -> str:
    """What the page may do. A report stands in a frame that is held to the same policy, so its own hashes are in it."""
    own, scripts = html.of_every_report()
    report, plan = _hash(own), " ".join(map(_hash, scripts))
    connect = "'none'" if carried else "'self'"
    return (
        f"default-src 'none'; script-src {_hash(script)} {plan} 'wasm-unsafe-eval'; worker-src blob:; "
        f"style-src {_hash(style)} {report}; connect-src {connect}; img-src data:; form-action 'none'; "
        "base-uri 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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
