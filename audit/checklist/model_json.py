"""Frozen values of the model as JSON, and back: classes, enumerations, dates and tuples, whatever fields they have.

Each object stands once in a list, after those that it holds, and is referred to by its place. So what was one object
before is one object after. Only classes that :mod:`audit.model` offers are ever made.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from audit import model

_PLAIN = frozenset({str, int, bool, type(None)})
_AT = "at"
"""The key of a reference: no other value is written as an object of JSON."""
_DATE = "date"


def encoded(values: Iterable[object]) -> dict[str, Any]:
    """What :func:`decoded` makes the same values of, as lists, dictionaries, text and numbers.

    Raises:
        TypeError: something is of a kind that has no place here yet.
    """
    writer = _Writer()
    top = [writer.written(value) for value in values]
    return {"fields": writer.fields, "objects": writer.objects, "values": top}


def decoded(data: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values again, equal to what they were.

    Raises:
        ValueError, KeyError, TypeError, IndexError: it is no data of :func:`encoded`, or of another model.
    """
    objects: list[object] = []
    classes = {name: _class(name) for name in data["fields"]}
    names = data["fields"]

    def read(value: Any) -> Any:  # noqa: ANN401 - any value of the model
        if type(value) is list:
            return tuple([read(item) for item in value])  # a list is made faster than a generator runs
        return objects[value[_AT]] if type(value) is dict else value

    for name, *given in data["objects"]:
        if name == _DATE:
            objects.append(date.fromisoformat(*given))
        elif own := names[name]:
            objects.append(classes[name](**dict(zip(own, map(read, given), strict=True))))
        else:
            objects.append(classes[name](*given))
    return tuple(read(value) for value in data["values"])


class _Writer:
    """Objects that were written, by which object they are."""

    def __init__(self) -> None:
        self.fields: dict[str, list[str]] = {}
        self.objects: list[list[Any]] = []
        self.places: dict[int, tuple[int, object]] = {}  # with the object, so that no other can come to be at its place

    def written(self, value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
        if type(value) in _PLAIN:
            return value
        if type(value) is tuple:
            return [self.written(item) for item in value]
        if id(value) not in self.places:
            entry = self._entry(value)
            self.places[id(value)] = len(self.objects), value
            self.objects.append(entry)
        return {_AT: self.places[id(value)][0]}

    def _entry(self, value: object) -> list[Any]:
        if type(value) is date:
            return [_DATE, value.isoformat()]
        name = type(value).__name__
        if _class(name) is not type(value):
            raise TypeError(f"{name} is no class of the model")
        if isinstance(value, enum.Enum):
            self.fields[name] = []
            return [name, self.written(value.value)]
        own = self.fields.setdefault(name, [field.name for field in fields(type(value))])  # type: ignore[arg-type]
        return [name, *(self.written(getattr(value, field)) for field in own)]


def _class(name: str) -> Any:  # noqa: ANN401 - a class of the model, of which there are many
    found = vars(model).get(name)
    if isinstance(found, type) and (is_dataclass(found) or issubclass(found, enum.Enum)):
        return found
    raise TypeError(f"{name} is no class of the model")
