"""The outputs of a model with what their loss meets, as far as all of it is known.

Lint asks this of every file that trains, so it loads little; who is to blame for a disagreement is `_disagreement.py`'s matter.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.dims import Dim, Shape
from rnndsl.ir.graph import Layer, Named, Output, Target
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import TypedNode
from rnndsl.layers import applied
from rnndsl.layers.kind import named
from rnndsl.objects import NamedObject, group

from ._meet import FITS, UNSURE, meet, unknown
from .rule import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Traits of losses with their own idea of shapes: sequences against labels of another length, embeddings against labels.
ALIGNED = "sequence"
OTHERS = frozenset((ALIGNED, "pairwise", "class only"))


class Head(Record):
    """One output with its loss and its target, all known. `node` is the call that makes the output."""

    output: Output
    target: Target
    loss: Named
    object: NamedObject
    prediction: TensorSpec
    node: TypedNode | None

    @property
    def width(self) -> Dim:
        """Length of the last axis of the prediction: 1 where there is one value per sample, (N,)."""
        return self.prediction.dims[-1] if self.prediction.dims else 1

    @property
    def labels(self) -> bool:
        """True where targets are numbers of classes."""
        return self.target.classes is not None

    @property
    def shapes(self) -> tuple[Shape, Shape]:
        """Shapes of the prediction and the target."""
        return self.prediction.dims, self.target.tensor.dims

    def meets(self, prediction: Shape, traits: tuple[str, ...] | None = None) -> str:
        """What the loss (or one with these traits) would do with another prediction."""
        return meet(self.object.traits if traits is None else traits, prediction, self.target.tensor.dims)

    @property
    def outcome(self) -> str:
        """What Keras does with prediction and target: FITS, SILENT, RAISES or UNSURE."""
        mask = self.prediction.mask
        return meet(self.object.traits, *self.shapes, mask.shape if mask is not None else None)

    @property
    def disagrees(self) -> bool:
        """True where Keras refuses the two, or computes something else than declared."""
        return self.outcome not in (FITS, UNSURE)

    @property
    def raw(self) -> bool:
        """True where a loss takes the prediction for probabilities and its own layer does not make them."""
        layer = head_layer(self)
        given = named(layer.args.get("activation")) if layer is not None else None
        takes = "logits" in self.object.traits and self.loss.args.get("from_logits", False) is False
        return takes and given not in ("softmax", "sigmoid")

    @property
    def takes_logits(self) -> bool:
        """True where a loss is told that the prediction is logits."""
        return "logits" in self.object.traits and self.loss.args.get("from_logits") is True

    @property
    def crowded(self) -> bool:
        """True where the target has more classes than the prediction has units."""
        units, classes = self.width, self.target.classes
        numbers = isinstance(units, int) and isinstance(classes, int)
        return numbers and "sparse" in self.object.traits and units < classes

    @property
    def half(self) -> bool:
        """True where the prediction reaches the loss in half precision."""
        return self.prediction.dtype == "float16"

    @property
    def one_class(self) -> bool:
        """True where a loss that compares probabilities of classes gets one probability."""
        return {"onehot", "logits"} <= set(self.object.traits) and self.width == 1


def heads(view: View, aligned: bool = False) -> Iterator[Head]:
    """The outputs of which shape, loss and target are known; `aligned`: those under CTC, which compares no shapes."""
    typed, graph = view.typed, view.typed.graph
    for output in graph.outputs:
        target = _target(view, output)
        loss = graph.losses.get(output.name)
        prediction = typed.tensor(output.ref)
        if target is None or not isinstance(loss, Named) or unknown(prediction.shape) or unknown(target.tensor.shape):
            continue
        found = group("losses").get(loss.name)
        if found is not None and (ALIGNED in found.traits if aligned else OTHERS.isdisjoint(found.traits)):
            yield Head(output, target, loss, found, prediction, typed.nodes.get(output.ref.node))


def _target(view: View, output: Output) -> Target | None:
    graph = view.typed.graph
    named = next((target for target in graph.targets if target.name == output.name), None)
    if named is None and len(graph.targets) == len(graph.outputs) == 1:
        return graph.targets[0]
    return named


def head_layer(head: Head) -> Layer | None:
    """The layer that gives a head its width: the output's own, or the one inside TimeDistributed."""
    return applied(head.node.node.layer) if head.node is not None else None
