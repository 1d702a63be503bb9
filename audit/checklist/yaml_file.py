"""YAML read strictly and written readably: the line of every value is kept, nothing is guessed, no object is ever made.

PyYAML's composer gives the tree of nodes with their lines; the values are made here, because its constructor keeps the
last of two equal keys without a word, reads ``yes`` as true and follows tags. Numbers, dates and booleans keep their
YAML types, so that a field which wants text can say that a quotation mark is missing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from audit.problems import AuditError, Problem, Where, problem

Steps = tuple[str | int, ...]
"""The way to a value: keys and places, from the top of the file."""

_DEEPEST = 50
_LARGEST = 1_000_000
"""Bytes. The longest file that comes with the tool has 90,000; a million of the worst take a second to read."""


@dataclass(slots=True)
class YamlDocument:
    """A file as plain values, and the spot where each of them stands, by its path: ``line 12``, or ``Criteria!F7``."""

    name: str
    value: object
    spots: dict[Steps, str] = field(default_factory=dict)
    said: set[Steps] = field(default_factory=set)
    """Values whose fault has been found already, so that nothing more is said of them."""

    def where(self, path: Steps) -> Where:
        """The place of a value, or of the nearest thing around it that has one."""
        while path and path not in self.spots:
            path = path[:-1]
        return Where(file=self.name, spot=self.spots.get(path, ""))


def read(path: Path, name: str = "") -> YamlDocument:
    """Read one YAML file; ``name`` is what it is called in problems, its own name if not said.

    Raises:
        AuditError: it cannot be read (C13), is too large (C20), is not YAML (C01), repeats a key (C02) or uses an
            alias or tag (C09); all faults of the file at once, each with its line.
    """
    name = name or path.name
    try:
        if path.exists() and not path.is_file():
            raise AuditError([problem("C13", Where(file=name), why="it is not an ordinary file")])
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as fault:
        raise AuditError([problem("C13", Where(file=name), why=fault.strerror or fault)]) from fault
    if len(data) > _LARGEST:
        raise AuditError([problem("C20", Where(file=name), most=f"{_LARGEST // 1_000_000} MB")])
    try:
        return parse(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        spot = "" if b"\0" in data else f"line {line}"
        why = "it is not text in the encoding UTF-8"
        raise AuditError([problem("C13", Where(file=name, spot=spot), why=why)]) from fault


def parse(text: str, name: str) -> YamlDocument:
    """Read YAML from text; ``name`` stands for the file in problems. Raises as :func:`read` does."""
    document = YamlDocument(name, None, {(): "line 1"})
    found: list[Problem] = []
    try:
        found.extend(_refused(text, name))
        if found:
            raise AuditError(found)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as fault:
        raise AuditError([*found, _not_yaml(fault, text, name)]) from fault
    if node is not None:
        document.value = _value(node, (), document, found)
    if found:
        raise AuditError(found)
    return document


def _refused(text: str, name: str) -> Iterator[Problem]:
    """Aliases, tags, and nesting that only an attack has: seen token by token, before anything recurses into it."""
    opens = (
        yaml.BlockMappingStartToken,
        yaml.BlockSequenceStartToken,
        yaml.FlowMappingStartToken,
        yaml.FlowSequenceStartToken,
    )
    closes = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
    depth = said = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        where = Where(file=name, spot=f"line {token.start_mark.line + 1}")
        if isinstance(token, yaml.AliasToken | yaml.TagToken) and said < _MOST_SAID:
            said += 1
            value = token.value if isinstance(token, yaml.AliasToken) else "".join(part or "" for part in token.value)
            yield problem("C09", where, text=value)
        depth += isinstance(token, opens)
        depth -= isinstance(token, closes)
        if depth > _DEEPEST:
            yield problem("C01", where, why="it is nested too deeply")
            return


_MOST_SAID = 100
"""Nobody mends more aliases than these in one go, and a file of nothing else has hundreds of thousands."""


def _not_yaml(fault: yaml.YAMLError, text: str, name: str) -> Problem:
    mark = getattr(fault, "problem_mark", None)
    line = mark.line + 1 if mark else None
    why = getattr(fault, "problem", None)
    if isinstance(fault, yaml.reader.ReaderError):
        bad = next((place for place, character in enumerate(text) if not _is_printable(character)), 0)
        line, why = text.count("\n", 0, bad) + 1, "a character stands here that no text has"
    spot = f"line {line}" if line else ""
    return problem("C01", Where(file=name, spot=spot), why=why or fault)


def _is_printable(character: str) -> bool:
    return yaml.reader.Reader.NON_PRINTABLE.match(character) is None


def _value(node: yaml.Node, path: Steps, document: YamlDocument, found: list[Problem]) -> object:
    document.spots[path] = f"line {node.start_mark.line + 1}"
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document, found)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, place), document, found) for place, child in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Steps, document: YamlDocument, found: list[Problem]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key_node, child in node.value:
        spot = f"line {key_node.start_mark.line + 1}"
        if not isinstance(key_node, yaml.ScalarNode):
            found.append(problem("C01", Where(file=document.name, spot=spot), why="a key has to be a plain word"))
            continue
        key = str(key_node.value)
        if key in values:
            found.append(problem("C02", Where(file=document.name, spot=spot), key=key))
            continue
        values[key] = _value(child, (*path, key), document, found)
        document.spots[*path, key] = spot
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


# Writing


_WIDTH = 96
_ONE_LINE = 84
"""Text longer than this is folded over several lines."""


def dump(value: object) -> str:
    """YAML as a person would write it: keys in their order, long text folded, quotation marks where they are needed.

    ``value`` is made of dictionaries with text keys, lists, text, dates, whole numbers, booleans and ``None``. What is
    written is read again by :func:`parse` and compared, so that nothing can be lost or changed on the way.

    Raises:
        AuditError: C21, the text would not come back as it is; nothing may be written then.
    """
    text: str = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False
    )
    try:
        kept = _same(parse(text, "").value, value)
    except AuditError:
        kept = False
    if not kept:
        raise AuditError([problem("C21", Where(), what="YAML")])
    return text


def _same(one: object, other: object) -> bool:
    """Equal in value and in kind, keys in the same order: ``1`` is not ``True``, and ``"1"`` is neither."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other


