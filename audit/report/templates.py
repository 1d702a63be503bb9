"""The templates, compiled ahead to the Python text that jinja2 makes of them.

They are compiled without our filters and values, which are looked up when a page is made. So what comes of it follows
from the templates, from jinja2 and from this module alone. How it is kept, and when it is believed, is in
:mod:`audit.files.resources`.
"""

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

import jinja2

from audit.files import resources

NAME = "templates.jsonl"


def environment() -> jinja2.Environment:
    """Where templates are found and how they are read: every text is escaped, and nothing may be missing."""
    found = resources.prepared(NAME, _origin())
    if found is None and resources.can_keep():
        found, data = compiled()
        if data:
            resources.keep(NAME, data)
    return _environment(_Compiled(found) if found else jinja2.FileSystemLoader(resources.folder("templates")))


def compiled() -> tuple[dict[str, str], bytes]:
    """The text made of every template, and the file that keeps them; an empty one if anything changed meanwhile."""
    before, bare = _origin(), _environment(None)
    made = {}
    for path in _pages():
        tree = bare.parse(path.read_text(encoding="utf-8"), path.name, str(path))
        for name in {node.name for node in tree.find_all(jinja2.nodes.Filter)} - bare.filters.keys():
            bare.filters[name] = _ours
        made[path.name] = bare.compile(tree, path.name, str(path), raw=True)
    unchanged = before is not None and before == _origin()
    return made, resources.packed(before, made) if unchanged else b""


def _environment(loader: jinja2.BaseLoader | None) -> jinja2.Environment:
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _ours(*_values: object) -> object:
    """Stands for each filter of ours while a template is compiled, so that none is called then."""
    raise jinja2.nodes.Impossible


def _pages() -> list[Path]:
    return sorted(resources.folder("templates").glob("*.html"))


def _origin() -> dict[str, Any] | None:
    """All that the texts follow from; ``None`` where it cannot be read."""
    own = Path(__file__)
    try:
        code = resources.digest([own, *Path(jinja2.__file__).parent.glob("*.py")])
        return {"code": code, "files": {path.name: resources.digest([path]) for path in _pages()}}
    except OSError:
        return None


class _Compiled(jinja2.BaseLoader):
    """Templates from the texts that were made of them. A page's name is its file, so that faults have their place."""

    has_source_access = False

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts, self.folder = texts, resources.folder("templates")

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> jinja2.Template:
        """The template of this name. Raises ``jinja2.TemplateNotFound`` if there is none."""
        if name not in self.texts:
            raise jinja2.TemplateNotFound(name)
        code = compile(self.texts[name], str(self.folder / name), "exec")
        return environment.template_class.from_code(environment, code, {} if globals is None else globals)
