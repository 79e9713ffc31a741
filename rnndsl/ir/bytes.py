"""How many bytes tensors take: the number of their elements by the width of their dtype."""

from __future__ import annotations

from rnndsl.ir.dims import UNKNOWN, Dim, multiply, product
from rnndsl.ir.tensor import TensorSpec

WIDTHS = {"float64": 8, "int64": 8, "uint64": 8, "float32": 4, "int32": 4, "uint32": 4, "string": 0}
HALF, SINGLE = 2, 1  # bytes of float16, bfloat16, int16 and uint16; of int8, uint8 and bool


def size(tensor: TensorSpec) -> Dim:
    """The bytes of one sample's tensor; a text counts nothing, since its length is anyone's."""
    return multiply(width(tensor.dtype), product(tensor.dims)) if tensor.known else UNKNOWN


def width(dtype: str) -> int:
    """The bytes of one number."""
    return WIDTHS.get(dtype, HALF if dtype.endswith("16") else SINGLE)
