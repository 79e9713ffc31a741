"""What MultiHeadAttention and GroupQueryAttention share: several heads, each with its own projection of query, value and key.

Inputs are query, value and, if given, key. Masks of all three hide steps from each other inside; that of the query passes on.
Keras builds the layer on many shapes that fail at the first batch; inference refuses what provably fails there.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, add, multiply, product, show_shape, total
from rnndsl.ir.fields import Bool, Entry, Int, optional
from rnndsl.ir.tensor import TensorSpec, Weight

from ._dtypes import compute_dtype, refuse_strings, variable_dtype
from ._entries import SEED, constraint, initializer, rate, regularizer
from ._initial import refuse_initializers
from ._merging import refuse_merge, together
from ._querying import Querying, roles
from ._ranks import need_length, unequal, unlike, whole
from .kind import Call, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

DROPOUT = rate("dropout", 0.0, "Share of the attention weights to drop while training.")
WINDOW = Entry("sliding_window", optional(Int(1)), None, "Attend only to this many steps to either side, the own one counted.")
FLASH = Entry("flash_attention", optional(Bool()), None, "Use a fused kernel, which TensorFlow has not.")
PROJECTIONS = (
    initializer("kernel", "glorot_uniform"),
    initializer("bias", "zeros"),
    regularizer("kernel"),
    regularizer("bias"),
    regularizer("activity"),
    constraint("kernel"),
    constraint("bias"),
    Entry("use_gate", Bool(), False, "Weigh the heads' output with a sigmoid of the query."),
    SEED,
)
_WHERE = "compatible"  # Keras' word for masks that fit neither each other nor the scores


class Heads(Querying):
    """Base of the attention layers with several heads; subclasses say their weights, shapes and rules."""

    spread = True
    owns_weights = False  # they are its projections'

    def infer(self, call: Call) -> Result:
        """(N, Tq, F) and (N, Tv, V) to (N, Tq, F)."""
        args = call.args
        query, value, key = roles(call)
        self.check(call, query, value, key)
        refuse_unfit(call, joint_mask(call, query, value), self.pairs(call, query, value), self.expanded(call, value))
        weights = self.weights(call, query, value, key)
        refuse_initializers(args, tuple(Weight(w.name.rpartition("/")[2], w.shape, w.trainable, w.dtype) for w in weights))
        dtype = compute_dtype(args)
        main = TensorSpec(self.output(call, query)[1:], dtype, call.inputs[0].mask)
        announced, computed = self.scores(call, query, key), self.pairs(call, query, value)
        true = len(announced) == len(computed) and not any(map(unlike, announced, computed))
        scores = TensorSpec(announced[1:] if true else None, dtype)  # what is below is built for the announced shape
        return Result((main, scores) if args["return_attention_scores"] else (main,), weights)

    def check(self, call: Call, query: Shape, value: Shape, key: Shape) -> None:
        """Refuse tensors that cannot attend to each other."""
        raise AssertionError(self.name)

    def pairs(self, call: Call, query: Shape, value: Shape) -> Shape:
        """The shape of the attention weights as they are computed, with the batch axis."""
        raise AssertionError(self.name)

    def expanded(self, call: Call, value: Shape) -> int:
        """Where masks get axes of length 1, counted from the end of the grown mask."""
        return -3

    def heads(self, args: Mapping[str, Any]) -> tuple[Shape, Shape, Shape, Shape]:
        """Number and width of the heads: of query, key and value, and of what is projected to the output."""
        raise AssertionError(self.name)

    def weights(self, call: Call, query: Shape, value: Shape, key: Shape) -> tuple[Weight, ...]:
        """Kernels and biases of the projections, in Keras' order."""
        seeking, sought, valued, joint = self.heads(call.args)
        gate = _projection(call, "gate", query, query[-1:], joint) if call.args["use_gate"] else ()
        return (
            *_projection(call, "query", query, query[-1:], seeking),
            *_projection(call, "key", key, key[-1:], sought),
            *gate,
            *_projection(call, "value", value, value[-1:], valued),
            *_projection(call, "attention_output", query, joint, self.output(call, query)[len(query) - 1 :]),
        )

    def output(self, call: Call, query: Shape) -> Shape:
        """The shape of what comes out, with its batch axis."""
        raise AssertionError(self.name)

    def scores(self, call: Call, query: Shape, key: Shape) -> Shape:
        """The shape that Keras announces for the attention weights."""
        raise AssertionError(self.name)

    def width(self, args: Mapping[str, Any]) -> int:
        """Widths of a head's key and value together."""
        raise AssertionError(self.name)

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """Projections, scores, sums of values."""
        query, value, _ = roles(call)
        projected = total(product((*places, *kernel)) for _, places, kernel in _projections(call, result))
        return add(projected, multiply(product(self.pairs(call, query, value)[1:]), self.width(call.args)))

    def saved(self, call: Call, result: Result) -> Dim:
        """Scores before and after the softmax, what queries, keys and values were projected to, and what the output is from."""
        query, value, _ = roles(call)
        heads = (
            (places, kernel[:2] if name == "attention_output" else kernel[-2:])
            for name, places, kernel in _projections(call, result)
        )
        projected = total(product((*places, *head)) for places, head in heads)
        return add(projected, multiply(2, product(self.pairs(call, query, value)[1:])))


