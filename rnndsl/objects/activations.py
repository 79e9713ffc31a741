"""Activations: Keras' functions of one tensor, by name.

They take no arguments here: Keras passes a function by name only (`LeakyReLU` and the like are layers). Two are missing:
`threshold` has required arguments, `glu` halves the last axis, which no layer that takes an activation announces.
"""

from __future__ import annotations

from . import NamedObject
from ._table import table

OBJECTS = table(
    NamedObject(name, "", (), aliases, doc)
    for name, doc, aliases in (
        ("celu", "max(0, x) + min(0, eˣ - 1)", ()),
        ("elu", "x where positive, eˣ - 1 elsewhere", ()),
        ("exponential", "eˣ", ()),
        ("gelu", "x·Φ(x), the Gaussian error linear unit", ()),
        ("hard_shrink", "x where |x| > 0.5, 0 elsewhere", ()),
        ("hard_sigmoid", "a piecewise linear sigmoid: relu6(x + 3)/6", ()),
        ("hard_silu", "x·hard_sigmoid(x)", ("hard_swish",)),
        ("hard_tanh", "x clipped to -1 … 1", ()),
        ("leaky_relu", "x where positive, 0.2·x elsewhere", ()),
        ("linear", "x itself", ()),
        ("log_sigmoid", "log(sigmoid(x))", ()),
        ("log_softmax", "log(softmax(x)) over the last axis", ()),
        ("mish", "x·tanh(softplus(x))", ()),
        ("relu", "max(0, x)", ()),
        ("relu6", "x clipped to 0 … 6", ()),
        ("selu", "scaled elu, self-normalising with lecun_normal", ()),
        ("sigmoid", "1/(1 + e⁻ˣ)", ()),
        ("silu", "x·sigmoid(x)", ("swish",)),
        ("soft_shrink", "x moved towards 0 by 0.5", ()),
        ("softmax", "eˣ over the sum of its last axis: probabilities", ()),
        ("softplus", "log(1 + eˣ)", ()),
        ("softsign", "x/(1 + |x|)", ()),
        ("sparse_plus", "a smooth relu that is exactly 0 below -1", ()),
        ("sparse_sigmoid", "a linear sigmoid: (x + 1)/2 clipped to 0 … 1", ()),
        ("sparsemax", "a softmax that gives exact zeros", ()),
        ("squareplus", "(x + √(x² + 4))/2", ()),
        ("tanh", "the hyperbolic tangent", ()),
        ("tanh_shrink", "x - tanh(x)", ()),
    )
)
