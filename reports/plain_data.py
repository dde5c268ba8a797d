"""Frozen dataclasses to plain JSON values and back without loss, with errors that name the place in one sentence."""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

Kind = TypeVar("Kind")


class DocumentInvalid(ValueError):
    """The plain data is not a document of the wanted kind; the message is one sentence that names the place."""


def to_plain(value: Any) -> Any:
    """Return a value as dicts, lists, strings and numbers; decimals and dates become text, so nothing is rounded."""
    if hasattr(value, "to_plain"):
        return value.to_plain()
    if dataclasses.is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def from_plain(kind: type[Kind], plain: object, *, place: str = "document") -> Kind:
    """Build a value of `kind`; raises DocumentInvalid where the plain data does not fit."""
    return typing.cast(Kind, _build(kind, plain, place))


def _build(kind: Any, plain: object, place: str) -> Any:
    if hasattr(kind, "from_plain"):
        return kind.from_plain(plain, place=place)
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _build_choice(typing.get_args(kind), plain, place)
    if origin is tuple:
        return _build_tuple(typing.get_args(kind)[0], plain, place)
    if dataclasses.is_dataclass(kind):
        return _build_dataclass(typing.cast(type, kind), plain, place)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _build_enum(kind, plain, place)
    return _build_scalar(kind, plain, place)


def _build_choice(kinds: tuple[Any, ...], plain: object, place: str) -> Any:
    if plain is None and type(None) in kinds:
        return None
    candidates = [kind for kind in kinds if kind is not type(None)]
    for kind in candidates:
        if hasattr(kind, "accepts_plain") and kind.accepts_plain(plain):
            return _build(kind, plain, place)
    return _build(candidates[-1], plain, place)


def _build_tuple(kind: Any, plain: object, place: str) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise DocumentInvalid(f"{place}: a list is expected.")
    return tuple(_build(kind, item, f"{place}[{index}]") for index, item in enumerate(plain))


def _build_dataclass(kind: type, plain: object, place: str) -> Any:
    if not isinstance(plain, Mapping):
        raise DocumentInvalid(f"{place}: an object with the fields of {kind.__name__} is expected.")
    fields = {field.name: field for field in dataclasses.fields(kind)}
    unknown = sorted(set(plain) - set(fields))
    if unknown:
        raise DocumentInvalid(f"{place}: {kind.__name__} has no field {unknown[0]!r}.")
    values = {}
    for name, field in fields.items():
        if name in plain:
            values[name] = _build(_hints(kind)[name], plain[name], f"{place}.{name}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise DocumentInvalid(f"{place}: the field {name!r} of {kind.__name__} is missing.")
    try:
        return kind(**values)
    except DocumentInvalid:
        raise
    except ValueError as problem:
        raise DocumentInvalid(f"{place}: {problem}") from problem


@lru_cache(maxsize=256)
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build_enum(kind: type[Enum], plain: object, place: str) -> Enum:
    try:
        return kind(plain)
    except ValueError as problem:
        known = ", ".join(str(member.value) for member in kind)
        raise DocumentInvalid(f"{place}: {plain!r} is none of {known}.") from problem


_SCALARS: dict[type, tuple[Callable[[str], Any], str]] = {
    date: (date.fromisoformat, "a date like 2026-06-30"),
    datetime: (datetime.fromisoformat, "an instant like 2026-09-30T10:00:00+00:00"),
    Decimal: (Decimal, 'a decimal number as text, like "412000.00"'),
}


def _build_scalar(kind: Any, plain: object, place: str) -> Any:
    if kind in _SCALARS:
        parse, expectation = _SCALARS[kind]
        if not isinstance(plain, str):
            raise DocumentInvalid(f"{place}: {expectation} is expected.")
        try:
            return parse(plain)
        except (ValueError, InvalidOperation) as problem:
            raise DocumentInvalid(f"{place}: {expectation} is expected, not {plain!r}.") from problem
    if not isinstance(plain, kind) or (kind is int and isinstance(plain, bool)):
        words = {str: "text", int: "a whole number", bool: "true or false"}
        raise DocumentInvalid(f"{place}: {words[kind]} is expected.")
    return plain
