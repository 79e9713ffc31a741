"""SimpleRNN, GRU, LSTM and Bidirectional over them as PyTorch has them: `nn.RNN`, `nn.GRU`, `nn.LSTM`.

The lines are Python for PyTorch, with Keras' weights under their names; x is (N, T, F). What it cannot say is said in words.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, show
from rnndsl.layers._recurrent import Looping
from rnndsl.layers.kind import named

from .notation import Line, part, plain, remark
from .wrappers import MERGES, word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from rnndsl.layers._nesting import Ran
    from rnndsl.layers.kind import Call, Kind, Result

MODULES = {"SimpleRNN": "RNN", "GRU": "GRU", "LSTM": "LSTM"}
ORDERS = {"LSTM": "ifgo", "GRU": "rzn", "SimpleRNN": ""}  # PyTorch's rows
HALVES = {**MERGES, "concat": "torch.cat([{}, {}], -1)"}


def one_way(kind: Looping, call: Call, result: Result) -> tuple[Line, ...]:
    """A recurrent layer of one direction."""
    args, why = call.args, _no_equal(kind.name, call.args)
    if why:
        return (remark(why),)
    name = MODULES[kind.name].lower()
    x = "x.flip(1)" if args["go_backwards"] else "x"
    starts = [f"initial_state[{k}][None]" for k in range(len(kind.ports({**args, "return_state": True})) - 1)]
    lines = [*_built(kind.name, name, call), *_weights(kind, name, args, result, "", "")]
    lines.append(_called(kind.name, name, x, starts if call.states else [], "1"))
    main = str(result.outputs[0])
    lines.append(Line("output = y", main) if args["return_sequences"] else Line("output = y[:, -1]", main, "the last step"))
    lines += [Line(f"output.{port} = {port}[0]", str(out)) for port, out in _states(kind, args, result)]
    return (*lines, *_words(call))


def both_ways(call: Call, halves: Sequence[Ran], ports: Sequence[str], result: Result) -> tuple[Line, ...]:
    """A Bidirectional whose halves are alike."""
    (kind, forward, _), (other, backward, _) = halves
    mode = call.args["merge_mode"]
    if not isinstance(kind, Looping):
        return (remark(f"PyTorch has no {kind.name}"),)
    why = _no_equal(kind.name, forward.args)
    if why or other is not kind or _size(forward) != _size(backward) or forward.args["go_backwards"]:
        return (remark(why or "PyTorch's two directions are alike in everything, and the first one reads forwards"),)
    name, units = MODULES[kind.name].lower(), forward.args["units"]
    lines = _built(kind.name, name, forward, ", bidirectional=True")
    for (_, half, found), suffix in zip(halves, ("", "_reverse"), strict=True):
        weights = _weights(kind, name, half.args, found, word(half.layer) + "_", suffix)
        lines += [line for line in weights if line not in lines]
    count = len(call.states) // 2
    starts = [f"torch.stack([initial_state[{k}], initial_state[{k + count}]])" for k in range(count)]
    lines.append(_called(kind.name, name, "x", starts, "2"))
    if forward.args["return_sequences"]:
        a, b = f"y[..., :{show(units)}]", f"y[..., {show(units)}:]"
    else:
        a, b = "h[0]", "h[1]"
    merged = (
        [Line(f"output = {HALVES[mode].format(a, b)}")] if mode else [Line(f"output = {a}"), Line(f"output.backward = {b}")]
    )
    lines += [Line(line.text, str(result.outputs[0])) for line in merged]
    for port in ports:
        direction, _, state = port.partition("_")
        lines += [Line(f"output.{port} = {state}[{'0' if direction == 'forward' else '1'}]")] if state else []
    return (*lines, *_words(forward))


def _no_equal(kind: str, args: Mapping[str, Any]) -> str:
    """Why PyTorch's module cannot compute this; empty where it can."""
    function = named(args["activation"])
    if kind == "SimpleRNN":
        return "" if function in ("tanh", "relu") else "no equal: nn.RNN knows the nonlinearities tanh and relu alone"
    if function != "tanh" or named(args["recurrent_activation"]) != "sigmoid":
        return f"no equal: nn.{MODULES[kind]} always computes with tanh and sigmoid"
    if kind == "GRU" and not args["reset_after"]:
        return "no equal: nn.GRU applies the reset gate after the product, as `reset_after: true` does"
    return ""


