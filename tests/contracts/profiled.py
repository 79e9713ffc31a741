"""What TensorFlow's own profiler says about the products of a layer: multiply-adds of one forward pass, operation by operation.

The profiler counts two FLOPs for a multiply-add. Some operations are counted here instead, from their shapes in the same
graph: those in `UNPROFILED`, each with the reason. Operations that no output needs are left out, as TensorFlow leaves them out.
"""

from __future__ import annotations

from collections import Counter
from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

PROFILED = ("MatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3", "Conv2D", "Conv3D", "DepthwiseConv2dNative")
SAME = ("ExpandDims", "Squeeze", "Reshape", "Identity")  # other views of the same numbers
HIDING = ("While", "If", "Call")  # loops and functions, whose bodies the profiler does not see, or sees once


def products(model: Any, batch: int) -> Counter[str] | None:
    """Multiply-adds of a model's forward pass on so many samples, by operation; None where some are out of sight."""
    import tensorflow as tf

    specs = [tf.TensorSpec((batch, *x.shape[1:]), x.dtype) for x in model.inputs]
    traced = tf.function(lambda *x: model(list(x), training=False), autograph=False).get_concrete_function(*specs)
    ops, flops, found = _needed(traced.graph), _flops(traced.graph), Counter[str]()
    if any(word in op.type for op in ops for word in HIDING):
        return None
    for op in ops:
        count = _count(op, flops)
        if count:
            found[op.type] += count
    return found


def _count(op: Any, flops: dict[str, int]) -> int:
    """The multiply-adds of one operation."""
    if op.type in UNPROFILED:
        return UNPROFILED[op.type](op)
    if op.type not in PROFILED:
        return 0
    before = op.inputs[0].op
    while before.type in SAME:
        before = before.inputs[0].op
    return _dilated(op) if before.type == "SpaceToBatchND" else flops.get(op.name, 0) // 2


def _needed(graph: Any) -> list[Any]:
    """The operations that some output needs."""
    open_, seen = [tensor.op for tensor in graph.outputs], {}
    while open_:
        op = open_.pop()
        if op.name not in seen:
            seen[op.name] = op
            open_ += [tensor.op for tensor in op.inputs] + list(op.control_inputs)
    return list(seen.values())


def _flops(graph: Any) -> dict[str, int]:
    """What the profiler says of every operation, by name."""
    from tensorflow.compat.v1 import profiler

    options = profiler.ProfileOptionBuilder
    wanted = options(options.float_operation()).with_empty_output().build()
    open_, found = [profiler.profile(graph, cmd="scope", options=wanted)], {}
    while open_:
        node = open_.pop()
        found[node.name] = node.float_ops
        open_ += node.children
    return found


def _einsum(op: Any) -> int:
    """The profiler does not know Einsum: one multiply-add for every combination of all letters of the equation."""
    left, _, right = op.get_attr("equation").decode().partition("->")
    sizes: dict[str, int] = {}
    for word, tensor in zip([*left.split(","), right], [*op.inputs, *op.outputs], strict=True):
        letters, shape = word.replace("...", ""), list(tensor.shape)
        hidden = len(shape) - len(letters)
        sizes.update({f"…{k - hidden}": max(n, sizes.get(f"…{k - hidden}", 1)) for k, n in enumerate(shape[:hidden])})
        sizes.update(zip(letters, shape[hidden:], strict=True))
    return prod(sizes.values()) if "," in left else 0


def _transposed(op: Any) -> int:
    """The profiler counts kernels at every position of the output, stuffed zeros too: they work at those of the input."""
    return prod(op.inputs[2].shape) * prod(op.inputs[1].shape[:-1])


def _dilated(op: Any) -> int:
    """A dilated convolution is computed on a padded rearrangement, whose padding the profiler counts, with steps between two
    strides that are cut out afterwards: what is left of the output counts.
    """
    back = op
    while back.type != "BatchToSpaceND":
        back = next(c for c in back.outputs[0].consumers() if c.type in (*SAME, "BatchToSpaceND"))
    back = next((c for c in back.outputs[0].consumers() if c.type == "StridedSlice"), back)
    kernel = op.inputs[1].shape
    return prod(back.outputs[0].shape) * prod(kernel[:-2] if op.type.startswith("Depthwise") else kernel[:-1])


def _weighed(op: Any) -> int:
    """A product of which a sum is taken next is a multiply-add, whatever TensorFlow calls it: AdditiveAttention's scores.

    Not so a product with a constant, such as the 1 that stands for no scale.
    """
    constant = any(tensor.op.type == "Const" and not tensor.shape.rank for tensor in op.inputs)
    summed = any(c.type == "Sum" for c in op.outputs[0].consumers())
    return prod(op.outputs[0].shape) if summed and not constant else 0


UNPROFILED: dict[str, Callable[[Any], int]] = {
    "Einsum": _einsum,
    "Conv2DBackpropInput": _transposed,
    "Conv3DBackpropInputV2": _transposed,
    "Mul": _weighed,
}
