"""What layers inside other layers are: their kind, all their arguments, and their weights as part of the outer layer's.

Keras asks two layers whether a weight is trained: the one that owns it and the outermost one. What stands between (a wrapper in
a wrapper, an RNN in Bidirectional) is not asked, so its `trainable: false` freezes nothing.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.graph import Layer
from rnndsl.ir.tensor import TensorSpec, Weight

from . import kind as find
from .kind import Kind, complete, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def unpacked(layer: Layer) -> tuple[Kind, dict[str, Any]]:
    """The kind of an inner layer and all its arguments, as its weights see them."""
    found = find(layer.kind)
    if found is None:
        raise AssertionError(layer.kind)
    args = complete(found, layer.args)
    return found, args if found.owns_weights else {**args, "trainable": True}


def refuse_outer_mask(kind: Kind, step: TensorSpec) -> None:
    """Refuse a mask over the outer time steps where a layer inside wants one over its own; raises Refusal."""
    if kind.recurrent and step.mask is not None and not step.mask.shape:
        refuse("argument", "a mask over the inner time steps", "one over the outer ones", input=0)


def inner_weights(layer: Layer, args: Mapping[str, Any], weights: tuple[Weight, ...]) -> tuple[Weight, ...]:
    """The weights of an inner layer as weights of the layer around it, whose arguments these are."""
    return tuple(replace(w, name=f"{layer.name}/{w.name}", trainable=w.trainable and args["trainable"]) for w in weights)
