"""How findings about heads read: names, places, the shapes on the way, and what Keras says or silently does."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Label
from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import Shape, show_shape
from rnndsl.ir.spec import Value

from ._calls import NOWHERE, title
from ._disagreement import Disagreement
from ._heads import Head
from ._meet import RAISES, mixes, says, stretched
from ._trace import trace
from .edits import replace_value
from .rule import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .edits import Edits


def title_of(head: Head) -> str:
    """How a message names what makes the output."""
    return title(head.node.node.layer) if head.node is not None else f"the input `{head.output.ref.node}`"


def loss_value(view: View, head: Head) -> Value | None:
    """Where the loss of a head is written: `mse`, or `{Huber: {delta: 2}}`."""
    value = view.spec.get("train", "loss")
    own = value.get(head.output.name) if value is not None else None
    return own if own is not None else value


def other_loss(view: View, head: Head, name: str) -> Edits:
    """Edits that write another loss; none where it is more than a word, or comes from a variable."""
    value = loss_value(view, head)
    plain = value is not None and isinstance(value.data, str) and not value.via
    return replace_value(value, name) if value is not None and plain else ()


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
