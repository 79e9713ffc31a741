"""Identity: hands on what comes in, as a place with a name of its own."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._dtypes import cast, kept
from .kind import Call, Kind, Result


class Identity(Kind):
    """Keras' Identity."""

    name = "Identity"
    doc = "Hands its input on unchanged, strings too."
    per_step = True
    keeps_values = True
    parameters: tuple[Entry, ...] = ()

    def infer(self, call: Call) -> Result:
        """Shape and mask of the input; floats become the layer's dtype, all else stays."""
        return Result((kept(call, call.input.dims, cast(call.input, call.args), call.input.mask),))

    def equation(self, call: Call) -> str:
        """Its input."""
        return "input"

    def torch(self, call: Call) -> str:
        """Its input."""
        return "x"


KIND = Identity()
