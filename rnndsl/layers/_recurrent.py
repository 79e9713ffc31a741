"""What the recurrent layers share: a loop over time steps, what it returns, and the states that it starts from and ends with.

What a single step computes is said elsewhere: by a cell (`_cells`), or by the convolution of a ConvLSTM. The main output is
that of the last step, or of every step with `return_sequences`; only there the mask survives.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, differ, is_fixed, multiply, product, show, show_shape, total
from rnndsl.ir.fields import Bool, Choice, Either, Entry
from rnndsl.ir.nest import flat
from rnndsl.ir.tensor import TensorSpec

from ._cells import GatedCell, Step
from ._dtypes import cast, compute_dtype, refuse_strings
from ._entries import regularizer
from ._ranks import OPEN, need_rank
from .kind import Call, Kind, Reach, Result, named, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.nest import Nest

    from .equations.notation import Line

RETURNS = (
    Entry("return_sequences", Bool(), False, "Return the output of every step instead of the last one."),
    Entry("return_state", Bool(), False, "Return the final state(s) too."),
    Entry("go_backwards", Bool(), False, "Read the sequence from its end; with return_sequences it comes out reversed."),
    Entry("stateful", Bool(), False, "Carry the states over to the next batch; needs a fixed batch size."),
)
UNROLL = Entry("unroll", Bool(), False, "Unroll the loop over time: faster for short sequences, more memory.")
CUDNN = Entry("use_cudnn", Either((Choice(("auto",)), Bool())), "auto", "Use cuDNN's kernel: auto takes it where it can.")


class Recurrent(Kind):
    """Base of the recurrent kinds: `states` names what they start from, `step` says what one time step computes.

    `strict` tells that Keras fails on more states than these, unless it unrolls (else it reads the first ones and ignores the
    rest). `returns_state` tells that the first state is the output, too.
    """

    recurrent = True
    masks = "own"
    family = "recurrent"
    reads_mask = True
    strict: bool = True
    returns_state: bool = True

    def step(self, args: Mapping[str, Any], tensor: TensorSpec) -> Step:
        """One time step of `tensor` (its shape without the time axis); raises Refusal where Keras fails on it."""
        raise AssertionError(f"{self.name} has no step")

    def sequence(self, call: Call) -> tuple[Dim, TensorSpec]:
        """Number of time steps of the input, and what one of them looks like; raises Refusal on another rank."""
        return self.split(call, need_rank(call, 3, "a sequence (N, T, F)"))

    def split(self, call: Call, shape: Shape) -> tuple[Dim, TensorSpec]:
        """A sequence (T, F) as T and a step (F) in the layer's own dtype; refuses an unknown number of features."""
        time, *step = shape
        if not is_fixed(step[-1]):
            refuse("axis", "a known number of features", str(call.input), keras=OPEN, input=0, axis=-1)
        return time, TensorSpec(tuple(step), cast(call.input, call.args))

    def ports(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """`""`, then the states where `return_state` asks for them."""
        return ("", *flat(self.states(args))) if args["return_state"] else ("",)

    def infer(self, call: Call) -> Result:
        """(N, T, …) to (N, …) or (N, T, …); raises Refusal where Keras fails at build or at the first batch."""
        args = call.args
        time, tensor = self.sequence(call)
        refuse_strings(call)
        self.check(call)
        step = self.step(args, tensor)
        self._check_states(call, step.states)
        dtype = compute_dtype(args)
        shape = (time, *step.output) if args["return_sequences"] else step.output
        main = TensorSpec(shape, dtype, call.input.mask if args["return_sequences"] else None)
        states = tuple(TensorSpec(state, dtype) for state in step.states) if args["return_state"] else ()
        return Result((main, *states), step.weights)

    def check(self, call: Call) -> None:
        """Refuse a stateful layer without a batch size; kinds that need more say so."""
        if call.args["stateful"] and call.batch_size is None:
            keras = "When using `stateful=True` in a RNN, the batch size must be static"
            refuse("batch", "a fixed batch size", "none", keras=keras, argument="stateful")

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """Those of one step, at every step."""
        time, tensor = self.sequence(call)
        return multiply(time, self.step(call.args, tensor).work)

    def saved(self, call: Call, result: Result) -> Dim:
        """Gates and states of every step."""
        time, tensor = self.sequence(call)
        step = self.step(call.args, tensor)
        return multiply(time, total([step.gates, *map(product, step.states)]))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """A step sees all steps before it (behind it, with `go_backwards`)."""
        return Reach(None) if args["return_sequences"] else None

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """From the weights through every step to the outputs."""
        from .equations.loops import loop

        return loop(self, call, result)

    def equations_before(self, call: Call, step: Step) -> list[Line]:
        """What stands before the loop: the letters of the weights."""
        raise AssertionError(f"{self.name} has no equations")

    def equations_at_t(self, call: Call, masked: bool) -> list[Line]:
        """What stands in the loop: x[t] and the states before t to those at t."""
        raise AssertionError(f"{self.name} has no equations")

    def _check_states(self, call: Call, shapes: tuple[Shape, ...]) -> None:
        given, wanted = len(call.states), len(shapes)
        if given == 0:
            return
        alike = f" of shape {show_shape(shapes[0])}" if len(set(shapes)) == 1 else f" {', '.join(map(show_shape, shapes))}"
        expected = f"{wanted} state{'s' * (wanted > 1)}{alike}"
        if given < wanted:
            keras = self.too_few(call.args, given)
            refuse("states", expected, f"{given}", keras=keras, wants=wanted, has=given)
        if self.strict and given > wanted and not call.args.get("unroll"):
            refuse("states", expected, f"{given}", keras="Too few leaves for PyTreeSpec", wants=wanted, has=given)
        for index, (state, shape) in enumerate(zip(call.states, shapes, strict=False)):
            if state.known and not _fits(state.dims, shape):
                keras = self.other_width(state, shape)
                refuse("states", expected, str(state), keras=keras, argument="initial_state", index=index)

    def too_few(self, args: Mapping[str, Any], given: int) -> str:
        """What Keras says to fewer states than there are."""
        return "list index out of range"

    def other_width(self, state: TensorSpec, shape: Shape) -> str:
        """What Keras says to a state of another shape."""
        unequal = [pair for pair in zip(state.dims, shape, strict=False) if differ(*pair)]
        other, own = unequal[0] if unequal else (state.dims[-1] if state.dims else 1, shape[-1])
        return f"Dimensions must be equal, but are {show(other)} and {show(own)}"


class Looping(Recurrent):
    """A recurrent kind that runs a cell of its own (`core`) and takes that cell's arguments."""

    dimensional = ("units",)
    core: GatedCell

    @property
    def work(self) -> str:  # type: ignore[override]
        """The formula of the cell, at every step."""
        return f"T·({self.core.work})"

    def states(self, args: Mapping[str, Any]) -> Nest:
        """The cell's."""
        return self.core.states(args)

    def step(self, args: Mapping[str, Any], tensor: TensorSpec) -> Step:
        """The cell's."""
        return self.core.step(args, tensor)

    def equations_before(self, call: Call, step: Step) -> list[Line]:
        """The cell's weights."""
        from .equations.gates import letters

        return letters(self.core.blocks, call.args, step.weights)

    def equations_at_t(self, call: Call, masked: bool) -> list[Line]:
        """The cell's step."""
        from .equations.gates import at_t

        return self.core.equations_of_step(call.args, at_t(masked))

    def counted(self, call: Call, result: Result) -> tuple[str, ...]:
        """gates·(f·u + u² + u)."""
        from .equations.gates import counted

        return counted(self.core.gates, call.args, result.weights)

    def check(self, call: Call) -> None:
        """Refuse `use_cudnn: true` too, where cuDNN cannot run the layer."""
        super().check(call)
        slow = self.accelerated(call.args) if call.args.get("use_cudnn") is True else ()
        if slow:
            keras = "use_cudnn=True was specified, but cuDNN is not supported for this layer configuration"
            found = ", ".join(slow)
            refuse("argument", "arguments that cuDNN supports", found, keras=keras, argument="use_cudnn", slow=slow)

    def in_torch(self, call: Call, result: Result) -> tuple[Line, ...]:
        """`nn.RNN`, `nn.GRU`, `nn.LSTM`."""
        from .equations.gates_in_torch import one_way

        return one_way(self, call, result)

    def accelerated(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """The arguments that keep this layer off cuDNN's kernel; empty where nothing does."""
        wanted = {
            "activation": "tanh",
            "recurrent_activation": "sigmoid",
            "recurrent_dropout": 0,
            "unroll": False,
            "use_bias": True,
        }
        return tuple(k for k, v in wanted.items() if k in args and named(args[k]) != v)


def of_cell(entries: tuple[Entry, ...], *last: str) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """A cell's parameters as its layer takes them, with `activity_regularizer`, which a cell has no output for.

    Those named in `last` come apart: the layer takes them behind its own.
    """
    found: list[Entry] = []
    for entry in entries:
        found.append(entry)
        if entry.name == "bias_regularizer":
            found.append(regularizer("activity"))
    return tuple(e for e in found if e.name not in last), tuple(e for e in entries if e.name in last)


def _fits(state: Shape, wanted: Shape) -> bool:
    return len(state) == len(wanted) and not any(differ(a, b) for a, b in zip(state, wanted, strict=True))
