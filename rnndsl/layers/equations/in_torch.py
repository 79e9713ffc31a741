"""Layers without a state in PyTorch's words: modules, how Keras' weights become theirs, where the features stand.

The lines are Python for PyTorch, with Keras' weights under their names and x, or inputs[0], as what comes in.
"""

from __future__ import annotations

from rnndsl.ir.dims import multiply, show, span
from rnndsl.layers._dtypes import FLOATS
from rnndsl.layers._formats import features_first
from rnndsl.layers.kind import named

from .notation import Line, each, plain, remark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rnndsl.layers._windows import Sizes
    from rnndsl.layers.kind import Call, Result

FUNCTIONS = {
    "relu": "torch.relu({})",
    "tanh": "torch.tanh({})",
    "sigmoid": "torch.sigmoid({})",
    "softmax": "torch.softmax({}, dim=-1)",
    "elu": "F.elu({})",
    "gelu": "F.gelu({})",
    "selu": "F.selu({})",
    "silu": "F.silu({})",
    "softplus": "F.softplus({})",
    "leaky_relu": "F.leaky_relu({}, 0.2)",
}
TO_FIRST = {1: "{}.transpose(1, 2)", 2: "{}.permute(0, 3, 1, 2)", 3: "{}.permute(0, 4, 1, 2, 3)"}
TO_LAST = {1: "{}.transpose(1, 2)", 2: "{}.permute(0, 2, 3, 1)", 3: "{}.permute(0, 2, 3, 4, 1)"}
KERNELS = {1: "kernel.permute(2, 1, 0)", 2: "kernel.permute(3, 2, 0, 1)", 3: "kernel.permute(4, 3, 0, 1, 2)"}


def said(text: str, result: Result) -> tuple[Line, ...]:
    """A single line; nothing for no text."""
    return (Line(f"output = {text}", str(result.outputs[0])),) if text else ()


def activated(function: Any, text: str) -> str | None:
    """The text inside an activation as PyTorch calls it; None where it has none of that name."""
    name = named(function)
    if name in (None, "linear"):
        return text
    return FUNCTIONS[name].format(text) if name in FUNCTIONS else None


def linear(call: Call, result: Result) -> tuple[Line, ...]:
    """`nn.Linear`: the kernel transposed."""
    args, (features, units) = call.args, result.weights[0].shape
    output = activated(args["activation"], "linear(x)")
    if output is None:
        return (remark(f"no function like {named(args['activation'])}"),)
    bias = "" if args["use_bias"] else ", bias=False"
    lines = [Line(f"linear = nn.Linear(in_features={show(features)}, out_features={show(units)}{bias})")]
    lines.append(Line("linear.weight = kernel.T", plain((units, features))))
    lines += [Line("linear.bias = bias", plain((units,)))] if args["use_bias"] else []
    return (*lines, Line(f"output = {output}", str(result.outputs[0])))


def embedding(call: Call, result: Result) -> tuple[Line, ...]:
    """`nn.Embedding`: the same table."""
    rows, width = result.weights[0].shape
    lines = [
        Line(f"embedding = nn.Embedding(num_embeddings={show(rows)}, embedding_dim={show(width)})"),
        Line("embedding.weight = embeddings", plain((rows, width))),
        Line("output = embedding(x)", str(result.outputs[0])),
    ]
    if call.args["mask_zero"]:
        lines.append(remark("mask_zero: none; padding_idx=0 only keeps row 0 from learning, nothing below knows of it"))
    return tuple(lines)


def convolution(call: Call, result: Result, sizes: Sizes) -> tuple[Line, ...]:
    """`nn.Conv1d` and its like: features after the batch, filters before the features of the kernel."""
    args, axes, padding = call.args, len(sizes[0]), call.args["padding"]
    widths, strides, dilations = sizes
    *_, depth, filters = result.weights[0].shape
    if features_first(args):
        return ()
    if padding == "same" and max(strides) > 1:
        return (remark("padding: same with strides: nn.Conv pads for strides of 1 alone; pad with F.pad first"),)
    x = TO_FIRST[axes].format("x")
    if padding == "causal":
        x = f"F.pad({x}, ({span(widths[0], dilations[0]) - 1}, 0))"
    output = activated(args["activation"], TO_LAST[axes].format("conv(x)"))
    if output is None:
        return (remark(f"no function like {named(args['activation'])}"),)
    features = multiply(args["groups"], depth)
    more = f", stride={each(strides)}" * (max(strides) > 1) + f", dilation={each(dilations)}" * (max(dilations) > 1)
    more += ", padding='same'" * (padding == "same") + f", groups={args['groups']}" * (args["groups"] > 1)
    more += "" if args["use_bias"] else ", bias=False"
    given = f"in_channels={show(features)}, out_channels={show(filters)}, kernel_size={each(widths)}{more}"
    lines = [Line(f"conv = nn.Conv{axes}d({given})")]
    lines.append(Line(f"conv.weight = {KERNELS[axes]}", plain((filters, depth, *widths)), "filters, features, window"))
    lines += [Line("conv.bias = bias", plain((filters,)))] if args["use_bias"] else []
    lines.append(Line(f"x = {x}", "", "features after the batch"))
    return (*lines, Line(f"output = {output}", str(result.outputs[0])))


