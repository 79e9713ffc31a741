"""What the cells of SimpleRNN, GRU and LSTM compute in one step, and how many parameters they have.

A `Place` holds the names under which a step finds its input and its states, so that a layer that runs a cell of its own
(`h[t]` out of `h[t-1]`) and a cell inside RNN (`next_h` out of `h`) share every equation.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.dims import show, show_shape

from .notation import Line, definitions, inside, part, plain, through

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from rnndsl.ir.dims import Dim
    from rnndsl.ir.tensor import Weight
    from rnndsl.layers._cells import GatedCell, Step


class Place(Record):
    """Names of a step: its input, the states before and after it, what follows the name of a gate, and if a mask is there."""

    x: str
    h: str
    c: str
    new_h: str
    new_c: str
    now: str
    masked: bool = False


ALONE = Place("x", "h", "c", "next_h", "next_c", "")
WORDS = {"i": "input gate", "f": "forget gate", "g": "candidate", "o": "output gate"}
WORDS |= {"z": "update gate", "r": "reset gate", "n": "candidate"}


def at_t(masked: bool) -> Place:
    """The names inside a loop over t."""
    return Place("x[t]", "h[t-1]", "c[t-1]", "h[t]", "c[t]", "[t]", masked)


def letters(blocks: str, args: Mapping[str, Any], weights: Iterable[Weight]) -> list[Line]:
    """The weights of a cell; their columns stand in blocks, one for each gate."""
    width = args["units"] if "units" in args else args["filters"]
    columns = " · ".join(f"{gate} {part(k, width)}" for k, gate in enumerate(blocks))
    lines = definitions(weights, {"kernel": columns})
    if lines[-1].text == "b = bias" and len((*weights,)[-1].shape) == 2:
        shape = plain((*weights,)[-1].shape[1:])
        lines[-1:] = [Line("b = bias[0]", shape, "the input's bias"), Line("d = bias[1]", shape, "the state's bias")]
    return lines


def definition(cell: GatedCell, name: str, args: Mapping[str, Any], step: Step) -> list[Line]:
    """A cell as something to call: its step out of its input and its states."""
    held = cell.held
    body = [*letters(cell.blocks, args, step.weights), *cell.equations_of_step(args, ALONE), Line("output = next_h")]
    body += [Line(f"output.{state} = next_{state}") for state in held]
    return [Line(f"{name}(x, {', '.join(held)}):", "", "one step"), *inside(body)]


def simple(args: Mapping[str, Any], at: Place) -> list[Line]:
    """SimpleRNN: the state is the activation of a sum."""
    total = f"{at.x} @ W + {at.h} @ U" + (" + b" if args["use_bias"] else "")
    return [Line(f"{at.new_h} = {_kept(through(args['activation'], total), at.h, at)}", _wide(args), "state and output")]


def lstm(blocks: str, args: Mapping[str, Any], at: Place) -> list[Line]:
    """LSTM: three gates and a candidate, the cell state, the state."""

    def total(block: str) -> str:
        return f"{at.x} @ W[:, {block}] + {at.h} @ U[:, {block}]{_bias(args, 'b', block)}"

    return four_gates(blocks, args, at, args["units"], _wide(args), total)


def four_gates(
    blocks: str, args: Mapping[str, Any], at: Place, width: Dim, shape: str, total: Callable[[str], str]
) -> list[Line]:
    """The step of an LSTM whose gates are activations of `total(block)`, and whose states have that shape."""
    lines = []
    for number, gate in enumerate(blocks):
        function = args["activation" if gate == "g" else "recurrent_activation"]
        lines.append(Line(f"{gate}{at.now} = {through(function, total(part(number, width)))}", shape, WORDS[gate]))
    i, f, g, o = (gate + at.now for gate in "ifgo")
    cell = _kept(f"{f} * {at.c} + {i} * {g}", at.c, at)
    state = _kept(f"{o} * {through(args['activation'], at.new_c)}", at.h, at)
    return [*lines, Line(f"{at.new_c} = {cell}", shape, "cell state"), Line(f"{at.new_h} = {state}", shape, "state and output")]


def gru(blocks: str, args: Mapping[str, Any], at: Place) -> list[Line]:
    """GRU: two gates, a candidate that reads the state through the reset gate, the state between candidate and what it was."""
    columns = {gate: part(number, args["units"]) for number, gate in enumerate(blocks)}
    lines = []
    for gate in "zr":
        block = columns[gate]
        total = f"{at.x} @ W[:, {block}]{_bias(args, 'b', block)} + {at.h} @ U[:, {block}]{_second(args, block)}"
        lines.append(_gate(gate, through(args["recurrent_activation"], total), args, at))
    lines.append(_gate("n", through(args["activation"], _candidate(args, at, columns["n"])), args, at))
    z, n = "z" + at.now, "n" + at.now
    state = _kept(f"{z} * {at.h} + (1 - {z}) * {n}", at.h, at)
    return [*lines, Line(f"{at.new_h} = {state}", _wide(args), "state and output")]


def counted(gates: int, args: Mapping[str, Any], weights: tuple[Weight, ...]) -> tuple[str, ...]:
    """`4·(f·u + u² + u)` in letters, then in numbers."""
    biases = (weights[2].shape[0] if len(weights[2].shape) == 2 else 1) if args["use_bias"] else 0
    texts = []
    for f, u in (("f", "u"), (show(weights[0].shape[0]), show(args["units"]))):
        bias = "" if not biases else f" + {u}" if biases == 1 else f" + {show(biases)}·{u}"
        total = f"{f}·{u} + {u}²{bias}"
        texts.append(f"{gates}·({total})" if gates > 1 else total)
    return tuple(texts)


def _candidate(args: Mapping[str, Any], at: Place, block: str) -> str:
    """The sum under the candidate's activation: the reset gate applies to the product, or to the state before it."""
    read = f"{at.x} @ W[:, {block}]{_bias(args, 'b', block)}"
    if args["reset_after"]:
        return f"{read} + r{at.now} * ({at.h} @ U[:, {block}]{_second(args, block)})"
    return f"{read} + (r{at.now} * {at.h}) @ U[:, {block}]"


def _gate(gate: str, text: str, args: Mapping[str, Any], at: Place) -> Line:
    return Line(f"{gate}{at.now} = {text}", _wide(args), WORDS[gate])


def _bias(args: Mapping[str, Any], letter: str, block: str) -> str:
    return f" + {letter}[{block}]" if args["use_bias"] else ""


def _second(args: Mapping[str, Any], block: str) -> str:
    """The bias of the state, which only `reset_after` has."""
    return _bias(args, "d", block) if args["reset_after"] else ""


def _wide(args: Mapping[str, Any]) -> str:
    return show_shape((args["units"],))


def _kept(text: str, before: str, at: Place) -> str:
    """The new value of a state; a masked step leaves it as it was."""
    return f"where(m[t], {text}, {before})" if at.masked else text
