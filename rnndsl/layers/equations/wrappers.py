"""What wrappers compute out of the equations of the layers inside them."""

from __future__ import annotations

import re

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import show_shape

from .notation import Line, inside, steps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnndsl.layers._nesting import Ran
    from rnndsl.layers.kind import Call, Result

MERGES = {"concat": "concat({}, {})", "sum": "{} + {}", "mul": "{} * {}", "ave": "({} + {}) / 2"}


def word(name: str) -> str:
    """The name of a layer as equations write it.

    >>> word("block.lstm-1")
    'block_lstm_1'
    """
    return re.sub(r"\W", "_", name)


def bidirectional(call: Call, result: Result, halves: Sequence[Ran], ports: Sequence[str]) -> tuple[Line, ...]:
    """Both halves as something to call; what they give, the backward half's sequence turned round, merged."""
    first, sequences = halves[0][2], halves[0][1].args["return_sequences"]
    zeros = {"zero_output_for_mask": sequences}  # Keras sets it in both halves
    told = [kind.equations(replace(half, args={**half.args, **zeros}), found) for kind, half, found in halves]
    if not all(told):
        return ()
    lines: list[Line] = []
    calls: list[Line] = []
    taken = 0
    for letter, (kind, half, _), equations in zip("ab", halves, told, strict=True):
        name, count = word(half.layer), len(half.states)
        lines += [Line(f"{name}(input):"), *inside(equations)]
        gives = [letter, *(f"{letter}_{port}" for port in kind.ports(half.args)[1:])]
        states = f", initial_state=initial_state[{taken}:{taken + count}]" if count else ""
        calls.append(Line(f"{', '.join(gives)} = {name}(input{states})"))
        taken += count
    if sequences:
        calls.append(Line("b = b[::-1]", "", "every step beside its own"))
    mode = call.args["merge_mode"]
    merged = [Line(f"output = {MERGES[mode].format('a', 'b')}")] if mode else [Line("output = a"), Line("output.backward = b")]
    if first.outputs[0].dims == halves[1][2].outputs[0].dims:  # else Keras announces another shape than it computes
        merged = [Line(line.text, show_shape(result.outputs[0].shape)) for line in merged]
    ends = [(port, *port.split("_", 1)) for port in ports if "_" in port]
    merged += [Line(f"output.{port} = {'a' if half == 'forward' else 'b'}_{state}") for port, half, state in ends]
    return (*lines, *calls, *merged)


def time_distributed(call: Call, result: Result, step: Ran) -> tuple[Line, ...]:
    """The layer as something to call, and its call at every step."""
    kind, inner, found = step
    equations = kind.equations(inner, found)
    if not equations:
        return ()
    name = word(inner.layer)
    mask = ", mask=mask[t]" if inner.input.mask is not None and kind.reads_mask else ""
    return (
        Line(f"{name}(input):", "", "one step"),
        *inside(equations),
        Line(f"for t = {steps(call.input.dims[0])}:"),
        Line(f"  output[t] = {name}(input[t]{mask})", show_shape(result.outputs[0].dims[1:])),
    )
