"""What rnndsl says of a graph and what Keras does with it, and whether the two agree.

Keras evaluates the emitted program statement by statement, so agreement is judged call by call: shape, dtype, mask and
parameter count of every call up to the first that either side refuses, and that both refuse the same one.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import keras

from rnndsl.backend.build import execute
from rnndsl.backend.emit import emit
from rnndsl.ir.dims import Unknown, keras_dim
from rnndsl.ir.program import Assign, Call
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Typed, TypedNode

AT_FIRST_CALL = ("states",)  # what Keras builds without a word and refuses when data come


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
                return refused(node, error)
            if node is not None and node.fault is not None:
                if node.fault.what in AT_FIRST_CALL:
                    return fails_on_data(typed, node, variables)
                return Verdict("disagreed", f"`{node.node.name}`: lint says {node.fault}; Keras builds it")
            if node is not None:
                detail = differences(node, [variables[name] for name in statement.names])
                if detail:
                    return Verdict("disagreed", f"`{node.node.name}`: {detail}")
    return Verdict("clean")


def calls_a_layer(statement: Assign) -> bool:
    """True for the statements that stand for a node."""
    value = statement.value
    return isinstance(value, Call) and (isinstance(value.target, Call) or "." not in value.target)


def refused(node: TypedNode | None, error: Exception) -> Verdict:
    """Keras raised: lint must have refused the same call."""
    said = f"{type(error).__name__}: {str(error).strip()[:400]}"
    if node is None:
        return Verdict("disagreed", f"Keras cannot make the model: {said}")
    if node.fault is None:
        return Verdict("disagreed", f"`{node.node.name}`: lint is silent; Keras says {said}")
    return Verdict("refused", f"{node.fault.what}: {said}")


def fails_on_data(typed: Typed, node: TypedNode, variables: dict) -> Verdict:
    """A fault that Keras meets only with data: a call of the layer on zeros must fail."""
    import numpy as np

    inputs = {entry.name: variables[entry.name] for entry in typed.graph.inputs if entry.name in variables}
    model = keras.Model(inputs, variables[node.node.name])
    size = typed.graph.batch_size or 2
    data = {
        name: np.zeros([size, *(5 if d is None else d for d in tensor.shape[1:])], tensor.dtype)
        if tensor.dtype != "string"
        else keras.ops.convert_to_tensor([""] * size, dtype="string")
        for name, tensor in inputs.items()
    }
    try:
        model(data)
    except Exception as error:
        return Verdict("refused", f"{node.fault.what} at the first call: {str(error).strip()[:300]}")
    return Verdict("disagreed", f"`{node.node.name}`: lint says {node.fault}; Keras computes it")


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
