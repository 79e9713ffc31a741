"""Parameters that many kinds share, with the same words everywhere."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Entry, Float, Int, NamedField, optional

_INITIALIZER = NamedField("initializers")
_ACTIVATION = optional(NamedField("activations"))
_REGULARIZER = optional(NamedField("regularizers"))
_CONSTRAINT = optional(NamedField("constraints"))
_RATE = Float(0, 1)
_SEED = optional(Int(0))


def initializer(weight: str, default: str) -> Entry:
    """`kernel_initializer` and its like."""
    return Entry(f"{weight}_initializer", _INITIALIZER, default, f"How the {weight.replace('_', ' ')} starts.")


def activation(
    default: str | None, name: str = "activation", doc: str = "Function applied to the output; null for none."
) -> Entry:
    """`activation` and its like."""
    return Entry(name, _ACTIVATION, default, doc)


def regularizer(what: str) -> Entry:
    """`kernel_regularizer` and its like; `activity` stands for the layer's output."""
    of = "the layer's output" if what == "activity" else f"the {what.replace('_', ' ')}"
    return Entry(f"{what}_regularizer", _REGULARIZER, None, f"Penalty on {of}, added to the loss.")


def constraint(weight: str) -> Entry:
    """`kernel_constraint` and its like."""
    return Entry(f"{weight}_constraint", _CONSTRAINT, None, f"Projection of the {weight.replace('_', ' ')} after each update.")


def rate(name: str, default: float, doc: str) -> Entry:
    """A share of units to drop: from 0 to 1 (Keras clamps or refuses the rest)."""
    return Entry(name, _RATE, default, doc)


USE_BIAS = Entry("use_bias", Bool(), True, "Add a bias vector.")
SEED = Entry("seed", _SEED, None, "Seed of the layer's dropout; null draws one.")
