"""Arguments of layers and Keras' named objects as expressions; what Keras would assume anyway is left out.

A size that only the data can tell must have been fitted by now; where it has not, `UnfittedError` says which layer lacks what.
"""

from __future__ import annotations

from rnndsl import layers, objects
from rnndsl.ir.dims import Derived, Sym, Unknown
from rnndsl.ir.fields import REQUIRED, Either, Entry, Field, NamedField
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.graph import Layer, Named
from rnndsl.ir.program import Call, Entries, Expr, Items, Literal

from .layer_names import keras_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Arguments = tuple[tuple[str, Expr], ...]


class UnfittedError(ValueError):
    """A number that the training data must tell first, e.g. the size of a vocabulary."""


def layer_call(layer: Layer, fitted: Fitted, **learned: Expr) -> Call:
    """The call that makes a layer, its name last: `keras.layers.LSTM(units=64, name="encoder")`.

    `learned` are arguments that fitting found (a vocabulary); those that only ask for them go. Raises UnfittedError for a size
    nobody knows, ValueError for an argument that is known to be wrong and KeyError for an unknown kind.
    """
    kind = layers.kind(layer.kind)
    if kind is None:
        raise KeyError(layer.kind)
    answered = (*learned, *kind.asks) if learned else ()
    given = arguments(kind.entries(), {k: v for k, v in layer.args.items() if k not in answered}, fitted)
    name: Arguments = (("name", Literal(keras_name(layer.name))),) if layer.name else ()
    return Call(kind.target, (), (*given, *learned.items(), *name))


def arguments(entries: tuple[Entry, ...], args: Mapping[str, Any], fitted: Fitted) -> Arguments:
    """Keyword arguments in the order of `entries`, without those that say what the default says."""
    known = {entry.name: entry for entry in entries}
    ordered = [name for name in known if name in args] + [name for name in args if name not in known]
    return tuple(
        (name, expression(args[name], fitted, _group(known[name].type) if name in known else None))
        for name in ordered
        if name not in known or not _same(args[name], known[name].default)
    )


def expression(value: Any, fitted: Fitted, group: str | None = None) -> Expr:
    """A plain value as an expression; `group` says which named objects a word or one-key mapping means there."""
    if isinstance(value, Layer):
        named = value.spec is None or value.spec.name is not None
        return layer_call(value if named else Layer("", value.kind, value.args, value.spec), fitted)
    if isinstance(value, Named):
        return named_object(value.group, value.name, value.args, fitted)
    if isinstance(value, (Sym, Derived, Unknown)):
        return Literal(_number(value, fitted))
    if group and isinstance(value, str):
        return named_object(group, value, {}, fitted)
    if group and isinstance(value, dict) and len(value) == 1:
        (name, args), *_ = value.items()
        return named_object(group, name, args or {}, fitted)
    if isinstance(value, (list, tuple)):
        return _all([expression(v, fitted, group) for v in value])
    if isinstance(value, dict):
        return Entries(tuple((k, expression(v, fitted)) for k, v in value.items()))
    return Literal(value)


def named_object(group: str, name: str, args: Mapping[str, Any], fitted: Fitted) -> Expr:
    """`mse` as a string, `{Adam: {learning_rate: 1e-3}}` as a call; names that Keras knows as classes only are called too."""
    found = objects.group(group).get(name)
    given = arguments(found.parameters if found else (), args, fitted)
    called = found is not None and found.target and (given or "class only" in found.traits)
    return Call(found.target, (), given) if found and called else Literal(name)


def _all(items: list[Expr]) -> Expr:
    """A list: one literal where every item is one."""
    values = [item.value for item in items if isinstance(item, Literal)]
    return Literal(values) if len(values) == len(items) else Items(tuple(items))


def _group(field: Field) -> str | None:
    if isinstance(field, NamedField):
        return field.group
    options = field.options if isinstance(field, Either) else ()
    return next((group for option in options if (group := _group(option))), None)


def _number(dim: Sym | Derived | Unknown, fitted: Fitted) -> int:
    """A dimension that must be a number by now."""
    if isinstance(dim, Sym):
        size = fitted.sizes.get(dim.name.rpartition(".")[0])
        if size is not None:
            return size
        raise UnfittedError(f"{dim.name} is not known before the training data have been read")
    if isinstance(dim, Derived):
        raise UnfittedError(f"{dim.text} is not known before the training data have been read")
    raise ValueError("an argument of this layer is wrong: the linter says which")


def _same(value: Any, default: Any) -> bool:
    """True if a value is the default and would print the same (1 is not True)."""
    if default is REQUIRED:
        return False
    if isinstance(value, Named):
        return not value.args and value.name == default
    if isinstance(value, (list, tuple)) and isinstance(default, (list, tuple)):
        return len(value) == len(default) and all(map(_same, value, default))
    return type(value) is type(default) and bool(value == default)
