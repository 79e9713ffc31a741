"""Keras' dtype policies: what a layer computes in, what its weights are kept in, what becomes of its inputs.

A policy is one dtype for both (`float16`), a mixed one (`mixed_float16`: computes in float16, keeps float32), or a quantized
one (`int8_from_float32`, until quantized like the policy after `from`). Keras casts floating inputs to the compute dtype and
leaves all others alone.
"""

from __future__ import annotations

from .kind import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.tensor import TensorSpec

FLOATS = ("float16", "bfloat16", "float32", "float64")
_WHOLE = ("bool", "uint8", "uint16", "uint32", "uint64", "int16", "int32", "int64")
_MODES = ("int8", "int4", "float8", "gptq", "awq")


def compute_dtype(args: Mapping[str, Any]) -> str:
    """The dtype in which the layer computes, and which most layers give their outputs; refuses what is no policy."""
    return _parse(args.get("dtype"))[0]


def variable_dtype(args: Mapping[str, Any]) -> str:
    """The dtype of the layer's weights; refuses what is no policy."""
    return _parse(args.get("dtype"))[1]


def cast(tensor: TensorSpec, args: Mapping[str, Any]) -> str:
    """The dtype of an input once the layer has cast it, for layers that hand their input's dtype on."""
    return compute_dtype(args) if tensor.dtype in FLOATS else tensor.dtype


def _parse(policy: Any) -> tuple[str, str]:
    if policy is None:
        return "float32", "float32"
    name = str(policy)
    if name.partition("_")[0] in _MODES and "_from_" in name:
        name = name.partition("_from_")[2]
    if name in ("mixed_float16", "mixed_bfloat16"):
        return name[len("mixed_") :], "float32"
    if name in FLOATS or name in _WHOLE or name == "string":
        return name, name
    refuse(
        "argument",
        "a dtype such as float32, or a policy such as mixed_float16",
        f"dtype: {policy}",
        keras=f"Cannot convert '{policy}' to a mixed precision DTypePolicy",
        argument="dtype",
    )
