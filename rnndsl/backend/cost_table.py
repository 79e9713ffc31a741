"""What a model costs, in words: the rows and the lines below them that `rnndsl summary` prints."""

from __future__ import annotations

import re

from rnndsl import layers
from rnndsl.diagnostics.record import Record
from rnndsl.ir.bytes import size
from rnndsl.ir.costs import FLOPS, FORWARDS, inference, training
from rnndsl.ir.counted import FATES, Counted, CountedCall, Field, MaskPath, MaskStep
from rnndsl.ir.dims import Dim, Unknown, add, multiply, show
from rnndsl.ir.graph import Layer, held
from rnndsl.ir.tensor import TensorSpec

from . import table

UNITS = ("B", "KiB", "MiB", "GiB", "TiB")
NOTHING = "–"


class CostRow(Record):
    """One input or call, in words. `per_step` and `field` are empty where there is no time axis."""

    layer: str
    kind: str
    output: str
    parameters: str
    per_step: str
    per_sequence: str
    memory: str
    field: str


class Line(Record):
    """One line of the bill: what it is, for inference and for training."""

    label: str
    inference: str
    training: str


def rows(counted: Counted) -> tuple[CostRow, ...]:
    """A row for each input and each call, in the model's order."""
    typed = counted.typed
    inputs = [
        CostRow(name, "Input", str(tensor), "", "", "", _bytes_of(counted, tensor), "") for name, tensor in typed.inputs.items()
    ]
    return (*inputs, *(_row(counted, call) for call in counted.calls))


def _bytes_of(counted: Counted, tensor: TensorSpec) -> str:
    return amount(multiply(counted.batch, size(tensor)))


def _row(counted: Counted, call: CountedCall) -> CostRow:
    memory = multiply(counted.batch, add(call.output_bytes, call.saved_bytes))
    weights = "shared" if call.shared else number(call.weighed.parameters)
    works = call.multiply_adds != 0
    return CostRow(
        call.node.node.name,
        table.kind(call.node),
        table.outputs(call.node),
        weights,
        number(call.per_step) if works and call.per_step is not None else "",
        number(call.multiply_adds) if works else "",
        amount(memory),
        seen(call.fields),
    )


def seen(fields: tuple[Field, ...]) -> str:
    """The widest receptive field: `5`, `5 every 2`, `all`; empty where there is none."""
    if not fields:
        return ""
    widest = max(fields, key=lambda field: float("inf") if field.span is None else field.span)
    if widest.span is None:
        return "all"
    return str(widest.span) + (f" every {widest.stride:g}" if widest.stride != 1 else "")


def bill(counted: Counted) -> tuple[Line, ...]:
    """The totals of a batch, for inference and for a training step."""
    weighed, one, step = counted.weighed, inference(counted), training(counted)
    return (
        Line("parameters", number(weighed.parameters), f"{number(weighed.trained)} trained"),
        Line("multiply-adds, each sample", number(counted.multiply_adds), number(multiply(FORWARDS, counted.multiply_adds))),
        Line(f"FLOPs, {FLOPS} a multiply-add", number(one.flops), number(step.flops)),
        Line("weights", amount(one.weights), amount(step.weights)),
        Line("gradients", NOTHING, amount(step.gradients)),
        Line(f"optimizer, {counted.slots.optimizer}", NOTHING, amount(step.optimizer)),
        Line("activations", _open(one.activations), _open(step.activations)),
        Line("memory", _open(one.memory), _open(step.memory)),
    )


def _open(bytes: Dim | None) -> str:
    return "with --size" if bytes is None else amount(bytes)


def works(counted: Counted) -> tuple[tuple[str, str], ...]:
    """The formula of the multiply-adds of every kind in the model that works, by kind; of wrapped ones too."""
    found: dict[str, str] = {}
    for call in counted.calls:
        for layer in _with_inner(call.node.node.layer) if call.work else ():
            kind = layers.kind(layer.kind)
            if kind is not None and kind.work:
                found[layer.kind] = kind.work
    return tuple(found.items())


def _with_inner(layer: Layer) -> tuple[Layer, ...]:
    return (layer, *(each for inner in held(*layer.args.values()) for each in _with_inner(inner)))


def told(path: MaskPath) -> tuple[tuple[str, str], ...]:
    """The stations of a mask, and what becomes of it there."""
    return tuple((_place(station), f"{station.fate}: {FATES[station.fate]}") for station in path.stations)


def _place(station: MaskStep) -> str:
    return f"output {station.name}" if station.fate == "output" else station.name


def number(dim: Dim) -> str:
    """A count with its thousands set apart, in a formula too."""
    if isinstance(dim, int):
        return f"{dim:,}"
    return re.sub(r"\d{4,}", lambda found: f"{int(found[0]):,}", show(dim))


def amount(bytes: Dim) -> str:
    """Bytes in the unit that leaves fewest digits: `192 KiB`, `1.5 MiB`; of a formula, in bytes.

    >>> amount(196608), amount(1000), amount(1536 * 1024)
    ('192 KiB', '1000 B', '1.5 MiB')
    """
    if isinstance(bytes, Unknown):
        return "?"
    if not isinstance(bytes, int):
        return f"{number(bytes)} B"
    size, unit = float(bytes), 0
    while size >= 1024 and unit < len(UNITS) - 1:
        size, unit = size / 1024, unit + 1
    return f"{size:.4g} {UNITS[unit]}" if size < 1000 or unit == 0 else f"{size:.0f} {UNITS[unit]}"
