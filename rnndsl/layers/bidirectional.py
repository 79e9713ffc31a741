"""Bidirectional: one recurrent layer reads forwards, another backwards, and their outputs are merged."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import Dim, Shape, differ, multiply, product, show_shape, total
from rnndsl.ir.fields import NULL, Choice, Either, Entry, LayerField, optional
from rnndsl.ir.graph import Layer
from rnndsl.ir.nest import flat, renamed
from rnndsl.ir.tensor import TensorSpec

from ._dtypes import cast, compute_dtype
from ._nesting import Wrapping, inner_weights, unpacked
from .kind import Call, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.nest import Nest

    from ._nesting import Ran
    from .equations.notation import Line

RECURRENT = LayerField(("LSTM", "GRU", "SimpleRNN", "RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"))
COMMON_TO_HALVES = ("stateful", "return_sequences", "return_state")


class Bidirectional(Wrapping):
    """(N, T, F) to (N, 2·units) or (N, T, 2·units), other merge modes without the 2; twice the parameters.

    Keras announces what two forward halves would give even where the halves differ, and joins them along the last axis even
    where that is one of an image's.
    """

    name = "Bidirectional"
    doc = "Runs a recurrent layer over the sequence in both directions."
    recurrent = True
    masks = "own"
    family = "recurrent"
    reads_mask = True
    work = "what both halves do"
    parameters = (
        Entry("layer", RECURRENT, doc="The recurrent layer; the backward half is a copy of it."),
        Entry(
            "merge_mode",
            optional(Choice(("concat", "sum", "mul", "ave"))),
            "concat",
            "How the halves' outputs are merged; null returns both.",
        ),
        Entry("backward_layer", Either((RECURRENT, NULL)), None, "Another layer for the backward half, with go_backwards."),
    )

    def sequences(self, layer: Layer) -> tuple[Layer, ...]:
        """The layer, and the backward layer where one is given."""
        return self.nested(layer.args)

    def halves(self, args: Mapping[str, Any]) -> tuple[Layer, Layer]:
        """The forward and the backward layer, named as Keras names them, with all their arguments."""
        layer, backward = args["layer"], args["backward_layer"]
        _, own = unpacked(layer)
        forward = replace(layer, name="forward_" + layer.name.removeprefix("forward_"), args=own)
        if backward is not None:
            return forward, replace(backward, args=unpacked(backward)[1])
        name = "backward_" + layer.name.removeprefix("backward_")
        return forward, replace(layer, name=name, args={**own, "go_backwards": True})

    def ports(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """`""` (and `backward` without merging), then `forward_h` … `backward_h` … with `return_state`."""
        main = ("",) if args["merge_mode"] else ("", "backward")
        inner, own = unpacked(args["layer"])
        return (*main, *flat(self.states(args))) if inner.recurrent and own["return_state"] else main

    def states(self, args: Mapping[str, Any]) -> Nest:
        """Those of the layer twice: `forward_h` …, `backward_h` …."""
        inner, own = unpacked(args["layer"])
        found = inner.states(own)
        return (*renamed(found, "forward_{}"), *renamed(found, "backward_{}"))

    def infer(self, call: Call) -> Result:
        """Both halves on the same sequence; raises Refusal where the halves do not fit each other or one refuses."""
        args = call.args
        forward, backward = self.halves(args)
        _check_pair(forward, backward)
        results = [result for _, _, result in self.ran(call)]
        _check_returns(forward.args)
        _check_shapes(args["merge_mode"], *(result.outputs[0].dims for result in results))
        weights = (inner_weights(*half) for half in ((forward, args, results[0].weights), (backward, args, results[1].weights)))
        return Result(self._outputs(call, results), tuple(weight for each in weights for weight in each))

    def saved(self, call: Call, result: Result) -> Dim:
        """What both halves keep, and their outputs before they are merged."""
        outputs = [tensor for _, _, found in self.ran(call) for tensor in found.outputs] if call.args["merge_mode"] else []
        return total([super().saved(call, result), *(product(tensor.dims) for tensor in outputs)])

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Both directions together see every step."""
        return Reach(None)

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """Both halves, and how they are merged."""
        from .equations.wrappers import bidirectional

        return bidirectional(call, result, self.ran(call), self.ports(call.args))

    def in_torch(self, call: Call, result: Result) -> tuple[Line, ...]:
        """`bidirectional=True`."""
        from .equations.gates_in_torch import both_ways

        return both_ways(call, self.ran(call), self.ports(call.args), result)

    def counted(self, call: Call, result: Result) -> tuple[str, ...]:
        """Twice what one half has, where both have as many."""
        told = [kind.counted(half, found) for kind, half, found in self.ran(call)]
        return tuple(f"2·{text}" if text[0].isdigit() else f"2·({text})" for text in told[0]) if told[0] == told[1] else ()

    def ran(self, call: Call) -> list[Ran]:
        """Both halves."""
        found = []
        for layer, states in zip(self.halves(call.args), _split(call), strict=True):
            kind, _ = unpacked(layer)
            tensor = replace(call.input, dtype=cast(call.input, call.args))
            half = Call(layer.args, (tensor,), states, call.batch_size, layer.name)
            found.append((kind, half, kind.infer(half)))
        return found

    def _outputs(self, call: Call, results: list[Result]) -> tuple[TensorSpec, ...]:
        mode, dtype = call.args["merge_mode"], compute_dtype(call.args)
        main = replace(results[0].outputs[0], dtype=dtype)
        if mode == "concat":
            main = replace(main, shape=(*main.dims[:-1], multiply(2, main.dims[-1])))
        mains = (main,) if mode else (main, main)
        states = results[0].outputs[1:]
        return (*mains, *(replace(state, dtype=dtype) for state in (*states, *states)))


