"""How a sequence runs through a recurrent layer: read, started, step by step, returned."""

from __future__ import annotations

from rnndsl.ir.dims import show, show_shape
from rnndsl.ir.nest import flat

from .notation import Line, final, inside, remark, steps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.layers._cells import Step
    from rnndsl.layers._recurrent import Recurrent
    from rnndsl.layers.kind import Call, Result


def loop(kind: Recurrent, call: Call, result: Result) -> tuple[Line, ...]:
    """The whole sequence, from the weights to the outputs."""
    args, names = call.args, flat(kind.states(call.args))
    time, tensor = kind.sequence(call)
    step = kind.step(args, tensor)
    masked = call.input.mask is not None and not call.states
    zeros = masked and bool(args.get("zero_output_for_mask"))
    repeats = masked and (zeros or args["stateful"] or not kind.returns_state)
    body = [*kind.equations_at_t(call, masked)]
    new = names[0] if kind.returns_state else "p"
    if repeats:
        behind = "0" if zeros else "y[t-1]"
        words = "a masked step gives zeros" if behind == "0" else "a masked step gives the output before it"
        body.append(Line(f"y[t] = where(m[t], {new}[t], {behind})", show_shape(step.output), words))
    output = "y" if repeats else new
    if args["return_sequences"]:
        body.append(Line(f"output[t] = {output}[t]", show_shape(step.output)))
    before = [Line(f"y[-1] = {_zeros(step.output)}", show_shape(step.output))] if repeats and not zeros else []
    return (
        *kind.equations_before(call, step),
        *_read(call),
        *_started(call, names, step),
        *before,
        Line(f"for t = {steps(time)}:"),
        *inside(body),
        *_returned(call, result, names, step, output),
        *_training(args),
    )


def _read(call: Call) -> list[Line]:
    """The sequence in the order in which it is read, and its mask."""
    back = "[::-1]" if call.args["go_backwards"] else ""
    lines = [Line(f"x = input{back}", show_shape(call.input.shape), "read from its end" if back else "")]
    mask = call.input.mask
    if mask is not None:
        lines.append(
            Line(f"m = mask{back}", show_shape(mask.shape), f"made by `{mask.origin}`: false at steps that do not count")
        )
    return lines


def _started(call: Call, names: tuple[str, ...], step: Step) -> list[Line]:
    """The states before the first step."""
    lines = []
    for index, (name, shape) in enumerate(zip(names, step.states, strict=True)):
        value = f"initial_state[{index}]" if call.states else _zeros(shape)
        kept = call.args["stateful"] and not call.states
        words = (
            "later: what the batch before left (stateful)" if kept else "the state before the first step" if index == 0 else ""
        )
        lines.append(Line(f"{name}[-1] = {value}", show_shape(shape), words))
    return lines


def _zeros(shape: tuple[Any, ...]) -> str:
    return f"zeros({show(shape[0])})" if len(shape) == 1 else f"zeros(({', '.join(map(show, shape))}))"


def _returned(call: Call, result: Result, names: tuple[str, ...], step: Step, output: str) -> list[Line]:
    """What the layer hands on: its last step, where it was not every step, and its states."""
    at = final(call.input.dims[0])
    lines = []
    if not call.args["return_sequences"]:
        lines.append(Line(f"output = {output}[{at}]", show_shape(result.outputs[0].shape), "the last step"))
    if call.args["return_state"]:
        pairs = zip(names, step.states, strict=True)
        lines += [Line(f"output.{name} = {name}[{at}]", show_shape(shape)) for name, shape in pairs]
    return lines


def _training(args: Mapping[str, Any]) -> list[Line]:
    """What only happens while training."""
    told = (("dropout", "x[t]"), ("recurrent_dropout", "h[t-1]"))
    return [
        remark(
            f"training with {name} {args[name]:g}: that share of {what} is zeroed, the same at every step, the rest scaled up"
        )
        for name, what in told
        if args.get(name)
    ]
