"""A record as JSON and back: the same values always as the same text, so that it can be carried, compared and hashed.

What has its usual value is left out. Reading is strict: a key that is not known, stands twice or has another type than
it should is refused, because what is read here was in the hands of others.
"""

import base64
import hashlib
import json
import re
import typing
import zlib
from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, TypeVar

from audit.judgement.review import Opinion, Review
from audit.model import Audit, Place
from audit.problems import CATALOGUE, Problem, Where
from audit.report import plausible
from audit.report.record import FORMAT, ReportRecord

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Kind = TypeVar("_Kind")


LARGEST = 4_000_000
"""How many bytes of text a page may carry, packed: forty times the answers of a return that has much to say."""
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")


class NotCanonicalError(ValueError):
    """The values are not those of a record; says where and why."""


class NewerFormatError(NotCanonicalError):
    """The record is of a format that a later version writes; ``number`` is the format's."""

    def __init__(self, number: int) -> None:
        super().__init__(f"it is of format {number}")
        self.number = number


def values(record: ReportRecord) -> dict[str, object]:
    """The record as dictionaries, lists, text and numbers."""
    encoded = _encode(record)
    if not isinstance(encoded, dict):
        raise TypeError(type(record))
    return encoded


def text(value: object) -> str:
    """Plain values as the one text they have: keys sorted, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def packed(record: ReportRecord) -> str:
    """The record's text compressed (zlib) and in base64, as a page carries it: a third of its size, and no character in
    it means anything in HTML. Two versions of zlib may pack one text in two ways, so compare what is unpacked.
    """
    return base64.b64encode(zlib.compress(text(values(record)).encode("utf-8", "surrogatepass"), 9)).decode("ascii")


def unpacked(block: str, largest: int = LARGEST) -> str:
    """The text that was packed, and never more than ``largest`` bytes of it, however small the block is.

    Raises:
        NotCanonicalError: it is not packed like this, or holds more.
    """
    unpacking = zlib.decompressobj()
    try:
        raw = unpacking.decompress(base64.b64decode(block, validate=True), largest)
        unpacked_text = raw.decode("utf-8", "surrogatepass")
    except (zlib.error, ValueError) as fault:
        raise NotCanonicalError("it is not packed as a report packs it") from fault
    if unpacking.unconsumed_tail:
        raise NotCanonicalError("it is larger than a report can be")
    if unpacking.unused_data or not unpacking.eof:
        raise NotCanonicalError("it goes on after its end" if unpacking.unused_data else "it is cut short")
    return unpacked_text


def digest(record: ReportRecord) -> str:
    """The SHA-256 of a record."""
    return _sha256(values(record))


def answers_digest(audit: Audit, review: Review | None) -> str:
    """The SHA-256 of every answer and opinion, without the cells they stand in."""
    placeless = replace(
        audit,
        responses=tuple(replace(r, place=None) for r in audit.responses),
        strays=tuple(replace(r, place=None) for r in audit.strays),
    )
    opinions = review and replace(
        review,
        opinions=_placeless(review.opinions),
        voices=tuple(replace(voice, opinions=_placeless(voice.opinions)) for voice in review.voices),
    )
    return _sha256([_encode(placeless), _encode(opinions)])


def _placeless(opinions: tuple[Opinion, ...]) -> tuple[Opinion, ...]:
    return tuple(replace(opinion, place=None) for opinion in opinions)


def review_text(review: Review) -> str:
    """A review as the one text that it has; :func:`review_of` reads it."""
    return text(_encode(review))


def review_of(written: str) -> Review:
    """The review that a text of :func:`review_text` says.

    Raises:
        NotCanonicalError: it says none.
    """
    made = _decode(Review, json.loads(written), "")
    return made if isinstance(made, Review) else _wrong(written, "")


def _sha256(value: object) -> str:
    return hashlib.sha256(text(value).encode("utf-8", errors="surrogatepass")).hexdigest()


def _encode(value: object) -> object:
    if isinstance(value, StrEnum | Place):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_encode(part) for part in value]
    return _encode_one(value) if is_dataclass(value) and not isinstance(value, type) else value


def _encode_one(value: "DataclassInstance") -> object:
    if isinstance(value, Problem):
        where = value.where
        parts = (("file", where.file), ("spot", where.spot), ("message", value.message), ("fix", value.fix))
        return {"code": value.code} | {name: part for name, part in parts if part}
    own = ((f, getattr(value, f.name)) for f in fields(value))
    return {f.name: _encode(part) for f, part in own if part != f.default}


# And back


def record(written: str) -> ReportRecord:
    """The record that a text says.

    Raises:
        NewerFormatError: a later version wrote it.
        NotCanonicalError: it says none.
    """
    if why := plausible.too_much(written):
        raise NotCanonicalError(why)
    try:
        found = json.loads(written, object_pairs_hook=_once, parse_constant=_no_number)
        _known_format(found)
        made = _decode(ReportRecord, found, "")
    except NewerFormatError:
        raise
    except (RecursionError, ValueError) as fault:
        why = "it is no JSON" if isinstance(fault, json.JSONDecodeError | RecursionError) else str(fault)
        raise NotCanonicalError(why) from fault
    if not isinstance(made, ReportRecord):
        raise NotCanonicalError("it is no record")
    if why := plausible.implausible(made):
        raise NotCanonicalError(why)
    return made


def _known_format(found: object) -> None:
    """Raises NewerFormatError where a later version wrote it."""
    number = found.get("format", 1) if isinstance(found, dict) else 1
    if type(number) is int and number > FORMAT:
        raise NewerFormatError(number)


def _once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise NotCanonicalError(f"'{key}' stands twice")
        found[key] = value
    return found


def _no_number(name: str) -> object:
    raise NotCanonicalError(f"{name} is not a number")


def _decode(kind: object, value: object, at: str) -> object:
    """A plain value as what it is declared to be."""
    parts = typing.get_args(kind)
    if typing.get_origin(kind) is tuple:
        return tuple(_decode(parts[0], part, f"{at}, number {n}") for n, part in enumerate(_a(list, value, at), 1))
    if parts:
        (inner,) = (part for part in parts if part is not NoneType)  # something, or nothing
        return None if value is None else _decode(inner, value, at)
    if not isinstance(kind, type):
        raise TypeError(kind)
    if kind is float and type(value) is int:
        return float(value)
    return _a(kind, value, at) if kind in {str, int, float, bool} else _decode_one(kind, value, at)


def _decode_one(kind: type, value: object, at: str) -> object:
    if kind is Problem:
        return _problem(_a(dict, value, at), at)
    if is_dataclass(kind) and kind is not Place:
        return _dataclass(kind, _a(dict, value, at), at)
    said = _a(str, value, at)
    if kind is Place:
        sheet, mark, cell = said.rpartition("!")
        return Place(sheet=sheet, cell=cell) if mark and _CELL.fullmatch(cell) else _wrong(value, at)
    try:
        if kind is not date:
            return kind(said)
        day = date.fromisoformat(said)
        return day if day.isoformat() == said else _wrong(value, at)  # weeks and other ways to write a day are not ours
    except ValueError:
        return _wrong(value, at)


def _problem(value: dict[str, object], at: str) -> Problem:
    said = {key: _a(str, part, at) for key, part in value.items()}
    fault = CATALOGUE.get(said.pop("code", ""))
    if fault is None or not set(said) <= {"file", "spot", "message", "fix"}:
        raise NotCanonicalError(f"{at} is no fault of the catalogue")
    where = Where(file=said.get("file", ""), spot=said.get("spot", ""))
    return Problem(fault=fault, where=where, message=said.get("message", ""), fix=said.get("fix", ""))


def _dataclass(kind: type, value: dict[str, object], at: str) -> object:
    known = _fields(kind)
    if strange := sorted(set(value) - set(known)):
        raise NotCanonicalError(f"{at or 'it'} has '{strange[0]}', which is not known")
    lacking = [name for name, (f, _) in known.items() if name not in value and f.default is MISSING]
    if lacking:
        raise NotCanonicalError(f"{at or 'it'} lacks '{lacking[0]}'")
    return kind(
        **{name: _decode(known[name][1], part, f"{at}, {name}".removeprefix(", ")) for name, part in value.items()}
    )


@cache
def _fields(kind: type) -> dict[str, tuple[Field[object], object]]:
    hints = typing.get_type_hints(kind)
    return {f.name: (f, hints[f.name]) for f in fields(kind)}


def _a(kind: type[_Kind], value: object, at: str) -> _Kind:
    """The value, if it is of this very type: true and false are no numbers."""
    return value if type(value) is kind else _wrong(value, at)


def _wrong(value: object, at: str) -> typing.NoReturn:
    raise NotCanonicalError(f"{at or 'it'} cannot be '{str(value)[:40]}'")
