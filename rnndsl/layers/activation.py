"""Activation: an activation function as a layer of its own."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, NamedField

from ._passing import Passing


class Activation(Passing):
    """Keras' Activation."""

    name = "Activation"
    doc = "Applies an activation function to every value."
    parameters = (Entry("activation", NamedField("activations"), doc="The function, by name."),)


KIND = Activation()
