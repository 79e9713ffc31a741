"""Drawn arguments as a file writes them: nested layers and named objects in the one-key form, numbers for fixed symbols."""

from __future__ import annotations

from typing import Any

from rnndsl.ir.dims import Sym
from rnndsl.ir.graph import Layer, Named
from tests.contracts.draw import FIXED


def settled(value: Any) -> Any:
    """The value with a number for every fixed symbol: a document without data has nothing else to answer it with."""
    if isinstance(value, Sym):
        return FIXED
    if isinstance(value, (list, tuple)):
        return [settled(item) for item in value]
    if isinstance(value, Layer):
        return Layer(value.name, value.kind, {key: settled(item) for key, item in value.args.items()})
    return value


def written(value: Any) -> Any:
    """A settled value in the words of a file."""
    if isinstance(value, Layer):
        args = {key: written(item) for key, item in value.args.items()}
        return {value.kind: args} if args else value.kind
    if isinstance(value, Named):
        return {value.name: {key: written(item) for key, item in value.args.items()}} if value.args else value.name
    if isinstance(value, (list, tuple)):
        return [written(item) for item in value]
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    return value
