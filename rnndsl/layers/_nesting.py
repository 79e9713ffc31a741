"""What layers inside other layers are: their kind, all their arguments, how they run, their weights as the outer layer's.

Keras asks two layers whether a weight is trained: the one that owns it and the outermost one. What stands between (a wrapper in
a wrapper, an RNN in Bidirectional) is not asked, so its `trainable: false` freezes nothing.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import Dim, total
from rnndsl.ir.graph import Layer
from rnndsl.ir.tensor import TensorSpec, Weight

from . import kind as find
from .kind import Call, Kind, Result, complete, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Ran = tuple[Kind, Call, Result]


class Wrapping(Kind):
    """A layer that runs other layers: `ran` says how, and what they count is what it counts."""

    owns_weights = False

    def ran(self, call: Call) -> Iterable[Ran]:
        """The layers inside, each with its call and what that returns; raises Refusal where one of them refuses."""
        raise AssertionError(f"{self.name} runs layers")

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """Those of the layers inside."""
        return total(kind.multiply_adds(inner, found) for kind, inner, found in self.ran(call))

    def saved(self, call: Call, result: Result) -> Dim:
        """What the layers inside keep."""
        return total(kind.saved(inner, found) for kind, inner, found in self.ran(call))


class Around(Wrapping):
    """A wrapper of one layer, its argument `layer`."""

    def applied(self, layer: Layer) -> Layer:
        """The layer inside."""
        inner = layer.args.get("layer")
        return inner if isinstance(inner, Layer) else layer

    def refuse_several(self, kind: Kind) -> None:
        """Refuse a layer inside that takes several inputs: a wrapper has one to give."""
        if kind.low != 1:
            refuse("argument", "a layer of one input", kind.name, argument="layer")


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
