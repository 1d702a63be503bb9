"""YAML read strictly: the line of every value is kept, nothing is guessed, and no object is ever made.

PyYAML's composer gives the tree of nodes with their lines; the values are made here, because its constructor keeps the
last of two equal keys without a word, reads ``yes`` as true and follows tags. Numbers, dates and booleans keep their
YAML types, so that a field which wants text can say that a quotation mark is missing.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from audit.problems import AuditError, Problem, Where, problem

Steps = tuple[str | int, ...]
"""The way to a value: keys and places, from the top of the file."""

_DEEPEST = 50


@dataclass(slots=True)
class Document:
    """A YAML file as plain values, and the line on which each of them stands (1-based, by its path)."""

    name: str
    value: object
    lines: dict[Steps, int] = field(default_factory=dict)

    def where(self, path: Steps) -> Where:
        """The place of a value, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return Where(file=self.name, spot=f"line {self.lines.get(path, 1)}")


def read(path: Path) -> Document:
    """Read one YAML file.

    Raises:
        AuditError: it cannot be read (C13), is not YAML (C01), repeats a key (C02) or uses an alias or tag (C09);
            all faults of the file at once, each with its line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise AuditError([problem("C13", Where(file=path.name), why=_said(fault))]) from fault
    return parse(text, path.name)


def parse(text: str, name: str) -> Document:
    """Read YAML from text; ``name`` stands for the file in problems. Raises as :func:`read` does."""
    document = Document(name, None)
    found: list[Problem] = []
    try:
        tokens = list(yaml.scan(text, Loader=yaml.CSafeLoader))
        aliases = [t for t in tokens if isinstance(t, yaml.AliasToken | yaml.TagToken)]
        if aliases:
            raise AuditError(
                problem("C09", Where(file=name, spot=f"line {t.start_mark.line + 1}"), text=t.value) for t in aliases
            )
        _not_too_deep(tokens, name)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        spot = f"line {mark.line + 1}" if mark else ""
        why = getattr(fault, "problem", None) or _said(fault)
        raise AuditError([problem("C01", Where(file=name, spot=spot), why=why)]) from fault
    if node is not None:
        document.value = _value(node, (), document, found)
    if found:
        raise AuditError(found)
    return document


def _not_too_deep(tokens: list[yaml.Token], name: str) -> None:
    """Refuse nesting that only an attack has, before anything recurses into it."""
    opens = (
        yaml.BlockMappingStartToken,
        yaml.BlockSequenceStartToken,
        yaml.FlowMappingStartToken,
        yaml.FlowSequenceStartToken,
    )
    closes = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
    depth = 0
    for token in tokens:
        depth += isinstance(token, opens)
        depth -= isinstance(token, closes)
        if depth > _DEEPEST:
            where = Where(file=name, spot=f"line {token.start_mark.line + 1}")
            raise AuditError([problem("C01", where, why="it is nested too deeply")])


def _said(fault: Exception) -> str:
    return getattr(fault, "strerror", None) or str(fault)


def _value(node: yaml.Node, path: Steps, document: Document, found: list[Problem]) -> object:
    document.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document, found)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, place), document, found) for place, child in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Steps, document: Document, found: list[Problem]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key_node, child in node.value:
        key = str(key_node.value)
        if key in values:
            line = key_node.start_mark.line + 1
            found.append(problem("C02", Where(file=document.name, spot=f"line {line}"), key=key))
            continue
        values[key] = _value(child, (*path, key), document, found)
        document.lines[(*path, key)] = key_node.start_mark.line + 1
    return values


def _scalar(node: yaml.Node) -> object:
    text, kind = str(node.value), node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in {"yes", "true", "on", "y"}
    if kind == "timestamp":
        return _date(text)
    if kind in {"int", "float"}:
        return _number(text)
    return text


def _date(text: str) -> date | str:
    """A plain date; anything else that YAML takes for a time stays text, and so does a day that does not exist."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return float("nan")
