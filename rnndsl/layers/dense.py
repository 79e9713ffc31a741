"""Dense: the same affine map of the last axis at every place of the tensor."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, is_fixed, multiply, product
from rnndsl.ir.fields import Entry, Int
from rnndsl.ir.tensor import TensorSpec

from ._affine import AFFINE, kernel_and_bias
from ._dtypes import compute_dtype, refuse_strings
from ._ranks import OPEN
from .kind import Call, Kind, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .equations.notation import Line


class Dense(Kind):
    """(…, F) to (…, units) with F·units + units parameters."""

    name = "Dense"
    doc = "Fully connected layer: a matrix product with the last axis, a bias, an activation."
    family = "dense and activation"
    per_step = True
    work = "F·units at every place"
    dimensional = ("units",)
    parameters = (
        Entry("units", Int(1), doc="Width of the output."),
        *AFFINE,
    )

    def infer(self, call: Call) -> Result:
        """The last axis becomes `units`; raises Refusal on a rank below 2, an unknown last axis, or strings."""
        tensor, args = call.input, call.args
        if tensor.rank < 2:
            refuse(
                "rank", "a vector per sample", str(tensor), keras="expected min_ndim=2, found ndim=1", input=0, wants=2, has=1
            )
        if not is_fixed(tensor.dims[-1]):
            refuse("axis", "a known last axis", str(tensor), keras=OPEN, input=0, axis=-1)
        refuse_strings(call)
        weights = kernel_and_bias(args, (tensor.dims[-1], args["units"]))
        return Result((TensorSpec((*tensor.dims[:-1], args["units"]), compute_dtype(args), tensor.mask),), weights)

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """The kernel at every place."""
        return multiply(product(result.outputs[0].dims), call.input.dims[-1])

    def equation(self, call: Call) -> str:
        """A product, a bias, an activation."""
        from .equations.notation import through

        return through(call.args["activation"], "input @ W + b" if call.args["use_bias"] else "input @ W")

    def in_torch(self, call: Call, result: Result) -> tuple[Line, ...]:
        """`nn.Linear`."""
        from .equations.in_torch import linear

        return linear(call, result)


KIND = Dense()
