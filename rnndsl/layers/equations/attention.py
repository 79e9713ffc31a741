"""What the attention layers compute: scores of every query against every key, their softmax, the values so weighted.

Told of sequences (N, T, F) alone, and of several heads where no mask plays a part.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, show, show_shape

from .notation import Line, inside, remark, steps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.layers.kind import Call, Result


def read(call: Call) -> list[Line]:
    """Query, value and key; the value is the key where none is given."""
    names = ("query", "value", "key")
    lines = [
        Line(f"{name} = inputs[{k}]", str(tensor)) for k, (name, tensor) in enumerate(zip(names, call.inputs, strict=False))
    ]
    return lines if len(lines) == 3 else [*lines, Line("key = value", str(call.inputs[1]))]


def attending(call: Call, result: Result, score: str, product: bool) -> tuple[Line, ...]:
    """One head: `score` of query and key as a whole where it is a product, else of query[i] and key[j]."""
    if any(tensor.rank != 3 for tensor in call.inputs):
        return ()
    (before, _), (_, width) = call.inputs[0].dims, call.inputs[1].dims
    after = call.inputs[-1].dims[0]
    if any(t.mask is not None and t.mask.shape != (steps,) for t, steps in zip(call.inputs, (before, after), strict=False)):
        return ()  # a mask that stretches
    shape = show_shape((before, after))
    lines = [*read(call)]
    if product:
        lines.append(Line(f"scores = {score}", shape))
    else:
        lines += [Line(f"for i = {steps(before)}, j = {steps(after)}:"), Line(f"  scores[i, j] = {score}", "(N,)")]
    lines += _hidden(call, before, after)
    lines += [
        Line("weights = softmax(scores)", shape, "of every query: sum 1"),
        Line("output = weights @ value", show_shape((before, width))),
    ]
    seen = call.inputs[0].mask
    if seen is not None:
        lines.append(Line("output = where(masks[0][:, None], output, 0)", show_shape((before, width)), "padding of the query"))
    if call.args["return_attention_scores"]:
        lines.append(Line("output.scores = weights", shape))
    return (*lines, *_dropped(call.args))


def _hidden(call: Call, before: Dim, after: Dim) -> list[Line]:
    """Scores that must not count become very small."""
    mask, shape = call.inputs[1].mask, show_shape((before, after))
    lines = []
    if mask is not None:
        lines.append(Line("seen = masks[1]", show_shape(mask.shape), f"made by `{mask.origin}`"))
    if call.args["use_causal_mask"]:
        causal = f"causal({show(before)}, {show(after)})"
        lines.append(Line(f"seen = {causal}{' * masks[1]' if mask is not None else ''}", shape, "key j up to query i"))
    return [*lines, Line("scores = where(seen, scores, scores - 1e9)", shape)] if lines else []


def several_heads(call: Call, result: Result, heads: int, groups: int, width: Dim) -> tuple[Line, ...]:
    """Every head over its own projections, then all of them projected together; `groups` of heads share key and value."""
    args = call.args
    masked = any(tensor.mask is not None for tensor in call.inputs)
    if masked or args["use_gate"] or args["sliding_window"] or any(tensor.rank != 3 for tensor in call.inputs):
        return ()
    shapes = {weight.name: weight.shape for weight in result.weights}
    if len(shapes["attention_output/kernel"]) != 3 or args.get("attention_axes") not in (None, 1, [1], -2, [-2]):
        return ()
    before, after = call.inputs[0].dims[0], call.inputs[1].dims[0]
    shared = "g" if groups != heads else "h"
    body = [Line(f"g = h // {heads // groups}", "()", "heads that share a key")] if groups != heads else []
    for letter, name, source, index in (
        ("q", "query", "query", "h"),
        ("k", "key", "key", shared),
        ("v", "value", "value", shared),
    ):
        bias = f" + {name}_bias[{index}]" if args["use_bias"] else ""
        length = before if letter == "q" else after
        shape = show_shape((length, shapes[f"{name}/kernel"][-1]))
        body.append(Line(f"{letter}[h] = {source} @ {name}_kernel[:, {index}]{bias}", shape))
    scores = show_shape((before, after))
    body.append(Line(f"s[h] = q[h] @ k[h].T / sqrt({show(width)})", scores))
    if args["use_causal_mask"]:
        body.append(Line(f"s[h] = where(causal({show(before)}, {show(after)}), s[h], -1e9)", scores, "key j up to query i"))
    body.append(Line("a[h] = softmax(s[h])", scores, "of every query: sum 1"))
    body.append(Line("y[h] = a[h] @ v[h] @ attention_output_kernel[h]", show_shape(result.outputs[0].dims)))
    bias = " + attention_output_bias" if args["use_bias"] else ""
    lines = [*read(call), Line(f"for h = 0 … {heads - 1}:"), *inside(body)]
    lines.append(Line(f"output = sum[h = 0 … {heads - 1}](y[h]){bias}", str(result.outputs[0])))
    if args["return_attention_scores"]:
        lines += [Line(f"for h = 0 … {heads - 1}:"), Line("  output.scores[h] = a[h]", scores)]
    return (*lines, *_dropped(args))


def _dropped(args: Mapping[str, Any]) -> list[Line]:
    """What only happens while training."""
    return (
        [remark(f"training with dropout {args['dropout']:g}: that share of the weights is zeroed")] if args["dropout"] else []
    )
