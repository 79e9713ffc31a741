"""Rescaling: multiplies and shifts the inputs."""

from __future__ import annotations

from rnndsl.ir.dims import differ, show, show_shape
from rnndsl.ir.fields import Either, Entry, Float, ListOf

from ._passing import Passing
from ._ranks import whole
from .kind import Call, refuse

_NUMBERS = Either((Float(), ListOf(Float(), 1)))


class Rescaling(Passing):
    """Keras' Rescaling."""

    name = "Rescaling"
    doc = "Computes input · scale + offset."
    family = "normalization and dropout"
    per_step = True
    strings = "Cast string to … is not supported"
    parameters = (
        Entry("scale", _NUMBERS, doc="The factor, or one per feature."),
        Entry("offset", _NUMBERS, 0.0, "What is added, or one number per feature."),
    )

    def check(self, call: Call) -> None:
        """Refuse strings, and lists that are not as long as the last axis: Keras stretches an axis of 1 unannounced."""
        super().check(call)
        last = whole(call.input.dims, call.batch_size)[-1]
        several = {len(v) for v in (call.args["scale"], call.args["offset"]) if isinstance(v, (list, tuple))} - {1}
        if len(several) > 1:
            found = f"{len(call.args['scale'])} and {len(call.args['offset'])} numbers"
            refuse("argument", "as many offsets as scales", found, keras="Incompatible shapes", argument="offset")
        for argument in ("scale", "offset"):
            numbers = call.args[argument]
            length = len(numbers) if isinstance(numbers, (list, tuple)) else 1
            if differ(length, last) and length != 1:
                refuse(
                    "argument",
                    f"one number, or {show(last)}, for the last axis of {show_shape(call.input.shape)}",
                    f"{argument}: {length} numbers",
                    keras="" if last == 1 else "Incompatible shapes",
                    input=0,
                    argument=argument,
                )

    def equation(self, call: Call) -> str:
        """A factor and a shift."""
        scale, offset = (call.args[name] for name in ("scale", "offset"))
        return f"input * {scale:g} + {offset:g}" if isinstance(scale, (int, float)) and isinstance(offset, (int, float)) else ""


KIND = Rescaling()
