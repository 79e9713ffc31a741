"""RNN102: ids that come one per row of a further axis, so that Embedding gives four axes."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.dims import keras_dim
from rnndsl.ir.typed import Typed, TypedNode

from ._calls import came_from, offender, producer, refused_call, sources, title, where
from .edits import fix, insert_line_above
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call that is refused because an Embedding above reads (N, T, 1)."""
    for refused in faults(view, "rank"):
        embedding = _embedding(view.typed, refused)
        if embedding is not None:
            yield _finding(view.typed, refused, embedding)


def _embedding(typed: Typed, refused: TypedNode) -> TypedNode | None:
    """The Embedding whose four axes reach the refused call through layers that keep them."""
    node = producer(typed, offender(typed, refused))
    while node is not None and node.outputs[0].known and node.outputs[0].rank == 4:
        if node.node.kind == "Embedding":
            return node if node.inputs[0].dims[-1] == 1 else None
        node = producer(typed, next(iter(sources(typed, node.node)), None))
    return None


def _finding(typed: Typed, refused: TypedNode, embedding: TypedNode) -> Diagnostic:
    ref = sources(typed, embedding.node)[0]
    steps = keras_dim(embedding.inputs[0].dims[0])
    spec = embedding.node.layer.spec
    own_input = spec is not None and spec.inputs is not None
    line = f"Reshape: {{target_shape: [{-1 if steps is None else steps}]}}"
    return refused_call(
        "RNN102",
        typed,
        refused,
        f"{title(embedding.node.layer)} gets ids with an axis of their own, {embedding.inputs[0]}, and gives four axes",
        f"gives {embedding.outputs[0]}",
        (*came_from(typed, ref, "is {}: one id per row of the last axis"), Label(where(refused.node), "needs (N, T, F)")),
        "let the ids come in as (N, T), without the axis of 1",
        None if own_input else fix("take the axis of 1 away before the Embedding", insert_line_above(spec, line)),
        where(embedding.node),
    )


RULE = Rule(
    code="RNN102",
    name="ids-with-an-axis",
    severity="error",
    summary="ids come in as (N, T, 1), so that Embedding gives (N, T, 1, F) and nothing below can read it",
    why="Embedding replaces every id by a vector, in a new last axis. Ids that already have an axis of their own, as series of "
    "one feature do, end up with four axes.",
    bad="""\
rnndsl: 1
model:
  inputs: {tokens: {shape: [20, 1], dtype: int32}}
  layers:
    - «Embedding»: {input_dim: 500, output_dim: 32}
    - LSTM: {units: 64}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {tokens: {shape: [20], dtype: int32}}
  layers:
    - Embedding: {input_dim: 500, output_dim: 32}
    - LSTM: {units: 64}
    - Dense: {units: 1}
""",
    keras="raises",
    says="expected ndim=3, found ndim=4",
    triggers=("fault:rank",),
    check=check,
    fix="unsafe",
)