def _split(call: Call) -> tuple[tuple[TensorSpec, ...], tuple[TensorSpec, ...]]:
    """The initial states of both halves: the first half of the list, and the rest."""
    half = len(call.states) // 2
    if call.states and half == 0:
        keras = "list index out of range"
        refuse("states", "the states of both halves", "1", keras=keras, wants=2, has=1, argument="initial_state")
    return call.states[:half], call.states[half:]


def _check_pair(forward: Layer, backward: Layer) -> None:
    for layer in (forward, backward):
        if not unpacked(layer)[0].recurrent or "go_backwards" not in layer.args:
            keras = f"'{layer.kind}' object has no attribute 'go_backwards'"
            refuse("argument", "a recurrent layer", layer.kind, keras=keras, argument="layer")
    if forward.args["go_backwards"] == backward.args["go_backwards"]:
        keras = "Forward layer and backward layer should have different `go_backwards` value"
        found = f"go_backwards: {str(forward.args['go_backwards']).lower()} in both"
        refuse("argument", "halves of different directions", found, keras=keras, argument="go_backwards")
    for name in COMMON_TO_HALVES:
        if forward.args[name] != backward.args[name]:
            keras = f'Forward layer and backward layer are expected to have the same value for attribute "{name}"'
            found = f"{name}: {str(forward.args[name]).lower()} and {str(backward.args[name]).lower()}"
            refuse("argument", f"the same {name} in both halves", found, keras=keras, argument=name)


def _check_returns(args: Mapping[str, Any]) -> None:
    if args["stateful"] and args["return_state"]:
        keras = "unsupported operand type(s) for *: 'generator' and 'int'"
        refuse("argument", "stateful or return_state", "both", keras=keras, argument="return_state")


def _check_shapes(mode: str | None, forward: Shape, backward: Shape) -> None:
    """Refuse halves of unequal shapes: Keras announces twice the forward one, whatever the backward one computes."""
    unequal = [(a, b) for a, b in zip(forward, backward, strict=True) if differ(a, b)]
    if unequal:
        raises = mode not in (None, "concat") and any(1 not in pair for pair in unequal)
        keras = "Incompatible shapes" if raises else ""
        found = f"{show_shape(forward)} and {show_shape(backward)}"
        refuse("argument", f"halves that fit for merge_mode: {mode}", found, keras=keras, argument="backward_layer")


KIND = Bidirectional()
