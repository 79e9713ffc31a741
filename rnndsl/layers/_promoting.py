"""The dtype that Keras' operations give for several: its own lattice, which knows weak types not at all for tensors."""

from __future__ import annotations

_INTEGERS = ("bool", "uint8", "int8", "int16", "int32", "uint32", "int64")
_FLOATS = ("float16", "bfloat16", "float32", "float64")


def promoted(*dtypes: str) -> str:
    """The dtype that tensors of these dtypes are computed in together.

    >>> promoted("int32", "float16"), promoted("float16", "bfloat16"), promoted("int8", "uint8"), promoted("int32", "uint32")
    ('float16', 'float32', 'int16', 'int64')
    """
    result = dtypes[0]
    for dtype in dtypes[1:]:
        result = _pair(result, dtype)
    return result


def _pair(a: str, b: str) -> str:
    if a == b:
        return a
    floats = [dtype for dtype in (a, b) if dtype in _FLOATS]
    if len(floats) == 1:
        return floats[0]
    if floats:
        return "float32" if {a, b} == {"float16", "bfloat16"} else max(a, b, key=_FLOATS.index)
    if {a, b} == {"int8", "uint8"}:
        return "int16"
    if "uint32" in (a, b) and {a, b} & {"int8", "int16", "int32"}:
        return "int64"
    return max(a, b, key=_INTEGERS.index)
