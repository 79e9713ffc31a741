"""What SimpleRNN, GRU and LSTM share: parameters, inference, states.

They differ in the number of gates and states, in the shape of the bias and in a few arguments; each says so in its own file.
A state is (N, units); the main output is (N, units), or (N, T, units) with `return_sequences`. The mask survives only there.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, differ, is_fixed, multiply, show, show_shape
from rnndsl.ir.fields import Bool, Choice, Either, Entry, Int
from rnndsl.ir.tensor import TensorSpec, Weight

from ._dtypes import FLOATS, SCALED, compute_dtype, refuse_strings, variable_dtype
from ._entries import USE_BIAS, activation, constraint, initializer, rate, regularizer
from ._initial import refuse_initializers
from ._ranks import OPEN, need_rank
from .kind import Call, Kind, Result, named, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

UNITS = Entry("units", Int(1), doc="Width of the state and of the output.")
ACTIVATION = activation("tanh", doc="Function of the candidate state; cuDNN needs tanh.")
RECURRENT_ACTIVATION = activation("sigmoid", "recurrent_activation", "Function of the gates; cuDNN needs sigmoid.")
INITIALIZERS = (
    USE_BIAS,
    initializer("kernel", "glorot_uniform"),
    initializer("recurrent", "orthogonal"),
    initializer("bias", "zeros"),
)
CONSTRAINTS = (
    regularizer("kernel"),
    regularizer("recurrent"),
    regularizer("bias"),
    regularizer("activity"),
    constraint("kernel"),
    constraint("recurrent"),
    constraint("bias"),
    rate("dropout", 0.0, "Share of the input's features dropped at each step."),
    rate("recurrent_dropout", 0.0, "Share of the state's units dropped at each step; rules cuDNN out."),
)
RETURNS = (
    Entry("return_sequences", Bool(), False, "Return the output of every step instead of the last one."),
    Entry("return_state", Bool(), False, "Return the final state(s) too."),
    Entry("go_backwards", Bool(), False, "Read the sequence from its end; with return_sequences it comes out reversed."),
    Entry("stateful", Bool(), False, "Carry the states over to the next batch; needs a fixed batch size."),
    Entry("unroll", Bool(), False, "Unroll the loop over time: faster for short sequences, more memory."),
)
CUDNN = Entry("use_cudnn", Either((Choice(("auto",)), Bool())), "auto", "Use cuDNN's kernel: auto takes it where it can.")


class Recurrent(Kind):
    """Base of the recurrent kinds.

    `gates` is the number of column blocks of the kernels. `states` are the ports of the final states. `strict` tells that
    Keras fails on more states than these, unless it unrolls (else it reads the first ones and ignores the rest).
    """

    recurrent = True
    takes_states = True
    masks = "own"
    family = "recurrent"
    dimensional = ("units",)
    gates: int = 1
    states: tuple[str, ...] = ("h",)
    strict: bool = True

    def ports(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """`""`, then the states where `return_state` asks for them."""
        return ("", *self.states) if args["return_state"] else ("",)

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, units) or (N, T, units); raises Refusal where Keras fails at build or at the first batch."""
        args = call.args
        time, features = self._sequence(call)
        self._check_dtype(call)
        self._check_arguments(call)
        self._check_states(call)
        weights = self.weights(args, features)
        refuse_initializers(args, weights)
        units, dtype = args["units"], compute_dtype(args)
        shape: Shape = (time, units) if args["return_sequences"] else (units,)
        main = TensorSpec(shape, dtype, call.input.mask if args["return_sequences"] else None)
        states = (TensorSpec((units,), dtype),) * len(self.states) if args["return_state"] else ()
        return Result((main, *states), weights)

    def weights(self, args: Mapping[str, Any], features: Dim) -> tuple[Weight, ...]:
        """Kernel (F, gates·units), recurrent kernel (units, gates·units) and bias."""
        units, dtype, trainable = args["units"], variable_dtype(args), args["trainable"]
        wide = multiply(self.gates, units)
        kernels = (
            Weight("kernel", (features, wide), trainable, dtype),
            Weight("recurrent_kernel", (units, wide), trainable, dtype),
        )
        return (*kernels, Weight("bias", self.bias(args, wide), trainable, dtype)) if args["use_bias"] else kernels

    def bias(self, args: Mapping[str, Any], wide: Dim) -> Shape:
        """Shape of the bias."""
        return (wide,)

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

    def _sequence(self, call: Call) -> tuple[Dim, Dim]:
        time, features = need_rank(call, 3, "a sequence (N, T, F)")
        if not is_fixed(features):
            refuse("axis", "a known number of features", str(call.input), keras=OPEN, input=0, axis=-1)
        return time, features

    def _check_dtype(self, call: Call) -> None:
        refuse_strings(call)
        dropout = call.args["dropout"]
        if 0 < dropout < 1 and call.input.dtype not in FLOATS:
            keras = SCALED
            refuse("dtype", "floats, since `dropout` scales them", call.input.dtype, keras=keras, input=0, argument="dropout")

    def _check_states(self, call: Call) -> None:
        given, wanted = len(call.states), len(self.states)
        if given == 0:
            return
        expected = f"{wanted} state{'s' * (wanted > 1)} of shape {show_shape((call.args['units'],))}"
        if given < wanted or (self.strict and given > wanted and not call.args["unroll"]):
            refuse(
                "states",
                expected,
                f"{given}",
                keras="list index out of range" if given < wanted else "Too few leaves for PyTreeSpec",
                wants=wanted,
                has=given,
            )
        for index, state in enumerate(call.states[:wanted]):
            if state.known and not self._fits(state, call.args["units"]):
                width = show(state.dims[-1]) if state.dims else "1"
                keras = f"Dimensions must be equal, but are {width} and {show(call.args['units'])}"
                refuse("states", expected, str(state), keras=keras, argument="initial_state", index=index)

    def _fits(self, state: TensorSpec, units: Dim) -> bool:
        return len(state.dims) == 1 and not differ(state.dims[0], units)

    def _check_arguments(self, call: Call) -> None:
        args = call.args
        if args["stateful"] and call.batch_size is None:
            keras = "When using `stateful=True` in a RNN, the batch size must be static"
            refuse("batch", "a fixed batch size", "none", keras=keras, argument="stateful")
        slow = self.accelerated(args) if args.get("use_cudnn") is True else ()
        if slow:
            keras = "use_cudnn=True was specified, but cuDNN is not supported for this layer configuration"
            refuse("argument", "arguments that cuDNN supports", ", ".join(slow), keras=keras, argument="use_cudnn", slow=slow)