class _Dumper(yaml.SafeDumper):
    """Lists are indented under their key, short lists of words stand on one line, and blocks have air between them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)

    def expect_block_sequence_item(self, first: bool = False) -> None:
        if not first and isinstance(self.event, yaml.MappingStartEvent):
            self._empty_line()
        super().expect_block_sequence_item(first)

    def expect_block_mapping_key(self, first: bool = False) -> None:
        if not first and len(self.indents) == 1 and not isinstance(self.event, yaml.MappingEndEvent):
            self._empty_line()
        super().expect_block_mapping_key(first)

    def _empty_line(self) -> None:
        if self.column:
            self.write_line_break()
        self.write_line_break()

    def choose_scalar_style(self) -> str:
        """Double quotation marks throughout, and round what begins with a digit: another reader may see a number."""
        style: str = super().choose_scalar_style()
        event = self.event
        if style == "" and isinstance(event, yaml.ScalarEvent) and event.implicit[1]:
            return '"' if re.fullmatch(r"\d\S*", event.value) else style
        return '"' if style == "'" else style

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        """The same text in two places is written twice: an alias is never read back."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if text != text.strip():
        style = '"'
    elif "\n" in text:
        style = "|"
    elif len(text) > _ONE_LINE:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: _Dumper, items: list[object]) -> yaml.SequenceNode:
    words = all(isinstance(item, str) and " " not in item and "\n" not in item for item in items)
    one_line = words and sum(len(str(item)) + 2 for item in items) < _ONE_LINE
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=one_line)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
