"""What the cells share: one step of a recurrence, from the features of a time step and the states before it.

A cell stands inside RNN only. SimpleRNN, GRU and LSTM are loops over such a cell (`_recurrent`), in Keras as here: parameters,
weights, states and work of a step are said by the cell alone.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.dims import Dim, Shape, add, multiply
from rnndsl.ir.fields import Entry, Int
from rnndsl.ir.tensor import TensorSpec, Weight

from ._dtypes import FLOATS, SCALED, compute_dtype, variable_dtype
from ._entries import USE_BIAS, activation, constraint, initializer, rate, regularizer
from ._initial import refuse_initializers
from .kind import Call, Kind, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.nest import Nest

    from .equations.gates import Place
    from .equations.notation import Line

CELLS = ("LSTMCell", "GRUCell", "SimpleRNNCell", "StackedRNNCells")

UNITS = Entry("units", Int(1), doc="Width of the state and of the output.")
ACTIVATION = activation("tanh", doc="Function of the candidate state; cuDNN needs tanh.")
RECURRENT_ACTIVATION = activation("sigmoid", "recurrent_activation", "Function of the gates; cuDNN needs sigmoid.")
INITIALIZERS = (
    USE_BIAS,
    initializer("kernel", "glorot_uniform"),
    initializer("recurrent", "orthogonal"),
    initializer("bias", "zeros"),
)
PENALTIES = (
    regularizer("kernel"),
    regularizer("recurrent"),
    regularizer("bias"),
    constraint("kernel"),
    constraint("recurrent"),
    constraint("bias"),
)
DROPOUTS = (
    rate("dropout", 0.0, "Share of the input's features dropped at each step."),
    rate("recurrent_dropout", 0.0, "Share of the state's units dropped at each step; rules cuDNN out."),
)


class Step(Record):
    """One step: shapes (without the batch axis) of its output and of each state, its weights, its multiply-adds, and how many
    values its gates have together.
    """

    output: Shape
    states: tuple[Shape, ...]
    weights: tuple[Weight, ...]
    work: Dim
    gates: Dim = 0


class Cell(Kind):
    """Base of the cells: `states` names what a step hands on to the next one, `step` says what it computes.

    `drops_all` tells that the cell multiplies by its dropout masks even where they are all zeros.
    """

    inside = True
    family = "recurrent"
    drops_all: bool = False

    def drops(self, rate: float) -> bool:
        """True if Keras multiplies by the mask of a dropout of this rate."""
        return 0 < rate < 1 or (self.drops_all and rate == 1)

    def step(self, args: Mapping[str, Any], tensor: TensorSpec) -> Step:
        """One step on `tensor`, the features of a time step; raises Refusal where Keras fails, at build or then."""
        raise AssertionError(f"{self.name} has no step")

    def definition(self, name: str, args: Mapping[str, Any], tensor: TensorSpec) -> list[Line]:
        """The equations of a step, as something of that name to call with the features and the states."""
        raise AssertionError(f"{self.name} has no equations")

    def infer(self, call: Call) -> Result:
        """Nothing: Keras calls a cell with its states, which only an RNN has."""
        refuse(
            "inside",
            f"to stand in an RNN, which runs it over the time steps: `RNN: {{cell: {{{self.name}: …}}}}`",
            "a tensor as if it were a layer",
            keras="missing a required argument: 'states'",
        )


class GatedCell(Cell):
    """A cell whose kernels hold one block of `units` columns for each of its gates, in the order of their letters in `blocks`
    (empty for a cell without gates, whose kernel is one block). `held` are its states.
    """

    dimensional = ("units",)
    blocks: str = ""
    held: tuple[str, ...] = ("h",)

    @property
    def gates(self) -> int:
        """Number of blocks."""
        return len(self.blocks) or 1

    @property
    def work(self) -> str:  # type: ignore[override]
        """Both products."""
        return f"{self.gates}·(F·units + units²)" if self.blocks else "F·units + units²"

    def states(self, args: Mapping[str, Any]) -> Nest:
        """The states, each `units` wide."""
        return self.held

    def step(self, args: Mapping[str, Any], tensor: TensorSpec) -> Step:
        """(F) to (units): kernel (F, gates·units), recurrent kernel (units, gates·units), bias."""
        refuse_dropout(args, tensor)
        self._check_dropout(args, tensor)
        units, dtype, trainable, features = args["units"], variable_dtype(args), args["trainable"], tensor.dims[-1]
        wide = multiply(self.gates, units)
        weights: tuple[Weight, ...] = (
            Weight("kernel", (features, wide), trainable, dtype),
            Weight("recurrent_kernel", (units, wide), trainable, dtype),
        )
        if args["use_bias"]:
            weights += (Weight("bias", self.bias(args, wide), trainable, dtype),)
        refuse_initializers(args, weights)
        work = add(multiply(features, wide), multiply(units, wide))
        return Step((units,), ((units,),) * len(self.held), weights, work, wide)

    def equations_of_step(self, args: Mapping[str, Any], at: Place) -> list[Line]:
        """From the input and the states to the new states, under the names of that place."""
        raise AssertionError(f"{self.name} has no equations")

    def definition(self, name: str, args: Mapping[str, Any], tensor: TensorSpec) -> list[Line]:
        """The letters of the weights, the step, the states."""
        from .equations.gates import definition

        return definition(self, name, args, self.step(args, tensor))

    def bias(self, args: Mapping[str, Any], wide: Dim) -> Shape:
        """Shape of the bias."""
        return (wide,)

    def _check_dropout(self, args: Mapping[str, Any], tensor: TensorSpec) -> None:
        """Refuse to drop features that come in another dtype: Keras makes the mask before the cell casts them."""
        dtype = compute_dtype(args)
        if self.drops(args["dropout"]) and tensor.dtype in FLOATS and tensor.dtype != dtype:
            found = f"{tensor.dtype} into a cell of {dtype}"
            keras = "Mul"
            refuse("dtype", "features in the cell's own dtype, for `dropout`", found, keras=keras, argument="dropout")


def refuse_dropout(args: Mapping[str, Any], tensor: TensorSpec) -> None:
    """Refuse to drop features that are no floats, since dropout scales what it keeps; raises Refusal."""
    if 0 < args["dropout"] < 1 and tensor.dtype not in FLOATS:
        expected = "floats, since `dropout` scales them"
        refuse("dtype", expected, tensor.dtype, keras=SCALED, input=0, argument="dropout")


def after(step: Step, args: Mapping[str, Any]) -> TensorSpec:
    """What the next cell of a stack reads."""
    return TensorSpec(step.output, compute_dtype(args))
