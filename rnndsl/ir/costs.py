"""The bill of a counted model: what a batch costs in inference and in training, line by line, and the formulas behind it.

Every figure that the table, the JSON and their documentation show is computed here and nowhere else.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

from .counted import Counted
from .dims import Dim, add, multiply, total

FORWARDS = 3  # a training step: one pass forward, two of the same size backward (for the inputs and for the weights)
FLOPS = 2  # a multiply-add is a multiplication and an addition

FORMULAS = {
    "multiply_adds": "products with weights and between tensors, of one sample; element-wise steps count nothing",
    "per_step": "multiply_adds / steps along the time axis",
    "flops": "2 · multiply_adds · batch; a training step: 3 times that (1 forward, 2 backward)",
    "parameters": "numbers in all weights, those of a shared layer once: Keras' count_params()",
    "weights": "parameters · bytes of their dtype",
    "gradients": "bytes of the trained weights",
    "optimizer": "what the optimizer keeps for the trained weights",
    "activations, training": "batch · (inputs + what every call returns, and saves: gates and states of all steps …)",
    "activations, inference": "batch · the most that lives at once: a tensor goes after the last call that reads it",
    "memory": "the sum; workspace of the framework, code and data pipeline not counted",
}


class Bill(Record):
    """What one batch costs. Bytes throughout; `activations` and `memory` are None where open sizes decide."""

    multiply_adds: Dim
    flops: Dim
    weights: Dim
    gradients: Dim
    optimizer: Dim
    activations: Dim | None
    memory: Dim | None


def inference(counted: Counted) -> Bill:
    """The bill of one forward pass of a batch."""
    work, weights = multiply(counted.batch, counted.multiply_adds), counted.weighed.bytes
    live = None if counted.peak is None else multiply(counted.batch, counted.peak)
    return Bill(work, multiply(FLOPS, work), weights, 0, 0, live, None if live is None else add(weights, live))


def training(counted: Counted) -> Bill:
    """The bill of one training step on a batch."""
    work = multiply(FORWARDS * counted.batch, counted.multiply_adds)
    weights, gradients, slots = counted.weighed.bytes, counted.weighed.trained_bytes, counted.slots.bytes
    kept = multiply(counted.batch, counted.activations)
    return Bill(work, multiply(FLOPS, work), weights, gradients, slots, kept, total((weights, gradients, slots, kept)))
