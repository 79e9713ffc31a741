"""What a layer kind is: its parameters, its inference, its weights and its Keras name, all in one place.

The language, the schema, the inference, the emission and the documentation derive from a Kind; the differential contract
compares every one with the real Keras layer. A kind has no state: one object serves every layer of that kind.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.dims import Dim
from rnndsl.ir.fields import REQUIRED, Bool, Choice, Entry, optional
from rnndsl.ir.graph import Layer, Named, held
from rnndsl.ir.tensor import TensorSpec, Weight
from rnndsl.ir.typed import Fault, Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, NoReturn

    from rnndsl.ir.nest import Nest

    from .equations.notation import Line

POLICIES = ("float32", "float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16")
OTHER = "shape and others"
COMMON = (
    Entry("trainable", Bool(), True, "Whether training changes the layer's weights."),
    Entry("dtype", optional(Choice(POLICIES)), None, "Dtype of weights and computation; mixed_float16 keeps float32 weights."),
)


class Call(Record):
    """What a kind is asked: one call of one layer.

    `args` holds every parameter, those of the call too, defaults filled in (nested layers as `ir.graph.Layer`, named objects
    as `ir.graph.Named`). `inputs` are known tensors. `states` are the tensors wired to `initial_state` (empty if none).
    `batch_size` is the static batch size, if there is one. `layer` is the name of the layer, for the origin of masks.
    """

    args: Mapping[str, Any]
    inputs: tuple[TensorSpec, ...]
    states: tuple[TensorSpec, ...] = ()
    batch_size: int | None = None
    layer: str = ""

    @property
    def input(self) -> TensorSpec:
        """The only input."""
        return self.inputs[0]


class Result(Record):
    """What a call gives: one tensor per port, and the layer's weights in Keras' order."""

    outputs: tuple[TensorSpec, ...]
    weights: tuple[Weight, ...] = ()


class Reach(Record):
    """What one output step sees of the input's time steps: `span` steps (None: all, or all before it), and `stride` steps lie
    between the beginnings of two neighbours' spans. Step number n begins at `stride·n + start`.

    A layer that makes s steps out of one, each of which moves k steps of the output, has stride 1/s and span k/s.
    """

    span: float | None
    stride: float = 1
    start: float = 0


STEP = Reach(1)


class Kind:
    """Base of all layer kinds. Subclasses set `name`, `doc`, `parameters`, and write `infer`.

    `also` are Keras' other names for the same class (`MaxPool1D`).

    `low` and `high` bound the number of inputs (`high` None: any). `recurrent` marks kinds with `return_sequences` and states,
    which take `initial_state`; `masks` tells what becomes of the mask of the (first) input: "passes", "drops" (Keras warns),
    "loses" (it does not), "own" (the kind's inference says). `target` is the class in Keras. `dimensional` names the
    whole-number arguments that may be a Dim while only the data can tell them (`units`, `input_dim`), UNKNOWN included; no
    other ever is. `keeps_rank` marks layers whose every call must have the rank of the first one; `checks_again` is False for
    those that never compare a further call with what they, or the layer they wrap, were built for. `family` is the legend of
    the kind's colour in a diagram; `learned` names the arguments that training data answer where the file does not, `asks`
    those that only ask for them (`num_bins`) and go once they are known. `fact` is a size that other lines may ask for, as
    `${ids.vocabulary_size}`.

    `spread` marks layers whose call takes its tensors one by one (`layer(query, value)`), not as a list. `call_parameters`
    are what Keras takes at the call instead of the constructor (`use_causal_mask`): a line holds them beside the others, a
    `use:` line has its own. `inside` marks what stands only inside another layer (cells); `owns_weights` is False for
    layers whose weights belong to others inside them; `operation` marks functions of `keras.ops`, which have no layer
    object, and in a model have the name that Keras gives them (`own_name`, where it is not `name`; `moves` marks those that
    move values along `axis`, null meaning all, and keep the shape). `work` is the formula of `multiply_adds`.

    Rules ask: does it treat every time step alone, giving with a time axis what it gives without (`per_step`), and take nothing
    without one (`needs_time`)? Does it leave no time axis (`drops_time`), does it hand on the values that come in
    (`keeps_values`)? And of kinds that drop masks: what keeps the mask instead (`keeps_mask`)? `reads_mask` marks those that
    compute something else under a mask than without one: Keras gives their call a `mask`.
    """

    name: str
    doc: str
    parameters: tuple[Entry, ...]
    also: tuple[str, ...] = ()
    low: int = 1
    high: int | None = 1
    recurrent: bool = False
    masks: str = "passes"
    dimensional: tuple[str, ...] = ()
    keeps_rank: bool = False
    checks_again: bool = True
    family: str = OTHER
    learned: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    fact: str = ""
    spread: bool = False
    call_parameters: tuple[Entry, ...] = ()
    inside: bool = False
    owns_weights: bool = True
    operation: bool = False
    own_name: str = ""
    moves: bool = False
    work: str = ""
    per_step: bool = False
    needs_time: bool = False
    drops_time: bool = False
    keeps_values: bool = False
    reads_mask: bool = False
    keeps_mask: str = "move it above the layer that makes the mask, or below the last layer that needs it"

    @property
    def target(self) -> str:
        """Dotted name of the Keras class."""
        return f"keras.layers.{self.name}"

    def entries(self) -> tuple[Entry, ...]:
        """All parameters, those common to every layer included."""
        return (*self.parameters, *COMMON)

    def defaults(self) -> dict[str, Any]:
        """Default of every parameter that has one, those of the call included."""
        return {e.name: e.default for e in (*self.entries(), *self.call_parameters) if e.default is not REQUIRED}

    def ports(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """Names of the outputs for these (complete) arguments; the main one is `""`. LSTM with states: `("", "h", "c")`."""
        return ("",)

    def states(self, args: Mapping[str, Any]) -> Nest:
        """Names of the states of a recurrent kind or a cell, in the groups in which Keras takes and gives them."""
        return ()

    def infer(self, call: Call) -> Result:
        """Shapes, dtypes, masks and weights of a call; raises Refusal where Keras would raise."""
        raise AssertionError(f"{self.name} has no inference")

    def learns(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """The arguments that training data answer for a layer of these (complete) arguments; empty where the file does."""
        return self.learned if self.learned and args[self.learned[0]] is None else ()

    def size(self, args: Mapping[str, Any]) -> int | None:
        """The size that `fact` names, for these (complete) arguments; None while only the data can tell it."""
        return None

    def stretches(self, call: Call, built: tuple[Weight, ...], wanted: tuple[Weight, ...]) -> bool:
        """True if the weights that were built compute, where nobody checks, on a call that wants weights of another shape."""
        return False

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """Multiplications that are added up (MACs), for one sample in one forward pass: of products with weights and between
        tensors alone; element-wise steps count nothing. `work` says the same in a formula.
        """
        return 0

    def saved(self, call: Call, result: Result) -> Dim:
        """Numbers that one sample's forward pass leaves behind for the backward pass, besides the outputs."""
        return 0

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """How far one output step sees along time; None for a layer after which there are no time steps to speak of."""
        return STEP

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """What the layer computes, line by line, in the notation of `equations.notation`; a test evaluates them with NumPy."""
        from .equations.notation import single

        text = self.equation(call)
        return single(text, result) if text else ()

    def equation(self, call: Call) -> str:
        """What stands behind `output = ` where one equation says it all; empty where it takes more."""
        return ""

    def in_torch(self, call: Call, result: Result) -> tuple[Line, ...]:
        """The same layer in PyTorch: constructor, weights out of Keras', call, output; a test executes them with NumPy."""
        from .equations.in_torch import said

        return said(self.torch(call), result)

    def torch(self, call: Call) -> str:
        """What stands behind `output = ` in PyTorch where one line without weights says it all."""
        return ""

    def counted(self, call: Call, result: Result) -> tuple[str, ...]:
        """The number of parameters in letters and in numbers, where that says more than the weights' shapes."""
        return ()

    def nested(self, args: Mapping[str, Any]) -> tuple[Layer, ...]:
        """The layers that arguments of this kind hold, in the order of the parameters (`layer:` of a wrapper, `cells:`)."""
        return held(*(args.get(entry.name) for entry in self.parameters))

    def accelerated(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """The arguments that keep a layer of these (complete) arguments off cuDNN's kernel; empty where nothing does."""
        return ()

    def applied(self, layer: Layer) -> Layer:
        """The layer that gives a layer of this kind its width and its activation: itself, unless it is a wrapper."""
        return layer

    def sequences(self, layer: Layer) -> tuple[Layer, ...]:
        """The layers that hold `return_sequences`: itself if recurrent, both directions of a wrapper; empty for all others."""
        return (layer,) if self.recurrent else ()


def complete(kind: Kind, args: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with all defaults filled in."""
    return {**kind.defaults(), **args}


def named(value: Any) -> str | None:
    """The name of an object of Keras (`tanh`), given as such, as a default's plain text, or None."""
    return value.name if isinstance(value, Named) else value


def refuse(
    what: str,
    expected: str,
    found: str,
    *,
    keras: str = "",
    input: int | None = None,
    argument: str | None = None,
    **facts: Any,
) -> NoReturn:
    """Raise the Refusal of a call: see `ir.typed.Fault` for the words."""
    raise Refusal(Fault(what, expected, found, keras, input, argument, facts))
