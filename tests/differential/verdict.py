"""What rnndsl says of a graph and what Keras does with it, and whether the two agree.

Keras evaluates the emitted program statement by statement, so agreement is judged call by call: shape, dtype, mask and
parameter count of every call up to the first that either side refuses, and that both refuse the same one.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf

from rnndsl.backend.build import execute
from rnndsl.backend.emit import emit
from rnndsl.ir.dims import Unknown, keras_dim
from rnndsl.ir.program import Assign, Call
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Typed, TypedNode

WORDS = ("the cat sat", "a dog", "one", "mat")


@dataclass(frozen=True)
class Verdict:
    """`outcome` is clean, refused or disagreed; `detail` says where and what."""

    outcome: str
    detail: str = ""


def judge(typed: Typed) -> Verdict:
    """Build the graph's program in Keras and compare every call with what was inferred."""
    keras.utils.clear_session()
    variables: dict = {}
    nodes = iter(typed.nodes.values())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for statement in emit(typed.graph).statements:
            node = next(nodes) if calls_a_layer(statement) else None
            try:
                execute(statement, variables)
            except Exception as error:
                return refused(node or maker(statement, typed), error)
            if node is not None and node.fault is not None:
                return fails_on_data(typed, node, keras.tree.flatten([variables[name] for name in statement.names]))
            if node is not None:
                detail = differences(node, keras.tree.flatten([variables[name] for name in statement.names]))
                if detail:
                    return Verdict("disagreed", f"`{node.node.name}`: {detail}")
    return Verdict("clean")


def calls_a_layer(statement: Assign) -> bool:
    """True for the statements that stand for a node."""
    value = statement.value
    return isinstance(value, Call) and (isinstance(value.target, Call) or "." not in value.target)


def maker(statement: Assign, typed: Typed) -> TypedNode | None:
    """The first call of the shared layer that a statement makes."""
    return next((one for one in typed.nodes.values() if f"{one.node.layer.name}_layer" in statement.names), None)


def refused(node: TypedNode | None, error: Exception) -> Verdict:
    """Keras raised: lint must have refused the same call."""
    said = f"{type(error).__name__}: {str(error).strip()[:400]}"
    if node is None:
        return Verdict("disagreed", f"Keras cannot make the model: {said}")
    if node.fault is None:
        return Verdict("disagreed", f"`{node.node.name}`: lint is silent; Keras says {said}")
    return Verdict("refused", f"{node.fault.what}: {said}")


def fails_on_data(typed: Typed, node: TypedNode, outputs: list) -> Verdict:
    """A fault that Keras meets only with data: the first training step of the model up to this call must fail.

    Computing another shape than the one announced counts as failing: whatever is built on that shape is wrong.
    """
    tensors = [t for t in node_inputs(outputs) if t.name in {entry.name for entry in typed.graph.inputs}]
    model = keras.Model({tensor.name: tensor for tensor in tensors}, outputs)
    try:
        found = keras.tree.flatten(model(batch(tensors, typed.graph.batch_size or 2), training=True))
    except Exception as error:
        return Verdict("refused", f"{node.fault.what} at the first step: {str(error).strip()[:300]}")
    for announced, computed in zip(outputs, found, strict=True):
        if not agree(announced.shape, computed.shape):
            return Verdict("refused", f"{node.fault.what}: announced as {announced.shape}, computed as {computed.shape}")
    return Verdict("disagreed", f"`{node.node.name}`: lint says {node.fault}; Keras builds and computes it")


def agree(announced: tuple, computed: tuple) -> bool:
    """True if a computed shape is what a symbolic one says, None for any length."""
    return len(announced) == len(computed) and all(a in (None, c) for a, c in zip(announced, computed, strict=True))


def node_inputs(outputs: list) -> list:
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


def batch(tensors: list, size: int) -> dict:
    """Random data for model inputs; axes of any length get five."""
    rng = np.random.default_rng(0)
    data = {}
    for tensor in tensors:
        shape = [size, *(5 if d is None else d for d in tensor.shape[1:])]
        if tensor.dtype == "string":
            data[tensor.name] = tf.constant(np.resize(np.array(WORDS), shape))
        elif tensor.dtype.startswith("int"):
            data[tensor.name] = tf.constant(rng.integers(1, 20, shape), tensor.dtype)
        else:
            data[tensor.name] = tf.constant(rng.normal(size=shape), tensor.dtype)
    return data


def differences(node: TypedNode, tensors: list) -> str:
    """What of a call's outputs and weights is not as inferred; empty where all agrees."""
    found = []
    if len(tensors) != len(node.outputs):
        return f"{len(node.outputs)} outputs inferred, Keras gives {len(tensors)}"
    for spec, tensor in zip(node.outputs, tensors, strict=True):
        found += tensor_differences(spec, tensor)
    layer = tensors[0]._keras_history.operation
    counted = [w.parameters for w in node.weights]
    if any(isinstance(c, Unknown) for c in counted):
        found.append(f"unknown weights {node.weights}")
    elif sum(counted) != layer.count_params():
        found.append(f"{sum(counted)} parameters inferred, Keras counts {layer.count_params()}")
    else:
        trained = sum(w.parameters for w in node.weights if w.trainable)
        real = sum(int(keras.ops.size(w)) for w in layer.trainable_weights)
        if trained != real:
            found.append(f"{trained} trained parameters inferred, Keras trains {real}")
    return "; ".join(found)


def tensor_differences(spec: TensorSpec, tensor) -> list[str]:
    """Differences of one tensor."""
    if not spec.known:
        return [f"unknown shape inferred, Keras gives {tuple(tensor.shape)}"]
    found = []
    shape = tuple(map(keras_dim, spec.dims))
    if shape != tuple(tensor.shape[1:]):
        found.append(f"shape {spec} inferred, Keras gives {tuple(tensor.shape)}")
    if any(isinstance(d, Unknown) for d in spec.dims):
        found.append(f"unknown dimension in {spec}")
    if spec.dtype != tensor.dtype:
        found.append(f"{spec.dtype} inferred, Keras gives {tensor.dtype}")
    mask = getattr(tensor, "_keras_mask", None)
    if (spec.mask is not None) != (mask is not None):
        found.append(f"mask {spec.mask} inferred, Keras has {mask}")
    elif mask is not None and tuple(map(keras_dim, spec.mask.shape)) != tuple(mask.shape[1:]):
        found.append(f"mask shape {spec.mask.shape} inferred, Keras has {mask.shape}")
    return found
