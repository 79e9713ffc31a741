"""What comes out of the model against what the loss compares it with: one judgement that the rules of heads share.

For each output at most one of RNN202, RNN203, RNN606, RNN701 and RNN705 speaks: the one whose repair alone makes prediction
and target meet. Where a dimension is not known, nobody speaks.
"""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Label
from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import Shape, show_shape
from rnndsl.ir.graph import Layer, Named, Output, Target
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import TypedNode
from rnndsl.layers.kind import named
from rnndsl.objects import NamedObject, group

from ._above import NOWHERE, Above, above, repeated
from ._calls import title
from ._meet import FITS, RAISES, SILENT, UNSURE, meet, mixes, says, stretch, stretched, unknown
from ._trace import trace
from .rule import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.spec import Value

# Traits of losses with their own idea of shapes: sequences against labels of another length, embeddings against labels.
OTHERS = frozenset(("sequence", "pairwise", "class only"))


class Head(Record):
    """One output with its loss and its target, all known. `node` is the call that makes the output."""

    output: Output
    target: Target
    loss: Named
    object: NamedObject
    prediction: TensorSpec
    node: TypedNode | None

    @property
    def masked(self) -> bool:
        """True where a mask over the time steps rides on the prediction into the loss."""
        return self.prediction.mask is not None

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


class Disagreement(Record):
    """A head that Keras refuses, or that computes something else than declared: `outcome` is RAISES or SILENT.

    `code` is the rule that speaks; `found` the recurrent layer above, `repeat` the RepeatVector that sets its steps.
    """

    code: str
    outcome: str
    head: Head
    found: Above | None = None
    repeat: TypedNode | None = None


def heads(view: View) -> Iterator[Head]:
    """The outputs of which shape, loss and target are known."""
    typed, graph = view.typed, view.typed.graph
    for output in graph.outputs:
        target = _target(view, output)
        loss = graph.losses.get(output.name)
        prediction = typed.tensor(output.ref)
        if target is None or not isinstance(loss, Named) or unknown(prediction.shape) or unknown(target.tensor.shape):
            continue
        found = group("losses").get(loss.name)
        if found is not None and OTHERS.isdisjoint(found.traits) and prediction.shape:
            yield Head(output, target, loss, found, prediction, typed.nodes.get(output.ref.node))


def disagreements(view: View, code: str) -> Iterator[Disagreement]:
    """The heads about which the rule of this code speaks."""
    for head in heads(view):
        found = judge(view, head)
        if found is not None and found.code == code:
            yield found


def judge(view: View, head: Head) -> Disagreement | None:
    """What is wrong between a prediction and its target, as the one repair that makes them meet tells; None if nothing is."""
    prediction, target = head.shapes
    outcome = meet(head.object.traits, prediction, target, head.masked)
    if outcome in (FITS, UNSURE):
        return None
    recurrent = above(view.typed, head.output.ref)
    repeat = repeated(view.typed, recurrent) if recurrent is not None and recurrent.on else None
    code = next(_repairs(view, head, recurrent, repeat), None) or _by_rank(head, repeat)
    if code in ("RNN701", "RNN705") and softmax_over_one(head):
        return None
    return Disagreement(code, outcome, head, recurrent, repeat)


def softmax_over_one(head: Head) -> bool:
    """True where the head is a softmax over one unit: RNN704 speaks about it, whatever the loss makes of its shape."""
    layer = head_layer(head)
    return layer is not None and head.prediction.dims[-1] == 1 and named(layer.args.get("activation")) == "softmax"


def title_of(head: Head) -> str:
    """How a message names what makes the output."""
    return title(head.node.node.layer) if head.node is not None else f"the input `{head.output.ref.node}`"


def _repairs(view: View, head: Head, found: Above | None, repeat: TypedNode | None) -> Iterator[str]:
    """Codes whose repair alone makes the two meet, the likeliest first."""
    prediction, target = head.shapes
    if _mixed_up(head):
        yield "RNN705"
    if repeat is not None and len(prediction) == 2 and head.meets((target[0] if target else 1, prediction[1])) == FITS:
        yield "RNN606"
    if len(prediction) >= 2 and head.meets(prediction[1:]) == FITS:
        yield "RNN202"
    flat_window = len(target) == 1 and view.spec.get("data", "window") is not None and not head.labels
    if found is not None and not found.on and not flat_window and head.meets((found.time, *prediction)) == FITS:
        yield "RNN203"


