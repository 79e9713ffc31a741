"""What layers compute whose windows slide along one, two or three axes.

Windows are written out: `x[2·i + j]` is what place j of window i sees, of an input padded before.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, apply, product, show, show_shape, span
from rnndsl.layers._formats import features_first, split

from .gates import at_t, four_gates
from .notation import Line, definitions, each, first, over, steps, through

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.tensor import Weight
    from rnndsl.layers._windows import Sizes
    from rnndsl.layers.kind import Call, Result

PLACES = {1: "t", 2: "ij", 3: "dij"}
INSIDE = {1: "k", 2: "pq", 3: "kpq"}


def convlstm_step(blocks: str, args: Mapping[str, Any], shape: Shape, sizes: Sizes, masked: bool) -> list[Line]:
    """An LSTM's step whose products are convolutions: the input's slides as the arguments say, the state's keeps its shape."""
    _, strides, dilations = sizes
    at = at_t(masked)
    how = f', padding="{args["padding"]}"'
    how += f", strides={each(strides)}" if max(strides) > 1 else ""
    how += f", dilation={each(dilations)}" if max(dilations) > 1 else ""

    def total(block: str) -> str:
        bias = f" + b[{block}]" if args["use_bias"] else ""
        return f'conv({at.x}, W[…, {block}]{how}) + conv({at.h}, U[…, {block}], padding="same"){bias}'

    return four_gates(blocks, args, at, args["filters"], show_shape(shape), total)


def convolution(call: Call, result: Result, sizes: Sizes) -> tuple[Line, ...]:
    """A full convolution: every window is multiplied with the kernel and summed, features last and undivided."""
    return windowed(call, result, sizes, "{} @ {}") if call.args["groups"] == 1 else ()


def windowed(call: Call, result: Result, sizes: Sizes, product: str) -> tuple[Line, ...]:
    """The sum over every window of `product` of a place and its part of the kernel."""
    args, axes = call.args, len(sizes[0])
    if features_first(args):
        return ()
    seen, within = _within(sizes)
    bias = " + b" if args["use_bias"] else ""
    term = product.format(f"x[{seen}]", f"W[{', '.join(INSIDE[axes])}]")
    total = through(args["activation"], f"sum[{within}]({term}){bias}")
    return (*definitions(result.weights), *padded(call, sizes), *_everywhere(call, result, axes, total))


def pooling(call: Call, result: Result, sizes: Sizes, reduce: str) -> tuple[Line, ...]:
    """The largest value or the mean of every window; padding never counts."""
    args, axes = call.args, len(sizes[0])
    if features_first(args) or args["padding"] == "same":
        return ()
    seen, within = _within(sizes)
    return (first(call), *_everywhere(call, result, axes, f"{reduce}[{within}](x[{seen}])"))


def _within(sizes: Sizes) -> tuple[str, str]:
    """What each place of a window sees of the input, and which places there are."""
    axes = len(sizes[0])
    seen = (_place(*one) for one in zip(PLACES[axes], INSIDE[axes], *sizes[1:], strict=True))
    within = (f"{name} = 0 … {width - 1}" for name, width in zip(INSIDE[axes], sizes[0], strict=True))
    return ", ".join(seen), ", ".join(within)


def _everywhere(call: Call, result: Result, axes: int, text: str) -> tuple[Line, Line]:
    """The same at every place of the output."""
    places, output = PLACES[axes], result.outputs[0]
    lengths, _ = split(output.dims, call.args)
    loop = ", ".join(f"{place} = {steps(length)}" for place, length in zip(places, lengths, strict=True))
    return Line(f"for {loop}:"), Line(f"  output[{', '.join(places)}] = {text}", show_shape(output.dims[axes:]))


def global_pooling(call: Call, result: Result, axes: int, reduce: str) -> tuple[Line, ...]:
    """The largest value or the mean over all places."""
    along = range(1, axes + 1) if features_first(call.args) else range(axes)
    kept = ", keepdims=True" if call.args["keepdims"] else ""
    text = f"output = {reduce}(x, {over(tuple(along))}{kept})"
    return (first(call), Line(text, show_shape(result.outputs[0].shape)))


def masked_mean(call: Call, result: Result) -> tuple[Line, ...]:
    """The mean over the steps that a mask leaves."""
    mask = call.input.mask
    if mask is None:
        return global_pooling(call, result, 1, "mean")
    if features_first(call.args):
        return ()
    kept = ", keepdims=True" if call.args["keepdims"] else ""
    return (
        first(call),
        Line("m = mask", show_shape(mask.shape), f"made by `{mask.origin}`"),
        Line(f"output = sum(x * m[:, None], axis=0{kept}) / sum(m)", show_shape(result.outputs[0].shape)),
    )


def padded(call: Call, sizes: Sizes) -> list[Line]:
    """`x = input`, with zeros around it where the padding says so."""
    padding, (lengths, _) = call.args["padding"], split(call.input.dims, call.args)
    if padding == "valid":
        return [first(call)]
    lines, sides = [], []
    for name, length, width, stride, dilation in zip(INSIDE[len(lengths)], lengths, *sizes, strict=True):
        reach = span(width, dilation) - 1
        if padding == "causal":
            sides.append(f"({reach}, 0)")
        elif stride == 1:
            sides.append(f"({reach // 2}, {reach - reach // 2})")
        else:
            missing = f"({ceiling(length, stride)} - 1)·{stride} + {reach + 1} - {show(length)}"
            lines.append(Line(f"z_{name} = maximum({missing}, 0)", "()", "zeros along the axis"))
            sides.append(f"(z_{name} // 2, z_{name} - z_{name} // 2)")
    words = "zeros on the left" if padding == "causal" else "zeros around"
    return [*lines, Line(f"x = pad(input, {', '.join(sides)})", "", words)]


def ceiling(length: Dim, stride: int) -> str:
    """`12`, or `⌈T/2⌉`."""
    return show(apply(lambda n: -(-n // stride), f"⌈{{}}/{stride}⌉", length))


def _place(place: str, name: str, stride: int, dilation: int) -> str:
    """Where place `name` of a window lies: `2·t + k`."""
    return f"{place if stride == 1 else f'{stride}·{place}'} + {name if dilation == 1 else f'{dilation}·{name}'}"


def counted(gates: int, args: Mapping[str, Any], weights: tuple[Weight, ...]) -> tuple[str, ...]:
    """A ConvLSTM's `4·(k·f·u + k·u² + u)` in letters, then in numbers."""
    *size, features, _ = weights[0].shape
    numbers = (show(product(size)), show(features), show(args["filters"]))
    told = (("k", "f", "u"), numbers)
    return tuple(f"{gates}·({k}·{f}·{u} + {k}·{u}²{f' + {u}' if args['use_bias'] else ''})" for k, f, u in told)
