"""What a model costs: the graph with the numbers of every call, before anything is built.

Counts are dimensions: numbers, or formulas of what only the data or `--size` can tell. Bytes are those of one sample; the
batch is multiplied in by whoever prints.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

from .dims import Dim
from .typed import Typed, TypedNode


class Field(Record):
    """The receptive field of a tensor's step: `span` steps of the tensor `origin` (None: all), `stride` of them apart.

    Step number n sees from `stride·n + start` on (where padding depends on the length: for one that the stride divides).
    Where a layer makes several steps out of one and a later one strides over them, `span` is the most that they may see.
    """

    origin: str
    span: int | None
    stride: float = 1
    start: float = 0


class Weighed(Record):
    """Variables: how many numbers, how many of them training changes, and the bytes of both."""

    parameters: Dim = 0
    trained: Dim = 0
    bytes: Dim = 0
    trained_bytes: Dim = 0


class CountedCall(Record):
    """One call of a layer.

    `multiply_adds` are those of one sample; `per_step` their share of each of the `steps` along time (both None where there
    is no time axis, or no whole share). `output_bytes` is what it returns, `saved_bytes` what it leaves besides for the
    backward pass. `shared` marks a further call, whose weights count at the first. `fields` are by origin.
    """

    node: TypedNode
    weighed: Weighed
    shared: bool
    multiply_adds: Dim
    steps: Dim | None
    per_step: Dim | None
    output_bytes: Dim
    saved_bytes: Dim
    fields: tuple[Field, ...] = ()
    work: str = ""


FATES = {
    "passes": "goes through untouched",
    "read": "hides its steps from the layer, and goes on",
    "used": "hides its steps from the layer, and ends there as it should",
    "joined": "becomes one with the mask of another input",
    "replaced": "gives way to the mask that the layer makes",
    "alone": "ends: another input of the layer has no mask",
    "lost": "ends, and padding counts from there on, of which Keras says nothing",
    "dropped": "ends, and padding counts from there on (Keras warns)",
    "output": "reaches the loss, which leaves masked steps out",
}


class MaskStep(Record):
    """One station of a mask: the call (or output), and what becomes of the mask there: one of `FATES`."""

    name: str
    fate: str


class MaskPath(Record):
    """A mask: the layer that makes it, and where it goes, in the order of the calls."""

    origin: str
    stations: tuple[MaskStep, ...]


class Slots(Record):
    """What the optimizer keeps: its name, numbers and bytes for the trained weights, single numbers of its own included."""

    optimizer: str
    parameters: Dim
    bytes: Dim


class Counted(Record):
    """A model and what it costs.

    `batch` is the number of samples that activations are meant for. `activations` are the bytes of one sample that training
    keeps; `peak` those of the largest set of tensors that inference holds at once (None: it depends on the open sizes).
    """

    typed: Typed
    batch: int
    calls: tuple[CountedCall, ...]
    weighed: Weighed
    multiply_adds: Dim
    input_bytes: Dim
    activations: Dim
    peak: Dim | None
    slots: Slots
    masks: tuple[MaskPath, ...] = ()
    open: tuple[str, ...] = ()
