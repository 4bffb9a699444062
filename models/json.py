"""Values to JSON and back, for columns that hold a whole value."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    # Building one takes milliseconds, using one microseconds.
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def to_json(value: Any, kind: Any = None) -> Any:
    """A JSON-able form of a plain value; fields equal to their defaults are left out."""
    return _adapter(kind or type(value)).dump_python(value, mode="json", exclude_defaults=True)


def to_json_text(value: Any, kind: Any = None) -> str:
    """The same as JSON text, made in one go."""
    return _adapter(kind or type(value)).dump_json(value, exclude_defaults=True).decode()


def from_json_text(kind: type[T], text: str) -> T:
    """The value of such a text. Raises `pydantic.ValidationError`."""
    return _adapter(kind).validate_json(text)  # type: ignore[no-any-return]


def from_json(kind: type[T], data: Any) -> T:
    """The value a JSON form was made from. Raises `pydantic.ValidationError`."""
    return _adapter(kind).validate_python(data)  # type: ignore[no-any-return]
