"""Activation: an activation function as a layer of its own."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, NamedField

from ._dtypes import refuse_all_but_floats, refuse_bools, refuse_strings
from ._passing import Passing
from .kind import Call, named

# Most functions need floats; TensorFlow computes these on more.
_ANY = ("linear",)
_BOOLS = ("tanh", "exponential")
_WHOLE = ("relu", "relu6", "leaky_relu")


class Activation(Passing):
    """Keras' Activation."""

    name = "Activation"
    doc = "Applies an activation function to every value."
    family = "dense and activation"
    per_step = True
    parameters = (Entry("activation", NamedField("activations"), doc="The function, by name."),)

    def whole(self, call: Call) -> bool:
        """These functions compute on whole numbers as they are."""
        return named(call.args["activation"]) in ("linear", "relu", "relu6")

    def check(self, call: Call) -> None:
        """Refuse what the function cannot compute on."""
        function = named(call.args["activation"])
        if function in _ANY:
            return
        if function in _BOOLS:
            refuse_strings(call)
        elif function in _WHOLE:
            refuse_bools(call)
        else:
            refuse_all_but_floats(call, argument="activation")

    def equation(self, call: Call) -> str:
        """The function of its input."""
        from .equations.notation import through

        return through(call.args["activation"], "input") if call.input.rank > 1 else ""

    def torch(self, call: Call) -> str:
        """The function of that name."""
        from .equations.in_torch import activated

        return activated(call.args["activation"], "x") or "" if call.input.rank > 1 else ""


KIND = Activation()
