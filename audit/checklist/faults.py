"""What pydantic finds wrong, in our words: each finding coded, at its line or cell, with a remedy."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from audit.checklist import shape, yaml_file
from audit.checklist.nearest import nearest
from audit.problems import Problem, problem

_READ_AS = {"int": "a number", "float": "a number", "bool": "yes or no", "date": "a date", "NoneType": "nothing"}


def placed(document: yaml_file.YamlDocument, errors: list[ErrorDetails], wanted: type[BaseModel]) -> Iterator[Problem]:
    """Pydantic's findings in our words, each at its place."""
    for error in errors:
        path = own_path(error["loc"])
        if path in document.said:
            continue
        where, key, kind = document.where(path), str(path[-1]) if path else "the file", error["type"]
        if kind == "extra_forbidden":
            known = _keys(error["loc"][:-1], wanted)
            yield problem("C03", where, key=key, hint=nearest(key, known), known=tuple(known))
        elif kind == "missing":
            yield problem("C04", where, key=key)
        elif kind == "string_type" and type(error["input"]).__name__ in _READ_AS:
            read_as = _READ_AS[type(error["input"]).__name__]
            yield problem("C05", where, key=key, text=error["input"], read_as=read_as)
        else:
            text = error["input"] if isinstance(error["input"], str | int | float) else "this"
            yield problem("C06", where, key=key, text=text, why=_why(error))


def own_path(loc: Sequence[int | str]) -> yaml_file.Steps:
    """The steps of a finding without the tags that pydantic puts in for a choice of shapes (always after a place)."""
    before = (None, *loc)[: len(loc)]
    tagged = (isinstance(b, int) and step in shape.TAGS for b, step in zip(before, loc, strict=True))
    return tuple(step for step, tag in zip(loc, tagged, strict=True) if not tag and step != "[key]")


def _keys(loc: Sequence[int | str], wanted: type[BaseModel]) -> list[str]:
    """The keys allowed where a finding stands."""
    shapes: list[type[BaseModel]] = [wanted]
    for step in loc:
        if isinstance(step, int):
            continue
        fields = [s.model_fields[step].annotation for s in shapes if step in s.model_fields]
        if fields:
            shapes = [s for annotation in fields for s in _shapes_in(annotation)]
        elif step in shape.TAGS:
            own = shape.TAGS & {step} - {"written"}
            shapes = [s for s in shapes if (own or {"id"}) <= s.model_fields.keys()]
    return sorted({key for s in shapes for key in s.model_fields})


def _shapes_in(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 - an annotation has no narrower type
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [s for inner in getattr(annotation, "__args__", ()) for s in _shapes_in(inner)]


def _why(error: ErrorDetails) -> str:
    kind, limits = error["type"], error.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(limits.get("pattern", ""))[:6], "it has characters that nobody types")
    if kind in {"literal_error", "enum"}:
        return "use " + str(limits.get("expected", "one of the allowed words"))
    if kind in {"too_short", "string_too_short"}:
        return "it is empty" if not error["input"] or limits.get("min_length") == 1 else "it is too short"
    if kind == "string_too_long":
        return f"it is longer than {limits.get('max_length')} characters"
    plain = {"list_type": "it has to be a list", "model_type": "it has to be a block of keys"}
    plain |= {"date_type": "write a date as 2026-11-22", "int_type": "write a whole number", "dict_type": "use keys"}
    plain |= {"string_type": "it has to be text", "date_from_datetime_inexact": "write a date as 2026-11-22"}
    return plain.get(kind, error["msg"][:1].lower() + error["msg"][1:])


_PATTERNS = {
    "^[a-z]": "use small letters, digits and single hyphens, and begin with a letter",
    "^[a-z0": "write the checklist, a stroke and the criterion, as in leaders/board-lead",
    "^https": "an address begins with https://",
}