def _projections(call: Call, result: Result) -> list[tuple[str, Shape, Shape]]:
    """Every projection by name: the places at which its kernel is applied, and the kernel's shape."""
    query, value, key = roles(call)
    seen = {"query": query, "key": key, "gate": query, "value": value, "attention_output": query}
    kernels = ((w.name.partition("/")[0], w.shape) for w in result.weights if w.name.endswith("kernel"))
    return [(name, seen[name][1:-1], kernel) for name, kernel in kernels]


def refuse_unequal(call: Call, value: Shape, key: Shape) -> None:
    """Refuse a key with other axes than the value's before the last: not even Keras' None equals a number."""
    if value[1:-1] == key[1:-1]:
        return
    if len(value) != len(key) or any(unequal(a, b) for a, b in zip(value[1:-1], key[1:-1], strict=True)):
        keras = "All dimensions of `value` and `key`, except the last one, must be equal"
        refuse_merge(call, 2, "a key with as many steps as the value", keras, 1)


def refuse_flash(call: Call, fused: bool) -> None:
    """Refuse the fused kernel: with dropout, with scores, and (`fused`) where Keras would take it, in TensorFlow."""
    args = call.args
    if not args["flash_attention"]:
        return
    if args["dropout"] > 0:
        keras = "Dropout is not supported when flash attention is enabled"
    elif args["return_attention_scores"]:
        keras = "Returning attention scores is not supported when flash attention is enabled"
    elif fused:
        keras = "Flash attention is not supported in tensorflow backend"
    else:
        return
    refuse("argument", "flash_attention: null", "flash_attention: true", keras=keras, argument="flash_attention")


def fuses(call: Call, query: Shape) -> bool:
    """True if Keras computes by one fused operation, which knows sequences (N, T, F) only."""
    return len(query) == 3 and not call.args["dropout"] > 0 and not call.args["return_attention_scores"]


def joint_mask(call: Call, query: Shape, value: Shape) -> Shape | None:
    """The shape of all masks together as Keras joins them, None without any; refuses masks that do not fit each other."""
    masks: list[Shape] = []
    for index, tensor in enumerate(call.inputs):
        if tensor.mask is not None:
            mask = whole(tensor.mask.shape, call.batch_size)
            masks.append((*mask, 1) if index == 0 else (*mask[:-1], 1, mask[-1]))
    if call.args["use_causal_mask"] or call.args["sliding_window"] is not None:
        masks.append((1, query[1], value[1]))
    shape = masks[0] if masks else None
    for mask in masks[1:]:
        apart = shape is not None and len(shape) != len(mask) and mask[0] != 1  # the batch would meet another axis
        shape = together(shape, mask) if shape is not None and not apart else None
        if shape is None:
            refuse_merge(call, 1, "masks over the steps of query and value", _WHERE)
    return shape


def refuse_unfit(call: Call, mask: Shape | None, scores: Shape, expanded: int) -> None:
    """Refuse a mask that, with axes of length 1 put in at `expanded` from the end, does not lie over the scores."""
    if mask is None:
        return
    grown = list(mask)
    while len(grown) < len(scores):
        at = len(grown) + 1 + expanded
        if at < 0 or (at == 0 and grown[0] != 1):  # the batch would meet another axis
            refuse_merge(call, 1, "masks over the steps of query and value", "out of bounds")
        grown.insert(at, 1)
    both = together(tuple(grown), scores)
    if both is None or len(both) > len(scores) or any(unlike(a, b) for a, b in zip(both, scores, strict=True)):
        refuse_merge(call, 1, "masks over the steps of query and value", _WHERE)


def _projection(call: Call, name: str, shape: Shape, over: Shape, to: Shape) -> tuple[Weight, ...]:
    """Kernel and bias of a projection; refuses features of an unknown number. `shape` is the tensor's."""
    args = call.args
    for dim in over:
        need_length(dim, shape[1:], -1)
    made = (args["trainable"], variable_dtype(args))
    weights = (Weight(f"{name}/kernel", (*over, *to), *made), Weight(f"{name}/bias", to, *made))
    return weights if args["use_bias"] else weights[:1]


def refuse_scalars(call: Call, rank: int) -> None:
    """Refuse strings, and tensors of fewer axes than a layer takes."""
    for index, tensor in enumerate(call.inputs):
        if tensor.rank < rank:
            refuse("rank", "(N, T, F)", show_shape(tensor.shape), input=index)
    refuse_strings(call, "")
