"""RNN101: a recurrent layer on a tensor that is not (N, T, F)."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.layers import kind

from ._above import sequence_layers
from ._calls import came_from, offender, producer, refused_call, sequence_form, shape_of, title
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.graph import Ref


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per recurrent layer, bare or wrapped in Bidirectional, whose input has too few or too many axes."""
    for refused in faults(view, "rank"):
        typed = view.typed
        if not sequence_layers(refused.node.layer):
            continue
        ref = offender(typed, refused)
        tensor = typed.tensor(ref) if ref is not None else None
        form, wants = sequence_form(refused)
        few = tensor is not None and tensor.known and tensor.rank < wants
        axes = "too many axes" if not few else "no time axis" if wants == 3 else "too few axes"
        message = f"{title(refused.node.layer)} needs sequences {form}, but gets {shape_of(typed, ref)}"
        related = came_from(typed, ref, f"is {{}}: {axes}")
        advice = _advice(view, ref) if wants == 3 else _advice_on_images(form, few)
        yield refused_call("RNN101", typed, refused, message, f"needs {form}", related, advice)


def _advice_on_images(form: str, few: bool) -> str:
    """How to get a sequence of images."""
    if few:
        return f"give the tensor the axes {form}: Reshape adds one, and an input can be declared with all of them"
    return f"bring the axes down to {form}: Reshape what belongs together, or wrap the layer in TimeDistributed"


def _advice(view: View, ref: Ref | None) -> str:
    """How to get (N, T, F), as far as the place where the tensor comes from tells."""
    typed = view.typed
    node = producer(typed, ref)
    tensor = typed.tensor(ref) if ref is not None else None
    if tensor is None or not tensor.known:
        return ""
    if tensor.rank > 3 and node is None:
        return "leave out the first axis if it counts samples: shapes never mention them; or wrap the layer in TimeDistributed"
    if tensor.rank > 3:
        return "bring the axes down to (N, T, F): Reshape what belongs together, or wrap the layer in TimeDistributed"
    above = kind(node.node.kind) if node is not None else None
    if node is not None and above is not None and above.drops_time:
        return f"take {title(node.node.layer)} away: it removes the time axis that this layer reads"
    if tensor.rank == 2 and tensor.dtype in ("int32", "int64"):
        return "put an Embedding before this layer: it turns ids (N, T) into vectors (N, T, F)"
    if node is not None:
        return "give the tensor a time axis: Reshape: {target_shape: [T, F]}, or RepeatVector to repeat it at every step"
    if view.spec.get("data") is None:
        return "declare the input as [T, F], with null for a length that varies"
    if view.spec.get("data", "window") is None:
        return "cut the series into windows with data.window: {length: T}, or Reshape each row: {target_shape: [T, F]}"
    return "Reshape: {target_shape: [T, F]} gives the tensor a time axis"


RULE = Rule(
    code="RNN101",
    name="not-a-sequence",
    severity="error",
    summary="a recurrent layer gets a tensor that is not (N, T, F): samples, time steps, features",
    why="LSTM, GRU and SimpleRNN walk along the time axis and read a vector of features at every step. A table of samples and "
    "features has no time axis; ids have no features until an Embedding gives them some.",
    bad="""\
rnndsl: 1
model:
  inputs: {features: [8]}
  layers:
    - «LSTM»: {units: 64}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {features: [24, 8]}
  layers:
    - LSTM: {units: 64}
    - Dense: {units: 1}
""",
    keras="raises",
    says="expected ndim=3, found ndim=2",
    triggers=("fault:rank",),
    check=check,
)
