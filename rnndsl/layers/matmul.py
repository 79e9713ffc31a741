"""matmul: the matrix product of two tensors, over their last two axes."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, differ, multiply, product, show

from ._dtypes import refuse_strings
from ._merging import refuse_merge, together
from ._operation import UNSAID, Operation, batched, shape_of
from ._promoting import promoted
from .kind import Call, Result


class Matmul(Operation):
    """Keras' ops.matmul."""

    name = "matmul"
    doc = "Multiplies matrices: (N, a, k) and (N, k, b) give (N, a, b)."
    work = "a·k·b for every pair of matrices"
    low = 2
    high = 2
    spread = True
    family = "merge"
    parameters = ()

    def infer(self, call: Call) -> Result:
        """The product's shape; refuses matrices that do not fit each other."""
        refuse_strings(call, "")
        first, second = shape_of(call, 0), shape_of(call, 1)
        rows = second[-2] if len(second) > 1 else second[0]
        if differ(first[-1], rows):
            keras = "must be equal"
            refuse_merge(call, 1, f"{show(first[-1])} rows, as the first has columns", keras, -2)
        if min(len(first), len(second)) < 3:
            return UNSAID
        leading = together(tuple(first[:-2]), tuple(second[:-2]))
        if leading is None:
            refuse_merge(call, 1, "leading axes that broadcast", "Cannot broadcast shape")
        dtypes = [tensor.dtype for tensor in call.inputs]
        dtype = "int32" if dtypes == ["int8", "int8"] else promoted(*dtypes)
        return batched([*leading, first[-2], second[-1]], dtype)

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """One for every number of the result and every column of the first."""
        output = result.outputs[0]
        return multiply(product(output.dims), call.inputs[0].dims[-1]) if output.known else 0


KIND = Matmul()