def layer_norm(call: Call, result: Result) -> tuple[Line, ...]:
    """`nn.LayerNorm` over the last axis."""
    args = call.args
    if call.input.dtype not in FLOATS or call.input.rank < 2:
        return ()
    if args["axis"] not in (-1, call.input.rank - 1) or (args["center"] and not args["scale"]):
        return (remark("nn.LayerNorm normalizes the last axes, and shifts only what it scales"),)
    more = "" if args["center"] else ", bias=False" if args["scale"] else ", elementwise_affine=False"
    features = show(call.input.dims[-1])
    lines = [Line(f"norm = nn.LayerNorm({features}, eps={args['epsilon']:g}{more})", "", "its own default is eps=1e-05")]
    lines += [Line("norm.weight = gamma", plain(result.weights[0].shape))] if args["scale"] else []
    lines += [Line("norm.bias = beta", plain(result.weights[-1].shape))] if args["center"] else []
    return (*lines, Line("output = norm(x)", str(result.outputs[0])))


def batch_norm(call: Call, result: Result) -> tuple[Line, ...]:
    """`nn.BatchNorm1d` over features that stand last in Keras and second in PyTorch."""
    args, rank = call.args, call.input.rank
    if args["axis"] not in (-1, rank - 1) or args["center"] != args["scale"] or rank not in (2, 3):
        return (remark("nn.BatchNorm normalizes the axis after the batch, and learns both gamma and beta, or none"),)
    shape = plain(result.weights[-1].shape)
    affine = "" if args["scale"] else ", affine=False"
    sizes = f"{show(call.input.dims[-1])}, eps={args['epsilon']:g}, momentum={1 - args['momentum']:g}{affine}"
    lines = [Line(f"norm = nn.BatchNorm1d({sizes}).eval()", "", "momentum: share of the new")]
    pairs = [("weight", "gamma"), ("bias", "beta")] if args["scale"] else []
    pairs += [("running_mean", "moving_mean"), ("running_var", "moving_variance")]
    lines += [Line(f"norm.{torch} = {keras}", shape) for torch, keras in pairs]
    output = "norm(x)" if rank == 2 else "norm(x.transpose(1, 2)).transpose(1, 2)"
    return (*lines, Line(f"output = {output}", str(result.outputs[0])))


def multi_head(call: Call, result: Result) -> tuple[Line, ...]:
    """`nn.MultiheadAttention`, which takes key before value, where all heads together are as wide as what comes in."""
    args = call.args
    heads, wide = args["num_heads"], args["num_heads"] * args["key_dim"]
    widths = {tensor.dims[-1] for tensor in (*call.inputs, result.outputs[0])}
    if widths != {wide} or args["value_dim"] not in (None, args["key_dim"]) or any(t.rank != 3 for t in call.inputs):
        return (remark(f"nn.MultiheadAttention needs heads·key_dim ({wide}) features in query, key, value and output"),)
    if args["use_gate"] or args["sliding_window"] or any(tensor.mask is not None for tensor in call.inputs):
        return (remark("nn.MultiheadAttention has neither gate nor window; a mask is its key_padding_mask, true at padding"),)
    bias = "" if args["use_bias"] else ", bias=False"
    lines = [Line(f"mha = nn.MultiheadAttention(embed_dim={wide}, num_heads={heads}, batch_first=True{bias})")]
    kernels = ", ".join(f"{name}_kernel.reshape({wide}, {wide}).T" for name in ("query", "key", "value"))
    lines.append(Line(f"mha.in_proj_weight = torch.cat([{kernels}])", plain((3 * wide, wide))))
    lines.append(Line(f"mha.out_proj.weight = attention_output_kernel.reshape({wide}, {wide}).T", plain((wide, wide))))
    if args["use_bias"]:
        biases = ", ".join(f"{name}_bias.reshape({wide})" for name in ("query", "key", "value"))
        lines.append(Line(f"mha.in_proj_bias = torch.cat([{biases}])", plain((3 * wide,))))
        lines.append(Line("mha.out_proj.bias = attention_output_bias", plain((wide,))))
    last = len(call.inputs) - 1
    causal = ", attn_mask=causal, is_causal=True" if args["use_causal_mask"] else ""
    if causal:
        before, after = (show(call.inputs[k].dims[0]) for k in (0, 1))
        lines.append(Line(f"causal = torch.ones({before}, {after}).triu(1).bool()", "", "true where nothing is seen"))
    call_text = f"mha(inputs[0], inputs[{last}], inputs[1], average_attn_weights=False{causal})"
    lines += [Line(f"y, scores = {call_text}", "", "query, key, value"), Line("output = y", str(result.outputs[0]))]
    return (*lines, *([Line("output.scores = scores")] if args["return_attention_scores"] else []))