def _by_rank(head: Head, repeat: TypedNode | None) -> str:
    """The code where no single repair is enough: by what is furthest off, axes before steps before widths."""
    prediction, target = head.shapes
    if "sparse" in head.object.traits:
        target = target[:-1] if len(target) == len(prediction) and target[-1] == 1 else target
        target = (*target, prediction[-1])
    steps_only = len(prediction) == 2 and prediction[1] == 1 and len(target) == 1
    if steps_only and repeat is not None:
        return "RNN606"
    if len(prediction) != len(target):
        return "RNN202" if len(prediction) > len(target) and head.meets(prediction) != FITS else _short(head)
    return "RNN606" if len(target) >= 2 and stretch(prediction[0], target[0]) in (RAISES, SILENT) else "RNN701"


def _short(head: Head) -> str:
    """A target with more axes than the prediction, or a mask that does not fit a squeezed prediction."""
    return "RNN701" if head.meets(head.prediction.dims) == FITS else "RNN203"


def _mixed_up(head: Head) -> bool:
    """Sparse labels with a one-hot loss or the other way round: the other loss would meet the same target."""
    traits = head.object.traits
    prediction, target = head.shapes
    if "sparse" in traits:
        same = len(target) == len(prediction) and target[-1] != 1
        return not head.labels and same and head.meets(prediction, ()) == FITS
    labels = head.labels or "onehot" in traits
    return labels and prediction[-1] != 1 and head.meets(prediction, ("sparse",)) == FITS


def _target(view: View, output: Output) -> Target | None:
    graph = view.typed.graph
    named = next((target for target in graph.targets if target.name == output.name), None)
    if named is None and len(graph.targets) == len(graph.outputs) == 1:
        return graph.targets[0]
    return named


def loss_value(view: View, head: Head) -> Value | None:
    """Where the loss of a head is written: `mse`, or `{Huber: {delta: 2}}`."""
    value = view.spec.get("train", "loss")
    own = value.get(head.output.name) if value is not None else None
    return own if own is not None else value


def head_layer(head: Head) -> Layer | None:
    """The layer that gives a head its width: the output's own, or the one inside TimeDistributed."""
    if head.node is None:
        return None
    layer = head.node.node.layer
    inner = layer.args.get("layer")
    return inner if layer.kind == "TimeDistributed" and isinstance(inner, Layer) else layer


def place(head: Head) -> Span:
    """The word of the layer that makes the output; for graphs that only tests make, a place in an empty text."""
    span = head.node.node.span if head.node is not None else head.output.span
    return span or NOWHERE


def head_label(head: Head) -> tuple[Label, ...]:
    """The head's line, with what it predicts."""
    return (Label(place(head), f"predicts {show_shape(head.prediction.shape)}"),)


def target_label(head: Head) -> tuple[Label, ...]:
    """The target's line, with what it is."""
    span, shape = head.target.span, show_shape(head.target.tensor.shape)
    return (Label(span, f"the target is {shape}"),) if span is not None else ()


def notes(view: View, found: Disagreement) -> tuple[str, ...]:
    """The way of the shapes to the target, and what Keras says or silently does."""
    head = found.head
    prediction, target = head.shapes
    way = trace(view.typed, head.output.ref, f"≠ {head.target.name} {show_shape(target)}")
    if found.outcome == RAISES:
        return (way, f"Keras would say: {says(head.object.traits, prediction, target)}")
    return (way, f"Keras says nothing: {_silence(head, prediction, target)}")


def _silence(head: Head, prediction: Shape, target: Shape) -> str:
    shapes = f"{show_shape(prediction)} against {show_shape(target)}"
    if "sparse" in head.object.traits:
        return f"{head.loss.name} takes the time steps of {show_shape(prediction)} for classes"
    if mixes(prediction, target):
        return f"{head.loss.name} broadcasts {shapes}: every sample is compared with the targets of the whole batch"
    if stretched(prediction, target):
        return f"{head.loss.name} broadcasts {shapes}: one predicted value is compared with all targets and learns their mean"
    return f"{head.loss.name} broadcasts {shapes}: all predicted values are trained towards the same target"