def _size(call: Call) -> tuple[Any, ...]:
    return tuple(named(call.args.get(k)) for k in ("units", "activation", "recurrent_activation", "use_bias", "reset_after"))


def _built(kind: str, name: str, call: Call, more: str = "") -> list[Line]:
    """The constructor."""
    args = call.args
    more += "" if args["use_bias"] else ", bias=False"
    if named(args["activation"]) == "relu":
        more += ", nonlinearity='relu'"
    sizes = f"input_size={show(call.input.dims[-1])}, hidden_size={show(args['units'])}"
    return [Line(f"{name} = nn.{MODULES[kind]}({sizes}, batch_first=True{more})", "", "")]


def _weights(kind: Looping, name: str, args: Mapping[str, Any], result: Result, prefix: str, suffix: str) -> list[Line]:
    """PyTorch's four weights out of Keras' three: transposed, the gates in its order, two biases."""
    (features, wide), units = result.weights[0].shape, args["units"]
    lines: list[Line] = []
    columns, rows = kind.core.blocks, ORDERS[kind.name]
    ordered = "{}" if rows == columns else f"{rows}({{}})"
    if rows != columns:
        blocks = ", ".join(f"a[..., {part(columns.index(gate), units)}]" for gate in rows)
        lines.append(Line(f"{rows} = lambda a: torch.cat([{blocks}], -1)"))
    for torch, keras, width in (("weight_ih", "kernel", features), ("weight_hh", "recurrent_kernel", units)):
        note = _order(columns, rows) if torch == "weight_ih" and not suffix else ""
        lines.append(Line(f"{name}.{torch}_l0{suffix} = {ordered.format(prefix + keras)}.T", plain((wide, width)), note))
    if args["use_bias"]:
        lines += _biases(kind.name, name, ordered, prefix, suffix, wide)
    return lines


def _order(columns: str, rows: str) -> str:
    """In which order the gates stand; nothing for a layer without gates."""
    theirs, own = ", ".join(rows), ", ".join(columns)
    there = ": in the order of Keras' columns" if rows == columns else f", where Keras' columns are {own}"
    return f"rows {theirs}{there}" if rows else ""


def _biases(kind: str, name: str, ordered: str, prefix: str, suffix: str, wide: Dim) -> list[Line]:
    bias = prefix + "bias"
    two = kind == "GRU"
    first, second = (f"{ordered.format(f'{bias}[{k}]')}" for k in (0, 1)) if two else (bias, f"torch.zeros({show(wide)})")
    note = "" if two or suffix else "PyTorch adds two biases, Keras one"
    return [
        Line(f"{name}.bias_ih_l0{suffix} = {first}", plain((wide,)), note),
        Line(f"{name}.bias_hh_l0{suffix} = {second}", plain((wide,))),
    ]


def _called(kind: str, name: str, x: str, starts: Sequence[str], directions: str) -> Line:
    """The call; PyTorch returns every step and the last states, whatever is asked."""
    states = f", ({', '.join(starts)})" if kind == "LSTM" and starts else f", {starts[0]}" if starts else ""
    gives = "y, (h, c)" if kind == "LSTM" else "y, h"
    return Line(f"{gives} = {name}({x}{states})", "", f"states ({directions}, N, units)")


def _states(kind: Kind, args: Mapping[str, Any], result: Result) -> list[tuple[str, Any]]:
    return list(zip(kind.ports(args)[1:], result.outputs[1:], strict=True))


def _words(call: Call) -> list[Line]:
    """What is called otherwise, or does not exist, in PyTorch."""
    args, words = call.args, []
    words.append("return_sequences, return_state: always both; in the states, layers come before samples even with batch_first")
    if call.input.mask is not None and not call.states:
        words.append("the mask: nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)")
    if args["stateful"]:
        words.append("stateful: hand the states of one batch to the next yourself, detached")
    if args["dropout"] or args["recurrent_dropout"]:
        words.append("dropout inside a layer: none; nn's `dropout` acts between the layers of num_layers")
    if args.get("unit_forget_bias") and args["use_bias"]:
        words.append("unit_forget_bias: PyTorch starts every weight and bias from U(-1/√units, 1/√units)")
    return [remark(one) for one in words]
