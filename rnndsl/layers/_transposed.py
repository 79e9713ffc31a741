"""What the transposed convolutions share: every step of the input is spread over a window of the output.

`padding: same` without `output_padding` gives each length times its stride; everything else follows from the length that a
convolution with the same arguments would read. Where that convolution would not give the input's length back, TensorFlow
refuses the first batch.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, add, multiply, product, span
from rnndsl.ir.fields import Entry

from ._affine import AFFINE
from ._convolution import FILTERS, NO_CONVERSION, PADDING, Convolving, dilation_rate, kernel_size, need_features, strides
from ._formats import DATA_FORMAT, split
from ._ranks import OPEN
from ._windows import Sizes, refuse_stride_with_dilation, sized_entry, sizes, windows
from .kind import Call, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def transposed(axes: int) -> tuple[Entry, ...]:
    """The parameters of a transposed convolution; only Conv3DTranspose has `data_format` first."""
    doc = "Added at the end of the output in {}, less than strides; null: what strides and padding call for"
    extra = sized_entry("output_padding", axes, None, doc, nullable=True, low=0)
    placed = (DATA_FORMAT, extra) if axes == 3 else (extra, DATA_FORMAT)
    return (FILTERS, kernel_size(axes), strides(axes), PADDING, *placed, dilation_rate(axes), *AFFINE)


class Transposed(Convolving):
    """(N, T, F) to (N, T', filters) with T' about strides·T, and its like for images; kernel (size…, filters, F) and bias."""

    work = "kernel size · F · filters at every position of the input"
    too_many_axes = "tuple index out of range"
    no_dtype = NO_CONVERSION

    def check(self, args: Mapping[str, Any], sizes: Sizes) -> None:
        """Refuse an output padding that strides cannot hold, and strides with a dilation."""
        extra = _output_padding(args, self.axes)
        if extra is not None:
            _check_below_strides(args, extra, sizes[1])
        refuse_stride_with_dilation(args, sizes)

    def kernels(self, call: Call, features: Dim, size: tuple[int, ...]) -> dict[str, Shape]:
        """One kernel (size…, filters, F)."""
        return {"kernel": (*size, call.args["filters"], need_features(features, call, OPEN))}

    def lengths(self, before: Shape, sizes: Sizes, args: Mapping[str, Any]) -> Shape:
        """Each length about as many times as the stride says."""
        extra, same = _output_padding(args, self.axes), args["padding"] == "same"
        if same and extra is not None:
            _check_even(args, before, extra, sizes)
        return tuple(_spread(*one, same) for one in zip(before, *sizes, extra or (None,) * self.axes, strict=True))

    def positions(self, call: Call, result: Result) -> Dim:
        """Places of the input."""
        return product(split(call.input.dims, call.args)[0])

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Each step of the input moves a window of the output; a stride lies between two such windows."""
        if self.axes > 1:
            return None
        ((width,), (stride,), (dilation,)) = windows(args, 1, "kernel_size")
        return Reach(span(width, dilation) / stride, 1 / stride)


def _output_padding(args: Mapping[str, Any], axes: int) -> tuple[int, ...] | None:
    return None if args["output_padding"] is None else sizes(args["output_padding"], axes)


def _spread(length: Dim, width: int, stride: int, dilation: int, extra: int | None, same: bool) -> Dim:
    """Length of the output along one axis."""
    window = span(width, dilation)
    if same and extra is None:
        return multiply(stride, length)
    last = max(window, stride) if extra is None else (window % 2 if same else window) + extra
    return add(multiply(stride, length), last - stride)


def _check_below_strides(args: Mapping[str, Any], extra: tuple[int, ...], steps: tuple[int, ...]) -> None:
    """Refuse an output padding of as much as a stride or more."""
    if any(one >= step for one, step in zip(extra, steps, strict=True)):
        refuse(
            "argument",
            "output_padding less than strides",
            f"output_padding: {args['output_padding']}, strides: {list(steps) if len(steps) > 1 else steps[0]}",
            keras="`output_padding` must be strictly less than `strides` for all dimensions",
            argument="output_padding",
        )


def _check_even(args: Mapping[str, Any], before: Shape, extra: tuple[int, ...], found: Sizes) -> None:
    """Refuse an even window without output padding under `padding: same`; only an empty output, of one step, gets through."""
    widths, _, dilations = found
    along = zip(before, widths, dilations, extra, strict=True)
    short = [length for length, width, dilation, one in along if one == 0 and span(width, dilation) % 2 == 0]
    if short and all(isinstance(length, int) and length > 1 for length in short):
        refuse(
            "argument",
            "output_padding: null for an even window with padding: same (or at least 1, below strides)",
            f"output_padding: {args['output_padding']}, kernel_size: {args['kernel_size']}",
            argument="output_padding",
        )
