"""What inference may take for the arguments of a layer that its user got wrong, so that one mistake does not hide others.

A mistaken size is an unknown dimension, and a mistaken rate, activation or initializer changes no shape: a neutral value
stands in for it. Anything else (`return_sequences`, a kernel size, a missing nested layer) hides what the layer returns.
"""

from __future__ import annotations

from functools import lru_cache

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import UNKNOWN, Unknown
from rnndsl.ir.fields import NULL, REQUIRED, Either, Field, Float, NamedField
from rnndsl.ir.graph import Layer

from . import kind as find_kind
from .kind import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


NOTHING: dict[str, Any] = {}


def usable(kind: Kind, layer: Layer, call_args: dict[str, Any] = NOTHING) -> dict[str, Any] | None:
    """All arguments of a layer and of a call of it, defaults filled in, as inference can work with them.

    None where a mistake hides the result.
    """
    given = _repaired(kind, {**layer.args, **call_args} if call_args else layer.args)
    return None if given is None else {**_demands(kind)[1], **given}


def _repaired(kind: Kind, given: dict[str, Any]) -> dict[str, Any] | None:
    """The given arguments with something neutral in place of mistaken and missing ones."""
    missing = [name for name in _demands(kind)[0] if name not in given]
    odd = [name for name, value in given.items() if isinstance(value, (Unknown, Layer)) or _holds_layers(value)]
    if not missing and not odd:
        return given
    args = dict(given)
    for name in (*missing, *odd):
        value = given.get(name, UNKNOWN)
        if isinstance(value, Layer) or _holds_layers(value):
            nested = _nested(value)
            if nested is None:
                return None
            args[name] = nested
        elif name in kind.dimensional:
            args[name] = UNKNOWN
        else:
            entry = next((entry for entry in kind.entries() if entry.name == name), None)
            if entry is None or not _shapeless(entry.type):
                return None
            args[name] = entry.default if entry.default is not REQUIRED else _NEUTRAL[type(entry.type)]
    return args


def _holds_layers(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, Layer) for item in value)


def _nested(value: Any) -> Layer | list[Layer] | None:
    """A layer inside another one, or several, repaired; None where a mistake hides what one of them returns."""
    if isinstance(value, list):
        found = [each for item in value if isinstance(each := _nested(item), Layer)]
        return found if len(found) == len(value) else None
    inner = find_kind(value.kind) if isinstance(value, Layer) else None
    args = _repaired(inner, value.args) if inner is not None else None
    return None if args is None else replace(value, args=args)


_NEUTRAL: dict[type[Field], Any] = {Float: 0.0, NamedField: "linear"}


def _shapeless(field: Field) -> bool:
    """True for values that never change a shape: rates, and Keras' objects."""
    if isinstance(field, Either):
        return all(option == NULL or _shapeless(option) for option in field.options)
    return isinstance(field, (Float, NamedField))


@lru_cache(None)
def _demands(kind: Kind) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The names of the arguments that a kind must be given, and the defaults of the others."""
    return tuple(entry.name for entry in kind.parameters if entry.default is REQUIRED), kind.defaults()
