"""What rnndsl says of a graph and what Keras does with it, and whether the two agree.

Keras evaluates the emitted program statement by statement, so agreement is judged call by call: shape, dtype, mask, weights
and their number, up to the first call that either side refuses, and that both refuse the same one. A graph that builds takes
its first training step.
"""

from __future__ import annotations

import gc
import warnings
from typing import Any

import keras
import tensorflow as tf

from rnndsl.backend.build import execute
from rnndsl.backend.emit import emit
from rnndsl.ir.graph import Layer, held
from rnndsl.ir.program import Assign, Call
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers.kind import Result
from rnndsl.pipeline import Checked
from tests.contracts.compare import result_differences
from tests.contracts.hints import hints
from tests.contracts.observe import Observation, Tensor
from tests.differential import feed
from tests.differential.first_step import fits, gist, train
from tests.differential.outcome import Verdict

GRAPHS_BETWEEN_COLLECTIONS = 40
_judged = 0


def judge(checked: Checked, codes: set[str]) -> Verdict:
    """Build the graph's program in Keras, compare every call with what was inferred, and train it for one step."""
    assert checked.typed is not None
    _clear()
    variables: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        refused = _build(checked.typed, variables)
        if refused is not None:
            return refused
        return train(checked, variables["model"], codes)


def _clear() -> None:
    """Forget earlier models; collecting garbage takes longer than most graphs, so not after each."""
    global _judged
    if _judged == 0:
        gc.collect()
        gc.freeze()
        gc.disable()
    _judged += 1
    keras.backend.clear_session(free_memory=_judged % GRAPHS_BETWEEN_COLLECTIONS == 0)


def _build(typed: Typed, variables: dict[str, Any]) -> Verdict | None:
    """Carry out the program; the verdict where either side refuses a call or a call is not as inferred.

    Masks that some kinds make of data alone are announced by no call: below these masks are not compared.
    """
    nodes, late = iter(typed.nodes.values()), False
    for statement in emit(typed.graph).statements:
        node = next(nodes) if is_call(statement, variables) else None
        try:
            execute(statement, variables)
        except Exception as error:
            return refused(node or maker(statement, typed), error)
        if node is None:
            continue
        tensors = keras.tree.flatten([variables[name] for name in keras.tree.flatten(list(statement.names))])
        if node.fault is not None:
            return fails_on_data(typed, node, tensors)
        joined = any(len(t.shape) == 0 or t.shape[0] != typed.graph.batch_size for t in tensors)
        if joined or not all(spec.known for spec in node.outputs):
            return Verdict("open", f"`{node.node.name}` ({node.node.kind}) joins or moves the samples")
        late = late or hints(node.node.kind).masked_at_run
        wrong = [one for one in differences(node, tensors) if not (late and "mask" in one)]
        if wrong:
            return Verdict("disagreed", f"`{node.node.name}` ({node.node.kind}): {'; '.join(wrong)}")
    return None


def is_call(statement: Assign, variables: dict[str, Any]) -> bool:
    """True for the statements that stand for a node: a layer that is made and called, one that was made, an operation."""
    value = statement.value
    if not isinstance(value, Call):
        return False
    return isinstance(value.target, Call) or value.target in variables or value.target.startswith("keras.ops.")


def maker(statement: Assign, typed: Typed) -> TypedNode | None:
    """The first call of the shared layer that a statement makes."""
    return next((one for one in typed.nodes.values() if f"{one.node.layer.name}_layer" in statement.names), None)


def refused(node: TypedNode | None, error: Exception) -> Verdict:
    """Keras raised: lint must have refused the same call."""
    if node is None:
        return Verdict("disagreed", f"Keras cannot make the model: {gist(error)}")
    if node.fault is None:
        return Verdict("disagreed", f"`{node.node.name}` ({node.node.kind}): lint is silent; Keras says {gist(error)}")
    return Verdict("refused", f"{node.fault.what}: {gist(error)}")


def fails_on_data(typed: Typed, node: TypedNode, outputs: list[Any]) -> Verdict:
    """A fault that Keras meets only with data: the first batch through the model up to this call must fail.

    Computing another shape than the one announced counts as failing: whatever is built on that shape is wrong.
    """
    tensors = _model_inputs(outputs)
    model = keras.Model({tensor.name: tensor for tensor in tensors}, outputs)
    batch = {name: data for name, data in feed.inputs(typed.graph).items() if name in {tensor.name for tensor in tensors}}
    called = tf.function(model, autograph=False) if _fatal(node.node.layer) else model
    try:
        found = keras.tree.flatten(called(batch, training=True))
    except Exception as error:
        return Verdict("refused", f"{node.fault and node.fault.what} at the first batch: {gist(error)}")
    for announced, computed in zip(outputs, found, strict=True):
        if not _agree(announced.shape, computed.shape):
            return Verdict("refused", f"announced as {announced.shape}, computed as {computed.shape}")
    if not fits(model, batch, None):
        return Verdict("refused", f"{node.fault and node.fault.what} where fit compiles the first batch")
    return Verdict("disagreed", f"`{node.node.name}` ({node.node.kind}): lint says {node.fault}; Keras builds and computes it")


def _fatal(layer: Layer) -> bool:
    """True for a layer, and for what holds one, that ends the process where it fails outside of a compiled step."""
    return hints(layer.kind).fatal or any(_fatal(inner) for inner in held(*layer.args.values()))


def _agree(announced: tuple[int | None, ...], computed: tuple[int, ...]) -> bool:
    """True if a computed shape is what a symbolic one says, None for any length."""
    return len(announced) == len(computed) and all(a in (None, c) for a, c in zip(announced, computed, strict=True))


def _model_inputs(outputs: list[Any]) -> list[Any]:
    """The model inputs that symbolic tensors depend on."""
    found, waiting, seen = {}, list(outputs), set()
    while waiting:
        tensor = waiting.pop()
        made = tensor._keras_history
        if (id(made.operation), made.node_index) in seen:
            continue
        seen.add((id(made.operation), made.node_index))
        before = made.operation._inbound_nodes[made.node_index].input_tensors
        waiting += before
        if not before:
            found[tensor.name] = tensor
    return list(found.values())


def differences(node: TypedNode, tensors: list[Any]) -> list[str]:
    """What of a call's outputs and weights is not as inferred; empty where all agrees.

    A model asks its weights whether they are trained, not the layers that hold them.
    """
    if len(tensors) != len(node.outputs):
        return [f"{len(node.outputs)} outputs inferred, Keras gives {len(tensors)}"]
    layer = tensors[0]._keras_history.operation
    outputs = tuple(Tensor(tuple(t.shape[1:]), t.dtype, _mask(t)) for t in tensors)
    weights = tuple((v.name, tuple(v.shape), v.trainable, str(v.dtype)) for v in getattr(layer, "weights", ()))
    count = layer.count_params() if weights else 0
    return result_differences(Result(node.outputs, node.weights), Observation("", outputs, weights, count))


def _mask(tensor: Any) -> tuple[int | None, ...] | None:
    mask = getattr(tensor, "_keras_mask", None)
    return None if mask is None else tuple(mask.shape[1:])
