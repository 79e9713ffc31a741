"""The section that declares layers of the user's own: the class, its arguments, and the rule of its shapes.

Loading a file never imports the class; what stands here is all that the linter knows of it.
"""

from __future__ import annotations

from rnndsl.ir.fields import NULL, Bool, Choice, Closed, Either, Entry, Field, Float, Int, ListOf, MapOf, OwnLayers, Str
from rnndsl.ir.tensor import DTYPES

TYPES = ("int", "float", "bool", "str", "activation", "initializer", "regularizer", "constraint")
TYPE = Choice(TYPES)
DIMENSION = Either((Int(0), Str("a dimension such as `T`, `4*units` or `...`")))
SHAPE = ListOf(DIMENSION)

PARAMETER = Either(
    (
        TYPE,
        Closed(
            (
                Entry("type", TYPE, doc="What values it takes."),
                Entry("default", Field(), None, "The class's own default; without one, the argument must be given."),
                Entry("low", Float(), None, "The smallest number."),
                Entry("high", Float(), None, "The largest number."),
                Entry("choices", ListOf(Str("a word"), low=1), None, "The words that a `str` may be."),
                Entry("doc", Str("a text"), None, "One sentence for editors."),
            ),
            "a parameter",
        ),
    )
)

WEIGHT = Either(
    (
        SHAPE,
        Closed(
            (
                Entry("shape", SHAPE, doc="Its shape."),
                Entry("trainable", Bool(), True, "False for what training does not change."),
                Entry("when", Str("a parameter"), None, "The `bool` parameter that must be true for the weight to be there."),
            ),
            "a weight",
        ),
    )
)

EXTENSION = Closed(
    (
        Entry("class", Str("`module:Class`"), doc="A Keras layer: `module:Class`, the module a file beside this one."),
        Entry("doc", Str("a text"), None, "One sentence for editors."),
        Entry("parameters", MapOf(PARAMETER, "parameter", identifiers=True), {}, "The arguments of its constructor."),
        Entry(
            "inputs", Either((SHAPE, MapOf(SHAPE, "input", identifiers=True))), doc="The shape that comes in, no batch axis."
        ),
        Entry("outputs", Either((SHAPE, MapOf(SHAPE, "output", identifiers=True))), doc="The shape that comes out."),
        Entry("weights", MapOf(WEIGHT, "weight", identifiers=True), {}, "Its variables, in the order in which they are made."),
        Entry("states", MapOf(SHAPE, "state", identifiers=True), {}, "The states of a cell, which stands inside RNN."),
        Entry("mask", Choice(("drops", "passes")), "drops", "passes: the class sets `supports_masking`."),
        Entry("dtype", Either((Choice(DTYPES), NULL)), None, "Type of what comes out, where it is not what it computes in."),
        Entry("multiply_adds", DIMENSION, None, "Products with weights and between tensors, for one sample."),
    ),
    "a layer of your own",
)

EXTENSIONS = OwnLayers(EXTENSION, "layer", identifiers=True)
