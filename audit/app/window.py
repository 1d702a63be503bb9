"""The page as one text: its markup, its style and its scripts, and the policy that lets nothing else in.

An engine answers what the page asks. In the page that needs no installation that is a worker (``engine.js``), which
brings its parts; in the local app it is the program on this computer (``local.js``).
"""

import base64
import hashlib
from dataclasses import dataclass
from html import escape

from audit import __version__, api

_OURS = "17405f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """Whose page it is: a name in place of ours, and a colour for headings and buttons on white."""

    name: str = "Safeguarding information sharing: self-audit"
    colour: str = _OURS


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowKind:
    """What one kind of window is made of.

    ``scripts`` are files of ``templates/page/``, the engine first; ``worker`` says whether it runs WebAssembly in a
    worker of its own, and ``connect`` whom it may ask.
    """

    scripts: tuple[str, ...]
    foot: str
    connect: str
    worker: bool = False


CARRIED = WindowKind(
    scripts=("engine.js", "screens.js", "page.js", "form.js"), foot="foot.html", connect="'none'", worker=True
)
"""The page in one file, which brings all its parts."""
FETCHED = WindowKind(scripts=CARRIED.scripts, foot=CARRIED.foot, connect="'self'", worker=True)
"""The page on a web server, which fetches its parts from there, and then nothing more."""
LOCAL = WindowKind(
    scripts=("local.js", "screens.js", "page.js", "many.js", "form.js"), foot="foot-local.html", connect="'self'"
)
"""The page of the local app, which asks the program that sent it."""


def page(kind: WindowKind, parts: str = "", face: Face | None = None) -> str:
    """The whole page.

    Args:
        kind: what it is made of.
        parts: markup that carries the parts of its engine, or their addresses.
        face: a name and a colour of one's own.
    """
    face = face or Face()
    style, script = _style(face), _script(kind)
    values = {
        "policy": _policy(kind, style, script),
        "style": style,
        "script": script,
        "foot": api.page_source(kind.foot).strip(),
        "version": __version__,
        "name": escape(face.name),
        "parts": parts,
    }
    text = api.page_source("page.html")
    for name, value in values.items():
        text = text.replace(f"<!--{name}-->", value)
    return text


def policy(kind: WindowKind) -> str:
    """What the page in our own colours may do, as its policy says it."""
    return _policy(kind, _style(Face()), _script(kind))


def _style(face: Face) -> str:
    style = api.page_source("page.css")
    for ours in (f"--title: #{_OURS}", f"--button: #{_OURS}"):
        style = style.replace(ours, ours.replace(_OURS, face.colour))
    return style


def _script(kind: WindowKind) -> str:
    return "\n".join(map(api.page_source, kind.scripts))


def _policy(kind: WindowKind, style: str, script: str) -> str:
    """What the page may do. A report stands in a frame that is held to the same policy, so its own hashes are in it."""
    own, scripts = api.style_and_scripts_of_reports()
    report, plan = _hash(own), " ".join(map(_hash, scripts))
    runs = f"{_hash(script)} {plan}"
    engine = f"script-src {runs} 'wasm-unsafe-eval'; worker-src blob:" if kind.worker else f"script-src {runs}"
    return (
        f"default-src 'none'; {engine}; style-src {_hash(style)} {report}; connect-src {kind.connect}; "
        "img-src data:; form-action 'none'; base-uri 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
