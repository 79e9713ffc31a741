"""What keeps an LSTM or a GRU off cuDNN's kernel, which runs all time steps in one call.

The kinds know which arguments decide (`accelerated`); here they are told with what is written and what the kernel needs.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.graph import Layer, held
from rnndsl.layers import kind
from rnndsl.layers._usable import usable
from rnndsl.layers.kind import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.typed import Typed, TypedNode

KINDS = ("LSTM", "GRU")
DECISIVE = ("activation", "recurrent_activation", "recurrent_dropout", "unroll", "use_bias", "reset_after")
ARGUMENTS = tuple(f"{name}.{argument}" for name in KINDS for argument in DECISIVE)


class Reason(Record):
    """An argument and its value that cuDNN's kernel does not know, and the value that it needs."""

    argument: str
    value: object
    wanted: object

    def __str__(self) -> str:
        return f"{self.argument}: {written(self.value)}"


def reasons(layer: Layer) -> tuple[Reason, ...]:
    """Why a layer can't run on cuDNN; empty where it can, or is neither LSTM nor GRU. The kernel needs Keras' defaults."""
    found = kind(layer.kind) if layer.kind in KINDS else None
    args = usable(found, layer) if found is not None else None
    if found is None or args is None:
        return ()
    wanted = found.defaults()
    return tuple(Reason(key, named(args[key]), wanted[key]) for key in found.accelerated(args))


def written(value: object) -> str:
    """A value as YAML has it."""
    if isinstance(value, bool) or value is None:
        return "null" if value is None else str(value).lower()
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)


def kernels(typed: Typed) -> Iterator[tuple[TypedNode, Layer]]:
    """Every LSTM and GRU of a model, wrapped ones too, with the call that runs it; a shared one with its first."""
    seen: set[int] = set()
    for node in typed.built.values():
        for layer in _recurrent(node.node.layer):
            if id(layer) not in seen:
                seen.add(id(layer))
                yield node, layer


def _recurrent(layer: Layer) -> Iterator[Layer]:
    found = kind(layer.kind)
    if found is not None and layer.kind in KINDS:
        yield layer
    for inner in held(*layer.args.values()):
        yield from _recurrent(inner)
