"""What training logs, and which callbacks watch it: names as Keras writes them, and whether small or large is good.

A test compiles every metric with Keras and compares name and direction.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.spec import Value
from rnndsl.objects import group

from .rule import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

# Metrics of which small values are good, and those of which nobody can say.
DOWN = (
    *("crossentropy", "BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy", "KLDivergence"),
    *("CategoricalHinge", "Hinge", "SquaredHinge", "Poisson", "LogCoshError", "MeanAbsoluteError"),
    *("MeanAbsolutePercentageError", "MeanSquaredError", "MeanSquaredLogarithmicError", "RootMeanSquaredError"),
)
NEITHER = ("FalseNegatives", "FalsePositives", "TrueNegatives", "TruePositives", "Mean", "Sum")
# Callbacks that act on what they watch; savers do so only to keep the best.
WATCHERS = ("EarlyStopping", "ReduceLROnPlateau")
SAVERS = ("ModelCheckpoint", "OrbaxCheckpoint")


class Quantity(Record):
    """A number in the log without its `val_`: the direction that is good ("min", "max" or ""), and whether a callback with
    `mode: auto` finds that out by itself."""

    name: str
    mode: str
    known: bool


class Watcher(Record):
    """A callback of the file that acts on a quantity. `name` is its class; `monitor` and `mode` are written or Keras' own."""

    name: str
    value: Value
    arguments: Value | None

    @property
    def monitor(self) -> str:
        """The quantity that is watched."""
        return str(self._given("monitor", "val_loss"))

    @property
    def mode(self) -> str:
        """`min`, `max` or `auto`."""
        return str(self._given("mode", "auto"))

    @property
    def place(self) -> Value:
        """Where the quantity is written, or the callback that does not say."""
        written = self.arguments.get("monitor") if self.arguments is not None else None
        return written or self.value

    def _given(self, key: str, default: str) -> Any:
        written = self.arguments.get(key) if self.arguments is not None else None
        return written.data if written is not None else default


def watchers(view: View) -> Iterator[Watcher]:
    """The callbacks that act on what they watch."""
    train = view.typed.graph.train
    written = train.get("callbacks") if train is not None else None
    for value in written.list if written is not None else ():
        word, arguments = next(iter(value.items()), (value.data, None))
        found = group("callbacks").get(str(word))
        if found is None:
            continue
        best = arguments.get("save_best_only") if arguments is not None else None
        if found.name in WATCHERS or (found.name in SAVERS and best is not None and best.data is True):
            yield Watcher(found.name, value, arguments)


def logged(view: View) -> dict[str, Quantity] | None:
    """What every epoch logs, by name and without `val_`; None where something hides a part of it."""
    graph = view.typed.graph
    if graph.train is None or not graph.losses:
        return None
    outputs = [output.name for output in graph.outputs]
    several = len(outputs) > 1
    found = [Quantity("loss", "min", True)]
    if several:
        found += [Quantity(f"{name}_loss", "min", False) for name in outputs]
    metrics = graph.train.get("metrics")
    per_output = dict(metrics.items()) if metrics is not None and set(dict(metrics.items())) & set(outputs) else None
    for name in outputs:
        own = per_output.get(name) if per_output is not None else metrics
        for value in own.list if own is not None else ():
            quantity = _quantity(value)
            if quantity is None:
                return None
            found.append(Quantity(f"{name}_{quantity.name}", quantity.mode, False) if several else quantity)
    return {quantity.name: quantity for quantity in found}


def _quantity(value: Value) -> Quantity | None:
    word, arguments = next(iter(value.items()), (value.data, None))
    found = group("metrics").get(str(word))
    if found is None:
        return None
    mode = "min" if found.name in DOWN else "" if found.name in NEITHER else "max"
    given = arguments.get("name") if arguments is not None else None
    if given is not None and given.data is not None:
        return Quantity(str(given.data), mode, bool(mode))
    return Quantity(str(word) if arguments is None else _own_name(found.name), mode, bool(mode))


def _own_name(name: str) -> str:
    """The name that a metric gives itself."""
    default = next((entry.default for entry in group("metrics")[name].parameters if entry.name == "name"), None)
    if default:
        return str(default)
    from rnndsl.objects._table import snake

    return snake(name)
