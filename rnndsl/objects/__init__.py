"""Keras' named objects: activations, initializers, regularizers, constraints, optimizers, schedules, losses, metrics,
callbacks.

One module per group, loaded when a file names something of the group. Each holds `OBJECTS`, from name to NamedObject.
"""

from __future__ import annotations

from importlib import import_module

from rnndsl.diagnostics.record import Record
from rnndsl.ir.fields import Entry

GROUPS = (
    "activations",
    "callbacks",
    "constraints",
    "initializers",
    "losses",
    "metrics",
    "optimizers",
    "regularizers",
    "schedules",
)


class NamedObject(Record):
    """Something of Keras that a file names.

    `name` is the class (`Adam`) or function (`tanh`); `target` the dotted Keras name that `{Name: {…}}` calls, empty where
    the object takes no arguments; `parameters` its arguments; `aliases` other spellings that Keras accepts as a string
    (`mse`, `adam`).
    """

    name: str
    target: str
    parameters: tuple[Entry, ...] = ()
    aliases: tuple[str, ...] = ()
    doc: str = ""
    traits: tuple[str, ...] = ()


_groups: dict[str, dict[str, NamedObject]] = {}


def group(name: str) -> dict[str, NamedObject]:
    """All objects of a group, by every spelling that Keras accepts."""
    if name not in _groups:
        if name not in GROUPS:
            raise KeyError(name)
        _groups[name] = import_module("." + name, __name__).OBJECTS
    return _groups[name]
