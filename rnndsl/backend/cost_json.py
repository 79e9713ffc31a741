"""What a model costs, for machines: one JSON object, whose keys are kept for as long as `version` stays the same.

docs/summary.md lists the fields. A count is a number, a formula such as `32·T` where a size is open, or null where nobody
can tell; bytes and multiply-adds of layers are those of one sample, those of totals of a batch.
"""

from __future__ import annotations

from rnndsl.ir.bytes import size
from rnndsl.ir.costs import FORMULAS, Bill, inference, training
from rnndsl.ir.counted import Counted, CountedCall, Weighed
from rnndsl.ir.dims import Dim, Unknown, show
from rnndsl.ir.tensor import TensorSpec

from . import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VERSION = 1


def as_json(counted: Counted) -> str:
    """The whole as text, ASCII only, two spaces of indentation."""
    import json

    return json.dumps(document(counted), indent=2)


def document(counted: Counted) -> dict[str, Any]:
    """The whole as plain values."""
    from rnndsl import __version__

    graph = counted.typed.graph
    return {
        "version": VERSION,
        "tool": {"name": "rnndsl", "version": __version__},
        "name": graph.name,
        "batch_size": counted.batch,
        "open_sizes": list(counted.open),
        "inputs": [_input(name, tensor) for name, tensor in counted.typed.inputs.items()],
        "layers": [_layer(counted, call) for call in counted.calls],
        "outputs": [{"name": o.name, "from": table.source(counted.typed, o.ref)} for o in graph.outputs],
        "masks": [_mask(path.origin, path.stations) for path in counted.masks],
        "totals": {
            **_weights(counted.weighed),
            "multiply_adds_per_sample": _count(counted.multiply_adds),
            "optimizer": {"name": counted.slots.optimizer, "parameters": _count(counted.slots.parameters)},
            "inference": _bill(inference(counted)),
            "training": _bill(training(counted)),
        },
        "formulas": dict(FORMULAS),
    }


def _input(name: str, tensor: TensorSpec) -> dict[str, Any]:
    return {"name": name, **_tensor(tensor), "bytes": _count(size(tensor))}


def _layer(counted: Counted, call: CountedCall) -> dict[str, Any]:
    node, typed = call.node, counted.typed
    return {
        "name": node.node.name,
        "layer": node.node.layer.name,
        "kind": table.kind(node),
        "inputs": [table.source(typed, ref) for ref in node.node.inputs],
        "initial_state": [table.source(typed, ref) for ref in node.node.initial_state],
        "outputs": [{"port": port, **_tensor(t)} for port, t in zip(node.ports, node.outputs, strict=True)],
        "shared": call.shared,
        **_weights(call.weighed),
        "multiply_adds": {
            "per_sequence": _count(call.multiply_adds),
            "per_step": _count(call.per_step),
            "steps": _count(call.steps),
            "formula": call.work,
        },
        "activation_bytes": {"outputs": _count(call.output_bytes), "saved": _count(call.saved_bytes)},
        "receptive_field": [{"of": f.origin, "span": f.span, "stride": f.stride, "start": f.start} for f in call.fields],
    }


def _tensor(tensor: TensorSpec) -> dict[str, Any]:
    mask = tensor.mask.origin if tensor.mask is not None else None
    shape = None if tensor.shape is None else [_count(dim) for dim in tensor.shape]
    return {"shape": shape, "dtype": tensor.dtype, "mask": mask}


def _weights(weighed: Weighed) -> dict[str, Any]:
    return {
        "parameters": _count(weighed.parameters),
        "trained_parameters": _count(weighed.trained),
        "weight_bytes": _count(weighed.bytes),
    }


def _mask(origin: str, stations: tuple[Any, ...]) -> dict[str, Any]:
    return {"made_by": origin, "path": [{"at": station.name, "fate": station.fate} for station in stations]}


def _bill(bill: Bill) -> dict[str, Any]:
    return {
        "multiply_adds": _count(bill.multiply_adds),
        "flops": _count(bill.flops),
        "weight_bytes": _count(bill.weights),
        "gradient_bytes": _count(bill.gradients),
        "optimizer_bytes": _count(bill.optimizer),
        "activation_bytes": _count(bill.activations),
        "memory_bytes": _count(bill.memory),
    }


def _count(dim: Dim | None) -> int | str | None:
    """A number as it is, a formula as text, null for what nobody can tell."""
    if dim is None or isinstance(dim, (int, Unknown)):
        return dim if isinstance(dim, int) else None
    return show(dim)
