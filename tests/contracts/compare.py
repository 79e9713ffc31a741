"""The differential contract itself: where inference and Keras disagree about a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnndsl import layers
from rnndsl.ir.dims import Dim, Shape, is_fixed, show_shape, total
from rnndsl.ir.tensor import Mask, TensorSpec
from rnndsl.ir.typed import Fault, Refusal
from rnndsl.layers.kind import Call, Kind, Result, complete

from .draw import Case
from .first_batch import can_try_all
from .hints import hints
from .observe import Observation, Tensor, observe, observe_as_graph, observe_thoroughly

if TYPE_CHECKING:
    from rnndsl.ir.tensor import Weight


def infer(case: Case, kind: Kind | None = None) -> Result | Fault:
    """What a kind (by default the one of that name) infers for a case."""
    found = kind or layers.kind(case.kind)
    assert found is not None
    try:
        return found.infer(Call(complete(found, case.args), case.inputs, case.states, case.batch_size, "layer"))
    except Refusal as refusal:
        return refusal.fault


def contradictions(case: Case, kind: Kind | None = None) -> list[str]:
    """Where a kind says something else than Keras, after a closer look at Keras where one raises and the other does not."""
    seen = observe(case)
    wrong = disagreements(case, seen, kind)
    if not wrong or isinstance(infer(case, kind), Fault) == bool(seen.raised):
        return wrong
    if not seen.raised and _refused_inside(case):
        return []
    if seen.raised.startswith("in the first batch") and not can_try_all(case):
        return []
    return disagreements(case, observe_thoroughly(case) if seen.raised else observe_as_graph(case), kind)


def _refused_inside(case: Case) -> bool:
    """True for a wrapper around a layer that refuses a time step itself.

    TimeDistributed goes round the checks of the layer: a pooling over time then pools some other axis of an image, which is not
    what the file says; and what takes a single image takes a batch of rows for one. Inference refuses it as the layer does.
    """
    layer = case.args.get("layer")
    if case.kind != "TimeDistributed" or layer is None or len(case.inputs[0].dims) < 2:
        return False
    tensor = case.inputs[0]
    if tensor.rank - 1 < hints(layer.kind).least:
        return True
    mask = tensor.mask and Mask(tensor.mask.shape[1:], tensor.mask.origin)
    step = Case(layer.kind, layer.args, (TensorSpec(tensor.dims[1:], tensor.dtype, mask),), (), case.batch_size)
    return bool(observe(step).raised)


def disagreements(case: Case, seen: Observation, kind: Kind | None = None) -> list[str]:
    """Every point at which inference says something else than Keras did; empty where they agree."""
    found = infer(case, kind)
    if isinstance(found, Fault):
        return [] if seen.raised else [f"inference refuses ({found.what}: expected {found.expected}), Keras builds and runs"]
    if not any(tensor.known for tensor in found.outputs):
        return []
    if seen.raised:
        return [f"inference passes, Keras raises {seen.raised}"]
    ports = (kind or layers.kind(case.kind)).ports(complete(kind or layers.kind(case.kind), case.args))  # type: ignore[union-attr, arg-type]
    if not len(ports) == len(found.outputs) == len(seen.outputs):
        return [f"ports {ports}, {len(found.outputs)} outputs, Keras has {len(seen.outputs)}"]
    return result_differences(found, seen)


def result_differences(found: Result, seen: Observation) -> list[str]:
    """What of a call's tensors and weights is not as inferred, where both sides have as many tensors."""
    wrong = [
        w for i, (ours, theirs) in enumerate(zip(found.outputs, seen.outputs, strict=True)) for w in _tensors(i, ours, theirs)
    ]
    return wrong + _weights(found.weights, seen)


def _tensors(index: int, ours: TensorSpec, theirs: Tensor) -> list[str]:
    wrong: list[str] = []
    if not ours.known:  # nothing is said: an operation moves the batch away from the front, or is taken over it
        return wrong
    if not _same_shape(ours.dims, theirs.shape):
        wrong.append(f"output {index}: shape {ours}, Keras {theirs.shape}")
    if ours.dtype != theirs.dtype:
        wrong.append(f"output {index}: dtype {ours.dtype}, Keras {theirs.dtype}")
    mask = ours.mask.shape if ours.mask is not None else None
    if (mask is None) != (theirs.mask is None) or (
        mask is not None and theirs.mask is not None and not _same_shape(mask, theirs.mask)
    ):
        wrong.append(f"output {index}: mask {mask and show_shape(mask)}, Keras {theirs.mask}")
    return wrong


def _weights(ours: tuple[Weight, ...], seen: Observation) -> list[str]:
    mine = [(w.name.rpartition("/")[2], w.shape, w.trainable, w.dtype) for w in ours]
    same = len(mine) == len(seen.weights) and all(
        a[0] == b[0] and _same_shape(a[1], b[1]) and a[2:] == b[2:] for a, b in zip(mine, seen.weights, strict=True)
    )
    wrong = [] if same else [f"weights {mine}, Keras {list(seen.weights)}"]
    count = total(w.parameters for w in ours)
    if isinstance(count, int) and count != seen.count:
        wrong.append(f"{count} parameters, Keras counts {seen.count}")
    return wrong


def _same_shape(ours: Shape, theirs: tuple[int | None, ...]) -> bool:
    return len(ours) == len(theirs) and all(_same(a, b) for a, b in zip(ours, theirs, strict=True))


def _same(ours: Dim, theirs: int | None) -> bool:
    """A number equals itself, a fixed symbol any number, a free one None."""
    if isinstance(ours, int):
        return ours == theirs
    return is_fixed(ours) == (theirs is not None)
