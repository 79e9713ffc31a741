"""A block inside another layer: its lines as one chain, which is what Keras calls a Sequential.

Outside of layers a block's lines are calls of the model like any others; only where a layer applies it (`TimeDistributed:
{layer: {block: tower}}`) it becomes a layer itself. It has weights of its own there.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.fields import Entry, LayerField, ListOf
from rnndsl.ir.tensor import TensorSpec, Weight
from rnndsl.ir.typed import Fault, Refusal

from ._carried import Carried
from ._dtypes import compute_dtype
from ._nesting import Wrapping, inner_weights, refuse_outer_mask, unpacked
from .kind import Call, Kind, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from rnndsl.ir.graph import Layer

    from ._nesting import Ran


class Block(Wrapping):
    """Each layer reads what the one before it returns."""

    name = Carried("block")
    doc = "The lines of a block, one after another."
    target = "keras.Sequential"
    masks = "own"
    work = "the sum of its layers"
    parameters = (Entry("layers", ListOf(LayerField(blocks=True), low=1), doc="The layers, from the input to the output."),)

    def entries(self) -> tuple[Entry, ...]:
        """The layers alone: a Sequential has no dtype."""
        return self.parameters

    def infer(self, call: Call) -> Result:
        """What the last layer returns, and the weights of all; raises Refusal where one of them refuses."""
        weights: tuple[Weight, ...] = ()
        outputs: tuple[TensorSpec, ...] = ()
        for layer, (_, _, result) in zip(call.args["layers"], self.ran(call), strict=True):
            weights += inner_weights(layer, {"trainable": True}, result.weights)
            outputs = result.outputs
        return Result(outputs, weights)

    def applied(self, layer: Layer) -> Layer:
        """The last layer."""
        layers = layer.args.get("layers")
        last: Layer = layers[-1] if layers else layer
        return last

    def ran(self, call: Call) -> Iterator[Ran]:
        """One layer after another."""
        tensors: tuple[TensorSpec, ...] = (_cast(call.input, call.args["layers"][0]),)
        for layer in call.args["layers"]:
            kind, args = unpacked(layer)
            _count(layer, kind, tensors)
            refuse_outer_mask(kind, tensors[0])
            inner = Call(args, tensors, (), call.batch_size, layer.name)
            try:
                result = kind.infer(inner)
            except Refusal as refusal:
                raise Refusal(_inside(refusal.fault, layer)) from None
            yield kind, inner, result
            tensors = result.outputs


def _inside(fault: Fault, layer: Layer) -> Fault:
    """The fault of a layer as one of the block: it names the layer, the innermost one where blocks hold blocks."""
    if "inside" in fault.facts:
        return fault
    return replace(
        fault, expected=f"{fault.expected} for its `{layer.name}`", input=None, facts={**fault.facts, "inside": layer.name}
    )


def _cast(tensor: TensorSpec, first: Layer) -> TensorSpec:
    """What comes in, as a Sequential reads it: in the dtype that its first layer computes in."""
    if tensor.dtype == "string":
        return tensor
    _, args = unpacked(first)
    while isinstance(inner := args.get("layers"), list):
        _, args = unpacked(inner[0])
    return replace(tensor, dtype=compute_dtype(args))


def _count(layer: Layer, kind: Kind, tensors: tuple[Any, ...]) -> None:
    """Refuse a layer that takes another number of tensors than the one before it returns."""
    if kind.low > len(tensors) or (kind.high is not None and kind.high < len(tensors)):
        wanted = f"{kind.low} tensor{'s' * (kind.low != 1)} for its `{layer.name}`"
        refuse("argument", wanted, str(len(tensors)), argument="layer")


KIND = Block()
KIND.name.kind = KIND
