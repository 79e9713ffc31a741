"""ConvLSTM over one, two or three axes: an LSTM whose products with kernels are convolutions over rows and columns.

The input's convolution slides by `strides`, `padding` and `dilation_rate`; the state's keeps its shape. Gates, states and
arguments are those of an LSTMCell; windows and formats those of every convolution.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import Dim, Shape, differ, is_fixed, multiply, product, show_shape, total
from rnndsl.ir.fields import Entry
from rnndsl.ir.tensor import TensorSpec, Weight

from ._cells import Step, refuse_dropout
from ._convolution import FILTERS, PADDING, dilation_rate, kernel_size, strides
from ._dtypes import refuse_all_but_floats, variable_dtype
from ._formats import DATA_FORMAT, features_first, join, layout, split
from ._initial import refuse_initializers
from ._ranks import need_rank
from ._recurrent import RETURNS, Recurrent, of_cell
from ._windows import refuse_stride_with_dilation, slide, windows
from .kind import Call, refuse
from .lstmcell import KIND as CELL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.nest import Nest

    from .equations.notation import Line
    from .kind import Result

NOT_BOTH = "Specifying `strides > 1` is not compatible with `dilation_rate > 1`"
OPEN_AXES = "ConvLSTM layers only support static input shapes for the spatial dimension"
OPEN_FEATURES = "The channel dimension of the inputs (last axis) should be defined"


class ConvLstm(Recurrent):
    """(N, T, H, W, F) to (N, H', W', filters), or with the T; 4·(k·F·filters + k·filters² + filters) parameters."""

    axes = 1
    dimensional = ("filters",)
    owns_weights = False  # they are its cell's, which Keras never tells of `trainable`
    work = f"T·{CELL.gates}·(k·F·filters + k·filters²) at every position of the output"

    def states(self, args: Mapping[str, Any]) -> Nest:
        """Those of an LSTM, shaped like the output of a step."""
        return CELL.states(args)

    def sequence(self, call: Call) -> tuple[Dim, TensorSpec]:
        """Number of time steps, and the image of one of them; raises Refusal for images of unknown size."""
        args, tensor = call.args, call.input
        words = layout(args, self.axes).replace("T", "W").replace("(N, ", "(N, T, ")
        time, *step = need_rank(call, self.axes + 3, words)
        lengths, features = split(tuple(step), args)
        if not all(map(is_fixed, lengths)):
            refuse("axis", "an image of known size", str(tensor), keras=OPEN_AXES, input=0)
        if not is_fixed(features):
            refuse("axis", "a known number of features", str(tensor), keras=OPEN_FEATURES, input=0)
        return time, TensorSpec(tuple(step), tensor.dtype)

    def check(self, call: Call) -> None:
        """Refuse too what cannot be convolved."""
        super().check(call)
        refuse_all_but_floats(call)
        mask = call.input.mask
        if mask is None or len(mask.shape) == 1:
            return
        output = self.step(call.args, self.sequence(call)[1]).output
        if any(differ(a, b) and a != 1 for a, b in zip(mask.shape[1:], output, strict=False)):
            found = f"{show_shape(mask.shape)}, images {show_shape(output)}"
            refuse("merge", "a mask as large as the images that come out", found, input=0)

    def step(self, args: Mapping[str, Any], tensor: TensorSpec) -> Step:
        """One image: kernel (k…, F, 4·filters), recurrent kernel (k…, filters, 4·filters), bias."""
        refuse_dropout(args, tensor)
        sizes, filters = windows(args, self.axes, "kernel_size"), args["filters"]
        refuse_stride_with_dilation(args, sizes, NOT_BOTH)
        lengths, features = split(tensor.dims, args)
        after = slide(lengths, *sizes, args["padding"], "kernel_size")
        weights = self._weights(args, (*sizes[0], features), (*sizes[0], filters), multiply(CELL.gates, filters))
        refuse_initializers(args, weights)
        shape = join(after, filters, args)
        kernels = total(product(weight.shape) for weight in weights if weight.name != "bias")
        return Step(shape, (shape, shape), weights, product((*after, kernels)), multiply(CELL.gates, product(shape)))

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """Those of an LSTM; the notation convolves features that stand last."""
        return () if features_first(call.args) else super().equations(call, result)

    def counted(self, call: Call, result: Result) -> tuple[str, ...]:
        """gates·(k·f·u + k·u² + u), k being the size of a window."""
        from .equations.windows import counted

        return counted(CELL.gates, call.args, result.weights)

    def equations_before(self, call: Call, step: Step) -> list[Line]:
        """The weights."""
        from .equations.gates import letters

        return letters(CELL.blocks, call.args, step.weights)

    def equations_at_t(self, call: Call, masked: bool) -> list[Line]:
        """An LSTM's step with convolutions."""
        from .equations.windows import convlstm_step

        _, tensor = self.sequence(call)
        sizes = windows(call.args, self.axes, "kernel_size")
        return convlstm_step(CELL.blocks, call.args, self.step(call.args, tensor).output, sizes, masked)

    def _weights(self, args: Mapping[str, Any], kernel: Shape, recurrent: Shape, wide: Dim) -> tuple[Weight, ...]:
        shapes = {"kernel": (*kernel, wide), "recurrent_kernel": (*recurrent, wide), "bias": (wide,)}
        names = [name for name in shapes if name != "bias" or args["use_bias"]]
        return tuple(Weight(name, shapes[name], args["trainable"], variable_dtype(args)) for name in names)


def convlstm(axes: int) -> tuple[Entry, ...]:
    """The parameters of ConvLSTM1D, ConvLSTM2D or ConvLSTM3D."""
    return (
        FILTERS,
        kernel_size(axes),
        replace(strides(axes), default=1),
        PADDING,
        DATA_FORMAT,
        replace(dilation_rate(axes), default=1),
        *of_cell(CELL.parameters[1:])[0],
        *RETURNS,
    )
