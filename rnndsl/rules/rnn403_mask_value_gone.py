"""RNN403: what marks padding is scaled, or computed with, to another value before Masking looks for it."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.span import Span
from rnndsl.ir.typed import TypedNode

from ._calls import argument, title, where
from ._examples import trained
from ._masked_columns import columns_of, filled, mask_value, maskings, moved_zero
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN403"
RECURRENT = ("LSTM", "GRU", "SimpleRNN")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per Masking below a layer, or a column's transform, that makes another value of padding."""
    for node in maskings(view):
        value = mask_value(node)
        above = view.typed.nodes.get(node.node.inputs[0].node)
        if value is None:
            continue
        if above is not None and _moves(above, value):
            message = (
                f"Masking looks for {value:g}, but padding of {value:g} comes out of {title(above.node.layer)} as another value"
            )
            help = f"put Masking above {title(above.node.layer)}, which hands its mask on"
            verb = "reads" if above.node.kind in RECURRENT else "scales"
            yield _finding(node, message, Label(where(above.node), f"{verb} padding like data"), help)
        elif above is None and not value:
            yield from _of_data(view, node)


def _moves(above: TypedNode, value: float) -> bool:
    """True for a layer that shifts what comes in: one that scales keeps a 0, one that adds does not."""
    args = above.node.layer.args
    if above.node.kind == "Rescaling":
        scale, offset = args.get("scale", 1), args.get("offset", 0)
        numbers = isinstance(scale, (int, float)) and isinstance(offset, (int, float))
        return numbers and value * scale + offset != value
    return above.node.kind in ("Normalization", "BatchNormalization") or _computes(above)


def _computes(above: TypedNode) -> bool:
    """True for a recurrent layer that no mask reaches: it makes a step of padding one of its own, with bias and states.

    Without bias a 0 in front of the sequence stays 0, as steps in front that a mask leaves out do; a relu may give one.
    """
    args = above.node.layer.args
    plain = above.node.kind in RECURRENT and args.get("activation", "tanh") == "tanh" and args.get("use_bias") is not False
    return plain and above.inputs[0].mask is None and not above.node.initial_state


def _of_data(view: View, node: TypedNode) -> Iterator[Diagnostic]:
    for column in columns_of(view, node):
        policy, transform = filled(view, column), moved_zero(view, column)
        if policy is not None and transform:
            message = f"Masking looks for 0, but the zeros for missing values of `{column}` go through `{transform}` first"
            help = f"leave `{transform}` to a Normalization below Masking, or fill with `missing: forward`"
            yield _finding(node, message, Label(_pair(policy.key, policy.span), "becomes 0 before it is transformed"), help)
            return


def _pair(key: Span | None, value: Span) -> Span:
    return Span(value.source, key.start, value.end) if key is not None and key.source is value.source else value


def _finding(node: TypedNode, message: str, related: Label, help: str) -> Diagnostic:
    notes = ("Keras says nothing: no step is masked, and padding counts like data",)
    place = argument(node.node.layer, "mask_value") or where(node.node)
    return Diagnostic(CODE, "warning", message, place, "finds no padding", (related,), notes, help)


_model = trained("x: [20, 4]", "y: [1]", "mse")
_scale = "Normalization: {mean: 5.0, variance: 4.0}"

RULE = Rule(
    code=CODE,
    name="mask-value-gone",
    severity="warning",
    summary="a layer makes another value of padding before Masking looks for it",
    why="Masking compares every step with `mask_value`. Zeros that were put in for padding are no zeros any more once a "
    "mean has been subtracted: nothing is masked, and a step of padding looks like an extreme value. Nor are they behind a "
    "recurrent layer, which gives every step an output.",
    bad=_model(_scale, "«Masking»", "GRU: {units: 16}", "Dense: {units: 1}"),
    good=_model("Masking", _scale, "GRU: {units: 16}", "Dense: {units: 1}"),
    keras="silent",
    triggers=("Masking",),
    check=check,
)
