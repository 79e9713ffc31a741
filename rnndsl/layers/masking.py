"""Masking: time steps whose features all equal a value are padding."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.fields import Entry, Float
from rnndsl.ir.tensor import Mask

from ._dtypes import compute_dtype, kept, refuse_strings
from .kind import Call, Kind, Result


class Masking(Kind):
    """(…, F) unchanged, with a new mask (…); the mask that came in is lost (rule 402)."""

    name = "Masking"
    doc = "Masks the time steps whose features all equal `mask_value`."
    family = "text and embedding"
    per_step = True
    needs_time = True
    keeps_values = True
    masks = "own"
    parameters = (Entry("mask_value", Float(), 0.0, "The value that marks padding."),)

    def infer(self, call: Call) -> Result:
        """The shape stays, the mask is the shape without the last axis; raises Refusal on strings."""
        tensor = call.input
        refuse_strings(call)
        found = kept(call, tensor.dims, compute_dtype(call.args), Mask(tensor.dims[:-1], call.layer))
        if tensor.real == "bool":
            found = replace(found, computed="int32")  # Keras multiplies by the mask
        return Result((found,))

    def equation(self, call: Call) -> str:
        """Padding becomes zero; the mask is made of the same comparison."""
        hidden = f"{call.args['mask_value']:g}"
        return f"where(any(input != {hidden}, axis=-1, keepdims=True), input, 0)"


KIND = Masking()
