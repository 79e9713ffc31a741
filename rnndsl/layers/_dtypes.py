"""Which dtypes a layer computes in, and what it refuses, as Keras' dtype policies say.

A layer casts floats that come in to its compute dtype, leaves whole numbers and bools to the operation itself, and cannot
compute on strings. Keras would build a layer on strings and fail at the first batch; inference refuses at once.
"""

from __future__ import annotations

from rnndsl.ir.tensor import Mask, TensorSpec

from .kind import Call, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.dims import Shape

FLOATS = ("float32", "float16", "bfloat16", "float64")


def compute_dtype(args: Mapping[str, Any]) -> str:
    """The dtype that a layer of these arguments computes in and returns."""
    return _policy(args).removeprefix("mixed_")


def variable_dtype(args: Mapping[str, Any]) -> str:
    """The dtype of the weights of a layer of these arguments."""
    policy = _policy(args)
    return "float32" if policy.startswith("mixed_") else policy


def _policy(args: Mapping[str, Any]) -> str:
    """The policy that is named; Keras' own where none is, or a mistaken one."""
    named = args.get("dtype")
    return named if isinstance(named, str) else "float32"


def cast(tensor: TensorSpec, args: Mapping[str, Any]) -> str:
    """The dtype of a tensor once the layer has cast it: floats become the compute dtype, all else stays."""
    return compute_dtype(args) if tensor.dtype in FLOATS else tensor.dtype


def kept(call: Call, shape: Shape, announced: str, mask: Mask | None = None) -> TensorSpec:
    """A tensor of the input's own values: floats are cast, all else stays what it is, whatever Keras announces."""
    real = compute_dtype(call.args) if call.input.real in FLOATS else call.input.real
    return TensorSpec(shape, announced, mask, None if real == announced else real)


SCALED = "`x.dtype` must be a floating point tensor as `x` will be scaled"
NO_KERNEL = "Value for attr 'T' of {} is not in the list of allowed values"
STRINGS = "dtype='string' is not a valid dtype for Keras type promotion"


def refuse_strings(call: Call, keras: str = STRINGS) -> None:
    """Refuse inputs and states of strings, in Keras' words; raises Refusal."""
    for index, tensor in enumerate((*call.inputs, *call.states)):
        if tensor.real == "string":
            refuse("dtype", "numbers", "strings", keras=keras, input=index)


def refuse_all_but_floats(call: Call, keras: str = "", argument: str | None = None) -> None:
    """Refuse inputs of whole numbers, bools and strings; `argument` is what makes the layer need floats."""
    for index, tensor in enumerate(call.inputs):
        if tensor.real not in FLOATS:
            refuse("dtype", "floats", _found(tensor), keras=keras or no_kernel(tensor), input=index, argument=argument)


def refuse_bools(call: Call, keras: str = NO_KERNEL) -> None:
    """Refuse inputs of bools and of strings; `keras` is what Keras says, with the dtype in place of `{}`."""
    refuse_strings(call, keras.format("string"))
    for index, tensor in enumerate(call.inputs):
        if tensor.real == "bool":
            refuse("dtype", "numbers", "bools", keras=keras.format("bool"), input=index)


def no_kernel(tensor: TensorSpec) -> str:
    """TensorFlow's words for a dtype that an operation was not written for."""
    return NO_KERNEL.format(tensor.real)


def _found(tensor: TensorSpec) -> str:
    return tensor.dtype if tensor.computed is None else f"{tensor.computed} (Keras announces {tensor.dtype})"
