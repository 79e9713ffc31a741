"""Frozen, slotted value types that cost nothing to import.

The standard `dataclasses` module pulls in `inspect` (0.8 of a bare Python start) and compiles several methods for every
class; the whole lint has a budget of five starts. `Record` gives the same thing for one class statement: fields are the
annotations, instances are immutable, compared and hashed by value, and mypy checks them as dataclasses.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from typing_extensions import dataclass_transform

    R = TypeVar("R", bound="Record")
else:

    def dataclass_transform(**_):
        """Do nothing at run time: only type checkers read this mark."""
        return lambda cls: cls


_set = object.__setattr__


@dataclass_transform(frozen_default=True)
class _RecordType(type):
    """Turns annotated fields into slots and keeps their defaults aside."""

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _RecordType:
        own = tuple(f for f in body.get("__annotations__", ()) if not f.startswith("__"))
        defaults: dict[str, Any] = {}
        fields: tuple[str, ...] = ()
        for base in bases:
            fields += getattr(base, "_fields", ())
            defaults.update(getattr(base, "_defaults", {}))
        defaults.update({f: body.pop(f) for f in own if f in body})
        body["__slots__"] = tuple(f for f in own if f not in fields)
        cls = super().__new__(mcs, name, bases, body)
        cls._fields = fields + body["__slots__"]  # type: ignore[attr-defined]
        cls._defaults = defaults  # type: ignore[attr-defined]
        return cls


class Record(metaclass=_RecordType):
    """A frozen value: subclass it and annotate fields.

    >>> class Point(Record):
    ...     x: int
    ...     y: int = 0
    >>> Point(1) == Point(1, 0), Point(x=2)
    (True, Point(x=2, y=0))

    Raises TypeError for missing, unknown or repeated fields and AttributeError on assignment.
    """

    if not TYPE_CHECKING:

        def __init__(self, *args, **kwargs):
            cls = type(self)
            fields = cls._fields
            for field, value in zip(fields, args, strict=False):
                _set(self, field, value)
            if len(args) == len(fields) and not kwargs:
                return
            if len(args) > len(fields):
                raise TypeError(f"{cls.__name__} takes {len(fields)} fields, got {len(args)}")
            defaults = cls._defaults
            for field in fields[len(args) :]:
                if field in kwargs:
                    _set(self, field, kwargs.pop(field))
                elif field in defaults:
                    _set(self, field, defaults[field])
                else:
                    raise TypeError(f"{cls.__name__} lacks the field {field!r}")
            if kwargs:
                raise TypeError(f"{cls.__name__} has no free field {sorted(kwargs)}")

        def __setattr__(self, name, value):
            raise AttributeError(f"{type(self).__name__} is frozen")

        __delattr__ = __setattr__

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, field) for field in type(self)._fields)  # type: ignore[attr-defined]

    def __eq__(self, other: object) -> bool:
        return self is other or (type(self) is type(other) and self._values() == other._values())

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._values()))

    def __repr__(self) -> str:
        fields: tuple[str, ...] = type(self)._fields  # type: ignore[attr-defined]
        return f"{type(self).__name__}({', '.join(f'{f}={getattr(self, f)!r}' for f in fields)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), self._values())


def replace(record: R, **changes: Any) -> R:
    """Return a copy of `record` with some fields changed; raises TypeError for a field it has not."""
    fields: tuple[str, ...] = type(record)._fields  # type: ignore[attr-defined]
    for name in changes:
        if name not in fields:
            raise TypeError(f"{type(record).__name__} has no field {name!r}")
    return type(record)(*(changes.get(f, getattr(record, f)) for f in fields))
